"""What the program is besides its windows: the tray icon, the quick-ask window, its shortcut.

All of it is made when it is first needed, so that it costs the start nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon

from parley.core.errors import ParleyError
from parley.ui.hotkey.hotkey import GlobalHotkey, MakeBackend, way_of
from parley.ui.quick_ask import QuickAsk
from parley.ui.services import Services
from parley.ui.tray import Tray
from parley.ui.windows import Windows

#: Under this name the settings keep that the quick-ask window was used.
_USED = "quick-ask"


class Presence(QObject):
    """Follows the settings `tray` and `quick_ask_shortcut`. `told` comes when the hint changed."""

    told = Signal()

    def __init__(
        self,
        services: Services,
        windows: Windows,
        make_backend: MakeBackend | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Show and hear nothing yet. `make_backend` makes the way to hear the shortcut."""
        super().__init__(parent or windows)
        self._services, self._windows = services, windows
        self._quick: QuickAsk | None = None
        self.tray: Tray | None = None
        self.hotkey = GlobalHotkey(make_backend, self)
        self.hotkey.pressed.connect(self._pressed)
        self.hotkey.told.connect(self._hint)
        windows.settings_changed.connect(self.follow)
        windows.ending.connect(self.close)

    @property
    def quick_ask(self) -> QuickAsk:
        """The quick-ask window, made on the first call."""
        if self._quick is None:
            self._quick = QuickAsk(self._services, self._windows)
            self._quick.hidden.connect(self._hidden)
            self._hint()
        return self._quick

    @property
    def has_tray(self) -> bool:
        """Whether the system has a place for an icon."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    @property
    def shortcut_said(self) -> str:
        """A sentence about the shortcut: that it works, or why not and what to do; may be empty."""
        if self._waits:
            return self.tr(
                "The desktop asks whether Parley may have the shortcut when the window is first"
                " opened."
            )
        return self.hotkey.state

    def follow(self) -> None:
        """Do as the settings say now."""
        settings = self._services.settings
        self.hotkey.set("" if self._waits else settings.quick_ask_shortcut)
        shown = settings.tray and self.has_tray
        if shown and self.tray is None:
            self.tray = Tray(self._windows, self)
            self.tray.new_asked.connect(self._new)
            self.tray.quick_asked.connect(self.ask)
            self.tray.offline_asked.connect(self._offline)
        if self.tray is not None:
            if shown:
                self.tray.show(settings.offline)
            else:
                self.tray.hide()
        self._windows.stay(shown)

    def ask(self) -> None:
        """Show the quick-ask window, or put it away where it has the keyboard."""
        self.quick_ask.toggle()
        if _USED not in self._services.settings.windows:
            self._windows.keep(_USED, "used")
            self.follow()

    def say(self, text: str) -> None:
        """Say a failure where there is no window to say it in."""
        if self._quick is not None and self._quick.isVisible():
            self._quick.page.notice.say(text, bad=True)
        elif self.tray is not None:
            self.tray.say(text)

    def tell(self, text: str, then: Callable[[], object]) -> None:
        """Say something beside the icon, if there is one; `then` is done when that is pressed."""
        if self.tray is not None and self.tray.icon.isVisible():
            self.tray.tell(text, then)

    def close(self) -> None:
        """End it all; the program ends."""
        self.hotkey.release()
        if self.tray is not None:
            self.tray.hide()
        if self._quick is not None:
            self._quick.finish()

    # -- inside ----------------------------------------------------------------------------------

    @property
    def _waits(self) -> bool:
        """Whether the desktop would ask the person about a window that was never used."""
        way = way_of(QGuiApplication.platformName(), os.environ)
        return way == "portal" and _USED not in self._services.settings.windows

    def _pressed(self, token: str) -> None:
        if token:
            # Qt reads it from here when a window asks for the keyboard, and forgets it then.
            os.environ["XDG_ACTIVATION_TOKEN"] = token
        self.ask()

    def _hint(self) -> None:
        if self._quick is not None:
            self._quick.say(self.shortcut_said)
        self.told.emit()

    def _hidden(self) -> None:
        # A start for one question ends with it, once its answer is there.
        if len(self._windows) == 0 and not self._windows.stays:
            if self._windows.sessions.running:
                self._windows.sessions.state_changed.connect(self._leave_if_done)
            else:
                self._windows.quit()

    def _leave_if_done(self) -> None:
        shown = self._quick is not None and self._quick.isVisible()
        if not shown and len(self._windows) == 0 and not self._windows.sessions.running:
            self._windows.quit()

    def _new(self) -> None:
        self._windows.raise_one().new_chat()

    def _offline(self, wanted: bool) -> None:
        try:
            self._services.change_settings(offline=wanted)
        except ParleyError as error:
            self._windows.say(str(error))
        self._windows.settings_changed.emit()
