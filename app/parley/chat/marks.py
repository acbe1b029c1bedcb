"""What Markdown text is made of, as values: blocks in the order they are read, and runs in them.

The blocks are flat. What a block stands in (quotes, items of lists) is a path of `Holder`s.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

#: How a run looks; several may hold at once.
BOLD, ITALIC, STRIKE, CODE, PICTURE, FORMULA, DISPLAY, OPEN = (1 << n for n in range(8))


class Run(msgspec.Struct, frozen=True):
    """Words of one look. `address` is where a link goes; a formula's text is its LaTeX.

    `source` is how a formula was written, its dollar signs included. Line breaks are `\\n`. The
    text of a picture says what it shows, `picture` is its address.
    """

    text: str
    style: int = 0
    address: str = ""
    source: str = ""
    picture: str = ""


class Holder(msgspec.Struct, frozen=True):
    """A quote or an item of a list, known by the line (from 0) that it begins on.

    `digits` is the length of an item's number, so that it has room.
    """

    kind: str
    line: int
    digits: int = 0


class Table(msgspec.Struct, frozen=True):
    """Cells row by row, the header first; `align` is `left`, `right`, `center` or "" a column.

    Of a long table there are several, one below the other: those without a `header` go on with
    the rows, so that a table that grows costs as much at its end as at its beginning.
    """

    align: tuple[str, ...]
    rows: tuple[tuple[tuple[Run, ...], ...], ...]
    header: bool = True


class Block(msgspec.Struct, frozen=True):
    """A paragraph, heading, code, formula, table or rule.

    Its source are the lines `first` to before `last`, from 0. `marker` stands before it: a bullet,
    a number, or `[ ]` and `[x]` of a task. `close` says that it belongs to what is above it.
    """

    kind: str
    first: int
    last: int
    runs: tuple[Run, ...] = ()
    level: int = 0
    path: tuple[Holder, ...] = ()
    marker: str = ""
    close: bool = False
    text: str = ""
    language: str = ""
    table: Table | None = None


def all_runs(block: Block) -> Iterator[Run]:
    """Return the runs of `block`, those of its table's cells too."""
    yield from block.runs
    for row in block.table.rows if block.table else ():
        for cell in row:
            yield from cell


def plain(runs: tuple[Run, ...]) -> str:
    """Return the words of `runs`, formulas as they were written."""
    return "".join(run.source or run.text for run in runs)
