"""GGUF files byte by byte, so that a test can also write what no library would."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

UINT8, INT8, UINT16, INT16, UINT32, INT32, FLOAT32, BOOL, STRING, ARRAY = range(10)
UINT64, INT64, FLOAT64 = 10, 11, 12
_FORMATS = "BbHhIif?", "Qqd"


def text(value: str | bytes) -> bytes:
    """Return a length and the bytes of a string."""
    raw = value.encode() if isinstance(value, str) else value
    return struct.pack("<Q", len(raw)) + raw


def value(kind: int, content: object) -> bytes:
    """Return a value with its type before it; an array is (type of element, elements)."""
    return struct.pack("<I", kind) + _bare(kind, content)


def _bare(kind: int, content: object) -> bytes:
    if kind == STRING:
        return text(content)
    if kind == ARRAY:
        element, elements = content
        head = struct.pack("<IQ", element, len(elements))
        return head + b"".join(_bare(element, each) for each in elements)
    letter = _FORMATS[0][kind] if kind < STRING else _FORMATS[1][kind - UINT64]
    return struct.pack(f"<{letter}", content)


def tensor(name: str, shape: Sequence[int], kind: int = 0, offset: int = 0) -> bytes:
    """Return the description of a tensor."""
    return (
        text(name)
        + struct.pack("<I", len(shape))
        + b"".join(struct.pack("<Q", each) for each in shape)
        + struct.pack("<IQ", kind, offset)
    )


def gguf_bytes(
    metadata: Mapping[str, tuple[int, object]] | None = None,
    tensors: Sequence[bytes] = (),
    *,
    data: int = 0,
    version: int = 3,
    alignment: int = 32,
    counts: tuple[int, int] | None = None,
) -> bytes:
    """Return a whole file with `data` zero bytes as weights; `counts` lies about the numbers."""
    if metadata is None:
        metadata = {"general.architecture": (STRING, "llama")}
    tensor_count, metadata_count = counts or (len(tensors), len(metadata))
    head = b"GGUF" + struct.pack("<IQQ", version, tensor_count, metadata_count)
    head += b"".join(text(key) + value(*each) for key, each in metadata.items())
    head += b"".join(tensors)
    return head + b"\0" * (-len(head) % alignment) + b"\0" * data
