"""What is drawn behind and beside the words: cards of code, lines of quotes, markers of lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextBlock, QTextDocument

from parley.ui import fonts, theme
from parley.ui.chat.text.formats import CODE_HEAD, CODE_PADDING, MARKER_GAP

if TYPE_CHECKING:
    from parley.ui.chat.text.builder import Builder, Part

_BAR = 3


class Decorations:
    """Draws them for the part of a document that is to be seen."""

    def __init__(self, document: QTextDocument, builder: Builder) -> None:
        self._document, self._builder = document, builder

    def paint(self, painter: QPainter, seen: QRectF) -> None:
        """Draw what lies in `seen`, in the document's coordinates."""
        builder = self._builder
        if not builder.parts:
            return
        place = max(0, self.part_near(seen.top()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        while place < len(builder.parts):
            part = builder.parts[place]
            top = self._top(part)
            if top - CODE_HEAD - 2 * CODE_PADDING > seen.bottom():
                break
            self._paint(painter, place, part, seen)
            place += 1

    def part_near(self, y: float) -> int:
        """Return the place of the last part that begins above `y`, or -1."""
        low, high = 0, len(self._builder.parts)
        while low < high:
            middle = (low + high) // 2
            if self._top(self._builder.parts[middle]) <= y:
                low = middle + 1
            else:
                high = middle
        return low - 1

    def card(self, place: int) -> QRectF:
        """Return the rectangle of the card of the code at `place`."""
        part = self._builder.parts[place]
        rect = self._rect(place)
        left = self._builder.formats.inset(part.block.path)
        head = CODE_HEAD + CODE_PADDING // 2
        return QRectF(
            left, rect.top() - head,
            self._document.textWidth() - left, rect.height() + head + CODE_PADDING,
        )  # fmt: skip

    # -- inside ----------------------------------------------------------------------------------

    def _block_rect(self, block: QTextBlock) -> QRectF:
        return self._document.documentLayout().blockBoundingRect(block)

    def _top(self, part: Part) -> float:
        return self._block_rect(self._document.findBlock(part.start)).top()

    def _rect(self, place: int) -> QRectF:
        """Return the rectangle of all lines of a part."""
        part = self._builder.parts[place]
        if part.table is not None:
            return self._document.documentLayout().frameBoundingRect(part.table)
        first = self._block_rect(self._document.findBlock(part.start))
        if part.block.kind != "code":
            return first
        last = self._block_rect(self._document.findBlock(self._builder.end(place)))
        return first.united(last)

    def _paint(self, painter: QPainter, place: int, part: Part, seen: QRectF) -> None:
        block = part.block
        look = self._builder.formats.look
        rect = self._rect(place)
        line = self._document.findBlock(part.start)
        right = line.textDirection() == Qt.LayoutDirection.RightToLeft
        if block.path:
            self._paint_quotes(painter, place, part, rect, right)
        if block.kind == "code":
            self._paint_card(painter, place, part)
        elif block.kind == "rule":
            painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 1), QColor(look.line))
        if part.spots:
            self._paint_spots(painter, part, seen)
        if block.marker:
            self._paint_marker(painter, part, line, right)

    def _paint_quotes(
        self, painter: QPainter, place: int, part: Part, rect: QRectF, right: bool
    ) -> None:
        above = self._builder.parts[place - 1] if place else None
        bottom = rect.bottom() + (CODE_PADDING if part.block.kind == "code" else 0)
        for depth, holder in enumerate(part.block.path):
            if holder.kind != "quote":
                continue
            top = rect.top()
            if part.block.kind == "code":
                top -= CODE_HEAD + CODE_PADDING // 2
            if above is not None and holder in above.block.path:
                over = self._rect(place - 1)
                top = over.bottom() + (CODE_PADDING if above.block.kind == "code" else 0)
            x = self._builder.formats.inset(part.block.path[:depth])
            if right:
                x = round(self._document.textWidth()) - x - _BAR
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._builder.formats.look.line))
            painter.drawRect(QRectF(x, top, _BAR, bottom - top))

    def _paint_card(self, painter: QPainter, place: int, part: Part) -> None:
        look = self._builder.formats.look
        card = self.card(place)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.code))
        painter.drawRoundedRect(card, theme.RADIUS_CARD, theme.RADIUS_CARD)
        painter.fillRect(
            QRectF(card.left(), card.top() + CODE_HEAD, card.width(), 1), QColor(look.line)
        )
        painter.setPen(QColor(look.muted))
        painter.setFont(fonts.ui_font(theme.SIZE_SMALL))
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        head = QRectF(card.left() + CODE_PADDING, card.top(), card.width() - 110, CODE_HEAD)
        painter.drawText(
            head, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, part.block.language
        )

    def _paint_spots(self, painter: QPainter, part: Part, seen: QRectF) -> None:
        """Draw the ground of code inside words."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._builder.formats.look.code))
        up, high = self._builder.formats.scaled(14), self._builder.formats.scaled(19)
        for first, last in part.spots:
            block = self._document.findBlock(part.start + first)
            rect = self._block_rect(block)
            if rect.top() > seen.bottom() or rect.bottom() < seen.top():
                continue
            at = part.start + first - block.position()
            end = part.start + last - block.position()
            layout = block.layout()
            while at < end:
                line = layout.lineForTextPosition(at)
                if not line.isValid():
                    break
                stop = min(end, line.textStart() + line.textLength())
                # Not the cursor's places: beside the code, words may run the other way.
                boxes = [run.boundingRect() for run in line.glyphRuns(at, stop - at)]
                left = min((box.left() for box in boxes), default=0.0)
                right = max((box.right() for box in boxes), default=0.0)
                y = rect.top() + line.y() + line.ascent()
                painter.drawRoundedRect(
                    QRectF(rect.left() + left - 2, y - up, right - left + 4, high), 4, 4
                )
                if stop <= at:
                    break
                at = stop

    def _paint_marker(self, painter: QPainter, part: Part, line: QTextBlock, right: bool) -> None:
        look = self._builder.formats.look
        layout = line.layout()
        rect = self._block_rect(line)
        marker = part.block.marker
        first = layout.lineAt(0)
        if part.block.kind == "code" or not first.isValid():
            base = rect.top() + self._builder.formats.scaled(14)
        else:
            base = rect.top() + first.y() + first.ascent()
        edge = float(self._builder.formats.inset(part.block.path) - MARKER_GAP)
        if right:
            edge = self._document.textWidth() - edge
        if marker in {"[ ]", "[x]"}:
            size = look.zoom / 100
            painter.save()
            painter.translate(edge if right else edge - 14 * size, base - 12 * size)
            painter.scale(size, size)
            self._paint_box(painter, QRectF(0, 0, 14, 14), marker == "[x]")
            painter.restore()
            return
        painter.setPen(QColor(look.muted))
        painter.setFont(fonts.ui_font(look.letters(theme.SIZE_MESSAGE)))
        width = painter.fontMetrics().horizontalAdvance(marker)
        painter.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight
        )
        painter.drawText(QPointF(edge if right else edge - width, base), marker)

    def _paint_box(self, painter: QPainter, box: QRectF, done: bool) -> None:
        look = self._builder.formats.look
        painter.setPen(Qt.PenStyle.NoPen if done else QPen(QColor(look.muted), 1.5))
        painter.setBrush(QColor(look.accent) if done else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3)
        if done:
            painter.setPen(
                QPen(
                    QColor(look.on_accent), 1.8, Qt.PenStyle.SolidLine,
                    Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin,
                )
            )  # fmt: skip
            painter.drawPolyline([QPointF(*each) for each in ((4, 7.2), (6.2, 9.5), (10.2, 4.8))])
