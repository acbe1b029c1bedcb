"""Keeps what loads and answers really took, beside the thread that has them.

Reading a header and looking at the machine would disturb the model that just runs, so both wait
for a quiet moment. What cannot be kept is given up: figures are worth no error.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import msgspec

from parley.core.errors import ParleyError
from parley.engine.protocol import Done, Loaded, LoadOptions
from parley.fit.adapters import adapter_bytes
from parley.fit.estimate import estimate
from parley.fit.identity import key_of
from parley.fit.records import FitRecords, speed_of
from parley.fit.shape import shape
from parley.fit.sparse import HeaderFile, header_files, trim
from parley.gguf import joined
from parley.hardware.values import Machine
from parley.library import Measured

#: Opens the records of a machine for as long as a `with` lasts.
OpenRecords = Callable[[Machine], AbstractContextManager[FitRecords]]

log = logging.getLogger(__name__)


class Session(msgspec.Struct):
    """One load of a model, and the answers that it gave."""

    path: str
    options: LoadOptions
    loaded: Loaded
    answers: list[Done]
    told: bool = False

    @property
    def news(self) -> bool:
        """Whether there is something to be kept of it."""
        return not self.told or bool(self.answers)


def record(
    session: Session, files: Sequence[HeaderFile], records: FitRecords, machine: Machine
) -> None:
    """Keep what a load took and how fast its answers were, beside what was predicted of it.

    `files` are the headers of the model that was loaded. Raises `ParleyError` where the database
    refuses.
    """
    cut = trim(files)
    key = key_of(cut)
    if not session.told:
        if records.figures(key, session.options).predicted is None:
            header = joined([one.header for one in cut])
            adapters = adapter_bytes(session.options.loras)
            allocation = estimate(shape(header), session.options, machine, adapters=adapters)
            records.remember_prediction(key, session.options, allocation)
        records.remember_load(key, session.options, session.loaded)
        session.told = True
    while session.answers:
        records.remember_run(key, session.options, session.answers[0])
        session.answers.pop(0)


def measured(session: Session) -> Measured:
    """Return what a load took and how fast its answers were, as models are listed with it."""
    speed = speed_of(session.answers)
    return Measured(
        memory_bytes=session.loaded.memory_bytes + sum(session.loaded.device_bytes.values()),
        prefill=speed.prefill if speed else 0.0,
        decode=speed.decode if speed else 0.0,
    )


class Recorder:
    """Records what a window's model does, in a thread of its own once it is quiet.

    Args:
        open_records: as `OpenRecords`.
        machine: returns this machine; asked once, in that thread.
        busy: whether the engine is at work now; asked in that thread.
        used: is told which model was used and what was measured, in that thread.
        quiet: seconds without anything new before something is written.
    """

    def __init__(
        self,
        open_records: OpenRecords,
        machine: Callable[[], Machine],
        *,
        busy: Callable[[], bool] = lambda: False,
        used: Callable[[str, Measured], object] = lambda _path, _measured: None,
        quiet: float = 3.0,
    ) -> None:
        self._open = open_records
        self._machine = machine
        self._busy = busy
        self._used = used
        self._quiet = quiet
        self._sessions: list[Session] = []
        self._changed = threading.Condition()
        self._news = False
        self._here: Machine | None = None
        self._closed = False
        self._thread: threading.Thread | None = None

    def loaded(self, path: str, options: LoadOptions, loaded: Loaded) -> None:
        """Note that a model was loaded. Returns at once."""
        self._note(lambda: self._sessions.append(Session(path, options, loaded, [])))

    def ran(self, done: Done) -> None:
        """Note how an answer of the model loaded last went. Returns at once."""
        self._note(lambda: self._sessions[-1].answers.append(done) if self._sessions else None)

    def close(self) -> None:
        """Write what is not yet written, and end."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
            thread = self._thread
        if thread is not None:
            thread.join()

    def _note(self, change: Callable[[], None]) -> None:
        with self._changed:
            change()
            self._news = True
            self._changed.notify_all()
            if self._thread is None and not self._closed:
                self._thread = threading.Thread(target=self._work, name="fit-recorder", daemon=True)
                self._thread.start()

    def _work(self) -> None:
        closed = False
        while not closed:
            with self._changed:
                closed = self._wait()
                due = [_taken(session) for session in self._sessions]
                self._sessions = self._sessions[-1:]
            try:
                self._write(due)
            except Exception:  # the thread must live on for the next figures
                log.exception("Figures of a model could not be kept")

    def _wait(self) -> bool:
        """Wait until there is something new and it is quiet; return whether it is the end."""
        self._changed.wait_for(lambda: self._closed or self._news)
        while not self._closed:
            self._news = False
            self._changed.wait_for(lambda: self._closed or self._news, timeout=self._quiet)
            if not self._news and not self._busy():
                break
        return self._closed

    def _write(self, due: Sequence[Session]) -> None:
        readable = []
        for session in due:
            if not session.news:
                continue
            with _given_up():
                self._used(session.path, measured(session))
            with _given_up():
                readable.append((session, header_files(Path(session.path))))
        if not readable:
            return
        with _given_up():
            self._here = self._here or self._machine()
            with self._open(self._here) as records:
                for session, files in readable:
                    with _given_up():
                        record(session, files, records, self._here)


@contextlib.contextmanager
def _given_up() -> Iterator[None]:
    """Go on after what keeps figures from being kept."""
    try:
        yield
    except (ParleyError, OSError) as error:
        log.info("Figures of a model were not kept: %s", error)


def _taken(session: Session) -> Session:
    """Return what is due of a session, and leave the session without it."""
    due = msgspec.structs.replace(session, answers=list(session.answers))
    session.answers.clear()
    session.told = True
    return due
