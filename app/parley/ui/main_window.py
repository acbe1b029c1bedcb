"""The main window: menus, the panels, and what connects them."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QByteArray, QEvent, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QMainWindow,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from parley.core.errors import ParleyError
from parley.ui import dialogs, theme
from parley.ui.chat.composing.acting import Acting
from parley.ui.chat.page import ChatPage
from parley.ui.commands import Commands
from parley.ui.downloads.part import WindowDownloads
from parley.ui.exchange.window import WindowExchange, is_importable
from parley.ui.finding import Finding
from parley.ui.in_step import InStep
from parley.ui.models.opening import WindowModels
from parley.ui.post import Poster
from parley.ui.reporting import Reporting
from parley.ui.search.window import WindowSearch
from parley.ui.services import Opened, Services
from parley.ui.settings.pane import SettingsPane
from parley.ui.sidebar.commands import ShelfCommands
from parley.ui.sidebar.more_button import MoreButton
from parley.ui.sidebar.panel import Sidebar
from parley.ui.sidebar.shelving import Shelving
from parley.ui.status import StatusLine
from parley.ui.top_bar import TopBar
from parley.ui.window_commands import WindowCommands
from parley.ui.windows import Windows, present

_T = TypeVar("_T")


class MainWindow(QMainWindow):
    """Conversations at the left, one of them in the middle, the machine's truth below."""

    def __init__(
        self, services: Services, windows: Windows | None = None, *, name: str = ""
    ) -> None:
        """Make a window of `windows`, or of a program that has no other.

        `name` is that under which the settings keep its place; "" is the first that is free.
        """
        super().__init__()
        self.services = services
        self.windows = Windows(services) if windows is None else windows
        self.name = self.windows.adopt(self, name)
        self.icons, self.sessions = self.windows.icons, self.windows.sessions
        self._look = self.windows.look
        self._poster = Poster(self)
        self._shown: tuple[int | None, str] | None = None
        self.setWindowTitle("Parley")
        self.setWindowIcon(self.icons.application())
        self.setAcceptDrops(True)
        self.setMinimumSize(560, 400)
        self.resize(1080, 720)
        self.conversations = Sidebar(self._look, self.icons)
        self.page = ChatPage(services, self.sessions, self._look, self.icons)
        self.page.open_in(self.name)
        self.in_step = InStep(services.store, self)
        self.shelving = Shelving(services, self.sessions, self.conversations, self._on_screen, self)
        self.more_button = MoreButton(self.shelving, self.page, self._look, self.icons)
        self.status = StatusLine(self._look, self.icons)
        self.reporting = Reporting(services, self.sessions, self.page, self.status, self)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.conversations)
        self._splitter.addWidget(self.page)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([244, 836])
        self.conversations.setMinimumWidth(160)
        self.page.setMinimumWidth(270)
        centre = QWidget()
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._splitter, 1)
        layout.addWidget(self.status)
        self.setCentralWidget(centre)
        self.top_bar = TopBar(self._look, self.icons)
        self.setMenuWidget(self.top_bar)
        self.commands = Commands(self, self.top_bar.menus)
        self.finding = Finding(self)
        WindowCommands(self, self.commands)
        self.acting = Acting(self, self.commands)
        self.settings_pane = SettingsPane(self, self._splitter)
        self.search = WindowSearch(self)
        ShelfCommands(
            self.commands,
            self.shelving,
            self.conversations,
            self.page.branching,
            self.page.undo_bar,
        )
        self.exchange = WindowExchange(self)
        self.downloads = WindowDownloads(self)
        self.models = WindowModels(self)
        self._connect()
        self._restore()
        self.refresh()
        self._show_status()
        self.restyle()
        self.page.composer.edit.setFocus()
        if services.notices:
            self.page.notice.say(" ".join(services.notices))

    # -- building --------------------------------------------------------------------------------

    def _connect(self) -> None:
        panel = self.conversations
        panel.new_asked.connect(self.new_chat)
        panel.chosen.connect(self.open_conversation)
        panel.entered.connect(self._write_in)
        self.shelving.refused.connect(lambda said: self.page.notice.say(said, bad=True))
        self.shelving.opened.connect(self.open_conversation)
        self.shelving.window_asked.connect(self.open_in_window)
        self.shelving.offers_changed.connect(self._show_actions)
        self.in_step.shelf_changed.connect(self.refresh)
        self.in_step.conversation_changed.connect(self.page.catch_up)
        self.in_step.text_grew.connect(self.page.catch_up_text)
        self.in_step.draft_changed.connect(self.page.drafting.catch_up)
        self.page.setup_changed.connect(lambda: self.in_step.follow(self._on_screen()))
        self.page.composer.edited.connect(self.windows.titles.wait)
        self.page.changed.connect(self.refresh)
        self.page.progressed.connect(self._show_status)
        self.page.offers_changed.connect(self._show_actions)
        self.sessions.engine_changed.connect(self._show_status)
        self.windows.restyled.connect(self.restyle)
        self.windows.settings_changed.connect(self.page.picking.refresh)
        self.windows.settings_changed.connect(self._show_status)
        self.page.picking.card_changed.connect(self._show_status)
        self.page.picking.settings_changed.connect(self.windows.settings_changed)
        self.page.picking.open_asked.connect(self.ask_model_file)

    # -- what a person does ----------------------------------------------------------------------

    def new_window(self) -> None:
        """Open another window, with a new conversation."""
        self.windows.open(beside=self)

    def open_in_window(self, conversation_id: int) -> None:
        """Show a conversation in another window: in the one that has it, or in a new one."""
        window = self.windows.showing(conversation_id)
        if window is None or window is self:
            self.windows.open(conversation_id, beside=self)
        else:
            present(window)

    def new_chat(self) -> None:
        """Begin a new conversation; it is stored with its first message."""
        self.page.open(None)
        self.refresh()
        self.page.composer.edit.setFocus()

    def ask_model_file(self) -> None:
        """Let a model file be chosen."""
        dialog = QFileDialog(self, self.tr("Open a model file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Models (*.gguf)"), self.tr("All files (*)")])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.use_model)
        dialog.open()

    def use_model(self, name: str) -> None:
        """Have the model `name` (a path, or `starter`) answer from now on."""
        if name == "starter":
            self._chosen("starter")
        else:
            self.use_models([name])

    def use_models(self, paths: Sequence[str]) -> None:
        """List models of files and folders from now on; if they are one, that answers."""
        self._in_background(lambda: self.services.open_models(paths), self._opened)

    def toggle_offline(self) -> None:
        """Make no connection from now on, or make them again."""
        wanted = not self.services.settings.offline
        self._try(lambda: self.services.change_settings(offline=wanted))
        self.windows.settings_changed.emit()

    def choose_theme(self, setting: str) -> None:
        """Take the theme `setting` and keep it."""
        self.change_look(theme=setting)

    def change_look(self, **changes: object) -> None:
        """Keep settings of the look, and show all windows with them."""
        self._try(lambda: self.services.change_settings(**changes))
        self.windows.restyle()

    def zoom(self, by: int) -> None:
        """Show messages larger or smaller by so many steps; 0 is their usual size."""
        self.change_look(text_zoom=theme.zoomed(self.services.settings.text_zoom, by))

    def copy_answer(self, *, markdown: bool = False) -> None:
        """Copy what is selected, as words or as Markdown, or the message that is meant."""
        if text := self.page.copy_answer(markdown=markdown):
            QGuiApplication.clipboard().setText(text)

    def on_current(self, do: Callable[[int], None]) -> None:
        """Do something to the conversation on the screen, if there is one."""
        if self.page.conversation is not None:
            do(self.page.conversation.id)

    def show_log(self) -> None:
        """Show the last lines of the engine's log."""
        self.page.show_log(self.services.engine_log())

    def open_files(self, paths: Sequence[str]) -> None:
        """Open files that were dropped here, or given to the program as it was started."""
        chats = [path for path in paths if is_importable(path)]
        if chats:
            self.exchange.import_files(chats)
        if models := [path for path in paths if path not in chats]:
            self.use_models(models)

    def show_shortcuts(self) -> None:
        """List every shortcut."""
        from parley.ui.shortcuts import ShortcutsWindow

        shown = ShortcutsWindow(self.commands, self)
        shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown.show()

    def toggle_sidebar(self) -> None:
        """Show or hide the conversations at the side."""
        self.conversations.setVisible(self.conversations.isHidden())
        if self.conversations.isHidden():
            self.page.composer.edit.setFocus()

    def show_about(self) -> None:
        """Show versions and licences."""
        dialog = dialogs.about_dialog(self.icons, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def restyle(self) -> None:
        """Take the look that all windows have now."""
        self._look = self.windows.look
        self.conversations.set_theme(self._look)
        self.page.set_theme(self._look)
        self.status.set_theme(self._look)
        self.top_bar.set_theme(self._look)
        self.settings_pane.set_theme(self._look)
        self.more_button.set_theme(self._look)
        self.commands.refresh_soon()

    def refresh(self) -> None:
        """Show the list of conversations as it is in the store."""
        self.shelving.refresh()

    def open_conversation(self, conversation_id: int) -> None:
        """Show a conversation and mark it in the list."""
        self.page.open(conversation_id)
        self.refresh()

    def post(self, do: Callable[[], object]) -> None:
        """Run `do` soon on the window's thread, unless it is closed then. Any thread may call."""
        self._poster(do)

    def say(self, text: str) -> None:
        """Say a failure above the transcript. Any thread may call."""
        self._poster(lambda: self.page.notice.say(text, bad=True))

    # -- inside ----------------------------------------------------------------------------------

    def _on_screen(self) -> int | None:
        return self.page.conversation.id if self.page.conversation is not None else None

    def _write_in(self, conversation_id: int) -> None:
        self.open_conversation(conversation_id)
        self.page.composer.edit.setFocus()

    def _chosen(self, name: str, besides: str = "") -> None:
        if not self._try(lambda: self.services.change_settings(model=name)):
            return
        self._try(self.page.picking.follow)
        self.windows.settings_changed.emit()
        said = self.tr("{name} answers from now on.").format(name=self.page.picking.card.name)
        self.page.notice.say(f"{said} {besides}".strip())
        self._show_status()

    def _opened(self, opened: Opened) -> None:
        if opened.model:
            self._chosen(opened.model, opened.said)
        else:
            self.page.notice.say(opened.said)

    def _in_background(self, work: Callable[[], _T], done: Callable[[_T], None]) -> None:
        def run() -> None:
            try:
                result = work()
            except ParleyError as error:
                self.say(str(error))
            else:
                self._poster(lambda: done(result))

        threading.Thread(target=run, name="read-header", daemon=True).start()

    def _try(self, do: Callable[[], None]) -> bool:
        try:
            do()
        except ParleyError as error:
            self.page.notice.say(str(error), bad=True)
            return False
        return True

    def _show_actions(self) -> None:
        self.commands.refresh_soon()
        shown = self.page.conversation
        title = shown.title if shown else ""
        if (shown.id if shown else None, title) != self._shown:
            self._shown = shown.id if shown else None, title
            self.setWindowTitle(f"{title} – Parley" if title else "Parley")
            self.windows.told()

    def _show_status(self) -> None:
        self.reporting.tell()
        self._show_actions()

    def _restore(self) -> None:
        saved = self.services.settings.windows.get(self.name, "")
        geometry, sizes, hidden = [*saved.split(" "), "", ""][:3]
        self.conversations.setHidden(hidden == "hidden")
        try:
            if geometry:
                self.restoreGeometry(QByteArray(base64.b64decode(geometry, validate=True)))
            if sizes:
                self._splitter.restoreState(QByteArray(base64.b64decode(sizes, validate=True)))
        except ValueError:
            return  # Damaged by hand: the window has its first size again.

    def _remember(self) -> None:
        geometry = base64.b64encode(bytes(self.saveGeometry().data())).decode()
        sizes = base64.b64encode(bytes(self._splitter.saveState().data())).decode()
        hidden = "hidden" if self.conversations.isHidden() else "shown"
        self.windows.keep(self.name, f"{geometry} {sizes} {hidden}")

    # -- Qt --------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files_in(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = _files_in(event)
        if paths:
            event.acceptProposedAction()
            self.open_files(paths)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.windows.used(self)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._remember()
        self.settings_pane.finish()
        self.windows.left(self)
        self.in_step.close()
        self.commands.close()
        self.page.leave()
        # The engine ends after the window, which has nothing to show of that any more.
        self.sessions.disconnect(self)
        self.shelving.purge()
        self.search.close()
        self.exchange.close()
        self.downloads.close()
        self.models.close()
        self._poster.close()
        super().closeEvent(event)


def _files_in(event: QDropEvent) -> list[str]:
    """Return the paths of the models and chats that are dragged; none if others are too."""
    urls = event.mimeData().urls()
    paths = [url.toLocalFile() for url in urls if url.isLocalFile()]
    known = [
        path
        for path in paths
        if path.lower().endswith(".gguf") or is_importable(path) or Path(path).is_dir()
    ]
    return known if len(known) == len(urls) else []
