"""Which process works on something, so that what a killed one left can be told from living work."""

from __future__ import annotations

import msgspec
import psutil

# The start of a process is computed from the clock at boot, which the system corrects now and then.
_TOLERANCE = 2.0


class Owner(msgspec.Struct, frozen=True):
    """A process: its number, and when it started, because numbers are used again."""

    pid: int
    started: float

    @classmethod
    def this(cls) -> Owner:
        """Return the process that asks."""
        process = psutil.Process()
        return cls(process.pid, process.create_time())

    def is_alive(self) -> bool:
        """Tell whether that very process still runs."""
        try:
            process = psutil.Process(self.pid)
            if process.status() == psutil.STATUS_ZOMBIE:
                return False
            started: float = process.create_time()
            return abs(started - self.started) <= _TOLERANCE
        except psutil.Error:
            # Not there, or not this user's, hence not ours.
            return False
