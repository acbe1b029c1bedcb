"""A layout that puts widgets beside each other and goes on below where the row is full."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Items keep the width they wish for, up to that of the row; the height follows the width."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        x, y, row = 0, 0, 0
        parent = self.parentWidget()
        mirrored = move and parent is not None and parent.isRightToLeft()
        for item in self._items:
            if item.isEmpty():
                continue
            wish = item.sizeHint()
            width = min(wish.width(), max(rect.width(), 1))
            if x and x + width > rect.width():
                x, y, row = 0, y + row + self.spacing(), 0
            if move:
                left = rect.right() + 1 - x - width if mirrored else rect.x() + x
                item.setGeometry(QRect(QPoint(left, rect.y() + y), QSize(width, wish.height())))
            x += width + self.spacing()
            row = max(row, wish.height())
        return y + row
