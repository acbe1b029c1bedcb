"""The command palette: everything that can be done or opened, found by a few letters."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, Literal

import msgspec
from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from parley.ui import fonts, fuzzy, theme
from parley.ui.icons import Icons
from parley.ui.keys import takes_escape
from parley.ui.theme import Theme

Kind = Literal["command", "chat", "model"]
_Index = QModelIndex | QPersistentModelIndex

_ENTRY_ROLE = Qt.ItemDataRole.UserRole + 1
_ICONS: dict[Kind, str] = {"command": "zap", "chat": "message-square", "model": "box"}
#: Rows shown without scrolling, results kept of a query, pixels of a row and of the whole width.
_ROWS, _MOST, _ROW, _WIDTH = 10, 100, 34, 580
#: What it is worth to have been used of late, by how many others were used since.
_RECENT = 40.0


class Entry(msgspec.Struct, frozen=True, eq=False):
    """One thing to do or to open.

    Attributes:
        key: by which it is remembered as used.
        detail: quiet words behind its title, such as its group.
        keys: its shortcut, as this system writes it.
    """

    kind: Kind
    key: str
    title: str
    do: Callable[[], object]
    detail: str = ""
    keys: str = ""


Source = Callable[[], Iterable[Entry]]


class Results(QAbstractListModel):
    """What was found, the best first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self.entries):
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (entry.title, entry.detail, entry.keys) if part)
        return entry if role == _ENTRY_ROLE else None

    def show(self, entries: list[Entry]) -> None:
        """Show `entries`."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()


class Palette(QFrame):
    """Lies over its window while it is open; Esc, or turning elsewhere, closes it.

    `used` tells the key of what was chosen.
    """

    used = Signal(str)

    def __init__(self, window: QWidget, look: Theme, icons: Icons) -> None:
        super().__init__(window)
        self.setObjectName("palette")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._sources: list[Source] = []
        self._targets: list[tuple[Entry, fuzzy.Target, float]] = []
        self._query, self._matching = "", self._targets
        self._worth: dict[str, float] = {}
        self._before: QWidget | None = None
        self.edit = QLineEdit()
        self.edit.setObjectName("palette_query")
        self.edit.setPlaceholderText(self.tr("Search commands, chats and models"))
        self.edit.setAccessibleName(self.tr("Search commands, chats and models"))
        self.edit.setClearButtonEnabled(False)
        self.edit.installEventFilter(self)
        self.edit.textChanged.connect(self._find)
        self.results = Results(self)
        self.view = QListView()
        self.view.setObjectName("palette_results")
        self.view.setAccessibleName(self.tr("Results"))
        self.view.setModel(self.results)
        self.view.setUniformItemSizes(True)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setMouseTracking(True)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.clicked.connect(lambda index: self._choose(index.row()))
        self._delegate = _Delegate(self, look, icons)
        self.view.setItemDelegate(self._delegate)
        self.nothing = QLabel()
        self.nothing.setObjectName("quiet")
        self.nothing.setTextFormat(Qt.TextFormat.PlainText)
        self.nothing.setContentsMargins(14, 10, 14, 12)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.setSpacing(4)
        layout.addWidget(self.edit)
        layout.addWidget(self.view)
        layout.addWidget(self.nothing)
        window.installEventFilter(self)
        self.hide()

    def add_source(self, source: Source) -> None:
        """Look also through what `source` returns, which is asked each time the palette opens."""
        self._sources.append(source)

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self._delegate.look = look

    def open(self, recent: Iterable[str] = (), query: str = "") -> None:
        """Show it with everything there is now; `recent` are keys, the one used last first."""
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        self._worth = {key: _RECENT / (2 + number) for number, key in enumerate(recent)}
        self._targets = [self._target(entry) for source in self._sources for entry in source()]
        self._query = ""
        self.edit.setText(query)
        self.edit.selectAll()
        self._find(query)
        self.show()
        self.raise_()
        self.edit.setFocus(Qt.FocusReason.PopupFocusReason)

    def add_entries(self, entries: Iterable[Entry]) -> None:
        """Take in what was found while it is open already."""
        if self.isVisible():
            row, shown = self.view.currentIndex().row(), self.results.entries
            # The first one is whatever fits best; one that a person went to stays the chosen one.
            meant = shown[row] if row > 0 else None
            self._targets += map(self._target, entries)
            self._query = ""
            self._find(self.edit.text())
            if meant in self.results.entries:
                self._turn_to(self.results.entries.index(meant))

    def leave(self) -> None:
        """Close it, and give the keyboard back to where it was."""
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self._before = None

    def place(self) -> None:
        """Lie in the middle of the window, below its top."""
        window = self.parentWidget()
        assert window is not None
        width = min(_WIDTH, window.width() - 32)
        rows = min(_ROWS, max(0, (window.height() - 160) // _ROW), len(self.results.entries))
        self.view.setFixedHeight(rows * _ROW)
        self.view.setVisible(rows > 0)
        self.nothing.setVisible(rows == 0)
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((window.width() - width) // 2, 48)

    # -- inside ----------------------------------------------------------------------------------

    def _target(self, entry: Entry) -> tuple[Entry, fuzzy.Target, float]:
        return entry, fuzzy.target(entry.title), self._worth.get(entry.key, 0.0)

    def _find(self, query: str) -> None:
        query = query.strip()
        if query:
            # While a query grows, what it means is among what it meant before.
            narrower = bool(self._query) and query.startswith(self._query)
            matching = fuzzy.matching(query, self._matching if narrower else self._targets)
            self._query, self._matching = query, [one for _, one in matching]
            found = fuzzy.best(matching, _MOST)
        else:
            self._query = ""
            # What was used of late first, then everything as it came.
            in_order = sorted(self._targets, key=lambda one: -one[2])
            found = [entry for entry, _, _ in in_order[:_MOST]]
        self._delegate.query = query
        self.results.show(found)
        self.nothing.setText(self.tr("Nothing is called “{query}”.").format(query=query))
        self.place()
        self._turn_to(0)

    def _turn_to(self, row: int) -> None:
        count = len(self.results.entries)
        if not count:
            return
        row = min(max(row, 0), count - 1)
        index = self.results.index(row)
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index)
        if self.isVisible() and QAccessible.isActive():
            # The keyboard stays in the line, so a screen reader is told what it would choose.
            said = index.data(Qt.ItemDataRole.AccessibleTextRole)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.edit, said))

    def _choose(self, row: int) -> None:
        if not 0 <= row < len(self.results.entries):
            return
        entry = self.results.entries[row]
        self.leave()
        self.used.emit(entry.key)
        entry.do()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parentWidget():
            if event.type() == QEvent.Type.MouseButtonPress and self.isVisible():
                self.leave()  # A press on something that does not take the keyboard.
            elif event.type() == QEvent.Type.Resize and self.isVisible():
                self.place()
        elif event.type() == QEvent.Type.FocusOut and not self.view.underMouse():
            if QApplication.activePopupWidget() is None:
                self.hide()
        elif takes_escape(event):
            return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(event)
        return super().eventFilter(watched, event)

    def _pressed(self, event: QKeyEvent) -> bool:
        row, last = self.view.currentIndex().row(), len(self.results.entries) - 1
        moves = {
            Qt.Key.Key_Down: 0 if row == last else row + 1,
            Qt.Key.Key_Up: last if row <= 0 else row - 1,
            Qt.Key.Key_PageDown: row + _ROWS,
            Qt.Key.Key_PageUp: row - _ROWS,
        }
        key = Qt.Key(event.key())
        if key in moves:
            self._turn_to(moves[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose(row)
        elif key == Qt.Key.Key_Escape:
            self.leave()
        elif key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            self._turn_to(row + (1 if key == Qt.Key.Key_Tab else -1))
        else:
            return False
        return True


class _Delegate(QStyledItemDelegate):
    """Paints icon, title with the letters that were meant, detail, and shortcut at the far side."""

    def __init__(self, parent: QWidget, look: Theme, icons: Icons) -> None:
        super().__init__(parent)
        self.look, self._icons = look, icons
        self.query = ""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(120, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry: Entry = index.data(_ENTRY_ROLE)
        area = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if chosen or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.look.selected if chosen else self.look.hover))
            painter.drawRoundedRect(area.adjusted(0, 1, 0, -1), theme.RADIUS, theme.RADIUS)
        mirrored = partial(QStyle.visualRect, option.direction, area)
        icon = self._icons.get(_ICONS[entry.kind], self.look.muted)
        icon.paint(painter, mirrored(QRect(area.left() + 10, area.top() + 9, 16, 16)))
        painter.setFont(fonts.ui_font(theme.SIZE_BODY))
        metrics = painter.fontMetrics()
        left, right = area.left() + 36, area.right() - 12
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        before, behind = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        if option.direction == Qt.LayoutDirection.RightToLeft:
            before, behind = behind, before
        for text in (entry.keys, entry.detail):
            if text:
                shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width() // 2)
                width = metrics.horizontalAdvance(shown)
                painter.setPen(QColor(self.look.muted))
                place = mirrored(QRect(right - width, area.top(), width + 1, area.height()))
                painter.drawText(place, align | behind, shown)
                right -= width + 16
        place = mirrored(QRect(left, area.top(), max(20, right - left), area.height()))
        self._paint_title(painter, place, align | before, entry.title)
        painter.restore()

    def _paint_title(
        self, painter: QPainter, place: QRect, align: Qt.AlignmentFlag, title: str
    ) -> None:
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, place.width())
        painter.setPen(QColor(self.look.text))
        painter.drawText(place, align, shown)
        # Marked by a line below, so that letters join and lines run as their script wants.
        marked = [at for at in fuzzy.letters(self.query, title) if at < len(shown)]
        if not marked or not shown.isascii():
            return
        start = metrics.boundingRect(place, align, shown).left()
        base = place.center().y() + metrics.ascent() // 2 + 3
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.look.accent))
        for at in marked:
            left = start + metrics.horizontalAdvance(shown[:at])
            width = metrics.horizontalAdvance(shown[at])
            painter.drawRect(QRect(left, base, max(2, width), 2))
