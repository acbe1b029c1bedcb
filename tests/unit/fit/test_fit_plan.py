"""Plans and choices over a grid of machines: never over budget, never worse with more memory."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.fit_machines import (
    GB,
    GIB,
    bandwidth,
    build_of,
    builds_of,
    card,
    machine,
    remembering,
    shape_of,
)
from parley.core.errors import ParleyError
from parley.engine.protocol import Buffer
from parley.fit.budget import reserve, room
from parley.fit.choose import CLOSE, rank, recommend
from parley.fit.estimate import estimate
from parley.fit.layout import Estimator
from parley.fit.plan import CONTEXT, Build, plan
from parley.fit.values import HOST, Allocation, Plan, Preference, Wish
from parley.hardware.values import Device, Machine

SPEED = bandwidth(50 * GB, 500 * GB)
TAKE = remembering()
MODELS = (
    "llama-3.1-8b",
    "mistral-7b-v0.3",
    "mistral-nemo-12b",
    "gemma-3-27b",
    "qwen3-30b-a3b",
    "mixtral-8x7b",
    "llama-3.3-70b",
    "llama-4-scout",
)
#: A few builds of each kind, the small last resorts among them.
LABELS = ("IQ2_M", "IQ3_XXS", "Q3_K_M", "IQ4_XS", "Q4_K_M", "Q5_K_M", "Q6_K", "Q8_0")
RAM = (4, 8, 12, 16, 20, 24, 32, 48, 64, 96, 128, 192, 256, 512)
SINGLE = (4, 6, 8, 12, 16, 24, 48, 80)
METAL = (8, 16, 18, 24, 32, 36, 48, 64, 96, 128, 192, 512)


def chains() -> dict[str, list[Machine]]:
    """Return rows of machines, each with at least the memory of the one before it."""
    rows: dict[str, list[Machine]] = {}
    rows["processor"] = [machine(ram) for ram in RAM]
    rows["container"] = [machine(512, limit=ram) for ram in RAM]
    rows["chip"] = [machine(ram, chip=ram / 2) for ram in RAM]
    rows["metal"] = [machine(ram, metal=ram * 2 / 3) for ram in METAL]
    for size in SINGLE:
        rows[f"card {size}"] = [machine(ram, card("CUDA0", size, used=0.3)) for ram in RAM]
    for ram in (8, 16, 32, 64, 128):
        cards = [machine(ram)]
        cards += [machine(ram, card("CUDA0", size, used=0.3)) for size in SINGLE]
        rows[f"{ram} and cards"] = cards
        rows[f"{ram} and more cards"] = [
            machine(ram, card("CUDA0", 24)),
            machine(ram, card("CUDA0", 24), card("CUDA1", 8)),
            machine(ram, card("CUDA0", 24), card("CUDA1", 24)),
            machine(ram, *(card(f"CUDA{number}", 24) for number in range(4))),
        ]
    rows["card and chip"] = [machine(ram, card("CUDA0", 6), chip=ram / 2) for ram in RAM]
    rows["busy"] = [machine(32, card("CUDA0", 12), free=free) for free in (2, 4, 8, 16, 24, 30)]
    return rows


CHAINS = chains()
GRID = [each for row in CHAINS.values() for each in row]


def test_the_grid_is_wide() -> None:
    assert len({msgspec.json.encode(each) for each in GRID}) >= 200


# -- what holds on every machine -------------------------------------------------------------


def check(made: Plan, build: Build, where: Machine, wish: Wish, take: Estimator = estimate) -> None:
    """Assert what any plan must keep to, from its options and the machine alone."""
    shape = build.shape
    layers = len(shape.layers)
    options = made.options
    assert 0 <= made.gpu_layers <= layers + 1
    assert made.gpu_layers == options.gpu_layers
    assert 0 <= options.cpu_moe_layers <= layers
    assert not options.tensor_split or (
        len(options.tensor_split) == len(options.devices)
        and sum(options.tensor_split) == made.gpu_layers
    )
    names = [device.name for device in where.accelerators]
    assert set(options.devices) <= set(names) or options.devices == (HOST,)
    assert made.reasons
    if made.verdict == "too_big":
        return
    assert made.max_context >= options.context
    if wish.context:
        assert options.context == min(wish.context, shape.context_trained)
    if made.verdict == "gpu":
        assert made.gpu_layers == layers + 1
        assert options.cpu_moe_layers == 0
    if made.verdict == "cpu":
        assert made.gpu_layers == 0
    assert within(where, [take(shape, options, where)], wish)
    longest = msgspec.structs.replace(options, context=made.max_context)
    assert within(where, [take(shape, longest, where)], wish)
    # ggml's allocator leaves gaps: a context that is somewhat longer can take some 20 MB less.
    more = max(made.max_context * 5 // 4, made.max_context + 4096)
    if more <= shape.context_trained:
        longer = msgspec.structs.replace(options, context=more)
        assert not room(where, kept=wish.reserve).fits(take(shape, longer, where))


def within(where: Machine, allocations: list[Allocation], wish: Wish) -> bool:
    """Return whether everything fits into what is free, less what the rest of it keeps."""
    kept = reserve(where) if wish.reserve is None else wish.reserve
    main = sum(each.on(HOST) for each in allocations)
    for device in where.accelerators:
        used = sum(each.on(device.name) for each in allocations)
        if used > device.free:
            return False
        if device.unified:
            main += used
    return main <= where.memory.available - kept


@pytest.mark.slow
@pytest.mark.parametrize("name", MODELS)
def test_no_plan_takes_more_than_is_free(name: str) -> None:
    for where in GRID:
        for build in builds_of(name, ("IQ3_XXS", "Q4_K_M", "Q8_0")):
            for wish in (Wish(), Wish(context=32768)):
                made = plan(build, where, wish, SPEED, estimator=TAKE)
                check(made, build, where, wish, TAKE)


def order(made: Plan | None, prefer: Preference) -> tuple[float, ...]:
    """Return how good a choice is: class, room for a conversation, quality, place, context.

    For speed: class, room, tokens per second, of which a tenth may go to a whole batch and an
    unquantised cache.
    """
    if made is None:
        return (0,)
    if prefer == "speed":
        assert made.speed is not None
        whole = made.options.ubatch is None and made.options.kv_type_k == "f16"
        slack = 1.1 if whole else 1.0
        return (rank(made, prefer), made.options.context >= CONTEXT, made.speed.decode * slack)
    loss = made.divergence or 0.0
    room = loss <= CLOSE and made.options.context >= CONTEXT
    place = ("cpu", "split", "gpu").index(made.verdict)
    return (rank(made, prefer), room, -max(loss, 0.003), place, made.options.context)


@pytest.mark.slow
@pytest.mark.parametrize("prefer", ["balance", "quality", "speed"])
@pytest.mark.parametrize("name", MODELS)
def test_more_memory_never_leads_to_a_worse_choice(name: str, prefer: Preference) -> None:
    builds = builds_of(name, LABELS)
    for row, machines in CHAINS.items():
        before: tuple[float, ...] = (0,)
        for where in machines:
            chosen = recommend(builds, where, Wish(prefer=prefer), SPEED, estimator=TAKE).chosen
            now = order(chosen, prefer)
            assert now >= before, f"{row}: {where.memory.total / GIB:.0f} GiB, {chosen}"
            before = now


@settings(max_examples=60, deadline=None)
@given(
    ram=st.floats(2, 512),
    busy=st.floats(0.2, 1.0),
    cards=st.lists(st.floats(2, 80), max_size=3),
    name=st.sampled_from(MODELS),
    label=st.sampled_from(LABELS),
    context=st.none() | st.integers(256, 200_000),
    extra=st.floats(0, 64),
)
def test_any_machine_gets_a_plan_that_holds_and_more_memory_a_better_one(
    ram: float,
    busy: float,
    cards: list[float],
    name: str,
    label: str,
    context: int | None,
    extra: float,
) -> None:
    build = build_of(name, label)
    wish = Wish(context=context)
    devices = [card(f"CUDA{number}", size) for number, size in enumerate(cards)]
    small = machine(ram, *devices, free=ram * busy)
    big = machine(ram + extra, *devices, free=ram * busy + extra)
    made, better = (plan(build, where, wish, SPEED) for where in (small, big))
    check(made, build, small, wish)
    check(better, build, big, wish)
    places = ("too_big", "cpu", "split", "gpu")
    assert places.index(better.verdict) >= places.index(made.verdict)
    assert made == plan(build, small, wish, SPEED)


# -- where a model goes ----------------------------------------------------------------------


def test_a_model_that_fits_is_on_the_card_whole() -> None:
    made = plan(build_of("llama-3.1-8b"), machine(16, card("CUDA0", 12)), Wish())
    assert made.verdict == "gpu"
    assert made.options.devices == ("CUDA0",)
    assert made.options.kv_type_k == "f16"
    assert made.reasons[0].startswith("The whole model fits on the graphics card")


def test_as_few_cards_as_hold_it_the_roomiest_first() -> None:
    two = machine(64, card("CUDA0", 8), card("CUDA1", 24))
    assert plan(build_of("llama-3.1-8b"), two, Wish()).options.devices == ("CUDA1",)
    made = plan(build_of("mixtral-8x7b"), two, Wish())
    assert made.verdict == "gpu"
    assert made.options.devices == ("CUDA1", "CUDA0")
    big, small = made.options.tensor_split
    assert big > small > 0


def test_a_dense_model_that_does_not_fit_is_split_by_layers() -> None:
    made = plan(build_of("llama-3.3-70b"), machine(64, card("CUDA0", 24)), Wish())
    assert made.verdict == "split"
    assert 20 < made.gpu_layers < 60
    assert made.options.cpu_moe_layers == 0
    assert f"{made.gpu_layers} of 81 layers" in made.reasons[0]


def test_of_a_mixture_only_experts_leave_the_card() -> None:
    made = plan(build_of("qwen3-30b-a3b"), machine(32, card("CUDA0", 12)), Wish())
    assert made.verdict == "split"
    assert made.gpu_layers == 49
    assert 0 < made.options.cpu_moe_layers < 48
    assert "experts" in made.reasons[0]


def test_a_small_card_holds_what_is_no_expert() -> None:
    made = plan(build_of("mixtral-8x7b"), machine(64, card("CUDA0", 4)), Wish())
    assert made.verdict == "split"
    assert made.options.cpu_moe_layers > 0


def test_integrated_graphics_are_left_out_beside_a_card() -> None:
    made = plan(build_of("llama-3.1-8b"), machine(32, card("CUDA0", 6), chip=16), Wish())
    assert made.options.devices == ("CUDA0",)


def test_integrated_graphics_that_slow_answers_down_are_not_used() -> None:
    where = machine(32, chip=16)
    slow = bandwidth(50 * GB, 50 * GB)

    def hampered(shape, options, allocation):  # type: ignore[no-untyped-def]
        speed = slow(shape, options, allocation)
        share = 0.3 if options.gpu_layers else 1.0
        return msgspec.structs.replace(speed, decode=speed.decode * share)

    build = build_of("llama-3.1-8b")
    assert plan(build, where, Wish(), slow).verdict == "gpu"
    made = plan(build, where, Wish(), hampered)
    assert made.verdict == "cpu"
    assert "graphics chip would only be slower" in made.reasons[0]


def test_shared_memory_is_counted_once() -> None:
    build = build_of("mistral-small-24b")
    where = machine(24, metal=18, free=14)
    made = plan(build, where, Wish())
    # 14.3 GB of weights: the chip may take 18 GiB, but only 14 GiB are free in all.
    assert made.verdict == "too_big"


def test_a_device_that_does_not_tell_its_memory_gets_nothing() -> None:
    unknown = Device("Vulkan0", "Vulkan", "gpu", 0, 0)
    made = plan(build_of("llama-3.1-8b"), machine(32, unknown), Wish())
    assert made.verdict == "cpu"


def test_the_limit_of_a_container_counts() -> None:
    build = build_of("mistral-small-24b")
    assert plan(build, machine(256, limit=24), Wish()).verdict == "cpu"
    assert plan(build, machine(256, limit=12), Wish()).verdict == "too_big"


def test_what_the_rest_of_the_machine_keeps_can_be_asked_for() -> None:
    build, where = build_of("llama-3.1-8b"), machine(16, free=12)
    assert plan(build, where, Wish()).verdict == "cpu"
    assert plan(build, where, Wish(reserve=8 * GIB)).verdict == "too_big"


def test_memory_that_the_loaded_model_gives_back_is_counted() -> None:
    build = build_of("llama-3.1-8b")
    free = machine(16, card("CUDA0", 8))
    before = plan(build, free, Wish())
    taken = before.allocation
    busy = msgspec.structs.replace(
        free,
        devices=tuple(
            msgspec.structs.replace(each, free=each.free - taken.on(each.name))
            if each.name == "CUDA0"
            else each
            for each in free.devices
        ),
    )
    assert plan(build, busy, Wish()).verdict != "gpu"
    assert plan(build, busy, Wish(), loaded=taken).verdict == "gpu"


def test_pages_of_a_mapped_file_are_not_counted_twice() -> None:
    where = machine(16, free=6)
    mapped = Allocation((Buffer("CPU", HOST, 8 * GIB, GIB, 0),), 4096)
    own = Allocation((Buffer("CPU_REPACK", HOST, 8 * GIB, GIB, 0),), 4096)
    build = build_of("mistral-nemo-12b")
    assert plan(build, where, Wish(), loaded=mapped).verdict == "too_big"
    assert plan(build, where, Wish(), loaded=own).verdict == "cpu"


# -- context and cache -----------------------------------------------------------------------


def test_the_asked_context_is_met_with_a_smaller_cache_before_leaving_the_card() -> None:
    where = machine(32, card("CUDA0", 12))
    build = build_of("llama-3.1-8b")
    plain = plan(build, where, Wish(context=32768))
    assert (plain.verdict, plain.options.kv_type_k) == ("gpu", "f16")
    long = plan(build, where, Wish(context=65536))
    assert long.verdict == "gpu"
    assert (long.options.kv_type_k, long.options.kv_type_v) == ("q8_0", "q8_0")
    assert any("8 bits" in reason for reason in long.reasons)
    assert (long.divergence or 0) > (plain.divergence or 0)


def test_a_context_that_does_not_fit_is_refused_and_the_longest_is_named() -> None:
    made = plan(build_of("llama-3.1-8b"), machine(8, free=7), Wish(context=131072))
    assert made.verdict == "too_big"
    assert 1024 <= made.max_context < 131072
    assert any(f"{made.max_context:,} tokens" in reason for reason in made.reasons)


def test_a_context_beyond_the_training_is_cut_and_said() -> None:
    made = plan(build_of("mistral-7b-v0.3"), machine(64), Wish(context=100_000))
    assert made.options.context == 32768
    assert any("100,000" in reason for reason in made.reasons)


def test_zero_is_the_whole_context_of_the_training() -> None:
    made = plan(build_of("mistral-7b-v0.3"), machine(64), Wish(context=0))
    assert made.options.context == 32768


def test_without_a_wish_it_is_the_usual_context_and_more_where_memory_is_free() -> None:
    build = build_of("llama-3.1-8b")
    assert plan(build, machine(32, card("CUDA0", 7)), Wish()).options.context == 8192
    assert plan(build, machine(32, card("CUDA0", 24)), Wish()).options.context == 32768


def test_sliding_windows_keep_their_window_only_where_that_buys_something() -> None:
    build = build_of("gemma-3-27b")
    roomy = plan(build, machine(64, card("CUDA0", 48)), Wish(context=32768))
    assert roomy.options.swa_full
    tight = plan(build, machine(64, card("CUDA0", 24)), Wish(context=32768))
    assert tight.verdict == "gpu"
    assert not tight.options.swa_full
    assert tight.options.kv_type_k == "f16"
    assert any("sliding window" in reason for reason in tight.reasons)


def test_wishes_for_cache_batch_and_flash_attention_are_kept() -> None:
    wish = Wish(context=4096, kv_type="q8_0", ubatch=64, flash_attention="on")
    made = plan(build_of("llama-3.1-8b"), machine(32), wish)
    assert made.options.kv_type_k == made.options.kv_type_v == "q8_0"
    assert made.options.ubatch == 64
    assert made.options.flash_attention == "on"
    off = Wish(context=4096, kv_type="q8_0", flash_attention="off")
    made = plan(build_of("llama-3.1-8b"), machine(32), off)
    assert (made.options.kv_type_k, made.options.kv_type_v) == ("q8_0", "f16")


def test_an_unknown_cache_type_is_named() -> None:
    with pytest.raises(ParleyError, match="q9_9"):
        plan(build_of("llama-3.1-8b"), machine(32), Wish(kv_type="q9_9"))


def test_too_big_says_by_how_much_and_what_would_fit() -> None:
    made = plan(build_of("llama-3.3-70b"), machine(16, card("CUDA0", 8)), Wish())
    assert made.verdict == "too_big"
    assert "are free for a model here" in made.reasons[0]
    assert "model file of up to about" in made.reasons[1]


def test_a_smaller_batch_is_tried_before_leaving_the_card_and_said() -> None:
    made = plan(build_of("llama-3.1-8b"), machine(16, card("CUDA0", 6.15)), Wish(context=8192))
    assert made.verdict == "gpu"
    assert made.options.ubatch == 128
    assert any("smaller steps" in reason for reason in made.reasons)


def test_a_build_without_a_label_is_spoken_of_all_the_same() -> None:
    build = msgspec.structs.replace(build_of("llama-3.1-8b"), label="")
    found = recommend([build], machine(32), Wish())
    assert found.chosen is not None
    assert found.chosen.divergence is not None
    assert not any(reason.startswith((" ", "(")) or "  " in reason for reason in found.reasons)


def test_a_projector_takes_main_memory_too() -> None:
    build = build_of("llama-3.1-8b")
    seeing = msgspec.structs.replace(build, projector=GB)
    where = machine(32)
    plain = plan(build, where, Wish(context=4096))
    more = plan(seeing, where, Wish(context=4096))
    assert more.allocation.on(HOST) - plain.allocation.on(HOST) == GB


# -- the choice ------------------------------------------------------------------------------


def test_what_cannot_be_loaded_or_is_not_whole_is_never_chosen() -> None:
    good = build_of("llama-3.1-8b", "Q3_K_M")
    foreign = msgspec.structs.replace(build_of("llama-3.1-8b", "Q6_K"), label="IQ5_K")
    cut = msgspec.structs.replace(build_of("llama-3.1-8b", "Q5_K_M"), complete=False)
    found = recommend([foreign, cut, good], machine(64), Wish())
    assert found.chosen is not None
    assert found.chosen.build == "Q3_K_M"
    assert len(found.candidates) == 3
    assert "cannot load" in found.candidates[0].reasons[0]
    assert "missing" in found.candidates[1].reasons[0]
    assert recommend([foreign, cut], machine(64), Wish()).chosen is None


def test_the_order_of_the_builds_does_not_matter() -> None:
    builds = builds_of("mistral-nemo-12b", LABELS)
    where = machine(32, card("CUDA0", 8))
    found = recommend(builds, where, Wish(), SPEED)
    assert recommend(builds[::-1], where, Wish(), SPEED).chosen == found.chosen
    assert [made.build for made in found.candidates] == list(LABELS)


def test_a_context_that_no_build_holds_gives_the_best_shorter_one_and_says_so() -> None:
    found = recommend(
        builds_of("llama-3.1-8b", LABELS), machine(8, free=6), Wish(context=131072), SPEED
    )
    assert found.chosen is not None
    assert found.chosen.options.context < 131072
    assert "131,072" in found.reasons[0]
    assert "131,072" in found.chosen.reasons[0]
    assert {made.verdict for made in found.candidates} == {"too_big"}


def test_what_fits_and_is_no_good_is_not_recommended() -> None:
    where = machine(32, metal=24, free=28)
    found = recommend(builds_of("llama-3.3-70b", ("IQ2_XXS", "Q4_K_M")), where, Wish(), SPEED)
    assert found.chosen is None
    assert "smaller model" in found.reasons[0]


def test_a_single_build_only_has_to_run() -> None:
    where = machine(32, metal=24, free=28)
    found = recommend(builds_of("llama-3.3-70b", ("IQ2_XXS",)), where, Wish(), SPEED)
    assert found.chosen is not None
    assert any("badly damaged" in reason for reason in found.reasons)


def test_nothing_fits_is_said_with_the_smallest() -> None:
    found = recommend(builds_of("llama-3.3-70b", LABELS), machine(8), Wish())
    assert found.chosen is None
    assert "IQ2_M" in found.reasons[0]
    assert all(made.verdict == "too_big" for made in found.candidates)


@pytest.mark.parametrize(
    ("prefer", "label"), [("quality", "Q8_0"), ("balance", "Q6_K"), ("speed", "IQ4_XS")]
)
def test_the_preference_decides(prefer: Preference, label: str) -> None:
    found = recommend(
        builds_of("llama-3.1-8b", LABELS),
        machine(32, card("CUDA0", 12)),
        Wish(prefer=prefer),
        SPEED,
    )
    assert found.chosen is not None
    assert found.chosen.build == label


def test_plans_without_a_prediction_leave_speed_out() -> None:
    found = recommend(builds_of("llama-3.1-8b", LABELS), machine(32), Wish())
    assert found.chosen is not None
    assert found.chosen.speed is None
    assert not any("per second" in reason for reason in found.reasons)


def test_the_trained_context_of_a_model_is_a_limit() -> None:
    shape = msgspec.structs.replace(shape_of("llama-3.1-8b"), context_trained=2048)
    build = msgspec.structs.replace(build_of("llama-3.1-8b"), shape=shape)
    made = plan(build, machine(64), Wish())
    assert made.options.context == made.max_context == 2048


def test_the_longest_context_is_not_said_to_be_where_a_smaller_cache_allows_more() -> None:
    where = machine(16, card("CUDA0", 6))
    build = build_of("llama-3.1-8b", "Q4_K_M")
    usual = plan(build, where, Wish())
    longer = plan(build, where, Wish(context=usual.max_context + 512))
    assert any("more with a smaller KV cache" in said for said in usual.reasons)
    assert longer.verdict == "gpu"
    plain = plan(build, where, Wish(kv_type="f16"))
    assert not any("smaller KV cache" in said for said in plain.reasons)
