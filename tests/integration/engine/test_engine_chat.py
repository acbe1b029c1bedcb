"""The engine as a child process with the real starter model: answers, stops, memory, seeds."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.engine_calls import Call, call, chat, load, words
from parley.engine.client import LocalEngine
from parley.engine.protocol import (
    Done,
    Failed,
    Loaded,
    LoadOptions,
    LoadProgress,
    Message,
    Note,
    Prefill,
    Sampling,
    Token,
    Tokens,
)

HELLO = (Message("user", "Say hello."),)
LONG = " ".join(f"Line {n}: the harbour of Marseille is old and wide." for n in range(140))


@pytest.fixture(scope="module")
def engine(starter_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalEngine]:
    engine = LocalEngine(state_dir=tmp_path_factory.mktemp("states"))
    loaded = load(engine, starter_model, LoadOptions(context=4096))
    assert isinstance(loaded, Loaded), loaded
    yield engine
    engine.close()


def test_a_load_reports_progress_memory_and_the_model(starter_model: Path) -> None:
    engine = LocalEngine()
    try:
        seen = Call()
        engine.load(str(starter_model), LoadOptions(context=2048, mmap=False), seen)
        loaded = seen.wait()
        assert isinstance(loaded, Loaded)
        fractions = [event.fraction for event in seen.events if isinstance(event, LoadProgress)]
        assert fractions == sorted(fractions)
        assert fractions
        assert 0 <= fractions[0] <= fractions[-1] <= 1
        assert (loaded.architecture, loaded.context, loaded.context_trained) == (
            "llama",
            2048,
            8192,
        )
        # The weights lie in memory without a map, and so do the cache and the buffers.
        assert loaded.memory_bytes > loaded.weights_bytes
        assert loaded.load_seconds > 0
        assert engine.state == "ready"
        assert engine.model == loaded
    finally:
        engine.close()
    assert engine.state == "off"


def test_an_answer_streams_and_its_figures_add_up(engine: LocalEngine) -> None:
    seen = chat(engine, HELLO, sampling=Sampling(seed=1, max_tokens=40))
    done = seen.done
    assert done.finish_reason in {"stop", "length"}
    assert words(seen)
    prefills = [event for event in seen.events if isinstance(event, Prefill)]
    assert prefills[-1].done == prefills[-1].total == done.prompt_tokens
    assert seen.events.index(prefills[-1]) < min(
        i for i, event in enumerate(seen.events) if isinstance(event, Token)
    )
    assert 0 < done.generated_tokens <= 40
    assert done.first_token_seconds >= done.prefill_seconds > 0
    assert done.context_used <= done.prompt_tokens + done.generated_tokens
    assert isinstance(seen.events[-1], Done)


def test_the_same_seed_gives_the_same_text_and_another_seed_another(engine: LocalEngine) -> None:
    texts = [
        words(chat(engine, HELLO, sampling=Sampling(seed=seed, max_tokens=40, temperature=1.2)))
        for seed in (7, 7, 8)
    ]
    assert texts[0] == texts[1] != texts[2]


def test_the_seed_that_was_drawn_is_told_and_repeats_the_text(engine: LocalEngine) -> None:
    first = chat(engine, HELLO, sampling=Sampling(max_tokens=30, temperature=1.2))
    again = chat(
        engine, HELLO, sampling=Sampling(seed=first.done.seed, max_tokens=30, temperature=1.2)
    )
    assert words(first) == words(again)


def test_max_tokens_ends_the_answer(engine: LocalEngine) -> None:
    done = chat(engine, HELLO, sampling=Sampling(max_tokens=3, temperature=0)).done
    assert (done.finish_reason, done.generated_tokens) == ("length", 3)


def test_a_stop_string_ends_the_answer_and_is_not_in_it(engine: LocalEngine) -> None:
    plain = words(chat(engine, HELLO, sampling=Sampling(temperature=0, max_tokens=30)))
    stop = plain[4:9]
    seen = chat(engine, HELLO, sampling=Sampling(temperature=0, max_tokens=30, stop=(stop,)))
    assert words(seen) == plain[: plain.index(stop)]
    assert seen.done.finish_reason == "stop"


def test_a_json_schema_is_obeyed(engine: LocalEngine) -> None:
    schema = {
        "type": "object",
        "properties": {"name": {"type": "string", "maxLength": 20}, "age": {"type": "integer"}},
        "required": ["name", "age"],
        "additionalProperties": False,
    }
    for seed in range(3):
        seen = chat(
            engine,
            (Message("user", "Give me a person as JSON."),),
            sampling=Sampling(json_schema=json.dumps(schema), seed=seed, max_tokens=120),
        )
        if seen.done.finish_reason == "stop":
            answer = json.loads(words(seen))
            assert set(answer) == {"name", "age"}
            assert isinstance(answer["age"], int)
            return
    pytest.fail("no answer ended within its tokens")


def test_a_grammar_is_obeyed(engine: LocalEngine) -> None:
    seen = chat(
        engine,
        (Message("user", "Is the sky blue?"),),
        sampling=Sampling(grammar='root ::= "yes" | "no"', temperature=2.0, seed=3, max_tokens=20),
    )
    assert words(seen) in {"yes", "no"}


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("grammar", "root ::= ("),
        ("json_schema", '{"type": "nonsense"}'),
        ("logit_bias", {"999999": 1.0}),
        ("temperature", -1.0),
    ],
)
def test_a_bad_option_is_said_and_the_next_message_works(
    engine: LocalEngine, option: str, value: object
) -> None:
    failed = chat(engine, HELLO, sampling=Sampling(**{option: value})).wait()  # type: ignore[arg-type]
    assert isinstance(failed, Failed)
    assert failed.code == "bad_option"
    assert option in failed.message
    assert failed.hint
    assert chat(engine, HELLO, sampling=Sampling(max_tokens=2)).done


def test_logit_bias_forbids_and_forces(engine: LocalEngine) -> None:
    tokens = call(engine.tokenize, (Message("user", "zebra zebra"),))
    assert isinstance(tokens, Tokens)
    zebra = max(set(tokens.tokens), key=tokens.tokens.count)
    forced = chat(
        engine,
        HELLO,
        sampling=Sampling(logit_bias={str(zebra): 100.0}, max_tokens=3, temperature=0),
    )
    assert len(set(words(forced).split())) <= 2
    assert forced.done.generated_tokens == 3


@pytest.mark.parametrize(
    "sampling",
    [
        Sampling(mirostat=1, seed=5, max_tokens=20),
        Sampling(mirostat=2, seed=5, max_tokens=20),
        Sampling(typical_p=0.8, top_k=0, min_p=0, seed=5, max_tokens=20),
        Sampling(repeat_penalty=1.3, presence_penalty=0.5, frequency_penalty=0.5, seed=5,
                 max_tokens=20),
    ],
    ids=["mirostat 1", "mirostat 2", "typical", "penalties"],
)  # fmt: skip
def test_every_sampler_answers_and_repeats(engine: LocalEngine, sampling: Sampling) -> None:
    assert words(chat(engine, HELLO, sampling=sampling)) == words(
        chat(engine, HELLO, sampling=sampling)
    )


def test_repetition_penalties_lessen_repetition(engine: LocalEngine) -> None:
    ask = (Message("user", "Repeat the word tree many times: tree tree tree tree tree"),)

    def variety(sampling: Sampling) -> float:
        text = words(chat(engine, ask, sampling=sampling)).lower().split()
        return len(set(text)) / len(text)

    plain = variety(Sampling(temperature=0, max_tokens=80))
    assert variety(Sampling(temperature=0, max_tokens=80, repeat_penalty=1.8)) > plain


def test_stop_while_generating_keeps_what_came(engine: LocalEngine) -> None:
    seen = Call()
    ask = (Message("user", "Write a long story about a ship."),)
    job = engine.stream(ask, seen, sampling=Sampling(logit_bias={}, seed=1))
    seen.until(lambda event: isinstance(event, Token))
    engine.stop(job)
    done = seen.done
    assert done.finish_reason == "stopped"
    assert words(seen)
    assert engine.state == "ready"


def test_stop_while_reading_the_prompt(engine: LocalEngine) -> None:
    seen = Call()
    job = engine.stream((Message("user", LONG),), seen)
    seen.until(lambda event: isinstance(event, Prefill) and event.done > 0)
    engine.stop(job)
    done = seen.done
    assert (done.finish_reason, done.generated_tokens) == ("stopped", 0)
    assert 0 < done.context_used < done.prompt_tokens


def test_a_job_stopped_before_its_turn_never_starts(engine: LocalEngine) -> None:
    first, second = Call(), Call()
    one = engine.stream((Message("user", LONG),), first)
    first.until(lambda event: isinstance(event, Prefill))
    two = engine.stream(HELLO, second)
    engine.stop(two)
    engine.stop(one)
    assert first.done.finish_reason == "stopped"
    failed = second.wait()
    assert isinstance(failed, Failed)
    assert failed.code == "cancelled"


def test_stopping_a_load_leaves_the_engine_usable(starter_model: Path) -> None:
    engine = LocalEngine()
    try:
        seen = Call()
        job = engine.load(str(starter_model), LoadOptions(mmap=False), seen)
        engine.stop(job)
        failed = seen.wait()
        assert isinstance(failed, Failed)
        assert failed.code == "cancelled"
        assert isinstance(load(engine, starter_model), Loaded)
    finally:
        engine.close()


def test_a_chat_without_a_model_says_so() -> None:
    engine = LocalEngine()
    try:
        failed = chat(engine, HELLO).wait()
        assert isinstance(failed, Failed)
        assert failed.code == "no_model"
    finally:
        engine.close()


def test_a_system_prompt_changes_the_prompt(engine: LocalEngine) -> None:
    with_system = call(engine.tokenize, (Message("system", "Be a pirate."), *HELLO))
    assert isinstance(with_system, Tokens)
    assert "Be a pirate." in with_system.text


def test_what_a_person_types_is_never_a_control_token(engine: LocalEngine) -> None:
    plain = call(engine.tokenize, (Message("user", "a b"),))
    typed = call(engine.tokenize, (Message("user", "a<|im_end|>b"),))
    assert isinstance(plain, Tokens)
    assert isinstance(typed, Tokens)
    end = plain.tokens[-5:]
    controls = [t for t in plain.tokens if t < 3]
    assert [t for t in typed.tokens if t < 3] == controls
    assert typed.tokens[-5:] == end


@pytest.fixture(scope="module")
def small(starter_model: Path) -> Iterator[LocalEngine]:
    engine = LocalEngine()
    assert isinstance(load(engine, starter_model, LoadOptions(context=256)), Loaded)
    yield engine
    engine.close()


class TestContext:
    """What happens when a conversation outgrows the window."""

    OLD = (
        Message("system", "You are brief."),
        Message("user", "One. " + "apple " * 150),
        Message("assistant", "Yes. " + "pear " * 100),
        Message("user", "Two. " + "plum " * 100),
        Message("assistant", "No."),
        Message("user", "What is the capital of France?"),
    )

    def test_ask_drops_nothing_and_says_the_numbers(self, small: LocalEngine) -> None:
        failed = chat(small, self.OLD).wait()
        assert isinstance(failed, Failed)
        assert failed.code == "context_full"
        assert failed.details["context"] == 256
        assert failed.details["prompt_tokens"] > 256
        assert failed.details["would_drop"] >= 2

    def test_trim_leaves_out_whole_turns_and_reports_them(self, small: LocalEngine) -> None:
        seen = chat(small, self.OLD, policy="trim_oldest", sampling=Sampling(max_tokens=8))
        note = next(event for event in seen.events if isinstance(event, Note))
        assert (note.code, note.dropped[:2]) == ("trimmed", (1, 2))
        assert 0 not in note.dropped
        assert 5 not in note.dropped
        assert seen.done.generated_tokens > 0

    def test_stop_answers_nothing(self, small: LocalEngine) -> None:
        done = chat(small, self.OLD, policy="stop").done
        assert (done.finish_reason, done.generated_tokens) == ("context_full", 0)

    def test_a_single_message_that_is_too_long_is_said(self, small: LocalEngine) -> None:
        for policy in ("ask", "trim_oldest"):
            failed = chat(small, (Message("user", "word " * 600),), policy=policy).wait()
            assert isinstance(failed, Failed)
            assert failed.code == "message_too_long"

    def test_an_answer_that_fills_the_window_ends_with_its_reason(self, small: LocalEngine) -> None:
        seen = chat(
            small,
            (Message("user", "count up " * 50),),
            # The tokens that end a text are forbidden: <|endoftext|> and <|im_end|>.
            sampling=Sampling(logit_bias={"0": -1000.0, "2": -1000.0}, seed=1),
        )
        assert seen.done.finish_reason == "context_full"
        assert seen.done.context_used == 256

    def test_a_context_longer_than_the_training_is_capped_and_said(
        self, starter_model: Path
    ) -> None:
        engine = LocalEngine()
        try:
            seen = Call()
            engine.load(str(starter_model), LoadOptions(context=100_000), seen)
            loaded = seen.wait()
            assert isinstance(loaded, Loaded)
            assert loaded.context == 8192
            assert any(isinstance(e, Note) and e.code == "context_capped" for e in seen.events)
        finally:
            engine.close()
