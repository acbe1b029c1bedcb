"""The queue of downloads: what a person sees of it and asks of it.

It lives in the database, so that it survives quitting and crashes, and that several processes can
share it; two of them never run the same download.
"""

from __future__ import annotations

import contextlib
import logging
import shutil
import time
from collections.abc import Callable, Collection
from pathlib import Path

from parley.core.database import Database
from parley.core.errors import ParleyError
from parley.core.network import Network
from parley.core.owner import Owner
from parley.hub import transfer as real_transfer
from parley.hub.downloads import space
from parley.hub.downloads.places import check_apart
from parley.hub.downloads.removal import remove_files
from parley.hub.downloads.runner import Runner, Transfer, is_kept
from parley.hub.downloads.space import Space, Usage
from parley.hub.downloads.store import DownloadStore
from parley.hub.downloads.values import Download, DownloadPlan
from parley.hub.downloads.worker import Worker
from parley.hub.hub import Hub
from parley.hub.transfer import Fetched, SpeedLimit

_log = logging.getLogger(__name__)


class DownloadQueue:
    """The downloads of this home. Used from any thread; a process has one queue.

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
        self._models = models
        self._discard = transfer.discard
        self._store = DownloadStore(database.connect(any_thread=True), owner=owner, clock=clock)
        self._disk = Space(models, usage=usage)
        speed = SpeedLimit()
        runner = Runner(
            hub,
            self._store,
            models,
            self._disk,
            transfer,
            on_done=on_done,
            connections=connections,
            limit=speed,
            is_offline=lambda: network is not None and network.offline,
            clock=clock,
        )
        self._worker = Worker(
            self._store,
            runner,
            hub.endpoint,
            models,
            discard=transfer.discard,
            on_change=on_change,
            on_removed=on_removed,
            rate=limit,
            limit=speed,
            at_once=at_once,
            is_offline=lambda: network is not None and network.offline,
        )
        try:
            self._worker.recover()
        except ParleyError as error:
            # A disk that is full; what is there can still be looked at.
            _log.info("What other processes left was not taken care of: %s", error.code)

    def start(self, only: Collection[int] | None = None) -> None:
        """Work the queue off from now on, or only the downloads with these ids."""
        self._worker.start(only)

    def close(self) -> None:
        """Stop what runs here, so that it goes on with the next start. Waits for its end."""
        self._worker.close()
        self._store.close()

    # -- what a person does ----------------------------------------------------------------------

    def all(self) -> tuple[Download, ...]:
        """Return all downloads in the order they are worked on, with their latest progress."""
        return tuple(self._worker.seen(download) for download in self._store.all())

    def get(self, download_id: int) -> Download:
        """Return one download. Raises `ParleyError` `download_gone`."""
        return self._worker.seen(self._store.get(download_id))

    def add(self, plan: DownloadPlan) -> Download:
        """Put a download at the end of the queue, or let that of the same model go on.

        That one fetches what `plan` says from then on; what it began and is not to fetch any more
        is removed. One whose files are all here and as they were left stays done.

        Raises:
            ParleyError: `download_name`, `download_no_room`, `download_other_version`.
        """
        places = [plan.place(self._models, file) for file in plan.files]
        self._worker.recover()
        known = self._store.all()
        same = next((each for each in known if each.plan.same_model(plan)), None)
        coming = [each.plan for each in known if each.state != "done" and each is not same]
        check_apart(f"{each.repo}/{file.path}" for each in (plan, *coming) for file in each.files)
        others = [each for each in known if each is not same]
        self._check_room(plan, others)
        found = [
            file.path for file, place in zip(plan.files, places, strict=True) if place.exists()
        ]
        added = self._store.add(plan, found=found, is_there=self.is_there)
        if same is not None:
            staying = [added.plan, *(each.plan for each in others)]
            remove_files(self._models, same, staying, self._discard)
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
        self._worker.recover()
        if self._store.pause(download_id) == "asked":
            self._worker.end(download_id)
        return self._changed(download_id)

    def resume(self, download_id: int) -> Download:
        """Let a download go on that was paused or failed, or that waits for a better time.

        Raises:
            ParleyError: `download_no_room`, `download_gone`.
        """
        self._worker.recover()
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
        self._worker.recover()
        if self._store.get(download_id).state == "done":
            self._store.remove(download_id)
            self._worker.tell_removed(download_id)
        elif self._store.begin_cancel(download_id) == "done":
            self._worker.remove_cancelled()
        else:
            self._worker.end(download_id)
            with contextlib.suppress(ParleyError):  # it may be gone already
                self._changed(download_id)

    def move(self, download_id: int, index: int) -> None:
        """Change the order: to this place among those not done; 0 is first, -1 last."""
        self._store.move(download_id, index)
        self._worker.wake()
        for download in self.all():
            self._worker.tell(download)

    def clear(self) -> None:
        """Take what is done out of the queue; the files stay."""
        for download_id in self._store.clear():
            self._worker.tell_removed(download_id)

    # -- inside ----------------------------------------------------------------------------------

    def _changed(self, download_id: int) -> Download:
        download = self.get(download_id)
        self._worker.tell(download)
        self._worker.wake()
        return download

    def _check_room(self, plan: DownloadPlan, others: Collection[Download]) -> None:
        """Raise `download_no_room` unless `plan` and all that is to be fetched fit."""
        waiting = [each.plan for each in others if each.to_do]
        missing = self._disk.missing(plan, waiting)
        if missing:
            raise space.no_room(missing, self._disk.lacking(plan), len(waiting))
