"""Answers whether models run on a machine: headers, plans, the engine's own figures, records.

Brings together what the other modules decide and what is read from disks, the hub and the engine.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from parley.core.errors import ParleyError
from parley.fit import words
from parley.fit.budget import ESTIMATE_MARGIN, VERIFIED_MARGIN, occupied, released, room
from parley.fit.choose import Recommendation, recommend
from parley.fit.history import History
from parley.fit.offers import Offer, Offers
from parley.fit.pair import PairPlan, pair
from parley.fit.plan import Build, plan
from parley.fit.process import process_memory
from parley.fit.rates import Calibration
from parley.fit.records import Figures, FitRecords
from parley.fit.sources import Source, Sources
from parley.fit.values import Allocation, Plan, Wish
from parley.fit.verify import Verifier
from parley.hardware.values import Machine

#: Plans that are made, at most, until the engine's own figures bear one out.
_ROUNDS = 4
_UNKNOWN_MARGIN = 0.15
#: Codes of the engine's own word that it cannot load a model, whatever room there is for it.
_REFUSED = ("unsupported_architecture", "load_failed")
#: What is added to a margin that was too small.
_MORE = 0.02
#: Share of a model from which on a place that holds it counts for itself.
_PART = 0.05


class Fit(msgspec.Struct, frozen=True):
    """What is known of one build on one machine.

    Attributes:
        offer: the build, and what is known of its files.
        plan: how it would run, with the predicted allocation and speed.
        choice: sentences on why this build, where there were several.
        verified: the engine's own figures for the plan; None where it was not asked, and
            `unverified` says why.
        figures: what is recorded of this build with these options on this machine.
    """

    offer: Offer
    plan: Plan
    choice: tuple[str, ...] = ()
    verified: Allocation | None = None
    unverified: str = ""
    figures: Figures = Figures()

    @property
    def process(self) -> int:
        """Bytes of main memory that the engine's process is expected to hold after the load."""
        return process_memory(self.plan.allocation, self.offer.build.shape, self.plan.options)

    @property
    def reasons(self) -> tuple[str, ...]:
        """All that is to be said, the most important first."""
        return (*self.offer.notes, *self.choice, *self.plan.reasons)


class Recommended(msgspec.Struct, frozen=True):
    """What became of the builds of one source.

    Attributes:
        chosen: the build to take; None where none runs.
        candidates: a plan for each build that can be planned, in the source's order.
        reasons: sentences on why none was chosen, and on builds that were left out; why one was
            chosen is with it.
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
        calibrate: returns how fast it is; asked when something is found that runs there.
        verifier: asks the engine; None leaves the calculated figures alone.
        records: of this machine; None where `machine` is another one.
        loaded: what the model takes that is loaded now and will be unloaded first.
    """

    def __init__(
        self,
        sources: Sources,
        machine: Machine,
        calibrate: Callable[[], Calibration],
        *,
        verifier: Verifier | None = None,
        records: FitRecords | None = None,
        loaded: Allocation | None = None,
    ) -> None:
        self._sources = sources
        self._machine = machine
        self._verifier = verifier
        self._history = History(machine, calibrate, records)
        self._loaded = loaded

    def fit(self, target: str, wish: Wish, *, images: bool = False) -> Fit:
        """Return how `target` runs; of several builds the one to take, or else the smallest.

        Raises:
            ParleyError: it is not found or is no model that can be judged; what the hub says.
        """
        offers = self._offers(target, images=images)
        if len(offers.builds) == 1:
            return self._fit(offers, offers.builds[0].files, wish)
        while True:
            found = self._recommend(offers, wish)
            if found.chosen is not None:
                answer = self._chosen(offers, found.chosen, found, wish)
                if answer is not None:
                    return answer
                continue
            smallest = min(found.candidates, key=lambda made: made.size)
            if not offers.settle(smallest.files):
                why = _besides(found.reasons, smallest.reasons)
                return self._fit(offers, smallest.files, wish, choice=why)

    def recommend(self, target: str, wish: Wish, *, images: bool = False) -> Recommended:
        """Return which build of `target` to take. Raises as `fit`."""
        offers = self._offers(target, images=images)
        while True:
            found = self._recommend(offers, wish)
            if found.chosen is None:
                return _recommended(offers, None, found)
            answer = self._chosen(offers, found.chosen, found, wish)
            if answer is not None:
                return _recommended(offers, answer, found)

    def pair(self, first: str, second: str, wish: Wish, *, images: bool = False) -> RecommendedPair:
        """Return how the best builds of two sources are compared here. Raises as `fit`."""
        one, two = (self._offers(each, images=images) for each in (first, second))
        margin = 0.0
        for turn in range(_ROUNDS + 1):
            found = self._settled_pair(one, two, wish, margin)
            answers = [
                None if made is None else self._answer(offers, made)
                for offers, made in ((one, found.first), (two, found.second))
            ]
            short = self._pair_short(found, answers, wish)
            if short is None or turn == _ROUNDS:
                break
            margin = max(margin, short) + _MORE
        both = [
            _recommended(offers, answer, self._recommend(offers, wish))
            for offers, answer in zip((one, two), answers, strict=True)
        ]
        return RecommendedPair(both[0], both[1], found)

    # -- inside ----------------------------------------------------------------------------------

    def _offers(self, target: str, *, images: bool) -> Offers:
        return Offers(self._sources, self._sources.find(target), images=images)

    def _recommend(self, offers: Offers, wish: Wish) -> Recommendation:
        """Choose among the builds until the choice rests on its own header."""
        while True:
            builds = offers.builds
            found = recommend(
                builds,
                self._machine,
                wish,
                self._history.predictor([offers.offers]),
                loaded=self._loaded,
                margin=_margin(builds),
            )
            if found.chosen is None or not offers.settle(found.chosen.files):
                return found

    def _settled_pair(self, one: Offers, two: Offers, wish: Wish, margin: float) -> PairPlan:
        """Plan a pair until both choices rest on their own headers."""
        while True:
            found = pair(
                one.builds,
                two.builds,
                self._machine,
                wish,
                self._history.predictor([one.offers, two.offers]),
                loaded=self._loaded,
                margin=max(margin, _margin((*one.builds, *two.builds))),
            )
            chosen = ((one, found.first), (two, found.second))
            news = [offers.settle(made.files) for offers, made in chosen if made is not None]
            if not any(news):
                return found

    def _pair_short(
        self, found: PairPlan, answers: Sequence[Fit | None], wish: Wish
    ) -> float | None:
        """Return by what share the formula was too low where that upsets the pair, else None."""
        both = [answer for answer in answers if answer is not None]
        taken = [answer.verified for answer in both if answer.verified is not None]
        if found.mode == "impossible" or not taken:
            return None
        if found.mode == "in_turn":
            holds = all(self._holds(each, wish) for each in taken)
        else:
            holds = self._hold_together(both, wish)
        return None if holds else max(_short(answer) for answer in both)

    def _chosen(self, offers: Offers, made: Plan, found: Recommendation, wish: Wish) -> Fit | None:
        """Return the fit of the build that was chosen; None where the engine refuses its file.

        It is left out from then on. Raises `ParleyError` where there is no other.
        """
        if wish.context is not None:
            # It may have become shorter, so that any build fits.
            wish = msgspec.structs.replace(wish, context=made.options.context)
        why = _besides(found.reasons, made.reasons)
        try:
            return self._fit(offers, made.files, wish, made=made, choice=why)
        except ParleyError as error:
            if error.code not in _REFUSED or not offers.drop(made.files, error.message):
                raise
            return None

    def _fit(
        self,
        offers: Offers,
        files: tuple[str, ...],
        wish: Wish,
        *,
        made: Plan | None = None,
        choice: tuple[str, ...] = (),
    ) -> Fit:
        """Plan one build, until the engine's own figures bear the plan out."""
        margin = _margin((offers.offer(files).build,))
        made = made or self._plan(offers, files, wish, margin)
        answer = self._answer(offers, made, choice)
        for _ in range(_ROUNDS):
            verified = answer.verified
            if verified is None or made.verdict == "too_big" or self._holds(verified, wish):
                break
            # The formula was too low here; plan again with what it was too low by.
            margin = max(margin, _short(answer)) + _MORE
            made = self._plan(offers, files, wish, margin)
            answer = self._answer(offers, made, choice)
        verified = answer.verified
        if verified is None or made.verdict == "too_big" or self._holds(verified, wish):
            return answer
        refused = msgspec.structs.replace(
            made, verdict="too_big", speed=None, reasons=(words.more_than_planned(verified.total),)
        )
        return msgspec.structs.replace(answer, plan=refused)

    def _plan(self, offers: Offers, files: tuple[str, ...], wish: Wish, margin: float) -> Plan:
        return plan(
            offers.offer(files).build,
            self._machine,
            wish,
            self._history.predictor([offers.offers]),
            loaded=self._loaded,
            margin=margin,
        )

    def _holds(self, verified: Allocation, wish: Wish) -> bool:
        machine = released(self._machine, self._loaded)
        return room(machine, kept=wish.reserve, margin=VERIFIED_MARGIN).fits(verified)

    def _hold_together(self, both: Sequence[Fit], wish: Wish) -> bool:
        here = released(self._machine, self._loaded)
        # The bigger one is loaded first, as it was planned.
        for answer in sorted(both, key=lambda each: -each.plan.allocation.total):
            margin = ESTIMATE_MARGIN if answer.verified is None else VERIFIED_MARGIN
            each = answer.verified or answer.plan.allocation
            if not room(here, kept=wish.reserve, margin=margin).fits(each):
                return False
            here = occupied(here, each, margin)
        return True

    def _answer(self, offers: Offers, made: Plan, choice: tuple[str, ...] = ()) -> Fit:
        """Add the engine's own figures and what is recorded to a plan."""
        offer = offers.offer(made.files)
        verified, why = self._verified(offers, offer, made)
        figures = self._history.keep(offer, made, verified)
        return Fit(offer, made, choice, verified, why, figures)

    def _verified(self, offers: Offers, offer: Offer, made: Plan) -> tuple[Allocation | None, str]:
        if self._verifier is None:
            return None, ""
        try:
            found = self._verifier.verify(
                offers.headers(offer),
                made.options,
                self._machine,
                projector=offer.build.projector,
            )
        except ParleyError as error:
            if error.code in _REFUSED:
                raise
            return None, error.message
        return found, ""


def _recommended(offers: Offers, chosen: Fit | None, found: Recommendation) -> Recommended:
    said = offers.notes if chosen is not None else (*offers.notes, *found.reasons)
    return Recommended(offers.source, chosen, found.candidates, said)


def _short(answer: Fit) -> float:
    """Return by what share the engine's figure is above the formula's, where it is so most.

    Places that hold little of the model say little of the formula.
    """
    verified, said = answer.verified, answer.plan.allocation
    if verified is None:
        return 0.0
    places = {buffer.device for buffer in said.buffers}
    pairs = [(verified.total, said.total), *((verified.on(p), said.on(p)) for p in places)]
    return max(real / part - 1 for real, part in pairs if part > _PART * said.total)


def _besides(said: Sequence[str], elsewhere: Sequence[str]) -> tuple[str, ...]:
    return tuple(each for each in said if each not in elsewhere)


def _margin(builds: Sequence[Build]) -> float:
    """Return what an estimate may be too low by: more where its architecture was not checked."""
    return ESTIMATE_MARGIN if all(build.shape.known for build in builds) else _UNKNOWN_MARGIN
