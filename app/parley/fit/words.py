"""The reasons of a plan in words: short, with numbers, the most important first.

Sizes are decimal, as file managers and model pages show them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parley.core.words import size
from parley.engine.protocol import LoadOptions
from parley.fit.quality import grade
from parley.fit.values import HOST, Allocation, Plan, Preference, Speed
from parley.hardware.values import Device

#: Tokens per second at which one can read along: 238 words a minute (Brysbaert 2019, Journal of
#: Memory and Language 109), four tokens to three English words.
READABLE: Final = 5.3
_BITS: Final = {"q8_0": "8", "q5_1": "5", "q5_0": "5", "q4_1": "4", "q4_0": "4"}


def tokens(count: int) -> str:
    """Return `8,192 tokens`."""
    return f"{count:,} tokens"


def rate(value: float) -> str:
    """Return tokens per second, as exact as such a figure can be: `38`, `4.2`."""
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}"


def listed(parts: Sequence[str]) -> str:
    """Return `a`, `a and b`, `a, b and c`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def cards(devices: Sequence[Device]) -> str:
    """Return what a person calls these devices together."""
    if len(devices) > 1:
        return f"the {len(devices)} graphics cards"
    if devices and devices[0].unified:
        return "the graphics chip"
    return "the graphics card"


def on_cards(allocation: Allocation, devices: Sequence[Device], usable: int) -> str:
    """Say that all of it is on `devices`, of which a model may take `usable` bytes."""
    used = sum(allocation.on(device.name) for device in devices)
    return (
        f"The whole model fits on {cards(devices)}: it takes {size(used)} of the "
        f"{size(usable)} that are free for it there."
    )


def shared_out(
    allocation: Allocation,
    devices: Sequence[Device],
    options: LoadOptions,
    layers: int,
    experts_kept: int,
) -> list[str]:
    """Say which part is on `devices` and which in main memory."""
    used = sum(allocation.on(device.name) for device in devices)
    host = allocation.on(HOST)
    if experts_kept:
        kept = "all" if experts_kept >= layers else f"{experts_kept} of {layers}"
        where = (
            f"It does not fit on {cards(devices)} whole, so the experts of {kept} layers stay in "
            f"main memory: {size(used)} are on the card, {size(host)} in main memory."
            if len(devices) == 1
            else f"It does not fit on {cards(devices)} whole, so the experts of {kept} layers "
            f"stay in main memory: {size(used)} are on the cards, {size(host)} in main memory."
        )
        said = [where]
        if options.gpu_layers <= layers:
            said.append(f"Of the other parts, {options.gpu_layers} of {layers + 1} layers fit.")
        return said
    return [
        f"{options.gpu_layers} of {layers + 1} layers fit on {cards(devices)} "
        f"({size(used)}); the rest ({size(host)}) is computed by the processor, which is slower."
    ]


def on_processor(allocation: Allocation, usable: int, *, why: str) -> str:
    """Say that the processor does it, with `usable` bytes of main memory for a model."""
    return (
        f"It runs on the processor: it takes {size(allocation.total)} of the {size(usable)} of "
        f"main memory that are free for it.{why and ' '}{why}"
    )


CARD_TOO_SMALL: Final = "The graphics card is too small to help."
CHIP_TOO_SLOW: Final = "The graphics chip would only be slower."
SMALL_STEPS: Final = "Prompts are read in smaller steps to save memory, which takes longer."
WINDOWS_ONLY: Final = (
    "Layers with a sliding window keep no more than it, to save memory; after a change early in "
    "a conversation, it is read anew."
)


def too_big(need: int, usable: int, *, context: int, tight: bool) -> str:
    """Say by how much it does not fit; `tight` where only the division into layers prevents it."""
    if tight:
        return (
            f"With {tokens(context)} of context it needs {size(need)}, which no division between "
            f"card and main memory leaves room for."
        )
    return (
        f"With {tokens(context)} of context it needs up to {size(need)}; {size(usable)} are free "
        f"for a model here."
    )


def would_fit(max_context: int, file_size: int) -> str:
    """Say what would fit instead: a shorter context, or a smaller file."""
    if max_context:
        return f"With up to {tokens(max_context)} of context it would fit."
    if file_size > 0:
        return f"A model file of up to about {size(file_size)} would fit."
    return "Close other programs, or choose a much smaller model."


def quality(label: str, divergence: float | None) -> str:
    """Say what this quantisation costs in quality."""
    name = label or "This build"
    if divergence is None:
        return f"{name} is {grade(None)}: nothing is published about it."
    answers = f"{label} answers" if label else "Its answers"
    return f"{answers} are {grade(divergence)} (divergence {divergence:.3f})."


def cache(options: LoadOptions, *, for_context: bool) -> str:
    """Say why the KV cache is quantised."""
    bits = _BITS.get(options.kv_type_k, "fewer")
    goal = "so that this context fits" if for_context else "so that the model fits"
    cost = (
        "which costs next to no quality"
        if options.kv_type_k == "q8_0"
        else "which costs some quality"
    )
    return f"The memory of the conversation (KV cache) is kept in {bits} bits, {goal}, {cost}."


def context(now: int, longest: int, *, more: bool = False) -> str:
    """Say how long the context is and could be; `more` where one that is asked for could be longer.

    That one would get a KV cache that takes less memory for each token.
    """
    if longest > now:
        beyond = ", more with a smaller KV cache" * more
        return f"Context: {tokens(now)}; up to {tokens(longest)} would fit{beyond}."
    why = "fits without a smaller KV cache" if more else "is possible here"
    return f"Context: {tokens(now)}, the longest that {why}."


def beyond_training(asked: int, trained: int) -> str:
    """Say that the asked context is longer than the model was trained for."""
    return (
        f"The model was trained for {tokens(trained)} of context; {tokens(asked)} were asked for, "
        f"and it gets {tokens(trained)}."
    )


def speed(value: Speed) -> str:
    """Say how fast it is expected to be."""
    basis = {
        "measured": "measured here",
        "calibrated": "expected from this machine's measured speed",
        "assumed": "expected for such a machine",
    }[value.basis]
    slow = ", slower than most people read" if value.decode < READABLE else ""
    return f"About {rate(value.decode)} tokens per second{slow}, {basis}."


def choice(chosen: Plan, count: int, prefer: Preference) -> str:
    """Say what was chosen out of how many, and by what."""
    goal = {
        "quality": "the best answers",
        "balance": "a balance of quality and speed",
        "speed": "the fastest answers",
    }[prefer]
    among = f"of {count} builds" if count > 1 else "the only build"
    return f"{_sized(chosen)}, {among}, chosen for {goal}."


def not_better(chosen: Plan, better: Plan) -> str:
    """Say why the next better build was not taken."""
    name = _sized(better)
    if better.verdict == "too_big":
        return f"The next better one, {name}, does not fit."
    if better.verdict != chosen.verdict and chosen.verdict == "gpu":
        return f"The next better one, {name}, does not fit on the graphics card whole."
    if better.speed is not None and chosen.speed is not None:
        slower, usual = rate(better.speed.decode), rate(chosen.speed.decode)
        if better.speed.decode < chosen.speed.decode and slower != usual:
            return (
                f"The next better one, {name}, would write {slower} tokens per second instead "
                f"of {usual}."
            )
    return f"The next better one, {name}, takes more memory for little."


def none_fits(smallest: Plan) -> str:
    """Say that not even the smallest build runs."""
    return f"None of the builds fits, not even the smallest, {_sized(smallest)}."


def none_worth(best: Plan) -> str:
    """Say that what fits is not worth taking."""
    slow = f" and writes {rate(best.speed.decode)} tokens per second" if best.speed else ""
    return (
        f"The best build that fits, {_sized(best)}, is "
        f"{grade(best.divergence)}{slow}. A smaller model answers better."
    )


def shorter_context(asked: int, now: int) -> str:
    """Say that the asked context fits with no build."""
    return f"{tokens(asked)} of context fit with no build here; this is with {tokens(now)}."


def both_loaded(first: Plan, second: Plan) -> tuple[str, ...]:
    """Say that both models stay loaded, and what they take."""
    need = first.allocation.total + second.allocation.total
    return (
        f"Both models fit at once ({size(need)} together), so they stay loaded and answer without "
        f"waiting for each other to load.",
        f"First: {_named(first)}. Second: {_named(second)}. Both with "
        f"{tokens(first.options.context)} of context.",
    )


def in_turn(first: Plan, second: Plan) -> tuple[str, ...]:
    """Say that the models run one after the other."""
    same = first.options.context == second.options.context
    with_context = (
        f"Both with {tokens(first.options.context)} of context"
        if same
        else f"With {tokens(first.options.context)} and {tokens(second.options.context)} of context"
    )
    return (
        f"The two do not fit at once without loss, so they run one after the other: load, run, "
        f"unload, load the other, run. Each fits alone ({size(first.allocation.total)} and "
        f"{size(second.allocation.total)}).",
        f"First: {_named(first)}. Second: {_named(second)}. {with_context}.",
    )


def _named(made: Plan) -> str:
    places = {"gpu": "on the graphics card", "split": "split", "cpu": "on the processor"}
    return f"{_sized(made)} {places.get(made.verdict, 'not at all')}"


def _sized(made: Plan) -> str:
    return f"{made.build or 'a build without a label'} ({size(made.size)})"


def more_than_planned(need: int) -> str:
    """Say that the engine would take more than any plan had room for."""
    return f"The engine would take {size(need)} for it, more than is free for a model here."
