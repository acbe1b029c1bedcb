"""Parts of a message: what is being done for it, and why it failed, with buttons that help."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from parley.chat.values import MessageError

#: What the buttons under a failure do, and their words.
RETRY, TRIM, LARGER, KEEP, LOG = "retry", "trim_oldest", "larger", "stop", "log"


class Activity(QWidget):
    """What is being done before words come, with a bar where it is known how far it is."""

    def __init__(self) -> None:
        super().__init__()
        self._label = QLabel()
        self._label.setObjectName("quiet")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self._bar.setMaximumWidth(240)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 4)
        layout.setSpacing(8)
        layout.addWidget(self._label)
        layout.addWidget(self._bar)

    def say(self, text: str, fraction: float | None) -> None:
        self._label.setText(text)
        self._bar.setAccessibleName(text)
        self._bar.setVisible(fraction is not None)
        if fraction is not None:
            self._bar.setValue(round(1000 * fraction))


class Failure(QFrame):
    """What happened, what is safe, what to do, and buttons that do it."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("failure")
        self._icon = QLabel()
        self._title = _label("failure_title")
        self._body = _label("")
        self._shown: tuple[MessageError | None, tuple[str, ...]] = (None, ())
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        words_ = QVBoxLayout()
        words_.setSpacing(4)
        words_.addWidget(self._title)
        words_.addWidget(self._body)
        words_.addSpacing(6)
        words_.addLayout(self._buttons)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(10)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words_, 1)
        self.hide()

    def set_icon(self, pixmap: object) -> None:
        self._icon.setPixmap(pixmap)  # type: ignore[arg-type]

    def show_error(self, error: MessageError | None, choices: tuple[str, ...]) -> None:
        if (error, choices) == self._shown:
            return
        self._shown = (error, choices)
        self.setVisible(error is not None)
        if error is None:
            return
        self._title.setText(error.message)
        self._body.setText(" ".join(part for part in (error.safe, error.hint) if part))
        while (item := self._buttons.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        names = {
            RETRY: self.tr("Retry"),
            TRIM: self.tr("Leave out the oldest messages"),
            LARGER: self.tr("Make more room"),
            KEEP: self.tr("Keep all and stop"),
            LOG: self.tr("Show log"),
        }
        for place, choice in enumerate(choices):
            button = QPushButton(names[choice])
            if place == 0:
                button.setObjectName("primary")
            button.clicked.connect(lambda _=False, what=choice: self.chosen.emit(what))
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)


def _label(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label
