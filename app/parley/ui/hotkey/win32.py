"""A global shortcut on Windows: `RegisterHotKey`, heard in the thread's messages.

https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-registerhotkey
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import wintypes
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QCoreApplication, QObject

from parley.ui.hotkey.backend import Backend
from parley.ui.hotkey.chord import Chord

# Of winuser.h and winerror.h.
_ALT, _CONTROL, _SHIFT, _WIN, _NO_REPEAT = 1, 2, 4, 8, 0x4000
_WM_HOTKEY = 0x0312
_ALREADY_REGISTERED = 1409
#: Applications may use 0x0000 to 0xBFFF.
_ID = 0x5041


class WindowsBackend(Backend):
    """Registers the keys for the thread of the windows."""

    def __init__(self, user32: Any = None, parent: QObject | None = None) -> None:
        """Call `user32`; None is the system's."""
        super().__init__(parent)
        self._user32 = user32 or ctypes.WinDLL("user32", use_last_error=True)  # type: ignore[attr-defined]
        self._taken = False
        self._filter = _Filter(lambda: self.pressed.emit(""))

    def take(self, chord: Chord, description: str) -> None:
        """Register the keys; the answer comes at once."""
        self.release()
        if self._user32.RegisterHotKey(None, _ID, modifiers(chord), chord.virtual_key):
            self._taken = True
            app = QCoreApplication.instance()
            assert app is not None
            app.installNativeEventFilter(self._filter)
            self.settled.emit("works", "")
            return
        code = ctypes.get_last_error()  # type: ignore[attr-defined]
        outcome = "taken" if code == _ALREADY_REGISTERED else "failed"
        self.settled.emit(outcome, f"Windows error {code}")

    def release(self) -> None:
        """Give the keys back."""
        if not self._taken:
            return
        self._taken = False
        app = QCoreApplication.instance()
        if app is not None:
            app.removeNativeEventFilter(self._filter)
        self._user32.UnregisterHotKey(None, _ID)


def modifiers(chord: Chord) -> int:
    """Return the modifiers as `RegisterHotKey` wants them."""
    held = _ALT * chord.alt | _CONTROL * chord.control | _SHIFT * chord.shift | _WIN * chord.meta
    return held | _NO_REPEAT


class _Filter(QAbstractNativeEventFilter):
    def __init__(self, pressed: Callable[[], None]) -> None:
        super().__init__()
        self._pressed = pressed

    def nativeEventFilter(self, kind: Any, message: Any) -> tuple[bool, int]:
        if bytes(kind) in {b"windows_generic_MSG", b"windows_dispatcher_MSG"}:
            said = wintypes.MSG.from_address(int(message))
            if said.message == _WM_HOTKEY and said.wParam == _ID:
                self._pressed()
                return True, 0
        return False, 0
