"""Marks of a context slider, mistakes in load options, a load without a message."""

from __future__ import annotations

import pytest

from helpers.chat import MODEL
from helpers.scripted_engine import ScriptedEngine
from parley.chat.load_guide import context_marks, load_problems
from parley.chat.loading import Loading
from parley.chat.slot import ModelSlot
from parley.core.errors import ParleyError
from parley.engine.protocol import Failed, LoadOptions, LoadProgress, Lora


def test_marks_double_up_to_what_the_model_was_trained_with() -> None:
    assert context_marks(8192) == [(2048, "2k"), (4096, "4k"), (8192, "8k")]
    assert context_marks(131072)[-2:] == [(65536, "64k"), (131072, "128k")]
    assert context_marks(40960)[-2:] == [(32768, "32k"), (40960, "40k")]
    assert context_marks(2**20)[-1] == (2**20, "1M")
    assert context_marks(10 * 2**20)[-1] == (10 * 2**20, "10M")
    assert context_marks(1024) == [(1024, "1k")]


@pytest.mark.parametrize(
    ("options", "name"),
    [
        (LoadOptions(context=12), "context"),
        (LoadOptions(batch=0), "batch"),
        (LoadOptions(batch=64, ubatch=128), "ubatch"),
        (LoadOptions(threads=0), "threads"),
        (LoadOptions(kv_type_v="q8_0", flash_attention="off"), "kv_type_v"),
        (LoadOptions(devices=("CUDA0", "CUDA0")), "devices"),
        (LoadOptions(devices=("CUDA0",), tensor_split=(1, 2)), "tensor_split"),
        (LoadOptions(loras=(Lora("/nowhere.gguf"),)), "loras"),
        (LoadOptions(chat_template="{% if %}"), "chat_template"),
    ],
)
def test_what_cannot_be_loaded_is_said_of_its_option(options: LoadOptions, name: str) -> None:
    found = load_problems(options)
    assert list(found) == [name]
    assert found[name].endswith(".")


def test_what_can_be_loaded_is_no_problem() -> None:
    assert load_problems(LoadOptions()) == {}
    assert load_problems(LoadOptions(chat_template="{{ messages[0].content }}")) == {}


class Ended:
    """Remembers how a load went."""

    def __init__(self) -> None:
        self.errors: list[ParleyError | None] = []
        self.fractions: list[float] = []


def load(engine: ScriptedEngine, slot: ModelSlot) -> Ended:
    ended = Ended()
    Loading(slot, lambda function: function(), ended.errors.append, ended.fractions.append).begin(
        MODEL
    )
    engine.run()
    return ended


def test_a_model_that_was_loaded_is_there_for_the_next_message() -> None:
    engine = ScriptedEngine()
    slot = ModelSlot(engine)
    engine.will_load(LoadProgress(0, 0.5))
    ended = load(engine, slot)
    assert ended.errors == [None]
    assert ended.fractions == [0.5]
    assert slot.holds(MODEL)


def test_a_load_that_failed_says_why_and_holds_nothing() -> None:
    engine = ScriptedEngine()
    slot = ModelSlot(engine)
    engine.will_load(Failed(0, "load_failed", "It did not load.", hint="Take another."))
    ended = load(engine, slot)
    (error,) = ended.errors
    assert error is not None
    assert (error.code, error.message, error.hint) == (
        "load_failed", "It did not load.", "Take another.",
    )  # fmt: skip
    assert not slot.holds(MODEL)
