"""What is done about a failed answer, with the real engine: its memory is given back and taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.chat import Owner, Recorder, opened_store
from parley.chat.session import ChatSession
from parley.chat.values import ModelChoice, SessionState
from parley.engine.client import LocalEngine
from parley.engine.protocol import LoadOptions, Sampling

pytestmark = pytest.mark.slow


def test_memory_is_freed_and_a_smaller_context_loaded(tmp_path: Path, starter_model: Path) -> None:
    engine, owner, told = LocalEngine(), Owner(), Recorder()
    try:
        with opened_store(tmp_path / "parley.sqlite3") as (store, _):
            session = ChatSession(
                store,
                engine,
                store.create().id,
                listener=told,
                post=owner.post,
                model=ModelChoice(str(starter_model), "Small", LoadOptions(context=2048)),
                sampling=Sampling(max_tokens=4),
            )
            session.send("Say hello.")
            owner.run_until(lambda: session.state == SessionState.IDLE)
            before = engine.model
            assert before is not None
            session.repair("free")
            owner.run_until(lambda: session.state == SessionState.IDLE)
            again = engine.model
            assert again is not None
            assert again is not before
            assert again.context == 2048
            session.repair("smaller")
            owner.run_until(lambda: session.state == SessionState.IDLE)
            assert engine.model is not None
            assert engine.model.context == 1024
            answers = store.siblings(store.messages(session.conversation_id)[-1].id)
            assert [answer.status for answer in answers] == ["complete"] * 3
    finally:
        engine.close()
