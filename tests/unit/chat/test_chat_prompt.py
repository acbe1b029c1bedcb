"""Prompts: what an engine is given of a branch."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from parley.chat.prompt import build
from parley.chat.values import Attachment, MessageStatus, StoredMessage
from parley.engine.protocol import Message, Role


def stored(key: int, role: Role, content: str, status: MessageStatus = "complete") -> StoredMessage:
    return StoredMessage(key, 1, key - 1 or None, role, content, status, 0.0)


def test_a_system_prompt_comes_first_and_is_no_stored_message() -> None:
    prompt = build("Be brief.", [stored(1, "user", "Hi")])
    assert prompt.messages == (Message("system", "Be brief."), Message("user", "Hi"))
    assert prompt.stored((0, 1)) == (1,)


def test_an_empty_system_prompt_is_left_out() -> None:
    assert build(" \n", [stored(1, "user", "Hi")]).messages == (Message("user", "Hi"),)


def test_answers_without_text_are_left_out_and_partial_ones_stay() -> None:
    branch = [
        stored(1, "user", "one"),
        stored(2, "assistant", "", "failed"),
        stored(3, "user", "two"),
        stored(4, "assistant", "half an ans", "interrupted"),
        stored(5, "user", "three"),
        stored(6, "assistant", "cut", "stopped"),
        stored(7, "user", "four"),
        stored(8, "assistant", "broke", "failed"),
        stored(9, "user", "five"),
    ]
    prompt = build("", branch)
    assert [message.content for message in prompt.messages] == [
        "one", "two", "half an ans", "three", "cut", "four", "broke", "five",
    ]  # fmt: skip
    assert prompt.stored((0, 2, 7, 99)) == (1, 4, 9)


@given(
    st.text(max_size=20),
    st.lists(
        st.tuples(st.text(max_size=20), st.sampled_from(["complete", "failed", "stopped"])),
        max_size=8,
    ),
)
def test_each_prompt_begins_with_the_one_before(
    system: str, answers: list[tuple[str, MessageStatus]]
) -> None:
    branch: list[StoredMessage] = []
    before: tuple[Message, ...] = ()
    for number, (text, status) in enumerate(answers):
        branch.append(stored(2 * number + 1, "user", f"question {number}"))
        now = build(system, branch).messages
        assert now[: len(before)] == before
        branch.append(stored(2 * number + 2, "assistant", text, status))
        before = now


def test_texts_that_go_with_a_message_stand_before_its_words() -> None:
    asked = msgspec.structs.replace(
        stored(1, "user", "What is this?"),
        attachments=(Attachment('a "b" & <c>.txt', "one\ntwo"), Attachment("d.md", "# D")),
    )
    assert build("", [asked]).messages[0].content == (
        '<attachment name="a &quot;b&quot; &amp; &lt;c>.txt">\none\ntwo\n</attachment>\n\n'
        '<attachment name="d.md">\n# D\n</attachment>\n\n'
        "What is this?"
    )


def test_a_message_may_be_nothing_but_what_goes_with_it() -> None:
    asked = msgspec.structs.replace(stored(1, "user", ""), attachments=(Attachment("d.md", "# D"),))
    assert build("", [asked]).messages[0].content == (
        '<attachment name="d.md">\n# D\n</attachment>'
    )


def test_reasoning_is_left_out_of_answers_only_and_not_of_one_that_goes_on() -> None:
    branch = [
        stored(1, "user", "<think>mine</think> one"),
        stored(2, "assistant", "<think>hm</think>\n\nYes."),
        stored(3, "user", "two"),
        stored(4, "assistant", "<think>still", "stopped"),
        stored(5, "user", "three"),
        stored(6, "assistant", "<think>hm", "stopped"),
    ]
    kept = build("", branch)
    assert [message.content for message in kept.messages] == [each.content for each in branch]
    left = build("", branch, leave_out_reasoning=True)
    assert [message.content for message in left.messages] == [
        "<think>mine</think> one", "Yes.", "two", "three", "<think>hm",
    ]  # fmt: skip
