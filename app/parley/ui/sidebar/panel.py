"""The panel at the left: a new chat, a place for the search, the list, and what can be undone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from parley.ui.chat.actions import with_keys
from parley.ui.chat.undo_bar import UndoBar
from parley.ui.icons import Icons
from parley.ui.sidebar.model import SidebarModel
from parley.ui.sidebar.rows import Row, key_of, key_of_folder
from parley.ui.sidebar.view import SidebarView
from parley.ui.theme import Theme


class Sidebar(QWidget):
    """Shows rows and says what a person asks for; `Shelving` does it."""

    new_asked = Signal()
    chosen = Signal(int)
    entered = Signal(int)
    toggled = Signal(object)
    renamed = Signal(object, str)
    deletion_asked = Signal()
    menu_asked = Signal(object, QPoint)
    dropped = Signal(list, object)
    folder_moved = Signal(int, int)
    selection_changed = Signal()

    def __init__(self, look: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Conversations"))
        self._icons = icons
        self._awaited = ""
        self.new_button = QPushButton(self.tr("New chat"))
        self.new_button.setObjectName("new_chat")
        self.new_button.setToolTip(with_keys(self.tr("Begin a new chat"), "Ctrl+N"))
        self.new_button.clicked.connect(self.new_asked)
        self.model = SidebarModel(self)
        self.view = SidebarView(self.model, look, icons)
        self.nothing = QLabel(self.tr("Your conversations will be here."))
        self.nothing.setObjectName("quiet")
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.nothing.setContentsMargins(12, 24, 12, 0)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.nothing)
        self.stack.addWidget(self.view)
        self.undo_bar = UndoBar(look, icons)
        top = QHBoxLayout()
        top.setContentsMargins(8, 0, 8, 0)
        top.addWidget(self.new_button)
        self._search_place = QVBoxLayout()
        self._search_place.setContentsMargins(8, 0, 8, 0)
        self._search: QWidget | None = None
        bottom = QHBoxLayout()
        bottom.setContentsMargins(4, 0, 4, 4)
        bottom.addWidget(self.undo_bar)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 10, 4, 4)
        layout.setSpacing(6)
        layout.addLayout(top)
        layout.addLayout(self._search_place)
        layout.addWidget(self.stack, 1)
        layout.addLayout(bottom)
        view = self.view
        view.chosen.connect(self.chosen)
        view.entered.connect(self.entered)
        view.toggled.connect(self.toggled)
        view.deletion_asked.connect(self.deletion_asked)
        view.menu_asked.connect(self.menu_asked)
        view.dropped.connect(self.dropped)
        view.folder_moved.connect(self.folder_moved)
        view.selection_changed.connect(self.selection_changed)
        self.model.renamed.connect(self.renamed)
        self.set_theme(look)

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self.view.delegate.look = look
        self.new_button.setIcon(self._icons.get("square-pen", look.text))
        self.undo_bar.set_theme(look)
        self.view.doItemsLayout()

    # -- search ----------------------------------------------------------------------------------

    def set_search(self, field: QWidget, results: QWidget) -> None:
        """Put a search `field` above the list; `results` are shown in its place when asked for."""
        self._search = results
        self._search_place.addWidget(field)
        self.stack.addWidget(results)

    def show_search(self, searching: bool) -> None:
        """Show the results of the search, or the list again."""
        if self._search is not None and searching:
            self.stack.setCurrentWidget(self._search)
        else:
            self._show_list()

    @property
    def searching(self) -> bool:
        """Whether the results of a search are shown."""
        return self._search is not None and self.stack.currentWidget() is self._search

    # -- what is shown ---------------------------------------------------------------------------

    def show_rows(self, rows: Sequence[Row], shown: int | None) -> None:
        """Show the list, and mark the conversation on the screen, which tells nobody."""
        self.view.quiet = True
        try:
            self.model.show(rows)
        finally:
            self.view.quiet = False
        self.mark(shown)
        if not self.view.selectionModel().hasSelection() and self.model.row_of(shown) >= 0:
            self.view.mark(self.model.row_of(shown), move=False)
        if not self.searching:
            self._show_list()
        if self._awaited:
            place = self.model.place_of(self._awaited)
            self._awaited = ""
            self.view.rename(place)

    def mark(self, shown: int | None) -> None:
        """Mark the conversation that is on the screen."""
        if shown != self.model.shown or (shown is None and self.view.selected()):
            self.model.mark_shown(shown)
            self.view.mark(self.model.row_of(shown))

    def go(self) -> None:
        """Give the list the focus, on the conversation that is on the screen."""
        self.show()
        self.show_search(False)
        self.view.setFocus()
        if not self.view.currentIndex().isValid():
            shown = self.model.row_of(self.model.shown)
            self.view.stand_on(shown if shown >= 0 else self.model.first())

    def step(self, by: int) -> None:
        """Choose the conversation `by` places below the one on the screen, if there is one."""
        listed = self.model.conversations()
        if not listed:
            return
        at = listed.index(self.model.shown) + by if self.model.shown in listed else 0
        wanted = listed[max(0, min(at, len(listed) - 1))]
        self.view.choose(self.model.row_of(wanted))

    def rename(self, conversation_id: int) -> None:
        """Have a conversation's title changed in its place."""
        self._rename(key_of(conversation_id))

    def rename_folder(self, folder_id: int) -> None:
        """Have a folder's name changed in its place, also if it is not in the list yet."""
        self._rename(key_of_folder(folder_id))

    def current_row(self) -> Row | None:
        """Return the row that keys act on, if the list has the focus."""
        return self.model.at(self.view.currentIndex().row()) if self.view.hasFocus() else None

    def _rename(self, key: str) -> None:
        self.show()
        place = self.model.place_of(key)
        if place < 0:
            self._awaited = key
        else:
            self.view.rename(place)

    def _show_list(self) -> None:
        self.stack.setCurrentWidget(self.view if self.model.rowCount() else self.nothing)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.view.viewport().update()
