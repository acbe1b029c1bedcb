"""The sessions of this program, one for each conversation, shared by all its windows.

An answer goes on whichever window looks at it, and two windows may show the same conversation.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from parley.chat.session import ChatSession
from parley.chat.values import ModelChoice, SessionState, StoredMessage
from parley.core.errors import ParleyError
from parley.engine.protocol import Engine
from parley.ui.post import Poster
from parley.ui.services import Services


class Sessions(QObject):
    """Makes a session when a conversation first needs one, and tells every window what it says.

    Each signal begins with the conversation's id. `message_added` and `message_changed` carry the
    `StoredMessage`, `noted` a sentence; `state_changed` is about `of(id).state`. `forgotten` tells
    that a conversation was deleted, `engine_changed` that the engine's state or model is
    another one, once it is watched.

    Attributes:
        post: runs a function on the windows' thread; any thread may call.
    """

    message_added = Signal(int, object)
    message_changed = Signal(int, object)
    state_changed = Signal(int)
    noted = Signal(int, str)
    forgotten = Signal(int)
    engine_changed = Signal()

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        # Without a parent: the engine's thread may still call while the windows go.
        self.post = Poster()
        self._watched: Engine | None = None
        self._sessions: dict[int, ChatSession] = {}

    def of(self, conversation_id: int) -> ChatSession | None:
        """Return the session of a conversation, if it had one in this run."""
        return self._sessions.get(conversation_id)

    def have(self, conversation_id: int) -> ChatSession:
        """Return the session of a conversation, made where there is none. Raises `ParleyError`."""
        session = self._sessions.get(conversation_id)
        if session is None:
            engine, slot = self._services.start_engine()
            session = self._sessions[conversation_id] = ChatSession(
                self._services.store,
                engine,
                conversation_id,
                listener=_Listener(self, conversation_id),
                post=self.post,
                slot=slot,
                keeps_reasoning=self._keeps_reasoning,
                fits=self._fits,
            )
        return session

    def _keeps_reasoning(self, path: str) -> bool | None:
        try:
            return self._services.advice(path).keeps_reasoning
        except ParleyError:
            return None  # What is wrong with the file is said when it is loaded.

    def _fits(self, choice: ModelChoice) -> bool:
        try:
            trial = self._services.trials().known(choice.path)
        except ParleyError:
            return True  # Nobody knows better; the load itself will tell.
        return trial is None or trial.look(choice.options).fits

    @property
    def running(self) -> list[int]:
        """The conversations in which an answer is being made."""
        return [key for key, one in self._sessions.items() if one.state != SessionState.IDLE]

    def watch(self) -> None:
        """Tell from now on when the engine changes, if there is one."""
        engine = self._services.engine
        if engine is not None and engine is not self._watched:
            self._watched = engine
            engine.subscribe(lambda *_: self.post(self.engine_changed.emit))

    def forget(self, conversation_id: int) -> None:
        """End the session of a conversation that was deleted, its text kept."""
        session = self._sessions.pop(conversation_id, None)
        if session is not None:
            session.close()
        self.forgotten.emit(conversation_id)

    def close(self) -> None:
        """End all answers, their text kept."""
        for session in self._sessions.values():
            session.close()
        self._sessions.clear()


class _Listener:
    """Tells which conversation speaks."""

    def __init__(self, sessions: Sessions, conversation_id: int) -> None:
        self._sessions, self._conversation_id = sessions, conversation_id

    def message_added(self, message: StoredMessage) -> None:
        self._sessions.message_added.emit(self._conversation_id, message)

    def message_changed(self, message: StoredMessage) -> None:
        self._sessions.message_changed.emit(self._conversation_id, message)

    def state_changed(self, _state: SessionState) -> None:
        self._sessions.state_changed.emit(self._conversation_id)

    def note(self, text: str) -> None:
        self._sessions.noted.emit(self._conversation_id, text)
