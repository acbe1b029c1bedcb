"""When the model is asked for titles: once nothing was answered or typed for a while."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from parley.chat.titling import Titler
from parley.chat.values import SessionState
from parley.ui.chat.sessions import Sessions
from parley.ui.services import Services

#: Seconds without a key after which a question that was begun is left lying, for now.
LEFT = 30.0


class Titles(QObject):
    """Watches the sessions of all windows. `looked` tells that it was quiet for a while.

    Attributes:
        pause: milliseconds without an answer or a key after which it counts as quiet.
    """

    looked = Signal()

    def __init__(
        self, services: Services, sessions: Sessions, typing: Callable[[], bool], parent: QObject
    ) -> None:
        """Ask nothing while `typing` says that a question is being written."""
        super().__init__(parent)
        self.pause = 4000
        self._typed_at = float("-inf")
        self._services, self._sessions, self._typing = services, sessions, typing
        self._titler = Titler(services.store, sessions.post)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(self._work)
        sessions.state_changed.connect(self._state_changed)

    @property
    def is_waiting(self) -> bool:
        """Whether a title will be asked for once it is quiet."""
        return self._quiet.isActive()

    def wait(self) -> None:
        """Take in that somebody types: the quiet begins anew."""
        self._typed_at = time.monotonic()
        if self._quiet.isActive():
            self._quiet.start(self.pause)

    def rest(self) -> None:
        """Ask nothing more until something is answered again."""
        self._quiet.stop()
        self._titler.interrupt()

    def _state_changed(self, conversation_id: int) -> None:
        session = self._sessions.of(conversation_id)
        if session is not None and session.state != SessionState.IDLE:
            # A person's turn: it is told before the engine is asked.
            self.rest()
        elif self._services.settings.titles == "model":
            self._titler.answered(conversation_id)
            self._quiet.start(self.pause)

    def _work(self) -> None:
        engine = self._services.engine
        if engine is None or self._services.settings.titles != "model":
            return
        writes = self._typing() and time.monotonic() < self._typed_at + LEFT
        if self._sessions.running or writes:
            self._quiet.start(self.pause)
            self.looked.emit()
            return
        engine, slot = self._services.start_engine()
        self._titler.work(engine, slot)
        # Where the model is not there, the next answer asks again.
        if self._titler.waits and self._titler.works:
            self._quiet.start(self.pause)
        self.looked.emit()
