"""One speed for everything that is downloaded at the same time."""

from __future__ import annotations

import threading
import time
from typing import Final

#: Seconds of unused speed that may be made up for later: enough to smooth, too little to notice.
_BURST: Final = 0.25
#: Longest sleep, so that a new speed is obeyed soon.
_STEP: Final = 0.1


class SpeedLimit:
    """A limit that transfers share. Used from any thread.

    Attributes:
        rate: bytes per second, or None for no limit. It may be changed at any time.
    """

    def __init__(self, rate: int | None = None) -> None:
        self.rate = rate
        self._lock = threading.Lock()
        self._owed = 0.0
        self._since = time.monotonic()

    def take(self, count: int, stop: threading.Event) -> None:
        """Wait until `count` bytes that were received are within the limit, or `stop` is set."""
        if self.rate is None and not self._owed:
            return
        with self._lock:
            self._pay()
            self._owed += count
        while not stop.is_set():
            with self._lock:
                self._pay()
                rate = self.rate
                if rate is None or self._owed <= 0:
                    return
                pause = self._owed / max(rate, 1)
            stop.wait(min(pause, _STEP))

    def _pay(self) -> None:
        now = time.monotonic()
        if self.rate is None:
            self._owed = 0.0
        else:
            earned = (now - self._since) * self.rate
            self._owed = max(self._owed - earned, -_BURST * self.rate)
        self._since = now
