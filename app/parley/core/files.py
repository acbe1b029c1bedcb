"""Writing a small file whole or not at all, and telling a full disk from other trouble."""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from parley.core.errors import ParleyError

#: What systems say for "no space left" (`EDQUOT` is a person's own limit; Windows: 112, 39).
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FULL_WINDOWS = {39, 112}


def is_full(error: BaseException) -> bool:
    """Whether `error` (an `OSError` or an `sqlite3.Error`) means that the disk is full."""
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL
    if isinstance(error, OSError):
        return error.errno in _FULL or getattr(error, "winerror", None) in _FULL_WINDOWS
    return False


def disk_full(place: Path) -> ParleyError:
    """Return the error for a disk that is full while something is written to `place`."""
    return ParleyError(
        "disk_full",
        f"The disk is full: there is no room to write {place}.",
        safe="What was saved before is still there.",
        hint="Free some space, for example by removing a model you no longer use, and try again.",
    )


def write_atomically(path: Path, data: bytes, *, mode: int = 0o600) -> None:
    """Replace the file `path` by `data`, so that a reader or a crash sees the old or the new.

    Args:
        path: the file; its folder must exist.
        data: all of the new content.
        mode: permissions of the file, where the system has them.

    Raises:
        OSError: it could not be written; the file is as it was.
    """
    with replaced(path, mode=mode) as stream:
        stream.write(data)


@contextlib.contextmanager
def replaced(path: Path, *, mode: int = 0o600) -> Iterator[IO[bytes]]:
    """Have a stream whose content takes the place of the file `path` at the end of the `with`.

    As `write_atomically`, for what is written piece by piece. After an exception nothing changed.
    """
    number, name = tempfile.mkstemp(prefix=f".{path.name[:80]}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(number, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if mode != 0o600:  # mkstemp's own
            temporary.chmod(mode)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut, where the system lets a folder be synced."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def free_name(folder: Path, stem: str, suffix: str) -> Path:
    """Return `folder/stem+suffix`, or with -2, -3, … before the suffix: a name not yet taken."""
    candidate = folder / f"{stem}{suffix}"
    number = 2
    while os.path.lexists(candidate):
        candidate = folder / f"{stem}-{number}{suffix}"
        number += 1
    return candidate
