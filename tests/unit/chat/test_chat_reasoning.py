"""Reasoning and answer: told apart in any text, however it comes, with nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.chat import Talk
from parley.catalog import Catalog
from parley.chat.reasoning import Splitter, answer_of, has_reasoning, split
from parley.chat.store import ChatStore
from parley.chat.values import ConversationOptions
from parley.engine.reasoning import MARKS, opened_by

_ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("text", "reasoning", "answer"),
    [
        ("Hello", "", "Hello"),
        ("<think>\nhm\n</think>\n\nHello", "hm", "Hello"),
        ("[THINK]one\ntwo[/THINK]Hello", "one\ntwo", "Hello"),
        ("<|channel>thought\nhm<channel|>Hello", "hm", "Hello"),
        # The template had begun it.
        ("so it is 4\n</think>\n\nFour", "so it is 4", "Four"),
        # Nothing was thought.
        ("<think>\n\n</think>\n\nHello  there\n", "", "Hello  there"),
        # It never ended, or never began.
        ("<think>\nstill at it", "still at it", ""),
        ("<think>", "", ""),
        ("1 <", "", "1 <"),
        # Several.
        ("<think>a</think>Yes.\n<think>b</think>\nNo.", "a\n\nb", "Yes.\n\nNo."),
        ("<think>a</think><think>b</think>c", "a\n\nb", "c"),
        # Spoken of.
        ("The tag `<think>` begins it.", "", "The tag `<think>` begins it."),
        ("The tag <think> begins it.", "", "The tag <think> begins it."),
        ("It ends </think> there", "", "It ends </think> there"),
        ("```html\n<think>\n</think>\n```\nx", "", "```html\n<think>\n</think>\n```\nx"),
        ("<think>use `</think>` to end</think>Ok", "use `</think>` to end", "Ok"),
        ("<think>\n```\n</think>\n```\nmore\n</think>\nHi", "```\n</think>\n```\nmore", "Hi"),
        # Another model's mark does not end it.
        ("<think>[/THINK] no</think>Hi", "[/THINK] no", "Hi"),
        # Code that never ends does not swallow the answer.
        ("<think>\n```\nx = 1\n</think>\nHi", "```\nx = 1", "Hi"),
    ],
)
def test_it_is_told_apart(text: str, reasoning: str, answer: str) -> None:
    found = split(text)
    assert (found.reasoning, found.answer) == (reasoning, answer)
    assert answer_of(text) == answer
    assert has_reasoning(text) == (text != answer)


pieces = st.lists(
    st.sampled_from(
        [*(each.opening for each in MARKS), *(each.closing for each in MARKS), "\n", "`", "```",
         "~~~", " ", "a", "<th", "ink>", "[/", "é"]
    )
)  # fmt: skip


@given(pieces, st.integers(1, 5))
def test_it_does_not_matter_in_which_pieces_text_comes(parts: list[str], size: int) -> None:
    text = "".join(parts)
    growing = Splitter()
    for at in range(0, len(text), size):
        growing.feed(text[at : at + size])
        # What is shown meanwhile is looked at, and changes nothing.
        assert isinstance(growing.answer, str)
        assert growing.thinking in {True, False}
    growing.feed("\n")
    whole = Splitter(text + "\n")
    assert (growing.reasoning, growing.answer) == (whole.reasoning, whole.answer)
    assert growing.thinking == whole.thinking


@given(pieces)
def test_nothing_is_lost_but_marks_and_white_space(parts: list[str]) -> None:
    text = "".join(parts)
    found = split(text)
    assert (found.reasoning + found.answer).count("é") == text.count("é")


def test_what_may_become_a_mark_is_not_shown_yet() -> None:
    growing = Splitter("<think>\nhm\n</think>\nYes <")
    assert growing.answer == "Yes "
    growing.feed("b>")
    assert growing.answer == "Yes <b>"
    growing.feed("\n</thi")
    assert growing.answer == "Yes <b>"


def test_every_mark_of_the_catalogue_is_known() -> None:
    catalog = Catalog.load(_ROOT / "resources" / "catalog.json")
    reasoning = [model.reasoning for model in catalog.models if model.reasoning is not None]
    named = {(each.opening, each.closing) for each in reasoning if each.opening}
    assert named <= {(each.opening, each.closing) for each in MARKS}


def test_a_mark_that_the_template_wrote_is_found_at_the_prompts_end() -> None:
    assert opened_by("<|im_start|>assistant\n<think>\n") == "<think>\n"
    assert opened_by("<|im_start|>assistant\n<think>\n\n</think>\n\n") == ""
    assert opened_by("<|im_start|>assistant\n") == ""


# -- in a conversation ----------------------------------------------------------------------------

_TOLD = ("<think>\nhm", " hm", "\n</think>\n\n", "Yes.")


def test_everything_is_stored_with_the_time_that_the_reasoning_took(store: ChatStore) -> None:
    talk = Talk(store)
    talk.engine.will_answer(*_TOLD)
    talk.session.send("Well?")
    seen = []
    while talk.engine.step():
        seen.append(talk.told.last.reasoning_seconds)
        talk.clock.now += 1.5
    answer = talk.stored[-1]
    assert answer.content == "".join(_TOLD)
    assert answer.reasoning_seconds == pytest.approx(3.0)
    # It can be watched while it grows.
    assert 1.5 in seen
    assert talk.ask("And?", "No.").reasoning_seconds is None


def test_an_answer_that_goes_on_adds_to_its_time(store: ChatStore) -> None:
    talk = Talk(store)
    talk.engine.will_answer("<think>\nhm", " hm", " hm")
    talk.session.send("Well?")
    for _ in range(4):
        talk.engine.step()
        talk.clock.now += 1
    talk.session.stop()
    talk.engine.run()
    stopped = talk.stored[-1]
    assert stopped.status == "stopped"
    before = stopped.reasoning_seconds
    assert before is not None
    talk.clock.now += 100
    talk.engine.will_answer(" on", "\n</think>\nYes.")
    talk.session.proceed(stopped.id)
    while talk.engine.step():
        talk.clock.now += 2
    answer = talk.stored[-1]
    assert answer.reasoning_seconds == pytest.approx(before + 2)
    assert split(answer.content).answer == "Yes."


def test_earlier_reasoning_is_left_out_where_the_models_card_asks_for_it(store: ChatStore) -> None:
    talk = Talk(store, keeps_reasoning=lambda path: False if path.endswith("small.gguf") else None)
    talk.ask("One?", *_TOLD)
    talk.ask("Two?", *_TOLD)
    talk.ask("Three?", "No.")
    requests = [[m.content for m in request.messages] for request in talk.engine.requests]
    assert requests[2] == ["One?", "Yes.", "Two?", "Yes.", "Three?"]
    # What was sent once stays as it was sent: each prompt begins with the one before.
    assert requests[1] == requests[2][:3]


@pytest.mark.parametrize(("asked", "wanted"), [(False, True), (None, None), (True, None)])
def test_earlier_reasoning_stays_where_that_is_wanted(
    store: ChatStore, asked: bool | None, wanted: bool | None
) -> None:
    talk = Talk(store, keeps_reasoning=lambda _path: asked)
    store.set_options(talk.id, ConversationOptions(keep_reasoning=wanted))
    talk.ask("One?", *_TOLD)
    talk.ask("Two?", "No.")
    assert talk.engine.requests[-1].messages[1].content == "".join(_TOLD)


def test_the_person_may_want_it_left_out(store: ChatStore) -> None:
    talk = Talk(store, keeps_reasoning=lambda _path: True)
    store.set_options(talk.id, ConversationOptions(keep_reasoning=False))
    talk.ask("One?", *_TOLD)
    talk.ask("Two?", "No.")
    assert talk.engine.requests[-1].messages[1].content == "Yes."


def test_an_answer_that_is_gone_on_with_keeps_its_reasoning(store: ChatStore) -> None:
    talk = Talk(store, keeps_reasoning=lambda _path: False)
    talk.engine.will_answer(*_TOLD)
    talk.session.send("One?")
    for _ in range(6):
        talk.engine.step()
    talk.session.stop()
    talk.engine.run()
    talk.session.proceed(talk.stored[-1].id)
    talk.engine.run()
    assert talk.engine.requests[-1].messages[-1].content.startswith("<think>")
