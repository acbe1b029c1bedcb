"""A message that is being changed where it stands: what sends keeps it, Esc leaves it as it was."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from parley.ui.chat.composing.edit import MessageEdit, SendWith


class MessageEditor(QFrame):
    """Emits `kept` with the text, or `left`. It stays open until it is closed by its owner."""

    kept = Signal(str)
    left = Signal()

    def __init__(
        self,
        text: str,
        *,
        answer: bool,
        send_with: SendWith = "enter",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("editor")
        self._answer = answer
        self.edit = MessageEdit()
        name = self.tr("Edit answer") if answer else self.tr("Edit message")
        self.edit.setPlaceholderText("")
        self.edit.setAccessibleName(name)
        self.edit.setPlainText(text)
        self.edit.moveCursor(self.edit.textCursor().MoveOperation.End)
        self.edit.entered.connect(self._keep)
        self.edit.insisted.connect(self._keep)
        self.edit.escaped.connect(self.left)
        self.edit.overflowed.connect(self._overflowed)
        self.hint = QLabel()
        self.hint.setObjectName("small")
        self.hint.setWordWrap(True)
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.cancel_button.setToolTip(self.tr("Leave it as it was (Esc)"))
        self.cancel_button.clicked.connect(self.left)
        self.keep_button = QPushButton(self.tr("Save") if answer else self.tr("Send"))
        self.keep_button.setObjectName("primary")
        self.keep_button.clicked.connect(self._keep)
        self.edit.textChanged.connect(self._changed)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.hint, 1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.keep_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 9, 10, 10)
        layout.setSpacing(8)
        layout.addWidget(self.edit)
        layout.addLayout(row)
        self.set_send_with(send_with)
        self._changed()

    @property
    def text(self) -> str:
        """What is written now."""
        return self.edit.toPlainText()

    def set_send_with(self, keys: SendWith) -> None:
        """Keep it by Enter, or by Ctrl and Enter."""
        self.edit.send_with = keys
        self.edit.setAccessibleDescription(
            self.tr("Enter keeps the change, Shift and Enter begin a new line, Escape leaves.")
            if keys == "enter"
            else self.tr(
                "Control and Enter keep the change, Enter begins a new line, Escape leaves."
            )
        )
        shown = QKeySequence("Enter" if keys == "enter" else "Ctrl+Enter")
        tip = (
            self.tr("Save it beside the answer ({keys})")
            if self._answer
            else self.tr("Send it as a new branch ({keys})")
        )
        native = shown.toString(QKeySequence.SequenceFormat.NativeText)
        self.keep_button.setToolTip(tip.format(keys=native))

    def _keep(self) -> None:
        if self.text.strip():
            self.kept.emit(self.text)

    def _overflowed(self) -> None:
        self.hint.setText(self.tr("What was pasted is too long to be put in here."))

    def _changed(self) -> None:
        self.hint.setText(
            self.tr("The answer as it was stays beside it.")
            if self._answer
            else self.tr("The message as it was stays beside it, with its answers.")
        )
        self.edit.fit()
        self.keep_button.setEnabled(bool(self.text.strip()))
