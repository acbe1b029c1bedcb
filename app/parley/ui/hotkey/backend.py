"""What every way to a global shortcut has in common."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Signal

from parley.ui.hotkey.chord import Chord

#: It works; another program has these keys; the system has no such thing; the person said no;
#: something went wrong.
Outcome = Literal["works", "taken", "unsupported", "refused", "failed"]


class Backend(QObject):
    """One way to hear of keys that are pressed in any program.

    `pressed` carries the token with which a window may take the keyboard, "" where there is none.
    `settled` tells what came of `take`: an `Outcome`, and the keys as the system writes them where
    it chose them, or what went wrong. It may come at once or once the person was asked.
    """

    pressed = Signal(str)
    settled = Signal(str, str)

    def take(self, chord: Chord, description: str) -> None:
        """Hear of these keys from now on; `description` is what the system calls them."""
        raise NotImplementedError

    def release(self) -> None:
        """Hear of them no more."""
        raise NotImplementedError
