"""A slider with its number, and where values are on it.

They are drawn in the palette's colours, so that they follow the theme by themselves.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import (
    QPointF,
    QRectF,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QHBoxLayout,
    QSlider,
    QStyle,
    QStyleOptionSlider,
    QWidget,
)

from parley.ui import fonts, theme

_STEPS = 1000
_HANDLE, _HEIGHT = 14, 22
#: Of a number: its least width, and what is around its digits.
_NUMBER, _AROUND = 76, 30


class Scale:
    """Where values are on a slider of so many steps: evenly, or evenly in their logarithm."""

    def __init__(self, low: float, high: float, step: float, *, log: bool = False) -> None:
        self.low, self.high, self.step, self.log = low, max(high, low), step, log

    @property
    def steps(self) -> int:
        """How many steps the slider has."""
        return _STEPS if self.log else max(1, round((self.high - self.low) / self.step))

    def position(self, value: float) -> int:
        """Return the step nearest to `value`."""
        value = min(max(value, self.low), self.high)
        if self.high <= self.low:
            return 0
        if self.log:
            share = math.log(value / self.low) / math.log(self.high / self.low)
            return round(share * self.steps)
        return round((value - self.low) / (self.high - self.low) * self.steps)

    def value(self, position: int) -> float:
        """Return the value at a step, a whole number of `step`; the ends are exact."""
        if position <= 0:
            return self.low
        if position >= self.steps:
            return self.high
        if self.log:
            found = self.low * (self.high / self.low) ** (position / self.steps)
        else:
            found = self.low + position * (self.high - self.low) / self.steps
        return min(max(round(found / self.step) * self.step, self.low), self.high)


class Slider(QSlider):
    """A quiet slider with marks below its line and one for the value that is recommended."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(_HEIGHT)
        self._marks: tuple[tuple[int, str], ...] = ()
        self.recommended: int | None = None

    def set_marks(self, marks: Sequence[tuple[int, str]]) -> None:
        """Put marks at positions, with words below those for which there is room."""
        self._marks = tuple(marks)
        self.setMinimumHeight(_HEIGHT + (self._line() if marks else 0))
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        # The panel is scrolled with the wheel; nothing is set by passing over it.
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # A press moves the handle there, as nobody wants a page of a temperature.
        if event.button() == Qt.MouseButton.LeftButton and not self._handle().contains(
            event.position()
        ):
            self.setSliderPosition(self._at(event.position().x()))
        super().mousePressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self.palette()
        on = self.isEnabled()
        middle = self._middle()
        handle = self._handle()
        line = QPen(colours.color(QPalette.ColorRole.Mid), 4)
        line.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(line)
        start, end = QPointF(_HANDLE / 2, middle), QPointF(self.width() - _HANDLE / 2, middle)
        painter.drawLine(start, end)
        accent = colours.color(QPalette.ColorRole.Highlight)
        if not on:
            accent = colours.color(QPalette.ColorRole.PlaceholderText)
        line.setColor(accent)
        painter.setPen(line)
        first = end if self._reversed() else start
        painter.drawLine(first, QPointF(handle.center().x(), middle))
        self._draw_marks(painter, colours)
        if self.recommended is not None:
            self._draw_recommended(painter, colours)
        if self.hasFocus():
            ring = QColor(accent)
            ring.setAlpha(70)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ring)
            painter.drawEllipse(handle.adjusted(-3, -3, 3, 3))
        painter.setPen(QPen(accent, 2))
        painter.setBrush(colours.color(QPalette.ColorRole.Base))
        painter.drawEllipse(handle.adjusted(1, 1, -1, -1))
        painter.end()

    def _draw_marks(self, painter: QPainter, colours: QPalette) -> None:
        painter.setPen(QPen(colours.color(QPalette.ColorRole.PlaceholderText), 1))
        painter.setFont(fonts.ui_font(theme.SIZE_SMALL))
        metrics = painter.fontMetrics()
        top = self._middle() + 6
        taken: list[tuple[float, float]] = []
        # The last one is the longest that is possible: it is named before the others.
        for position, text in reversed(self._marks):
            x = self._x(position)
            painter.drawLine(QPointF(x, top), QPointF(x, top + 3))
            width = metrics.horizontalAdvance(text)
            left = min(max(x - width / 2, 0.0), self.width() - width)
            if all(left > end + 6 or left + width < start - 6 for start, end in taken):
                painter.drawText(QPointF(left, top + 3 + metrics.ascent()), text)
                taken.append((left, left + width))

    def _line(self) -> int:
        return QFontMetrics(fonts.ui_font(theme.SIZE_SMALL)).height() + 2

    def _middle(self) -> float:
        return (self.height() - (self._line() if self._marks else 0)) / 2

    def _draw_recommended(self, painter: QPainter, colours: QPalette) -> None:
        assert self.recommended is not None
        x, top = self._x(self.recommended), self._middle() - 11
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.color(QPalette.ColorRole.PlaceholderText))
        painter.drawPolygon([QPointF(x - 3, top), QPointF(x + 3, top), QPointF(x, top + 4)])

    def _reversed(self) -> bool:
        return self.invertedAppearance() != self.isRightToLeft()

    def _x(self, position: int) -> float:
        room = self.width() - _HANDLE
        share = (position - self.minimum()) / max(self.maximum() - self.minimum(), 1)
        return _HANDLE / 2 + room * (1 - share if self._reversed() else share)

    def _at(self, x: float) -> int:
        room = max(self.width() - _HANDLE, 1)
        share = min(max((x - _HANDLE / 2) / room, 0.0), 1.0)
        if self._reversed():
            share = 1 - share
        return self.minimum() + round(share * (self.maximum() - self.minimum()))

    def _handle(self) -> QRectF:
        x = self._x(self.sliderPosition())
        return QRectF(x - _HANDLE / 2, self._middle() - _HANDLE / 2, _HANDLE, _HANDLE)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        # The style's own handle is of another size; ours is followed.
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.setSliderPosition(self._at(event.position().x()))
            event.accept()

    def initStyleOption(self, option: QStyleOptionSlider) -> None:
        super().initStyleOption(option)
        option.subControls = QStyle.SubControl.SC_None


class Number(QDoubleSpinBox):
    """A number that is typed or stepped with the arrow keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setKeyboardTracking(False)
        self.setGroupSeparatorShown(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def textFromValue(self, value: float) -> str:
        text = super().textFromValue(value)
        point = self.locale().decimalPoint()
        return text.rstrip("0").rstrip(point) if point in text else text

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()  # No button of a dialog is meant by it.


class SlidingNumber(QWidget):
    """A slider, and its `number` to be put above. `changed` tells each value that is given.

    More than the slider holds can be typed, from `least` to `most`. Of `whole` numbers, ints are
    told.
    """

    changed = Signal(object)

    def __init__(self, scale: Scale, least: float, most: float, *, whole: bool = False) -> None:
        super().__init__()
        self._scale, self._whole = scale, whole
        self.slider = Slider()
        self.number = Number()
        decimals = 0 if scale.step >= 1 else 2 if scale.step >= 0.01 else 4
        self.number.setDecimals(decimals)
        self.number.setRange(least, most)
        self.number.setSingleStep(scale.step)
        self._fit()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.slider, 1)
        self.setFocusProxy(self.slider)
        self.slider.valueChanged.connect(self._slid)
        self.number.valueChanged.connect(self._typed)

    @property
    def value(self) -> float:
        """What is set."""
        return self.number.value()

    def set_value(self, value: float) -> None:
        """Show `value` without telling anyone."""
        with QSignalBlocker(self.number), QSignalBlocker(self.slider):
            self.number.setValue(value)
            self.slider.setValue(self._scale.position(value))

    def set_scale(self, scale: Scale, most: float | None = None) -> None:
        """Have the slider go over other values."""
        value = self.value
        self._scale = scale
        if most is not None:
            self.number.setMaximum(most)
        self._fit()
        self.set_value(value)

    def set_marks(self, marks: Sequence[tuple[float, str]]) -> None:
        """Put marks with words at values."""
        self.slider.set_marks([(self._scale.position(value), text) for value, text in marks])

    def set_recommended(self, value: float | None) -> None:
        """Point at the value that is recommended; None points at none."""
        if value is not None and not self._scale.low <= value <= self._scale.high:
            value = None
        self.slider.recommended = None if value is None else self._scale.position(value)
        self.slider.update()

    def set_name(self, name: str, sentence: str) -> None:
        """Name both parts for those who do not see them."""
        for part in (self.slider, self.number):
            part.setAccessibleName(name)
            part.setAccessibleDescription(sentence)

    def _fit(self) -> None:
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, self._scale.steps)
            self.slider.setPageStep(max(1, self._scale.steps // 10))
            self.slider.setSingleStep(max(1, self._scale.steps // 100))
        longest = self.number.textFromValue(self._scale.high)
        width = self.number.fontMetrics().horizontalAdvance(longest) + _AROUND
        self.number.setFixedWidth(max(width, _NUMBER))

    def _slid(self, position: int) -> None:
        with QSignalBlocker(self.number):
            self.number.setValue(self._scale.value(position))
        self._tell(self.number.value())

    def _typed(self, value: float) -> None:
        with QSignalBlocker(self.slider):
            self.slider.setValue(self._scale.position(value))
        self._tell(value)

    def _tell(self, value: float) -> None:
        # What is shown is what is meant: 0.30000000000000004 is 0.3.
        self.changed.emit(round(value) if self._whole else round(value, 6))
