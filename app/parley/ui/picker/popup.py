"""The list that the picker opens: search, models by where they are, and what can be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from parley.chat.picking import Entry, matching
from parley.ui.icons import Icons
from parley.ui.picker.coming import Coming
from parley.ui.picker.rows import ENTRY, RowDelegate, Rows
from parley.ui.settings.choices import Tick
from parley.ui.speech import announce
from parley.ui.theme import Theme

_WIDE, _HIGH = 480, 520
_KEYS = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class ModelPopup(QFrame):
    """Closes by Esc, by a press outside, and once a model was chosen.

    `chosen` carries the `Entry` of a model that is here, and whether new chats are to use it too;
    `fetch_asked` the one of a model that is not; `open_asked` and `unload_asked` what was pressed.
    """

    chosen = Signal(object, bool)
    fetch_asked = Signal(object)
    open_asked = Signal()
    unload_asked = Signal()

    def __init__(self, look: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup_window")
        self.setAccessibleName(self.tr("Choose a model"))
        self._entries: Sequence[Entry] = ()
        self._loaded = self._chosen = ""
        self._waiting = True
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search models"))
        self.search.setAccessibleName(self.tr("Search models"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._fill)
        self.search.installEventFilter(self)
        self.rows = Rows(self)
        self.view = QListView()
        self.view.setObjectName("choices")
        self.view.setAccessibleName(self.tr("Models"))
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.view.setMouseTracking(True)
        self.view.setModel(self.rows)
        self._delegate = RowDelegate(look, icons, self.view)
        self.view.setItemDelegate(self._delegate)
        self.view.clicked.connect(self._choose)
        self.view.selectionModel().currentChanged.connect(self._tell)
        self.search.returnPressed.connect(lambda: self._choose(self.view.currentIndex()))
        self.view.installEventFilter(self)
        self.said = QLabel()
        self.said.setObjectName("quiet")
        self.said.setWordWrap(True)
        self.said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.for_new = Tick(self.tr("Use for new chats too"))
        self.open_button = QPushButton(self.tr("Open model file…"))
        self.open_button.clicked.connect(self._open)
        self.unload_button = QPushButton(self.tr("Unload now"))
        self.unload_button.setToolTip(self.tr("Free the memory that the loaded model takes"))
        self.unload_button.clicked.connect(self._unload)
        end = QHBoxLayout()
        end.setSpacing(8)
        end.addWidget(self.for_new, 1)
        end.addWidget(self.unload_button)
        end.addWidget(self.open_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self.search)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.said, 1)
        layout.addLayout(end)

    def open_below(self, place: QRect, within: QRect) -> None:
        """Show it at `place`, on the screen's pixels, and not outside of `within`."""
        width, height = min(_WIDE, within.width() - 16), min(_HIGH, within.height() - 16)
        # In some languages the words below the list take more.
        self.ensurePolished()
        width = max(width, self.minimumSizeHint().width())
        self.resize(width, height)
        left = place.x() if self.isRightToLeft() else place.right() + 1 - width
        left = max(within.x() + 8, min(left, within.right() - 8 - width))
        top = min(place.bottom() + 5, within.bottom() - 8 - height)
        self.move(QPoint(left, max(within.y() + 8, top)))
        self.show()
        self.search.setFocus()

    def show_waiting(self) -> None:
        """Say that the models are being looked for."""
        self._waiting = True
        self._fill()

    def show_entries(self, entries: Sequence[Entry], *, loaded: str, chosen: str) -> None:
        """List `entries`; `loaded` and `chosen` are the keys of those, "" for none."""
        self._entries, self._loaded, self._chosen = entries, loaded, chosen
        self._waiting = False
        self.unload_button.setVisible(bool(loaded))
        self._fill()

    def show_downloads(self, downloads: Mapping[str, Coming]) -> None:
        """Say of models that are being downloaded how far they are, by what fetches them."""
        self.rows.show_downloads(downloads)

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self._delegate.look = look
        self.view.viewport().update()

    def _fill(self) -> None:
        found = [] if self._waiting else matching(self._entries, self.search.text())
        here = [each for each in found if each.place != "download"]
        sections = (
            (self.tr("Loaded"), [each for each in here if each.key == self._loaded]),
            (self.tr("Installed"), [each for each in here if each.key != self._loaded]),
            (self.tr("To download"), [each for each in found if each.place == "download"]),
        )
        self.rows.show(sections, self._chosen)
        self.view.setVisible(bool(found))
        self.said.setVisible(not found)
        self.said.setText(
            self.tr("Looking for models…")
            if self._waiting
            else self.tr("No model matches. Open a model file, or search for another name.")
        )
        self._mark()

    def _mark(self) -> None:
        """Mark the chosen model, or else the first that can be."""
        rows = [self.rows.index(row, 0) for row in range(self.rows.rowCount())]
        usable = [index for index in rows if index.data(ENTRY) is not None]
        chosen = [
            index
            for index in usable
            if index.data(ENTRY).key == self._chosen and not self.search.text()
        ]
        if chosen or usable:
            index = (chosen or usable)[0]
            self.view.setCurrentIndex(index)
            if index == usable[0]:
                self.view.scrollToTop()

    def _tell(self, index: QModelIndex) -> None:
        """Say the model that is marked, since the focus is in the search."""
        if self.search.hasFocus() and index.data(ENTRY) is not None:
            announce(self.search, str(index.data(Qt.ItemDataRole.AccessibleTextRole)))

    def _choose(self, index: QModelIndex) -> None:
        entry: Entry | None = index.data(ENTRY) if index.isValid() else None
        if entry is None:
            return
        self.view.setCurrentIndex(index)
        if entry.place == "download":
            self.close()
            self.fetch_asked.emit(entry)
        elif not entry.problem:
            self.close()
            self.chosen.emit(entry, self.for_new.isChecked())

    def _open(self) -> None:
        self.close()
        self.open_asked.emit()

    def _unload(self) -> None:
        self.close()
        self.unload_asked.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            # The search keeps the focus while the arrows move in the list.
            if watched is self.search and event.key() in _KEYS:
                self.view.keyPressEvent(event)
                return True
            if watched is self.view and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._choose(self.view.currentIndex())
                return True
        return super().eventFilter(watched, event)
