"""Branches in the window with a real model: what an engine knows of one serves the other."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from parley.application import Application, resources_dir
from parley.chat.values import StoredMessage
from parley.core.paths import Paths
from parley.ui.main_window import MainWindow

pytestmark = pytest.mark.slow

ASKED = (
    "Here is a list of things to take along on a journey by train: a book, a bottle of water, an"
    " apple, a warm jacket, the tickets, a pen and some paper. Tell me a long story about it."
)

#: `<|endoftext|>` and `<|im_end|>` of the starter model.
END_TOKENS = (0, 2)


@pytest.fixture
def real(
    app: QApplication, qtbot: QtBot, paths: Paths, starter_model: Path
) -> Iterator[MainWindow]:
    env = {**os.environ, "PARLEY_STARTER_MODEL": str(starter_model)}
    program = Application(paths, resources_dir(), env=env)
    # Its end tokens never come, so that each answer has its full length, whatever is drawn.
    endless = {str(token): -1000.0 for token in END_TOKENS}
    program.change_settings(theme="light", sampling={"max_tokens": 24, "logit_bias": endless})
    window = MainWindow(program)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    yield window
    window.close()
    program.close()


def test_siblings_share_what_was_read_and_a_stopped_answer_goes_on(
    real: MainWindow, qtbot: QtBot
) -> None:
    page = real.page

    def last() -> StoredMessage:
        return page.transcript.views[-1].message

    def wait() -> None:
        qtbot.waitUntil(lambda: bool(page.transcript.views) and not page.running, timeout=120_000)

    page.send(ASKED)
    wait()
    first = last()
    assert first.figures is not None
    assert first.quantisation == "Q4_1"
    assert first.figures.cached_tokens == 0

    qtbot.keyClick(real, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    wait()
    second = last()
    assert second.id != first.id
    assert second.figures is not None
    # All of the prompt but its last token was known already.
    assert second.figures.cached_tokens == second.figures.prompt_tokens - 1

    real.commands.run("message.previous")
    assert last().content == first.content
    page.send("And then?")
    wait()
    third = last()
    assert third.figures is not None
    # The question that both siblings answer is not read again, though the other one was last.
    assert third.figures.cached_tokens >= first.figures.prompt_tokens - 1
    assert third.finish_reason == "length"

    real.commands.run("message.continue")
    wait()
    longer = last()
    assert longer.id == third.id
    assert longer.content.startswith(third.content.rstrip())
    assert len(longer.content) > len(third.content)
    assert longer.figures is not None
    assert longer.figures.generated_tokens > third.figures.generated_tokens
    assert longer.figures.seed == third.figures.seed

    page.send("Tell me more, please.")
    qtbot.waitUntil(lambda: bool(last().content) and last().role == "assistant", timeout=120_000)
    running = last().id
    real.commands.run("message.edit")  # it may be looked at while words come
    qtbot.keyClick(page.transcript.views[-2].editor.edit, Qt.Key.Key_Escape)  # type: ignore[union-attr]
    page.stop()
    wait()
    assert last().id == running
