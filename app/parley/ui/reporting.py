"""Tells the status line what is true now: about the model, the memory, the answer, the network."""

from __future__ import annotations

import functools

from PySide6.QtCore import QObject

from parley.chat.values import SessionState
from parley.ui import words
from parley.ui.chat.message_words import activity
from parley.ui.chat.page import ChatPage
from parley.ui.chat.sessions import Sessions
from parley.ui.services import Services
from parley.ui.status import StatusLine

#: What the engine is where it does nothing.
_AT_REST = frozenset({"off", "idle", "ready"})


class Reporting(QObject):
    """Keeps one window's status line true. `tell` is to be called when something changed."""

    def __init__(
        self,
        services: Services,
        sessions: Sessions,
        page: ChatPage,
        status: StatusLine,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._services, self._sessions = services, sessions
        self._page, self._status = page, status

    def tell(self) -> None:
        """Say what is true now."""
        self._sessions.watch()
        self._tell_model()
        session = self._page.session
        state = session.state if session is not None else SessionState.IDLE
        progress = session.progress if session is not None else None
        writing = state == SessionState.GENERATING
        self._status.show_state(self.tr("Writing") if writing else activity(state, progress, ""))
        self._tell_figures()
        self._status.show_offline(self._services.settings.offline)

    # -- inside ----------------------------------------------------------------------------------

    def _tell_model(self) -> None:
        engine = self._services.engine
        loaded = engine.model if engine is not None else None
        busy = engine is not None and engine.state not in _AT_REST
        if loaded is None:
            card = self._page.picking.card
            self._status.show_model(_named(card.name, card.quantisation), "busy" if busy else "off")
            self._status.show_memory(0)
            return
        # What is in memory, which another conversation may have asked for.
        _, slot = self._services.start_engine()
        choice = slot.choice
        name = _named(choice.name, choice.quantisation) if choice is not None else loaded.name
        taken = {device: count for device, count in loaded.device_bytes.items() if count}
        text = self.tr("{model} on {devices}") if taken else self.tr("{model} on the processor")
        self._status.show_model(
            text.format(model=name, devices=", ".join(taken)), "busy" if busy else "ready"
        )
        # A card's memory is its own, and is not told here.
        total = 0 if taken else self._total
        self._status.show_memory(loaded.memory_bytes + sum(taken.values()), total)

    def _tell_figures(self) -> None:
        figures = next(
            (
                m.figures
                for m in reversed(self._page.transcript.messages)
                if m.figures and m.figures.context
            ),
            None,
        )
        live = self._page.live_speed
        if figures is None:
            self._status.show_speed(live)
            self._status.show_context(0, 0)
            return
        past = words.speed(figures.generated_tokens, figures.decode_seconds)
        self._status.show_speed(live or past)
        self._status.show_context(figures.context_used, figures.context)

    @functools.cached_property
    def _total(self) -> int:
        """The memory that a program may have here, in bytes."""
        from parley.hardware import LocalSystem
        from parley.hardware.memory import memory

        found = memory(LocalSystem())
        return found.total if found.limit is None else found.limit


def _named(name: str, quantisation: str) -> str:
    return " ".join(part for part in (name, quantisation) if part)
