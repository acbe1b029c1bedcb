"""The queue as it is kept in the database, where several processes share it.

A running download belongs to one process; what others want of it, they ask through its row.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import msgspec

from parley.core.database import explain
from parley.core.errors import ParleyError
from parley.core.owner import Owner
from parley.hub.downloads.outcomes import Outcome
from parley.hub.downloads.values import (
    Asked,
    Download,
    DownloadPlan,
    FinishedFile,
    Live,
    Trouble,
)

#: What became of a wish: done by the one who asked, or to be done by the process that runs it.
Answer = Literal["done", "asked"]

_COLUMNS = (
    "id, plan, state, position, received, asked, found, finished, error, notes, retry_at, attempts,"
    " live, created_at, updated_at"
)
_ALL = f"SELECT {_COLUMNS} FROM downloads ORDER BY position, id"  # noqa: S608
_IDLE = ("queued", "waiting", "paused", "failed")

_plan = msgspec.json.Decoder(DownloadPlan)
_finished = msgspec.json.Decoder(tuple[FinishedFile, ...])
_error = msgspec.json.Decoder(Trouble)
_notes = _paths = msgspec.json.Decoder(tuple[str, ...])
_live = msgspec.json.Decoder(Live)


class DownloadStore:
    """The downloads in one database. Used from any thread.

    Every method may raise `ParleyError` as `core.database.explain` has it; then nothing of that
    call was written. Asking for what is not there (any more) raises `download_gone`.

    Args:
        connection: made with `any_thread`, for this store alone; its schema is up to date.
        owner: this process if not given.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        *,
        owner: Owner | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._connection = connection
        self._path = Path(connection.execute("PRAGMA database_list").fetchone()[2])
        self._owner = owner or Owner.this()
        self._clock = clock
        self._lock = threading.RLock()

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            self._connection.close()

    def version(self) -> int:
        """Return a number that changes when another connection has written."""
        with self._lock:
            number: int = self._read("PRAGMA data_version")[0][0]
            return number

    def all(self) -> tuple[Download, ...]:
        """Return all downloads in the order they are worked on."""
        return tuple(_download(row) for row in self._read(_ALL))

    def get(self, download_id: int) -> Download:
        """Return one download."""
        for download in self.all():
            if download.id == download_id:
                return download
        raise _gone()

    # -- what a person does ----------------------------------------------------------------------

    def add(
        self,
        plan: DownloadPlan,
        *,
        found: Collection[str] = (),
        is_there: Callable[[Download], bool] = lambda download: True,
    ) -> Download:
        """Put `plan` at the end of the queue; one that is known already goes on where it was.

        Args:
            found: paths of the files that are on this disk already.
            is_there: whether the files of a download that is done are still as it left them.

        Raises:
            ParleyError: `download_other_version` where other content for the same files is
                being fetched right now.
        """
        with self._write() as run:
            known = next((each for each in _all(run) if each.plan.same_files(plan)), None)
            if known is not None:
                self._again(run, known, plan, found, is_there)
                return _one(run, known.id)
            now = self._clock()
            cursor = run(
                "INSERT INTO downloads (plan, found, state, position, created_at, updated_at)"
                " SELECT ?, ?, 'queued', coalesce(max(position), 0) + 1, ?, ? FROM downloads",
                (_json(plan), _json(list(found)), now, now),
            )
            assert cursor.lastrowid is not None
            return _one(run, cursor.lastrowid)

    def pause(self, download_id: int) -> Answer:
        """Pause a download, or ask the process that runs it to. One that ended is left alone."""
        with self._write() as run:
            found = _one(run, download_id)
            if found.state == "running":
                if not found.asked:
                    self._change(run, download_id, asked="pause")
                return "asked"
            if found.state in {"queued", "waiting"}:
                self._change(run, download_id, state="paused", error=None, retry_at=None)
            return "done"

    def resume(self, download_id: int) -> None:
        """Let a download go on: one that was paused, waits or failed, or is about to pause."""
        with self._write() as run:
            found = _one(run, download_id)
            if found.state == "running" and found.asked == "pause":
                self._change(run, download_id, asked="")
            elif found.state in _IDLE:
                self._queue(run, download_id)

    def begin_cancel(self, download_id: int) -> Answer:
        """Take a download that is to be removed, or ask the process that runs it to remove it.

        A download taken so belongs to this process until `remove`; if that ends before, the next
        one goes on with it.
        """
        with self._write() as run:
            found = _one(run, download_id)
            if found.state == "running":
                self._change(run, download_id, asked="cancel")
                return "asked"
            self._take(run, download_id, asked="cancel")
            return "done"

    def remove(self, download_id: int) -> None:
        """Forget a download. One that is gone already is fine."""
        with self._write() as run:
            run("DELETE FROM downloads WHERE id = ?", (download_id,))

    def clear(self) -> tuple[int, ...]:
        """Forget the downloads that are done; return which."""
        with self._write() as run:
            rows = run("DELETE FROM downloads WHERE state = 'done' RETURNING id").fetchall()
            return tuple(row[0] for row in rows)

    def move(self, download_id: int, index: int) -> None:
        """Move a download among those that are not done; 0 is first, -1 last."""
        with self._write() as run:
            _one(run, download_id)
            ids = [each.id for each in _all(run) if each.state != "done" and each.id != download_id]
            last = len(ids)
            ids.insert(min(index, last) if index >= 0 else max(0, last + 1 + index), download_id)
            done = [each.id for each in _all(run) if each.state == "done" and each.id not in ids]
            for position, each in enumerate((*done, *ids), 1):
                run("UPDATE downloads SET position = ? WHERE id = ?", (position, each))

    # -- what the process does that works on them ------------------------------------------------

    def claim(self, may: Callable[[Download], bool]) -> Download | None:
        """Take the first download that may run now; it belongs to this process from then on.

        One that shares a file with a running download has to wait for it. `may` tells whether this
        process wants one.
        """
        now = self._clock()
        with self._write() as run:
            known = _all(run)
            busy = {key for each in known if each.state == "running" for key in each.plan.keys}
            for each in known:
                waited = each.state == "waiting" and (each.retry_at or 0.0) <= now
                due = each.state == "queued" or waited
                if due and busy.isdisjoint(each.plan.keys) and may(each):
                    self._take(run, each.id)
                    return _one(run, each.id)
        return None

    def hold(self, may: Callable[[Download], bool], why: Trouble) -> None:
        """Let what would run next wait for `why` to end, and not for a time."""
        for each in self.all():
            if each.state != "queued" or not may(each):
                continue
            with self._write() as run:
                if _one(run, each.id).state == "queued":
                    self._change(run, each.id, state="waiting", error=_json(why), retry_at=None)

    def recover(self) -> None:
        """Free the downloads of processes that ended without a word."""
        rows = self._read(
            "SELECT id, asked, owner_pid, owner_started FROM downloads WHERE state = 'running'"
        )
        for number, asked, pid, started in rows:
            if self._lives(Owner(pid, started)):
                continue
            with self._write() as run:
                # Another process may have been here first.
                still = run(
                    "SELECT 1 FROM downloads WHERE id = ? AND owner_pid = ? AND owner_started = ?",
                    (number, pid, started),
                ).fetchone()
                if not still:
                    continue
                if asked == "cancel":
                    self._take(run, number, asked="cancel")
                else:
                    state = "paused" if asked == "pause" else "queued"
                    self._change(run, number, state=state, **_FREE)

    def mine(self) -> dict[int, Asked]:
        """Return the downloads that belong to this process, and what is asked of it for each."""
        rows = self._read(
            "SELECT id, asked FROM downloads WHERE state = 'running' AND owner_pid = ?"
            " AND owner_started = ?",
            (self._owner.pid, self._owner.started),
        )
        return {row[0]: row[1] for row in rows}

    def progress(self, download_id: int, received: int, live: Live) -> None:
        """Keep how far a running download is."""
        with self._write() as run:
            self._change(run, download_id, received=received, live=_json(live))

    def finish_file(self, download_id: int, file: FinishedFile) -> Download:
        """Keep that a file has its name."""
        with self._write() as run:
            found = _one(run, download_id)
            others = [each for each in found.finished if each.path != file.path]
            self._change(run, download_id, finished=_json([*others, file]))
            return _one(run, download_id)

    def replan(
        self,
        download_id: int,
        plan: DownloadPlan,
        finished: Collection[FinishedFile],
        notes: tuple[str, ...] = (),
    ) -> Download:
        """Fetch something else from now on: the content changed, or its commit alone."""
        with self._write() as run:
            found = _one(run, download_id)
            self._change(
                run, download_id,
                plan=_json(plan), finished=_json(list(finished)),
                notes=_json(_joined(found.notes, notes)),
            )  # fmt: skip
            return _one(run, download_id)

    def note(self, download_id: int, text: str) -> None:
        """Add a sentence to what is said of a download."""
        with self._write() as run:
            found = _one(run, download_id)
            self._change(run, download_id, notes=_json(_joined(found.notes, (text,))))

    def settle(self, download_id: int, outcome: Outcome, received: int) -> Download:
        """Keep how a run of a download ended; it belongs to nobody from then on.

        One that would go on is paused where that was asked for meanwhile. One to be cancelled
        stays with this process.
        """
        with self._write() as run:
            found = _one(run, download_id)
            state, retry_at = outcome.state, outcome.retry_at
            if found.asked == "cancel" and state != "done":
                return found
            if found.asked == "pause" and state in {"queued", "waiting"}:
                state, retry_at = "paused", None
            self._change(
                run, download_id,
                state=state, received=received, error=_json(outcome.error),
                retry_at=retry_at, attempts=outcome.attempts, **_FREE,
            )  # fmt: skip
            return _one(run, download_id)

    # -- inside ----------------------------------------------------------------------------------

    def _again(
        self,
        run: _Run,
        known: Download,
        plan: DownloadPlan,
        found: Collection[str],
        is_there: Callable[[Download], bool],
    ) -> None:
        same = known.plan.same_content(plan)
        if known.state == "running":
            if not same:
                raise _other_version(known)
            if known.asked == "pause":
                self._change(run, known.id, asked="")
            return
        if known.state == "done":
            if same and is_there(known):
                return
            self._change(
                run, known.id,
                plan=_json(plan), found=_json(list(found)), finished="[]", notes="[]", received=0,
            )  # fmt: skip
        else:
            notes = () if same or not known.received else (changed_note(plan),)
            self._change(
                run, known.id,
                plan=_json(plan), finished=_json(unchanged(known, plan)), notes=_json(notes),
            )  # fmt: skip
        self._queue(run, known.id)

    def _queue(self, run: _Run, download_id: int) -> None:
        self._change(run, download_id, state="queued", error=None, retry_at=None, attempts=0)

    def _take(self, run: _Run, download_id: int, asked: Asked = "") -> None:
        self._change(
            run, download_id,
            state="running", asked=asked, error=None, retry_at=None, live=None,
            owner_pid=self._owner.pid, owner_started=self._owner.started,
        )  # fmt: skip

    def _change(self, run: _Run, download_id: int, **values: object) -> None:
        columns = ", ".join(f"{name} = ?" for name in values)
        run(
            f"UPDATE downloads SET {columns}, updated_at = ? WHERE id = ?",  # noqa: S608
            (*values.values(), self._clock(), download_id),
        )

    def _lives(self, owner: Owner) -> bool:
        return owner == self._owner or owner.is_alive()

    def _read(self, sql: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        with self._lock:
            try:
                return self._connection.execute(sql, values).fetchall()
            except sqlite3.Error as error:
                raise explain(error, self._path) or error from error

    @contextmanager
    def _write(self) -> Iterator[_Run]:
        with self._lock:
            connection = self._connection
            try:
                # Taking the write lock at the start keeps two processes from deadlocking.
                connection.execute("BEGIN IMMEDIATE")
                yield connection.execute
                connection.execute("COMMIT")
            except BaseException as error:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                if isinstance(error, sqlite3.Error) and (said := explain(error, self._path)):
                    raise said from error
                raise


_Run = Callable[..., sqlite3.Cursor]

#: What a row of a download that nobody works on holds.
_FREE: dict[str, Any] = {"asked": "", "live": None, "owner_pid": None, "owner_started": None}


def changed_note(plan: DownloadPlan) -> str:
    """Return the sentence for content that changed on the hub before all of it was fetched."""
    return (
        f"“{plan.repo}” was changed on the hub meanwhile, so what changed is fetched from its"
        " beginning."
    )


def unchanged(known: Download, plan: DownloadPlan) -> list[FinishedFile]:
    """Return the finished files of a download that are the same in `plan`."""
    same = {(file.path, file.size, file.etag) for file in plan.files}
    etags = {file.path: (file.path, file.size, file.etag) for file in known.plan.files}
    return [each for each in known.finished if etags.get(each.path) in same]


def _joined(notes: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*notes, *more)))


def _all(run: _Run) -> tuple[Download, ...]:
    return tuple(_download(row) for row in run(_ALL).fetchall())


def _one(run: _Run, download_id: int) -> Download:
    row = run(
        f"SELECT {_COLUMNS} FROM downloads WHERE id = ?",  # noqa: S608
        (download_id,),
    ).fetchone()
    if row is None:
        raise _gone()
    return _download(row)


def _download(row: tuple[Any, ...]) -> Download:
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


def _json(value: object) -> str | None:
    return None if value is None else msgspec.json.encode(value).decode()


def _gone() -> ParleyError:
    return ParleyError(
        "download_gone",
        "This download is no longer in the queue.",
        safe="Your models and the other downloads are as they were.",
        hint="Look at the queue again.",
    )


def _other_version(known: Download) -> ParleyError:
    return ParleyError(
        "download_other_version",
        f"Another version of {known.name} is being downloaded right now.",
        safe="That download goes on.",
        hint="Wait for it, or cancel it first.",
    )
