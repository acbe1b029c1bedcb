"""An engine that is killed, hangs, or runs out of memory: it is said, and the next one works."""

import os
import queue
import random
import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from helpers.engine_calls import Call, chat, load, words
from parley.chat.session import ChatSession
from parley.chat.store import ChatStore
from parley.chat.values import ModelChoice
from parley.engine.client import LocalEngine
from parley.engine.protocol import (
    Done,
    Failed,
    Loaded,
    LoadOptions,
    LoadProgress,
    Message,
    Prefill,
    Sampling,
    Token,
)
from parley.engine.supervisor import Timeouts

STORY = (Message("user", "Tell me a long story about a lighthouse."),)
WaitUntil = Callable[..., None]


@pytest.fixture
def engine(starter_model: Path) -> Iterator[LocalEngine]:
    engine = LocalEngine(timeouts=Timeouts(hello=60, stop=2, terminate=1, silence=8))
    assert isinstance(load(engine, starter_model), Loaded)
    yield engine
    engine.close()


def streaming(engine: LocalEngine) -> tuple[int, Call]:
    seen = Call()
    job = engine.stream(STORY, seen, sampling=Sampling(seed=1))
    seen.until(lambda event: isinstance(event, Token))
    return job, seen


def failure(seen: Call) -> Failed:
    event = seen.wait()
    assert isinstance(event, Failed), event
    assert event.message
    assert event.hint
    return event


def test_a_killed_engine_is_said_and_the_next_message_works(engine: LocalEngine) -> None:
    _, seen = streaming(engine)
    assert engine.pid is not None
    os.kill(engine.pid, signal.SIGKILL)
    failed = failure(seen)
    assert failed.code == "engine_crashed"
    assert failed.log, "the last lines of the engine's own log belong to it"
    assert words(seen)
    again = Call()
    engine.stream(STORY, again, sampling=Sampling(max_tokens=4))
    assert again.done.generated_tokens == 4
    # The model came back by itself, and its progress was told to the job that waited for it.
    assert any(isinstance(event, LoadProgress) for event in again.events)


def test_a_crash_names_its_signal(engine: LocalEngine) -> None:
    _, seen = streaming(engine)
    assert engine.pid is not None
    os.kill(engine.pid, signal.SIGSEGV)
    assert "SIGSEGV" in failure(seen).message


def test_a_job_behind_the_one_that_crashed_is_asked_again(engine: LocalEngine) -> None:
    _, seen = streaming(engine)
    behind = Call()
    engine.stream(STORY, behind, sampling=Sampling(max_tokens=3))
    assert engine.pid is not None
    os.kill(engine.pid, signal.SIGKILL)
    assert failure(seen).code == "engine_crashed"
    assert behind.done.generated_tokens > 0


def test_a_message_to_an_engine_that_died_unnoticed_is_answered(engine: LocalEngine) -> None:
    assert engine.pid is not None
    os.kill(engine.pid, signal.SIGKILL)
    assert chat(engine, STORY, sampling=Sampling(max_tokens=3)).done.generated_tokens > 0


def test_a_message_that_two_processes_die_of_is_said(
    engine: LocalEngine, wait_until: WaitUntil
) -> None:
    assert engine.pid is not None
    first = engine.pid
    os.kill(first, signal.SIGSTOP)
    seen = Call()
    engine.stream(STORY, seen, sampling=Sampling(seed=1))
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: engine.pid not in {None, first}, 30)
    second = engine.pid
    assert second is not None
    os.kill(second, signal.SIGKILL)
    assert failure(seen).code == "engine_crashed"


def test_an_engine_that_hangs_is_ended_and_said(engine: LocalEngine) -> None:
    _, seen = streaming(engine)
    assert engine.pid is not None
    os.kill(engine.pid, signal.SIGSTOP)
    assert failure(seen).code == "engine_hung"
    assert chat(engine, STORY, sampling=Sampling(max_tokens=2)).done


def test_a_stop_that_is_not_heeded_ends_the_process(engine: LocalEngine) -> None:
    job, seen = streaming(engine)
    assert engine.pid is not None
    os.kill(engine.pid, signal.SIGSTOP)
    engine.stop(job)
    assert failure(seen).code == "engine_stopped"
    assert chat(engine, STORY, sampling=Sampling(max_tokens=2)).done


def test_an_instruction_the_processor_refuses_is_avoided_from_then_on(
    starter_model: Path, expected_logs: Callable[[str], None]
) -> None:
    expected_logs("refused an instruction")
    engine = LocalEngine()
    try:
        assert isinstance(load(engine, starter_model), Loaded)
        seen = Call()
        ask = (Message("user", "word " * 300),)
        job = engine.stream(ask, seen, sampling=Sampling(max_tokens=3, logit_bias={"2": -1000.0}))
        seen.until(lambda event: isinstance(event, Prefill))
        assert engine.pid is not None
        first = engine.pid
        os.kill(engine.pid, signal.SIGILL)
        # Nothing was answered yet, so it is asked again, of an engine that keeps to plain code.
        assert seen.done.generated_tokens == 3
        assert seen.done.job == job
        assert engine.pid != first
    finally:
        engine.close()


@pytest.mark.parametrize("what", ["context", "weights"])
def test_no_memory_is_said(starter_model: Path, what: str, wait_until: WaitUntil) -> None:
    engine = LocalEngine()
    try:
        assert isinstance(load(engine, starter_model, LoadOptions(context=256)), Loaded)
        process = psutil.Process(engine.pid)
        room = {"context": 200, "weights": 60}[what] * 1024**2
        engine_memory = process.memory_info().vms
        process.rlimit(psutil.RLIMIT_AS, (engine_memory + room, psutil.RLIM_INFINITY))
        failed = load(engine, starter_model, LoadOptions(context=8192, mmap=False))
        assert isinstance(failed, Failed)
        assert failed.code == "out_of_memory"
        assert failed.hint
        process.rlimit(psutil.RLIMIT_AS, (psutil.RLIM_INFINITY, psutil.RLIM_INFINITY))
        assert isinstance(load(engine, starter_model, LoadOptions(context=256)), Loaded)
    finally:
        engine.close()


def test_a_stop_is_kept_when_the_process_leaves_meanwhile(
    engine: LocalEngine, wait_until: WaitUntil
) -> None:
    child = engine._child
    assert child is not None
    os.kill(child.pid, signal.SIGSTOP)  # it hears of nothing
    engine.unload()
    seen = Call()
    job = engine.stream(STORY, seen)
    engine.stop(job)
    os.kill(child.pid, signal.SIGCONT)
    assert failure(seen).code == "cancelled"


def test_stopping_one_answer_does_not_take_the_model_from_another(
    engine: LocalEngine, wait_until: WaitUntil
) -> None:
    engine.unload()
    wait_until(lambda: engine.state == "off")
    one, other = Call(), Call()
    stopped = engine.stream(STORY, one)
    engine.stream(STORY, other, sampling=Sampling(max_tokens=2))
    engine.stop(stopped)
    assert other.done.generated_tokens > 0
    assert isinstance(one.wait(), Failed | Done)


def test_a_reload_that_fails_tells_its_reason_to_all_who_wait(
    starter_model: Path, tmp_path: Path, wait_until: WaitUntil
) -> None:
    model = tmp_path / "model.gguf"
    model.write_bytes(starter_model.read_bytes())
    engine = LocalEngine()
    try:
        assert isinstance(load(engine, model), Loaded)
        engine.unload()
        wait_until(lambda: engine.state == "off")
        model.unlink()
        one, other = Call(), Call()
        engine.stream(STORY, one)
        engine.stream(STORY, other)
        assert failure(one).code == failure(other).code == "model_missing"
    finally:
        engine.close()


def test_a_forgotten_conversation_stays_forgotten_while_the_engine_leaves(
    starter_model: Path, tmp_path: Path, wait_until: WaitUntil
) -> None:
    engine = LocalEngine(state_dir=tmp_path)
    try:
        assert isinstance(load(engine, starter_model), Loaded)
        chat(engine, STORY, conversation="9", sampling=Sampling(max_tokens=40))
        engine.unload()
        engine.forget("9")
        wait_until(lambda: engine.state == "off")
        assert not list(tmp_path.glob("*.state"))
    finally:
        engine.close()


def test_unloading_gives_back_every_byte(engine: LocalEngine, wait_until: WaitUntil) -> None:
    pid = engine.pid
    assert pid is not None
    engine.unload()
    wait_until(lambda: engine.state == "off")
    assert not psutil.pid_exists(pid)
    assert engine.model is None
    assert chat(engine, STORY, sampling=Sampling(max_tokens=2)).done


def test_a_message_sent_while_it_unloads_is_answered(engine: LocalEngine) -> None:
    engine.unload()
    assert chat(engine, STORY, sampling=Sampling(max_tokens=2)).done


def test_an_idle_engine_ends_itself(starter_model: Path, wait_until: WaitUntil) -> None:
    engine = LocalEngine()
    changes: list[str] = []
    engine.subscribe(lambda state, _: changes.append(state))
    try:
        options = LoadOptions(context=256, idle_unload=0.5)
        assert isinstance(load(engine, starter_model, options), Loaded)
        wait_until(lambda: engine.state == "off")
        assert changes[-1] == "off"
        assert chat(engine, STORY, sampling=Sampling(max_tokens=2)).done
    finally:
        engine.close()


def test_closing_while_it_streams_ends_the_job_and_the_process(starter_model: Path) -> None:
    engine = LocalEngine()
    assert isinstance(load(engine, starter_model), Loaded)
    _, seen = streaming(engine)
    pid = engine.pid
    engine.close()
    assert seen.wait()
    assert pid is not None
    assert not psutil.pid_exists(pid)
    late = Call()
    engine.stream(STORY, late)
    assert failure(late).code == "engine_closed"


def test_an_engine_whose_window_is_gone_ends(starter_model: Path, wait_until: WaitUntil) -> None:
    engine = LocalEngine()
    assert isinstance(load(engine, starter_model), Loaded)
    _, seen = streaming(engine)
    child = engine._child
    assert child is not None
    assert child.process.stdin is not None
    child.process.stdin.close()
    wait_until(lambda: engine.state == "off", 20)
    assert seen.wait()
    engine.close()


def test_a_program_that_is_no_engine_is_said(expected_logs: Callable[[str], None]) -> None:
    expected_logs("no event")
    for command in (["/nowhere/engine"], [sys.executable, "-c", "print('hello')"]):
        engine = LocalEngine(command=command)
        seen = Call()
        engine.load("model.gguf", LoadOptions(), seen)
        assert failure(seen).code in {"engine_not_started", "engine_crashed"}
        engine.close()


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_killing_it_at_fifty_random_moments_loses_nothing(
    starter_model: Path, connection: sqlite3.Connection
) -> None:
    """The whole path: real engine, real session, real database."""
    store = ChatStore(connection)
    engine = LocalEngine()
    calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
    chance = random.Random(20261122)
    try:
        for number in range(50):
            if number % 10 == 0:
                session = _session(store, engine, starter_model, calls)
            talk = session.conversation_id
            known = {m.id: m.content for m in store.messages(talk)}
            session.send(f"Message {number}: tell me of the sea.")
            wanted = chance.randrange(0, 120)
            _pump(calls, lambda s=session, w=wanted: _written(store, s) >= w or _idle(s))
            pid = engine.pid
            shown = {m.id: m.content for m in store.messages(talk)}
            if pid is not None:
                os.kill(pid, signal.SIGKILL)
            _pump(calls, lambda s=session: _idle(s))
            now = {m.id: m.content for m in store.messages(talk)}
            for message, text in {**known, **shown}.items():
                assert now[message].startswith(text)
            assert any(f"Message {number}:" in text for text in now.values())
        session.send("Are you there?")
        _pump(calls, lambda: _idle(session))
        last = store.messages(talk)[-1]
        assert (last.role, last.status) == ("assistant", "complete")
        assert last.content
    finally:
        engine.close()


def _session(
    store: ChatStore,
    engine: LocalEngine,
    model: Path,
    calls: queue.SimpleQueue[Callable[[], None]],
) -> ChatSession:
    return ChatSession(
        store,
        engine,
        store.create().id,
        model=ModelChoice(str(model), "starter", LoadOptions(context=4096)),
        sampling=Sampling(seed=3, temperature=1.0, max_tokens=40),
        policy="trim_oldest",
        post=calls.put,
        listener=_Silent(),
    )


class _Silent:
    def message_added(self, message: object) -> None: ...
    def message_changed(self, message: object) -> None: ...
    def state_changed(self, state: object) -> None: ...
    def note(self, text: object) -> None: ...


def _idle(session: ChatSession) -> bool:
    return session.state == "idle"


def _written(store: ChatStore, session: ChatSession) -> int:
    messages = store.messages(session.conversation_id)
    return len(messages[-1].content) if messages and messages[-1].role == "assistant" else 0


def _pump(calls: queue.SimpleQueue[Callable[[], None]], done: Callable[[], bool]) -> None:
    """Run what the engine's threads posted, on this thread, until `done`."""
    end = time.monotonic() + 120
    while not done():
        assert time.monotonic() < end, "it never ended"
        try:
            calls.get(timeout=0.05)()
        except queue.Empty:
            continue
