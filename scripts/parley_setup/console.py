"""What set-up says: numbered steps, progress that is never silent for long, failures in words.

Everything goes to standard error, so that standard output stays Parley's own.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable

_WIDTH = 78
# Seconds between two progress lines where lines cannot be rewritten (a log, a pipe).
_LOG_INTERVAL = 5.0
_TERMINAL_INTERVAL = 0.1


class SetupError(Exception):
    """Set-up cannot go on.

    Attributes:
        message: what happened, one sentence.
        hint: what to do now, one sentence.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(f"{message} {hint}")
        self.message = message
        self.hint = hint


def duration(seconds: float) -> str:
    """Return a time in words: `8 s`, `2 min 5 s`."""
    whole = round(seconds)
    return f"{whole} s" if whole < 60 else f"{whole // 60} min {whole % 60} s"


class Console:
    """Writes the steps of set-up to one stream."""

    def __init__(
        self, stream: TextIO, steps: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stream = stream
        self._steps = steps
        self._clock = clock
        self._step = 0
        self._started = clock()
        self._shown = clock()
        self._terminal = stream.isatty()
        self._open_line = False

    def step(self, what: str) -> None:
        """Say that the next step begins."""
        self._step += 1
        self._started = self._shown = self._clock()
        self._line(f"[{self._step}/{self._steps}] {what}")

    def note(self, what: str) -> None:
        """Say something about the running step on a line of its own."""
        self._line(f"      {what}")

    def progress(self, what: str) -> None:
        """Show how far the running step is, with the time it has taken; too frequent calls are
        dropped.
        """
        now = self._clock()
        interval = _TERMINAL_INTERVAL if self._terminal else _LOG_INTERVAL
        if now - self._shown < interval:
            return
        self._shown = now
        text = f"      {what} ({duration(now - self._started)})"
        if self._terminal:
            self._stream.write("\r" + text[:_WIDTH].ljust(_WIDTH))
            self._stream.flush()
            self._open_line = True
        else:
            self._line(text)

    def done(self, what: str = "done") -> None:
        """Say how the running step ended, with its time where that is worth a word."""
        seconds = self._clock() - self._started
        self._line(f"      {what}" + (f" in {duration(seconds)}" if seconds >= 1.5 else ""))

    def _line(self, text: str) -> None:
        if self._open_line:
            self._stream.write("\r" + " " * _WIDTH + "\r")
            self._open_line = False
        self._stream.write(text + "\n")
        self._stream.flush()
