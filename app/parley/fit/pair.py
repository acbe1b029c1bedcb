"""How two models run on one machine: both loaded, or one after the other.

Decided before anything starts. Both loaded is quicker to switch between; one after the other
gives each the whole machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal

import msgspec

from parley.fit import words
from parley.fit.budget import ESTIMATE_MARGIN, occupied, released
from parley.fit.choose import CLOSE, Recommendation, rank, recommend, worthwhile
from parley.fit.estimate import estimate
from parley.fit.layout import Estimator
from parley.fit.plan import CONTEXT, Build, Predictor, plan
from parley.fit.values import Allocation, Plan, Wish
from parley.hardware.values import Machine

Mode = Literal["together", "in_turn", "impossible"]

#: Both loaded may cost this factor of divergence against one after the other, or any as long as
#: both stay close to the original (`CLOSE`).
_COST: Final = 1.5
#: Builds of each model that are tried for both loaded: the best that fit alone, and smaller.
_TRIED: Final = 6


class PairPlan(msgspec.Struct, frozen=True):
    """How to run two models for a comparison.

    Attributes:
        mode: `together`: both stay loaded; `in_turn`: load, run, unload, load the other, run;
            `impossible`: one of them does not run here, or none of its builds is worth running.
        first, second: a plan for each, in the order given; None for the one that prevents it.
        reasons: sentences for a person, the most important first.
    """

    mode: Mode
    first: Plan | None
    second: Plan | None
    reasons: tuple[str, ...]


def pair(
    builds_a: Sequence[Build],
    builds_b: Sequence[Build],
    machine: Machine,
    wish: Wish,
    speed: Predictor | None = None,
    *,
    loaded: Allocation | None = None,
    estimator: Estimator = estimate,
    margin: float = ESTIMATE_MARGIN,
) -> PairPlan:
    """Return how the best of `builds_a` and the best of `builds_b` run on `machine`.

    Arguments are those of `recommend`. Both get the same context and the same type of KV cache,
    so that the comparison is fair. Both stay loaded if neither is worse off for it: by its class
    (`rank`; on the card, close to the original, readable), and by its quality beyond a factor of
    1.5, unless it is close to the original anyway. Else they run one after the other.
    """
    machine = released(machine, loaded)
    return _Pairing(machine, wish, speed, estimator, margin).pair(builds_a, builds_b)


class _Pairing:
    """One call of `pair`, after what is loaded now was given back."""

    def __init__(
        self,
        machine: Machine,
        wish: Wish,
        speed: Predictor | None,
        estimator: Estimator,
        margin: float,
    ) -> None:
        self.machine = machine
        self.wish = wish
        self.speed = speed
        self.estimator = estimator
        self.margin = margin

    def pair(self, builds_a: Sequence[Build], builds_b: Sequence[Build]) -> PairPlan:
        alone_a = self._best(builds_a, self.wish)
        alone_b = self._best(builds_b, self.wish)
        if alone_a is None or alone_b is None:
            return self._impossible(builds_a, builds_b, alone_a, alone_b)
        fair = self._fair(alone_a, alone_b)
        first = self._best(builds_a, fair) or alone_a
        second = self._best(builds_b, fair) or alone_b
        usual = fair
        if self.wish.context is None and fair.context is not None:
            # Nobody asked for the room that each would have for itself.
            usual = msgspec.structs.replace(fair, context=min(fair.context, CONTEXT))
        both = self._together(builds_a, builds_b, first, second, usual)
        if both is not None:
            return PairPlan("together", *both, words.both_loaded(*both))
        return PairPlan("in_turn", first, second, words.in_turn(first, second))

    def _plan(self, build: Build, machine: Machine, wish: Wish) -> Plan:
        return plan(build, machine, wish, self.speed, estimator=self.estimator, margin=self.margin)

    def _best(self, builds: Sequence[Build], wish: Wish) -> Plan | None:
        return self._recommend(builds, wish).chosen

    def _recommend(self, builds: Sequence[Build], wish: Wish) -> Recommendation:
        return recommend(
            builds,
            self.machine,
            wish,
            self.speed,
            estimator=self.estimator,
            margin=self.margin,
        )

    def _fair(self, first: Plan, second: Plan) -> Wish:
        """Return the wish that both get: the shorter context, the smaller type of KV cache."""
        context = min(first.options.context, second.options.context)
        kinds = {first.options.kv_type_k, second.options.kv_type_k}
        kind = self.wish.kv_type
        if len(kinds) > 1:
            order = ("q4_0", "q4_1", "q5_0", "q5_1", "q8_0", "f16", "bf16", "f32")
            kind = min(kinds, key=order.index)
        return msgspec.structs.replace(self.wish, context=context, kv_type=kind)

    def _together(
        self,
        builds_a: Sequence[Build],
        builds_b: Sequence[Build],
        first: Plan,
        second: Plan,
        wish: Wish,
    ) -> tuple[Plan, Plan] | None:
        best: tuple[tuple[int, float, float], tuple[Plan, Plan]] | None = None
        for build_a, build_b in _pairs(builds_a, builds_b, first, second):
            found = self._side_by_side(build_a, build_b, wish)
            if found is None:
                continue
            if not (self._as_good(found[0], first) and self._as_good(found[1], second)):
                continue
            losses = [made.divergence or 0.0 for made in found]
            score = (
                -min(rank(made, self.wish.prefer) for made in found),
                max(losses),
                sum(losses),
            )
            if best is None or score < best[0]:
                best = (score, found)
        return None if best is None else best[1]

    def _side_by_side(self, build_a: Build, build_b: Build, wish: Wish) -> tuple[Plan, Plan] | None:
        """Plan both on one machine, the bigger first; None if the second does not fit beside."""
        flipped = build_b.shape.weights > build_a.shape.weights
        big, small = (build_b, build_a) if flipped else (build_a, build_b)
        one = self._plan(big, self.machine, wish)
        if one.verdict == "too_big":
            return None
        beside = occupied(self.machine, one.allocation, self.margin)
        other = self._plan(small, beside, wish)
        if other.verdict == "too_big":
            return None
        return (other, one) if flipped else (one, other)

    def _as_good(self, made: Plan, alone: Plan) -> bool:
        if rank(made, self.wish.prefer) < rank(alone, self.wish.prefer):
            return False
        if made.divergence is None or alone.divergence is None:
            return made.divergence == alone.divergence
        return made.divergence <= max(alone.divergence * _COST, CLOSE)

    def _impossible(
        self,
        builds_a: Sequence[Build],
        builds_b: Sequence[Build],
        first: Plan | None,
        second: Plan | None,
    ) -> PairPlan:
        said: list[str] = []
        for place, builds, made in (("First", builds_a, first), ("Second", builds_b, second)):
            if made is None:
                reasons = self._recommend(builds, self.wish).reasons
                names = {build.shape.name for build in builds}
                # Some publishers put the quantisation into the name: then it is no model's.
                name = names.pop() if len(names) == 1 else ""
                said.append(f"{name or place}: {reasons[0]}")
                said.extend(reasons[1:])
        return PairPlan("impossible", first, second, tuple(said))


def _pairs(
    builds_a: Sequence[Build], builds_b: Sequence[Build], first: Plan, second: Plan
) -> Iterator[tuple[Build, Build]]:
    """Yield pairs of builds of equal quality, from what each takes alone downwards."""
    some_a = _from(builds_a, first)
    some_b = _from(builds_b, second)
    seen: set[tuple[str, str]] = set()
    for build_a in some_a:
        build_b = min(some_b, key=lambda other: _distance(build_a, other), default=None)
        if build_b is not None and (build_a.label, build_b.label) not in seen:
            seen.add((build_a.label, build_b.label))
            yield build_a, build_b
    for build_b in some_b:
        build_a = min(some_a, key=lambda other: _distance(build_b, other))
        if (build_a.label, build_b.label) not in seen:
            seen.add((build_a.label, build_b.label))
            yield build_a, build_b


def _from(builds: Sequence[Build], best: Plan) -> list[Build]:
    """Return the build of `best` and the next smaller worthwhile ones, the best first."""
    kept = [build for build in worthwhile(builds) if build.size <= best.size]
    return sorted(kept, key=lambda build: -build.size)[:_TRIED]


def _distance(build: Build, other: Build) -> tuple[float, int]:
    one, two = build.divergence, other.divergence
    far = float("inf") if one is None or two is None else abs(one - two)
    return (0.0 if build.label == other.label else far, -other.size)
