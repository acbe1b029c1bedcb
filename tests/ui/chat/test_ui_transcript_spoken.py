"""What a screen reader is told of messages, and how one goes through all of them by keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.scripted_engine import ScriptedEngine, context_full
from parley.application import Application
from parley.chat.values import StoredMessage
from parley.ui.chat.actions import DOWN, UP
from parley.ui.chat.message_words import described
from parley.ui.dialogs import Dialog
from parley.ui.main_window import MainWindow

Tell = Callable[..., None]


def fill(program: Application, count: int) -> int:
    """Store a conversation of `count` messages; return its id."""
    made = program.store.create(title="Long")
    for number in range(count):
        program.store.add(made.id, "user" if number % 2 == 0 else "assistant", f"Word {number}.")
    return made.id


def read(app: QApplication) -> str:
    """Return what is read of what has the focus."""
    found = QAccessible.queryAccessibleInterface(app.focusWidget())
    return f"{found.text(QAccessible.Text.Name)}\n{found.text(QAccessible.Text.Description)}"


def test_each_of_many_messages_is_read_when_one_comes_to_it(
    window: MainWindow, program: Application, app: QApplication
) -> None:
    window.open_conversation(fill(program, 300))
    app.processEvents()
    for number in reversed(range(300)):
        assert window.commands.run("go.above")
        whose = "You" if number % 2 == 0 else "Answer"
        assert read(app) == f"{whose}\nWord {number}.\nMessage {number + 1} of 300"
    # Above the first there is none.
    assert window.commands.run("go.above")
    assert "Message 1 of 300" in read(app)
    for number in (1, 2, 3):
        assert window.commands.run("go.below")
        assert f"Word {number}." in read(app)
    assert len(window.page.transcript.views) < 60


def test_the_ends_are_gone_to_by_keys(
    window: MainWindow, program: Application, app: QApplication, qtbot: QtBot
) -> None:
    window.open_conversation(fill(program, 300))
    app.processEvents()
    window.page.step(-1)
    for key, number in ((Qt.Key.Key_Home, 0), (Qt.Key.Key_End, 299)):
        qtbot.keyClick(app.focusWidget(), key)
        assert f"Word {number}." in read(app)
    window.page.step(-1)
    assert "Word 298." in read(app)


def test_the_transcript_says_how_many_there_are_and_how_to_go_through_them(
    window: MainWindow, program: Application, tell: Tell
) -> None:
    transcript = window.page.transcript
    window.open_conversation(fill(program, 2))
    assert transcript.accessibleDescription() == (
        f"2 messages. {UP} goes to the message above, {DOWN} to the one below."
    )
    window.page.send("And?")
    tell()
    assert transcript.accessibleDescription().startswith("4 messages.")


def test_what_stands_around_a_message_is_read_too(
    window: MainWindow, engine: ScriptedEngine, tell: Tell, app: QApplication
) -> None:
    engine.will_answer("It is **a wind**, see [here](https://a.example).")
    window.page.send("What is it?")
    tell()
    window.page.step(-1)
    said = read(app)
    assert "It is a wind, see here." in said
    assert "first token" in said
    assert "Seed" in said
    assert said.count("SmolLM2") == 1
    assert said.endswith("Message 2 of 2")
    engine.will_answer(context_full())
    window.page.send("And?")
    tell()
    window.page.composer.edit.setFocus()
    window.page.step(-1)
    error = window.page.transcript.messages[-1].error
    assert error is not None
    assert error.message in read(app)


def test_an_answer_that_ends_while_one_is_at_it_is_read_whole(
    window: MainWindow, engine: ScriptedEngine, tell: Tell, app: QApplication
) -> None:
    engine.will_answer("It is ", "a wind.")
    window.page.send("What is it?")
    tell(3)
    window.page.step(-1)
    assert "a wind." not in read(app)
    tell()
    assert "It is a wind." in read(app)


def test_the_lines_between_messages_are_read_first_and_long_texts_are_cut() -> None:
    message = StoredMessage(1, 1, None, "user", "word " * 10_000, "complete", 0.0)
    said = described(message, 3, 1_000, ["What is above is left out"]).split("\n")
    assert said[0] == "What is above is left out"
    assert len(said[1]) < 5_000
    assert said[1].endswith("word…")
    assert said[2] == "Message 3 of 1,000"


@pytest.fixture
def dialog(window: MainWindow) -> Callable[[], Dialog]:
    """Return a function that finds the dialog that is open."""
    return lambda: window.findChildren(Dialog)[-1]


def test_what_an_answer_was_made_with_is_shown_by_keys(
    window: MainWindow, tell: Tell, qtbot: QtBot, app: QApplication, dialog: Callable[[], Dialog]
) -> None:
    action = window.commands.action("message.details")
    assert not action.isEnabled()
    window.page.send("First")
    tell()
    qtbot.keyClick(window.page.composer.edit, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    shown = dialog()
    figures = window.page.transcript.messages[-1].figures
    assert figures is not None
    assert f"Seed {figures.seed}" in shown.words.text().split("\n")
    qtbot.waitUntil(shown.words.hasFocus)
    shown.buttons["copy"].click()
    assert QGuiApplication.clipboard().text() == shown.words.text()
    assert shown.isVisible()
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    with qtbot.waitActive(window):
        window.activateWindow()
    window.page.step(-1)
    assert window.commands.action("message.details").isEnabled()
    # A message of the person's own has none.
    window.page.step(-1)
    assert not window.commands.run("message.details")
