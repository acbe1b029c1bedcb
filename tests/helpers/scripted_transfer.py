"""A transfer that a test leads by the hand, over real files, and plans for it."""

from __future__ import annotations

import hashlib
import threading
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from parley.core.errors import Cancelled, ParleyError
from parley.hub import Hub, RemoteFile, RepositoryFiles
from parley.hub.downloads import DownloadPlan
from parley.hub.transfer import Fetched, Progress, part_path

COMMIT = "0123456789abcdef0123456789abcdef01234567"
ENDPOINT = "http://127.0.0.1:9"
_LARGE = 1024**2


class ScriptedTransfer:
    """Writes half of each file, waits until it may go on, and then ends as it was told.

    Attributes:
        held: paths that stop half way until `release`.
        errors: what a path's attempts raise, in their order, before one succeeds.
        calls: paths, in the order in which they were asked for.
    """

    def __init__(self) -> None:
        self.held: set[str] = set()
        self.errors: dict[str, list[Exception]] = defaultdict(list)
        self.calls: list[str] = []
        self.files: list[RemoteFile] = []
        self.revisions: list[str] = []
        self.discarded: list[Path] = []
        self.together = 0
        self._active = 0
        self._half: set[str] = set()
        self._go: dict[str, threading.Event] = defaultdict(threading.Event)
        self._lock = threading.Lock()

    def is_half(self, path: str) -> bool:
        """Whether half of a file is there and it waits."""
        return path in self._half

    def release(self, path: str) -> None:
        """Let a file that waits half way go on."""
        self._go[path].set()

    def fetch(
        self,
        hub: Hub,
        repository: RepositoryFiles,
        file: RemoteFile,
        place: Path,
        *,
        stop: threading.Event | None = None,
        on_progress: Callable[[Progress], None] | None = None,
        check_space: Callable[[], None] | None = None,
        **_: Any,
    ) -> Fetched:
        assert stop is not None
        assert on_progress is not None
        assert check_space is not None
        with self._lock:
            self.calls.append(file.path)
            self.files.append(file)
            self.revisions.append(repository.revision)
            self._active += 1
            self.together = max(self.together, self._active)
        try:
            check_space()
            if _is_whole(place, file):
                return Fetched(place, file.size, file.sha256 or "", True, 0)
            place.parent.mkdir(parents=True, exist_ok=True)
            _write(part_path(place), file, file.size // 2)
            on_progress(Progress("fetching", file.size // 2, file.size, file.size // 2, 0, 1))
            if self.errors[file.path]:
                raise self.errors[file.path].pop(0)
            self._half.add(file.path)
            while file.path in self.held and not self._go[file.path].is_set():
                check_space()
                if stop.wait(0.01):
                    raise Cancelled
            self._half.discard(file.path)
            _write(part_path(place), file, file.size)
            on_progress(Progress("checking", file.size, file.size, file.size, file.size, 0))
            part_path(place).replace(place)
            return Fetched(place, file.size, file.sha256 or "", True, file.size)
        finally:
            with self._lock:
                self._active -= 1

    def received(self, place: Path, file: RemoteFile) -> int:
        part = part_path(place)
        return part.stat().st_size if part.exists() else 0

    def discard(self, place: Path) -> int:
        self.discarded.append(place)
        part = part_path(place)
        freed = part.stat().st_size if part.exists() else 0
        part.unlink(missing_ok=True)
        return freed


def remote(path: str, size: int = 1000, version: str = "") -> RemoteFile:
    """Return a file whose content follows from its path and version."""
    content = _content(path, size, version)
    digest = hashlib.sha256(content).hexdigest()
    return RemoteFile(path, size, f"{version}:{digest[:8]}", digest)


def content_of(file: RemoteFile) -> bytes:
    """Return the content of a file of `remote`."""
    return _content(file.path, file.size, file.oid.partition(":")[0])


def _write(path: Path, file: RemoteFile, size: int) -> None:
    """Write the beginning of a file; of a large one as a hole."""
    with path.open("wb") as stream:
        if file.size <= _LARGE:
            stream.write(content_of(file)[:size])
        else:
            stream.truncate(size)


def _is_whole(place: Path, file: RemoteFile) -> bool:
    if not place.is_file() or place.stat().st_size != file.size:
        return False
    return file.size > _LARGE or place.read_bytes() == content_of(file)


def _content(path: str, size: int, version: str) -> bytes:
    seed = f"{path} {version} ".encode()
    return (seed * (size // len(seed) + 1))[:size]


def planned(
    *files: str | RemoteFile,
    repo: str = "some/Model-GGUF",
    label: str = "Q4_K_M",
    listed_at: float = 2e9,
    **values: Any,
) -> DownloadPlan:
    """Return a plan for files, the main one last."""
    return DownloadPlan(
        endpoint=values.pop("endpoint", ENDPOINT),
        repo=repo,
        asked_revision=values.pop("asked_revision", "main"),
        revision=values.pop("revision", COMMIT),
        gated="",
        licence="mit",
        label=label,
        files=tuple(remote(each) if isinstance(each, str) else each for each in files),
        listed_at=listed_at,
        **values,
    )


def passing(code: str = "hub_cut", **details: int) -> ParleyError:
    """Return an error of a hub."""
    return ParleyError(code, "The connection broke off.", hint="Try again.", details=details)


def sizes(files: Mapping[str, int]) -> RepositoryFiles:
    """Return a repository with files of these sizes."""
    return RepositoryFiles(
        repo="some/Model-GGUF",
        revision=COMMIT,
        gated="",
        license="mit",
        files=tuple(remote(path, size) for path, size in files.items()),
        read_at=0,
    )
