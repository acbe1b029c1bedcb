"""Comparing a model's files with the hashes that they must have."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec

from parley.core.errors import ParleyError
from parley.library.hashing import Meter, sha256_of
from parley.library.records import FileRecord
from parley.library.sightings import SeenFile
from parley.library.values import Model

#: What came of a file: what was published; something else; nothing to compare with, so that its
#: hash was kept; not there; not readable.
Outcome = Literal["right", "wrong", "recorded", "missing", "unreadable"]
_WORST_FIRST: tuple[Outcome, ...] = ("missing", "wrong", "unreadable", "recorded")


class VerifiedFile(msgspec.Struct, frozen=True):
    """What came of one file; `sha256` is what it has now, "" where it could not be read."""

    path: Path
    outcome: Outcome
    sha256: str = ""
    expected: str = ""
    computed: bool = False


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
    for file in model.files:
        try:
            digest = sha256_of(file.path, meter)
        except ParleyError as error:
            outcome: Outcome = "missing" if error.code == "model_missing" else "unreadable"
            files.append(VerifiedFile(file.path, outcome, expected=file.sha256))
            continue
        outcome = "recorded" if not file.sha256 else "right"
        if file.sha256 and digest != file.sha256:
            outcome = "wrong"
        files.append(VerifiedFile(file.path, outcome, digest, file.sha256, file.computed))
    return Verification(model, tuple(files), _words(model, files))


def noted(record: FileRecord, file: VerifiedFile, seen: SeenFile, now: float) -> FileRecord:
    """Return what is to be remembered of a file after it was compared."""
    if not file.sha256:
        return record
    record = msgspec.structs.replace(
        record,
        size=seen.size,
        mtime_ns=seen.mtime_ns,
        inode=seen.inode,
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
    by: Mapping[Outcome, list[VerifiedFile]] = {
        outcome: [file for file in files if file.outcome == outcome] for outcome in _WORST_FIRST
    }
    for outcome, what in (("missing", "is not there"), ("wrong", "is damaged")):
        bad = by[outcome]  # type: ignore[index]
        if not bad:
            continue
        names = ", ".join(file.path.name for file in bad)
        if outcome == "wrong" and all(file.computed for file in bad):
            return (
                f"{names} is not what it was when it was verified first."
                " If you replaced it yourself, import it again."
            )
        return f"{names} {what if len(bad) == 1 else what.replace('is', 'are', 1)}. {_again(model)}"
    if by["unreadable"]:
        names = ", ".join(file.path.name for file in by["unreadable"])
        return f"{names} could not be read whole. Check the disk and the permissions."
    if by["recorded"]:
        return "There was nothing to compare with, so its hash was kept for the next time."
    return ""


def _again(model: Model) -> str:
    if model.origin == "found":
        return f"Fetch it again with {model.program}."
    if model.origin == "starter":
        return "Install Parley again."
    if model.repo and model.origin != "imported":
        label = model.quantisation
        what = f"{model.repo}:{label}" if label else model.repo
        return f"Fetch it again with “parley pull {what}”."
    return "Get it again from where it came."
