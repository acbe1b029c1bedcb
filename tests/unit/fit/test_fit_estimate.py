"""The arithmetic of an estimate: published figures, placement on devices, and what must hold."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.model_shapes import models, write
from parley.engine.protocol import LoadOptions
from parley.fit.estimate import estimate
from parley.fit.placement import place
from parley.fit.process import process_memory
from parley.fit.repack import REPACK
from parley.fit.shape import Shape, shape
from parley.fit.values import HOST, Allocation
from parley.gguf import read
from parley.hardware.values import Cpu, Device, Machine, Memory

MIB = 1024**2
GIB = 1024**3
MODELS = models()
CPU = Cpu("processor", 8, 8, ("avx2",))


def computer(*devices: Device, features: tuple[str, ...] = ("avx2",)) -> Machine:
    cpu = msgspec.structs.replace(CPU, features=features)
    return Machine(Memory(64 * GIB, 48 * GIB), cpu, devices)


def card(name: str, free: int = 24 * GIB, backend: str = "CUDA", kind: str = "gpu") -> Device:
    return Device(name, backend, kind, free, free)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def shapes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Shape]:
    folder = tmp_path_factory.mktemp("shapes")
    names = (
        "llama-3.2-1b",
        "llama-3.1-8b",
        "llama-3.1-405b",
        "mistral-7b-v0.3",
        "qwen3-30b-a3b",
        "gemma-3-4b",
        "mistral-small-4",
        "qwen3.5-9b",
        "qwen3.5-35b-a3b",
        "gemma-4-31b",
        "gpt-oss-20b",
    )
    return {name: shape(read(write(folder / f"{name}.gguf", MODELS[name]))) for name in names}


@pytest.mark.parametrize(
    ("kind", "context", "size"),
    [
        ("f16", 4096, 512 * MIB),
        ("f16", 131072, 16384 * MIB),
        ("q8_0", 131072, 8704 * MIB),
        ("q4_0", 131072, 4608 * MIB),
        ("f32", 4096, 1024 * MIB),
    ],
)
def test_the_cache_of_llama_31_8b(
    kind: str, context: int, size: int, shapes: dict[str, Shape]
) -> None:
    # 32 layers × 8 heads × 128 numbers, for keys and for values.
    options = LoadOptions(context=context, kv_type_k=kind, kv_type_v=kind)  # type: ignore[arg-type]
    assert estimate(shapes["llama-3.1-8b"], options, computer()).kv_cache == size


def test_the_context_is_that_of_training_at_most(shapes: dict[str, Shape]) -> None:
    model = shapes["mistral-7b-v0.3"]
    for asked in (0, 32768, 1_000_000):
        assert estimate(model, LoadOptions(context=asked), computer()).context == 32768
    assert estimate(model, LoadOptions(context=1000), computer()).context == 1024


def test_a_sliding_window_saves_its_cache(shapes: dict[str, Shape]) -> None:
    model = shapes["gemma-3-4b"]
    whole = estimate(model, LoadOptions(context=32768), computer()).kv_cache
    slid = estimate(model, LoadOptions(context=32768, swa_full=False), computer()).kv_cache
    # 5 of 34 layers see everything; the others 1,024 tokens and a batch of 512.
    assert slid == whole * (5 * 32768 + 29 * 1536) // (34 * 32768)


def test_without_flash_attention_scores_take_memory(shapes: dict[str, Shape]) -> None:
    model = shapes["llama-3.1-8b"]
    on = estimate(model, LoadOptions(context=32768), computer())
    off = estimate(model, LoadOptions(context=32768, flash_attention="off"), computer())
    # 32 heads × 512 tokens × 32,768 cells, in 32-bit floats.
    assert off.compute > 32 * 512 * 32768 * 4
    assert on.compute < off.compute / 5


def test_everything_is_in_host_memory_without_cards(shapes: dict[str, Shape]) -> None:
    found = estimate(shapes["llama-3.1-8b"], LoadOptions(), computer())
    assert {buffer.device for buffer in found.buffers} == {HOST}
    assert found.on(HOST) == found.total
    assert {buffer.type for buffer in found.buffers} == {HOST, REPACK}


@pytest.mark.parametrize(
    ("features", "repack", "moved"),
    [
        (("avx2",), True, True),
        (("avx2",), False, False),
        (("avx",), True, False),
        (("dotprod", "neon"), True, True),
        ((), True, False),
    ],
)
def test_weights_are_rearranged_where_the_processor_gains(
    features: tuple[str, ...], repack: bool, moved: bool, shapes: dict[str, Shape]
) -> None:
    model = shapes["llama-3.1-8b"]
    found = estimate(model, LoadOptions(repack=repack), computer(features=features))
    assert any(buffer.type == REPACK for buffer in found.buffers) is moved
    assert found.weights == model.weights


def test_a_tied_embedding_counts_twice_between_two_memories(shapes: dict[str, Shape]) -> None:
    model = shapes["llama-3.2-1b"]
    assert model.tied
    alone = estimate(model, LoadOptions(), computer())
    split = estimate(model, LoadOptions(), computer(card("CUDA0")))
    assert alone.weights == model.weights
    assert split.weights == model.weights + model.input_bytes


def test_all_layers_on_a_card(shapes: dict[str, Shape]) -> None:
    model = shapes["llama-3.1-8b"]
    found = estimate(model, LoadOptions(context=8192), computer(card("CUDA0")))
    held = {buffer.type: buffer for buffer in found.buffers}
    assert held["CUDA0"].weights == model.weights - model.input_bytes
    assert held["CUDA0"].context == found.kv_cache
    assert held[HOST].weights == model.input_bytes
    assert held[HOST].context == 0


def test_layers_are_counted_from_the_last(shapes: dict[str, Shape]) -> None:
    model, machine = shapes["llama-3.1-8b"], computer(card("CUDA0"))
    for layers in (1, 10, 32, 33, 99):
        placed = place(model, LoadOptions(gpu_layers=layers), machine)
        repeated = min(layers - 1, 32)
        assert placed.layers == (HOST,) * (32 - repeated) + ("CUDA0",) * repeated
        assert placed.output == "CUDA0"
    assert place(model, LoadOptions(gpu_layers=0), machine).output == HOST


def test_cards_share_by_free_memory_or_as_asked(shapes: dict[str, Shape]) -> None:
    model = shapes["llama-3.1-8b"]
    machine = computer(card("CUDA0", 24 * GIB), card("CUDA1", 8 * GIB))
    by_memory = place(model, LoadOptions(), machine)
    assert by_memory.layers.count("CUDA0") == 25  # three quarters of 33
    assert by_memory.output == "CUDA1"
    asked = LoadOptions(devices=("CUDA1", "CUDA0"), tensor_split=(1.0, 1.0))
    halves = place(model, asked, machine)
    assert halves.layers == ("CUDA1",) * 17 + ("CUDA0",) * 15
    assert halves.output == "CUDA0"


def test_a_shared_card_is_used_only_where_there_is_no_other(shapes: dict[str, Shape]) -> None:
    model = shapes["llama-3.1-8b"]
    shared = card("Vulkan0", backend="Vulkan", kind="igpu")
    assert place(model, LoadOptions(), computer(shared)).output == "Vulkan0"
    assert place(model, LoadOptions(), computer(shared, card("CUDA0"))).output == "CUDA0"


def test_two_cards_hold_inputs_for_several_batches(shapes: dict[str, Shape]) -> None:
    model = shapes["llama-3.1-8b"]
    one = estimate(model, LoadOptions(), computer(card("CUDA0")))
    two = estimate(model, LoadOptions(), computer(card("CUDA0"), card("CUDA1")))
    assert two.on(HOST) > one.on(HOST)
    assert two.compute > one.compute


def test_experts_stay_in_host_memory_where_asked(shapes: dict[str, Shape]) -> None:
    model, machine = shapes["qwen3-30b-a3b"], computer(card("CUDA0", backend="Metal"))
    everything = estimate(model, LoadOptions(), machine)
    kept = estimate(model, LoadOptions(cpu_moe_layers=99), machine)
    half = estimate(model, LoadOptions(cpu_moe_layers=24), machine)
    moved = everything.on("CUDA0") - kept.on("CUDA0")
    assert moved >= model.expert_bytes
    assert kept.weights == everything.weights
    assert kept.on("CUDA0") < half.on("CUDA0") < everything.on("CUDA0")


def test_the_cache_stays_in_host_memory_where_asked(shapes: dict[str, Shape]) -> None:
    options = LoadOptions(context=8192, offload_kqv=False)
    found = estimate(shapes["llama-3.1-8b"], options, computer(card("CUDA0")))
    held = {buffer.type: buffer.context for buffer in found.buffers}
    assert held[HOST] == found.kv_cache
    assert held["CUDA0"] == 0


def test_what_is_loaded_beside_the_model(shapes: dict[str, Shape]) -> None:
    model = shapes["llama-3.2-1b"]
    found = estimate(model, LoadOptions(), computer(), projector=7000, adapters=5000)
    assert found.extra == {"projector": 7000, "lora": 5000}
    assert found.total == estimate(model, LoadOptions(), computer()).total + 12000


def test_adapters_are_where_the_weights_are_that_they_change(shapes: dict[str, Shape]) -> None:
    model, here = shapes["llama-3.1-8b"], computer(card("CUDA0"))
    options = LoadOptions(gpu_layers=16)
    plain = estimate(model, options, here)
    found = estimate(model, options, here, projector=7000, adapters=10**9)
    more = {place: found.on(place) - plain.on(place) for place in (HOST, "CUDA0")}
    assert more["CUDA0"] == pytest.approx(10**9 * plain.buffers[1].weights / plain.weights, abs=2)
    assert sum(more.values()) == pytest.approx(10**9 + 7000, abs=2)


def test_pages_of_rearranged_weights_stay_in_memory(shapes: dict[str, Shape]) -> None:
    model = shapes["llama-3.1-8b"]
    mapped, copied = LoadOptions(), LoadOptions(mmap=False)
    found = estimate(model, mapped, computer())
    moved = next(buffer.weights for buffer in found.buffers if buffer.type == REPACK)
    difference = process_memory(found, model, mapped) - process_memory(found, model, copied)
    assert difference == moved


def test_what_is_on_a_card_is_not_in_the_process(shapes: dict[str, Shape]) -> None:
    model, options = shapes["llama-3.1-8b"], LoadOptions()
    alone = estimate(model, options, computer())
    split = estimate(model, options, computer(card("CUDA0")))
    assert process_memory(split, model, options) < process_memory(alone, model, options) / 4


@pytest.mark.parametrize("name", ["gemma-4-31b", "gpt-oss-20b", "qwen3.5-9b", "qwen3.5-35b-a3b"])
def test_tokens_picked_after_the_layers_are_known_where_a_card_computes_the_hosts_layers(
    name: str, shapes: dict[str, Shape]
) -> None:
    model, here = shapes[name], computer(card("CUDA0"))
    everything = len(model.layers) + 1
    whole = estimate(model, LoadOptions(gpu_layers=everything), here)
    for layers in (1, everything // 2, everything - 1):
        found = estimate(model, LoadOptions(gpu_layers=layers), here)
        assert found.compute == pytest.approx(whole.compute, rel=0.2)
        assert found.weights >= whole.weights


def test_as_many_layers_as_there_are_take_as_long_as_a_few(shapes: dict[str, Shape]) -> None:
    # Layers that repeat change nothing, and are not gone through one by one.
    model = shapes["llama-3.1-405b"]
    few = msgspec.structs.replace(model, layers=model.layers[:12])
    options = LoadOptions(context=8192)
    assert len(model.layers) == 126
    assert estimate(model, options, computer()).compute == (
        estimate(few, options, computer()).compute
    )


@pytest.mark.parametrize("name", ["llama-3.1-8b", "qwen3-30b-a3b", "gemma-3-4b", "mistral-small-4"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_what_holds_for_all_options(
    name: str, shapes: dict[str, Shape], data: st.DataObject
) -> None:
    model = shapes[name]
    backend = data.draw(st.sampled_from(["CUDA", "Vulkan", "Metal", "RPC"]))
    cards = data.draw(st.lists(st.integers(GIB, 80 * GIB), max_size=3))
    machine = computer(*(card(f"G{number}", size, backend) for number, size in enumerate(cards)))
    kind = data.draw(st.sampled_from(["f16", "q8_0", "q4_0"]))
    ubatch = data.draw(st.sampled_from([32, 128, 512, 2048]))
    options = LoadOptions(
        context=data.draw(st.integers(512, 40960)),
        gpu_layers=data.draw(st.integers(-1, 60)),
        kv_type_k=kind,
        kv_type_v=kind,
        flash_attention=data.draw(st.sampled_from(["on", "auto"])),
        ubatch=ubatch,
        batch=max(ubatch, 512),
        swa_full=data.draw(st.booleans()),
        repack=data.draw(st.booleans()),
        cpu_moe_layers=data.draw(st.sampled_from([0, 5, 99])),
    )
    found = estimate(model, options, machine)
    assert found == estimate(model, options, machine)
    assert model.weights <= found.weights <= model.weights + model.input_bytes
    places = {device.name for device in machine.accelerators} | {HOST}
    assert {buffer.device for buffer in found.buffers} <= places
    assert sum(found.on(where) for where in places) == found.total
    _grows(model, options, machine, found)


def _grows(model: Shape, options: LoadOptions, machine: Machine, found: Allocation) -> None:
    longer = msgspec.structs.replace(options, context=options.context + 4096)
    more = estimate(model, longer, machine)
    assert more.kv_cache >= found.kv_cache
    without = msgspec.structs.replace(options, gpu_layers=0, cpu_moe_layers=0)
    assert estimate(model, without, machine).kv_cache == found.kv_cache
    if options.gpu_layers > 0 and len(machine.accelerators) == 1:
        fewer = msgspec.structs.replace(options, gpu_layers=options.gpu_layers - 1)
        name = machine.accelerators[0].name
        assert _weights(estimate(model, fewer, machine), name) <= _weights(found, name)


def _weights(found: Allocation, device: str) -> int:
    return sum(buffer.weights for buffer in found.buffers if buffer.device == device)
