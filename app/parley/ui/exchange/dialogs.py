"""What is asked before an export, shown while files are read, and told after an import."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from parley.ui import words
from parley.ui.dialogs import Dialog
from parley.ui.languages import translated

if TYPE_CHECKING:
    from parley.chat.exchange import ExportFormat, Imported

#: A progress bar counts in thousandths: files are larger than Qt's numbers.
_STEPS = 1000


class ExportDialog(Dialog):
    """Asks which conversations, and as what. `ids` and `form` are what was chosen."""

    def __init__(
        self,
        meant: Sequence[int],
        title: str,
        everything: Sequence[int],
        parent: QWidget | None = None,
    ) -> None:
        """Offer those that are `meant`, of which a single one has a `title`, or `everything`."""
        super().__init__(
            QCoreApplication.translate("ExportDialog", "Export chats"),
            "",
            {
                "Export": QCoreApplication.translate("ExportDialog", "Choose where…"),
                "Cancel": QCoreApplication.translate("ExportDialog", "Cancel"),
            },
            parent,
        )
        self._choices: list[Sequence[int]] = []
        self._which = QButtonGroup(self)
        self._form = QButtonGroup(self)
        which = self._group(self.tr("Which chats"))
        if len(meant) == 1:
            self._choice(which, self.tr("“{title}”").format(title=_short(title)), meant)
        elif meant:
            self._choice(which, self.tr("The %n selected chat(s)", "", len(meant)), meant)
        many = self.tr("All chats, also archived ones (%n)", "", len(everything))
        self._choice(which, many, everything)
        form = self._group(self.tr("As what"))
        self._forms: list[ExportFormat] = ["markdown", "html", "json"]
        for name, about in (
            (self.tr("Markdown"), self.tr("text that every editor opens")),
            (self.tr("HTML"), self.tr("a page for the browser, and for printing")),
            (self.tr("JSON"), self.tr("everything, to be imported again")),
        ):
            button = QRadioButton(self.tr("{name}: {about}").format(name=name, about=about))
            self._form.addButton(button, len(self._form.buttons()))
            form.addWidget(button)
        self._form.buttons()[0].setChecked(True)
        self._which.buttons()[0].setChecked(True)
        self._which.buttons()[0].setFocus()

    @property
    def ids(self) -> list[int]:
        """The conversations that are chosen."""
        return list(self._choices[self._which.checkedId()])

    @property
    def form(self) -> ExportFormat:
        """The format that is chosen."""
        return self._forms[self._form.checkedId()]

    def choose(self, *, which: int | None = None, form: ExportFormat | None = None) -> None:
        """Choose by place and name, as a click does."""
        if which is not None:
            self._which.buttons()[which].setChecked(True)
        if form is not None:
            self._form.buttons()[self._forms.index(form)].setChecked(True)

    def _group(self, name: str) -> QVBoxLayout:
        label = QLabel(name)
        label.setObjectName("name")
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(label)
        self.body.addLayout(column)
        self.body.addSpacing(6)
        return column

    def _choice(self, column: QVBoxLayout, name: str, ids: Sequence[int]) -> None:
        button = QRadioButton(name.replace("&", "&&"))
        button.setEnabled(bool(ids))
        self._which.addButton(button, len(self._choices))
        self._choices.append(ids)
        column.addWidget(button)


class ProgressDialog(Dialog):
    """Shows how far a piece of work is, and lets it be called off."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        cancel = {"Cancel": QCoreApplication.translate("ProgressDialog", "Cancel")}
        super().__init__(title, "", cancel, parent)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(title)
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.body.addWidget(self.bar)

    def show_progress(self, done: int, of: int) -> None:
        """Show that so much of so much is done."""
        if of > 0:
            self.bar.setRange(0, _STEPS)
            self.bar.setValue(min(_STEPS, _STEPS * done // of))


def import_dialog(came: Imported, name: str, parent: QWidget | None = None) -> Dialog:
    """Tell what was taken from the file `name` and what was not."""
    title = QCoreApplication.translate("import", "%n chat(s) imported", "", len(came.ids))
    lines = []
    if came.source is not None:
        said = QCoreApplication.translate("import", "{name} is an export of {source}.")
        lines.append(said.format(name=_short(name), source=came.source))
    if came.there:
        lines.append(
            QCoreApplication.translate(
                "import", "%n chat(s) were here already and stayed as they are.", "", came.there
            )
        )
    if came.changed:
        lines.append(
            QCoreApplication.translate(
                "import", "Of %n of them, the file has other messages.", "", came.changed
            )
        )
    lacking = [_lacking(what, count) for what, count in came.lacking.items()]
    if lacking:
        said = QCoreApplication.translate("import", "Not taken over: {list}.")
        lines.append(said.format(list=", ".join(lacking)))
    close = {"Close": QCoreApplication.translate("import", "Close")}
    dialog = Dialog(title, "\n".join(lines), close, parent, width=460)
    if came.left_out:
        heading = QLabel(
            QCoreApplication.translate("import", "%n left out:", "", len(came.left_out))
        )
        heading.setObjectName("name")
        shown = QPlainTextEdit()
        shown.setObjectName("growing")
        shown.setAccessibleName(heading.text())
        shown.setReadOnly(True)
        lines = [f"{each.what}: {translated(each.why)}" for each in came.left_out]
        shown.setPlainText("\n".join(lines))
        shown.setFixedHeight(140)
        dialog.body.addWidget(heading)
        dialog.body.addWidget(shown)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog


def _lacking(what: str, count: int) -> str:
    known = {
        "pictures": QCoreApplication.translate("import", "%n picture(s)", "", count),
        "recordings": QCoreApplication.translate("import", "%n recording(s)", "", count),
        "attached files": QCoreApplication.translate("import", "%n attached file(s)", "", count),
        "steps of tools": QCoreApplication.translate("import", "%n step(s) of tools", "", count),
    }
    return known.get(what, f"{words.number(count)} {what}")


def _short(text: str) -> str:
    """Return a title on one line, cut where it is long."""
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:59]}…"
