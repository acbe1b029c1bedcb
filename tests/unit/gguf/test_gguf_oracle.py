"""Files of several architectures, as the `gguf` package writes and reads them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gguf
import numpy as np
import pytest

from parley.gguf import LazyArray, check, read, read_array

TYPES = gguf.GGMLQuantizationType

#: Settings of a kind that each architecture has, beyond the common ones, and its tensors.
ARCHITECTURES: dict[str, dict[str, Any]] = {
    "llama": {"rope.freq_base": 5e5},
    "llama4": {"expert_count": 16, "interleave_moe_layer_step": 1, "attention.chunk_size": 8192},
    "mistral3": {"rope.scaling.type": "yarn", "rope.scaling.factor": 16.0},
    "deepseek2": {"attention.kv_lora_rank": 512, "attention.key_length_mla": 192},
    "qwen3moe": {"expert_count": 128, "expert_used_count": 8},
    "gemma3": {"attention.sliding_window": 1024, "attention.sliding_window_pattern": [True] * 5},
    "phi3": {"rope.scaling.original_context_length": 4096},
    "nemotron_h": {"attention.head_count_kv": [0, 8, 0, 8], "feed_forward_length": [0, 0, 64, 0]},
}


def written(path: Path, architecture: str, kind: TYPES, tokens: int = 3000) -> Path:
    """Write a small model with one layer, one of its tensors with an expert dimension."""
    writer = gguf.GGUFWriter(path, architecture)
    writer.add_name(f"A {architecture} model ✓")
    writer.add_context_length(32_768)
    writer.add_embedding_length(512)
    for key, setting in ARCHITECTURES[architecture].items():
        name = f"{architecture}.{key}"
        if isinstance(setting, list):
            writer.add_array(name, setting)
        elif isinstance(setting, str):
            writer.add_string(name, setting)
        elif isinstance(setting, float):
            writer.add_float32(name, setting)
        else:
            writer.add_uint32(name, setting)
    writer.add_token_list([f"<{place}>" if place % 7 else "ü" * place for place in range(tokens)])
    writer.add_token_scores([-float(place) for place in range(tokens)])
    writer.add_token_types([1] * tokens)
    block, size = gguf.GGML_QUANT_SIZES[kind]
    row = 512 // block * size
    for name, shape in (
        ("token_embd.weight", (40, row)),
        ("blk.0.attn_q.weight", (24, row)),
        ("blk.0.ffn_up_exps.weight", (3, 5, row)),
    ):
        writer.add_tensor(name, np.zeros(shape, dtype=np.uint8), raw_dtype=kind)
    writer.add_tensor("blk.0.attn_norm.weight", np.ones(512, dtype=np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


@pytest.mark.parametrize("architecture", sorted(ARCHITECTURES))
@pytest.mark.parametrize("kind", [TYPES.Q4_K, TYPES.Q8_0, TYPES.IQ2_XXS, TYPES.MXFP4, TYPES.BF16])
def test_the_gguf_package_reads_the_same(tmp_path: Path, architecture: str, kind: TYPES) -> None:
    path = written(tmp_path / "m.gguf", architecture, kind)
    header = check(path)
    oracle = gguf.GGUFReader(path)

    assert header.architecture == architecture
    assert header.context_trained == 32_768
    assert (header.alignment, header.data_offset) == (oracle.alignment, oracle.data_offset)
    fields = {key: each for key, each in oracle.fields.items() if not key.startswith("GGUF.")}
    assert list(header.metadata) == list(fields)
    for key, found in header.metadata.items():
        expected = fields[key].contents()
        value = read_array(path, found) if isinstance(found, LazyArray) else found
        assert (list(value) if isinstance(value, tuple) else value) == expected, key
    assert [
        (each.name, each.shape, each.type_name, each.nbytes, header.data_offset + each.offset)
        for each in header.tensors
    ] == [
        (
            each.name,
            tuple(each.shape.tolist()),
            each.tensor_type.name,
            int(each.n_bytes),
            int(each.data_offset),
        )
        for each in oracle.tensors
    ]
    assert header.parameters == sum(int(each.n_elements) for each in oracle.tensors)


def test_a_file_with_a_large_alignment(tmp_path: Path) -> None:
    path = tmp_path / "m.gguf"
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_custom_alignment(4096)
    writer.add_tensor("a", np.zeros(3, dtype=np.float32))
    writer.add_tensor("b", np.zeros(5, dtype=np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    header = read(path)
    oracle = gguf.GGUFReader(path)

    assert header.alignment == 4096
    assert [header.data_offset + each.offset for each in header.tensors] == [
        int(each.data_offset) for each in oracle.tensors
    ]
