"""The prompt library as a window: the list, one prompt to change, what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from parley.chat import filling
from parley.chat.prompts import MOST_NAME, PromptLibrary, SavedPrompt
from parley.core.errors import ParleyError
from parley.core.files import write_atomically
from parley.ui.chat.composing.edit import BoundedEdit
from parley.ui.languages import translated
from parley.ui.speech import announce

#: Milliseconds without a key after which a change is kept.
_KEEP_AFTER = 600
_KEY = Qt.ItemDataRole.UserRole
#: The id of a prompt that has no text yet, so that nothing is stored of it.
_NEW = 0


class PromptsDialog(QDialog):
    """Changes are kept as they are made; a deleted prompt can be had back while this is open.

    `changed` is emitted when the library did; `used` carries the id of the prompt to use.
    """

    changed = Signal()
    used = Signal(int)

    def __init__(
        self, library: PromptLibrary, reserved: Collection[str], parent: QWidget | None = None
    ) -> None:
        """Show `library`. Commands that are `reserved` cannot be given to a prompt."""
        super().__init__(parent)
        self._library, self._reserved = library, reserved
        self._shown: SavedPrompt | None = None
        self._deleted: list[SavedPrompt] = []
        self._filling_in = False
        self.setWindowTitle(self.tr("Prompt library"))
        self.setModal(True)
        self.resize(820, 540)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setAccessibleName(self.tr("Search the prompts"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.search.installEventFilter(self)
        self.list = QListWidget()
        self.list.setObjectName("plain_list")
        self.list.setAccessibleName(self.tr("Prompts"))
        self.list.currentItemChanged.connect(self._chosen)
        self.list.itemActivated.connect(lambda _: self._use())
        self.list.installEventFilter(self)
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(_KEEP_AFTER)
        self._keeping.timeout.connect(self.keep)
        self._make_fields()
        self._make_buttons()
        self._lay_out()
        self.show_prompts()
        self.finished.connect(lambda _: self.keep())

    # -- building --------------------------------------------------------------------------------

    def _make_fields(self) -> None:
        self.name = QLineEdit()
        self.name.setMaxLength(MOST_NAME)
        self.command = QLineEdit()
        self.command.setMaxLength(33)
        self.command.setPlaceholderText(self.tr("None"))
        self.command.setToolTip(self.tr("Typed behind a slash, it calls the prompt up"))
        self.text = BoundedEdit()
        self.text.setObjectName("field")
        self.text.setTabChangesFocus(True)
        self.preview = QPlainTextEdit()
        self.preview.setObjectName("preview")
        self.preview.setReadOnly(True)
        self.preview.setFixedHeight(96)
        self.problem = QLabel()
        self.problem.setObjectName("problem")
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.hide()
        self.hint = QLabel(
            self.tr(
                "{{name}} asks for a value, {{name:value}} begins with one,"
                " {{name:one|two}} offers a choice. {{date}}, {{clipboard}} and {{selection}}"
                " are filled in."
            )
        )
        self.hint.setObjectName("small")
        self.hint.setWordWrap(True)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.name.textEdited.connect(self._edited)
        self.command.textEdited.connect(self._edited)
        self.text.textChanged.connect(self._edited)
        self.text.overflowed.connect(self._overflowed)

    def _make_buttons(self) -> None:
        def button(text: str, do: Callable[[], object]) -> QPushButton:
            made = QPushButton(text)
            made.setAutoDefault(False)
            made.clicked.connect(lambda _=False: do())
            return made

        self.new_button = button(self.tr("New"), self.new)
        self.import_button = button(self.tr("Import…"), self._ask_import)
        self.export_button = button(self.tr("Export…"), self._ask_export)
        self.delete_button = button(self.tr("Delete"), self.delete)
        self.use_button = button(self.tr("Use"), self._use)
        self.use_button.setObjectName("primary")
        self.close_button = button(self.tr("Close"), self.accept)
        self.said = QLabel()
        self.said.setObjectName("quiet")
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.undo_button = button(self.tr("Undo"), self.undo)
        self.undo_button.setObjectName("link")
        self.undo_button.hide()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.search)
        left.addWidget(self.list, 1)
        exchange = QHBoxLayout()
        exchange.setSpacing(8)
        for each in (self.new_button, self.import_button, self.export_button):
            exchange.addWidget(each)
        left.addLayout(exchange)
        form = QFormLayout()
        form.setSpacing(8)
        form.addRow(self._labelled(self.tr("Name"), self.name), self.name)
        form.addRow(self._labelled(self.tr("Command"), self.command), self.command)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addLayout(form)
        right.addWidget(self._labelled(self.tr("Text"), self.text))
        right.addWidget(self.text, 1)
        right.addWidget(self.hint)
        right.addWidget(self.problem)
        right.addWidget(self._labelled(self.tr("Preview"), self.preview))
        right.addWidget(self.preview)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addLayout(left, 2)
        columns.addLayout(right, 3)
        end = QHBoxLayout()
        end.setSpacing(8)
        end.addWidget(self.said, 1)
        end.addWidget(self.undo_button)
        for each in (self.delete_button, self.close_button, self.use_button):
            end.addWidget(each)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(16)
        layout.addLayout(columns, 1)
        layout.addLayout(end)

    def _labelled(self, text: str, field: QWidget) -> QLabel:
        label = QLabel(text)
        label.setBuddy(field)
        field.setAccessibleName(text)
        return label

    # -- what is shown ---------------------------------------------------------------------------

    def show_prompts(self, chosen: int | None = None) -> None:
        """Show the library as it is stored, with the prompt `chosen` or the first marked."""
        try:
            prompts = self._library.prompts()
        except ParleyError as error:
            self._say(str(error))
            return
        self.list.blockSignals(True)
        self.list.clear()
        for prompt in prompts:
            self.list.addItem(_item(prompt))
        self.list.blockSignals(False)
        self.export_button.setEnabled(bool(prompts))
        self._filter()
        for row in range(self.list.count()):
            if self.list.item(row).data(_KEY) == chosen:
                self.list.setCurrentRow(row)
        if self.list.currentItem() is None or self.list.currentItem().isHidden():
            self._mark_first()
        self._chosen()

    def _mark_first(self) -> None:
        rows = [r for r in range(self.list.count()) if not self.list.item(r).isHidden()]
        self.list.setCurrentRow(rows[0] if rows else -1)

    def _filter(self) -> None:
        wanted = self.search.text().casefold().split()
        for row in range(self.list.count()):
            item = self.list.item(row)
            text = item.text().casefold()
            item.setHidden(not all(word in text for word in wanted))

    def _chosen(self, *_: object) -> None:
        """Show the prompt that is marked, once the one before is kept."""
        item = self.list.currentItem()
        key = item.data(_KEY) if item is not None else None
        if self._shown is not None and key == self._shown.id:
            return
        self.keep()
        try:
            self._show(self._library.prompt(key) if key else None)
        except ParleyError as error:
            self._say(str(error))
            self._show(None)

    def _show(self, prompt: SavedPrompt | None) -> None:
        self._keeping.stop()
        self._shown = prompt
        self._filling_in = True
        self.name.setText(prompt.name if prompt else "")
        self.command.setText(f"/{prompt.command}" if prompt and prompt.command else "")
        self.text.setPlainText(prompt.text if prompt else "")
        self._filling_in = False
        for part in (self.name, self.command, self.text, self.preview, self.delete_button):
            part.setEnabled(prompt is not None)
        self.use_button.setEnabled(prompt is not None and prompt.id != _NEW)
        self.problem.hide()
        self._preview()

    def _preview(self) -> None:
        if self._shown is None:
            self.preview.clear()
            return
        # What is still open is shown by its name.
        text = self.text.toPlainText()
        open_ = {v.name: f"[{v.name}]" for v in filling.variables(text) if not v.default}
        fixed = {name: f"[{name}]" for name in filling.BUILT_IN}
        self.preview.setPlainText(filling.filled(text, {**fixed, **open_}))

    # -- what a person does ----------------------------------------------------------------------

    def new(self) -> None:
        """Begin another prompt; it is kept once it has a name and a text."""
        self.keep()
        self.search.clear()
        self.list.blockSignals(True)
        self.list.setCurrentRow(-1)
        self.list.blockSignals(False)
        self._show(SavedPrompt(_NEW, "", ""))
        self.name.setFocus()

    def keep(self) -> None:
        """Keep what was changed; what cannot be kept is said and stays as it was."""
        self._keeping.stop()
        shown = self._shown
        if shown is None:
            return
        name, text, command = self.name.text(), self.text.toPlainText(), self.command.text()
        if shown.id == _NEW and not (name.strip() and text.strip()):
            return
        if (name, text, command.strip().removeprefix("/")) == (
            shown.name,
            shown.text,
            shown.command,
        ):
            self.problem.hide()
            return
        try:
            if shown.id == _NEW:
                kept = self._library.add(name, text, command, reserved=self._reserved)
            else:
                kept = self._library.change(shown.id, name, text, command, reserved=self._reserved)
        except ParleyError as error:
            self.problem.setText(f"{translated(error.message)} {translated(error.hint)}")
            self.problem.show()
            return
        self.problem.hide()
        self._shown = kept
        self.use_button.setEnabled(True)
        self._put_in_list(kept)
        self.changed.emit()

    def delete(self) -> None:
        """Delete the prompt that is shown; `undo` has it back."""
        shown = self._shown
        if shown is None:
            return
        self._shown = None
        if shown.id == _NEW:
            self.show_prompts()
            return
        row = self.list.currentRow()
        try:
            self._deleted.append(self._library.remove(shown.id))
        except ParleyError as error:
            self._say(str(error))
            return
        self.show_prompts()
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        self._say(self.tr("“{name}” was deleted.").format(name=shown.name), undo=True)
        self.list.setFocus()
        self.changed.emit()

    def undo(self) -> None:
        """Have back what was deleted last."""
        if not self._deleted:
            return
        try:
            back = self._library.restore(self._deleted.pop())
        except ParleyError as error:
            self._say(str(error))
            return
        self.keep()
        self._shown = None
        self.show_prompts(back.id)
        self._say(self.tr("“{name}” is there again.").format(name=back.name))
        self.changed.emit()

    def import_file(self, path: str) -> None:
        """Take in the prompts of a file."""
        try:
            data = Path(path).read_bytes()
            came = self._library.import_(data, reserved=self._reserved)
        except OSError as error:
            self._say(self.tr("The file cannot be read: {why}.").format(why=error.strerror))
            return
        except ParleyError as error:
            self._say(str(error))
            return
        self.keep()
        self._shown = None
        self.show_prompts()
        said = [self.tr("Prompts imported: {count}.").format(count=came.added)]
        if came.known:
            said.append(self.tr("Already there: {count}.").format(count=came.known))
        if came.renamed:
            said.append(self.tr("Renamed: {names}.").format(names=", ".join(came.renamed)))
        if came.without_command:
            said.append(
                self.tr("Without their command, which is taken: {names}.").format(
                    names=", ".join(came.without_command)
                )
            )
        self._say(" ".join(said))
        self.changed.emit()

    def export_file(self, path: str) -> None:
        """Write all prompts into a file."""
        self.keep()
        try:
            write_atomically(Path(path), self._library.exported())
        except OSError as error:
            self._say(self.tr("The file cannot be written: {why}.").format(why=error.strerror))
        except ParleyError as error:
            self._say(str(error))
        else:
            self._say(self.tr("Exported to {path}.").format(path=path))

    def _use(self) -> None:
        self.keep()
        if self._shown is not None and self._shown.id != _NEW and self.problem.isHidden():
            self.used.emit(self._shown.id)
            self.accept()

    def _ask_import(self) -> None:
        dialog = QFileDialog(self, self.tr("Import prompts"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._ask(dialog, self.import_file)

    def _ask_export(self) -> None:
        dialog = QFileDialog(self, self.tr("Export prompts"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.selectFile("prompts.json")
        self._ask(dialog, self.export_file)

    def _ask(self, dialog: QFileDialog, then: Callable[[str], None]) -> None:
        dialog.setNameFilters([self.tr("Prompts (*.json)"), self.tr("All files (*)")])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(then)
        dialog.open()

    # -- inside ----------------------------------------------------------------------------------

    def _edited(self) -> None:
        if not self._filling_in:
            self._keeping.start()
            self._preview()

    def _overflowed(self) -> None:
        self.problem.setText(self.tr("What was pasted is too long for a prompt."))
        self.problem.show()
        announce(self.problem, self.problem.text())

    def _put_in_list(self, prompt: SavedPrompt) -> None:
        """Show a prompt that was kept in its place of the list, and keep it marked."""
        self.list.blockSignals(True)
        for row in range(self.list.count()):
            if self.list.item(row).data(_KEY) == prompt.id:
                self.list.takeItem(row)
                break
        names = [self.list.item(row).data(_KEY + 1) for row in range(self.list.count())]
        place = sum(name.casefold() < prompt.name.casefold() for name in names)
        self.list.insertItem(place, _item(prompt))
        self.list.setCurrentRow(place)
        self.list.blockSignals(False)
        self.export_button.setEnabled(True)

    def _say(self, text: str, *, undo: bool = False) -> None:
        self.said.setText(translated(text))
        self.undo_button.setVisible(undo)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.search and event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return}:
                self._mark_first()
                self.list.setFocus()
                return True
            if watched is self.list and event.key() == Qt.Key.Key_Delete:
                self.delete()
                return True
        return super().eventFilter(watched, event)


def _item(prompt: SavedPrompt) -> QListWidgetItem:
    shown = f"{prompt.name}  /{prompt.command}" if prompt.command else prompt.name
    item = QListWidgetItem(shown)
    item.setData(_KEY, prompt.id)
    item.setData(_KEY + 1, prompt.name)
    return item
