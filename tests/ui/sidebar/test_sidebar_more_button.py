"""The button beside the title: what it offers is what the conversation's row offers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from parley.application import Application
from parley.ui.main_window import MainWindow


def names(menu: QMenu) -> list[str]:
    return [each.text() for each in menu.actions()]


def opened(window: MainWindow) -> QMenu:
    """Return the menu of the button as it is filled when it opens."""
    menu = window.more_button.menu()
    menu.aboutToShow.emit()
    return menu


@pytest.fixture
def talk(window: MainWindow, program: Application) -> int:
    key = program.store.create(title="Winds").id
    program.store.create(title="Else")
    window.open_conversation(key)
    return key


def test_it_offers_what_the_row_offers(window: MainWindow, talk: int) -> None:
    row = window.conversations.model.at(window.conversations.model.row_of(talk))
    beside = window.shelving.menu_for(row)
    assert names(opened(window)) == names(beside)
    assert {"Rename", "Export…", "Delete", "Archive", "Pin"} <= set(names(beside))
    beside.deleteLater()
    # Each time it says how things are then.
    window.shelving.toggle_pin([talk])
    assert "Unpin" in names(opened(window))


def test_it_is_about_what_is_shown_also_where_others_are_selected(
    window: MainWindow, program: Application, talk: int, qtbot: QtBot
) -> None:
    window.conversations.view.selectAll()
    window.conversations.view.setFocus()
    next(each for each in opened(window).actions() if each.text() == "Delete").trigger()
    assert [one.title for one in program.store.listed()] == ["Else"]
    # Nothing is shown now, so there is nothing to do with it.
    assert window.page.conversation is None
    assert not window.more_button.isVisibleTo(window)
    window.commands.run("edit.undo")
    assert window.more_button.isVisibleTo(window)


def test_a_key_opens_it(window: MainWindow, talk: int, qtbot: QtBot) -> None:
    button = window.more_button
    button.setFocus()
    assert button.hasFocus()
    seen: list[list[str]] = []

    def look() -> None:
        seen.append(names(button.menu()))
        button.menu().close()

    QTimer.singleShot(0, look)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(seen))
    assert "Rename" in seen[0]
