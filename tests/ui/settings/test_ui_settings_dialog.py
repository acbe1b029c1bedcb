"""The settings of the program: each can be changed, holds at once, and goes back."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from parley.application import Application
from parley.core.settings import Settings
from parley.ui.main_window import MainWindow
from parley.ui.settings.dialog import SettingsDialog
from parley.ui.settings.program_rows import program_rows

#: What is set elsewhere: on the page about new chats, by the model picker, by windows themselves.
ELSEWHERE = {
    "version", "windows", "model", "load", "sampling", "system_prompt", "context_policy",
}  # fmt: skip


@pytest.fixture
def dialog(window: MainWindow) -> SettingsDialog:
    """Return the open settings of a window."""
    QTest.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    dialog = window.settings_pane.dialog
    assert dialog is not None
    assert dialog.isVisible()
    return dialog


def pick(dialog: SettingsDialog, name: str, value: object) -> None:
    """Take a value in a row with a choice."""
    choice = dialog.rows[name].control
    choice.set_value(value)
    choice.activated.emit(choice.currentIndex())


def test_every_setting_that_a_person_may_change_is_there(
    dialog: SettingsDialog, program: Application
) -> None:
    shown = {row.name for _, rows in program_rows().values() for row in rows}
    assert shown | ELSEWHERE == set(Settings.__struct_fields__)
    for name, row in dialog.rows.items():
        assert row.sentence.text().endswith(".")
        kind = dialog._kinds[name]
        value = getattr(program.settings, name)
        # What a control shows comes back as it was.
        assert kind.to_setting(kind.to_control(value)) == value


def test_the_theme_holds_at_once_and_goes_back(
    dialog: SettingsDialog, window: MainWindow, program: Application
) -> None:
    pick(dialog, "theme", "dark")
    assert program.settings.theme == "dark"
    assert window.windows.look.name == "dark"
    row = dialog.rows["theme"]
    assert row.mark.isVisible()
    row.reset.click()
    assert program.settings.theme == "system"
    assert not row.mark.isVisible()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("density", "compact"),
        ("fonts", "system"),
        ("send_with", "ctrl_enter"),
    ],
)
def test_a_choice_is_kept(
    dialog: SettingsDialog, program: Application, name: str, value: object
) -> None:
    pick(dialog, name, value)
    assert getattr(program.settings, name) == value
    pick(dialog, name, getattr(Settings(), name))
    assert getattr(program.settings, name) == getattr(Settings(), name)


def test_amounts_are_counted_as_people_do(dialog: SettingsDialog, program: Application) -> None:
    limit = dialog.rows["download_limit"].control
    limit.choice.activated.emit(1)
    limit.number.setValue(25)
    assert program.settings.download_limit == 25_000_000
    idle = dialog.rows["idle_unload"].control
    idle.number.setValue(5)
    assert program.settings.idle_unload == 300
    idle.choice.activated.emit(0)
    assert program.settings.idle_unload == 0
    dialog.rows["text_zoom"].control.number.setValue(120)
    assert program.settings.text_zoom == 120
    dialog.rows["text_zoom"].reset.click()
    assert program.settings.text_zoom == 100


def test_what_is_changed_elsewhere_is_shown(dialog: SettingsDialog, window: MainWindow) -> None:
    tick = dialog.rows["offline"].control
    assert not tick.isChecked()
    window.toggle_offline()
    assert tick.isChecked()
    tick.click()
    assert not window.services.settings.offline


def test_what_cannot_be_saved_is_said_at_its_place(
    dialog: SettingsDialog, program: Application
) -> None:
    file = program.paths.settings
    file.write_bytes(b'{"version": 99}')
    pick(dialog, "density", "compact")
    assert "newer Parley" in dialog.rows["density"].problem.text()
    assert program.settings.density == "comfortable"
    file.unlink()
    pick(dialog, "density", "compact")
    assert dialog.rows["density"].problem.isHidden()


def test_keys_are_pressed_and_can_be_none(dialog: SettingsDialog, program: Application) -> None:
    keys = dialog.rows["quick_ask_shortcut"].control
    keys.setKeySequence(QKeySequence("Ctrl+Alt+P"))
    keys.editingFinished.emit()
    assert program.settings.quick_ask_shortcut == "Ctrl+Alt+P"
    keys.clear()
    assert program.settings.quick_ask_shortcut == ""


def test_what_new_chats_begin_with_is_set_there(
    dialog: SettingsDialog, window: MainWindow, program: Application, qtbot: QtBot
) -> None:
    dialog.show_page("New chats")
    qtbot.waitUntil(lambda: dialog.load.basis.text().startswith("Checked"), timeout=30_000)
    assert dialog.sampling.rows["seed"].isHidden()
    assert dialog.load.load_button.isHidden()
    dialog.prompt.edit.setPlainText("Be kind.")
    dialog.sampling.rows["temperature"].control.number.setValue(0.4)
    dialog.load.rows["context"].control.number.setValue(2048)
    dialog.policy.control.activated.emit(1)
    dialog.close()
    settings = program.settings
    assert settings.system_prompt == "Be kind."
    assert settings.sampling == {"temperature": 0.4}
    assert settings.load == {"context": 2048}
    assert settings.context_policy == "trim_oldest"
    assert window.page.setup.system_prompt == "Be kind."
    assert window.settings_pane.dialog is None


def test_it_closes_with_its_window(
    dialog: SettingsDialog, window: MainWindow, open_window: Callable[[], MainWindow]
) -> None:
    window.close()
    assert not dialog.isVisible()


def test_every_page_is_reached_with_the_keyboard(dialog: SettingsDialog) -> None:
    dialog.pages.setFocus()
    for number in range(dialog.pages.count()):
        assert dialog.stack.currentIndex() == number
        QTest.keyClick(dialog.pages, Qt.Key.Key_Down)
    for row in dialog.rows.values():
        control = getattr(row.control, "choice", getattr(row.control, "slider", row.control))
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert control.accessibleName() == row.name.text()


def test_the_model_of_new_chats_is_chosen_there(
    dialog: SettingsDialog,
    window: MainWindow,
    program: Application,
    starter_model: Path,
    qtbot: QtBot,
) -> None:
    place = program.paths.models / "someone" / "Another-GGUF"
    place.mkdir(parents=True)
    shutil.copy(starter_model, place / "Another-Q4_1.gguf")
    dialog.show_page("New chats")
    qtbot.waitUntil(lambda: dialog.model.count() > 1, timeout=30_000)
    assert dialog.model.currentText().startswith("SmolLM2")
    other = next(i for i in range(dialog.model.count()) if i != dialog.model.currentIndex())
    dialog.model.setCurrentIndex(other)
    dialog.model.activated.emit(other)
    assert program.choice_for().path == str(place / "Another-Q4_1.gguf")
    assert dialog.model_row.mark.isVisible()
    dialog.model_row.reset.click()
    assert program.settings.model == "starter"
