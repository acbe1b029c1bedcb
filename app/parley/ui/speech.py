"""What a screen reader says: of something that has not the focus, and of text with marks in it."""

from __future__ import annotations

import re

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

# Its words stay; they may have been told already, then only its end is here.
_LINK = re.compile(
    r"(?:!?\[([^\[\]]*))?\]\((?:<[^<>\n]*>|(?:[^()\s]|\([^()\s]*\))*)(?:\s+\"[^\"\n]*\")?\)"
)
# A formula in a line, and the marks around others; an amount of money is neither.
_FORMULA = re.compile(r"\$(?![\s$])([^$\n]*)(?<!\s)\$(?![\d$])|\$\$|\\[()\[\]]")
_MARKUP = re.compile(r"[*_`]+|^\s*(?:[-+#>|]+\s+)+", re.MULTILINE)


def spoken(markdown: str) -> str:
    """Return the words of Markdown in one line, without addresses and marks."""
    text = _FORMULA.sub(r"\1", _LINK.sub(r"\1", markdown))
    return " ".join(_MARKUP.sub("", text).split())


def announce(widget: QWidget, text: str) -> None:
    """Have `text` spoken in the name of `widget`, if its window is the one that is looked at."""
    if text and widget.isVisible() and widget.isActiveWindow():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
