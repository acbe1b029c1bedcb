"""Keys that a part of a window takes before the shortcuts of the window hear of them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent


def takes_escape(event: QEvent) -> bool:
    """Keep Escape, which is the window's Stop, for the part that `event` goes to.

    Return whether it was Escape, and is kept: the part then gets it as a key that is pressed.
    """
    if (
        event.type() != QEvent.Type.ShortcutOverride
        or not isinstance(event, QKeyEvent)
        or event.key() != Qt.Key.Key_Escape
    ):
        return False
    event.accept()
    return True
