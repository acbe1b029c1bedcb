"""Talking in the window: sending, streaming, stopping, failing, and coming back."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from helpers.scripted_engine import Crash, ScriptedEngine, context_full, done, prefill
from parley.application import Application
from parley.engine.protocol import Done, Failed, LoadProgress, Note
from parley.ui.chat.message import MessageView
from parley.ui.main_window import MainWindow

Tell = Callable[..., None]


def write(qtbot: QtBot, window: MainWindow, text: str) -> None:
    """Type a message and press Enter."""
    window.page.composer.edit.setFocus()
    qtbot.keyClicks(window.page.composer.edit, text)
    qtbot.keyClick(window.page.composer.edit, Qt.Key.Key_Return)


def last(window: MainWindow) -> MessageView:
    return window.page.transcript.views[-1]


def buttons(view: MessageView) -> dict[str, QPushButton]:
    return {
        button.text(): button for button in view.findChildren(QPushButton) if not button.isHidden()
    }


def test_a_new_window_introduces_the_model_and_starts_no_engine(
    window: MainWindow, program: Application
) -> None:
    assert window.page.stack.currentWidget() is window.page.empty
    said = [label.text() for label in window.page.empty.findChildren(type(window.page.title))]
    assert "SmolLM2 135M" in said
    assert "Licence: Apache-2.0" in said
    assert program.engine is None
    assert window.page.composer.edit.hasFocus()


def test_enter_sends_and_the_answer_streams(
    window: MainWindow, qtbot: QtBot, engine: ScriptedEngine, tell: Tell
) -> None:
    engine.will_load(LoadProgress(0, 0.4))
    engine.will_answer(prefill(6, 10), "Hello", " **there**.")
    write(qtbot, window, "Say hello")
    assert window.page.composer.text == ""
    assert [view.message.content for view in window.page.transcript.views] == ["Say hello", ""]
    tell(1)
    assert window.status.state.text() == "Loading the model, 40 %"
    tell(2)
    assert window.status.state.text() == "Reading the prompt, 60 %"
    tell(1)
    qtbot.waitUntil(lambda: last(window).text.toPlainText() == "Hello")
    assert window.status.state.text() == "Writing"
    tell()
    assert last(window).text.toPlainText() == "Hello there."
    # No part of a message may flash up as a window of its own and take the focus.
    assert QApplication.activeWindow() is window
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [window]
    assert window.page.session is not None
    assert window.page.running is False
    assert window.status.state.text() == ""
    assert engine.requests[0].messages[-1].content == "Say hello"


def test_the_status_line_says_what_the_engine_measured(
    window: MainWindow, qtbot: QtBot, engine: ScriptedEngine, tell: Tell
) -> None:
    engine.will_answer("Hi", Done(0, "stop", 48, 12, 91, 0.3, 5.0, 0.4, 7, 1234, 4096))
    write(qtbot, window, "Hi")
    tell()
    assert window.status.speed.text() == "18 tokens/s"
    assert window.status.context.text() == "1,234 of 4,096 tokens"
    assert window.status.memory.text().startswith("1 MB of ")
    assert window.status.model.text() == "SmolLM2 135M Q4_1 on the processor"


def test_shift_enter_begins_a_line_and_the_box_grows(window: MainWindow, qtbot: QtBot) -> None:
    edit = window.page.composer.edit
    before = edit.height()
    qtbot.keyClicks(edit, "one")
    qtbot.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(edit, "two")
    assert window.page.composer.text == "one\ntwo"
    assert edit.height() > before
    assert window.page.transcript.views == []


def test_nothing_is_sent_from_an_empty_box(window: MainWindow, qtbot: QtBot) -> None:
    write(qtbot, window, "   ")
    assert window.page.transcript.views == []
    assert not window.page.composer.button.isEnabled()


def test_escape_stops_and_keeps_what_came(
    window: MainWindow, qtbot: QtBot, engine: ScriptedEngine, tell: Tell
) -> None:
    engine.will_answer("One", " two", " three")
    write(qtbot, window, "Count")
    tell(3)
    assert window.page.composer.button.accessibleName() == "Stop"
    qtbot.keyClick(window.page.composer.edit, Qt.Key.Key_Escape)
    tell()
    assert last(window).message.status == "stopped"
    assert last(window).message.content.startswith("One")
    assert window.page.composer.button.accessibleName() == "Send"


def test_the_button_stops_too(
    window: MainWindow, qtbot: QtBot, engine: ScriptedEngine, tell: Tell
) -> None:
    write(qtbot, window, "Count")
    tell(2)
    qtbot.mouseClick(window.page.composer.button, Qt.MouseButton.LeftButton)
    tell()
    assert last(window).message.status == "stopped"


def test_what_is_typed_while_an_answer_comes_stays(
    window: MainWindow, qtbot: QtBot, tell: Tell
) -> None:
    write(qtbot, window, "First")
    write(qtbot, window, "Second")
    assert window.page.composer.text == "Second"
    tell()
    assert window.page.composer.text == "Second"
    assert len(window.page.transcript.views) == 2


def test_an_example_sends_itself(
    window: MainWindow, qtbot: QtBot, engine: ScriptedEngine, tell: Tell
) -> None:
    button = window.page.empty.buttons[2]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    tell()
    assert engine.requests[0].messages[-1].content == button.accessibleName()
    assert window.page.stack.currentWidget() is window.page.transcript


def test_a_crash_keeps_the_text_says_so_and_retry_answers(
    window: MainWindow, qtbot: QtBot, engine: ScriptedEngine, tell: Tell
) -> None:
    engine.will_answer(prefill(12, 12, 0), "Half ", "an ", Crash())
    write(qtbot, window, "Tell me")
    tell()
    view = last(window)
    assert view.text.toPlainText().strip() == "Half an"
    assert view.failure_shown
    figures = next(each for each in view.findChildren(QLabel) if "2\u00a0tokens" in each.text())
    assert figures.isVisible()
    assert "Prompt: 12 tokens" in figures.toolTip()
    # Nobody said which seed was drawn, nor how full the context was.
    assert "Seed" not in figures.toolTip()
    assert "Context" not in figures.toolTip()
    assert set(buttons(view)) == {"Retry", "Use a smaller context", "Show log"}
    engine.will_answer("A whole answer.")
    qtbot.mouseClick(buttons(view)["Retry"], Qt.MouseButton.LeftButton)
    tell()
    assert len(window.page.transcript.views) == 2
    assert last(window).text.toPlainText() == "A whole answer."
    assert not last(window).failure_shown


def test_the_log_of_a_crash_can_be_read(
    window: MainWindow, qtbot: QtBot, engine: ScriptedEngine, tell: Tell
) -> None:
    engine.will_answer(Crash())
    write(qtbot, window, "Tell me")
    tell()
    qtbot.mouseClick(buttons(last(window))["Show log"], Qt.MouseButton.LeftButton)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    assert dialog.windowTitle() == "Engine log"
    assert "ggml: last words" in dialog.findChild(QPlainTextEdit).toPlainText()
    dialog.close()


def test_a_model_that_does_not_load_is_said_in_the_answers_place(
    window: MainWindow, qtbot: QtBot, engine: ScriptedEngine, tell: Tell
) -> None:
    engine.will_load(
        Failed(0, "out_of_memory", "There is not enough memory.", "Close other programs.")
    )
    write(qtbot, window, "Hello")
    tell()
    assert last(window).message.error is not None
    assert last(window).failure_shown
    assert list(buttons(last(window))) == [
        "Free memory and retry", "Use a smaller context", "Retry",
    ]  # fmt: skip
    qtbot.mouseClick(buttons(last(window))["Use a smaller context"], Qt.MouseButton.LeftButton)
    tell()
    assert [options.context for _, options in engine.loads] == [4096, 2048]
    assert last(window).text.toPlainText() == "Hello there."


def test_a_full_context_asks_and_leaves_out_the_oldest_on_request(
    window: MainWindow, qtbot: QtBot, engine: ScriptedEngine, tell: Tell
) -> None:
    engine.will_answer(context_full())
    write(qtbot, window, "Continue")
    tell()
    offered = buttons(last(window))
    assert {"Leave out the oldest messages", "Keep all and stop"} <= set(offered)
    engine.will_answer(Note(0, "trimmed", "The 2 oldest messages were left out."), "Done so.")
    qtbot.mouseClick(offered["Leave out the oldest messages"], Qt.MouseButton.LeftButton)
    tell()
    assert engine.requests[-1].policy == "trim_oldest"
    assert last(window).text.toPlainText() == "Done so."
    assert "left out" in window.page.notice.label.text()
    # The button is gone; who pressed it writes on.
    assert window.page.composer.edit.hasFocus()


def test_what_is_said_of_a_conversation_goes_with_it(
    window: MainWindow, qtbot: QtBot, engine: ScriptedEngine, tell: Tell
) -> None:
    page, left_out = window.page, "The 2 oldest messages were left out."
    engine.will_answer(Note(0, "trimmed", left_out), "Done so.")
    write(qtbot, window, "Continue")
    tell()
    assert page.notice.label.text() == left_out
    assert page.conversation is not None
    window.open_conversation(page.conversation.id)
    assert page.notice.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert page.conversation is None
    assert not page.notice.isVisible()
    # What is said of the program stays.
    page.notice.say("Chats were exported.")
    window.open_conversation(window.services.store.conversations()[0].id)
    assert page.notice.isVisible()


def test_a_full_context_can_be_left_as_it_is(
    window: MainWindow, qtbot: QtBot, engine: ScriptedEngine, tell: Tell
) -> None:
    engine.will_answer(context_full())
    write(qtbot, window, "Continue")
    tell()
    qtbot.mouseClick(buttons(last(window))["Keep all and stop"], Qt.MouseButton.LeftButton)
    assert buttons(last(window)) == {}
    assert len(engine.requests) == 1


def test_what_another_window_wrote_meanwhile_is_shown_with_the_next_message(
    window: MainWindow, qtbot: QtBot, engine: ScriptedEngine, tell: Tell, program: Application
) -> None:
    engine.will_answer("First.")
    write(qtbot, window, "One")
    tell()
    talk = program.store.conversations()[0].id
    program.store.add(talk, "user", "Two, written elsewhere")
    program.store.add(talk, "assistant", "Second.")
    engine.will_answer("Third.")
    write(qtbot, window, "Three")
    tell()
    shown = [view.text.toPlainText() for view in window.page.transcript.views]
    assert shown == ["One", "First.", "Two, written elsewhere", "Second.", "Three", "Third."]


def test_one_message_that_is_too_long_is_offered_more_room_only(
    window: MainWindow, qtbot: QtBot, engine: ScriptedEngine, tell: Tell
) -> None:
    engine.will_answer(msgspec.structs.replace(context_full(), code="message_too_long"))
    write(qtbot, window, "A very long message")
    tell()
    assert set(buttons(last(window))) == {"Use a larger context"}


def test_a_full_context_can_be_enlarged(
    window: MainWindow, qtbot: QtBot, engine: ScriptedEngine, tell: Tell
) -> None:
    engine.will_answer(context_full())
    write(qtbot, window, "Continue")
    tell()
    qtbot.mouseClick(buttons(last(window))["Use a larger context"], Qt.MouseButton.LeftButton)
    tell()
    assert engine.loads[-1][1].context == 8192
    assert last(window).message.status == "complete"


def test_a_restart_shows_the_same_conversation(
    window: MainWindow,
    open_window: Callable[[], MainWindow],
    qtbot: QtBot,
    engine: ScriptedEngine,
    tell: Tell,
) -> None:
    engine.will_answer("Paris.")
    write(qtbot, window, "Capital of France?")
    tell()
    window.close()
    again = open_window()
    assert len(again.conversations.model.conversations()) == 1
    again.conversations.step(0)
    texts = [view.text.toPlainText() for view in again.page.transcript.views]
    assert texts == ["Capital of France?", "Paris."]
    assert again.page.title.text() == "Capital of France?"


def test_closing_in_the_middle_keeps_the_text(
    window: MainWindow,
    open_window: Callable[[], MainWindow],
    qtbot: QtBot,
    engine: ScriptedEngine,
    tell: Tell,
) -> None:
    engine.will_answer("Half", " of it")
    write(qtbot, window, "Go on")
    tell(3)
    window.close()
    again = open_window()
    again.conversations.step(0)
    assert last(again).message.status == "interrupted"
    assert last(again).message.content == "Half"


def test_an_answer_goes_on_while_another_chat_is_looked_at(
    window: MainWindow, qtbot: QtBot, engine: ScriptedEngine, tell: Tell
) -> None:
    engine.will_answer("One", " two")
    write(qtbot, window, "Count")
    tell(2)
    first = window.page.conversation
    window.commands.run("chat.new")
    assert window.page.transcript.views == []
    assert not window.page.running
    tell()
    assert first is not None
    window.open_conversation(first.id)
    assert last(window).text.toPlainText() == "One two"


def test_a_draft_waits_in_its_chat(window: MainWindow, qtbot: QtBot, tell: Tell) -> None:
    write(qtbot, window, "Hello")
    tell()
    made = window.page.conversation
    assert made is not None
    qtbot.keyClicks(window.page.composer.edit, "half a thought")
    window.new_chat()
    assert window.page.composer.text == ""
    window.open_conversation(made.id)
    assert window.page.composer.text == "half a thought"


def test_a_missing_model_is_said_and_the_text_stays(
    program: Application, open_window: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    program.change_settings(model="no such model")
    window = open_window()
    write(qtbot, window, "Hello")
    assert "no model called" in window.page.notice.label.text()
    assert window.page.composer.text == "Hello"
    assert window.conversations.model.rowCount() == 0


def test_copy_answer_takes_the_markdown_as_it_was_written(
    window: MainWindow, qtbot: QtBot, engine: ScriptedEngine, tell: Tell
) -> None:
    engine.will_answer("Some **bold** words")
    write(qtbot, window, "Hi")
    tell()
    window.commands.run("message.copy")
    assert QGuiApplication.clipboard().text() == "Some **bold** words"


def test_answer_again_takes_the_place_of_the_answer(
    window: MainWindow, qtbot: QtBot, engine: ScriptedEngine, tell: Tell
) -> None:
    write(qtbot, window, "Hi")
    tell()
    engine.will_answer("Another one.")
    window.commands.run("message.retry")
    tell()
    assert [v.text.toPlainText() for v in window.page.transcript.views] == ["Hi", "Another one."]


@pytest.mark.parametrize("finish", ["length", "context_full"])
def test_an_answer_that_was_cut_says_why(
    window: MainWindow, qtbot: QtBot, engine: ScriptedEngine, tell: Tell, finish: str
) -> None:
    engine.will_answer("Cut", done(finish))  # type: ignore[arg-type]
    write(qtbot, window, "Hi")
    tell()
    said = [label.text() for label in last(window).findChildren(type(window.page.title))]
    assert any(text.startswith("Ended") for text in said)


def test_a_title_takes_the_room_that_the_model_leaves_it(
    window: MainWindow, program: Application, app: QApplication
) -> None:
    window.open_conversation(program.store.create(title="A journey to Marseille").id)
    title = window.page.title
    for size in (window.minimumSize(), QSize(1000, 600), window.minimumSize()):
        window.resize(size)
        app.processEvents()
        fitting = title.fontMetrics().elidedText(
            "A journey to Marseille", Qt.TextElideMode.ElideRight, title.width()
        )
        assert title.text() == fitting
