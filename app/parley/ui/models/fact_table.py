"""Facts of two models beside each other, each with where it is written."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from parley.ui.settings.rows import wrapped

_SELECTABLE = (
    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
)


class FactLine(msgspec.Struct, frozen=True):
    """One fact in words. `about_a` and `about_b` say where it is written."""

    name: str
    a: str
    b: str
    differ: bool = False
    about_a: str = ""
    about_b: str = ""


class FactTable(QWidget):
    """A line for each fact: its name, and what holds for either. What differs is marked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        for column, stretch in enumerate((5, 8, 8)):
            self._grid.setColumnStretch(column, stretch)
        self._cells: list[tuple[QLabel, QLabel, QLabel]] = []
        self.lines: Sequence[FactLine] = ()

    def show_lines(self, a: str, b: str, lines: Sequence[FactLine]) -> None:
        """Show `lines` about the models named `a` and `b`; without `b`, of the first alone."""
        self.lines = lines
        self._row(0, ("", a, b), ("", "", ""), bold=True)
        for row, line in enumerate(lines, start=1):
            name = self.tr("{fact} ≠").format(fact=line.name) if line.differ else line.name
            self._row(row, (name, line.a, line.b if b else ""), ("", line.about_a, line.about_b))
            cells = self._cells[row]
            cells[0].setAccessibleName(
                self.tr("{fact}, differs").format(fact=line.name) if line.differ else line.name
            )
        for row in range(len(lines) + 1, len(self._cells)):
            for cell in self._cells[row]:
                cell.hide()

    def _row(
        self,
        row: int,
        texts: tuple[str, str, str],
        tips: tuple[str, str, str],
        *,
        bold: bool = False,
    ) -> None:
        while len(self._cells) <= row:
            names = ("option",) * 3 if bold else ("quiet", "fact", "fact")
            made: list[QLabel] = [wrapped("", name) for name in names]
            for column, cell in enumerate(made):
                cell.setTextInteractionFlags(_SELECTABLE)
                self._grid.addWidget(cell, len(self._cells), column, Qt.AlignmentFlag.AlignTop)
            self._cells.append((made[0], made[1], made[2]))
        for cell, text, tip in zip(self._cells[row], texts, tips, strict=True):
            cell.setText(text)
            cell.setToolTip(tip)
            cell.show()
