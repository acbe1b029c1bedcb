"""One engine process: its pipes, and the threads that read them."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import queue
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, cast

import parley
from parley.core.secrets import TOKEN_VARIABLES
from parley.engine.protocol import (
    Command,
    Event,
    Forget,
    Shutdown,
    Stop,
    decode_event,
    encode,
)
from parley.engine.supervisor import Supervisor, Timeouts

#: Seconds between two looks at the clock while a job runs.
_TICK = 0.25
_LOG_LINES = 200

log = logging.getLogger(__name__)
engine_log = logging.getLogger("parley.engine.log")


def engine_command() -> list[str]:
    """Return the command that starts an engine process of this installation."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--engine"]
    return [sys.executable, "-m", "parley", "--engine"]


def engine_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the environment for an engine process: this one's, with this very package in it.

    An engine runs what others published and reaches no hub, so it gets no access token.
    """
    environment = {name: text for name, text in environ.items() if name not in TOKEN_VARIABLES}
    if not getattr(sys, "frozen", False):
        package = str(Path(parley.__file__).parent.parent)
        rest = environment.get("PYTHONPATH")
        environment["PYTHONPATH"] = os.pathsep.join([package, rest] if rest else [package])
    environment["PYTHONUTF8"] = "1"
    return environment


class Child:
    """A running engine process.

    `on_event` is called from the reader thread for every event, `on_exit` once from the same
    thread when the process has ended. Raises `OSError` when the process cannot be started.
    """

    def __init__(
        self,
        command: Sequence[str],
        timeouts: Timeouts,
        on_event: Callable[[Child, Event], None],
        on_exit: Callable[[Child], None],
    ) -> None:
        self.supervisor = Supervisor(timeouts, time.monotonic())
        self.log: deque[str] = deque(maxlen=_LOG_LINES)
        #: Set by the owner when the process turns out to speak another protocol.
        self.foreign = False
        self._timeouts = timeouts
        self._on_event = on_event
        self._on_exit = on_exit
        self._commands: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self.forgotten: set[str] = set()
        self._wake = threading.Event()
        self._ended = threading.Event()
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            env=engine_environment(os.environ),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            # Ctrl+C in a terminal is for the window, which then stops the engine in its own way.
            start_new_session=sys.platform != "win32",
        )
        self._logger = threading.Thread(target=self._read_log, name="engine-log", daemon=True)
        self._threads = [
            self._logger,
            threading.Thread(target=self._read_events, name="engine-events", daemon=True),
            threading.Thread(target=self._write_commands, name="engine-commands", daemon=True),
            threading.Thread(target=self._watch, name="engine-watch", daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    @property
    def pid(self) -> int:
        """Process id."""
        return self.process.pid

    def send(self, command: Command) -> None:
        """Have one command written. Returns at once, also while the process does not read."""
        if not isinstance(command, Stop | Forget | Shutdown):
            self.supervisor.sent(command, time.monotonic())
        self._wake.set()
        if isinstance(command, Forget):
            self.forgotten.add(command.conversation)
        self._commands.put(encode(command))

    def end(self, wait: float) -> None:
        """Ask the process to end, insist after `wait` seconds, and wait for its threads."""
        self.send(Shutdown(job=0))
        self._commands.put(None)
        try:
            self.process.wait(timeout=wait)
        except subprocess.TimeoutExpired:
            self.process.terminate()
            try:
                self.process.wait(timeout=self._timeouts.terminate)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.join()

    def join(self) -> None:
        """Wait for the threads of a process that has ended or is ending."""
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join()

    def _read_events(self) -> None:
        assert self.process.stdout is not None
        with io.BufferedReader(cast(io.RawIOBase, self.process.stdout)) as lines:
            for line in lines:
                try:
                    event = decode_event(line)
                except ValueError:  # msgspec's errors are of that kind, and so is bad UTF-8
                    log.warning("The engine wrote a line that is no event")
                    continue
                try:
                    self._on_event(self, event)
                except Exception:  # the thread must live on to tell of the process's end
                    log.exception("An event of the engine could not be handled")
        self.process.wait()
        # The last words often say why; the log ends with the process.
        self._logger.join(timeout=5)
        self._ended.set()
        self._wake.set()
        self._commands.put(None)
        self._on_exit(self)

    def _write_commands(self) -> None:
        """Write what `send` queued; a pipe that fills up blocks this thread alone."""
        pipe = self.process.stdin
        assert pipe is not None
        with contextlib.suppress(OSError):
            while (line := self._commands.get()) is not None:
                _write_all(pipe, line)
        with contextlib.suppress(OSError):
            pipe.close()

    def _read_log(self) -> None:
        assert self.process.stderr is not None
        with io.BufferedReader(cast(io.RawIOBase, self.process.stderr)) as lines:
            for line in lines:
                text = line.decode("utf-8", "replace").rstrip()
                if text:
                    self.log.append(text)
                    engine_log.debug("%s", text)

    def _watch(self) -> None:
        while not self._ended.is_set():
            action = self.supervisor.tick(time.monotonic())
            if action == "terminate":
                log.info("The engine process is terminated")
                self.process.terminate()
            elif action == "kill":
                log.info("The engine process is killed")
                self.process.kill()
                return
            self._wake.clear()
            self._wake.wait(_TICK if self.supervisor.busy else None)


def _write_all(pipe: IO[bytes], data: bytes) -> None:
    view = memoryview(data)
    while view:
        written = pipe.write(view)
        view = view[written or 0 :]
