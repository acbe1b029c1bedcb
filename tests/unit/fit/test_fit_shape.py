"""A header tells how a model is built: layers, caches, windows, experts, what is read per token."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.model_shapes import Model, llama_layer, models, tensors, write
from parley.core.errors import ParleyError
from parley.engine.protocol import LoadOptions
from parley.fit.estimate import estimate
from parley.fit.shape import Shape, resized, shape
from parley.gguf import parse, read
from parley.gguf.header import Header, TensorInfo
from parley.hardware.values import Cpu, Machine, Memory

MODELS = models()
MACHINE = Machine(Memory(2**35, 2**34), Cpu("processor", 4, 4, ("avx2",)), ())


def of(folder: Path, name: str, quantisation: str = "Q4_K_M", **keys: Any) -> Shape:
    settings = {key.replace("__", "."): value for key, value in keys.items()}
    path = write(folder / f"{name}.gguf", MODELS[name], quantisation, keys=settings)
    return shape(read(path))


def test_the_starter_model(starter_model: Path) -> None:
    model = shape(read(starter_model))
    assert (model.architecture, len(model.layers), model.vocabulary) == ("llama", 30, 49152)
    assert (model.heads, model.heads_kv, model.embedding) == (9, 3, 576)
    assert model.context_trained == 8192
    assert model.tied
    assert model.weights == read(starter_model).tensor_bytes
    assert sum(model.types.values()) == model.weights
    # The embedding is the output matrix as well, so all of it is read for a token.
    assert model.active_bytes == model.weights
    assert model.active_parameters == model.parameters == 134_515_008
    assert model.merges > 40_000


def test_grouped_heads_and_head_sizes_of_their_own(tmp_path: Path) -> None:
    # Mistral Nemo: 32 heads of 128 are narrower than the 5,120 of the residual stream.
    layer = of(tmp_path, "mistral-nemo-12b").layers[0]
    assert (layer.heads, layer.heads_kv, layer.head_k, layer.query) == (32, 8, 128, 4096)
    assert (layer.cache_k, layer.cache_v) == (1024, 1024)


def test_separate_embeddings_are_not_read_for_a_token(tmp_path: Path) -> None:
    model = of(tmp_path, "llama-3.1-8b")
    assert not model.tied
    assert model.active_bytes == model.weights - model.input_bytes
    assert model.active_parameters == model.parameters - 128256 * 4096


@pytest.mark.parametrize(
    ("name", "used", "count", "active"),
    [("mixtral-8x7b", 2, 8, 12.9e9), ("qwen3-30b-a3b", 8, 128, 3.3e9)],
)
def test_only_some_experts_are_read(
    name: str, used: int, count: int, active: float, tmp_path: Path
) -> None:
    model = of(tmp_path, name)
    assert (model.experts_used, model.experts) == (used, count)
    # The publishers' figures for active parameters, with the embedding counted in.
    embedding = model.vocabulary * model.embedding
    assert model.active_parameters + embedding == pytest.approx(active, rel=0.02)
    assert model.active_bytes < model.weights * (used / count + 0.2)


@pytest.mark.parametrize(
    ("name", "window", "full"),
    [
        ("gemma-2-9b", 4096, lambda index: index % 2 == 1),
        ("gemma-3-4b", 1024, lambda index: index % 6 == 5),
        ("llama-4-scout", 8192, lambda index: index % 4 == 3),
        ("gpt-oss-20b", 128, lambda index: index % 2 == 1),
        ("gemma-4-31b", 1024, lambda index: index % 6 == 5),
    ],
)
def test_windows(name: str, window: int, full: Any, tmp_path: Path) -> None:
    for index, layer in enumerate(of(tmp_path, name).layers):
        assert layer.window == (0 if full(index) else window)


def test_windows_that_the_engine_does_not_use(tmp_path: Path) -> None:
    assert {layer.window for layer in of(tmp_path, "phi-3-mini").layers} == {0}


def test_a_list_of_windows_goes_before_the_pattern(tmp_path: Path) -> None:
    listed = [index < 3 for index in range(34)]
    model = of(tmp_path, "gemma-3-4b", attention__sliding_window_pattern=listed)
    assert [layer.window > 0 for layer in model.layers] == listed


def test_a_latent_cache_has_keys_only(tmp_path: Path) -> None:
    for layer in of(tmp_path, "mistral-small-4").layers:
        assert (layer.cache_k, layer.cache_v) == (320, 0)
        assert layer.latent == 320


def test_layers_that_use_the_cache_of_others(tmp_path: Path) -> None:
    layers = of(tmp_path, "gemma-4-e4b").layers
    assert [layer.cache_k > 0 for layer in layers] == [index < 24 for index in range(42)]
    assert layers[5].head_k == 512
    assert layers[0].head_k == 256


def test_recurrent_layers(tmp_path: Path) -> None:
    layers = of(tmp_path, "qwen3.5-9b").layers
    attention = [layer for layer in layers if layer.cache_k]
    states = [layer for layer in layers if layer.recurrent]
    assert (len(attention), len(states)) == (8, 24)
    # 32 heads of 128 × 128, and three tokens of the convolved width, in 32-bit floats.
    assert states[0].recurrent == 4 * (32 * 128 * 128 + 3 * 8192)
    both = of(tmp_path, "falcon-h1-7b").layers
    assert all(layer.cache_k and layer.recurrent for layer in both)


def test_a_drafting_head_is_not_loaded(tmp_path: Path) -> None:
    plain = of(tmp_path, "deepseek-v2-lite")
    drafting = of(tmp_path, "deepseek-v2-lite", nextn_predict_layers=1)
    assert len(drafting.layers) == len(plain.layers) - 1
    assert drafting.skipped == plain.layers[-1].weights
    assert drafting.weights == plain.weights - drafting.skipped


def test_equal_layers_are_one(tmp_path: Path) -> None:
    model = of(tmp_path, "llama-3.3-70b")
    assert len(model.layers) == 80
    assert len({id(layer) for layer in model.layers}) == 2
    assert {layer.kind for layer in model.layers} == {0}


@pytest.mark.parametrize("name", ["llama-3.1-8b", "llama-3.2-1b", "mixtral-8x7b", "gemma-3-4b"])
def test_another_quantisation_of_the_same_model(name: str, tmp_path: Path) -> None:
    small, large = of(tmp_path, name), of(tmp_path, name, "Q8_0")
    guessed = resized(small, large.weights)
    assert guessed.weights == pytest.approx(large.weights, rel=1e-3)
    assert sum(guessed.types.values()) == pytest.approx(large.weights, rel=1e-3)
    assert guessed.active_bytes == pytest.approx(large.active_bytes, rel=0.05)
    assert guessed.expert_bytes == pytest.approx(large.expert_bytes, rel=0.05)
    assert [layer.cache_k for layer in guessed.layers] == [layer.cache_k for layer in large.layers]
    options = LoadOptions(context=8192, repack=False)
    assert estimate(guessed, options, MACHINE).compute == estimate(large, options, MACHINE).compute


def test_a_size_below_anything_gives_no_negative_weights(tmp_path: Path) -> None:
    assert resized(of(tmp_path, "llama-3.2-1b"), 0).weights >= 0


def test_what_says_nothing_of_its_architecture_is_refused(tmp_path: Path) -> None:
    header = read(write(tmp_path / "model.gguf", MODELS["llama-3.2-1b"]))
    metadata = dict(header.metadata)
    del metadata["general.architecture"]
    with pytest.raises(ParleyError) as caught:
        shape(_with(header, metadata, header.tensors))
    assert caught.value.code == "fit_unknown_architecture"


def test_a_part_of_a_model_is_refused(tmp_path: Path) -> None:
    header = read(write(tmp_path / "model.gguf", MODELS["llama-3.2-1b"]))
    for tensors_ in (header.tensors[:20], ()):
        with pytest.raises(ParleyError) as caught:
            shape(_with(header, header.metadata, tensors_))
        assert caught.value.code == "fit_incomplete"


def test_a_number_format_that_is_not_known_is_refused(tmp_path: Path) -> None:
    header = read(write(tmp_path / "model.gguf", MODELS["llama-3.2-1b"]))
    odd = TensorInfo("blk.0.attn_q.weight", (64, 64), 99, 0, None)
    with pytest.raises(ParleyError, match="type 99") as caught:
        shape(_with(header, header.metadata, (*header.tensors, odd)))
    assert caught.value.code == "fit_incomplete"


def test_an_architecture_of_its_own_is_told_by_the_usual_settings(tmp_path: Path) -> None:
    known = MODELS["llama-3.2-1b"]
    model = shape(read(write(tmp_path / "m.gguf", known._replace(architecture="novel"))))
    other = shape(read(write(tmp_path / "n.gguf", known)))
    assert not model.known
    assert other.known
    options = LoadOptions(context=4096)
    assert estimate(model, options, MACHINE) == estimate(other, options, MACHINE)


def _with(header: Header, metadata: Any, tensors_: tuple[TensorInfo, ...]) -> Header:
    return Header(header.version, metadata, tensors_, header.data_offset, header.alignment, None)


_KEYS = (
    "block_count",
    "embedding_length",
    "context_length",
    "attention.head_count",
    "attention.head_count_kv",
    "attention.key_length",
    "attention.value_length",
    "attention.key_length_mla",
    "attention.value_length_mla",
    "attention.sliding_window",
    "attention.sliding_window_pattern",
    "attention.shared_kv_layers",
    "attention.temperature_scale",
    "embedding_length_per_layer_input",
    "expert_count",
    "expert_used_count",
    "expert_group_count",
    "nextn_predict_layers",
    "ssm.conv_kernel",
    "ssm.group_count",
    "ssm.inner_size",
    "ssm.state_size",
    "vocab_size",
)
_NAMES = ("llama", "llama4", "gemma3", "gemma4", "deepseek2", "mamba", "qwen35", "novel")
_PARTS = (
    "attn_norm.weight",
    "attn_q.weight",
    "attn_k.weight",
    "attn_v.weight",
    "attn_qkv.weight",
    "attn_kv_a_mqa.weight",
    "attn_output.weight",
    "ffn_up.weight",
    "ffn_gate.weight",
    "ffn_down.weight",
    "ffn_gate_inp.weight",
    "ffn_down_exps.weight",
    "ssm_in.weight",
    "ssm_beta.weight",
    "ffn_norm.weight",
)
_numbers = st.integers(0, 300) | st.integers(0, 2**32 - 1)


@given(
    name=st.sampled_from(_NAMES),
    settings=st.dictionaries(
        st.sampled_from(_KEYS), _numbers | st.lists(_numbers, max_size=5) | st.text(max_size=3)
    ),
    blocks=st.lists(
        st.dictionaries(st.sampled_from(_PARTS), st.integers(1, 4096), min_size=1),
        min_size=1,
        max_size=4,
    ),
    context=st.integers(0, 2**20),
    flash=st.sampled_from(["auto", "off"]),
)
def test_any_header_gives_a_shape_or_a_sentence(
    name: str, settings: Any, blocks: list[dict[str, int]], context: int, flash: Any
) -> None:
    values: dict[str, Any] = {"embedding_length": 64, "attention.head_count": 4} | settings
    values["block_count"] = len(blocks)
    metadata: dict[str, Any] = {"general.architecture": name}
    metadata |= {
        f"{name}.{key}": tuple(value) if isinstance(value, list) else value
        for key, value in values.items()
    }
    listed = {"token_embd.weight": (64, 100)}
    for number, block in enumerate(blocks):
        listed |= {f"blk.{number}.{part}": (64, size) for part, size in block.items()}
    found = tuple(
        TensorInfo(key, size, 0, 0, 4 * size[0] * size[1]) for key, size in listed.items()
    )
    refused = ""
    try:
        model = shape(Header(3, metadata, found, 0, 32, None))
    except ParleyError as error:
        refused = error.code
    if refused:
        assert refused == "fit_incomplete"
        return
    kind = "q8_0" if flash == "auto" else "f16"
    options = LoadOptions(
        context=context, flash_attention=flash, kv_type_k=kind, kv_type_v=kind, swa_full=False
    )
    allocated = estimate(model, options, MACHINE)
    assert min(allocated.weights, allocated.kv_cache, allocated.compute) >= 0
    assert model.active_bytes >= 0


def test_the_files_of_the_tests_are_what_they_say(tmp_path: Path) -> None:
    model = Model("llama", dict(MODELS["llama-3.2-1b"].keys), llama_layer, 1000, True)
    path = write(tmp_path / "m.gguf", model, "F16", tokens=True)
    header = read(path)
    assert header.file_size == path.stat().st_size
    assert [tensor.name for tensor in header.tensors] == [name for name, _ in tensors(model)]
    assert shape(header).vocabulary == 1000
    with path.open("rb") as file:
        data = file.read(header.data_offset)
    assert parse(data, size=header.file_size) == header


def test_more_layers_than_tensors_are_refused_at_once(tmp_path: Path) -> None:
    path = write(tmp_path / "one.gguf", models()["llama-3.2-1b"])
    header = read(path)
    claimed = msgspec.structs.replace(
        header, metadata={**header.metadata, "llama.block_count": 2**31 - 1}
    )
    with pytest.raises(ParleyError) as caught:
        shape(claimed)
    assert caught.value.code == "fit_incomplete"


def test_layers_that_are_not_in_the_file_are_counted(tmp_path: Path) -> None:
    header = read(write(tmp_path / "one.gguf", models()["llama-3.2-1b"]))
    claimed = msgspec.structs.replace(header, metadata={**header.metadata, "llama.block_count": 17})
    with pytest.raises(ParleyError, match="1 of the model's 17 layers"):
        shape(claimed)
