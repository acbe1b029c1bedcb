"""The settings of the program: a list of pages, and on each a row for every setting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from parley.core.errors import ParleyError
from parley.core.settings import Settings
from parley.ui import languages
from parley.ui.notice import Notice
from parley.ui.settings.advisor import Advisor
from parley.ui.settings.choices import Choice
from parley.ui.settings.conduct_part import PolicyRow
from parley.ui.settings.load_part import LoadPart
from parley.ui.settings.program_rows import Row, program_rows
from parley.ui.settings.prompt_part import PromptPart
from parley.ui.settings.rows import OptionRow, wrapped
from parley.ui.settings.sampling_part import SamplingPart
from parley.ui.settings.sliders import SlidingNumber
from parley.ui.settings.subject import NewChats
from parley.ui.theme import Theme

if TYPE_CHECKING:
    from parley.chat.picking import Entry
    from parley.chat.sampling_guide import Advice
    from parley.ui.main_window import MainWindow

_USUAL = Settings()
_COLUMN = 460


class SettingsDialog(QDialog):
    """Every setting that a person may change. What is changed holds at once."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setWindowTitle(self.tr("Settings"))
        self.resize(760, 560)
        self._window, self._services = window, window.services
        look, icons = window.windows.look, window.icons
        self.subject = NewChats(window.services, self)
        self.advisor = Advisor(window.services, self)
        self.notice = Notice(look, icons)
        self.pages = QListWidget()
        self.pages.setObjectName("pages")
        self.pages.setAccessibleName(self.tr("Pages"))
        self.pages.setFixedWidth(176)
        self.pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.stack = QStackedWidget()
        self.rows: dict[str, OptionRow] = {}
        self._kinds: dict[str, Row] = {}
        self._entries: list[Entry] = []
        self._parts: list[PromptPart | SamplingPart | LoadPart] = []
        for key, (title, rows) in program_rows().items():
            column = self._add_page(title)
            for row in rows:
                column.addWidget(self._row(row, look))
            column.addStretch(1)
            if key == "writing":
                self._add_new_chats(look)
        self.pages.currentRowChanged.connect(self.stack.setCurrentIndex)
        self.pages.setCurrentRow(0)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.notice)
        right.addWidget(self.stack, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.pages)
        whole.addLayout(right, 1)
        self.subject.refused.connect(self._say)
        self.subject.kept.connect(window.windows.settings_changed)
        self.advisor.advised.connect(self._advised)
        self.advisor.tried.connect(self.load.show_trial)
        self.advisor.listed.connect(self._list_models)
        self.advisor.failed.connect(self.load.show_failure)
        self.stack.currentChanged.connect(lambda _: self._ask())
        window.windows.settings_changed.connect(self.refresh)
        window.windows.presence.told.connect(self._show_presence)
        window.windows.restyled.connect(self.refresh)
        self.finished.connect(lambda _: self._finish())
        self.refresh()

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        rows = (*self.rows.values(), self.model_row, self.policy)
        for part in (self.notice, *rows, *self._parts):
            part.set_theme(look)

    def show_page(self, title: str) -> None:
        """Show the page called `title`."""
        for item in self.pages.findItems(title, Qt.MatchFlag.MatchExactly):
            self.pages.setCurrentItem(item)

    def show_setting(self, name: str) -> None:
        """Show the row of a setting, and give it the keyboard."""
        row = self.rows[name]
        for place in range(self.stack.count()):
            page = self.stack.widget(place)
            if isinstance(page, QScrollArea) and page.isAncestorOf(row):
                self.pages.setCurrentRow(place)
                page.ensureWidgetVisible(row)
        row.control.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refresh(self) -> None:
        """Show what the settings are now, wherever they were changed."""
        settings = self._services.settings
        for name, row in self.rows.items():
            kind = self._kinds[name]
            value, usual = getattr(settings, name), getattr(_USUAL, name)
            row.control.set_value(kind.to_control(value))
            row.show_state(differs=value != usual)
        self._show_presence()
        self._show_model()

    def _show_presence(self) -> None:
        """Say what the system allows of what was asked for."""
        presence = self._window.windows.presence
        said = presence.shortcut_said
        self.rows["quick_ask_shortcut"].show_problem("" if presence.hotkey.works else said)
        lacks = self._services.settings.tray and not presence.has_tray
        nowhere = self.tr("This desktop has no place for such icons, so Parley ends as usual.")
        self.rows["tray"].show_problem(nowhere if lacks else "")

    # -- building --------------------------------------------------------------------------------

    def _add_page(self, title: str) -> QVBoxLayout:
        inside = QWidget()
        inside.setObjectName("settings_column")
        column = QVBoxLayout()
        column.setSpacing(18)
        column.addWidget(wrapped(title, "heading"))
        middle = QWidget()
        middle.setMaximumWidth(_COLUMN)
        middle.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        across = QHBoxLayout(inside)
        across.setContentsMargins(32, 20, 32, 24)
        across.addWidget(middle, 1000)
        across.addStretch(1)
        view = QScrollArea()
        view.setObjectName("settings_view")
        view.setWidgetResizable(True)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setWidget(inside)
        self.pages.addItem(title)
        self.stack.addWidget(view)
        return column

    def _row(self, kind: Row, look: Theme) -> OptionRow:
        control = kind.make()
        control.set_name(kind.title, kind.sentence)  # type: ignore[attr-defined]
        row = OptionRow(
            kind.title, kind.sentence, control, look, self._window.icons,
            beside=not isinstance(control, SlidingNumber),
        )  # fmt: skip
        name = kind.name
        row.control.changed.connect(lambda value: self._set(name, kind.to_setting(value)))
        row.reset_asked.connect(lambda: self._set(name, getattr(_USUAL, name)))
        self.rows[name], self._kinds[name] = row, kind
        return row

    def _add_new_chats(self, look: Theme) -> None:
        """Add the page about what new conversations begin with."""
        icons = self._window.icons
        column = self._add_page(self.tr("New chats"))
        name, sentence = self.tr("Model"), self.tr("Answers where a chat has none of its own.")
        self.model = Choice()
        self.model.set_name(name, sentence)
        self.model.changed.connect(self._take_model)
        self.model_row = OptionRow(name, sentence, self.model, look, icons)
        self.model_row.reset_asked.connect(lambda: self._take_model(_USUAL.model))
        column.addWidget(self.model_row)
        self.prompt = PromptPart(self.subject, look, icons)
        self.policy = PolicyRow(self.subject, look, icons)
        self.sampling = SamplingPart(self.subject, look, icons)
        self.load = LoadPart(self.subject, self.advisor, look, icons)
        self._parts += [self.prompt, self.sampling, self.load]
        for part in (self.prompt, self.policy, self.sampling, self.load):
            column.addWidget(part)
        column.addStretch(1)
        self._new_chats = self.stack.count() - 1

    # -- what is changed -------------------------------------------------------------------------

    def _set(self, name: str, value: object) -> None:
        row = self.rows[name]
        try:
            self._services.change_settings(**{name: value})
        except ParleyError as error:
            row.show_problem(languages.said(error))
            return
        row.show_problem("")
        if name == "language":
            languages.install(
                application(), str(value), self._services.resources, self._services.paths.cache
            )
        if self._kinds[name].restyles:
            self._window.windows.restyle()
        self._window.windows.settings_changed.emit()

    def _take_model(self, name: object) -> None:
        if self.subject.attempt(lambda: self._services.change_settings(model=name)):
            self._window.windows.settings_changed.emit()
            self._ask()

    def _list_models(self, entries: Sequence[Entry]) -> None:
        self._entries = [each for each in entries if each.place != "download" and not each.problem]
        self._show_model()

    def _show_model(self) -> None:
        now = self._services.settings.model
        names = {
            each.key: self.tr("{name} · {quantisation}").format(
                name=each.name, quantisation=each.quantisation
            )
            if each.quantisation
            else each.name
            for each in self._entries
        }
        # What is set is shown also before the list is there, and where it is not in it.
        names.setdefault(now, self._services.model_card().name)
        self.model.set_choices(list(names.items()))
        self.model.set_value(now)
        self.model_row.show_state(differs=now != _USUAL.model)

    def _ask(self) -> None:
        """Look at the model of new chats once their page is seen."""
        if self.stack.currentIndex() != self._new_chats or not self.isVisible():
            return
        self.advisor.list_models()
        try:
            choice = self._services.choice_for()
        except ParleyError as error:
            self.load.show_failure(error)
            return
        self.advisor.advise(choice.path)
        self.advisor.open(choice.path, None)

    def _advised(self, _path: str, advice: Advice) -> None:
        self.prompt.show_advice(advice)
        self.sampling.show_advice(advice)

    def _say(self, error: ParleyError) -> None:
        self.notice.say(languages.said(error), bad=True)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask()

    def _finish(self) -> None:
        self.subject.flush()
        self.advisor.close()


def application() -> QApplication:
    """Return the application that all windows are of."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
