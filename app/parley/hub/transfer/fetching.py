"""Fetches one file of a repository: several connections, one part, one hash, one name."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from parley.hub.hub import Hub
from parley.hub.transfer.limit import SpeedLimit
from parley.hub.transfer.values import Fetched, Patience, Progress
from parley.hub.values import RemoteFile, RepositoryFiles


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
            it, with a journal.
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
    raise NotImplementedError


def received(place: Path, file: RemoteFile) -> int:
    """Return the bytes of `file` that are in the part of `place`; 0 for another content."""
    raise NotImplementedError


def discard(place: Path) -> int:
    """Remove the part of `place` and what belongs to it; return the bytes that became free."""
    raise NotImplementedError


def part_path(place: Path) -> Path:
    """Return where the part of `place` is while it is fetched."""
    return place.with_name(f"{place.name}.part")
