"""The text of a message: what is shown, copied and coloured, and that growing changes nothing."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QGuiApplication, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication, QMenu, QScrollArea
from pytestqt.qtbot import QtBot

from parley.chat.marks import Holder
from parley.ui import fonts, theme
from parley.ui.chat.text import MessageText, colouring
from parley.ui.chat.text.code import CopyCode
from parley.ui.chat.text.colouring import Colouring
from parley.ui.chat.text.formats import MARKER_GAP, Formats

ANSWER = """# Title

Some **bold** words and `code`, a [link](https://example.org/x).

- one
- two
  1. deep
- [x] done

> quoted

| a | b |
|---|--:|
| 1 | **2** |

```python
def f(x):
    return "é😀" + x  # why
```

---

Last.
"""
Make = Callable[[], MessageText]


@pytest.fixture
def make(app: QApplication, qtbot: QtBot) -> Make:
    """Return a function that makes a message's text, 600 pixels wide."""

    def one() -> MessageText:
        widget = MessageText(theme.LIGHT)
        qtbot.addWidget(widget)
        widget.resize(600, 100)
        widget.show()
        return widget

    return one


@pytest.fixture
def text(make: Make) -> MessageText:
    return make()


def coloured(qtbot: QtBot, text: MessageText) -> None:
    """Wait until code has its colours."""
    found = text.findChild(Colouring)
    assert found is not None
    qtbot.waitUntil(lambda: found.idle)


def select(text: MessageText, first: str, last: str) -> None:
    """Select from where `first` begins to where `last` ends."""
    document = text.document()
    start = document.find(first).selectionStart()
    end = document.find(last, start).selectionEnd()
    cursor = text.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)


def look(text: MessageText) -> list[tuple[object, ...]]:
    """Return everything that can be seen of a text, paragraph by paragraph."""
    document = text.document()
    seen: list[tuple[object, ...]] = []
    block = document.begin()
    while block.isValid():
        form = block.blockFormat()
        runs: list[tuple[str, object]] = []
        for each in block:  # type: ignore[attr-defined]
            run = each.fragment()
            char = run.charFormat()
            key = (
                char.fontWeight(), char.fontItalic(), char.fontStrikeOut(), char.anchorHref(),
                char.foreground().color().name(), tuple(char.fontFamilies() or ()),
            )  # fmt: skip
            if runs and runs[-1][1] == key:
                runs[-1] = (runs[-1][0] + run.text(), key)
            else:
                runs.append((run.text(), key))
        seen.append(
            (block.text(), form.topMargin(), form.bottomMargin(), form.indent(),
             form.lineHeight(), form.headingLevel(), tuple(runs))
        )  # fmt: skip
        block = block.next()
    return [*seen, (document.size().height(),)]


def colour_of(text: MessageText, words: str) -> str:
    cursor = text.document().find(words)
    cursor.setPosition(cursor.selectionStart() + 1)
    return cursor.charFormat().foreground().color().name().upper()


# -- what is shown -------------------------------------------------------------------------------


def test_all_elements_have_their_words_in_order(text: MessageText) -> None:
    text.show_markdown(ANSWER)
    shown = [line for line in text.toPlainText().split("\n") if line]
    assert shown == [
        "Title", "Some bold words and code, a link.", "one", "two", "deep", "done", "quoted",
        "a", "b", "1", "2", "def f(x):", '    return "é😀" + x  # why', "Last.",
    ]  # fmt: skip


def test_a_text_is_as_tall_as_its_layout_at_any_width(text: MessageText, qtbot: QtBot) -> None:
    text.show_markdown(ANSWER * 3)
    for width in (900, 400, 250):
        text.resize(width, text.height())
        assert text.height() == pytest.approx(text.document().size().height(), abs=1)
        assert text.document().size().width() <= width + 1


@pytest.mark.parametrize("words", ["It is {}, then", "نص {} نص", "{}", "نص {}"])
def test_code_in_words_has_a_ground_as_wide_as_it_is(text: MessageText, words: str) -> None:
    text.show_markdown(words.format("`code`"))
    image = text.viewport().grab().toImage()
    ground = QColor(theme.LIGHT.code).rgb()
    # Above the small letters, nothing else is drawn on it.
    widest = max(sum(image.pixel(x, y) == ground for x in range(image.width())) for y in range(10))
    wide = QFontMetricsF(fonts.code_font(14)).horizontalAdvance("code")
    assert widest == pytest.approx(wide, abs=6)


def test_a_wide_table_stays_inside(text: MessageText) -> None:
    row = "|".join(f"a long cell number {n}" for n in range(12))
    text.show_markdown(f"{row}\n{'-|' * 12}\n{row}\n{'x' * 300}|b")
    assert text.document().size().width() <= 604


def test_short_code_in_a_table_is_not_broken(text: MessageText) -> None:
    text.show_markdown(f"| a | b |\n|---|---|\n| `--top-p` | {'words ' * 30}|\n| `Q4_K_M` | c |")
    for code in ("--top-p", "Q4_K_M"):
        assert text.document().find(code).block().layout().lineCount() == 1


def test_no_column_is_lost_where_the_window_is_narrow(text: MessageText) -> None:
    row = "|".join(["a short one"] * 3 + ["words that go on for a while"] * 4)
    text.show_markdown(f"{row}\n{'-|' * 7}\n{row}")
    layout = text.document().documentLayout()
    for width in (320, 900, 320):
        text.resize(width, 100)
        table = text.document().rootFrame().childFrames()[0]
        assert layout.frameBoundingRect(table).right() <= width
    text.resize(900, 100)
    assert text.document().find("short").block().layout().lineCount() == 1


@pytest.mark.parametrize("number", ["8", "10", "28", "888", "2024"])
def test_there_is_room_for_the_number_of_an_item(app: QApplication, number: str) -> None:
    place = Holder("item", 0, len(number))
    for zoom in (100, 150):
        look = msgspec.structs.replace(theme.LIGHT, zoom=zoom)
        metrics = QFontMetricsF(fonts.ui_font(look.letters(theme.SIZE_MESSAGE)))
        room = Formats(look).inset((place,)) - MARKER_GAP
        assert metrics.tightBoundingRect(f"{number}.").width() <= room + 2


def test_a_link_shows_where_it_goes_and_is_passed_on(text: MessageText, qtbot: QtBot) -> None:
    address = "https://example.org/a?b=c%20d"
    text.show_markdown(f"[here]({address})")
    cursor = text.document().find("here")
    assert cursor.charFormat().toolTip() == address
    assert cursor.charFormat().foreground().color() == QColor(theme.LIGHT.accent)
    assert cursor.charFormat().fontUnderline()
    cursor.setPosition(cursor.selectionStart() + 1)
    with qtbot.waitSignal(text.link_activated) as signal:
        qtbot.mouseClick(
            text.viewport(), Qt.MouseButton.LeftButton, pos=text.cursorRect(cursor).center()
        )
    assert signal.args == [address]


def test_the_theme_recolours_everything(text: MessageText, qtbot: QtBot) -> None:
    text.show_markdown(ANSWER)
    coloured(qtbot, text)
    assert colour_of(text, "def") == theme.LIGHT.code_keyword
    text.set_theme(theme.DARK)
    coloured(qtbot, text)
    assert colour_of(text, "def") == theme.DARK.code_keyword
    assert colour_of(text, "link") == theme.DARK.accent


# -- code ----------------------------------------------------------------------------------------


def test_code_has_a_button_that_copies_it(text: MessageText, qtbot: QtBot) -> None:
    text.show_markdown("```py\na = 1\n\nb = 2\n```\n\nwords\n\n```\nplain\n```")
    buttons = text.findChildren(CopyCode)
    assert [each.accessibleName() for each in buttons] == ["Copy code: py", "Copy code"]
    for button, code in zip(buttons, ("a = 1\n\nb = 2", "plain"), strict=True):
        assert button.isVisible()
        button.setFocus()
        qtbot.keyClick(button, Qt.Key.Key_Space)
        assert QGuiApplication.clipboard().text() == code
        assert button.text() == "Copied"
    qtbot.waitUntil(lambda: buttons[0].text() == "Copy")


def test_the_buttons_stand_beside_their_code(text: MessageText) -> None:
    code = "```\ncode\n```\n"
    text.show_markdown(code, growing=True)
    first = text.findChildren(CopyCode)[0].y()
    text.show_markdown(code + "\nwords\n\n" + code)
    places = [each.y() for each in text.findChildren(CopyCode)]
    assert places[0] == first
    assert text.height() > places[1] > first + 50
    text.resize(300, text.height())
    for button in text.findChildren(CopyCode):
        assert button.geometry().right() <= 300
    text.show_markdown("no code")
    assert not [each for each in text.findChildren(CopyCode) if each.isVisible()]


def test_code_gets_its_colours_and_keeps_its_words(text: MessageText, qtbot: QtBot) -> None:
    text.show_markdown(ANSWER)
    before = text.toPlainText()
    coloured(qtbot, text)
    assert text.toPlainText() == before
    look = theme.LIGHT
    for words, colour in (
        ("def", look.code_keyword), ("é😀", look.code_string), ("# why", look.muted)
    ):  # fmt: skip
        assert colour_of(text, words) == colour


def test_every_colour_of_code_can_be_read_on_its_card() -> None:
    for _, colour in colouring.COLOURS:
        assert "code" in theme.TEXT_ON[colour]


@pytest.mark.parametrize("language", ["", "no-such-language", "text", "\u202e", "c++{.x}"])
def test_code_in_no_known_language_stays_plain(
    text: MessageText, qtbot: QtBot, language: str
) -> None:
    text.show_markdown(f"```{language}\nif x: pass\n```")
    coloured(qtbot, text)
    assert colour_of(text, "if x") == "#000000"


def test_very_long_code_stays_plain(text: MessageText, qtbot: QtBot) -> None:
    text.show_markdown("```python\n" + "x = 1\n" * 17_000 + "```")
    coloured(qtbot, text)
    assert colour_of(text, "x = 1") == "#000000"


def test_code_is_coloured_while_it_grows(text: MessageText, qtbot: QtBot) -> None:
    text.show_markdown("```python\ndef f():\n    ret", growing=True)
    coloured(qtbot, text)
    assert colour_of(text, "def") == theme.LIGHT.code_keyword
    text.show_markdown("```python\ndef f():\n    return 1\n```\nwords", growing=True)
    coloured(qtbot, text)
    assert colour_of(text, "return") == theme.LIGHT.code_keyword


def test_no_arrow_stands_for_two_signs(text: MessageText) -> None:
    text.show_markdown("`->` and\n\n```\n->\n```")
    block = text.document().begin()
    features = block.begin().fragment().charFormat().fontFeatures()
    assert [tag.toString().data().decode() for tag in features] == ["calt"]


# -- copying -------------------------------------------------------------------------------------


def test_what_is_selected_is_copied_with_its_markers(text: MessageText, qtbot: QtBot) -> None:
    text.show_markdown(ANSWER)
    text.selectAll()
    text.setFocus()
    qtbot.keyClick(text, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == (
        "Title\n\nSome bold words and code, a link.\n\n- one\n- two\n  1. deep\n- [x] done\n\n"
        '> quoted\n\na\tb\n1\t2\n\ndef f(x):\n    return "é😀" + x  # why\n\n---\n\nLast.'
    )


def test_words_of_one_paragraph_are_copied_as_they_are(text: MessageText) -> None:
    text.show_markdown(ANSWER)
    select(text, "bold", "words")
    assert text.selected_text() == "bold words"
    select(text, "one", "one")
    assert text.selected_text() == "one"
    assert text.createMimeDataFromSelection().text() == "one"


def test_the_markdown_of_what_is_selected_can_be_had(text: MessageText) -> None:
    text.show_markdown(ANSWER)
    assert text.selected_markdown() == ""
    select(text, "words", "two")
    assert text.selected_markdown() == (
        "Some **bold** words and `code`, a [link](https://example.org/x).\n\n- one\n- two"
    )
    text.selectAll()
    assert text.selected_markdown() == ANSWER.strip()
    text.show_plain("a *b*")
    text.selectAll()
    assert text.selected_markdown() == "a *b*"


def test_the_menu_copies_markdown_and_addresses(text: MessageText, qtbot: QtBot) -> None:
    text.show_markdown(ANSWER)

    def menu(words: str) -> dict[str, object]:
        at = text.cursorRect(text.document().find(words)).center() - QPoint(4, 0)
        return {action.text(): action for action in text.context_menu(at).actions()}

    assert set(menu("Title")) == {"Copy", "Copy as Markdown", "", "Select all"}
    menu("Title")["Copy as Markdown"].trigger()  # type: ignore[attr-defined]
    assert QGuiApplication.clipboard().text() == ANSWER
    menu("link")["Copy link address"].trigger()  # type: ignore[attr-defined]
    assert QGuiApplication.clipboard().text() == "https://example.org/x"
    for each in text.findChildren(QMenu):
        each.deleteLater()


def test_a_selection_stays_while_words_come(text: MessageText) -> None:
    text.show_markdown("Some words\n\nand mo", growing=True)
    select(text, "words", "and")
    text.show_markdown("Some words\n\nand more\n\n```\ncode", growing=True)
    assert text.selected_text() == "words\n\nand"


# -- growing -------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", [1, 3, 17])
def test_a_growing_answer_ends_as_if_it_had_been_shown_at_once(
    make: Make, qtbot: QtBot, step: int
) -> None:
    grown, once = make(), make()
    for end in range(0, len(ANSWER), step):
        grown.show_markdown(ANSWER[:end], growing=True)
    grown.show_markdown(ANSWER)
    once.show_markdown(ANSWER)
    coloured(qtbot, grown)
    coloured(qtbot, once)
    assert look(grown) == look(once)


PIECES = [
    "# ", "\n", "\n\n", "- ", "1. ", "  ", "    ", "> ", "```", "```py\n", "`", "*", "**", "_",
    "$", "$$", "\\(", "\\", "|", "\n|---|---|\n", "| a | b |\n", "[", "](", ")", "![", "[x] ",
    "https://a.b/c", "---", "\n===\n", "a", "word ", "😀", "مرحبا", "\u2028", "\u2029", "\x00",
    "\ufffc", "\ufdd0", "\ud800", "\t",
]  # fmt: skip


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=60))
def test_any_text_can_be_shown_and_grow(app: QApplication, qtbot: QtBot, words: str) -> None:
    grown, once = MessageText(theme.LIGHT), MessageText(theme.LIGHT)
    for widget in (grown, once):
        widget.document().setTextWidth(500)
    for end in range(0, len(words), 3):
        grown.show_markdown(words[:end], growing=True)
    grown.show_markdown(words)
    once.show_markdown(words)
    coloured(qtbot, grown)
    coloured(qtbot, once)
    assert look(grown) == look(once)
    once.grab()
    once.selectAll()
    assert once.selected_text() is not None
    once.show_plain(words)
    for widget in (grown, once):
        widget.deleteLater()


def test_more_words_touch_only_the_end_of_the_document(text: MessageText) -> None:
    start = "A paragraph of some words.\n\n" * 200
    text.show_markdown(start + "```py\n" + "x = 1\n" * 200, growing=True)
    touched: list[int] = []
    document: QTextDocument = text.document()
    document.contentsChange.connect(lambda at, _removed, _added: touched.append(at))
    last = document.characterCount()
    text.show_markdown(start + "```py\n" + "x = 1\n" * 200 + "y = 2\nz", growing=True)
    assert touched
    assert min(touched) >= last - len("x = 1\n") - 1


@pytest.mark.parametrize(
    "words",
    [">" * 10_000 + " x", "- " * 5_000 + "x", "x" * 1_000_000, "[" * 19_000, "*a **a " * 2_800],
    ids=["quotes", "lists", "word", "brackets", "stars"],
)
def test_what_nobody_writes_is_shown_too(text: MessageText, words: str) -> None:
    text.show_markdown(words, growing=True)
    text.show_markdown(words)
    assert text.toPlainText().replace("\n", "") == words.rstrip()


def test_keys_reach_links_and_buttons_of_the_message_that_has_the_focus(
    text: MessageText, qtbot: QtBot
) -> None:
    text.show_markdown("[one](http://a.b) and [two](http://c.d)\n\n```\ncode\n```")
    (button,) = text.findChildren(CopyCode)
    assert button.focusPolicy() == Qt.FocusPolicy.ClickFocus
    text.set_reached_by_tab(True)
    text.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(text, Qt.Key.Key_Tab)
    assert text.textCursor().selectedText() == "one"
    qtbot.keyClick(text, Qt.Key.Key_Tab)
    assert text.textCursor().selectedText() == "two"
    with qtbot.waitSignal(text.link_activated) as signal:
        qtbot.keyClick(text, Qt.Key.Key_Return)
    assert signal.args == ["http://c.d"]
    qtbot.keyClick(text, Qt.Key.Key_Tab)
    assert button.hasFocus()
    text.show_markdown("```\ncode\n```\n\n```\nmore\n```")
    policies = {each.focusPolicy() for each in text.findChildren(CopyCode)}
    assert policies == {Qt.FocusPolicy.StrongFocus}


def test_everything_grows_with_the_size_of_messages(text: MessageText) -> None:
    text.show_markdown(ANSWER)
    small = text.height()
    text.set_theme(msgspec.structs.replace(theme.LIGHT, zoom=200))
    assert text.height() > 1.6 * small
    assert text.document().size().width() <= 604
    text.grab()


def test_the_button_of_long_code_stays_in_view(app: QApplication, qtbot: QtBot) -> None:
    area, text = QScrollArea(), MessageText(theme.LIGHT)
    qtbot.addWidget(area)
    text.resize(600, 100)
    area.setWidget(text)
    area.resize(640, 300)
    area.show()
    text.show_markdown("words\n\n```\n" + "code\n" * 100 + "```\n\nwords")
    (button,) = text.findChildren(CopyCode)
    first = button.y()
    bar = area.verticalScrollBar()
    for value in (0, 500, 1000, bar.maximum()):
        bar.setValue(value)
        text.keep_in_view()
        assert first <= button.y() < text.height() - 60
        if 0 < value < bar.maximum():
            assert button.y() == pytest.approx(value, abs=10)
    bar.setValue(0)
    text.keep_in_view()
    assert button.y() == first
