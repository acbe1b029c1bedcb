"""Finding by a few letters: what is meant, in which order, and by which letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.ui import fuzzy


def found(query: str, *texts: str) -> list[str]:
    return fuzzy.best(fuzzy.matching(query, [(t, fuzzy.target(t), 0.0) for t in texts]), 99)


def test_the_beginning_goes_before_a_word_before_the_middle_before_scattered_letters() -> None:
    texts = ("Thermal", "The large mill", "Go to the mall", "Mallorca")
    assert found("mal", *texts) == ["Mallorca", "Go to the mall", "Thermal"]
    assert found("mlc", "My large cat", "Mallorca") == ["My large cat", "Mallorca"]


def test_every_word_must_be_there_in_any_order() -> None:
    assert found("chat new", "New chat", "New window", "Next chat") == ["New chat"]


@pytest.mark.parametrize(
    ("query", "text"),
    [("resume", "Résumé"), ("RÉS", "resume"), ("strasse", "Strasse"), ("ελλ", "Ελλάδα"),
     ("привет", "ПРИВЕТ"), ("שלום", "שלום לכולם"), ("东京", "去东京旅行")],
)  # fmt: skip
def test_case_and_accents_do_not_matter(query: str, text: str) -> None:
    assert found(query, text) == [text]


def test_what_was_used_of_late_goes_first_among_equals() -> None:
    targets = [("a", fuzzy.target("Next chat"), 0.0), ("b", fuzzy.target("Next page"), 5.0)]
    assert fuzzy.best(fuzzy.matching("next", targets), 9) == ["b", "a"]


def test_letters_far_apart_or_inside_a_word_are_no_match() -> None:
    assert found("mar", "Smaller text", "Prompt library") == []
    assert found("ab", "a" + "x" * 40 + "b") == []


def test_the_letters_that_were_meant() -> None:
    assert fuzzy.letters("ch", "New chat") == [4, 5]
    assert fuzzy.letters("nc", "New chat") == [0, 4]
    assert fuzzy.letters("é", "resume") == [1]


@given(st.text(max_size=40), st.text(max_size=60))
def test_any_query_and_any_text(query: str, text: str) -> None:
    assert len(fuzzy.fold(text)) == len(text)
    places = fuzzy.letters(query, text)
    assert all(0 <= place < len(text) for place in places)
    assert fuzzy.score(fuzzy.fold(query).split(), fuzzy.target(text)) >= 0


@given(st.text(min_size=1, max_size=60))
def test_a_text_finds_itself(text: str) -> None:
    words = fuzzy.fold(text).split()
    assert fuzzy.score(words, fuzzy.target(text)) > 0


@given(st.text("abc ", max_size=8), st.sampled_from("abc "), st.text("abcd ", max_size=40))
def test_what_a_longer_query_means_its_beginning_means(query: str, more: str, text: str) -> None:
    if fuzzy.score((query + more).split(), fuzzy.target(text)) > 0:
        assert fuzzy.score(query.split(), fuzzy.target(text)) > 0
