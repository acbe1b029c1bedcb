"""A file that is not whole yet: its bytes, its journal, and the lock that one program holds."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from parley.core.files import is_full, sync_folder
from parley.hub.ranges import Ranges
from parley.hub.transfer import errors
from parley.hub.transfer.allocating import allocate
from parley.hub.transfer.journal import Content, Journal, Kept, boot_id, read, sync

#: Bytes after which what was written is brought to the disk. It costs nothing to begin early, and
#: what piles up would hold up the end, and every other program.
_SYNC: Final = 32 * 1024**2
#: A disk that was full a moment ago lacks so many bytes, whatever it says now: a journal, folders.
_LEAST_LACKING: Final = 10**6


def part_path(place: Path) -> Path:
    """Return where the part of `place` is while it is fetched."""
    return place.with_name(f"{place.name}.part")


def journal_path(place: Path) -> Path:
    """Return where the journal of that part is."""
    return place.with_name(f"{place.name}.part.journal")


def _lock_path(place: Path) -> Path:
    return place.with_name(f"{place.name}.part.lock")


def companions(place: Path) -> tuple[Path, ...]:
    """Return what may lie beside `place` until it is whole."""
    return journal_path(place), part_path(place), _lock_path(place)


def kept_ranges(place: Path, content: Content) -> Ranges:
    """Return the bytes of `content` that are in the part of `place`."""
    return _kept(place, content, boot_id()).ranges


def _kept(place: Path, content: Content, boot: str) -> Kept:
    # A part is as long as the whole from its beginning; another length is somebody else's doing.
    with contextlib.suppress(OSError):
        if part_path(place).stat().st_size == content.size:
            return read(journal_path(place), content, boot)
    return Kept(Ranges(), Ranges())


@contextlib.contextmanager
def locked(place: Path) -> Iterator[None]:
    """Hold the right to write the part of `place`.

    Raises:
        ParleyError: `download_busy` while another program, or another thread, holds it.
        OSError: the lock cannot be made.
    """
    import filelock

    lock = filelock.FileLock(_lock_path(place), timeout=0, thread_local=False)
    try:
        lock.acquire()
    except filelock.Timeout as error:
        raise errors.busy(place.name) from error
    try:
        yield
    finally:
        # While it is held: another program sees then that what it opened has no name any more.
        with contextlib.suppress(OSError):
            _lock_path(place).unlink()
        lock.release()


def remove(place: Path) -> int:
    """Remove part and journal; return the bytes that became free. Raises `OSError`."""
    freed = 0
    # The journal first: without it nobody takes what is left of a part for something.
    for path in (journal_path(place), part_path(place)):
        with contextlib.suppress(FileNotFoundError):
            status = path.stat()
            path.unlink()
            freed += _stored(status)
    return freed


def lacking(place: Path, size: int) -> int:
    """Return the bytes of room that the rest of a file needs and the disk has not."""
    stored, free = 0, size
    with contextlib.suppress(OSError):
        free = shutil.disk_usage(place.parent).free
    with contextlib.suppress(OSError):
        stored = min(_stored(part_path(place).stat()), size)
    return max(size - stored - free, _LEAST_LACKING)


def _stored(status: os.stat_result) -> int:
    """Return the bytes that a file takes on the disk."""
    blocks: int | None = getattr(status, "st_blocks", None)
    return status.st_size if blocks is None else 512 * blocks


class Part:
    """A part that is written. Reading and writing may happen in any thread.

    Args:
        place: the final path; its folder exists, and `locked(place)` is held.
        content: what is to come. A part of another content is replaced.

    Attributes:
        ranges: bytes that are there; whoever fetches more adds them.
        wants_sync: set when so much was written that it is time to sync.

    Raises:
        ParleyError: `disk_full` where the disk has no room for all of it.
        OSError: here and in every method.
    """

    def __init__(self, place: Path, content: Content) -> None:
        self._place = place
        self._size = content.size
        boot = boot_id()
        kept = _kept(place, content, boot)
        self.ranges = kept.ranges
        self.wants_sync = threading.Event()
        if not kept.ranges.total:
            remove(place)
        # Held while a number is used: an end of the transfer closes it under whoever still works.
        self._lock = threading.Lock()
        self._read_lock = threading.Lock()
        self._number = self._reader = -1
        self._unsynced = 0
        binary = getattr(os, "O_BINARY", 0)
        try:
            self._number = os.open(part_path(place), os.O_RDWR | os.O_CREAT | binary, 0o666)
            # A second way in, so that reading back waits for no write.
            self._reader = os.open(part_path(place), os.O_RDONLY | binary)
            self._reserve()
            self._journal = Journal(journal_path(place), content, boot, kept)
        except BaseException:
            self._close_files()
            if not kept.ranges.total:
                remove(place)
            raise

    def write(self, at: int, data: bytes) -> None:
        """Write `data` at byte `at`, and note it. Does nothing after `close`."""
        view = memoryview(data)
        done = 0
        with self._lock:
            if self._number < 0:
                return
            while done < len(data):
                done += _write_at(self._number, view[done:], at + done)
            self._unsynced += done
            if self._unsynced >= _SYNC:
                self.wants_sync.set()
        self._journal.add(at, at + len(data))

    def read(self, at: int, count: int) -> bytes:
        """Return `count` bytes from `at` on; fewer at the end, none after `close`."""
        with self._read_lock:
            return _read_at(self._reader, count, at) if self._reader >= 0 else b""

    def flush(self) -> None:
        """Write down in the journal what was noted."""
        self._journal.flush()

    def sync(self) -> None:
        """Make what was written until now outlive a power cut. This may take seconds."""
        self.wants_sync.clear()
        length = self._journal.flush()
        with self._lock:
            if not self._unsynced or self._number < 0:
                return
            self._unsynced = 0
            number = os.dup(self._number)
        try:
            sync(number)
        finally:
            os.close(number)
        self._journal.mark(length)

    def close(self) -> None:
        """Write nothing any more."""
        self._close_files()
        self._journal.close()

    def finish(self) -> None:
        """Give the whole file its name, so that it has it after a power cut as well."""
        sync(self._number)
        self._require_own()
        self.close()
        part_path(self._place).replace(self._place)
        sync_folder(self._place.parent)
        journal_path(self._place).unlink(missing_ok=True)

    def _require_own(self) -> None:
        """Raise `OSError` if under the part's name there is not, whole, what was written."""
        ours = os.fstat(self._number)
        if ours.st_size != self._size or not os.path.samestat(ours, part_path(self._place).stat()):
            raise OSError(errno.EIO, "another program changed the part")

    def _close_files(self) -> None:
        with self._lock, self._read_lock:
            for number in {self._number, self._reader} - {-1}:
                os.close(number)
            self._number = self._reader = -1

    def _reserve(self) -> None:
        try:
            allocate(self._number, self._size)
        except OSError as error:
            if not is_full(error):
                raise
            name, count = self._place.name, self.ranges.total
            raise errors.no_room(
                name, self._size, lacking(self._place, self._size), count
            ) from error


def _write_at(number: int, data: memoryview, at: int) -> int:
    if hasattr(os, "pwrite"):
        return os.pwrite(number, data, at)
    os.lseek(number, at, os.SEEK_SET)
    return os.write(number, data)


def _read_at(number: int, count: int, at: int) -> bytes:
    if hasattr(os, "pread"):
        return os.pread(number, count, at)
    os.lseek(number, at, os.SEEK_SET)
    return os.read(number, count)
