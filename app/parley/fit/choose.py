"""Which build of a model to take on a machine: the best plan by what a person prefers.

Plans are put into classes by where they run, how close they are to the original and whether they
can be read along; within a class quality or speed decides. A class only gets better as memory is
added, so more memory never leads to a worse choice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from parley.fit import words
from parley.fit.budget import ESTIMATE_MARGIN, Room, released, room
from parley.fit.estimate import estimate
from parley.fit.layout import Estimator
from parley.fit.plan import CONTEXT, Build, Predictor, plan
from parley.fit.quality import loadable
from parley.fit.values import Allocation, Plan, Preference, Wish
from parley.hardware.values import Machine

#: Divergence up to which a build counts as close to the original, and as acceptable where nothing
#: closer will do: about Q4_K_S and Q3_K_M of an 8-billion model. Beyond the third (Q2_K of a
#: 70-billion one) a smaller model answers better, so none is recommended.
CLOSE: Final = 0.045
ACCEPTABLE: Final = 0.12
POOR: Final = 0.28

#: Better than Q4 is worth slower answers only where they stay this fast, and Q8 this.
_FAST: Final = 8.0
_VERY_FAST: Final = 15.0
#: Below this even the best answers are not worth the wait.
_USABLE: Final = 2.0
#: Divergences of Q5 and better, and of Q8 and better. Nobody sees a difference below the last.
_FINE: Final = 0.02
_FINEST: Final = 0.003
#: Q5 and Q6, and Q8 and better, only where the weights take at most these shares of the room:
#: beyond them it is better used for context.
_AMPLE: Final = 0.85
_PLENTY: Final = 0.6


class Recommendation(msgspec.Struct, frozen=True):
    """The build to take, and what became of each of them.

    Attributes:
        chosen: None where none of them runs.
        candidates: a plan for each build, in the order given.
        reasons: why this one; sentences for a person, the most important first.
    """

    chosen: Plan | None
    candidates: tuple[Plan, ...]
    reasons: tuple[str, ...]


def recommend(
    builds: Sequence[Build],
    machine: Machine,
    wish: Wish,
    speed: Predictor | None = None,
    *,
    loaded: Allocation | None = None,
    estimator: Estimator = estimate,
    margin: float = ESTIMATE_MARGIN,
) -> Recommendation:
    """Return the best of `builds` for `machine` and `wish`; arguments as for `plan`.

    Where no build holds the context that was asked for, the best one with a shorter context is
    chosen, and the first reason says so.
    """
    space = room(released(machine, loaded), kept=wish.reserve, margin=margin)

    def planned(wanted: Wish) -> tuple[Plan, ...]:
        return tuple(
            plan(build, machine, wanted, speed, loaded=loaded, estimator=estimator, margin=margin)
            for build in builds
        )

    plans = planned(wish)
    chosen = choose(builds, plans, wish.prefer, space)
    if chosen is not None:
        return Recommendation(chosen, plans, _why(chosen, builds, plans, wish.prefer))
    for shorter in _shorter(wish):
        others = planned(shorter)
        other = choose(builds, others, wish.prefer, space)
        # Rather less context than answers that are clearly worse.
        if other is not None and (_close(other) or shorter.context is None):
            said = words.shorter_context(wish.context or 0, other.options.context)
            why = _why(other, builds, others, wish.prefer)
            other = msgspec.structs.replace(other, reasons=(said, *other.reasons))
            return Recommendation(other, plans, (said, *why))
    return Recommendation(None, plans, _why_not(builds, plans))


def _shorter(wish: Wish) -> Iterator[Wish]:
    """Yield the wish with half the context, and half of that, and at last with the usual one."""
    if wish.context is None:
        return
    context = wish.context // 2
    while context > CONTEXT:
        yield msgspec.structs.replace(wish, context=context)
        context //= 2
    yield msgspec.structs.replace(wish, context=None)


def choose(
    builds: Sequence[Build], plans: Sequence[Plan], prefer: Preference, space: Room
) -> Plan | None:
    """Return the best of `plans` (of `builds`, in the same order) within `space`; None if none.

    What the engine cannot load, what has missing parts and what does not fit is left out, and
    what another build beats that is no bigger. Of builds close to the original those that leave
    room for the usual context come first. A single build only has to run.
    """
    kept = worthwhile(builds)
    if len(builds) == 1:
        # Whoever offers one build has chosen it already.
        return plans[0] if kept and plans[0].verdict != "too_big" else None
    fitting = [
        made
        for build, made in zip(builds, plans, strict=True)
        if build in kept and made.verdict != "too_big"
    ]
    if not fitting:
        return None
    best = max(rank(made, prefer) for made in fitting)
    if best == 0:
        return None
    equals = [made for made in fitting if rank(made, prefer) == best]
    if prefer == "speed" or _close(equals[0]):
        # Among good ones more context is worth more than a little more quality.
        equals = [made for made in equals if made.options.context >= CONTEXT] or equals
    if prefer == "speed":
        return min(equals, key=lambda made: (-_decode(made), made.size))
    allowed = [made for made in equals if _deserves(made, prefer, space)]
    if allowed and _close(allowed[0]):
        return min(allowed, key=_quality_first)
    if _close(equals[0]):
        # None is fast enough for what it costs: the smallest of them is the quickest.
        return min(equals, key=lambda made: made.size)
    return min(equals, key=_quality_first)


def rank(made: Plan, prefer: Preference) -> int:
    """Return the class of a plan under a preference; higher is better, 0 is never chosen.

    balance: close to the original on a graphics card and readable; close and readable; acceptable
    on a card; close but slow; acceptable; poor. speed: close on a card, acceptable on a card, poor
    on a card, close, acceptable, poor. quality: close and usable; close; anything that is not
    beyond poor. What is neither close nor readable is not chosen but for quality.
    """
    if made.verdict == "too_big" or not _within(made, POOR, unknown=True):
        return 0
    card = made.verdict == "gpu"
    close, acceptable = _within(made, CLOSE), _within(made, ACCEPTABLE)
    readable = _decode(made) >= words.READABLE
    order: tuple[bool, ...]
    if prefer == "quality":
        order = (close and _decode(made) >= _USABLE, close)
    elif not close and not readable:
        # Neither good nor quick: a smaller model is both.
        return 0
    elif prefer == "speed":
        poor = _within(made, POOR)
        order = (close and card, acceptable and card, poor and card, close, acceptable)
    else:
        order = (close and card and readable, close and readable, acceptable and card)
        order = (*order, close, acceptable)
    return len(order) + 1 - order.index(True) if True in order else 1


def _within(made: Plan, limit: float, *, unknown: bool = False) -> bool:
    return unknown if made.divergence is None else made.divergence <= limit


def _close(made: Plan) -> bool:
    return _within(made, CLOSE)


def _decode(made: Plan) -> float:
    """Return predicted tokens per second; without a prediction speed decides nothing."""
    return made.speed.decode if made.speed is not None else float("inf")


def _quality_first(made: Plan) -> tuple[bool, float, int]:
    value = made.divergence
    # Below the finest step nothing is to be gained: the smaller one is as good.
    return (value is None, max(value or 0.0, _FINEST), made.size)


def _deserves(made: Plan, prefer: Preference, space: Room) -> bool:
    """Return whether the quality of a plan is worth its size and slowness."""
    if prefer == "quality" or made.divergence is None or made.divergence > _FINE:
        return True
    share = made.allocation.weights / max(_place(made, space), 1)
    if made.divergence > _FINEST:
        return share <= _AMPLE and _decode(made) >= _FAST
    return share <= _PLENTY and _decode(made) >= _VERY_FAST


def _place(made: Plan, space: Room) -> int:
    """Return the room of the kind of memory that a plan lives in."""
    if made.verdict == "gpu":
        return sum(space.devices.values())
    return space.total


def worthwhile(builds: Sequence[Build]) -> list[Build]:
    """Return the builds that none beats: at most as big, and at least as close to the original."""
    usable = [build for build in builds if build.complete and loadable(build.label)]

    def key(build: Build) -> tuple[float, float, str]:
        value = build.divergence
        return (build.size, float("inf") if value is None else value, build.label)

    kept: list[Build] = []
    best = float("inf")
    for build in sorted(usable, key=key):
        value = build.divergence
        if value is None:
            continue
        if value < best:
            kept.append(build)
            best = value
    # Of unknown quality: only where there is nothing else.
    return kept or usable


def _why(
    chosen: Plan, builds: Sequence[Build], plans: Sequence[Plan], prefer: Preference
) -> tuple[str, ...]:
    better = [
        made
        for build, made in zip(builds, plans, strict=True)
        if build.complete
        and loadable(build.label)
        and made.divergence is not None
        and (chosen.divergence is None or made.divergence < chosen.divergence)
        and made.size > chosen.size
    ]
    said = [words.choice(chosen, len(plans), prefer)]
    if better:
        said.append(words.not_better(chosen, min(better, key=lambda made: made.size)))
    return (*said, *chosen.reasons)


def _why_not(builds: Sequence[Build], plans: Sequence[Plan]) -> tuple[str, ...]:
    usable = [
        made
        for build, made in zip(builds, plans, strict=True)
        if build.complete and loadable(build.label)
    ]
    if not usable:
        return ("None of these builds can be loaded whole by this engine.",)
    smallest = min(usable, key=lambda made: made.size)
    running = [made for made in usable if made.verdict != "too_big"]
    if running:
        return (words.none_worth(max(running, key=lambda made: made.size)),)
    return (words.none_fits(smallest), *smallest.reasons)
