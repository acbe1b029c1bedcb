"""Several windows over one model: in step while it answers, titled by it, asked in passing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.heard_engine import HeardEngine
from helpers.real_talk import ENDLESS, LIMIT, Talk
from parley.application import Application
from parley.chat.titling import MOST_WORDS
from parley.ui.hotkey.backend import Backend
from parley.ui.main_window import MainWindow
from parley.ui.presence import Presence
from parley.ui.prompts.fill import FillDialog
from parley.ui.quick_ask import QuickAsk
from parley.ui.windows import Windows

pytestmark = pytest.mark.slow


def test_an_answer_and_a_changed_message_show_in_both_windows(
    open_window: Callable[[], MainWindow], qtbot: QtBot, program: Application
) -> None:
    here, there = open_window(), open_window()
    mine, theirs = Talk(here.page, qtbot), Talk(there.page, qtbot)
    mine.ask("Tell me about the sea.")
    assert here.page.conversation is not None
    there.open_conversation(here.page.conversation.id)
    assert theirs.texts == mine.texts
    # What streams in one is seen to grow in the other, which can stop it.
    program.change_settings(sampling={**ENDLESS, "max_tokens": 900})
    here.page.send("Tell me a long story.")
    seen = theirs.until_words()
    assert seen.status == "streaming"
    theirs.until_words(len(seen.content))
    assert there.page.running
    qtbot.keyClick(there.page.composer.edit, Qt.Key.Key_Escape)
    mine.ended()
    assert mine.last.status == "stopped"
    qtbot.waitUntil(lambda: theirs.texts == mine.texts)
    # A message that is changed in the other begins a branch that both show.
    program.change_settings(sampling={**ENDLESS, "max_tokens": 8})
    first = there.page.transcript.views[0]
    qtbot.mouseClick(first.tools.buttons["edit"], Qt.MouseButton.LeftButton)
    assert first.editor is not None
    first.editor.edit.setPlainText("Tell me about the mountains.")
    qtbot.keyClick(first.editor.edit, Qt.Key.Key_Return)
    theirs.answered()
    assert theirs.texts[0] == "Tell me about the mountains."
    assert len(theirs.texts) == 2
    qtbot.waitUntil(lambda: mine.texts == theirs.texts)
    qtbot.mouseClick(here.page.transcript.views[0].stepper.previous, Qt.MouseButton.LeftButton)
    assert mine.texts[0] == "Tell me about the sea."
    assert len(mine.texts) == 4
    qtbot.waitUntil(lambda: theirs.texts == mine.texts)


def test_the_model_writes_the_title_once_it_is_idle(
    window: MainWindow,
    talk: Talk,
    qtbot: QtBot,
    engine: HeardEngine,
    program: Application,
    windows: Windows,
) -> None:
    # By this seed it is a title, and not one of the sentences that a small model makes at times.
    program.change_settings(titles="model", load=program.settings.load | {"seed": 5})
    windows.titles.pause = 10
    question = "How do I bake bread without kneading it?"
    answer = talk.ask(question)
    assert window.page.conversation is not None
    key = window.page.conversation.id
    qtbot.waitUntil(lambda: program.store.conversation(key).titled_by == "model", timeout=LIMIT)
    title = program.store.conversation(key).title
    assert title != question
    assert 0 < len(title.split()) <= MOST_WORDS
    qtbot.waitUntil(lambda: window.page.title.text() == title)
    assert window.windowTitle() == f"{title} – Parley"
    # The conversation goes on as if nothing else had been asked.
    talk.ask("And without yeast?")
    assert engine.heard[-1].texts == [question, answer.content, "And without yeast?"]


def test_a_command_of_the_palette_acts_on_what_the_model_said(
    window: MainWindow, talk: Talk, qtbot: QtBot
) -> None:
    first = talk.ask("Tell me about the wind.")

    def run(typed: str) -> None:
        qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        palette = window.finding.palette
        qtbot.keyClicks(palette.edit, typed)
        assert str(palette.view.currentIndex().data()).lower().startswith(typed)
        qtbot.keyClick(palette.edit, Qt.Key.Key_Return)

    run("answer again")
    second = talk.answered()
    assert second.id != first.id
    run("previous version")
    assert talk.last.content == first.content
    run("continue the answer")  # it had ended at the most tokens
    assert talk.answered().content.startswith(first.content.rstrip())
    run("copy answer")
    assert QGuiApplication.clipboard().text() == talk.last.content


def test_a_prompt_of_the_library_is_filled_in_and_answered(
    window: MainWindow, talk: Talk, qtbot: QtBot, engine: HeardEngine, program: Application
) -> None:
    program.prompts.add("Rhyme", "Write one line that rhymes with this: {{text}}", "rhyme")
    edit = window.page.composer.edit
    qtbot.keyClicks(edit, "/system")
    qtbot.keyClicks(edit, " You are a poet.")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClicks(edit, "/rhyme The sea is blue.")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    form = next(one for one in window.findChildren(FillDialog) if one.isVisible())
    qtbot.keyClick(form.fields["text"], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    text = "Write one line that rhymes with this: The sea is blue."
    assert window.page.composer.text == text
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    answer = talk.answered()
    assert engine.heard[-1].texts == ["You are a poet.", text]
    assert engine.heard[-1].messages[0].role == "system"
    qtbot.keyClicks(edit, "/retry")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert talk.answered().id != answer.id


class NoKeys(Backend):
    """A way to hear keys in which nothing is pressed."""

    def take(self, _chord: object, _description: str) -> None:
        self.settled.emit("works", "")

    def release(self) -> None:
        """Nothing was taken."""


@pytest.fixture
def quick(
    program: Application, windows: Windows, qtbot: QtBot, app: QApplication
) -> Iterator[QuickAsk]:
    """Return the quick-ask window, where nothing else is open."""

    def make(parent: QObject) -> Backend:
        return NoKeys(parent)

    presence = Presence(program, windows, make)
    windows.stay(True)
    presence.ask()
    quick = presence.quick_ask
    qtbot.waitUntil(quick.isActiveWindow)
    yield quick
    for window in windows:
        window.close()
    presence.close()
    quick.close()
    quick.deleteLater()
    app.processEvents()


def test_a_question_in_passing_about_a_long_text_is_answered_and_goes_on_in_a_window(
    quick: QuickAsk, qtbot: QtBot, engine: HeardEngine, windows: Windows
) -> None:
    letter = "The wind is cold.\n" * 41
    QGuiApplication.clipboard().setText(letter)
    qtbot.keyClicks(quick.page.composer.edit, "Which wind is it?")
    quick.paste_button.click()
    asked = Talk(quick.page, qtbot)
    assert quick.page.composer.attachments[0].text == letter.strip() + "\n"
    qtbot.keyClick(quick.page.composer.edit, Qt.Key.Key_Return)
    answer = asked.answered()
    assert letter.strip() in engine.heard[-1].texts[0]
    assert "Which wind is it?" in engine.heard[-1].texts[0]
    assert quick.page.stack.isVisible()
    quick.open_button.click()
    window = windows.active
    assert window is not None
    going = Talk(window.page, qtbot)
    assert going.last.content == answer.content
    more = going.ask("Is it warm?")
    assert more.figures is not None
    assert answer.figures is not None
    assert more.figures.cached_tokens >= answer.figures.prompt_tokens
