"""The conversations at the left: a list model, its delegate, and the panel around them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QMenu,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from parley.chat.values import Conversation
from parley.ui import fonts, theme, words
from parley.ui.icons import Icons
from parley.ui.theme import Theme

GROUP_ROLE = Qt.ItemDataRole.UserRole + 1
ID_ROLE = Qt.ItemDataRole.UserRole + 2

_ROW, _GROUP = 32, 28
_Index = QModelIndex | QPersistentModelIndex


class ConversationsModel(QAbstractListModel):
    """Conversations, the one changed last first, with the heading above the first of each."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._rows: list[Conversation] = []
        self._groups: list[str] = []

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = index.row()
        if not 0 <= row < len(self._rows):
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole}:
            return self._rows[row].title or self.tr("New chat")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._rows[row].title or self.tr('New chat')}, {self._groups[row]}"
        if role == ID_ROLE:
            return self._rows[row].id
        if role == GROUP_ROLE:
            first = row == 0 or self._groups[row] != self._groups[row - 1]
            return self._groups[row] if first else ""
        return None

    def show(self, conversations: Sequence[Conversation]) -> None:
        """Show `conversations`; rows that stay keep their selection."""
        today = self._today()
        groups = [
            words.group(datetime.fromtimestamp(one.updated_at).astimezone(), today)
            for one in conversations
        ]
        same = [one.id for one in conversations] == [one.id for one in self._rows]
        if same and groups == self._groups:
            self._rows = list(conversations)
            if self._rows:
                self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))
            return
        self.beginResetModel()
        self._rows, self._groups = list(conversations), groups
        self.endResetModel()

    def row_of(self, conversation_id: int | None) -> int:
        """Return the row of a conversation, -1 where it is not listed."""
        return next((i for i, one in enumerate(self._rows) if one.id == conversation_id), -1)

    def at(self, row: int) -> Conversation | None:
        """Return the conversation in `row`, or None."""
        return self._rows[row] if 0 <= row < len(self._rows) else None


class ConversationsDelegate(QStyledItemDelegate):
    """Paints a title on one line, and the heading above the first of its group."""

    def __init__(self, look: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self._title = fonts.ui_font(theme.SIZE_BODY)
        self._heading = fonts.ui_font(theme.SIZE_SMALL, QFont.Weight.DemiBold)
        self._heading.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.4)

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(80, _ROW + (_GROUP if index.data(GROUP_ROLE) else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRect(option.rect)
        state = option.state
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        if heading := index.data(GROUP_ROLE):
            painter.setFont(self._heading)
            painter.setPen(QColor(self.look.muted))
            top = area.adjusted(12, 4, -12, 0)
            top.setHeight(_GROUP - 4)
            painter.drawText(top, int(align), heading)
            area.setTop(area.top() + _GROUP)
        box = area.adjusted(4, 1, -4, -1)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.look.selected if selected else self.look.hover))
            painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        if state & QStyle.StateFlag.State_HasFocus and state & (
            QStyle.StateFlag.State_KeyboardFocusChange
        ):
            painter.setPen(QPen(QColor(self.look.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), theme.RADIUS - 1, theme.RADIUS - 1)
        painter.setFont(self._title)
        painter.setPen(QColor(self.look.text))
        inner = box.adjusted(8, 0, -8, 0)
        title = QFontMetrics(self._title).elidedText(
            index.data(), Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, int(align), title)
        painter.restore()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: _Index,
    ) -> bool:
        """Show the whole title where it was cut."""
        if event.type() == QEvent.Type.ToolTip and index.isValid():
            title = index.data()
            wide = QFontMetrics(self._title).horizontalAdvance(title)
            if wide > option.rect.width() - 24:
                QToolTip.showText(event.globalPos(), title, view)
                return True
        return super().helpEvent(event, view, option, index)


class _List(QListView):
    """The list itself; keys act on the conversation that is selected."""

    delete_asked = Signal(int)
    rename_asked = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        chosen = self.currentIndex().data(ID_ROLE)
        if chosen is not None and event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.delete_asked.emit(chosen)
        elif chosen is not None and event.key() == Qt.Key.Key_F2:
            self.rename_asked.emit(chosen)
        else:
            super().keyPressEvent(event)


class ConversationsPanel(QWidget):
    """The button for a new chat and the list below it."""

    new_asked = Signal()
    chosen = Signal(int)
    rename_asked = Signal(int)
    delete_asked = Signal(int)

    def __init__(self, look: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Conversations"))
        self._icons = icons
        self.new_button = QPushButton(self.tr("New chat"))
        self.new_button.setObjectName("new_chat")
        self.new_button.setToolTip(self.tr("Begin a new chat (Ctrl+N)"))
        self.new_button.clicked.connect(self.new_asked)
        self.model = ConversationsModel(date.today, self)
        self.view = _List()
        self.view.setAccessibleName(self.tr("List of conversations"))
        self.view.setModel(self.model)
        self.view.setMouseTracking(True)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._menu)
        self.view.rename_asked.connect(self.rename_asked)
        self.view.delete_asked.connect(self.delete_asked)
        self._delegate = ConversationsDelegate(look, self.view)
        self.view.setItemDelegate(self._delegate)
        self.view.selectionModel().currentChanged.connect(self._current_changed)
        self._quiet = False
        top = QHBoxLayout()
        top.setContentsMargins(8, 0, 8, 0)
        top.addWidget(self.new_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 10, 4, 4)
        layout.setSpacing(6)
        layout.addLayout(top)
        layout.addWidget(self.view, 1)
        self.set_theme(look)

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self._delegate.look = look
        self.new_button.setIcon(self._icons.get("square-pen", look.text))
        self.view.viewport().update()

    def show_conversations(
        self, conversations: Sequence[Conversation], current: int | None
    ) -> None:
        """Show the list and mark `current`, which tells nobody that it was chosen."""
        self._quiet = True
        try:
            self.model.show(conversations)
            row = self.model.row_of(current)
            index = self.model.index(row) if row >= 0 else QModelIndex()
            if row >= 0:
                self.view.setCurrentIndex(index)
            else:
                self.view.selectionModel().setCurrentIndex(
                    index, QItemSelectionModel.SelectionFlag.Clear
                )
                self.view.clearSelection()
        finally:
            self._quiet = False

    def step(self, by: int) -> None:
        """Choose the conversation `by` rows below the current one, as far as there is one."""
        row = self.view.currentIndex().row() + by
        index = self.model.index(max(0, min(row, self.model.rowCount() - 1)))
        if index.isValid():
            self.view.setCurrentIndex(index)

    def _current_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        if not self._quiet and index.isValid():
            self.chosen.emit(index.data(ID_ROLE))

    def _menu(self, place: QPoint) -> None:
        index = self.view.indexAt(place)
        if not index.isValid():
            return
        conversation = index.data(ID_ROLE)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Rename…")).triggered.connect(
            lambda: self.rename_asked.emit(conversation)
        )
        menu.addAction(self.tr("Delete…")).triggered.connect(
            lambda: self.delete_asked.emit(conversation)
        )
        menu.popup(self.view.viewport().mapToGlobal(place))
