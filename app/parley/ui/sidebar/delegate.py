"""How one line of the sidebar is painted and renamed in place."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from parley.ui import fonts, theme, words
from parley.ui.icons import Icons
from parley.ui.sidebar.model import ROW_ROLE, Index, SidebarModel
from parley.ui.sidebar.rows import Row
from parley.ui.theme import Theme

ROW_HEIGHT = 32
_ICON, _GAP = 14, 8
_STARTED = "started"


class SidebarDelegate(QStyledItemDelegate):
    """Paints headings, folders and titles, each on one line, mirrored where text runs leftwards.

    `target` is the row a menu is open for, `dropped_on` the one that something is dragged over.
    """

    def __init__(self, look: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self.target: str | None = None
        self.dropped_on: str | None = None
        self._icons = icons
        self._title = fonts.ui_font(theme.SIZE_BODY)
        self._unread = fonts.ui_font(theme.SIZE_BODY, QFont.Weight.DemiBold)
        self._heading = fonts.ui_font(theme.SIZE_SMALL, QFont.Weight.DemiBold)
        self._heading.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.4)
        self._small = fonts.ui_font(theme.SIZE_SMALL)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(80, self.look.space(ROW_HEIGHT))

    # -- painting --------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row | None = index.data(ROW_ROLE)
        if row is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # A title runs as its own words do, whichever way the window does.
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        area = QRect(option.rect)
        if row.kind == "heading":
            self._paint_heading(painter, option, area, index.data())
        else:
            self._paint_box(painter, option, area.adjusted(4, 1, -4, -1), index, row)
            self._paint_line(painter, option, area.adjusted(12, 1, -12, -1), index, row)
        painter.restore()

    def _paint_heading(
        self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, text: str
    ) -> None:
        painter.setFont(self._heading)
        painter.setPen(QColor(self.look.muted))
        inner = area.adjusted(12, 0, -12, -5)
        painter.drawText(inner, int(_leading(option) | Qt.AlignmentFlag.AlignBottom), text)

    def _paint_box(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, index: Index, row: Row
    ) -> None:
        state, look = option.state, self.look
        model = cast(SidebarModel, index.model())
        shown = row.conversation is not None and row.conversation.id == model.shown
        selected = bool(state & QStyle.StateFlag.State_Selected) or shown
        if selected or state & QStyle.StateFlag.State_MouseOver or row.key == self.target:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.selected if selected else look.hover))
            painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        focused = state & QStyle.StateFlag.State_HasFocus and state & (
            QStyle.StateFlag.State_KeyboardFocusChange
        )
        if focused or self.dropped_on == row.key:
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), theme.RADIUS - 1, theme.RADIUS - 1)

    def _paint_line(
        self, painter: QPainter, option: QStyleOptionViewItem, inner: QRect, index: Index, row: Row
    ) -> None:
        look = self.look
        if row.kind in {"folder", "archive"}:
            inner = self._paint_icon(painter, option, inner, _icon_of(row), look.muted)
            painter.setFont(self._small)
            painter.setPen(QColor(look.muted))
            if row.count:
                self._paint_end(painter, option, inner, words.number(row.count))
                inner = _cut_end(option, inner, 40)
        elif row.section in {"folder", "archive"}:
            inner = _cut_start(option, inner, _ICON + _GAP)
        inner = self._paint_sign(painter, option, inner, index, row)
        quiet = row.kind == "archive" or row.section == "archive"
        painter.setPen(QColor(look.muted if quiet else look.text))
        font = self._font(index, row)
        painter.setFont(font)
        text = QFontMetrics(font).elidedText(
            index.data(), Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, int(_leading(option) | Qt.AlignmentFlag.AlignVCenter), text)

    def _paint_icon(
        self, painter: QPainter, option: QStyleOptionViewItem, inner: QRect, name: str, colour: str
    ) -> QRect:
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        left = inner.right() - _ICON + 1 if rtl else inner.left()
        place = QRect(left, inner.center().y() - _ICON // 2 + 1, _ICON, _ICON)
        self._icons.get(name, colour, _ICON).paint(painter, place)
        return _cut_start(option, inner, _ICON + _GAP)

    def _paint_end(
        self, painter: QPainter, option: QStyleOptionViewItem, inner: QRect, text: str
    ) -> None:
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignLeft if rtl else Qt.AlignmentFlag.AlignRight
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, int(flags), text)

    def _paint_sign(
        self, painter: QPainter, option: QStyleOptionViewItem, inner: QRect, index: Index, row: Row
    ) -> QRect:
        """Three dots where an answer is being written, one where one ended unseen."""
        model = cast(SidebarModel, index.model())
        answering = model.is_answering(row)
        if not (answering or model.is_unread(row)):
            return inner
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.look.accent))
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        count, radius = (3, 1.6) if answering else (1, 3.5)
        for number in range(count):
            away = radius + 5.5 * number
            x = inner.left() + away if rtl else inner.right() - away
            painter.drawEllipse(QPointF(x, inner.center().y() + 1), radius, radius)
        return _cut_end(option, inner, 22)

    def _font(self, index: Index, row: Row) -> QFont:
        unread = cast(SidebarModel, index.model()).is_unread(row)
        return self._unread if unread and row.conversation is not None else self._title

    # -- renaming --------------------------------------------------------------------------------

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index
    ) -> QWidget:
        edit = QLineEdit(parent)
        edit.setObjectName("rename")
        edit.setFont(self._title)
        edit.setMaxLength(200)
        edit.setAccessibleName(self.tr("New name"))
        edit.setAccessibleDescription(self.tr("Enter keeps it, Escape leaves the name as it was."))
        return edit

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # The list may change while a name is typed; what is typed stays.
        if isinstance(editor, QLineEdit) and not editor.property(_STARTED):
            editor.setProperty(_STARTED, True)
            editor.setText(index.data(Qt.ItemDataRole.EditRole))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            cast(SidebarModel, model).setData(index, editor.text())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        editor.setGeometry(option.rect.adjusted(4, 1, -4, -1))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        # While a name is typed, keys belong to it: Escape is not the window's Stop.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.accept()
            return True
        return super().eventFilter(editor, event)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Show the whole title where it was cut."""
        row: Row | None = index.data(ROW_ROLE) if index.isValid() else None
        if event.type() == QEvent.Type.ToolTip and row is not None:
            room = option.rect.width() - 24
            if row.kind == "folder":
                room -= _ICON + _GAP + (40 if row.count else 0)
            elif row.section in {"folder", "archive"}:
                room -= _ICON + _GAP
            if QFontMetrics(self._font(index, row)).horizontalAdvance(index.data()) > room:
                QToolTip.showText(event.globalPos(), words.tip(index.data()), view)
                return True
        return super().helpEvent(event, view, option, cast(QModelIndex, index))


def _icon_of(row: Row) -> str:
    if row.kind == "archive":
        return "archive"
    return "folder-open" if row.open else "folder"


def _leading(option: QStyleOptionViewItem) -> Qt.AlignmentFlag:
    rtl = option.direction == Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignAbsolute


def _cut_start(option: QStyleOptionViewItem, inner: QRect, by: int) -> QRect:
    if option.direction == Qt.LayoutDirection.RightToLeft:
        return inner.adjusted(0, 0, -by, 0)
    return inner.adjusted(by, 0, 0, 0)


def _cut_end(option: QStyleOptionViewItem, inner: QRect, by: int) -> QRect:
    if option.direction == Qt.LayoutDirection.RightToLeft:
        return inner.adjusted(by, 0, 0, 0)
    return inner.adjusted(0, 0, -by, 0)
