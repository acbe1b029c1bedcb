"""The commands for conversations as a whole, in the menus of one window."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from parley.ui.chat.branching import Branching
from parley.ui.chat.undo_bar import UNDO, UndoBar
from parley.ui.commands import Commands
from parley.ui.sidebar.panel import Sidebar
from parley.ui.sidebar.shelving import Shelving


class ShelfCommands(QObject):
    """Adds rename, pin, file, archive, delete and undo to `commands`."""

    def __init__(
        self,
        commands: Commands,
        shelving: Shelving,
        sidebar: Sidebar,
        branching: Branching,
        undo_bar: UndoBar,
    ) -> None:
        """Take `undo_bar`, on which `branching` says what it can undo."""
        super().__init__(shelving)
        self._shelving, self._sidebar = shelving, sidebar
        self._branching, self._undo_bar = branching, undo_bar
        add = commands.add
        section = "chat.conversation"

        def some() -> bool:
            return bool(shelving.meant())

        add(
            "chat.rename",
            self.tr("&Rename"),
            shelving.rename,
            "F2",
            menu=section,
            enabled=lambda: some() or shelving.folder_meant() is not None,
        )
        add(
            "chat.pin",
            self.tr("&Pin"),
            shelving.toggle_pin,
            "Ctrl+Shift+P",
            menu=section,
            enabled=some,
            checked=shelving.is_pinned,
        )
        add(
            "chat.folder",
            self.tr("Move to &folder…"),
            self._ask_folder,
            "Ctrl+Shift+M",
            menu=section,
            enabled=some,
        )
        add(
            "chat.new_folder",
            self.tr("New f&older…"),
            shelving.move_to_new_folder,
            menu=section,
        )
        add(
            "chat.archive",
            self.tr("Arc&hive"),
            shelving.toggle_archive,
            "Ctrl+Shift+A",
            menu=section,
            enabled=some,
            checked=shelving.is_archived,
        )
        add(
            "chat.duplicate",
            self.tr("D&uplicate"),
            shelving.duplicate,
            menu=section,
            enabled=some,
        )
        add(
            "chat.delete",
            self.tr("&Delete"),
            shelving.delete,
            "Ctrl+Shift+D",
            menu="chat.remove",
            enabled=lambda: some() or shelving.folder_meant() is not None,
        )
        add(
            "edit.undo",
            self.tr("&Undo the deletion"),
            self._undo,
            UNDO,
            menu="edit.undo",
            enabled=lambda: shelving.can_undo or branching.can_undo,
        )

        add(
            "go.chats",
            self.tr("Go to the &list of chats"),
            sidebar.go,
            "Ctrl+Shift+G",
            menu="view.go",
        )
        listed, tell = self.tr("List of chats"), commands.tell_keys
        tell(self.tr("Show the chat above, or below"), ("Up", "Down"), listed)
        tell(self.tr("Write in the chat, or open a folder"), "Return", listed)
        tell(self.tr("Close a folder, or open it"), ("Left", "Right"), listed)
        tell(self.tr("Take several chats"), ("Shift+Down", "Ctrl+Space"), listed)
        tell(self.tr("Delete the chats, or the folder"), "Del", listed)

    def _undo(self) -> None:
        """Have back what was put away last: conversations, or a part of the one shown."""
        shelving, branching = self._shelving, self._branching
        later = self._sidebar.undo_bar.said_at > self._undo_bar.said_at
        if shelving.can_undo and (later or not branching.can_undo):
            shelving.undo()
        else:
            branching.undo()

    def _ask_folder(self) -> None:
        """Offer the folders beside the row that is meant, or in the middle of the list."""
        meant, view = self._shelving.meant(), self._sidebar.view
        menu = QMenu(self._sidebar)
        self._shelving.fill_folders(menu, meant)
        row = self._sidebar.model.row_of(meant[0])
        place = view.visualRect(self._sidebar.model.index(row)) if row >= 0 else view.rect()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(view.viewport().mapToGlobal(place.center()))
