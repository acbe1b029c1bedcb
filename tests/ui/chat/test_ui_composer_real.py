"""Writing with a real model: what is attached is read by it, and tokens are counted by it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.engine_calls import call
from helpers.real_talk import ENDLESS
from parley.application import Application, resources_dir
from parley.core.paths import Paths
from parley.engine.protocol import Counted
from parley.ui.main_window import MainWindow

pytestmark = pytest.mark.slow

#: Long by its lines, and soon read.
LETTER = "The wind is cold.\n" * 41


@pytest.fixture
def real(
    app: QApplication, qtbot: QtBot, paths: Paths, starter_model: Path
) -> Iterator[tuple[MainWindow, Application]]:
    env = {**os.environ, "PARLEY_STARTER_MODEL": str(starter_model)}
    program = Application(paths, resources_dir(), env=env)
    program.change_settings(theme="light", sampling={**ENDLESS, "max_tokens": 2000})
    window = MainWindow(program)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    yield window, program
    window.close()
    program.close()


def test_an_attachment_is_read_and_tokens_are_exact_also_during_an_answer(
    real: tuple[MainWindow, Application], qtbot: QtBot
) -> None:
    window, program = real
    page, composer = window.page, window.page.composer
    QGuiApplication.clipboard().setText(LETTER)
    composer.edit.setFocus()
    qtbot.keyClick(composer.edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(composer.edit, "Write a long story about this wind.")
    qtbot.waitUntil(lambda: composer.tokens.text().startswith("≈"))
    qtbot.keyClick(composer.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.running and page.live_speed != "", timeout=120_000)
    # While it answers, the next message is counted by the model.
    text = "Which wind is it?"
    qtbot.keyClicks(composer.edit, text)
    qtbot.waitUntil(lambda: composer.tokens.text().isdigit(), timeout=20_000)
    assert page.running
    assert program.engine is not None
    counted = call(program.engine.count, (text, LETTER))
    assert isinstance(counted, Counted)
    assert composer.tokens.text() == str(counted.counts[0])
    page.stop()
    qtbot.waitUntil(lambda: not page.running, timeout=60_000)
    answer = page.transcript.messages[-1]
    assert answer.figures is not None
    assert answer.figures.prompt_tokens > counted.counts[1]
    assert page.transcript.messages[-2].attachments[0].text == LETTER
