"""Tokens of what is written: exact where a model is loaded, an estimate elsewhere, never late."""

from collections.abc import Callable

from helpers.scripted_engine import ScriptedEngine
from parley.chat.counting import Tally, TokenCounter, estimate
from parley.engine.protocol import Counted, Event, LoadOptions, Message, OnEvent


def _loaded() -> ScriptedEngine:
    engine = ScriptedEngine(delivery="at_once")
    engine.load("/models/small.gguf", LoadOptions(), lambda _: None)
    return engine


class _Slow(ScriptedEngine):
    """Counts when the test says so."""

    def __init__(self) -> None:
        super().__init__(delivery="at_once")
        self.waiting: list[Callable[[], None]] = []
        self.listeners: list[OnEvent] = []

    def count(self, texts: tuple[str, ...], on_event: OnEvent) -> int:
        self.listeners.append(on_event)
        self.waiting.append(lambda: on_event(Counted(1, tuple(map(len, texts)))))
        return 1


def test_without_a_model_it_is_an_estimate() -> None:
    told: list[Tally] = []
    TokenCounter(lambda call: call(), told.append).count(("What is the mistral?",), None)
    assert told == [Tally(6, exact=False)]


def test_a_loaded_model_says_exactly_and_is_asked_for_what_is_new() -> None:
    engine, told = _loaded(), list[Tally]()
    counter = TokenCounter(lambda call: call(), told.append)
    counter.count(("three short words", "an attachment"), engine)
    counter.count(("three short words more", "an attachment"), engine)
    assert told == [Tally(5, exact=True), Tally(6, exact=True)]
    assert engine.counted == [
        ("three short words", "an attachment"),
        ("three short words more",),
    ]


def test_texts_are_asked_for_one_at_a_time_and_the_latest_is_told() -> None:
    engine, told = _Slow(), list[Tally]()
    engine.load("/models/small.gguf", LoadOptions(), lambda _: None)
    counter = TokenCounter(lambda call: call(), told.append)
    for text in ("first", "first and", "first and last"):
        counter.count((text,), engine)
    assert len(engine.waiting) == 1
    engine.waiting[0]()
    assert told == []
    engine.waiting[1]()
    assert told == [Tally(14, exact=True)]
    assert len(engine.waiting) == 2


def test_an_empty_message_is_told_while_the_one_before_is_counted() -> None:
    engine, told = _Slow(), list[Tally]()
    engine.load("/models/small.gguf", LoadOptions(), lambda _: None)
    counter = TokenCounter(lambda call: call(), told.append)
    counter.count(("first",), engine)
    counter.count((), engine)
    engine.waiting[0]()
    assert told == [Tally(0, exact=True)]


def test_long_texts_keep_no_model_from_its_answer() -> None:
    engine, told = ScriptedEngine(), list[Tally]()
    engine.load("/models/small.gguf", LoadOptions(), lambda _: None)
    engine.run()
    counter = TokenCounter(lambda call: call(), told.append)
    book, library = "word " * 20_000, "word " * 200_000
    engine.stream((Message("user", "Hello"),), lambda _: None)
    counter.count(("short", book, library), engine)
    assert engine.counted == [("short",)]
    assert not told[-1].exact
    engine.run()
    counter.count(("short", book), engine)
    assert engine.counted[1:] == [(book,)]
    assert told[-1] == Tally(20_001, exact=True)
    counter.count(("short", book, library), engine)
    assert engine.counted[2:] == []
    assert told[-1] == Tally(20_001 + estimate(library), exact=False)


def test_a_model_that_goes_meanwhile_leaves_an_estimate() -> None:
    engine, told = _Slow(), list[Tally]()
    engine.load("/models/small.gguf", LoadOptions(), lambda _: None)
    heard: list[Event] = []
    TokenCounter(lambda call: call(), told.append).count(("two words",), engine)
    ScriptedEngine().count(("two words",), heard.append)
    engine.listeners[0](heard[0])
    assert told == [Tally(estimate("two words"), exact=False)]


def test_an_estimate_of_a_large_text_looks_at_a_part_of_it() -> None:
    assert estimate("") == 0
    assert estimate("word " * 100) == 100
    assert abs(estimate("word " * 100_000) - 100_000) < 100
    assert estimate("ミストラル") == 5
