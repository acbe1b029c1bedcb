"""The panel's place in a window: made when it is first wanted, its width remembered."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter

if TYPE_CHECKING:
    from parley.chat.presets import Preset
    from parley.ui.main_window import MainWindow
    from parley.ui.settings.dialog import SettingsDialog
    from parley.ui.settings.panel import SettingsPanel
    from parley.ui.theme import Theme

KEYS = "Ctrl+Shift+S"
_KEPT = "panel"
_WIDTH, _NARROWEST, _WIDEST = 320, 280, 560


class SettingsPane(QObject):
    """Shows and hides the panel of a window, and opens the settings of the program."""

    def __init__(self, window: MainWindow, splitter: QSplitter) -> None:
        super().__init__(window)
        self._window, self._splitter = window, splitter
        self._made_room = False
        splitter.installEventFilter(self)
        self.panel: SettingsPanel | None = None
        self.dialog: SettingsDialog | None = None
        shown = window.commands.add(
            "panel.conversation",
            self.tr("Settings of the &conversation"),
            self.toggle,
            KEYS,
            menu="view.panels",
            checked=lambda: self.is_open,
        )
        window.top_bar.add_button(shown, "sliders-horizontal")
        window.commands.add(
            "program.settings",
            self.tr("&Settings…"),
            self.open_dialog,
            "Ctrl+,",
            menu="edit.settings",
            role=QAction.MenuRole.PreferencesRole,
        )

        self._add_preset_commands()

    def _add_preset_commands(self) -> None:
        add, group = self._window.commands.add, self.tr("Presets")
        add(
            "preset.save",
            self.tr("Save what is set as a preset…"),
            self._in_panel(lambda panel: panel.presets.ask_save()),
            group=group,
        )
        add(
            "preset.import",
            self.tr("Import presets…"),
            self._in_panel(lambda panel: panel.presets.ask_import()),
            group=group,
        )
        add(
            "preset.export",
            self.tr("Export all presets…"),
            self._in_panel(lambda panel: panel.presets.ask_export_all()),
            group=group,
        )
        add(
            "model.load",
            self.tr("Load the model now"),
            self._in_panel(lambda panel: panel.load_now()),
            menu="file.model",
            enabled=lambda: not self._window.sessions.running,
        )

    @property
    def is_open(self) -> bool:
        """Whether the panel is seen."""
        return self.panel is not None and not self.panel.isHidden()

    def toggle(self) -> None:
        """Show the panel, or hide it."""
        if self.is_open:
            self.close()
        else:
            self.open()

    def open(self) -> None:
        """Show the panel and put the focus there."""
        panel = self._have()
        panel.show()
        self._make_room()
        sizes = self._splitter.sizes()
        width = self._remembered()
        sizes[-2] = max(sizes[-2] + sizes[-1] - width, 0)
        sizes[-1] = width
        self._splitter.setSizes(sizes)
        panel.prompt.edit.setFocus()
        self._show()

    def show_prompt(self, selected: Callable[[str], tuple[int, int] | None]) -> None:
        """Show the system prompt; `selected` says which characters of it are to be selected."""
        self._in_panel(lambda panel: panel.prompt.show_place(selected))()

    def take_preset(self, preset: Preset) -> None:
        """Set what a preset sets, in the panel, where it is seen what that is."""
        self._in_panel(lambda panel: panel.presets.take(preset))()

    def rename_preset(self, preset: Preset) -> None:
        """Ask for another name of a preset, over the panel."""
        self._in_panel(lambda panel: panel.presets.ask_rename(preset))()

    def delete_preset(self, preset: Preset) -> None:
        """Delete a preset; the panel offers to have it back."""

        def delete(panel: SettingsPanel) -> None:
            panel.presets.delete(preset)
            panel.view.ensureWidgetVisible(panel.presets.undo_line)

        self._in_panel(delete)()

    def _in_panel(self, do: Callable[[SettingsPanel], object]) -> Callable[[], None]:
        def run() -> None:
            if not self.is_open:
                self.open()
            panel = self._have()
            panel.catch_up()
            do(panel)

        return run

    def close(self) -> None:
        """Hide the panel; the focus goes back to what is written."""
        if self.panel is not None and self.is_open:
            self._remember()
            self.panel.hide()
            self._make_room()
            self._window.page.composer.edit.setFocus()
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._splitter and event.type() == QEvent.Type.Resize and self.is_open:
            self._make_room()
        return super().eventFilter(watched, event)

    def open_dialog(self, setting: str = "") -> None:
        """Show the settings of the program; with the name of one, that one."""
        from parley.ui.settings.dialog import SettingsDialog

        if self.dialog is None:
            self.dialog = SettingsDialog(self._window)
            self.dialog.finished.connect(self._dialog_closed)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()
        if setting:
            self.dialog.show_setting(setting)

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        for part in (self.panel, self.dialog):
            if part is not None:
                part.set_theme(look)

    def finish(self) -> None:
        """Store what is set: the window goes."""
        if self.panel is not None:
            if self.is_open:
                self._remember()
            self.panel.finish()
        if self.dialog is not None:
            self.dialog.close()

    # -- inside ----------------------------------------------------------------------------------

    def _have(self) -> SettingsPanel:
        if self.panel is None:
            from parley.ui.settings.panel import SettingsPanel

            window = self._window
            self.panel = SettingsPanel(
                window.services, window.page, window.sessions, window.windows.look, window.icons
            )
            self.panel.setMinimumWidth(_NARROWEST)
            self.panel.setMaximumWidth(_WIDEST)
            self.panel.close_asked.connect(self.close)
            window.windows.settings_changed.connect(self.panel.subject.changed)
            self.panel.hide()
            self._splitter.addWidget(self.panel)
        return self.panel

    def _make_room(self) -> None:
        """Hide the list of conversations where the panel leaves no room for it, and only then."""
        side, page = self._window.conversations, self._window.page
        least = side.minimumWidth() + page.minimumWidth() + _NARROWEST + 2
        tight = self.is_open and self._splitter.width() < least
        if tight and not side.isHidden():
            self._made_room = True
            side.hide()
        elif not tight and self._made_room:
            self._made_room = False
            side.show()

    def _remembered(self) -> int:
        width = _WIDTH
        with contextlib.suppress(ValueError):  # damaged by hand
            width = int(self._window.services.settings.windows.get(_KEPT, str(_WIDTH)))
        return min(max(width, _NARROWEST), _WIDEST)

    def _remember(self) -> None:
        self._window.windows.keep(_KEPT, str(self._splitter.sizes()[-1]))

    def _show(self) -> None:
        self._window.commands.refresh()

    def _dialog_closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
