"""A dry load says what a real one takes: the same bytes, without reading a weight."""

import sys
from pathlib import Path

import msgspec
import pytest

from helpers.engine_calls import load
from helpers.gguf_models import tiny
from helpers.rpc_server import rpc_server
from helpers.tiny_models import experts, hollow, sharded, sliding
from parley.core.errors import ParleyError
from parley.engine.client import LocalEngine
from parley.engine.protocol import Buffer, Loaded, LoadOptions, Lora
from parley.engine.query import EngineQuery
from parley.gguf import read


def really(path: Path, options: LoadOptions) -> Loaded:
    engine = LocalEngine()
    try:
        loaded = load(engine, path, options)
        assert isinstance(loaded, Loaded), loaded
        return loaded
    finally:
        engine.close()


def totals(buffers: tuple[Buffer, ...]) -> tuple[int, int, int]:
    return (
        sum(buffer.weights for buffer in buffers),
        sum(buffer.context for buffer in buffers),
        sum(buffer.compute for buffer in buffers),
    )


@pytest.mark.parametrize(
    "options",
    [
        LoadOptions(context=512),
        LoadOptions(context=512, mmap=False),
        LoadOptions(context=512, repack=False),
        LoadOptions(context=2048, kv_type_k="q8_0", kv_type_v="q8_0"),
        LoadOptions(context=2048, kv_type_k="f32", kv_type_v="bf16"),
        LoadOptions(context=512, flash_attention="off"),
        LoadOptions(context=1024, batch=128, ubatch=64),
        LoadOptions(context=0, batch=64),
    ],
    ids=["plain", "no map", "no repacking", "q8_0", "wide", "no flash", "small batch", "trained"],
)
def test_a_dry_load_says_what_the_real_one_takes(starter_model: Path, options: LoadOptions) -> None:
    foretold = EngineQuery().dry_load(starter_model, options)
    loaded = really(starter_model, options)
    assert totals(foretold.buffers) == totals(loaded.buffers)
    assert foretold.weights_bytes == loaded.weights_bytes
    assert foretold.context == loaded.context
    assert foretold.layers == 30
    assert foretold.flash_attention is (options.flash_attention != "off")


def test_the_weights_may_be_a_hole(starter_model: Path, tmp_path: Path) -> None:
    header = read(starter_model)
    empty = hollow(starter_model, header.data_offset, tmp_path / "empty.gguf")
    options = LoadOptions(context=512)
    query = EngineQuery()
    assert query.dry_load(empty, options) == query.dry_load(starter_model, options)


def test_a_model_in_several_files_is_one(starter_model: Path, tmp_path: Path) -> None:
    shards = sharded(starter_model, tmp_path)
    options = LoadOptions(context=512)
    query = EngineQuery()
    assert query.dry_load(shards[0], options) == query.dry_load(starter_model, options)


@pytest.mark.parametrize("write", [tiny, sliding, experts])
def test_other_kinds_of_models_are_foretold_too(write, tmp_path: Path) -> None:
    path = write(tmp_path / "model.gguf")
    for options in (
        LoadOptions(context=512, batch=64),
        LoadOptions(context=512, batch=64, swa_full=False),
    ):
        foretold = EngineQuery().dry_load(path, options)
        assert totals(foretold.buffers) == totals(really(path, options).buffers)


def test_an_adapter_does_not_have_to_be_there(starter_model: Path) -> None:
    options = LoadOptions(context=512, loras=(Lora("/nowhere.gguf"),))
    plain = msgspec.structs.replace(options, loras=())
    query = EngineQuery()
    assert query.dry_load(starter_model, options) == query.dry_load(starter_model, plain)


def test_what_the_engine_does_not_know_is_said_with_its_reason(tmp_path: Path) -> None:
    path = tiny(tmp_path / "unknown.gguf", architecture="perceptron")
    with pytest.raises(ParleyError, match="perceptron") as caught:
        EngineQuery().dry_load(path, LoadOptions(context=512))
    assert caught.value.code == "unsupported_architecture"


def test_options_that_no_load_could_have_are_refused(starter_model: Path) -> None:
    with pytest.raises(ParleyError) as caught:
        EngineQuery().dry_load(starter_model, LoadOptions(context=1))
    assert caught.value.code == "bad_option"


def test_a_cache_type_that_does_not_go_with_the_model_is_said(tmp_path: Path) -> None:
    # Heads of 16 values are no whole blocks of a quantised type.
    path = tiny(tmp_path / "narrow.gguf")
    with pytest.raises(ParleyError) as caught:
        EngineQuery().dry_load(path, LoadOptions(context=512, kv_type_k="q8_0"))
    assert caught.value.code == "bad_option"
    assert "memory" not in caught.value.message


#: An engine whose own breakdown cannot be read, as of another version or another compiler.
UNREADABLE = [
    sys.executable,
    "-c",
    "import parley.engine.worker.breakdown as module; module.breakdown = lambda context: None\n"
    "from parley.engine.worker.main import main; main()",
]


def close(one: int, other: int, steps: int = 1) -> bool:
    """Whether two sizes agree, where one is a sum of `steps` that were rounded to 0.01 MiB."""
    return abs(one - other) <= steps * (0.005 * 2**20 + 1)


def test_the_log_of_a_load_gives_the_same_figures(starter_model: Path) -> None:
    options = LoadOptions(context=512)
    exact = really(starter_model, options).buffers
    engine = LocalEngine(command=UNREADABLE)
    try:
        loaded = load(engine, starter_model, options)
        assert isinstance(loaded, Loaded)
    finally:
        engine.close()
    told = {buffer.type: buffer for buffer in loaded.buffers}
    assert set(told) == {buffer.type for buffer in exact}
    for buffer in exact:
        rounded = told[buffer.type]
        assert rounded.device == buffer.device
        assert close(buffer.weights, rounded.weights)
        assert close(buffer.context, rounded.context)
        assert close(buffer.compute, rounded.compute)


@pytest.mark.parametrize("layers", [-1, 10, 0])
def test_the_log_of_a_dry_load_gives_the_same_figures(
    starter_model: Path, tmp_path: Path, layers: int
) -> None:
    model = sharded(starter_model, tmp_path)[0]
    with rpc_server() as server:
        options = LoadOptions(context=512, gpu_layers=layers, rpc=(server.endpoint,))
        exact = EngineQuery().dry_load(model, options)
        told = EngineQuery(UNREADABLE).dry_load(model, options)
    found = {buffer.device: buffer for buffer in told.buffers}
    for device, buffer in {buffer.device: buffer for buffer in exact.buffers}.items():
        assert abs(buffer.weights - found[device].weights) <= buffer.weights * 0.001
        assert close(buffer.context, found[device].context)
        assert close(buffer.compute, found[device].compute)
    assert set(found) == {buffer.device for buffer in exact.buffers}


def test_the_log_tells_of_experts_and_windows_too(tmp_path: Path) -> None:
    with rpc_server() as server:
        for model, options in (
            (experts(tmp_path / "experts.gguf"), LoadOptions(context=512, cpu_moe_layers=2)),
            (sliding(tmp_path / "sliding.gguf"), LoadOptions(context=2048, swa_full=False)),
        ):
            wanted = msgspec.structs.replace(options, batch=64, rpc=(server.endpoint,))
            exact = EngineQuery().dry_load(model, wanted)
            told = EngineQuery(UNREADABLE).dry_load(model, wanted)
            found = {buffer.device: buffer for buffer in told.buffers}
            for buffer in exact.buffers:
                # Weights are counted without the padding between them.
                assert abs(buffer.weights - found[buffer.device].weights) <= 4096
                assert close(buffer.context, found[buffer.device].context, 2)
                assert close(buffer.compute, found[buffer.device].compute)
