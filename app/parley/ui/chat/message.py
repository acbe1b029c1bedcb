"""One message in the transcript: who says it, the text, how it went, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from parley.chat.values import MessageError, Progress, SessionState, StoredMessage
from parley.ui import words
from parley.ui.chat.message_text import MessageText
from parley.ui.icons import Icons
from parley.ui.theme import Theme

#: What the buttons under a failure do, and their words.
RETRY, TRIM, LARGER, KEEP, LOG = "retry", "trim_oldest", "larger", "stop", "log"


class MessageView(QWidget):
    """Shows one stored message.

    `action` carries the id of the message and one of the words above; `copied` its text.
    """

    action = Signal(int, str)
    copied = Signal(str)
    link_activated = Signal(str)

    def __init__(
        self, message: StoredMessage, look: Theme, icons: Icons, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._icons = look, icons
        self._message = message
        self._shown: str | None = None
        self._waiting = ""
        self._last = False
        self._choices: tuple[str, ...] = ()
        self.setAccessibleName(_speaker(message))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(self._build_name())
        self.text = MessageText(look)
        self.text.link_activated.connect(self.link_activated)
        self.text.setAccessibleName(_speaker(message))
        if message.role == "user":
            card = QFrame()
            card.setObjectName("user")
            inner = QVBoxLayout(card)
            inner.setContentsMargins(14, 13, 14, 8)
            inner.addWidget(self.text)
            layout.addWidget(card)
        else:
            layout.addWidget(self.text)
        self._activity = _Activity()
        self._failure = _Failure()
        self._failure.chosen.connect(lambda what: self.action.emit(self._message.id, what))
        self._note = QLabel()
        self._note.setObjectName("quiet")
        self._note.setWordWrap(True)
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(self._activity)
        layout.addWidget(self._failure)
        layout.addWidget(self._note)
        layout.addLayout(self._build_footer())
        self.show_message(message)
        self.set_theme(look)

    @property
    def message(self) -> StoredMessage:
        """The message as it was last shown."""
        return self._message

    @property
    def failure_shown(self) -> bool:
        """Whether an error stands in the place of the answer."""
        return not self._failure.isHidden()

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self._look = look
        self.text.set_theme(look)
        self._copy.setIcon(self._icons.get("copy", look.muted))
        self._retry.setIcon(self._icons.get("rotate-ccw", look.muted))
        self._failure.set_icon(self._icons.get("triangle-alert", look.bad).pixmap(16, 16))
        colour = {"llama": look.llama, "mistral": look.mistral}.get(
            words.family(self._message.model or ""), look.muted
        )
        self._dot.setVisible(self._message.role == "assistant")
        self._dot.setText(f'<span style="color:{colour}">●</span>')

    def show_message(self, message: StoredMessage) -> None:
        """Show how the message is now; only what differs is laid out again."""
        self._message = message
        if message.content != self._shown:
            self._shown = message.content
            if message.role == "user":
                self.text.show_plain(message.content)
            else:
                self.text.show_markdown(message.content)
        self.text.setVisible(bool(message.content.strip()))
        if message.status != "streaming":
            self._activity.hide()
        self._failure.show_error(message.error, self._choices)
        self._note.setText(_after(message))
        self._note.setVisible(bool(self._note.text()))
        self._figures.setText(_figures(message))
        self._name.setText(_speaker(message))
        self._show_buttons()

    def show_activity(self, text: str, progress: Progress | None) -> None:
        """Say in the answer's place what is being done until words come; "" says nothing."""
        visible = bool(text) and self._message.status == "streaming"
        self._activity.say(text, progress.fraction if progress else None)
        self._activity.setVisible(visible and not self._message.content)

    def offer(self, choices: tuple[str, ...], *, last: bool) -> None:
        """Offer `choices` under a failure, and another answer where this is the `last` message."""
        self._last, self._choices = last, choices
        self._failure.show_error(self._message.error, choices)
        self._show_buttons()

    def _show_buttons(self) -> None:
        done = self._message.status != "streaming"
        answer = self._message.role == "assistant"
        self._copy.setVisible(answer and done and bool(self._message.content))
        self._retry.setVisible(answer and done and self._last and not self.failure_shown)
        self._figures.setVisible(bool(self._figures.text()))

    def _build_name(self) -> QHBoxLayout:
        self._dot = QLabel(self)
        self._name = QLabel()
        self._name.setObjectName("name")
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.setContentsMargins(0, 0, 0, 2)
        if self._message.role == "assistant":
            row.addWidget(self._dot)
        row.addWidget(self._name)
        row.addStretch(1)
        return row

    def _build_footer(self) -> QHBoxLayout:
        self._figures = QLabel()
        self._figures.setObjectName("small")
        self._figures.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._copy = self._button(self.tr("Copy answer"))
        self._copy.clicked.connect(lambda: self.copied.emit(self._message.content))
        self._retry = self._button(self.tr("Answer again"))
        self._retry.clicked.connect(lambda: self.action.emit(self._message.id, RETRY))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self._figures)
        row.addStretch(1)
        row.addWidget(self._copy)
        row.addWidget(self._retry)
        return row

    def _button(self, text: str) -> QToolButton:
        button = QToolButton()
        button.setToolTip(text)
        button.setAccessibleName(text)
        # The menu and its shortcuts do the same; Tab would stop here once per message.
        button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        return button


class _Activity(QWidget):
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


class _Failure(QFrame):
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


def _speaker(message: StoredMessage) -> str:
    if message.role == "user":
        return "You"
    return message.model or "Answer"


def _after(message: StoredMessage) -> str:
    """Return the sentence under an answer that did not end by itself, or was asked differently."""
    parts = [note.text for note in message.notes]
    if message.status == "stopped":
        parts.append("Stopped.")
    elif message.status == "interrupted":
        parts.append("Interrupted: Parley ended while this was being written.")
    elif message.finish_reason == "length":
        parts.append("Ended at the most tokens allowed for one answer.")
    elif message.finish_reason == "context_full":
        parts.append("Ended because the context window is full.")
    return " ".join(parts)


def _figures(message: StoredMessage) -> str:
    figures = message.figures
    if figures is None or not figures.generated_tokens:
        return ""
    parts = [words.speed(figures.generated_tokens, figures.decode_seconds)]
    if figures.first_token_seconds:
        parts.append(f"first token {words.seconds(figures.first_token_seconds)}")
    parts.append(f"{figures.generated_tokens:,} tokens" if figures.generated_tokens != 1 else "")
    return " · ".join(part for part in parts if part)


def activity(state: SessionState, progress: Progress | None, model: str) -> str:
    """Return what a conversation in `state` is doing, in words; "" where text comes or nothing."""
    far = f", {words.percent(progress.fraction)}" if progress else ""
    if state == SessionState.LOADING:
        return f"Loading {model or 'the model'}{far}"
    if state == SessionState.PREFILL:
        return f"Reading the prompt{far}"
    if state == SessionState.STOPPING:
        return "Stopping"
    return ""
