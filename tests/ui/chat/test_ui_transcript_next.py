"""The line at the place where the prompt of the next message would begin."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.scripted_engine import ScriptedEngine
from parley.application import Application, resources_dir
from parley.core.paths import Paths
from parley.engine.protocol import ContextPolicy, Note
from parley.ui.chat.message import MessageView
from parley.ui.main_window import MainWindow

Tell = Callable[..., None]

TEXT = "it is " * 175


def fill(program: Application, count: int, *, policy: ContextPolicy = "ask") -> int:
    """Store a conversation of `count` messages of some 350 tokens; return its id."""
    made = program.store.create(title="Long", policy=policy)
    for number in range(count):
        role = "user" if number % 2 == 0 else "assistant"
        program.store.add(made.id, role, f"{number}: {TEXT}")
    return made.id


def marked(window: MainWindow) -> list[tuple[str, str]]:
    """Return the line that tells of the next prompt, with the number of its message."""
    views = window.page.transcript.views
    return [(v.message.content.split(":")[0], v.marked_next) for v in views if v.marked_next]


def set_policy(window: MainWindow, policy: ContextPolicy) -> None:
    window.page.set_up(msgspec.structs.replace(window.page.setup, policy=policy))


def line_above(view: MessageView) -> int:
    """Return how much higher a message's first word stands for what is above it."""
    return view.text.mapTo(view, view.text.rect().topLeft()).y()


def test_it_is_where_the_next_message_makes_the_oldest_go_and_follows_the_draft(
    window: MainWindow, program: Application, qtbot: QtBot
) -> None:
    window.open_conversation(fill(program, 8, policy="trim_oldest"))
    transcript = window.page.transcript
    qtbot.waitUntil(window.page.metering.meter.isVisible)
    assert transcript.next_begins is None
    assert not window.commands.action("go.next_prompt").isEnabled()
    window.page.composer.set_text("And now? " * 350)
    qtbot.waitUntil(lambda: transcript.next_begins == 4)
    transcript.show_next()
    assert marked(window) == [("4", "The next message will leave out what is above")]
    held = transcript.held
    assert held is not None
    assert held.message.content.startswith("4:")
    lower = line_above(held)
    # A longer message leaves out more; none of it does not.
    window.page.composer.set_text("And now? " * 600)
    qtbot.waitUntil(lambda: transcript.next_begins == 6)
    assert [number for number, _ in marked(window)] in ([], ["6"])
    window.page.composer.set_text("And now? " * 1200)
    qtbot.waitUntil(lambda: transcript.next_begins == 8)
    transcript.show_next()
    assert [number for number, _ in marked(window)] == ["7"]
    window.page.composer.set_text("Hm")
    qtbot.waitUntil(lambda: transcript.next_begins is None)
    assert marked(window) == []
    again = transcript.reveal(transcript.messages[4].id)
    assert again is not None
    assert line_above(again) < lower


def test_it_follows_what_is_done_when_the_context_is_full_and_its_size(
    window: MainWindow, program: Application, qtbot: QtBot
) -> None:
    window.open_conversation(fill(program, 14))
    transcript, meter = window.page.transcript, window.page.metering.meter
    qtbot.waitUntil(lambda: transcript.next_begins is not None)
    transcript.show_next()
    assert [words for _, words in marked(window)] == [
        "The next message fits only without what is above"
    ]
    set_policy(window, "stop")
    qtbot.waitUntil(lambda: transcript.next_begins is None)
    assert "nothing is left out for it" in meter.toolTip()
    set_policy(window, "trim_oldest")
    qtbot.waitUntil(lambda: transcript.next_begins is not None)
    setup = window.page.setup
    options = msgspec.structs.replace(setup.options, load={"context": 8192})
    window.page.set_up(msgspec.structs.replace(setup, options=options))
    qtbot.waitUntil(lambda: transcript.next_begins is None)
    assert "of 8,192 tokens" in meter.toolTip()


def test_the_meter_and_a_command_lead_there(
    window: MainWindow, program: Application, qtbot: QtBot, app: QApplication
) -> None:
    window.open_conversation(fill(program, 60, policy="trim_oldest"))
    transcript, meter = window.page.transcript, window.page.metering.meter
    qtbot.waitUntil(lambda: transcript.next_begins is not None)
    row = transcript.next_begins
    assert row is not None
    message = transcript.messages[row]
    assert transcript.view_of(message.id) is None
    assert "Press to see where its prompt will begin." in meter.toolTip()
    meter.setFocus()
    qtbot.keyClick(meter, Qt.Key.Key_Return)
    assert transcript.current == message
    transcript.to_end()
    window.page.composer.edit.setFocus()
    qtbot.mouseClick(meter, Qt.MouseButton.LeftButton)
    assert transcript.current == message
    transcript.to_end()
    assert window.commands.run("go.next_prompt")
    assert transcript.current == message
    app.processEvents()


def test_nothing_that_is_seen_moves_while_it_comes_and_goes_far_up(
    window: MainWindow, program: Application, qtbot: QtBot, app: QApplication
) -> None:
    window.open_conversation(fill(program, 8, policy="trim_oldest"))
    transcript = window.page.transcript
    app.processEvents()
    transcript.show_row(5, 40)
    key = transcript.messages[5].id

    def place() -> int:
        view = transcript.view_of(key)
        assert view is not None
        return view.y()

    qtbot.waitUntil(lambda: place() == 40)
    window.page.composer.set_text("And now? " * 350)
    qtbot.waitUntil(lambda: transcript.next_begins == 4)
    assert place() == 40
    height = window.page.composer.height()
    window.page.composer.set_text("Hm")
    qtbot.waitUntil(lambda: transcript.next_begins is None)
    assert window.page.composer.height() < height
    assert place() == 40


def test_once_the_message_is_sent_the_answer_tells_instead(
    window: MainWindow, program: Application, engine: ScriptedEngine, qtbot: QtBot, tell: Tell
) -> None:
    window.open_conversation(fill(program, 10, policy="trim_oldest"))
    transcript = window.page.transcript
    window.page.composer.set_text("Is it? " * 130)
    qtbot.waitUntil(lambda: transcript.next_begins == 4)
    dropped = (0, 1, 2, 3)
    engine.will_answer("Yes", Note(0, "trimmed", "The oldest messages were left out.", dropped))
    window.page.send(window.page.composer.text)
    assert transcript.next_begins is None
    tell(2)
    assert window.page.running
    qtbot.waitUntil(lambda: not window.page.metering.waits)
    assert transcript.next_begins is None
    tell()
    qtbot.waitUntil(lambda: transcript.next_begins == len(dropped))
    # One line for both.
    view = transcript.reveal(transcript.messages[len(dropped)].id)
    assert view is not None
    assert view.marks == (
        "",
        "What is above was left out of the last prompt, and will be of the next",
    )


@pytest.fixture
def real(
    app: QApplication, qtbot: QtBot, paths: Paths, starter_model: Path
) -> Iterator[tuple[MainWindow, Application]]:
    env = {**os.environ, "PARLEY_STARTER_MODEL": str(starter_model)}
    program = Application(paths, resources_dir(), env=env)
    program.change_settings(
        theme="light", titles="words", sampling={"max_tokens": 16}, load={"context": 512}
    )
    window = MainWindow(program)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    yield window, program
    window.close()
    program.close()


@pytest.mark.slow
def test_the_real_prompt_begins_where_the_line_was(
    real: tuple[MainWindow, Application], qtbot: QtBot
) -> None:
    window, _ = real
    page, transcript = window.page, window.page.transcript
    set_policy(window, "trim_oldest")

    def send(text: str) -> None:
        page.send(text)
        qtbot.waitUntil(lambda: not page.running, timeout=120_000)

    for number in range(12):
        page.composer.set_text(f"Question {number}. " + "The wind is cold and dry. " * 12)
        qtbot.waitUntil(page.composer.tokens.isVisible)
        qtbot.waitUntil(lambda: not page.metering.waits)
        told = transcript.next_begins
        said = page.composer.text
        count = len(transcript.messages)
        send(said)
        notes = transcript.messages[-1].notes
        dropped = next((note.dropped for note in notes if note.code == "trimmed"), ())
        if told is not None:
            assert dropped
            assert transcript.messages[told - 1].id == dropped[-1]
            assert count > told
            return
        assert not dropped
    raise AssertionError("the context was never full")
