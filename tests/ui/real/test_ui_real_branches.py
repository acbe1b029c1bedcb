"""Branches of a conversation that a model answers: edited, stepped through, stopped, gone on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from helpers.heard_engine import HeardEngine
from helpers.real_talk import ENDLESS, Talk
from parley.application import Application
from parley.ui.main_window import MainWindow

pytestmark = pytest.mark.slow

LEFT = Qt.MouseButton.LeftButton


def test_a_changed_message_is_answered_and_both_branches_go_on(
    window: MainWindow, talk: Talk, qtbot: QtBot, engine: HeardEngine
) -> None:
    first = talk.ask("Tell me about the sea.")
    view = window.page.transcript.views[0]
    qtbot.mouseMove(view)
    qtbot.mouseClick(view.tools.buttons["edit"], LEFT)
    assert view.editor is not None
    view.editor.edit.selectAll()
    qtbot.keyClicks(view.editor.edit, "Tell me about the mountains.")
    qtbot.keyClick(view.editor.edit, Qt.Key.Key_Return)
    second = talk.answered()
    assert talk.texts == ["Tell me about the mountains.", second.content]
    assert engine.heard[-1].texts == ["Tell me about the mountains."]
    # Each branch goes on with what was said in it alone.
    view = window.page.transcript.views[0]
    assert view.stepper.label.text() == "2/2"
    qtbot.mouseClick(view.stepper.previous, LEFT)
    assert talk.texts == ["Tell me about the sea.", first.content]
    third = talk.ask("Go on.")
    assert engine.heard[-1].texts == ["Tell me about the sea.", first.content, "Go on."]
    qtbot.mouseClick(window.page.transcript.views[0].stepper.next, LEFT)
    assert talk.texts == ["Tell me about the mountains.", second.content]
    qtbot.mouseClick(window.page.transcript.views[0].stepper.previous, LEFT)
    assert talk.texts[-1] == third.content


def test_an_answer_is_made_anew_and_the_three_are_stepped_through(
    window: MainWindow, talk: Talk, qtbot: QtBot, engine: HeardEngine
) -> None:
    answers = [talk.ask("Tell me about the wind.")]
    for _ in range(2):
        tools = window.page.transcript.views[-1].tools
        qtbot.mouseClick(tools.buttons["retry"], LEFT)
        answers.append(talk.answered())
    assert len({answer.id for answer in answers}) == 3
    assert {tuple(heard.texts) for heard in engine.heard} == {("Tell me about the wind.",)}
    stepper = window.page.transcript.views[-1].stepper
    assert stepper.label.text() == "3/3"
    assert not stepper.next.isEnabled()
    shown = []
    for _ in range(2):
        qtbot.mouseClick(window.page.transcript.views[-1].stepper.previous, LEFT)
        shown.append(talk.last.content)
    assert shown == [answers[1].content, answers[0].content]
    assert not window.page.transcript.views[-1].stepper.previous.isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert talk.last.content == answers[1].content


def test_a_stopped_answer_goes_on_from_its_last_word(
    window: MainWindow, talk: Talk, qtbot: QtBot, engine: HeardEngine, program: Application
) -> None:
    program.change_settings(sampling={**ENDLESS, "max_tokens": 900})
    window.page.send("Tell me a long story.")
    talk.until_words()
    qtbot.keyClick(window.page.composer.edit, Qt.Key.Key_Escape)
    talk.ended()
    before = talk.last
    assert before.status == "stopped"
    assert before.figures is not None
    view = window.page.transcript.views[-1]
    assert "stopped" in view._figures.text()
    program.change_settings(sampling={**ENDLESS, "max_tokens": 16})
    qtbot.mouseClick(view.tools.buttons["continue"], LEFT)
    after = talk.answered()
    assert after.id == before.id
    assert after.content.startswith(before.content.rstrip())
    assert len(after.content) > len(before.content)
    # The model was given its own words to go on with, and the person's are not asked twice.
    assert engine.heard[-1].texts == ["Tell me a long story.", before.content.rstrip()]
    assert engine.heard[-1].messages[-1].role == "assistant"
    assert after.figures is not None
    assert after.figures.generated_tokens == before.figures.generated_tokens + 16
