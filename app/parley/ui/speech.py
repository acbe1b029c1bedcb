"""What a screen reader says of something that has not the focus."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str) -> None:
    """Have `text` spoken in the name of `widget`, if its window is the one that is looked at."""
    if text and widget.isVisible() and widget.isActiveWindow():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
