"""Transfers from the local hub into a folder, with little patience and every wait written down."""

from __future__ import annotations

import errno
import os
import random
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from helpers.local_hub import Content, LocalHub
from helpers.small_disk import SmallDisk
from parley.core.network import Network
from parley.hub import Hub, RemoteFile, RepositoryFiles
from parley.hub.transfer import Fetched, Patience, Progress, fetch, part, part_path, received

REPOSITORY = "some/Model-GGUF"
MIB = 1024**2
#: Long for a server that answers, short for one that does not: tests that stall say so.
QUICK = Patience(connect=5, stall=20, attempts=3, pause=0.01, most_pause=5, sync=0.05, watch=0.01)


def made_up(size: int, seed: int = 1) -> bytes:
    """Return bytes without a pattern."""
    return random.Random(seed).randbytes(size)


def heed(disk: SmallDisk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let parts find a small disk full also where this system did not let us have a real one."""
    if disk.real:
        return

    def refusing(function: Callable[..., Any], wanted: Callable[..., int]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            if wanted(*arguments) > disk.usage(disk.folder).free:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return function(*arguments)

        return call

    monkeypatch.setattr(shutil, "disk_usage", disk.usage)
    monkeypatch.setattr(part, "Journal", refusing(part.Journal, lambda *_: 1))
    if disk.reserves:
        monkeypatch.setattr(part, "allocate", refusing(part.allocate, lambda _, size: size))
    else:
        monkeypatch.setattr(part, "allocate", os.truncate)
        monkeypatch.setattr(
            part, "_write_at", refusing(part._write_at, lambda _, data, at: len(data))
        )


class Transfers:
    """Fetches one file after the other, or the same again.

    Attributes:
        network: the switch; online at first.
        place: the final path of the file.
        pauses: seconds that were waited for between attempts; none is spent.
        reports: the progress that was reported, in order.
    """

    def __init__(self, local: LocalHub, folder: Path) -> None:
        self.local = local
        self.network = Network()
        self.hub = Hub(folder / "cache", self.network, endpoint=local.endpoint)
        self.place = folder / "models" / "m.gguf"
        self.pauses: list[float] = []
        self.reports: list[Progress] = []
        self.files: RepositoryFiles | None = None

    def serve(self, content: bytes | Path | Content, *, lfs: bool = True) -> RemoteFile:
        """Put a file on the hub, and return what the hub lists of it."""
        if not isinstance(content, Content):
            content = Content(content, lfs=lfs)
        self.local.add(REPOSITORY, {"m.gguf": content})
        self.files = self.hub.files(REPOSITORY)
        return self.files.files[0]

    def fetch(self, file: RemoteFile | None = None, **options: Any) -> Fetched:
        """Fetch the file that was served."""
        assert self.files is not None
        options.setdefault("patience", QUICK)
        options.setdefault("wait", self.wait)
        options.setdefault("on_progress", self.reports.append)
        file = file or self.files.files[0]
        return fetch(self.hub, self.files, file, self.place, **options)

    def begin(self, **options: Any) -> Running:
        """Fetch in a thread."""
        return Running(lambda stop: self.fetch(stop=stop, **options))

    def wait(self, ended: threading.Event, seconds: float) -> None:
        """Note that a transfer would wait now."""
        self.pauses.append(seconds)

    @property
    def received(self) -> int:
        """Bytes in the part."""
        assert self.files is not None
        return received(self.place, self.files.files[0])

    @property
    def left(self) -> list[str]:
        """Names in the folder of the file."""
        return sorted(path.name for path in self.place.parent.iterdir())

    @property
    def part(self) -> Path:
        """Where the part is."""
        return part_path(self.place)

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Ranges that the storage was asked for, in order."""
        found = []
        for seen in self.local.seen("storage"):
            first, _, last = seen.headers.get("range", "bytes=0--1")[6:].partition("-")
            found.append((int(first), int(last) + 1))
        return found


class Running:
    """A transfer in a thread of its own.

    Attributes:
        stop: ends it.
        result: what it returned or raised, once it has ended.
    """

    def __init__(self, work: Callable[[threading.Event], Fetched]) -> None:
        self.stop = threading.Event()
        self.result: Fetched | BaseException | None = None
        self._work = work
        self._thread = threading.Thread(target=self._main, name="running-transfer")
        self._thread.start()

    def _main(self) -> None:
        try:
            self.result = self._work(self.stop)
        except BaseException as error:
            self.result = error

    def end(self, timeout: float = 60.0) -> Fetched | BaseException | None:
        """Wait for the end and return what came of it."""
        self._thread.join(timeout)
        assert not self._thread.is_alive(), "the transfer does not end"
        return self.result
