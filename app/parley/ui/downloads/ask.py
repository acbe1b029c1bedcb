"""The dialog before a download: what is fetched, from where, its licence, who may have it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from parley.core.errors import Cancelled, ParleyError
from parley.discover.errors import unforeseen
from parley.ui.downloads.bridge import DownloadBridge
from parley.ui.downloads.facts import ClosedPage, PreparedPage, wrapped
from parley.ui.icons import Icons
from parley.ui.languages import translated
from parley.ui.post import Poster
from parley.ui.services import Services
from parley.ui.speech import announce
from parley.ui.theme import Theme

if TYPE_CHECKING:
    from parley.discover.fetching import Closed, Fetching, Prepared, Step

_log = logging.getLogger(__name__)
#: Text of a button, what it does.
_Button = tuple[str, Callable[[], object]]


class FetchDialog(QDialog):
    """Looks a model up beside the window, says what is known of it, and begins the download.

    `chat_asked` carries the file and the name of a model that is here already, `online_asked`
    wants the end of offline mode.

    Attributes:
        stage: what is shown: looking, prepared, closed or failed.
        page: the widget that shows it.
    """

    chat_asked = Signal(str, str)
    online_asked = Signal()

    def __init__(
        self,
        services: Services,
        bridge: DownloadBridge,
        target: str,
        name: str,
        look: Theme,
        icons: Icons,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services, self._bridge = services, bridge
        self._target, self._name = target, name
        self._look, self._icons = look, icons
        self._poster = Poster(self)
        self._stop = threading.Event()
        self._prepared: Prepared | None = None
        self.stage = ""
        self.page = QWidget()
        self.setModal(True)
        self.setMinimumWidth(500)
        self.setWindowTitle(self.tr("Download {name}").format(name=name))
        self.heading = wrapped(self.tr("Download {name}?").format(name=name), "heading")
        self.problem = wrapped("", "problem")
        self.buttons: list[QPushButton] = []
        self._body = QVBoxLayout()
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(self.heading)
        layout.addLayout(self._body)
        layout.addWidget(self.problem)
        layout.addSpacing(4)
        layout.addLayout(self._row)
        bridge.refused.connect(self._refused)
        self.look_up()

    def look_up(self) -> None:
        """Ask the hub what there is, with a line that says what is being asked."""
        self.said = wrapped(self.tr("Reading the list of files…"), "quiet")
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(self.tr("Looking the model up"))
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.said)
        column.addWidget(bar)
        self._show("looking", page, [(self.tr("Cancel"), self.reject)])
        self._run(self._asked)

    # -- beside the window -------------------------------------------------------------------------

    def _asked(self, fetching: Fetching) -> Prepared | Closed:
        return fetching.look_up(self._target, step=self._step, stop=self._stop)

    def _step(self, step: Step) -> None:
        self._poster(lambda: self._say_step(step))

    def _run(self, work: Callable[[Fetching], Prepared | Closed]) -> None:
        def run() -> None:
            try:
                result = work(self._services.fetching)
            except Cancelled:
                return
            except ParleyError as error:
                failure = error
                self._poster(lambda: self._failed(failure))
            except Exception as error:
                # The dialog does not wait for ever for what went wrong.
                _log.exception("What a download needs could not be looked up")
                broken = unforeseen(error)
                self._poster(lambda: self._failed(broken))
            else:
                self._poster(lambda: self._found(result))

        threading.Thread(target=run, name="look-up", daemon=True).start()

    # -- what is shown -----------------------------------------------------------------------------

    def _show(self, stage: str, page: QWidget, buttons: Sequence[_Button]) -> None:
        """Show `page`; the first of `buttons` is the one that Enter presses."""
        self.stage = stage
        self.problem.hide()
        self._body.removeWidget(self.page)
        self.page.hide()
        self.page.deleteLater()
        self.page = page
        self._body.addWidget(page)
        page.show()
        for button in self.buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        for text, do in buttons:
            button = QPushButton(text)
            button.clicked.connect(lambda _=False, do=do: do())
            # The only way out is not what Enter is for.
            button.setAutoDefault(len(buttons) > 1)
            button.setDefault(len(buttons) > 1 and not self.buttons)
            self._row.addWidget(button)
            button.show()
            self.buttons.append(button)
        self.buttons[0].setFocus()
        # Once the style sheet is applied to what is new, it is known how high it is.
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """Be as high as the words want it at this width."""
        layout = self.layout()
        assert layout is not None
        layout.activate()
        width = max(self.width(), self.minimumWidth())
        self.resize(width, max(layout.heightForWidth(width), layout.minimumSize().height()))

    def _say_step(self, step: Step) -> None:
        if self.stage == "looking":
            self.said.setText(
                {
                    "files": self.tr("Reading the list of files…"),
                    "access": self.tr("Asking whether the files may be read…"),
                    "machine": self.tr("Finding out how it would run on this computer…"),
                    "licence": self.tr("Reading the licence…"),
                }[step]
            )

    def _found(self, found: Prepared | Closed) -> None:
        from parley.discover.fetching import Prepared

        if isinstance(found, Prepared):
            self._show_prepared(found)
        else:
            self._show_closed(found)

    def _show_prepared(self, prepared: Prepared) -> None:
        self._prepared = prepared
        cancel: _Button = (self.tr("Cancel"), self.reject)
        if prepared.chosen.there:
            text = wrapped(self.tr("This model is on this computer already."))
            self._show("prepared", text, [(self.tr("Chat now"), self._chat), cancel])
            return
        page = PreparedPage(prepared, self._look)
        page.agreed.connect(self._agreed)
        self._show("prepared", page, [(self.tr("Download"), self._begin), cancel])
        self._agreed(page.is_agreed)
        if page.ticks:
            page.ticks[0].setFocus()
        announce(self, page.summary)

    def _agreed(self, agreed: bool) -> None:
        self.buttons[0].setEnabled(agreed)

    def _show_closed(self, closed: Closed) -> None:
        page = ClosedPage(closed)
        cancel: _Button = (self.tr("Cancel"), self.reject)
        again: _Button = (self.tr("Check again"), self.look_up)
        if closed.key == "token":
            check: _Button = (self.tr("Check"), lambda: self._check(page))
            page.token.returnPressed.connect(lambda: self._check(page))
            self._show("closed", page, [check, cancel])
            page.token.setFocus()
        else:
            self._show("closed", page, [again, cancel])

    def _failed(self, error: ParleyError) -> None:
        if self.stage == "checking":
            self.stage = "closed"
            self.page.setEnabled(True)
            self._refused(error)
            return
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(wrapped(translated(error.message)))
        for text in (error.safe, error.hint):
            if text:
                column.addWidget(wrapped(translated(text), "quiet"))
        again: _Button = (self.tr("Try again"), self.look_up)
        if error.code == "offline":
            again = (self.tr("Go online and try again"), self._go_online)
        self._show("failed", page, [again, (self.tr("Close"), self.reject)])
        announce(self, translated(error.message))

    def _refused(self, error: ParleyError) -> None:
        """Say below the page why what was asked for was not done."""
        parts = (error.message, error.safe, error.hint)
        self.problem.setText(" ".join(translated(part) for part in parts if part))
        self.problem.show()
        # What was refused may be another window's wish; it accepts no licence.
        self.buttons[0].setEnabled(not isinstance(self.page, PreparedPage) or self.page.is_agreed)
        QTimer.singleShot(0, self, self._fit)
        announce(self, self.problem.text())

    # -- what a person does ------------------------------------------------------------------------

    def _begin(self) -> None:
        if self._prepared is not None:
            self.problem.hide()
            self.buttons[0].setEnabled(False)
            # The dialog may be closed before that is kept.
            self._bridge.begin(self._prepared, lambda: self._poster(self.accept))

    def _check(self, page: ClosedPage) -> None:
        """Keep the token if the hub takes it, and look the model up with it."""
        if self.stage == "checking":
            return
        token = page.token.text()
        self.stage = "checking"
        self.problem.hide()
        page.setEnabled(False)
        self.buttons[0].setEnabled(False)

        def check(fetching: Fetching) -> Prepared | Closed:
            fetching.sign_in(token)
            return self._asked(fetching)

        self._run(check)

    def _go_online(self) -> None:
        self.online_asked.emit()
        self.look_up()

    def _chat(self) -> None:
        assert self._prepared is not None
        plan = self._prepared.chosen.plan
        place = self._services.paths.models / plan.repo / plan.main.path
        self.chat_asked.emit(str(place), self._name)
        self.accept()

    def done(self, result: int) -> None:
        self._stop.set()
        self._poster.close()
        super().done(result)
