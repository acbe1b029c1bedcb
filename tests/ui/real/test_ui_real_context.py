"""A small context that several turns with a model fill: what is marked, counted and asked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from helpers.heard_engine import HeardEngine
from helpers.real_talk import ENDLESS, LIMIT, Talk
from parley.application import Application
from parley.ui import words
from parley.ui.main_window import MainWindow

pytestmark = pytest.mark.slow

SIZE = 256


def question(number: int) -> str:
    """Return a question of about fifty tokens."""
    return f"Question {number}: " + "the lighthouse keeper counts the ships and the gulls, " * 4


@pytest.fixture
def small(program: Application, window: MainWindow) -> MainWindow:
    """Return a window whose model has a small context."""
    load = program.settings.load | {"context": SIZE}
    program.change_settings(load=load, sampling={**ENDLESS, "max_tokens": 12})
    return window


def left_out(window: MainWindow) -> list[tuple[str, str]]:
    """Return the lines that say what the last prompt left out, and what they stand above."""
    window.page.transcript.verticalScrollBar().setValue(0)
    lines = [(line, view) for view in window.page.transcript.views for line in view.marks]
    return [(line, v.message.content) for line, v in lines if "left out of the last" in line]


def test_what_was_trimmed_is_marked_and_the_meter_says_what_the_engine_counts(
    small: MainWindow, talk: Talk, qtbot: QtBot, engine: HeardEngine, program: Application
) -> None:
    program.change_settings(context_policy="trim_oldest")
    small.resize(1000, 2000)
    meter, trimmed = small.page.metering.meter, 0
    for number in range(5):
        # What the next message drops is said while it is written.
        with qtbot.waitSignal(small.page.composer.tallied, timeout=LIMIT):
            small.page.composer.set_text(question(number))
        qtbot.waitUntil(lambda: not small.page.metering.waits)
        warned = "will be left out" in meter.toolTip()
        before = len(small.page.transcript.messages)
        qtbot.keyClick(small.page.composer.edit, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda n=before: len(small.page.transcript.messages) == n + 2)
        answer = talk.answered()
        heard = engine.heard[-1]
        assert warned == bool(heard.dropped)
        done = heard.done
        used = words.context(done.context_used, SIZE)
        assert done.context == SIZE
        qtbot.waitUntil(lambda text=used: text in meter.toolTip())
        assert small.status.context.text() == used
        assert answer.figures is not None
        assert answer.figures.prompt_tokens == done.prompt_tokens
        if heard.dropped:
            trimmed += 1
            kept = heard.texts[heard.dropped[-1] + 1 :]
            above = len(small.page.transcript.messages) - 1 - len(kept)
            assert kept[0].startswith("Question")
            qtbot.waitUntil(lambda text=kept[0]: [w for _, w in left_out(small)] == [text])
            line = left_out(small)[0][0]
            assert f"The {above} messages above" in line or line.startswith("What is above")
        else:
            assert not left_out(small)
    assert trimmed > 1


def test_a_full_context_is_asked_about_and_each_way_out_ends_in_an_answer(
    small: MainWindow, talk: Talk, engine: HeardEngine
) -> None:
    number = 0
    while talk.page.transcript.messages == [] or talk.last.error is None:
        small.page.send(question(number))
        talk.ended()
        number += 1
        assert number < 10
    assert talk.last.error.code == "context_full"
    assert talk.last.error.details["context"] == SIZE
    assert talk.remedies()[:2] == ["Use a larger context", "Leave out the oldest messages"]
    talk.remedy("Leave out the oldest messages")
    talk.answered()
    assert engine.heard[-1].dropped
    assert left_out(small)
    # The conversation still asks; now all of it is wanted.
    small.page.send(question(number))
    talk.ended()
    assert talk.last.error is not None
    talk.remedy("Use a larger context")
    talk.answered()
    assert engine.model is not None
    assert engine.model.context > SIZE
    assert not engine.heard[-1].dropped
    assert len(engine.heard[-1].texts) == 2 * number + 1
    assert not left_out(small)


def test_reasoning_is_folded_with_its_time_and_left_out_of_the_next_prompt(
    window: MainWindow, talk: Talk, qtbot: QtBot, engine: HeardEngine, program: Application
) -> None:
    # The words are the model's; that it thinks before them is what the grammar has it do.
    grammar = r'root ::= "<think>\n" [a-z ]{30,40} "\n</think>\n\n" [A-Z] [a-z ]{20,30} "."'
    program.change_settings(sampling={"grammar": grammar, "max_tokens": 80})
    answer = talk.ask("Why is the sky blue?")
    assert answer.content.startswith("<think>\n")
    thought, _, said = answer.content.removeprefix("<think>\n").partition("\n</think>\n\n")
    view = window.page.transcript.views[-1]
    assert view.thought.head.text().startswith("Thought for")
    assert answer.reasoning_seconds is not None
    assert answer.figures is not None
    assert 0 < answer.reasoning_seconds < answer.figures.decode_seconds + 1
    assert view.text.toPlainText() == said
    assert view.thought.text is None  # folded
    qtbot.mouseClick(view.thought.head, Qt.MouseButton.LeftButton)
    assert view.thought.text is not None
    assert view.thought.text.toPlainText() == thought.strip()
    window.settings_pane.open()
    panel = window.settings_pane.panel
    assert panel is not None
    choice, asked = panel.conduct.reasoning, list[str]()
    for keeps in ("Leave it out", "Keep it"):
        choice.activated.emit(choice.findText(keeps))
        talk.ask("And at night?")
        asked.append(engine.heard[-1].texts[1])
    assert asked == [said, answer.content]
