"""How fast an answer comes while it comes, before the engine's own figures are there."""

from __future__ import annotations

from parley.ui import words

#: Seconds between two looks at the speed.
_TELL_EVERY = 0.5


class Pace:
    """How fast pieces of one answer come; told at most twice a second."""

    def __init__(self) -> None:
        self._message, self._pieces = 0, 0
        self._first = self._last = self._told = 0.0

    def count(self, message_id: int, now: float) -> bool:
        """Count a piece that came at `now`, in seconds; return whether it is time to tell."""
        if message_id != self._message:
            self._message, self._pieces, self._first, self._told = message_id, 0, now, now
        self._pieces += 1
        self._last = now
        if now - self._told < _TELL_EVERY:
            return False
        self._told = now
        return True

    def words(self) -> str:
        """Return the speed so far."""
        if self._last - self._first < _TELL_EVERY:
            return ""
        return words.speed(self._pieces, self._last - self._first)
