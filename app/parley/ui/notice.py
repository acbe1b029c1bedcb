"""A line above the transcript that says something once and can be closed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)

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
        #: Whether what it says is of the conversation on the screen, and goes with it.
        self.passing = False
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
        self.action_button: QPushButton | None = None
        self._row = row = QHBoxLayout(self)
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

    def say(
        self,
        text: str,
        *,
        bad: bool = False,
        passing: bool = False,
        action: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        """Show `text`, in the language of the windows; `bad` marks a failure.

        `passing` is what is said of one conversation, which nobody wants above another.
        `action` is the text of a button, and what it does; the notice is closed then.
        """
        self._bad, self.passing = bad, passing
        self._offer(action)
        self.label.setText(translated(text))
        self.set_theme(self._look)
        self.show()
        announce(self, self.label.text())

    def _offer(self, action: tuple[str, Callable[[], object]] | None) -> None:
        if self.action_button is not None:
            self.action_button.hide()
            self.action_button.deleteLater()
            self.action_button = None
        if action is None:
            return
        name, do = action

        def act() -> None:
            self.hide()
            do()

        self.action_button = button = QPushButton(name)
        button.setObjectName("link")
        button.clicked.connect(act)
        self._row.insertWidget(2, button, 0, Qt.AlignmentFlag.AlignTop)
