"""Plans as a person reads them in a terminal: a verdict, bars of memory, a table, reasons."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
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
)
from parley.core.words import size
from parley.fit import words
from parley.fit.fitting import Fit, Recommended, RecommendedPair
from parley.fit.values import HOST, Allocation, Plan, Speed
from parley.hardware.values import Machine

_BAR = 60
_UNLIMITED = 1000
_VERDICTS = {
    "gpu": "Runs on your graphics card",
    "split": "Runs, partly on the graphics card",
    "cpu": "Runs on the processor",
    "too_big": "Too big for this machine",
}
#: Where a plan runs, in a word or two.
SHORT = {"gpu": "graphics card", "split": "split", "cpu": "processor", "too_big": "too big"}
_LOOKS = {"weights": WEIGHTS, "KV cache": CACHE, "compute": COMPUTE}
_BASES = {
    "measured": "what was measured here",
    "calibrated": "expected from what this computer was measured at",
    "assumed": "what is typical of such a machine",
}
_MODES = {
    "together": "Both stay loaded",
    "in_turn": "One after the other",
    "impossible": "They cannot be compared here",
}


#: Returns the shares of a bar that a plan takes in the memory of some places.
Shares = Callable[[Collection[str]], list[Share]]


def fit_view(found: Fit, machine: Machine) -> RenderableType:
    """Return one build's fit for a terminal of any width."""
    return Group(*_heading(found), *_bars(machine, _within(found.plan)), *_details(found))


def recommended_view(found: Recommended, machine: Machine) -> RenderableType:
    """Return a choice among builds, and what became of each of them."""
    if found.chosen is None:
        return Group(
            Text(safe(found.source.name), "bold"),
            Text("None of them is recommended here", "bold red"),
            *_builds(found),
        )
    return Group(fit_view(found.chosen, machine), *_builds(found))


def pair_view(found: RecommendedPair, machine: Machine) -> RenderableType:
    """Return how two models are compared."""
    mode = found.plan.mode
    both = (found.first, found.second)
    names = " and ".join(
        safe(each.source.name) if each.chosen is None else _name(each.chosen) for each in both
    )
    parts: list[RenderableType] = [
        Text(names, "bold"),
        Text(_MODES[mode], "bold red" if mode == "impossible" else "bold green"),
        *_sentences(found.plan.reasons),
    ]
    if mode == "together":
        chosen = [each.chosen for each in both if each.chosen is not None]
        parts += _bars(machine, _side_by_side(chosen))
    for each in both:
        parts.append(Text(""))
        if each.chosen is None:
            parts.append(recommended_view(each, machine))
            continue
        parts += _heading(each.chosen)
        if mode != "together":
            parts += _bars(machine, _within(each.chosen.plan))
        parts += [*_details(each.chosen), *_builds(each, "Builds, each alone")]
    return Group(*parts)


def _sizes(allocation: Allocation, places: Collection[str] | None = None) -> dict[str, int]:
    """Return the bytes by what they are for, in the memory of `places` or everywhere."""
    held = [each for each in allocation.buffers if places is None or each.device in places]
    return {
        "weights": sum(each.weights for each in held),
        **(allocation.extra if places is None or HOST in places else {}),
        "KV cache": sum(each.context for each in held),
        "compute": sum(each.compute for each in held),
    }


def _name(found: Fit) -> str:
    return safe(found.offer.build.shape.name or found.plan.files[0])


def _heading(found: Fit) -> list[RenderableType]:
    plan = found.plan
    verdict = _VERDICTS[plan.verdict]
    if plan.speed is not None:
        verdict += f", about {_rate(plan.speed.decode)} tokens/s"
    title = f"{_name(found)} · {safe(plan.build)} · {size(plan.size)}"
    return [
        Text(title, "bold"),
        Text(verdict, "bold red" if plan.verdict == "too_big" else "bold green"),
    ]


def _details(found: Fit) -> list[RenderableType]:
    """Return the table and the sentences, without those that only repeat a figure above."""
    speed = found.plan.speed
    said = [each for each in found.reasons if speed is None or each != words.speed(speed)]
    if speed is not None:
        slow = " That is slower than most people read." * (speed.decode < words.READABLE)
        said.append(f"The speed is {_BASES[speed.basis]}.{slow}")
    if found.unverified:
        said.append(f"Not verified: {found.unverified}")
    return [Text(""), _indented(_figures(found)), Text(""), *_sentences(said)]


def _builds(found: Recommended, title: str = "") -> list[RenderableType]:
    """Return what is to be said of the builds, and a table of them."""
    parts: list[RenderableType] = [Text("")]
    if found.reasons:
        parts += [*_sentences(found.reasons), Text("")]
    if title:
        parts.append(_indented(Text(title)))
    return [*parts, _indented(_candidates(found))]


def _within(plan: Plan) -> Shares:
    """Return the parts of one plan in some places."""
    return lambda places: [
        Share(name, count, _LOOKS.get(name, WEIGHTS))
        for name, count in _sizes(plan.allocation, places).items()
    ]


def _side_by_side(both: Sequence[Fit]) -> Shares:
    """Return two models in some places."""
    return lambda places: [
        Share(_name(each), sum(each.plan.allocation.on(place) for place in places), look)
        for each, look in zip(both, (WEIGHTS, CACHE), strict=True)
    ]


def _bars(machine: Machine, shares: Shares) -> list[RenderableType]:
    """Return a bar for main memory and for each device with memory of its own that is used."""
    memory = machine.memory
    shared = {device.name for device in machine.accelerators if device.unified}
    places = [("Main memory", memory.limit or memory.total, memory.available, {HOST, *shared})]
    for device in machine.accelerators:
        if device.name not in shared and any(each.size for each in shares({device.name})):
            known = device.description not in ("", device.name)
            name = f"{device.name}  {device.description}" if known else device.name
            places.append((name, device.total, device.free, {device.name}))
    parts: list[RenderableType] = []
    for name, total, free, inside in places:
        held = shares(inside)
        left = free - sum(share.size for share in held)
        drawn = [Share("in use", total - free, OTHERS), *held, Share("free", left, FREE)]
        told = legend(drawn, plain=plain_output())
        told.append("   " if told else "")
        told.append(joined(f"of {size(total)}"))
        bar = MemoryBar(drawn, total, width=_BAR)
        parts += [Text(""), *(_indented(each) for each in (Text(safe(name)), bar, told))]
    return parts


def _figures(found: Fit) -> RenderableType:
    """Return a table of what was predicted, verified and measured."""
    figures = found.figures
    speed = found.plan.speed
    if speed is not None and speed.basis == "measured":
        speed = figures.speed_predicted
    columns: list[tuple[str, Allocation | None, Speed | None]] = [
        ("predicted", found.plan.allocation, speed)
    ]
    if found.verified is not None:
        columns.append(("verified", found.verified, None))
    if figures.measured is not None or figures.speed_measured is not None:
        columns.append(("measured", figures.measured, figures.speed_measured))
    rows = []
    sizes = [{} if made is None else _sizes(made) for _, made, _ in columns]
    for name in sizes[0]:
        cells = [size(each[name]) if name in each else "" for each in sizes]
        rows.append((name[0].upper() + name[1:], *cells))
    totals = ["" if made is None else size(made.total) for _, made, _ in columns]
    rows.append(("Total", *totals))
    if figures.loaded is not None:
        held = {"predicted": size(found.process), "measured": size(figures.loaded.memory_bytes)}
        rows.append(("Process", *(held.get(name, "") for name, _, _ in columns)))
    for label, part in (("Reads", "prefill"), ("Writes", "decode")):
        speeds = [None if speed is None else getattr(speed, part) for _, _, speed in columns]
        if any(speeds):
            cells = [f"{_rate(value)} tokens/s" if value else "" for value in speeds]
            rows.append((label, *cells))

    def table(space: int) -> Table:
        made = _table(space)
        made.add_column("")
        for name, _, _ in columns:
            made.add_column(name, justify="right")
        for row in rows:
            made.add_row(*row, style="bold" if row[0] == "Total" else "")
        return made

    return Widest(table(3), table(1))


def _candidates(found: Recommended) -> RenderableType:
    """Return a table of all builds, the smallest first."""
    mark = "*" if plain_output() else "▸"
    chosen = None if found.chosen is None else found.chosen.plan.files
    plans = sorted(found.candidates, key=lambda plan: plan.size)
    labels = [plan.build for plan in plans]
    columns: dict[str, list[str]] = {
        "": [mark if plan.files == chosen else "" for plan in plans],
        # Builds of several models in one folder are told apart by their files.
        "build": [
            safe(plan.build if labels.count(plan.build) == 1 else plan.files[0]) for plan in plans
        ],
        "size": [size(plan.size) for plan in plans],
        "runs on": [SHORT[plan.verdict] for plan in plans],
        "context": [
            f"{plan.options.context:,}" if plan.verdict != "too_big" else "" for plan in plans
        ],
        "tokens/s": ["" if plan.speed is None else _rate(plan.speed.decode) for plan in plans],
    }

    def table(space: int, *without: str) -> Table:
        made = _table(space)
        kept = {
            name: cells
            for name, cells in columns.items()
            if name not in without and (any(cells) or not name)
        }
        for name in kept:
            right = name in ("size", "context", "tokens/s")
            made.add_column(name, justify="right" if right else "left")
        for plan, row in zip(plans, zip(*kept.values(), strict=True), strict=True):
            fits = "" if plan.verdict != "too_big" else "bright_black"
            made.add_row(*row, style="bold" if plan.files == chosen else fits)
        return made

    return Widest(table(3), table(2, "context"), table(1, "context", "size"))


class Widest:
    """The first of some tables that is no wider than there is room, else the last."""

    def __init__(self, *tables: Table) -> None:
        self._tables = tables

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw it."""
        yield self._chosen(console, options)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """Say how narrow and how wide it can be."""
        return Measurement.get(console, options, self._chosen(console, options))

    def _chosen(self, console: Console, options: ConsoleOptions) -> Table:
        free = options.update(max_width=_UNLIMITED)
        for table in self._tables:
            if Measurement.get(console, free, table).maximum <= options.max_width:
                return table
        return self._tables[-1]


def _table(space: int) -> Table:
    return Table(box=None, pad_edge=False, padding=(0, space, 0, 0), header_style="bright_black")


def _indented(part: RenderableType) -> RenderableType:
    return Padding(part, (0, 0, 0, 2), expand=False)


def _sentences(said: Iterable[str]) -> list[RenderableType]:
    return [_indented(Text(safe(each))) for each in said]


def _rate(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else words.rate(value)
