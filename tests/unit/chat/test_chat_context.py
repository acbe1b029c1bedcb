"""How large a context window is offered when one is full."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from parley.chat.context import larger_context


def test_the_window_doubles() -> None:
    assert larger_context(4100, 4096, 131072) == 8192


def test_a_long_prompt_gets_room_for_an_answer() -> None:
    assert larger_context(20_000, 4096, 131072) == 21_504


def test_it_ends_at_what_the_model_was_trained_with() -> None:
    assert larger_context(5000, 4096, 6000) == 6000
    assert larger_context(7000, 4096, 6000) is None
    assert larger_context(9000, 8192, 8192) is None


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(1, 10**6))
def test_an_offer_helps(prompt: int, context: int, trained: int) -> None:
    size = larger_context(prompt, context, trained)
    if size is not None:
        assert context < size <= trained
        assert size > prompt
