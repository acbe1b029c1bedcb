"""Export and import in a real window: dialogs, files, what is said after, and dropping."""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from parley.application import Application, resources_dir
from parley.chat.exchange import ExportFormat
from parley.chat.values import Attachment, Figures, MessageError, MessageNote
from parley.ui import languages
from parley.ui.dialogs import Dialog
from parley.ui.exchange.dialogs import ExportDialog
from parley.ui.main_window import MainWindow


@pytest.fixture
def talks(program: Application) -> list[int]:
    keys = [program.store.create(title=f"Talk {n}").id for n in range(3)]
    for key in keys:
        program.store.add(key, "user", "hello & goodbye")
    program.store.archive([keys[2]])
    return keys


def dialog_of(kind: type, qtbot: QtBot, window: MainWindow):  # type: ignore[no-untyped-def]
    found = []

    def there() -> bool:
        found[:] = [each for each in window.findChildren(kind) if each.isVisible()]
        return bool(found)

    qtbot.waitUntil(there)
    return found[0]


def finish(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.exchange.busy)


def choose_place(qtbot: QtBot, window: MainWindow, place: Path) -> QFileDialog:
    dialog: QFileDialog = dialog_of(QFileDialog, qtbot, window)
    dialog.fileSelected.emit(str(place))
    dialog.close()
    return dialog


def test_one_chat_is_exported_to_the_file_that_is_chosen(
    window: MainWindow, qtbot: QtBot, program: Application, talks: list[int], tmp_path: Path
) -> None:
    window.open_conversation(talks[0])
    assert window.commands.run("chats.export")
    dialog: ExportDialog = dialog_of(ExportDialog, qtbot, window)
    assert dialog.ids == [talks[0]]
    dialog.choose(form="html")
    qtbot.mouseClick(dialog.buttons["Export"], Qt.MouseButton.LeftButton)
    asked = choose_place(qtbot, window, tmp_path / "x.html")
    assert asked.defaultSuffix() == "html"
    finish(qtbot, window)
    assert "hello &amp; goodbye" in (tmp_path / "x.html").read_text(encoding="utf-8")
    assert f"exported to {tmp_path / 'x.html'}." in window.page.notice.label.text()


def test_all_chats_go_to_a_folder_and_as_json_to_one_file(
    window: MainWindow, qtbot: QtBot, program: Application, talks: list[int], tmp_path: Path
) -> None:
    for form, place in (("markdown", tmp_path), ("json", tmp_path / "all.json")):
        window.exchange.ask_export([talks[1]])
        dialog: ExportDialog = dialog_of(ExportDialog, qtbot, window)
        dialog.choose(which=1, form=form)  # type: ignore[arg-type]
        assert dialog.ids == talks
        qtbot.mouseClick(dialog.buttons["Export"], Qt.MouseButton.LeftButton)
        choose_place(qtbot, window, place)
        finish(qtbot, window)
    assert len(list((tmp_path / "Parley chats").glob("*.md"))) == 3
    assert len(json.loads((tmp_path / "all.json").read_text("utf-8"))["conversations"]) == 3
    window.exchange.import_files([str(tmp_path / "all.json")])
    told: Dialog = dialog_of(Dialog, qtbot, window)
    assert "were here already" in told.words.text()
    told.close()


#: English that no file in another language holds; what the page is made of has none of it.
ENGLISH = re.compile(
    r"\b(?:You|System prompt|Reasoning|Attachment|Picture|after|seed|limit|stopped|edited"
    r"|because|room|untouched)\b"
)


@pytest.fixture
def whole(program: Application) -> int:
    """Return a conversation of which a file says all that it can say in words."""
    store = program.store
    key = store.create(title="W", system_prompt="S").id
    _, reply = store.begin_turn(key, "Hm", model=None, attachments=(Attachment("a.txt", "b"),))
    note = "The oldest messages were left out, because the conversation is longer than the model"
    store.finish(
        msgspec.structs.replace(
            reply,
            content="<think>\nhm\n</think>\n\n![x](https://example.org/x.png)",
            status="stopped",
            finish_reason="length",
            figures=Figures(12, 4, 1235, 0.25, 100.0, 0.31, 7, 20, 4096),
            notes=(MessageNote("trimmed", f"{note} can see at once."),),
            error=MessageError(
                "c",
                "The disk is full: there is no room to write x.",
                "",
                "Your conversations are untouched.",
            ),
            reasoning_seconds=3.6,
        )
    )
    return key


@pytest.mark.parametrize("form", ["markdown", "html"])
@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "de",
            "Du|Systemprompt|Gedankengang (4 s)|Anhang: a.txt|Assistent|1.235 Tokens"
            "|12,3 Tokens/s|erstes Token nach 0,31 s|Startwert 7|angehalten"
            "|die Höchstzahl an Tokens war erreicht|Die Unterhaltungen sind unberührt.",
        ),
        (
            "fr",
            "Vous|Prompt système|Raisonnement (4 s)|Pièce jointe : a.txt|12,3 tokens/s"
            "|premier token après 0,31 s|graine 7|la limite de tokens a été atteinte",
        ),
    ],
)
def test_a_file_says_all_in_the_language_of_the_window(
    app: QApplication,
    compiled_texts: Path,
    window: MainWindow,
    qtbot: QtBot,
    whole: int,
    tmp_path: Path,
    form: ExportFormat,
    language: str,
    said: str,
) -> None:
    languages.install(app, language, resources_dir(), compiled_texts)
    try:
        window.exchange.export([whole], form, tmp_path / "one", one_file=True)
        finish(qtbot, window)
        window.exchange.export([whole], form, tmp_path / "several", one_file=False)
        finish(qtbot, window)
    finally:
        languages.install(app, "en", resources_dir(), compiled_texts)
    text = (tmp_path / "one").read_text(encoding="utf-8")
    assert [each for each in said.split("|") if each not in text] == []
    assert ENGLISH.findall(text) == []
    if form == "html":
        assert f'<html lang="{language}">' in text
        assert {"de": "[Bild: x]", "fr": "[Image : x]"}[language] in text
    (other,) = (tmp_path / "several").iterdir()
    assert other.read_text(encoding="utf-8") == text


def export(kind: str, count: int) -> str:
    talks = [
        {
            "conversation_id": f"c{n}",
            "title": f"From elsewhere {n}",
            "create_time": 1.7e9,
            "mapping": {
                "a": {"message": {"author": {"role": "user"}, "content": {"parts": [kind]}}}
            },
        }
        for n in range(count)
    ]
    return json.dumps([*talks, {"title": "Empty", "mapping": {}}])


def test_an_import_tells_what_came_and_what_did_not(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "conversations.json"
    path.write_text(export("words to be found", 2), encoding="utf-8")
    window.exchange.import_files([str(path)])
    told: Dialog = dialog_of(Dialog, qtbot, window)
    heading = told.findChild(QLabel, "heading")
    assert heading.text().startswith("2 chat")
    assert "ChatGPT" in told.words.text()
    assert told.findChild(QPlainTextEdit).toPlainText() == "“Empty”: It has no messages."
    told.close()
    finish(qtbot, window)
    titles = [each.title for each in window.services.store.conversations()]
    assert sorted(titles) == ["From elsewhere 0", "From elsewhere 1"]
    assert len(window.conversations.model.conversations()) == 2
    window.search.begin()
    qtbot.keyClicks(window.search.everywhere.field, "found")
    qtbot.waitUntil(lambda: window.search.everywhere.model.rowCount() == 2)


def test_what_cannot_be_read_is_said(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("none", encoding="utf-8")
    window.exchange.import_files([str(tmp_path / "x.json")])
    finish(qtbot, window)
    qtbot.waitUntil(lambda: "x.json is damaged" in window.page.notice.label.text())


def test_files_of_chats_that_are_dropped_are_imported(
    window: MainWindow, qtbot: QtBot, app: QApplication, tmp_path: Path
) -> None:
    path = tmp_path / "conversations.json"
    path.write_text(export("dropped", 1), encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    entered = QDragEnterEvent(QPoint(5, 5), copy, data, left, none)
    QApplication.sendEvent(window, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(5, 5), copy, data, left, none))
    told: Dialog = dialog_of(Dialog, qtbot, window)
    told.close()
    finish(qtbot, window)
    assert len(window.services.store.conversations()) == 1


def test_closing_the_window_ends_an_import_and_keeps_what_was_whole(
    window: MainWindow, qtbot: QtBot, program: Application, tmp_path: Path
) -> None:
    path = tmp_path / "many.json"
    path.write_text(export("x", 3000), encoding="utf-8")
    window.exchange.import_files([str(path)])
    qtbot.waitUntil(lambda: bool(program.store.conversations()))
    window.close()
    assert not window.exchange.busy
    count = len(program.store.conversations())
    assert 0 < count <= 3000
    assert all(program.store.messages(one.id) for one in program.store.conversations())
