"""What a person does to conversations as a whole: rename, pin, file, archive, delete, and undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu

from parley.chat.sections import sections
from parley.chat.values import Folder, Listed
from parley.core.errors import ParleyError
from parley.ui.chat.sessions import Sessions
from parley.ui.services import Services
from parley.ui.sidebar.panel import Sidebar
from parley.ui.sidebar.rows import Row, rows_of

_Undo = tuple[str, Callable[[], None]]


class Shelving(QObject):
    """The verbs behind the sidebar of one window.

    `refused` carries the sentence of what could not be done, `opened` a conversation that is to be
    on the screen, `window_asked` one that is to be in another window, `export_asked` those to be
    exported; `offers_changed` tells that other things can be done.
    """

    refused = Signal(str)
    opened = Signal(int)
    window_asked = Signal(int)
    export_asked = Signal(list)
    offers_changed = Signal()

    def __init__(
        self,
        services: Services,
        sessions: Sessions,
        sidebar: Sidebar,
        shown: Callable[[], int | None],
        parent: QObject,
    ) -> None:
        """Serve `sidebar`; `shown` tells which conversation is on the screen."""
        super().__init__(parent)
        self._services, self._store = services, services.store
        self._sessions, self._sidebar, self._shown = sessions, sidebar, shown
        self._seen: object = None
        self._archive_open = False
        self._folders: list[Folder] = []
        self._listed: dict[int, Listed] = {}
        self._undos: list[_Undo] = []
        self._deleted: list[int] = []
        sidebar.toggled.connect(self._toggle)
        sidebar.renamed.connect(self._rename)
        sidebar.deletion_asked.connect(self.delete)
        sidebar.menu_asked.connect(self._ask_menu)
        sidebar.dropped.connect(self._drop)
        sidebar.folder_moved.connect(self._drop_folder)
        sidebar.undo_bar.undo_asked.connect(self.undo)
        sidebar.selection_changed.connect(self.offers_changed)

    # -- what there is ---------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the list as it is in the store. Costs nothing where nothing in it changed."""
        today = date.today()
        try:
            seen = (self._store.shelf_revision(), today, self._archive_open)
            if seen != self._seen:
                listed = self._store.listed()
                self._folders = self._store.folders()
                self._seen = seen
                answering = {key for key, one in self._listed.items() if one.answering}
                self._listed = {one.id: one for one in listed}
                rows = rows_of(
                    sections(listed, self._folders, today), archive_open=self._archive_open
                )
                self._sidebar.show_rows(rows, self._shown())
                ended = {key for key in answering if key in self._listed}
                ended -= {one.id for one in listed if one.answering} | {self._shown()}
                self._sidebar.model.mark_unread(ended)
            else:
                self._sidebar.mark(self._shown())
        except ParleyError as error:
            self.refused.emit(str(error))
        self.offers_changed.emit()

    def meant(self) -> list[int]:
        """Return the conversations that a command is for: the selected ones, or the one shown."""
        selected = self._sidebar.view.selected()
        if len(selected) > 1 or (selected and self._sidebar.view.hasFocus()):
            return selected
        shown = self._shown()
        return selected if shown is None else [shown]

    def folder_meant(self) -> Folder | None:
        """Return the folder that a key is for: the one the list's focus is on."""
        row = self._sidebar.current_row()
        return row.folder if row is not None and row.kind == "folder" else None

    @property
    def can_undo(self) -> bool:
        """Whether something can be had back."""
        return bool(self._undos)

    def is_pinned(self) -> bool:
        """Whether all conversations that a command is for are pinned."""
        meant = self._those(self.meant())
        return bool(meant) and all(one.pinned for one in meant)

    def is_archived(self) -> bool:
        """Whether all conversations that a command is for are archived."""
        meant = self._those(self.meant())
        return bool(meant) and all(one.archived for one in meant)

    # -- what is done ----------------------------------------------------------------------------

    def rename(self) -> None:
        """Have the name of what is meant changed in its place."""
        folder, meant = self.folder_meant(), self.meant()
        if folder is not None:
            self._sidebar.rename_folder(folder.id)
        elif meant:
            self.rename_one(meant[0])

    def rename_one(self, conversation_id: int) -> None:
        """Have a conversation's title changed in its place, which is opened for that."""
        one = self._listed.get(conversation_id)
        self._sidebar.show_search(False)
        if one is not None and one.archived and not self._archive_open:
            self._archive_open = True
            self.refresh()
        elif one is not None and one.folder_id is not None and not one.pinned:
            folder_id = one.folder_id
            self._do(lambda: self._store.fold(folder_id, False))
        self._sidebar.rename(conversation_id)

    def toggle_pin(self, conversation_ids: Sequence[int] | None = None) -> None:
        """Keep conversations at the top; no longer where all of them are there."""
        meant = self._those(self.meant() if conversation_ids is None else conversation_ids)
        pinned = not all(one.pinned and not one.archived for one in meant)
        self._do(lambda: self._store.pin([one.id for one in meant], pinned))

    def toggle_archive(self, conversation_ids: Sequence[int] | None = None) -> None:
        """Put conversations out of the way; have them back where all of them are."""
        meant = self._those(self.meant() if conversation_ids is None else conversation_ids)
        # Of several, some may be there already; undo leaves those.
        coming = [one for one in meant if not one.archived]
        keys = [one.id for one in coming or meant]
        if not coming:
            self._do(lambda: self._store.archive(keys, False))
        elif self._do(lambda: self._store.archive(keys)):
            said = (
                self.tr("Archived “{title}”.").format(title=self._title(coming[0]))
                if len(coming) == 1
                else self.tr("%n conversation(s) archived.", "", len(coming))
            )
            self._offer(said, lambda: self._store.archive(keys, False))

    def move(self, folder_id: int | None, conversation_ids: Sequence[int] | None = None) -> None:
        """Put conversations into a folder, or into none."""
        keys = self.meant() if conversation_ids is None else conversation_ids
        self._do(lambda: self._store.move(keys, folder_id))

    def move_to_new_folder(self, conversation_ids: Sequence[int] = ()) -> None:
        """Make a folder, with conversations where some are given, and have it named."""
        made: list[Folder] = []

        def make() -> None:
            made.append(self._store.create_folder(self.tr("New folder")))
            if conversation_ids:
                self._store.move(conversation_ids, made[0].id)

        self._do(make)
        if made:
            self._sidebar.show_search(False)
            self._sidebar.rename_folder(made[0].id)

    def duplicate(self, conversation_ids: Sequence[int] | None = None) -> None:
        """Make a conversation like the one that is meant, and show it."""
        meant = self._those(self.meant() if conversation_ids is None else conversation_ids)
        if not meant:
            return
        key = meant[0].id
        title = self.tr("{title} (copy)").format(title=self._title(meant[0]))
        made: list[int] = []
        if self._do(lambda: made.append(self._store.duplicate(key, title).id)):
            self.opened.emit(made[0])

    def delete(self, conversation_ids: Sequence[int] | None = None) -> None:
        """Delete conversations, or the folder that the list's focus is on; it can be undone."""
        folder = self.folder_meant()
        if conversation_ids is None and folder is not None:
            self.delete_folder(folder)
            return
        keys = self.meant() if conversation_ids is None else conversation_ids
        meant, shown = self._those(keys), self._shown()
        if not meant:
            return
        gone: list[int] = []

        def remove() -> None:
            gone.extend(self._store.remove_conversations(keys))
            # Not before: where that is refused, answers go on and windows show what they did.
            for key in gone:
                self._sessions.forget(key)

        if not self._do(remove) or not gone:
            return
        self._deleted += gone
        said = (
            self.tr("Deleted “{title}”.").format(title=self._title(meant[0]))
            if len(gone) == 1
            else self.tr("%n conversation(s) deleted.", "", len(gone))
        )

        def back() -> None:
            self._store.restore_conversations(gone)
            self._deleted = [key for key in self._deleted if key not in gone]
            if shown in gone:
                self.opened.emit(shown)

        self._offer(said, back)

    def delete_folder(self, folder: Folder) -> None:
        """Delete a folder; what is in it stays, in no folder. It can be undone."""
        order = [each.id for each in self._folders]
        inside: list[int] = []
        if folder.id not in order:
            return  # Another window did it, while a menu was open.
        at = order.index(folder.id)
        if self._do(lambda: inside.extend(self._store.delete_folder(folder.id))):
            self._offer(
                self.tr("Deleted the folder “{name}”.").format(name=folder.name),
                lambda: self._store.restore_folder(folder, at, inside),
            )

    def place_folder(self, folder: Folder, by: int) -> None:
        """Move a folder up or down among the folders."""
        order = [each.id for each in self._folders]
        # One that is gone meanwhile is refused by the store.
        at = order.index(folder.id) + by if folder.id in order else 0
        self._do(lambda: self._store.place_folder(folder.id, max(0, at)))

    def undo(self) -> None:
        """Have back what was deleted or archived last."""
        if self._undos:
            _, back = self._undos[-1]
            if self._do(back):  # What was refused can be tried again.
                self._undos.pop()
            self._show_undo()

    def purge(self) -> None:
        """Remove for ever what was deleted in this window, which is about to close."""
        self._undos.clear()
        deleted, self._deleted = self._deleted, []
        if deleted:
            try:
                self._services.purge_conversations(deleted)
            except ParleyError:
                return  # The end of the program does it, or the next start.

    # -- menus -----------------------------------------------------------------------------------

    def fill_folders(self, menu: QMenu, conversation_ids: Sequence[int]) -> None:
        """Offer the folders that conversations can be put into."""
        inside = {one.folder_id for one in self._those(conversation_ids)}
        for folder in self._folders:
            action = menu.addAction(folder.name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(inside == {folder.id})
            action.triggered.connect(
                lambda _=False, key=folder.id: self.move(key, conversation_ids)
            )
        if inside - {None}:
            menu.addAction(self.tr("No folder")).triggered.connect(
                lambda _=False: self.move(None, conversation_ids)
            )
        if not menu.isEmpty():
            menu.addSeparator()
        menu.addAction(self.tr("New folder…")).triggered.connect(
            lambda _=False: self.move_to_new_folder(conversation_ids)
        )

    def menu_for(self, row: Row | None) -> QMenu:
        """Return the menu of a row, of what is selected with it, or of none."""
        menu = QMenu(self._sidebar)
        if row is not None and row.conversation is not None:
            selected = self._sidebar.view.selected()
            key = row.conversation.id
            self.fill_menu(menu, selected if key in selected else [key])
        elif row is not None and row.kind == "folder" and row.folder is not None:
            self._fill_folder(menu, row.folder)
        else:
            self._add(menu, self.tr("New chat"), self._sidebar.new_asked.emit)
            self._add(menu, self.tr("New folder…"), self.move_to_new_folder)
        return menu

    def fill_menu(self, menu: QMenu, keys: Sequence[int]) -> None:
        """Offer all that can be done with conversations as a whole."""
        those = self._those(keys)
        pinned = all(one.pinned for one in those)
        archived = all(one.archived for one in those)
        if len(keys) == 1:
            opened = self.tr("Open in another window")
            self._add(menu, opened, lambda: self.window_asked.emit(keys[0]))
            self._add(menu, self.tr("Rename"), lambda: self.rename_one(keys[0]))
        self._add(
            menu, self.tr("Unpin") if pinned else self.tr("Pin"), lambda: self.toggle_pin(keys)
        )
        self.fill_folders(menu.addMenu(self.tr("Move to folder")), keys)
        self._add(
            menu,
            self.tr("Take out of the archive") if archived else self.tr("Archive"),
            lambda: self.toggle_archive(keys),
        )
        menu.addSeparator()
        if len(keys) == 1:
            self._add(menu, self.tr("Duplicate"), lambda: self.duplicate(keys))
        self._add(menu, self.tr("Export…"), lambda: self.export_asked.emit(list(keys)))
        menu.addSeparator()
        self._add(menu, self.tr("Delete"), lambda: self.delete(keys))

    def _fill_folder(self, menu: QMenu, folder: Folder) -> None:
        order = [each.id for each in self._folders]
        self._add(menu, self.tr("Rename"), lambda: self._sidebar.rename_folder(folder.id))
        if folder.id != order[0]:
            self._add(menu, self.tr("Move up"), lambda: self.place_folder(folder, -1))
        if folder.id != order[-1]:
            self._add(menu, self.tr("Move down"), lambda: self.place_folder(folder, 1))
        menu.addSeparator()
        self._add(menu, self.tr("New folder…"), self.move_to_new_folder)
        self._add(menu, self.tr("Delete folder"), lambda: self.delete_folder(folder))

    def _add(self, menu: QMenu, text: str, do: Callable[[], object]) -> None:
        menu.addAction(text).triggered.connect(lambda _=False: do())

    def _ask_menu(self, row: Row | None, place: QPoint) -> None:
        menu, view = self.menu_for(row), self._sidebar.view
        view.delegate.target = row.key if row is not None else None
        view.viewport().update()

        def done() -> None:
            view.delegate.target = None
            view.viewport().update()
            menu.deleteLater()

        menu.aboutToHide.connect(done)
        menu.popup(place)

    # -- inside ----------------------------------------------------------------------------------

    def _toggle(self, row: Row) -> None:
        if row.folder is not None:
            folder = row.folder
            self._do(lambda: self._store.fold(folder.id, not folder.folded))
        else:
            self._archive_open = not self._archive_open
            self.refresh()

    def _rename(self, row: Row, text: str) -> None:
        if row.conversation is not None:
            key = row.conversation.id
            self._do(lambda: self._store.rename(key, text))
        elif row.folder is not None:
            folder = row.folder
            self._do(lambda: self._store.rename_folder(folder.id, text))

    def _drop(self, keys: list[int], row: Row) -> None:
        if row.section == "pinned":
            self._do(lambda: self._store.pin(keys))
        elif row.section == "archive":
            self.toggle_archive([one.id for one in self._those(keys) if not one.archived])
        else:
            self.move(row.folder.id if row.folder is not None else None, keys)

    def _drop_folder(self, folder_id: int, above: int) -> None:
        """Put a folder where it was let go, with so many of all folders above it."""
        order = [each.id for each in self._folders]
        passed = folder_id in order[:above]
        self._do(lambda: self._store.place_folder(folder_id, above - passed))

    def _those(self, keys: Sequence[int]) -> list[Listed]:
        return [self._listed[key] for key in keys if key in self._listed]

    def _title(self, one: Listed) -> str:
        return one.title or self.tr("New chat")

    def _offer(self, said: str, back: Callable[[], None]) -> None:
        self._undos.append((said, back))
        self._show_undo()

    def _show_undo(self) -> None:
        self._sidebar.undo_bar.say(self._undos[-1][0] if self._undos else "")
        self.offers_changed.emit()

    def _do(self, do: Callable[[], object]) -> bool:
        try:
            do()
        except ParleyError as error:
            self.refused.emit(str(error))
            return False
        finally:
            self.refresh()
        return True
