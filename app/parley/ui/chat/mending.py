"""What a session answers with, and what can be done when an answer failed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, cast

import msgspec
from PySide6.QtCore import QObject

from parley.chat.beginning import Beginning
from parley.chat.offers import Offer
from parley.chat.remedies import Remedy, remedies
from parley.chat.session import ChatSession
from parley.chat.values import Conversation, MessageError, ModelChoice, SessionState
from parley.core.errors import ParleyError
from parley.ui.chat.branching import Branching
from parley.ui.chat.sessions import Sessions
from parley.ui.chat.transcript import Transcript
from parley.ui.services import Services


class Page(Protocol):
    """The page with the answers."""

    transcript: Transcript
    branching: Branching

    @property
    def conversation(self) -> Conversation | None:
        """The conversation on the screen."""

    @property
    def setup(self) -> Beginning:
        """What is set of it."""

    @property
    def session(self) -> ChatSession | None:
        """Its session, if it had one."""

    def set_up(self, wanted: Beginning) -> None:
        """Set it up otherwise. Raises `ParleyError`."""

    def ask(self, do: Callable[[ChatSession], None]) -> bool:
        """Have the session do something; say what it refuses, else let the person write on."""

    def show_log(self, log: str) -> None:
        """Show the last lines of the engine's log."""

    def say(self, text: str) -> None:
        """Say what was done."""

    def refuse(self, error: ParleyError) -> None:
        """Say why something was not done."""


class Mending(QObject):
    """Gives sessions their model, and does what the buttons under a failure say."""

    def __init__(self, page: Page, services: Services, sessions: Sessions, parent: QObject) -> None:
        super().__init__(parent)
        self._page, self._services, self._sessions = page, services, sessions
        # What was asked for in each conversation, before a failure was mended there.
        self._asked: dict[int, ModelChoice] = {}

    def session(self, conversation_id: int) -> ChatSession:
        """Return the session of a conversation with the model that is set. Raises `ParleyError`."""
        session = self._sessions.have(conversation_id)
        options = self._page.setup.options
        model = self._services.choice_for(options)
        if not self._stays(session, conversation_id, model):
            session.model = self._asked[conversation_id] = model
        session.sampling = self._services.sampling_for(options)
        return session

    @property
    def model(self) -> ModelChoice:
        """The model that answers next in the conversation on the screen. Raises `ParleyError`."""
        session, conversation = self._page.session, self._page.conversation
        wanted = self._services.choice_for(self._page.setup.options)
        if session is None or session.model is None or conversation is None:
            return wanted
        return session.model if self._stays(session, conversation.id, wanted) else wanted

    def _stays(self, session: ChatSession, conversation_id: int, wanted: ModelChoice) -> bool:
        """Whether a session keeps its model: a context window that mended a failure stays."""
        # Unless something else was set meanwhile.
        return session.model is not None and wanted == self._asked.get(conversation_id)

    def offered(self, error: MessageError) -> tuple[Remedy, ...]:
        """Return what helps against a failure now."""
        session = self._page.session
        if session is None:
            return remedies(error)
        return remedies(error, larger=session.larger, smaller=session.smaller)

    def act(self, message_id: int, what: str) -> None:
        """Do what a button of a message says."""
        message = self._page.transcript.message(message_id)
        error = message.error if message else None
        if what == "log":
            self._page.show_log("\n".join(error.log) if error else "")
        elif error is not None and what != "retry" and what in self.offered(error):
            if self._page.ask(lambda session: session.repair(what)) and what == "stop":
                self._page.transcript.offer(())
                self._page.say(self.tr("Everything is kept. Begin a new chat to go on."))
        else:
            self._page.branching.do(cast("Offer", what), message_id)

    def keep_size(self) -> None:
        """Set the context window of the conversation with which a failure was mended."""
        session = self._page.session
        if session is None or session.model is None or session.state != SessionState.IDLE:
            return
        asked, size = self._asked.get(session.conversation_id), session.model.options.context
        if asked is None or asked.path != session.model.path or asked.options.context == size:
            return
        self._asked[session.conversation_id] = session.model
        setup = self._page.setup
        options = msgspec.structs.replace(
            setup.options, load={**setup.options.load, "context": size}
        )
        self._try(lambda: self._page.set_up(msgspec.structs.replace(setup, options=options)))

    def _try(self, do: Callable[[], None]) -> None:
        try:
            do()
        except ParleyError as error:
            self._page.refuse(error)
