"""The menus of the main window, and the commands that no part of it adds itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup

from parley.chat.offers import Offer
from parley.ui import quick_ask
from parley.ui.chat.actions import DETAILS, DOWN, NEWEST, SHORTCUTS, UP
from parley.ui.commands import Commands

if TYPE_CHECKING:
    from parley.ui.main_window import MainWindow


class WindowCommands(QObject):
    """Makes menus and commands for one window, in the order in which they are shown."""

    def __init__(self, window: MainWindow, commands: Commands) -> None:
        super().__init__(window)
        self._window, self._commands = window, commands
        self._add_menus()
        self._add_file()
        self._add_chat()
        self._add_view()
        self._add_help()
        self._tell_keys()

    def _add_menus(self) -> None:
        add = self._commands.add_menu
        add("file", self.tr("&File"), ("new", "model", "exchange", "program", "leave"))
        add("edit", self.tr("&Edit"), ("undo", "find", "settings"))
        add("chat", self.tr("&Chat"), ("answer", "message", "conversation", "prompt", "remove"))
        add("view", self.tr("&View"), ("go", "message", "panels", "size", "look"))
        add("theme", self.tr("&Theme"), ("choice",), within="view.look")
        add("help", self.tr("&Help"), ("help", "log", "about"))

    def _add_file(self) -> None:
        window, add = self._window, self._commands.add
        add("chat.new", self.tr("&New chat"), window.new_chat, "Ctrl+N", menu="file.new")
        add(
            "window.new",
            self.tr("New &window"),
            window.new_window,
            "Ctrl+Shift+N",
            menu="file.new",
        )
        add(
            "quick.ask",
            self.tr("&Quick ask"),
            self._quick_ask,
            menu="file.new",
            tip=self.tr("Ask something in a small window over all others"),
        )
        add(
            "window.detach",
            self.tr("Open this chat in another window"),
            lambda: window.on_current(window.open_in_window),
            menu="chat.conversation",
            enabled=lambda: window.page.conversation is not None,
        )
        add(
            "window.close",
            self.tr("&Close window"),
            window.close,
            "Ctrl+W",
            menu="file.leave",
        )
        add(
            "model.open",
            self.tr("&Open model file…"),
            window.ask_model_file,
            "Ctrl+O",
            menu="file.model",
        )
        add(
            "model.starter",
            self.tr("Use the &starter model"),
            lambda: window.use_model("starter"),
            menu="file.model",
        )
        add(
            "program.offline",
            self.tr("O&ffline"),
            window.toggle_offline,
            menu="file.program",
            checked=lambda: window.services.settings.offline,
            tip=self.tr("Make no connection to any other computer"),
        )
        add(
            "program.quit",
            self.tr("&Quit"),
            window.windows.quit,
            "Ctrl+Q",
            menu="file.leave",
            role=QAction.MenuRole.QuitRole,
        )

    def _quick_ask(self) -> None:
        self._window.windows.presence.ask()

    def _add_chat(self) -> None:
        window, add = self._window, self._commands.add
        page, branching = window.page, window.page.branching
        add(
            "answer.stop",
            self.tr("&Stop"),
            page.stop,
            "Esc",
            menu="chat.answer",
            enabled=lambda: page.running,
        )
        names: dict[Offer, str] = {
            "retry": self.tr("&Answer again"),
            "continue": self.tr("Con&tinue the answer"),
            "edit": self.tr("&Edit message"),
            "copy": self.tr("&Copy answer"),
            "previous": self.tr("Pre&vious version"),
            "next": self.tr("Ne&xt version"),
            "delete": self.tr("Delete message and what &follows"),
        }
        for what, name in names.items():
            add(
                f"message.{what}",
                name,
                window.copy_answer if what == "copy" else partial(branching.do, what),
                SHORTCUTS[what],
                menu="chat.message",
                enabled=(
                    (lambda: page.conversation is not None)
                    if what == "copy"
                    else partial(self._is_offered, what)
                ),
            )
        add(
            "message.markdown",
            self.tr("Copy as &Markdown"),
            partial(window.copy_answer, markdown=True),
            menu="chat.message",
            enabled=lambda: page.conversation is not None,
        )

        add(
            "message.details",
            self.tr("Details &of the answer…"),
            page.details.show,
            DETAILS,
            menu="chat.message",
            enabled=lambda: page.details.message is not None,
            tip=self.tr("Show what an answer was made with: model, seed, prompt, options"),
        )

    def _is_offered(self, what: Offer) -> bool:
        return self._window.page.branching.target(what) is not None

    def _add_view(self) -> None:
        window, add = self._window, self._commands.add
        page = window.page
        add(
            "chat.next",
            self.tr("&Next chat"),
            lambda: window.conversations.step(1),
            "Ctrl+PgDown",
            menu="view.go",
        )
        add(
            "chat.previous",
            self.tr("&Previous chat"),
            lambda: window.conversations.step(-1),
            "Ctrl+PgUp",
            menu="view.go",
        )
        palette = add(
            "palette.open",
            self.tr("&Search everything…"),
            window.finding.open,
            "Ctrl+K",
            menu="view.go",
            tip=self.tr("Find commands, chats and models by a few letters"),
        )
        window.top_bar.set_search(self._commands.command(palette.objectName()))
        add(
            "go.composer",
            self.tr("Go to the &message box"),
            page.composer.edit.setFocus,
            "Ctrl+L",
            menu="view.go",
        )
        sidebar = add(
            "view.sidebar",
            self.tr("Show the &conversations"),
            window.toggle_sidebar,
            "Ctrl+B",
            menu="view.panels",
            checked=lambda: not window.conversations.isHidden(),
            tip=self.tr("Show or hide the conversations"),
        )
        window.top_bar.add_button(sidebar, "menu", far=False)
        add("go.above", self.tr("Message &above"), partial(page.step, -1), UP, menu="view.message")
        add("go.below", self.tr("Message &below"), partial(page.step, 1), DOWN, menu="view.message")
        transcript = page.transcript
        newest = add(
            "go.newest",
            self.tr("Go to the ne&west message"),
            transcript.to_end,
            NEWEST,
            menu="view.message",
            enabled=lambda: not transcript.follows,
        )
        transcript.follow_changed.connect(lambda: newest.setDisabled(transcript.follows))
        following = add(
            "go.next_prompt",
            self.tr("Go to where the next &prompt begins"),
            transcript.show_next,
            menu="view.message",
            enabled=lambda: transcript.next_begins is not None,
            tip=self.tr("Show what the next message will leave out"),
        )
        transcript.marked_next.connect(
            lambda: following.setEnabled(transcript.next_begins is not None)
        )
        add(
            "view.larger",
            self.tr("&Larger text"),
            partial(window.zoom, 1),
            ("Ctrl++", "Ctrl+="),
            menu="view.size",
        )
        add(
            "view.smaller",
            self.tr("&Smaller text"),
            partial(window.zoom, -1),
            "Ctrl+-",
            menu="view.size",
        )
        add(
            "view.usual",
            self.tr("&Usual size"),
            partial(window.zoom, 0),
            "Ctrl+0",
            menu="view.size",
        )
        program = window.services
        add(
            "view.compact",
            self.tr("Com&pact"),
            lambda: window.change_look(
                density="comfortable" if program.settings.density == "compact" else "compact"
            ),
            menu="view.look",
            checked=lambda: program.settings.density == "compact",
            tip=self.tr("Leave less room between things"),
        )
        add(
            "view.fonts",
            self.tr("System &fonts"),
            lambda: window.change_look(
                fonts="bundled" if program.settings.fonts == "system" else "system"
            ),
            menu="view.look",
            checked=lambda: program.settings.fonts == "system",
            tip=self.tr("Write with the fonts of the system instead of Parley's own"),
        )
        group = QActionGroup(self)
        names = {
            "system": self.tr("As the &system"),
            "light": self.tr("&Light"),
            "dark": self.tr("&Dark"),
        }
        for setting, name in names.items():
            action = add(
                f"theme.{setting}",
                name,
                partial(window.choose_theme, setting),
                menu="theme.choice",
                checked=partial(self._is_theme, setting),
            )
            group.addAction(action)

    def _is_theme(self, setting: str) -> bool:
        return self._window.services.settings.theme == setting

    def _add_help(self) -> None:
        window, add = self._window, self._commands.add
        add(
            "help.shortcuts",
            self.tr("&Keyboard shortcuts"),
            window.show_shortcuts,
            ("Ctrl+/", "F1"),
            menu="help.help",
        )
        add("help.log", self.tr("Show the engine's &log"), window.show_log, menu="help.log")
        add(
            "help.about",
            self.tr("&About Parley"),
            window.show_about,
            menu="help.about",
            role=QAction.MenuRole.AboutRole,
        )

    def _tell_keys(self) -> None:
        tell, program = self._commands.tell_keys, self._window.services
        writing, quick = self.tr("Writing"), self.tr("Quick ask")
        messages = self.tr("Messages")
        tell(
            self.tr("Send the message"),
            lambda: "Return" if program.settings.send_with == "enter" else "Ctrl+Return",
            writing,
        )
        tell(self.tr("Begin a new line"), "Shift+Return", writing)
        tell(self.tr("Edit the message that has the focus"), "Return", messages)
        tell(self.tr("Show its previous version, or the next"), ("Left", "Right"), messages)
        tell(self.tr("Delete it and what follows"), "Del", messages)
        tell(self.tr("Go to the oldest message, or the newest"), ("Home", "End"), messages)
        tell(self.tr("Scroll by a page"), ("PgUp", "PgDown"), messages)
        tell(
            self.tr("Open it in any program, or hide it"),
            lambda: program.settings.quick_ask_shortcut,
            quick,
        )
        tell(self.tr("Hide it"), "Esc", quick)
        tell(self.tr("Paste what is selected elsewhere"), quick_ask.PASTE, quick)
        tell(self.tr("Ask something else"), quick_ask.NEW, quick)
        tell(self.tr("Go on in a window"), quick_ask.OPEN, quick)
