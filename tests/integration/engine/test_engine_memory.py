"""The KV cache: only new tokens are evaluated, from turn to turn, chat to chat, and run to run."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.engine_calls import Call, chat, load, words
from parley.engine.client import LocalEngine
from parley.engine.protocol import Loaded, LoadOptions, Message, Sampling

STORY = "The lighthouse keeper counts ships and gulls and writes them into a book. " * 12
SHORT = Sampling(temperature=0, max_tokens=12)


def first(text: str = STORY) -> tuple[Message, ...]:
    return (Message("user", text),)


def then(
    messages: tuple[Message, ...], answer: Call, text: str = "And then?"
) -> tuple[Message, ...]:
    return (*messages, Message("assistant", words(answer)), Message("user", text))


def new_tokens(seen: Call) -> int:
    return seen.done.prompt_tokens - seen.done.cached_tokens


def opened(model: Path, folder: Path | None, **options: object) -> LocalEngine:
    engine = LocalEngine(state_dir=folder)
    wanted = LoadOptions(context=2048, **options)  # type: ignore[arg-type]
    assert isinstance(load(engine, model, wanted), Loaded)
    return engine


@pytest.fixture
def engine(starter_model: Path) -> Iterator[LocalEngine]:
    engine = opened(starter_model, None)
    yield engine
    engine.close()


@pytest.mark.parametrize("temperature", [0.0, 1.3])
def test_the_next_turn_evaluates_only_what_is_new(engine: LocalEngine, temperature: float) -> None:
    sampling = Sampling(temperature=temperature, max_tokens=60)
    messages = first()
    answer = chat(engine, messages, conversation="a", sampling=sampling)
    for turn in range(3):
        used = answer.done.context_used
        messages = then(messages, answer, f"Question {turn}?")
        answer = chat(engine, messages, conversation="a", sampling=sampling)
        # Everything that was in the cache is found again, also where the model chose tokens that
        # its own text would not be split into; new are the end of turn and the question.
        assert answer.done.cached_tokens == used
        assert new_tokens(answer) < 40


def test_a_named_seed_gives_the_same_text_whatever_was_in_the_cache(engine: LocalEngine) -> None:
    drawn = Sampling(temperature=1.2, seed=6, max_tokens=30)
    cold = chat(engine, first(), conversation="a", sampling=drawn)
    again = chat(engine, first(), conversation="a", sampling=drawn)
    other = chat(engine, first("Else. " + STORY), conversation="b", sampling=SHORT)
    assert other.done.generated_tokens > 0
    back = chat(engine, first(), conversation="a", sampling=drawn)
    assert words(cold) == words(again) == words(back)


def test_an_edited_message_keeps_what_comes_before_it(engine: LocalEngine) -> None:
    messages = (Message("system", STORY), Message("user", "One?"))
    answer = chat(engine, messages, conversation="a", sampling=SHORT)
    edited = (messages[0], Message("user", "Something else entirely?"))
    again = chat(engine, edited, conversation="a", sampling=SHORT)
    assert again.done.cached_tokens > answer.done.prompt_tokens - 20


def test_an_edit_gives_the_same_answer_as_a_fresh_start(
    engine: LocalEngine, starter_model: Path
) -> None:
    chat(engine, first("Tell me of a ship. " + STORY), conversation="a", sampling=SHORT)
    edited = chat(engine, first("Tell me of a boat. " + STORY), conversation="a", sampling=SHORT)
    fresh = opened(starter_model, None)
    try:
        expected = chat(
            fresh, first("Tell me of a boat. " + STORY), conversation="b", sampling=SHORT
        )
    finally:
        fresh.close()
    assert words(edited) == words(expected)


def test_conversations_that_take_turns_keep_their_own(engine: LocalEngine) -> None:
    one, two = first("One. " + STORY), first("Two. " + STORY)
    of_one = chat(engine, one, conversation="1", sampling=SHORT)
    of_two = chat(engine, two, conversation="2", sampling=SHORT)
    back = chat(engine, then(one, of_one), conversation="1", sampling=SHORT)
    assert new_tokens(back) < 40
    again = chat(engine, then(two, of_two), conversation="2", sampling=SHORT)
    assert new_tokens(again) < 40


def test_without_room_in_memory_another_chats_prefix_is_evaluated_again(
    starter_model: Path,
) -> None:
    engine = opened(starter_model, None, state_ram=0)
    try:
        one = first("One. " + STORY)
        of_one = chat(engine, one, conversation="1", sampling=SHORT)
        chat(engine, first("Two. " + STORY), conversation="2", sampling=SHORT)
        back = chat(engine, then(one, of_one), conversation="1", sampling=SHORT)
        assert new_tokens(back) > 150
    finally:
        engine.close()


def test_a_restart_continues_where_it_was(starter_model: Path, tmp_path: Path) -> None:
    before = opened(starter_model, tmp_path)
    messages = first()
    answer = chat(before, messages, conversation="7", sampling=Sampling(max_tokens=30))
    used = answer.done.context_used
    before.close()
    assert list(tmp_path.glob("*.state"))
    after = opened(starter_model, tmp_path)
    try:
        restored = chat(after, then(messages, answer), conversation="7", sampling=SHORT)
        assert restored.done.cached_tokens == used
        fresh = chat(after, then(messages, answer), conversation="", sampling=SHORT)
    finally:
        after.close()
    assert words(restored) == words(fresh)


def test_a_state_is_written_soon_after_a_turn(
    starter_model: Path, tmp_path: Path, wait_until: object
) -> None:
    engine = opened(starter_model, tmp_path)
    try:
        chat(engine, first(), conversation="7", sampling=SHORT)
        wait_until(lambda: list(tmp_path.glob("*.state")), 30)  # type: ignore[operator]
    finally:
        engine.close()


def test_a_forgotten_conversation_leaves_nothing_behind(
    starter_model: Path, tmp_path: Path
) -> None:
    engine = opened(starter_model, tmp_path)
    try:
        one = chat(engine, first("One. " + STORY), conversation="1", sampling=SHORT)
        chat(engine, first("Two. " + STORY), conversation="2", sampling=SHORT)
        engine.forget("1")
        engine.forget("2")
        messages = then(first("One. " + STORY), one)
        back = chat(engine, messages, conversation="3", sampling=SHORT)
        assert back.done.cached_tokens == 0
    finally:
        engine.close()
    assert len(list(tmp_path.glob("*.state"))) == 1  # the third one's


@pytest.mark.parametrize("harm", ["flip", "cut", "empty"])
def test_a_damaged_state_is_removed_and_the_answer_is_right(
    starter_model: Path, tmp_path: Path, harm: str
) -> None:
    before = opened(starter_model, tmp_path)
    answer = chat(before, first(), conversation="7", sampling=SHORT)
    before.close()
    (path,) = tmp_path.glob("*.state")
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 255
    path.write_bytes(
        {"flip": bytes(data), "cut": bytes(data[: len(data) // 2]), "empty": b""}[harm]
    )
    damaged = path.read_bytes()
    after = opened(starter_model, tmp_path)
    try:
        seen = chat(after, then(first(), answer), conversation="7", sampling=SHORT)
        assert seen.done.cached_tokens == 0
        assert seen.done.generated_tokens > 0
        assert not path.exists() or path.read_bytes() != damaged
    finally:
        after.close()


def test_other_cache_types_do_not_take_each_others_states(
    starter_model: Path, tmp_path: Path
) -> None:
    before = opened(starter_model, tmp_path)
    answer = chat(before, first(), conversation="7", sampling=SHORT)
    before.close()
    after = opened(starter_model, tmp_path, kv_type_k="q8_0", kv_type_v="q8_0")
    try:
        seen = chat(after, then(first(), answer), conversation="7", sampling=SHORT)
        assert seen.done.cached_tokens == 0
    finally:
        after.close()


def test_a_quantised_cache_takes_less_memory(starter_model: Path) -> None:
    sizes = []
    for kind in ("f16", "q4_0"):
        engine = LocalEngine()
        try:
            options = LoadOptions(context=8192, kv_type_k=kind, kv_type_v=kind, mmap=False)  # type: ignore[arg-type]
            loaded = load(engine, starter_model, options)
            assert isinstance(loaded, Loaded)
            sizes.append(loaded.memory_bytes)
        finally:
            engine.close()
    # 8,192 tokens of 30 layers with 3 heads of 64: 180 MiB in f16, 51 MiB in q4_0.
    assert sizes[0] - sizes[1] > 100 * 1024**2
