"""Pictures as bytes: small real ones, and heads of files that claim something."""

from __future__ import annotations

import struct
import zlib

#: One pixel, from the specification of GIF.
GIF = bytes.fromhex(
    "47494638396101000100800000ff0000ffffff21f90401000000002c00000000010001000002024401003b"
)


def png(width: int = 3, height: int = 2, colour: tuple[int, int, int] = (200, 60, 20)) -> bytes:
    """Return a PNG file of one colour."""
    rows = (b"\0" + bytes(colour) * width) * height
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + _chunk(b"IDAT", zlib.compress(rows))
        + _chunk(b"IEND", b"")
    )


def png_head(width: int, height: int) -> bytes:
    """Return the beginning of a PNG file that claims a size, and ends there."""
    return b"\x89PNG\r\n\x1a\n" + _chunk(
        b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    )


def jpeg_head(width: int, height: int) -> bytes:
    """Return the beginning of a JPEG file: what a camera writes first, then its size."""
    exif = b"Exif\0\0" + bytes(40)
    return (
        b"\xff\xd8"
        + (b"\xff\xe1" + struct.pack(">H", 2 + len(exif)) + exif)
        + (b"\xff\xff\xc2" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\0")
    )


def webp_head(kind: str, width: int, height: int) -> bytes:
    """Return the beginning of a WebP file of one of its three kinds."""
    if kind == "VP8 ":
        body = b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", width, height)
    elif kind == "VP8L":
        body = b"\x2f" + struct.pack("<I", (width - 1) | (height - 1) << 14)
    else:
        sides = (side - 1 for side in (width, height))
        body = bytes(4) + b"".join(side.to_bytes(3, "little") for side in sides)
    chunk = kind.encode() + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", 4 + len(chunk)) + b"WEBP" + chunk


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
