"""Commands: one path for menus, shortcuts, palette and the list of keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QMenu
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


def test_names_are_without_mnemonics_and_dots() -> None:
    assert plain("Save && &open…") == "Save & open"


def test_every_command_of_the_window_has_a_name_and_a_group(window: MainWindow) -> None:
    for command in window.commands:
        assert command.name, command.id
        assert command.group, command.id
        assert command.action.objectName() == command.id
