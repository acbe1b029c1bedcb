"""Slash commands in the composer, and the prompt library with its form."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from helpers.scripted_engine import ScriptedEngine
from parley.application import Application
from parley.chat.values import Attachment
from parley.ui.main_window import MainWindow
from parley.ui.prompts.fill import FillDialog
from parley.ui.prompts.library import PromptsDialog

Tell = Callable[..., None]
RETURN, DOWN, TAB, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Tab, Qt.Key.Key_Escape


def listed(window: MainWindow) -> list[str]:
    """Return the names in the list above the composer; none while it is hidden."""
    slash = window.page.composer.slash
    if not slash.isVisible():
        return []
    model = slash.view.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def form(window: MainWindow) -> FillDialog:
    """Return the form that is open."""
    return next(one for one in window.findChildren(FillDialog) if one.isVisible())


@pytest.fixture
def library(window: MainWindow) -> PromptsDialog:
    """Return the window of the prompt library."""
    window.commands.run("prompt.library")
    return next(one for one in window.findChildren(PromptsDialog) if one.isVisible())


def test_a_slash_lists_commands_and_letters_narrow_them(window: MainWindow, qtbot: QtBot) -> None:
    edit = window.page.composer.edit
    qtbot.keyClicks(edit, "/")
    names = listed(window)
    assert {"/new", "/regenerate", "/help", "/summarise", "/translate"} <= set(names)
    qtbot.keyClicks(edit, "tr")
    assert listed(window) == ["/translate"]
    qtbot.keyClicks(edit, "zz")
    assert listed(window) == []
    assert edit.hasFocus()


def test_a_command_is_chosen_by_keys_and_acts(window: MainWindow, qtbot: QtBot, tell: Tell) -> None:
    page = window.page
    page.send("Hello")
    tell()
    qtbot.keyClicks(page.composer.edit, "/ne")
    assert listed(window)[0] == "/new"
    qtbot.keyClick(page.composer.edit, RETURN)
    assert page.conversation is None
    assert page.composer.is_empty
    assert listed(window) == []


def test_arrows_go_round_and_escape_leaves_the_text(
    window: MainWindow, qtbot: QtBot, tell: Tell
) -> None:
    slash, edit = window.page.composer.slash, window.page.composer.edit
    qtbot.keyClicks(edit, "/")
    first, names = slash.current, listed(window)
    qtbot.keyClick(edit, DOWN)
    assert slash.current is not None
    assert f"/{slash.current.name}" == names[1]
    qtbot.keyClick(edit, Qt.Key.Key_Up)
    qtbot.keyClick(edit, Qt.Key.Key_Up)
    assert slash.current is not None
    assert f"/{slash.current.name}" == names[-1]
    assert slash.current != first
    qtbot.keyClick(edit, ESCAPE)
    assert listed(window) == []
    assert window.page.composer.text == "/"


def test_paths_and_unknown_words_are_messages_and_two_slashes_write_one(
    window: MainWindow, qtbot: QtBot, engine: ScriptedEngine, tell: Tell
) -> None:
    edit = window.page.composer.edit
    for typed, sent in (
        ("/usr/bin is a folder", "/usr/bin is a folder"),
        ("//new begins a chat", "/new begins a chat"),
        ("/new idea for a boat", "/new idea for a boat"),
    ):
        qtbot.keyClicks(edit, typed)
        qtbot.keyClick(edit, RETURN)
        tell()
        assert engine.requests[-1].messages[-1].content == sent
        assert window.page.composer.is_empty


def test_what_cannot_be_done_now_is_said(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(window.page.composer.edit, "/stop")
    qtbot.keyClick(window.page.composer.edit, RETURN)
    assert window.page.notice.label.text() == "“Stop” cannot be done now."


def test_a_command_stops_an_answer_and_one_empties_the_box(
    window: MainWindow, qtbot: QtBot, engine: ScriptedEngine, tell: Tell
) -> None:
    page, edit = window.page, window.page.composer.edit
    engine.will_answer("One", " two", " three")
    page.send("Count")
    tell(3)
    qtbot.keyClicks(edit, "/stop")
    qtbot.keyClick(edit, RETURN)
    tell()
    assert page.transcript.messages[-1].status == "stopped"
    page.composer.attach(Attachment("note.txt", "Bring bread."))
    qtbot.keyClicks(edit, "/clear")
    qtbot.keyClick(edit, RETURN)
    assert page.composer.is_empty
    assert not page.notice.isVisible()


def test_the_system_prompt_is_set_by_a_command(
    window: MainWindow, qtbot: QtBot, engine: ScriptedEngine, tell: Tell
) -> None:
    edit = window.page.composer.edit
    qtbot.keyClicks(edit, "/sys")
    qtbot.keyClick(edit, TAB)
    assert window.page.composer.text == "/system "
    qtbot.keyClicks(edit, "Answer in rhymes.")
    qtbot.keyClick(edit, RETURN)
    assert window.page.setup.system_prompt == "Answer in rhymes."
    window.page.send("Hello")
    tell()
    assert engine.requests[0].messages[0].content == "Answer in rhymes."


def test_a_prompt_asks_for_its_variables_and_comes_into_the_box(
    window: MainWindow, qtbot: QtBot, tell: Tell
) -> None:
    composer = window.page.composer
    qtbot.keyClicks(composer.edit, "/translate Guten Morgen")
    qtbot.keyClick(composer.edit, RETURN)
    asked = form(window)
    language, text = asked.fields["language"], asked.fields["text"]
    assert isinstance(language, QLineEdit)
    assert isinstance(text, QPlainTextEdit)
    assert (language.text(), text.toPlainText()) == ("English", "Guten Morgen")
    language.setText("French")
    assert asked.preview.toPlainText().startswith("Translate the text below into French.")
    qtbot.keyClick(text, RETURN, Qt.KeyboardModifier.ControlModifier)
    assert composer.text.startswith("Translate the text below into French.")
    assert composer.text.endswith("\n\nGuten Morgen")
    assert composer.edit.hasFocus()
    # The next time the language is offered again, and the text is not.
    composer.clear()
    qtbot.keyClicks(composer.edit, "/translate")
    qtbot.keyClick(composer.edit, RETURN)
    again = form(window)
    assert again.values == {"language": "French", "text": ""}
    again.reject()
    assert composer.text == "/translate"


def test_a_form_takes_no_text_that_would_freeze_it(window: MainWindow, qtbot: QtBot) -> None:
    composer = window.page.composer
    qtbot.keyClicks(composer.edit, "/translate")
    qtbot.keyClick(composer.edit, RETURN)
    asked = form(window)
    text = asked.fields["text"]
    assert isinstance(text, QPlainTextEdit)
    QGuiApplication.clipboard().setText("x" * 1_000_000)
    qtbot.keyClick(text, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert text.toPlainText() == ""
    assert "too long" in asked.words.text()
    # What is filled in from elsewhere goes beside the message if the box cannot take it.
    asked.reject()
    window.services.prompts.add("Mine", "Read this: {{clipboard}}", "mine")
    composer.clear()
    qtbot.keyClicks(composer.edit, "/mine")
    qtbot.keyClick(composer.edit, RETURN)
    assert composer.text == ""
    assert composer.attachments[0].text == "Read this: " + "x" * 1_000_000


def test_built_in_values_are_filled_in_without_asking(
    window: MainWindow, qtbot: QtBot, program: Application
) -> None:
    program.prompts.add("Note", "{{date}}: {{clipboard}}", "note")
    QGuiApplication.clipboard().setText("copied words")
    qtbot.keyClicks(window.page.composer.edit, "/note")
    qtbot.keyClick(window.page.composer.edit, RETURN)
    day = QLocale().toString(QDate.currentDate(), QLocale.FormatType.LongFormat)
    assert window.page.composer.text == f"{day}: copied words"


def test_the_library_lists_changes_and_previews(
    library: PromptsDialog, window: MainWindow, qtbot: QtBot, program: Application
) -> None:
    names = [library.list.item(row).text() for row in range(library.list.count())]
    assert "Summarise  /summarise" in names
    library.search.setText("revi")
    qtbot.keyClick(library.search, RETURN)
    assert library.name.text() == "Review code"
    library.name.setText("Look at code")
    library.text.setPlainText("Look at this {{language:Python|C}} code: {{code}}")
    assert library.preview.toPlainText() == "Look at this Python code: [code]"
    library.keep()
    kept = {each.name: each for each in program.prompts.prompts()}
    assert kept["Look at code"].command == "review"
    library.accept()
    qtbot.keyClicks(window.page.composer.edit, "/review")
    qtbot.keyClick(window.page.composer.edit, RETURN)
    choice = form(window).fields["language"]
    assert isinstance(choice, QComboBox)
    assert [choice.itemText(row) for row in range(choice.count())] == ["Python", "C"]


def test_a_new_prompt_is_kept_once_it_can_be_and_refusals_are_said(
    library: PromptsDialog, qtbot: QtBot, program: Application
) -> None:
    before = len(program.prompts.prompts())
    qtbot.mouseClick(library.new_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(library.name, "Haiku")
    library.keep()
    assert len(program.prompts.prompts()) == before
    qtbot.keyClicks(library.text, "Write a haiku about {{what}}.")
    qtbot.keyClicks(library.command, "/new")
    library.keep()
    assert library.problem.isVisible()
    assert "“/new” means something else already." in library.problem.text()
    library.command.setText("/haiku")
    library.keep()
    assert not library.problem.isVisible()
    assert {each.command for each in program.prompts.prompts()} > {"haiku"}
    assert library.list.currentItem().text() == "Haiku  /haiku"
    QGuiApplication.clipboard().setText("x" * 1_000_000)
    qtbot.keyClick(library.text, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert library.text.toPlainText() == "Write a haiku about {{what}}."
    assert "too long" in library.problem.text()


def test_a_deleted_prompt_comes_back(library: PromptsDialog, program: Application) -> None:
    shown = library.name.text()
    library.list.setFocus()
    library.delete_button.click()
    assert shown not in [each.name for each in program.prompts.prompts()]
    assert library.said.text() == f"“{shown}” was deleted."
    library.undo_button.click()
    assert shown in [each.name for each in program.prompts.prompts()]
    assert library.name.text() == shown


def test_prompts_go_into_a_file_and_come_back(
    library: PromptsDialog, program: Application, tmp_path: Path
) -> None:
    file = tmp_path / "prompts.json"
    library.export_file(str(file))
    assert len(json.loads(file.read_bytes())["prompts"]) == 6
    for each in program.prompts.prompts():
        program.prompts.remove(each.id)
    library.import_file(str(file))
    assert len(program.prompts.prompts()) == 6
    assert library.said.text() == "Prompts imported: 6."
    file.write_text("{}", encoding="utf-8")
    library.import_file(str(file))
    assert "no file of prompts" in library.said.text()


def test_a_prompt_used_from_the_library_takes_what_is_written(
    library: PromptsDialog, window: MainWindow
) -> None:
    window.page.composer.set_text("Guten Morgen")
    row = next(
        row for row in range(library.list.count()) if "Rewrite" in library.list.item(row).text()
    )
    library.list.setCurrentRow(row)
    library.use_button.click()
    asked = form(window)
    assert asked.values["text"] == "Guten Morgen"
    asked.buttons["into"].click()
    assert window.page.composer.text.endswith("Guten Morgen")
    assert "clearer" in window.page.composer.text
