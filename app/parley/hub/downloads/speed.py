"""How fast bytes come, over the last seconds, so that a figure can be read and trusted."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import Final

#: Seconds that a speed is taken over: long enough to be calm, short enough to show a stall.
WINDOW: Final = 6.0


class Speedometer:
    """Counts bytes as they come. Used from one thread.

    Args:
        clock: seconds that only go forward.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: deque[tuple[float, int]] = deque()

    def add(self, total: int) -> float:
        """Take note of `total` bytes so far; return bytes per second. To be called regularly."""
        now = self._clock()
        if self._seen and total < self._seen[-1][1]:
            self._seen.clear()  # it started over
        self._seen.append((now, total))
        while len(self._seen) > 2 and self._seen[1][0] <= now - WINDOW:
            self._seen.popleft()
        since, first = self._seen[0]
        return (total - first) / (now - since) if now > since else 0.0
