"""The transcript: following, older messages, untrusted text, direction, selection."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QByteArray, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.scripted_engine import ScriptedEngine
from parley.application import Application
from parley.ui import theme
from parley.ui.chat.message_text import MessageText
from parley.ui.dialogs import Dialog
from parley.ui.main_window import MainWindow

Tell = Callable[..., None]


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


def test_a_long_conversation_opens_at_its_end_and_shows_more_on_request(
    window: MainWindow, program: Application, app: QApplication
) -> None:
    window.open_conversation(fill(program, 100))
    app.processEvents()
    transcript = window.page.transcript
    bar = transcript.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0
    assert transcript.views[-1].message.content == "Message 99"
    assert len(transcript.views) == 30
    for _ in range(4):
        transcript.show_earlier()
    assert [view.message.content for view in transcript.views] == [
        f"Message {number}" for number in range(100)
    ]


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
    place = bar.value()
    tell()
    app.processEvents()
    assert not transcript.follows
    assert bar.value() == place
    transcript.to_end()
    assert bar.value() == bar.maximum()


def test_only_so_many_layouts_a_second(
    window: MainWindow, engine: ScriptedEngine, tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.will_answer(*(f"{number} " for number in range(400)))
    window.page.send("Count")
    rendered: list[int] = []
    render = MessageText.show_markdown

    def counted(self: MessageText, text: str) -> None:
        rendered.append(len(text))
        render(self, text)

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
