"""What a page has to wait for, beside the window; the answers come on the window's thread."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from parley.core.errors import Cancelled, ParleyError
from parley.ui.post import Poster

log = logging.getLogger(__name__)
_T = TypeVar("_T")


class Work(QObject):
    """Each question in a thread of its own; of several of one kind only the last is answered."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.post = Poster(self)
        self._closed = threading.Event()
        self._asked: dict[str, int] = {}

    @property
    def closed(self) -> threading.Event:
        """Set once nobody waits for answers any more; long work may look at it."""
        return self._closed

    def do(
        self,
        kind: str,
        work: Callable[[], _T],
        done: Callable[[_T], object],
        failed: Callable[[ParleyError], object] = lambda _: None,
    ) -> None:
        """Do `work`, then `done` with what came of it, or `failed` with why not."""
        number = self._asked[kind] = self._asked.get(kind, 0) + 1

        def tell(say: Callable[[], object]) -> None:
            self.post(lambda: say() if self._asked.get(kind) == number else None)

        def run() -> None:
            try:
                result = work()
            except Cancelled:
                return
            except ParleyError as error:
                refused = error
                tell(lambda: failed(refused))
            except Exception as error:
                if self._closed.is_set():
                    return
                log.exception("The models window could not find something out")
                # A page does not wait for ever for what went wrong.
                broken = ParleyError(
                    "unexpected",
                    f"Something went wrong: {error}.",
                    safe="Your models are as they were.",
                    hint="Try again; the log says more.",
                )
                tell(lambda: failed(broken))
            else:
                tell(lambda: done(result))

        threading.Thread(target=run, name=f"models-{kind}", daemon=True).start()

    def forget(self, kind: str) -> None:
        """Answer nothing that was asked of one kind."""
        self._asked[kind] = self._asked.get(kind, 0) + 1

    def close(self) -> None:
        """Tell nothing more. What is being done ends by itself."""
        self._closed.set()
        self.post.close()
