"""The parts of messages: reasoning that folds, attachments, the mark, the meter, spoken words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from helpers.scripted_engine import ScriptedEngine, context_full
from parley.application import Application
from parley.chat.context import Usage
from parley.chat.values import Attachment, StoredMessage
from parley.engine.protocol import Failed, Note
from parley.ui import theme
from parley.ui.chat.announcer import Announcer, sentences
from parley.ui.chat.message import MessageView
from parley.ui.chat.message_words import thought
from parley.ui.chat.meter import ContextMeter
from parley.ui.main_window import MainWindow

Tell = Callable[..., None]

_THOUGHTS = (
    "<think>\nIt is a *wind*.\n",
    "It blows from the north-west.",
    "\n</think>\n\n",
    "Yes.",
)


def last(window: MainWindow) -> MessageView:
    return window.page.transcript.views[-1]


# -- reasoning -----------------------------------------------------------------------------------


def test_reasoning_is_folded_and_its_end_is_seen_while_it_grows(
    window: MainWindow, engine: ScriptedEngine, tell: Tell
) -> None:
    engine.will_answer(*_THOUGHTS)
    window.page.send("Is the mistral a wind?")
    tell(4)
    window.page.transcript.flush()
    block = last(window).thought
    assert block.isVisible()
    assert block.head.text().startswith("Thinking…")
    assert block.peek == "It blows from the north-west."
    assert not last(window).text.isVisible()
    tell()
    assert block.head.text().startswith("Thought for")
    assert block.peek == ""
    assert block.text is None
    assert last(window).text.toPlainText() == "Yes."


def test_a_click_unfolds_it_and_it_stays_unfolded_wherever_one_looks_meanwhile(
    window: MainWindow, engine: ScriptedEngine, tell: Tell, qtbot: QtBot, app: QApplication
) -> None:
    engine.will_answer(*_THOUGHTS)
    window.page.send("Is the mistral a wind?")
    tell()
    answer = last(window).message.id
    for number in range(12):
        engine.will_answer("word " * 200)
        window.page.send(f"Go on {number}")
        tell()
    transcript = window.page.transcript
    view = transcript.reveal(answer)
    assert view is not None
    place = view.thought.head.mapTo(window, view.thought.head.rect().topLeft())
    qtbot.mouseClick(view.thought.head, Qt.MouseButton.LeftButton)
    app.processEvents()
    assert view.thought.head.mapTo(window, view.thought.head.rect().topLeft()) == place
    assert view.thought.text is not None
    assert view.thought.text.toPlainText() == "It is a wind.\nIt blows from the north-west."
    assert view.height() >= view.thought.geometry().bottom()
    # The answer stays free of it.
    assert view.text.toPlainText() == "Yes."
    window.page.composer.edit.setFocus()
    transcript.to_end()
    app.processEvents()
    assert transcript.view_of(answer) is None
    again = transcript.reveal(answer)
    assert again is not None
    assert again.thought.text is not None
    assert again.thought.text.isVisible()


def test_enter_unfolds_it_where_tab_leads(
    window: MainWindow, engine: ScriptedEngine, tell: Tell, qtbot: QtBot
) -> None:
    engine.will_answer(*_THOUGHTS)
    window.page.send("Is the mistral a wind?")
    tell()
    window.page.step(0)
    view = last(window)
    assert view.hasFocus()
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert view.thought.head.hasFocus()
    qtbot.keyClick(view.thought.head, Qt.Key.Key_Return)
    assert view.thought.text is not None
    assert view.thought.text.isVisible()
    qtbot.keyClick(view.thought.head, Qt.Key.Key_Return)
    assert not view.thought.text.isVisible()
    assert view.editor is None


def test_a_copy_and_an_edit_of_an_answer_leave_the_reasoning_out(
    window: MainWindow, engine: ScriptedEngine, tell: Tell
) -> None:
    engine.will_answer(*_THOUGHTS)
    window.page.send("Is the mistral a wind?")
    tell()
    window.page.branching.do("copy")
    assert QGuiApplication.clipboard().text() == "Yes."
    assert window.page.copy_answer() == "Yes."
    window.page.branching.do("edit", last(window).message.id)
    editor = last(window).editor
    assert editor is not None
    assert editor.text == "Yes."


@pytest.mark.parametrize(
    ("seconds", "thinking", "words"),
    [
        (None, True, "Thinking…"),
        (0.4, True, "Thinking…"),
        (12.3, True, "Thinking… 12 s"),
        (0.4, False, "Thought for 0.4 s"),
        (4.2, False, "Thought for 4 s"),
        (125, False, "Thought for 2 min 5 s"),
        (None, False, "Thoughts"),
    ],
)
def test_the_time_is_said_as_people_say_it(
    app: QApplication, seconds: float | None, thinking: bool, words: str
) -> None:
    assert thought(seconds, thinking=thinking) == words


# -- attachments, the mark -----------------------------------------------------------------------


def test_what_goes_with_a_message_can_be_looked_at(
    window: MainWindow, engine: ScriptedEngine, tell: Tell, qtbot: QtBot
) -> None:
    window.page.send("Sum it up", (Attachment("notes & more.txt", "The whole\ntext"),))
    tell()
    assert "The whole\ntext" in engine.requests[-1].messages[-1].content
    view = window.page.transcript.views[0]
    assert view.text.toPlainText() == "Sum it up"
    (button,) = view.attached.buttons
    assert button.accessibleName() == "notes & more.txt, 3 words"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    text = dialog.findChild(QPlainTextEdit)
    assert text is not None
    assert text.toPlainText() == "The whole\ntext"
    dialog.close()
    # A changed message takes it along.
    window.page.branching.keep_edit(view.message.id, "Sum it up, shortly")
    tell()
    assert "The whole\ntext" in engine.requests[-1].messages[-1].content


def test_what_is_far_up_is_whole_once_it_is_looked_at(
    window: MainWindow, engine: ScriptedEngine, tell: Tell, program: Application
) -> None:
    engine.will_answer(*_THOUGHTS)
    window.page.send("Sum it up", (Attachment("notes.txt", "The whole text"),))
    tell()
    talk = window.page.conversation
    assert talk is not None
    for number in range(40):
        program.store.add(talk.id, "assistant" if number % 2 else "user", f"Message {number}")
    window.open_conversation(None)
    window.open_conversation(talk.id)
    transcript = window.page.transcript
    first, answer = transcript.messages[0], transcript.messages[1]
    assert first.attachments == ()
    view = transcript.reveal(first.id)
    assert view is not None
    assert [each.text() for each in view.attached.buttons] == ["notes.txt, 3 words"]
    seen = transcript.view_of(answer.id)
    assert seen is not None
    assert seen.message == program.store.message(answer.id)
    assert seen.message.figures is not None
    assert seen.thought.head.text().startswith("Thought for")


def test_a_line_shows_above_what_nothing_is_seen_by_the_model(
    window: MainWindow, engine: ScriptedEngine, tell: Tell, app: QApplication
) -> None:
    for number in range(3):
        window.page.send(f"Question {number}")
        tell()
    engine.will_answer(Note(0, "trimmed", "The 4 oldest messages were left out.", (0, 1, 2, 3)))
    window.page.send("Do you remember?")
    tell()
    app.processEvents()
    marked = [v for v in window.page.transcript.views if "left out" in v.marked]
    assert [view.message.content for view in marked] == ["Question 2"]
    assert marked[0].marked == "The 4 messages above were left out of the last answer’s prompt"
    # With the next answer it is where that one's prompt began.
    window.page.send("And now?")
    tell()
    assert not any(view.marked for view in window.page.transcript.views)


# -- the meter -----------------------------------------------------------------------------------


def test_the_meter_follows_the_conversation_and_what_is_being_written(
    window: MainWindow, engine: ScriptedEngine, tell: Tell, qtbot: QtBot
) -> None:
    meter = window.page.metering.meter
    assert not meter.isVisible()
    window.page.send("Hello")
    tell()
    qtbot.waitUntil(lambda: "20 of 4,096 tokens" in meter.toolTip())
    assert meter.isVisible()
    assert meter.text() == ""
    window.page.composer.set_text("word " * 5000)
    qtbot.waitUntil(lambda: "This message alone does not fit" in meter.toolTip())
    assert meter.text() == "100 %"
    assert meter.accessibleDescription() == meter.toolTip()


def test_the_meter_says_what_the_next_message_drops(app: QApplication, qtbot: QtBot) -> None:
    meter = ContextMeter(theme.LIGHT)
    qtbot.addWidget(meter)
    meter.show_usage(Usage(3900, 4096, drops=3))
    assert "you will be asked" in meter.toolTip()
    meter.show_usage(Usage(3900, 4096, drops=3), policy="trim_oldest")
    assert "will be left out" in meter.toolTip()
    assert meter.text() == "95 %"
    meter.grab()
    meter.show_usage(None)
    assert meter.isHidden()


def test_a_full_context_is_mended_where_the_answer_would_be(
    window: MainWindow, engine: ScriptedEngine, tell: Tell
) -> None:
    engine.will_answer(context_full())
    window.page.send("Hello")
    tell()
    window.page.transcript.action.emit(last(window).message.id, "larger")
    tell()
    assert [options.context for _, options in engine.loads] == [4096, 8192]
    assert last(window).message.status == "complete"


# -- spoken words --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "ready"),
    [
        ("It is a wind. It bl", "It is a wind. "),
        ("It costs 3.5 eur", ""),
        ("He said “yes.” Then", "He said “yes.” "),
        ("- one\n- tw", "- one\n"),
        ("これは風です。冷たい", "これは風です。"),
        ("word " * 100, "word " * 80),
    ],
)
def test_text_is_spoken_in_sentences(text: str, ready: str) -> None:
    assert sentences(text) == (ready, text[len(ready) :])


@pytest.fixture
def spoken(app: QApplication) -> Iterator[list[str]]:
    """Have a screen reader, as far as Qt knows; return what it is given to speak."""
    QAccessible.setActive(True)
    yield []
    QAccessible.setActive(False)


def test_an_answer_is_spoken_as_it_comes_and_so_is_how_it_ends(
    window: MainWindow, engine: ScriptedEngine, tell: Tell, qtbot: QtBot, spoken: list[str]
) -> None:
    window.page.transcript.announced.connect(spoken.append)
    engine.will_answer(*_THOUGHTS[:3], "It is a **wind**. ", "It blows.")
    window.page.send("Is the mistral a wind?")
    tell()
    qtbot.waitUntil(lambda: "complete" in " ".join(spoken), timeout=10_000)
    assert spoken[0] == "Answering"
    assert " ".join(spoken[1:]) == "It is a wind. It blows. The answer is complete"


def test_a_failure_is_spoken(
    window: MainWindow, engine: ScriptedEngine, tell: Tell, qtbot: QtBot, spoken: list[str]
) -> None:
    window.page.transcript.announced.connect(spoken.append)
    engine.will_answer("It ", Failed(0, "engine_bug", "It broke.", "Try again."))
    window.page.send("Is the mistral a wind?")
    tell()
    qtbot.waitUntil(lambda: len(spoken) > 1, timeout=10_000)
    assert spoken[1] == "It The answer failed. It broke. Try again."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('See [the wind](https://a.example/b_(c) "A title").', "See the wind."),
        ("![A map](map.png) of it.", "A map of it."),
        ("the end](https://a.example).", "the end."),
        ("It is $x + 1$, and $$y$$, and \\(z\\).", "It is x + 1, and y, and z."),
        ("It costs $5, not $6.", "It costs $5, not $6."),
    ],
)
def test_neither_addresses_nor_marks_of_formulas_are_spoken(
    app: QApplication, text: str, told: str
) -> None:
    said: list[str] = []
    announcer = Announcer(said.append)
    message = StoredMessage(1, 1, None, "assistant", text, "complete", 0.0)
    announcer._speak(message.content)
    announcer.forget()
    assert said == [told]


def test_pieces_are_gathered_so_that_none_cuts_off_the_other(
    app: QApplication, qtbot: QtBot
) -> None:
    said: list[str] = []
    announcer = Announcer(said.append)
    message = StoredMessage(1, 1, None, "assistant", "", "streaming", 0.0)
    announcer.begin(message)
    for count in range(1, 6):
        announcer.grow(msgspec.structs.replace(message, content="It blows. " * count))
    assert said == ["Answering"]
    qtbot.waitUntil(lambda: len(said) == 2, timeout=10_000)
    assert said[1] == " ".join(["It blows."] * 5)
    announcer.forget()
    announcer.end(message)
    assert len(said) == 2
