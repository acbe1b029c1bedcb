"""How each kind of text looks: Qt's formats for paragraphs and runs, made from the theme's tokens.

Spaces stand above a block only, so that what follows never changes what is there already.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextFormat,
    QTextFrameFormat,
    QTextTableCellFormat,
)

from parley.chat import marks
from parley.chat.marks import Block, Holder, Run
from parley.ui import theme, words
from parley.ui.formulas import Formula
from parley.ui.theme import Theme

#: Pixels around code, and of the head of its card that says the language.
CODE_PADDING, CODE_HEAD = 12, 32
#: How far quotes and items of lists stand in; a long number needs more; and at most.
QUOTE, ITEM, _DIGIT, _DEEPEST = 16, 30, 10, 216
#: Between the marker of an item and its words.
MARKER_GAP = 8
#: Between a cell's words and its sides; the first column stands at the edge of the text.
CELL_PADDING = 10
#: Line heights in per cent of the font's own: with Inter's, 1.5 times the size of the letters.
LINE, _CODE_LINE = 124.0, 118.0
#: Space between blocks, and between those that belong together.
SPACE, CLOSE_SPACE = 10, 4

#: What a document holds in the place of a formula or picture, whose source is in the format.
OBJECT = "\ufffc"
FORMULA = QTextFormat.ObjectTypes.UserObject.value + 1
PICTURE = QTextFormat.ObjectTypes.UserObject.value + 2
SOURCE, LATEX, SIZE, DISPLAY, SHOWN = (
    QTextFormat.Property.UserProperty.value + n for n in range(1, 6)
)
#: What the link of a picture is to; it opens here, and nothing else is looked up by it.
OPENS = "picture:"
#: Letters of formulas are smaller than those of words of the same size.
_LETTERS = 1.12

_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
_FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value
_SIZE = QTextFormat.Property.FontPixelSize.value
_ALIGN = {
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute,
}
#: Above and below the baseline of words beside a formula whose letters are of one pixel.
_LINE = (0.97 / _LETTERS, 0.24 / _LETTERS)
#: Height of an x of Inter for letters of one pixel.
_X_HEIGHT = 0.546
_HEADINGS = {
    1: (theme.SIZE_HERO, QFont.Weight.DemiBold, 24, 110.0),
    2: (theme.SIZE_TITLE, QFont.Weight.DemiBold, 22, 115.0),
    3: (theme.SIZE_MESSAGE, QFont.Weight.Bold, 18, LINE),
    4: (theme.SIZE_MESSAGE, QFont.Weight.DemiBold, 14, LINE),
    5: (theme.SIZE_BODY, QFont.Weight.Bold, 14, LINE),
    6: (theme.SIZE_BODY, QFont.Weight.DemiBold, 14, LINE),
}


def room(made: Formula, size: float) -> tuple[float, float]:
    """Return the pixels above and below the baseline for a formula in words: a line's at least."""
    return max(made.ascent * size, _LINE[0] * size), max(made.descent * size, _LINE[1] * size)


class Formats:
    """The formats of one theme, each made once."""

    def __init__(self, look: Theme) -> None:
        self.look = look
        self._chars: dict[tuple[int, bool, int], QTextCharFormat] = {}
        self._colours: dict[str, QTextCharFormat] = {}
        self._blocks: dict[tuple[object, ...], QTextBlockFormat] = {}
        self._cells: dict[tuple[bool, bool, bool], QTextTableCellFormat] = {}
        #: The line that Qt wants below each table, of which nothing is seen.
        self.thin = QTextBlockFormat()
        self.thin.setLineHeight(1, _FIXED)
        self.thin_char = QTextCharFormat()
        self.thin_char.setProperty(_SIZE, 1)

        #: Lines as tall as what is in them: a part more of a picture would be a hole.
        self.single = QTextBlockFormat()
        self.single.setLineHeight(100, QTextBlockFormat.LineHeightTypes.SingleHeight.value)

    def inset(self, path: tuple[Holder, ...]) -> int:
        """Return how far a block in `path` stands in, in pixels."""
        total = 0
        for holder in path:
            total += QUOTE if holder.kind == "quote" else ITEM + _DIGIT * max(0, holder.digits - 2)
        return min(self.scaled(total), _DEEPEST)

    def scaled(self, pixels: float) -> int:
        """Return a length beside letters, which grows with them."""
        return round(pixels * self.look.zoom / 100)

    def char(self, style: int, address: str = "", level: int = 0) -> QTextCharFormat:
        """Return the format of a run with `style` in a heading of `level`, or in a paragraph."""
        key = (style, bool(address), level)
        form = self._chars.get(key)
        if form is None:
            form = self._chars[key] = self._char(style, bool(address), level)
        if address:
            form = QTextCharFormat(form)
            form.setAnchorHref(address)
            form.setToolTip(words.tip(address))
        return form

    def block(self, block: Block, above: Block | None) -> QTextBlockFormat:
        """Return the format of the (first) paragraph of `block` below `above`."""
        key = (block.kind, block.level, self.inset(block.path), _space(block, above))
        form = self._blocks.get(key)
        if form is None:
            form = self._blocks[key] = self._block(*key)
        return form

    def code_line(self, block: Block) -> QTextBlockFormat:
        """Return the format of the lines of code after the first."""
        key = ("line", 0, self.inset(block.path), 0)
        form = self._blocks.get(key)
        if form is None:
            form = self._blocks[key] = self._block(*key)
        return form

    def cell_line(self, align: str) -> QTextBlockFormat:
        """Return the format of the paragraph in a cell of a column that is aligned so."""
        key = ("cell", align)
        form = self._blocks.get(key)
        if form is None:
            form = self._blocks[key] = QTextBlockFormat()
            form.setLineHeight(LINE, _PROPORTIONAL)
            if align:
                form.setAlignment(_ALIGN[align])
        return form

    def cell(self, *, first: bool, right: bool, header: bool) -> QTextTableCellFormat:
        """Return the format of a cell: a line below it, and the space around its words."""
        form = self._cells.get((first, right, header))
        if form is None:
            form = self._cells[first, right, header] = QTextTableCellFormat()
            form.setLeftPadding(0 if first and not right else CELL_PADDING)
            form.setRightPadding(0 if first and right else CELL_PADDING)
            form.setTopPadding(5)
            form.setBottomPadding(5)
            form.setBottomBorder(1)
            form.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            form.setBottomBorderBrush(QBrush(QColor(self.look.muted if header else self.look.line)))
        return form

    def code_colour(self, name: str) -> QTextCharFormat:
        """Return the format of code in the colour of the token `name`; "" is that of words."""
        form = self._colours.get(name)
        if form is None:
            form = self._colours[name] = QTextCharFormat(self.char(marks.CODE | marks.DISPLAY))
            if name:
                form.setForeground(QColor(getattr(self.look, name)))
        return form

    def formula(self, run: Run, made: Formula, level: int, *, alone: bool) -> QTextCharFormat:
        """Return the format of a formula that stands in a paragraph or `alone`."""
        letters = self.look.letters(_HEADINGS[level][0] if level else theme.SIZE_MESSAGE)
        size = _LETTERS * letters
        form = QTextCharFormat(self.char(run.style & ~(marks.CODE | marks.FORMULA), run.address))
        form.setObjectType(FORMULA)
        form.setProperty(SOURCE, run.source or f"$$\n{run.text}\n$$")
        form.setProperty(LATEX, run.text)
        form.setProperty(DISPLAY, bool(run.style & marks.DISPLAY))
        form.setProperty(SIZE, size)
        form.setToolTip(words.tip(run.text))
        if not alone:
            # Qt puts the middle of such an object at half the height of an x of its font: with
            # the right font, its baseline is where that of the words is.
            form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
            above, below = room(made, size)
            form.setFontFamilies([theme.UI_FONT])
            form.setProperty(_SIZE, max(2, round(2 * (above - below) / _X_HEIGHT)))
        return form

    def picture(self, run: Run, source: str) -> QTextCharFormat:
        """Return the format of a picture of the conversation, which a click or Enter opens."""
        form = QTextCharFormat(self.char(run.style & ~marks.PICTURE, run.address))
        form.setObjectType(PICTURE)
        form.setProperty(SOURCE, source)
        form.setProperty(SHOWN, run.picture)
        if not run.address:
            form.setAnchor(True)
            form.setAnchorHref(OPENS + run.picture)
            form.setToolTip(words.tip(run.text or run.picture))
        return form

    def _char(self, style: int, link: bool, level: int) -> QTextCharFormat:
        form = QTextCharFormat()
        if level:
            size, weight, _, _ = _HEADINGS[level]
            form.setProperty(_SIZE, self.look.letters(size))
            form.setFontWeight(weight)
            if level == 6:
                form.setForeground(QColor(self.look.muted))
        if style & marks.BOLD:
            form.setFontWeight(QFont.Weight.Bold if level else QFont.Weight.DemiBold)
        if style & marks.ITALIC:
            form.setFontItalic(True)
        if style & marks.STRIKE:
            form.setFontStrikeOut(True)
        if style & (marks.CODE | marks.FORMULA):
            # The whole card is code; inside words it is a little smaller than they are.
            form.setFontFamilies([theme.CODE_FONT, "monospace"])
            size = _HEADINGS[level][0] - 1 if level else theme.SIZE_MESSAGE - 1
            size = theme.SIZE_BODY if style & marks.DISPLAY else size
            form.setProperty(_SIZE, self.look.letters(size))
            form.setFontFixedPitch(True)
            # Code shows the signs that are in it, no arrows in the place of two.
            form.setFontFeatures({QFont.Tag("calt"): 0})
        if style & (marks.PICTURE | marks.FORMULA):
            form.setForeground(QColor(self.look.muted))
        if link:
            form.setAnchor(True)
            form.setForeground(QColor(self.look.accent))
            form.setFontUnderline(True)
        return form

    def _block(self, kind: str, level: int, indent: int, space: int) -> QTextBlockFormat:
        form = QTextBlockFormat()
        form.setTopMargin(space)
        if kind in {"code", "line"}:
            form.setLineHeight(_CODE_LINE, _PROPORTIONAL)
            form.setLeftMargin(indent + CODE_PADDING)
            form.setRightMargin(CODE_PADDING)
            # Code reads from left to right, whatever the words around it do.
            form.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            if kind == "code":
                form.setTopMargin(space + CODE_HEAD + CODE_PADDING // 2)
            return form
        form.setIndent(indent)
        form.setLineHeight(_HEADINGS[level][3] if level else LINE, _PROPORTIONAL)
        if level:
            form.setHeadingLevel(level)
        if kind == "rule":
            form.setLineHeight(1, _FIXED)
        elif kind == "formula":
            form.setLineHeight(115.0, _PROPORTIONAL)
            form.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        return form


def _space(block: Block, above: Block | None) -> int:
    """Return the pixels above `block`."""
    if above is None:
        return 0
    space = SPACE
    if block.kind == "heading":
        space = _HEADINGS[block.level][2]
    elif block.kind == "rule" or above.kind == "rule":
        space = 16
    elif block.close:
        space = CLOSE_SPACE
    elif block.kind in {"code", "formula"} or above.kind == "formula":
        space = 12
    if above.kind == "code":
        space = max(space, 12) + CODE_PADDING
    elif above.kind == "table":
        space = max(space, 14)
    return space
