"""Counting what is being written: exact, beside a job, and never a reason to start anything."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.engine_calls import Call, call, load
from parley.engine.client import LocalEngine
from parley.engine.protocol import Counted, Done, Failed, LoadOptions, Message, Sampling, Token

TEXTS = ("What should I know about the mistral?", "", "Wind, Wind und nochmals Wind.\n" * 40)


@pytest.fixture
def engine(starter_model: Path) -> Iterator[LocalEngine]:
    engine = LocalEngine()
    load(engine, starter_model, LoadOptions(context=4096))
    yield engine
    engine.close()


def test_the_counts_are_those_of_the_prompt(engine: LocalEngine) -> None:
    counted = call(engine.count, TEXTS)
    assert isinstance(counted, Counted)
    assert counted.counts[1] == 0
    with_words = call(engine.tokenize, (Message("user", TEXTS[0]),))
    without = call(engine.tokenize, (Message("user", "What"),))
    what = call(engine.count, ("What",))
    assert isinstance(what, Counted)
    assert what.counts == (1,)
    difference = len(with_words.tokens) - len(without.tokens)  # type: ignore[union-attr]
    assert counted.counts[0] - what.counts[0] == difference


def test_a_text_is_counted_while_an_answer_is_made(engine: LocalEngine) -> None:
    answer = Call()
    engine.stream(
        (Message("user", "Count to a thousand."),), answer, sampling=Sampling(max_tokens=400)
    )
    answer.until(lambda event: isinstance(event, Token))
    counted = call(engine.count, TEXTS)
    assert isinstance(counted, Counted)
    assert not any(isinstance(event, Done) for event in answer.events)
    assert engine.state == "generating"
    assert isinstance(answer.wait(), Done)


def test_a_model_may_go_while_texts_are_counted(engine: LocalEngine, starter_model: Path) -> None:
    process, calls = engine.pid, list[Call]()
    for context in (512, 1024, 512):
        asked = [Call() for _ in range(4)]
        for each in asked:
            engine.count(("The wind is cold. " * 20_000,), each)
        load(engine, starter_model, LoadOptions(context=context))
        calls += asked
    for each in calls:
        event = each.wait()
        assert isinstance(event, Counted) or (
            isinstance(event, Failed) and event.code == "no_model"
        )
    assert engine.pid == process
    assert isinstance(call(engine.count, TEXTS), Counted)


def test_nothing_is_started_for_it(starter_model: Path) -> None:
    engine = LocalEngine()
    try:
        failed = call(engine.count, TEXTS)
        assert isinstance(failed, Failed)
        assert failed.code == "no_model"
        assert engine.pid is None
        load(engine, starter_model)
        engine.unload()
        failed = call(engine.count, TEXTS)
        assert isinstance(failed, Failed)
        assert failed.code == "no_model"
    finally:
        engine.close()
