"""A message more costs the same however long its conversation is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from helpers.chat import MODEL, Talk, opened_store
from helpers.long_talks import Work, long_talk, watched
from helpers.scripted_engine import context_full
from parley.chat.changes import Watch
from parley.chat.counting import fewest
from parley.chat.store import ChatStore
from parley.engine.protocol import ContextPolicy, LoadOptions

Opened = tuple[ChatStore, sqlite3.Connection]
SMALL = msgspec.structs.replace(MODEL, options=LoadOptions(context=64))


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    with opened_store(tmp_path / "parley.sqlite3") as found:
        yield found


def work_of_a_turn(opened: Opened, do: Callable[[Talk], None], **talk: int) -> Work:
    """Return what is done for a turn in a conversation, once a turn was had there."""
    store, connection = opened
    one = Talk(store, conversation_id=long_talk(store, connection, **talk), model=SMALL)
    one.ask("Hi")
    watch = Watch(store)
    watch.follow(one.id)
    with watched(connection) as work:
        one.engine.will_answer("so ", "it ", "is")
        do(one)
        while one.engine.step():
            watch.look()
    assert one.told.last.status == "complete"
    return work


@pytest.mark.parametrize("beside", [0, 500])
@pytest.mark.parametrize("policy", ["ask", "trim_oldest"])
def test_to_send_takes_as_much_work_at_message_10_000_as_at_message_10(
    opened: Opened, policy: ContextPolicy, beside: int
) -> None:
    def send(talk: Talk) -> None:
        talk.session.policy = policy
        talk.session.send("And then?")

    short = work_of_a_turn(opened, send, count=10, beside=beside)
    long = work_of_a_turn(opened, send, count=10_000, beside=beside)
    assert long.statements == short.statements
    assert long.steps == short.steps


def test_to_answer_again_too(opened: Opened) -> None:
    def again(talk: Talk) -> None:
        talk.session.retry()

    short = work_of_a_turn(opened, again, count=10)
    long = work_of_a_turn(opened, again, count=10_000)
    assert long.statements == short.statements
    assert long.steps == short.steps


def test_what_does_not_fit_is_sent_as_far_as_a_larger_window_would_hold_it(opened: Opened) -> None:
    store, connection = opened
    talk = Talk(store, conversation_id=long_talk(store, connection, 10_000), model=SMALL)
    talk.engine.will_answer(context_full(prompt_tokens=70))
    talk.engine.will_answer(context_full(prompt_tokens=9_000))
    talk.session.send("Will that do?")
    talk.engine.run()
    near, far = (len(request.messages) for request in talk.engine.requests)
    assert near < 64 < far < 8192
    # Only the second one tells that no window of this model would do.
    assert talk.session.full is not None
    assert talk.session.full.details["prompt_tokens"] == 9_000
    assert talk.session.larger is None
    assert talk.told.last.notes == ()


def test_where_nothing_is_above_it_one_refusal_is_enough(store: ChatStore) -> None:
    talk = Talk(store)
    assert talk.ask("Hi", context_full(prompt_tokens=5_000)).status == "failed"
    assert len(talk.engine.requests) == 1


def test_an_answer_that_did_not_see_all_says_so(opened: Opened) -> None:
    store, connection = opened
    talk = Talk(store, conversation_id=long_talk(store, connection, 100), model=SMALL)
    assert [note.code for note in talk.ask("Hi").notes] == ["trimmed"]


def test_a_deleted_message_is_answered_no_more(opened: Opened) -> None:
    store, connection = opened
    talk = long_talk(store, connection, 10)
    keys = [message.id for message in store.messages(talk)]
    store.remove(keys[4])
    assert store.begin_answer(keys[2], model=None).parent_id == keys[2]
    for gone in (keys[4], keys[8]):
        with pytest.raises(Exception, match="deleted"):
            store.begin_answer(gone, model=None)


def test_the_beginning_of_a_conversation_is_read_without_the_rest(opened: Opened) -> None:
    store, connection = opened
    works = []
    for count in (10, 10_000):
        talk = long_talk(store, connection, count)
        with watched(connection) as work:
            assert [each.role for each in store.beginning(talk, 2)] == ["user", "assistant"]
        works.append((work.statements, work.steps))
    assert works[0] == works[1]


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("one, two  three\n", 3), ("北" * 320, 30), ("x" * 320, 10), ("\ud800", 1)],
)
def test_a_text_is_so_many_tokens_at_least(text: str, count: int) -> None:
    assert fewest(text) == count
