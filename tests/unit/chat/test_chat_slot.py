"""Who listens hears what the slot's own loads and answers took, and nothing else."""

from __future__ import annotations

import pytest

from helpers.scripted_engine import ScriptedEngine
from parley.chat.slot import ModelSlot
from parley.chat.values import ModelChoice
from parley.engine.protocol import Done, Loaded, LoadOptions

ONE = ModelChoice("/one.gguf", "One", LoadOptions(context=512))
TWO = ModelChoice("/two.gguf", "Two")


def loaded() -> Loaded:
    return Loaded(
        job=1, name="m", architecture="llama", description="", load_seconds=1.5,
        memory_bytes=1, device_bytes={}, context=512, context_trained=512, weights_bytes=1,
        parameters=1, threads=1, model_key="f", prefill_chunk=64, has_template=True,
    )  # fmt: skip


def done() -> Done:
    return Done(
        job=2, finish_reason="stop", prompt_tokens=9, cached_tokens=0, generated_tokens=9,
        prefill_seconds=1.0, decode_seconds=1.0, first_token_seconds=1.0, seed=1,
        context_used=18, context=512,
    )  # fmt: skip


class Heard:
    """A watcher that notes what it hears."""

    def __init__(self) -> None:
        self.said: list[tuple[object, ...]] = []

    def loaded(self, path: str, options: LoadOptions, loaded: Loaded) -> None:
        self.said.append((path, options, loaded))

    def ran(self, done: Done) -> None:
        self.said.append((done,))


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def slot(heard: Heard) -> ModelSlot:
    return ModelSlot(ScriptedEngine(), heard)


def test_a_load_and_its_answers_are_heard(slot: ModelSlot, heard: Heard) -> None:
    slot.load(ONE, lambda _: None)
    slot.settle(ONE, loaded())
    slot.ran(done())

    assert heard.said == [(ONE.path, ONE.options, loaded()), (done(),)]


def test_a_load_that_failed_or_was_overtaken_is_not(slot: ModelSlot, heard: Heard) -> None:
    slot.load(ONE, lambda _: None)
    slot.settle(ONE, None)
    slot.ran(done())
    slot.load(ONE, lambda _: None)
    slot.load(TWO, lambda _: None)
    slot.settle(ONE, loaded())

    assert heard.said == []


def test_without_a_listener_it_works_as_before() -> None:
    slot = ModelSlot(ScriptedEngine())

    slot.load(ONE, lambda _: None)
    slot.settle(ONE, loaded())
    slot.ran(done())

    assert slot.loaded == loaded()
