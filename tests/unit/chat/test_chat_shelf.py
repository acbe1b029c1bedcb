"""Putting conversations in order: titles, pins, folders, archive, deletion with undo."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from helpers.chat import opened_store
from parley.chat.store import ChatStore
from parley.chat.values import Attachment, Conversation, ConversationOptions, Folder
from parley.core.errors import ParleyError
from parley.core.owner import Owner

NOTES = Attachment("notes.txt", "one")


def titles(store: ChatStore) -> list[str]:
    return [one.title for one in store.listed()]


def made(store: ChatStore, *names: str) -> list[int]:
    return [store.create(title=name).id for name in names]


def gone_owner() -> Owner:
    """Return a process that has ended."""
    asked = "import psutil; p = psutil.Process(); print(p.pid, p.create_time())"
    said = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    ).stdout.split()
    return Owner(int(said[0]), float(said[1]))


def test_pinned_archived_and_moved_conversations_say_so(store: ChatStore) -> None:
    one, two, three = made(store, "one", "two", "three")
    folder = store.create_folder("Work")
    store.pin([one])
    store.move([two], folder.id)
    store.archive([three])
    listed = {each.id: each for each in store.listed()}
    assert [listed[one].pinned, listed[two].pinned] == [True, False]
    assert [listed[one].folder_id, listed[two].folder_id] == [None, folder.id]
    assert [listed[two].archived, listed[three].archived] == [False, True]
    assert store.conversation(three).archived_at is not None
    store.pin([one], False)
    store.archive([three], False)
    store.move([two], None)
    assert {(each.pinned, each.archived, each.folder_id) for each in store.listed()} == {
        (False, False, None)
    }


def test_putting_in_order_leaves_the_order_of_time(store: ChatStore) -> None:
    one, two = made(store, "one", "two")
    before = {each.id: each.updated_at for each in store.listed()}
    store.pin([one])
    store.move([two], store.create_folder("Work").id)
    store.rename(one, "first")
    store.archive([two])
    assert {each.id: each.updated_at for each in store.listed()} == before


def test_a_conversation_is_in_one_place(store: ChatStore) -> None:
    (one,) = made(store, "one")
    folder = store.create_folder("Work")
    store.pin([one])
    store.move([one], folder.id)
    assert not store.listed()[0].pinned
    store.archive([one])
    store.pin([one])
    assert (store.listed()[0].pinned, store.listed()[0].archived) == (True, False)
    # No longer pinned, it is in its folder again.
    store.pin([one], False)
    assert store.listed()[0].folder_id == folder.id


def test_many_at_once(store: ChatStore) -> None:
    keys = made(store, *(f"number {n}" for n in range(600)))
    store.pin(keys)
    assert all(each.pinned for each in store.listed())
    assert sorted(store.remove_conversations(keys)) == keys
    assert store.listed() == []
    store.restore_conversations(keys[:2])
    assert len(store.listed()) == 2


# -- titles --------------------------------------------------------------------------------------


def test_a_models_title_takes_the_place_of_first_words_but_never_of_a_persons(
    store: ChatStore,
) -> None:
    talk = store.create().id
    store.begin_turn(talk, "Why is the sky blue?", model="m")
    assert store.conversation(talk).titled_by == "words"
    assert store.entitle(talk, "Colour of the sky")
    assert store.conversation(talk).titled_by == "model"
    store.rename(talk, "Mine")
    assert not store.entitle(talk, "Colour of the sky")
    shown = store.conversation(talk)
    assert (shown.title, shown.titled_by) == ("Mine", "person")


def test_a_title_given_at_the_beginning_is_the_persons(store: ChatStore) -> None:
    talk = store.create(title="Mine").id
    assert not store.entitle(talk, "Another")
    assert store.conversation(talk).title == "Mine"


def test_a_deleted_conversation_gets_no_title(store: ChatStore) -> None:
    talk = store.create().id
    store.remove_conversations([talk])
    assert not store.entitle(talk, "Late")


# -- folders -------------------------------------------------------------------------------------


HOSTILE = "\ufeffTrip\r\nto \u202egnp.\u2066exe\u2069\x07\x85 an\u2028end\ud800"
PLAIN = "Trip to gnp.exe an end\ufffd"


def test_whoever_names_something_the_name_is_one_line_that_turns_nothing(store: ChatStore) -> None:
    first = store.create(title=HOSTILE).id
    assert store.conversation(first).title == PLAIN
    assert store.duplicate(first, HOSTILE).title == PLAIN
    store.rename(first, f"{HOSTILE} again")
    assert store.conversation(first).title == f"{PLAIN} again"
    for give in (store.entitle, lambda key, title: store.begin_turn(key, title, model=None)):
        key = store.create().id
        give(key, HOSTILE)
        assert store.conversation(key).title == PLAIN
    folder = store.create_folder(HOSTILE)
    assert folder.name == store.folders()[-1].name == PLAIN
    store.rename_folder(folder.id, f"{HOSTILE} again")
    assert store.folders()[-1].name == f"{PLAIN} again"
    with pytest.raises(ParleyError):
        store.create_folder("\u202e\n\x00")


def test_what_joins_letters_and_faces_stays_in_a_name(store: ChatStore) -> None:
    for name in ("👨\u200d👩\u200d👧 at home", "می\u200cخواهم", "אב\u200f (1)"):
        assert store.create(title=name).title == name
        key = store.create().id
        store.begin_turn(key, name, model=None)
        assert store.conversation(key).title == name


def test_folders_keep_their_order_and_their_names(store: ChatStore) -> None:
    work, home, trips = (store.create_folder(name) for name in (" Work ", "Home", "Trips"))
    assert [folder.name for folder in store.folders()] == ["Work", "Home", "Trips"]
    store.place_folder(trips.id, 0)
    store.rename_folder(home.id, "At\nhome")
    store.fold(work.id, True)
    assert store.folders() == [
        Folder(trips.id, "Trips"),
        Folder(work.id, "Work", folded=True),
        Folder(home.id, "At home"),
    ]
    store.place_folder(trips.id, 9)
    assert [folder.id for folder in store.folders()] == [work.id, home.id, trips.id]


def test_a_folder_that_is_deleted_lets_its_conversations_go_and_comes_back_with_them(
    store: ChatStore,
) -> None:
    one, two, three = made(store, "one", "two", "three")
    first, work, other = (store.create_folder(name) for name in ("First", "Work", "Other"))
    store.move([one, two, three], work.id)
    assert sorted(store.delete_folder(work.id)) == [one, two, three]
    assert {each.folder_id for each in store.listed()} == {None}
    store.move([three], other.id)
    store.restore_folder(work, 1, [one, two, three])
    assert store.folders() == [first, work, other]
    assert {each.id: each.folder_id for each in store.listed()} == {
        one: work.id, two: work.id, three: other.id
    }  # fmt: skip


def test_a_folder_comes_back_wholly_or_not_at_all(tmp_path: Path) -> None:
    with opened_store(tmp_path / "parley.sqlite3") as (store, connection):
        store.create_folder("First")
        work = store.create_folder("Work")
        (one,) = made(store, "one")
        store.move([one], work.id)
        inside = store.delete_folder(work.id)
        connection.execute(
            "CREATE TEMP TRIGGER full BEFORE UPDATE OF position ON folders"
            " BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
        with pytest.raises(sqlite3.IntegrityError):
            store.restore_folder(work, 0, inside)
        connection.execute("DROP TRIGGER full")
        store.restore_folder(work, 0, inside)
        assert [each.name for each in store.folders()] == ["Work", "First"]
        assert store.listed()[0].folder_id == work.id


def test_what_cannot_be_done_with_folders_is_said(store: ChatStore) -> None:
    (one,) = made(store, "one")
    folder = store.create_folder("Work")
    store.delete_folder(folder.id)
    for act, code in (
        (lambda: store.create_folder(" \n"), "folder_unnamed"),
        (lambda: store.rename_folder(folder.id, ""), "folder_unnamed"),
        (lambda: store.rename_folder(folder.id, "x"), "folder_gone"),
        (lambda: store.place_folder(folder.id, 0), "folder_gone"),
        (lambda: store.move([one], folder.id), "folder_gone"),
    ):
        with pytest.raises(ParleyError) as refused:
            act()
        assert refused.value.code == code
    assert store.listed()[0].folder_id is None


# -- deletion ------------------------------------------------------------------------------------


def test_a_deleted_conversation_is_nowhere_and_comes_back_as_it_was(store: ChatStore) -> None:
    (one,) = made(store, "one")
    store.begin_turn(one, "Hello", model="m")
    store.pin([one])
    before: Conversation = store.conversation(one)
    messages = store.messages(one)
    assert store.remove_conversations([one, 99]) == [one]
    assert store.remove_conversations([one]) == []
    assert store.conversations() == []
    assert store.listed() == []
    for ask in (lambda: store.conversation(one), lambda: store.messages(one)):
        with pytest.raises(ParleyError) as refused:
            ask()
        assert refused.value.code == "conversation_gone"
    store.restore_conversations([one])
    assert store.conversation(one) == before
    assert store.messages(one) == messages


def test_purging_ends_that_for_ever_and_spares_what_came_back(store: ChatStore) -> None:
    one, two, three = made(store, "one", "two", "three")
    store.remove_conversations([one, two])
    store.restore_conversations([two])
    assert store.purge_conversations([one, two, three]) == [one]
    store.restore_conversations([one])
    assert titles(store) == ["three", "two"]


def test_what_nobody_can_have_back_any_more_is_purged(tmp_path: Path) -> None:
    with opened_store(tmp_path / "parley.sqlite3") as (living, connection):
        dead = ChatStore(connection, owner=gone_owner())
        one, two = made(living, "one", "two")
        dead.remove_conversations([one])
        living.remove_conversations([two])
        assert living.purge_abandoned() == [one]
        living.restore_conversations([one, two])
        assert titles(living) == ["two"]
        living.remove_conversations([two])
        assert living.purge_abandoned(closing=True) == [two]


def test_a_program_that_is_killed_leaves_its_deletions_to_be_purged(tmp_path: Path) -> None:
    path = tmp_path / "parley.sqlite3"
    with opened_store(path) as (store, _):
        one, _ = made(store, "one", "two")
        deleting = (
            "import sys; from pathlib import Path; from helpers.chat import opened_store\n"
            f"with opened_store(Path({str(path)!r})) as (store, _):\n"
            f"    store.remove_conversations([{one}])\n"
            "    print('done', flush=True)\n"
            "    sys.stdin.read()\n"
        )
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
        with subprocess.Popen(
            [sys.executable, "-c", deleting],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
        ) as program:
            assert program.stdout is not None
            assert program.stdout.readline() == b"done\n"
            assert titles(store) == ["two"]
            # It can still have it back.
            assert store.purge_abandoned() == []
            program.kill()
            program.wait()
        assert store.purge_abandoned() == [one]
        assert titles(store) == ["two"]


# -- copies --------------------------------------------------------------------------------------


def test_a_copy_has_all_branches_and_goes_its_own_way(store: ChatStore) -> None:
    one = store.create(title="one", system_prompt="Be brief.", seed=3).id
    store.move([one], store.create_folder("Work").id)
    asked, first = store.begin_turn(one, "Question", model="m", attachments=(NOTES,))
    store.finish(msgspec.structs.replace(first, content="First", status="complete"))
    second = store.begin_answer(asked.id, model="m")
    store.set_content(second.id, "Second so f")
    gone = store.begin_answer(asked.id, model="m")
    store.remove(gone.id)
    store.show(first.id)
    copy = store.duplicate(one, "one (copy)")
    original = store.conversation(one)
    assert (copy.title, copy.titled_by) == ("one (copy)", "person")
    same = ("day", "system_prompt", "seed", "policy", "options", "folder_id")
    assert all(getattr(copy, name) == getattr(original, name) for name in same)

    def shape(key: int) -> list[tuple[str, str, str]]:
        return [(m.role, m.content, m.status) for m in store.messages(key)]

    assert shape(copy.id) == shape(one)
    shown = store.messages(copy.id)
    assert shown[0].attachments == (NOTES,)
    siblings = store.siblings(shown[-1].id)
    assert [(m.content, m.status) for m in siblings] == [
        ("First", "complete"), ("Second so f", "interrupted")
    ]  # fmt: skip
    assert len(store.tree(copy.id)) == 3
    store.begin_turn(copy.id, "More", model="m")
    assert len(store.messages(one)) == 2
    store.delete(one)
    assert len(store.messages(copy.id)) == 4


def test_what_is_deleted_or_empty_is_copied_as_it_is(store: ChatStore) -> None:
    (one,) = made(store, "one")
    assert store.messages(store.duplicate(one, "two").id) == []
    store.remove_conversations([one])
    with pytest.raises(ParleyError) as refused:
        store.duplicate(one, "three")
    assert refused.value.code == "conversation_gone"


# -- the list ------------------------------------------------------------------------------------


def test_the_list_says_where_an_answer_is_being_made(store: ChatStore) -> None:
    one, two = made(store, "one", "two")
    _, answer = store.begin_turn(one, "Hello", model="m")
    assert [(each.id, each.answering) for each in store.listed()] == [(one, True), (two, False)]
    store.finish(msgspec.structs.replace(answer, status="complete"))
    assert not any(each.answering for each in store.listed())
    store.set_options(two, ConversationOptions(model="starter"))
    assert store.conversation(two).options.model == "starter"
