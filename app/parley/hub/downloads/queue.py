"""The queue of downloads: what a person asks of it, and the thread that works it off.

It lives in the database, so that it survives quitting and crashes, and that several processes can
share it; two of them never run the same download.
"""

from __future__ import annotations

import logging
import shutil
import threading
import time
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Final

import msgspec

from parley.core.database import Database
from parley.core.errors import ParleyError
from parley.core.network import Network
from parley.core.owner import Owner
from parley.hub import transfer as real_transfer
from parley.hub.downloads import space
from parley.hub.downloads.places import check_apart
from parley.hub.downloads.removal import remove_files
from parley.hub.downloads.runner import OFFLINE, Runner, Task, Transfer, is_kept
from parley.hub.downloads.space import Space, Usage
from parley.hub.downloads.speed import Speedometer
from parley.hub.downloads.store import DownloadStore
from parley.hub.downloads.values import Download, DownloadPlan, Live
from parley.hub.hub import Hub
from parley.hub.transfer import Fetched, SpeedLimit

_log = logging.getLogger(__name__)

#: Seconds between two looks at what other processes ask, and at how far downloads are.
_TICK: Final = 0.2
#: Seconds between two times that the progress of a download is written to the database.
_WRITE: Final = 1.0
#: Seconds between two looks for downloads of processes that are gone.
_RECOVER: Final = 2.0


class DownloadQueue:
    """The downloads of this home. Used from any thread.

    Nothing is fetched before `start`. Without it, the queue is looked at and steered; a process
    that has started one obeys within half a second.

    Args:
        database: where it is kept.
        hub: where downloads come from; those of another hub are left alone.
        models: folder that files go to.
        on_change: told of each change of a download, some five times a second at most for each,
            from any thread.
        on_removed: told the id of a download that is no longer in the queue.
        on_done: told of each download that is whole, with its files, before it counts as done.
        limit: returns bytes per second, 0 for no limit; asked all the time.
        connections: for each file.
        at_once: downloads that this process runs at the same time.
        network: the offline switch; while it is on, downloads wait.
        transfer: brings one file.
        usage: returns size and free bytes of a disk.
        owner: this process.
        clock: seconds since 1970.

    Raises:
        ParleyError: as `Database.connect`.
    """

    def __init__(
        self,
        database: Database,
        hub: Hub,
        models: Path,
        *,
        on_change: Callable[[Download], None] = lambda download: None,
        on_removed: Callable[[int], None] = lambda download_id: None,
        on_done: Callable[[Download, tuple[Fetched, ...]], None] = lambda download, files: None,
        limit: Callable[[], int] = lambda: 0,
        connections: int = 4,
        at_once: int = 1,
        network: Network | None = None,
        transfer: Transfer = real_transfer,
        usage: Callable[[Path], Usage] = shutil.disk_usage,
        owner: Owner | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._hub = hub
        self._models = models
        self._on_change = on_change
        self._on_removed = on_removed
        self._rate = limit
        self._at_once = at_once
        self._network = network
        self._transfer = transfer
        self._store = DownloadStore(database.connect(any_thread=True), owner=owner, clock=clock)
        self._disk = Space(models, usage=usage)
        self._limit = SpeedLimit()
        self._runner = Runner(
            hub,
            self._store,
            models,
            self._disk,
            transfer,
            on_done=on_done,
            connections=connections,
            limit=self._limit,
            is_offline=self._is_offline,
            clock=clock,
        )
        self._only: Collection[int] | None = None
        self._running: dict[int, _Running] = {}
        self._known: dict[int, Download] = {}
        self._version = 0
        self._recovered = 0.0
        self._lock = threading.Lock()
        self._removal = threading.RLock()
        self._wake = threading.Event()
        self._closing = False
        self._thread: threading.Thread | None = None

    def start(self, only: Collection[int] | None = None) -> None:
        """Work the queue off from now on, or only the downloads with these ids."""
        self._only = only
        self._thread = threading.Thread(target=self._work, name="parley-downloads")
        self._thread.start()

    def close(self) -> None:
        """Stop what runs here, so that it goes on with the next start. Waits for its end."""
        self._closing = True
        self._wake.set()
        if self._thread is not None:
            self._thread.join()
        self._store.close()

    # -- what a person does ----------------------------------------------------------------------

    def all(self) -> tuple[Download, ...]:
        """Return all downloads in the order they are worked on, with their latest progress."""
        return tuple(self._seen(download) for download in self._store.all())

    def get(self, download_id: int) -> Download:
        """Return one download. Raises `ParleyError` `download_gone`."""
        return self._seen(self._store.get(download_id))

    def add(self, plan: DownloadPlan) -> Download:
        """Put a download at the end of the queue, or let the same one go on that is there.

        One whose files are all here and as they were left stays done.

        Raises:
            ParleyError: `download_name`, `download_no_room`, `download_other_version`.
        """
        places = [plan.place(self._models, file) for file in plan.files]
        self._recover()
        known = self._store.all()
        check_apart(
            f"{each.repo}/{file.path}"
            for each in (plan, *(other.plan for other in known))
            for file in each.files
        )
        same = next((each for each in known if each.plan.same_files(plan)), None)
        if same is None or not self.is_there(same):
            self._check_room(plan, [each for each in known if each is not same])
        found = [
            file.path for file, place in zip(plan.files, places, strict=True) if place.exists()
        ]
        added = self._store.add(plan, found=found, is_there=self.is_there)
        return self._changed(added.id)

    def is_there(self, download: Download) -> bool:
        """Whether a download is done and its files are as it left them."""
        return (
            download.state == "done"
            and {
                each.path
                for each in download.finished
                if is_kept(self._models, download.plan, each)
            }
            == download.plan.paths
        )

    def pause(self, download_id: int) -> Download:
        """Let a download stand still until it is resumed; what was received is kept."""
        self._recover()
        if self._store.pause(download_id) == "asked":
            self._end_here(download_id)
        return self._changed(download_id)

    def resume(self, download_id: int) -> Download:
        """Let a download go on that was paused or failed, or that waits for a better time.

        Raises:
            ParleyError: `download_no_room`, `download_gone`.
        """
        self._recover()
        found = self._store.get(download_id)
        if found.state in {"paused", "failed"}:
            others = [each for each in self._store.all() if each.id != download_id]
            self._check_room(found.plan, others)
        self._store.resume(download_id)
        return self._changed(download_id)

    def cancel(self, download_id: int) -> None:
        """Take a download out of the queue and give back the room that it took.

        One that is done keeps its files. One that runs is gone a moment later.
        """
        self._recover()
        if self._store.get(download_id).state == "done":
            self._store.remove(download_id)
            self._gone(download_id)
        elif self._store.begin_cancel(download_id) == "done":
            self._remove_cancelled()
        else:
            self._end_here(download_id)
            self._changed(download_id)

    def move(self, download_id: int, index: int) -> None:
        """Change the order: to this place among those not done; 0 is first, -1 last."""
        self._store.move(download_id, index)
        self._wake.set()
        for download in self.all():
            self._emit(download)

    def clear(self) -> None:
        """Take what is done out of the queue; the files stay."""
        for download_id in self._store.clear():
            self._gone(download_id)

    # -- the thread ------------------------------------------------------------------------------

    def _work(self) -> None:
        while not self._closing:
            try:
                self._limit.rate = self._rate() or None
            except ParleyError as error:
                _log.info("The speed limit stays as it was: %s", error.code)
            try:
                self._tick()
            except ParleyError as error:
                # A database that is busy or a full disk: the next look may go better.
                _log.info("The queue was not looked at: %s", error.code)
            self._wake.wait(_TICK)
            self._wake.clear()
        for running in self._at_work():
            running.task.end("asked")
        for running in self._at_work():
            running.thread.join()
        try:
            self._settle()
        except ParleyError as error:
            # The rows still name this process; the next one sees that it has ended.
            _log.info("How the downloads ended was not kept: %s", error.code)

    def _tick(self) -> None:
        self._settle()
        self._obey()
        if time.monotonic() - self._recovered > _RECOVER:
            self._recover()
        self._look()
        for running in self._at_work():
            self._watch(running)
        if self._is_offline():
            for running in self._at_work():
                running.task.end("offline")
            self._store.hold(self._may, OFFLINE)
            for download in self.all():
                self._emit(download)
            return
        while len(self._running) < self._at_once:
            claimed = self._store.claim(self._may)
            if claimed is None:
                return
            self._run(claimed)

    def _settle(self) -> None:
        """Keep how runs ended; one that cannot be kept now is tried again."""
        for running in self._at_work():
            task = running.task
            if task.outcome is None:
                continue
            running.thread.join()
            number = task.download.id
            try:
                received = self._runner.received(self._store.get(number))
                settled = self._store.settle(number, task.outcome, received)
            except ParleyError as error:
                if error.code != "download_gone":
                    raise
                settled = None
            with self._lock:
                del self._running[number]
            if settled is not None:
                self._emit(settled)
        self._remove_cancelled()

    def _obey(self) -> None:
        """Do what other processes ask."""
        for download_id, asked in self._store.mine().items():
            if asked:
                self._end_here(download_id)

    def _look(self) -> None:
        """Tell of what other processes changed."""
        version = self._store.version()
        if version == self._version:
            return
        self._version = version
        there = self.all()
        for download in there:
            self._emit(download)
        with self._lock:
            gone = self._known.keys() - {each.id for each in there}
        for download_id in gone:
            self._gone(download_id)

    def _watch(self, running: _Running) -> None:
        """Tell how far a download is, and keep it now and then."""
        running.look()
        self._emit(self._seen(running.task.download))
        now = time.monotonic()
        if now - running.written > _WRITE:
            running.written = now
            self._store.progress(running.task.download.id, running.task.received, running.live)

    def _may(self, download: Download) -> bool:
        return download.plan.endpoint == self._hub.endpoint and (
            self._only is None or download.id in self._only
        )

    def _run(self, download: Download) -> None:
        running = _Running(Task(download))

        def work() -> None:
            running.task.outcome = self._runner.run(running.task)
            self._wake.set()

        running.thread = threading.Thread(target=work, name=f"parley-download-{download.id}")
        with self._lock:
            self._running[download.id] = running
        self._emit(self._seen(download))
        running.thread.start()

    # -- inside ----------------------------------------------------------------------------------

    def _recover(self) -> None:
        """Take care of downloads whose process has ended without a word."""
        self._recovered = time.monotonic()
        self._store.recover()
        self._remove_cancelled()

    def _remove_cancelled(self) -> None:
        """Remove the downloads that are to be removed by this process and do not run any more."""
        with self._removal:
            for download_id, asked in self._store.mine().items():
                with self._lock:
                    runs = download_id in self._running
                if asked != "cancel" or runs:
                    continue
                download = self._store.get(download_id)
                others = [each.plan for each in self._store.all() if each.id != download_id]
                remove_files(self._models, download, others, self._transfer.discard)
                self._store.remove(download_id)
                self._gone(download_id)

    def _check_room(self, plan: DownloadPlan, others: Collection[Download]) -> None:
        """Raise `download_no_room` unless `plan` and all that is to be fetched fit."""
        waiting = [each.plan for each in others if each.to_do]
        missing = self._disk.missing(plan, waiting)
        if missing:
            raise space.no_room(missing, self._disk.lacking(plan), len(waiting))

    def _is_offline(self) -> bool:
        return self._network is not None and self._network.offline

    def _at_work(self) -> list[_Running]:
        with self._lock:
            return list(self._running.values())

    def _end_here(self, download_id: int) -> None:
        with self._lock:
            running = self._running.get(download_id)
        if running is not None:
            running.task.end("asked")
        self._wake.set()

    def _seen(self, download: Download) -> Download:
        """Return a download with its latest progress, where it runs here."""
        with self._lock:
            running = self._running.get(download.id)
        if running is None or download.state != "running":
            return download
        return msgspec.structs.replace(download, received=running.task.received, live=running.live)

    def _changed(self, download_id: int) -> Download:
        download = self.get(download_id)
        self._emit(download)
        self._wake.set()
        return download

    def _emit(self, download: Download) -> None:
        # When it was last written says nothing to anyone.
        said = msgspec.structs.replace(download, updated_at=0.0)
        with self._lock:
            if self._known.get(download.id) == said:
                return
            self._known[download.id] = said
        self._on_change(download)

    def _gone(self, download_id: int) -> None:
        with self._lock:
            self._known.pop(download_id, None)
        self._on_removed(download_id)


class _Running:
    """A task, its thread, and how fast it is."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.thread = threading.Thread()
        self.written = 0.0
        self._meter = Speedometer()
        self._speed = 0.0

    def look(self) -> None:
        """Measure the speed. Called regularly, from one thread."""
        self._speed = self._meter.add(self.task.came)

    @property
    def live(self) -> Live:
        """How it gets on."""
        task, speed = self.task, self._speed
        left = None
        if speed > 0 and task.stage == "fetching":
            left = max(0, task.download.size - task.received) / speed
        return Live(
            stage=task.stage,
            file=task.number,
            bytes_per_second=speed,
            seconds_left=left,
            checked=task.checked,
            connections=task.connections,
        )
