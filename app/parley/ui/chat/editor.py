"""A message that is being changed where it stands: Enter keeps it, Esc leaves it as it was."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from parley.ui.chat.composing.edit import MessageEdit


class MessageEditor(QFrame):
    """Emits `kept` with the text, or `left`. It stays open until it is closed by its owner."""

    kept = Signal(str)
    left = Signal()

    def __init__(self, text: str, *, answer: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("editor")
        self.edit = MessageEdit()
        name = self.tr("Edit answer") if answer else self.tr("Edit message")
        self.edit.setPlaceholderText("")
        self.edit.setAccessibleName(name)
        self.edit.setAccessibleDescription(
            self.tr("Enter keeps the change, Shift and Enter begin a new line, Escape leaves.")
        )
        self.edit.setPlainText(text)
        self.edit.moveCursor(self.edit.textCursor().MoveOperation.End)
        self.edit.entered.connect(self._keep)
        self.edit.insisted.connect(self._keep)
        self.edit.escaped.connect(self.left)
        hint = QLabel(
            self.tr("The answer as it was stays beside it.")
            if answer
            else self.tr("The message as it was stays beside it, with its answers.")
        )
        hint.setObjectName("small")
        hint.setWordWrap(True)
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.cancel_button.setToolTip(self.tr("Leave it as it was (Esc)"))
        self.cancel_button.clicked.connect(self.left)
        self.keep_button = QPushButton(self.tr("Save") if answer else self.tr("Send"))
        self.keep_button.setObjectName("primary")
        self.keep_button.setToolTip(
            self.tr("Save it beside the answer (Enter)")
            if answer
            else self.tr("Send it as a new branch (Enter)")
        )
        self.keep_button.clicked.connect(self._keep)
        self.edit.textChanged.connect(self._changed)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(hint, 1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.keep_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 9, 10, 10)
        layout.setSpacing(8)
        layout.addWidget(self.edit)
        layout.addLayout(row)
        self._changed()

    @property
    def text(self) -> str:
        """What is written now."""
        return self.edit.toPlainText()

    def _keep(self) -> None:
        if self.text.strip():
            self.kept.emit(self.text)

    def _changed(self) -> None:
        self.edit.fit()
        self.keep_button.setEnabled(bool(self.text.strip()))
