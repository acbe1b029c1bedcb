"""One run of a download: its files in order, from what is there already to the last verified hash.

What the hub lists is looked at again when time has passed; content that changed starts over.
"""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

import msgspec

from parley.core.errors import Cancelled, ParleyError
from parley.gguf import shard
from parley.hub.downloads import space
from parley.hub.downloads.outcomes import (
    CHANGED,
    GONE,
    SERVED_OTHERWISE,
    Outcome,
    after_failure,
    unexpected,
    withdrawn,
)
from parley.hub.downloads.space import Space
from parley.hub.downloads.store import DownloadStore
from parley.hub.downloads.task import Task
from parley.hub.downloads.values import (
    Download,
    DownloadPlan,
    FinishedFile,
    Trouble,
    changed_note,
    unchanged,
)
from parley.hub.hub import Hub
from parley.hub.names import is_commit
from parley.hub.transfer import Fetched, Progress, SpeedLimit
from parley.hub.transfer.errors import kept
from parley.hub.values import RemoteFile, RepositoryFiles

_log = logging.getLogger(__name__)

#: Seconds after which a list of files is asked for again before a download goes on.
_FRESH: Final = 60.0
#: Times that content may change under a download before that is a failure.
_MOST_CHANGES: Final = 3
_PIECE: Final = 4 * 1024**2

OFFLINE: Final = Trouble(
    "offline",
    "The download waits, because Parley is offline.",
    "What was received is kept.",
    "It goes on by itself when offline mode is turned off in the settings.",
)


class Transfer(Protocol):
    """What brings one file; `hub.transfer` is one."""

    def fetch(
        self,
        hub: Hub,
        repository: RepositoryFiles,
        file: RemoteFile,
        place: Path,
        *,
        connections: int = 4,
        limit: SpeedLimit | None = None,
        stop: threading.Event | None = None,
        on_progress: Callable[[Progress], None] | None = None,
        check_space: Callable[[], None] | None = None,
    ) -> Fetched:
        """Bring a file to `place`; see `transfer.fetch`."""

    def received(self, place: Path, file: RemoteFile) -> int:
        """Return the bytes in the part of a file."""

    def discard(self, place: Path) -> int:
        """Remove the part of a file; return the bytes that became free."""


class Runner:
    """Runs downloads, each in the thread that calls `run`.

    Args:
        hub: where they come from.
        on_done: told of each download that is whole, with its files in the plan's order, before it
            counts as done; a `ParleyError` of it becomes a note.
        connections: for each file, at most.
        limit: the speed that all share.
        is_offline: whether the person's offline switch is on.
        clock: seconds since 1970.
    """

    def __init__(
        self,
        hub: Hub,
        store: DownloadStore,
        models: Path,
        disk: Space,
        transfer: Transfer,
        *,
        on_done: Callable[[Download, tuple[Fetched, ...]], None],
        connections: int,
        limit: SpeedLimit,
        is_offline: Callable[[], bool],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._hub = hub
        self._store = store
        self._models = models
        self._disk = disk
        self._transfer = transfer
        self._on_done = on_done
        self._connections = connections
        self._limit = limit
        self._is_offline = is_offline
        self._clock = clock

    def run(self, task: Task) -> Outcome:
        """Bring what is missing, and return how that ended. Raises nothing."""
        try:
            self._bring(task)
            try:
                self._on_done(task.download, tuple(task.fetched))
            except ParleyError as error:
                self._store.note(task.download.id, f"It is not in the library yet. {error}")
            return Outcome("done")
        except Cancelled:
            return self._stopped(task)
        except ParleyError as error:
            return self._failed(task, error)
        except Exception as error:
            _log.exception("A download ended with an error that nobody foresaw")
            return Outcome("failed", unexpected(error))

    def received(self, download: Download, *, but: RemoteFile | None = None) -> int:
        """Return the bytes of a download that are on this disk, those of one file left out."""
        finished = {each.path for each in download.finished}
        total = 0
        for file in download.plan.files:
            if file == but:
                continue
            place = self._models / download.plan.repo / file.path
            if file.path in finished:
                total += file.size
            elif part := self._transfer.received(place, file):
                total += part
            elif _size(place) == file.size:
                total += file.size
        return total

    # -- one run ---------------------------------------------------------------------------------

    def _bring(self, task: Task) -> None:
        plan = task.download.plan
        if self._clock() - plan.listed_at > _FRESH and not is_commit(plan.asked_revision):
            self._list_again(task)
        changes, started_over = 0, False
        while True:
            try:
                self._fetch(task)
                return
            except ParleyError as error:
                if error.code not in CHANGED:
                    raise
                before = task.download.plan
                changed = self._list_again(task)
                if changes < _MOST_CHANGES and before.revision != task.download.plan.revision:
                    changes += 1
                elif error.code in SERVED_OTHERWISE and not changed and not started_over:
                    # Perhaps by one server that lags behind.
                    started_over = True
                    self._discard(task.download)
                elif error.code in GONE:
                    there = self.received(task.download)
                    raise withdrawn(task.download.plan, task.number, there) from error
                else:
                    raise

    def _fetch(self, task: Task) -> None:
        """Bring the files, the one that an engine is given last."""
        plan = task.download.plan
        finished = {
            each.path: each for each in task.download.finished if is_kept(self._models, plan, each)
        }
        task.fetched = []
        self._check_version(task, finished)
        for number, file in enumerate(plan.files, 1):
            if task.stop.is_set():
                raise Cancelled
            place = plan.place(self._models, file)
            there = finished.get(file.path)
            if there is not None:
                task.fetched.append(
                    Fetched(place, file.size, there.sha256, there.verified, fetched=0)
                )
                continue
            task.begin(number, self.received(task.download, but=file))
            fetched = self._transfer.fetch(
                self._hub,
                plan.repository,
                file,
                place,
                connections=self._connections,
                limit=self._limit,
                stop=task.stop,
                on_progress=task.on_progress,
                check_space=lambda: self._check_space(task),
            )
            task.fetched.append(fetched)
            task.download = self._store.finish_file(
                task.download.id,
                FinishedFile(
                    path=file.path,
                    sha256=fetched.sha256,
                    verified=fetched.verified,
                    fetched=fetched.fetched,
                    modified=place.stat().st_mtime_ns,
                ),
            )

    def _list_again(self, task: Task) -> bool:
        """Ask the hub what it lists now; return whether that is another content.

        While the hub is out of reach, what was listed is gone on with.
        """
        plan = task.download.plan
        try:
            listed = self._hub.files(plan.repo, plan.asked_revision)
        except ParleyError as error:
            raise kept(error, self.received(task.download)) from error
        known = {file.path: file for file in listed.files}
        if listed.cached or not plan.paths <= known.keys():
            # A file that is not listed any more is still there at its commit, mostly.
            return False
        now = msgspec.structs.replace(
            plan,
            revision=listed.revision,
            gated=listed.gated,
            licence=listed.license,
            files=tuple(known[file.path] for file in plan.files),
            listed_at=listed.read_at,
        )
        changed = plan.differs(now)
        same = unchanged(task.download, now)
        if changed:
            _log.info("The content of a download changed on the hub")
            self._discard(task.download, {each.path for each in same})
        notes = (changed_note(plan),) if changed else ()
        task.download = self._store.replan(task.download.id, now, same, notes)
        return changed

    def _discard(self, download: Download, keep: set[str] | frozenset[str] = frozenset()) -> None:
        for file in download.plan.files:
            if file.path not in keep:
                self._transfer.discard(download.plan.place(self._models, file))

    def _check_version(self, task: Task, finished: dict[str, FinishedFile]) -> None:
        """Refuse to replace a split model file by file: for a while it would be a mixture."""
        plan = task.download.plan
        number = shard(plan.main.path)
        place = plan.place(self._models, plan.main)
        if number is None or number[2] < 2 or plan.main.path in finished:
            return
        size = _size(place)
        if size is None or (size == plan.main.size and self._is_content(task, place)):
            return
        raise ParleyError(
            "download_other_version",
            f"Another version of “{plan.main.path}” is on this computer already.",
            safe="It is as it was.",
            hint="Remove that model first, then resume the download.",
        )

    def _is_content(self, task: Task, place: Path) -> bool:
        """Whether the file at `place` has the hash of the main file. Raises `Cancelled`."""
        file = task.download.plan.main
        task.stage = "checking"
        digest = hashlib.sha256()
        try:
            with place.open("rb") as stream:
                while piece := stream.read(_PIECE):
                    digest.update(piece)
                    if task.stop.is_set():
                        raise Cancelled
        except OSError:
            return False
        task.stage = "fetching"
        return file.sha256 in {None, digest.hexdigest()}

    # -- how it ends -----------------------------------------------------------------------------

    def _check_space(self, task: Task) -> None:
        """Raise `disk_full` where the rest of the download would take the system's reserve."""
        plan = task.download.plan
        beside = [
            each.plan
            for each in self._store.all()
            if each.state == "running" and each.id != task.download.id
        ]
        missing = self._disk.missing(plan, beside)
        if missing:
            raise space.stopped(self.received(task.download), missing)

    def _failed(self, task: Task, error: ParleyError) -> Outcome:
        if error.code == "disk_full" and "missing" not in error.details:
            missing = self._disk.missing(task.download.plan, full=True)
            error = space.stopped(self.received(task.download), missing)
        attempts = 0 if task.came else task.download.attempts
        _log.info("A download stopped: %s", error.code)
        return after_failure(error, attempts, self._clock(), offline=self._is_offline())

    def _stopped(self, task: Task) -> Outcome:
        # A pause that was asked for stands in its row.
        return Outcome("waiting", OFFLINE) if task.reason == "offline" else Outcome("queued")


def is_kept(models: Path, plan: DownloadPlan, finished: FinishedFile) -> bool:
    """Whether a finished file of a download is still as it was left."""
    wanted = next((file for file in plan.files if file.path == finished.path), None)
    try:
        found = (models / plan.repo / finished.path).stat()
    except OSError:
        return False
    return (
        wanted is not None
        and found.st_size == wanted.size
        and found.st_mtime_ns == finished.modified
    )


def _size(place: Path) -> int | None:
    """Return the bytes of a file, or None where there is none."""
    try:
        return place.stat().st_size
    except OSError:
        return None
