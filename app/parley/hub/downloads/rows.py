"""A download as a row of the database, and back."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from parley.core.errors import ParleyError
from parley.hub.downloads.values import Download, DownloadPlan, FinishedFile, Live, Trouble

#: Runs a statement.
Run = Callable[..., sqlite3.Cursor]

_COLUMNS = (
    "id, plan, state, position, received, asked, found, finished, error, notes, retry_at, attempts,"
    " live, created_at, updated_at"
)
ALL = f"SELECT {_COLUMNS} FROM downloads ORDER BY position, id"  # noqa: S608

_plan = msgspec.json.Decoder(DownloadPlan)
_finished = msgspec.json.Decoder(tuple[FinishedFile, ...])
_error = msgspec.json.Decoder(Trouble)
_notes = _paths = msgspec.json.Decoder(tuple[str, ...])
_live = msgspec.json.Decoder(Live)


def all_of(run: Run) -> tuple[Download, ...]:
    """Return all downloads in the order they are worked on, but those of rows that are damaged."""
    return readable(run(ALL).fetchall())


def one_of(run: Run, download_id: int) -> Download:
    """Return one download. Raises `ParleyError` `download_gone`."""
    row = run(
        f"SELECT {_COLUMNS} FROM downloads WHERE id = ?",  # noqa: S608
        (download_id,),
    ).fetchone()
    found = readable([] if row is None else [row])
    if not found:
        raise gone()
    return found[0]


def readable(rows: Iterable[tuple[Any, ...]]) -> tuple[Download, ...]:
    """Return the downloads of rows of `ALL`; those that are damaged are left out, and alone."""
    found = []
    for row in rows:
        with contextlib.suppress(msgspec.DecodeError):
            found.append(from_row(row))
    return tuple(found)


def from_row(row: tuple[Any, ...]) -> Download:
    """Return the download of a row of `ALL`. Raises `msgspec.DecodeError` where it is damaged."""
    (number, plan, state, position, received, asked, found, finished, error, notes, retry_at,
     attempts, live, created_at, updated_at) = row  # fmt: skip
    return Download(
        id=number,
        plan=_plan.decode(plan),
        state=state,
        position=position,
        received=received,
        asked=asked,
        found=_paths.decode(found),
        finished=_finished.decode(finished),
        error=_error.decode(error) if error else None,
        notes=_notes.decode(notes),
        retry_at=retry_at,
        attempts=attempts,
        live=_live.decode(live) if live else None,
        created_at=created_at,
        updated_at=updated_at,
    )


def as_json(value: object) -> str | None:
    """Return a value as a column holds it."""
    return None if value is None else msgspec.json.encode(value).decode()


def gone() -> ParleyError:
    """Return the error for a download that is not in the queue."""
    return ParleyError(
        "download_gone",
        "This download is no longer in the queue.",
        safe="Your models and the other downloads are as they were.",
        hint="Look at the queue again.",
    )
