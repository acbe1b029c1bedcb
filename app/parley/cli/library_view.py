"""Models on this disk as a person reads them in a terminal.

Laid out here, since Rich's tables take longer for some hundred rows than the whole list may.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from parley.cli.streams import shown
from parley.core.launching import command
from parley.core.words import day, size
from parley.library.resolve import listed

if TYPE_CHECKING:
    from parley.library import Model, Scan
    from parley.library.importing import Imported
    from parley.library.removing import Removal
    from parley.library.values import HashState
    from parley.library.verifying import Verification

_STATES: Final[dict[HashState, str]] = {
    "unknown": "no hash",
    "unchecked": "not checked",
    "verified": "verified",
    "wrong": "damaged",
    "changed": "changed",
    "missing": "missing",
    "incomplete": "incomplete",
}
#: States that a person must know of before they use a model.
_BAD: Final = {"damaged", "changed", "missing", "incomplete", "unusable"}
_COLUMNS: Final = ("model", "quantisation", "size", "licence", "state", "used", "tokens/s", "where")
_RIGHT: Final = {"size", "tokens/s"}
#: Columns that are given up where a terminal is narrow, the first one first.
_LESS: Final = ("licence", "tokens/s", "used", "quantisation", "where")
_GAP: Final = 2
_NARROWEST: Final = 16
_LONGEST: Final = 20
#: Lines on what cannot be used, below the list.
_MOST_REASONS: Final = 8


def list_view(scan: Scan, *, width: int | None = None) -> str:
    """Return a table of models and what they take together.

    Args:
        width: cells; None is that of the terminal, and no limit elsewhere.
    """
    if not scan.models:
        pull, take_in = command("pull"), command("import")
        return f"There are no models yet. “{pull}” fetches one, “{take_in}” takes one in.\n"
    terminal = sys.stdout is not None and sys.stdout.isatty()
    if width is None and terminal:
        width = shutil.get_terminal_size().columns
    by_path = {one.path: one.name for one in scan.models}
    rows = [_row(one, by_path) for one in scan.models]
    lines = list(_laid_out(rows, width))
    below = ["", *_reasons(scan.models), _total(scan.models)]
    table = _coloured(lines) if terminal else "".join(f"{line}\n" for line in lines)
    return table + "".join(f"{line}\n" for line in below)


def imported_words(one: Imported) -> str:
    """Return what came of an import, in a line."""
    name, path = _safe(one.model.name), _safe(str(one.model.path))
    what = {
        "registered": f"{name} is listed now, where it is: {path}",
        "moved": f"{name} was moved to {path}",
        "already": f"{name} is there already: {path}",
    }[one.outcome]
    return f"{what}{'.' if one.note else ''} {_safe(one.note)}".rstrip()


def removal_words(plan: Removal) -> list[str]:
    """Return what removing a model means, in lines."""
    lines = [f"  {_safe(str(path))}" for path in plan.delete]
    if lines:
        count = "1 file" if len(lines) == 1 else f"{len(lines)} files"
        lines.insert(0, f"{_safe(plan.model.name)}: deleting {count} frees {size(plan.freed)}.")
    else:
        lines.append(f"{_safe(plan.model.name)} is only taken off the list; nothing is deleted.")
    lines += [_safe(text) for text in plan.stays]
    if plan.leftovers:
        names = ", ".join(_safe(path.name) for path in plan.leftovers)
        lines.append(f"Parts of unfinished downloads stay: {names}.")
    return lines


def verified_words(one: Verification) -> str:
    """Return what came of verifying a model, in a line."""
    words = _safe(one.words)
    if one.outcome == "right":
        computed = any(file.computed for file in one.files)
        right = "unchanged since it was verified first" if computed else "verified"
        right += f", {size(sum(file.size for file in one.model.files))}"
        words = f"{right}. {words}" if words else right
    return f"{_safe(one.model.name)}: {words}"


def _safe(text: str) -> str:
    """Return a text of a file as one line that cannot take over the terminal."""
    return shown(" ".join(text.split()))


def _cells(text: str) -> int:
    """Return how many cells of a terminal a text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _cut(text: str, room: int, *, end: int = 0) -> str:
    """Return a text in as many cells as there is room for, its last `end` cells included."""
    from rich.cells import set_cell_size

    tail = text[-end:] if end else ""
    while _cells(tail) > end:
        tail = tail[1:]
    return f"{set_cell_size(text, max(room - 1 - _cells(tail), 0))}…{tail}"


def _row(model: Model, by_path: dict[Path, str]) -> dict[str, str]:
    problem = bool(model.header and model.header.problem)
    state = _STATES[model.state]
    if problem and state not in _BAD:
        state = "unusable"
    elif model.state == "verified" and any(file.computed for file in model.weights):
        state = "unchanged"  # since it was verified first: nobody said what it must be
    speed = model.measured.decode if model.measured else 0.0
    return {
        "model": _safe(model.name) + (f" ({model.kind})" if model.kind != "model" else ""),
        "quantisation": model.quantisation,
        "size": size(model.size),
        "licence": _safe(model.licence),
        "state": state,
        "used": "" if model.used_at is None else day(model.used_at),
        "tokens/s": f"{speed:.1f}" if speed else "",
        "where": _where(model, by_path),
    }


def _where(model: Model, by_path: dict[Path, str]) -> str:
    if model.origin == "starter":
        place = "Parley"
    elif model.program:
        place = model.program
    elif model.repo:
        place = _safe(model.repo)
    elif model.relative and model.folder is None:
        place = "models folder"
    else:
        place = _safe(str(model.folder or model.path.parent))
    if model.same_as is not None:
        place += f", same as {_safe(by_path.get(model.same_as, str(model.same_as)))}"
    return place


def _laid_out(rows: Sequence[dict[str, str]], width: int | None) -> Iterator[str]:
    """Yield a head and the rows, as wide as their content or no wider than `width`."""
    cells = {
        name: [(row[name], _cells(row[name])) for row in rows]
        for name in _COLUMNS
        if name == "model" or any(row[name] for row in rows)
    }
    widths = {
        name: max(_cells(name), *(length for _, length in column)) for name, column in cells.items()
    }
    if width is not None:
        for name in {"licence", "where"} & widths.keys() if _needed(widths) > width else ():
            widths[name] = min(widths[name], _LONGEST)
        for name in _LESS:
            if _needed(widths) - max(0, widths["model"] - _NARROWEST) <= width:
                break
            widths.pop(name, None)
        widths["model"] = max(1, widths["model"] - max(0, _needed(widths) - width))
    yield _line([(name, name, _cells(name), widths[name]) for name in widths])
    for number in range(len(rows)):
        yield _line([(name, *cells[name][number], widths[name]) for name in widths])


def _needed(widths: dict[str, int]) -> int:
    return sum(widths.values()) + _GAP * (len(widths) - 1)


def _line(cells: Sequence[tuple[str, str, int, int]]) -> str:
    """Return a line of columns: the name of each, its text with its cells, and the room for it."""
    parts = []
    for name, text, length, room in cells:
        if length > room:  # builds of one model differ at the end of their names
            parts.append(_cut(text, room, end=room // 2 if name == "model" else 0))
        else:
            space = " " * (room - length)
            parts.append(space + text if name in _RIGHT else text + space)
    return (" " * _GAP).join(parts).rstrip()


def _reasons(models: Sequence[Model]) -> list[str]:
    """Return why models cannot be used, a line each, and an empty one behind."""
    lines = []
    for one in models:
        if one.missing:
            lacking = (
                f"{len(one.missing)} of its files are" if len(one.missing) > 1 else "A file is"
            )
            lines.append(f"{_safe(one.name)}: {lacking} missing ({_safe(listed(one.missing))}).")
        elif one.header and one.header.problem:
            lines.append(f"{_safe(one.name)}: {_safe(one.header.problem)}")
    if len(lines) > _MOST_REASONS:
        lines[_MOST_REASONS:] = [f"And {len(lines) - _MOST_REASONS} more cannot be used."]
    return [*lines, ""] if lines else []


def _total(models: Sequence[Model]) -> str:
    files = {
        file.path: file.size for one in models for file in one.files if file.state != "missing"
    }
    count = f"{len(models)} model{'s' * (len(models) != 1)}"
    elsewhere = sum(one.origin == "found" for one in models)
    others = f", {elsewhere} of them in other programs" if elsewhere else ""
    return f"{count}{others}, {size(sum(files.values()))}."


def _coloured(lines: Sequence[str]) -> str:
    """Return the lines for a terminal: the head pale, what is wrong in red."""
    from rich.text import Text

    from parley.cli.bars import drawn

    text = Text("\n".join(lines), no_wrap=True, overflow="ignore", end="")
    text.stylize("bright_black", 0, len(lines[0]))
    start = len(lines[0]) + 1
    for line in lines[1:]:
        words = set(line.split())
        for word in _BAD & words:
            place = line.rfind(f" {word}")
            text.stylize("red", start + place + 1, start + place + 1 + len(word))
        start += len(line) + 1
    return drawn(text)
