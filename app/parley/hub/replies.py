"""What a server answers, as it is read: header fields, and no more bytes than are wanted."""

from __future__ import annotations

import contextlib
import email.utils
import re
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import msgspec

from parley.hub import errors
from parley.hub.errors import Subject
from parley.hub.streams import sent_bytes

if TYPE_CHECKING:
    import httpx2

_SHORT: Final = 64 * 1024
_RATE_LIMIT = re.compile(r"\br\s*=\s*0\s*;\s*t\s*=\s*(\d{1,9})")


class Reply(msgspec.Struct, frozen=True):
    """An answer.

    Attributes:
        data: what was asked for; fewer bytes than that where the server gave fewer.
        size: bytes of the whole file, or None where the server did not say.
        url: where it came from, after redirects.
        headers: header fields of the hub itself and then of that place, names in lower case.
    """

    data: bytes
    size: int | None
    url: str
    headers: dict[str, str]


def fields(response: httpx2.Response) -> dict[str, str]:
    return {name.lower(): text for name, text in response.headers.items()}


def finish(response: httpx2.Response, fields: Mapping[str, str]) -> None:
    """Read a short body to its end, so that the connection can serve the next request."""
    length = fields.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length) <= _SHORT:
        response.read()


def asked_pause(fields: Mapping[str, str]) -> float | None:
    """Return the seconds that the server asks to wait, or None.

    `Retry-After` is in seconds or a date (RFC 9110, section 10.2.3); Hugging Face sends
    `RateLimit: "api";r=0;t=55` (draft-ietf-httpapi-ratelimit-headers) with a 429.
    """
    asked = fields.get("retry-after", "").strip()
    if asked.isascii() and asked.isdigit():
        return float(asked[:9])
    if asked:
        with contextlib.suppress(ValueError, OverflowError):
            until = email.utils.parsedate_to_datetime(asked).timestamp()
            return max(0.0, until - time.time())
    limit = _RATE_LIMIT.search(fields.get("ratelimit", ""))
    return float(limit[1]) if limit else None


def body(response: httpx2.Response, subject: Subject, most: int, until: float) -> bytes:
    data = bytearray()
    for chunk in response.iter_bytes():
        data += chunk
        if len(data) > most:
            raise errors.answer(subject, "an endless list")
        _in_time(subject, until)
    return bytes(data)


def part(
    response: httpx2.Response, subject: Subject, span: tuple[int, int], until: float
) -> tuple[bytes, int | None]:
    """Read the bytes asked for and not one chunk more; return them and the whole file's size."""
    start, end = span
    sent = sent_bytes(response, subject, span)
    skip = start - sent.start
    data = bytearray()
    for chunk in response.iter_raw():
        dropped = min(skip, len(chunk))
        skip -= dropped
        data += chunk[dropped : dropped + end - start - len(data)]
        if len(data) >= end - start:
            break
        _in_time(subject, until)
    if not data:
        raise errors.answer(subject, "an empty file")
    return bytes(data), sent.size


def _in_time(subject: Subject, until: float) -> None:
    if time.monotonic() > until:
        raise errors.timeout(subject)
