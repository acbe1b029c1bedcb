"""What Parley remembers of models, in the table `models`: one row a build, by its first file.

Paths below the models folder are kept relative to it, so that the folder can be moved.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Final

import msgspec

from parley.core.database import explained, written
from parley.library.values import HeaderSummary, Measured, Origin, Role


class FileRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """One file as it was seen last.

    Attributes:
        path: its key, as `Keys` has it.
        sha256: what its content must have; "" where nobody said.
        checked_at: when the content was found to have it.
        computed: the hash was computed here, nobody said it.
        found: another hash that the content had when it was compared.
        changed: whether it is another file than the one that the hash was known of.
    """

    path: str
    size: int
    mtime_ns: int = 0
    inode: int = 0
    role: Role = "weights"
    sha256: str = ""
    checked_at: float | None = None
    computed: bool = False
    found: str = ""
    changed: bool = False


class Row(msgspec.Struct, frozen=True):
    """What is remembered of a build.

    Attributes:
        hidden: it was forgotten, and lies where Parley looks.
        gone: that it is not there was said already.
    """

    path: str
    origin: Origin
    files: tuple[FileRecord, ...]
    header: HeaderSummary | None = None
    repo: str = ""
    revision: str = ""
    licence: str = ""
    measured: Measured | None = None
    hidden: bool = False
    gone: bool = False
    added_at: float = 0.0
    used_at: float | None = None


_COLUMNS = tuple(field.name for field in msgspec.structs.fields(Row))
#: How columns of JSON are read, and what one is that cannot be.
_DECODED: Final[dict[str, tuple[Callable[[str], Any], Any]]] = {
    "files": (msgspec.json.Decoder(tuple[FileRecord, ...]).decode, ()),
    "header": (msgspec.json.Decoder(HeaderSummary).decode, None),
    "measured": (msgspec.json.Decoder(Measured).decode, None),
}


def absolute(path: str | Path) -> str:
    """Return a path from the root on, without `..`; links in it are not followed."""
    path = Path(path)
    with contextlib.suppress(RuntimeError):  # `~` and somebody who is not known here
        path = path.expanduser()
    return os.path.abspath(path)  # noqa: PTH100 - resolve() follows links


class Keys:
    """Paths as they are kept: relative to the models folder where they are below it."""

    def __init__(self, models: Path) -> None:
        self._root = absolute(models)
        self._start = os.path.join(self._root, "")  # noqa: PTH118 - text, thousands of times

    def key(self, path: str) -> str:
        """Return how a path is kept."""
        if path.startswith(self._start):
            return path[len(self._start) :].replace(os.sep, "/")
        return path

    def path(self, key: str) -> str:
        """Return the path that is kept as `key`."""
        if os.path.isabs(key):  # noqa: PTH117
            return key
        return os.path.join(self._root, *key.split("/"))  # noqa: PTH118

    def inside(self, path: str) -> bool:
        """Return whether a path is below the models folder."""
        return path.startswith(self._start)


def can_be_kept(path: str) -> bool:
    """Return whether a path is valid text; others cannot be opened by the engine either."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


class Records:
    """The rows, over one connection. Every method may raise `ParleyError` as `core.database`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._path = Path(connection.execute("PRAGMA database_list").fetchone()[2])

    def rows(self) -> dict[str, Row]:
        """Return all rows by their path."""
        with explained(self._path):
            found = self._connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM models").fetchall()  # noqa: S608
        return {values[0]: _row(values) for values in found}

    def row(self, path: str) -> Row | None:
        """Return the row of a build, or None."""
        if not can_be_kept(path):
            return None
        with explained(self._path):
            values = self._connection.execute(
                f"SELECT {', '.join(_COLUMNS)} FROM models WHERE path = ?",  # noqa: S608
                (path,),
            ).fetchone()
        return None if values is None else _row(values)

    def put(self, row: Row) -> None:
        """Write a row, over one with the same path."""
        columns = {
            **msgspec.structs.asdict(row),
            "files": _json(row.files),
            "header": None if row.header is None else _json(row.header),
            "measured": None if row.measured is None else _json(row.measured),
        }
        values = ", ".join("?" * len(columns))
        self._connection.execute(
            f"INSERT OR REPLACE INTO models ({', '.join(columns)}) VALUES ({values})",  # noqa: S608
            tuple(columns.values()),
        )

    def drop(self, path: str) -> None:
        """Forget a row; one that is not there is fine."""
        if not can_be_kept(path):
            return
        self._connection.execute("DELETE FROM models WHERE path = ?", (path,))

    def folders(self) -> tuple[str, ...]:
        """Return the imported folders, in the order in which they came."""
        with explained(self._path):
            found = self._connection.execute(
                "SELECT path FROM model_folders ORDER BY added_at, path"
            ).fetchall()
        return tuple(path for (path,) in found)

    def add_folder(self, path: str, now: float) -> None:
        """Keep an imported folder; one that is kept already is fine."""
        self._connection.execute(
            "INSERT OR IGNORE INTO model_folders (path, added_at) VALUES (?, ?)", (path, now)
        )

    def drop_folder(self, path: str) -> None:
        """Forget an imported folder."""
        self._connection.execute("DELETE FROM model_folders WHERE path = ?", (path,))

    def write(self) -> AbstractContextManager[None]:
        """Have what is written inside the block kept together, or not at all."""
        return written(self._connection, self._path)


def _row(values: tuple[Any, ...]) -> Row:
    columns = dict(zip(_COLUMNS, values, strict=True))
    for name, (decode, nothing) in _DECODED.items():
        text = columns[name]
        try:
            columns[name] = nothing if text is None else decode(text)
        except msgspec.DecodeError:  # of an older or newer Parley; it is looked at again
            columns[name] = nothing
    columns["hidden"], columns["gone"] = bool(columns["hidden"]), bool(columns["gone"])
    return Row(**columns)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
