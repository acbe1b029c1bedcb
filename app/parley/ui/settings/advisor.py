"""What the panel has to wait for, in a thread of its own: headers, the machine, the engine's word.

Of several questions of one kind only the last is answered. Nothing is asked before the panel is
opened for the first time.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from parley.core.errors import ParleyError
from parley.ui.post import Poster
from parley.ui.services import Services

if TYPE_CHECKING:
    from parley.chat.sampling_guide import Advice
    from parley.engine.protocol import LoadOptions
    from parley.fit.live import Trial, Trials
    from parley.fit.values import Allocation, Wish

log = logging.getLogger(__name__)


class Advisor(QObject):
    """Answers in signals, on the window's thread.

    `advised` gives a path and an `Advice`; `tried` a `Trial`, first of the machine as it was known,
    then as it is; `verified` options with what the engine says they take; `planned` a `Trial` and
    its `Plan`; `suggested` a `Plan`; `listed` the entries of the model picker; `failed` a
    `ParleyError` that a person should read.
    """

    advised = Signal(str, object)
    tried = Signal(object)
    verified = Signal(object, object)
    planned = Signal(object, object)
    suggested = Signal(object)
    listed = Signal(object)
    failed = Signal(object)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._post = Poster(self)
        self._wanted: dict[str, Callable[[], None]] = {}
        self._news = threading.Condition()
        self._closed = False
        self._thread: threading.Thread | None = None
        self._trials: Trials | None = None

    # -- what is asked, on the window's thread ---------------------------------------------------

    def advise(self, path: str) -> None:
        """Find out how a model is asked to be used."""

        def work() -> None:
            from parley.chat.sampling_guide import NO_ADVICE

            found: Advice = NO_ADVICE
            try:
                found = self._services.advice(path)
            finally:
                # Where it cannot be read, what another model is asked to be given ends too.
                self._tell(lambda: self.advised.emit(path, found))

        self._ask("advise", work)

    def open(self, path: str, loaded: Allocation | None) -> None:
        """Look at this machine, and at the model at `path` on it."""

        def work() -> None:
            trials = self._have_trials()
            known = trials.known(path, loaded)
            if known is not None:
                self._tell(lambda: self.tried.emit(known))
            found = trials.open(path, loaded)
            self._tell(lambda: self.tried.emit(found))

        self._drop("verify", "plan", "suggest")
        self._ask("open", work)

    def verify(self, trial: Trial, options: LoadOptions) -> None:
        """Ask the engine what a load would take. Where it does not say, nothing is told."""

        def work() -> None:
            try:
                found = self._have_trials().verify(trial, options)
            except ParleyError as error:
                log.info("The engine did not say what a load would take: %s", error)
                return
            self._tell(lambda: self.verified.emit(options, found))

        self._ask("verify", work)

    def plan(self, trial: Trial, wish: Wish) -> None:
        """Find out how Parley would load the model here."""

        def work() -> None:
            found = trial.plan(wish)
            self._tell(lambda: self.planned.emit(trial, found))

        self._ask("plan", work)

    def suggest(self, trial: Trial) -> None:
        """Find out how Parley would load the model here if nobody asked for anything."""

        def work() -> None:
            from parley.fit.values import Wish

            found = trial.plan(Wish())
            self._tell(lambda: self.suggested.emit(found))

        self._ask("suggest", work)

    def list_models(self) -> None:
        """Find out which models can be chosen."""

        def work() -> None:
            found = self._services.models()
            self._tell(lambda: self.listed.emit(found))

        self._ask("list", work)

    def close(self) -> None:
        """Tell nothing more. What is being asked ends by itself."""
        self._post.close()
        with self._news:
            self._closed = True
            self._wanted.clear()
            self._news.notify_all()

    # -- the thread ------------------------------------------------------------------------------

    def _ask(self, kind: str, work: Callable[[], None]) -> None:
        with self._news:
            if self._closed:
                return
            self._wanted.pop(kind, None)
            self._wanted[kind] = work
            self._news.notify_all()
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="advisor", daemon=True)
                self._thread.start()

    def _drop(self, *kinds: str) -> None:
        with self._news:
            for kind in kinds:
                self._wanted.pop(kind, None)

    def _run(self) -> None:
        while True:
            with self._news:
                self._news.wait_for(lambda: self._closed or self._wanted)
                if self._closed:
                    return
                work = self._wanted.pop(next(iter(self._wanted)))
            try:
                work()
            except ParleyError as error:
                self._tell(lambda error=error: self.failed.emit(error))  # type: ignore[misc]
            except Exception:  # the thread lives on for the next question
                if not self._closed:
                    log.exception("The panel could not be told about a model")

    def _tell(self, say: Callable[[], None]) -> None:
        if not self._closed:
            self._post(say)

    def _have_trials(self) -> Trials:
        if self._trials is None:
            self._trials = self._services.trials()
        return self._trials
