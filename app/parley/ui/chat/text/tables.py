"""Writes tables into a document: a long one in pieces, whose columns are those of its first rows.

A row more is then laid out with a few others, however many there are: Qt lays out a table as a
whole, which takes longer with each row.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor, QTextDocument, QTextLength, QTextTable, QTextTableFormat

from parley.chat import marks
from parley.chat.marks import Block, Run, Table
from parley.ui.chat.text import columns
from parley.ui.chat.text.formats import CLOSE_SPACE, CODE_PADDING, Formats

if TYPE_CHECKING:
    from parley.ui.chat.text.builder import Part

_KEEP = QTextCursor.MoveMode.KeepAnchor


class Tables:
    """Keeps the tables of a document, each of which is one of its parts, or several in a row.

    `write_runs` writes runs at a cursor, for a part, in a heading of a level, with a style.
    """

    def __init__(
        self,
        document: QTextDocument,
        parts: list[Part],
        formats: Callable[[], Formats],
        write_runs: Callable[[QTextCursor, tuple[Run, ...], Part, int, int], None],
    ) -> None:
        self._document, self._parts = document, parts
        self._formats, self._write_runs = formats, write_runs

    def write(self, cursor: QTextCursor, above: Block | None) -> None:
        """Write the last part, which is a table below the block `above`, inside an edit block."""
        place = len(self._parts) - 1
        part = self._parts[place]
        data = part.block.table
        assert data is not None
        form = QTextTableFormat()
        form.setBorder(0)
        form.setCellPadding(0)
        form.setCellSpacing(0)
        form.setLeftMargin(self._formats().inset(part.block.path))
        if data.header:
            part.right = columns.run_right(data)
            form.setHeaderRowCount(1)
            if above is not None:
                form.setTopMargin(CLOSE_SPACE + (CODE_PADDING if above.kind == "code" else 0))
            form.setColumnWidthConstraints(self._widths(part, data))
        else:
            part.right = self._parts[place - 1].right
            self._make_room(cursor, place, data)
            # The rows above are laid out first: they say how wide the columns are.
            cursor.endEditBlock()
            form.setColumnWidthConstraints(self._laid_out(self._parts[self._head_of(place)]))
            cursor.beginEditBlock()
        if part.right:
            form.setAlignment(Qt.AlignmentFlag.AlignRight)
        table = cursor.insertTable(len(data.rows), len(data.align), form)
        part.start, part.table = table.firstPosition(), table
        for row in range(len(data.rows)):
            self._row(part, table, data, row)

    def grow(self, cursor: QTextCursor, old: Table, new: Table) -> None:
        """Have the last part, which holds the rows of `old`, hold those of `new`."""
        place = len(self._parts) - 1
        part = self._parts[place]
        assert part.table is not None
        self._more_rows(part, part.table, old, new)
        if new.header:
            self._fit_piece(part.table, self._widths(part, new))
        else:
            self._make_room(cursor, place, new)

    def rewrite(self, cursor: QTextCursor, part: Part) -> None:
        """Write the words in the cells of a table anew."""
        if part.table is None or part.block.table is None:
            return
        for row in range(len(part.block.table.rows)):
            for column in range(part.table.columns()):
                cell = part.table.cellAt(row, column)
                cursor.setPosition(cell.firstPosition())
                cursor.setPosition(cell.lastPosition(), _KEEP)
                cursor.removeSelectedText()
            self._row(part, part.table, part.block.table, row)

    def fit(self) -> None:
        """Give the columns of all tables the widths that suit the document's own."""
        for place, part in enumerate(self._parts):
            if part.block.table is not None and part.block.table.header:
                self._fit_from(place)

    # -- inside ----------------------------------------------------------------------------------

    def _row(self, part: Part, table: QTextTable, data: Table, row: int) -> None:
        formats, header = self._formats(), row == 0 and data.header
        for column, runs in enumerate(data.rows[row]):
            # Qt lays out columns from left to right, so the first one is put at the other end.
            cell = table.cellAt(row, len(data.align) - 1 - column if part.right else column)
            cursor = cell.firstCursorPosition()
            cursor.setBlockFormat(formats.cell_line(data.align[column]))
            self._write_runs(cursor, runs, part, 0, marks.BOLD if header else 0)
            # Qt keeps the format of a cell where its first paragraph has its own.
            cell.setFormat(formats.cell(first=column == 0, right=part.right, header=header))

    def _more_rows(self, part: Part, table: QTextTable, old: Table, new: Table) -> None:
        same = 0
        for before, now in zip(old.rows, new.rows, strict=False):
            if before != now:
                break
            same += 1
        limit = _row_position(table, same) - part.start
        part.spots = [spot for spot in part.spots if spot[1] <= limit]
        if len(old.rows) > same:
            table.removeRows(same, len(old.rows) - same)
        if len(new.rows) > same:
            table.appendRows(len(new.rows) - same)
            for row in range(same, len(new.rows)):
                self._row(part, table, new, row)

    # -- widths ----------------------------------------------------------------------------------

    def _fit_from(self, place: int) -> None:
        """Give the columns of the table at `place`, and of its rows below, the widths that suit."""
        head = self._parts[place]
        if head.table is None or head.block.table is None:
            return
        self._fit_piece(head.table, self._widths(head, head.block.table))
        widths: list[QTextLength] = []
        for part in self._parts[place + 1 :]:
            if part.table is None or part.block.table is None or part.block.table.header:
                break
            widths = widths or self._laid_out(head)
            self._fit_piece(part.table, widths)

    def _fit_piece(self, table: QTextTable, widths: list[QTextLength]) -> None:
        form = table.format().toTableFormat()
        if widths != form.columnWidthConstraints():
            form.setColumnWidthConstraints(widths)
            table.setFormat(form)

    def _widths(self, part: Part, data: Table) -> list[QTextLength]:
        width, zoom = self._document.textWidth(), self._formats().look.zoom
        return columns.widths(data, part.right, width, zoom, part.least)

    def _head_of(self, place: int) -> int:
        """Return the place of the header of the table whose rows are at `place`."""
        while (table := self._parts[place].block.table) is not None and not table.header:
            place -= 1
        return place

    def _make_room(self, cursor: QTextCursor, place: int, data: Table) -> None:
        """Have the columns above be wide enough for the words in the last rows, at `place`."""
        self._parts[place].least = columns.least(data, self._formats().look.zoom)
        first = self._head_of(place)
        rows = [part.least for part in self._parts[first + 1 : place + 1]]
        least = [max(column) for column in zip(*rows, strict=True)]
        if least != self._parts[first].least:
            self._parts[first].least = least
            cursor.endEditBlock()
            self._fit_from(first)
            cursor.beginEditBlock()

    def _laid_out(self, head: Part) -> list[QTextLength]:
        """Return how wide the columns of a table are that is laid out."""
        table, layout = head.table, self._document.documentLayout()
        widths: list[QTextLength] = []
        for column in range(table.columns() if table is not None else 0):
            cell = table.cellAt(0, column)  # type: ignore[union-attr]
            form = cell.format().toTableCellFormat()
            words = layout.blockBoundingRect(cell.firstCursorPosition().block()).width()
            width = words + form.leftPadding() + form.rightPadding()
            widths.append(QTextLength(QTextLength.Type.FixedLength, width))
        return widths


def _row_position(table: QTextTable, row: int) -> int:
    if row >= table.rows():
        return table.lastPosition() + 1
    return table.cellAt(row, 0).firstPosition()
