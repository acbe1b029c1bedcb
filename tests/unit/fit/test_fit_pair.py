"""Two models for a comparison: both loaded, or in turn; never beyond what is free."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.fit_machines import GB, GIB, bandwidth, builds_of, card, machine
from parley.fit.budget import reserve
from parley.fit.choose import recommend
from parley.fit.estimate import estimate
from parley.fit.pair import PairPlan, pair
from parley.fit.plan import Build
from parley.fit.values import HOST, Allocation, Plan, Wish
from parley.hardware.values import Machine

SPEED = bandwidth(50 * GB, 500 * GB)
LABELS = ("IQ3_XXS", "Q3_K_M", "IQ4_XS", "Q4_K_M", "Q5_K_M", "Q6_K", "Q8_0")
LLAMA = builds_of("llama-3.1-8b", LABELS)
MISTRAL = builds_of("mistral-7b-v0.3", LABELS)
NEMO = builds_of("mistral-nemo-12b", LABELS)
SMALL = builds_of("mistral-small-24b", LABELS)
BIG = builds_of("llama-3.3-70b", LABELS)
ALL = {"llama": LLAMA, "mistral": MISTRAL, "nemo": NEMO, "small": SMALL, "big": BIG}


def again(made: Plan, builds: tuple[Build, ...], where: Machine) -> Allocation:
    """Return the estimate for a plan's options, made anew."""
    build = next(each for each in builds if each.label == made.build)
    return estimate(build.shape, made.options, where)


def held(where: Machine, allocations: list[Allocation]) -> bool:
    """Return whether all of them fit at once into what is free, less the reserve."""
    main = sum(each.on(HOST) for each in allocations)
    for device in where.accelerators:
        used = sum(each.on(device.name) for each in allocations)
        if used > device.free:
            return False
        main += used if device.unified else 0
    return main <= where.memory.available - reserve(where)


def check(found: PairPlan, a: tuple[Build, ...], b: tuple[Build, ...], where: Machine) -> None:
    """Assert that a pair plan keeps within `where`."""
    assert found.reasons
    if found.mode == "impossible":
        assert found.first is None or found.second is None
        return
    assert found.first is not None
    assert found.second is not None
    one, two = again(found.first, a, where), again(found.second, b, where)
    assert held(where, [one])
    assert held(where, [two])
    if found.mode == "together":
        assert held(where, [one, two])


@pytest.mark.slow
@settings(max_examples=80, deadline=None)
@given(
    ram=st.floats(4, 256),
    busy=st.floats(0.3, 0.95),
    cards=st.lists(st.sampled_from((4, 6, 8, 12, 16, 24, 48, 80)), max_size=2),
    metal=st.booleans(),
    names=st.tuples(st.sampled_from(tuple(ALL)), st.sampled_from(tuple(ALL))),
    context=st.none() | st.sampled_from((4096, 16384, 32768)),
)
def test_a_pair_never_takes_more_than_is_free(
    ram: float,
    busy: float,
    cards: list[int],
    metal: bool,
    names: tuple[str, str],
    context: int | None,
) -> None:
    where = machine(
        ram,
        *(card(f"CUDA{number}", size) for number, size in enumerate(cards) if not metal),
        free=ram * busy,
        metal=ram * 0.7 if metal else None,
    )
    a, b = ALL[names[0]], ALL[names[1]]
    check(pair(a, b, where, Wish(context=context), SPEED), a, b, where)


def test_both_stay_loaded_where_neither_is_worse_off() -> None:
    found = pair(LLAMA, MISTRAL, machine(64, card("CUDA0", 24)), Wish(), SPEED)
    assert found.mode == "together"
    assert (_of(found.first).verdict, _of(found.second).verdict) == ("gpu", "gpu")
    assert "stay loaded" in found.reasons[0]


def test_each_gets_a_card_of_its_own_where_there_are_two() -> None:
    where = machine(128, card("CUDA0", 24), card("CUDA1", 24))
    found = pair(SMALL, SMALL, where, Wish(), SPEED)
    assert found.mode == "together"
    assert {_of(found.first).options.devices, _of(found.second).options.devices} == {
        ("CUDA0",),
        ("CUDA1",),
    }


def test_in_turn_rather_than_off_the_card() -> None:
    found = pair(LLAMA, MISTRAL, machine(32, card("CUDA0", 8)), Wish(), SPEED)
    assert found.mode == "in_turn"
    assert (_of(found.first).verdict, _of(found.second).verdict) == ("gpu", "gpu")
    assert "one after the other" in found.reasons[0]


def test_in_turn_rather_than_much_worse_answers() -> None:
    # 12 GB hold two of 3 bits, but one of 6.
    found = pair(LLAMA, NEMO, machine(16, card("CUDA0", 12)), Wish(), SPEED)
    assert found.mode == "in_turn"
    assert min(_of(found.first).size, _of(found.second).size) > 5 * GB


def test_on_shared_memory_both_count_against_the_same() -> None:
    assert pair(LLAMA, MISTRAL, machine(36, metal=27, free=29), Wish(), SPEED).mode == "together"
    assert pair(LLAMA, MISTRAL, machine(16, metal=11, free=11), Wish(), SPEED).mode == "in_turn"


def test_both_get_the_same_context_and_cache() -> None:
    for where in (
        machine(32, card("CUDA0", 12)),
        machine(64, card("CUDA0", 24)),
        machine(16, free=12),
        machine(24, metal=18, free=19),
    ):
        found = pair(LLAMA, NEMO, where, Wish(), SPEED)
        first, second = _of(found.first).options, _of(found.second).options
        assert first.context == second.context
        assert first.kv_type_k == second.kv_type_k


def test_the_asked_context_is_for_both() -> None:
    found = pair(LLAMA, MISTRAL, machine(64, card("CUDA0", 24)), Wish(context=16384), SPEED)
    assert _of(found.first).options.context == _of(found.second).options.context == 16384


def test_a_model_that_does_not_run_makes_the_pair_impossible_and_is_named() -> None:
    found = pair(LLAMA, BIG, machine(16, card("CUDA0", 8)), Wish(), SPEED)
    assert found.mode == "impossible"
    assert found.first is not None
    assert found.second is None
    assert any("smallest" in reason for reason in found.reasons)


def test_a_pair_that_is_impossible_names_no_build_for_its_model() -> None:
    names = [
        msgspec.structs.replace(one, shape=msgspec.structs.replace(one.shape, name=f"Big {label}"))
        for one in BIG
        for label in (one.label,)
    ]
    found = pair(LLAMA, names, machine(16, card("CUDA0", 8)), Wish(), SPEED)
    assert found.reasons[0].startswith("Second: ")


def test_the_same_pair_the_other_way_round_is_the_same_plan() -> None:
    for where in (machine(64, card("CUDA0", 24)), machine(32, card("CUDA0", 8)), machine(32)):
        one, other = (pair(a, b, where, Wish(), SPEED) for a, b in ((LLAMA, NEMO), (NEMO, LLAMA)))
        assert one.mode == other.mode
        assert (one.first, one.second) == (other.second, other.first)


def test_what_the_loaded_model_gives_back_is_counted() -> None:
    free = machine(32, card("CUDA0", 24))
    loaded = _of(recommend(LLAMA, free, Wish(), SPEED).chosen).allocation
    busy = msgspec.structs.replace(
        free,
        devices=tuple(
            msgspec.structs.replace(each, free=each.free - loaded.on(each.name))
            for each in free.devices
        ),
        memory=msgspec.structs.replace(
            free.memory, available=free.memory.available - loaded.on(HOST)
        ),
    )
    found = pair(LLAMA, MISTRAL, busy, Wish(), SPEED, loaded=loaded)
    assert found.mode == "together"
    before = pair(LLAMA, MISTRAL, free, Wish(), SPEED)
    assert [_of(made).build for made in (found.first, found.second)] == [
        _of(made).build for made in (before.first, before.second)
    ]


@pytest.mark.parametrize("ram", [8, 12, 16, 24, 32, 48, 64])
def test_more_memory_never_takes_the_pair_apart(ram: int) -> None:
    modes = ("impossible", "in_turn", "together")
    row = [machine(ram, card("CUDA0", size)) for size in (6, 8, 12, 16, 24, 48)]
    found = [modes.index(pair(LLAMA, MISTRAL, each, Wish(), SPEED).mode) for each in row]
    assert found == sorted(found)


def _of(made: Plan | None) -> Plan:
    assert made is not None
    assert made.allocation.total < 200 * GIB
    return made
