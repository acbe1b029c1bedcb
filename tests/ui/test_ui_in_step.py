"""Two windows on the same conversations stay in step: in one program, and in two."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from helpers.scripted_engine import ScriptedEngine
from parley.application import Application
from parley.chat.drafts import Draft, in_conversation
from parley.chat.values import Attachment
from parley.ui.main_window import MainWindow

Tell = Callable[..., None]


def titles(window: MainWindow) -> list[str]:
    model = window.conversations.model
    rows = [model.at(place) for place in range(model.rowCount())]
    return [model.text(row) for row in rows if row is not None and row.conversation]


def texts(window: MainWindow) -> list[str]:
    return [message.content for message in window.page.transcript.messages]


class Other:
    """Another program, which does what it is told before `__call__` returns."""

    def __init__(self, program: Application) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "helpers.writing_program", str(program.paths.database)],
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __call__(self, statement: str) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{statement}\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "done\n"


@pytest.fixture
def other(program: Application) -> Iterator[Other]:
    """Return another program on the same conversations."""
    other = Other(program)
    yield other
    with other.process:
        other.process.kill()


@pytest.fixture
def both(open_window: Callable[[], MainWindow], tell: Tell) -> tuple[MainWindow, MainWindow]:
    """Return two windows that show one conversation, with one answer in it."""
    first, second = open_window(), open_window()
    first.page.send("Question")
    tell()
    shown = first.page.conversation
    assert shown is not None
    second.open_conversation(shown.id)
    return first, second


# -- two windows of one program ------------------------------------------------------------------


def test_what_is_done_in_one_window_shows_in_the_other(
    both: tuple[MainWindow, MainWindow], qtbot: QtBot, program: Application
) -> None:
    first, second = both
    talk = program.store.conversations()[0].id
    program.store.rename(talk, "A better title")
    qtbot.waitUntil(lambda: titles(second) == ["A better title"] == titles(first))
    qtbot.waitUntil(lambda: second.page.title.text() == "A better title")
    assert second.windowTitle() == "A better title – Parley"
    first.shelving.toggle_pin([talk])
    qtbot.waitUntil(lambda: second.conversations.model.at(0).section == "pinned")
    first.shelving.delete([talk])
    qtbot.waitUntil(lambda: titles(second) == [])
    assert second.page.conversation is None
    first.shelving.undo()
    qtbot.waitUntil(lambda: titles(second) == ["A better title"])


def test_another_branch_shows_in_both(
    both: tuple[MainWindow, MainWindow], qtbot: QtBot, engine: ScriptedEngine, tell: Tell
) -> None:
    first, second = both
    answer = first.page.transcript.messages[-1]
    engine.will_answer("Another")
    assert first.page.branching.do("retry", answer.id)
    tell()
    assert texts(second) == ["Question", "Another"]
    first.page.branching.do("previous")
    assert texts(first) == ["Question", "Hello there."]
    qtbot.waitUntil(lambda: texts(second) == ["Question", "Hello there."])
    first.page.branching.do("delete", first.page.transcript.messages[-1].id)
    qtbot.waitUntil(lambda: texts(second) == ["Question", "Another"])
    first.page.branching.undo()
    qtbot.waitUntil(lambda: texts(second) == ["Question", "Hello there."])


def draft_of(program: Application) -> Draft:
    return program.store.draft(in_conversation(program.store.conversations()[0].id))


def test_what_is_being_written_in_one_window_is_seen_in_the_other(
    both: tuple[MainWindow, MainWindow], qtbot: QtBot, program: Application
) -> None:
    first, second = (window.page.composer for window in both)
    qtbot.keyClicks(first.edit, "Which wind")
    notes = Attachment("notes.txt", "one")
    first.set_attachments((notes,))
    qtbot.waitUntil(lambda: second.text == "Which wind")
    assert second.attachments == (notes,)
    qtbot.keyClicks(second.edit, " is it?")
    qtbot.waitUntil(lambda: first.text == "Which wind is it?")
    first.set_attachments(())
    qtbot.waitUntil(lambda: second.attachments == ())
    assert draft_of(program) == Draft("Which wind is it?")
    # Closing a window that wrote nothing undoes nothing.
    qtbot.keyClicks(first.edit, " And why?")
    both[0].page.drafting.keep()
    both[1].close()
    assert draft_of(program) == Draft("Which wind is it? And why?")


def test_what_is_written_in_both_windows_at_once_is_kept_whole(
    both: tuple[MainWindow, MainWindow], qtbot: QtBot, program: Application
) -> None:
    first, second = (window.page.composer for window in both)
    # No time is left for either to see the other's.
    first.set_text("Tell me of the wind.")
    second.set_text("And of the rain.")
    whole = {"Tell me of the wind.", "And of the rain."}
    qtbot.waitUntil(lambda: set(first.text.split("\n\n")) == whole)
    qtbot.waitUntil(lambda: second.text == first.text)
    qtbot.waitUntil(lambda: draft_of(program) == Draft(first.text))


def test_what_is_sent_from_one_window_is_left_in_the_other_if_more_was_written_there(
    both: tuple[MainWindow, MainWindow], qtbot: QtBot, tell: Tell, program: Application
) -> None:
    first, second = (window.page.composer for window in both)
    first.set_text("Why?")
    qtbot.waitUntil(lambda: second.text == "Why?")
    qtbot.keyClick(first.edit, Qt.Key.Key_Return)
    tell()
    qtbot.waitUntil(lambda: second.is_empty)
    assert draft_of(program) == Draft()
    first.set_text("And")
    qtbot.waitUntil(lambda: second.text == "And")
    qtbot.keyClicks(second.edit, " then?")
    qtbot.keyClick(first.edit, Qt.Key.Key_Return)
    tell()
    qtbot.waitUntil(lambda: draft_of(program) == Draft("And then?"))
    assert second.text == "And then?"


def test_while_an_answer_streams_the_list_is_not_read(
    window: MainWindow, qtbot: QtBot, program: Application, engine: ScriptedEngine, tell: Tell
) -> None:
    engine.will_answer(*(f"word{number} " for number in range(100_000)))
    window.page.send("Question")
    tell(20)
    statements: list[str] = []

    def commits() -> int:
        tell(1)
        return sum("SET content" in each for each in statements)

    program._connection.set_trace_callback(statements.append)
    qtbot.waitUntil(lambda: commits() >= 4)
    program._connection.set_trace_callback(None)
    assert not any("FROM conversations WHERE deleted_at" in each for each in statements)
    window.page.stop()
    tell()


# -- two programs --------------------------------------------------------------------------------


def test_another_programs_conversations_come_and_go(
    window: MainWindow, qtbot: QtBot, other: Other
) -> None:
    other("one = store.create(title='From elsewhere').id")
    qtbot.waitUntil(lambda: titles(window) == ["From elsewhere"])
    other("folder = store.create_folder('Work').id; store.move([one], folder)")
    qtbot.waitUntil(lambda: window.conversations.model.at(0).kind == "folder")
    other("store.delete(one)")
    qtbot.waitUntil(lambda: titles(window) == [])


def test_what_another_program_writes_to_be_sent_is_seen_and_outlives_it(
    window: MainWindow, qtbot: QtBot, program: Application, other: Other
) -> None:
    talk = program.store.create(title="A chat").id
    window.open_conversation(talk)
    other("from parley.chat.drafts import Draft, in_conversation")
    other(f"store.keep_draft(in_conversation({talk}), Draft('Which wind'))")
    qtbot.waitUntil(lambda: window.page.composer.text == "Which wind")
    # Both write, and the other one is killed before it sees it.
    window.page.composer.set_text("Which wind is it?")
    other(f"store.keep_draft(in_conversation({talk}), Draft('Which wind? The mistral'))")
    other.process.kill()
    qtbot.waitUntil(lambda: "mistral" in window.page.composer.text)
    assert "Which wind is it?" in window.page.composer.text
    qtbot.waitUntil(lambda: draft_of(program) == Draft(window.page.composer.text))


def test_an_answer_that_another_program_streams_is_seen_to_grow(
    window: MainWindow, qtbot: QtBot, other: Other, program: Application
) -> None:
    other("one = store.create().id")
    other("asked, answer = store.begin_turn(one, 'Why?', model='Elsewhere')")
    talk = program.store.conversations()[0].id
    window.open_conversation(talk)
    assert texts(window) == ["Why?", ""]
    for text in ("Because", "Because of", "Because of the light."):
        other(f"store.set_content(answer.id, {text!r})")
        qtbot.waitUntil(lambda text=text: texts(window) == ["Why?", text])
    assert window.page.transcript.messages[-1].status == "streaming"
    model = window.conversations.model
    assert model.at(model.row_of(talk)).conversation.answering
    other("store.finish(replace(answer, content='Because of the light.', status='complete'))")
    qtbot.waitUntil(lambda: window.page.transcript.messages[-1].status == "complete")
    qtbot.waitUntil(lambda: not model.at(model.row_of(talk)).conversation.answering)
    other("store.begin_turn(one, 'Really?', model='Elsewhere')")
    qtbot.waitUntil(lambda: texts(window) == ["Why?", "Because of the light.", "Really?", ""])


def test_a_conversation_that_another_program_deletes_is_left_and_said(
    window: MainWindow, qtbot: QtBot, other: Other, tell: Tell
) -> None:
    window.page.send("Question")
    tell()
    other("store.remove_conversations([one.id for one in store.conversations()])")
    qtbot.waitUntil(lambda: window.page.conversation is None)
    assert "deleted" in window.page.notice.label.text()
    assert titles(window) == []


def test_what_a_killed_program_was_writing_is_marked_while_this_one_runs(
    window: MainWindow, qtbot: QtBot, other: Other, program: Application
) -> None:
    other("one = store.create().id")
    other("asked, answer = store.begin_turn(one, 'Why?', model='Elsewhere')")
    other("store.set_content(answer.id, 'Because')")
    window.open_conversation(program.store.conversations()[0].id)
    other.process.kill()
    other.process.wait()
    qtbot.waitUntil(
        lambda: window.page.transcript.messages[-1].status == "interrupted", timeout=20_000
    )
    assert texts(window) == ["Why?", "Because"]


def test_a_window_that_nobody_sees_asks_for_nothing(
    window: MainWindow, qtbot: QtBot, other: Other
) -> None:
    window.hide()
    other("store.create(title='From elsewhere')")
    assert not window.in_step._polling.isActive()
    assert titles(window) == []
    window.show()
    qtbot.waitUntil(lambda: titles(window) == ["From elsewhere"])
