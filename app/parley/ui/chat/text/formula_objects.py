"""Draws formulas where a document holds them, with their baseline on that of the words."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSizeF
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPyTextObject, QTextDocument, QTextFormat

from parley.ui.chat.text.formats import DISPLAY, LATEX, SIZE, room
from parley.ui.formulas import Formula, Formulas


class FormulaObjects(QPyTextObject):
    """Tells a document how large its formulas are, and draws them."""

    def __init__(self, formulas: Formulas, parent: QObject) -> None:
        super().__init__(parent)
        self._formulas = formulas
        #: Those that stand in the document, whether or not they are kept for others.
        self._held: dict[tuple[str, bool], Formula] = {}

    def intrinsicSize(self, doc: QTextDocument, _position: int, form: QTextFormat) -> QSizeF:
        formula, size = self._formula(doc, form)
        if formula is None:
            return QSizeF(0, 0)
        height = (formula.ascent + formula.descent) * size
        if _middle(form):
            above, below = _ascents(formula, size, form)
            height = above + below
        return QSizeF(formula.width * size, height)

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        position: int,
        form: QTextFormat,
    ) -> None:
        formula, size = self._formula(doc, form)
        if formula is None:
            return
        rect = QRectF(rect)
        top = rect.top()
        if _middle(form):
            # Qt makes room around the baseline, but draws in the middle of the line.
            block = doc.findBlock(position)
            line = block.layout().lineForTextPosition(position - block.position())
            baseline = rect.center().y() + (line.ascent() - line.descent()) / 2
            top = baseline - formula.ascent * size
        colour = painter.pen().color().name()
        ratio = painter.device().devicePixelRatioF()
        pixmap = formula.pixmap(size, colour, ratio)
        painter.drawPixmap(QPointF(rect.left(), top), pixmap)

    def _formula(self, doc: QTextDocument, form: QTextFormat) -> tuple[Formula | None, float]:
        """Return a formula and the size of its letters, so that it is no wider than the text."""
        latex, display = str(form.property(LATEX)), bool(form.property(DISPLAY))
        formula = self._held.get((latex, display))
        if formula is None and (made := self._formulas.get(latex, display=display)) is not None:
            formula = self._held[latex, display] = made
        size = float(form.property(SIZE) or 0)
        if formula is None or formula.error:
            return None, size
        width = doc.textWidth()
        if 0 < width < formula.width * size:
            size = width / formula.width
        return formula, size


def _middle(form: QTextFormat) -> bool:
    char = form.toCharFormat()
    return char.verticalAlignment() == char.VerticalAlignment.AlignMiddle


def _ascents(formula: Formula, size: float, form: QTextFormat) -> tuple[float, float]:
    """Return the room above and below the baseline that Qt gives an object in the middle.

    Both together are the object's height; the first is larger by half the height of an x of its
    font, whatever the formula needs.
    """
    font: QFont = form.toCharFormat().font()
    more = QFontMetrics(font).xHeight() / 2
    above, below = room(formula, size)
    below = max(below, above - more)
    return below + more, below
