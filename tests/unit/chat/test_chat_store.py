"""The store: conversations and trees of messages in a real file."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.chat import opened_store
from parley.chat.store import ChatStore
from parley.chat.values import AnswerOptions, Figures, MessageError, MessageNote
from parley.core.errors import ParleyError
from parley.core.owner import Owner

FIGURES = Figures(12, 4, 5, 0.25, 0.5, 0.3, 7, 20, 4096)


def test_conversations_come_newest_first_and_a_turn_makes_one_newest(tmp_path: Path) -> None:
    with opened_store(tmp_path / "parley.sqlite3") as (_, connection):
        now = iter(range(1, 100))
        store = ChatStore(connection, clock=lambda: float(next(now)))
        first, second = store.create(title="first"), store.create(title="second")
        assert [c.title for c in store.conversations()] == ["second", "first"]
        store.begin_turn(first.id, "hello", model=None)
        assert [c.title for c in store.conversations()] == ["first", "second"]
        store.rename(second.id, "  renamed\n twice ")
        assert [c.title for c in store.conversations()] == ["first", "renamed twice"]


def test_a_conversation_keeps_what_it_was_made_with(store: ChatStore) -> None:
    made = store.create(system_prompt="Be brief.", policy="trim_oldest", seed=3)
    assert store.conversation(made.id) == made
    assert (made.system_prompt, made.policy, made.seed) == ("Be brief.", "trim_oldest", 3)
    assert len(made.day) == len("2026-01-31")
    store.set_policy(made.id, "stop")
    store.set_seed(made.id, None)
    store.set_system_prompt(made.id, "")
    changed = store.conversation(made.id)
    assert (changed.system_prompt, changed.policy, changed.seed) == ("", "stop", None)
    assert changed.day == made.day


def test_the_first_message_gives_the_title_and_later_ones_do_not(store: ChatStore) -> None:
    talk = store.create().id
    store.begin_turn(talk, "Why is the sky blue?", model="m")
    store.begin_turn(talk, "And at dusk?", model="m")
    assert store.conversation(talk).title == "Why is the sky blue?"


def test_everything_about_an_answer_comes_back_from_a_reopened_file(tmp_path: Path) -> None:
    path = tmp_path / "parley.sqlite3"
    with opened_store(path) as (store, _):
        talk = store.create().id
        options = AnswerOptions({"temperature": 0.8}, {"context": 4096})
        _, answer = store.begin_turn(talk, "Hi", model="Small", options=options)
        store.set_content(answer.id, "Hel")
        finished = msgspec.structs.replace(
            answer,
            content="Hello",
            status="failed",
            finish_reason="stop",
            figures=FIGURES,
            notes=(MessageNote("trimmed", "Left out.", (1, 2)),),
            error=MessageError("engine_crashed", "It died.", "Again.", "Kept.", {"a": 1}, ("x",)),
        )
        store.finish(finished)
    with opened_store(path) as (store, _):
        assert store.messages(talk)[-1] == finished
        assert finished.options == options


def test_alternatives_share_a_parent_and_one_branch_is_shown(store: ChatStore) -> None:
    talk = store.create().id
    asked, first = store.begin_turn(talk, "Hi", model="m")
    below, _ = store.begin_turn(talk, "More", model="m")
    second = store.begin_answer(asked.id, model="m")
    assert [m.id for m in store.siblings(first.id)] == [first.id, second.id]
    assert [m.id for m in store.messages(talk)] == [asked.id, second.id]
    store.show(first.id)
    shown = [m.id for m in store.messages(talk)]
    assert shown[:3] == [asked.id, first.id, below.id]
    assert len(shown) == 4


def test_two_beginnings_of_a_conversation_are_alternatives_too(store: ChatStore) -> None:
    one, other = store.create().id, store.create().id
    first = store.add(one, "user", "Hi")
    store.add(other, "user", "Elsewhere")
    assert [m.id for m in store.siblings(first.id)] == [first.id]


def test_a_long_conversation_is_deleted_whole_and_others_stay(store: ChatStore) -> None:
    long, short = store.create().id, store.create().id
    store.add(short, "user", "stays")
    for number in range(1500):
        last = store.add(long, "user", str(number))
    store.delete(long)
    store.delete(long)
    assert [c.id for c in store.conversations()] == [short]
    assert [m.content for m in store.messages(short)] == ["stays"]
    with pytest.raises(ParleyError) as gone:
        store.message(last.id)
    assert gone.value.code == "message_gone"


def test_what_is_gone_is_said_for_every_write(store: ChatStore) -> None:
    talk = store.create().id
    _, answer = store.begin_turn(talk, "Hi", model=None)
    store.delete(talk)
    for write, code in (
        (lambda: store.set_content(answer.id, "x"), "message_gone"),
        (lambda: store.finish(answer), "message_gone"),
        (lambda: store.show(answer.id), "message_gone"),
        (lambda: store.begin_answer(answer.id, model=None), "message_gone"),
        (lambda: store.begin_turn(talk, "x", model=None), "conversation_gone"),
        (lambda: store.add(talk, "user", "x"), "conversation_gone"),
        (lambda: store.rename(talk, "x"), "conversation_gone"),
        (lambda: store.messages(talk), "conversation_gone"),
    ):
        with pytest.raises(ParleyError) as refused:
            write()
        assert refused.value.code == code


@settings(max_examples=50)
@given(text=st.text(st.characters(codec=None), max_size=50))
def test_any_text_a_person_pastes_is_kept(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any_text.sqlite3"
    with opened_store(path) as (store, _):
        talk = store.create(system_prompt=text).id
        asked, _ = store.begin_turn(talk, text, model=None)
        kept = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
        assert len(asked.content) <= len(kept)
        if kept == text:
            assert store.messages(talk)[0].content == text
            assert store.conversation(talk).system_prompt == text


def test_a_full_disk_is_said_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    with opened_store(tmp_path / "parley.sqlite3") as (store, connection):
        talk = store.create().id
        store.add(talk, "user", "before")
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(ParleyError) as full:
            store.begin_turn(talk, "long " * 100_000, model=None)
        assert full.value.code == "disk_full"
        assert full.value.safe
        assert [m.content for m in store.messages(talk)] == ["before"]
        connection.execute("PRAGMA max_page_count = 1000000")
        store.begin_turn(talk, "long " * 100_000, model=None)
        assert len(store.messages(talk)) == 3


def test_a_database_that_another_program_locks_is_said(tmp_path: Path) -> None:
    path = tmp_path / "parley.sqlite3"
    with opened_store(path) as (store, connection), opened_store(path) as (_, other):
        talk = store.create().id
        connection.execute("PRAGMA busy_timeout = 1")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ParleyError) as busy:
            store.add(talk, "user", "now")
        assert busy.value.code == "database_busy"
        other.execute("ROLLBACK")
        assert store.add(talk, "user", "now").content == "now"


def test_a_mistake_in_the_program_is_not_dressed_up(store: ChatStore) -> None:
    talk = store.create().id
    with pytest.raises(sqlite3.IntegrityError):
        store.add(talk, "narrator", "x")  # type: ignore[arg-type]
    assert store.messages(talk) == []


def test_recovery_touches_only_what_a_dead_process_was_writing(tmp_path: Path) -> None:
    child = subprocess.run(
        [
            sys.executable,
            "-c",
            "import psutil; p = psutil.Process(); print(p.pid, p.create_time())",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    pid, started = child.stdout.split()
    this = Owner.this()
    with opened_store(tmp_path / "parley.sqlite3") as (living, connection):
        dead = ChatStore(connection, owner=Owner(int(pid), float(started)))
        reused = ChatStore(connection, owner=Owner(this.pid, this.started - 3600))
        talks = []
        for store in (living, dead, reused):
            talk = store.create().id
            _, answer = store.begin_turn(talk, "Hi", model="m")
            store.set_content(answer.id, "so far")
            talks.append((talk, answer.id))
        assert living.recover() == [talks[1][1], talks[2][1]]
        ends = [living.messages(talk)[-1] for talk, _ in talks]
        assert [end.status for end in ends] == ["streaming", "interrupted", "interrupted"]
        assert {end.content for end in ends} == {"so far"}
        assert living.recover() == []
        living.finish(msgspec.structs.replace(ends[0], status="complete"))
        assert living.recover() == []


def test_speed_counts_the_tokens_after_the_first() -> None:
    assert FIGURES.tokens_per_second == pytest.approx(8.0)
    assert msgspec.structs.replace(FIGURES, generated_tokens=1).tokens_per_second is None


def test_of_a_long_conversation_the_words_come_first_and_the_rest_when_it_is_asked_for(
    store: ChatStore,
) -> None:
    talk = store.create().id
    for number in range(20):
        _, answer = store.begin_turn(talk, f"question {number}", model="Small")
        store.finish(
            msgspec.structs.replace(
                answer, content="answer", status="complete", figures=FIGURES, reasoning_seconds=2.0
            )
        )
    whole, shown = store.messages(talk), store.shown(talk)
    assert [message.id for message in shown] == [message.id for message in whole]
    assert [message.content for message in shown] == [message.content for message in whole]
    assert {message.reasoning_seconds for message in shown[1::2]} == {2.0}
    assert shown[1].figures is None
    assert store.message(shown[1].id) == whole[1]
    assert shown[-20:] == whole[-20:]
    assert store.shown(store.create().id) == []
