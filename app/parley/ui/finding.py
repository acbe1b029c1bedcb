"""What one window's palette finds: commands, settings, presets, conversations, models."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QCoreApplication, QObject

from parley.core.errors import ParleyError
from parley.ui.commands import Command
from parley.ui.palette import Entry, Palette

if TYPE_CHECKING:
    from parley.ui.main_window import MainWindow

#: Under this name the settings keep what was chosen of late, at most so many.
_RECENT, _KEPT = "palette", 30
#: Commands that would only bring the palette back.
_ITSELF = {"palette.open"}


class Finding(QObject):
    """Makes the palette when it is first asked for, and fills it each time it opens."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._palette: Palette | None = None

    @property
    def palette(self) -> Palette:
        """The palette of the window."""
        if self._palette is None:
            window = self._window
            self._palette = palette = Palette(window, window.windows.look, window.icons)
            window.windows.restyled.connect(self._restyle)
            palette.add_source(self._commands)
            palette.add_source(self._settings)
            palette.add_source(self._presets)
            palette.add_source(self._conversations)
            palette.used.connect(self._remember)
        return self._palette

    def open(self) -> None:
        """Show the palette, or hide it where it is shown."""
        if self._palette is not None and self._palette.isVisible():
            self._palette.leave()
            return
        self._window.commands.refresh()
        self.palette.open(self._recent())
        # Other programs' folders may be slow to look into, so models come when they come.
        threading.Thread(target=self._look_for_models, name="palette-models", daemon=True).start()

    def _restyle(self) -> None:
        if self._palette is not None:
            self._palette.set_theme(self._window.windows.look)

    # -- what there is ---------------------------------------------------------------------------

    def _commands(self) -> Iterator[Entry]:
        for command in self._window.commands:
            if command.action.isEnabled() and command.id not in _ITSELF:
                yield _entry(command)

    def _settings(self) -> Iterator[Entry]:
        from parley.ui.settings.program_rows import program_rows

        detail = QCoreApplication.translate("SettingsDialog", "Settings")
        for _, rows in program_rows().values():
            for row in rows:
                show = partial(self._window.settings_pane.open_dialog, row.name)
                yield Entry("command", f"setting:{row.name}", row.title, show, detail)

    def _presets(self) -> list[Entry]:
        from parley.ui.settings.preset_part import shown_name

        window, services = self._window, self._window.services
        try:
            presets = services.presets.listed(services.model_card(window.page.setup.options).name)
        except ParleyError as error:
            window.page.notice.say(str(error), bad=True)
            return []
        pane, detail = window.settings_pane, self.tr("Settings of the conversation")
        take, rename = self.tr("Preset: {name}"), self.tr("Rename preset: {name}…")
        delete = self.tr("Delete preset: {name}")
        found: list[Entry] = []
        for one in presets:
            verbs = [("preset", take, pane.take_preset)]
            if not one.built_in:
                verbs.append(("rename-preset", rename, pane.rename_preset))
                verbs.append(("delete-preset", delete, pane.delete_preset))
            found += [
                Entry(
                    "command",
                    f"{verb}:{one.id}:{one.name}",
                    title.format(name=shown_name(one)),
                    partial(do, one),
                    detail,
                )
                for verb, title, do in verbs
            ]
        return found

    def _conversations(self) -> list[Entry]:
        window = self._window
        try:
            conversations = window.services.store.listed()
        except ParleyError as error:
            window.page.notice.say(str(error), bad=True)
            return []
        detail, unnamed = self.tr("Chat"), self.tr("New chat")
        return [
            Entry(
                "chat",
                f"chat:{one.id}",
                one.title or unnamed,
                partial(window.open_conversation, one.id),
                detail,
            )
            for one in conversations
        ]

    def _look_for_models(self) -> None:
        window = self._window
        try:
            models = window.services.library.glance()
        except ParleyError:
            return  # Said where models are the matter; here there are just none.
        names = [
            (model.name, str(model.path))
            for model in models
            if model.kind == "model" and not model.missing and not model.same_as
        ]
        window.post(partial(self._show_models, names))

    def _show_models(self, names: list[tuple[str, str]]) -> None:
        detail = self.tr("Model")
        self.palette.add_entries(
            Entry("model", f"model:{path}", name, partial(self._window.use_model, path), detail)
            for name, path in names
        )

    # -- what was chosen of late -----------------------------------------------------------------

    def _recent(self) -> list[str]:
        text = self._window.services.settings.windows.get(_RECENT, "[]")
        try:
            return msgspec.json.decode(text, type=list[str])
        except (msgspec.DecodeError, ValueError):
            return []  # Damaged by hand: nothing was of late.

    def _remember(self, key: str) -> None:
        recent = [key, *(each for each in self._recent() if each != key)][:_KEPT]
        self._window.windows.keep(_RECENT, msgspec.json.encode(recent).decode())


def _entry(command: Command) -> Entry:
    return Entry(
        "command",
        command.id,
        command.name,
        command.action.trigger,
        command.group,
        command.keys,
    )
