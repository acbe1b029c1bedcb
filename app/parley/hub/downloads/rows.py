"""A download as a row of the database, and back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
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
    """Return all downloads in the order they are worked on."""
    return tuple(from_row(row) for row in run(ALL).fetchall())


def one_of(run: Run, download_id: int) -> Download:
    """Return one download. Raises `ParleyError` `download_gone`."""
    row = run(
        f"SELECT {_COLUMNS} FROM downloads WHERE id = ?",  # noqa: S608
        (download_id,),
    ).fetchone()
    if row is None:
        raise gone()
    return from_row(row)


def from_row(row: tuple[Any, ...]) -> Download:
    """Return the download of a row of `ALL`."""
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
