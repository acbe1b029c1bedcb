"""GGUF files byte by byte, so that a test can also write what no library would."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from random import Random

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


def vocabulary_settings(
    tokens: int, merges: int, *, seed: int = 1
) -> dict[str, tuple[int, object]]:
    """Return settings like those of a byte-level vocabulary, with as many tokens and merges.

    Lengths are spread as in Llama 3's: most of a few bytes, some long.
    """
    random = Random(seed)

    def words(count: int, mean: float) -> list[bytes]:
        letters = b"abcdefghijklmnopqrstuvwxyz"
        lengths = (1 + min(200, int(random.expovariate(1 / mean))) for _ in range(count))
        return [bytes(random.choices(letters, k=length)) for length in lengths]

    return {
        "general.architecture": (STRING, "llama"),
        "tokenizer.ggml.model": (STRING, "gpt2"),
        "tokenizer.ggml.tokens": (ARRAY, (STRING, words(tokens, 6.5))),
        "tokenizer.ggml.scores": (ARRAY, (FLOAT32, [0.0] * tokens)),
        "tokenizer.ggml.token_type": (ARRAY, (INT32, [1] * tokens)),
        "tokenizer.ggml.merges": (ARRAY, (STRING, words(merges, 9))),
        "tokenizer.chat_template": (STRING, "x" * 5000),
    }


def layers(count: int) -> list[bytes]:
    """Return descriptions of nine tensors per layer, one after the other in the file."""
    names = ("attn_norm", "attn_q", "attn_k", "attn_v", "attn_output")
    names += ("ffn_norm", "ffn_gate", "ffn_up", "ffn_down")
    all_names = [f"blk.{layer}.{name}.weight" for layer in range(count) for name in names]
    return [tensor(name, (32, 4), 0, place * 512) for place, name in enumerate(all_names)]
