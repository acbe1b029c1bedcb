"""Sentences about plans say nothing that the numbers in them take back."""

from __future__ import annotations

import msgspec
import pytest

from helpers.fit_machines import build_of, machine
from parley.fit import words
from parley.fit.plan import plan
from parley.fit.values import Plan, Speed, Wish


def written(label: str, tokens_per_second: float) -> Plan:
    """Return a plan for the processor that writes so many tokens per second."""
    made = plan(build_of("llama-3.1-8b", label), machine(64), Wish())
    speed = Speed(10 * tokens_per_second, tokens_per_second, "assumed")
    return msgspec.structs.replace(made, speed=speed)


def test_a_better_build_that_is_slower_is_left_for_its_speed() -> None:
    said = words.not_better(written("Q4_K_M", 9.0), written("Q8_0", 5.5))
    assert "5.5 tokens per second instead of 9.0" in said


@pytest.mark.parametrize(("usual", "better"), [(0.21, 0.19), (20.2, 19.8), (5.0, 6.0)])
def test_a_speed_that_reads_the_same_or_is_higher_is_no_reason(usual: float, better: float) -> None:
    said = words.not_better(written("Q4_K_M", usual), written("Q8_0", better))
    assert "per second" not in said
    assert "takes more memory" in said
