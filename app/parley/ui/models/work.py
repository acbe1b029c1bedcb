"""What a page has to wait for, beside the window; the answers come on the window's thread."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from parley.core.errors import Cancelled, ParleyError
from parley.discover.errors import unforeseen
from parley.ui.post import Poster

log = logging.getLogger(__name__)
_T = TypeVar("_T")


class Work(QObject):
    """What is looked up is answered for the last question of a kind alone; deeds are all told."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.post = Poster(self)
        self._closed = threading.Event()
        self._asked: dict[str, int] = {}
        self._turns: dict[str, threading.Lock] = {}

    @property
    def closed(self) -> threading.Event:
        """Set once nobody waits for answers any more; long work may look at it."""
        return self._closed

    def look(
        self,
        kind: str,
        work: Callable[[], _T],
        done: Callable[[_T], object],
        failed: Callable[[ParleyError], object] = lambda _: None,
    ) -> None:
        """Look something up as `do`. One after the other: those between are left out."""
        number = self._asked[kind] = self._asked.get(kind, 0) + 1
        turn = self._turns.setdefault(kind, threading.Lock())

        def is_last() -> bool:
            return self._asked[kind] == number

        def look() -> _T:
            # Who goes through a long list asks about each row, and wants the last alone.
            with turn:
                if not is_last() or self._closed.is_set():
                    raise Cancelled
                return work()

        self.do(
            kind,
            look,
            lambda found: done(found) if is_last() else None,
            lambda error: failed(error) if is_last() else None,
        )

    def do(
        self,
        kind: str,
        work: Callable[[], _T],
        done: Callable[[_T], object],
        failed: Callable[[ParleyError], object],
    ) -> None:
        """Do `work` in a thread, then `done` with what came of it, or `failed` with why not."""

        def run() -> None:
            try:
                result = work()
            except Cancelled:
                return
            except ParleyError as error:
                refused = error
                self.post(lambda: failed(refused))
            except Exception as error:
                if self._closed.is_set():
                    return
                log.exception("The models window could not find something out")
                # A page does not wait for ever for what went wrong.
                broken = unforeseen(error)
                self.post(lambda: failed(broken))
            else:
                self.post(lambda: done(result))

        threading.Thread(target=run, name=f"models-{kind}", daemon=True).start()

    def close(self) -> None:
        """Tell nothing more. What is being done ends by itself."""
        self._closed.set()
        self.post.close()
