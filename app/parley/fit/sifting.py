"""Which of many models run on a machine: the hopeless ruled out, the others judged by headers."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final

import msgspec

from parley.core.errors import ParleyError
from parley.fit.budget import room
from parley.fit.fitting import Fitter, Recommended
from parley.fit.quality import TABLE
from parley.fit.values import Wish
from parley.gguf import normal_label
from parley.hardware.values import Machine
from parley.hub import HubModel

#: Bits per weight that no build of a whole model has less of (IQ1_S has 1.56 in its own tensors).
_FEWEST_BITS: Final = 1.5
#: Bits per weight where nothing was quantised.
_WHOLE: Final = {"F32": 32.0, "F16": 16.0, "BF16": 16.0}
#: What a build may be smaller by than its name says: names are claims.
_SLACK: Final = 0.75
#: Models judged at the same time: their headers come from the network.
_TOGETHER: Final = 4


class Sifted(msgspec.Struct, frozen=True):
    """What became of one model.

    Attributes:
        model: as the hub described it.
        found: which of its builds to take and why; None where that was not found out.
        error: why it was not found out; None where `found` says it, or where the model is so large
            that nobody needs to look.
    """

    model: HubModel
    found: Recommended | None = None
    error: ParleyError | None = None

    @property
    def runs(self) -> bool | None:
        """Whether a build of it runs; None where that is unknown."""
        if self.error is not None:
            return None
        return self.found is not None and self.found.chosen is not None


def hopeless(model: HubModel, machine: Machine) -> bool:
    """Return whether a model is too large for a machine in every build that there can be.

    Where the hub tells the builds' names and all are known, the smallest of them counts, with some
    slack; the rest is for headers to tell.
    """
    if model.parameters is None:
        return False
    known = [_bits(each) for each in model.quantisations or ()]
    bits = max(_FEWEST_BITS, min(known, default=0.0) * _SLACK)
    return model.parameters * bits / 8 > room(machine).total


def _bits(name: str) -> float:
    """Return the bits per weight that a build's name promises; 0 where it promises none."""
    label = normal_label(name).removeprefix("UD-")
    return TABLE[label].bits if label in TABLE else _WHOLE.get(label, 0.0)


def sift(
    models: Iterable[HubModel], make_fitter: Callable[[], Fitter], machine: Machine, wish: Wish
) -> Generator[Sifted]:
    """Yield what becomes of each model, in their order. Waits for the network.

    `models` may be read from the hub meanwhile: no more are taken than are judged next. Close it
    where not all are wanted.

    Args:
        make_fitter: returns a fitter for `machine` that no other thread uses.
        wish: how they are to run.
    """

    def judged(model: HubModel) -> Sifted:
        try:
            return Sifted(model, make_fitter().recommend(model.repo, wish))
        except ParleyError as error:
            return Sifted(model, error=error)

    with ThreadPoolExecutor(_TOGETHER, "parley-sift") as pool:
        waiting: deque[Future[Sifted] | Sifted] = deque()
        try:
            for model in models:
                ruled_out = hopeless(model, machine)
                waiting.append(Sifted(model) if ruled_out else pool.submit(judged, model))
                while waiting and (len(waiting) >= _TOGETHER or isinstance(waiting[0], Sifted)):
                    yield _result(waiting.popleft())
            while waiting:
                yield _result(waiting.popleft())
        finally:
            for each in waiting:
                if isinstance(each, Future):
                    each.cancel()


def _result(each: Future[Sifted] | Sifted) -> Sifted:
    return each if isinstance(each, Sifted) else each.result()
