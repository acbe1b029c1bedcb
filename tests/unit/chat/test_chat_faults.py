"""Whatever happens in whichever order, committed text stays and the file is what was shown."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from helpers.chat import Talk
from helpers.scripted_engine import Crash, Gate, Hang, ScriptedEngine, Step, context_full, done
from parley.chat.slot import ModelSlot
from parley.chat.store import ChatStore
from parley.core.database import Database
from parley.core.errors import ParleyError
from parley.core.owner import Owner
from parley.engine.protocol import Failed, Note

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
STEPS: st.SearchStrategy[Step] = st.one_of(
    WORDS,
    WORDS,
    WORDS,
    st.just("long " * 4000),
    st.builds(Crash),
    st.builds(Hang),
    st.builds(Gate),
    st.just(Note(0, "trimmed", "Left out.", (0, 1))),
    st.just(context_full()),
    st.just(done("length")),
    st.just(Failed(0, "engine_bug", "It failed.", "Try again.")),
)


class Faults(RuleBasedStateMachine):
    """One conversation in one file, an engine, a person, and everything that goes wrong."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name, "parley.sqlite3")
        self.database = Database(self.path)
        self.reader = self.database.connect()
        self.posted: list[Callable[[], None]] = []
        self.committed: dict[int, str] = {}
        self.typed: dict[int, str] = {}

    @initialize()
    def start(self) -> None:
        self.open_program(None)

    def open_program(self, conversation: int | None) -> None:
        """Start the program: connection, engine and session are its own and die with it."""
        this = Owner.this()
        self.connection = self.database.connect()
        # An owner that is not alive, as seen by whoever starts after it.
        self.store = ChatStore(self.connection, owner=Owner(this.pid, this.started - 3600))
        self.store.recover()
        self.posted.clear()
        self.engine = ScriptedEngine()
        self.slot = ModelSlot(self.engine)
        self.open_conversation(conversation)

    def open_conversation(self, conversation: int | None) -> None:
        self.talk = Talk(
            self.store,
            engine=self.engine,
            slot=self.slot,
            conversation_id=conversation,
            post=self.posted.append,
        )
        for message in self.talk.stored:
            self.talk.told.message_added(message)

    # -- the person --

    @rule(text=WORDS, answer=st.lists(STEPS, max_size=6))
    def send(self, text: str, answer: list[Step]) -> None:
        self.engine.will_answer(*answer)
        with suppress(ParleyError):
            self.talk.session.send(text)
            user = self.talk.told.messages[self.talk.told.added[-2]]
            self.typed[user.id] = user.content

    @rule()
    def retry(self) -> None:
        with suppress(ParleyError):
            self.talk.session.retry()

    @rule(choice=st.sampled_from(["trim_oldest", "larger", "stop"]))
    def resolve(self, choice: str) -> None:
        with suppress(ParleyError):
            self.talk.session.resolve_full(choice)  # type: ignore[arg-type]

    @rule()
    def stop(self) -> None:
        self.talk.session.stop()

    @rule()
    def leave_and_come_back(self) -> None:
        self.talk.session.close()
        if self.talk.session.flush():
            self.open_conversation(self.talk.id)

    # -- the machine --

    @rule(times=st.integers(1, 5))
    def engine_works(self, times: int) -> None:
        for _ in range(times):
            self.engine.step()

    @precondition(lambda self: self.posted)
    @rule(times=st.integers(1, 5))
    def events_arrive(self, times: int) -> None:
        for _ in range(min(times, len(self.posted))):
            self.posted.pop(0)()

    @rule(seconds=st.sampled_from([0.05, 0.2, 5.0]))
    def time_passes(self, seconds: float) -> None:
        self.talk.clock.now += seconds

    @rule()
    def the_model_is_unloaded(self) -> None:
        self.engine.forget_model()

    @rule()
    def the_disk_fills(self) -> None:
        pages = self.connection.execute("PRAGMA page_count").fetchone()[0]
        self.connection.execute(f"PRAGMA max_page_count = {pages}")

    @rule()
    def the_disk_has_room(self) -> None:
        self.connection.execute("PRAGMA max_page_count = 1000000")

    @rule()
    def the_program_is_killed(self) -> None:
        self.connection.close()
        self.open_program(self.talk.id)
        statuses = self.reader.execute("SELECT status FROM messages").fetchall()
        assert ("streaming",) not in statuses

    @rule()
    def everything_is_flushed(self) -> None:
        if self.talk.session.flush():
            told = {key: m.content for key, m in self.talk.told.messages.items()}
            kept = dict(self.reader.execute("SELECT id, content FROM messages").fetchall())
            assert {key: kept[key] for key in told} == told

    # -- what always holds --

    @invariant()
    def committed_text_is_never_lost(self) -> None:
        rows = self.reader.execute("SELECT id, content, status FROM messages").fetchall()
        kept = {key: content for key, content, _ in rows}
        for key, content in self.committed.items():
            assert kept[key].startswith(content)
        self.committed = kept
        for key, content in self.typed.items():
            assert kept[key] == content

    @invariant()
    def nothing_is_kept_that_was_not_shown(self) -> None:
        if not hasattr(self, "talk"):
            return
        kept = {
            m.id: m
            for m in map(
                self.store.message,
                [row[0] for row in self.reader.execute("SELECT id FROM messages")],
            )
        }
        for key, shown in self.talk.told.messages.items():
            assert shown.content.startswith(kept[key].content)
            if shown.status != "streaming" and kept[key].status == shown.status:
                assert kept[key] == shown

    @invariant()
    def idle_means_nothing_is_open(self) -> None:
        if hasattr(self, "talk") and self.talk.session.state == "idle":
            assert all(m.status != "streaming" for m in self.talk.told.messages.values())

    def teardown(self) -> None:
        """Let everything end, and compare once more."""
        if hasattr(self, "talk"):
            self.the_disk_has_room()
            self.talk.session.close()
            assert self.talk.session.flush()
            for key, shown in self.talk.told.messages.items():
                assert self.store.message(key) == shown
            assert self.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            self.connection.close()
        self.reader.close()
        self.folder.cleanup()


Faults.TestCase.settings = settings(
    max_examples=60,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
test_any_order_of_faults = Faults.TestCase


def test_a_reader_in_another_window_never_blocks_a_turn(tmp_path: Path) -> None:
    database = Database(tmp_path / "parley.sqlite3")
    with closing(database.connect()) as mine, closing(database.connect()) as reader:
        talk = Talk(ChatStore(mine))
        reader.execute("BEGIN")
        before = reader.execute("SELECT count(*) FROM messages").fetchone()
        assert talk.ask("Hi").status == "complete"
        assert reader.execute("SELECT count(*) FROM messages").fetchone() == before
        reader.execute("COMMIT")
