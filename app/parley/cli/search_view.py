"""What a search found as a person reads it in a terminal: a table, and what is not in it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from parley.cli.bars import plain_output, safe
from parley.cli.fit_view import SHORT, Widest
from parley.cli.search_objects import Listed, Row
from parley.core.words import day, short

_SHOWN = 3
#: Columns that are given up where a terminal is narrow, the first one first.
_LESS = ("likes", "updated", "downloads", "context", "licence")
#: Columns that show what a list is sorted by.
_SORTED = {"likes": "likes", "date": "updated", "downloads": "downloads"}


def search_view(found: Listed, *, fits: bool, sort: str = "downloads") -> RenderableType:
    """Return what was found for a terminal of any width; what it is sorted by goes last."""
    parts: list[RenderableType] = []
    if found.rows:
        parts.append(_table(found.rows, fits=fits, sort=sort))
    said = _said(found, fits=fits)
    if said and found.rows:
        parts.append(Text(""))
    parts += [Text(each) for each in said]
    return Group(*parts)


def _table(rows: tuple[Row, ...], *, fits: bool, sort: str) -> RenderableType:
    mark = "yes" if plain_output() else "✓"
    columns: dict[str, list[str]] = {
        "model": [safe(row.model.repo) for row in rows],
        "parameters": [_number(row.model.parameters) for row in rows],
        "context": [f"{row.model.context:,}" if row.model.context else "" for row in rows],
        "licence": [safe(row.model.license) + " (gated)" * bool(row.model.gated) for row in rows],
        "downloads": [_number(row.model.downloads) for row in rows],
        "likes": [_number(row.model.likes) for row in rows],
        "updated": [_day(row.model.modified_at) for row in rows],
        "here": [mark if row.installed else "" for row in rows],
    }
    if fits:
        columns["runs on"] = [_runs(row) for row in rows]
    less = sorted(_LESS, key=lambda name: name == _SORTED.get(sort))
    return Widest(
        *(_drawn(columns, 3 - 2 * bool(count), less[:count]) for count in range(len(less) + 1))
    )


def _drawn(columns: dict[str, list[str]], space: int, without: Sequence[str]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, space, 0, 0), header_style="bright_black")
    kept = {name: cells for name, cells in columns.items() if name not in without and any(cells)}
    for name in kept:
        right = name in {"parameters", "context", "downloads", "likes"}
        table.add_column(
            name, justify="right" if right else "left", style="bold" if name == "model" else ""
        )
    for cells in zip(*kept.values(), strict=True):
        table.add_row(*(Text(cell) for cell in cells))
    return table


def _said(found: Listed, *, fits: bool) -> list[str]:
    """Return sentences on what is not in the table, and why."""
    said = []
    if not found.rows:
        said.append("None of them runs here." if found.looked else "Nothing was found.")
    if found.unsized:
        said.append(
            f"{_models(found.unsized)} left out: the hub does not say how many parameters"
            f" {'it has' if found.unsized == 1 else 'they have'}."
        )
    if fits and found.too_big:
        said.append(f"{_models(found.too_big)} left out: too big for this machine.")
    if found.unchecked:
        said.append(f"{_models(len(found.unchecked))} not checked:")
        said += [
            f"  {safe(repo)}: {safe(error.message)}" for repo, error in found.unchecked[:_SHOWN]
        ]
        if len(found.unchecked) > _SHOWN:
            said.append(f"  and {len(found.unchecked) - _SHOWN} more.")
    if found.trouble is not None:
        said.append(f"The list ends early. {found.trouble}")
    elif found.more:
        said.append("There are more: search for something narrower, or raise --limit.")
    return said


def _models(count: int) -> str:
    return f"{count} model{' was' if count == 1 else 's were'}"


def _number(count: int | None) -> str:
    return "" if count is None else short(count)


def _day(when: int | None) -> str:
    return "" if when is None else day(when)


def _runs(row: Row) -> str:
    if row.plan is None:
        return ""
    return f"{SHORT[row.plan.verdict]}, {safe(row.plan.build)}"
