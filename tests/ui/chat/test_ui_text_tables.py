"""Long tables: they grow by their last rows only, and look as if they were one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from parley.chat.markdown_blocks import ROWS
from parley.ui import theme
from parley.ui.chat.text.message_text import MessageText

_NOTE = "It blows **hard** from the north and the north-west, for days and days"


def long_table(rows: int, days: Callable[[int], object] = lambda n: n) -> str:
    lines = [f"| Town {n} | {days(n)} | {_NOTE} | `a{n % 9}` |\n" for n in range(rows)]
    return "Above.\n\n| Town | Days | Note | Code |\n|---|---:|---|---|\n" + "".join(lines)


@pytest.fixture
def text(app: QApplication, qtbot: QtBot) -> MessageText:
    """Return a widget for the words of a message."""
    text = MessageText(theme.LIGHT)
    qtbot.addWidget(text)
    text.resize(640, 100)
    text.show()
    return text


def edges(text: MessageText, words: str) -> list[float]:
    """Return where the cells of the row begin in which `words` stand."""
    table = text.document().find(words).currentTable()
    layout, row = text.document().documentLayout(), table.cellAt(text.document().find(words)).row()
    return [
        layout.blockBoundingRect(table.cellAt(row, column).firstCursorPosition().block()).left()
        for column in range(table.columns())
    ]


def test_the_columns_of_a_long_table_are_in_line(text: MessageText) -> None:
    text.show_markdown(long_table(3 * ROWS))
    for width in (640, 420, 900):
        text.resize(width, text.height())
        assert edges(text, "Town 2") == edges(text, f"Town {ROWS + 9}")
        assert edges(text, "Town 2") == edges(text, f"Town {3 * ROWS - 1}")
        assert text.height() == pytest.approx(text.document().size().height(), abs=1)


def test_a_row_more_is_laid_out_alone(text: MessageText) -> None:
    text.show_markdown(long_table(600), growing=True)
    touched: list[int] = []
    document = text.document()
    document.contentsChange.connect(lambda at, _removed, _added: touched.append(at))
    rows = document.find(f"Town {600 // ROWS * ROWS - 1}").position()
    for count in range(601, 620):
        text.show_markdown(long_table(count), growing=True)
    assert document.find("Town 618").position() > rows
    assert touched
    assert min(touched) > rows


def test_a_long_table_ends_as_if_it_had_been_shown_at_once(
    text: MessageText, app: QApplication, qtbot: QtBot
) -> None:
    words = long_table(2 * ROWS + 7, days=lambda n: n**3) + "\nBelow."
    for end in range(0, len(words), 90):
        text.show_markdown(words[:end], growing=True)
    text.show_markdown(words)
    once = MessageText(theme.LIGHT)
    qtbot.addWidget(once)
    once.resize(640, 100)
    once.show()
    once.show_markdown(words)
    assert once.height() == text.height()
    assert once.toPlainText() == text.toPlainText()
    for row in (1, ROWS, 2 * ROWS):
        assert edges(once, f"Town {row}") == edges(text, f"Town {row}")


def test_a_number_that_is_longer_further_down_is_not_broken(text: MessageText) -> None:
    text.show_markdown(long_table(ROWS), growing=True)
    before = edges(text, "Town 2")
    text.show_markdown(long_table(ROWS + 9, days=lambda n: n if n < ROWS else 10_000_000 + n))
    number = text.document().find(str(10_000_000 + ROWS + 2))
    assert number.block().layout().lineCount() == 1
    assert edges(text, "Town 2") != before
    assert edges(text, "Town 2") == edges(text, str(10_000_000 + ROWS + 2))


def test_a_long_table_is_copied_row_by_row(text: MessageText) -> None:
    text.show_markdown(long_table(ROWS + 9))
    text.selectAll()
    note = _NOTE.replace("*", "")
    rows = [f"Town {n}\t{n}\t{note}\ta{n % 9}" for n in range(ROWS + 9)]
    assert text.selected_text().split("\n") == [
        "Above.", "", "Town\tDays\tNote\tCode", *rows
    ]  # fmt: skip
    assert text.selected_markdown() == long_table(ROWS + 9).strip("\n")
