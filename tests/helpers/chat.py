"""A store in a real file, a listener that remembers, and a session over a scripted engine."""

from __future__ import annotations

import queue
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from helpers.scripted_engine import ScriptedEngine
from parley.chat.session import ChatSession
from parley.chat.slot import ModelSlot
from parley.chat.store import ChatStore
from parley.chat.values import ModelChoice, SessionState, StoredMessage
from parley.core.database import Database
from parley.engine.protocol import ContextPolicy, LoadOptions, Sampling

MODEL = ModelChoice("/models/small.gguf", "Small", LoadOptions(context=4096))


@contextmanager
def opened_store(path: Path) -> Iterator[tuple[ChatStore, sqlite3.Connection]]:
    """Open the conversations in the database file `path`, made where it is missing."""
    with closing(Database(path).connect()) as connection:
        yield ChatStore(connection), connection


class Recorder:
    """A `SessionListener` that remembers what it was told.

    Attributes:
        messages: the last told form of every message, by id.
        states: the states in the order they came; `notes` likewise.
    """

    def __init__(self) -> None:
        self.messages: dict[int, StoredMessage] = {}
        self.added: list[int] = []
        self.states: list[SessionState] = []
        self.notes: list[str] = []

    def message_added(self, message: StoredMessage) -> None:
        assert message.id not in self.messages
        self.added.append(message.id)
        self.messages[message.id] = message

    def message_changed(self, message: StoredMessage) -> None:
        assert message.content.startswith(self.messages[message.id].content)
        self.messages[message.id] = message

    def state_changed(self, state: SessionState) -> None:
        if not self.states or self.states[-1] != state:
            self.states.append(state)

    def note(self, text: str) -> None:
        self.notes.append(text)

    @property
    def last(self) -> StoredMessage:
        """The message that was added last, as it was told last."""
        return self.messages[self.added[-1]]


class Owner:
    """The thread that owns sessions: runs here what is posted from anywhere."""

    def __init__(self) -> None:
        self._posted: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()

    def post(self, function: Callable[[], None]) -> None:
        self._posted.put(function)

    def run_until(self, condition: Callable[[], bool]) -> None:
        """Run what was posted and comes, until `condition` holds; at most ten seconds idle."""
        while not condition():
            self._posted.get(timeout=10)()


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


class Talk:
    """One conversation: its session, engine, listener and store. Events are posted at once."""

    def __init__(
        self,
        store: ChatStore,
        *,
        engine: ScriptedEngine | None = None,
        conversation_id: int | None = None,
        model: ModelChoice | None = MODEL,
        slot: ModelSlot | None = None,
        sampling: Sampling | None = None,
        policy: ContextPolicy | None = None,
        post: Callable[[Callable[[], None]], None] = lambda function: function(),
        keeps_reasoning: Callable[[str], bool | None] = lambda _path: None,
        fits: Callable[[ModelChoice], bool] = lambda _choice: True,
    ) -> None:
        self.store = store
        self.engine = engine or ScriptedEngine()
        self.id = store.create().id if conversation_id is None else conversation_id
        self.told = Recorder()
        self.clock = Clock()
        self.session = ChatSession(
            store, self.engine, self.id,
            listener=self.told, post=post, model=model, slot=slot,
            sampling=sampling, policy=policy, clock=self.clock, keeps_reasoning=keeps_reasoning,
            fits=fits,
        )  # fmt: skip

    def ask(self, text: str, *steps: object) -> StoredMessage:
        """Send `text`, let the engine answer `steps`, and return the stored answer."""
        if steps:
            self.engine.will_answer(*steps)  # type: ignore[arg-type]
        self.session.send(text)
        self.engine.run()
        return self.stored[-1]

    @property
    def stored(self) -> list[StoredMessage]:
        """The branch that the store would show."""
        return self.store.messages(self.id)
