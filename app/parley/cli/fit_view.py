"""Plans as a person reads them in a terminal: a verdict, bars of memory, a table, reasons."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from parley.cli.bars import (
    CACHE,
    COMPUTE,
    FREE,
    OTHERS,
    WEIGHTS,
    MemoryBar,
    Share,
    joined,
    legend,
    plain_output,
    safe,
    size,
)
from parley.fit.fitting import Fit, Recommended, RecommendedPair
from parley.fit.values import HOST, Allocation, Plan, Speed
from parley.hardware.values import Machine

_BAR = 60
_VERDICTS = {
    "gpu": "Runs on your graphics card",
    "split": "Runs, partly on the graphics card",
    "cpu": "Runs on the processor",
    "too_big": "Too big for this machine",
}
_SHORT = {"gpu": "graphics card", "split": "split", "cpu": "processor", "too_big": "too big"}
_MODES = {
    "together": "Both stay loaded",
    "in_turn": "One after the other",
    "impossible": "They cannot be compared here",
}


def fit_view(found: Fit, machine: Machine) -> RenderableType:
    """Return one build's fit for a terminal of any width."""
    plan = found.plan
    return Group(
        Text(_title(found), "bold"),
        Text(_verdict(plan), "bold green" if plan.verdict != "too_big" else "bold red"),
        *_bars(plan, machine),
        Text(""),
        _figures(found),
        Text(""),
        *_sentences(found.reasons),
        *_sentences([f"Not asked the engine: {found.unverified}"] if found.unverified else ()),
    )


def recommended_view(found: Recommended, machine: Machine) -> RenderableType:
    """Return a choice among builds, and what became of each of them."""
    parts: list[RenderableType] = []
    if found.chosen is not None:
        parts += [fit_view(found.chosen, machine), Text("")]
    else:
        parts.append(Text("None of them runs here", "bold red"))
    said = () if found.chosen is None else found.chosen.reasons
    parts += [*_sentences(each for each in found.reasons if each not in said), Text("")]
    parts.append(_candidates(found))
    return Group(*parts)


def pair_view(found: RecommendedPair, machine: Machine) -> RenderableType:
    """Return how two models are compared."""
    parts: list[RenderableType] = [
        Text(_MODES[found.plan.mode], "bold"),
        *_sentences(found.plan.reasons),
    ]
    for each in (found.first, found.second):
        parts += [Text(""), recommended_view(each, machine)]
    return Group(*parts)


def _title(found: Fit) -> str:
    build = found.offer.build
    name = build.shape.name or found.plan.files[0]
    return f"{safe(name)} · {safe(build.label)} · {size(found.plan.size)}"


def _verdict(plan: Plan) -> str:
    speed = plan.speed
    if speed is None:
        return _VERDICTS[plan.verdict]
    return f"{_VERDICTS[plan.verdict]}, about {_rate(speed.decode)} tokens/s"


def _bars(plan: Plan, machine: Machine) -> list[RenderableType]:
    """Return a bar for main memory and for each device that is used."""
    totals = {HOST: (machine.memory.total, machine.memory.available, "Main memory")}
    if machine.memory.limit is not None:
        limit = machine.memory.limit
        totals[HOST] = (limit, machine.memory.available, "Main memory allowed here")
    for device in machine.accelerators:
        totals[device.name] = (device.total, device.free, device.name)
    parts: list[RenderableType] = []
    used = {buffer.device for buffer in plan.allocation.buffers if buffer.total}
    for place in (HOST, *sorted(used - {HOST})):
        total, free, name = totals.get(place, (0, 0, place))
        held = [buffer for buffer in plan.allocation.buffers if buffer.device == place]
        beside = plan.allocation.extra if place == HOST else {}
        taken = plan.allocation.on(place)
        shares = (
            Share("others", total - free, OTHERS),
            Share("weights", sum(each.weights for each in held), WEIGHTS),
            Share("KV cache", sum(each.context for each in held), CACHE),
            Share("compute", sum(each.compute for each in held) + sum(beside.values()), COMPUTE),
            Share("free", max(free - taken, 0), FREE),
        )
        words = legend(shares, plain=plain_output())
        if words:
            words.append("   ")
        words.append(joined(f"of {size(total)}"))
        parts += [
            Padding(Text(safe(name)), (0, 0, 0, 2)),
            Padding(MemoryBar(shares, total, width=_BAR), (0, 0, 0, 2), expand=False),
            Padding(words, (0, 0, 0, 2), expand=False),
        ]
    return parts


def _figures(found: Fit) -> RenderableType:
    """Return a table of what was predicted, verified and measured."""
    figures = found.figures
    columns: list[tuple[str, Allocation | None, Speed | None]] = [
        ("predicted", found.plan.allocation, found.plan.speed)
    ]
    if found.verified is not None:
        columns.append(("verified", found.verified, None))
    if figures.measured is not None or figures.speed_measured is not None:
        columns.append(("measured", figures.measured, figures.speed_measured))
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="bright_black")
    table.add_column("")
    for name, _, _ in columns:
        table.add_column(name, justify="right")
    for label, part in (
        ("Weights", "weights"),
        ("KV cache", "kv_cache"),
        ("Compute", "compute"),
        ("Total", "total"),
    ):
        cells = [
            "" if allocation is None else size(getattr(allocation, part))
            for _, allocation, _ in columns
        ]
        table.add_row(label, *cells, style="bold" if part == "total" else "")
    for label, part in (("Reads", "prefill"), ("Writes", "decode")):
        speeds = [None if speed is None else getattr(speed, part) for _, _, speed in columns]
        if any(speeds):
            table.add_row(label, *(f"{_rate(value)} tokens/s" if value else "" for value in speeds))
    return Padding(table, (0, 0, 0, 2), expand=False)


def _candidates(found: Recommended) -> RenderableType:
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="bright_black")
    for name, justify in (
        ("", "left"),
        ("build", "left"),
        ("size", "right"),
        ("runs on", "left"),
        ("context", "right"),
        ("tokens/s", "right"),
    ):
        table.add_column(name, justify=justify)  # type: ignore[arg-type]
    chosen = None if found.chosen is None else found.chosen.plan.files
    for plan in found.candidates:
        fits = plan.verdict != "too_big"
        table.add_row(
            ("*" if plain_output() else "▸") if plan.files == chosen else "",
            safe(plan.build),
            size(plan.size),
            _SHORT[plan.verdict],
            f"{plan.options.context:,}" if fits else "",
            _rate(plan.speed.decode) if plan.speed is not None else "",
            style="bold" if plan.files == chosen else "" if fits else "bright_black",
        )
    return Padding(table, (0, 0, 0, 2), expand=False)


def _sentences(said: Iterable[str]) -> list[RenderableType]:
    return [Padding(Text(safe(each)), (0, 0, 0, 2), expand=False) for each in said]


def _rate(value: float) -> str:
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}"
