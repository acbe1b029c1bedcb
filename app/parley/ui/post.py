"""Callables from any thread to the window's thread, through one queued signal."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot


class Poster(QObject):
    """Runs what is posted to it on the thread it was made on, in the order it came."""

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._closed = False
        self._lock = threading.RLock()
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def __call__(self, function: Callable[[], object]) -> None:
        """Run `function` soon on the window's thread. Dropped once the window is gone."""
        # Once it is closed, Qt may delete it: nobody is to be in the middle of it then.
        with self._lock:
            if not self._closed:
                self._posted.emit(function)

    def close(self) -> None:
        """Take nothing more, and run nothing of what is still queued."""
        with self._lock:
            self._closed = True

    @Slot(object)
    def _run(self, function: Callable[[], object]) -> None:
        if not self._closed:
            function()
