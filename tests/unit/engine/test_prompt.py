"""What a template refuses is served in another form, and what was done is said."""

from __future__ import annotations

import pytest

from parley.core.errors import ParleyError
from parley.engine.prompt import Prompt, build, trim_oldest, trimmed_note
from parley.engine.protocol import Message, Role
from parley.engine.template import Segment

PLAIN = (
    "{% for m in messages %}<{{ m.role }}>{{ m.content | trim }}</>{% endfor %}"
    "{% if add_generation_prompt %}<assistant>{% endif %}"
)
NO_SYSTEM = (
    "{% if messages[0].role == 'system' %}{{ raise_exception('No system role') }}{% endif %}"
    + PLAIN
)
ALTERNATING = (
    "{% for m in messages %}{% if (m.role == 'user') != (loop.index0 % 2 == 0) %}"
    "{{ raise_exception('Conversation roles must alternate user/assistant') }}{% endif %}"
    "{% endfor %}" + PLAIN
)
#: Drops a system prompt without a word, as several published templates do.
DROPS_SYSTEM = (
    "{% for m in messages if m.role != 'system' %}<{{ m.role }}>{{ m.content }}</>{% endfor %}"
    "{% if add_generation_prompt %}<assistant>{% endif %}"
)


def talk(*turns: tuple[Role, str]) -> tuple[Message, ...]:
    return tuple(Message(role, text) for role, text in turns)


def codes(prompt: Prompt) -> list[str]:
    return [note.code for note in prompt.notes]


def test_what_the_template_takes_is_given_as_it_is() -> None:
    prompt = build(PLAIN, talk(("system", "S"), ("user", "A"), ("user", "B")))
    assert prompt.text == "<system>S</><user>A</><user>B</><assistant>"
    assert prompt.notes == ()
    assert prompt.segments[1] == Segment("S", 0, "system")


def test_a_refused_system_prompt_goes_before_the_question() -> None:
    prompt = build(
        NO_SYSTEM, talk(("system", "S"), ("user", "A"), ("assistant", "B"), ("user", "C"))
    )
    assert prompt.text == "<user>S\n\nA</><assistant>B</><user>C</><assistant>"
    assert codes(prompt) == ["system_folded"]
    assert all(note.text for note in prompt.notes)
    assert {s.message for s in prompt.segments} == {None, 0, 1, 2, 3}


def test_a_system_prompt_that_is_dropped_in_silence_is_put_back() -> None:
    prompt = build(DROPS_SYSTEM, talk(("system", "S"), ("user", "A")))
    assert prompt.text == "<user>S\n\nA</><assistant>"
    assert codes(prompt) == ["system_folded"]


def test_equal_neighbours_are_joined() -> None:
    prompt = build(
        ALTERNATING, talk(("user", "A"), ("user", "B"), ("assistant", "C"), ("user", "D"))
    )
    assert prompt.text == "<user>A\n\nB</><assistant>C</><user>D</><assistant>"
    assert codes(prompt) == ["neighbours_merged"]
    assert {segment.message for segment in prompt.segments} == {None, 0, 1, 2, 3}


def test_both_at_once() -> None:
    prompt = build(ALTERNATING, talk(("system", "S"), ("user", "A"), ("user", "B")))
    assert prompt.text == "<user>S\n\nA\n\nB</><assistant>"
    assert codes(prompt) == ["system_folded", "neighbours_merged"]


def test_a_later_system_prompt_stays_where_it_was_said() -> None:
    prompt = build(
        ALTERNATING, talk(("user", "A"), ("assistant", "B"), ("system", "S"), ("user", "C"))
    )
    assert prompt.text == "<user>A</><assistant>B</><user>S\n\nC</><assistant>"


def test_a_system_prompt_alone_becomes_the_message() -> None:
    prompt = build(ALTERNATING, talk(("system", "S")))
    assert prompt.text == "<user>S</><assistant>"


def test_a_conversation_that_the_assistant_began() -> None:
    prompt = build(ALTERNATING, talk(("assistant", "Welcome"), ("user", "A")))
    assert prompt.text == "<user></><assistant>Welcome</><user>A</><assistant>"
    assert codes(prompt) == ["user_added"]


def test_a_refusal_without_a_way_out_is_said_in_the_templates_words() -> None:
    with pytest.raises(ParleyError) as raised:
        build("{{ raise_exception('Only tools, please') }}", talk(("user", "A")))
    assert raised.value.code == "template_failed"
    assert "Only tools, please." in raised.value.message
    assert raised.value.hint


def test_what_no_form_can_save_is_named() -> None:
    prompt = build(
        "<{{ messages[-1].content }}>", talk(("user", "A"), ("assistant", "B"), ("user", "C"))
    )
    assert codes(prompt) == ["left_out"]
    assert prompt.notes[0].messages == (0,)


def test_thoughts_that_the_template_drops_are_no_loss() -> None:
    source = (
        "{% for m in messages %}<{{ m.content.split('</think>')[-1] if m.role == 'assistant' "
        "else m.content }}>{% endfor %}"
    )
    prompt = build(source, talk(("user", "A"), ("assistant", "<think>x</think>"), ("user", "C")))
    assert prompt.notes == ()


def test_no_template() -> None:
    with pytest.raises(ParleyError) as raised:
        build(None, talk(("user", "A")))
    assert raised.value.code == "no_chat_template"


def test_nothing_to_answer() -> None:
    with pytest.raises(ParleyError) as raised:
        build(PLAIN, ())
    assert raised.value.code == "no_messages"


def test_an_answer_is_continued_where_it_ends() -> None:
    prompt = build(PLAIN, talk(("user", "A"), ("assistant", "One, two,")))
    assert prompt.text == "<user>A</><assistant>One, two,"
    assert prompt.continues


def test_an_answer_that_is_not_to_be_continued() -> None:
    prompt = build(PLAIN, talk(("user", "A"), ("assistant", "B")), continue_final=False)
    assert prompt.text == "<user>A</><assistant>B</><assistant>"
    assert not prompt.continues


@pytest.mark.parametrize("empty", ["", " \n"])
def test_an_answer_that_has_not_begun_is_none(empty: str) -> None:
    prompt = build(PLAIN, talk(("user", "A"), ("assistant", empty)))
    assert prompt.text == "<user>A</><assistant>"
    assert not prompt.continues


def test_nothing_to_continue() -> None:
    with pytest.raises(ParleyError) as raised:
        build(PLAIN, talk(("user", "A")), continue_final=True)
    assert raised.value.code == "nothing_to_continue"


def test_the_templates_of_a_model_see_its_markers_and_the_day() -> None:
    source = "{{ bos_token }}{{ messages[0].content }}{{ eos_token }}{{ strftime_now('%Y-%m-%d') }}"
    prompt = build(source, talk(("user", "A")), bos="<s>", eos="</s>", date="2026-02-03")
    assert prompt.text == "<s>A</s>2026-02-03"


def test_a_day_that_is_none() -> None:
    with pytest.raises(ParleyError) as raised:
        build(PLAIN, talk(("user", "A")), date="yesterday")
    assert raised.value.code == "bad_date"


def test_half_characters_become_replacements() -> None:
    assert build(PLAIN, talk(("user", "a\ud800b"))).text == "<user>a?b</><assistant>"


LONG = talk(
    ("system", "S"),
    ("user", "1"),
    ("assistant", "2"),
    ("user", "3"),
    ("user", "4"),
    ("assistant", "5"),
    ("user", "6"),
)


@pytest.mark.parametrize(
    ("most", "kept", "dropped"),
    [
        (7, "S123456", ()),
        (6, "S3456", (1, 2)),
        (5, "S3456", (1, 2)),
        (4, "S456", (1, 2, 3)),
        (3, "S6", (1, 2, 3, 4, 5)),
        (2, "S6", (1, 2, 3, 4, 5)),
        (1, "", ()),
    ],
)
def test_the_oldest_turns_go_first(most: int, kept: str, dropped: tuple[int, ...]) -> None:
    messages, gone = trim_oldest(LONG, lambda part: len(part) <= most)
    assert "".join(message.content for message in messages) == kept
    assert gone == dropped


def test_what_came_before_the_first_question_is_a_turn() -> None:
    messages = talk(("assistant", "Hi"), ("user", "1"), ("assistant", "2"), ("user", "3"))
    assert trim_oldest(messages, lambda part: len(part) <= 3) == (messages[1:], (0,))


def test_few_candidates_are_tried() -> None:
    messages = talk(*[("user", "x")] * 1_000)
    tried = []

    def fit(part: tuple[Message, ...]) -> bool:
        tried.append(len(part))
        return len(part) <= 100

    kept, dropped = trim_oldest(messages, fit)
    assert len(kept) == 100
    assert dropped == tuple(range(900))
    assert len(tried) <= 12


def test_the_note_counts() -> None:
    assert trimmed_note(1).startswith("The oldest message was")
    assert "12 oldest" in trimmed_note(12)
