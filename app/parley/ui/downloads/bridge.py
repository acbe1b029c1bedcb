"""Downloads on the windows' thread: what the queue tells from its threads, and what is asked of it.

One for all windows. Nothing of it is imported or opened before there are downloads.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from parley.core.errors import ParleyError
from parley.ui.post import Poster
from parley.ui.services import Services

if TYPE_CHECKING:
    from parley.discover.downloads import Downloads, Item
    from parley.discover.fetching import Prepared

_T = TypeVar("_T")
#: Seconds between two times that the windows are told.
_OFTEN: Final = 0.1


class DownloadBridge(QObject):
    """The downloads as the windows show them.

    `changed` carries an `Item` that is new or another one, `removed` the number of one that is
    gone, `finished` an `Item` that became whole, `failed` one that ended otherwise; `refused` a
    `ParleyError` of what a person asked for. `told` comes after several of these.
    """

    changed = Signal(object)
    removed = Signal(int)
    finished = Signal(object)
    failed = Signal(object)
    refused = Signal(object)
    told = Signal()

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._poster = Poster(self)
        self._items: dict[int, Item] = {}
        self._lock = threading.Lock()
        self._turn = threading.Lock()
        self._news: dict[int, Item | None] = {}
        self._posted = False
        self._last = 0.0
        self.opened = False

    @property
    def items(self) -> list[Item]:
        """All downloads: those to do in the order they are worked on, then those that are done."""
        return sorted(self._items.values(), key=place_of)

    def found(self, target: str) -> Item | None:
        """Return the download of `REPO[:QUANT]`, where there is one."""
        wanted = target.casefold()
        for item in self.items:
            if wanted in {item.download.name.casefold(), item.download.plan.repo.casefold()}:
                return item
        return None

    def open(self) -> None:
        """Show what is in the queue from now on."""
        if self.opened:
            return
        self.opened = True

        def look(downloads: Downloads) -> tuple[Item, ...]:
            downloads.listen(self._heard, self._gone)
            return downloads.all()

        def again() -> None:
            self.opened = False  # the next wish may find the database free

        def show(items: tuple[Item, ...]) -> None:
            for item in items:
                if item.id not in self._items:  # what was told meanwhile is newer
                    self._take(item)
            self.told.emit()

        self.ask(look, show, again)

    def open_left(self) -> None:
        """Show what an earlier run left, if it left something."""
        if not self.opened and self._services.downloads_left():
            self.open()

    def begin(self, prepared: Prepared, done: Callable[[], None]) -> None:
        """Download what was looked up; `done` is called once that is kept."""
        self.open()
        self.ask(lambda _: self._services.fetching.begin(prepared), lambda _: done())

    def pause(self, number: int) -> None:
        """Let a download stand still."""
        self.ask(lambda downloads: downloads.pause(number))

    def resume(self, number: int) -> None:
        """Let a download go on, or try it again."""
        self.ask(lambda downloads: downloads.resume(number))

    def cancel(self, number: int) -> None:
        """Take a download out of the list."""
        self.ask(lambda downloads: downloads.cancel(number))

    def move(self, number: int, by: int) -> None:
        """Have a download come earlier (-1) or later (1)."""
        self.ask(lambda downloads: downloads.move(number, by))

    def clear(self) -> None:
        """Take what is done out of the list."""
        self.ask(lambda downloads: downloads.clear())

    def ask(
        self,
        work: Callable[[Downloads], _T],
        done: Callable[[_T], None] = lambda _: None,
        failed: Callable[[], None] = lambda: None,
    ) -> None:
        """Ask something of the downloads beside the window, in its turn.

        Then call `done`, or `failed` where it is refused.
        """

        def run() -> None:
            with self._turn:
                try:
                    result = work(self._services.fetching.downloads)
                except ParleyError as error:
                    refused = error
                    self._poster(failed)
                    self._poster(lambda: self.refused.emit(refused))
                else:
                    self._poster(lambda: done(result))

        threading.Thread(target=run, name="downloads", daemon=True).start()

    def close(self) -> None:
        """Tell nothing any more: the program ends."""
        self._poster.close()

    # -- from the queue's threads ------------------------------------------------------------------

    def _heard(self, item: Item) -> None:
        self._note(item.id, item)

    def _gone(self, number: int) -> None:
        self._note(number, None)

    def _note(self, number: int, item: Item | None) -> None:
        with self._lock:
            # The last word about each is told last, in the order in which they came.
            self._news.pop(number, None)
            self._news[number] = item
            if self._posted:
                return
            self._posted = True
        self._poster(self._wait)

    # -- on the windows' thread --------------------------------------------------------------------

    def _wait(self) -> None:
        pause = max(0.0, self._last + _OFTEN - monotonic())
        QTimer.singleShot(round(1000 * pause), self, self._tell)

    def _tell(self) -> None:
        self._last = monotonic()
        with self._lock:
            news, self._news, self._posted = self._news, {}, False
        for number, item in news.items():
            if item is None:
                if self._items.pop(number, None) is not None:
                    self.removed.emit(number)
            else:
                self._take(item)
        self.told.emit()

    def _take(self, item: Item) -> None:
        known = self._items.get(item.id)
        self._items[item.id] = item
        self.changed.emit(item)
        if known is None or known.stage == item.stage:
            return
        if item.stage == "done":
            self.finished.emit(item)
        elif item.stage == "failed" or (item.stage == "paused" and item.download.error is not None):
            self.failed.emit(item)


def place_of(item: Item) -> tuple[bool, int, int]:
    """Return by what downloads are sorted: those to do in their order, then the others."""
    return item.stage == "done", item.download.position, item.id
