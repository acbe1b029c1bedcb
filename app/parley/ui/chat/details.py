"""Shows what an answer was made with, for those who reach no tooltip."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from parley.chat.values import StoredMessage
from parley.ui.chat import message_words
from parley.ui.chat.transcript import Transcript
from parley.ui.dialogs import Dialog

#: Of so many last messages one is meant, if none has the focus.
_LOOKED_AT = 20


class AnswerDetails(QObject):
    """Knows which answer of a transcript is meant, and shows its figures and options."""

    def __init__(self, transcript: Transcript, parent: QWidget) -> None:
        super().__init__(parent)
        self._transcript, self._parent = transcript, parent

    @property
    def message(self) -> StoredMessage | None:
        """The answer that has the focus, else the last; None where nothing is known of it."""
        current = self._transcript.current
        near = self._transcript.messages[-_LOOKED_AT:] if current is None else [current]
        answer = next((each for each in reversed(near) if each.role == "assistant"), None)
        return answer if answer is not None and answer.figures is not None else None

    def show(self) -> None:
        """Show the details of the answer that is meant."""
        message = self.message
        if message is None:
            return
        lines = [message_words.figures(message), *message_words.facts(message)]
        text = "\n".join(line for line in lines if line)
        buttons = {"close": self.tr("Close"), "copy": self.tr("Copy")}
        dialog = Dialog(self.tr("Details of the answer"), text, buttons, self._parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = dialog.buttons["copy"]
        copy.clicked.disconnect()
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        # It is read aloud at once, and gone through by keys.
        dialog.words.setAccessibleName(self.tr("Details of the answer"))
        dialog.open()
        dialog.words.setFocus()
