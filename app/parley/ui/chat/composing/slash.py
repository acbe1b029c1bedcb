"""The list of slash commands above the composer while one is typed. The box keeps the focus."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from parley.chat.commands import SlashCommand
from parley.ui import fonts, theme
from parley.ui.speech import announce
from parley.ui.theme import Theme

_ROW, _MOST_ROWS, _PAD = 32, 8, 10
_COMMAND = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


class SlashList(QFrame):
    """Shows what may be meant.

    `chosen` carries the `SlashCommand` that is to be done, `completed` one that is to be written
    out, for text behind it.
    """

    chosen = Signal(object)
    completed = Signal(object)

    def __init__(self, look: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("popup")
        self._model = QStandardItemModel(self)
        self._delegate = _Rows(look, self)
        self.view = QListView()
        self.view.setObjectName("choices")
        self.view.setAccessibleName(self.tr("Commands"))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setModel(self._model)
        self.view.setItemDelegate(self._delegate)
        self.view.entered.connect(self.view.setCurrentIndex)
        self.view.clicked.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.view)
        self.hide()

    @property
    def current(self) -> SlashCommand | None:
        """The command that Enter would choose."""
        index = self.view.currentIndex()
        command: SlashCommand | None = index.data(_COMMAND) if index.isValid() else None
        return command

    def offer(self, commands: list[SlashCommand], above: QRect) -> None:
        """Show `commands` over the place `above`, in the parent's pixels; none hides the list."""
        if not commands:
            self.hide()
            return
        before = self.current
        self._model.clear()
        for command in commands:
            item = QStandardItem(f"/{command.name}")
            item.setData(command, _COMMAND)
            item.setAccessibleText(
                self.tr("{name}: {title}").format(name=f"/{command.name}", title=command.title)
            )
            self._model.appendRow(item)
        self._delegate.names = max(self._delegate.name_width(f"/{each.name}") for each in commands)
        self.view.setCurrentIndex(self._model.index(0, 0))
        height = min(len(commands), _MOST_ROWS) * _ROW + 10
        self.setGeometry(above.x(), above.y() - height - 6, min(above.width(), 480), height)
        if self.isRightToLeft():
            self.move(above.right() + 1 - self.width(), self.y())
        self.show()
        self.raise_()
        if self.current != before:
            self._tell()

    def takes(self, event: QKeyEvent) -> bool:
        """Do what a key means for the list. Return whether it meant anything."""
        if not self.isVisible():
            return False
        key, modifiers = event.key(), event.modifiers()
        plain = modifiers & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if not plain:
            return False
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._step(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Tab and self.current is not None and self.current.takes:
            self.hide()
            self.completed.emit(self.current)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}:
            self._choose(self.view.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.hide()
        else:
            return False
        return True

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self._delegate.look = look
        self.view.viewport().update()

    def _step(self, by: int) -> None:
        count = self._model.rowCount()
        row = (self.view.currentIndex().row() + by) % count
        self.view.setCurrentIndex(self._model.index(row, 0))
        self._tell()

    def _choose(self, index: QModelIndex) -> None:
        command = index.data(_COMMAND)
        self.hide()
        if command is not None:
            self.chosen.emit(command)

    def _tell(self) -> None:
        """Say the command that is marked, since the focus is elsewhere."""
        text = str(self.view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole))
        announce(self.view, text)


class _Rows(QStyledItemDelegate):
    """A command's name and, beside it, what it does."""

    def __init__(self, look: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self.names = 0

    def name_width(self, name: str) -> int:
        """Return how wide a name is, in pixels."""
        return QFontMetrics(fonts.ui_font(theme.SIZE_BODY, QFont.Weight.Medium)).horizontalAdvance(
            name
        )

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(0, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        command: SlashCommand = index.data(_COMMAND)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.look.selected))
            painter.drawRoundedRect(rect, theme.RADIUS, theme.RADIUS)
        inner = rect.adjusted(_PAD, 0, -_PAD, 0)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        # The words run as their own script does, on the side where the row begins.
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setFont(fonts.ui_font(theme.SIZE_BODY, QFont.Weight.Medium))
        painter.setPen(QColor(self.look.text))
        painter.drawText(inner, flags, f"/{command.name}")
        gap = self.names + 20
        rest = inner.adjusted(0, 0, -gap, 0) if mirrored else inner.adjusted(gap, 0, 0, 0)
        painter.setFont(fonts.ui_font(theme.SIZE_BODY))
        painter.setPen(QColor(self.look.muted))
        metrics = painter.fontMetrics()
        painter.drawText(
            rest,
            flags,
            metrics.elidedText(command.title, Qt.TextElideMode.ElideRight, rest.width()),
        )
        painter.restore()
