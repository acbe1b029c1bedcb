"""A line above the transcript that says something once and can be closed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from parley.ui.icons import Icons
from parley.ui.languages import translated
from parley.ui.speech import announce
from parley.ui.theme import Theme


class Notice(QFrame):
    """Hidden until there is something to say; a newer sentence takes the older one's place."""

    def __init__(self, look: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._look, self._icons = look, icons
        self._bad = False
        self._icon = QLabel()
        self.label = QLabel()
        self.label.setWordWrap(True)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.close_button = QToolButton()
        self.close_button.setAccessibleName(self.tr("Close the notice"))
        self.close_button.setToolTip(self.tr("Close the notice"))
        self.close_button.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(10)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.label, 1)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.set_theme(look)
        self.hide()

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self._look = look
        name, colour = ("triangle-alert", look.bad) if self._bad else ("info", look.accent)
        self._icon.setPixmap(self._icons.get(name, colour).pixmap(16, 16))
        self.close_button.setIcon(self._icons.get("x", look.muted))

    def say(self, text: str, *, bad: bool = False) -> None:
        """Show `text`, in the language of the windows; `bad` marks a failure."""
        self._bad = bad
        self.label.setText(translated(text))
        self.set_theme(self._look)
        self.show()
        announce(self, self.label.text())
