"""How a model's card is painted: mark, name, figures, licence, verdict, memory, quantisation."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from parley.discover.cards import Card
from parley.discover.proposals import Role
from parley.fit.live import Place
from parley.fit.values import HOST
from parley.ui import fonts, theme
from parley.ui.icons import Icons
from parley.ui.languages import translated
from parley.ui.models import words
from parley.ui.picker.words import colour
from parley.ui.settings.memory_bar import fill
from parley.ui.theme import Theme

CARD, ROLE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_HEIGHT, _PAD, _MARK, _LINE = 128, 14, 10, 20
_SHARES = ("others", "weights", "beside", "cache", "compute")
_Index = QModelIndex | QPersistentModelIndex


class CardDelegate(QStyledItemDelegate):
    """Paints cards. `builds_asked` carries one whose quantisation was pressed."""

    builds_asked = Signal(object)

    def __init__(self, look: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self._icons = icons
        self._name = fonts.ui_font(theme.SIZE_MESSAGE, QFont.Weight.DemiBold)
        self._body = fonts.ui_font(theme.SIZE_BODY)
        self._strong = fonts.ui_font(theme.SIZE_BODY, QFont.Weight.Medium)
        self._small = fonts.ui_font(theme.SIZE_SMALL)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(200, self.look.space(_HEIGHT - 100) + 100)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        card: Card | None = index.data(CARD)
        if card is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRect(option.rect).adjusted(8, 4, -8, -4)
        self._paint_box(painter, option, box)
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        inner = _Lines(box.adjusted(_PAD, self.look.space(10), -_PAD, -8), rtl=rtl)
        self._paint_head(painter, inner, card, index.data(ROLE))
        about = translated(card.model.good_for or "") or words.subtitle(card)
        self._text(painter, inner.next(), about, self.look.text)
        self._text(painter, inner.next(18), words.figures(card), self.look.muted, self._small)
        self._paint_verdict(painter, inner, card)
        self._paint_bar(painter, inner, card)
        painter.restore()

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: _Index,
    ) -> bool:
        card: Card | None = index.data(CARD)
        if (
            card is not None
            and isinstance(event, QMouseEvent)
            and event.type() == QEvent.Type.MouseButtonRelease
            and event.button() == Qt.MouseButton.LeftButton
            and self.chip(option, card).contains(event.position().toPoint())
        ):
            self.builds_asked.emit(card)
            return True
        return super().editorEvent(event, model, option, index)

    def chip(self, option: QStyleOptionViewItem, card: Card) -> QRect:
        """Return where the quantisation of a card stands in its row; empty where it has none."""
        box = QRect(option.rect).adjusted(8, 4, -8, -4)
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        lines = _Lines(box.adjusted(_PAD, self.look.space(10), -_PAD, -8), rtl=rtl)
        for height in (_LINE, _LINE, 18):
            lines.next(height)
        return self._chip(lines.next(22), card)

    # -- parts -----------------------------------------------------------------------------------

    def _paint_box(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect) -> None:
        state, look = option.state, self.look
        selected = bool(state & QStyle.StateFlag.State_Selected)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.setBrush(QColor(look.selected if selected else look.hover if over else look.raised))
        focused = state & QStyle.StateFlag.State_HasFocus and state & (
            QStyle.StateFlag.State_KeyboardFocusChange
        )
        painter.setPen(QPen(QColor(look.accent), 2) if focused else QPen(QColor(look.line), 1))
        edge = 1.0 if focused else 0.5
        area = QRectF(box).adjusted(edge, edge, -edge, -edge)
        painter.drawRoundedRect(area, theme.RADIUS_CARD, theme.RADIUS_CARD)

    def _paint_head(
        self, painter: QPainter, lines: _Lines, card: Card, proposed: Role | None
    ) -> None:
        look, line = self.look, lines.next()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour(card.model.family, look)))
        painter.drawEllipse(line.part(0, _MARK, 5, _MARK))
        end = 0
        if card.licence is not None:
            end = self._badge(painter, line, 0, card.licence.badge, look.muted)
        if card.here:
            text = self.tr("Here")
            end += self._badge(painter, line, end, text, look.good, icon="check")
        elif proposed is not None:
            end += self._badge(painter, line, end, words.role(proposed), look.accent)
        name = line.part(_MARK + 8, line.width - _MARK - 8 - end)
        self._text(painter, name, card.model.name, look.text, self._name, rtl=line.rtl)

    def _badge(
        self, painter: QPainter, line: _Line, end: int, text: str, tone: str, icon: str = ""
    ) -> int:
        """Paint a word in a frame, `end` pixels before the line's end; return what it takes."""
        metrics = QFontMetrics(self._small)
        sign = 14 if icon else 0
        most = max(line.width // 2 - 24, 40)
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, most)
        width = metrics.horizontalAdvance(text) + 14 + sign
        area = line.part(line.width - end - width, width, 1, 18)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pale = QColor(tone)
        pale.setAlphaF(0.45)
        painter.setPen(QPen(pale, 1))
        painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), 9, 9)
        if icon:
            left = area.right() - 18 if line.rtl else area.left() + 6
            self._icons.get(icon, tone, 12).paint(painter, QRect(left, area.top() + 3, 12, 12))
            area = area.adjusted(0, 0, -sign, 0) if line.rtl else area.adjusted(sign, 0, 0, 0)
        painter.setPen(QColor(tone))
        painter.setFont(self._small)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), text)
        return width + 8

    def _paint_verdict(self, painter: QPainter, lines: _Lines, card: Card) -> None:
        look, line = self.look, lines.next(22)
        chip = self._chip(line, card)
        if not chip.isEmpty():
            painter.setBrush(QColor(look.surface))
            painter.setPen(QPen(QColor(look.line), 1))
            painter.drawRoundedRect(
                QRectF(chip).adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS
            )
            painter.setPen(QColor(look.text))
            painter.setFont(self._small)
            painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), self._build(card))
        runs = card.runs
        tone = (look.good if card.readable else look.warn) if runs else look.muted
        sign = "check" if runs else "x"
        self._icons.get(sign, tone, 14).paint(painter, line.part(0, 14, 4, 14))
        rest = line.part(20, line.width - 20 - (chip.width() + 8 if not chip.isEmpty() else 0))
        self._text(painter, rest, words.verdict(card), tone, self._strong, rtl=line.rtl)

    def _chip(self, line: _Line, card: Card) -> QRect:
        text = self._build(card)
        if not text or not card.repository:
            return QRect()
        width = QFontMetrics(self._small).horizontalAdvance(text) + 16
        return line.part(line.width - width, width, 0, 22)

    def _build(self, card: Card) -> str:
        return words.build(card.quantisation, card.size)

    def _paint_bar(self, painter: QPainter, lines: _Lines, card: Card) -> None:
        """Paint the memory that the model would mostly be in."""
        place = _busiest(card)
        if place is None:
            return
        line = lines.next(16)
        area = QRectF(line.part(0, line.width, 7, 7))
        taken = sum(max(getattr(place, name), 0) for name in _SHARES)
        whole = max(taken, place.total, 1)
        outline = QPainterPath()
        outline.addRoundedRect(area, 3, 3)
        painter.save()
        painter.setClipPath(outline)
        painter.fillRect(area, QColor(self.look.surface))
        at = 0.0
        for name in _SHARES:
            share = max(getattr(place, name), 0) / whole * area.width()
            left = area.right() - at - share if line.rtl else area.left() + at
            fill(painter, QRectF(left, area.top(), share, area.height()), name, self.look)
            at += share
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self.look.line), 1))
        painter.drawPath(outline)
        if taken > place.total:
            x = place.total / whole * area.width()
            x = area.right() - x if line.rtl else area.left() + x
            painter.setPen(QPen(QColor(self.look.bad), 2))
            painter.drawLine(QPointF(x, area.top() - 2), QPointF(x, area.bottom() + 2))

    def _text(
        self,
        painter: QPainter,
        where: QRect | _Line,
        text: str,
        tone: str,
        font: QFont | None = None,
        *,
        rtl: bool = False,
    ) -> None:
        if isinstance(where, _Line):
            rtl = where.rtl
            where = where.part(0, where.width)
        painter.setFont(font or self._body)
        painter.setPen(QColor(tone))
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, where.width())
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(where, int(flags), shown)


class _Line:
    """One line of a card; places in it are counted from the side at which reading begins."""

    def __init__(self, area: QRect, *, rtl: bool) -> None:
        self._area, self.rtl = area, rtl
        self.width = area.width()

    def part(self, x: int, width: int, y: int = 0, height: int = 0) -> QRect:
        """Return a place in it."""
        area = self._area
        left = area.right() + 1 - x - width if self.rtl else area.x() + x
        return QRect(left, area.y() + y, width, height or area.height())


class _Lines:
    """Lines below each other."""

    def __init__(self, area: QRect, *, rtl: bool) -> None:
        self._area, self._rtl = area, rtl
        self._at = 0

    def next(self, height: int = _LINE) -> _Line:
        """Return the next line."""
        area = QRect(self._area.x(), self._area.y() + self._at, self._area.width(), height)
        self._at += height
        return _Line(area, rtl=self._rtl)


def _busiest(card: Card) -> Place | None:
    """Return the memory with most of the model in it; main memory where it is in none."""
    if not card.places:
        return None
    host = next((place for place in card.places if place.name == HOST), card.places[0])
    best = max(card.places, key=lambda place: place.weights + place.cache)
    return best if best.weights else host
