"""Drafts: what was written and not sent is where it was written, and nowhere else."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from helpers.chat import opened_store
from parley.chat.drafts import Draft, in_conversation, in_message, in_window, joined
from parley.chat.store import ChatStore
from parley.chat.values import Attachment

NOTES = Attachment("notes.txt", "one\ntwo")


def test_each_place_has_its_own_and_they_are_there_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "parley.sqlite3"
    with opened_store(path) as (store, _):
        talk = store.create().id
        places = (in_conversation(talk), in_window("main"), in_window("main-2"))
        for number, place in enumerate(places):
            assert not store.draft(place)
            store.keep_draft(place, Draft(f"text {number}", (NOTES,) * number))
        store.keep_draft(places[0], Draft("another"))
    with opened_store(path) as (store, _):
        assert [store.draft(place) for place in places] == [
            Draft("another"), Draft("text 1", (NOTES,)), Draft("text 2", (NOTES, NOTES))
        ]  # fmt: skip


def test_an_empty_one_is_none(store: ChatStore) -> None:
    place = in_window("main")
    store.keep_draft(place, Draft("", (NOTES,)))
    assert store.draft(place)
    store.keep_draft(place, Draft())
    assert store.draft(place) == Draft()


def test_a_draft_goes_with_its_conversation_and_not_before(store: ChatStore) -> None:
    talk = store.create().id
    place = in_conversation(talk)
    store.keep_draft(place, Draft("text"))
    store.remove_conversations([talk])
    # It may be had back, with what was being written in it.
    store.keep_draft(place, Draft("text, longer"))
    store.restore_conversations([talk])
    assert store.draft(place) == Draft("text, longer")
    store.delete(talk)
    store.keep_draft(place, Draft("too late"))
    assert not store.draft(place)


def test_versions_of_messages_are_found_by_conversation(store: ChatStore) -> None:
    talk, other = store.create().id, store.create().id
    first, second = (store.add(talk, "user", "x").id for _ in range(2))
    third = store.add(other, "user", "x").id
    for message, of in ((first, talk), (second, talk), (third, other)):
        store.keep_draft(in_message(message, of), Draft(f"version of {message}"))
    store.keep_draft(in_conversation(talk), Draft("next"))
    assert store.edits(talk) == {first: f"version of {first}", second: f"version of {second}"}


def test_writing_does_not_move_a_conversation_in_the_list(store: ChatStore) -> None:
    one, two = store.create().id, store.create().id
    revision = store.shelf_revision()
    store.keep_draft(in_conversation(one), Draft("text"))
    assert store.shelf_revision() == revision
    assert [each.id for each in store.listed()] == [two, one]


def test_the_version_of_a_message_goes_with_the_message_and_not_before(store: ChatStore) -> None:
    talk = store.create().id
    store.add(talk, "user", "x")
    above = store.add(talk, "user", "x").id
    below = store.add(talk, "user", "x").id
    for message in (above, below):
        store.keep_draft(in_message(message, talk), Draft(f"version of {message}"))
    store.remove(above)
    assert store.edits(talk) == {above: f"version of {above}", below: f"version of {below}"}
    store.purge([above])
    assert store.edits(talk) == {}
    store.keep_draft(in_message(below, talk), Draft("too late"))
    assert store.edits(talk) == {}


def test_two_that_were_written_at_once_are_one_without_a_word_lost() -> None:
    before = Draft("Dear", (NOTES,))
    here, there = Draft("Dear Ann", (NOTES,)), Draft("Dear Bob", (NOTES,))
    assert joined(before, here, there) == Draft("Dear Bob\n\nDear Ann", (NOTES,))
    assert joined(before, before, there) == there
    assert joined(before, here, before) == here
    # What was sent there is gone, and what is being written here is not.
    assert joined(before, here, Draft()) == Draft("Dear Ann")
    assert joined(before, Draft(), there) == Draft("Dear Bob")
    assert joined(before, Draft("Dear Ann and"), Draft("Dear Ann")).text == "Dear Ann and"
    more = Attachment("more.txt", "three")
    both = joined(before, Draft("", (NOTES, more)), Draft("", (Attachment("b", "c"), NOTES)))
    assert both.attachments == (Attachment("b", "c"), NOTES, more)


@given(st.text(), st.text(), st.text())
def test_what_was_written_anywhere_is_in_the_one_that_is_left(
    before: str, here: str, there: str
) -> None:
    text = joined(Draft(before), Draft(here), Draft(there)).text
    assert here in text or here == before
    assert there in text or there == before


def test_the_text_is_read_without_what_goes_with_it(store: ChatStore) -> None:
    place = in_window("main")
    assert store.draft_text(place) == ("", None)
    store.keep_draft(place, Draft("one", (NOTES,)))
    text, kept = store.draft_text(place)
    assert (text, kept is None) == ("one", False)
    store.keep_draft(place, Draft("two", (NOTES,)), Draft("one", (NOTES,)))
    assert store.draft_text(place) == ("two", kept)
    store.keep_draft(place, Draft("two"))
    assert store.draft_text(place) == ("two", None)
