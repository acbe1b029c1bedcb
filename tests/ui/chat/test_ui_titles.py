"""Titles from the model, in the window: once it is quiet, and out of the way of every question."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from helpers.scripted_engine import Gate, ScriptedEngine
from parley.application import Application
from parley.ui.main_window import MainWindow
from parley.ui.windows import Windows

Tell = Callable[..., None]


@pytest.fixture
def quiet(program: Application, windows: Windows, window: MainWindow) -> MainWindow:
    """Return a window in which titles come from the model, as soon as it is quiet."""
    program.change_settings(titles="model")
    windows.titles.pause = 10
    return window


def title(program: Application) -> tuple[str, str]:
    one = program.store.conversations()[0]
    return one.title, one.titled_by


def test_the_first_words_come_at_once_and_the_models_when_it_is_quiet(
    quiet: MainWindow, qtbot: QtBot, engine: ScriptedEngine, tell: Tell, program: Application
) -> None:
    engine.will_answer("Because of light.")
    engine.will_answer("Colour of the sky")
    quiet.page.send("Why is the sky blue at noon?")
    assert quiet.page.title.text() == "Why is the sky blue at noon?"
    tell()
    qtbot.waitUntil(lambda: len(engine.requests) == 2)
    tell()
    qtbot.waitUntil(lambda: title(program) == ("Colour of the sky", "model"))
    qtbot.waitUntil(lambda: quiet.page.title.text() == "Colour of the sky")
    assert quiet.windowTitle() == "Colour of the sky – Parley"
    model = quiet.conversations.model
    assert model.text(model.at(1)) == "Colour of the sky"


def test_nothing_is_asked_while_a_question_is_written(
    quiet: MainWindow, qtbot: QtBot, engine: ScriptedEngine, tell: Tell, windows: Windows
) -> None:
    quiet.page.send("Why?")
    qtbot.keyClicks(quiet.page.composer.edit, "And")
    asked: list[bool] = []
    windows.titles.looked.connect(lambda: asked.append(len(engine.requests) > 1))
    tell()
    qtbot.waitUntil(lambda: len(asked) >= 3)
    assert not any(asked)
    quiet.page.composer.clear()
    qtbot.waitUntil(lambda: len(engine.requests) == 2)
    tell()


def test_a_question_comes_before_a_title(
    quiet: MainWindow, qtbot: QtBot, engine: ScriptedEngine, tell: Tell, program: Application
) -> None:
    engine.will_answer("Because.")
    engine.will_answer(Gate(), "Never told")
    engine.will_answer("Blue.")
    engine.will_answer("Colour of the sky")
    quiet.page.send("Why?")
    tell()
    qtbot.waitUntil(lambda: len(engine.requests) == 2)
    quiet.page.send("And at noon?")
    assert len(engine.stops) == 1
    tell()
    assert quiet.page.transcript.messages[-1].content == "Blue."
    qtbot.waitUntil(lambda: len(engine.requests) == 4)
    tell()
    qtbot.waitUntil(lambda: title(program) == ("Colour of the sky", "model"))


def test_first_words_are_enough_where_the_person_says_so(
    quiet: MainWindow, qtbot: QtBot, engine: ScriptedEngine, tell: Tell, program: Application
) -> None:
    program.change_settings(titles="words")
    quiet.page.send("Why?")
    tell()
    assert not quiet.windows.titles.is_waiting
    assert title(program) == ("Why?", "words")
