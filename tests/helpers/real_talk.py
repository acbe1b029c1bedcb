"""A conversation with the starter model in a window, as a person has it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from parley.chat.values import StoredMessage
from parley.ui.chat.page import ChatPage

#: Milliseconds; far more than anything here takes on a busy machine.
LIMIT = 120_000
#: Options with which the starter model's end tokens, `<|endoftext|>` and `<|im_end|>`, never come:
#: an answer has its full length, whatever is drawn.
ENDLESS = {"logit_bias": {"0": -1000.0, "2": -1000.0}}


class Talk:
    """A conversation in a window, as a person has it."""

    def __init__(self, page: ChatPage, qtbot: QtBot) -> None:
        self.page, self._qtbot = page, qtbot

    @property
    def last(self) -> StoredMessage:
        """The message at the end of the branch that is shown."""
        return self.page.transcript.messages[-1]

    @property
    def texts(self) -> list[str]:
        """What is on the screen, from the top."""
        return [view.message.content for view in self.page.transcript.views]

    def ask(self, text: str) -> StoredMessage:
        """Send `text` and return its answer, which a model made."""
        before = len(self.page.transcript.messages)
        self.page.send(text)
        self.ended()
        assert len(self.page.transcript.messages) == before + 2
        return self.answered()

    def ended(self) -> None:
        """Wait until nothing is being answered."""
        self._qtbot.waitUntil(lambda: not self.page.running, timeout=LIMIT)

    def answered(self) -> StoredMessage:
        """Wait for the answer, and return it."""
        self.ended()
        assert (self.last.role, self.last.status) == ("assistant", "complete"), self.last
        assert self.last.content.strip()
        return self.last

    def until_words(self, count: int = 20) -> StoredMessage:
        """Wait until so many characters of an answer are there, and return it as it is."""
        self._qtbot.waitUntil(
            lambda: self.last.role == "assistant" and len(self.last.content) > count, timeout=LIMIT
        )
        return self.last

    def remedies(self) -> list[str]:
        """Return what the buttons in the place of the last answer say."""
        assert self.page.transcript.views[-1].failure_shown
        self._qtbot.waitUntil(lambda: bool(self._buttons()))
        return [button.text() for button in self._buttons()]

    def remedy(self, name: str) -> None:
        """Press one of them."""
        assert name in self.remedies()
        button = next(each for each in self._buttons() if each.text() == name)
        self._qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def _buttons(self) -> list[QPushButton]:
        # What a layout shows, it shows in the next round of events.
        view = self.page.transcript.views[-1]
        return [each for each in view.findChildren(QPushButton) if each.isVisible()]
