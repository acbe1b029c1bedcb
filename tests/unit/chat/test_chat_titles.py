"""The title a conversation gets from its first message."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from parley.chat.titles import LONGEST, title_of


def test_a_short_question_is_the_title() -> None:
    assert title_of("What is a quantisation?") == "What is a quantisation?"


def test_a_long_one_is_cut_between_words() -> None:
    title = title_of("Please explain to me how a transformer attends to earlier words")
    assert title == "Please explain to me how a transformer attends…"


def test_a_word_without_end_is_cut_inside() -> None:
    assert title_of("x" * 100) == "x" * (LONGEST - 1) + "…"


@given(st.text())
def test_it_is_one_line_of_bounded_length(text: str) -> None:
    title = title_of(text)
    assert len(title) <= LONGEST
    assert "\n" not in title
    assert title == title.strip()
