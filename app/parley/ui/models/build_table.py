"""The quantisations of a model: size, quality, speed and verdict of each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from parley.discover.cards import Variant
from parley.ui import words
from parley.ui.models import words as models

VARIANT = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex
_ROW, _MOST = 28, 8


class BuildModel(QAbstractTableModel):
    """One row for each quantisation, the biggest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._variants: Sequence[Variant] = ()
        self._recommended = ""

    def show(self, variants: Sequence[Variant], recommended: str) -> None:
        """Show others; `recommended` is the label of one."""
        self.beginResetModel()
        self._variants, self._recommended = variants, recommended
        self.endResetModel()

    def row_of(self, label: str) -> int:
        """Return the row of a quantisation; -1 for none."""
        return next((i for i, each in enumerate(self._variants) if each.label == label), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._variants)

    def columnCount(self, _parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 4

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation == Qt.Orientation.Vertical or role != Qt.ItemDataRole.DisplayRole:
            return None
        names = (
            self.tr("Quantisation"), self.tr("Size, about"), self.tr("Quality"), self.tr("Here"),
        )  # fmt: skip
        return names[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        each = self._variants[index.row()]
        if role == VARIANT:
            return each
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(each, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return models.grade(each.divergence)
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            if each.label == self._recommended:
                return self.tr("{label}, recommended").format(label=each.label)
            return each.label
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 1:
            return int(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _text(self, each: Variant, column: int) -> str:
        if column == 0:
            mark = "★ " if each.label == self._recommended else ""
            return f"{mark}{each.label}"
        if column == 1:
            return models.amount(words.size(each.size))
        if column == 2:
            return models.grade_in_short(each.divergence)
        return models.amount(models.rate(each.plan)) or models.no_room()


class BuildTable(QTableView):
    """`chosen` carries the quantisation that is looked at."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("builds")
        self.setAccessibleName(self.tr("Quantisations"))
        self.builds = BuildModel(self)
        self.setModel(self.builds)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_variants(self, variants: Sequence[Variant], recommended: str) -> None:
        """Show quantisations, with the recommended one chosen."""
        self.builds.show(variants, recommended)
        rows = min(max(len(variants), 1), _MOST)
        self.setFixedHeight(rows * _ROW + self.horizontalHeader().sizeHint().height() + 4)
        row = self.builds.row_of(recommended)
        if row >= 0:
            # Not `selectRow`: from right to left Qt looks for a column where there is none.
            self.setCurrentIndex(self.builds.index(row, 0))
            self.scrollTo(self.builds.index(row, 0))

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(current.data(VARIANT))
