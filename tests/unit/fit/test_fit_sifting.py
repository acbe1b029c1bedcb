"""Many models at once: the hopeless are ruled out without a look, the others judged in order."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any, cast

import pytest

from helpers.fit_machines import machine
from parley.core.errors import ParleyError
from parley.fit.fitting import Fitter, Recommended
from parley.fit.sifting import hopeless, sift
from parley.fit.values import Wish
from parley.hub import HubModel

B = 10**9
MACHINE = machine(16)


def model(name: str, parameters: int | None, *labels: str) -> HubModel:
    return HubModel(f"o/{name}", "o", parameters=parameters, quantisations=labels or None)


@pytest.mark.parametrize(
    ("parameters", "labels", "ruled_out"),
    [
        (None, (), False),
        (8 * B, (), False),
        (50 * B, (), False),
        (120 * B, (), True),
        (30 * B, ("F16",), True),
        (30 * B, ("F16", "Q2_K"), False),
        (30 * B, ("F16", "SOMETHING_NEW"), False),
        (30 * B, ("Q8_0", "UD-Q2_K"), False),
        (30 * B, ("Q8_0",), True),
    ],
)
def test_what_cannot_run_in_any_build(parameters, labels, ruled_out):
    assert hopeless(model("m", parameters, *labels), MACHINE) is ruled_out


class Judge:
    """Stands for fitters: judges by name, and remembers who was judged."""

    def __init__(self, together: int = 1) -> None:
        self.judged: list[str] = []
        # Nobody passes alone where several are to be judged at the same time.
        self._gate = threading.Barrier(together, timeout=20)

    def __call__(self) -> Fitter:
        return cast("Fitter", self)

    def recommend(self, target: str, wish: Wish, *, images: bool = False) -> Recommended:
        self.judged.append(target)
        self._gate.wait()
        if "gated" in target:
            raise ParleyError("hub_gated", "Gated.", hint="Ask.")
        chosen = cast("Any", target) if "good" in target else None
        return Recommended(cast("Any", None), chosen, (), ())


def names(count: int, word: str = "good") -> list[HubModel]:
    return [model(f"{word}-{number}", B) for number in range(count)]


def test_each_in_its_place_with_what_became_of_it():
    judge = Judge()
    models = [model("good-1", B), model("huge", 999 * B), model("gated", B), model("bad", B)]

    found = list(sift(models, judge, MACHINE, Wish()))

    assert [each.model for each in found] == models
    assert [each.runs for each in found] == [True, False, None, False]
    assert found[2].error is not None
    assert "o/huge" not in judge.judged


def test_several_at_a_time():
    judge = Judge(together=4)

    assert [each.model for each in sift(names(8), judge, MACHINE, Wish())] == names(8)


def test_no_more_than_are_needed():
    judge = Judge()
    taken: list[HubModel] = []

    def models() -> Iterator[HubModel]:
        for each in names(50):
            taken.append(each)
            yield each

    sifting = sift(models(), judge, MACHINE, Wish())
    found = [next(sifting) for _ in range(6)]
    sifting.close()

    assert [each.model for each in found] == names(6)
    assert len(judge.judged) <= len(taken) <= 10


def test_what_ends_the_list_ends_the_sifting():
    def models() -> Iterator[HubModel]:
        yield model("good", B)
        raise ParleyError("hub_cut", "Cut.", hint="Again.")

    make: Callable[[], Fitter] = Judge()
    with pytest.raises(ParleyError, match="Cut"):
        list(sift(models(), make, MACHINE, Wish()))
