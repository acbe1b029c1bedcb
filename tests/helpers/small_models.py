"""Model files of a few kilobytes with content of their own: whole, in parts, projectors."""

from __future__ import annotations

import hashlib
from pathlib import Path
from random import Random

from helpers.gguf_bytes import STRING, UINT16, UINT32, gguf_bytes, layers, tensor

#: Bytes of the weights of one layer.
_LAYER = 9 * 512


def model_bytes(
    seed: int = 0, *, name: str = "Tiny", licence: str = "", **settings: object
) -> bytes:
    """Return a whole model; every seed has other weights, and all have one size."""
    metadata: dict[str, tuple[int, object]] = {
        "general.architecture": (STRING, "llama"),
        "general.name": (STRING, name),
        "llama.context_length": (UINT32, 4096),
        "tokenizer.chat_template": (STRING, "{{ messages }}"),
    }
    if licence:
        metadata["general.license"] = (STRING, licence)
    return _with_weights(gguf_bytes(metadata, layers(1)), _LAYER, seed)


def part_bytes(number: int, count: int, seed: int = 0) -> bytes:
    """Return part `number`, from 1, of a model in `count` parts."""
    metadata: dict[str, tuple[int, object]] = {
        "general.architecture": (STRING, "llama"),
        "split.no": (UINT16, number - 1),
        "split.count": (UINT16, count),
        "split.tensors.count": (UINT32, count),
    }
    if number == 1:
        metadata["general.name"] = (STRING, "Split")
        metadata["llama.context_length"] = (UINT32, 2048)
    description = tensor(f"blk.{number}.attn_q.weight", (32, 32))
    return _with_weights(gguf_bytes(metadata, [description]), 32 * 32 * 4, seed + number)


def projector_bytes(seed: int = 0) -> bytes:
    """Return a multimodal projector."""
    metadata = {
        "general.architecture": (STRING, "clip"),
        "general.type": (STRING, "mmproj"),
    }
    return _with_weights(gguf_bytes(metadata, [tensor("v.patch", (32, 4))]), 512, seed)


def put(path: Path, content: bytes) -> Path:
    """Write a file with its folders and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def split(folder: Path, name: str, count: int = 2, seed: int = 0) -> list[Path]:
    """Write a model in parts."""
    return [
        put(folder / f"{name}-{number:05}-of-{count:05}.gguf", part_bytes(number, count, seed))
        for number in range(1, count + 1)
    ]


def sha256(content: bytes) -> str:
    """Return the hash of bytes in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def _with_weights(head: bytes, size: int, seed: int) -> bytes:
    return head + Random(seed).randbytes(size)
