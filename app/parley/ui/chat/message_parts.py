"""Parts of a message: what goes with it, what is being done for it, why it failed, a mark above."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from parley.chat.remedies import Remedy
from parley.chat.values import Attachment, MessageError
from parley.ui import words
from parley.ui.chat.composing.chips import chip_words
from parley.ui.chat.composing.viewer import attachment_dialog
from parley.ui.flow import Flow
from parley.ui.icons import Icons
from parley.ui.languages import translated
from parley.ui.theme import Theme

_CHIP_ROOM = 280


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
        # Both at the near side, also where the words run against the window's direction.
        layout.addWidget(self._label, 0, Qt.AlignmentFlag.AlignLeft)
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
        self._shown: tuple[MessageError | None, tuple[Remedy, ...]] = (None, ())
        self._buttons = Flow(down=8)
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

    def show_error(self, error: MessageError | None, choices: tuple[Remedy, ...]) -> None:
        if (error, choices) == self._shown:
            return
        self._shown = (error, choices)
        self.setVisible(error is not None)
        if error is None:
            return
        self._title.setText(translated(error.message))
        self._body.setText(" ".join(translated(part) for part in (error.safe, error.hint) if part))
        while (item := self._buttons.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        names: dict[Remedy, str] = {
            "retry": self.tr("Retry"),
            "free": self.tr("Free memory and retry"),
            "smaller": self.tr("Use a smaller context"),
            "larger": self.tr("Use a larger context"),
            "trim_oldest": self.tr("Leave out the oldest messages"),
            "stop": self.tr("Keep all and stop"),
            "log": self.tr("Show log"),
        }
        for place, choice in enumerate(choices):
            button = QPushButton(names[choice])
            if place == 0:
                button.setObjectName("primary")
            button.clicked.connect(lambda _=False, what=choice: self.chosen.emit(what))
            self._buttons.addWidget(button)


class Attached(QWidget):
    """The texts that go with a message, each a button that shows it."""

    def __init__(self, look: Theme, icons: Icons) -> None:
        super().__init__()
        self._look, self._icons = look, icons
        self._flow = Flow(self, across=6)
        self.buttons: list[QPushButton] = []
        self.hide()

    def show_attachments(self, attachments: tuple[Attachment, ...]) -> None:
        """Have a button for each; a message's never change."""
        for attachment in attachments:
            words_ = chip_words(attachment)
            button = QPushButton()
            button.setObjectName("attached")
            button.setText(
                button.fontMetrics()
                .elidedText(words_, Qt.TextElideMode.ElideMiddle, _CHIP_ROOM)
                .replace("&", "&&")
            )
            button.setToolTip(words.tip(self.tr("Look at {what}").format(what=words_)))
            button.setAccessibleName(words_)
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            button.setIconSize(QSize(14, 14))
            button.clicked.connect(lambda _=False, what=attachment: self._open(what))
            self._flow.addWidget(button)
            self.buttons.append(button)
        self.setVisible(bool(attachments))
        self.set_theme(self._look)

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self._look = look
        for button in self.buttons:
            button.setIcon(self._icons.get("file-text", look.muted, 14))

    def set_reached_by_tab(self, reached: bool) -> None:
        """Let Tab stop at the buttons."""
        policy = Qt.FocusPolicy.StrongFocus if reached else Qt.FocusPolicy.ClickFocus
        for button in self.buttons:
            button.setFocusPolicy(policy)

    def _open(self, attachment: Attachment) -> None:
        dialog = attachment_dialog(attachment, {"close": self.tr("Close")}, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


class Mark(QWidget):
    """A line across with words in it: what is above was treated differently.

    One that is not true yet, but would be, is `dashed`.
    """

    def __init__(self, *, dashed: bool = False) -> None:
        super().__init__()
        self._label = QLabel()
        self._label.setObjectName("small")
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 10)
        row.setSpacing(10)
        row.addWidget(_rule(dashed), 1)
        row.addWidget(self._label, 3)
        row.addWidget(_rule(dashed), 1)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._label.text()

    def say(self, text: str) -> None:
        """Show the line with `text`; "" hides it."""
        self._label.setText(text)
        self.setVisible(bool(text))


def _rule(dashed: bool) -> QFrame:
    line = QFrame()
    line.setObjectName("dashed_rule" if dashed else "rule")
    line.setFixedHeight(1)
    return line


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
