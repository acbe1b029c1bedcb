"""What a hub's answers say: JSON, where a list goes on, whether it is the file that was listed."""

from __future__ import annotations

import re
from typing import Final, TypeVar
from urllib.parse import urljoin

import msgspec

from parley.hub import errors
from parley.hub.errors import Subject
from parley.hub.names import DEFAULT_ENDPOINT, origin
from parley.hub.replies import Reply
from parley.hub.values import RemoteFile

#: Failures in which an answer kept from an earlier time is better than none: nobody said no.
OUT_OF_REACH: Final = frozenset(
    {
        "offline", "hub_unreachable", "hub_timeout", "hub_cut", "hub_busy", "hub_failed",
        "hub_answer",
    }
)  # fmt: skip

_T = TypeVar("_T")

#: A whole pair of surrogates or an escaped backslash, which stay, or half a pair, which is no text.
_HALF_PAIR: Final = re.compile(
    rb"(\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})"
    rb"|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
)


def decoded(reply: Reply, kind: type[_T], subject: Subject, lacks: str = "no list of files") -> _T:
    """Return the JSON of an answer. Raises `ParleyError` `hub_answer`; `lacks` says what is not."""
    try:
        try:
            return msgspec.json.decode(reply.data, type=kind)
        except msgspec.DecodeError:
            # A text that its author cut in the middle of a letter spoils no other.
            whole = _HALF_PAIR.sub(lambda found: found[1] or rb"\ufffd", reply.data)
            return msgspec.json.decode(whole, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        web_page = reply.data.lstrip()[:1] == b"<"
        raise errors.answer(subject, "a web page" if web_page else lacks) from error


def next_page(reply: Reply, endpoint: str, subject: Subject) -> str:
    """Return the address in `Link: <…>; rel="next"` (RFC 8288), or "" at the end of a list.

    Raises:
        ParleyError: `hub_answer` where it leads away from the hub.
    """
    for link in reply.headers.get("link", "").split(","):
        address, _, parameters = link.strip().partition(">")
        if address.startswith("<") and 'rel="next"' in parameters.replace("'", '"'):
            return at_hub(address[1:], endpoint, subject, reply.url)
    return ""


def at_hub(address: str, endpoint: str, subject: Subject, base: str = "") -> str:
    """Return an address of this hub, relative to `base`. Raises `ParleyError` `hub_answer` else."""
    try:
        address = urljoin(base, address)
        # A mirror may pass on the addresses of the hub it mirrors.
        if address.startswith(f"{DEFAULT_ENDPOINT}/"):
            address = endpoint + address.removeprefix(DEFAULT_ENDPOINT)
        home = origin(address) == origin(endpoint)
    except ValueError:
        home = False
    if not home:
        raise errors.answer(subject, "a list that goes on elsewhere")
    return address


def check_listed(reply: Reply, file: RemoteFile, subject: Subject) -> None:
    """Compare what a hub says of a file with what it said in the list.

    Raises:
        ParleyError: `hub_wrong_size`, `hub_changed`.
    """
    linked = reply.headers.get("x-linked-size", "")
    sizes = {reply.size, int(linked) if linked.isascii() and linked.isdigit() else None}
    for size in sizes - {None, file.size}:
        raise errors.wrong_size(subject, file.size, size or 0)
    etag = reply.headers.get("x-linked-etag", "").removeprefix("W/").strip('"')
    if etag and etag != file.etag:
        raise errors.changed(subject)
