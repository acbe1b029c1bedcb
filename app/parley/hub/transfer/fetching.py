"""Fetches one file of a repository: several connections, one part, one hash, one name."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from parley.core.errors import Cancelled, ParleyError
from parley.core.files import is_full
from parley.hub.hub import Hub
from parley.hub.requests import shown_host
from parley.hub.transfer import errors
from parley.hub.transfer.digest import Sums
from parley.hub.transfer.journal import Content
from parley.hub.transfer.limit import SpeedLimit
from parley.hub.transfer.part import Part, companions, kept_ranges, lacking, locked, remove
from parley.hub.transfer.running import Job, Run
from parley.hub.transfer.values import Fetched, Patience, Progress
from parley.hub.values import RemoteFile, RepositoryFiles

_log = logging.getLogger(__name__)

_STEP: Final = 1024**2
#: Bytes between two reports, where no network sets the pace.
_REPORT: Final = 256 * _STEP


def fetch(
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
    patience: Patience | None = None,
    wait: Callable[[threading.Event, float], object] = threading.Event.wait,
) -> Fetched:
    """Bring one file to `place`, whole and verified, and go on where an earlier run ended.

    Args:
        hub: where it is.
        repository: from `hub.files`; its commit is the one that is read.
        file: one of its files.
        place: the final path; its folder is created. Until the end there is `<name>.part` beside
            it, with a journal. What is there with another content is replaced at the end.
        connections: connections at the same time, at most.
        limit: a speed that is shared with other transfers.
        stop: ends the transfer; what was received stays.
        on_progress: called some ten times a second at most, from the calling thread.
        check_space: called first and about every second; what it raises ends the transfer.
        patience: times and numbers of attempts.
        wait: waits between attempts for so many seconds, or until the event is set.

    Raises:
        Cancelled: `stop` was set.
        ParleyError: `offline`, `disk_full`, `download_busy` (another program fetches this file),
            `download_wrong_hash`, `download_disk`, `hub_changed` and `hub_wrong_size` (list the
            files again), and the other `hub_…` codes of `hub.errors`. The part stays, unless its
            content was wrong.
    """
    job = Job(
        hub=hub,
        repository=repository,
        file=file,
        place=place,
        connections=connections,
        limit=limit,
        stop=stop or threading.Event(),
        report=on_progress or _ignore,
        check_space=check_space or _nothing,
        patience=patience or Patience(),
        pause=wait,
    )
    if job.stop.is_set():
        raise Cancelled
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with locked(place):
            fetched = _adopted(job) or _attempt(job) or _attempt(job)
    except OSError as error:
        kept = received(place, file)
        if is_full(error):
            raise errors.no_room(place.name, file.size, lacking(place, file.size), kept) from error
        raise errors.disk(place, error, kept) from error
    if fetched is None:
        raise errors.wrong_hash(place.name, shown_host(hub.endpoint))
    return fetched


def received(place: Path, file: RemoteFile) -> int:
    """Return the bytes of `file` that are in the part of `place`; 0 for another content."""
    return kept_ranges(place, _content(file)).total


def discard(place: Path) -> int:
    """Remove the part of `place` and what belongs to it; return the bytes that became free.

    Raises:
        ParleyError: `download_busy` while it is being fetched, `download_disk`.
    """
    if not any(path.exists() for path in companions(place)):
        return 0
    try:
        with locked(place):
            return remove(place)
    except OSError as error:
        raise errors.disk(place, error, 0) from error


def _content(file: RemoteFile) -> Content:
    return Content(file.size, file.etag, file.sha256)


def _ignore(_: Progress) -> None:
    pass


def _nothing() -> None:
    pass


def _adopted(job: Job) -> Fetched | None:
    """Return the file that is at the final path already, if it has the hash that the hub names."""
    file, place = job.file, job.place
    sums = Sums(file)
    if sums.agrees is None or not place.is_file() or place.stat().st_size != file.size:
        return None
    hashed = 0
    with place.open("rb") as stream:
        while data := stream.read(_STEP):
            if job.stop.is_set():
                raise Cancelled
            sums.update(data)
            hashed += len(data)
            if hashed % _REPORT == 0:
                job.report(Progress("checking", file.size, file.size, 0, hashed, 0))
    if not sums.agrees:
        return None
    remove(place)
    return Fetched(place, file.size, sums.sha256, verified=True, fetched=0)


def _attempt(job: Job) -> Fetched | None:
    """Fetch what is missing; None, and nothing left, if the whole has not the hash that it should.

    Raises as `fetch`, and `OSError`.
    """
    job.check_space()
    part = Part(job.place, _content(job.file))
    try:
        run = Run(job, part)
        sums = run.run()
        if sums.agrees is False:
            _log.info("%s came damaged", job.file.path)
            part.close()
            remove(job.place)
            return None
        part.finish()
    except ParleyError as error:
        if error.code == "offline" or error.code.startswith("hub_"):
            raise errors.kept(error, part.ranges.total) from error
        raise
    except OSError as error:
        if is_full(error):
            raise errors.disk_full(lacking(job.place, job.file.size), part.ranges.total) from error
        raise
    finally:
        with contextlib.suppress(OSError):
            part.sync()
        part.close()
    verified = sums.agrees is True
    return Fetched(job.place, job.file.size, sums.sha256, verified, run.fetched)
