"""What the page hears of sessions: messages that come, states, notes, conversations that go."""

from __future__ import annotations

import time
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from parley.chat.session import ChatSession
from parley.chat.values import Conversation, SessionState, StoredMessage
from parley.ui.chat.branching import Branching
from parley.ui.chat.mending import Mending
from parley.ui.chat.pace import Pace
from parley.ui.chat.sessions import Sessions
from parley.ui.chat.transcript import Transcript


class Page(Protocol):
    """The page that shows one conversation."""

    transcript: Transcript
    branching: Branching
    mending: Mending

    @property
    def conversation(self) -> Conversation | None:
        """The conversation on the screen."""

    @property
    def session(self) -> ChatSession | None:
        """Its session, if it had one."""

    def say(self, text: str) -> None:
        """Say something above the transcript."""

    def show_stack(self) -> None:
        """Show the transcript, or the empty chat."""

    def show_state(self) -> None:
        """Show what the session does."""

    def offer(self) -> None:
        """Put the buttons that make sense now under the messages."""


class Hearing(QObject):
    """Shows on the page what is about its conversation.

    `progressed` is emitted when a session's state or figures changed, `changed` when the list of
    conversations did.
    """

    progressed = Signal()
    changed = Signal()

    def __init__(self, page: Page, sessions: Sessions, parent: QObject) -> None:
        super().__init__(parent)
        self._page, self._sessions = page, sessions
        self._pace = Pace()
        sessions.message_added.connect(self._message_added)
        sessions.message_changed.connect(self._message_changed)
        sessions.state_changed.connect(self._state_changed)
        sessions.noted.connect(self._noted)

    def leave(self) -> None:
        """Hear nothing any more."""
        self._sessions.disconnect(self)

    @property
    def speed(self) -> str:
        """How fast the answer comes that is being made, in words; "" while none is."""
        session = self._page.session
        if session is None or session.state != SessionState.GENERATING:
            return ""
        return self._pace.words()

    def _is_shown(self, conversation_id: int) -> bool:
        conversation = self._page.conversation
        return conversation is not None and conversation.id == conversation_id

    def _message_added(self, conversation_id: int, message: StoredMessage) -> None:
        if self._is_shown(conversation_id):
            transcript, parent = self._page.transcript, message.parent_id
            if parent is None or transcript.message(parent) is not None:
                transcript.append(message)
            else:
                # Another window has written here meanwhile: show what is stored.
                transcript.show_messages(self._page.branching.messages())
            self._page.show_stack()
            self._page.offer()
        self.changed.emit()

    def _message_changed(self, conversation_id: int, message: StoredMessage) -> None:
        told = False
        if self._is_shown(conversation_id):
            self._page.transcript.change(message)
            if message.status == "streaming":
                told = self._pace.count(message.id, time.monotonic())
            else:
                self._page.offer()
        if told or message.status != "streaming":
            self.progressed.emit()

    def _state_changed(self, conversation_id: int) -> None:
        if self._is_shown(conversation_id):
            self._page.show_state()
            self._page.mending.keep_size()
        self.progressed.emit()

    def _noted(self, conversation_id: int, text: str) -> None:
        if self._is_shown(conversation_id):
            self._page.say(text)
