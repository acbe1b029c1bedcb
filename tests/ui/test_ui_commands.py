"""Commands: one path for menus, shortcuts, palette and the list of keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from parley.ui.commands import Commands, plain
from parley.ui.main_window import MainWindow


@pytest.fixture
def bare(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def commands(bare: QMainWindow) -> Commands:
    commands = Commands(bare, bare.menuBar())
    commands.add_menu("file", "&File", ("new", "leave"))
    return commands


def entries(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def test_a_command_stands_in_its_section_whenever_it_came(commands: Commands) -> None:
    commands.add("quit", "&Quit", lambda: None, menu="file.leave")
    commands.add("new", "&New", lambda: None, menu="file.new")
    commands.add("again", "New &again", lambda: None, menu="file.new")
    assert entries(commands.menu("file")) == ["&New", "New &again", "&Quit"]
    assert commands.command("new").group == "File"


def test_a_shortcut_works_also_without_a_menu(
    bare: QMainWindow, commands: Commands, qtbot: QtBot
) -> None:
    done: list[str] = []
    commands.add("quiet", "Quiet", lambda: done.append("quiet"), "Ctrl+J")
    with qtbot.waitActive(bare):
        bare.show()
        bare.activateWindow()
    with qtbot.waitSignal(commands.ran) as ran:
        qtbot.keyClick(bare, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert (done, ran.args) == (["quiet"], ["quiet"])


def test_two_commands_never_share_an_id_or_a_shortcut(commands: Commands) -> None:
    commands.add("one", "One", lambda: None, ("Ctrl+J", "F9"))
    with pytest.raises(ValueError, match="one already"):
        commands.add("one", "One", lambda: None)
    with pytest.raises(ValueError, match="F9 of two is taken by one"):
        commands.add("two", "Two", lambda: None, "F9")


def test_what_cannot_be_done_now_is_not_done(commands: Commands) -> None:
    done: list[str] = []
    can = False
    commands.add("one", "One", lambda: done.append("one"), enabled=lambda: can)
    assert not commands.run("one")
    can = True
    assert commands.run("one")
    assert done == ["one"]


def test_a_command_that_is_on_or_off_shows_what_is_true(commands: Commands) -> None:
    on = False

    def toggle() -> None:
        nonlocal on
        on = not on

    action = commands.add("bold", "Bold", toggle, checked=lambda: on)
    action.trigger()
    assert on
    assert action.isChecked()
    on = False
    commands.refresh()
    assert not action.isChecked()


def test_however_often_it_is_wished_for_commands_are_asked_once_in_a_turn(
    commands: Commands, app: QApplication
) -> None:
    asked: list[bool] = []
    can = False

    def enabled() -> bool:
        asked.append(can)
        return can

    action = commands.add("file.new", "&New", lambda: None, menu="file.new", enabled=enabled)
    asked.clear()
    commands.refresh_soon()
    can = True
    commands.refresh_soon()
    commands.refresh_soon()
    assert not asked
    app.processEvents()
    assert asked == [True]
    assert action.isEnabled()
    commands.refresh_soon()
    commands.close()
    commands.refresh_soon()
    app.processEvents()
    assert asked == [True]


def test_a_message_that_is_sent_asks_commands_few_times(
    window: MainWindow, app: QApplication
) -> None:
    asked: list[int] = []
    window.commands.add("test.count", "Count", lambda: None, enabled=lambda: not asked.append(1))
    app.processEvents()
    asked.clear()
    window.page.send("Hello")
    assert not asked
    app.processEvents()
    assert 1 <= len(asked) <= 2
    assert window.commands.action("answer.stop").isEnabled()


def test_names_are_without_mnemonics_and_dots() -> None:
    assert plain("Save && &open…") == "Save & open"


def test_every_command_of_the_window_has_a_name_and_a_group(window: MainWindow) -> None:
    for command in window.commands:
        assert command.name, command.id
        assert command.group, command.id
        assert command.action.objectName() == command.id
