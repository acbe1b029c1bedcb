"""Answers that really fail, and what is offered in their place until a real answer stands there."""

from __future__ import annotations

from pathlib import Path

import msgspec
import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPlainTextEdit
from pytestqt.qtbot import QtBot

from helpers.heard_engine import HeardEngine
from helpers.real_talk import ENDLESS, LIMIT, Talk
from parley.application import Application
from parley.ui.main_window import MainWindow

pytestmark = pytest.mark.slow

MIB = 1024**2


def process(engine: HeardEngine) -> psutil.Process:
    """Return the engine's process, which must be there."""
    assert engine.pid is not None
    return psutil.Process(engine.pid)


def set_context(window: MainWindow, size: int) -> None:
    """Have the conversation load with a context of this size, as its panel does."""
    setup = window.page.setup
    options = msgspec.structs.replace(setup.options, load={**setup.options.load, "context": size})
    window.page.set_up(msgspec.structs.replace(setup, options=options))


def test_a_killed_engine_is_said_its_log_shown_and_a_smaller_context_answers(
    window: MainWindow, talk: Talk, qtbot: QtBot, engine: HeardEngine, program: Application
) -> None:
    program.change_settings(sampling={**ENDLESS, "max_tokens": 900})
    window.page.send("Tell me a long story.")
    talk.until_words()
    process(engine).kill()
    talk.ended()
    failed = talk.last
    assert failed.error is not None
    assert failed.error.code == "engine_crashed"
    assert failed.content  # what had come is kept
    assert talk.remedies() == ["Retry", "Use a smaller context", "Show log"]
    talk.remedy("Show log")
    log = next(each for each in window.findChildren(QDialog) if each.isVisible())
    assert failed.error.log[-1] in log.findChildren(QPlainTextEdit)[0].toPlainText()
    log.close()
    program.change_settings(sampling={**ENDLESS, "max_tokens": 16})
    talk.remedy("Use a smaller context")
    answer = talk.answered()
    assert answer.id != failed.id
    assert engine.model is not None
    assert engine.model.context == 1024
    assert window.page.setup.options.load["context"] == 1024
    # The failure is the alternative that one can still go back to.
    window.commands.run("message.previous")
    assert talk.last.content == failed.content
    assert talk.remedies()[0] == "Retry"
    talk.remedy("Retry")
    assert talk.answered().id not in {failed.id, answer.id}
    assert window.page.transcript.views[-1].stepper.label.text() == "3/3"


def test_a_context_too_large_for_the_memory_is_made_smaller_or_memory_is_freed(
    window: MainWindow, talk: Talk, engine: HeardEngine, program: Application
) -> None:
    program.change_settings(load=program.settings.load | {"context": 512, "mmap": False})
    talk.ask("Say hello.")
    # Of the 23 KB that a token of context takes there is room for 4096, and not for 8192.
    limited = process(engine)
    room = limited.memory_info().vms + 130 * MIB
    limited.rlimit(psutil.RLIMIT_AS, (room, psutil.RLIM_INFINITY))
    set_context(window, 8192)
    window.page.send("Say it again.")
    talk.ended()
    assert talk.last.error is not None
    assert talk.last.error.code == "out_of_memory"
    offered = ["Free memory and retry", "Use a smaller context", "Retry", "Show log"]
    assert talk.remedies() == offered
    talk.remedy("Retry")  # there is no more memory than before
    talk.ended()
    assert talk.remedies() == offered
    talk.remedy("Use a smaller context")
    talk.answered()
    assert engine.model is not None
    assert engine.model.context == 4096
    assert engine.pid == limited.pid
    # A process that is new has the memory that the old one could not get.
    set_context(window, 8192)
    window.page.send("And once more.")
    talk.ended()
    assert talk.remedies() == offered
    talk.remedy("Free memory and retry")
    talk.answered()
    assert engine.model.context == 8192
    assert engine.pid != limited.pid


def test_a_model_that_is_gone_keeps_the_message_and_answers_once_it_is_back(
    window: MainWindow,
    talk: Talk,
    qtbot: QtBot,
    engine: HeardEngine,
    program: Application,
    starter_model: Path,
    tmp_path: Path,
) -> None:
    mine, away = tmp_path / "mine.gguf", tmp_path / "away"
    mine.write_bytes(starter_model.read_bytes())
    window.use_models([str(mine)])
    qtbot.waitUntil(lambda: program.settings.model == str(mine), timeout=LIMIT)
    talk.ask("Say hello.")
    engine.unload()
    qtbot.waitUntil(lambda: engine.state == "off", timeout=LIMIT)
    mine.rename(away)
    composer = window.page.composer
    qtbot.keyClicks(composer.edit, "Are you there?")
    qtbot.keyClick(composer.edit, Qt.Key.Key_Return)
    assert str(mine) in window.page.notice.label.text()
    assert composer.text == "Are you there?"
    away.rename(mine)
    qtbot.keyClick(composer.edit, Qt.Key.Key_Return)
    talk.answered()
    assert composer.text == ""
    # One that is damaged is told by the engine, where its answer would be.
    engine.unload()
    qtbot.waitUntil(lambda: engine.state == "off", timeout=LIMIT)
    mine.rename(away)
    mine.write_bytes(away.read_bytes()[:1_000_000])
    window.page.send("And now?")
    talk.ended()
    assert talk.last.error is not None
    assert talk.remedies()[0] == "Retry"
    away.replace(mine)
    talk.remedy("Retry")
    talk.answered()
    assert engine.heard[-1].texts[-1] == "And now?"
