"""Writing a message: keys, attachments from pastes, files and drops, and the number of tokens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from helpers.pictures import png
from helpers.scripted_engine import ScriptedEngine
from parley.application import Application
from parley.chat.values import Attachment
from parley.ui.chat.composer import Composer
from parley.ui.dialogs import Dialog
from parley.ui.main_window import MainWindow
from parley.ui.shortcuts import listed

Tell = Callable[..., None]

LONG = "A line of a long letter that was written elsewhere.\n" * 60
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def paste(qtbot: QtBot, composer: Composer, text: str) -> None:
    """Paste `text` as Ctrl+V does."""
    QGuiApplication.clipboard().setText(text)
    composer.edit.setFocus()
    qtbot.keyClick(composer.edit, Qt.Key.Key_V, CONTROL)


def drop(window: MainWindow, paths: list[Path]) -> bool:
    """Drop files on the page; return whether it takes them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    actions, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    entering = QDragEnterEvent(QPoint(10, 10), actions, data, left, none)
    QApplication.sendEvent(window.page, entering)
    if entering.isAccepted():
        QApplication.sendEvent(window.page, QDropEvent(QPointF(10, 10), actions, data, left, none))
    return entering.isAccepted()


def dialog(window: MainWindow) -> Dialog:
    """Return the dialog that is open."""
    return next(one for one in window.findChildren(Dialog) if one.isVisible())


def test_a_long_paste_goes_beside_the_message_and_is_sent_with_it(
    window: MainWindow, qtbot: QtBot, program: Application, tell: Tell
) -> None:
    composer = window.page.composer
    qtbot.keyClicks(composer.edit, "Summarise this: ")
    paste(qtbot, composer, LONG)
    assert composer.text == "Summarise this: "
    (chip,) = composer.chips.chips
    assert chip.isVisible()
    assert chip.open_button.accessibleName() == "Pasted text, 600 words"
    qtbot.keyClick(composer.edit, Qt.Key.Key_Return)
    assert composer.is_empty
    assert not composer.chips.isVisible()
    tell()
    assert window.page.conversation is not None
    asked = program.store.messages(window.page.conversation.id)[0]
    assert (asked.content, asked.attachments) == (
        "Summarise this: ",
        (Attachment("Pasted text", LONG),),
    )


def test_a_short_paste_and_one_with_the_setting_off_go_into_the_box(
    window: MainWindow, qtbot: QtBot, program: Application
) -> None:
    composer = window.page.composer
    paste(qtbot, composer, "short")
    assert (composer.text, composer.attachments) == ("short", ())
    composer.clear()
    program.change_settings(attach_over=0)
    window.page.writing.take_settings()
    paste(qtbot, composer, LONG)
    assert (composer.text, composer.attachments) == (LONG, ())


def test_what_the_box_cannot_take_goes_beside_the_message(
    window: MainWindow, qtbot: QtBot, program: Application
) -> None:
    composer = window.page.composer
    program.change_settings(attach_over=0)
    window.page.writing.take_settings()
    line = "x" * 20_000
    paste(qtbot, composer, line)
    assert (composer.text, composer.attachments) == (line, ())
    # One more in the same line is too much for it, however it comes.
    paste(qtbot, composer, "yy")
    assert (composer.text, composer.attachments) == (line, (Attachment("Pasted text", "yy"),))
    assert "too long" in composer.hint.text()
    composer.put_in(0)
    composer.edit.paste_all()
    assert (composer.text, composer.attachments) == (line, (Attachment("Pasted text", "yy"),))
    composer.clear()
    book = "A line of a book.\n" * 20_000
    composer.set_text(book)
    assert (composer.text, composer.attachments) == ("", (Attachment("Pasted text", book),))


def test_an_attachment_is_opened_put_in_or_removed(window: MainWindow, qtbot: QtBot) -> None:
    composer = window.page.composer
    paste(qtbot, composer, LONG)
    paste(qtbot, composer, LONG + "more")
    assert [each.name for each in composer.attachments] == ["Pasted text", "Pasted text (2)"]
    qtbot.mouseClick(composer.chips.chips[1].open_button, Qt.MouseButton.LeftButton)
    opened = dialog(window)
    shown = opened.findChild(QPlainTextEdit, "log")
    assert isinstance(shown, QPlainTextEdit)
    assert shown.toPlainText() == LONG + "more"
    first = composer.chips.chips[0]
    opened.buttons["into"].click()
    assert composer.text == LONG + "more"
    assert composer.chips.chips == [first]  # What stays is not made anew.
    assert [each.name for each in composer.attachments] == ["Pasted text"]
    qtbot.keyClick(composer.chips.chips[0].open_button, Qt.Key.Key_Delete)
    assert composer.attachments == ()
    assert composer.edit.hasFocus()
    assert composer.text == LONG + "more"


def test_a_narrow_window_and_many_attachments_leave_the_box_its_room(
    window: MainWindow, app: QApplication
) -> None:
    composer = window.page.composer
    for _ in range(20):
        composer.attach(Attachment("notes.md", "word " * 300))
    composer.set_text("A line that is written in the box.\n" * 20)
    for width, height in ((1000, 700), (560, 560), (1000, 700)):
        window.resize(width, height)
        app.processEvents()
        app.processEvents()
        assert composer.height() < window.page.height() * 0.7
        assert composer.edit.width() > composer.width() / 2
        assert composer.edit.geometry().bottom() <= composer.height()
        assert composer.edit.viewport().rect().contains(composer.edit.cursorRect())
        last = composer.chips.chips[-1]
        # Who comes to an attachment by Tab sees it.
        composer.edit.setFocus()
        last.remove_button.setFocus()
        QTest.keyClick(last.remove_button, Qt.Key.Key_Backtab)
        assert last.open_button.hasFocus()
        assert not last.open_button.visibleRegion().isEmpty()


def test_a_message_takes_a_number_of_attachments_however_they_come(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    composer, page = window.page.composer, window.page
    paths = [tmp_path / f"{place}.txt" for place in range(15)]
    for path in paths:
        path.write_text("A text.")
    # The second lot is asked for before the first is read.
    page.writing.attach([str(path) for path in paths])
    page.writing.attach([str(path) for path in paths])
    qtbot.waitUntil(lambda: "the others were left out" in page.notice.label.text())
    assert len(composer.attachments) == 20
    paste(qtbot, composer, LONG)
    assert len(composer.attachments) == 20
    assert "left out" in composer.hint.text()


def test_files_that_are_dropped_go_beside_the_message(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    composer = window.page.composer
    (tmp_path / "plan.md").write_text("# Plan\nSail to Menton.", encoding="utf-8")
    (tmp_path / "data.csv").write_bytes("Größe;1\n".encode("cp1252"))
    assert drop(window, [tmp_path / "plan.md", tmp_path / "data.csv"])
    qtbot.waitUntil(lambda: len(composer.attachments) == 2)
    assert composer.attachments == (
        Attachment("plan.md", "# Plan\nSail to Menton."),
        Attachment("data.csv", "Größe;1\n"),
    )


def test_a_message_waits_for_what_goes_with_it(
    window: MainWindow, qtbot: QtBot, engine: ScriptedEngine, tell: Tell, tmp_path: Path
) -> None:
    page, composer = window.page, window.page.composer
    (tmp_path / "plan.md").write_text("Sail to Menton.", encoding="utf-8")
    engine.will_answer("Gladly.")
    qtbot.keyClicks(composer.edit, "Read this")
    assert drop(window, [tmp_path / "plan.md"])
    # Whatever a thread has read by now comes with the next round of events.
    qtbot.keyClick(composer.edit, Qt.Key.Key_Return)
    assert composer.text == "Read this"
    assert "as soon as" in composer.hint.text()
    qtbot.waitUntil(lambda: len(page.transcript.messages) == 2)
    tell()
    asked, answer = page.transcript.messages
    assert asked.attachments == (Attachment("plan.md", "Sail to Menton."),)
    assert answer.content == "Gladly."
    assert composer.is_empty
    assert not composer.hint.isVisible()
    assert not page.notice.isVisible()


def test_a_message_that_waits_is_not_sent_without_it_or_once_it_is_changed(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    page, composer = window.page, window.page.composer
    (tmp_path / "photo.tiff").write_bytes(b"II*\0" + bytes(100))
    (tmp_path / "note.txt").write_text("Bring bread.", encoding="utf-8")
    qtbot.keyClicks(composer.edit, "Read this")
    assert drop(window, [tmp_path / "photo.tiff"])
    qtbot.keyClick(composer.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(page.notice.isVisible)
    assert composer.text == "Read this"
    assert drop(window, [tmp_path / "note.txt"])
    qtbot.keyClick(composer.edit, Qt.Key.Key_Return)
    qtbot.keyClicks(composer.edit, " too")
    qtbot.waitUntil(lambda: len(composer.attachments) == 1)
    assert composer.text == "Read this too"
    assert page.transcript.messages == []


@pytest.mark.parametrize("name", ["a\0b.txt", "small.png"])
def test_a_message_does_not_wait_for_what_could_not_be_read_in_any_way(
    window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    expected_logs: Callable[[str], None],
    name: str,
) -> None:
    page, composer = window.page, window.page.composer
    if name == "small.png":
        # A machine that has no memory left.
        expected_logs("could not be read")

        def fail(_data: bytes, _media: str) -> bytes:
            raise MemoryError

        monkeypatch.setattr("parley.ui.chat.composing.writing.prepared", fail)
        (tmp_path / name).write_bytes(png(30, 20))
    qtbot.keyClicks(composer.edit, "Read this")
    page.writing.attach([str(tmp_path / name)])
    qtbot.waitUntil(page.notice.isVisible)
    assert "cannot be read" in page.notice.label.text()
    assert not composer.reading()
    qtbot.keyClick(composer.edit, Qt.Key.Key_Return)
    assert composer.is_empty


def test_an_answer_goes_on_until_the_message_that_stops_it_is_whole(
    window: MainWindow, qtbot: QtBot, engine: ScriptedEngine, tell: Tell, tmp_path: Path
) -> None:
    page, composer = window.page, window.page.composer
    (tmp_path / "plan.md").write_text("Sail to Menton.", encoding="utf-8")
    engine.will_answer("One", " two", " three")
    page.send("Count")
    tell(3)
    qtbot.keyClicks(composer.edit, "Rather read this")
    assert drop(window, [tmp_path / "plan.md"])
    qtbot.keyClick(composer.edit, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: len(composer.attachments) == 1)
    tell()
    qtbot.waitUntil(lambda: len(page.transcript.messages) == 4)
    tell()
    _, first, asked, _ = page.transcript.messages
    assert first.status == "stopped"
    assert [each.name for each in asked.attachments] == ["plan.md"]


def test_what_is_no_text_is_said_and_the_rest_is_taken(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "photo.tiff").write_bytes(b"II*\0" + bytes(100))
    (tmp_path / "note.txt").write_text("Bring bread.", encoding="utf-8")
    assert drop(window, [tmp_path / "photo.tiff", tmp_path / "note.txt"])
    qtbot.waitUntil(window.page.notice.isVisible)
    assert "“photo.tiff” is an image" in window.page.notice.label.text()
    assert [each.name for each in window.page.composer.attachments] == ["note.txt"]


def test_models_among_texts_are_neither_loaded_nor_attached(
    window: MainWindow, program: Application, tmp_path: Path
) -> None:
    model, note = tmp_path / "some.gguf", tmp_path / "note.txt"
    model.write_bytes(b"GGUF")
    note.write_text("Bring bread.", encoding="utf-8")
    assert not drop(window, [model, note])
    assert not drop(window, [tmp_path, note])
    assert window.page.composer.attachments == ()
    assert program.settings.model == "starter"


def test_files_are_pasted_and_an_attachment_alone_is_not_sent(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    composer = window.page.composer
    (tmp_path / "note.txt").write_text("Bring bread.", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "note.txt"))])
    QGuiApplication.clipboard().setMimeData(data)
    qtbot.keyClick(composer.edit, Qt.Key.Key_V, CONTROL)
    qtbot.waitUntil(lambda: bool(composer.attachments))
    qtbot.keyClick(composer.edit, Qt.Key.Key_Return)
    assert not composer.button.isEnabled()
    assert composer.button.toolTip() == "Write what to do with the attachment"
    assert window.page.conversation is None


def test_a_draft_keeps_its_attachments(window: MainWindow, qtbot: QtBot, tell: Tell) -> None:
    page = window.page
    page.send("First")
    tell()
    first = page.conversation
    assert first is not None
    paste(qtbot, page.composer, LONG)
    window.new_chat()
    assert page.composer.is_empty
    window.open_conversation(first.id)
    assert [each.text for each in page.composer.attachments] == [LONG]


def test_up_in_an_empty_box_changes_the_last_message(
    window: MainWindow, qtbot: QtBot, tell: Tell
) -> None:
    page = window.page
    page.send("What is the mistral?")
    tell()
    qtbot.keyClicks(page.composer.edit, "x")
    qtbot.keyClick(page.composer.edit, Qt.Key.Key_Up)
    view = page.transcript.views[0]
    assert view.editor is None
    page.composer.clear()
    qtbot.keyClick(page.composer.edit, Qt.Key.Key_Up)
    assert view.editor is not None
    assert view.editor.text == "What is the mistral?"


def test_the_keys_that_send_can_be_changed(
    window: MainWindow, qtbot: QtBot, program: Application, tell: Tell
) -> None:
    edit = window.page.composer.edit
    program.change_settings(send_with="ctrl_enter")
    window.page.writing.take_settings()
    qtbot.keyClicks(edit, "one")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClicks(edit, "two")
    assert window.page.composer.text == "one\ntwo"
    qtbot.keyClick(edit, Qt.Key.Key_Return, CONTROL)
    assert window.page.composer.text == ""
    tell()
    assert window.page.transcript.views[0].message.content == "one\ntwo"
    shown = dict(listed(window.commands, QKeySequence.SequenceFormat.PortableText)["Writing"])
    assert shown["Send the message"] == ("Ctrl+Return",)
    assert shown["Stop the answer and send the message"] == ("Ctrl+Shift+Return",)


def test_a_message_is_changed_by_the_keys_that_send(
    window: MainWindow, qtbot: QtBot, program: Application, tell: Tell
) -> None:
    page = window.page
    page.send("one")
    tell()
    qtbot.keyClick(page.composer.edit, Qt.Key.Key_Up)
    editor = page.transcript.views[0].editor
    assert editor is not None
    assert "(Enter)" in editor.keep_button.toolTip()
    window.commands.run("message.ctrl_enter")
    assert program.settings.send_with == "ctrl_enter"
    assert "(Ctrl+Enter)" in editor.keep_button.toolTip()
    qtbot.keyClick(editor.edit, Qt.Key.Key_Return)
    qtbot.keyClicks(editor.edit, "two")
    assert editor.text == "one\ntwo"
    qtbot.keyClick(editor.edit, Qt.Key.Key_Return, CONTROL)
    tell()
    assert page.transcript.messages[0].content == "one\ntwo"
    # And so is one that is opened from now on.
    qtbot.keyClick(page.composer.edit, Qt.Key.Key_Up)
    editor = page.transcript.views[0].editor
    assert editor is not None
    QGuiApplication.clipboard().setText("x" * 30_000)
    qtbot.keyClick(editor.edit, Qt.Key.Key_V, CONTROL)
    assert editor.text == "one\ntwo"
    assert "too long" in editor.hint.text()


def test_a_message_that_the_box_cannot_take_is_not_opened_in_it(
    window: MainWindow, qtbot: QtBot, tell: Tell
) -> None:
    page = window.page
    page.send("x" * 20_001)
    tell()
    qtbot.keyClick(page.composer.edit, Qt.Key.Key_Up)
    assert page.transcript.views[0].editor is None
    assert "too long" in page.notice.label.text()


def test_enter_during_an_answer_says_which_keys_stop_it_and_they_do(
    window: MainWindow, qtbot: QtBot, engine: ScriptedEngine, tell: Tell
) -> None:
    page, edit = window.page, window.page.composer.edit
    engine.will_answer("One", " two", " three")
    page.send("Count")
    tell(3)
    qtbot.keyClicks(edit, "Rather the months")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert page.composer.text == "Rather the months"
    assert page.composer.hint.isVisible()
    assert "Ctrl+Enter" in page.composer.hint.text()
    qtbot.keyClick(edit, Qt.Key.Key_Return, CONTROL)
    tell()
    qtbot.waitUntil(lambda: len(page.transcript.messages) == 4)
    tell()
    assert page.composer.is_empty
    assert not page.composer.hint.isVisible()
    asked = [(each.content, each.status) for each in page.transcript.messages]
    assert asked[1][1] == "stopped"
    assert asked[2] == ("Rather the months", "complete")


def test_a_message_that_waits_goes_with_its_conversation(
    window: MainWindow, qtbot: QtBot, engine: ScriptedEngine, program: Application, tell: Tell
) -> None:
    page, edit = window.page, window.page.composer.edit
    engine.will_answer("One", " two", " three")
    page.send("Count")
    tell(3)
    assert page.conversation is not None
    qtbot.keyClicks(edit, "Rather the months")
    qtbot.keyClick(edit, Qt.Key.Key_Return, CONTROL)
    key = page.conversation.id
    page.forget(key)
    program.store.delete(key)
    tell()
    assert page.conversation is None
    assert program.store.conversations() == []


def test_tokens_are_estimated_until_the_model_counts_them(
    window: MainWindow, qtbot: QtBot, program: Application, engine: ScriptedEngine, tell: Tell
) -> None:
    composer = window.page.composer
    qtbot.keyClicks(composer.edit, "What is a wind?")
    qtbot.waitUntil(composer.tokens.isVisible)
    assert composer.tokens.text() == "≈ 5"
    assert program.engine is None  # Nothing is started for it.
    window.page.send("Hello")
    tell()
    composer.clear()
    assert not composer.tokens.isVisible()
    qtbot.keyClicks(composer.edit, "three words here")
    qtbot.waitUntil(lambda: composer.tokens.text() == "3")
    paste(qtbot, composer, LONG)
    qtbot.waitUntil(lambda: composer.tokens.text() == "607")
    # The model is told its name, too.
    assert composer.tokens.toolTip() == "607 tokens, as the model counts them"


def test_tokens_of_another_model_are_not_those_of_this_one(
    window: MainWindow, qtbot: QtBot, program: Application, tell: Tell, tmp_path: Path
) -> None:
    composer = window.page.composer
    window.page.send("Hello")
    tell()
    other = tmp_path / "other.gguf"
    other.write_bytes(b"GGUF")
    program.change_settings(model=str(other))
    qtbot.keyClicks(composer.edit, "three words here")
    qtbot.waitUntil(lambda: composer.tokens.text() == "≈ 3")
