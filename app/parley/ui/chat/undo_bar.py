"""A quiet line above the composer: what was deleted, and a way to have it back."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from parley.ui import words
from parley.ui.chat.actions import with_keys
from parley.ui.icons import Icons
from parley.ui.theme import Theme

UNDO = "Ctrl+Z"


class UndoBar(QFrame):
    """Hidden while there is nothing to have back, or once it was closed.

    `said_at` is when it last said something, in seconds of a clock that only rises.
    """

    undo_asked = Signal()

    def __init__(self, look: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("undo")
        self._icons = icons
        self.said_at = 0.0
        self._text = ""
        self.label = QLabel()
        self.label.setObjectName("quiet")
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.button = QPushButton(self.tr("Undo"))
        self.button.setObjectName("link")
        self.button.setToolTip(with_keys(self.tr("Have it back"), UNDO))
        self.button.clicked.connect(self.undo_asked)
        self.close_button = QToolButton()
        self.close_button.setAccessibleName(self.tr("Close this line"))
        self.close_button.setToolTip(self.tr("Close this line; undo stays in the menu"))
        self.close_button.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 2, 4, 2)
        row.setSpacing(4)
        row.addWidget(self.label, 1)
        row.addWidget(self.button)
        row.addWidget(self.close_button)
        self.set_theme(look)
        self.hide()

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self.close_button.setIcon(self._icons.get("x", look.muted))

    def offer(self, count: int) -> None:
        """Offer to have `count` messages back; 0 offers nothing."""
        said = (
            self.tr("1 message deleted.")
            if count == 1
            else self.tr("{count} messages deleted.").format(count=words.number(count))
        )
        self.say(said if count else "")

    def say(self, text: str) -> None:
        """Say what can be had back; "" is nothing."""
        if text:
            self.said_at = time.monotonic()
        self._text = text
        self.label.setToolTip(words.tip(text))
        self.label.setAccessibleName(text)
        self.setVisible(bool(text))
        self._fit()

    def _fit(self) -> None:
        """Say it on two lines at most: a line loses less than a word where it is broken."""
        metrics, room = self.label.fontMetrics(), self.label.width()
        longest = max(map(metrics.horizontalAdvance, self._text.split()), default=0)
        fits = 2 * room - longest if longest <= room else room
        self.label.setText(
            metrics.elidedText(self._text, Qt.TextElideMode.ElideRight, max(room, fits))
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
