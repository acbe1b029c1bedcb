"""From the bytes of tokens to text that may be shown: whole characters, stop strings held back."""

from __future__ import annotations

import codecs
from collections.abc import Sequence


class TextStream:
    """Joins token bytes into text. Emits no half character and nothing of a stop string."""

    def __init__(self, stop: Sequence[str] = ()) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._stop = tuple(stop)
        self._held = ""
        self.stopped = False

    def feed(self, piece: bytes) -> str:
        """Add the bytes of one token; return the text that is certain now.

        Sets `stopped` when a stop string is complete; what came before it is returned.
        """
        return self._take(self._decoder.decode(piece))

    def finish(self) -> str:
        """Return what was held back. A character of which only a part came is left out."""
        rest, self._held = self._held, ""
        return rest

    def _take(self, text: str) -> str:
        if not self._stop:
            return text
        self._held += text
        found = [at for at in map(self._held.find, self._stop) if at >= 0]
        if found:
            self.stopped = True
            kept, self._held = self._held[: min(found)], ""
            return kept
        keep = max(map(self._possible_start, self._stop))
        cut = len(self._held) - keep
        ready, self._held = self._held[:cut], self._held[cut:]
        return ready

    def _possible_start(self, stop: str) -> int:
        """Length of the longest end of the held text that begins `stop`."""
        for length in range(min(len(stop) - 1, len(self._held)), 0, -1):
            if self._held.endswith(stop[:length]):
                return length
        return 0
