"""Models on this disk as plain values. Sizes are bytes, times seconds since 1970 (UTC)."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

#: How a model came here: with Parley, by a download, by hand from elsewhere, by hand into the
#: models folder; `found` is another program's.
Origin = Literal["starter", "downloaded", "imported", "folder", "found"]
#: What a file is for; only a `model` can chat.
Kind = Literal["model", "projector", "draft", "adapter", "other"]
Role = Literal["weights", "projector"]
#: What is known of a file's content: no hash to compare with; one that was not compared yet;
#: compared and right; compared and wrong; another file since the hash was known; not there; of a
#: model, some parts are not there.
HashState = Literal["unknown", "unchecked", "verified", "wrong", "changed", "missing", "incomplete"]


class HeaderSummary(msgspec.Struct, frozen=True, omit_defaults=True):
    """A model's header in short, all its files joined.

    Attributes:
        name: the model's own name, or "".
        parameters: number of weights.
        context: tokens of context it was trained with; None where it does not say.
        template: whether a chat template is in it.
        quantisation: label by its tensors; names of files lie.
        licence: as the header has it, or "".
        problem, problem_code: why it cannot be used, a sentence and its code; "" for a sound one.
    """

    architecture: str = ""
    name: str = ""
    parameters: int = 0
    context: int | None = None
    template: bool = False
    quantisation: str = ""
    kind: Kind = "model"
    licence: str = ""
    problem: str = ""
    problem_code: str = ""


class Measured(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a model took and how fast it was here the last time; 0 where it was not measured.

    Attributes:
        memory_bytes: main memory and devices together.
        prefill, decode: tokens per second.
    """

    memory_bytes: int = 0
    prefill: float = 0.0
    decode: float = 0.0


class ModelFile(msgspec.Struct, frozen=True):
    """One file of a model.

    Attributes:
        size: as Parley saw it last.
        sha256: what its content must have, in hexadecimal; "" where nobody said.
        state: never `incomplete`.
        checked_at: when it was last found right; None if never.
        computed: nobody said the hash; Parley computed it when it was first asked to verify.
    """

    path: Path
    size: int
    role: Role
    sha256: str
    state: HashState
    checked_at: float | None = None
    computed: bool = False


class Model(msgspec.Struct, frozen=True):
    """A build of a model on this disk: all its parts, and the projector that goes with it.

    Attributes:
        path: the file that an engine is given.
        name: how it is listed and called.
        aliases: other names that it has.
        relative: its path below the place it was found in, with slashes.
        program: whose it is, where `origin` is `found`; else "".
        folder: the imported folder that it lies in, or None.
        header: None where it was not read.
        files: its parts in order, then its projector.
        missing: names of parts that are not there.
        repo: `owner/name` on the hub, where known; `revision` the commit.
        licence: of the hub, else of the header, else "".
        added_at: when Parley first saw it. used_at: when it was last loaded; None if never.
        same_as: path of a model with the same content that is listed before it.
        also: other paths of the same file: hard links, links.
    """

    path: Path
    name: str
    origin: Origin
    kind: Kind
    files: tuple[ModelFile, ...]
    aliases: tuple[str, ...] = ()
    relative: str = ""
    program: str = ""
    folder: Path | None = None
    header: HeaderSummary | None = None
    missing: tuple[str, ...] = ()
    repo: str = ""
    revision: str = ""
    licence: str = ""
    added_at: float = 0.0
    used_at: float | None = None
    measured: Measured | None = None
    same_as: Path | None = None
    also: tuple[Path, ...] = ()

    @property
    def weights(self) -> tuple[ModelFile, ...]:
        """Its parts, without the projector."""
        return tuple(file for file in self.files if file.role == "weights")

    @property
    def projectors(self) -> tuple[ModelFile, ...]:
        """The projector, if it has one."""
        return tuple(file for file in self.files if file.role == "projector")

    @property
    def size(self) -> int:
        """Bytes of its parts, without the projector."""
        return sum(file.size for file in self.weights)

    @property
    def state(self) -> HashState:
        """The worst that is true of one of its parts."""
        states = {file.state for file in self.weights}
        if not states or states == {"missing"}:
            return "missing"
        if self.missing or "missing" in states:
            return "incomplete"
        for state in _WORST_FIRST:
            if state in states:
                return state
        return "verified"

    @property
    def damaged(self) -> bool:
        """Whether a part is known not to be what was published."""
        return any(file.state == "wrong" and not file.computed for file in self.weights)

    @property
    def changed(self) -> bool:
        """Whether a part whose content was known has changed since, and was not read again."""
        return any(file.state == "changed" and file.sha256 for file in self.weights)

    @property
    def quantisation(self) -> str:
        """Label of its weights, or "" where its header was not read."""
        return self.header.quantisation if self.header else ""


_WORST_FIRST: tuple[HashState, ...] = ("wrong", "changed", "unknown", "unchecked")


class Scan(msgspec.Struct, frozen=True):
    """All models of this disk, Parley's own first.

    `notes` are sentences about what changed behind Parley's back and what could not be read.
    """

    models: tuple[Model, ...]
    notes: tuple[str, ...] = ()


class DownloadedFile(msgspec.Struct, frozen=True):
    """A file of a finished download, in its place.

    Attributes:
        sha256: what the hub said its content must have; "" for small files, which have none.
        verified_at: when the content was found to have it; None if it was not compared.
    """

    path: Path
    size: int
    sha256: str = ""
    verified_at: float | None = None


class Progress(msgspec.Struct, frozen=True):
    """How far a long reading of files is: the file's name, bytes done of all bytes."""

    file: str
    done: int
    total: int
