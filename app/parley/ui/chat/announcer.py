"""Streamed text for screen readers: told in sentences, at most one piece every two seconds."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from parley.chat.reasoning import Splitter
from parley.chat.values import StoredMessage
from parley.ui.languages import translated
from parley.ui.speech import spoken

#: Milliseconds between two announcements: what is said next cuts off what is being said.
EVERY = 2000
#: Characters after which a sentence that does not end is told nevertheless, at a space.
_LONGEST = 400
# The end of a sentence or a line, also in Chinese and Japanese, Arabic and Hindi.
_END = re.compile(r"[.!?…؟।](?=[\s\"'”’)\]])[\"'”’)\]]*\s|[。！？]|\n+")


def sentences(text: str) -> tuple[str, str]:
    """Split text that grows into whole sentences and the rest, which has not ended yet."""
    ends = [found.end() for found in _END.finditer(text)]
    cut = ends[-1] if ends else 0
    if len(text) - cut > _LONGEST:
        cut = max(cut, text.rfind(" ", 0, cut + _LONGEST) + 1)
    return text[:cut], text[cut:]


class Announcer(QObject):
    """Tells `say` what a screen reader is to speak of the answers of one conversation."""

    def __init__(self, say: Callable[[str], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._message: int | None = None
        self._content = ""
        self._splitter = Splitter()
        self._told = 0
        self._thinking = False
        self._waiting: list[str] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self._tell)

    def begin(self, message: StoredMessage) -> None:
        """Hear that an answer begins."""
        self.forget()
        self._message, self._content = message.id, ""
        self._splitter = Splitter()
        self._speak(self.tr("Answering"))

    def grow(self, message: StoredMessage) -> None:
        """Hear that text came."""
        if message.id != self._message:
            self.begin(message)
        if not message.content.startswith(self._content):
            self._splitter, self._content = Splitter(), ""
        self._splitter.feed(message.content[len(self._content) :])
        self._content = message.content
        if self._splitter.thinking:
            if not self._thinking:
                self._thinking = True
                self._speak(self.tr("Thinking"))
            return
        self._thinking = False
        answer = self._splitter.answer
        ready, _ = sentences(answer[self._told :])
        if ready:
            self._told += len(ready)
            self._speak(ready)

    def end(self, message: StoredMessage) -> None:
        """Hear that an answer ended, and how."""
        if message.id != self._message:
            return
        self.grow(message)
        self._speak(self._splitter.answer[self._told :])
        if message.status == "failed" and message.error is not None:
            parts = filter(None, (message.error.message, message.error.hint))
            why = " ".join(translated(part) for part in parts)
            self._speak(self.tr("The answer failed. {why}").format(why=why))
        elif message.status == "stopped":
            self._speak(self.tr("Stopped"))
        elif message.status == "interrupted":
            self._speak(self.tr("Interrupted"))
        else:
            self._speak(self.tr("The answer is complete"))
        self._message = None

    def forget(self) -> None:
        """Say nothing more of what came: another conversation is shown."""
        self._timer.stop()
        self._waiting.clear()
        self._message, self._told, self._thinking = None, 0, False

    # -- inside ----------------------------------------------------------------------------------

    def _speak(self, text: str) -> None:
        said = spoken(text)
        if not said:
            return
        self._waiting.append(said)
        if not self._timer.isActive():
            self._tell()

    def _tell(self) -> None:
        if self._waiting:
            text = " ".join(self._waiting)
            self._waiting.clear()
            self._say(text)
            self._timer.start()
