"""A file's content as it comes from a server: which bytes these are, and the bytes."""

from __future__ import annotations

import contextlib
import math
import re
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from parley.hub import errors
from parley.hub.errors import Subject

if TYPE_CHECKING:
    import httpx2

#: Bytes taken from a fast connection at once.
_LARGE: Final = 512 * 1024
#: Bytes that may wait in the system for one connection. Four such, and 30 ms to the server and
#: back, still carry 200 MB/s.
_WINDOW: Final = 3 * 512 * 1024
_CONTENT_RANGE = re.compile(r"bytes (\d{1,19})-(\d{1,19})/(\d{1,19}|\*)", re.IGNORECASE)


class Sent(msgspec.Struct, frozen=True):
    """Which bytes of a file a server sends."""

    start: int
    end: int | None
    size: int | None
    ranged: bool


class Stream:
    """Bytes of a file as they come.

    Attributes:
        start: the first byte that comes; 0 where the server knows no ranges.
        end: one after the last, or None where the server did not say.
        ranged: whether the server sends the range that was asked for, and not the whole file.
        size: bytes of the whole file, or None where the server did not say.
        url: where it comes from, after redirects.
        headers: header fields of the hub itself and then of that place, names in lower case.
        validator: what this server calls the content now (RFC 9110, section 8.8), or "".
    """

    def __init__(
        self, response: httpx2.Response, sent: Sent, url: str, headers: dict[str, str]
    ) -> None:
        self._response = response
        self.size = sent.size
        self.url = url
        self.headers = headers
        self.start = sent.start
        self.end = sent.end
        self.ranged = sent.ranged
        fields = response.headers
        self.validator = fields.get("etag", "") or fields.get("last-modified", "")

    def chunks(self, *, fast: bool = False) -> Iterator[bytes]:
        """Yield pieces of any length, never empty.

        Args:
            fast: whether to take large pieces past the HTTP library, which reads 64 KiB at a time
                and copies them four times. The connection serves no other request afterwards.

        Raises only inside `Requests.stream`, which puts it into words.
        """
        connection = self._response.extensions.get("network_stream")
        if connection is not None:
            _bound_window(connection.get_extra_info("socket"), fast=fast)
        body = self._response.iter_raw()
        if connection is None or not fast or not self._is_plain():
            yield from body
            return
        left = int(self._response.headers["content-length"])
        # What arrived together with the head is with the library; after it, all is in the socket.
        for first in body:
            left -= len(first)
            yield first
            break
        yield from _large(connection, left, self._response.request)

    def interrupt(self) -> None:
        """End the connection from another thread; whoever waits for bytes gets an error."""
        connection = self._response.extensions.get("network_stream")
        sock = connection.get_extra_info("socket") if connection is not None else None
        if isinstance(sock, socket.socket):
            with contextlib.suppress(OSError):
                # Not the method of a TLS socket, which would go on in clear.
                socket.socket.shutdown(sock, socket.SHUT_RDWR)

    def _is_plain(self) -> bool:
        """Whether the body is so many bytes from the connection, and nothing else."""
        fields = self._response.headers
        return (
            self._response.http_version == "HTTP/1.1"
            and "transfer-encoding" not in fields
            and self.end is not None
            and fields.get("content-length") == str(self.end - self.start)
        )


def sent_bytes(response: httpx2.Response, subject: Subject, span: tuple[int, int]) -> Sent:
    """Return which bytes come, if it is the content of a file from where it was asked for.

    Raises:
        ParleyError: `hub_answer`.
    """
    fields = response.headers
    if fields.get("content-type", "").lower().startswith("text/html"):
        raise errors.answer(subject, "a web page")
    if fields.get("content-encoding", "identity").lower() != "identity":
        raise errors.answer(subject, "a compressed file")
    if response.status_code == 206:
        found = _CONTENT_RANGE.fullmatch(fields.get("content-range", "").strip())
        if found is None or int(found[1]) != span[0] or int(found[2]) < span[0]:
            raise errors.answer(subject, "another part of the file")
        size = None if found[3] == "*" else int(found[3])
        return Sent(span[0], int(found[2]) + 1, size, ranged=True)
    if response.status_code == 200:
        # The server knows no ranges and sends the file from its start.
        length = fields.get("content-length", "")
        size = int(length) if length.isascii() and length.isdigit() else None
        return Sent(0, size, size, ranged=False)
    raise errors.answer(subject, f"status {response.status_code}")


def _bound_window(sock: object, *, fast: bool) -> None:
    """Let no more than `_WINDOW` bytes wait in the system for a connection.

    What the system has taken and the program has not is fetched again after a kill. Where the
    system allows much less, only a fast connection is bound: its way is so short that even that is
    enough.
    """
    # Linux counts its own bookkeeping in: it gives twice what is asked for.
    asked = _WINDOW // 2 if sys.platform == "linux" else _WINDOW
    if isinstance(sock, socket.socket) and (fast or asked <= _most_asked()):
        with contextlib.suppress(OSError):
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, asked)


def _most_asked() -> float:
    """Return how many bytes a program may ask the system to keep for a connection."""
    if sys.platform != "linux":
        return math.inf
    with contextlib.suppress(OSError, ValueError):
        return int(Path("/proc/sys/net/core/rmem_max").read_text(encoding="ascii"))
    return 0


def _large(connection: Any, left: int, request: httpx2.Request) -> Iterator[bytes]:
    """Yield `left` bytes from a connection; errors are those of httpx2."""
    import httpcore2
    import httpx2

    timeout = request.extensions["timeout"]["read"]
    try:
        while left > 0:
            chunk = connection.read(min(left, _LARGE), timeout)
            if not chunk:
                raise httpx2.RemoteProtocolError("the connection ended early")
            left -= len(chunk)
            yield chunk
    except httpcore2.TimeoutException as error:
        raise httpx2.ReadTimeout(str(error)) from error
    except httpcore2.NetworkError as error:
        raise httpx2.ReadError(str(error)) from error
