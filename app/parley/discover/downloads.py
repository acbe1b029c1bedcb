"""The downloads of this program as people see them: one queue, which all windows share."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

import msgspec

from parley.core.errors import ParleyError
from parley.hub.downloads import Download, DownloadPlan, DownloadQueue

if TYPE_CHECKING:
    from parley.catalog import Catalog

#: What a download does, as far as a person is concerned.
Stage = Literal["waiting", "running", "checking", "stopping", "paused", "failed", "done"]
Offer = Literal["pause", "resume", "retry", "cancel", "forget", "up", "down", "folder", "chat"]

_UNSAID = ("GGUF", "gguf", "Gguf")


class Item(msgspec.Struct, frozen=True):
    """A download in the list.

    Attributes:
        title: the model's name.
        place: where the file is, or will be, that an engine is given.
    """

    download: Download
    stage: Stage
    title: str
    place: Path

    @property
    def id(self) -> int:
        """Number of the download."""
        return self.download.id

    @property
    def fraction(self) -> float:
        """How much of it is here, 0 to 1."""
        return min(1.0, self.download.received / self.download.size) if self.download.size else 1.0

    @property
    def goes_on(self) -> bool:
        """Whether it is worked on, or will be without a person."""
        return self.stage in {"waiting", "running", "checking", "stopping"}


class OpenQueue(Protocol):
    """Opens the queue that downloads are kept in."""

    def __call__(
        self,
        *,
        on_change: Callable[[Download], None],
        on_removed: Callable[[int], None],
    ) -> DownloadQueue:
        """Return the queue. Raises `ParleyError`."""


class Downloads:
    """The downloads of this home, steered from here. Used from any thread; calls may wait.

    What an earlier run of the program left stands still until a person resumes it: nothing is
    fetched that was not asked for in this one.

    Args:
        open_queue: opens the queue, once, when something of it is first wanted.
        models: folder that files go to.
        catalog: returns the curated models, whose names are shown.
    """

    def __init__(self, open_queue: OpenQueue, models: Path, catalog: Callable[[], Catalog]) -> None:
        self._open_queue = open_queue
        self._models = models
        self._catalog = catalog
        self._lock = threading.RLock()
        self._queue: DownloadQueue | None = None
        self._closed = False
        self._telling = threading.Lock()
        self._asked: set[int] = set()
        self._titles: dict[str, str] = {}
        self._on_change: Callable[[Item], None] = lambda item: None
        self._on_removed: Callable[[int], None] = lambda number: None

    def listen(self, on_change: Callable[[Item], None], on_removed: Callable[[int], None]) -> None:
        """Have one listener told of changes, from any thread."""
        self._on_change, self._on_removed = on_change, on_removed

    @property
    def queue(self) -> DownloadQueue:
        """The queue, which works off what was asked for. Raises `ParleyError`."""
        with self._lock:
            if self._closed:
                raise _ending()
            if self._queue is None:
                self._queue = self._open_queue(on_change=self._changed, on_removed=self._gone)
                self._queue.start(only=self._asked)
            return self._queue

    def close(self) -> None:
        """Stop what runs, so that it can go on with the next start. Waits for its end."""
        with self._lock:
            self._closed = True
            queue, self._queue = self._queue, None
        if queue is not None:
            queue.close()

    def all(self) -> tuple[Item, ...]:
        """Return all downloads in the order they are worked on. Raises `ParleyError`."""
        return tuple(self.item(each) for each in self.queue.all())

    def item(self, download: Download) -> Item:
        """Return a download as it is shown."""
        return Item(
            download,
            stage_of(download, asked=download.id in self._asked),
            self._title(download.plan.repo),
            self._models / download.plan.repo / download.plan.main.path,
        )

    # -- what a person does; raises `ParleyError` as the queue does --------------------------------

    def add(self, plan: DownloadPlan) -> Item:
        """Fetch something; what of it is here already is not fetched again."""
        added = self.queue.add(plan)
        return self.resume(added.id)

    def resume(self, number: int) -> Item:
        """Let a download begin or go on."""
        new = number not in self._asked
        self._asked.add(number)
        try:
            self.queue.resume(number)
        except ParleyError:
            if new:
                self._asked.discard(number)
            raise
        # To the queue it may be no news, yet it goes on from now on. What the queue tells
        # meanwhile is told after this, or is in it.
        with self._telling:
            item = self.item(self.queue.get(number))
            self._on_change(item)
        return item

    def pause(self, number: int) -> Item:
        """Let a download stand still."""
        return self.item(self.queue.pause(number))

    def cancel(self, number: int) -> None:
        """Take a download out of the list; give back its room unless it is done."""
        self.queue.cancel(number)

    def move(self, number: int, by: int) -> None:
        """Have a download come earlier (-1) or later (1)."""
        queue = self.queue
        ids = [each.id for each in queue.all() if each.state != "done"]
        if number in ids:
            place = ids.index(number) + by
            if 0 <= place < len(ids):
                queue.move(number, place)

    def clear(self) -> None:
        """Take what is done out of the list; the files stay."""
        self.queue.clear()

    # -- inside ----------------------------------------------------------------------------------

    def _changed(self, download: Download) -> None:
        item = self.item(download)
        with self._telling:
            self._on_change(item)

    def _gone(self, number: int) -> None:
        self._asked.discard(number)
        self._on_removed(number)

    def _title(self, repo: str) -> str:
        if repo not in self._titles:
            try:
                known = self._catalog().match(repo)
            except ParleyError:
                known = None
            self._titles[repo] = known.name if known is not None else bare_name(repo)
        return self._titles[repo]


def stage_of(download: Download, *, asked: bool) -> Stage:
    """Return what a download does; `asked` says that this run of the program was asked for it."""
    if download.state == "running":
        if download.asked:
            return "stopping"
        live = download.live
        return "checking" if live is not None and live.stage == "checking" else "running"
    if download.state in {"queued", "waiting"}:
        return "waiting" if asked else "paused"
    if download.state == "paused":
        return "paused"
    return "failed" if download.state == "failed" else "done"


def offers(item: Item, *, first: bool = False, last: bool = False) -> frozenset[Offer]:
    """Return what can be done with a download; `first` and `last` say where it is."""
    if item.stage == "done":
        return frozenset({"chat", "folder", "forget"})
    can: set[Offer] = {"cancel"}
    if item.stage in {"waiting", "running", "checking"}:
        can.add("pause")
    if item.stage == "waiting" and item.download.state == "waiting":
        can.add("retry")  # now, and not at its time
    if item.stage == "paused":
        can.add("resume")
    if item.stage == "failed":
        can.add("retry")
    if not first:
        can.add("up")
    if not last:
        can.add("down")
    return frozenset(can)


def bare_name(repo: str) -> str:
    """Return a repository's name without its owner, and without what only says its format."""
    words = repo.rpartition("/")[2].replace("_", "-").split("-")
    return " ".join(word for word in words if word and word not in _UNSAID) or repo


def _ending() -> ParleyError:
    return ParleyError(
        "downloads_ending",
        "Parley is ending.",
        safe="What was downloaded is kept.",
        hint="Start it again, then go on.",
    )
