"""The table of models on this disk: columns, order by each, and what is told of a row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QDateTime,
    QEvent,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from parley.discover.holdings import Column, Holding, ordered
from parley.ui import words
from parley.ui.icons import Icons
from parley.ui.languages import locale, translated
from parley.ui.models import words as models
from parley.ui.picker.words import colour
from parley.ui.theme import Theme

HOLDING = Qt.ItemDataRole.UserRole
_COLUMNS: tuple[Column, ...] = ("name", "quantisation", "size", "whence", "used", "speed")
_RIGHT = frozenset({"size", "speed"})
_DOT, _ROW = 10, 30
_Index = QModelIndex | QPersistentModelIndex


class LibraryModel(QAbstractTableModel):
    """One row for each model, in the order of a column."""

    def __init__(self, look: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._icons = look, icons
        self._rows: Sequence[Holding] = ()
        self._dots: dict[str, QIcon] = {}
        self.column: Column = "used"
        self.downwards = True

    def show(self, rows: Sequence[Holding]) -> None:
        """Show other models."""
        self.beginResetModel()
        self._rows = ordered(rows, self.column, downwards=self.downwards)
        self.endResetModel()

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self._look = look
        self._dots.clear()
        if self._rows:
            last = self.index(len(self._rows) - 1, len(_COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def row_of(self, key: str) -> int:
        """Return the row of a model; -1 for none."""
        return next((row for row, each in enumerate(self._rows) if each.key == key), -1)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.column = _COLUMNS[column]
        self.downwards = order == Qt.SortOrder.DescendingOrder
        self.show(self._rows)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, _parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return len(_COLUMNS)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and _COLUMNS[section] in _RIGHT:
            return int(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        names: dict[Column, str] = {
            "name": self.tr("Model"),
            "quantisation": self.tr("Quantisation"),
            "size": self.tr("Size"),
            "whence": self.tr("From"),
            "used": self.tr("Last used"),
            "speed": self.tr("Speed"),
        }
        return names[_COLUMNS[section]]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        each, column = self._rows[index.row()], _COLUMNS[index.column()]
        if role == HOLDING:
            return each
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(each, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(each, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in _RIGHT:
            return int(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.DecorationRole and column == "name":
            return self._sign(each)
        if role == Qt.ItemDataRole.ForegroundRole and not each.usable:
            return QColor(self._look.muted)
        return None

    def _text(self, each: Holding, column: Column) -> str:
        model = each.model
        if column == "name":
            return each.name
        if column == "quantisation":
            return model.quantisation or "—"
        if column == "size":
            return models.amount(words.size(each.size))
        if column == "whence":
            return whence(each)
        if column == "used":
            return used(each)
        return speeds(each)

    def _tip(self, each: Holding, column: Column) -> str:
        if column == "speed" and (each.measured or each.expected):
            return self.tr("Measured here the last time, and what was expected")
        return words.tip(translated(each.problem) or str(each.model.path))

    def _sign(self, each: Holding) -> QIcon:
        if each.problem:
            return self._icons.get("triangle-alert", self._look.bad, 14)
        tone = colour(each.family, self._look)
        if tone not in self._dots:
            scale = 3
            dot = QPixmap(14 * scale, 14 * scale)
            dot.fill(Qt.GlobalColor.transparent)
            painter = QPainter(dot)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tone))
            edge = (14 - _DOT) * scale // 2
            painter.drawEllipse(edge, edge, _DOT * scale, _DOT * scale)
            painter.end()
            dot.setDevicePixelRatio(scale)
            self._dots[tone] = QIcon(dot)
            # By itself a chosen row tints its icon, and the colour says whose model it is.
            self._dots[tone].addPixmap(dot, QIcon.Mode.Selected)
        return self._dots[tone]


class LibraryTable(QTableView):
    """`chosen` tells that another row is looked at, `opened` carries one that was opened.

    `removed` tells that Del was pressed, `menu_asked` where a menu is wanted.
    """

    chosen = Signal()
    opened = Signal(object)
    removed = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, look: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("library")
        self.setAccessibleName(self.tr("Models on this computer"))
        self.rows = LibraryModel(look, icons, self)
        self.setModel(self.rows)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setIconSize(QSize(14, 14))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self.menu_asked)
        rows = self.verticalHeader()
        rows.hide()
        # All rows are equally high, so thousands of them need no measuring.
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(_ROW)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(64)
        for column, width in enumerate((240, 104, 84, 140, 124, 178)):
            self.setColumnWidth(column, width)
        self.setSortingEnabled(True)
        self.sortByColumn(4, Qt.SortOrder.DescendingOrder)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(HOLDING)))

    @property
    def current(self) -> Holding | None:
        """The model whose row is chosen."""
        found = self.currentIndex()
        return found.data(HOLDING) if found.isValid() else None

    def show_rows(self, rows: Sequence[Holding]) -> None:
        """Show other models, and keep the one that is chosen where it is among them."""
        key = self.current.key if self.current is not None else ""
        self.rows.show(rows)
        self.choose(key)

    def choose(self, key: str) -> None:
        """Choose the row of a model; the first where there is none of it."""
        if self.rows.rowCount():
            # Not `selectRow`: from right to left Qt looks for a column where there is none.
            self.setCurrentIndex(self.rows.index(max(self.rows.row_of(key), 0), 0))
        self.chosen.emit()

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self.rows.set_theme(look)

    def sortByColumn(self, column: int, order: Qt.SortOrder) -> None:
        key = self.current.key if self.current is not None else ""
        super().sortByColumn(column, order)
        self.choose(key)

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current is not None:
            self.opened.emit(self.current)
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.viewport().update()


def whence(each: Holding) -> str:
    """Return from where a model is."""
    model = each.model
    return {
        "starter": models.origin("starter"),
        "downloaded": models.origin("downloaded"),
        "imported": models.origin("imported"),
        "folder": models.origin("folder"),
        "found": model.program,
    }[model.origin]


def used(each: Holding) -> str:
    """Return the day on which a model was last loaded."""
    when = each.model.used_at
    if when is None:
        return models.never()
    day = QDateTime.fromSecsSinceEpoch(int(when)).date()
    return locale().toString(day, QLocale.FormatType.ShortFormat)


def speeds(each: Holding) -> str:
    """Return the measured speed, and the expected one beside it."""
    return models.amount(models.speeds(each.measured, each.expected))
