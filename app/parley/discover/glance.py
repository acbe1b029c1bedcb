"""What would be fetched of a model and how it would run, for a list that opens at once.

The usual build is placed by the same estimate as a plan's; `Desk` weighs several, and predicts how
fast they would be.
"""

from __future__ import annotations

import msgspec

from parley.catalog import Model
from parley.discover.cards import USUAL, candidates, source_of
from parley.discover.outline import outline
from parley.engine.protocol import LoadOptions
from parley.fit.budget import room
from parley.fit.estimate import estimate
from parley.fit.plan import CONTEXT
from parley.fit.shape import Shape
from parley.fit.values import Verdict
from parley.gguf import built_on
from parley.hardware.values import Machine


class Glance(msgspec.Struct, frozen=True):
    """The usual build of a model.

    Attributes:
        repository: with files for the engine.
        quantisation: "" where the catalogue knows none of it.
        size: bytes, about; 0 where nobody knows.
        verdict: None where that is not known.
    """

    repository: str
    quantisation: str
    size: int
    verdict: Verdict | None

    @property
    def target(self) -> str:
        """What is fetched, as `parley pull` takes it."""
        return f"{self.repository}:{self.quantisation}" if self.quantisation else self.repository


def glance(model: Model, machine: Machine | None) -> Glance | None:
    """Return the usual build of a model; None where there is none that the engine can have.

    Args:
        machine: this computer with what is free now; None where it was never looked at.
    """
    source = source_of(model)
    if source is None:
        return None
    labels = candidates(source.quantisations)
    usual = [label for label in labels if built_on(label) == USUAL]
    label = (usual or labels)[0]
    found = outline(model, label)
    shown = label if source.quantisations else ""
    if found is None:
        return Glance(source.repository, shown, 0, None)
    verdict = where(found.shape, machine) if machine is not None else None
    return Glance(source.repository, shown, found.size, verdict)


def where(shape: Shape, machine: Machine) -> Verdict:
    """Return where a model would run, without looking for the best way.

    A plan gives up half of the usual context before it takes a model off a card, or refuses it.
    """
    space = room(machine)
    options = LoadOptions(context=min(CONTEXT // 2, shape.context_trained or CONTEXT))
    if any(space.devices.values()):
        on_cards = estimate(shape, options, machine)
        if space.fits(on_cards):
            return "gpu"
        own = any(name not in space.shared for name, free in space.devices.items() if free)
        if own and space.counted(on_cards.total) <= space.total:
            return "split"
    alone = estimate(shape, msgspec.structs.replace(options, gpu_layers=0), machine)
    return "cpu" if space.fits(alone) else "too_big"
