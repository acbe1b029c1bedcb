"""The main window: menus, the panels, and what connects them."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QMainWindow,
    QMenu,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from parley.chat.offers import Offer
from parley.chat.values import SessionState
from parley.core.errors import ParleyError
from parley.ui import dialogs, theme, words
from parley.ui.chat.actions import DOWN, SHORTCUTS, UP
from parley.ui.chat.conversations import ConversationsPanel
from parley.ui.chat.message import activity
from parley.ui.chat.page import ChatPage
from parley.ui.chat.undo_bar import UNDO
from parley.ui.icons import Icons
from parley.ui.post import Poster
from parley.ui.services import ModelCard, Opened, Services
from parley.ui.status import StatusLine

_NAME = "main"
_T = TypeVar("_T")


class MainWindow(QMainWindow):
    """Conversations at the left, one of them in the middle, the machine's truth below."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._poster = Poster(self)
        self._card = services.model_card()
        self._subscribed = False
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._app = app
        self._look = theme.apply(app, services.settings.theme)
        self.icons = Icons(services.resources)
        self.setWindowTitle("Parley")
        self.setWindowIcon(self.icons.application())
        self.setAcceptDrops(True)
        self.setMinimumSize(560, 400)
        self.resize(1080, 720)
        self.conversations = ConversationsPanel(self._look, self.icons)
        self.page = ChatPage(services, self._poster, self._look, self.icons)
        self.status = StatusLine(self._look, self.icons)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.conversations)
        self._splitter.addWidget(self.page)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([244, 836])
        self.conversations.setMinimumWidth(160)
        self.page.setMinimumWidth(360)
        centre = QWidget()
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._splitter, 1)
        layout.addWidget(self.status)
        self.setCentralWidget(centre)
        self._build_menus()
        self._connect()
        self._restore()
        self.page.show_card(self._card)
        self.refresh()
        self._show_status()
        self.set_theme(services.settings.theme)
        self.page.composer.edit.setFocus()
        if services.notices:
            self.page.notice.say(" ".join(services.notices))
        if not self._card.about:
            QTimer.singleShot(0, self._read_card)

    # -- building --------------------------------------------------------------------------------

    def _build_menus(self) -> None:
        bar = self.menuBar()
        file = bar.addMenu(self.tr("&File"))
        self.new_action = self._action(file, self.tr("&New chat"), "Ctrl+N", self.new_chat)
        self.open_action = self._action(
            file, self.tr("&Open model file…"), "Ctrl+O", self.ask_model_file
        )
        self.starter_action = self._action(
            file, self.tr("Use the &starter model"), "", lambda: self.use_model("starter")
        )
        file.addSeparator()
        self.offline_action = self._action(file, self.tr("O&ffline"), "", self._toggle_offline)
        self.offline_action.setCheckable(True)
        self.offline_action.setChecked(self._services.settings.offline)
        self.offline_action.setToolTip(self.tr("Make no connection to any other computer"))
        file.addSeparator()
        leave = self._action(file, self.tr("&Quit"), "Ctrl+Q", self.close)
        leave.setMenuRole(QAction.MenuRole.QuitRole)
        chat = bar.addMenu(self.tr("&Chat"))
        self.stop_action = self._action(chat, self.tr("&Stop"), "Esc", self.page.stop)
        self._build_message_actions(chat)
        chat.addSeparator()
        self.rename_action = self._action(
            chat, self.tr("&Rename…"), "F2", lambda: self._on_current(self.ask_rename)
        )
        self.delete_action = self._action(
            chat, self.tr("&Delete…"), "Ctrl+Shift+D", lambda: self._on_current(self.ask_delete)
        )
        view = bar.addMenu(self.tr("&View"))
        self._action(view, self.tr("&Next chat"), "Ctrl+PgDown", lambda: self.conversations.step(1))
        self._action(
            view, self.tr("&Previous chat"), "Ctrl+PgUp", lambda: self.conversations.step(-1)
        )
        self._action(
            view, self.tr("Go to the &message box"), "Ctrl+L", self.page.composer.edit.setFocus
        )
        self._action(view, self.tr("&Message above"), UP, lambda: self.page.step(-1))
        self._action(view, self.tr("Message &below"), DOWN, lambda: self.page.step(1))
        view.addSeparator()
        self._build_theme_menu(view.addMenu(self.tr("&Theme")))
        helping = bar.addMenu(self.tr("&Help"))
        self._action(
            helping,
            self.tr("Show the engine's &log"),
            "",
            lambda: self.page.show_log(self._services.engine_log()),
        )
        about = self._action(helping, self.tr("&About Parley"), "", self.show_about)
        about.setMenuRole(QAction.MenuRole.AboutRole)

    def _build_message_actions(self, menu: QMenu) -> None:
        names: dict[Offer, str] = {
            "retry": self.tr("&Answer again"),
            "continue": self.tr("Con&tinue the answer"),
            "edit": self.tr("&Edit message"),
            "copy": self.tr("&Copy answer"),
            "previous": self.tr("Pre&vious version"),
            "next": self.tr("Ne&xt version"),
            "delete": self.tr("Delete message and what &follows"),
        }
        self.message_actions = {
            what: self._action(menu, name, SHORTCUTS[what], partial(self.page.branching.do, what))
            for what, name in names.items()
        }
        self.retry_action = self.message_actions["retry"]
        self.copy_action = self.message_actions["copy"]
        self.copy_action.triggered.disconnect()
        self.copy_action.triggered.connect(lambda _checked=False: self._copy_answer())
        self.undo_action = self._action(
            menu, self.tr("&Undo the deletion"), UNDO, self.page.branching.undo
        )

    def _build_theme_menu(self, menu: QMenu) -> None:
        group = QActionGroup(self)
        self.theme_actions: dict[str, QAction] = {}
        names = {
            "system": self.tr("As the &system"),
            "light": self.tr("&Light"),
            "dark": self.tr("&Dark"),
        }
        for setting, name in names.items():
            action = self._action(menu, name, "", partial(self._choose_theme, setting))
            action.setCheckable(True)
            action.setChecked(self._services.settings.theme == setting)
            group.addAction(action)
            self.theme_actions[setting] = action

    def _action(self, menu: QMenu, text: str, shortcut: str, do: Callable[[], object]) -> QAction:
        action = QAction(text, self)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        action.triggered.connect(lambda _checked=False: do())
        menu.addAction(action)
        return action

    def _connect(self) -> None:
        panel = self.conversations
        panel.new_asked.connect(self.new_chat)
        panel.chosen.connect(self.page.open)
        panel.chosen.connect(lambda _: self._show_actions())
        panel.rename_asked.connect(self.ask_rename)
        panel.delete_asked.connect(self.ask_delete)
        self.page.changed.connect(self.refresh)
        self.page.progressed.connect(self._show_status)
        self.page.offers_changed.connect(self._show_actions)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_theme_changed)

    # -- what a person does ----------------------------------------------------------------------

    def new_chat(self) -> None:
        """Begin a new conversation; it is stored with its first message."""
        self.page.open(None)
        self.refresh()
        self.page.composer.edit.setFocus()

    def ask_rename(self, conversation_id: int) -> None:
        """Ask for another title."""
        title = self._services.store.conversation(conversation_id).title
        dialog, edit = dialogs.rename_dialog(title, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def rename() -> None:
            if dialog.chosen == "Rename" and edit.text().strip():
                self._try(lambda: self._services.store.rename(conversation_id, edit.text()))
                self.page.refresh_title()
                self.refresh()

        dialog.accepted.connect(rename)
        dialog.open()

    def ask_delete(self, conversation_id: int) -> None:
        """Ask, then delete a conversation."""
        title = self._services.store.conversation(conversation_id).title or self.tr("New chat")
        dialog = dialogs.delete_dialog(title, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def delete() -> None:
            if dialog.chosen == "Delete":
                self.page.forget(conversation_id)
                self._try(lambda: self._services.delete_conversation(conversation_id))
                self.refresh()
                self.page.composer.edit.setFocus()

        dialog.accepted.connect(delete)
        dialog.open()

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
            self._chosen("starter", None)
        else:
            self.use_models([name])

    def use_models(self, paths: Sequence[str]) -> None:
        """List models of files and folders from now on; if they are one, that answers."""
        self._in_background(lambda: self._services.open_models(paths), self._opened)

    def show_about(self) -> None:
        """Show versions and licences."""
        dialog = dialogs.about_dialog(self.icons, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def set_theme(self, setting: str) -> None:
        """Show everything in the theme that `setting` asks for."""
        self._look = theme.apply(self._app, setting)
        self.conversations.set_theme(self._look)
        self.page.set_theme(self._look)
        self.status.set_theme(self._look)

    def refresh(self) -> None:
        """Show the list of conversations as it is in the store."""
        current = self.page.conversation
        try:
            listed = self._services.store.conversations()
        except ParleyError as error:
            self.page.notice.say(str(error), bad=True)
            return
        self.conversations.show_conversations(listed, current.id if current else None)
        self._show_actions()

    def open_conversation(self, conversation_id: int) -> None:
        """Show a conversation and mark it in the list."""
        self.page.open(conversation_id)
        self.refresh()

    def say(self, text: str) -> None:
        """Say a failure above the transcript. Any thread may call."""
        self._poster(lambda: self.page.notice.say(text, bad=True))

    # -- inside ----------------------------------------------------------------------------------

    def _chosen(self, name: str, card: ModelCard | None, besides: str = "") -> None:
        if not self._try(lambda: self._services.change_settings(model=name)):
            return
        self._card = card or self._services.model_card()
        self.page.show_card(self._card)
        said = self.tr("{name} answers from now on.").format(name=self._card.name)
        self.page.notice.say(f"{said} {besides}".strip())
        self._show_status()

    def _opened(self, opened: Opened) -> None:
        if opened.model:
            self._chosen(opened.model, opened.card, opened.said)
        else:
            self.page.notice.say(opened.said)

    def _read_card(self) -> None:
        def read() -> ModelCard:
            return self._services.read_card(self._services.model_choice().path)

        def show(card: ModelCard) -> None:
            self._card = card
            self.page.show_card(card)
            self._show_status()

        self._in_background(read, show)

    def _in_background(self, work: Callable[[], _T], done: Callable[[_T], None]) -> None:
        def run() -> None:
            try:
                result = work()
            except ParleyError as error:
                self.say(str(error))
            else:
                self._poster(lambda: done(result))

        threading.Thread(target=run, name="read-header", daemon=True).start()

    def _toggle_offline(self) -> None:
        wanted = self.offline_action.isChecked()
        if not self._try(lambda: self._services.change_settings(offline=wanted)):
            self.offline_action.setChecked(not wanted)
        self._show_status()

    def _choose_theme(self, setting: str) -> None:
        self._try(lambda: self._services.change_settings(theme=setting))
        self.set_theme(setting)

    def _system_theme_changed(self) -> None:
        if self._services.settings.theme == "system":
            self.set_theme("system")

    def _copy_answer(self) -> None:
        if text := self.page.copy_answer():
            QGuiApplication.clipboard().setText(text)

    def _on_current(self, do: Callable[[int], None]) -> None:
        if self.page.conversation is not None:
            do(self.page.conversation.id)

    def _try(self, do: Callable[[], None]) -> bool:
        try:
            do()
        except ParleyError as error:
            self.page.notice.say(str(error), bad=True)
            return False
        return True

    def _show_actions(self) -> None:
        there = self.page.conversation is not None
        running = self.page.running
        self.rename_action.setEnabled(there)
        self.delete_action.setEnabled(there)
        for what, action in self.message_actions.items():
            action.setEnabled(self.page.branching.target(what) is not None)
        self.copy_action.setEnabled(there)
        self.undo_action.setEnabled(self.page.branching.can_undo)
        self.stop_action.setEnabled(running)
        title = self.page.conversation.title if self.page.conversation else ""
        self.setWindowTitle(f"{title} – Parley" if title else "Parley")

    def _show_status(self) -> None:
        """Say what is true now about model, memory, speed, context and network."""
        engine = self._services.engine
        if engine is not None and not self._subscribed:
            self._subscribed = True
            engine.subscribe(lambda *_: self._poster(self._show_status))
        loaded = engine.model if engine is not None else None
        session = self.page.session
        state = session.state if session is not None else SessionState.IDLE
        busy = engine is not None and engine.state not in {"off", "idle", "ready"}
        if loaded is not None:
            devices = [name for name, count in loaded.device_bytes.items() if count]
            device = "on " + (", ".join(devices) if devices else "the processor")
            self.status.show_model(self._card_name(), device, "busy" if busy else "ready")
            self.status.show_memory(loaded.memory_bytes + sum(loaded.device_bytes.values()))
        else:
            self.status.show_model(self._card_name(), "", "busy" if busy else "off")
            self.status.show_memory(0)
        progress = session.progress if session is not None else None
        self.status.show_state(_state_words(state, activity(state, progress, "")))
        self._show_figures()
        self.status.show_offline(self._services.settings.offline)
        self._show_actions()

    def _show_figures(self) -> None:
        figures = next(
            (v.message.figures for v in reversed(self.page.transcript.views) if v.message.figures),
            None,
        )
        live = self.page.live_speed
        if figures is None:
            self.status.show_speed(live)
            self.status.show_context(0, 0)
            return
        past = words.speed(figures.generated_tokens, figures.decode_seconds)
        self.status.show_speed(live or past)
        self.status.show_context(figures.context_used, figures.context)

    def _card_name(self) -> str:
        parts = (self._card.name, self._card.quantisation)
        return " ".join(part for part in parts if part)

    def _restore(self) -> None:
        saved = self._services.settings.windows.get(_NAME, "")
        geometry, _, sizes = saved.partition(" ")
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
        windows = {**self._services.settings.windows, _NAME: f"{geometry} {sizes}"}
        if windows != self._services.settings.windows:
            self._try(lambda: self._services.change_settings(windows=windows))

    # -- Qt --------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _models_in(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = _models_in(event)
        if paths:
            event.acceptProposedAction()
            self.use_models(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._remember()
        self.page.close_sessions()
        self._poster.close()
        super().closeEvent(event)


def _models_in(event: QDropEvent) -> list[str]:
    """Return the paths of the model files and folders that are dragged; none if others are too."""
    urls = event.mimeData().urls()
    paths = [url.toLocalFile() for url in urls if url.isLocalFile()]
    models = [path for path in paths if path.lower().endswith(".gguf") or Path(path).is_dir()]
    return models if len(models) == len(urls) else []


def _state_words(state: SessionState, said: str) -> str:
    if state == SessionState.GENERATING:
        return "Writing"
    return said
