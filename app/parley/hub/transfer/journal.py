"""What of a part can be relied on after the program was killed, and after a power cut.

Data that was written outlives the program, in the system's memory, but not the system. So the
journal, to which lines are only ever added, says two things: which ranges were written, and up to
which of its own bytes it speaks of ranges that are on the disk for good. After another start of the
computer only these count. Each line carries a checksum; what follows a damaged line does not count.
"""

from __future__ import annotations

import os
import re
import threading
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from parley.core.files import write_atomically
from parley.hub.ranges import Ranges

#: Bytes that may be written to the part before they are in the journal, and seconds.
_STEP: Final = 512 * 1024
_PAUSE: Final = 0.5
#: A journal of several terabytes has some 100 MB.
_MOST_BYTES: Final = 512 * 1024**2
_FORMAT: Final = 1
_LINE = re.compile(rb"\+ (\d{1,19}) (\d{1,19})|= (\d{1,19})")


class Content(msgspec.Struct, frozen=True):
    """What a part is a part of: two with the same values have the same bytes."""

    size: int
    etag: str
    sha256: str | None


class _Head(msgspec.Struct, frozen=True):
    parley: int
    content: Content
    boot: str


class Kept(msgspec.Struct, frozen=True):
    """What a journal says.

    Attributes:
        ranges: bytes that are there.
        synced: those of them that outlive a power cut.
    """

    ranges: Ranges
    synced: Ranges


def boot_id() -> str:
    """Return a name for the time since this computer was started."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        import psutil

        # Worked out from a clock that is corrected now and then.
        return str(round(psutil.boot_time(), -1))


def read(path: Path, content: Content, boot: str) -> Kept:
    """Return what the journal at `path` says of `content`; nothing if it is of another one."""
    kept = Kept(Ranges(), Ranges())
    try:
        with path.open("rb") as stream:
            data = stream.read(_MOST_BYTES)
    except OSError:
        return kept
    lines = _lines(data)
    try:
        head = msgspec.json.decode(next(lines)[1], type=_Head)
    except (StopIteration, msgspec.DecodeError, UnicodeDecodeError):
        return kept
    if head.parley != _FORMAT or head.content != content:
        return kept
    written: list[tuple[int, int, int]] = []
    synced = 0
    for at, line in lines:
        found = _LINE.fullmatch(line)
        if found is None:
            break
        if found[3] is not None:
            synced = int(found[3])
        elif int(found[1]) < int(found[2]) <= content.size:
            written.append((at, int(found[1]), int(found[2])))
    for at, start, end in written:
        if at < synced:
            kept.synced.add(start, end)
        if at < synced or head.boot == boot:
            kept.ranges.add(start, end)
    return kept


def _lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the offset and the content of each line, up to the first damaged one."""
    at = 0
    while (end := data.find(b"\n", at)) >= 0:
        line, _, checksum = data[at:end].rpartition(b" ")
        if not line or checksum != _checksum(line):
            return
        yield at, line
        at = end + 1


def _checksum(line: bytes) -> bytes:
    return b"%08x" % zlib.crc32(line)


def _signed(line: bytes) -> bytes:
    return b"%b %b\n" % (line, _checksum(line))


class Journal:
    """A journal that is written. Used from any thread.

    Args:
        path: replaced by a journal that says what `kept` does.
        content: what the part is a part of.
        boot: from `boot_id`.

    Raises:
        OSError: here and in every method, if it cannot be written.
    """

    def __init__(self, path: Path, content: Content, boot: str, kept: Kept) -> None:
        lines = [_signed(msgspec.json.encode(_Head(_FORMAT, content, boot)))]
        lines += [_range(start, end) for start, end in kept.synced]
        length = sum(map(len, lines))
        lines.append(_mark(length))
        lines += [_range(start, end) for start, end in kept.ranges]
        data = b"".join(lines)
        write_atomically(path, data)
        self._number = os.open(path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0))
        self._lock = threading.Lock()
        self._length = len(data)
        self._new = Ranges()
        self._since = time.monotonic()

    def add(self, start: int, end: int) -> None:
        """Note that the part has these bytes; it is written down soon."""
        with self._lock:
            self._new.add(start, end)
            if self._new.total >= _STEP or time.monotonic() - self._since >= _PAUSE:
                self._flush()

    def flush(self) -> int:
        """Write down what was noted; return how long the journal is."""
        with self._lock:
            self._flush()
            return self._length

    def mark(self, length: int) -> None:
        """Say that what the first `length` bytes speak of outlives a power cut from now on."""
        with self._lock:
            if self._number >= 0:
                self._write(_mark(length))
                sync(self._number)

    def close(self) -> None:
        """Write nothing any more. What was noted and not flushed is forgotten."""
        with self._lock:
            if self._number >= 0:
                os.close(self._number)
                self._number = -1

    def _flush(self) -> None:
        if self._number >= 0 and self._new.total:
            self._write(b"".join(_range(start, end) for start, end in self._new))
            self._new = Ranges()
        self._since = time.monotonic()

    def _write(self, data: bytes) -> None:
        written = os.write(self._number, data)
        self._length += written
        if written < len(data):
            # A full disk took a part of it; the next write says so.
            self._length += os.write(self._number, data[written:])


def _range(start: int, end: int) -> bytes:
    return _signed(b"+ %d %d" % (start, end))


def _mark(length: int) -> bytes:
    return _signed(b"= %d" % length)


def sync(number: int) -> None:
    """Bring an open file to the disk, so that it outlives a power cut. Raises `OSError`."""
    if hasattr(os, "fdatasync"):
        os.fdatasync(number)
        return
    try:
        import fcntl

        # What macOS calls fsync leaves the data in the disk's own memory.
        fcntl.fcntl(number, fcntl.F_FULLFSYNC)  # type: ignore[attr-defined]
    except (ImportError, AttributeError, OSError):
        os.fsync(number)
