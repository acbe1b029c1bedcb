"""Pictures that go with a message: known by their bytes, measured without being decoded.

Whatever says that it is a picture is untrusted: nothing is decoded whose size was not read first.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from typing import Final
from urllib.parse import unquote

from parley.chat.values import Attachment
from parley.core.errors import ParleyError
from parley.core.words import size

#: What can be a picture, and the ending of a file of it. SVG is a program more than a picture.
ENDINGS: Final = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/webp": ".webp",
    "image/gif": ".gif",
}
#: Bytes of a picture as it is kept: it is read with its message.
MOST_BYTES: Final = 2 * 1000**2
#: Bytes of a file that is looked at, to be made smaller.
MOST_READ: Final = 64 * 1000**2
#: Pixels that are decoded: with four bytes each, 240 MB, which Qt decodes by itself.
MOST_PIXELS: Final = 60 * 1000**2

_SAFE: Final = "Your message is as it was."
_STARTS: Final = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
# Segments of a JPEG file that say its size, and those that have no length.
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE: Final = frozenset({0x01, *range(0xD0, 0xD9)})
_MOST_SEGMENTS: Final = 10_000
# Each time over the whole picture takes a part of a second, and a few bytes of the file: of the
# thousands that fit, decoding would come to no end. Cameras and programs write some ten.
_SCAN: Final = b"\xff\xda"
_MOST_SCANS: Final = 100

#: Returns a picture of that media type ready to be kept: sound, and small enough. Any thread.
Prepare = Callable[[bytes, str], bytes]


def media_of(data: bytes) -> str:
    """Return the media type of a picture by how it begins; "" for what is none of `ENDINGS`."""
    for start, media in _STARTS:
        if data.startswith(start):
            return media
    return "image/webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else ""


def size_of(data: bytes) -> tuple[int, int] | None:
    """Return width and height of a picture in pixels, as its file says; None where it does not."""
    measure = {"image/png": _png, "image/jpeg": _jpeg, "image/gif": _gif, "image/webp": _webp}
    try:
        found = measure[media_of(data)](data)
    except (KeyError, IndexError, struct.error):
        return None
    return found if found is not None and min(found) > 0 else None


def orientation_of(data: bytes) -> int:
    """Return how a camera was held, as Exif has it: 1 is upright, from 5 on it lay on its side."""
    try:
        return _orientation(data) if media_of(data) == "image/jpeg" else 1
    except (IndexError, struct.error):
        return 1


def is_sound(attachment: Attachment) -> bool:
    """Tell whether a picture is what it says, and no larger than one that was attached here."""
    found = size_of(attachment.data)
    return (
        found is not None
        and media_of(attachment.data) == attachment.media
        and not attachment.text
        and len(attachment.data) <= MOST_BYTES
        and found[0] * found[1] <= MOST_PIXELS
    )


def as_it_is(data: bytes, _media: str) -> bytes:
    """Prepare nothing, where there is nothing that decodes pictures."""
    return data


def attachment(name: str, data: bytes, prepare: Prepare = as_it_is) -> Attachment:
    """Return a picture as it goes with a message, under `name`. May take a moment; any thread.

    Raises:
        ParleyError: `picture_damaged`, `picture_too_large`.
    """
    media, found = media_of(data), size_of(data)
    if found is None:
        raise damaged(name)
    if found[0] * found[1] > MOST_PIXELS:
        raise ParleyError(
            "picture_too_large",
            f"“{name}” has {found[0]:,} × {found[1]:,} pixels, more than are decoded here.",
            safe=_SAFE,
            hint="Make it smaller in another program, and attach that.",
        )
    try:
        ready = prepare(data, media)
    except ValueError as error:
        raise damaged(name) from error
    if len(ready) > MOST_BYTES:
        raise too_large(name, len(ready))
    if (now := media_of(ready)) != media:
        name = _stem(name) + ENDINGS[now]
    return Attachment(name, media=now, data=ready)


def damaged(name: str) -> ParleyError:
    """Return the error for a picture that cannot be decoded."""
    return ParleyError(
        "picture_damaged",
        f"“{name}” begins as a picture, but is damaged or cut off.",
        safe=_SAFE,
        hint="Attach another copy of it, or save it as PNG first.",
    )


def too_large(name: str, count: int) -> ParleyError:
    """Return the error for a file of so many bytes, of which no picture is made."""
    return ParleyError(
        "picture_too_large",
        f"“{name}” has {size(count)}, too much for a picture that goes with a message.",
        safe=_SAFE,
        hint="Make it smaller in another program, and attach that.",
    )


def numbered(name: str, number: int) -> str:
    """Return a picture's name with a number that Markdown can hold: `cat-2.png`."""
    stem = _stem(name)
    return f"{stem}-{number}{name[len(stem) :]}"


def named(address: str, attachments: Sequence[Attachment]) -> Attachment | None:
    """Return the picture that the address of a picture in Markdown means; None for any other."""
    names = {address, unquote(address)}
    pictures = (each for each in attachments if each.is_picture and each.name in names)
    return next(pictures, None)


def file_name(picture: Attachment) -> str:
    """Return under what a picture is saved: its name, with the ending of what it is."""
    ending = ENDINGS.get(picture.media, "")
    same = {".jpeg", ".jpe"} if ending == ".jpg" else set()
    if any(picture.name.lower().endswith(each) for each in {ending, *same}):
        return picture.name
    return picture.name + ending


def _stem(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return stem if dot and stem and len(ending) <= 5 else name


def _orientation(data: bytes) -> int:
    at = 2
    while data[at] == 0xFF and data[at + 1] in range(0xE0, 0xF0):
        (length,) = struct.unpack_from(">H", data, at + 2)
        if data[at + 4 : at + 10] == b"Exif\0\0":
            start = at + 10
            order = "<" if data[start : start + 2] == b"II" else ">"
            (first,) = struct.unpack_from(f"{order}I", data, start + 4)
            (count,) = struct.unpack_from(f"{order}H", data, start + first)
            for entry in range(min(count, 200)):
                tag, _, _, value = struct.unpack_from(
                    f"{order}HHIH", data, start + first + 2 + 12 * entry
                )
                if tag == 0x0112:
                    return value if 1 <= value <= 8 else 1
        at += 2 + max(2, length)
    return 1


def _png(data: bytes) -> tuple[int, int] | None:
    if data[12:16] != b"IHDR":
        return None
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def _gif(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from("<HH", data, 6)
    return width, height


def _jpeg(data: bytes) -> tuple[int, int] | None:
    if data.count(_SCAN) > _MOST_SCANS:
        return None
    at = 2
    for _ in range(_MOST_SEGMENTS):
        if data[at] != 0xFF:
            return None
        kind = data[at + 1]
        if kind == 0xFF:  # Filling
            at += 1
        elif kind in _BARE:
            at += 2
        elif kind in _FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        else:
            (length,) = struct.unpack_from(">H", data, at + 2)
            at += 2 + max(2, length)
    return None


def _webp(data: bytes) -> tuple[int, int] | None:
    kind = data[12:16]
    if kind == b"VP8X" and len(data) >= 30:
        sides = data[24:27], data[27:30]
        width, height = (1 + int.from_bytes(each, "little") for each in sides)
        return width, height
    if kind == b"VP8L" and data[20] == 0x2F:
        (bits,) = struct.unpack_from("<I", data, 21)
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    return None
