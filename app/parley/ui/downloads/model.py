"""The downloads as a list: each change moves, adds or renews exactly its row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from parley.ui.downloads import words
from parley.ui.downloads.bridge import DownloadBridge, place_of

if TYPE_CHECKING:
    from parley.discover.downloads import Item

ITEM = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


class DownloadModel(QAbstractListModel):
    """Follows a bridge."""

    def __init__(self, bridge: DownloadBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: list[Item] = bridge.items
        bridge.changed.connect(self._take)
        bridge.removed.connect(self._drop)

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item = self._items[index.row()]
        if role == ITEM:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return words.named(item)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return words.spoken(item)
        if role == Qt.ItemDataRole.ToolTipRole:
            return item.download.name
        return None

    def at(self, row: int) -> Item:
        """Return the download in a row."""
        return self._items[row]

    def row_of(self, number: int) -> int:
        """Return the row of a download, or -1."""
        return next((row for row, item in enumerate(self._items) if item.id == number), -1)

    @property
    def to_do(self) -> int:
        """How many are not done; they come first."""
        return sum(item.stage != "done" for item in self._items)

    def _take(self, item: Item) -> None:
        row = self.row_of(item.id)
        others = [each for each in self._items if each.id != item.id]
        place = sum(place_of(each) < place_of(item) for each in others)
        if row < 0:
            self.beginInsertRows(_TOP, place, place)
            self._items.insert(place, item)
            self.endInsertRows()
            return
        if place != row:
            # Qt counts the place among the rows as they are before.
            self.beginMoveRows(_TOP, row, row, _TOP, place + 1 if place > row else place)
            self._items.insert(place, self._items.pop(row))
            self.endMoveRows()
        self._items[place] = item
        index = self.index(place, 0)
        self.dataChanged.emit(index, index)

    def _drop(self, number: int) -> None:
        row = self.row_of(number)
        if row >= 0:
            self.beginRemoveRows(_TOP, row, row)
            del self._items[row]
            self.endRemoveRows()
