"""The engine library's log: to stderr, where the window keeps its end, and here for reasons."""

from __future__ import annotations

import sys
from collections import deque

import llama_cpp

_DEBUG = 1  # enum ggml_log_level


class EngineLog:
    """Takes the engine library's log lines. One per process: the library has one callback.

    `details` are kept from the log's lowest level too, in `lines` alone, if they hold one of these.
    """

    def __init__(self, keep: int = 2000) -> None:
        self.lines: deque[str] = deque(maxlen=keep)
        self.details: tuple[str, ...] = ()
        self._open = ""
        self._callback = llama_cpp.llama_log_callback(self._write)
        llama_cpp.llama_log_set(self._callback, None)

    def clear(self) -> None:
        """Forget the lines so far, so that `tail` speaks of what comes now."""
        self.lines.clear()

    def tail(self, count: int = 12) -> tuple[str, ...]:
        """Return the last lines, oldest first."""
        return tuple(self.lines)[-count:]

    def find(self, *words: str) -> str:
        """Return the latest line that holds one of `words` (any case), or nothing."""
        for line in reversed(self.lines):
            if any(word in line.lower() for word in words):
                return line
        return ""

    def _write(self, level: int, text: bytes, _user: object) -> None:
        if level == _DEBUG:
            line = text.decode("utf-8", "replace").strip()
            if any(detail in line for detail in self.details):
                self.lines.append(line)
            return
        *whole, self._open = (self._open + text.decode("utf-8", "replace")).split("\n")
        for line in whole:
            if line.strip(" ."):
                self.lines.append(line)
                sys.stderr.write(line + "\n")
        if whole:
            sys.stderr.flush()
