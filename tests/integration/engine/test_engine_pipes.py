"""What goes over the pipes to the engine's process, and what happens when it is not understood."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from helpers.engine_calls import Call
from parley.engine.child import engine_command, engine_environment
from parley.engine.client import LocalEngine
from parley.engine.protocol import (
    PROTOCOL_VERSION,
    Event,
    Failed,
    Hello,
    LoadOptions,
    Ping,
    Pong,
    decode_event,
    encode,
)


def conversation(*lines: bytes) -> list[Event]:
    """Start an engine process, give it lines and the end of input, and return its events."""
    answer = subprocess.run(
        engine_command(),
        input=b"".join(lines),
        capture_output=True,
        timeout=60,
        check=True,
        env=engine_environment({}),
    )
    return [decode_event(line) for line in answer.stdout.splitlines()]


def test_a_process_says_hello_answers_and_leaves_when_the_window_is_gone() -> None:
    hello, pong = conversation(encode(Ping(job=5)))
    assert isinstance(hello, Hello)
    assert (hello.protocol, bool(hello.engine), hello.pid > 0) == (PROTOCOL_VERSION, True, True)
    assert isinstance(pong, Pong)
    assert (pong.job, pong.busy, pong.rss > 0) == (5, 0, True)


def test_a_command_that_is_not_understood_is_answered_to_its_job() -> None:
    events = conversation(
        b"no json\n", b'{"kind":"dance","job":3}\n', b'{"kind":"chat"}\n', encode(Ping(job=1))
    )
    failures = [event for event in events if isinstance(event, Failed)]
    assert [(event.code, event.job) for event in failures] == [
        ("bad_command", 0),
        ("bad_command", 3),
        ("bad_command", 0),
    ]
    assert isinstance(events[-1], Pong)


def test_an_engine_of_another_version_is_said(tmp_path: Path) -> None:
    hello = encode(Hello(job=0, protocol=PROTOCOL_VERSION + 1, parley="9", engine="9", pid=1))
    script = tmp_path / "engine.py"
    script.write_text(
        f"import sys\nprint({hello.decode().strip()!r}, flush=True)\nsys.stdin.read()\n"
    )
    engine = LocalEngine(command=[sys.executable, str(script)])
    seen = Call()
    engine.load("model.gguf", LoadOptions(), seen)
    failed = seen.wait()
    assert isinstance(failed, Failed)
    assert failed.code == "engine_mismatch"
    engine.close()


def test_what_the_engine_prints_does_not_break_the_conversation(
    tmp_path: Path, wait_until: Callable[..., None]
) -> None:
    code = (
        "from parley.engine.worker.main import Output\n"
        "import os\n"
        "out = Output()\n"
        "print('a library says hello', flush=True)\n"
        "os.write(1, b'and so does C code\\n')\n"
        "from parley.engine.protocol import Pong\n"
        "out.emit(Pong(job=1, busy=0, rss=1))\n"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        timeout=60,
        check=True,
        env=engine_environment({}),
    )
    assert [decode_event(line) for line in answer.stdout.splitlines()] == [
        Pong(job=1, busy=0, rss=1)
    ]
    assert b"a library says hello" in answer.stderr
    assert b"C code" in answer.stderr
