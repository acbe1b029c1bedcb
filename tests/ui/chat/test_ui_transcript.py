"""The transcript: following, older messages, untrusted text, direction, selection."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from PySide6.QtCore import QByteArray, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QTextDocument
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from helpers.scripted_engine import ScriptedEngine
from parley.application import Application
from parley.ui import theme
from parley.ui.chat.text import MessageText
from parley.ui.dialogs import Dialog
from parley.ui.main_window import MainWindow

Tell = Callable[..., None]
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def text(app: QApplication, qtbot: QtBot) -> MessageText:
    widget = MessageText(theme.LIGHT)
    qtbot.addWidget(widget)
    widget.resize(600, 100)
    widget.show()
    return widget


def test_raw_html_stays_text(text: MessageText) -> None:
    text.show_markdown("Look: <b>bold</b> <img src='https://example.org/x.png'> <script>1</script>")
    assert "<b>bold</b>" in text.toPlainText()
    assert "<script>" in text.toPlainText()


def test_a_picture_calls_nobody(text: MessageText) -> None:
    text.show_markdown("![pixel](https://example.org/x.png) and ![file](file:///etc/passwd)")
    text.grab()
    kind = QTextDocument.ResourceType.ImageResource
    for name in ("https://example.org/x.png", "file:///etc/passwd"):
        assert text.document().resource(kind.value, QUrl(name)) in {None, QByteArray()}
    assert text.toPlainText() == "[Picture: pixel] and [Picture: file]"


def test_what_a_person_wrote_is_shown_as_it_was_typed(text: MessageText) -> None:
    text.show_plain("# not a heading\n  * [x](y)")
    assert text.toPlainText() == "# not a heading\n  * [x](y)"


def test_a_message_is_as_tall_as_its_words(text: MessageText) -> None:
    text.show_plain("one line")
    low = text.height()
    text.show_plain("word " * 400)
    assert text.height() > 5 * low
    wide = text.height()
    text.resize(300, text.height())
    assert text.height() > 1.5 * wide


def test_a_long_word_is_broken_not_cut(text: MessageText) -> None:
    text.show_markdown("```\n" + "x" * 900 + "\n```")
    assert text.document().size().width() <= text.viewport().width() + 1


def test_code_keeps_its_lines_and_its_font(text: MessageText) -> None:
    text.show_markdown("Before\n\n```python\nfor x in y:\n    print(x)\n```\n\nAfter")
    assert "for x in y:\n    print(x)" in text.toPlainText()
    block = text.document().findBlockByNumber(1)
    assert block.begin().fragment().charFormat().fontFamilies()[0] == "JetBrains Mono"


def test_each_paragraph_runs_in_its_own_direction(text: MessageText) -> None:
    text.show_markdown("مرحبا بالعالم\n\nHello world\n\nשלום")
    document = text.document()
    directions = [document.findBlockByNumber(n).textDirection() for n in range(3)]
    right, left = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
    assert directions == [right, left, right]


def test_a_selection_survives_more_text(text: MessageText) -> None:
    text.show_markdown("Hello there")
    cursor = text.textCursor()
    cursor.setPosition(0)
    cursor.setPosition(5, cursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    text.show_markdown("Hello there, and more")
    assert text.textCursor().selectedText() == "Hello"


def fill(program: Application, count: int) -> int:
    """Store a conversation of `count` messages; return its id."""
    made = program.store.create(title="Long")
    for number in range(count):
        program.store.add(made.id, "user" if number % 2 == 0 else "assistant", f"Message {number}")
    return made.id


def seen(window: MainWindow) -> list[str]:
    """Return the messages of which something is in view, from the top."""
    transcript = window.page.transcript
    return [
        view.message.content
        for view in transcript.views
        if view.geometry().intersects(transcript.viewport().rect())
    ]


def top(window: MainWindow, content: str) -> int:
    """Return where a message begins, in pixels below the top of what is seen."""
    return next(
        view.y() for view in window.page.transcript.views if view.message.content == content
    )


def test_a_conversation_of_any_length_has_widgets_only_near_what_is_seen(
    window: MainWindow, program: Application, app: QApplication
) -> None:
    window.open_conversation(fill(program, 300))
    app.processEvents()
    transcript = window.page.transcript
    bar = transcript.verticalScrollBar()
    assert bar.value() == bar.maximum() > 10_000
    assert seen(window)[-1] == "Message 299"
    assert [message.content for message in transcript.messages][:2] == ["Message 0", "Message 1"]
    for part in (0, 0.5, 0.3, 1):
        bar.setValue(int(part * bar.maximum()))
        app.processEvents()
        assert len(transcript.views) < 40
        views = transcript.views
        assert all(b.y() > a.geometry().bottom() for a, b in itertools.pairwise(views))
    assert seen(window)[-1] == "Message 299"
    bar.setValue(0)
    assert seen(window)[0] == "Message 0"


def test_nothing_jumps_when_heights_turn_out_different(
    window: MainWindow, program: Application, app: QApplication
) -> None:
    made = program.store.create(title="Of all heights")
    for number in range(200):
        words = "| a | b |\n|---|---|\n| 1 | 2 |\n" * (number % 7) + f"Message {number}"
        program.store.add(made.id, "user" if number % 2 == 0 else "assistant", words)
    window.open_conversation(made.id)
    app.processEvents()
    bar = window.page.transcript.verticalScrollBar()
    for _ in range(60):
        before = {view.message.id: view.y() for view in window.page.transcript.views}
        visible = window.page.transcript.viewport().rect()
        still = [
            view.message.id
            for view in window.page.transcript.views
            if view.geometry().intersects(visible)
        ]
        bar.setValue(bar.value() - 90)
        app.processEvents()
        moved = {
            view.y() - before[view.message.id]
            for view in window.page.transcript.views
            if view.message.id in still
        }
        assert moved == {90}


def test_what_is_read_stays_in_view_when_the_window_gets_another_width(
    window: MainWindow, program: Application, app: QApplication
) -> None:
    made = program.store.create(title="Of all lengths")
    for number in range(200):
        words = f"Message {number} " + "word " * (number * 37 % 150)
        program.store.add(made.id, "user" if number % 2 == 0 else "assistant", words)
    window.open_conversation(made.id)
    app.processEvents()
    transcript = window.page.transcript
    bar = transcript.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    app.processEvents()
    first = seen(window)[0]
    place = top(window, first)
    for width in (640, 1300, 900):
        window.resize(width, 700)
        app.processEvents()
        assert seen(window)[0] == first
        assert top(window, first) == place
    transcript.to_end()
    window.resize(700, 500)
    app.processEvents()
    assert seen(window)[-1].startswith("Message 199")
    assert bar.value() == bar.maximum()


def test_a_message_anywhere_can_be_revealed(
    window: MainWindow, program: Application, app: QApplication
) -> None:
    talk = fill(program, 400)
    window.open_conversation(talk)
    app.processEvents()
    messages = program.store.messages(talk)
    transcript = window.page.transcript
    for number in (200, 0, 399, 17):
        view = transcript.reveal(messages[number].id)
        app.processEvents()
        assert view is not None
        assert view.message == messages[number]
        assert transcript.viewport().rect().contains(view.geometry())
    assert not transcript.follows
    assert transcript.reveal(10_000) is None


def test_keys_go_through_the_whole_conversation(
    window: MainWindow, program: Application, app: QApplication, qtbot: QtBot
) -> None:
    window.open_conversation(fill(program, 300))
    app.processEvents()
    transcript = window.page.transcript
    transcript.setFocus()
    qtbot.keyClick(transcript, Qt.Key.Key_Home)
    assert seen(window)[0] == "Message 0"
    assert not transcript.follows
    first = top(window, "Message 0")
    qtbot.keyClick(transcript, Qt.Key.Key_PageDown)
    assert first - top(window, "Message 0") > 300
    qtbot.keyClick(transcript, Qt.Key.Key_PageUp)
    assert top(window, "Message 0") == first
    qtbot.keyClick(transcript, Qt.Key.Key_End)
    assert seen(window)[-1] == "Message 299"
    assert transcript.follows
    # Also from within a message's words.
    text = transcript.views[-1].text
    text.setFocus()
    qtbot.keyClick(text, Qt.Key.Key_PageUp)
    assert not transcript.follows
    assert seen(window)[-1] != "Message 299"
    qtbot.keyClick(text, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert seen(window)[-1] == "Message 299"
    transcript.setFocus()
    for _ in range(40):
        window.page.step(-1)
    app.processEvents()
    held = transcript.held
    assert held is not None
    assert held.message.content == "Message 260"
    assert held.message.content in seen(window)


def test_the_newest_message_is_reached_by_a_command_while_it_is_not_followed(
    window: MainWindow, program: Application, app: QApplication, qtbot: QtBot
) -> None:
    window.open_conversation(fill(program, 300))
    app.processEvents()
    transcript = window.page.transcript
    action = window.commands.action("go.newest")
    assert not action.isEnabled()
    transcript.verticalScrollBar().setValue(0)
    assert action.isEnabled()
    # From the composer too, whose own keys go to the end of what is written.
    composer = window.page.composer.edit
    composer.setPlainText("One\nTwo")
    composer.setFocus()
    place = composer.textCursor().position()
    qtbot.keyClick(composer, Qt.Key.Key_End, ALT)
    assert seen(window)[-1] == "Message 299"
    assert transcript.follows
    assert not action.isEnabled()
    assert composer.textCursor().position() == place


def test_what_is_selected_is_copied_as_markdown(
    window: MainWindow, app: QApplication, engine: ScriptedEngine, tell: Tell
) -> None:
    engine.will_answer("Some **bold** words.")
    window.page.send("Go on")
    tell()
    text = window.page.transcript.views[-1].text
    text.selectAll()
    window.commands.run("message.copy")
    assert app.clipboard().text() == "Some bold words."
    window.commands.run("message.markdown")
    assert app.clipboard().text() == "Some **bold** words."


def test_what_is_being_done_to_a_message_survives_scrolling_away(
    window: MainWindow, program: Application, app: QApplication, qtbot: QtBot
) -> None:
    window.open_conversation(fill(program, 300))
    app.processEvents()
    transcript = window.page.transcript
    bar = transcript.verticalScrollBar()
    edited, selected = transcript.views[-2], transcript.views[-1]
    selected.text.selectAll()
    window.page.branching.do("edit", edited.message.id)
    assert edited.editor is not None
    edited.editor.edit.setPlainText("Changed")
    bar.setValue(0)
    app.processEvents()
    assert seen(window)[0] == "Message 0"
    assert transcript.selected_text() == "Message 299"
    assert edited.editor.edit.hasFocus()
    bar.setValue(bar.maximum())
    app.processEvents()
    assert transcript.view_of(edited.message.id) is edited
    assert edited.editor.text == "Changed"


def test_an_answer_pulls_nobody_away_from_what_they_read(
    window: MainWindow,
    program: Application,
    app: QApplication,
    engine: ScriptedEngine,
    tell: Tell,
) -> None:
    window.open_conversation(fill(program, 100))
    engine.will_answer(*("word " * 60 + "\n\n" for _ in range(6)))
    window.page.send("Go on")
    transcript = window.page.transcript
    bar = transcript.verticalScrollBar()
    bar.setValue(1000)
    app.processEvents()
    name = seen(window)[1]
    place = top(window, name)
    tell()
    app.processEvents()
    assert top(window, name) == place
    assert not transcript.follows
    assert transcript.messages[-1].content.count("word") == 360
    bar.setValue(bar.maximum())
    app.processEvents()
    assert transcript.views[-1].message.content.count("word") == 360


def test_it_follows_until_the_person_scrolls_up_and_again_from_the_end(
    window: MainWindow,
    program: Application,
    app: QApplication,
    engine: ScriptedEngine,
    tell: Tell,
) -> None:
    window.open_conversation(fill(program, 60))
    engine.will_answer(*("word " * 60 + "\n\n" for _ in range(6)))
    window.page.send("Go on")
    transcript = window.page.transcript
    bar = transcript.verticalScrollBar()
    tell(4)
    transcript.flush()
    app.processEvents()
    assert transcript.follows
    assert bar.value() == bar.maximum()
    bar.setValue(bar.maximum() - 300)
    name = seen(window)[0]
    place = top(window, name)
    tell()
    app.processEvents()
    assert not transcript.follows
    assert top(window, name) == place
    newest = transcript.findChild(QPushButton, "latest")
    assert newest.isVisible()
    newest.click()
    assert bar.value() == bar.maximum()
    assert not newest.isVisible()


def test_only_so_many_layouts_a_second(
    window: MainWindow, engine: ScriptedEngine, tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.will_answer(*(f"{number} " for number in range(400)))
    window.page.send("Count")
    rendered: list[int] = []
    render = MessageText.show_markdown

    def counted(self: MessageText, text: str, *, growing: bool = False) -> None:
        rendered.append(len(text))
        render(self, text, growing=growing)

    monkeypatch.setattr(MessageText, "show_markdown", counted)
    tell()
    assert len(rendered) < 100
    assert window.page.transcript.views[-1].message.content.endswith("399 ")


def test_a_link_shows_where_it_goes_before_anything_opens(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    window.page.ask_link("https://example.org/a")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Dialog)
    assert "https://example.org/a" in [
        label.text() for label in dialog.findChildren(type(window.page.title))
    ]
    assert opened == []
    dialog.buttons["Cancel"].click()
    assert opened == []
    window.page.ask_link("https://example.org/a")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Dialog)
    dialog.buttons["Open in browser"].click()
    assert opened == ["https://example.org/a"]


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)", "smb://x/y"])
def test_other_addresses_are_only_shown_and_copied(window: MainWindow, address: str) -> None:
    window.page.ask_link(address)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Dialog)
    assert set(dialog.buttons) == {"Copy address", "Cancel"}
    dialog.buttons["Copy address"].click()
    assert QGuiApplication.clipboard().text() == address
