"""Controls that settings are made of: a slider with its number, a choice, a text that grows.

They are drawn in the palette's colours, so that they follow the theme by themselves.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QPoint,
    QPointF,
    QRectF,
    QSignalBlocker,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QKeySequenceEdit,
    QPlainTextEdit,
    QSizePolicy,
    QSlider,
    QStyle,
    QStyleOptionSlider,
    QVBoxLayout,
    QWidget,
)

from parley.ui import fonts, theme

_STEPS = 1000
_HANDLE, _HEIGHT, _BOX = 14, 22, 16
#: After so long without a key, what is written is meant.
_PAUSE_MS = 400


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
        self.number.setFixedWidth(76)
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


class Choice(QComboBox):
    """One of some values. `changed` tells the value that the person takes."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.activated.connect(lambda index: self.changed.emit(self.itemData(index)))
        self.setProperty("rtl", self.isRightToLeft())

    def set_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        """Offer values by their names."""
        with QSignalBlocker(self):
            now = self.value
            self.clear()
            for value, name in choices:
                self.addItem(name, value)
            self.set_value(now)

    @property
    def value(self) -> object:
        """The value that is taken."""
        return self.currentData()

    def set_value(self, value: object) -> None:
        """Show `value`; one that is not offered shows nothing."""
        with QSignalBlocker(self):
            found = [i for i in range(self.count()) if self.itemData(i) == value]
            self.setCurrentIndex(found[0] if found else -1)
        self.update()

    def set_name(self, name: str, sentence: str) -> None:
        """Name it for those who do not see it."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(sentence)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            # A style sheet does not turn its paddings round.
            self.setProperty("rtl", self.isRightToLeft())
            self.style().unpolish(self)
            self.style().polish(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self.palette().color(QPalette.ColorRole.PlaceholderText), 1.5)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        x = 14 if self.isRightToLeft() else self.width() - 14
        y = self.height() / 2
        painter.drawPolyline([QPointF(x - 4, y - 2), QPointF(x, y + 2), QPointF(x + 4, y - 2)])
        painter.end()


class GrowingText(QPlainTextEdit):
    """A text of several lines, as tall as it is within limits. `edited` tells that it changed.

    `left` tells that the person is done with it for now.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, least: int = 2, most: int = 10, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("growing")
        self._least, self._most = least, most
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        option = self.document().defaultTextOption()
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self.document().setDefaultTextOption(option)
        self.textChanged.connect(self._changed)
        self._told = True
        self.fit()

    def set_text(self, text: str) -> None:
        """Show `text` without telling anyone; the cursor stays where the text is the same."""
        if text != self.toPlainText():
            self._told = False
            self.setPlainText(text)
            self._told = True

    def fit(self) -> None:
        """Be as tall as the text."""
        lines = max(1, round(self.document().size().height()))
        shown = min(max(lines, self._least), self._most)
        # The frame is as the style sheet has it: a border of 1 and 3 within.
        around = 2 * round(self.document().documentMargin()) + 2 * (1 + 3)
        self.setFixedHeight(shown * self.fontMetrics().lineSpacing() + around)
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded
            if lines > self._most
            else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )

    def _changed(self) -> None:
        self.fit()
        if self._told:
            self.edited.emit()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
            event.ignore()
        else:
            super().wheelEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit()


class Tick(QCheckBox):
    """Yes or no. `changed` tells what the person says."""

    changed = Signal(object)

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.clicked.connect(self._tell)

    def _tell(self, checked: bool) -> None:
        self.changed.emit(checked)

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text())
        height = max(_BOX + 4, self.fontMetrics().height() + 2)
        return QSize(_BOX + 4 + (8 + words if words else 0), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, at: QPoint) -> bool:
        return self.rect().contains(at)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self.palette()
        accent = colours.color(QPalette.ColorRole.Highlight)
        left = self.width() - _BOX - 2 if self.isRightToLeft() else 2
        box = QRectF(left + 0.5, (self.height() - _BOX) / 2 + 0.5, _BOX - 1, _BOX - 1)
        on = self.isChecked()
        muted = colours.color(QPalette.ColorRole.PlaceholderText)
        painter.setPen(QPen(accent if on else muted, 1))
        painter.setBrush(accent if on else colours.color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(box, 4, 4)
        if on:
            pen = QPen(colours.color(QPalette.ColorRole.HighlightedText), 2)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            x, y = box.left(), box.top()
            painter.drawPolyline([QPointF(x + 4, y + 8), QPointF(x + 7, y + 11),
                                  QPointF(x + 12, y + 5)])  # fmt: skip
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(accent, 1.5))
            painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), 6, 6)
        painter.setPen(colours.color(QPalette.ColorRole.Text if self.isEnabled()
                                     else QPalette.ColorRole.PlaceholderText))  # fmt: skip
        words = self.rect().adjusted(0, 0, -_BOX - 10, 0)
        if not self.isRightToLeft():
            words.translate(_BOX + 10, 0)
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, side | Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()

    def set_value(self, value: object) -> None:
        """Show yes or no without telling anyone."""
        self.setChecked(bool(value))

    def set_name(self, name: str, sentence: str) -> None:
        """Name it for those who do not see it."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(sentence)


class Ticks(QWidget):
    """Some of several values. `changed` tells a tuple of those that are ticked, in order."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._ticks: dict[str, Tick] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer values by their names."""
        if [value for value, _ in choices] == list(self._ticks):
            return
        for tick in self._ticks.values():
            tick.deleteLater()
        self._ticks = {}
        for value, name in choices:
            tick = self._ticks[value] = Tick(name)
            tick.changed.connect(lambda _: self.changed.emit(self._ticked()))
            self._column.addWidget(tick)

    def set_value(self, value: object) -> None:
        """Show which are ticked without telling anyone."""
        for name, tick in self._ticks.items():
            tick.set_value(name in (value or ()))  # type: ignore[operator]

    def set_name(self, name: str, sentence: str) -> None:
        """Name it for those who do not see it."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(sentence)

    def _ticked(self) -> tuple[str, ...]:
        return tuple(name for name, tick in self._ticks.items() if tick.isChecked())


class MaybeNumber(QWidget):
    """A number or none. `changed` tells None or the number.

    `none` names what holds without one, `some` what holds with one; it begins with `first`.
    """

    changed = Signal(object)

    def __init__(self, none: str, some: str, first: int, most: int, least: int = 0) -> None:
        super().__init__()
        self._first = first
        self.choice = Choice()
        self.choice.set_choices([(False, none), (True, some)])
        self.number = Number()
        self.number.setDecimals(0)
        self.number.setRange(least, most)
        self.number.setFixedWidth(112)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.choice, 1)
        row.addWidget(self.number)
        self.setFocusProxy(self.choice)
        self.choice.changed.connect(self._chosen)
        self.number.valueChanged.connect(lambda value: self.changed.emit(round(value)))
        self.set_value(None)

    def set_value(self, value: object) -> None:
        """Show a number or none without telling anyone."""
        self.choice.set_value(value is not None)
        self.number.setVisible(value is not None)
        with QSignalBlocker(self.number):
            self.number.setValue(float(self._first if value is None else value))  # type: ignore[arg-type]

    def set_name(self, name: str, sentence: str) -> None:
        """Name both parts for those who do not see them."""
        self.choice.set_name(name, sentence)
        self.number.setAccessibleName(name)

    def _chosen(self, some: object) -> None:
        self.number.setVisible(bool(some))
        self.changed.emit(round(self.number.value()) if some else None)


class Written(GrowingText):
    """A value that is written as text, told once the person pauses or leaves. `changed` tells it.

    `read` makes the value of a text, `write` the text of a value. What `read` refuses with a
    `ValueError` is told as `refused`, with its sentence.
    """

    changed = Signal(object)
    refused = Signal(str)

    def __init__(
        self,
        read: Callable[[str], object],
        write: Callable[[Any], str],
        *,
        least: int = 1,
        most: int = 8,
        mono: bool = False,
    ) -> None:
        super().__init__(least, most)
        self._read, self._write = read, write
        self._unsaid = False
        self.setProperty("mono", mono)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.flush)
        self.edited.connect(self._wait)
        self.left.connect(self.flush)

    def set_value(self, value: object) -> None:
        """Show a value without telling anyone, but not over what is being written."""
        if self._unsaid or self._same(value):
            return
        self.set_text(self._write(value))

    def set_name(self, name: str, sentence: str) -> None:
        """Name it for those who do not see it."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(sentence)

    def flush(self) -> None:
        """Tell what is written now."""
        if not self._unsaid:
            return
        self._unsaid = False
        self._pause.stop()
        try:
            value = self._read(self.toPlainText())
        except ValueError as error:
            self.refused.emit(str(error))
        else:
            self.changed.emit(value)

    def _wait(self) -> None:
        self._unsaid = True
        self._pause.start()

    def _same(self, value: object) -> bool:
        try:
            return self._read(self.toPlainText()) == value
        except ValueError:
            return False


class Keys(QKeySequenceEdit):
    """A shortcut that is pressed. `changed` tells it as text; "" is none."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setMaximumSequenceLength(1)
        self.setClearButtonEnabled(True)
        self.editingFinished.connect(lambda: self.changed.emit(self._text()))
        self.keySequenceChanged.connect(self._cleared)

    def set_value(self, value: object) -> None:
        """Show a shortcut without telling anyone."""
        with QSignalBlocker(self):
            self.setKeySequence(QKeySequence(str(value or "")))

    def set_name(self, name: str, sentence: str) -> None:
        """Name it for those who do not see it."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(sentence)

    def _text(self) -> str:
        return self.keySequence().toString(QKeySequence.SequenceFormat.PortableText)

    def _cleared(self, keys: QKeySequence) -> None:
        if keys.isEmpty():
            self.changed.emit("")
