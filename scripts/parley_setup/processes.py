"""Runs a program, hands its output on line by line, and leaves none behind when interrupted."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

_KEPT_LINES = 200


def stream(
    command: Sequence[str],
    *,
    env: Mapping[str, str],
    log: Path,
    on_line: Callable[[str], None],
    on_tick: Callable[[], None],
) -> tuple[int, list[str]]:
    """Run `command` to its end and return its exit code and its last lines.

    `on_line` gets every line, `on_tick` is called at least once a second; all output is also
    added to the file `log`. If the caller is interrupted, the program is ended first.
    Raises OSError if the program cannot be started.
    """
    kept: deque[str] = deque(maxlen=_KEPT_LINES)
    lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    with log.open("a", encoding="utf-8", errors="replace") as record:
        record.write("$ " + " ".join(command) + "\n")
        process = subprocess.Popen(
            command,
            env=dict(env),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            # A group of its own, so that a compiler that it started ends with it.
            start_new_session=sys.platform != "win32",
        )

        def read() -> None:
            if process.stdout is not None:
                for line in process.stdout:
                    lines.put(line.rstrip("\n"))
            lines.put(None)

        reader = threading.Thread(target=read, daemon=True)
        reader.start()
        try:
            while True:
                try:
                    line = lines.get(timeout=1.0)
                except queue.Empty:
                    on_tick()
                    continue
                if line is None:
                    break
                record.write(line + "\n")
                kept.append(line)
                on_line(line)
                on_tick()
            return process.wait(), list(kept)
        finally:
            _end(process)
            reader.join(timeout=5)
            if process.stdout is not None and not reader.is_alive():
                process.stdout.close()


def _end(process: subprocess.Popen[str]) -> None:
    if process.poll() is not None:
        return
    _signal(process, hard=False)
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        _signal(process, hard=True)
        process.wait()


def _signal(process: subprocess.Popen[str], *, hard: bool) -> None:
    if sys.platform == "win32":
        if hard:
            process.kill()
        else:
            process.terminate()
        return
    with contextlib.suppress(ProcessLookupError):
        # An interrupt lets pip clear its temporary folders; a plain end would not.
        os.killpg(process.pid, signal.SIGKILL if hard else signal.SIGINT)
