"""Answers whether models run on a machine: headers, plans, the engine's own figures, records.

Brings together what the other modules decide and what is read from disks, the hub and the engine.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from parley.core.errors import ParleyError
from parley.engine.protocol import LoadOptions
from parley.fit.budget import ESTIMATE_MARGIN, VERIFIED_MARGIN, released, room
from parley.fit.choose import Recommendation, recommend
from parley.fit.offers import Offer, Offers
from parley.fit.pair import PairPlan, pair
from parley.fit.plan import Build, Predictor, plan
from parley.fit.rates import Calibration
from parley.fit.records import Figures, FitRecords
from parley.fit.shape import Shape
from parley.fit.sources import Source, Sources
from parley.fit.speed import Observed, predict
from parley.fit.values import Allocation, Plan, Speed, Wish
from parley.fit.verify import Verifier
from parley.hardware.values import Machine

#: Headers of a repository that are read, at most, until a choice rests on its own header, and
#: plans that are made, at most, until the engine's own figures bear one out.
_ROUNDS = 4
_UNKNOWN_MARGIN = 0.15


class Fit(msgspec.Struct, frozen=True):
    """What is known of one build on one machine.

    Attributes:
        offer: the build, with its headers.
        plan: how it would run, with the predicted allocation and speed.
        verified: the engine's own figures for the plan; None where it was not asked, and
            `unverified` says why.
        figures: what is recorded of this build with these options on this machine.
    """

    offer: Offer
    plan: Plan
    verified: Allocation | None = None
    unverified: str = ""
    figures: Figures = Figures()

    @property
    def reasons(self) -> tuple[str, ...]:
        """All that is to be said, the most important first."""
        return (*self.offer.notes, *self.plan.reasons)


class Recommended(msgspec.Struct, frozen=True):
    """What became of the builds of one source.

    Attributes:
        chosen: the build to take; None where none runs.
        candidates: a plan for each build.
        reasons: why this one; sentences, the most important first.
    """

    source: Source
    chosen: Fit | None
    candidates: tuple[Plan, ...]
    reasons: tuple[str, ...]


class RecommendedPair(msgspec.Struct, frozen=True):
    """How two models are compared: `plan` says whether both stay loaded."""

    first: Recommended
    second: Recommended
    plan: PairPlan


class Fitter:
    """Answers for one machine. Blocks: for a thread beside the window's. Not thread-safe.

    Args:
        sources: finds models.
        machine: that the answers are for.
        calibration: how fast it is.
        verifier: asks the engine; None leaves the calculated figures alone.
        records: of this machine; None where `machine` is another one.
        loaded: what the model takes that is loaded now and will be unloaded first.
    """

    def __init__(
        self,
        sources: Sources,
        machine: Machine,
        calibration: Calibration,
        *,
        verifier: Verifier | None = None,
        records: FitRecords | None = None,
        loaded: Allocation | None = None,
    ) -> None:
        self._sources = sources
        self._machine = machine
        self._calibration = calibration
        self._verifier = verifier
        self._records = records
        self._loaded = loaded

    def fit(self, target: str, wish: Wish, *, images: bool = False) -> Fit:
        """Return how `target` runs; of several builds the one to take, or else the smallest.

        Raises:
            ParleyError: it is not found or is no model that can be judged; what the hub says.
        """
        offers = Offers(self._sources, self._sources.find(target), images=images)
        if len(offers.builds) == 1:
            return self._fit(offers.of(offers.builds[0].files), wish)
        found = self._recommend(offers, wish)
        files = found.chosen.files if found.chosen else _smallest(offers.builds).files
        return self._fit(offers.of(files), wish)

    def recommend(self, target: str, wish: Wish, *, images: bool = False) -> Recommended:
        """Return which build of `target` to take. Raises as `fit`."""
        offers = Offers(self._sources, self._sources.find(target), images=images)
        found = self._recommend(offers, wish)
        return self._recommended(offers, found, wish)

    def pair(self, first: str, second: str, wish: Wish, *, images: bool = False) -> RecommendedPair:
        """Return how the best builds of two sources are compared here. Raises as `fit`."""
        offers = [
            Offers(self._sources, self._sources.find(each), images=images)
            for each in (first, second)
        ]
        for _ in range(_ROUNDS):
            found = self._pair(offers, wish)
            unread = [
                (each, made.files)
                for each, made in zip(offers, (found.first, found.second), strict=True)
                if made is not None and not each.has_read(made.files)
            ]
            if not unread:
                break
            for each, files in unread:
                each.of(files)
        alone = [
            self._recommended(each, self._recommend(each, wish), wish, planned)
            for each, planned in zip(offers, (found.first, found.second), strict=True)
        ]
        return RecommendedPair(alone[0], alone[1], found)

    # -- inside ----------------------------------------------------------------------------------

    def _recommended(
        self, offers: Offers, found: Recommendation, wish: Wish, planned: Plan | None = None
    ) -> Recommended:
        chosen = planned or found.chosen
        fitted = None
        if chosen is not None:
            offer = offers.of(chosen.files)
            fitted = self._answer(offer, chosen) if planned else self._fit(offer, wish, chosen)
        return Recommended(offers.source, fitted, found.candidates, found.reasons)

    def _recommend(self, offers: Offers, wish: Wish) -> Recommendation:
        """Choose among the builds until the choice rests on its own header."""
        found = self._choice(offers, wish)
        for _ in range(_ROUNDS):
            if found.chosen is None or offers.has_read(found.chosen.files):
                break
            offers.of(found.chosen.files)
            found = self._choice(offers, wish)
        return found

    def _choice(self, offers: Offers, wish: Wish) -> Recommendation:
        builds = offers.builds
        return recommend(
            builds,
            self._machine,
            wish,
            self._speed((offers,)),
            loaded=self._loaded,
            margin=_margin(builds),
        )

    def _pair(self, offers: Sequence[Offers], wish: Wish) -> PairPlan:
        first, second = (each.builds for each in offers)
        return pair(
            first,
            second,
            self._machine,
            wish,
            self._speed(offers),
            loaded=self._loaded,
            margin=_margin((*first, *second)),
        )

    def _fit(self, offer: Offer, wish: Wish, chosen: Plan | None = None) -> Fit:
        """Plan one build, until the engine's own figures bear the plan out."""
        margin = _margin((offer.build,))
        made = chosen or self._plan(offer, wish, margin)
        answer = self._answer(offer, made)
        for _ in range(_ROUNDS):
            verified = answer.verified
            if verified is None or made.verdict == "too_big" or self._holds(verified, wish):
                break
            # The formula was too low here; plan again with what it was too low by.
            margin = max(margin, verified.total / max(made.allocation.total, 1) - 1) + 0.02
            made = self._plan(offer, wish, margin)
            answer = self._answer(offer, made)
        return answer

    def _plan(self, offer: Offer, wish: Wish, margin: float) -> Plan:
        return plan(
            offer.build,
            self._machine,
            wish,
            self._predictor((offer,)),
            loaded=self._loaded,
            margin=margin,
        )

    def _holds(self, verified: Allocation, wish: Wish) -> bool:
        machine = released(self._machine, self._loaded)
        return room(machine, kept=wish.reserve, margin=VERIFIED_MARGIN).fits(verified)

    def _answer(self, offer: Offer, made: Plan) -> Fit:
        """Add the engine's own figures and what is recorded to a plan."""
        verified, why = self._verified(offer, made)
        figures = Figures()
        if self._records is not None and offer.key:
            self._records.remember_prediction(offer.key, made.options, made.allocation, made.speed)
            if verified is not None:
                self._records.remember_verified(offer.key, made.options, verified)
            figures = self._records.figures(offer.key, made.options)
        return Fit(offer, made, verified, why, figures)

    def _verified(self, offer: Offer, made: Plan) -> tuple[Allocation | None, str]:
        if self._verifier is None or offer.headers is None:
            return None, ""
        try:
            return (
                self._verifier.verify(
                    offer.headers,
                    made.options,
                    self._machine,
                    projector=offer.build.projector,
                ),
                "",
            )
        except ParleyError as error:
            return None, error.message

    def _speed(self, offers: Sequence[Offers]) -> Predictor:
        return self._predictor([offer for each in offers for offer in each.offers])

    def _predictor(self, offers: Sequence[Offer]) -> Predictor:
        """Return what predicts the speed of these builds of one model, by their shapes.

        A run of the very build with the very options is worth more than any prediction; a run of
        another build of the same model shows how far predictions are off.
        """
        keys = {id(offer.build.shape): offer.key for offer in offers}
        related = self._related(offers)

        def speed(shape: Shape, options: LoadOptions, allocation: Allocation) -> Speed:
            key = keys.get(id(shape), "")
            seen = self._records.figures(key, options) if self._records and key else Figures()
            if seen.speed_measured is not None:
                observed: Observed | None = Observed(seen.speed_measured)
            else:
                observed = related
            return predict(shape, options, allocation, self._machine, self._calibration, observed)

        return speed

    def _related(self, offers: Sequence[Offer]) -> Observed | None:
        if self._records is None:
            return None
        for offer in offers:
            seen = self._records.latest_run(offer.key) if offer.key else None
            if seen is not None and seen.speed_measured and seen.speed_predicted:
                return Observed(seen.speed_measured, seen.speed_predicted)
        return None


def _margin(builds: Sequence[Build]) -> float:
    """Return what an estimate may be too low by: more where its architecture was not checked."""
    return ESTIMATE_MARGIN if all(build.shape.known for build in builds) else _UNKNOWN_MARGIN


def _smallest(builds: Sequence[Build]) -> Build:
    return min(builds, key=lambda build: build.size)
