"""Work on files away from the window's thread, one at a time, that can be called off."""

from __future__ import annotations

import threading
from collections.abc import Callable
from time import monotonic
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from parley.core.errors import Cancelled, ParleyError
from parley.ui.post import Poster

#: Seconds between two words about how far it is.
_OFTEN: Final = 0.05

#: Does the work; takes what to call with how much is done and of how much, and whether to end.
Work = Callable[[Callable[[int, int], None], Callable[[], bool]], Any]


class Job(QObject):
    """One piece of work.

    `progressed` carries what is done and of how much, `done` what came of it, `failed` the
    `ParleyError`, `ended` comes in any case, also after it was called off.
    """

    progressed = Signal(int, int)
    done = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._poster = Poster(self)
        self._stop = threading.Event()
        self._told = 0.0
        self._thread = threading.Thread(target=self._run, name="exchange")

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def cancel(self) -> None:
        """Have it end soon; what is whole by then stays."""
        self._stop.set()

    def close(self) -> None:
        """Have it end, wait for that, and tell nothing more."""
        self._stop.set()
        self._poster.close()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        try:
            result = self._work(self._progress, self._stop.is_set)
        except Cancelled:
            pass
        except ParleyError as error:
            told = error
            self._poster(lambda: self.failed.emit(told))
        else:
            self._poster(lambda: self.done.emit(result))
        self._poster(self.ended.emit)

    def _progress(self, done: int, of: int) -> None:
        now = monotonic()
        if now - self._told >= _OFTEN or done >= of:
            self._told = now
            self._poster(lambda: self.progressed.emit(done, of))
