"""What is done from the composer beside sending: slash commands and the prompt library."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import msgspec
from PySide6.QtCore import QDate, QLocale, QObject, Qt
from PySide6.QtGui import QGuiApplication

from parley.chat import filling
from parley.chat.commands import SlashCommand
from parley.core.errors import ParleyError
from parley.ui.commands import Commands

if TYPE_CHECKING:
    from parley.chat.prompts import PromptLibrary, SavedPrompt
    from parley.ui.main_window import MainWindow

#: Slash commands and the commands of the window that they are. Those that are not there, because
#: the window lacks what they are for, are not offered.
_BUILT_IN: Final = (
    ("new", "chat.new"),
    ("model", "model.choose"),
    ("system", "panel.conversation"),
    ("prompts", "prompt.library"),
    ("attach", "message.attach"),
    ("regenerate", "message.retry"),
    ("continue", "message.continue"),
    ("stop", "answer.stop"),
    ("edit", "message.edit"),
    ("copy", "message.copy"),
    ("find", "find.here"),
    ("rename", "chat.rename"),
    ("export", "chats.export"),
    ("clear", "message.clear"),
    ("settings", "program.settings"),
    ("help", "help.shortcuts"),
)
#: Those that do something with text behind them.
_TAKE: Final = frozenset({"model", "system"})


class Acting(QObject):
    """Serves the composer of one window with commands, and gives the window those of its own."""

    def __init__(self, window: MainWindow, commands: Commands) -> None:
        super().__init__(window)
        self._window, self._commands = window, commands
        self._page, self._composer = window.page, window.page.composer
        self._begun = False
        self._composer.commands = self.slash_commands
        self._composer.commanded.connect(self.act)
        window.windows.settings_changed.connect(self._page.writing.take_settings)
        self._add()

    def _add(self) -> None:
        add, page = self._commands.add, self._page
        add(
            "model.choose",
            self.tr("Choose a &model…"),
            page.picking.show,
            "Ctrl+M",
            menu="file.model",
        )
        add(
            "model.unload",
            self.tr("&Unload the model"),
            page.picking.unload,
            menu="file.model",
            enabled=lambda: page.picking.loaded != "",
            tip=self.tr("Free the memory that the loaded model takes"),
        )
        add(
            "message.attach",
            self.tr("&Attach files…"),
            page.writing.ask_files,
            "Ctrl+Shift+I",
            menu="chat.prompt",
        )
        add(
            "prompt.library",
            self.tr("&Prompt library…"),
            self.show_library,
            "Ctrl+Shift+L",
            menu="chat.prompt",
        )
        add(
            "message.paste",
            self.tr("&Paste into the message"),
            self._composer.edit.paste_all,
            "Ctrl+Shift+V",
            menu="edit.find",
            tip=self.tr("Paste text into the box, however long it is"),
        )
        add(
            "message.clear",
            self.tr("Clear the message bo&x"),
            self._composer.clear,
            menu="chat.prompt",
            enabled=lambda: not self._composer.is_empty,
        )
        add(
            "message.ctrl_enter",
            self.tr("&Send with Ctrl+Enter"),
            self._toggle_keys,
            menu="edit.settings",
            checked=lambda: not self._sends_with_enter,
            tip=self.tr("Enter begins a new line then"),
        )
        add(
            "message.attach_pastes",
            self.tr("Attach &long pastes"),
            self._toggle_pastes,
            menu="edit.settings",
            checked=lambda: self._window.services.settings.attach_over > 0,
            tip=self.tr("Text of more than 2,000 characters or 40 lines goes beside the message"),
        )

        self._tell_keys()

    def _tell_keys(self) -> None:
        writing, tell = self.tr("Writing"), self._commands.tell_keys
        tell(
            self.tr("Stop the answer and send the message"),
            lambda: "Ctrl+Return" if self._sends_with_enter else "Ctrl+Shift+Return",
            writing,
        )
        tell(self.tr("Change your last message, in an empty box"), "Up", writing)
        tell(self.tr("List the commands, in an empty box"), "/", writing)

    # -- slash commands --------------------------------------------------------------------------

    def slash_commands(self) -> list[SlashCommand]:
        """Return what can be typed behind a slash now: built-in ones, then the library's."""
        found = [
            SlashCommand(name, self._commands.command(key).name, takes=name in _TAKE)
            for name, key in _BUILT_IN
            if key in self._commands
        ]
        try:
            prompts = self.library.prompts()
        except ParleyError:
            prompts = []  # It is said when the library is opened.
        found += [
            SlashCommand(each.command, each.name, prompt=each.id, takes=True)
            for each in prompts
            if each.command
        ]
        return found

    def act(self, command: SlashCommand, rest: str) -> None:
        """Do a slash command with the text behind it."""
        if command.prompt is not None:
            self.use_prompt(command.prompt, rest)
            return
        key = dict(_BUILT_IN)[command.name]
        self._composer.set_text("" if command.takes else rest)
        if command.name == "clear":
            self._composer.clear()
        elif command.name == "system" and rest:
            self._set_system_prompt(rest)
        elif command.name == "model":
            self._page.picking.show(rest)
        elif not self._commands.run(key):
            self._page.notice.say(
                self.tr("“{name}” cannot be done now.").format(
                    name=self._commands.command(key).name
                )
            )

    def _set_system_prompt(self, text: str) -> None:
        try:
            self._page.set_up(msgspec.structs.replace(self._page.setup, system_prompt=text))
        except ParleyError as error:
            self._page.refuse(error)
        else:
            self._page.notice.say(self.tr("The system prompt of this conversation was set."))

    # -- prompts ---------------------------------------------------------------------------------

    @property
    def library(self) -> PromptLibrary:
        """The prompt library, with the first prompts where it never held any."""
        library = self._window.services.prompts
        if not self._begun:
            from parley.ui.prompts.built_in import first_prompts

            library.begin(first_prompts())
            self._begun = True
        return library

    def show_library(self) -> None:
        """Show the prompt library."""
        from parley.ui.prompts.library import PromptsDialog

        try:
            library = self.library
        except ParleyError as error:
            self._page.refuse(error)
            return
        dialog = PromptsDialog(library, {name for name, _ in _BUILT_IN}, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.used.connect(lambda key: self.use_prompt(key, self._composer.text.strip()))
        dialog.open()

    def use_prompt(self, prompt_id: int, more: str = "") -> None:
        """Put a prompt into the message, with `more` in it, once its variables are filled in."""
        try:
            prompt = self.library.prompt(prompt_id)
        except ParleyError as error:
            self._page.refuse(error)
            return
        text, first = filling.with_text(prompt.text, prompt.filled, more)
        built_in = {name: self._built_in(name) for name in filling.built_in(text)}
        if not filling.variables(text):
            self._put(filling.filled(text, built_in))
            return
        from parley.ui.prompts.fill import FillDialog

        dialog = FillDialog(
            prompt.name,
            text,
            first=first,
            built_in=built_in,
            use=lambda values, filled: self._filled(prompt, values, filled),
            parent=self._window,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _filled(self, prompt: SavedPrompt, values: dict[str, str], text: str) -> None:
        try:
            self.library.remember(prompt.id, filling.lasting(prompt.text, values))
        except ParleyError as error:
            self._page.refuse(error)
        self._put(text)

    def _put(self, text: str) -> None:
        self._composer.set_text(text)
        self._composer.edit.setFocus()

    def _built_in(self, name: str) -> str:
        """Return what is filled in for `date`, `clipboard` or `selection`."""
        if name == "date":
            return QLocale().toString(QDate.currentDate(), QLocale.FormatType.LongFormat)
        if name == "clipboard":
            return QGuiApplication.clipboard().text()
        return self._page.transcript.selected_text()

    # -- settings --------------------------------------------------------------------------------

    @property
    def _sends_with_enter(self) -> bool:
        return self._window.services.settings.send_with == "enter"

    def _toggle_keys(self) -> None:
        wanted = "ctrl_enter" if self._sends_with_enter else "enter"
        self._change(lambda: self._window.services.change_settings(send_with=wanted))

    def _toggle_pastes(self) -> None:
        wanted = 0 if self._window.services.settings.attach_over else 2000
        self._change(lambda: self._window.services.change_settings(attach_over=wanted))

    def _change(self, do: Callable[[], None]) -> None:
        try:
            do()
        except ParleyError as error:
            self._page.refuse(error)
        else:
            self._window.windows.settings_changed.emit()
