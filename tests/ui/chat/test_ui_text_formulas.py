"""Formulas in messages: typeset elsewhere, shown at the right height, copied as written."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication, QImage, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from parley.ui import theme
from parley.ui.chat.text import MessageText
from parley.ui.formulas import Formulas


@pytest.fixture
def formulas(app: QApplication) -> Iterator[Formulas]:
    theme.apply(app, "light")  # Another test's window may have left another look.
    formulas = Formulas()
    yield formulas
    formulas.close()


Show = Callable[[str], MessageText]


@pytest.fixture
def show(qtbot: QtBot, formulas: Formulas) -> Show:
    """Return a function that shows Markdown, 600 pixels wide."""

    def one(words: str) -> MessageText:
        text = MessageText(theme.LIGHT, formulas=formulas)
        qtbot.addWidget(text)
        text.resize(600, 100)
        text.show()
        text.show_markdown(words)
        return text

    return one


def drawn(text: MessageText) -> int:
    """Return how many formulas are shown as pictures."""
    return text.document().toRawText().count("\ufffc")


def ink(image: QImage, left: int, right: int) -> list[int]:
    """Return the rows in which something is drawn between two columns."""
    return [
        y
        for y in range(image.height())
        if any(
            (colour := image.pixelColor(x, y)).alpha() > 100 and colour.lightness() < 155
            for x in range(left, right)
        )
    ]


def test_a_formula_takes_the_place_of_its_source(show: Show, qtbot: QtBot) -> None:
    text = show("Area $\\pi r^2$ and\n\n$$\n\\int_0^1 x\\,dx\n$$\n\n| a |\n|---|\n| $x$ |\n\nend")
    assert "$\\pi r^2$" in text.document().toRawText()
    before = text.height()
    qtbot.waitUntil(lambda: drawn(text) == 3, timeout=30_000)
    assert text.height() != before
    assert text.height() == pytest.approx(text.document().size().height(), abs=1)
    lines = [line for line in text.toPlainText().split("\n") if line]
    assert lines == ["Area $\\pi r^2$ and", "$$", "\\int_0^1 x\\,dx", "$$", "a", "$x$", "end"]
    # A second message has them at once.
    assert drawn(show("$\\pi r^2$")) == 1


def test_a_screen_reader_is_given_the_formulas(show: Show) -> None:
    assert show("$a$ and $$b$$").accessibleDescription() == "Formulas: a; b"
    assert show("| a |\n|---|\n| $c$ |").accessibleDescription() == "Formulas: c"
    assert show("words").accessibleDescription() == ""


def test_a_formula_that_is_wrong_stays_as_it_was_written(show: Show, qtbot: QtBot) -> None:
    text = show("Wrong $\\frac{$ and right $x$")
    qtbot.waitUntil(lambda: drawn(text) == 1, timeout=30_000)
    assert text.toPlainText() == "Wrong $\\frac{$ and right $x$"
    cursor = text.document().find("frac")
    assert cursor.charFormat().fontFamilies()[0] == theme.CODE_FONT


def test_formulas_are_copied_as_they_were_written(show: Show, qtbot: QtBot) -> None:
    words = "Area $\\pi r^2$, \\(a\\)\n\n$$\nb\n$$"
    text = show(words)
    qtbot.waitUntil(lambda: drawn(text) == 3, timeout=30_000)
    text.selectAll()
    assert text.selected_text() == words
    assert text.selected_markdown() == words
    cursor = QTextCursor(text.document())
    cursor.setPosition(text.document().toRawText().index("\ufffc"))
    menu = text.context_menu(text.cursorRect(cursor).center() + QPoint(6, 0))
    action = next(each for each in menu.actions() if each.text() == "Copy formula")
    action.trigger()
    assert QGuiApplication.clipboard().text() == "\\pi r^2"


def test_a_formula_stands_on_the_line_of_the_words(show: Show, qtbot: QtBot) -> None:
    for formula in ("x", "H", "x^2", "\\frac{H}{2}"):
        # The first letter is where the text's cursor is; the second is looked at.
        text = show(f"HH ${formula}$ H")
        qtbot.waitUntil(lambda text=text: drawn(text) == 1, timeout=30_000)  # type: ignore[misc]
        image = text.grab().toImage()
        ratio = image.devicePixelRatio()
        cursor = QTextCursor(text.document())
        edges = []
        for position in (1, 2, 3, 4):
            cursor.setPosition(position)
            edges.append(round(text.cursorRect(cursor).center().x() * ratio))
        letter = max(ink(image, edges[0] + 1, edges[1] - 1))
        rows = ink(image, edges[2] + 1, edges[3] - 1)
        if "frac" not in formula:
            assert abs(max(rows) - letter) <= ratio
        else:
            assert min(rows) < letter < max(rows)


def test_a_formula_is_no_html_anywhere(show: Show, qtbot: QtBot) -> None:
    text = show("$a<b>c$")
    qtbot.waitUntil(lambda: "$" not in text.document().toRawText(), timeout=30_000)
    cursor = QTextCursor(text.document())
    cursor.setPosition(1)
    assert cursor.charFormat().toolTip() == "<qt>a&lt;b&gt;c</qt>"


def test_a_formula_is_no_wider_than_the_text(show: Show, qtbot: QtBot) -> None:
    text = show("$$" + "+".join("abcdefghijklmnopqrstuvwxyz" * 4) + "$$")
    qtbot.waitUntil(lambda: drawn(text) == 1, timeout=30_000)
    assert text.document().size().width() <= 601


def test_a_formula_takes_the_colour_of_the_theme(
    app: QApplication, show: Show, qtbot: QtBot
) -> None:
    text = show("a $H$")
    qtbot.waitUntil(lambda: drawn(text) == 1, timeout=30_000)
    cursor = QTextCursor(text.document())
    cursor.setPosition(2)
    left = text.cursorRect(cursor).center().x() + 1
    assert ink(text.grab().toImage(), left, left + 10)
    theme.apply(app, "dark")
    text.set_theme(theme.DARK)
    assert drawn(text) == 1
    assert not ink(text.grab().toImage(), left, left + 10)


def test_only_where_a_formula_was_made_is_written_anew(show: Show, qtbot: QtBot) -> None:
    bomb = "\\frac{1}{" * 40 + "x" + "}" * 40
    text = show(f"a $x$\n\nb ${bomb}$")
    changed: list[int] = []
    text.document().contentsChange.connect(lambda at, _gone, _new: changed.append(at))
    qtbot.waitUntil(lambda: drawn(text) == 1, timeout=30_000)
    assert changed
    assert max(changed) < text.document().find("b").selectionStart()


def test_a_formula_that_takes_for_ever_is_given_up_and_the_next_is_made(
    show: Show, qtbot: QtBot, formulas: Formulas
) -> None:
    bomb = "\\frac{1}{" * 40 + "x" + "}" * 40
    text = show(f"${bomb}$ and $x$")
    qtbot.waitUntil(lambda: drawn(text) == 1, timeout=60_000)
    assert bomb in text.toPlainText()
    made = formulas.get(bomb, display=False)
    assert made is not None
    assert made.error


def test_without_its_process_formulas_stay_text(app: QApplication, qtbot: QtBot) -> None:
    for command in (["/no/such/program"], [sys.executable, "-c", "raise SystemExit(1)"]):
        formulas = Formulas(command=command)
        with qtbot.waitSignal(formulas.made):
            assert formulas.get("x", display=False) is None
        made = formulas.get("x", display=False)
        assert made is not None
        assert made.error
        formulas.close()


_BROKEN = """
import sys
print('{"ready": true}', flush=True)
for line in sys.stdin:
    if "die" in line:
        sys.exit(9)
    print("words" if "talk" in line else '{"svg": "<svg></svg>"}', flush=True)
"""


def test_a_formula_that_ends_the_process_costs_no_other(app: QApplication, qtbot: QtBot) -> None:
    formulas = Formulas(command=[sys.executable, "-c", _BROKEN])
    asked = ("a", "die", "b", "talk", "c", "die die")
    for latex in asked:
        assert formulas.get(latex, display=False) is None
    qtbot.waitUntil(lambda: formulas.idle, timeout=30_000)
    made = [formulas.get(latex, display=False) for latex in asked]
    assert [bool(each and each.error) for each in made] == [False, True, False, True, False, True]
    formulas.close()


def test_the_process_is_there_only_when_needed(qtbot: QtBot, formulas: Formulas) -> None:
    assert not formulas.running
    with qtbot.waitSignal(formulas.made, timeout=30_000):
        formulas.get("x", display=False)
    assert formulas.running
    formulas.close()
    assert not formulas.running
    assert formulas.get("x", display=False) is not None


def test_a_formula_is_no_formula_until_it_is_closed(
    show: Show, qtbot: QtBot, formulas: Formulas
) -> None:
    text = show("")
    text.show_markdown("$$\n\\frac{1}{2", growing=True)
    assert not formulas.running
    assert "\\frac{1}{2" in text.toPlainText()
    text.show_markdown("$$\n\\frac{1}{2}\n$$\nand", growing=True)
    qtbot.waitUntil(lambda: drawn(text) == 1, timeout=30_000)
    text.show_markdown("$$\n\\frac{1}{2}\n$$\nand $x$", growing=True)
    qtbot.waitUntil(lambda: drawn(text) == 2, timeout=30_000)
    text.show_markdown("$$\n\\frac{1}{2}\n$$\nand $x$ more")
    assert drawn(text) == 2
    assert text.toPlainText().endswith("and $x$ more")
