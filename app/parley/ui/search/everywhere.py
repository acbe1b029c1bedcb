"""Searching all conversations: the field at the left, and the results in the list's place."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from parley.core.errors import ParleyError
from parley.ui.chat.actions import with_keys
from parley.ui.icons import Icons
from parley.ui.keys import takes_escape
from parley.ui.search.results import ResultsModel, ResultsView
from parley.ui.search.worker import SearchWorker
from parley.ui.theme import Theme

if TYPE_CHECKING:
    from parley.chat.search import Hit, HitPage

KEYS: Final = "Ctrl+Shift+F"
#: Milliseconds without a key after which is searched: less than between two keys of quick typing.
_PAUSE: Final = 60


class SearchField(QLineEdit):
    """Where is typed what is searched for. `down` and `entered` go to the results."""

    down = Signal()
    entered = Signal()
    escaped = Signal()

    def __init__(self, look: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search")
        self.setPlaceholderText(self.tr("Search"))
        self.setAccessibleName(self.tr("Search all chats"))
        self.setToolTip(with_keys(self.tr("Search all chats"), KEYS))
        self.setMaxLength(256)
        self.setClearButtonEnabled(True)
        self._icons = icons
        self._sign = QAction(self)
        self._sign.triggered.connect(self.setFocus)
        clear = self.findChild(QToolButton)
        self.addAction(self._sign, QLineEdit.ActionPosition.LeadingPosition)
        for button in self.findChildren(QToolButton):
            named = self.tr("End the search") if button is clear else self.tr("Search")
            button.setAccessibleName(named)
        self.set_theme(look)

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self._sign.setIcon(self._icons.get("search", look.muted))

    def event(self, event: QEvent) -> bool:
        # Escape is the window's Stop; here it ends the search, and only then is it the window's.
        if self.text() and takes_escape(event):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif key == Qt.Key.Key_Down:
            self.down.emit()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class SearchEverywhere(QObject):
    """Shows what is found for what is typed.

    `opened` carries the hit that was chosen and what was typed. `active_changed` tells whether the
    results are to be shown; `left` that the person is done with the search.
    """

    opened = Signal(object, str)
    active_changed = Signal(bool)
    left = Signal()
    failed = Signal(object)

    def __init__(
        self, worker: SearchWorker, look: Theme, icons: Icons, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._worker = worker
        self._more: int | None = None
        #: What the results are for.
        self._shown = ""
        self._active = False
        self.field = SearchField(look, icons)
        self.model = ResultsModel(date.today, self)
        self.view = ResultsView(self.model, look, icons)
        self.note = _quiet_label(QLabel())
        self.nothing = _quiet_label(QLabel(self.tr("Nothing was found.")))
        self.nothing.setContentsMargins(12, 24, 12, 0)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.nothing)
        self.results = QWidget()
        layout = QVBoxLayout(self.results)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.note)
        layout.addWidget(self.stack, 1)
        self.note.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._search)
        self.field.textChanged.connect(self._typed)
        self.field.down.connect(self._into)
        self.field.entered.connect(self._enter)
        self.field.escaped.connect(self.leave)
        self.view.chosen.connect(lambda hit: self.opened.emit(hit, self.field.text()))
        self.view.left.connect(self._back)
        self.model.more_asked.connect(self._ask_more)

    @property
    def active(self) -> bool:
        """Whether results are shown."""
        return self._active

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self.field.set_theme(look)
        self.view.delegate.look = look
        self.view.viewport().update()

    def begin(self) -> None:
        """Have something typed, in place of what was searched for before."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def leave(self) -> None:
        """End the search; the list of conversations is there again."""
        self.field.clear()
        self._timer.stop()
        self._worker.forget()
        self._show(False)
        self.left.emit()

    def again(self) -> None:
        """Search again for what is typed, because more can be found now."""
        if self._active:
            self._search()

    # -- inside ----------------------------------------------------------------------------------

    def _typed(self, text: str) -> None:
        if _has_words(text):
            self._timer.start()
        else:
            self._timer.stop()
            self._worker.forget()
            self._show(False)

    def _search(self) -> None:
        self._timer.stop()
        text = self.field.text()
        self._worker.ask(text, lambda found: self._found(found, text))

    def _found(self, found: HitPage | ParleyError, text: str) -> None:
        if isinstance(found, ParleyError):
            self.failed.emit(found)
            return
        chosen = self.model.at(self.view.currentIndex().row())
        self._more, self._shown = found.more, text
        self.model.show(found.hits, more=found.more is not None)
        self._mark(chosen)
        self.stack.setCurrentWidget(self.view if found.hits else self.nothing)
        count = self.model.rowCount()
        self.field.setAccessibleDescription(self.tr("%n result(s)", "", count))
        self.note.setText(self.tr("Older messages are still being made searchable."))
        self.note.setVisible(found.waiting > 0)
        if found.waiting:
            self._worker.index(self.again)
        self._show(True)

    def _mark(self, chosen: Hit | None) -> None:
        """Have the same hit selected as before, where it is still there."""
        if chosen is None:
            return
        for row in range(self.model.rowCount()):
            hit = self.model.at(row)
            if hit is not None and (hit.conversation_id, hit.message_id) == (
                chosen.conversation_id,
                chosen.message_id,
            ):
                self.view.setCurrentIndex(self.model.index(row))
                return

    def _ask_more(self) -> None:
        self._worker.ask(self._shown, self._found_more, after=self._more)

    def _found_more(self, found: HitPage | ParleyError) -> None:
        if isinstance(found, ParleyError):
            self.failed.emit(found)
            return
        self._more = found.more
        self.model.add(found.hits, more=found.more is not None)

    def _show(self, active: bool) -> None:
        if active != self._active:
            self._active = active
            self.active_changed.emit(active)

    def _into(self) -> None:
        if self._active and self.model.rowCount():
            self.view.setFocus(Qt.FocusReason.TabFocusReason)
            if not self.view.currentIndex().isValid():
                self.view.setCurrentIndex(self.model.index(0))

    def _enter(self) -> None:
        text = self.field.text()
        if self._active and text == self._shown:
            self.view.choose(max(0, self.view.currentIndex().row()))
        elif _has_words(text):
            # Typed quicker than searched: the first result is not there yet.
            self._timer.stop()
            self._worker.ask(text, lambda found: self._found_and_choose(found, text))

    def _found_and_choose(self, found: HitPage | ParleyError, text: str) -> None:
        self._found(found, text)
        if self._active:
            self.view.choose(0)

    def _back(self, done: bool) -> None:
        if done:
            self.leave()
        else:
            self.field.setFocus(Qt.FocusReason.BacktabFocusReason)


def _has_words(text: str) -> bool:
    """Whether there is anything to search for in what was typed."""
    from parley.chat.search import parse

    return bool(parse(text))


def _quiet_label(label: QLabel) -> QLabel:
    label.setObjectName("quiet")
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
    label.setContentsMargins(12, 4, 12, 4)
    return label
