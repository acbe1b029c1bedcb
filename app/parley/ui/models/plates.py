"""What a page shows instead of its contents: that it waits, failed, or has nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from parley.core.errors import ParleyError
from parley.ui.icons import Icons
from parley.ui.languages import said
from parley.ui.speech import announce
from parley.ui.theme import Theme


class Plates(QStackedWidget):
    """The contents, or one of the plates. `pressed` tells that the plate's button was."""

    pressed = Signal()

    def __init__(
        self, contents: QWidget, look: Theme, icons: Icons, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.contents = contents
        self._look, self._icons, self._name = look, icons, ""
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title = self._label("heading")
        self.text = self._label("quiet")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setMaximumWidth(240)
        self.button = QPushButton()
        self.button.clicked.connect(lambda _=False: self.pressed.emit())
        plate = QWidget()
        column = QVBoxLayout(plate)
        column.setContentsMargins(32, 32, 32, 32)
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(self._icon)
        column.addWidget(self.title)
        column.addWidget(self.text)
        for part in (self.progress, self.button):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.addWidget(contents)
        self.addWidget(plate)

    def show_contents(self) -> None:
        """Show what it is all about."""
        self.setCurrentIndex(0)

    def wait(self, title: str, done: int = 0, total: int = 0) -> None:
        """Say that something is being done, and how far it is; 0 of 0 is unknown."""
        self._show("", title, "", "")
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.progress.setAccessibleName(title)
        self.progress.show()

    def fail(self, error: ParleyError, button: str) -> None:
        """Say what went wrong, and offer to try again."""
        self._show("triangle-alert", self.tr("That did not work"), said(error), button)

    def empty(self, icon: str, title: str, text: str, button: str = "") -> None:
        """Say that there is nothing, and what to do."""
        self._show(icon, title, text, button)

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self._look = look
        if self._name:
            tone = look.bad if self._name == "triangle-alert" else look.muted
            self._icon.setPixmap(self._icons.get(self._name, tone, 32).pixmap(32, 32))

    def _show(self, icon: str, title: str, text: str, button: str) -> None:
        news = self.currentIndex() != 1 or self.title.text() != title
        self._name = icon
        self._icon.setVisible(bool(icon))
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self.progress.hide()
        self.set_theme(self._look)
        self.setCurrentIndex(1)
        if news:
            announce(self, f"{title} {text}".strip())

    @staticmethod
    def _label(name: str) -> QLabel:
        made = QLabel()
        made.setObjectName(name)
        made.setWordWrap(True)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setAlignment(Qt.AlignmentFlag.AlignCenter)
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        return made
