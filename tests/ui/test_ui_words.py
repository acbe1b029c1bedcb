"""Numbers and names in words."""

from __future__ import annotations

import pytest

from parley.chat.values import Progress, SessionState
from parley.core.words import size
from parley.ui import words
from parley.ui.chat.message_words import activity
from parley.ui.chat.pace import Pace


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0 kB"), (98_362_432, "98 MB"), (312_000_000, "312 MB"), (5_100_000_000, "5.1 GB")],
)
def test_sizes(count: int, text: str) -> None:
    assert size(count) == text


def test_speed_leaves_the_first_token_to_the_prefill() -> None:
    assert words.speed(11, 1.0) == "10 tokens/s"
    assert words.speed(4, 2.0) == "1.5 tokens/s"
    assert words.speed(1, 1.0) == ""
    assert words.speed(5, 0.0) == ""


def test_context_and_percent() -> None:
    assert words.context(1234, 4096) == "1,234 of 4,096 tokens"
    assert words.percent(0.4) == "40 %"
    assert words.percent(7) == "100 %"


def test_seconds() -> None:
    assert [words.seconds(value) for value in (0.42, 12.2, 125)] == ["0.4 s", "12 s", "2 min 5 s"]


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Llama 3.2 3B Instruct", "llama"),
        ("Meta-Llama-3-8B", "llama"),
        ("Mistral 7B", "mistral"),
        ("Ministral 3 8B", "mistral"),
        ("SmolLM2 135M", "other"),
        ("TinyLlama 1.1B", "other"),
    ],
)
def test_families(name: str, family: str) -> None:
    assert words.family(name) == family


def test_what_is_being_done() -> None:
    assert activity(SessionState.LOADING, Progress(0.4), "Small") == "Loading Small, 40 %"
    assert activity(SessionState.LOADING, None, "") == "Loading the model"
    assert activity(SessionState.PREFILL, Progress(0.6, 6, 10), "x") == "Reading the prompt, 60 %"
    assert activity(SessionState.GENERATING, None, "x") == ""


def test_pace_is_told_twice_a_second_and_starts_anew_with_each_answer() -> None:
    pace = Pace()
    told = [pace.count(1, number / 10) for number in range(11)]
    assert told.count(True) == 2
    assert pace.words() == "10 tokens/s"
    pace.count(2, 5.0)
    assert pace.words() == ""
