"""The queue as it is kept in the database, where several processes share it.

A running download belongs to one process; what others want of it, they ask through its row.
"""

from __future__ import annotations

import logging
import math
import sqlite3
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from parley.core.database import explained, written
from parley.core.errors import ParleyError
from parley.core.owner import Owner
from parley.hub.downloads.outcomes import MOST_ASKED, Outcome
from parley.hub.downloads.rows import ALL, Run, all_of, as_json, gone, one_of, readable
from parley.hub.downloads.values import (
    Asked,
    Download,
    DownloadPlan,
    FinishedFile,
    Live,
    Trouble,
    changed_note,
    unchanged,
)

_log = logging.getLogger(__name__)

#: What became of a wish: done by the one who asked, or to be done by the process that runs it.
Answer = Literal["done", "asked"]

_DUE = (
    "SELECT 1 FROM downloads WHERE state = 'queued'"
    " OR state = 'waiting' AND coalesce(retry_at, 0) NOT BETWEEN ? AND ? LIMIT 1"
)
_IDLE = ("queued", "waiting", "paused", "failed")


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
        rows = self._read(ALL)
        if damaged := len(rows) - len(readable(rows)):
            _log.warning("Downloads that cannot be read and are left alone: %s", damaged)

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
        return readable(self._read(ALL))

    def get(self, download_id: int) -> Download:
        """Return one download."""
        for download in self.all():
            if download.id == download_id:
                return download
        raise gone()

    # -- what a person does ----------------------------------------------------------------------

    def add(
        self,
        plan: DownloadPlan,
        *,
        found: Collection[str] = (),
        is_there: Callable[[Download], bool] = lambda download: True,
    ) -> Download:
        """Put `plan` at the end of the queue; that of a model that is known already goes on.

        It fetches what `plan` says from then on, which may be more files than before, or fewer.

        Args:
            found: paths of the files that are on this disk already.
            is_there: whether the files of a download that is done are still as it left them.

        Raises:
            ParleyError: `download_other_version` where the same model is being fetched right now,
                with other content or without a file of `plan`.
        """
        with self._write() as run:
            known = next((each for each in all_of(run) if each.plan.same_model(plan)), None)
            if known is not None:
                self._again(run, known, plan, found, is_there)
                return one_of(run, known.id)
            now = self._clock()
            cursor = run(
                "INSERT INTO downloads (plan, found, state, position, created_at, updated_at)"
                " SELECT ?, ?, 'queued', coalesce(max(position), 0) + 1, ?, ? FROM downloads",
                (as_json(plan), as_json(list(found)), now, now),
            )
            assert cursor.lastrowid is not None
            return one_of(run, cursor.lastrowid)

    def pause(self, download_id: int) -> Answer:
        """Pause a download, or ask the process that runs it to. One that ended is left alone."""
        with self._write() as run:
            found = one_of(run, download_id)
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
            found = one_of(run, download_id)
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
            found = one_of(run, download_id)
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
            one_of(run, download_id)
            ids = [
                each.id for each in all_of(run) if each.state != "done" and each.id != download_id
            ]
            last = len(ids)
            ids.insert(min(index, last) if index >= 0 else max(0, last + 1 + index), download_id)
            done = [each.id for each in all_of(run) if each.state == "done" and each.id not in ids]
            for position, each in enumerate((*done, *ids), 1):
                run("UPDATE downloads SET position = ? WHERE id = ?", (position, each))

    # -- what the process does that works on them ------------------------------------------------

    def claim(self, may: Callable[[Download], bool]) -> Download | None:
        """Take the first download that may run now; it belongs to this process from then on.

        One that shares a file with a running download has to wait for it. `may` tells whether this
        process wants one.
        """
        now = self._clock()
        # No time to try again is further off than that: the clock was put back meanwhile.
        latest = now + MOST_ASKED
        if not self._read(_DUE, (math.nextafter(now, latest), latest)):
            return None  # without keeping others from writing
        with self._write() as run:
            known = all_of(run)
            busy = {key for each in known if each.state == "running" for key in each.plan.keys}
            for each in known:
                waited = each.state == "waiting" and not now < (each.retry_at or 0.0) <= latest
                due = each.state == "queued" or waited
                if due and busy.isdisjoint(each.plan.keys) and may(each):
                    self._take(run, each.id)
                    return one_of(run, each.id)
        return None

    def hold(self, may: Callable[[Download], bool], why: Trouble) -> list[Download]:
        """Let what would run next wait for `why` to end, and not for a time; return it."""
        if not any(each.state == "queued" and may(each) for each in self.all()):
            return []
        with self._write() as run:
            held = [each.id for each in all_of(run) if each.state == "queued" and may(each)]
            for each in held:
                self._change(run, each, state="waiting", error=as_json(why), retry_at=None)
            return [one_of(run, each) for each in held]

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
            self._change(run, download_id, received=received, live=as_json(live))

    def finish_file(self, download_id: int, file: FinishedFile) -> Download:
        """Keep that a file has its name."""
        with self._write() as run:
            found = one_of(run, download_id)
            others = [each for each in found.finished if each.path != file.path]
            self._change(run, download_id, finished=as_json([*others, file]))
            return one_of(run, download_id)

    def replan(
        self,
        download_id: int,
        plan: DownloadPlan,
        finished: Collection[FinishedFile],
        notes: tuple[str, ...] = (),
    ) -> Download:
        """Fetch something else from now on: the content changed, or its commit alone."""
        with self._write() as run:
            found = one_of(run, download_id)
            self._change(
                run, download_id,
                plan=as_json(plan), finished=as_json(list(finished)),
                notes=as_json(_joined(found.notes, notes)),
            )  # fmt: skip
            return one_of(run, download_id)

    def note(self, download_id: int, text: str) -> None:
        """Add a sentence to what is said of a download."""
        with self._write() as run:
            found = one_of(run, download_id)
            self._change(run, download_id, notes=as_json(_joined(found.notes, (text,))))

    def settle(self, download_id: int, outcome: Outcome, received: int) -> Download:
        """Keep how a run of a download ended; it belongs to nobody from then on.

        One that would go on is paused where that was asked for meanwhile. One to be cancelled
        stays with this process.
        """
        with self._write() as run:
            found = one_of(run, download_id)
            state, retry_at = outcome.state, outcome.retry_at
            if found.asked == "cancel" and state != "done":
                return found
            if found.asked == "pause" and state in {"queued", "waiting"}:
                state, retry_at = "paused", None
            self._change(
                run, download_id,
                state=state, received=received, error=as_json(outcome.error),
                retry_at=retry_at, attempts=outcome.attempts, **_FREE,
            )  # fmt: skip
            return one_of(run, download_id)

    # -- inside ----------------------------------------------------------------------------------

    def _again(
        self,
        run: Run,
        known: Download,
        plan: DownloadPlan,
        found: Collection[str],
        is_there: Callable[[Download], bool],
    ) -> None:
        held = known.plan.holds(plan)
        if known.state == "running":
            if not held:
                raise _other_version(known)
            if known.asked == "pause":
                self._change(run, known.id, asked="")
            return
        there = known.state == "done" and is_there(known)
        if there and held:
            return
        begun = known.state != "done" and known.received > 0
        notes = (changed_note(plan),) if begun and known.plan.differs(plan) else ()
        kept = unchanged(known, plan) if known.state != "done" or there else []
        new = (path for path in found if path not in known.plan.paths)
        self._change(
            run, known.id,
            plan=as_json(plan), finished=as_json(kept), notes=as_json(notes),
            found=as_json(list(found) if known.state == "done" else [*known.found, *new]),
            received=known.received if begun else 0,
        )  # fmt: skip
        self._queue(run, known.id)

    def _queue(self, run: Run, download_id: int) -> None:
        self._change(run, download_id, state="queued", error=None, retry_at=None, attempts=0)

    def _take(self, run: Run, download_id: int, asked: Asked = "") -> None:
        self._change(
            run, download_id,
            state="running", asked=asked, error=None, retry_at=None, live=None,
            owner_pid=self._owner.pid, owner_started=self._owner.started,
        )  # fmt: skip

    def _change(self, run: Run, download_id: int, **values: object) -> None:
        columns = ", ".join(f"{name} = ?" for name in values)
        run(
            f"UPDATE downloads SET {columns}, updated_at = ? WHERE id = ?",  # noqa: S608
            (*values.values(), self._clock(), download_id),
        )

    def _lives(self, owner: Owner) -> bool:
        return owner == self._owner or owner.is_alive()

    def _read(self, sql: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        with self._lock, explained(self._path):
            return self._connection.execute(sql, values).fetchall()

    @contextmanager
    def _write(self) -> Iterator[Run]:
        with self._lock, written(self._connection, self._path):
            yield self._connection.execute


#: What a row of a download that nobody works on holds.
_FREE: dict[str, Any] = {"asked": "", "live": None, "owner_pid": None, "owner_started": None}


def _joined(notes: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*notes, *more)))


def _other_version(known: Download) -> ParleyError:
    return ParleyError(
        "download_other_version",
        f"{known.name} is being downloaded right now, in another version or with other files.",
        safe="That download goes on.",
        hint="Wait for it, or cancel it first.",
    )
