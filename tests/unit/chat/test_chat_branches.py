"""Branches in the store and in a session: edit, answer again, continue, delete and have back."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.chat import MODEL, Talk, opened_store
from helpers.scripted_engine import Crash, Gate, context_full, done
from parley.chat.store import ChatStore
from parley.chat.turn import can_continue, together
from parley.chat.values import Figures, SessionState, StoredMessage
from parley.core.database import Database
from parley.core.errors import ParleyError
from parley.core.migrations import MIGRATIONS
from parley.core.owner import Owner
from parley.engine.protocol import Done


def words(messages: list[StoredMessage]) -> list[str]:
    return [message.content for message in messages]


def prompt(talk: Talk) -> list[str]:
    """Return the texts of the last prompt that the engine got."""
    return [message.content for message in talk.engine.requests[-1].messages]


def refused(do: object) -> str:
    with pytest.raises(ParleyError) as caught:
        do()  # type: ignore[operator]
    return caught.value.code


# -- edit ----------------------------------------------------------------------------------------


def test_an_edited_message_begins_a_branch_and_the_old_one_stays(store: ChatStore) -> None:
    talk = Talk(store)
    talk.ask("Red?", "Yes, red.")
    talk.ask("Sure?", "Sure.")
    old = talk.stored
    talk.engine.will_answer("Yes, blue.")
    talk.session.send("Blue?", beside=old[0].id)
    talk.engine.run()
    assert words(talk.stored) == ["Blue?", "Yes, blue."]
    assert prompt(talk) == ["Blue?"]
    assert store.tree(talk.id).siblings(old[0].id) == [old[0].id, talk.stored[0].id]
    store.show(old[0].id)
    assert talk.stored == old
    # What comes next is answered from the branch that is shown, and from it alone.
    talk.ask("And now?", "Red still.")
    assert prompt(talk) == ["Red?", "Yes, red.", "Sure?", "Sure.", "And now?"]


def test_an_edited_answer_is_a_sibling_that_says_so(store: ChatStore) -> None:
    talk = Talk(store)
    answer = talk.ask("Capital?", "Lyon.")
    talk.ask("And of Italy?", "Rome.")
    made = store.revise(answer.id, "Paris.")
    assert (made.content, made.role, made.edited, made.status) == (
        "Paris.", "assistant", True, "complete",
    )  # fmt: skip
    assert (made.model, made.figures) == ("Small", None)
    assert not can_continue(made)
    assert words(talk.stored) == ["Capital?", "Paris."]
    assert store.message(answer.id).content == "Lyon."
    talk.ask("And of Italy?", "Rome.")
    assert prompt(talk) == ["Capital?", "Paris.", "And of Italy?"]


# -- answer again --------------------------------------------------------------------------------


def test_any_answer_can_be_made_again_from_its_own_branch(store: ChatStore) -> None:
    talk = Talk(store)
    first = talk.ask("One", "1")
    talk.ask("Two", "2")
    talk.engine.will_answer("uno")
    talk.session.regenerate(first.id)
    talk.engine.run()
    assert prompt(talk) == ["One"]
    assert words(talk.stored) == ["One", "uno"]
    assert [m.content for m in store.siblings(first.id)] == ["1", "uno"]


def test_a_message_whose_answers_are_deleted_can_be_answered(store: ChatStore) -> None:
    talk = Talk(store)
    answer = talk.ask("One", "1")
    store.remove(answer.id)
    talk.engine.will_answer("uno")
    talk.session.regenerate(talk.stored[-1].id)
    talk.engine.run()
    assert words(talk.stored) == ["One", "uno"]


def test_a_branch_that_is_not_shown_goes_on_streaming(store: ChatStore) -> None:
    talk = Talk(store)
    first = talk.ask("One", "1")
    gate = Gate()
    talk.engine.will_answer("un", gate, "o")
    talk.session.regenerate(first.id)
    talk.engine.run()
    second = talk.told.last
    store.show(first.id)
    assert talk.session.live is not None
    assert talk.session.live.content == "un"
    talk.engine.open(gate)
    talk.engine.run()
    assert talk.session.live is None
    assert words(talk.stored) == ["One", "1"]
    assert store.message(second.id).content == "uno"
    assert store.message(second.id).status == "complete"


def test_each_answer_keeps_how_it_was_made(store: ChatStore) -> None:
    choice = msgspec.structs.replace(MODEL, quantisation="Q4_K_M")
    talk = Talk(store, model=choice)
    first = talk.ask("One", "1", done(seed=1))
    talk.session.model = msgspec.structs.replace(choice, name="Other", quantisation="Q8_0")
    talk.session.sampling = msgspec.structs.replace(talk.session.sampling, temperature=0.1)
    talk.engine.will_answer("uno", done(seed=2))
    talk.session.regenerate(first.id)
    talk.engine.run()
    made = [
        (m.model, m.quantisation, m.figures and m.figures.seed) for m in store.siblings(first.id)
    ]
    assert made == [("Small", "Q4_K_M", 1), ("Other", "Q8_0", 2)]
    temperatures = [
        m.options.sampling["temperature"] for m in store.siblings(first.id) if m.options
    ]
    assert temperatures[0] != temperatures[1] == 0.1
    # The same file with the same options: a name is no reason to load it again.
    assert len(talk.engine.loads) == 1


# -- continue ------------------------------------------------------------------------------------


def stopped_answer(talk: Talk, *pieces: str) -> StoredMessage:
    gate = Gate()
    talk.engine.will_answer(*pieces, gate)
    talk.session.send("Count")
    talk.engine.run()
    talk.session.stop()
    talk.engine.run()
    return talk.stored[-1]


def test_a_stopped_answer_goes_on_in_its_place(store: ChatStore) -> None:
    talk = Talk(store)
    answer = stopped_answer(talk, "One,", " two")
    assert answer.status == "stopped"
    assert can_continue(answer)
    talk.engine.will_answer(", three", ", four.")
    talk.session.proceed(answer.id)
    assert talk.session.live is not None
    assert talk.session.live.content == "One, two"
    assert store.message(answer.id).status == "streaming"
    talk.engine.run()
    assert prompt(talk) == ["Count", "One, two"]
    assert talk.engine.requests[-1].messages[-1].role == "assistant"
    ended = talk.stored[-1]
    assert (ended.id, ended.content, ended.status) == (
        answer.id, "One, two, three, four.", "complete",
    )  # fmt: skip
    assert ended.figures is not None
    assert ended.figures.generated_tokens == 4
    assert ended.figures.seed == 7
    assert talk.session.state == SessionState.IDLE


def test_another_model_that_goes_on_is_named(store: ChatStore) -> None:
    talk = Talk(store)
    answer = stopped_answer(talk, "One")
    talk.session.model = msgspec.structs.replace(MODEL, name="Other", path="/models/other.gguf")
    talk.engine.will_answer(", two.")
    talk.session.proceed(answer.id)
    talk.engine.run()
    ended = talk.stored[-1]
    assert (ended.content, ended.model) == ("One, two.", "Small")
    assert [note.text for note in ended.notes] == ["Continued by Other."]


def test_space_at_the_end_is_not_doubled(store: ChatStore) -> None:
    talk = Talk(store)
    answer = stopped_answer(talk, "One, ")
    talk.engine.will_answer(" ", "two")
    talk.session.proceed(answer.id)
    talk.engine.run()
    assert prompt(talk)[-1] == "One,"
    assert talk.stored[-1].content == "One, two"


def test_stopped_before_more_came_it_keeps_its_text(store: ChatStore) -> None:
    talk = Talk(store)
    answer = stopped_answer(talk, "One, ")
    talk.session.proceed(answer.id)
    talk.session.stop()
    talk.engine.run()
    assert (talk.stored[-1].content, talk.stored[-1].status) == ("One, ", "stopped")
    assert can_continue(talk.stored[-1])


def test_a_crash_while_it_goes_on_keeps_all(store: ChatStore) -> None:
    talk = Talk(store)
    answer = stopped_answer(talk, "One")
    talk.engine.will_answer(", two", Crash())
    talk.session.proceed(answer.id)
    talk.engine.run()
    ended = talk.stored[-1]
    assert (ended.content, ended.status) == ("One, two", "failed")
    # What came is counted too; how full the context is nobody said.
    assert answer.figures is not None
    assert ended.figures == msgspec.structs.replace(
        answer.figures, generated_tokens=2, context_used=0, context=0
    )
    assert can_continue(ended)


def test_only_what_was_cut_off_can_be_continued(store: ChatStore) -> None:
    talk = Talk(store)
    whole = talk.ask("Hi", "Hello.")
    assert refused(lambda: talk.session.proceed(whole.id)) == "nothing_to_continue"
    cut = talk.ask("More", "A lot", done("length"))
    assert can_continue(cut)
    talk.ask("Next", "Yes.")
    assert refused(lambda: talk.session.proceed(cut.id)) == "not_last"
    assert store.message(cut.id).status == "complete"
    full = talk.ask("Full", "half", context_full())
    assert not can_continue(full)


def test_costs_of_two_goes_add_up() -> None:
    first = Figures(10, 2, 5, 0.2, 1.0, 0.3, 7, 15, 100)
    then = Figures(15, 14, 3, 0.1, 0.5, 0.1, 8, 18, 100)
    both = together(first, then)
    assert both is not None
    assert (both.generated_tokens, both.decode_seconds, both.seed) == (8, 1.5, 7)
    assert (both.first_token_seconds, both.context_used) == (0.3, 18)
    assert together(None, then) == then
    assert together(first, None) == first


# -- delete and have back ------------------------------------------------------------------------


def test_a_deleted_branch_comes_back_as_it_was(store: ChatStore) -> None:
    talk = Talk(store)
    talk.ask("One", "1")
    talk.ask("Two", "2")
    before = talk.stored
    store.remove(before[1].id)
    assert words(talk.stored) == ["One"]
    assert refused(lambda: store.show(before[3].id)) == "message_gone"
    assert refused(lambda: store.begin_answer(before[2].id, model=None)) == "message_gone"
    store.restore(before[1].id)
    assert talk.stored == before
    assert refused(lambda: store.restore(before[1].id)) == "message_gone"


def test_deleting_one_answer_shows_another(store: ChatStore) -> None:
    talk = Talk(store)
    first = talk.ask("One", "1")
    talk.session.regenerate(first.id)
    talk.engine.run()
    second = talk.stored[-1]
    store.remove(second.id)
    assert talk.stored[-1].id == first.id
    assert [m.id for m in store.siblings(first.id)] == [first.id]
    store.restore(second.id)
    assert talk.stored[-1].id == second.id


def test_nested_deletions_come_back_one_by_one_and_purging_takes_all(store: ChatStore) -> None:
    talk = Talk(store)
    for text in ("One", "Two", "Three"):
        talk.ask(text, text.lower())
    everything = talk.stored
    store.remove(everything[4].id)
    store.remove(everything[2].id)
    assert words(talk.stored) == ["One", "one"]
    store.restore(everything[2].id)
    assert words(talk.stored) == ["One", "one", "Two", "two"]
    store.remove(everything[2].id)
    store.purge([everything[2].id])
    assert refused(lambda: store.message(everything[5].id)) == "message_gone"
    assert words(talk.stored) == ["One", "one"]
    store.purge([everything[4].id])  # gone already


def test_what_was_had_back_is_not_purged(store: ChatStore) -> None:
    talk = Talk(store)
    answer = talk.ask("One", "1")
    store.remove(answer.id)
    store.restore(answer.id)
    store.purge([answer.id])
    assert talk.stored[-1] == answer


def test_a_whole_conversation_can_be_emptied_and_filled_again(store: ChatStore) -> None:
    talk = Talk(store)
    talk.ask("One", "1")
    first = talk.stored[0].id
    store.remove(first)
    assert talk.stored == []
    assert store.leaf(talk.id) is None
    talk.ask("Two", "2")
    assert prompt(talk) == ["Two"]
    store.purge([first])
    assert words(talk.stored) == ["Two", "2"]


def test_a_long_branch_is_purged_whole(store: ChatStore) -> None:
    talk = store.create().id
    first = store.add(talk, "user", "first")
    for number in range(1500):
        last = store.add(talk, "user", str(number))
    store.remove(first.id)
    store.purge([first.id])
    assert refused(lambda: store.message(last.id)) == "message_gone"
    store.delete(talk)


def test_text_that_streams_into_a_deleted_branch_is_kept_for_undo(store: ChatStore) -> None:
    talk = Talk(store)
    talk.ask("One", "1")
    talk.engine.will_answer("uno", " due")
    talk.session.send("Two")
    talk.engine.step()
    asked = talk.stored[2].id
    store.remove(asked)
    talk.engine.run()
    store.restore(asked)
    assert (talk.stored[-1].content, talk.stored[-1].status) == ("uno due", "complete")


def test_the_next_start_removes_only_what_nobody_can_have_back(tmp_path: Path) -> None:
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
    with opened_store(tmp_path / "parley.sqlite3") as (living, connection):
        dead = ChatStore(connection, owner=Owner(int(pid), float(started)))
        deleted = []
        for store in (living, dead):
            talk = Talk(living)
            answer = talk.ask("One", "1")
            store.remove(answer.id)
            deleted.append(answer.id)
        assert living.recover() == []
        living.restore(deleted[0])
        assert refused(lambda: living.message(deleted[1])) == "message_gone"


def test_a_deleted_conversation_takes_its_deletions_with_it(store: ChatStore) -> None:
    talk = Talk(store)
    answer = talk.ask("One", "1")
    store.remove(answer.id)
    store.delete(talk.id)
    store.purge([answer.id])
    assert refused(lambda: store.restore(answer.id)) == "message_gone"


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_random_trees_in_the_store_agree_with_the_pure_ones(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("trees") / "parley.sqlite3"
    with opened_store(path) as (store, _):
        talk = store.create().id
        keys: list[int] = []
        for number in range(data.draw(st.integers(1, 12))):
            if keys and data.draw(st.booleans()):
                store.show(data.draw(st.sampled_from(keys)))
            if keys and data.draw(st.booleans()):
                keys.append(store.revise(data.draw(st.sampled_from(keys)), f"n{number}").id)
            else:
                keys.append(store.add(talk, "user", f"n{number}").id)
        tree = store.tree(talk)
        assert len(tree) == len(keys)
        forked = {key for key in keys if tree.place(key).count > 1}
        assert store.with_alternatives(keys) == forked
        for key in keys:
            assert [m.id for m in store.siblings(key)] == tree.siblings(key)
            assert [m.id for m in store.branch(key)] == tree.branch(key)
            assert store.tail(key, 10**6) == store.branch(key)
            assert [m.id for m in store.tail(key, 0)] == [key]
            assert store.place(key) == tree.place(key)
            store.show(key)
            shown = [m.id for m in store.messages(talk)]
            assert key in shown
            assert shown[-1] == tree.leaf(key)
            assert store.shown(talk) == store.messages(talk)
            for count in range(4):
                assert store.beginning(talk, count) == store.messages(talk)[:count]
        before = store.messages(talk)
        key = data.draw(st.sampled_from(keys))
        store.remove(key)
        assert store.beginning(talk, 3) == store.messages(talk)[:3]
        left = store.tree(talk)
        assert all(store.place(each) == left.place(each) for each in keys if each in left)
        forked = {each for each in keys if each in left and left.place(each).count > 1}
        assert store.with_alternatives(each for each in keys if each in left) == forked
        leaf = store.leaf(talk)
        assert (leaf.id if leaf else None) == tree.leaf_without(key, before[-1].id)
        store.restore(key)
        if key in [m.id for m in before]:
            assert store.messages(talk) == before


def test_a_stop_that_comes_before_any_figures_adds_none(store: ChatStore) -> None:
    talk = Talk(store)
    answer = talk.ask("Hi", "Cut", Done(0, "length", 5, 0, 1, 0.1, 0.0, 0.1, 3, 6, 100))
    talk.session.proceed(answer.id)
    talk.session.close()
    assert talk.stored[-1].status == "interrupted"
    assert talk.stored[-1].figures == answer.figures


def test_conversations_of_an_earlier_version_have_their_alternatives(tmp_path: Path) -> None:
    path = tmp_path / "parley.sqlite3"
    with closing(Database(path, MIGRATIONS[:4]).connect()) as earlier:
        earlier.executescript(
            "INSERT INTO conversations (id, created_at, updated_at) VALUES (1, 0, 0);"
            "INSERT INTO messages (id, conversation_id, parent_id, role, content, created_at)"
            " VALUES (1, 1, NULL, 'user', 'Hi', 0), (2, 1, 1, 'assistant', 'Hello', 0),"
            " (3, 1, 1, 'assistant', 'Hey', 0);"
            "UPDATE conversations SET active_leaf = 3;"
        )
    with opened_store(path) as (store, _):
        assert words(store.messages(1)) == ["Hi", "Hey"]
        assert words(store.siblings(3)) == ["Hello", "Hey"]
        assert not store.message(3).edited
        store.remove(3)
        assert words(store.messages(1)) == ["Hi", "Hello"]
