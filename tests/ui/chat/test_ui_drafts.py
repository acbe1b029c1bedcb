"""What is written and not sent: kept by chat and window, over switches, restarts and crashes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from helpers.chat import opened_store
from helpers.program import environment
from parley.application import Application
from parley.chat.drafts import Draft, Place, in_conversation, in_window
from parley.chat.values import Attachment
from parley.ui.main_window import MainWindow
from parley.ui.windows import Windows

Tell = Callable[..., None]
NOTES = Attachment("notes.txt", "one\ntwo")


def typed(qtbot: QtBot, window: MainWindow, text: str) -> None:
    qtbot.keyClicks(window.page.composer.edit, text)


def test_each_chat_has_its_own(
    window: MainWindow, qtbot: QtBot, tell: Tell, program: Application
) -> None:
    page = window.page
    page.send("First")
    tell()
    first = page.conversation
    assert first is not None
    typed(qtbot, window, "for the first")
    page.composer.set_attachments((NOTES,))
    window.new_chat()
    assert page.composer.is_empty
    typed(qtbot, window, "for a new one")
    window.open_conversation(first.id)
    assert (page.composer.text, page.composer.attachments) == ("for the first", (NOTES,))
    window.new_chat()
    assert page.composer.text == "for a new one"
    assert program.store.draft(in_conversation(first.id)) == Draft("for the first", (NOTES,))


def test_it_is_on_the_disk_while_it_is_written(
    window: MainWindow, qtbot: QtBot, program: Application
) -> None:
    typed(qtbot, window, "Half a th")
    qtbot.waitUntil(lambda: program.store.draft(in_window(window.name)) == Draft("Half a th"))
    typed(qtbot, window, "ought")
    qtbot.waitUntil(lambda: program.store.draft(in_window(window.name)) == Draft("Half a thought"))


def test_what_was_sent_is_no_draft_any_more(
    window: MainWindow, qtbot: QtBot, tell: Tell, program: Application
) -> None:
    for number in range(2):
        typed(qtbot, window, "Hello")
        window.page.drafting.keep()
        window.page.composer.sent.emit("Hello", ())
        tell()
        talk = program.store.conversations()[0].id
        assert len(program.store.messages(talk)) == 2 + 2 * number
        assert not program.store.draft(in_window(window.name))
        assert not program.store.draft(in_conversation(talk))


def test_what_could_not_be_sent_stays_one(
    window: MainWindow, qtbot: QtBot, program: Application
) -> None:
    program.change_settings(model="/nowhere/model.gguf")
    typed(qtbot, window, "Hello")
    window.page.composer.sent.emit("Hello", ())
    assert window.page.composer.text == "Hello"
    window.page.drafting.keep()
    assert program.store.draft(in_window(window.name)) == Draft("Hello")


def test_what_a_full_disk_refuses_is_there_again(
    window: MainWindow, qtbot: QtBot, tell: Tell, program: Application
) -> None:
    page = window.page
    page.send("First")
    tell()
    first = page.conversation
    assert first is not None
    program._connection.execute("PRAGMA query_only = ON")
    typed(qtbot, window, "for the first")
    window.new_chat()
    assert page.composer.is_empty
    window.open_conversation(first.id)
    assert page.composer.text == "for the first"
    typed(qtbot, window, ", and more")
    window.new_chat()
    program._connection.execute("PRAGMA query_only = OFF")
    page.drafting.keep()
    assert program.store.draft(in_conversation(first.id)) == Draft("for the first, and more")
    assert not program.store.draft(in_window(window.name))


@pytest.mark.parametrize("shown", [False, True])
def test_what_a_full_disk_refused_takes_nothing_from_another_window(
    window: MainWindow, tell: Tell, program: Application, qtbot: QtBot, shown: bool
) -> None:
    page = window.page
    page.send("First")
    tell()
    first = page.conversation
    assert first is not None
    typed(qtbot, window, "early")
    page.drafting.keep()
    program._connection.execute("PRAGMA query_only = ON")
    typed(qtbot, window, " and late")
    window.new_chat()
    program._connection.execute("PRAGMA query_only = OFF")
    program.store.keep_draft(in_conversation(first.id), Draft("elsewhere"))
    if shown:
        window.open_conversation(first.id)
    page.drafting.keep()
    text = program.store.draft(in_conversation(first.id)).text
    assert text == "elsewhere\n\nearly and late"


def test_a_deleted_chat_comes_back_with_its_draft(
    window: MainWindow, qtbot: QtBot, tell: Tell
) -> None:
    window.page.send("First")
    tell()
    typed(qtbot, window, "and then")
    window.shelving.delete()
    assert window.page.composer.is_empty
    window.shelving.undo()
    assert window.page.composer.text == "and then"


def test_a_message_that_is_being_changed_is_there_again(
    window: MainWindow,
    open_window: Callable[[], MainWindow],
    qtbot: QtBot,
    tell: Tell,
    program: Application,
) -> None:
    page = window.page
    page.send("Quesion")
    tell()
    talk = program.store.conversations()[0].id
    key = page.transcript.messages[0].id
    view = page.transcript.view_of(key)
    assert view is not None
    view.edit("Question")
    assert view.editor is not None
    qtbot.keyClicks(view.editor.edit, ", and more")
    qtbot.waitUntil(lambda: program.store.edits(talk) == {key: "Question, and more"})
    # As after a crash: another window opens on what is on the disk.
    again = open_window()
    again.open_conversation(talk)
    other = again.page.transcript.view_of(key)
    assert other is not None
    assert other.editor is not None
    assert other.editor.text == "Question, and more"
    again.close()
    view.end_edit()
    qtbot.waitUntil(lambda: program.store.edits(talk) == {})
    view.edit("Question")
    view.edited.emit(key, "Question")
    tell()
    window.page.drafting.keep()
    assert program.store.edits(talk) == {}


def test_windows_have_their_own_and_find_it_after_a_restart(
    qtbot: QtBot, program: Application, windows: Windows
) -> None:
    for number in range(2):
        typed(qtbot, windows.open(), f"in window {number + 1}")
    windows.quit()
    again = Windows(program)
    texts = [window.page.composer.text for window in again.restore()]
    assert texts == ["in window 1", "in window 2"]
    again.quit()


@pytest.mark.parametrize("begun", [False, True])
def test_a_killed_program_has_what_was_typed(
    parley_home: Path,
    program: Application,
    open_window: Callable[[], MainWindow],
    wait_until: Callable[..., None],
    begun: bool,
) -> None:
    place: Place = in_window("main")
    arguments = ["What I meant to ask"]
    if begun:
        talk = program.store.create(title="A chat").id
        place = in_conversation(talk)
        arguments.append(str(talk))
    with (
        opened_store(program.paths.database) as (store, _),
        subprocess.Popen(
            [sys.executable, "-m", "helpers.typing_program", *arguments],
            env=environment(parley_home, PYTHONPATH=":".join(sys.path)),
        ) as typing,
    ):
        wait_until(lambda: store.draft(place) == Draft("What I meant to ask"), 60)
        typing.kill()
    window = open_window()
    if begun:
        window.open_conversation(talk)
    assert window.page.composer.text == "What I meant to ask"
