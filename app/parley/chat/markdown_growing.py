"""What of the last lines of a text that is still being written is shown already.

A line that may yet become anything waits for its next sign; a table is one from its first cell.
"""

from __future__ import annotations

import re

_FENCE = re.compile(r"[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)*(?P<mark>`{3,}|~{3,})(?P<info>.*)")
# After the signs of quotes and items: a sign that may turn out to be one of several things.
_HELD = re.compile(r"[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)*")
_UNDECIDED = re.compile(
    r"|[-*+_=#~`|:\s]+|\d{1,9}[.)]?|\[[ xX]?\]?|`{3,}[^`]*|~{3,}.*|\$\$?|\\[\[(]?|<(?:br?)?\s*/?"
)
_DELIMITER = re.compile(r"\s*\|?[:\-|\s]*")
_CELL_END = re.compile(r"(?<!\\)\|")
_LONGEST, _ROWS = 80, 60


def withheld(text: str) -> tuple[str, int]:
    """Return what to show of `text`, whose last line is not at its end yet.

    And from which line on even what is above it may turn out to be something else.
    """
    lines = text.split("\n")
    last = lines[-1]
    fence = _open_fence(lines[:-1])
    if fence:
        bare = last.strip()
        if bare and not bare.strip(fence[0]):
            lines[-1] = ""
        return "\n".join(lines), len(lines)
    if last and len(lines) > _ROWS and all(each.lstrip()[:1] == "|" for each in lines[-_ROWS:]):
        # A long table takes long to lay out: it grows by whole rows.
        return "\n".join([*lines[:-1], ""]), len(lines)
    if (row := _delimiter(lines)) is not None:
        return "\n".join([*lines[:-1], row]), len(lines) - 2
    if len(last) <= _LONGEST and last.strip():
        rest = last[_HELD.match(last).end() :]  # type: ignore[union-attr]
        if _UNDECIDED.fullmatch(rest) and not (rest.isdigit() and len(lines) == 1):
            lines[-1] = ""
            return "\n".join(lines), len(lines)
    above = lines[-2] if len(lines) > 1 else ""
    if last.lstrip().startswith("|") and not above.lstrip().startswith("|"):
        count = _columns(last)
        if count:
            return "\n".join([*lines, "|" + "---|" * count]), len(lines) - 1
    return text, len(lines)


def closes(line: str, mark: str) -> bool:
    """Tell whether `line` ends the code that the fence `mark` began."""
    bare = line.strip(" \t")
    return (
        len(bare) >= len(mark)
        and not bare.strip(mark[0])
        and len(line) - len(line.lstrip(" ")) < 4
        and not line.lstrip(" ").startswith("\t")
    )


def _open_fence(lines: list[str]) -> str:
    """Return the fence of the code that is open after `lines`, or ""."""
    mark = ""
    for line in lines:
        if "```" not in line and "~~~" not in line:
            continue
        if mark:
            bare = line.strip().lstrip("> ")
            if len(bare) >= len(mark) and not bare.strip(mark[0]):
                mark = ""
        elif (found := _FENCE.match(line)) and not (
            found["mark"][0] == "`" and "`" in found["info"]
        ):
            mark = found["mark"]
    return mark


def _delimiter(lines: list[str]) -> str | None:
    """Return the whole row below the header of a table, where it is begun or still to come."""
    if len(lines) < 2:
        return None
    last, header = lines[-1], lines[-2].strip()
    if "|" not in header or not _DELIMITER.fullmatch(last):
        return None
    if not header.startswith("|") and "-" not in last:
        return None
    above = lines[-3].strip() if len(lines) > 2 else ""
    if above.startswith("|") or _DELIMITER.fullmatch(header):
        return None
    count = _columns(header)
    return "|" + "---|" * count if count else None


def _columns(row: str) -> int:
    cells = _CELL_END.split(row.strip())
    if cells and not cells[0]:
        cells.pop(0)
    if cells and not cells[-1]:
        cells.pop()
    return len(cells)
