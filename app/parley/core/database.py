"""The one SQLite file: opened safely, checked on start, copied before it is changed.

A file that is damaged, newer or out of reach is refused in words and left as it is.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from parley.core.errors import ParleyError
from parley.core.files import disk_full, free_name, is_full
from parley.core.migrations import MIGRATIONS, Migration

#: Seconds a statement waits for another window to finish its write.
BUSY_SECONDS = 5.0

_CORRUPT = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_UNREACHABLE = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_IOERR,
}
#: Bytes that SQLite takes at once for the index of its write-ahead log (sqlite.org/walformat.html).
_LEAST_ROOM = 32 * 1024
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}

_TABLE = """
CREATE TABLE IF NOT EXISTS migrations (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    applied_at REAL NOT NULL
) STRICT
"""


class _Usage(Protocol):
    @property
    def free(self) -> int: ...


def explain(
    error: sqlite3.Error, path: Path, *, usage: Callable[[Path], _Usage] = shutil.disk_usage
) -> ParleyError | None:
    """Return the words for a failure of the database file `path`; None means a bug, not a fault.

    `usage` tells how many bytes of a disk are free.

    Codes: `disk_full`, `database_corrupt`, `database_unreachable`, `database_busy`.
    """
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if is_full(error) or (code in _UNREACHABLE and _no_room(path, usage)):
        return disk_full(path)
    if code in _CORRUPT:
        return _corrupt(path, _backups(path))
    if code in _UNREACHABLE:
        return ParleyError(
            "database_unreachable",
            f"The file with your conversations, {path}, could not be opened or written ({error}).",
            safe="What was saved before is still there.",
            hint="Check that the disk is there and that the file and its folder may be written.",
        )
    if code in _BUSY:
        return ParleyError(
            "database_busy",
            f"Another program keeps the file with your conversations, {path}, busy.",
            safe="What was saved before is still there.",
            hint="Close the other program and try again.",
        )
    return None


def _no_room(path: Path, usage: Callable[[Path], _Usage]) -> bool:
    """Whether the disk has no room: SQLite calls that an I/O error for its index file."""
    try:
        return usage(path.parent).free < _LEAST_ROOM
    except OSError:
        return False


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn the faults of the database file `path` inside the block into `ParleyError`."""
    try:
        yield
    except sqlite3.Error as error:
        said = explain(error, path)
        if said is None:
            raise
        raise said from error


@contextlib.contextmanager
def written(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Have what is written inside the block kept together, or not at all. Raises `ParleyError`."""
    with explained(path):
        # Taking the write lock at the start keeps two windows from deadlocking on upgrades.
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


class Database:
    """The database file, and how to open it.

    Args:
        path: the file; created with its folder where it is missing.
        migrations: all steps this program knows, numbered from 1 without gaps.
        keep: copies to keep of those taken before migrations; the oldest go first.
        start_timeout: seconds to wait on the first `connect()` for another program that is busy
            with the file; longer than usual, for it may be copying and migrating a large one.
    """

    def __init__(
        self,
        path: Path,
        migrations: Sequence[Migration] = MIGRATIONS,
        *,
        keep: int = 3,
        start_timeout: float = 60.0,
    ) -> None:
        numbers = [migration.number for migration in migrations]
        if numbers != list(range(1, len(numbers) + 1)):
            raise ValueError(f"migrations are numbered from 1 without gaps, not {numbers}")
        self.path = path
        self._migrations = tuple(migrations)
        self._keep = keep
        self._start_timeout = start_timeout
        self._ready = False
        self._lock = threading.Lock()

    @property
    def backups(self) -> Path:
        """Folder of the copies taken before migrations."""
        return _backups(self.path)

    def connect(self, *, any_thread: bool = False) -> sqlite3.Connection:
        """Return a new connection, for the calling thread; the caller closes it.

        The first call checks the whole file (`PRAGMA quick_check`) and applies pending migrations.
        With `any_thread` the connection may go from thread to thread, used by one at a time.
        Write inside `with connection:`, which commits, or rolls back after an exception.

        Raises:
            ParleyError: `database_newer`, `database_corrupt`, `database_unreachable`,
                `database_busy`, `disk_full`, `home_unwritable`. The file is kept as it is.
        """
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            if is_full(error):
                raise disk_full(self.path) from error
            raise ParleyError(
                "home_unwritable",
                f"The folder {self.path.parent} could not be created"
                f" ({error.strerror or type(error).__name__}).",
                safe="Nothing was changed.",
                hint="Make it writable, or set PARLEY_HOME to a folder that is.",
            ) from error
        with explained(self.path), self._lock:
            connection = sqlite3.connect(
                self.path,
                timeout=self._start_timeout,
                isolation_level="IMMEDIATE",
                check_same_thread=not any_thread,
            )
            try:
                if not self._ready:
                    self._prepare(connection)
                    self._ready = True
                connection.execute("PRAGMA foreign_keys = ON")
                # What is deleted is overwritten, whatever way this SQLite was built.
                connection.execute("PRAGMA secure_delete = ON")
                # In WAL mode a killed program loses nothing; a power cut may take the last commits
                # but never damages the file (sqlite.org/pragma.html#pragma_synchronous).
                connection.execute("PRAGMA synchronous = NORMAL")
                connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
            except BaseException:
                connection.close()
                raise
            return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        self._refuse_newer(connection)
        found = [row[0] for row in connection.execute("PRAGMA quick_check(1)")]
        if found != ["ok"]:
            raise _corrupt(self.path, self.backups)
        _use_wal(connection, self._start_timeout)
        if len(_applied(connection)) < len(self._migrations):
            self._migrate(connection)

    def _refuse_newer(self, connection: sqlite3.Connection) -> None:
        newest = max(_applied(connection), default=0)
        if newest > len(self._migrations):
            raise ParleyError(
                "database_newer",
                f"The conversations in {self.path} were written by a newer Parley (format {newest};"
                f" this one knows up to {len(self._migrations)}).",
                safe="They are untouched.",
                hint="Update Parley, or set PARLEY_HOME to another folder to use this one.",
            )

    def _migrate(self, connection: sqlite3.Connection) -> None:
        """Apply what is pending, each step in a transaction of its own.

        Another process may do the same: the lock is taken first, then what is left is asked again.
        """
        connection.execute("PRAGMA foreign_keys = OFF")  # tables may be rebuilt under references
        begun = False
        for migration in self._migrations:
            connection.execute("BEGIN IMMEDIATE")
            try:
                applied = _applied(connection)
                self._refuse_newer(connection)
                if migration.number in applied:
                    connection.rollback()
                    continue
                if applied and not begun:
                    self._copy(connection, max(applied))
                begun = True
                connection.execute(_TABLE)
                for statement in migration.statements:
                    connection.execute(statement)
                broken = connection.execute("PRAGMA foreign_key_check").fetchone()
                if broken is not None:
                    raise RuntimeError(
                        f"migration {migration.number} leaves a broken reference in {broken[0]}"
                    )
                connection.execute(
                    "INSERT INTO migrations VALUES (?, ?, ?)",
                    (migration.number, migration.name, time.time()),
                )
                connection.commit()
            except BaseException:
                connection.rollback()
                raise

    def _copy(self, connection: sqlite3.Connection, number: int) -> None:
        """Copy the database as it is, at format `number`, and drop copies beyond the last few."""
        try:
            self.backups.mkdir(mode=0o700, exist_ok=True)
            stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime())
            stem = f"{self.path.stem}-{stamp}-format{number}"
            place = free_name(self.backups, stem, self.path.suffix)
            unfinished = place.with_name(f"{place.name}.part")
            try:
                # A second connection reads what is committed; this one only holds the lock.
                with (
                    contextlib.closing(sqlite3.connect(self.path)) as source,
                    contextlib.closing(sqlite3.connect(unfinished)) as target,
                ):
                    source.backup(target)
                    target.execute("PRAGMA journal_mode = DELETE")
                unfinished.replace(place)
            finally:
                unfinished.unlink(missing_ok=True)
            copies = sorted(
                self.backups.glob(f"{self.path.stem}-*-format*{self.path.suffix}"),
                key=lambda copy: (copy.stat().st_mtime_ns, copy.name),
            )
            for old in copies[: -self._keep]:
                old.unlink(missing_ok=True)
        except OSError as error:
            if is_full(error):
                raise disk_full(self.backups) from error
            raise ParleyError(
                "backup_failed",
                f"The conversations could not be copied to {self.backups} before a change of their"
                f" format ({error.strerror or type(error).__name__}), so nothing was changed.",
                safe="They are untouched.",
                hint="Make that folder writable and start Parley again.",
            ) from error


def _backups(path: Path) -> Path:
    return path.parent / "backups"


def _applied(connection: sqlite3.Connection) -> set[int]:
    there = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migrations'"
    ).fetchone()
    if there is None:
        return set()
    return {row[0] for row in connection.execute("SELECT number FROM migrations")}


def _use_wal(connection: sqlite3.Connection, timeout: float) -> None:
    """Switch to the write-ahead log, which keeps readers and a writer out of each other's way.

    SQLite answers "busy" at once, whatever the timeout, when two processes switch together
    (sqlite.org/wal.html); one of them succeeds, so the other only has to ask again.
    """
    until = time.monotonic() + timeout
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in _BUSY or time.monotonic() > until:
                raise
            time.sleep(0.02)


def _corrupt(path: Path, backups: Path) -> ParleyError:
    copies = sorted(backups.glob("*.sqlite3"), key=os.path.getmtime) if backups.is_dir() else []
    hint = (
        f"Put a copy from {backups} in its place (the newest is {copies[-1].name}),"
        if copies
        else f"No copy was found in {backups}: put a backup of your own in its place,"
    )
    return ParleyError(
        "database_corrupt",
        f"The file with your conversations, {path}, is damaged.",
        safe="It was left as it is, and nothing was deleted.",
        hint=f"{hint} or move the file away to start with none.",
    )
