"""Downloads as plain values: what is fetched, how far it is, and why it stands still.

Sizes are bytes, times seconds since 1970 (UTC) unless said otherwise.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import msgspec

from parley.core.errors import ParleyError
from parley.hub.downloads.places import place_of
from parley.hub.values import RemoteFile, RepositoryFiles

State = Literal["queued", "running", "waiting", "paused", "failed", "done"]
#: What a person asks of the process that works on a download.
Asked = Literal["", "pause", "cancel"]
Stage = Literal["fetching", "checking"]


class DownloadPlan(msgspec.Struct, frozen=True):
    """What one download fetches: all files that a build needs, in the order they are fetched.

    The file that an engine is given comes last, so that it has its name only when the others have.

    Attributes:
        endpoint: address of the hub.
        repo: `owner/name`.
        asked_revision: branch, tag or commit that was asked for.
        revision: the commit it was at `listed_at`.
        gated: as in `RepositoryFiles`.
        licence: its identifier, or "".
        label: quantisation, or "".
        files: with their exact sizes and hashes.
    """

    endpoint: str
    repo: str
    asked_revision: str
    revision: str
    gated: str
    licence: str
    label: str
    files: Annotated[tuple[RemoteFile, ...], msgspec.Meta(min_length=1)]
    listed_at: float

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)

    @property
    def main(self) -> RemoteFile:
        """The file that an engine is given."""
        return self.files[-1]

    @property
    def paths(self) -> frozenset[str]:
        """Paths of the files in the repository."""
        return frozenset(file.path for file in self.files)

    @property
    def keys(self) -> frozenset[str]:
        """The files by repository and path, alike on all systems; two plans may share some."""
        return frozenset(f"{self.repo}/{file.path}".casefold() for file in self.files)

    @property
    def repository(self) -> RepositoryFiles:
        """The repository with these files alone, as a transfer takes it."""
        return RepositoryFiles(
            repo=self.repo,
            revision=self.revision,
            gated=self.gated,
            license=self.licence,
            files=self.files,
            read_at=int(self.listed_at),
        )

    def place(self, models: Path, file: RemoteFile) -> Path:
        """Return where a file goes below the folder `models`. Raises as `place_of`."""
        return place_of(models, self.repo, file.path)

    def same_model(self, other: DownloadPlan) -> bool:
        """Whether the same model of the same hub is meant, whatever is in it or comes with it."""
        return self.endpoint == other.endpoint and self._main_key == other._main_key

    def holds(self, other: DownloadPlan) -> bool:
        """Whether all files of `other` are among these, the same to the byte."""
        return _content(self) >= _content(other)

    def differs(self, other: DownloadPlan) -> bool:
        """Whether a file that both have is not the same to the byte."""
        mine = {file.path: (file.size, file.etag) for file in self.files}
        return any(
            mine.get(file.path, (file.size, file.etag)) != (file.size, file.etag)
            for file in other.files
        )

    @property
    def _main_key(self) -> str:
        return f"{self.repo}/{self.main.path}".casefold()


class Trouble(msgspec.Struct, frozen=True):
    """Why a download stands still, in words; the parts are those of `ParleyError`."""

    code: str
    message: str
    safe: str = ""
    hint: str = ""

    @classmethod
    def of(cls, error: ParleyError) -> Trouble:
        """Return what is kept of an error."""
        return cls(error.code, error.message, error.safe, error.hint)

    @property
    def error(self) -> ParleyError:
        """The same as an error that can be raised."""
        return ParleyError(self.code, self.message, safe=self.safe, hint=self.hint)


class FinishedFile(msgspec.Struct, frozen=True):
    """A file of a download that has its name.

    Attributes:
        path: in the repository.
        sha256: of its content.
        verified: whether the hub named a hash and the content has it.
        fetched: bytes that came over the network in the run that finished it.
        modified: when it was last changed, in nanoseconds, to notice a later change.
    """

    path: str
    sha256: str
    verified: bool
    fetched: int
    modified: int


class Live(msgspec.Struct, frozen=True):
    """How a running download gets on.

    Attributes:
        stage: `checking` where only reading back and comparing a hash is left.
        file: number of the file that is worked on, from 1.
        bytes_per_second: over the last seconds.
        seconds_left: None where it cannot be told.
        checked: bytes of that file that the hash has seen.
        connections: that bring bytes now.
    """

    stage: Stage = "fetching"
    file: int = 1
    bytes_per_second: float = 0.0
    seconds_left: float | None = None
    checked: int = 0
    connections: int = 0


class Download(msgspec.Struct, frozen=True):
    """One download in the queue.

    Attributes:
        id: never used again for another one.
        plan: what is fetched.
        state: `waiting` is tried again by itself at `retry_at`; `paused` and `failed` wait for a
            person.
        position: its place in the queue; the lowest is worked on first.
        received: bytes that are on this disk.
        asked: what the process that works on it was asked for and has not done yet.
        found: paths of files that were on this disk before; they are not this download's to remove.
        finished: files that have their names.
        error: why it waits, is paused or failed; None where it is a person's wish.
        notes: sentences about what happened on the way.
        retry_at: when a waiting one is tried again; None when Parley goes online again.
        attempts: failures in a row without a new byte.
        live: while it runs.
    """

    id: int
    plan: DownloadPlan
    state: State
    position: int
    received: int
    asked: Asked = ""
    found: tuple[str, ...] = ()
    finished: tuple[FinishedFile, ...] = ()
    error: Trouble | None = None
    notes: tuple[str, ...] = ()
    retry_at: float | None = None
    attempts: int = 0
    live: Live | None = None
    created_at: float = 0.0
    updated_at: float = 0.0

    @property
    def name(self) -> str:
        """What people call it: repository and quantisation."""
        return f"{self.plan.repo}:{self.plan.label}" if self.plan.label else self.plan.repo

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return self.plan.size

    @property
    def to_do(self) -> bool:
        """Whether it goes on by itself."""
        return self.state in {"queued", "running", "waiting"}


def _content(plan: DownloadPlan) -> set[tuple[str, int, str]]:
    return {(file.path, file.size, file.etag) for file in plan.files}


def changed_note(plan: DownloadPlan) -> str:
    """Return the sentence for content that changed on the hub before all of it was fetched."""
    return (
        f"“{plan.repo}” was changed on the hub meanwhile, so what changed is fetched from its"
        " beginning."
    )


def unchanged(known: Download, plan: DownloadPlan) -> list[FinishedFile]:
    """Return the finished files of a download that are the same in `plan`."""
    same = {(file.path, file.size, file.etag) for file in plan.files}
    etags = {file.path: (file.path, file.size, file.etag) for file in known.plan.files}
    return [each for each in known.finished if etags.get(each.path) in same]
