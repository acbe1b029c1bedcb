"""Tiny models of other kinds than Llama's: a sliding window, experts, several files, a hole."""

from __future__ import annotations

from pathlib import Path

import gguf

from helpers.gguf_models import llama_blocks, tiny

#: Tokens that a layer of `sliding` looks back, in five layers of six.
WINDOW = 32
EXPERTS = 4


def sliding(path: Path) -> Path:
    """Write a model like Gemma 3: five of its six layers have a sliding window."""

    def blocks(width: int) -> dict[str, tuple[int, ...]]:
        head = width // 4
        return llama_blocks(width) | {
            "post_attention_norm": (width,),
            "attn_k_norm": (head,),
            "attn_q_norm": (head,),
            "post_ffw_norm": (width,),
        }

    return tiny(
        path,
        architecture="gemma3",
        context=8192,
        layers=6,
        blocks=blocks,
        settings={"gemma3.attention.sliding_window": WINDOW},
    )


def experts(path: Path) -> Path:
    """Write a model like Mixtral: four experts in each of four layers, two of them used."""

    def blocks(width: int) -> dict[str, tuple[int, ...]]:
        return {name: shape for name, shape in llama_blocks(width).items() if "ffn" not in name} | {
            "ffn_norm": (width,),
            "ffn_gate_inp": (EXPERTS, width),
            "ffn_gate_exps": (EXPERTS, 2 * width, width),
            "ffn_up_exps": (EXPERTS, 2 * width, width),
            "ffn_down_exps": (EXPERTS, width, 2 * width),
        }

    return tiny(
        path,
        layers=4,
        blocks=blocks,
        settings={"llama.expert_count": EXPERTS, "llama.expert_used_count": 2},
    )


def sharded(model: Path, folder: Path) -> list[Path]:
    """Write a model's tensors into two files named as shards are; the first file comes first."""
    reader = gguf.GGUFReader(model)
    half = len(reader.tensors) // 2
    parts = [reader.tensors[:half], reader.tensors[half:]]
    paths = []
    for number, tensors in enumerate(parts):
        path = folder / f"{model.stem}-{number + 1:05}-of-{len(parts):05}.gguf"
        writer = gguf.GGUFWriter(path, "llama")
        if number == 0:
            for field in reader.fields.values():
                if field.name.startswith("GGUF.") or field.name == "general.architecture":
                    continue
                kind = field.types[0]
                sub = field.types[-1] if kind == gguf.GGUFValueType.ARRAY else None
                writer.add_key_value(field.name, field.contents(), kind, sub_type=sub)
        writer.add_uint16("split.no", number)
        writer.add_uint16("split.count", len(parts))
        writer.add_int32("split.tensors.count", len(reader.tensors))
        for tensor in tensors:
            writer.add_tensor(tensor.name, tensor.data, raw_dtype=tensor.tensor_type)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()
        paths.append(path)
    return paths


def hollow(model: Path, header_bytes: int, path: Path) -> Path:
    """Write a file of the model's size with its header alone: the weights are a hole."""
    with model.open("rb") as source, path.open("wb") as target:
        target.write(source.read(header_bytes))
        target.truncate(model.stat().st_size)
    return path
