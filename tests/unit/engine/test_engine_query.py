"""A question to an engine process: one answer or one sentence, in bounded time, nothing left."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from parley.core.errors import ParleyError
from parley.engine.protocol import DeviceList, Failed, Hello, encode
from parley.engine.query import EngineQuery

_HELLO = encode(Hello(job=0, protocol=1, parley="0", engine="0", pid=1))


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    before = set(psutil.Process().children(recursive=True))
    yield
    assert set(psutil.Process().children(recursive=True)) <= before


def scripted(code: str, timeout: float = 60.0) -> EngineQuery:
    """Return a query to a process that runs `code` where an engine should be."""
    prelude = "import os, sys, time; sys.stdin.buffer.readline(); out = sys.stdout.buffer\n"
    return EngineQuery([sys.executable, "-c", prelude + code], timeout=timeout)


def writing(*lines: bytes) -> str:
    return f"out.write({b''.join(lines)!r}); out.flush()\n"


def refused(query: EngineQuery) -> ParleyError:
    with pytest.raises(ParleyError) as caught:
        query.devices()
    assert caught.value.message
    assert caught.value.hint
    return caught.value


def test_the_answer_is_returned_past_what_else_is_said() -> None:
    answer = DeviceList(job=1, devices=(), engine="9", backends=("CPU",), features=())
    query = scripted(writing(_HELLO, b"noise\n", encode(answer)))
    assert query.devices() == answer


def test_a_failure_is_raised_as_the_engine_says_it() -> None:
    failed = Failed(
        job=1, code="device_lost", message="Gone.", hint="Do.", safe="Safe.", details={"a": 1}
    )
    error = refused(scripted(writing(_HELLO, encode(failed))))
    assert (error.code, error.message, error.hint) == ("device_lost", "Gone.", "Do.")
    assert (error.safe, error.details) == ("Safe.", {"a": 1})


def test_a_crash_is_said_with_the_last_words() -> None:
    code = "sys.stderr.write('driver: bad thing\\n'); sys.stderr.flush(); os._exit(7)"
    error = refused(scripted(writing(_HELLO) + code))
    assert error.code == "engine_crashed"
    assert "exit code 7" in error.message
    assert "driver: bad thing" in error.message


def test_a_crash_is_said_with_its_reason_and_not_with_the_trace_after_it() -> None:
    log = "loading\\n/src/ggml.c:12: GGML_ASSERT(a) failed\\nframe 0\\nFatal Python error\\n"
    error = refused(scripted(f"sys.stderr.write('{log}'); sys.stderr.flush(); os.abort()"))
    assert error.code == "engine_crashed"
    assert "GGML_ASSERT(a) failed" in error.message
    assert "frame" not in error.message


def test_a_device_that_goes_away_meanwhile_is_said() -> None:
    code = "sys.stderr.write('Remote RPC server crashed\\n'); sys.stderr.flush(); os._exit(1)"
    assert refused(scripted(code)).code == "device_lost"


def test_a_process_that_does_not_answer_is_ended() -> None:
    error = refused(scripted("time.sleep(600)", timeout=0.5))
    assert error.code == "engine_hung"


def test_a_process_that_stays_after_its_answer_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parley.engine.query._GRACE", 0.2)
    answer = DeviceList(job=1, devices=(), engine="", backends=(), features=())
    assert scripted(writing(encode(answer)) + "time.sleep(600)").devices() == answer


def test_a_program_that_is_not_there_is_said(tmp_path: Path) -> None:
    error = refused(EngineQuery([str(tmp_path / "nothing")]))
    assert error.code == "engine_not_started"


def test_questions_from_many_threads_get_their_own_answers() -> None:
    answers: dict[int, DeviceList] = {}

    def ask(number: int) -> None:
        answer = DeviceList(job=1, devices=(), engine=str(number), backends=(), features=())
        answers[number] = scripted(writing(_HELLO, encode(answer))).devices()

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {number: answer.engine for number, answer in answers.items()} == {
        number: str(number) for number in range(4)
    }


_EACH = """
from parley.engine.protocol import DeviceList, encode
def answer():
    out.write(encode(DeviceList(1, (), str(os.getpid()), (), ()))); out.flush()
answer()
for line in sys.stdin.buffer:
    answer()
"""


def test_questions_within_a_with_go_to_one_process() -> None:
    query = scripted(_EACH)
    with query:
        first, second = query.devices().engine, query.devices().engine
        assert first == second
        assert psutil.pid_exists(int(first))
    assert not psutil.pid_exists(int(first))
    assert query.devices().engine != first


def test_after_a_crash_the_next_question_within_a_with_gets_another_process(
    tmp_path: Path,
) -> None:
    crash = f"import pathlib; mark = pathlib.Path({str(tmp_path / 'crashed')!r})\n" + (
        "if not mark.exists(): mark.touch(); os._exit(3)\n"
    )
    with scripted(crash + _EACH) as query:
        assert refused(query).code == "engine_crashed"
        assert query.devices().engine
