"""How one download is painted: name, how far it is, a bar, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from parley.ui import fonts, theme
from parley.ui import words as numbers
from parley.ui.downloads import words
from parley.ui.downloads.model import ITEM, Index
from parley.ui.icons import Icons
from parley.ui.theme import Theme

if TYPE_CHECKING:
    from parley.discover.downloads import Item

_ICONS = {
    "waiting": "download",
    "running": "download",
    "checking": "download",
    "stopping": "download",
    "paused": "pause",
    "failed": "triangle-alert",
    "done": "check",
}
_PAD, _ICON, _GAP, _BAR = 12, 16, 10, 4
_HEAD, _LINE = 20, 17


class DownloadDelegate(QStyledItemDelegate):
    """Mirrored where the window runs from right to left."""

    def __init__(self, look: Theme, icons: Icons, parent: QListView) -> None:
        super().__init__(parent)
        self.look = look
        self._icons = icons
        self._name = fonts.ui_font(theme.SIZE_BODY, QFont.Weight.Medium)
        self._small = fonts.ui_font(theme.SIZE_SMALL)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        item: Item = index.data(ITEM)
        height = 10 + _HEAD + _LINE + 10
        if item.stage != "done":
            height += _BAR + 6
        if words.problem(item):
            height += _LINE + 2
        return QSize(240, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item: Item | None = index.data(ITEM)
        if item is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self._mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        self._paint_box(painter, option)
        self._paint_item(painter, option.rect.adjusted(_PAD, 10, -_PAD, -10), item)
        painter.restore()

    def _paint_box(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        look, state, box = self.look, option.state, option.rect.adjusted(2, 1, -2, -1)
        selected = state & QStyle.StateFlag.State_Selected
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.selected if selected else look.hover))
            painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        if state & QStyle.StateFlag.State_HasFocus and state & (
            QStyle.StateFlag.State_KeyboardFocusChange
        ):
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), theme.RADIUS - 1, theme.RADIUS - 1)

    def _paint_item(self, painter: QPainter, area: QRect, item: Item) -> None:
        look = self.look
        colour = {"failed": look.bad, "done": look.good}.get(item.stage, look.muted)
        icon = self._placed(area, 0, 2, _ICON, _ICON)
        self._icons.get(_ICONS[item.stage], colour, _ICON).paint(painter, icon)
        begin = _ICON + _GAP
        width = area.width() - begin
        percent = "" if item.stage == "done" else numbers.percent(item.fraction)
        room = QFontMetrics(self._small).horizontalAdvance(percent) + 8 if percent else 0
        self._text(
            painter, self._placed(area, begin, 0, width - room, _HEAD), words.named(item),
            look.text, self._name,
        )  # fmt: skip
        if percent:
            end = self._placed(area, area.width() - room, 0, room, _HEAD)
            self._text(painter, end, percent, look.muted, self._small, end=True)
        top = _HEAD
        if item.stage != "done":
            self._paint_bar(painter, self._placed(area, begin, top + 3, width, _BAR), item)
            top += _BAR + 6
        line = self._placed(area, begin, top, width, _LINE)
        self._text(painter, line, words.state(item), look.muted, self._small)
        if said := words.problem(item):
            place = self._placed(area, begin, top + _LINE + 2, width, _LINE)
            bad = look.bad if item.stage == "failed" else look.warn
            self._text(painter, place, said, bad, self._small)

    def _paint_bar(self, painter: QPainter, place: QRect, item: Item) -> None:
        look = self.look
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.line))
        painter.drawRoundedRect(place, 2, 2)
        filled = QRectF(place)
        filled.setWidth(max(_BAR, place.width() * item.fraction))
        if not item.fraction:
            return
        if self._mirrored:
            filled.moveRight(place.right() + 1)
        still = item.stage in {"paused", "failed"}
        painter.setBrush(QColor(look.muted if still else look.accent))
        painter.drawRoundedRect(filled, 2, 2)

    def _placed(self, area: QRect, x: int, y: int, width: int, height: int) -> QRect:
        """Return a place counted from the side at which reading begins."""
        left = area.right() + 1 - x - width if self._mirrored else area.x() + x
        return QRect(left, area.y() + y, width, height)

    def _text(
        self, painter: QPainter, rect: QRect, text: str, colour: str, font: QFont,
        *, end: bool = False,
    ) -> None:  # fmt: skip
        painter.setFont(font)
        painter.setPen(QColor(colour))
        right = self._mirrored != end
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(
            rect,
            side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter,
            QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width()),
        )
