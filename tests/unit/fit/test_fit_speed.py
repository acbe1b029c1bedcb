"""Predicted speed follows the bytes that a token touches and where they are."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.fit_machines import GIB, card, machine, shape_of
from parley.engine.protocol import LoadOptions, Rate
from parley.fit.rates import BITS, Calibration, DeviceSpeed
from parley.fit.shape import Shape, resized
from parley.fit.speed import Observed, predict
from parley.fit.typical import assumed
from parley.fit.values import Allocation, Speed
from parley.hardware.values import Cpu, Device, Machine

CARD = card("CUDA0", 24)
SLOW = DeviceSpeed("CPU", (Rate("Q8_0", 2e10, 4e11),), 4e10, layer_seconds=4e-5)
FAST = DeviceSpeed("CUDA0", (Rate("Q8_0", 5e11, 5e13),), 6e11, layer_seconds=2e-5)
BOTH = Calibration((SLOW, FAST))
MODELS = ("smollm2-135m", "llama-3.1-8b", "mixtral-8x7b", "gemma-3-4b", "deepseek-v2-lite")


def speed(
    shape: Shape,
    options: LoadOptions | None = None,
    *,
    on: Machine | None = None,
    calibration: Calibration = BOTH,
    observed: Observed | None = None,
    fill: int = 128,
    prompt: int = 512,
) -> Speed:
    options = options or LoadOptions(gpu_layers=0)
    return predict(
        shape,
        options,
        Allocation((), options.context),
        on or machine(64, CARD),
        calibration,
        observed,
        fill=fill,
        prompt=prompt,
    )


def test_a_token_takes_its_active_weights_over_the_rate_of_their_type() -> None:
    plain = DeviceSpeed("CPU", (Rate("Q8_0", 1e10, 1e12),), 1e12)
    shape = shape_of("llama-3.1-8b")
    here, known = machine(64), Calibration((plain,))
    found = speed(shape, on=here, calibration=known, fill=1)
    assert found.decode == pytest.approx(1e10 / shape.active_bytes, rel=0.01)
    found = speed(shape, on=here, calibration=known, prompt=512)
    assert found.prefill == pytest.approx(1e12 / (2 * shape.active_parameters), rel=0.1)
    assert found.basis == "calibrated"


def test_only_the_experts_that_are_used_are_read() -> None:
    shape = shape_of("mixtral-8x7b")
    every = msgspec.structs.replace(shape, experts_used=shape.experts)
    assert 2.5 < speed(shape).decode / speed(every).decode < 4


def test_more_text_before_it_makes_a_token_slower_and_a_sliding_window_bounds_that() -> None:
    whole, windowed = shape_of("llama-3.1-8b"), shape_of("gemma-3-4b")

    def slowdown(shape: Shape) -> float:
        options = LoadOptions(context=65536, gpu_layers=0)
        return speed(shape, options, fill=256).decode / speed(shape, options, fill=32768).decode

    assert slowdown(whole) > 1.5
    every = msgspec.structs.replace(
        windowed,
        layers=tuple(msgspec.structs.replace(layer, window=0) for layer in windowed.layers),
    )
    assert slowdown(windowed) < slowdown(every)


def test_a_smaller_cache_type_is_read_faster() -> None:
    shape = shape_of("llama-3.1-8b")
    full = speed(shape, LoadOptions(context=65536, gpu_layers=0), fill=30000)
    half = speed(
        shape,
        LoadOptions(context=65536, gpu_layers=0, kv_type_k="q8_0", kv_type_v="q8_0"),
        fill=30000,
    )
    assert half.decode > full.decode


@pytest.mark.parametrize("model", MODELS)
@given(count=st.integers(1, 80))
def test_one_more_layer_on_a_faster_device_is_never_slower(model: str, count: int) -> None:
    shape = shape_of(model)
    most = len(shape.layers) + 1
    fewer, more = (speed(shape, LoadOptions(gpu_layers=min(n, most))) for n in (count, count + 1))
    assert more.decode >= fewer.decode * (1 - 1e-9)
    assert more.prefill >= fewer.prefill * (1 - 1e-9)


@pytest.mark.parametrize("model", ["mixtral-8x7b", "deepseek-v2-lite"])
@given(count=st.integers(0, 60))
def test_fewer_experts_in_main_memory_are_never_slower(model: str, count: int) -> None:
    shape = shape_of(model)
    fewer = speed(shape, LoadOptions(cpu_moe_layers=count))
    more = speed(shape, LoadOptions(cpu_moe_layers=count + 1))
    assert fewer.decode >= more.decode * (1 - 1e-9)


@pytest.mark.parametrize("model", MODELS)
@given(
    share=st.floats(0.05, 1.0),
    layers=st.integers(-1, 40),
)
def test_fewer_bytes_of_the_same_types_are_never_slower(
    model: str, share: float, layers: int
) -> None:
    shape = shape_of(model)
    options = LoadOptions(gpu_layers=layers)
    smaller = resized(shape, int(shape.weights * share))
    assert speed(smaller, options).decode >= speed(shape, options).decode * (1 - 1e-9)


@given(
    rates=st.dictionaries(
        st.sampled_from(sorted(BITS)),
        st.tuples(st.floats(1e8, 1e13), st.floats(1e9, 1e16)),
        min_size=1,
    ),
    wanted=st.sampled_from([*sorted(BITS), "type 99"]),
)
def test_a_type_that_was_not_measured_lies_between_those_that_were(
    rates: dict[str, tuple[float, float]], wanted: str
) -> None:
    device = DeviceSpeed("CPU", tuple(Rate(name, *pair) for name, pair in rates.items()), 1e10)
    found = device.rate(wanted)
    if wanted in rates:
        assert (found.decode_bytes_per_second, found.prefill_flops) == rates[wanted]
    slack = 1e-9
    reads, operations = zip(*rates.values(), strict=True)
    assert min(reads) * (1 - slack) <= found.decode_bytes_per_second <= max(reads) * (1 + slack)
    assert min(operations) * (1 - slack) <= found.prefill_flops <= max(operations) * (1 + slack)


def test_the_nearest_type_is_one_that_is_unpacked_in_the_same_way() -> None:
    device = DeviceSpeed(
        "CPU", (Rate("F16", 2e10, 1e12), Rate("IQ3_S", 3e9, 2e11), Rate("Q4_K", 1e10, 2e12)), 1e10
    )
    assert device.rate("IQ2_XXS").decode_bytes_per_second == 3e9
    assert device.rate("Q3_K").decode_bytes_per_second == 1e10
    assert device.rate("BF16").prefill_flops == 1e12


def test_attention_takes_longer_with_heads_that_suit_the_processor_less() -> None:
    odd = DeviceSpeed(
        "CPU",
        SLOW.rates,
        SLOW.read_bytes_per_second,
        attention=(Rate("ATTENTION_64", 2e9, 1e11), Rate("ATTENTION_128", 1.6e10, 2e11)),
    )
    assert odd.attention_seconds(64, 1000) == pytest.approx(2 * 64 * 1000 / 2e9)
    assert odd.attention_seconds(128, 1000) == pytest.approx(2 * 128 * 1000 / 1.6e10)
    assert odd.attention_seconds(192, 1000) == pytest.approx(
        odd.attention_seconds(64, 1000) + odd.attention_seconds(128, 1000)
    )
    assert SLOW.attention_seconds(64, 1000) == 0
    options = LoadOptions(context=65536, gpu_layers=0)

    def share(model: str) -> float:
        shape, known = shape_of(model), Calibration((odd,))
        near = speed(shape, options, on=machine(64), calibration=known, fill=1)
        far = speed(shape, options, on=machine(64), calibration=known, fill=4096)
        return far.decode / near.decode

    assert share("smollm2-135m") < 0.5 < share("llama-3.1-8b")


def test_a_device_that_was_not_measured_makes_the_answer_assumed() -> None:
    alone = Calibration((SLOW,))
    shape = shape_of("llama-3.1-8b")
    assert speed(shape, LoadOptions(gpu_layers=10), calibration=alone).basis == "assumed"
    assert speed(shape, on=machine(64), calibration=alone).basis == "calibrated"
    there = machine(64, Device("RPC0", "RPC", "gpu", 24 * GIB, 24 * GIB))
    assert speed(shape, LoadOptions(), on=there, calibration=alone).basis == "assumed"


def test_what_was_measured_of_the_model_replaces_the_prediction() -> None:
    shape = shape_of("llama-3.1-8b")
    said = speed(shape)
    seen = speed(shape, observed=Observed(Speed(0, 12.5, "measured")))
    assert (seen.prefill, seen.decode, seen.basis) == (said.prefill, 12.5, "measured")


def test_what_was_measured_of_another_quantisation_scales_the_prediction() -> None:
    shape = shape_of("llama-3.1-8b")
    said = speed(shape)
    run = Observed(Speed(30, 8, "measured"), Speed(20, 10, "calibrated"))
    seen = speed(shape, observed=run)
    assert seen.prefill == pytest.approx(said.prefill * 1.5)
    assert seen.decode == pytest.approx(said.decode * 0.8)
    assert seen.basis == "calibrated"


def test_a_handover_costs_and_a_server_costs_more() -> None:
    shape = shape_of("llama-3.1-8b")
    options = LoadOptions(devices=("A", "B"), tensor_split=(1, 1))

    def decode(backend: str) -> float:
        devices = tuple(Device(name, backend, "gpu", 24 * GIB, 24 * GIB) for name in "AB")
        speeds = (msgspec.structs.replace(FAST, device=name) for name in "AB")
        here = msgspec.structs.replace(machine(64), devices=devices)
        return speed(shape, options, on=here, calibration=Calibration((SLOW, *speeds))).decode

    one = speed(shape, LoadOptions()).decode
    assert decode("RPC") < decode("CUDA") < one


@pytest.mark.parametrize(
    ("device", "published"),
    [
        # Runs of llama-bench that people published: 8B in Q4_K_M, prompt and answer. The card's
        # is of Q4_0, which is 6 % smaller.
        (Device("MTL0", "Metal", "gpu", GIB, GIB, "Apple M4", unified=True), (225, 20.9)),
        (Device("MTL0", "Metal", "gpu", GIB, GIB, "Apple M1 Max", unified=True), (500, 46.2)),
        (Device("CUDA0", "CUDA", "gpu", GIB, GIB, "NVIDIA RTX 6000 Ada Generation"), (8000, 160)),
    ],
    ids=["M4", "M1 Max", "RTX 6000 Ada"],
)
def test_typical_figures_are_near_published_ones(
    device: Device, published: tuple[float, float]
) -> None:
    here = msgspec.structs.replace(machine(64), devices=(device,))
    found = speed(shape_of("llama-3.1-8b"), LoadOptions(), on=here, calibration=assumed(here))
    assert found.prefill == pytest.approx(published[0], rel=0.4)
    assert found.decode == pytest.approx(published[1], rel=0.25)
    assert found.basis == "assumed"


def test_typical_figures_tell_cards_with_similar_names_apart() -> None:
    def read(name: str) -> float:
        here = msgspec.structs.replace(
            machine(64), devices=(Device("CUDA0", "CUDA", "gpu", GIB, GIB, name),)
        )
        found = assumed(here).of("CUDA0")
        assert found is not None
        return found.read_bytes_per_second

    names = ["GeForce RTX 4060", "GeForce RTX 4070", "GeForce RTX 4080 SUPER", "GeForce RTX 4090"]
    assert sorted(names, key=read) == names
    assert read("GeForce RTX 4090 Laptop GPU") < read("GeForce RTX 4090")
    assert read("Radeon RX 7900 XTX") > read("Radeon RX 7900 XT")
    assert read("a card of tomorrow") > 0


def test_a_card_without_a_name_is_judged_by_its_memory() -> None:
    read = []
    for size in (8, 12, 16, 24, 80):
        here = machine(64, card("CUDA0", size))
        found = assumed(here).of("CUDA0")
        assert found is not None
        read.append(found.read_bytes_per_second)
    # Two cards of 24 GB are as a rule of the fast kind: a 70B model in 4 bits answers readably.
    assert read == sorted(read)
    assert read[3] > 2 * read[1]


def test_a_typical_processor_is_bound_by_its_memory_and_by_its_cores() -> None:
    def read(cores: int, features: tuple[str, ...], bandwidth: float | None = None) -> float:
        here = msgspec.structs.replace(machine(64), cpu=Cpu("x", cores, cores, features, bandwidth))
        found = assumed(here).of("CPU")
        assert found is not None
        return found.rate("Q4_K").decode_bytes_per_second

    assert read(2, ("avx2",)) < read(16, ("avx2",))
    assert read(2, ("sse4_2",)) < read(2, ("avx2",))
    assert read(16, ("avx2",), 2e10) == 2e10
