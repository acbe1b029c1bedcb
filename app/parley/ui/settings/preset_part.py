"""Presets: take one, keep what is set as one, rename, delete with undo, import and export."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)

from parley.chat.presets import (
    Preset,
    applied,
    chosen,
    content_of,
    differs,
    write_file,
)
from parley.core.files import write_atomically
from parley.ui.dialogs import Dialog
from parley.ui.icons import Icons
from parley.ui.settings.choices import Choice
from parley.ui.settings.rows import Section, wrapped
from parley.ui.settings.subject import Subject
from parley.ui.theme import Theme

_MOST_BYTES = 16 * 1024**2


class PresetPart(Section):
    """The preset that the conversation began with, and all that can be done with presets.

    `told` tells what was done where nothing else shows it.
    """

    told = Signal(str)

    def __init__(self, subject: Subject, look: Theme, icons: Icons) -> None:
        super().__init__(self.tr("Preset"), look, icons)
        self._subject = subject
        self._model = ""
        self._deleted: tuple[Preset, bool] | None = None
        self._presets: tuple[Preset, ...] = ()
        self.choice = Choice()
        self.choice.set_name(
            self.tr("Preset"), self.tr("A system prompt and options that have a name.")
        )
        self.choice.changed.connect(self._take)
        self.choice.opening.connect(self.reload)
        self.menu_button = QToolButton()
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu_button.setAccessibleName(self.tr("More about presets"))
        self.menu_button.setToolTip(self.tr("Save, rename, delete, import, export"))
        self.menu = QMenu(self.menu_button)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.menu_button.setMenu(self.menu)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.choice, 1)
        row.addWidget(self.menu_button)
        self.state = wrapped("", "small")
        self.undo_line = QWidget()
        undo = QHBoxLayout(self.undo_line)
        undo.setContentsMargins(0, 0, 0, 0)
        self.undo_label = QLabel()
        self.undo_label.setObjectName("small")
        self.undo_label.setTextFormat(Qt.TextFormat.PlainText)
        self.undo_button = QPushButton(self.tr("Undo"))
        self.undo_button.setObjectName("link")
        self.undo_button.clicked.connect(self._undo)
        undo.addWidget(self.undo_label, 1)
        undo.addWidget(self.undo_button)
        self.undo_line.hide()
        self.gap = 4
        self.body.setSpacing(self.gap)
        for part in (line, self.state, self.undo_line):
            self.body.addWidget(part)
        subject.changed.connect(self.refresh)
        self.set_theme(look)
        self.reload()

    def set_theme(self, look: Theme) -> None:
        super().set_theme(look)
        self.menu_button.setIcon(self._icons.get("ellipsis", look.muted))

    def show_model(self, name: str) -> None:
        """Offer the presets of the model called `name`, beside those of all."""
        if name != self._model:
            self._model = name
            self.reload()

    def reload(self) -> None:
        """Offer the presets that there are now."""
        self._read()
        self._offer()
        self.refresh()

    def _read(self) -> None:
        services = self._subject.services
        found: list[Preset] = []
        self._subject.attempt(lambda: found.extend(services.presets.listed(self._model)))
        self._presets = tuple(found)

    def _offer(self) -> None:
        choices: list[tuple[object, str]] = [("", self.tr("None"))]
        groups = (
            [each for each in self._presets if each.built_in],
            [each for each in self._presets if not each.built_in and not each.model],
            [each for each in self._presets if each.model],
        )
        self.choice.set_choices(choices)
        for group in groups:
            if group:
                self.choice.insertSeparator(self.choice.count())
            for preset in group:
                self.choice.addItem(self._named(preset), (preset.id, preset.name))

    @property
    def preset(self) -> Preset | None:
        """The preset that the conversation began with, if it is there still."""
        return chosen(self._presets, self._subject.setup)

    def refresh(self) -> None:
        """Show which preset it is, and whether something is set otherwise by now."""
        setup, preset = self._subject.setup, self.preset
        if preset is None and setup.options.preset:
            # Another window may have saved it.
            before = self._presets
            self._read()
            preset = self.preset
            if self._presets != before:
                self._offer()
        if preset is None:
            self.choice.set_value("")
            gone = self.tr("“{name}” is no preset for this model now; what it set still holds.")
            name = setup.options.preset
            self.state.setText(gone.format(name=name) if name else "")
        else:
            self.choice.set_value((preset.id, preset.name))
            changed = differs(preset, setup)
            self.state.setText(
                self.tr("{name}, changed").format(name=shown_name(preset)) if changed else ""
            )
        self.state.setVisible(bool(self.state.text()))

    # -- what can be done ------------------------------------------------------------------------

    def _take(self, value: object) -> None:
        self.take(next((each for each in self._presets if (each.id, each.name) == value), None))

    def take(self, preset: Preset | None) -> None:
        """Set what a preset sets; None is none of them."""
        self._subject.flush()
        if preset is None:
            self._subject.change_options(preset="")
        else:
            self._subject.set_up(applied(preset, self._subject.setup))
        self.refresh()

    def _fill_menu(self) -> None:
        self.menu.clear()
        preset = self.preset
        own = preset is not None and not preset.built_in
        changed = preset is not None and differs(preset, self._subject.setup)
        name = "" if preset is None else shown_name(preset)
        self._action(self.tr("Save as a preset…"), self.ask_save)
        if preset is not None:
            self._action(
                self.tr("Take “{name}” as it was").format(name=name),
                lambda: self._take((preset.id, preset.name)),
                enabled=changed,
            )
            self._action(
                self.tr("Overwrite “{name}”").format(name=name),
                self.overwrite,
                enabled=own and changed,
            )
            self._action(self.tr("Rename…"), self.ask_rename, enabled=own)
            self._action(self.tr("Delete “{name}”").format(name=name), self.delete, enabled=own)
        self.menu.addSeparator()
        self._action(self.tr("Import presets…"), self.ask_import)
        self._action(
            self.tr("Export this preset…"),
            lambda: self.ask_export([preset] if preset is not None else []),
            enabled=preset is not None,
        )
        self._action(
            self.tr("Export all presets…"),
            self.ask_export_all,
        )

    def _action(self, text: str, do: Callable[[], object], *, enabled: bool = True) -> None:
        action = self.menu.addAction(text.replace("&", "&&"))
        action.triggered.connect(lambda _=False: do())
        action.setEnabled(enabled)

    def ask_save(self) -> None:
        """Ask for the name under which what is set is kept."""
        self._subject.flush()
        dialog, edit = self._name_dialog(self.tr("Save as a preset"), "save", self.tr("Save"), "")
        shown = self._model.replace("&", "&&")
        only = QCheckBox(self.tr("Only for {model}").format(model=shown))
        only.setVisible(bool(self._model))
        dialog.body.addWidget(only)

        def save() -> None:
            model = self._model if only.isChecked() else ""
            content = content_of(self._subject.setup)
            presets = self._subject.services.presets
            self._do(lambda: presets.create(edit.text(), content, model=model))

        dialog.accepted.connect(lambda: save() if dialog.chosen == "save" else None)
        dialog.open()

    def ask_rename(self, preset: Preset | None = None) -> None:
        """Ask for another name of a preset; without one, of the conversation's."""
        preset = preset or self.preset
        if preset is None:
            return
        used = preset == self.preset
        dialog, edit = self._name_dialog(
            self.tr("Rename this preset"), "rename", self.tr("Rename"), preset.name
        )
        presets = self._subject.services.presets
        dialog.accepted.connect(
            lambda: (
                self._do(lambda: presets.rename(preset, edit.text()), used=used)
                if dialog.chosen == "rename"
                else None
            )
        )
        dialog.open()

    def overwrite(self) -> None:
        """Keep what is set in the place of what the preset was."""
        self._subject.flush()
        preset = self.preset
        if preset is not None:
            content = content_of(self._subject.setup)
            self._do(lambda: self._subject.services.presets.overwrite(preset, content))

    def delete(self, preset: Preset | None = None) -> None:
        """Delete a preset, or the conversation's; what it set still holds.

        It can be had back.
        """
        preset = preset or self.preset
        if preset is None:
            return
        used = preset == self.preset
        if self._subject.attempt(lambda: self._subject.services.presets.delete(preset)):
            self._deleted = preset, used
            self.undo_label.setText(self.tr("“{name}” deleted.").format(name=preset.name))
            self.undo_line.show()
            self.reload()

    def _undo(self) -> None:
        deleted, self._deleted = self._deleted, None
        self.undo_line.hide()
        if deleted is not None:
            preset, used = deleted
            self._do(lambda: self._subject.services.presets.restore(preset), used=used)

    def _do(self, make: Callable[[], Preset], *, used: bool = True) -> None:
        """Do something that leaves a preset, `used` by the conversation from then on."""
        made: list[Preset] = []
        if self._subject.attempt(lambda: made.append(make())):
            if used:
                self._subject.change_options(preset=made[0].name)
            self.reload()

    # -- files -----------------------------------------------------------------------------------

    def ask_import(self) -> None:
        """Ask for a file of presets and keep what is in it."""
        dialog = self._file_dialog(self.tr("Import presets"), QFileDialog.AcceptMode.AcceptOpen)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.import_file(Path(path)))
        dialog.open()

    def import_file(self, path: Path) -> None:
        """Keep the presets of a file."""
        from parley.chat.presets import file_unreadable

        def read() -> None:
            try:
                with path.open("rb") as file:
                    data = file.read(_MOST_BYTES)
            except OSError as error:
                raise file_unreadable(path.name, error) from error
            made.extend(self._subject.services.presets.import_(data))

        made: list[Preset] = []
        if self._subject.attempt(read):
            self.reload()
            self.told.emit(self.tr("%n preset(s) imported.", "", len(made)))

    def ask_export_all(self) -> None:
        """Ask for a file and write all presets there that are kept."""
        found: list[Preset] = []
        presets = self._subject.services.presets
        if self._subject.attempt(lambda: found.extend(presets.everything())):
            self.ask_export(found)

    def ask_export(self, presets: list[Preset]) -> None:
        """Ask for a file and write presets there."""
        self._subject.flush()
        dialog = self._file_dialog(self.tr("Export presets"), QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.selectFile(f"{_file_name(presets)}.json")
        dialog.fileSelected.connect(lambda path: self.export_file(Path(path), presets))
        dialog.open()

    def export_file(self, path: Path, presets: list[Preset]) -> None:
        """Write presets to a file."""
        from parley.chat.presets import file_unwritable

        def write() -> None:
            try:
                write_atomically(path, write_file(presets))
            except OSError as error:
                raise file_unwritable(path.name, error) from error

        self._subject.attempt(write)

    # -- inside ----------------------------------------------------------------------------------

    def _file_dialog(self, title: str, mode: QFileDialog.AcceptMode) -> QFileDialog:
        dialog = QFileDialog(self, title)
        dialog.setAcceptMode(mode)
        dialog.setNameFilters([self.tr("Presets (*.json)"), self.tr("All files (*)")])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    def _name_dialog(self, title: str, key: str, verb: str, name: str) -> tuple[Dialog, QLineEdit]:
        buttons = {key: verb, "cancel": self.tr("Cancel")}
        dialog = Dialog(title, "", buttons, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        edit = QLineEdit(name)
        edit.setAccessibleName(self.tr("Name"))
        edit.setPlaceholderText(self.tr("Name"))
        edit.setMaxLength(80)
        edit.selectAll()
        button = dialog.buttons[key]
        button.setEnabled(bool(name))
        edit.textChanged.connect(lambda text: button.setEnabled(bool(text.strip())))
        dialog.body.addWidget(edit)
        edit.setFocus()
        return dialog, edit

    def _named(self, preset: Preset) -> str:
        if preset.model:
            return self.tr("{name} (for {model})").format(name=preset.name, model=preset.model)
        return shown_name(preset)


def shown_name(preset: Preset) -> str:
    """Return what a preset is called for people; built-in ones in their language."""
    translate = QCoreApplication.translate
    names = {
        "Precise": translate("Presets", "Precise"),
        "Balanced": translate("Presets", "Balanced"),
        "Creative": translate("Presets", "Creative"),
        "Code": translate("Presets", "Code"),
    }
    return names.get(preset.name, preset.name) if preset.built_in else preset.name


def _file_name(presets: list[Preset]) -> str:
    if len(presets) != 1:
        return "presets"
    kept = "".join(c if c.isalnum() or c in " -_" else " " for c in presets[0].name)
    return " ".join(kept.split()) or "preset"
