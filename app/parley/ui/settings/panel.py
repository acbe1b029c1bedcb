"""The panel at the right: everything that can be set of the conversation on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from parley.chat.loading import Loading
from parley.core.errors import ParleyError
from parley.ui import languages
from parley.ui.icons import Icons
from parley.ui.notice import Notice
from parley.ui.settings.advisor import Advisor
from parley.ui.settings.conduct_part import ConductPart
from parley.ui.settings.load_part import LoadPart
from parley.ui.settings.preset_part import PresetPart
from parley.ui.settings.prompt_part import PromptPart
from parley.ui.settings.rows import wrapped
from parley.ui.settings.sampling_part import SamplingPart
from parley.ui.settings.subject import ShownConversation
from parley.ui.theme import Theme

if TYPE_CHECKING:
    from parley.chat.sampling_guide import Advice
    from parley.chat.values import ModelChoice
    from parley.fit.live import Trial
    from parley.fit.values import Allocation
    from parley.ui.chat.page import ChatPage
    from parley.ui.chat.sessions import Sessions
    from parley.ui.services import Services


class SettingsPanel(QFrame):
    """Sets the conversation on the screen. `close_asked` tells that it is not wanted any more."""

    close_asked = Signal()

    def __init__(
        self,
        services: Services,
        page: ChatPage,
        sessions: Sessions,
        look: Theme,
        icons: Icons,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("settings")
        self.setAccessibleName(self.tr("Settings of the conversation"))
        self._services, self._sessions, self._icons = services, sessions, icons
        self._path = ""
        self._loaded: object = None
        self._loading: Loading | None = None
        self.subject = ShownConversation(page, services, self)
        self.advisor = Advisor(services, self)
        self.title = wrapped(self.tr("Conversation"), "settings_title")
        self.close_button = QToolButton()
        self.close_button.setAccessibleName(self.tr("Close the panel"))
        self.close_button.setToolTip(self.tr("Close the panel"))
        self.close_button.clicked.connect(self.close_asked)
        self.notice = Notice(look, icons)
        self.prompt = PromptPart(self.subject, look, icons)
        self.presets = PresetPart(self.subject, look, icons)
        self.sampling = SamplingPart(self.subject, look, icons)
        self.load = LoadPart(self.subject, self.advisor, look, icons)
        self.conduct = ConductPart(self.subject, look, icons)
        self._parts = (self.prompt, self.presets, self.sampling, self.load, self.conduct)
        self._build()
        self.presets.told.connect(self.notice.say)
        self.load.load_asked.connect(self.load_now)
        self.subject.changed.connect(self._follow)
        self.subject.refused.connect(lambda error: self.notice.say(languages.said(error), bad=True))
        self.advisor.advised.connect(self._advised)
        self.advisor.tried.connect(self._tried)
        self.advisor.failed.connect(self.load.show_failure)
        page.picking.card_changed.connect(self._follow)
        sessions.engine_changed.connect(self._engine_changed)
        sessions.state_changed.connect(lambda _: self._show_reload())
        self.set_theme(look)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 12, 4)
        head.addWidget(self.title, 1, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.close_button)
        column_widget = QWidget()
        column_widget.setObjectName("settings_column")
        column = QVBoxLayout(column_widget)
        column.setContentsMargins(16, 4, 16, 24)
        self._column = column
        for number, part in enumerate(self._parts):
            if number:
                rule = QFrame()
                rule.setObjectName("rule")
                column.addWidget(rule)
            column.addWidget(part)
        column.addStretch(1)
        self.view = QScrollArea()
        self.view.setObjectName("settings_view")
        self.view.setWidgetResizable(True)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setWidget(column_widget)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self.notice)
        whole.addWidget(self.view, 1)

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self.close_button.setIcon(self._icons.get("x", look.muted))
        self.notice.set_theme(look)
        self._column.setSpacing(look.space(12))
        for part in self._parts:
            part.set_theme(look)

    def finish(self) -> None:
        """Store what is set, and ask for nothing more: the window goes."""
        self.subject.flush()
        self.advisor.close()

    def load_now(self) -> None:
        """Load the model as it is set, without waiting for a message."""
        self.subject.flush()
        if self.busy:
            return  # the engine has one model at a time

        def load() -> None:
            choice = self._services.choice_for(self.subject.setup.options)
            _, slot = self._services.start_engine()
            self._sessions.watch()
            if slot.holds(choice):
                return
            loading = Loading(slot, self._sessions.post, self._load_ended)
            loading.begin(choice)
            self._loading = loading

        self.notice.hide()
        self.subject.attempt(load)
        self._show_reload()

    @property
    def busy(self) -> bool:
        """Whether the engine answers or loads just now."""
        return bool(self._sessions.running) or self._loading is not None

    # -- inside ----------------------------------------------------------------------------------

    def _load_ended(self, error: ParleyError | None) -> None:
        self._loading = None
        if error is not None:
            self.notice.say(languages.said(error), bad=True)
        self._engine_changed()

    def _follow(self) -> None:
        """Take in which model answers, and how it would be loaded."""
        if not self.isVisible():
            return
        choice = self._choice()
        if choice is None:
            return
        if choice.path != self._path:
            self._path = choice.path
            self._loaded = self._held()
            self.advisor.advise(choice.path)
            self.advisor.open(choice.path, self._allocation())
        self.presets.show_model(choice.name)
        self._show_reload()

    def _choice(self) -> ModelChoice | None:
        try:
            return self._services.choice_for(self.subject.setup.options)
        except ParleyError as error:
            self._path = ""
            self.load.show_failure(error)
            return None

    def _advised(self, path: str, advice: Advice) -> None:
        if path == self._path:
            for part in (self.prompt, self.sampling, self.conduct):
                part.show_advice(advice)

    def _tried(self, trial: Trial) -> None:
        if trial.path == self._path:
            self.load.show_trial(trial)
            self._show_reload()

    def _held(self) -> object:
        engine = self._services.engine
        return None if engine is None else engine.model

    def _allocation(self) -> Allocation | None:
        """Return what the model takes that is loaded now."""
        from parley.fit.values import Allocation

        engine = self._services.engine
        loaded = None if engine is None else engine.model
        return None if loaded is None else Allocation(loaded.buffers, loaded.context)

    def _engine_changed(self) -> None:
        if not self.isVisible():
            self._path = ""  # Everything is looked at anew when the panel is seen again.
            return
        if self._held() is not self._loaded and self._path:
            self._loaded = self._held()
            self.advisor.open(self._path, self._allocation())
        self._show_reload()

    def _show_reload(self) -> None:
        """Say whether the model has to be loaded for what is set to hold."""
        engine = self._services.engine
        text, can_load = "", not self.busy
        try:
            choice = self._services.choice_for(self.subject.setup.options)
        except ParleyError:
            self.load.show_reload("", can_load=False)
            return
        if engine is None or engine.model is None:
            text = self.tr("Not loaded yet: it loads with the next message.")
        elif self._services.start_engine()[1].holds(choice):
            can_load = False
        else:
            text = self.tr("Loads again with the next message.")
        if self._loading is not None:
            text = self.tr("Loading…")
        self.load.show_reload(text, can_load=can_load)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._sessions.watch()
        # What is asked may take the machine a moment: the panel is seen first.
        QTimer.singleShot(0, self, self.catch_up)

    def catch_up(self) -> None:
        """Show what there is now: presets, the model that answers, this machine."""
        self.presets.reload()
        self._follow()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.subject.flush()
