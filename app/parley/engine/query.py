"""Questions that only the engine can answer, each to a process of its own that ends with it.

The window never creates a context on a graphics card, and what a driver does to the process of a
question it does to nobody else.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import IO, TypeVar

from parley.core.errors import ParleyError
from parley.engine import endings
from parley.engine.child import engine_command, engine_environment
from parley.engine.protocol import (
    TERMINAL,
    Command,
    DeviceList,
    DryLoad,
    DryLoaded,
    Event,
    Failed,
    ListDevices,
    LoadOptions,
    Measure,
    Measured,
    decode_event,
    encode,
)

#: Seconds for an answer; a header with a large vocabulary from a cold disk takes some.
TIMEOUT = 60.0
#: Seconds that a process gets to end by itself after its answer.
_GRACE = 5.0
_LOG_LINES = 100
#: How the engine's libraries begin what they say before they end themselves; traces follow.
_REASON = re.compile(r"^\S+\.(c|cc|cpp|cu|cuh|m|metal):\d+: ")

_Answer = TypeVar("_Answer", DeviceList, DryLoaded, Measured)


class EngineQuery:
    """Asks an engine that is started for the question. Safe to call from any thread.

    `command` starts the engine process and is this installation's own unless a test says otherwise.
    `timeout` in seconds is for one answer. Every question raises `ParleyError` with what the engine
    says is wrong; `engine_crashed`, `engine_hung` and `engine_not_started` are about its process.

    In a `with`, questions go to one process, one after the other: starting it takes longer than
    most answers.
    """

    def __init__(self, command: Sequence[str] | None = None, timeout: float = TIMEOUT) -> None:
        self._command = list(command or engine_command())
        self._timeout = timeout
        self._kept: _Process | None = None
        self._keep = False
        self._lock = threading.Lock()

    def __enter__(self) -> EngineQuery:
        """Start a process, so that it is ready for the first question, and keep it."""
        self._keep = True
        # One that cannot be started is said when something is asked.
        with contextlib.suppress(ParleyError):
            self._kept = _Process(self._command)
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        with self._lock:
            self._keep = False
            kept, self._kept = self._kept, None
        if kept is not None:
            kept.end()

    def devices(self, rpc: Sequence[str] = ()) -> DeviceList:
        """Return the devices of this engine, with the RPC servers `rpc` counted in."""
        return self._ask(ListDevices(job=1, rpc=tuple(rpc)), DeviceList, self._timeout)

    def dry_load(self, path: str | Path, options: LoadOptions) -> DryLoaded:
        """Return what a load of the model file at `path` would allocate. Weights are not read."""
        command = DryLoad(job=1, path=str(path), options=options)
        return self._ask(command, DryLoaded, self._timeout)

    def measure(
        self,
        device: str = "CPU",
        types: Sequence[str] = ("Q8_0",),
        *,
        threads: int | None = None,
        seconds: float = 2.0,
        repack: bool = True,
        rpc: Sequence[str] = (),
    ) -> Measured:
        """Return how fast a device computes with weights of each of `types`, in about `seconds`."""
        command = Measure(
            job=1,
            device=device,
            types=tuple(types),
            threads=threads,
            seconds=seconds,
            repack=repack,
            rpc=tuple(rpc),
        )
        return self._ask(command, Measured, self._timeout + 10 * seconds)

    def _ask(self, command: Command, answer: type[_Answer], timeout: float) -> _Answer:
        with self._lock:
            if self._keep:
                process = self._kept = self._kept or _Process(self._command)
                try:
                    return process.ask(command, answer, timeout)
                except BaseException:
                    # It may be in any state, or gone: the next question gets another one.
                    self._kept = None
                    process.end()
                    raise
        process = _Process(self._command)
        try:
            return process.ask(command, answer, timeout)
        finally:
            process.end()


class _Process:
    """One engine process and its log. Raises `ParleyError` `engine_not_started`."""

    def __init__(self, command: Sequence[str]) -> None:
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=engine_environment(os.environ),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                start_new_session=sys.platform != "win32",
            )
        except OSError as error:
            raise _error(endings.not_started(1, error)) from error
        self._log: deque[str] = deque(maxlen=_LOG_LINES)
        assert self._process.stderr is not None
        self._reader = threading.Thread(
            target=_keep, args=(self._process.stderr, self._log), daemon=True
        )
        self._reader.start()

    def ask(self, command: Command, answer: type[_Answer], timeout: float) -> _Answer:
        """Return the answer to one command. Raises `ParleyError`; it may have ended then."""
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        late = threading.Event()

        def expire() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(timeout, expire)
        timer.daemon = True
        timer.start()
        try:
            event = _converse(process.stdin, process.stdout, command)
        finally:
            timer.cancel()
        if isinstance(event, answer):
            return event
        if isinstance(event, Failed):
            raise _error(event)
        self.end()
        raise _ended(process.returncode, timeout if late.is_set() else 0.0, self._log)

    def end(self) -> None:
        """End the process: without its input it goes by itself, or is killed."""
        process = self._process
        with contextlib.suppress(OSError):
            assert process.stdin is not None
            process.stdin.close()
        try:
            process.wait(timeout=_GRACE)
        except subprocess.TimeoutExpired:
            pass
        finally:
            process.kill()
            process.wait()
        self._reader.join()
        for pipe in (process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()


def _converse(stdin: IO[bytes], stdout: IO[bytes], command: Command) -> Event | None:
    """Give the command; return the event that ends it, None if the process ended before."""
    with contextlib.suppress(OSError):
        stdin.write(encode(command))
        stdin.flush()
    for line in stdout:
        try:
            event = decode_event(line)
        except ValueError:  # msgspec's errors are of that kind; a torn line of a process that ended
            continue
        if isinstance(event, TERMINAL):
            return event
    return None


def _keep(stderr: IO[bytes], log: deque[str]) -> None:
    for line in stderr:
        if text := line.decode("utf-8", "replace").rstrip():
            log.append(text)


def _error(failed: Failed) -> ParleyError:
    return ParleyError(
        failed.code,
        failed.message,
        safe=failed.safe,
        hint=failed.hint,
        details=failed.details,
    )


def _ended(code: int, timeout: float, log: Sequence[str]) -> ParleyError:
    """Return the error for a process that ended without an answer, with the end of its log."""
    if timeout:
        return ParleyError(
            "engine_hung",
            f"The engine gave no answer within {timeout:g} seconds and was ended.",
            safe="Your conversations are safe.",
            hint="Try again when the computer is less busy.",
        )
    if endings.says_lost(log):
        return endings.device_lost("", "it stopped answering")
    how = f"exit code {code}"
    if code < 0:
        with contextlib.suppress(ValueError):
            how = signal.Signals(-code).name
    words = next((line for line in log if _REASON.search(line)), log[-1] if log else "")
    last = f" Its last words: {words}" if words else ""
    return ParleyError(
        "engine_crashed",
        f"The engine crashed while it was asked ({how}).{last}",
        safe="Your conversations are safe.",
        hint="Try again; if it stays so, leave out the device that was asked about.",
    )
