"""Numbers and names in words."""

from __future__ import annotations

import msgspec
import pytest

from parley.chat.values import AnswerOptions, Figures, Progress, SessionState, StoredMessage
from parley.core.words import size
from parley.ui import words
from parley.ui.chat.message_words import activity, how, speaker
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


def test_a_tooltip_shows_a_name_as_it_is() -> None:
    assert words.tip("cat & dog.png\n1 kB") == "cat & dog.png\n1 kB"
    assert words.tip("<img src='x'>\n1 kB") == "<qt>&lt;img src=&#x27;x&#x27;&gt;<br>1 kB</qt>"


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


@pytest.mark.parametrize(
    ("model", "build", "text"),
    [
        ("Mistral 7B", "Q4_K_M", "Mistral 7B · Q4_K_M"),
        ("mistral-7b.q4_k_m", "Q4_K_M", "mistral-7b.q4_k_m"),
        ("Mistral 7B", None, "Mistral 7B"),
        (None, None, "Answer"),
    ],
)
def test_an_answer_is_headed_by_its_model_and_build(
    model: str | None, build: str | None, text: str
) -> None:
    message = StoredMessage(1, 1, None, "assistant", "", "complete", 0.0)
    assert speaker(msgspec.structs.replace(message, model=model, quantisation=build)) == text


def test_how_an_answer_was_made_tells_every_unusual_option() -> None:
    usual = {"temperature": 0.8, "top_k": 40, "stop": [], "seed": 7, "max_tokens": None}
    other = {"typical_p": 0.5, "repeat_last_n": 1024, "mirostat": 2, "grammar": "root ::= <x>"}
    message = StoredMessage(
        1, 1, None, "assistant", "", "complete", 0.0, options=AnswerOptions({**usual, **other}),
        figures=Figures(1, 0, 2, 0.1, 0.1, 0.1, 41, 3, 4096),
    )  # fmt: skip
    lines = how(message).removeprefix("<qt>").removesuffix("</qt>").split("<br>")
    assert lines == [
        *("Seed 41", "Prompt: 1 token", "Context: 3 of 4,096 tokens", "Typical P 0.5"),
        *("Repeat window 1,024", "Mirostat 2", "Grammar root ::= &lt;x&gt;"),
    ]


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
