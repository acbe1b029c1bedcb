"""The engine's child process: a reader thread that listens, a worker thread that computes.

Commands come as JSON lines on standard input, events go as JSON lines to standard output, logs to
standard error. The reader answers while a job runs, so that a stop is heard at once. When standard
input closes, the window is gone, and so is this process.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import sys
import threading
from importlib.metadata import PackageNotFoundError, version
from typing import NoReturn

import msgspec

from parley import __version__
from parley.core.network import Network
from parley.engine.protocol import (
    PROTOCOL_VERSION,
    Count,
    Event,
    Failed,
    Hello,
    Ping,
    Pong,
    Shutdown,
    Stop,
    decode_command,
    encode,
)
from parley.engine.worker.counting import Counter
from parley.engine.worker.runner import Runner

#: Seconds that a running job gets to notice that the window is gone.
GRACE = 5.0


class Output:
    """Standard output for events alone: what a library prints goes to standard error instead."""

    def __init__(self) -> None:
        self._file = os.fdopen(os.dup(1), "wb")
        os.dup2(2, 1)
        self._lock = threading.Lock()

    def emit(self, event: Event) -> None:
        """Write one event. A window that is gone is noticed at the other end."""
        try:
            with self._lock:
                self._file.write(encode(event))
                self._file.flush()
        except OSError:
            os._exit(0)


def main() -> NoReturn:
    """Serve one window until it says goodbye or goes away."""
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(name)s: %(message)s")
    faulthandler.enable()  # a crash leaves its place in the log
    Network(offline=True).guard()  # the engine has no business with any network
    output = Output()
    output.emit(
        Hello(
            job=0,
            protocol=PROTOCOL_VERSION,
            parley=__version__,
            engine=_engine_version(),
            pid=os.getpid(),
        )
    )
    runner = Runner(output.emit)
    worker = threading.Thread(target=_work, args=(runner,), name="worker", daemon=True)
    worker.start()
    _listen(runner, output)
    runner.stop_all()
    runner.put(Shutdown(job=-1))
    worker.join(timeout=GRACE)
    _exit()


def _work(runner: Runner) -> None:
    runner.run()
    _exit()


def _exit() -> NoReturn:
    """End at once: the engine library's own threads and destructors are not waited for."""
    sys.stderr.flush()
    os._exit(0)


def _listen(runner: Runner, output: Output) -> None:
    """Read commands until `Shutdown` or the end of input."""
    counter = Counter(output.emit, lambda: runner.tokenizer)
    for line in sys.stdin.buffer:
        try:
            command = decode_command(line)
        except ValueError as error:  # msgspec's errors are of that kind, and so is bad UTF-8
            output.emit(
                Failed(
                    job=_job_of(line),
                    code="bad_command",
                    message=f"The engine did not understand a command ({error}).",
                    hint="The window and the engine are of different versions: restart Parley.",
                )
            )
            continue
        if isinstance(command, Stop):
            runner.stop(command.job)
        elif isinstance(command, Count):
            counter.put(command)
        elif isinstance(command, Ping):
            output.emit(Pong(job=command.job, busy=runner.busy, rss=_rss()))
        elif isinstance(command, Shutdown):
            return
        else:
            runner.put(command)


def _job_of(line: bytes) -> int:
    """Return the job of a command that cannot be read, so that its listener hears; 0 if none."""
    try:
        job = msgspec.json.decode(line)["job"]
    except (ValueError, KeyError, TypeError):
        return 0
    return job if isinstance(job, int) else 0


def _rss() -> int:
    import psutil

    return int(psutil.Process().memory_info().rss)


def _engine_version() -> str:
    try:
        return version("llama-cpp-python")
    except PackageNotFoundError:
        return ""
