"""Knowing what changed: by this store, by another connection, by another process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import msgspec

from helpers.chat import opened_store
from parley.chat.changes import Seen, Watch
from parley.chat.drafts import Draft, in_conversation
from parley.chat.store import ChatStore
from parley.chat.values import Attachment

SHELF, CONVERSATION, BOTH = Seen(shelf=True), Seen(conversation=True), Seen(True, True)


def test_each_write_is_told_and_a_refused_one_is_not(store: ChatStore) -> None:
    told: list[int] = []
    end = store.subscribe(lambda: told.append(1))
    talk = store.create().id
    assert len(told) == 1
    store.add(talk, "user", "Hello")
    assert len(told) == 2
    store.messages(talk)
    assert len(told) == 2
    end()
    end()
    store.rename(talk, "x")
    assert len(told) == 2


def test_a_look_tells_what_there_is_to_read_again(store: ChatStore) -> None:
    watch = Watch(store)
    talk, other = store.create().id, store.create().id
    assert watch.look() == SHELF
    assert watch.look() == Seen()
    watch.follow(talk)
    asked, answer = store.begin_turn(talk, "Hello", model="m")
    assert watch.look() == BOTH
    # Text that streams leaves the list as it is, and all of the conversation but its end.
    store.set_content(answer.id, "So")
    assert watch.look() == Seen(text=True)
    assert watch.look() == Seen()
    store.finish(msgspec.structs.replace(answer, content="So", status="complete"))
    assert watch.look() == BOTH
    store.begin_turn(other, "Elsewhere", model="m")
    assert watch.look() == SHELF
    again = store.begin_answer(asked.id, model="m")
    assert watch.look() == BOTH
    store.show(answer.id)
    assert watch.look() == CONVERSATION
    store.remove(again.id)
    assert watch.look() == CONVERSATION
    store.rename(talk, "A title")
    assert watch.look() == BOTH
    store.set_system_prompt(talk, "Be brief.")
    assert watch.look() == CONVERSATION
    store.keep_draft(in_conversation(other), Draft("elsewhere"))
    assert watch.look() == Seen()
    for draft in (Draft("a"), Draft("ab"), Draft("ab", (Attachment("notes", "c"),)), Draft()):
        store.keep_draft(in_conversation(talk), draft)
        assert watch.look() == Seen(draft=True)
    store.pin([talk])
    assert watch.look() == SHELF
    store.remove_conversations([talk])
    assert watch.look() == BOTH
    assert store.glance(talk) is None


def test_folders_are_of_the_list(store: ChatStore) -> None:
    watch = Watch(store)
    folder = store.create_folder("Work")
    assert watch.look() == SHELF
    store.fold(folder.id, True)
    assert watch.look() == SHELF
    store.fold(folder.id, True)
    assert watch.look() == Seen()
    store.delete_folder(folder.id)
    assert watch.look() == SHELF


def test_another_connection_shows_at_the_next_poll_and_nothing_costs_nothing(
    tmp_path: Path,
) -> None:
    path = tmp_path / "parley.sqlite3"
    with opened_store(path) as (store, connection), opened_store(path) as (other, _):
        talk = other.create().id
        watch = Watch(store)
        watch.follow(talk)
        statements: list[str] = []
        connection.set_trace_callback(statements.append)
        assert watch.poll() == Seen()
        assert statements == ["PRAGMA data_version"]
        connection.set_trace_callback(None)
        other.add(talk, "user", "Hello")
        assert watch.poll() == BOTH
        assert watch.poll() == Seen()


def test_another_process_shows_at_the_next_poll(tmp_path: Path) -> None:
    path = tmp_path / "parley.sqlite3"
    with opened_store(path) as (store, _):
        talk = store.create().id
        watch = Watch(store)
        watch.follow(talk)
        writing = (
            "from pathlib import Path; from helpers.chat import opened_store\n"
            f"with opened_store(Path({str(path)!r})) as (store, _):\n"
            f"    store.add({talk}, 'user', 'from elsewhere')\n"
        )
        subprocess.run(
            [sys.executable, "-c", writing],
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
            check=True,
        )
        assert watch.poll() == BOTH
        assert [message.content for message in store.messages(talk)] == ["from elsewhere"]
