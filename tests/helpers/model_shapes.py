"""Model files with the shape of real models and a hole where their weights would be.

Sizes are those of the models' public `config.json`; tensors are those that llama.cpp demands of the
architecture (its src/models), with types as its quantiser mixes them (src/llama-quant.cpp).
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from helpers import gguf_bytes as raw
from helpers.model_layers import Model, Tensors, llama_layer
from helpers.model_sizes import models

__all__ = ["Model", "llama_layer", "models", "tensor_type", "tensors", "write"]

#: Bytes and weights of a block, and the number of each tensor type in a file.
TYPES = {
    "F32": (0, 1, 4),
    "F16": (1, 1, 2),
    "Q4_0": (2, 32, 18),
    "Q5_0": (6, 32, 22),
    "Q8_0": (8, 32, 34),
    "Q2_K": (10, 256, 84),
    "Q3_K": (11, 256, 110),
    "Q4_K": (12, 256, 144),
    "Q5_K": (13, 256, 176),
    "Q6_K": (14, 256, 210),
    "IQ4_NL": (20, 32, 18),
    "IQ4_XS": (23, 256, 136),
    "MXFP4": (39, 32, 17),
}
_FTYPES = {"F16": 1, "Q4_0": 2, "Q8_0": 7, "Q4_K_M": 15, "Q6_K": 18, "IQ4_XS": 30, "MXFP4": 38}
_PLAIN = {"Q4_K_M": "Q4_K"}
#: What a row that is no multiple of 256 is stored as instead (`tensor_type_fallback`).
_FALLBACK = {"Q4_K": "Q5_0", "IQ4_XS": "IQ4_NL", "Q6_K": "Q8_0", "Q5_K": "Q8_0"}


def write(
    path: Path,
    model: Model,
    quantisation: str = "Q4_K_M",
    *,
    tokens: bool = False,
    keys: Mapping[str, Any] | None = None,
) -> Path:
    """Write `model` to `path` and return it.

    With `tokens` the file has a vocabulary as long as the real one, else only its size.
    """
    settings = dict(model.keys, vocab_size=model.vocabulary, **(keys or {}))
    head = [("general.architecture", model.architecture), ("general.name", path.stem)]
    head.append(("general.file_type", _FTYPES[quantisation]))
    head += [(f"{model.architecture}.{key}", value) for key, value in settings.items()]
    metadata = [raw.text(key) + _value(value) for key, value in head]
    metadata += _tokenizer(model.vocabulary) if tokens else _no_tokenizer()
    listed, offset = [], 0
    count = 0
    for name, shape in tensors(model):
        kind = tensor_type(model, name, shape, quantisation)
        number, block, size = TYPES[kind]
        listed.append(raw.tensor(name, shape, number, offset))
        nbytes = size * _product(shape) // block
        offset += -(-nbytes // 32) * 32
        count += 1
    body = b"".join(metadata) + b"".join(listed)
    start = b"GGUF" + struct.pack("<IQQ", 3, count, len(metadata)) + body
    with path.open("wb") as file:
        file.write(start)
        file.truncate(-(-len(start) // 32) * 32 + offset)
    return path


def tensors(model: Model) -> Tensors:
    """Return the names and shapes of all tensors, fastest-changing dimension first."""
    width = model.keys["embedding_length"]
    yield "token_embd.weight", (width, model.vocabulary)
    yield "output_norm.weight", (width,)
    if not model.tied:
        yield "output.weight", (width, model.vocabulary)
    yield from model.others
    for index in range(model.keys["block_count"]):
        for name, shape in model.layer(model.keys, index):
            yield f"blk.{index}.{name}", shape


def tensor_type(model: Model, name: str, shape: tuple[int, ...], quantisation: str) -> str:
    """Return the type that the quantiser gives a tensor."""
    matrix = len(shape) > 1 and name.endswith(".weight") and "norm" not in name
    kept = ("ffn_gate_inp", "ssm_conv1d", "altup_", "laurel_", "shortconv.conv", "router")
    if not matrix or any(part in name for part in kept):
        return "F32"
    if quantisation == "MXFP4":
        return "MXFP4" if "_exps" in name else "Q8_0"
    kind = _mixed(model, name, quantisation)
    if TYPES[kind][1] > 1 and shape[0] % TYPES[kind][1]:
        kind = _FALLBACK.get(kind, "F16")
        return kind if shape[0] % TYPES[kind][1] == 0 else "F16"
    return kind


def _mixed(model: Model, name: str, quantisation: str) -> str:
    kind = _PLAIN.get(quantisation, quantisation)
    if quantisation in ("F16", "Q8_0"):
        return kind
    if name == "output.weight" or (name == "token_embd.weight" and model.tied):
        return "Q6_K"
    if not name.startswith("blk."):
        return kind
    index, count = int(name.split(".")[1]), int(model.keys["block_count"])
    more = index < count // 8 or index >= 7 * count // 8 or (index - count // 8) % 3 == 2
    part = name.split(".", 2)[2]
    experts = model.keys.get("expert_count", 0)
    if experts == 8 and part in ("attn_k.weight", "attn_v.weight"):
        return "Q8_0"
    if quantisation == "Q4_K_M":
        if more and part in ("attn_v.weight", "ffn_down.weight", "ffn_down_exps.weight"):
            return "Q6_K"
        if part == "attn_qkv.weight" or (experts == 8 and part == "attn_output.weight"):
            return "Q5_K"
    early = part.startswith("ffn_down") and index < count // 8
    if quantisation == "IQ4_XS" and (part == "attn_v.weight" or early):
        return "Q5_K"
    return kind


def _product(shape: tuple[int, ...]) -> int:
    result = 1
    for size in shape:
        result *= size
    return result


def _value(value: Any) -> bytes:
    if isinstance(value, str):
        return raw.value(raw.STRING, value)
    if isinstance(value, bool):
        return raw.value(raw.BOOL, value)
    if isinstance(value, float):
        return raw.value(raw.FLOAT32, value)
    if isinstance(value, int):
        return raw.value(raw.UINT32, value)
    kind = raw.BOOL if isinstance(value[0], bool) else raw.INT32
    return raw.value(raw.ARRAY, (kind, value))


def _no_tokenizer() -> list[bytes]:
    return [raw.text("tokenizer.ggml.model") + raw.value(raw.STRING, "no_vocab")]


def _tokenizer(count: int) -> list[bytes]:
    """Return a SentencePiece vocabulary: bytes and numbered words."""
    names = ["<unk>", "<s>", "</s>", *(f"<0x{byte:02X}>" for byte in range(256))]
    names += [f"w{number}" for number in range(count - len(names))]
    kinds = [2, 3, 3, *[6] * 256, *[1] * (count - 259)]
    return [
        raw.text("tokenizer.ggml.model") + raw.value(raw.STRING, "llama"),
        raw.text("tokenizer.ggml.tokens") + raw.value(raw.ARRAY, (raw.STRING, names)),
        raw.text("tokenizer.ggml.scores") + raw.value(raw.ARRAY, (raw.FLOAT32, [0.0] * count)),
        raw.text("tokenizer.ggml.token_type") + raw.value(raw.ARRAY, (raw.INT32, kinds)),
        raw.text("tokenizer.ggml.bos_token_id") + raw.value(raw.UINT32, 1),
        raw.text("tokenizer.ggml.eos_token_id") + raw.value(raw.UINT32, 2),
        raw.text("tokenizer.ggml.unknown_token_id") + raw.value(raw.UINT32, 0),
    ]
