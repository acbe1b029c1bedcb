"""What was predicted, verified and measured of a model here, kept side by side in SQLite."""

from __future__ import annotations

import sqlite3
import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeVar

import msgspec

from parley.core.database import explained, written
from parley.engine.protocol import Done, Loaded, LoadOptions
from parley.fit.identity import as_json, machine_key, run_options
from parley.fit.values import Allocation, Speed
from parley.hardware.values import Machine

#: Fewest tokens from which a speed is taken. Below, the fixed costs of a turn are most of the time.
MIN_PREFILL_TOKENS = 64
MIN_DECODE_TOKENS = 16
#: Latest runs of one fit that a speed is taken from.
RUNS_KEPT = 20

_T = TypeVar("_T")
_allocation = msgspec.json.Decoder(Allocation)
_speed = msgspec.json.Decoder(Speed)


class LoadFigures(msgspec.Struct, frozen=True):
    """What a load really took.

    Attributes:
        allocation: the engine's buffers; None from an engine that does not tell them.
        memory_bytes: resident set size of the engine's process after the load.
        device_bytes: bytes taken on each device other than the processor, by name.
        load_seconds: from the command to ready.
    """

    allocation: Allocation | None
    memory_bytes: int
    device_bytes: dict[str, int]
    load_seconds: float


class Figures(msgspec.Struct, frozen=True):
    """All that is known of one model with one set of options on this machine; None if nothing.

    Attributes:
        predicted, verified: by the formula, and by the engine from the header.
        loaded: by the last load.
        speed_predicted: what was said before the first run.
        speed_measured: medians of the last runs; `prefill` or `decode` is 0 as long as no run was
            long enough for it.
        runs: runs that count, of the last ones.
    """

    predicted: Allocation | None = None
    verified: Allocation | None = None
    loaded: LoadFigures | None = None
    speed_predicted: Speed | None = None
    speed_measured: Speed | None = None
    runs: int = 0

    @property
    def measured(self) -> Allocation | None:
        """What the engine allocated in the last load."""
        return self.loaded.allocation if self.loaded else None


class Run(msgspec.Struct, frozen=True):
    """How a model ran here: `options` are those of the load, as `run_options` has them.

    `speed` are medians of the last runs with them.
    """

    options: LoadOptions
    speed: Speed


_loads = msgspec.json.Decoder(LoadFigures)
_options = msgspec.json.Decoder(LoadOptions)


class FitRecords:
    """The figures of fits on this machine, in one database, used from one thread.

    `key` is `identity.header_key` of the model's files, the same before and after a download. What
    is planned for another machine is not recorded here. Every method may raise `ParleyError` as
    `core.database.explain` has it; then nothing of that call was written.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        here: Machine,
        *,
        clock: Callable[[], float] = time.time,
        keep: int = 2000,
    ) -> None:
        """Use `connection`, whose schema is up to date. `keep` fits stay, the oldest go first."""
        self._connection = connection
        self._path = Path(connection.execute("PRAGMA database_list").fetchone()[2])
        self._here = here
        self._machine = machine_key(here)
        self._clock = clock
        self._keep = keep

    def remember_prediction(
        self, key: str, options: LoadOptions, allocation: Allocation, speed: Speed | None = None
    ) -> None:
        """Keep what was predicted. A speed that rests on measured runs is not one; it is left."""
        said = None if speed is None or speed.basis == "measured" else _json(speed)
        self._set(key, options, {"predicted": _json(allocation), "speed": said})

    def remember_verified(self, key: str, options: LoadOptions, allocation: Allocation) -> None:
        """Keep what the engine said it would allocate."""
        self._set(key, options, {"verified": _json(allocation)})

    def remember_load(self, key: str, options: LoadOptions, loaded: Loaded) -> None:
        """Keep what a load with `options` really took."""
        figures = LoadFigures(
            allocation=Allocation(loaded.buffers, loaded.context) if loaded.buffers else None,
            memory_bytes=loaded.memory_bytes,
            device_bytes=loaded.device_bytes,
            load_seconds=loaded.load_seconds,
        )
        self._set(key, options, {"measured": _json(figures)})

    def remember_run(self, key: str, options: LoadOptions, done: Done) -> None:
        """Keep how fast an answer of a model loaded with `options` was.

        A run counts for reading a prompt from 64 tokens that were not cached, for writing from 16
        generated ones; one that counts for neither is not kept.
        """
        prefill, decode = _counted(done)
        if not prefill and not decode:
            return
        with self._write():
            fit = self._fit(key, options)
            self._connection.execute(
                "INSERT INTO fit_runs (fit_id, prefill_tokens, prefill_seconds, decode_tokens,"
                " decode_seconds, context_used, ended_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    fit,
                    prefill,
                    done.prefill_seconds if prefill else 0.0,
                    decode,
                    done.decode_seconds if decode else 0.0,
                    done.context_used,
                    self._clock(),
                ),
            )
            # As many of each kind stay: short questions must not drive out what long ones showed.
            for kind in ("prefill_tokens", "decode_tokens"):
                self._connection.execute(
                    f"UPDATE fit_runs SET {kind} = 0 WHERE fit_id = ? AND {kind} > 0"  # noqa: S608
                    f" AND id NOT IN (SELECT id FROM fit_runs WHERE fit_id = ? AND {kind} > 0"
                    " ORDER BY id DESC LIMIT ?)",
                    (fit, fit, RUNS_KEPT),
                )
            self._connection.execute(
                "DELETE FROM fit_runs WHERE fit_id = ? AND prefill_tokens = 0"
                " AND decode_tokens = 0",
                (fit,),
            )

    def figures(self, key: str, options: LoadOptions) -> Figures:
        """Return all that is known; empty figures if nothing is."""
        with explained(self._path):
            row = self._connection.execute(
                "SELECT id, predicted, speed, verified, measured FROM fits WHERE model = ?"
                " AND options = ? AND machine = ? AND engine = ?",
                self._place(key, options),
            ).fetchone()
            if row is None:
                return Figures()
            runs = self._runs(row[0])
        return Figures(
            predicted=_read(_allocation, row[1]),
            verified=_read(_allocation, row[3]),
            loaded=_read(_loads, row[4]),
            speed_predicted=_read(_speed, row[2]),
            speed_measured=_measured(runs),
            runs=len(runs),
        )

    def latest_run(self, key: str) -> Run | None:
        """Return how a model ran with the options that it had last; None where it never ran."""
        with explained(self._path):
            row = self._connection.execute(
                "SELECT id, options FROM fits WHERE model = ? AND machine = ? AND engine = ?"
                " AND EXISTS (SELECT 1 FROM fit_runs WHERE fit_id = fits.id)"
                " ORDER BY (SELECT max(fit_runs.id) FROM fit_runs WHERE fit_id = fits.id) DESC"
                " LIMIT 1",
                (key, self._machine, self._here.engine.version),
            ).fetchone()
            if row is None:
                return None
            speed = _measured(self._runs(row[0]))
        options = _read(_options, row[1])
        return None if speed is None or options is None else Run(options, speed)

    def forget(self, key: str) -> None:
        """Drop all figures of a model on this machine. One that has none is fine."""
        with self._write():
            self._connection.execute(
                "DELETE FROM fits WHERE model = ? AND machine = ?", (key, self._machine)
            )

    # -- inside ----------------------------------------------------------------------------------

    def _runs(self, fit: int) -> list[tuple[int, float, int, float]]:
        found: list[tuple[int, float, int, float]] = self._connection.execute(
            "SELECT prefill_tokens, prefill_seconds, decode_tokens, decode_seconds"
            " FROM fit_runs WHERE fit_id = ?",
            (fit,),
        ).fetchall()
        return found

    def _place(self, key: str, options: LoadOptions) -> tuple[str, str, str, str]:
        alike = as_json(run_options(options, self._here))
        return key, alike, self._machine, self._here.engine.version

    def _set(self, key: str, options: LoadOptions, columns: dict[str, str | None]) -> None:
        """Write columns of a fit that have a value. They are named in code, never by data."""
        given = {name: value for name, value in columns.items() if value is not None}
        with self._write():
            fit = self._fit(key, options)
            self._connection.execute(
                f"UPDATE fits SET {', '.join(f'{name} = ?' for name in given)} WHERE id = ?",  # noqa: S608
                (*given.values(), fit),
            )

    def _fit(self, key: str, options: LoadOptions) -> int:
        """Return the id of a fit, made where it is new, and make it the latest."""
        row = self._connection.execute(
            "INSERT INTO fits (model, options, machine, engine, updated_at) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (model, options, machine, engine)"
            " DO UPDATE SET updated_at = max(updated_at, excluded.updated_at) RETURNING id",
            (*self._place(key, options), self._clock()),
        ).fetchone()
        found: int = row[0]
        self._connection.execute(
            "DELETE FROM fits WHERE id <> ? AND id IN"
            " (SELECT id FROM fits ORDER BY updated_at DESC, id DESC LIMIT -1 OFFSET ?)",
            (found, self._keep),
        )
        return found

    def _write(self) -> AbstractContextManager[None]:
        return written(self._connection, self._path)


def speed_of(answers: Sequence[Done]) -> Speed | None:
    """Return the medians over answers of one load; None where none of them counts."""
    runs = [(*_counted(done), done) for done in answers]
    return _measured(
        [
            (prefill, done.prefill_seconds, decode, done.decode_seconds)
            for prefill, decode, done in runs
        ]
    )


def _counted(done: Done) -> tuple[int, int]:
    """Return the tokens of an answer that count for reading and for writing; 0 for too few."""
    evaluated = done.prompt_tokens - done.cached_tokens
    # The time runs from the first token to the last, so it is that of one token less.
    written = done.generated_tokens - 1
    return (
        evaluated if evaluated >= MIN_PREFILL_TOKENS and done.prefill_seconds > 0 else 0,
        written if written + 1 >= MIN_DECODE_TOKENS and done.decode_seconds > 0 else 0,
    )


def _measured(runs: Sequence[tuple[int, float, int, float]]) -> Speed | None:
    """Return the medians over runs; a busy moment or one lucky run does not move them far."""
    prefill = [tokens / seconds for tokens, seconds, _, _ in runs if tokens]
    decode = [tokens / seconds for _, _, tokens, seconds in runs if tokens]
    if not prefill and not decode:
        return None
    return Speed(
        prefill=statistics.median(prefill) if prefill else 0.0,
        decode=statistics.median(decode) if decode else 0.0,
        basis="measured",
    )


def _read(decoder: msgspec.json.Decoder[_T], text: str | None) -> _T | None:
    """Return a stored value; what an older or newer program wrote differently counts as none."""
    if text is None:
        return None
    try:
        return decoder.decode(text)
    except msgspec.ValidationError:
        return None


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
