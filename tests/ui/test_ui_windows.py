"""Several windows of one program: what they share, how they come back, and how they end."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from parley.application import Application
from parley.ui.main_window import MainWindow
from parley.ui.windows import Windows

Tell = Callable[..., None]


@pytest.fixture
def several(windows: Windows, app: QApplication) -> Iterator[Windows]:
    """Windows that are deleted when they close, as in the program."""
    yield windows
    for window in windows:
        window.close()
    app.processEvents()


def texts(window: MainWindow) -> list[str]:
    return [view.message.content for view in window.page.transcript.views]


def test_two_windows_show_one_answer_while_it_comes(
    several: Windows, tell: Tell, engine: object
) -> None:
    first = several.open()
    engine.will_answer("A cold, ", "dry wind.")  # type: ignore[attr-defined]
    first.page.send("What is the mistral?")
    tell(2)
    shown = first.page.conversation
    assert shown is not None
    second = several.open(shown.id, beside=first)
    assert second.page.running
    tell()
    assert texts(first) == texts(second) == ["What is the mistral?", "A cold, dry wind."]
    assert not second.page.running


def test_what_is_sent_in_one_window_appears_in_the_other(several: Windows, tell: Tell) -> None:
    first = several.open()
    first.page.send("One")
    tell()
    second = several.open(first.page.conversation.id, beside=first)  # type: ignore[union-attr]
    second.page.send("Two")
    tell()
    assert texts(first) == texts(second)
    assert "Two" in texts(first)


def test_closing_a_window_leaves_the_others_and_the_answer(several: Windows, tell: Tell) -> None:
    first = several.open()
    first.page.send("Something long")
    tell(2)
    second = several.open(first.page.conversation.id, beside=first)  # type: ignore[union-attr]
    first.close()
    assert list(several) == [second]
    tell()
    assert second.page.transcript.views[-1].message.status == "complete"


def test_the_last_window_that_closes_ends_the_answers(
    several: Windows, tell: Tell, program: Application
) -> None:
    first = several.open()
    first.page.send("Something long")
    tell(2)
    conversation = first.page.conversation
    assert conversation is not None
    first.close()
    assert program.store.messages(conversation.id)[-1].status == "interrupted"


def test_a_program_that_stays_goes_on_answering(
    several: Windows, tell: Tell, program: Application
) -> None:
    several.stays = True
    first = several.open()
    first.page.send("Something long")
    tell(2)
    conversation = first.page.conversation
    assert conversation is not None
    first.close()
    tell()
    assert program.store.messages(conversation.id)[-1].status == "complete"


def test_windows_and_their_conversations_come_back(
    several: Windows, tell: Tell, program: Application
) -> None:
    first = several.open()
    first.page.send("One")
    tell()
    first.new_window()
    second = several.active
    assert second is not first
    assert second is not None
    second.page.send("Two")
    tell()
    first.setGeometry(QRect(10, 20, 700, 500))
    second.setGeometry(QRect(50, 60, 750, 520))
    several.quit()
    assert len(several) == 0
    again = Windows(program)
    opened = again.restore()
    assert sorted(window.windowTitle() for window in opened) == ["One – Parley", "Two – Parley"]
    sizes = {window.windowTitle(): window.size().toTuple() for window in opened}
    assert sizes == {"One – Parley": (700, 500), "Two – Parley": (750, 520)}
    again.quit()


def test_the_window_that_was_closed_last_comes_back_alone(
    several: Windows, tell: Tell, program: Application, app: QApplication
) -> None:
    first = several.open()
    first.page.send("One")
    tell()
    second = several.open(beside=first)
    second.close()
    app.processEvents()
    first.close()
    again = Windows(program)
    assert [window.windowTitle() for window in again.restore()] == ["One – Parley"]
    again.quit()


def test_windows_that_the_system_closes_in_one_go_come_back_together(
    several: Windows, tell: Tell, program: Application, app: QApplication
) -> None:
    first = several.open()
    first.page.send("One")
    tell()
    several.open(beside=first)
    # As the Dock of a Mac, and the end of a session, end a program.
    app.closeAllWindows()
    again = Windows(program)
    assert sorted(window.windowTitle() for window in again.restore()) == ["One – Parley", "Parley"]
    again.quit()


def test_a_session_that_ends_while_no_window_is_open_keeps_the_last(
    several: Windows, tell: Tell, program: Application
) -> None:
    several.stays = True
    first = several.open()
    first.page.send("One")
    tell()
    first.close()
    several.note()
    again = Windows(program)
    assert [window.windowTitle() for window in again.restore()] == ["One – Parley"]
    again.quit()


def test_a_conversation_that_is_gone_is_not_opened_again(
    several: Windows, tell: Tell, program: Application
) -> None:
    first = several.open()
    first.page.send("One")
    tell()
    several.quit()
    program.store.delete(program.store.conversations()[0].id)
    again = Windows(program)
    assert [window.windowTitle() for window in again.restore()] == ["Parley"]
    again.quit()


@pytest.mark.parametrize("damaged", ["no JSON", '{"a": 1}', '[{"name": 3}]', "[]"])
def test_a_damaged_memory_of_the_windows_opens_a_first_one(
    several: Windows, program: Application, damaged: str
) -> None:
    program.change_settings(windows={"open": damaged})
    assert len(several.restore()) == 1


def test_a_new_window_stands_a_step_away_and_on_the_screen(several: Windows) -> None:
    first = several.open()
    first.setGeometry(QRect(20, 20, 600, 450))
    first.new_window()
    second = several.active
    assert second is not None
    assert second.geometry() == QRect(52, 52, 600, 450)
    room = first.screen().availableGeometry()
    first.setGeometry(QRect(room.right() - 610, room.bottom() - 460, 600, 450))
    first.new_window()
    third = several.active
    assert third is not None
    assert room.contains(third.geometry())


def test_a_window_off_the_screen_is_brought_back(
    several: Windows, program: Application, qtbot: QtBot
) -> None:
    first = several.open()
    first.setGeometry(QRect(9_000, 9_000, 600, 450))
    first.close()
    again = several.open()
    assert again.screen().availableGeometry().intersects(again.geometry())


def test_open_in_another_window_raises_the_one_that_has_it(several: Windows, tell: Tell) -> None:
    first = several.open()
    first.page.send("One")
    tell()
    first.commands.run("window.detach")
    assert len(several) == 2
    second = several.active
    assert second is not None
    assert second.windowTitle() == "One – Parley"
    first.new_chat()
    first.open_in_window(second.page.conversation.id)  # type: ignore[union-attr]
    assert len(several) == 2
    assert several.active is second


def test_the_sidebar_opens_a_conversation_in_another_window(several: Windows, tell: Tell) -> None:
    first = several.open()
    for text in ("One", "Two"):
        first.new_chat()
        first.page.send(text)
        tell()
    model = first.conversations.model
    rows = [model.at(place) for place in range(model.rowCount())]
    row = next(r for r in rows if r and r.conversation and r.conversation.title == "One")
    menu = first.shelving.menu_for(row)
    next(one for one in menu.actions() if one.text() == "Open in another window").trigger()
    menu.deleteLater()
    assert sorted(window.windowTitle() for window in several) == ["One – Parley", "Two – Parley"]


def test_the_look_changes_in_every_window(several: Windows) -> None:
    first, second = several.open(), several.open()
    first.commands.run("theme.dark")
    for window in (first, second):
        image = window.page.grab().toImage()
        colour = image.pixelColor(image.width() - 30, image.height() // 2)
        assert colour.name().upper() == several.look.background
    assert second.commands.action("theme.dark").isChecked()


def test_offline_is_shown_in_every_window(several: Windows) -> None:
    first, second = several.open(), several.open()
    first.commands.run("program.offline")
    assert second.status.network.text() == "offline"
    assert second.commands.action("program.offline").isChecked()
