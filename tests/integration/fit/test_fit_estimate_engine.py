"""The estimate against the engine's own allocation, for files with the shapes of real models."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from helpers.dry_engine import DryEngine
from helpers.engine_calls import load
from helpers.model_shapes import Model, models, write
from helpers.rpc_server import RpcServer
from parley.engine.client import LocalEngine
from parley.engine.protocol import Buffer, Loaded, LoadOptions
from parley.fit.estimate import estimate
from parley.fit.process import process_memory
from parley.fit.shape import Shape, shape
from parley.fit.values import HOST, Allocation
from parley.gguf import read
from parley.hardware.processor import processor
from parley.hardware.system import LocalSystem
from parley.hardware.values import Cpu, Device, Machine, Memory

#: The most that weights, cache and the total may be off, as a fraction.
CLOSE = 0.01
#: The most that compute buffers may be, and what goes back and forth between devices.
NEAR = 0.03

MODELS = models()


@pytest.fixture(scope="module")
def engine() -> Iterator[DryEngine]:
    with DryEngine() as started:
        yield started


@pytest.fixture(scope="module")
def cpu(engine: DryEngine) -> Cpu:
    return processor(LocalSystem(), engine.devices().features)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shapes")


def written(folder: Path, name: str, quantisation: str = "Q4_K_M") -> tuple[Path, Shape]:
    path = folder / f"{name}.{quantisation}.gguf"
    if not path.exists():
        write(path, MODELS[name], quantisation)
    return path, shape(read(path))


def host_only(cpu: Cpu) -> Machine:
    return Machine(Memory(64 * 2**30, 48 * 2**30), cpu, ())


def grid(model: Model) -> list[LoadOptions]:
    """Return options from small to the longest context, of every cache type, with and without."""
    longest = model.context
    base = LoadOptions(gpu_layers=0)

    def options(context: int, **others: object) -> LoadOptions:
        return msgspec.structs.replace(base, context=min(context, longest), **others)

    return [
        options(2048),
        options(longest, kv_type_k="q8_0", kv_type_v="q8_0"),
        options(32768, kv_type_k="q4_0", kv_type_v="q4_0", flash_attention="on", ubatch=128),
        options(4096, flash_attention="off"),
        options(16384, batch=2048, swa_full=False),
        options(131072, swa_full=False, kv_type_k="q8_0", kv_type_v="q8_0", ubatch=128),
        options(8192, repack=False, flash_attention="off", ubatch=128, swa_full=False),
    ]


def sums(buffers: tuple[Buffer, ...]) -> tuple[int, int, int]:
    return (
        sum(buffer.weights for buffer in buffers),
        sum(buffer.context for buffer in buffers),
        sum(buffer.compute for buffer in buffers),
    )


def off(got: int, wanted: int) -> float:
    return abs(got - wanted) / wanted if wanted else float(got != wanted)


def compare(found: Allocation, buffers: tuple[Buffer, ...], what: object) -> float:
    """Compare all figures and return by how much the worst is off."""
    wanted = sums(buffers)
    got = found.weights, found.kv_cache, found.compute
    errors = [off(one, other) for one, other in zip(got, wanted, strict=True)]
    errors.append(off(found.total, sum(wanted)))
    limits = CLOSE, CLOSE, NEAR, CLOSE
    fits = all(error <= limit for error, limit in zip(errors, limits, strict=True))
    assert fits, (what, got, wanted)
    return max(errors)


@pytest.mark.parametrize("name", MODELS)
def test_every_architecture_at_every_context(
    name: str, engine: DryEngine, cpu: Cpu, files: Path
) -> None:
    path, model = written(files, name, "MXFP4" if "gpt-oss" in name else "Q4_K_M")
    assert model.known
    machine = host_only(cpu)
    worst = 0.0
    for options in grid(MODELS[name]):
        answer = engine.load(path, options)
        found = estimate(model, options, machine)
        assert found.context == answer.context
        worst = max(worst, compare(found, answer.buffers, options))
    print(f"{name}: at most {worst:.4%} from the engine's own allocation")


@pytest.mark.parametrize("quantisation", ["F16", "Q8_0", "Q6_K", "Q4_0", "IQ4_XS"])
@pytest.mark.parametrize("name", ["llama-3.2-1b", "mistral-7b-v0.3", "mixtral-8x7b"])
def test_weights_are_placed_as_the_engine_places_them(
    name: str, quantisation: str, engine: DryEngine, cpu: Cpu, files: Path
) -> None:
    path, model = written(files, name, quantisation)
    for repack in (True, False):
        options = LoadOptions(context=2048, gpu_layers=0, repack=repack)
        wanted = {one.type: one.weights for one in engine.load(path, options).buffers}
        found = estimate(model, options, host_only(cpu))
        got = {one.type: one.weights for one in found.buffers}
        assert got.keys() == wanted.keys()
        for kind, weights in wanted.items():
            assert off(got[kind], weights) <= CLOSE, (kind, repack)


def test_other_cache_types_and_batches(engine: DryEngine, cpu: Cpu, files: Path) -> None:
    path, model = written(files, "llama-3.2-1b")
    for options in (
        LoadOptions(context=300, gpu_layers=0),
        LoadOptions(context=100, gpu_layers=0, batch=64),
        LoadOptions(context=4096, gpu_layers=0, kv_type_k="f32", kv_type_v="f32"),
        LoadOptions(context=4096, gpu_layers=0, kv_type_k="bf16", kv_type_v="bf16"),
        LoadOptions(context=4096, gpu_layers=0, kv_type_k="q5_1", kv_type_v="q4_1"),
        LoadOptions(
            context=4096, gpu_layers=0, kv_type_k="q5_0", kv_type_v="f16", flash_attention="off"
        ),
        LoadOptions(context=0, gpu_layers=0),
        LoadOptions(context=1_000_000, gpu_layers=0),
    ):
        answer = engine.load(path, options)
        found = estimate(model, options, host_only(cpu))
        assert found.context == answer.context
        compare(found, answer.buffers, options)


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[RpcServer, RpcServer]]:
    first, second = RpcServer(), RpcServer()
    try:
        yield first, second
    finally:
        first.kill()
        second.kill()


def with_cards(
    engine: DryEngine, cpu: Cpu, servers: tuple[RpcServer, ...]
) -> tuple[Machine, tuple[str, ...]]:
    """Return a machine whose graphics cards are RPC servers, and where those are."""
    rpc = tuple(server.endpoint for server in servers)
    devices = tuple(
        Device(one.name, one.backend, one.kind, one.total, one.free)
        for one in engine.devices(rpc).devices
        if one.kind == "cpu" or one.backend == "RPC"
    )
    return Machine(Memory(64 * 2**30, 48 * 2**30), cpu, devices), rpc


def compare_devices(
    found: Allocation, buffers: tuple[Buffer, ...], what: object, limit: float = CLOSE
) -> None:
    """Compare the figures of every device."""
    places = {buffer.device for buffer in (*found.buffers, *buffers)}
    for place in places:
        wanted = sums(tuple(one for one in buffers if one.device == place))
        got = sums(tuple(one for one in found.buffers if one.device == place))
        for one, other in zip(got, wanted, strict=True):
            assert off(one, other) <= limit, (what, place, got, wanted)


@pytest.mark.parametrize(
    "name", ["llama-3.1-8b", "ministral-3-3b", "gemma-3-4b", "qwen3-30b-a3b", "mistral-small-4"]
)
def test_layers_on_one_and_on_two_cards(
    name: str,
    cpu: Cpu,
    files: Path,
    servers: tuple[RpcServer, RpcServer],
) -> None:
    path, model = written(files, name)
    for count in (1, 2):
        # An engine that knows of no other server: by default it uses all that it knows.
        with DryEngine() as engine:
            machine, rpc = with_cards(engine, cpu, servers[:count])
            names = tuple(device.name for device in machine.accelerators)
            base = LoadOptions(context=4096, rpc=rpc, devices=names)
            shares = (3.0, 1.0)[:count]
            for options in (
                base,
                msgspec.structs.replace(base, devices=()),
                msgspec.structs.replace(base, gpu_layers=20),
                msgspec.structs.replace(base, gpu_layers=1),
                msgspec.structs.replace(base, gpu_layers=11, flash_attention="off"),
                msgspec.structs.replace(base, tensor_split=shares),
            ):
                found = estimate(model, options, machine)
                compare_devices(found, engine.load(path, options).buffers, options)


@pytest.mark.parametrize("name", ["qwen3-30b-a3b", "mixtral-8x7b", "gpt-oss-20b"])
def test_experts_in_host_memory(
    name: str, cpu: Cpu, files: Path, servers: tuple[RpcServer, RpcServer]
) -> None:
    path, model = written(files, name, "MXFP4" if "gpt-oss" in name else "Q4_K_M")
    with DryEngine() as engine:
        machine, rpc = with_cards(engine, cpu, servers[:1])
        for layers in (99, 10):
            options = LoadOptions(context=4096, rpc=rpc, cpu_moe_layers=layers)
            found = estimate(model, options, machine)
            compare_devices(found, engine.load(path, options).buffers, options, NEAR)


def test_cache_in_host_memory(cpu: Cpu, files: Path, servers: tuple[RpcServer, RpcServer]) -> None:
    path, model = written(files, "llama-3.1-8b")
    with DryEngine() as engine:
        machine, rpc = with_cards(engine, cpu, servers[:1])
        options = LoadOptions(context=4096, rpc=rpc, offload_kqv=False)
        found = estimate(model, options, machine)
        compare_devices(found, engine.load(path, options).buffers, options, NEAR)


@pytest.mark.parametrize("context", [512, 2048, 8192])
@pytest.mark.parametrize("mmap", [True, False])
def test_memory_of_the_engine_process(
    context: int, mmap: bool, starter_model: Path, cpu: Cpu
) -> None:
    options = LoadOptions(context=context, gpu_layers=0, mmap=mmap)
    model = shape(read(starter_model))
    found = estimate(model, options, host_only(cpu))
    engine = LocalEngine()
    try:
        loaded = load(engine, starter_model, options)
    finally:
        engine.close()
    assert isinstance(loaded, Loaded), loaded
    predicted = process_memory(found, model, options)
    assert off(predicted, loaded.memory_bytes) <= 0.05
    assert found.on(HOST) == found.total
