"""A running download as two threads see it: the one that brings it, and the queue's."""

from __future__ import annotations

import threading
from typing import Literal

import msgspec

from parley.hub.downloads.outcomes import Outcome
from parley.hub.downloads.speed import Speedometer
from parley.hub.downloads.values import Download, Live, Stage
from parley.hub.transfer import Fetched, Progress

#: Why a run is to end: somebody wants it, or the person's offline switch was turned on.
Reason = Literal["asked", "offline"]


class Task:
    """A running download, as its thread and the queue's see it.

    Attributes:
        download: as it is kept, without progress.
        reason: why it is to stop, once `stop` is set.
        stage, number, received, checked, connections: how far it is; see `Live`.
        came: bytes that came over the network in this run.
        fetched: the files that are whole; complete when the run ended well.
        outcome: how the run ended; None while it goes on.
        thread: that the run is in.
    """

    def __init__(self, download: Download) -> None:
        self.download = download
        self.stop = threading.Event()
        self.reason: Reason = "asked"
        self.stage: Stage = "fetching"
        self.number = 1
        self.received = download.received
        self.checked = 0
        self.connections = 0
        self.came = 0
        self.fetched: list[Fetched] = []
        self.outcome: Outcome | None = None
        self.thread = threading.Thread()
        self._before = (0, 0)
        self._meter = Speedometer()
        self._speed = 0.0

    def end(self, reason: Reason) -> None:
        """Make the run end soon."""
        self.reason = reason
        self.stop.set()

    def begin(self, number: int, received: int) -> None:
        """Go on to the file with this number; `received` are the bytes of all others."""
        self.number = number
        self._before = (received, self.came)

    def on_progress(self, progress: Progress) -> None:
        """Take in how far the present file is."""
        received, came = self._before
        self.stage = progress.stage
        self.received = received + progress.received
        self.came = came + progress.fetched
        self.checked = progress.hashed
        self.connections = progress.connections

    def look(self) -> None:
        """Measure how fast it is. Called regularly, from one thread."""
        self._speed = self._meter.add(self.came)

    @property
    def live(self) -> Live:
        """How it gets on."""
        left = None
        if self._speed > 0 and self.stage == "fetching":
            left = max(0, self.download.size - self.received) / self._speed
        return Live(
            stage=self.stage,
            file=self.number,
            bytes_per_second=self._speed,
            seconds_left=left,
            checked=self.checked,
            connections=self.connections,
        )

    def seen(self, download: Download) -> Download:
        """Return `download`, which is this one as it is kept, with its latest progress."""
        if download.state != "running":
            return download
        return msgspec.structs.replace(download, received=self.received, live=self.live)

    def ended(self, outcome: Outcome) -> Download:
        """Return the download as it is after this run, if nothing else was asked for."""
        return msgspec.structs.replace(
            self.download,
            state=outcome.state,
            received=self.received,
            error=outcome.error,
            retry_at=outcome.retry_at,
            attempts=outcome.attempts,
        )
