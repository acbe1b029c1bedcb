"""A cache that keeps a sliding window only: smaller, and never wrong about what it still holds."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helpers.engine_calls import Call, chat, load, words
from helpers.tiny_models import WINDOW, sliding
from parley.engine.client import LocalEngine
from parley.engine.protocol import Loaded, LoadOptions, Message, Sampling

#: One token per letter, far more than the window and what the cache keeps beside it.
START = "The keeper of the light counts ships. " * 4
LONG = START + "Gulls and storms and letters come and go. " * 8
GREEDY = Sampling(temperature=0, max_tokens=24)
# Single tokens are computed the same way whatever came before, so that answers can be compared.
NARROW = LoadOptions(context=2048, batch=32, prefill_chunk=1, threads=1, swa_full=False)

Opened = Callable[..., tuple[LocalEngine, Loaded]]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sliding(tmp_path_factory.mktemp("windows") / "sliding.gguf")


@pytest.fixture
def opened(model: Path) -> Iterator[Opened]:
    engines = []

    def open_engine(options: LoadOptions = NARROW, state_dir: Path | None = None):
        engine = LocalEngine(state_dir=state_dir)
        engines.append(engine)
        loaded = load(engine, model, options)
        assert isinstance(loaded, Loaded), loaded
        return engine, loaded

    yield open_engine
    for engine in engines:
        engine.close()


def ask(engine: LocalEngine, text: str) -> Call:
    return chat(engine, (Message("user", text),), conversation="a", sampling=GREEDY)


def test_a_window_takes_a_fraction_of_the_memory(opened: Opened) -> None:
    _, narrow = opened()
    _, full = opened(LoadOptions(context=2048, batch=32, threads=1))
    held = [sum(buffer.context for buffer in loaded.buffers) for loaded in (narrow, full)]
    assert held[0] < held[1] / 3


def test_a_cut_behind_the_window_answers_as_a_fresh_start(opened: Opened) -> None:
    engine, _ = opened()
    ask(engine, LONG)
    again = ask(engine, START + "What did the keeper see?")
    assert again.done.cached_tokens == 0
    fresh, _ = opened()
    assert words(again) == words(ask(fresh, START + "What did the keeper see?"))


def test_a_cut_within_the_window_reuses_what_is_there(opened: Opened) -> None:
    engine, _ = opened()
    ask(engine, LONG + "What is this")
    again = ask(engine, LONG + "What is that")
    assert again.done.prompt_tokens - again.done.cached_tokens < WINDOW
    fresh, _ = opened()
    assert words(again) == words(ask(fresh, LONG + "What is that"))


def follow_up(answer: Call) -> tuple[Message, ...]:
    return (
        Message("user", LONG),
        Message("assistant", words(answer)),
        Message("user", "And then?"),
    )


def test_a_saved_window_goes_on_as_if_there_had_been_no_restart(
    opened: Opened, tmp_path: Path
) -> None:
    steady, _ = opened()
    answer = ask(steady, LONG)
    expected = chat(steady, follow_up(answer), conversation="a", sampling=GREEDY)
    assert expected.done.cached_tokens == answer.done.context_used

    engine, _ = opened(state_dir=tmp_path)
    answer = ask(engine, LONG)
    engine.close()
    again, _ = opened(state_dir=tmp_path)
    then = chat(again, follow_up(answer), conversation="a", sampling=GREEDY)
    assert then.done.cached_tokens == answer.done.context_used
    assert words(then) == words(expected)


def test_a_whole_cache_keeps_every_beginning(opened: Opened) -> None:
    engine, _ = opened(LoadOptions(context=2048, batch=32, threads=1))
    ask(engine, LONG)
    again = ask(engine, START + "What did the keeper see?")
    assert again.done.cached_tokens > len(START) - 20
