"""The page of the models on this disk: found, chatted with, verified, deleted, taken in."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from parley.core.errors import ParleyError
from parley.discover.holdings import Holding, Usage, holdings, matching, usage
from parley.ui import words
from parley.ui.dialogs import Dialog
from parley.ui.icons import Icons
from parley.ui.languages import said, translated
from parley.ui.models import words as models
from parley.ui.models.library_table import LibraryTable
from parley.ui.models.plates import Plates
from parley.ui.models.usage_bar import UsageBar
from parley.ui.models.work import Work
from parley.ui.services import ModelServices, Opened
from parley.ui.settings.rows import wrapped
from parley.ui.theme import Theme

if TYPE_CHECKING:
    from parley.library import Scan
    from parley.library.removing import Removal
    from parley.library.values import Progress
    from parley.library.verifying import Verification

#: Seconds between two reports of how far a reading is.
_REPORT = 0.1


class LibraryPage(QWidget):
    """`chat_asked` carries the key of a model, `said` a sentence and whether it is a failure.

    Attributes:
        ready: whether models are shown, or that there are none.
    """

    chat_asked = Signal(str)
    said = Signal(str, bool)

    def __init__(
        self,
        services: ModelServices,
        work: Work,
        look: Theme,
        icons: Icons,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services, self._work = services, work
        self._scan: Scan | None = None
        self._held: Sequence[Holding] = ()
        self._stop = threading.Event()
        self._wanted = ""
        self.ready = False
        self.dialog: Dialog | None = None
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search your models"))
        self.search.setAccessibleName(self.tr("Search your models"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _: self._show())
        self.table = LibraryTable(look, icons)
        self.table.chosen.connect(self._show_chosen)
        self.table.opened.connect(self._chat)
        self.table.removed.connect(self.ask_delete)
        self.table.menu_asked.connect(self._open_menu)
        self.about = wrapped("", "small")
        self.about.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.usage = UsageBar(look)
        self._make_buttons()
        self._make_reading()
        self._lay_out(look, icons)

    # -- building --------------------------------------------------------------------------------

    def _make_buttons(self) -> None:
        self.chat = QPushButton(self.tr("Chat"))
        self.chat.setObjectName("primary")
        self.chat.clicked.connect(lambda _=False: self._chat(self.table.current))
        self.verify = QPushButton(self.tr("Verify"))
        self.verify.setToolTip(self.tr("Read its files, and compare them with what they must be"))
        self.verify.clicked.connect(lambda _=False: self.begin_verify())
        self.reveal = QPushButton(self.tr("Show in folder"))
        self.reveal.clicked.connect(lambda _=False: self.show_in_folder())
        self.delete = QPushButton(self.tr("Delete…"))
        self.delete.clicked.connect(lambda _=False: self.ask_delete())
        self.take = QPushButton(self.tr("Import…"))
        self.take.setToolTip(self.tr("Model files and folders can also be dropped here"))
        self.take.clicked.connect(lambda _=False: self.ask_import())

    def _make_reading(self) -> None:
        self.reading = QWidget()
        self.reading_text = QLabel()
        self.reading_text.setTextFormat(Qt.TextFormat.PlainText)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 1000)
        self.stop = QPushButton(self.tr("Stop"))
        self.stop.clicked.connect(lambda _=False: self._stop.set())
        row = QHBoxLayout(self.reading)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.reading_text)
        row.addWidget(self.progress, 1)
        row.addWidget(self.stop)
        self.reading.hide()

    def _lay_out(self, look: Theme, icons: Icons) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.search, 1)
        head.addWidget(self.take)
        below = QHBoxLayout()
        below.setSpacing(8)
        for button in (self.chat, self.verify, self.reveal, self.delete):
            below.addWidget(button)
        below.addStretch(1)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.table, 1)
        column.addWidget(self.about)
        column.addLayout(below)
        self.plates = Plates(inside, look, icons)
        self.plates.pressed.connect(self._press)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 12)
        whole.setSpacing(10)
        whole.addLayout(head)
        whole.addWidget(self.plates, 1)
        whole.addWidget(self.reading)
        whole.addWidget(self.usage)

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        for part in (self.table, self.plates, self.usage):
            part.set_theme(look)

    # -- what there is ---------------------------------------------------------------------------

    def refresh(self) -> None:
        """Look at the disk again; what is shown stays meanwhile."""
        if not self.ready:
            self.plates.wait(self.tr("Looking at your models…"))
        services = self._services

        def look() -> tuple[Scan, tuple[Holding, ...], Usage]:
            scan = services.library.scan()
            taken = usage(services.paths.models, scan.models)
            return scan, holdings(scan.models, services.desk()), taken

        self._work.look("library", look, self._found, self._failed)

    def choose(self, key: str) -> None:
        """Choose the row of a model, now or once it is there."""
        self._wanted = key
        if self.table.rows.row_of(key) >= 0:
            self.table.choose(key)
            self._wanted = ""

    def _found(self, found: tuple[Scan, tuple[Holding, ...], Usage]) -> None:
        self._scan, held, taken = found
        self.ready = True
        self.usage.show_usage(taken)
        self.show_held(held)
        if self._wanted:
            self.choose(self._wanted)

    def show_held(self, held: Sequence[Holding]) -> None:
        """Show these models."""
        self._held = held
        self._show()

    def _failed(self, error: ParleyError) -> None:
        if self.ready:
            self.said.emit(said(error), True)
        else:
            self.plates.fail(error, self.tr("Try again"))

    def _show(self) -> None:
        if not self.ready:
            return
        found = matching(self._held, self.search.text())
        if found:
            self.plates.show_contents()
            self.table.show_rows(found)
            return
        self.table.show_rows(())
        if self._held:
            self.plates.empty(
                "search",
                self.tr("None of your models is like that"),
                self.tr("Search for less."),
                self.tr("Clear the search"),
            )
        else:
            self.plates.empty(
                "box",
                self.tr("There are no models here yet"),
                self.tr("Download one from Discover, or drop a model file here."),
                self.tr("Import…"),
            )

    def _press(self) -> None:
        if not self.ready:
            self.refresh()
        elif self._held:
            self.search.clear()
            self.search.setFocus()
        else:
            self.ask_import()

    def _show_chosen(self) -> None:
        each = self.table.current
        self.chat.setEnabled(each is not None and each.usable)
        there = each is not None and each.model.state != "missing"
        self.reveal.setEnabled(there)
        self.verify.setEnabled(there and self.reading.isHidden())
        self.delete.setEnabled(each is not None)
        self.about.setText(self._about(each) if each is not None else "")

    def _about(self, each: Holding) -> str:
        model = each.model
        parts = [str(model.path), models.hash_state(model.state)]
        if model.header is not None and model.header.context:
            parts.append(models.context(model.header.context))
        if model.licence:
            parts.append(self.tr("licence {name}").format(name=model.licence))
        if model.measured is not None and model.measured.memory_bytes:
            parts.append(
                self.tr("took {size} of memory").format(
                    size=words.size(model.measured.memory_bytes)
                )
            )
        text = " · ".join(parts)
        return f"{translated(each.problem)} {text}".strip()

    # -- what a person does ----------------------------------------------------------------------

    def _chat(self, each: Holding | None) -> None:
        if each is not None and each.usable:
            self.chat_asked.emit(each.key)

    def show_in_folder(self) -> None:
        """Open the folder of the chosen model."""
        if self.table.current is not None:
            folder = self.table.current.model.path.parent
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def begin_verify(self) -> None:
        """Read the files of the chosen model, and compare them."""
        each = self.table.current
        if each is None or not self.reading.isHidden():
            return
        services, model, name = self._services, each.model, each.name
        self._stop = stop = threading.Event()
        told = 0.0

        def progress(at: Progress) -> None:
            nonlocal told
            if self._work.closed.is_set():
                stop.set()
            now = time.monotonic()
            if now - told >= _REPORT:
                told = now
                self._work.post(lambda: self._report(at))

        def read() -> Verification:
            try:
                return services.library.verify(model, on_progress=progress, stop=stop)
            finally:
                self._work.post(self._ended)

        self.reading_text.setText(self.tr("Verifying “{name}”").format(name=name))
        self.progress.setAccessibleName(self.reading_text.text())
        self.progress.setValue(0)
        self.reading.show()
        self._show_chosen()
        self._work.do("verify", read, lambda found: self._verified(name, found), self._refused)

    def _report(self, at: Progress) -> None:
        self.progress.setValue(round(1000 * at.done / max(at.total, 1)))

    def _ended(self) -> None:
        self.reading.hide()
        self._show_chosen()

    def _verified(self, name: str, found: Verification) -> None:
        bad = found.outcome not in {"right", "recorded"}
        text = self.tr("“{name}” is what it must be.").format(name=name)
        if found.outcome != "right":
            text = self.tr("“{name}”: {words}").format(name=name, words=translated(found.words))
        self.said.emit(text, bad)
        self.refresh()

    def ask_delete(self) -> None:
        """Find out what deleting the chosen model means, and ask."""
        each, scan = self.table.current, self._scan
        if each is None or scan is None:
            return
        services = self._services
        self._work.look(
            "removal",
            lambda: services.library.removal(each.model, scan),
            lambda plan: self._ask(each, plan),
            self._refused,
        )

    def _ask(self, each: Holding, plan: Removal) -> None:
        if plan.delete:
            title = self.tr("Delete “{name}”?").format(name=each.name)
            text = self.tr("%n file(s) are deleted for ever.", "", len(plan.delete))
            freed = self.tr("{size} are freed.").format(size=words.size(plan.freed))
            button = self.tr("Delete")
        else:
            title = self.tr("Take “{name}” off the list?").format(name=each.name)
            text, freed = self.tr("Nothing is deleted."), ""
            button = self.tr("Take off the list")
        stays = " ".join(map(translated, plan.stays))
        lines = [" ".join(part for part in (text, freed) if part), stays]
        lines += [str(path) for path in plan.delete]
        self.dialog = dialog = Dialog(
            title,
            "\n".join(line for line in lines if line),
            {"delete": button, "keep": self.tr("Keep it")},
            self,
            width=520,
            danger=bool(plan.delete),
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(lambda _: self._answered(dialog, each, plan))
        dialog.open()

    def _answered(self, dialog: Dialog, each: Holding, plan: Removal) -> None:
        self.dialog = None
        if dialog.chosen != "delete":
            return
        services = self._services
        text = self.tr("“{name}” is deleted. {size} are free again.").format(
            name=each.name, size=words.size(plan.freed)
        )
        if not plan.delete:
            text = self.tr("“{name}” is off the list.").format(name=each.name)

        def done(_: None) -> None:
            self.said.emit(text, False)
            self.refresh()

        self._work.do("remove", lambda: services.library.remove(plan), done, self._refused)

    def ask_import(self) -> None:
        """Let model files be chosen, and take them in."""
        dialog = QFileDialog(self, self.tr("Import models"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([self.tr("Models (*.gguf)"), self.tr("All files (*)")])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self.import_files)
        dialog.open()

    def import_files(self, paths: Sequence[str]) -> None:
        """Take models of files and folders in; they stay where they are."""
        services, files = self._services, list(paths)

        def done(opened: Opened) -> None:
            name = opened.card.name if opened.card is not None else Path(opened.model).stem
            text = translated(opened.said)
            if opened.model:
                first = self.tr("“{name}” can be used from now on.").format(name=name)
                text = f"{first} {text}".strip()
                self._wanted = opened.model
            self.said.emit(text, False)
            self.refresh()

        self._work.do("import", lambda: services.open_models(files), done, self._refused)

    def _refused(self, error: ParleyError) -> None:
        self.said.emit(said(error), True)

    def _open_menu(self, place: QPoint) -> None:
        if self.table.current is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button in (self.chat, self.verify, self.reveal, self.delete):
            action = menu.addAction(button.text())
            action.setEnabled(button.isEnabled())
            action.triggered.connect(button.click)
        menu.popup(self.table.viewport().mapToGlobal(place))
