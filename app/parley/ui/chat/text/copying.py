"""What is copied out of a message: its words with markers and formulas, or its Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QTextCursor, QTextDocument

from parley.chat.marks import Block
from parley.ui.chat.text.builder import Builder, Part
from parley.ui.chat.text.formats import OBJECT, SOURCE

# What ends a paragraph, a line, and stands around the cells of a table.
_BREAKS = {0x2028: "\n", 0x2029: "\n", 0xFDD0: "\n", 0xFDD1: "\n"}
_KEEP = QTextCursor.MoveMode.KeepAnchor


def words(document: QTextDocument, start: int, end: int) -> str:
    """Return what stands in the document between two positions, formulas as they were written."""
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(end, _KEEP)
    text = cursor.selectedText().translate(_BREAKS)
    if OBJECT not in text:
        return text
    sources = _sources(document, start, end)
    return "".join(next(sources, "") if sign == OBJECT else sign for sign in text)


def plain(builder: Builder, document: QTextDocument, start: int, end: int) -> str:
    """Return the words between two positions, with the markers of lists and quotes.

    The cells of a table stand side by side, with a tab between them.
    """
    first, last = builder.part_at(start), builder.part_at(max(start, end - 1))
    if not builder.parts:
        return words(document, start, end)
    pieces: list[str] = []
    for place in range(max(0, first), last + 1):
        part = builder.parts[place]
        low, high = max(start, part.start), min(end, builder.end(place))
        if part.table is not None:
            text = "\n".join(_rows(part, document, low, high))
        else:
            text = words(document, low, max(low, high))
        if first != last:
            if low == part.start:
                text = _marked(part.block, text)
            if pieces:
                pieces.append("\n" if part.block.close else "\n\n")
        pieces.append(text)
    return "".join(pieces)


def lines(builder: Builder, start: int, end: int) -> tuple[int, int] | None:
    """Return which lines of the source stand between two positions, in whole blocks."""
    if not builder.parts:
        return None
    first = builder.parts[max(0, builder.part_at(start))].block
    last = builder.parts[max(0, builder.part_at(max(start, end - 1)))].block
    return first.first, last.last


def _sources(document: QTextDocument, start: int, end: int) -> Iterator[str]:
    """Return how the formulas between two positions were written."""
    block = document.findBlock(start)
    while block.isValid() and block.position() < end:
        for each in block:  # type: ignore[attr-defined]
            run = each.fragment()
            if OBJECT not in run.text():
                continue
            source = run.charFormat().property(SOURCE)
            for at in range(run.position(), run.position() + run.length()):
                if start <= at < end:
                    yield str(source or "")
        block = block.next()


def _rows(part: Part, document: QTextDocument, low: int, high: int) -> Iterator[str]:
    table = part.table
    if table is None:
        return
    for row in range(table.rows()):
        cells = []
        for column in range(table.columns()):
            cell = table.cellAt(row, table.columns() - 1 - column if part.right else column)
            start, end = max(low, cell.firstPosition()), min(high, cell.lastPosition())
            if cell.lastPosition() >= low and cell.firstPosition() <= high and end >= start:
                cells.append(words(document, start, end))
        if cells:
            yield "\t".join(cells)


def _marked(block: Block, text: str) -> str:
    """Return the words of a block with what stands before them."""
    quotes = "> " * sum(1 for holder in block.path if holder.kind == "quote")
    depth = sum(1 for holder in block.path if holder.kind == "item")
    marker = {"•": "-", "◦": "-", "▪": "-", "[ ]": "- [ ]", "[x]": "- [x]"}.get(
        block.marker, block.marker
    )
    inside = "  " * max(0, depth - 1)
    if marker:
        text = f"{inside}{marker} {text}"
    elif depth and block.kind != "code":
        text = f"{inside}  {text}"
    if block.kind == "rule":
        text = "---"
    return "\n".join(quotes + line for line in text.split("\n")) if quotes else text
