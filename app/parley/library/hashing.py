"""Hashes of large files, with progress and a way to stop; and files compared by samples."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from parley.core.errors import Cancelled, ParleyError
from parley.core.launching import command
from parley.library.values import Progress

_BLOCK: Final = 4 * 1024**2
_SAMPLES: Final = 16
_SAMPLE: Final = 64 * 1024

OnProgress = Callable[[Progress], None]


class Meter:
    """Counts the bytes of several files together, and ends a reading that was stopped."""

    def __init__(
        self, total: int, on_progress: OnProgress | None, stop: threading.Event | None
    ) -> None:
        self._total = total
        self._done = 0
        self._on_progress = on_progress
        self._stop = stop

    def add(self, count: int, file: str) -> None:
        """Count bytes of a file. Raises `Cancelled`."""
        if self._stop is not None and self._stop.is_set():
            raise Cancelled
        self._done += count
        if self._on_progress is not None:
            self._on_progress(Progress(file, min(self._done, self._total), self._total))


def sha256_of(path: Path, meter: Meter, *, copy_to: BinaryIO | None = None) -> str:
    """Return the SHA-256 of a file in hexadecimal; what is read can be written on at once.

    Raises:
        ParleyError: `model_missing`, `model_unreadable`; `model_changing` where it changed
            meanwhile.
        OSError: `copy_to` takes no more.
        Cancelled: it was stopped.
    """
    digest = hashlib.sha256()
    block = memoryview(bytearray(_BLOCK))
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would be waited for without end
            raise OSError(errno.EINVAL, "not a regular file")
        file = path.open("rb", buffering=0)
    except OSError as error:
        raise unreadable(path, error) from error
    with file:
        before = os.fstat(file.fileno())
        left = before.st_size
        while left >= 0:  # one that grows would never end
            try:
                count = file.readinto(block)
            except OSError as error:
                raise unreadable(path, error) from error
            if not count:
                break
            left -= count
            digest.update(block[:count])
            if copy_to is not None:
                copy_to.write(block[:count])
            meter.add(count, path.name)
        after = os.fstat(file.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise ParleyError(
            "model_changing",
            f"“{path}” changes while it is read: another program writes to it.",
            safe="It was only read.",
            hint="Wait until that program has finished, and try again.",
        )
    return digest.hexdigest()


def may_be_same(one: Sequence[Path], other: Sequence[Path]) -> bool:
    """Return whether two lists of files of equal sizes have equal bytes at many places.

    Files that differ show it here nearly always, without being read whole.
    """
    try:
        return all(_samples(a) == _samples(b) for a, b in zip(one, other, strict=True))
    except OSError:
        return False


def _samples(path: Path) -> list[bytes]:
    size = path.stat().st_size
    with path.open("rb") as file:
        found = []
        for number in range(_SAMPLES):
            file.seek(max(size - _SAMPLE, 0) * number // (_SAMPLES - 1))
            found.append(file.read(_SAMPLE))
        return found


def unreadable(path: Path, error: OSError) -> ParleyError:
    """Return the error for a file that cannot be read."""
    if isinstance(error, FileNotFoundError):
        return ParleyError(
            "model_missing",
            f"There is no file at “{path}” any more.",
            hint=f"Put it back, or remove the model with “{command('remove')}”.",
        )
    return ParleyError(
        "model_unreadable",
        f"“{path}” cannot be read ({error.strerror or type(error).__name__}).",
        hint="Check its permissions and that its disk is connected.",
    )
