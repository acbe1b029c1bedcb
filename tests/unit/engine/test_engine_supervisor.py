"""The state machine of an engine process, with a clock of its own."""

import pytest

from parley.engine.protocol import (
    Chat,
    Done,
    Failed,
    Hello,
    Load,
    Loaded,
    Prefill,
    Token,
    Unload,
    Unloaded,
)
from parley.engine.supervisor import Supervisor, Timeouts

TIMEOUTS = Timeouts(hello=60, stop=10, terminate=3, silence=300)


def hello() -> Hello:
    return Hello(job=0, protocol=1, parley="0", engine="0", pid=1)


def loaded(job: int) -> Loaded:
    return Loaded(
        job=job, name="m", architecture="llama", description="", load_seconds=1, memory_bytes=1,
        device_bytes={}, context=512, context_trained=512, weights_bytes=1, parameters=1, threads=1,
        model_key="", prefill_chunk=64, has_template=True,
    )  # fmt: skip


def done(job: int) -> Done:
    return Done(
        job=job, finish_reason="stop", prompt_tokens=1, cached_tokens=0, generated_tokens=1,
        prefill_seconds=0, decode_seconds=0, first_token_seconds=0, seed=1, context_used=2,
        context=512,
    )  # fmt: skip


@pytest.fixture
def supervisor() -> Supervisor:
    """A process that has said hello and loaded a model with job 1, at time 100."""
    supervisor = Supervisor(TIMEOUTS, now=0)
    supervisor.received(hello(), 1)
    supervisor.sent(Load(job=1, path="m"), 2)
    supervisor.received(loaded(1), 100)
    return supervisor


def test_a_turn_passes_through_its_states() -> None:
    supervisor = Supervisor(TIMEOUTS, now=0)
    assert supervisor.state == "starting"
    supervisor.sent(Load(job=1, path="m"), 0)
    assert supervisor.state == "starting"
    supervisor.received(hello(), 1)
    assert supervisor.state == "loading"
    supervisor.received(loaded(1), 2)
    assert supervisor.state == "ready"
    supervisor.sent(Chat(job=2, messages=()), 3)
    supervisor.received(Prefill(job=2, done=0, total=9, cached=0), 3)
    assert supervisor.state == "prefill"
    supervisor.received(Token(job=2, text="a"), 4)
    assert supervisor.state == "generating"
    supervisor.stop(2, 5)
    assert supervisor.state == "stopping"
    supervisor.received(done(2), 5)
    assert supervisor.state == "ready"
    supervisor.sent(Unload(job=3), 6)
    assert supervisor.state == "unloading"
    supervisor.received(Unloaded(job=3, reason="asked"), 6)
    assert supervisor.model is None


def test_jobs_that_ended_or_were_never_sent_are_not_heard(supervisor: Supervisor) -> None:
    supervisor.sent(Chat(job=2, messages=()), 101)
    assert supervisor.received(Token(job=2, text="a"), 102)
    assert supervisor.received(done(2), 103)
    assert not supervisor.received(Token(job=2, text="late"), 104)
    assert not supervisor.received(Token(job=9, text="whose"), 104)


def test_a_stop_that_is_heeded_ends_nothing_by_force(supervisor: Supervisor) -> None:
    supervisor.sent(Chat(job=2, messages=()), 100)
    assert supervisor.stop(2, 101)
    assert supervisor.tick(105) == "wait"
    supervisor.received(done(2), 106)
    assert supervisor.tick(200) == "wait"
    assert not supervisor.forced


def test_a_stop_that_is_not_heeded_climbs_the_ladder(supervisor: Supervisor) -> None:
    supervisor.sent(Chat(job=2, messages=()), 100)
    supervisor.stop(2, 101)
    assert supervisor.tick(110.9) == "wait"
    assert supervisor.tick(111) == "terminate"
    assert supervisor.forced
    assert supervisor.tick(113.9) == "wait"
    assert supervisor.tick(114) == "kill"


def test_pressing_stop_again_does_not_start_the_clock_again(supervisor: Supervisor) -> None:
    supervisor.sent(Chat(job=2, messages=()), 100)
    supervisor.stop(2, 101)
    supervisor.stop(2, 110)
    assert supervisor.tick(111) == "terminate"


def test_stopping_a_job_that_waits_leaves_the_running_one_alone(supervisor: Supervisor) -> None:
    supervisor.sent(Chat(job=2, messages=()), 100)
    supervisor.sent(Chat(job=3, messages=()), 100)
    assert supervisor.stop(3, 101)
    assert supervisor.state == "prefill"
    assert supervisor.tick(150) == "wait"


def test_a_process_that_gives_no_sign_is_hung(supervisor: Supervisor) -> None:
    supervisor.sent(Chat(job=2, messages=()), 200)
    supervisor.received(Token(job=2, text="a"), 400)
    assert supervisor.tick(699) == "wait"
    assert supervisor.tick(700) == "terminate"
    assert supervisor.hung


def test_an_idle_process_may_be_silent(supervisor: Supervisor) -> None:
    assert supervisor.tick(1e6) == "wait"


def test_time_spent_idle_does_not_count_against_the_next_job(supervisor: Supervisor) -> None:
    supervisor.sent(Chat(job=2, messages=()), 1e6)
    assert supervisor.tick(1e6 + 1) == "wait"


def test_a_process_that_never_says_hello_is_ended() -> None:
    supervisor = Supervisor(TIMEOUTS, now=0)
    assert supervisor.tick(59) == "wait"
    assert supervisor.tick(60) == "terminate"


def test_a_failed_load_leaves_no_model(supervisor: Supervisor) -> None:
    supervisor.sent(Load(job=2, path="other"), 101)
    supervisor.received(Failed(job=2, code="load_failed", message="", hint=""), 102)
    assert supervisor.model is None
    assert supervisor.state == "idle"
