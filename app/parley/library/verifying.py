"""Comparing a model's files with the hashes that they must have."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

import msgspec

from parley.core.errors import ParleyError
from parley.core.launching import command
from parley.library.hashing import Meter, sha256_of
from parley.library.records import FileRecord, Keys, Row
from parley.library.resolve import listed, pulled
from parley.library.sightings import SeenFile, seen
from parley.library.values import Model

#: What came of a file: what was published; something else; nothing to compare with, so that its
#: hash was kept, or not, since no engine can load it; not there; not readable.
Outcome = Literal["right", "wrong", "recorded", "unusable", "missing", "unreadable"]
_WORST_FIRST: tuple[Outcome, ...] = ("missing", "wrong", "unreadable", "unusable", "recorded")
#: What a person has to do something about.
BAD: Final[frozenset[Outcome]] = frozenset({"missing", "wrong", "unreadable", "unusable"})


class VerifiedFile(msgspec.Struct, frozen=True):
    """What came of one file.

    Attributes:
        sha256: what it has now; "" where it could not be read.
        expected: what it must have; "" where nobody said. `computed` if Parley did.
        seen: the file when it was read; None where it could not be.
    """

    path: Path
    outcome: Outcome
    sha256: str = ""
    expected: str = ""
    computed: bool = False
    seen: SeenFile | None = None


class Verification(msgspec.Struct, frozen=True):
    """What came of a model, in words where something is to be done."""

    model: Model
    files: tuple[VerifiedFile, ...]
    words: str = ""

    @property
    def outcome(self) -> Outcome:
        """The worst that came of one of its files."""
        found = {file.outcome for file in self.files}
        return next((each for each in _WORST_FIRST if each in found), "right")


def compared(model: Model, meter: Meter) -> Verification:
    """Read all files of a model and compare them. Raises `Cancelled`."""
    files = []
    unusable = bool(model.header and model.header.problem) and not model.missing
    for file in model.files:
        there = seen(str(file.path))
        try:
            digest = sha256_of(file.path, meter)
        except ParleyError as error:
            outcome: Outcome = "missing" if error.code == "model_missing" else "unreadable"
            files.append(VerifiedFile(file.path, outcome, expected=file.sha256))
            continue
        outcome = "right" if digest == file.sha256 else "wrong"
        if not file.sha256:
            outcome = "unusable" if unusable else "recorded"
        files.append(VerifiedFile(file.path, outcome, digest, file.sha256, file.computed, there))
    promised = {file.path for file in model.files}
    lacking = [model.path.with_name(name) for name in model.missing]
    files += [VerifiedFile(path, "missing") for path in lacking if path not in promised]
    return Verification(model, tuple(files), _words(model, files))


def noted(row: Row, result: Verification, keys: Keys, now: float) -> Row:
    """Return what is to be remembered of a model's files after they were compared."""
    came = {str(file.path): file for file in result.files}
    return msgspec.structs.replace(
        row,
        files=tuple(_noted(each, came.get(keys.path(each.path)), now) for each in row.files),
    )


def _noted(record: FileRecord, file: VerifiedFile | None, now: float) -> FileRecord:
    # One that was changed since it was read is left to the next look at it.
    if file is None or file.seen is None or seen(str(file.path)) != file.seen:
        return record
    if file.outcome == "unusable":
        return record
    record = msgspec.structs.replace(
        record,
        size=file.seen.size,
        mtime_ns=file.seen.mtime_ns,
        inode=file.seen.inode,
        sha256=file.expected or file.sha256,
        changed=False,
    )
    if file.outcome == "wrong":
        return msgspec.structs.replace(record, found=file.sha256, checked_at=None)
    return msgspec.structs.replace(
        record,
        found="",
        checked_at=now,
        computed=record.computed or file.outcome == "recorded",
    )


def _words(model: Model, files: list[VerifiedFile]) -> str:
    """Return what is to be done, in words; of several troubles the worst."""

    def called(outcome: Outcome) -> str:
        return listed(file.path.name for file in files if file.outcome == outcome)

    if names := called("missing"):
        return f"Not there: {names}. {_again(model)}"
    if names := called("wrong"):
        if all(file.computed for file in files if file.outcome == "wrong"):
            return (
                f"Not what it was when it was verified first: {names}."
                " If you replaced it yourself, import it again."
            )
        return f"Damaged: {names}. {_again(model, damaged=True)}"
    if names := called("unreadable"):
        return f"Not read to the end: {names}. Check the disk and the permissions."
    if called("unusable"):
        return f"It cannot be used. {model.header.problem if model.header else ''}"
    if called("recorded"):
        return "There was nothing to compare with, so its hash was kept for the next time."
    return ""


def _again(model: Model, *, damaged: bool = False) -> str:
    if model.origin == "found":
        return f"Fetch it again with {model.program}."
    if model.origin == "starter":
        return "Install Parley again."
    if model.repo and model.origin != "imported":
        line = command("pull", pulled(model))
        if damaged:
            return f"Delete that and fetch it again with “{line}”."
        return f"Fetch it again with “{line}”."
    return "Get it again from where it came."
