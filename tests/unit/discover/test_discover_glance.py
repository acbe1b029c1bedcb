"""A verdict in a moment, beside the plan of the same build."""

from __future__ import annotations

import msgspec
import pytest

from helpers.desks import catalog, desk, machine
from parley.discover.glance import glance, where
from parley.discover.outline import outline
from parley.fit.plan import Build, plan
from parley.fit.values import Wish


@pytest.mark.parametrize(
    ("ram", "gpus"), [(8, ()), (16, ()), (32, (12,)), (64, (24,)), (128, (24, 24))]
)
def test_it_says_what_a_plan_would(ram: int, gpus: tuple[int, ...]) -> None:
    here = machine(ram, *gpus)
    same, told = 0, 0
    for model in catalog().models:
        found = glance(model, here)
        made = outline(model, "Q4_K_M")
        if found is None or made is None:
            continue
        build = Build("Q4_K_M", ("model.gguf",), made.size, made.shape)
        told += 1
        planned = plan(build, here, Wish())
        # A plan also tries a smaller KV cache before it gives up a place.
        same += where(made.shape, here) == planned.verdict
    assert told > 60
    assert same / told > 0.9


def test_it_names_what_a_card_names() -> None:
    here = machine(16)
    made = desk(here)
    for name in ("phi-4", "llama-3.1-8b-instruct"):
        model = catalog().find(name)
        found, card = glance(model, here), made.card(model)
        assert found is not None
        assert (found.target, found.size) == (card.target, card.size)
        assert found.verdict == card.verdict


def test_without_a_machine_or_numbers_there_is_no_verdict() -> None:
    model = catalog().find("phi-4")
    found = glance(model, None)
    assert found is not None
    assert found.verdict is None
    assert found.size
    bare = msgspec.structs.replace(model, parameters=None, architecture=None)
    found = glance(bare, machine(16))
    assert found is not None
    assert (found.size, found.verdict) == (0, None)
    assert glance(catalog().find("mistral-medium-3"), machine(16)) is None
