"""Writes blocks of Markdown into a text document, from the first that is different on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import (
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextTable,
)

from parley.chat import marks
from parley.chat.marks import Block, Run
from parley.ui.chat.text.cleaning import clean
from parley.ui.chat.text.formats import (
    CODE_PADDING,
    OBJECT,
    Formats,
)
from parley.ui.chat.text.tables import Tables
from parley.ui.formulas import Formulas

_KEEP = QTextCursor.MoveMode.KeepAnchor


class Part:
    """One block as it stands in the document: from where, and which spans in it are code.

    `begin` is where the document ended before it, `start` where its first paragraph begins.
    """

    __slots__ = (
        "begin", "block", "coloured", "colours", "ends", "gone", "least", "pending", "right",
        "spots", "start", "table",
    )  # fmt: skip

    def __init__(self, block: Block, begin: int, start: int) -> None:
        self.block, self.begin, self.start = block, begin, start
        #: Start and end of inline code, in positions from `start` on.
        self.spots: list[tuple[int, int]] = []
        #: Where each run of a paragraph ends, from `start` on.
        self.ends: list[int] = []
        #: The formulas in it that are not made yet, whose source stands there.
        self.pending: list[tuple[str, bool]] = []
        #: Whether it no longer stands there.
        self.gone = False
        self.table: QTextTable | None = None
        #: Whether a table's columns run from right to left.
        self.right = False
        #: How wide a table's columns must be for the words of its rows that are further down; of
        #: such rows, for their own.
        self.least: list[int] = []
        #: The colours of code: start and end in its text, in UTF-16 units, and the token.
        self.colours: set[tuple[int, int, str]] = set()
        #: The code that was coloured to its end.
        self.coloured: str | None = None


class Builder:
    """Keeps a document the same as a list of blocks."""

    def __init__(
        self, document: QTextDocument, formats: Formats, formulas: Formulas | None
    ) -> None:
        self._document = document
        self.formats, self._formulas = formats, formulas
        #: Whether an address is that of a picture of the conversation.
        self.shows: Callable[[str], bool] = lambda _address: False
        self.parts: list[Part] = []
        self._starts: list[int] = []
        self._tables = Tables(document, self.parts, lambda: self.formats, self._runs)

    def part_at(self, position: int) -> int:
        """Return the place in `parts` of the one that holds `position`, or -1."""
        return bisect_right(self._starts, position) - 1

    def end(self, place: int) -> int:
        """Return the position at which the part at `place` ends."""
        if place + 1 < len(self.parts):
            return self.parts[place + 1].begin
        return self._document.characterCount() - 1

    def clear(self) -> None:
        """Forget what is in the document, which is empty or written over."""
        self._forget(0)

    def _forget(self, first: int) -> None:
        for part in self.parts[first:]:
            part.gone = True
        del self.parts[first:], self._starts[first:]

    def change(self, kept: int, blocks: tuple[Block, ...]) -> None:
        """Keep the first `kept` blocks and have `blocks` follow them."""
        old = self.parts[kept].block if kept < len(self.parts) else None
        cursor = QTextCursor(self._document)
        cursor.beginEditBlock()
        try:
            first = 0
            if blocks and old is not None and self._grow(cursor, kept, old, blocks[0]):
                first = 1
            else:
                self._cut(cursor, kept)
            for block in blocks[first:]:
                self._add(cursor, block)
        finally:
            cursor.endEditBlock()

    # -- inside ----------------------------------------------------------------------------------

    def _cut(self, cursor: QTextCursor, kept: int) -> None:
        """Remove the parts from the place `kept` on."""
        if kept >= len(self.parts):
            return
        part = self.parts[kept]
        self._forget(kept)
        cursor.setPosition(part.begin)
        form, char = QTextBlockFormat(), QTextCharFormat()
        if kept:
            form, char = cursor.blockFormat(), cursor.blockCharFormat()
        cursor.movePosition(QTextCursor.MoveOperation.End, _KEEP)
        cursor.removeSelectedText()
        # What is left empty would take the format of what was removed.
        cursor.setBlockFormat(form)
        cursor.setBlockCharFormat(char)

    def _thin(self, cursor: QTextCursor) -> None:
        """Have nothing be seen of the paragraph at the cursor, which only Qt wants there."""
        cursor.setBlockFormat(self.formats.thin)
        cursor.setBlockCharFormat(self.formats.thin_char)

    def _add(self, cursor: QTextCursor, block: Block) -> None:
        above = self.parts[-1] if self.parts else None
        cursor.movePosition(QTextCursor.MoveOperation.End)
        begin = cursor.position()
        above_block = above.block if above else None
        if block.table is not None:
            self._table(cursor, block, above_block, begin)
            return
        form = self.formats.block(block, above_block)
        if above is None and block.kind != "code":
            cursor.setBlockFormat(form)
        else:
            if above is None:
                # Qt leaves no space above the first paragraph, and code needs room for its head.
                self._thin(cursor)
            cursor.insertBlock(form)
        part = Part(block, begin, cursor.position())
        self.parts.append(part)
        self._starts.append(part.start)
        if block.kind == "code":
            self._code(cursor, block)
        elif block.kind == "rule":
            cursor.setBlockCharFormat(self.formats.thin_char)
        else:
            self._runs(cursor, block.runs, part, block.level)

    def _runs(
        self, cursor: QTextCursor, runs: tuple[Run, ...], part: Part, level: int, style: int = 0
    ) -> None:
        cursor.setBlockCharFormat(self.formats.char(style, "", level))
        for run in runs:
            form = self.formats.char(run.style | style, run.address, level)
            if run.style & marks.PICTURE:
                said = clean(_picture(run.text))
                if self.shows(run.picture):
                    cursor.mergeBlockFormat(self.formats.single)
                    cursor.insertText(OBJECT, self.formats.picture(run, said))
                else:
                    cursor.insertText(said, form)
            elif run.style & marks.FORMULA:
                self._formula(cursor, run, form, part, level)
            else:
                at = cursor.position()
                cursor.insertText(clean(run.text), form)
                if run.style & marks.CODE:
                    part.spots.append((at - part.start, cursor.position() - part.start))
            part.ends.append(cursor.position() - part.start)

    def _formula(
        self, cursor: QTextCursor, run: Run, form: QTextCharFormat, part: Part, level: int
    ) -> None:
        """Write a formula: its picture, or its source until that is made or if it cannot be."""
        made = None
        display = bool(run.style & marks.DISPLAY) and part.block.kind == "formula"
        if self._formulas is not None and not run.style & marks.OPEN:
            asked = run.text, bool(run.style & marks.DISPLAY)
            made = self._formulas.get(asked[0], display=asked[1])
            if made is None:
                part.pending.append(asked)
        if made is None or made.error:
            cursor.insertText(clean(run.source or run.text), form)
        else:
            cursor.insertText(OBJECT, self.formats.formula(run, made, level, alone=display))

    def _code(self, cursor: QTextCursor, block: Block) -> None:
        form = self.formats.char(marks.CODE | marks.DISPLAY)
        cursor.setBlockCharFormat(form)
        first, *rest = block.text.split("\n")
        cursor.insertText(clean(first), form)
        if rest:
            # One call for all lines: Qt makes a paragraph of each.
            cursor.insertBlock(self.formats.code_line(block), form)
            cursor.insertText("\n".join(map(clean, rest)), form)
        self._pad(cursor)

    def _pad(self, cursor: QTextCursor) -> None:
        """Leave room below the last line of code for the edge of its card."""
        last = QTextBlockFormat()
        last.setBottomMargin(CODE_PADDING)
        cursor.mergeBlockFormat(last)

    # -- growing in place ------------------------------------------------------------------------

    def _grow(self, cursor: QTextCursor, kept: int, old: Block, new: Block) -> bool:
        """Change the part at `kept` in its place, if only its end is different."""
        part = self.parts[kept]
        if (old.kind, old.level, old.path, old.close, old.marker, old.language) != (
            new.kind, new.level, new.path, new.close, new.marker, new.language,
        ):  # fmt: skip
            return False
        if new.kind == "code":
            if not new.text.startswith(old.text):
                return False
            self._cut(cursor, kept + 1)
            self._more_code(cursor, old, new)
        elif new.table is not None and old.table is not None and part.table is not None:
            if (old.table.align, old.table.header, old.table.rows[0]) != (
                new.table.align, new.table.header, new.table.rows[0],
            ):  # fmt: skip
                return False
            self._cut(cursor, kept + 1)
            self._tables.grow(cursor, old.table, new.table)
        elif new.kind in {"paragraph", "heading"}:
            self._cut(cursor, kept + 1)
            self._more_runs(cursor, part, old, new)
        else:
            return False
        part.block = new
        return True

    def _more_code(self, cursor: QTextCursor, old: Block, new: Block) -> None:
        form = self.formats.char(marks.CODE | marks.DISPLAY)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        added = new.text[len(old.text) :]
        first, *rest = added.split("\n")
        cursor.insertText(clean(first), form)
        if rest:
            plain = QTextBlockFormat()
            plain.setBottomMargin(0)
            cursor.mergeBlockFormat(plain)
            cursor.insertBlock(self.formats.code_line(new), form)
            cursor.insertText("\n".join(map(clean, rest)), form)
            self._pad(cursor)

    def _more_runs(self, cursor: QTextCursor, part: Part, old: Block, new: Block) -> None:
        """Write from the first run on that is different."""
        same = 0
        for before, now in zip(old.runs, new.runs, strict=False):
            if before != now:
                break
            same += 1
        ends = part.ends[:same]
        length = ends[-1] if ends else 0
        left = new.runs[same:]
        if same < len(old.runs) and left:
            before, now = old.runs[same], left[0]
            if (
                (before.style, before.address) == (now.style, now.address)
                and not now.style & (marks.PICTURE | marks.FORMULA | marks.CODE)
                and now.text.startswith(before.text)
            ):
                # Most often: a few letters more.
                length = part.ends[same]
                left = (Run(now.text[len(before.text) :], now.style, now.address), *left[1:])
        cursor.setPosition(part.start + length)
        cursor.movePosition(QTextCursor.MoveOperation.End, _KEEP)
        cursor.removeSelectedText()
        part.spots = [spot for spot in part.spots if spot[1] <= length]
        part.ends = ends
        self._runs(cursor, left, part, new.level)

    # -- formulas --------------------------------------------------------------------------------

    def show_made(self) -> bool:
        """Put the pictures of formulas that were made meanwhile where their source stands."""
        places = [place for place, part in enumerate(self.parts) if self._is_made(part)]
        if not places:
            return False
        cursor = QTextCursor(self._document)
        cursor.beginEditBlock()
        try:
            for place in reversed(places):
                self._rewrite(cursor, place)
        finally:
            cursor.endEditBlock()
        self.fit_tables()
        return True

    def _is_made(self, part: Part) -> bool:
        """Tell whether a formula that `part` waits for is there."""
        return self._formulas is not None and any(
            self._formulas.get(latex, display=display) is not None
            for latex, display in part.pending
        )

    def _rewrite(self, cursor: QTextCursor, place: int) -> None:
        """Write the words of one part anew in their place."""
        part = self.parts[place]
        before = self._document.characterCount()
        part.pending = []
        part.spots, part.ends = [], []
        if part.table is not None:
            self._tables.rewrite(cursor, part)
        else:
            cursor.setPosition(part.start)
            cursor.setPosition(self.end(place), _KEEP)
            cursor.removeSelectedText()
            self._runs(cursor, part.block.runs, part, part.block.level)
        moved = self._document.characterCount() - before
        for later in range(place + 1, len(self.parts)):
            self.parts[later].begin += moved
            self.parts[later].start += moved
            self._starts[later] += moved

    # -- tables ----------------------------------------------------------------------------------

    def _table(self, cursor: QTextCursor, block: Block, above: Block | None, begin: int) -> None:
        if above is None:
            self._thin(cursor)
        part = Part(block, begin, begin)
        self.parts.append(part)
        self._tables.write(cursor, above)
        self._starts.append(part.start)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        self._thin(cursor)

    def fit_tables(self) -> None:
        """Give the columns of tables the widths that suit the document's own."""
        self._tables.fit()


def _picture(name: str) -> str:
    """Return what stands in the place of a picture: it is not fetched."""
    if not name:
        return QCoreApplication.translate("MessageText", "[Picture]")
    return QCoreApplication.translate("MessageText", "[Picture: {name}]").format(name=name)
