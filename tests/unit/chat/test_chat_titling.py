"""Titles from the model: what is asked, what is made of the answer, and when it gives way."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.chat import Talk
from helpers.scripted_engine import Gate, ScriptedEngine
from parley.chat.store import ChatStore
from parley.chat.titles import LONGEST
from parley.chat.titling import MOST_WORDS, Titler, can_put_aside, request, title_from
from parley.engine.protocol import Buffer, Failed


class Desk:
    """A conversation with a complete answer, and a titler beside it."""

    def __init__(self, store: ChatStore) -> None:
        self.store = store
        self.talk = Talk(store)
        self.talk.ask("Why is the sky blue, and why is it red at dusk?", "Because", " of light.")
        self.engine: ScriptedEngine = self.talk.engine
        self.slot = self.talk.session._slot
        self.titler = Titler(store, lambda function: function())
        self.titler.answered(self.talk.id)

    def work(self, *steps: object) -> None:
        """Let the titler work; the engine answers `steps`."""
        self.engine.will_answer(*steps)  # type: ignore[arg-type]
        self.titler.work(self.engine, self.slot)

    @property
    def title(self) -> tuple[str, str]:
        """The title, and whose it is."""
        shown = self.store.conversation(self.talk.id)
        return shown.title, shown.titled_by


@pytest.fixture
def desk(store: ChatStore) -> Desk:
    return Desk(store)


WORDS = ("Why is the sky blue, and why is it red at dusk?", "words")


def test_an_idle_model_is_asked_and_its_title_is_taken(desk: Desk) -> None:
    asked = len(desk.engine.requests)
    desk.work("Colours of", " the sky")
    desk.engine.run()
    assert desk.title == ("Colours of the sky", "model")
    assert len(desk.engine.requests) == asked + 1
    request = desk.engine.requests[-1]
    # Under no conversation's key: what the engine keeps of the conversation stays as it is.
    assert request.conversation == ""
    assert [message.role for message in request.messages][-2:] == ["assistant", "user"]
    assert "Why is the sky blue" in request.messages[-1].content
    assert request.sampling.max_tokens is not None
    assert len(desk.engine.loads) == 1


def test_a_question_that_says_little_is_asked_about_with_its_answer(store: ChatStore) -> None:
    desk = Desk(store)
    short = Talk(store, engine=desk.engine, slot=desk.slot)
    short.ask("Hi", "<think>A greeting.</think>", "Hello, shall we talk about the sky?")
    desk.titler.interrupt()
    asked = request(*store.messages(short.id))[-1].content
    assert "Hi\n\nHello, shall we talk about the sky?" in asked
    assert "greeting" not in asked


def test_once_is_enough(desk: Desk) -> None:
    desk.work("Colours of the sky")
    desk.engine.run()
    desk.titler.answered(desk.talk.id)
    assert not desk.titler.waits
    assert not desk.titler.works


def test_a_persons_title_is_not_asked_about_and_never_changed(desk: Desk) -> None:
    desk.work(Gate(), "Colours")
    desk.store.rename(desk.talk.id, "Mine")
    gate = desk.engine._jobs[0].steps[0]
    assert isinstance(gate, Gate)
    desk.engine.open(gate)
    desk.engine.run()
    assert desk.title == ("Mine", "person")
    again = Titler(desk.store, lambda function: function())
    again.answered(desk.talk.id)
    again.work(desk.engine, desk.slot)
    assert not again.works


def test_a_persons_turn_takes_the_model_back_and_the_title_comes_later(desk: Desk) -> None:
    desk.work(Gate(), "Colours of the sky")
    assert desk.titler.works
    desk.titler.interrupt()
    assert desk.engine.stops
    answer = desk.talk.ask("And at noon?", "Blue.")
    assert (answer.status, answer.content) == ("complete", "Blue.")
    assert desk.title == WORDS
    assert desk.titler.waits
    desk.work("Colours of the sky")
    desk.engine.run()
    assert desk.title == ("Colours of the sky", "model")


def test_no_model_is_loaded_for_it(desk: Desk) -> None:
    desk.engine.forget_model()
    desk.work("Colours of the sky")
    assert not desk.titler.works
    assert desk.titler.waits
    desk.engine._answers.clear()
    desk.talk.ask("And at noon?", "Blue.")
    desk.work("Colours of the sky")
    desk.engine.run()
    assert desk.title[1] == "model"


def test_a_busy_model_is_left_alone(desk: Desk) -> None:
    desk.engine.will_answer(Gate(), "…")
    desk.talk.session.send("And at noon?")
    desk.titler.work(desk.engine, desk.slot)
    assert not desk.titler.works


@pytest.mark.parametrize(
    "steps",
    [
        ("", "\n"),
        ("I am sorry, but I cannot write a title for a conversation like this one, because",),
        ("<think>The person asks about light",),
        (Failed(0, "engine_crashed", "It died.", "Again."),),
    ],
)
def test_what_is_no_title_leaves_the_first_words(desk: Desk, steps: tuple[object, ...]) -> None:
    desk.work(*steps)
    desk.engine.run()
    assert desk.title == WORDS
    assert not desk.titler.works


def test_a_model_that_goes_on_after_its_title_is_stopped(desk: Desk) -> None:
    desk.work("Colours of the sky\n", "It is so that ", "and so on")
    desk.engine.run()
    assert desk.title == ("Colours of the sky", "model")
    assert desk.engine.stops


def test_a_conversation_that_is_deleted_meanwhile_stays_so(desk: Desk) -> None:
    desk.store.remove_conversations([desk.talk.id])
    desk.work("Colours of the sky")
    assert not desk.titler.works
    desk.store.restore_conversations([desk.talk.id])
    assert desk.title == WORDS


def test_what_the_context_holds_is_never_pushed_out(desk: Desk) -> None:
    loaded = desk.engine.model
    assert loaded is not None
    # The answer before left 20 tokens in it; a cache of this size takes a GB for them.
    large = msgspec.structs.replace(
        loaded, buffers=(Buffer("CPU", "CPU", context=(loaded.context << 30) // 20),)
    )
    assert can_put_aside(large, 20, 1 << 30)
    assert not can_put_aside(large, 21, 1 << 30)
    assert can_put_aside(loaded, 20, 0)
    desk.engine._model = large
    desk.work("Colours of the sky")
    assert not desk.titler.works
    assert desk.title == WORDS


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Colours of the Sky", "Colours of the Sky"),
        ('"Colours of the sky."', "Colours of the sky"),
        ("**Title: Colours of the sky**", "Colours of the sky"),
        ("# Titel: „Farben des Himmels“", "Farben des Himmels"),
        ("\n\n  Colours\tof  the sky \n\nIt is blue.", "Colours of the sky"),
        ("<think>\nShort is good.\n</think>\n\nColours of the sky", "Colours of the sky"),
        ("<think>It never ends", ""),
        ("What is 2 < 3?", "What is 2 < 3?"),
        ("Thank-you note to a neighbour in English", "Thank-you note to a neighbour"),
        ("Five things to pack for a weekend hike", "Five things to pack"),
        ("a a a a a a a", "a"),
        (" ".join(["word"] * 10), ""),
        ("1. Comfortable shoes", ""),
        ("Dear [Name],", ""),
        ("Here is a title:", ""),
        ("- Colours", ""),
        ("Nebel und Dunst", ""),
        ('"Boiling a Soft Egg."', ""),
        ("…", ""),
        ('""', ""),
        ("", ""),
        ("C", "C"),
        ("天空的颜色", "天空的颜色"),
        ("\u202eevil\x07 title\x00", "evil title"),
    ],
)
def test_what_a_title_is_made_of(written: str, title: str) -> None:
    assert title_from(written) == title


@given(st.text())
def test_any_answer_makes_one_short_line_or_none(written: str) -> None:
    title = title_from(written)
    assert len(title) <= LONGEST
    assert title == " ".join(title.split())
    assert len(title.split()) <= MOST_WORDS
    assert title.isprintable()
