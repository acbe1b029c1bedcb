"""Whatever the engine says went wrong, there is something to do about it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from helpers.chat import MODEL, Talk
from helpers.scripted_engine import crashed
from parley.chat.context import smaller_context
from parley.chat.remedies import KNOWN, Remedy, remedies
from parley.chat.store import ChatStore
from parley.chat.values import MessageError
from parley.engine.protocol import Failed

_ENGINE = Path(__file__).resolve().parents[3] / "app" / "parley" / "engine"
_CODE = re.compile(
    r"(?:ParleyError\(\s*|Failed\(\s*(?:job=)?\w+,\s*(?:code=)?|code=|name = |name, message = )"
    r"\"([a-z]+_[a-z_]+|cancelled)\""
)


def error(code: str, *, log: bool = True, **details: int) -> MessageError:
    return MessageError(code, "It failed.", "Try again.", details=details, log=("x",) * log)


def test_every_code_of_the_engine_is_known() -> None:
    found = {
        code for path in _ENGINE.rglob("*.py") for code in _CODE.findall(path.read_text("utf-8"))
    }
    assert {"out_of_memory", "context_full", "engine_crashed", "no_model"} <= found
    assert found <= KNOWN


@pytest.mark.parametrize("code", sorted(KNOWN))
def test_what_is_offered_could_be_done(code: str) -> None:
    assert "log" not in remedies(error(code, log=False))
    bare = set(remedies(error(code)))
    assert not bare & {"larger", "smaller"}
    every = set(remedies(error(code), larger=8192, smaller=2048))
    assert bare <= every or every == {"larger"}


@pytest.mark.parametrize(
    ("code", "first"),
    [
        ("out_of_memory", ("free", "smaller")),
        ("context_full", ("larger", "trim_oldest", "stop")),
        ("message_too_long", ("larger",)),
        ("engine_crashed", ("retry",)),
        ("somebody_elses", ("retry", "log")),
    ],
)
def test_the_likeliest_comes_first(code: str, first: tuple[Remedy, ...]) -> None:
    assert remedies(error(code), larger=8192, smaller=2048)[: len(first)] == first


def test_a_smaller_context_is_half_and_not_too_small() -> None:
    assert smaller_context(8192) == 4096
    assert smaller_context(5000) == 2048
    assert smaller_context(2048) == 1024
    assert smaller_context(1024) is None
    assert smaller_context(0) is None


def _no_room() -> Failed:
    return Failed(0, "out_of_memory", "There is not enough memory.", "Close programs.")


def test_memory_is_freed_and_the_message_answered_again(store: ChatStore) -> None:
    talk = Talk(store)
    failed = talk.ask("Hi", _no_room())
    assert talk.session.remedies == ("free", "smaller", "retry")
    loads = len(talk.engine.loads)
    talk.session.repair("free")
    assert talk.engine.model is None
    talk.engine.run()
    assert len(talk.engine.loads) == loads + 1
    assert talk.stored[-1].content == "Hello there."
    assert talk.stored[-1].parent_id == failed.parent_id
    assert talk.session.remedies == ()


def test_a_smaller_context_is_loaded_and_the_message_answered_again(store: ChatStore) -> None:
    talk = Talk(store)
    talk.ask("Hi", _no_room())
    talk.session.repair("smaller")
    talk.engine.run()
    assert [options.context for _, options in talk.engine.loads] == [MODEL.options.context, 2048]
    assert talk.stored[-1].status == "complete"


def test_after_a_crash_it_can_be_tried_again(store: ChatStore) -> None:
    talk = Talk(store)
    talk.ask("Hi", "He", crashed())
    assert talk.session.remedies == ("retry", "smaller", "log")
    talk.session.repair("retry")
    talk.engine.run()
    assert talk.stored[-1].status == "complete"


@pytest.mark.parametrize(("room", "context"), [(1500, 1024), (2048, 2048), (0, 1024)])
def test_of_smaller_contexts_the_largest_that_fits_is_loaded(
    store: ChatStore, room: int, context: int
) -> None:
    talk = Talk(store, fits=lambda choice: choice.options.context <= room)
    talk.ask("Hi", _no_room())
    talk.session.repair("smaller")
    talk.engine.run()
    assert talk.engine.loads[-1][1].context == context
