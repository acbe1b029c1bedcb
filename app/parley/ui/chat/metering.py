"""Keeps the context meter of one page, and the line where the next prompt begins, up to date."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, QTimer, SignalInstance

from parley.chat.beginning import Beginning
from parley.chat.context import Usage, usage
from parley.chat.counting import Tally
from parley.chat.session import ChatSession
from parley.core.errors import ParleyError
from parley.ui.chat.composer import Composer
from parley.ui.chat.mending import Mending
from parley.ui.chat.meter import ContextMeter
from parley.ui.chat.transcript import Transcript
from parley.ui.services import Services
from parley.ui.theme import Theme

#: Milliseconds in which several changes are taken in at once.
_SOON = 50


class Page(Protocol):
    """The page with the meter."""

    transcript: Transcript
    composer: Composer
    mending: Mending
    progressed: SignalInstance
    setup_changed: SignalInstance

    @property
    def setup(self) -> Beginning:
        """What is set of the conversation on the screen."""

    @property
    def session(self) -> ChatSession | None:
        """Its session, if it had one."""

    @property
    def running(self) -> bool:
        """Whether an answer is being made in it."""


class Metering(QObject):
    """Owns the meter, which stands beside the message that is being written."""

    def __init__(self, page: Page, services: Services, look: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._page, self._services = page, services
        self._draft = 0
        self.meter = ContextMeter(look)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SOON)
        self._timer.timeout.connect(self._show)
        page.composer.aside.addWidget(self.meter)
        page.composer.tallied.connect(self._tallied)
        page.progressed.connect(self._timer.start)
        page.setup_changed.connect(self._timer.start)
        self.meter.clicked.connect(page.transcript.show_next)

    @property
    def waits(self) -> bool:
        """Whether something is another that is not shown yet."""
        return self._timer.isActive()

    def look_again(self) -> None:
        """Take in that another model answers, or that it has another context window."""
        self._timer.start()

    def _tallied(self, tally: Tally) -> None:
        self._draft = tally.tokens
        self._timer.start()

    def _show(self) -> None:
        page = self._page
        if page.running:
            # While an answer comes it is not known yet how long it will be.
            page.transcript.mark_next(None)
            return
        found, policy = self._usage(), page.setup.policy
        self.meter.show_usage(found, policy=policy)
        drops = found.drops if found is not None and policy != "stop" else 0
        page.transcript.mark_next(drops or None, asks=policy == "ask")

    def _usage(self) -> Usage | None:
        page, messages = self._page, self._page.transcript.messages
        if not messages and not self._draft:
            return None
        setup, session = page.setup, page.session
        try:
            model = page.mending.model
            most = self._services.sampling_for(setup.options).max_tokens
            keeps = setup.options.keep_reasoning
            # Before the first answer of this run nothing was read of the model, and need not be.
            if keeps is None and session is not None:
                keeps = self._services.advice(model.path).keeps_reasoning
        except ParleyError:
            return None  # What is wrong with the model is said when it is to answer.
        engine = self._services.engine
        loaded = engine.model if engine is not None else None
        size = model.options.context or (loaded.context if loaded is not None else 0)
        return usage(
            messages,
            size,
            system_prompt=setup.system_prompt,
            draft=self._draft,
            leave_out_reasoning=keeps is False,
            max_tokens=most,
        )
