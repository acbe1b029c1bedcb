"""How tables lie: which way their columns run, and how wide those are."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence

from PySide6.QtGui import QFont, QFontMetricsF, QTextLength

from parley.chat import marks
from parley.chat.marks import Run, Table
from parley.ui import fonts, theme
from parley.ui.chat.text.cleaning import clean
from parley.ui.chat.text.formats import CELL_PADDING

# Columns of so few letters keep their lines; so wide at most, and all of them together.
_SHORT_WORDS, _SHORT_COLUMN, _SHORT_COLUMNS = 24, 120, 320
#: What is left at least for each of the other columns.
_LONG_COLUMN = 60


def widths(
    data: Table, right: bool, room: float, zoom: int = 100, least: Sequence[int] = ()
) -> list[QTextLength]:
    """Return how wide the columns are in `room`: no words of short ones are broken.

    `least` is how wide the columns must be for rows that are further down.
    """
    metrics, code = _metrics(zoom)
    short: list[int] = []
    for column in range(len(data.align)):
        words = max((marks.plain(row[column]) for row in data.rows), key=len)
        width = 0.0
        if len(words) <= _SHORT_WORDS:
            width = max(_width(row[column], metrics, code) for row in data.rows)
        fits = 0 < width <= _SHORT_COLUMN * zoom / 100
        wide = math.ceil(width) + _pad(column) if fits else 0
        short.append(max(wide, least[column]) if wide and least else wide)
    left = min(_SHORT_COLUMNS * zoom / 100, room - _LONG_COLUMN * short.count(0))
    found: list[QTextLength] = []
    for width in short:
        if 0 < width <= left:
            left -= width
            found.append(QTextLength(QTextLength.Type.FixedLength, width))
        else:
            found.append(QTextLength())
    return found[::-1] if right else found


def least(data: Table, zoom: int = 100) -> list[int]:
    """Return how wide the columns must be so that no word is broken, as far as they are short."""
    metrics, code = _metrics(zoom)
    found: list[int] = []
    for column in range(len(data.align)):
        widest = max(
            (
                (code if run.style & marks.CODE else metrics).horizontalAdvance(word)
                for row in data.rows
                for run in row[column]
                for word in clean(run.source or run.text).split()
            ),
            default=0.0,
        )
        wide = widest <= _SHORT_COLUMN * zoom / 100
        found.append(math.ceil(widest) + _pad(column) if wide else 0)
    return found


def _metrics(zoom: int) -> tuple[QFontMetricsF, QFontMetricsF]:
    """Return the measures of words and of code in cells."""
    size = round(theme.SIZE_MESSAGE * zoom / 100)
    words = QFontMetricsF(fonts.ui_font(size, QFont.Weight.DemiBold))
    return words, QFontMetricsF(fonts.code_font(size - 1))


def _pad(column: int) -> int:
    return CELL_PADDING * (1 if column == 0 else 2) + 2


def _width(runs: tuple[Run, ...], words: QFontMetricsF, code: QFontMetricsF) -> float:
    return sum(
        (code if run.style & marks.CODE else words).horizontalAdvance(clean(run.source or run.text))
        for run in runs
    )


def run_right(data: Table) -> bool:
    """Tell whether the words of a table's header run from right to left."""
    for sign in " ".join(map(marks.plain, data.rows[0])):
        side = unicodedata.bidirectional(sign)
        if side in {"L", "R", "AL"}:
            return side != "L"
    return False
