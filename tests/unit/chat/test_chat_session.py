"""One conversation's turns with an engine that follows a script."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Literal

import msgspec
import pytest

from helpers.chat import MODEL, Owner, Talk, opened_store
from helpers.scripted_engine import (
    Crash,
    Gate,
    Hang,
    ScriptedEngine,
    context_full,
    done,
    prefill,
)
from parley.chat.keeping import COMMIT_AGAIN, COMMIT_EVERY
from parley.chat.slot import ModelSlot
from parley.chat.store import ChatStore
from parley.chat.values import Figures, ModelChoice, Progress, SessionState, StoredMessage
from parley.core.errors import ParleyError
from parley.engine.protocol import (
    Done,
    Failed,
    LoadOptions,
    LoadProgress,
    Message,
    Note,
    Sampling,
    Token,
)


def texts(messages: tuple[Message, ...]) -> list[str]:
    return [message.content for message in messages]


def in_file(path: Path) -> list[tuple[str, str]]:
    """Return status and text of every message as another program reads them."""
    with closing(sqlite3.connect(path)) as other:
        return other.execute("SELECT status, content FROM messages ORDER BY id").fetchall()


# -- a turn that goes well ----------------------------------------------------------------------


def test_the_first_turn_loads_then_answers_and_everything_is_kept(store: ChatStore) -> None:
    talk = Talk(store, sampling=Sampling(temperature=0.5))
    answer = talk.ask("Hi", prefill(3, 12, 4), prefill(12, 12, 4), "Hel", "lo", done(seed=99))
    assert [(m.role, m.content, m.status) for m in talk.stored] == [
        ("user", "Hi", "complete"),
        ("assistant", "Hello", "complete"),
    ]
    assert talk.told.states == ["loading", "prefill", "generating", "idle"]
    assert list(talk.told.messages.values()) == talk.stored
    assert answer.model == "Small"
    assert answer.finish_reason == "stop"
    assert answer.figures is not None
    assert (answer.figures.seed, answer.figures.prompt_tokens) == (99, 12)
    assert answer.figures.generated_tokens == 2
    assert answer.options is not None
    assert answer.options.sampling["temperature"] == 0.5
    assert answer.options.sampling["top_k"] == 40
    assert answer.options.load["context"] == 4096
    assert talk.store.conversation(talk.id).title == "Hi"


@pytest.mark.parametrize("delivery", ["at_once", "thread"])
def test_it_makes_no_difference_when_and_where_events_come(
    store: ChatStore, delivery: Literal["at_once", "thread"]
) -> None:
    owner = Owner()
    engine = ScriptedEngine(delivery=delivery)
    post: Callable[[Callable[[], None]], None] = lambda function: function()  # noqa: E731
    talk = Talk(store, engine=engine, post=owner.post if delivery == "thread" else post)
    for text in ("one", "two"):
        talk.session.send(text)
        owner.run_until(lambda: talk.session.state == "idle")
    engine.close()
    assert [m.content for m in talk.stored] == ["one", "Hello there.", "two", "Hello there."]
    assert list(talk.told.messages.values()) == talk.stored
    assert len(engine.loads) == 1


def test_the_next_prompt_begins_with_the_one_before(store: ChatStore) -> None:
    made = store.create(system_prompt="Be brief.", seed=5)
    talk = Talk(store, conversation_id=made.id)
    talk.ask("one", "1")
    talk.ask("two", "2")
    first, second = talk.engine.requests
    assert texts(second.messages) == ["Be brief.", "one", "1", "two"]
    assert second.messages[: len(first.messages)] == first.messages
    assert {first.conversation, second.conversation} == {str(made.id)}
    assert {first.date, second.date} == {made.day}
    assert second.sampling.seed == 5


def test_progress_of_load_and_prefill_can_be_read(store: ChatStore) -> None:
    talk = Talk(store)
    talk.engine.will_load(LoadProgress(0, 0.25))
    talk.engine.will_answer(prefill(30, 120, 20), "x")
    talk.session.send("Hi")
    assert talk.session.progress is None
    talk.engine.step()
    assert talk.session.progress == Progress(0.25)
    talk.engine.step()
    assert talk.session.state == SessionState.PREFILL
    talk.engine.step()
    assert talk.session.progress == Progress(0.25, 30, 120, 20)
    talk.engine.run()
    assert talk.session.progress is None


def test_notes_are_kept_with_the_answer_and_said_once(store: ChatStore) -> None:
    talk = Talk(store)
    folded = Note(0, "system_folded", "The system prompt was put into the first message.")
    talk.ask("one", folded, "1")
    answer = talk.ask("two", folded, "2")
    assert talk.told.notes == [folded.text]
    assert [note.code for note in answer.notes] == ["system_folded"]


# -- what was typed is never lost ---------------------------------------------------------------


def test_the_message_is_in_the_file_before_the_engine_sees_it(tmp_path: Path) -> None:
    path = tmp_path / "parley.sqlite3"
    seen: list[list[tuple[str, str]]] = []

    class Looking(ScriptedEngine):
        def stream(self, *args: object, **options: object) -> int:
            seen.append(in_file(path))
            return super().stream(*args, **options)  # type: ignore[arg-type]

    with opened_store(path) as (store, _):
        Talk(store, engine=Looking(), model=None).session.send("precious")
    assert seen == [[("complete", "precious"), ("streaming", "")]]


def test_text_is_committed_while_it_streams_and_not_at_every_token(tmp_path: Path) -> None:
    path = tmp_path / "parley.sqlite3"
    with opened_store(path) as (store, _):
        talk = Talk(store)
        talk.engine.will_answer("a", "b", "c", "d", "e")
        talk.session.send("Hi")
        saved = []
        for _ in range(7):
            talk.engine.step()
            talk.clock.now += 0.6 * COMMIT_EVERY
            saved.append(in_file(path)[1][1])
        assert saved[2:] == ["a", "a", "abc", "abc", "abcde"]
        assert talk.session.state == "generating"


def test_what_an_answer_has_cost_is_committed_with_its_text(tmp_path: Path) -> None:
    path = tmp_path / "parley.sqlite3"
    with opened_store(path) as (store, _), opened_store(path) as (other, _):
        talk = Talk(store)
        first = talk.ask("Hi", "<think>Hm", ".</think>", "so")
        talk.engine.will_answer(prefill(12, 12, 4), "<think>Hm", "m", ".</think>", "so", " far")
        talk.session.send("Again")
        for _ in range(6):
            talk.engine.step()
            talk.clock.now += 2.0
        answer = other.messages(talk.id)[-1]
        assert (answer.content, answer.status) == ("<think>Hmm.</think>so far", "streaming")
        assert answer.figures == Figures(12, 4, 5, 0.0, 8.0, 2.0, None, 0, 0)
        assert answer.reasoning_seconds == 4.0
        talk.engine.run()
        assert talk.stored[-1].figures != answer.figures
        # Where only text is told, the rest stays.
        store.set_content(first.id, "<think>Hm.</think>so")
        assert store.message(first.id).figures == first.figures


def test_flush_commits_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "parley.sqlite3"
    with opened_store(path) as (store, _):
        talk = Talk(store)
        talk.engine.will_answer("a", "b", Gate())
        talk.session.send("Hi")
        talk.engine.run()
        assert in_file(path)[1] == ("streaming", "a")
        assert talk.session.flush()
        assert in_file(path)[1] == ("streaming", "ab")


def test_closing_keeps_the_text_and_frees_the_engine(store: ChatStore) -> None:
    talk = Talk(store)
    talk.engine.will_answer("a", "b", Gate())
    talk.session.send("Hi")
    talk.engine.run()
    talk.session.close()
    talk.session.close()
    assert (talk.stored[-1].status, talk.stored[-1].content) == ("interrupted", "ab")
    assert talk.told.last == talk.stored[-1]
    talk.engine.run()
    assert talk.engine.state == "ready"
    assert talk.stored[-1].status == "interrupted"


def test_closing_during_a_load_lets_the_next_session_load(store: ChatStore) -> None:
    engine = ScriptedEngine()
    slot = ModelSlot(engine)
    first = Talk(store, engine=engine, slot=slot)
    first.session.send("Hi")
    first.session.close()
    engine.run()
    second = Talk(store, engine=engine, slot=slot)
    assert second.ask("Hi").status == "complete"
    assert len(engine.loads) == 2


# -- stopping -----------------------------------------------------------------------------------


def test_stop_keeps_what_came(store: ChatStore) -> None:
    talk = Talk(store)
    talk.engine.will_answer("half", Gate(), " whole")
    talk.session.send("Hi")
    talk.engine.run()
    talk.session.stop()
    talk.session.stop()
    assert talk.session.state == "stopping"
    assert len(talk.engine.stops) == 1
    talk.engine.run()
    assert (talk.stored[-1].status, talk.stored[-1].content) == ("stopped", "half")
    assert talk.stored[-1].finish_reason == "stopped"
    talk.session.stop()
    assert talk.told.states[-2:] == ["stopping", "idle"]
    talk.ask("next")
    assert texts(talk.engine.requests[-1].messages) == ["Hi", "half", "next"]


def test_stop_during_a_load_ends_it_and_the_next_message_loads_again(store: ChatStore) -> None:
    talk = Talk(store)
    talk.engine.will_load(LoadProgress(0, 0.1), Gate())
    talk.session.send("Hi")
    talk.engine.run()
    talk.session.stop()
    talk.engine.run()
    assert talk.stored[-1].status == "stopped"
    assert talk.stored[-1].error is None
    assert talk.ask("again").content == "Hello there."
    assert len(talk.engine.loads) == 2


def test_a_load_that_ends_as_it_is_stopped_is_not_streamed_on(store: ChatStore) -> None:
    loaded: list[Callable[[], None]] = []
    talk = Talk(store, post=loaded.append)
    talk.session.send("Hi")
    talk.engine.run()
    talk.session.stop()
    while loaded:
        loaded.pop(0)()
    assert talk.stored[-1].status == "stopped"
    assert talk.engine.requests == []
    assert talk.session.state == "idle"


def test_an_engine_that_had_to_be_ended_by_force_is_a_stop(store: ChatStore) -> None:
    talk = Talk(store)
    talk.engine.will_answer("some", Hang())
    talk.session.send("Hi")
    talk.engine.run()
    talk.session.stop()
    talk.engine.run()
    assert (talk.stored[-1].status, talk.stored[-1].content) == ("stopped", "some")
    assert talk.ask("more").status == "complete"


def test_stop_from_within_the_listener(store: ChatStore) -> None:
    talk = Talk(store, engine=ScriptedEngine(delivery="at_once"))
    added = talk.told.message_added

    def stop_at_answer(message: StoredMessage) -> None:
        added(message)
        talk.session.stop()

    talk.told.message_added = stop_at_answer  # type: ignore[method-assign]
    talk.session.send("Hi")
    assert talk.stored[-1].status == "stopped"
    assert talk.session.state == "idle"
    assert talk.engine.loads == []


# -- failures -----------------------------------------------------------------------------------


def test_a_crash_keeps_the_text_says_why_and_the_next_message_works(store: ChatStore) -> None:
    talk = Talk(store)
    answer = talk.ask("Hi", "part", "ial", Crash())
    assert (answer.status, answer.content) == ("failed", "partial")
    assert answer.error is not None
    assert answer.error.code == "engine_crashed"
    assert answer.error.log == ("ggml: last words",)
    assert answer.error.hint
    assert answer.error.safe
    assert talk.told.last == answer
    assert talk.ask("again").status == "complete"
    assert len(talk.engine.loads) == 2
    assert texts(talk.engine.requests[-1].messages) == ["Hi", "partial", "again"]


@pytest.mark.parametrize("end", ["crash", "close"])
@pytest.mark.parametrize("seed", [5, None])
def test_an_answer_that_is_cut_off_keeps_its_seed_times_and_counts(
    store: ChatStore, end: str, seed: int | None
) -> None:
    talk = Talk(store, conversation_id=store.create(seed=seed).id)
    talk.engine.will_answer(prefill(4, 12, 4), prefill(12, 12, 4), "a", "b", "c", Crash())
    talk.session.send("Hi")
    while talk.session.state != "prefill":
        talk.engine.step()
    assert talk.stored[-1].options is not None
    assert talk.stored[-1].options.sampling["seed"] == seed
    for _ in range(5):
        talk.clock.now += 0.5
        talk.engine.step()
    if end == "crash":
        talk.engine.step()
    talk.session.close()
    answer = talk.stored[-1]
    assert answer.content == "abc"
    assert answer.status == ("failed" if end == "crash" else "interrupted")
    assert answer.figures == Figures(12, 4, 3, 0.5, 1.0, 1.5, seed, 0, 0)
    # A drawn seed is never named: the engine would read the whole prompt anew.
    assert talk.engine.requests[-1].sampling.seed == seed


def test_the_seed_of_a_conversation_goes_before_one_for_all(store: ChatStore) -> None:
    for own, used in ((5, 5), (0, 0), (None, 77)):
        talk = Talk(store, conversation_id=store.create(seed=own).id)
        talk.session.sampling = Sampling(seed=77, temperature=0.5)
        answer = talk.ask("Hi", "Hello", done(seed=used))
        assert talk.engine.requests[-1].sampling == Sampling(seed=used, temperature=0.5)
        assert answer.options is not None
        assert answer.options.sampling["seed"] == used


def test_a_seed_that_changes_while_the_model_loads_is_the_next_answers(store: ChatStore) -> None:
    talk = Talk(store, conversation_id=store.create(seed=5).id)
    talk.session.send("Hi")
    store.set_seed(talk.id, 6)
    talk.engine.run()
    answer = talk.stored[-1]
    assert answer.options is not None
    assert (answer.options.sampling["seed"], talk.engine.requests[-1].sampling.seed) == (5, 5)
    talk.ask("again")
    assert talk.engine.requests[-1].sampling.seed == 6


def test_an_answer_without_text_is_not_part_of_the_next_prompt(store: ChatStore) -> None:
    talk = Talk(store)
    talk.ask("Hi", Crash())
    talk.ask("again")
    assert texts(talk.engine.requests[-1].messages) == ["Hi", "again"]


def test_a_load_that_fails_is_the_answers_failure(store: ChatStore) -> None:
    talk = Talk(store)
    talk.engine.will_load(
        Failed(0, "out_of_memory", "The model does not fit.", "Choose a smaller one.")
    )
    answer = talk.ask("Hi")
    assert answer.status == "failed"
    assert answer.error is not None
    assert answer.error.code == "out_of_memory"
    assert talk.engine.requests == []
    assert talk.ask("again").status == "complete"


def test_no_model_at_all_is_said(store: ChatStore) -> None:
    talk = Talk(store, model=None)
    answer = talk.ask("Hi")
    assert answer.error is not None
    assert answer.error.code == "no_model"


def test_retry_answers_beside_the_failed_answer(store: ChatStore) -> None:
    talk = Talk(store)
    failed = talk.ask("Hi", "bad", Crash())
    talk.engine.will_answer("good")
    talk.session.retry()
    talk.engine.run()
    good = talk.stored[-1]
    assert [m.content for m in talk.stored] == ["Hi", "good"]
    assert [m.id for m in store.siblings(good.id)] == [failed.id, good.id]
    assert texts(talk.engine.requests[-1].messages) == ["Hi"]
    assert store.message(failed.id) == failed


def test_there_must_be_something_to_retry_or_to_send(store: ChatStore) -> None:
    talk = Talk(store)
    for action, code in (
        (talk.session.retry, "nothing_to_retry"),
        (lambda: talk.session.send(" \n"), "message_empty"),
        (lambda: talk.session.resolve_full("trim_oldest"), "context_not_full"),
    ):
        with pytest.raises(ParleyError) as refused:
            action()
        assert refused.value.code == code
    assert talk.stored == []


def test_one_answer_at_a_time(store: ChatStore) -> None:
    talk = Talk(store)
    talk.session.send("Hi")
    for action in (lambda: talk.session.send("more"), talk.session.retry):
        with pytest.raises(ParleyError) as busy:
            action()
        assert busy.value.code == "session_busy"
    assert len(talk.stored) == 2


def test_events_of_other_jobs_are_dropped(store: ChatStore) -> None:
    talk = Talk(store)
    talk.session.handle(Token(1, "nobody asked"))
    talk.engine.will_answer("mine", Gate())
    talk.session.send("Hi")
    talk.engine.run()
    talk.session.handle(Token(77, "stale"))
    talk.session.handle(msgspec.structs.replace(done(), job=77))
    assert talk.session.state == "generating"
    assert talk.told.last.content == "mine"


def test_events_that_were_under_way_when_a_turn_ended_do_not_reach_the_next(
    store: ChatStore,
) -> None:
    posted: list[Callable[[], None]] = []
    talk = Talk(store, model=None, post=posted.append)
    talk.engine.load("m.gguf", LoadOptions(), lambda event: None)
    talk.engine.run()
    talk.session.send("one")
    talk.engine.run()
    talk.session.close()
    talk.engine.will_answer("fresh")
    talk.session.send("two")
    talk.engine.run()
    while posted:
        posted.pop(0)()
    assert [m.content for m in talk.stored] == ["one", "", "two", "fresh"]


def test_a_late_event_that_arrives_as_the_next_turn_begins_is_dropped(store: ChatStore) -> None:
    posted: list[Callable[[], None]] = []
    talk = Talk(store, post=posted.append)
    talk.engine.will_answer("late", "r")
    talk.session.send("one")
    while talk.engine.step() or posted:
        if talk.session.state == "prefill":
            break
        posted.pop(0)()
    talk.engine.run()
    talk.session.close()
    added = talk.told.message_added

    def take_what_came(message: StoredMessage) -> None:
        added(message)
        while posted:  # as a dialog's own event loop does
            posted.pop(0)()

    talk.told.message_added = take_what_came  # type: ignore[method-assign]
    talk.engine.will_answer("fresh")
    talk.session.send("two")
    talk.engine.run()
    while posted:
        posted.pop(0)()
    assert [m.content for m in talk.stored] == ["one", "", "two", "fresh"]


# -- which model --------------------------------------------------------------------------------


def test_a_model_is_loaded_once_for_all_sessions_of_an_engine(store: ChatStore) -> None:
    engine = ScriptedEngine()
    slot = ModelSlot(engine)
    first, second = (Talk(store, engine=engine, slot=slot) for _ in range(2))
    first.ask("Hi")
    second.ask("Hi")
    assert len(engine.loads) == 1
    second.session.model = ModelChoice("/models/other.gguf", "Other")
    assert second.ask("Hi").model == "Other"
    first.ask("Hi")
    assert [path for path, _ in engine.loads] == [MODEL.path, "/models/other.gguf", MODEL.path]


def test_other_options_are_another_load(store: ChatStore) -> None:
    talk = Talk(store)
    talk.ask("Hi")
    talk.session.model = msgspec.structs.replace(MODEL, options=LoadOptions(context=1024))
    talk.ask("Hi")
    assert [options.context for _, options in talk.engine.loads] == [4096, 1024]


def test_after_an_unload_the_right_model_comes_back(store: ChatStore) -> None:
    talk = Talk(store)
    talk.ask("Hi")
    talk.engine.load("/models/foreign.gguf", LoadOptions(), lambda event: None)
    talk.engine.run()
    talk.engine.forget_model()
    talk.ask("again")
    assert talk.engine.loads[-1][0] == MODEL.path


# -- a full context -----------------------------------------------------------------------------


def test_a_full_context_is_asked_about_and_trimming_marks_what_was_left_out(
    store: ChatStore,
) -> None:
    talk = Talk(store, conversation_id=store.create(system_prompt="Be brief.").id)
    talk.ask("one", "1")
    failed = talk.ask("two", context_full(would_drop=2))
    assert talk.engine.requests[-1].policy == "ask"
    assert talk.session.full is not None
    assert talk.session.full.details["would_drop"] == 2
    talk.engine.will_answer(Note(0, "trimmed", "Two messages were left out.", (1, 2)), "2")
    talk.session.resolve_full("trim_oldest")
    talk.engine.run()
    answer = talk.stored[-1]
    assert talk.engine.requests[-1].policy == "trim_oldest"
    assert (answer.content, answer.status) == ("2", "complete")
    assert answer.notes[0].dropped == (talk.stored[1].id,)
    assert answer.parent_id == failed.parent_id
    assert talk.told.notes == ["Two messages were left out."]
    assert talk.session.full is None
    talk.ask("three")
    assert talk.engine.requests[-1].policy == "ask"


def test_of_a_very_long_conversation_only_what_could_be_seen_is_read_and_sent(
    store: ChatStore,
) -> None:
    talk = Talk(
        store,
        policy="trim_oldest",
        model=msgspec.structs.replace(MODEL, options=LoadOptions(context=256)),
    )
    for number in range(30):
        talk.ask(f"question {number} " + "long " * 60, f"answer {number} " + "long " * 60)
    request = talk.engine.requests[-1]
    assert len(request.messages) < 10
    assert request.messages[0].role == "user"
    assert request.messages[-1].content.startswith("question 29")
    note = talk.stored[-1].notes[0]
    assert note.code == "trimmed"
    left = [message.content for message in talk.stored]
    newest = left.index(request.messages[0].content) - 1
    assert note.dropped == (talk.stored[newest].id,)
    # What the engine leaves out further takes its place.
    talk.engine.will_answer(Note(0, "trimmed", "The 2 oldest were left out.", (0, 1)), "x")
    talk.session.send("once more")
    talk.engine.run()
    (note,) = talk.stored[-1].notes
    assert talk.engine.requests[-1].messages[1].content == next(
        message.content for message in talk.stored if (message.id,) == note.dropped
    )
    assert "2" not in note.text


def test_trimming_can_become_the_conversations_policy(store: ChatStore) -> None:
    talk = Talk(store)
    talk.ask("one", context_full())
    talk.session.resolve_full("trim_oldest", remember=True)
    talk.engine.run()
    talk.ask("two")
    assert [r.policy for r in talk.engine.requests] == ["ask", "trim_oldest", "trim_oldest"]
    assert store.conversation(talk.id).policy == "trim_oldest"


def test_a_larger_window_is_loaded_and_the_message_answered(store: ChatStore) -> None:
    talk = Talk(store)
    talk.ask("one", context_full(prompt_tokens=5000))
    assert talk.session.larger == 8192
    talk.session.resolve_full("larger")
    talk.engine.run()
    assert talk.engine.loads[-1][1].context == 8192
    assert talk.stored[-1].status == "complete"
    assert talk.stored[-1].options is not None
    assert talk.stored[-1].options.load["context"] == 8192


def test_a_larger_window_that_does_not_load_is_given_up(store: ChatStore) -> None:
    talk = Talk(store)
    talk.ask("one", context_full())
    talk.engine.will_load(Failed(0, "out_of_memory", "It does not fit.", "Use a smaller one."))
    talk.session.resolve_full("larger")
    talk.engine.run()
    assert talk.stored[-1].status == "failed"
    assert talk.ask("two").status == "complete"
    assert [options.context for _, options in talk.engine.loads] == [4096, 8192, 4096]


def test_one_message_that_is_too_long_is_answered_with_a_larger_window(store: ChatStore) -> None:
    talk = Talk(store)
    too_long = Failed(
        0, "message_too_long", "It does not fit.", "Shorten it.",
        details={"prompt_tokens": 6000, "context": 4096},
    )  # fmt: skip
    talk.ask("long", too_long)
    talk.session.resolve_full("larger")
    talk.engine.run()
    assert talk.stored[-1].status == "complete"
    assert talk.engine.loads[-1][1].context == 8192


def test_a_window_beyond_the_models_is_refused_and_stop_leaves_all_as_it_is(
    store: ChatStore,
) -> None:
    talk = Talk(store)
    talk.ask("one", context_full(prompt_tokens=9000))
    before = talk.stored
    with pytest.raises(ParleyError) as refused:
        talk.session.resolve_full("larger")
    assert refused.value.code == "context_limit"
    talk.session.resolve_full("stop")
    assert talk.stored == before
    assert len(talk.engine.requests) == 1


def test_a_window_that_fills_while_answering_ends_the_answer(store: ChatStore) -> None:
    answer = Talk(store).ask("Hi", "text", done("context_full"))
    assert (answer.status, answer.finish_reason) == ("complete", "context_full")


# -- a disk that refuses ------------------------------------------------------------------------


def test_a_full_disk_is_said_once_and_the_text_is_saved_when_there_is_room(
    tmp_path: Path,
) -> None:
    path = tmp_path / "parley.sqlite3"
    with opened_store(path) as (store, connection):
        talk = Talk(store)
        talk.engine.will_answer("saved", "x" * 300_000, "y", "z")
        talk.session.send("Hi")
        for _ in range(3):
            talk.engine.step()
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        for _ in range(3):
            talk.clock.now += COMMIT_AGAIN
            talk.engine.step()
        assert in_file(path)[1] == ("streaming", "saved")
        talk.engine.run()
        assert len(talk.told.notes) == 1
        assert "full" in talk.told.notes[0]
        assert talk.session.state == "idle"
        assert talk.told.last.content.endswith("yz")
        assert not talk.session.flush()
        with pytest.raises(ParleyError) as full:
            talk.session.send("next")
        assert full.value.code == "disk_full"
        connection.execute("PRAGMA max_page_count = 1000000")
        assert talk.session.flush()
        assert talk.stored[-1] == talk.told.last
        assert talk.ask("next").status == "complete"


def test_another_windows_write_only_delays_a_commit(tmp_path: Path) -> None:
    path = tmp_path / "parley.sqlite3"
    with opened_store(path) as (store, _), opened_store(path) as (_, other):
        talk = Talk(store)
        talk.engine.will_answer("a", "b", "c")
        talk.session.send("Hi")
        talk.engine.step()
        talk.engine.step()
        other.execute("BEGIN IMMEDIATE")
        talk.engine.step()
        assert talk.told.last.content == "a"
        other.execute("COMMIT")
        talk.engine.run()
        assert talk.stored[-1].content == "abc"
        assert talk.told.notes == []


def test_a_conversation_that_another_window_deletes_ends_its_turn(tmp_path: Path) -> None:
    path = tmp_path / "parley.sqlite3"
    with opened_store(path) as (store, _), opened_store(path) as (elsewhere, _):
        talk = Talk(store)
        talk.engine.will_answer("a", Gate(), "b", Gate(), "c")
        talk.session.send("Hi")
        talk.engine.run()
        elsewhere.delete(talk.id)
        talk.clock.now += 1
        talk.session.handle(Token(2, "b"))
        talk.engine.run()
        assert talk.session.state == "idle"
        assert len(talk.told.notes) == 1
        with pytest.raises(ParleyError) as gone:
            talk.session.send("more")
        assert gone.value.code == "conversation_gone"


def test_done_after_a_stop_that_came_too_late_is_a_whole_answer(store: ChatStore) -> None:
    talk = Talk(store)
    talk.engine.will_answer("all", Gate())
    talk.session.send("Hi")
    talk.engine.run()
    talk.session.stop()
    finished = Done(2, "stop", 1, 0, 1, 0.1, 0.1, 0.1, 1, 2, 4096)
    talk.session.handle(finished)
    assert talk.stored[-1].status == "complete"
