"""What was read from a hub, kept on this disk, so that it can be looked at again without it.

Everything here can be read again: trouble with the disk is logged, never raised.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import zlib
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from parley.core.files import write_atomically
from parley.hub.values import RepositoryFiles

_log = logging.getLogger(__name__)

#: Bytes all entries may take together; compressed headers have some 10 KiB to 5 MiB.
MOST_BYTES: Final = 512 * 1024**2


class _Header(msgspec.Struct, frozen=True):
    key: tuple[str, ...]
    size: int
    length: int
    data: bytes


class _Answer(msgspec.Struct, frozen=True):
    key: tuple[str, ...]
    value: msgspec.Raw


_Entry = TypeVar("_Entry", _Header, _Answer)
_T = TypeVar("_T")


class HubCache:
    """Headers and answers by a key: texts that say what was asked, of whom, and which version.

    Nothing of a key goes into a path but its hash, so that no name leaves the folder. Used from any
    thread.

    Args:
        folder: belongs to this cache alone; created when something is kept.
        most: bytes that all entries may take; the oldest go first.
    """

    def __init__(self, folder: Path, *, most: int = MOST_BYTES) -> None:
        self._folder = folder
        self._most = most

    def header(self, key: tuple[str, ...]) -> tuple[bytes, int] | None:
        """Return a header and the size of its whole file in bytes, or None."""
        entry = self._read(key, ".header", _Header)
        if entry is None:
            return None
        try:
            # Bounded, so that a damaged entry cannot fill the memory; zlib checks the sum.
            unpack = zlib.decompressobj()
            data = unpack.decompress(entry.data, entry.length + 1)
            if not unpack.eof or len(data) != entry.length:
                raise zlib.error
        except zlib.error:
            self._discard(self._path(key, ".header"))
            return None
        return data, entry.size

    def keep_header(self, key: tuple[str, ...], data: bytes, size: int) -> None:
        """Keep a header."""
        # Level 1: vocabularies shrink to a third, in a few hundredths of a second.
        entry = _Header(key, size, len(data), zlib.compress(data, 1))
        self._write(self._path(key, ".header"), msgspec.msgpack.encode(entry))

    def drop_header(self, key: tuple[str, ...]) -> None:
        """Forget a header that turned out to be of no use."""
        self._discard(self._path(key, ".header"))

    def files(self, key: tuple[str, ...]) -> RepositoryFiles | None:
        """Return the list of files last kept, marked as cached, or None."""
        found = self.answer(("files", *key), RepositoryFiles)
        return None if found is None else msgspec.structs.replace(found, cached=True)

    def keep_files(self, key: tuple[str, ...], files: RepositoryFiles) -> None:
        """Keep a list of files."""
        self.keep_answer(("files", *key), files)

    def answer(self, key: tuple[str, ...], kind: type[_T]) -> _T | None:
        """Return the value of the type `kind` last kept under `key`, or None."""
        entry = self._read(key, ".answer", _Answer)
        if entry is None:
            return None
        try:
            return msgspec.msgpack.decode(entry.value, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError):
            # It may also be from another version of Parley.
            self._discard(self._path(key, ".answer"))
            return None

    def keep_answer(self, key: tuple[str, ...], value: object) -> None:
        """Keep a value."""
        entry = _Answer(key, msgspec.Raw(msgspec.msgpack.encode(value)))
        self._write(self._path(key, ".answer"), msgspec.msgpack.encode(entry))

    def _path(self, key: tuple[str, ...], suffix: str) -> Path:
        digest = hashlib.sha256(msgspec.msgpack.encode(key)).hexdigest()
        return self._folder / f"{digest}{suffix}"

    def _read(self, key: tuple[str, ...], suffix: str, kind: type[_Entry]) -> _Entry | None:
        path = self._path(key, suffix)
        try:
            entry = msgspec.msgpack.decode(path.read_bytes(), type=kind)
        except FileNotFoundError:
            return None
        except OSError as error:
            _log.info("A cached answer could not be read: %s", type(error).__name__)
            return None
        except (msgspec.DecodeError, UnicodeDecodeError):
            self._discard(path)
            return None
        if entry.key != key:
            self._discard(path)
            return None
        return entry

    def _write(self, path: Path, data: bytes) -> None:
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._make_room(len(data))
            write_atomically(path, data)
        except OSError as error:
            _log.info("An answer was not cached: %s", error.strerror or type(error).__name__)

    def _make_room(self, wanted: int) -> None:
        entries = []
        for path in self._folder.iterdir():
            with contextlib.suppress(OSError):
                status = path.stat()
                entries.append((status.st_mtime_ns, status.st_size, path))
        total = sum(size for _, size, _ in entries) + wanted
        for _, size, path in sorted(entries):
            if total <= self._most:
                return
            with contextlib.suppress(OSError):
                path.unlink()
                total -= size

    def _discard(self, path: Path) -> None:
        _log.info("A damaged entry of the cache was removed: %s", path.name)
        with contextlib.suppress(OSError):
            path.unlink()
