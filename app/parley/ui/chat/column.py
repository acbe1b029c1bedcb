"""A column of any number of widgets, of which only those near the view exist.

Where none exists its height is estimated. Once it is known, what is seen stays where it is and the
scroll bar takes up the difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QLayout, QWidget

from parley.ui.chat.heights import Heights

_EDGE, _GAP = 24, 10
_NEAR_END = 24
_LINE = 24
#: How far beyond the view widgets are made when there is time, and how far they are kept.
_AHEAD, _KEPT = 1.0, 2.0
_MOST_ROUNDS = 50


class Column(QAbstractScrollArea):
    """Shows rows from 0 on. A subclass makes, estimates, pins and drops their widgets."""

    def __init__(self, widest: int, margin: int, parent: QWidget | None = None) -> None:
        """Rows are `widest` pixels wide at most, with a `margin` on both sides."""
        super().__init__(parent)
        self._widest, self._margin, self._gap = widest, margin, _GAP
        self._heights = Heights()
        self._widgets: dict[int, QWidget] = {}
        self._follow = True
        self._settling = False
        # What stays in place when something else changes: a row, and where its top is seen.
        self._anchor: tuple[int, int] = (0, _EDGE)
        self._laid_out = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(_LINE)
        self._ahead = QTimer(self)
        self._ahead.setInterval(0)
        self._ahead.timeout.connect(self._look_ahead)

    # -- for the subclass ------------------------------------------------------------------------

    def make_row(self, index: int) -> QWidget:
        """Return a new widget for a row, a child of the viewport with a layout."""
        raise NotImplementedError

    def estimate_rows(self, first: int = 0, count: int | None = None) -> list[int]:
        """Return about how tall rows will be, in pixels: `count` of them, or all from `first`."""
        raise NotImplementedError

    def row_is_pinned(self, _widget: QWidget) -> bool:
        """Tell whether a widget is kept, however far from the view it is."""
        return False

    def drop_row(self, widget: QWidget) -> None:
        """End a widget that is not shown any more."""
        widget.hide()
        widget.deleteLater()

    def settled(self) -> None:
        """Hear that places may have changed."""

    # -- rows ------------------------------------------------------------------------------------

    @property
    def follows(self) -> bool:
        """Whether the end stays in view while the column grows."""
        return self._follow

    def rows(self) -> Sequence[int]:
        """Return the rows that have a widget, in order."""
        return sorted(self._widgets)

    def reset_rows(self, count: int) -> None:
        """Show `count` other rows, from the end."""
        self.cut_rows(0)
        # They are estimated when it is known how wide they are.
        self._heights, self._laid_out = Heights([self._gap] * count), 0
        self._follow = True
        self._anchor = (max(0, count - 1), _EDGE)

    def restyle_rows(self, widest: int, gap: int) -> None:
        """Have rows of another width at most and distance, of which no height is known any more."""
        self._widest, self._gap, self._laid_out = widest, gap, 0
        for widget in self._widgets.values():
            _activate(widget)
        self.settle()

    def cut_rows(self, count: int) -> None:
        """Keep the first `count` rows."""
        for row in [row for row in self._widgets if row >= count]:
            self.drop_row(self._widgets.pop(row))
        self._heights.cut(count)
        if self._anchor[0] >= count:
            self._anchor = (max(0, count - 1), self._anchor[1])

    def add_row(self) -> None:
        """Put another row below the last."""
        self._heights.append(self.estimate_rows(len(self._heights), 1)[0] + self._gap)

    def row_changed(self, row: int) -> None:
        """Take in that a row is of another height, which the next `settle` gives it."""
        if row in self._widgets:
            _activate(self._widgets[row])
        else:
            self._heights[row] = self.estimate_rows(row, 1)[0] + self._gap

    def row_height(self, row: int) -> int:
        """Return how tall a row is, in pixels; about, where it has no widget."""
        return self._heights[row] - self._gap

    def row_top(self, row: int) -> int:
        """Return where a row begins, in pixels below the top of what is seen."""
        return _EDGE + self._heights.top(row) - self.verticalScrollBar().value()

    def widget_at(self, row: int) -> QWidget:
        """Return the widget of a row, made if need be; it has its true size."""
        if row not in self._widgets:
            self._make(row)
            self._measure(row)
        return self._widgets[row]

    def to_end(self) -> None:
        """Go to the end and follow it."""
        self._follow = True
        self.settle()

    def show_row(self, row: int, top: int | None = None) -> None:
        """Scroll until a row is seen whole; at `top`, or by as little as will do."""
        self.widget_at(row)
        self._follow = False
        if top is None:
            now, tall = self.row_top(row), self._heights[row] - self._gap
            low = self.viewport().height() - tall - self._gap
            top = max(min(now, low), min(_EDGE, now)) if now < _EDGE or now > low else now
            top = max(top, _EDGE) if tall > self.viewport().height() or now < _EDGE else top
        self.settle((row, top))
        self._check_end()

    def settle(self, anchor: tuple[int, int] | None = None) -> None:
        """Make what is seen, give everything its size and place, and end what is far away.

        The end stays at the bottom while it is followed; otherwise the row of the `anchor` has its
        top at so many pixels below the top of what is seen. Without one, what is seen stays.
        """
        if self._settling:
            return
        if not self.isVisible():
            self._anchor = anchor or self._anchor
            return
        self._settling = True
        try:
            self._settle(anchor)
        finally:
            self._settling = False
        self.settled()
        self._ahead.start()

    # -- inside ----------------------------------------------------------------------------------

    def _settle(self, anchor: tuple[int, int] | None) -> None:
        bar, width = self.verticalScrollBar(), self.row_width()
        if width != self._laid_out:
            self._laid_out = width
            self._heights = Heights([height + self._gap for height in self.estimate_rows()])
            for row in self._widgets:
                self._measure(row)
        fixed = anchor or (None if self._follow else self._anchor)
        seen = self.viewport().height()
        value = most = 0
        measured: set[int] = set()
        for _ in range(_MOST_ROUNDS):
            most = max(0, self._total() - seen)
            wanted = most if fixed is None else _EDGE + self._heights.top(fixed[0]) - fixed[1]
            value = max(0, min(wanted, most))
            fresh = [row for row in self._between(value, value + seen) if row not in measured]
            for row in fresh:
                self._make(row)
                self._measure(row)
            measured.update(fresh)
            if not fresh:
                break
        for row in self._widgets.keys() - measured:
            self._measure(row)
        most = max(0, self._total() - seen)
        if fixed is not None:
            value = _EDGE + self._heights.top(fixed[0]) - fixed[1]
        value = most if fixed is None else max(0, min(value, most))
        bar.setPageStep(max(_LINE, seen - 2 * _LINE))
        bar.setRange(0, most)
        bar.setValue(value)
        self._recycle(value, seen)
        self._place()
        self._hold(value)

    def _between(self, low: int, high: int) -> Iterator[int]:
        """Return the rows that touch the stretch from `low` to `high` of the column."""
        if not len(self._heights):
            return iter(())
        first = self._heights.at(low - _EDGE)
        return iter(range(first, self._heights.at(high - _EDGE) + 1))

    def _total(self) -> int:
        return 2 * _EDGE + max(0, self._heights.total - self._gap)

    def row_width(self) -> int:
        """Return how wide rows are, in pixels."""
        # The scroll bar stands in the margin, so that it moves nothing when it comes.
        return max(80, min(self._widest, self.width() - 2 * self._margin))

    def _make(self, row: int) -> None:
        if row not in self._widgets:
            widget = self._widgets[row] = self.make_row(row)
            # Out of sight until it has its place; shown, because else Qt gives it no sizes.
            widget.setGeometry(0, -20_000, self.row_width(), 100)
            widget.show()
            _activate(widget)

    def _measure(self, row: int) -> None:
        widget, width = self._widgets[row], self.row_width()
        if widget.width() != width:
            widget.resize(width, widget.height())
        layout = widget.layout()
        assert layout is not None
        tall = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else -1
        if tall < 0:
            tall = layout.totalSizeHint().height()
        if tall + self._gap != self._heights[row]:
            self._heights[row] = tall + self._gap

    def _place(self) -> None:
        width = self.row_width()
        left = (self.width() - width) // 2 - self.viewport().x()
        for row, widget in self._widgets.items():
            widget.setGeometry(left, self.row_top(row), width, self._heights[row] - self._gap)

    def _recycle(self, value: int, seen: int) -> None:
        reach = round(_KEPT * seen)
        near = set(self._between(value - reach, value + seen + reach))
        for row in [row for row in self._widgets if row not in near]:
            if not self.row_is_pinned(self._widgets[row]):
                self.drop_row(self._widgets.pop(row))

    def _hold(self, value: int) -> None:
        """Remember what is seen at the top, as what stays."""
        if not len(self._heights):
            self._anchor = (0, _EDGE)
            return
        # A row with a widget has its true height, so that nothing seen moves when others get one.
        rows = list(self._between(value, value + self.viewport().height()))
        row = next((row for row in rows if row in self._widgets), rows[0])
        self._anchor = (row, _EDGE + self._heights.top(row) - value)

    def _look_ahead(self) -> None:
        """Make one more widget beyond what is seen, so that scrolling finds it there."""
        if not self.isVisible() or not len(self._heights):
            self._ahead.stop()
            return
        bar, seen = self.verticalScrollBar(), self.viewport().height()
        reach = round(_AHEAD * seen)
        low, high = bar.value() - reach, bar.value() + seen + reach
        row = next((row for row in self._between(low, high) if row not in self._widgets), None)
        if row is None:
            self._ahead.stop()
            return
        self._make(row)
        self.settle()

    def _check_end(self) -> None:
        bar = self.verticalScrollBar()
        self._follow = bar.value() >= bar.maximum() - _NEAR_END

    # -- Qt --------------------------------------------------------------------------------------

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        if self._settling:
            return
        bar = self.verticalScrollBar()
        value = bar.value()
        if value == bar.maximum():
            self.to_end()
            return
        self._hold(value)
        self.settle((0, _EDGE) if value == 0 else self._anchor)
        self._check_end()
        self.settled()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.settle()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.settle()

    def viewportEvent(self, event: QEvent) -> bool:
        done = super().viewportEvent(event)
        if event.type() == QEvent.Type.LayoutRequest:
            for widget in self._widgets.values():
                _activate(widget)
            self.settle()
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_Home:
            bar.setValue(0)
        elif event.key() == Qt.Key.Key_End:
            self.to_end()
        else:
            super().keyPressEvent(event)


def _activate(widget: QWidget) -> None:
    """Have a widget's size hints right at once; otherwise they are when Qt is idle."""
    for layout in reversed(widget.findChildren(QLayout)):
        layout.activate()
