"""One run of a transfer: its connections, its hash, its marks, watched from the calling thread."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec

from parley.core.errors import Cancelled
from parley.hub.hub import Hub
from parley.hub.transfer.connection import FAST, Connection
from parley.hub.transfer.digest import Digest, Sums
from parley.hub.transfer.limit import SpeedLimit
from parley.hub.transfer.part import Part
from parley.hub.transfer.source import SAMPLE, Source
from parley.hub.transfer.values import Patience, Progress
from parley.hub.transfer.work import Work
from parley.hub.values import RemoteFile, RepositoryFiles

#: Seconds between two looks at everything, and between two reports.
_TICK: Final = 0.05
_REPORT: Final = 0.1
#: Seconds over which the speed is taken.
_WINDOW: Final = 0.5
#: Seconds without a further connection after one that brought nothing; doubled each time.
_CAUTION: Final = 5.0
_MOST_CAUTION: Final = 60.0
#: Seconds that the end waits for connections. Those that wait for an answer are left to themselves.
_JOIN: Final = 0.3


class Job(msgspec.Struct, frozen=True):
    """What is to be fetched, and how.

    Attributes:
        connections: at most so many at a time.
        limit: a speed shared with others, or None.
        stop: set from outside to end the run.
        report: called with the progress, from the calling thread.
        check_space: called every `patience.watch` seconds.
        pause: waits for so many seconds, or until the event is set.
    """

    hub: Hub
    repository: RepositoryFiles
    file: RemoteFile
    place: Path
    connections: int
    limit: SpeedLimit | None
    stop: threading.Event
    report: Callable[[Progress], None]
    check_space: Callable[[], None]
    patience: Patience
    pause: Callable[[threading.Event, float], object]


class Run:
    """Fetches what a part lacks, once. It is the `Owner` of its connections.

    Args:
        job: what is asked for.
        part: where the bytes go; closed by whoever opened it.
    """

    def __init__(self, job: Job, part: Part) -> None:
        self.ended = threading.Event()
        self.part = part
        self.patience = job.patience
        self.limit = job.limit
        self.pause = job.pause
        self.work = Work(job.file.size, part.ranges, quiet=job.patience.stall / 6)
        self.source = Source(job.hub, job.repository, job.file, job.patience, self._samples)
        self.digest = Digest(
            job.file, part.read, lambda: self.work.frontier, self.ended, self._notice
        )
        self._job = job
        self._most = max(job.connections, 1)
        self._news = threading.Condition()
        self._alive: list[Connection] = []
        self._gone: list[Connection] = []
        self._sync_failure: OSError | None = None
        self._caution = _CAUTION
        self._not_before = 0.0
        self._speed = math.inf  # until it is known
        self._marked = (time.monotonic(), 0)

    # -- what connections ask ---------------------------------------------------------------------

    @property
    def fetched(self) -> int:
        """Bytes that all connections brought."""
        with self._news:
            return sum(each.fetched for each in (*self._alive, *self._gone))

    def may_leave(self, connection: Connection) -> bool:
        """Whether others go on without this connection. Then it must end."""
        with self._news:
            if len(self._alive) < 2:
                return False
            self._not_before = time.monotonic() + self._caution
            self._caution = min(2 * self._caution, _MOST_CAUTION)
            self._leave(connection)
            return True

    def be_only_one(self, connection: Connection) -> bool:
        """Whether this is the only connection; then it stays so: the server knows no ranges."""
        with self._news:
            if self._alive != [connection]:
                return False
            self._most = 1
            return True

    def left(self, connection: Connection) -> None:
        """Hear that a connection has ended."""
        with self._news:
            self._leave(connection)

    def _notice(self) -> None:
        with self._news:
            self._news.notify_all()

    def _leave(self, connection: Connection) -> None:
        if connection in self._alive:
            self._alive.remove(connection)
            self._gone.append(connection)
        self._news.notify_all()

    def _samples(self) -> list[tuple[int, bytes]]:
        spans = self.work.samples(SAMPLE)
        return [(start, self.part.read(start, end - start)) for start, end in spans]

    # -- the run ----------------------------------------------------------------------------------

    def run(self) -> Sums:
        """Fetch and hash all that is missing; return the hashes.

        Raises:
            Cancelled: `stop` was set.
            ParleyError: a failure of the hub, or what `check_space` raised.
            OSError: the part cannot be written or read.
        """
        syncer = threading.Thread(target=self._keep_syncing, name="parley-sync", daemon=True)
        self.digest.start()
        syncer.start()
        try:
            self._watch()
        finally:
            self.ended.set()
            self.digest.wake()
            self.part.wants_sync.set()
            self._end_connections()
            self.digest.join()
            syncer.join()
        return self.digest.sums

    def _watch(self) -> None:
        space, report, note = (_Every(each) for each in (self.patience.watch, _REPORT, _WINDOW))
        while True:
            self._raise_failures()
            if self.work.is_done:
                if self.digest.is_done:
                    break
                self.part.wants_sync.set()
            else:
                self.source.require()
                self._add_connection()
            if space.is_due():
                self._job.check_space()
            if report.is_due():
                self._tell()
            if note.is_due():
                self.part.flush()
            with self._news:
                self._news.wait(_TICK)
        self._tell()

    def _raise_failures(self) -> None:
        if self._job.stop.is_set():
            raise Cancelled
        with self._news:
            failures = [each.failure for each in self._gone]
        for failure in (*failures, self.digest.failure, self._sync_failure):
            if failure is not None:
                raise failure

    def _tell(self) -> None:
        with self._news:
            bringing = sum(each.is_bringing for each in self._alive)
        self._job.report(
            Progress(
                stage="checking" if self.work.is_done else "fetching",
                received=self.work.received,
                size=self._job.file.size,
                fetched=self.fetched,
                hashed=self.digest.hashed,
                connections=bringing,
            )
        )

    # -- connections ------------------------------------------------------------------------------

    def _add_connection(self) -> None:
        """Start one more connection, if that helps."""
        self._measure()
        now = time.monotonic()
        with self._news:
            alive = list(self._alive)
            if alive and not (
                len(alive) < self._most
                and now >= self._not_before
                and any(each.is_bringing for each in alive)
                and self._is_slow(len(alive))
            ):
                return
            if not self.work.has_more():
                return
            connection = Connection(self)
            self._alive.append(connection)
        connection.start()

    def _measure(self) -> None:
        """Take the speed, from the first look that finds bytes on."""
        fetched, now = self.fetched, time.monotonic()
        since = now - self._marked[0]
        if self._marked[1] and since >= 0.8 * _TICK:
            self._speed = (fetched - self._marked[1]) / since
        if not self._marked[1] or since >= _WINDOW:
            self._marked = (now, fetched)

    def _is_slow(self, count: int) -> bool:
        """Whether neither the processor nor the limit is what holds the connections back."""
        rate = None if self.limit is None else self.limit.rate
        most = math.inf if rate is None else 0.9 * rate
        return self._speed < min(FAST * count, most)

    def _end_connections(self) -> None:
        with self._news:
            alive = list(self._alive)
        for connection in alive:
            connection.interrupt()
        until = time.monotonic() + _JOIN
        for connection in alive:
            connection.join(max(0.0, until - time.monotonic()))

    def _keep_syncing(self) -> None:
        while not self.ended.is_set():
            try:
                self.part.sync()
            except OSError as error:
                self._sync_failure = error
                return
            self.part.wants_sync.wait(self.patience.sync)


class _Every:
    """Says now and then that it is time, counted from its making on."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._since = time.monotonic()

    def is_due(self) -> bool:
        """Whether the seconds have passed since it was due last."""
        now = time.monotonic()
        if now - self._since < self._seconds:
            return False
        self._since = now
        return True
