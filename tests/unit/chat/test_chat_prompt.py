"""Prompts: what an engine is given of a branch."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from parley.chat.prompt import build
from parley.chat.values import MessageStatus, StoredMessage
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
