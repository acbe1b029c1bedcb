"""The pages of the dialog before a download: what must be known, and what opens a closed one."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from parley.catalog import in_short
from parley.ui import words
from parley.ui.dialogs import Dialog
from parley.ui.languages import translated
from parley.ui.settings.choices import Tick
from parley.ui.theme import Theme

if TYPE_CHECKING:
    from parley.discover.fetching import Closed, Prepared, ToAccept
    from parley.hub.known import Holding

_TEXT_HEIGHT = 120


class PreparedPage(QWidget):
    """What is fetched, from where, why this build, what it takes, and its licence.

    `agreed` tells whether every licence that wants it is accepted.
    """

    agreed = Signal(bool)

    def __init__(self, prepared: Prepared, look: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prepared = prepared
        self.ticks: list[Tick] = []
        plan = prepared.chosen.plan
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        build = " · ".join(part for part in (plan.label, words.size(plan.size)) if part)
        self._fact(self.tr("Repository"), linked(prepared.page, plan.repo))
        self._fact(self.tr("Build"), wrapped(build))
        if prepared.chosen.reasons:
            why = " ".join(translated(each) for each in prepared.chosen.reasons)
            self._fact("", wrapped(why, "quiet"))
        self._fact(self.tr("Disk"), self._space())
        self._fact(self.tr("From"), wrapped(self._origin()))
        self._licences()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._grid)
        for note in prepared.notes:
            column.addWidget(wrapped(translated(note), "warning"))
        for each in prepared.to_accept:
            column.addWidget(self._tick(each))
        self.summary = f"{plan.repo}, {build}"

    @property
    def is_agreed(self) -> bool:
        """Whether every licence that wants it is accepted."""
        return all(tick.isChecked() for tick in self.ticks)

    def _fact(self, name: str, value: QWidget) -> None:
        row = self._grid.rowCount()
        if name:
            label = QLabel(name)
            label.setObjectName("quiet")
            label.setBuddy(value)
            self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(value, row, 1)

    def _space(self) -> QLabel:
        size, space = self._prepared.chosen.plan.size, self._prepared.space
        if space is None:
            return wrapped(self.tr("How much room there is could not be found out."))
        if size > space:
            text = self.tr("There is room for {space} more, which is not enough.")
            return wrapped(text.format(space=words.size(space)), "problem")
        text = self.tr("There is room for {space} more.")
        return wrapped(text.format(space=words.size(space)))

    def _origin(self) -> str:
        if self._prepared.chosen.cached:
            return self.tr("{host}, which is out of reach now; its list is from earlier").format(
                host=self._prepared.host
            )
        return self._prepared.host

    def _licences(self) -> None:
        holding = self._prepared.holding
        name = self.tr("Licence")
        if not holding:
            named = self._prepared.chosen.plan.licence
            text = (
                self.tr("{name}. What it asks is not known.").format(name=named)
                if named
                else self.tr("None is named. Ask its owner what is allowed.")
            )
            self._fact(name, wrapped(text))
        for each in holding:
            self._fact(name, self._licence(each))
            name = ""
        licences = self._prepared.chosen.licences
        if licences is not None and licences.seems_llama:
            text = self.tr("It seems to be made from a Llama model, whose licence holds as well.")
            self._fact("", wrapped(text, "quiet"))

    def _licence(self, holding: Holding) -> QLabel:
        if holding.licence is None:
            said = self.tr("What it asks is not known.")
            return wrapped(f"{holding.name}. {said}")
        parts = in_short(holding.licence).split("; ")
        short = "; ".join(
            self.tr("permissive") if each == "permissive" else translated(each) for each in parts
        )
        return linked(holding.licence.url, holding.name, f": {short}.")

    def _tick(self, wanted: ToAccept) -> QWidget:
        tick = Tick(self.tr("I accept the {licence}").format(licence=wanted.acceptance.name))
        tick.changed.connect(lambda _: self.agreed.emit(self.is_agreed))
        self.ticks.append(tick)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(tick)
        if wanted.text:
            button = QPushButton(self.tr("Read the licence that comes with it"))
            button.setObjectName("link")
            button.setAutoDefault(False)
            button.clicked.connect(lambda: self._read(wanted))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return page

    def _read(self, wanted: ToAccept) -> None:
        dialog = Dialog(
            wanted.acceptance.name, "", {"close": self.tr("Close")}, self.window(), width=640
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        text = plain(wanted.text, self.tr("Text of the licence"))
        text.setMinimumHeight(360)
        dialog.body.addWidget(text)
        dialog.open()


class ClosedPage(QWidget):
    """Why the files may not be read, and the way to them, step by step."""

    def __init__(self, closed: Closed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.token = QLineEdit()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(wrapped(translated(closed.error.message)))
        if closed.who:
            text = self.tr("The access token that is kept is that of {name}.")
            column.addWidget(wrapped(text.format(name=closed.who), "quiet"))
        if closed.terms is not None and closed.terms.excludes_eu:
            column.addWidget(
                wrapped(self.tr("Its owner refuses people in the European Union."), "warning")
            )
        if closed.terms is not None and closed.terms.prompt.strip():
            shown = plain(closed.terms.prompt, self.tr("Terms of the owner"))
            shown.setFixedHeight(_TEXT_HEIGHT)
            column.addWidget(shown)
        if closed.key == "none":
            column.addWidget(wrapped(translated(closed.error.hint), "quiet"))
        if closed.key in {"terms", "token"}:
            text = self.tr("1. Accept the terms with your account, on this page:")
            column.addWidget(wrapped(text))
            column.addWidget(linked(closed.page, closed.page))
        if closed.key == "terms":
            text = self.tr("2. Once its owner has let you in, check again.")
            column.addWidget(wrapped(text))
        if closed.key == "token":
            text = self.tr(
                "2. Make an access token on this page. One that may only read is enough:"
            )
            column.addWidget(wrapped(text))
            column.addWidget(linked(closed.tokens_page, closed.tokens_page))
            column.addWidget(wrapped(self.tr("3. Paste it here:")))
            self.token.setEchoMode(QLineEdit.EchoMode.Password)
            self.token.setAccessibleName(self.tr("Access token"))
            self.token.setPlaceholderText(self.tr("Access token"))
            column.addWidget(self.token)
            kept = (
                self.tr("It is kept in the keychain of this computer and sent to {host} alone.")
                if closed.keeps
                else self.tr(
                    "This computer offers no keychain, so it is forgotten when Parley ends. It is"
                    " sent to {host} alone."
                )
            )
            column.addWidget(wrapped(kept.format(host=closed.host), "small"))


def wrapped(text: str, name: str = "") -> QLabel:
    """Return words on as many lines as they take, which can be selected."""
    label = QLabel(text)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def linked(address: str, text: str, after: str = "") -> QLabel:
    """Return words that open an address in the browser, which the tip shows."""
    label = QLabel(f'<a href="{escape(address)}">{escape(text)}</a>{escape(after)}')
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setOpenExternalLinks(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
    label.setToolTip(address)
    label.setAccessibleName(f"{text}{after}")
    label.setAccessibleDescription(
        QCoreApplication.translate("downloads", "Opens {address} in the browser.").format(
            address=address
        )
    )
    return label


def plain(text: str, name: str) -> QPlainTextEdit:
    """Return a text that somebody else wrote, as it is."""
    shown = QPlainTextEdit()
    shown.setObjectName("log")
    shown.setAccessibleName(name)
    shown.setReadOnly(True)
    shown.setPlainText(text)
    return shown
