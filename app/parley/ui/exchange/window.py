"""Export and import in one window: dialogs, the files that are chosen, and what is said after."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDir, QObject, QStandardPaths, Qt, QTimer
from PySide6.QtWidgets import QFileDialog

from parley.core.errors import ParleyError

if TYPE_CHECKING:
    from parley.chat.exchange import Exported, ExportFormat, Imported
    from parley.ui.exchange.dialogs import ProgressDialog
    from parley.ui.exchange.job import Job, Work
    from parley.ui.main_window import MainWindow

#: Milliseconds after which work is worth a dialog.
_SLOW = 400


def is_importable(path: str) -> bool:
    """Whether a file's name is that of conversations: what is in it, the import finds out."""
    return path.lower().endswith((".json", ".zip"))


class WindowExchange(QObject):
    """Adds export and import to a window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._job: Job | None = None
        self._progress: ProgressDialog | None = None
        self._waiting: list[str] = []
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SLOW)
        window.shelving.export_asked.connect(self.ask_export)
        add = window.commands.add
        add(
            "chats.export",
            self.tr("E&xport chats…"),
            self.ask_export,
            "Ctrl+Shift+E",
            menu="file.exchange",
        )
        add("chats.import", self.tr("&Import chats…"), self.ask_import, menu="file.exchange")

    @property
    def busy(self) -> bool:
        """Whether files are being written or read."""
        return self._job is not None

    def close(self) -> None:
        """End what is being done; what is whole stays."""
        self._slow.stop()
        self._waiting.clear()
        if self._job is not None:
            self._job.close()
            self._job = None

    # -- export ----------------------------------------------------------------------------------

    def ask_export(self, ids: Sequence[int] | None = None) -> None:
        """Ask what to export, beginning with `ids`, or with what is selected or shown."""
        if self._refuse_busy():
            return
        from parley.ui.exchange.dialogs import ExportDialog

        store = self._window.services.store
        meant = list(ids) if ids else self._window.shelving.meant()
        try:
            listed = store.conversations()
        except ParleyError as error:
            self._window.say(str(error))
            return
        titles = {one.id: one.title or self.tr("New chat") for one in reversed(listed)}
        meant = [key for key in meant if key in titles]
        title = titles[meant[0]] if len(meant) == 1 else ""
        dialog = ExportDialog(meant, title, sorted(titles), self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def chosen() -> None:
            if dialog.chosen == "Export" and dialog.ids:
                self._ask_place(dialog.ids, dialog.form, titles[dialog.ids[0]])

        dialog.accepted.connect(chosen)
        dialog.open()

    def _ask_place(self, ids: list[int], form: ExportFormat, title: str) -> None:
        from parley.chat.exchange.exporting import SUFFIXES
        from parley.chat.exchange.names import file_stem

        one_file = form == "json" or len(ids) == 1
        stem = file_stem(title) if len(ids) == 1 else self.tr("Parley chats", "name of a file")
        dialog = QFileDialog(self._window, self.tr("Export chats"), _documents())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        if one_file:
            suffix = SUFFIXES[form]
            names = {
                "markdown": self.tr("Markdown (*.md)"),
                "html": self.tr("Web page (*.html)"),
                "json": self.tr("JSON (*.json)"),
            }
            dialog.setFileMode(QFileDialog.FileMode.AnyFile)
            dialog.setDefaultSuffix(suffix[1:])
            dialog.setNameFilter(names[form])
            dialog.selectFile(f"{stem}{suffix}")
        else:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptOpen)
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
            dialog.setLabelText(QFileDialog.DialogLabel.Accept, self.tr("Export here"))
        dialog.fileSelected.connect(
            lambda place: self.export(
                ids, form, Path(place) if one_file else Path(place) / stem, one_file=one_file
            )
        )
        dialog.open()

    def export(self, ids: list[int], form: ExportFormat, place: Path, *, one_file: bool) -> None:
        """Write conversations to the file `place`, or to a new folder of that name."""
        from parley.ui.exchange.labels import labels

        services, said = self._window.services, labels()

        def work(progress: Any, cancelled: Any) -> Exported:
            with services.open_exchange() as (exporter, _):
                if one_file:
                    return exporter.to_file(
                        ids, form, place, labels=said, on_progress=progress, cancelled=cancelled
                    )
                return exporter.to_folder(
                    ids,
                    form,
                    place.parent,
                    place.name,
                    labels=said,
                    on_progress=progress,
                    cancelled=cancelled,
                )

        self._run(work, self.tr("Exporting chats"), self._exported)

    def _exported(self, done: Exported) -> None:
        said = self.tr("%n chat(s) exported to {place}.", "", done.conversations)
        self._window.page.notice.say(said.format(place=QDir.toNativeSeparators(str(done.place))))

    # -- import ----------------------------------------------------------------------------------

    def ask_import(self) -> None:
        """Let a file be chosen, and import it."""
        if self._refuse_busy():
            return
        dialog = QFileDialog(self._window, self.tr("Import chats"), _documents())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(
            [
                self.tr("Chats of Parley, ChatGPT and Open WebUI (*.json *.zip)"),
                self.tr("All files (*)"),
            ]
        )
        dialog.filesSelected.connect(self.import_files)
        dialog.open()

    def import_files(self, paths: Sequence[str]) -> None:
        """Import files, one after the other; what was dropped on the window, say."""
        self._waiting.extend(paths)
        if not self.busy:
            self._import_next()

    def _import_next(self) -> None:
        if not self._waiting:
            return
        path = Path(self._waiting.pop(0))
        services = self._window.services

        def work(progress: Any, cancelled: Any) -> tuple[Imported, str]:
            with services.open_exchange() as (_, importer):
                came = importer.take(path, on_progress=progress, cancelled=cancelled)
            return came, path.name

        self._run(work, self.tr("Importing chats"), self._imported)

    def _imported(self, result: tuple[Imported, str]) -> None:
        from parley.ui.exchange.dialogs import import_dialog

        came, name = result
        import_dialog(came, name, self._window).open()

    # -- inside ----------------------------------------------------------------------------------

    def _run(self, work: Work, title: str, done: Any) -> None:
        from parley.ui.exchange.dialogs import ProgressDialog
        from parley.ui.exchange.job import Job

        self._job = job = Job(work, self)
        self._progress = dialog = ProgressDialog(title, self._window)
        dialog.accepted.connect(job.cancel)
        dialog.rejected.connect(job.cancel)
        job.progressed.connect(dialog.show_progress)
        job.done.connect(done)
        job.failed.connect(lambda error: self._window.say(str(error)))
        job.ended.connect(self._ended)
        self._slow.timeout.connect(dialog.open)
        self._slow.start()
        job.start()

    def _ended(self) -> None:
        job, dialog = self._job, self._progress
        self._job = self._progress = None
        self._slow.stop()
        if dialog is not None:
            self._slow.timeout.disconnect(dialog.open)
            dialog.blockSignals(True)
            dialog.close()
            dialog.deleteLater()
        if job is not None:
            job.close()
            job.deleteLater()
        self._window.refresh()
        self._window.search.index()
        self._import_next()

    def _refuse_busy(self) -> bool:
        if self.busy:
            self._window.page.notice.say(self.tr("Chats are being exported or imported."))
        return self.busy


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
