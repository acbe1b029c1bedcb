"""A program that a terminal or the system asks to end does so as by its menu, with all kept."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier

#: Ctrl+C in the terminal, the end of a session, and the terminal that is closed.
_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")


class Ending(QObject):
    """Calls `end` once, on the thread of the windows, at the first such signal."""

    def __init__(self, end: Callable[[], None]) -> None:
        super().__init__()
        self._end = end
        # Qt waits outside of Python, where no handler runs: a byte on a socket wakes it.
        self._hear, self._tell = socket.socketpair()
        for one in (self._hear, self._tell):
            one.setblocking(False)
        self._notifier = QSocketNotifier(self._hear.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._heard)
        self._fd_before = signal.set_wakeup_fd(self._tell.fileno(), warn_on_full_buffer=False)
        asked = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
        self._before = {
            number: signal.signal(number, lambda *_: None)
            for number in asked
            # `nohup` wants it to go on.
            if signal.getsignal(number) != signal.SIG_IGN
        }

    def close(self) -> None:
        """Leave signals as they were before; the next one ends the process at once."""
        if not self._before:
            return
        signal.set_wakeup_fd(self._fd_before)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._before = {}
        self._notifier.setEnabled(False)
        self._hear.close()
        self._tell.close()

    def _heard(self) -> None:
        self.close()
        self._end()
