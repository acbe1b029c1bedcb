"""The global shortcut of the quick-ask window: which way it is heard, and what is said of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence

from parley.core.launching import command
from parley.ui.hotkey.backend import Backend
from parley.ui.hotkey.chord import chord_of

MakeBackend = Callable[[QObject], Backend | None]


class GlobalHotkey(QObject):
    """Hears of the keys of the settings in whatever program they are pressed.

    `pressed` carries the token with which a window may take the keyboard; `told` comes when
    `state` or `works` changed.

    Attributes:
        keys: those that are heard, as this system writes them; "" for none.
        works: whether they are heard.
        state: a sentence about them; "" where there is nothing to say.
    """

    pressed = Signal(str)
    told = Signal()

    def __init__(self, make_backend: MakeBackend | None = None, parent: QObject | None = None):
        """Hear of nothing yet. `make_backend` is asked once; None takes the system's way."""
        super().__init__(parent)
        self._make = make_backend or system_backend
        self._backend: Backend | None = None
        self._text = ""
        self.keys, self.works, self.state = "", False, ""

    def set(self, text: str) -> None:
        """Hear of the keys that `text` names, as `Ctrl+Alt+Space`, from now on; "" is of none."""
        if text == self._text:
            return
        self._text = text
        if self._backend is not None:
            self._backend.release()
        self.keys, self.works, self.state = "", False, ""
        if not text:
            self.told.emit()
            return
        chord = chord_of(text)
        if chord is None:
            self._say(
                self.tr(
                    "“{keys}” cannot be a shortcut in all programs: hold Ctrl, Alt or Meta and"
                    " press one other key."
                ).format(keys=text)
            )
            return
        self.keys = QKeySequence(text).toString(QKeySequence.SequenceFormat.NativeText)
        backend = self._have_backend()
        if backend is None:
            self._settled("unsupported", "")
        else:
            backend.take(chord, self.tr("Ask Parley something"))

    def release(self) -> None:
        """Hear of nothing any more."""
        self.set("")

    # -- inside ----------------------------------------------------------------------------------

    def _have_backend(self) -> Backend | None:
        if self._backend is None:
            self._backend = self._make(self)
            if self._backend is not None:
                self._backend.pressed.connect(self.pressed)
                self._backend.settled.connect(self._settled)
        return self._backend

    def _settled(self, outcome: str, detail: str) -> None:
        self.works = outcome == "works"
        keys, instead = self.keys, self._instead()
        if outcome == "works":
            self.keys = detail or keys
            self._say(self.tr("{keys} opens it in any program.").format(keys=self.keys))
        elif outcome == "taken":
            self._say(
                self.tr("{keys} belongs to another program. Choose other keys.").format(keys=keys)
            )
        elif outcome == "refused":
            self._say(self.tr("The shortcut was not allowed. {instead}").format(instead=instead))
        elif outcome == "unsupported":
            self._say(
                self.tr(
                    "This desktop lets no program have a shortcut everywhere. {instead}"
                ).format(instead=instead)
            )
        else:
            self._say(
                self.tr("The shortcut does not work ({detail}). {instead}").format(
                    detail=detail, instead=instead
                )
            )

    def _instead(self) -> str:
        return self.tr(
            "In your system's keyboard settings, give a shortcut to the command “{command}”."
        ).format(command=command("--quick-ask"))

    def _say(self, sentence: str) -> None:
        self.state = sentence
        self.told.emit()


def system_backend(parent: QObject) -> Backend | None:
    """Return the way that this system has; None where it has none."""
    way = way_of(QGuiApplication.platformName(), os.environ)
    if way == "x11":
        from parley.ui.hotkey.x11 import XBackend

        return XBackend(parent=parent)
    if way == "portal":
        from parley.ui.hotkey.portal import PortalBackend

        return PortalBackend(parent)
    if way == "windows":
        from parley.ui.hotkey.win32 import WindowsBackend

        return WindowsBackend(parent=parent)
    if way == "carbon":
        from parley.ui.hotkey.carbon import CarbonBackend

        return CarbonBackend(parent=parent)
    return None


def way_of(platform: str, environment: Mapping[str, str]) -> str:
    """Return how a shortcut can be had on Qt's `platform`; "" where it cannot.

    A program that draws through Xwayland hears by X only while another such program has the
    keyboard, so there the desktop's portal is asked too.
    """
    if platform in {"windows", "direct2d"}:
        return "windows"
    if platform == "cocoa":
        return "carbon"
    wayland = platform.startswith("wayland") or environment.get("XDG_SESSION_TYPE") == "wayland"
    if wayland or environment.get("WAYLAND_DISPLAY"):
        return "portal" if environment.get("DBUS_SESSION_BUS_ADDRESS") else ""
    return "x11" if platform == "xcb" else ""
