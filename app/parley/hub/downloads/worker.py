"""The thread that works the queue off, and tells what changes, here and in other processes."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Final

import msgspec

from parley.core.errors import ParleyError
from parley.hub.downloads.removal import remove_files
from parley.hub.downloads.runner import OFFLINE, Runner
from parley.hub.downloads.store import DownloadStore
from parley.hub.downloads.task import Task
from parley.hub.downloads.values import Download
from parley.hub.transfer import SpeedLimit

_log = logging.getLogger(__name__)

#: Seconds between two looks at what other processes ask, and at how far downloads are.
_TICK: Final = 0.2
#: The same while nothing runs here.
_IDLE: Final = 1.0
#: Seconds between two times that the progress of a download is written to the database.
_WRITE: Final = 1.0
#: Seconds between two looks for downloads of processes that are gone.
_RECOVER: Final = 2.0


class Worker:
    """Runs downloads of a store, each in a thread of its own. Used from any thread.

    Args:
        endpoint: address of the hub whose downloads it runs.
        models: folder that files go to.
        discard: removes the part of a file.
        on_change, on_removed: as in `DownloadQueue`.
        rate: returns bytes per second, 0 for no limit; `limit` is set to it all the time.
        at_once: downloads at the same time.
        is_offline: whether the person's offline switch is on.
    """

    def __init__(
        self,
        store: DownloadStore,
        runner: Runner,
        endpoint: str,
        models: Path,
        *,
        discard: Callable[[Path], int],
        on_change: Callable[[Download], None],
        on_removed: Callable[[int], None],
        rate: Callable[[], int],
        limit: SpeedLimit,
        at_once: int,
        is_offline: Callable[[], bool],
    ) -> None:
        self._store = store
        self._runner = runner
        self._endpoint = endpoint
        self._models = models
        self._discard = discard
        self._on_change = on_change
        self._on_removed = on_removed
        self._rate = rate
        self._limit = limit
        self._at_once = at_once
        self._is_offline = is_offline
        self._only: Collection[int] | None = None
        self._running: dict[int, Task] = {}
        self._known: dict[int, Download] = {}
        self._version = 0
        self._written: dict[int, float] = {}
        self._recovered = 0.0
        self._lock = threading.Lock()
        self._removal = threading.RLock()
        self._wake = threading.Event()
        self._closing = False
        self._thread: threading.Thread | None = None

    def start(self, only: Collection[int] | None) -> None:
        """Work the queue off from now on, or only the downloads with these ids."""
        self._only = only
        self._thread = threading.Thread(target=self._work, name="parley-downloads")
        self._thread.start()

    def close(self) -> None:
        """Stop what runs here, and wait for its end."""
        self._closing = True
        self._wake.set()
        if self._thread is not None:
            self._thread.join()

    def wake(self) -> None:
        """Look at the queue now."""
        self._wake.set()

    def end(self, download_id: int) -> None:
        """Make a download end that runs here; what was asked for stands in its row."""
        with self._lock:
            task = self._running.get(download_id)
        if task is not None:
            task.end("asked")
        self._wake.set()

    def seen(self, download: Download) -> Download:
        """Return a download with its latest progress, where it runs here."""
        with self._lock:
            task = self._running.get(download.id)
        return download if task is None else task.seen(download)

    def tell(self, download: Download) -> None:
        """Tell of a download, if that is news."""
        # When it was last written says nothing to anyone.
        said = msgspec.structs.replace(download, updated_at=0.0)
        with self._lock:
            if self._known.get(download.id) == said:
                return
            self._known[download.id] = said
        self._on_change(download)

    def tell_removed(self, download_id: int) -> None:
        """Tell that a download is no longer in the queue."""
        with self._lock:
            self._known.pop(download_id, None)
        self._on_removed(download_id)

    def recover(self) -> None:
        """Take care of downloads whose process has ended without a word."""
        self._recovered = time.monotonic()
        self._store.recover()
        self.remove_cancelled()

    def remove_cancelled(self) -> None:
        """Remove the downloads that are to be removed by this process and do not run any more."""
        with self._removal:
            for download_id, asked in self._store.mine().items():
                with self._lock:
                    runs = download_id in self._running
                if asked != "cancel" or runs:
                    continue
                download = self._store.get(download_id)
                others = [each.plan for each in self._store.all() if each.id != download_id]
                remove_files(self._models, download, others, self._discard)
                self._store.remove(download_id)
                self.tell_removed(download_id)

    # -- the thread ------------------------------------------------------------------------------

    def _work(self) -> None:
        while not self._closing:
            try:
                self._limit.rate = self._rate() or None
            except ParleyError as error:
                _log.info("The speed limit stays as it was: %s", error.code)
            try:
                self._look()
            except ParleyError as error:
                # A database that is busy or a full disk: the next look may go better.
                _log.info("The queue was not looked at: %s", error.code)
            self._wake.wait(_TICK if self._running else _IDLE)
            self._wake.clear()
        for task in self._tasks():
            task.end("asked")
        for task in self._tasks():
            task.thread.join()
        try:
            self._settle()
        except ParleyError as error:
            # The rows still name this process; the next one sees that it has ended.
            _log.info("How the downloads ended was not kept: %s", error.code)

    def _look(self) -> None:
        self._settle()
        for download_id, asked in self._store.mine().items():
            if asked:
                self.end(download_id)
        if time.monotonic() - self._recovered > _RECOVER:
            self.recover()
        self._tell_of_others()
        for task in self._tasks():
            self._watch(task)
        if self._is_offline():
            for task in self._tasks():
                task.end("offline")
            for download in self._store.hold(self._may, OFFLINE):
                self.tell(download)
            return
        while len(self._running) < self._at_once:
            claimed = self._store.claim(self._may)
            if claimed is None:
                return
            self._run(claimed)

    def _may(self, download: Download) -> bool:
        return download.plan.endpoint == self._endpoint and (
            self._only is None or download.id in self._only
        )

    def _run(self, download: Download) -> None:
        task = Task(download)

        def work() -> None:
            task.outcome = self._runner.run(task)
            self._wake.set()

        task.thread = threading.Thread(target=work, name=f"parley-download-{download.id}")
        with self._lock:
            self._running[download.id] = task
        self.tell(task.seen(download))
        task.thread.start()

    def _settle(self) -> None:
        """Keep how runs ended."""
        for task in self._tasks():
            if task.outcome is None:
                continue
            task.thread.join()
            number = task.download.id
            settled = None
            try:
                received = self._runner.received(self._store.get(number))
                settled = self._store.settle(number, task.outcome, received)
            except ParleyError as error:
                if error.code != "download_gone":
                    # A disk without a free byte, mostly. It is said now, and kept when it can be.
                    _log.info("How a download ended is not kept yet: %s", error.code)
                    self.tell(task.ended(task.outcome))
                    continue
            with self._lock:
                del self._running[number]
            if settled is not None:
                self.tell(settled)
        self.remove_cancelled()

    def _tell_of_others(self) -> None:
        """Tell of what other processes changed."""
        version = self._store.version()
        if version == self._version:
            return
        self._version = version
        there = self._store.all()
        for download in there:
            self.tell(self.seen(download))
        with self._lock:
            gone = self._known.keys() - {each.id for each in there}
        for download_id in gone:
            self.tell_removed(download_id)

    def _watch(self, task: Task) -> None:
        """Tell how far a download is, and keep it now and then."""
        if task.outcome is not None:
            return
        task.look()
        number = task.download.id
        self.tell(task.seen(task.download))
        now = time.monotonic()
        if now - self._written.get(number, 0.0) > _WRITE:
            self._written[number] = now
            self._store.progress(number, task.received, task.live)

    def _tasks(self) -> list[Task]:
        with self._lock:
            return list(self._running.values())
