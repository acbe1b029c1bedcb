"""A card for each model of the catalogue: what it is, and what it would be like on this machine.

Nothing is asked of anybody: sizes and verdicts follow from the catalogue's numbers, and the exact
answer comes with a look at the model's files on the hub.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import Final

import msgspec

from parley.catalog import Catalog, GgufRepository, Licence, Model
from parley.discover.known import Use, identity, use_of
from parley.discover.outline import outline
from parley.engine.protocol import LoadOptions
from parley.fit.budget import room
from parley.fit.choose import recommend
from parley.fit.live import Place, places
from parley.fit.plan import Build, Predictor
from parley.fit.plan import plan as planned
from parley.fit.rates import Calibration
from parley.fit.shape import Shape
from parley.fit.speed import predict
from parley.fit.values import Allocation, Plan, Speed, Verdict, Wish
from parley.fit.words import READABLE
from parley.gguf import built_on
from parley.hardware.values import Machine
from parley.library import Model as Installed

#: Quantisations among which one is recommended; the others lie between them.
_CANDIDATES: Final = ("Q8_0", "Q6_K", "Q5_K_M", "Q4_K_M", "IQ4_XS", "Q3_K_M", "Q2_K")
#: What is fetched where nothing speaks for another.
USUAL: Final = "Q4_K_M"
#: From so many seen quantisations on, the catalogue has all that a publisher makes.
_ALL_SEEN: Final = 4


class Card(msgspec.Struct, frozen=True, dict=True):
    """One model, ready to be shown.

    Attributes:
        licence: None where it is sold as a service only.
        repository: with files for the engine, `owner/name`; "" where there is none.
        quantisation: that is recommended; "" where the catalogue knows none.
        labels: quantisations of `repository`, as far as they are known.
        size: bytes of its files, about; 0 where nobody knows.
        plan: how it would run here; None where that is not known.
        places: the memories of this machine with it in them.
        reasons: why this quantisation, sentences.
        told: whether its numbers are the catalogue's; else they are those of a usual model.
        key: of the model on this disk that it is, as `ConversationOptions.model` takes it; "" for
            one that is not here.
    """

    model: Model
    licence: Licence | None = None
    repository: str = ""
    quantisation: str = ""
    labels: tuple[str, ...] = ()
    size: int = 0
    plan: Plan | None = None
    places: tuple[Place, ...] = ()
    reasons: tuple[str, ...] = ()
    told: bool = True
    key: str = ""

    @property
    def id(self) -> str:
        """Of the model in the catalogue."""
        return self.model.id

    @property
    def target(self) -> str:
        """What is fetched, as `parley pull` takes it; "" where there is nothing to fetch."""
        if not self.repository:
            return ""
        return f"{self.repository}:{self.quantisation}" if self.quantisation else self.repository

    @property
    def total(self) -> int:
        """Weights; 0 where nobody says."""
        return self.model.parameters.total if self.model.parameters is not None else 0

    @property
    def active(self) -> int:
        """Weights that compute one token; as many as in total where nobody says otherwise."""
        found = self.model.parameters
        return (found.active if found is not None else None) or self.total

    @property
    def here(self) -> bool:
        """Whether it is on this disk."""
        return bool(self.key)

    @property
    def verdict(self) -> Verdict | None:
        """How it would run here; None where that is not known."""
        return self.plan.verdict if self.plan is not None else None

    @property
    def runs(self) -> bool:
        """Whether it can be had and would run here."""
        return self.verdict not in {None, "too_big"} and bool(self.repository or self.key)

    @property
    def decode(self) -> float:
        """Tokens per second that it would write here; 0 where that is not known."""
        found = self.plan.speed if self.plan is not None else None
        return found.decode if found is not None else 0.0

    @property
    def readable(self) -> bool:
        """Whether it would write as fast as people read."""
        return self.runs and self.decode >= READABLE

    @property
    def use(self) -> Use:
        """What it does well."""
        return use_of(self.model)

    @cached_property
    def words(self) -> str:
        """Everything that a search may mean, folded."""
        model = self.model
        said = (
            model.name, model.id, model.family, model.series, model.publisher, *model.aliases,
            self.repository, model.good_for or "", self.licence.badge if self.licence else "",
            *model.inputs,
        )  # fmt: skip
        return " ".join(said).casefold()


class Variant(msgspec.Struct, frozen=True):
    """One quantisation of a model, as far as the catalogue tells; bytes about."""

    label: str
    size: int
    plan: Plan
    places: tuple[Place, ...]
    divergence: float | None


class Desk:
    """Judges the models of a catalogue on one machine. Values only: used from any thread."""

    def __init__(self, catalog: Catalog, machine: Machine, calibration: Calibration) -> None:
        self.catalog, self.machine = catalog, machine
        self._speed: Predictor = partial(_speed, machine, calibration)

    def cards(self, installed: Iterable[Installed] = ()) -> Iterator[Card]:
        """Yield a card for each model, in the order of the catalogue; each takes a moment."""
        here = installed_keys(self.catalog, installed)
        for model in self.catalog.models:
            yield self.card(model, here.get(model.id, ""))

    def card(self, model: Model, key: str = "") -> Card:
        """Return the card of one model; `key` is that of the model on this disk that it is."""
        source = source_of(model)
        licence = self.catalog.licence(model)
        card = Card(model, licence, key=key)
        if source is None:
            return card
        labels = source.quantisations
        builds = [(label, made) for label in candidates(labels) if (made := _build(model, label))]
        card = msgspec.structs.replace(card, repository=source.repository, labels=labels)
        if not builds:
            return msgspec.structs.replace(card, quantisation=USUAL if USUAL in labels else "")
        advice = recommend([made for _, made in builds], self.machine, Wish(), self._speed)
        chosen = advice.chosen or _next_best(advice.candidates)
        found = outline(model, chosen.build)
        return msgspec.structs.replace(
            card,
            quantisation=chosen.build if labels else "",
            size=chosen.size,
            plan=chosen,
            places=self._places(chosen),
            reasons=advice.reasons,
            told=found is None or found.told,
        )

    def variants(self, card: Card) -> tuple[Variant, ...]:
        """Return every known quantisation of a card, the biggest first. Takes a moment."""
        labels = {*card.labels, *([card.quantisation] if card.quantisation else ())}
        found = []
        for label in labels or {USUAL}:
            build = _build(card.model, label)
            if build is None:
                continue
            made = planned(build, self.machine, Wish(), self._speed)
            found.append(Variant(label, build.size, made, self._places(made), build.divergence))
        return tuple(sorted(found, key=lambda each: (-each.size, each.label)))

    def expected(self, model: Model, label: str) -> float:
        """Return the tokens per second that a build would write here; 0 where nobody knows."""
        build = _build(model, label)
        made = planned(build, self.machine, Wish(), self._speed) if build is not None else None
        return made.speed.decode if made is not None and made.speed is not None else 0.0

    def _places(self, made: Plan) -> tuple[Place, ...]:
        over = room(self.machine).over(made.allocation)
        return places(self.machine, made.allocation, over)


def source_of(model: Model) -> GgufRepository | None:
    """Return the repository that a model is fetched from; None where the engine cannot have it."""
    if not model.open_weights or model.engine.runs is False:
        return None
    usable = [each for each in model.gguf if each.usable]
    confirmed = [each for each in usable if each.confirmed]
    # A list with several quantisations leaves a choice.
    ranked = sorted(confirmed or usable, key=lambda each: len(each.quantisations) < _ALL_SEEN)
    return ranked[0] if ranked else None


def candidates(labels: Sequence[str]) -> tuple[str, ...]:
    """Return the quantisations of a repository among which one is recommended."""
    if not labels:
        return (USUAL,)
    found = []
    for wanted in _CANDIDATES:
        # What publishers add to a label (`UD-`, `_XL`) makes a build of nearly the same size.
        plain = [label for label in labels if built_on(label) == wanted]
        if plain:
            found.append(wanted if wanted in plain else min(plain, key=len))
    return tuple(found) or tuple(labels[:4])


def installed_keys(catalog: Catalog, installed: Iterable[Installed]) -> Mapping[str, str]:
    """Return the keys of models on this disk that can chat, by id of the catalogue's model."""
    found: dict[str, str] = {}
    for model in installed:
        it = identity(catalog, model)
        usable = model.kind == "model" and not model.missing and not model.damaged
        if it.known is not None and usable and not (model.header and model.header.problem):
            found.setdefault(it.known.id, it.key)
    return found


def _build(model: Model, label: str) -> Build | None:
    found = outline(model, label)
    if found is None:
        return None
    return Build(label, (label,), found.size, found.shape)


def _next_best(plans: Sequence[Plan]) -> Plan:
    """Return what to show of a model that is not worth running here: the best that runs at all."""
    running = [each for each in plans if each.verdict != "too_big"]
    if running:
        return max(running, key=lambda each: (each.speed.decode if each.speed else 0.0, each.size))
    return min(plans, key=lambda each: each.size)


def _speed(
    machine: Machine,
    calibration: Calibration,
    model: Shape,
    options: LoadOptions,
    allocation: Allocation,
) -> Speed:
    return predict(model, options, allocation, machine, calibration)
