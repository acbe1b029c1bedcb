"""Controls to choose with: one of several, yes or no, a number or none, a shortcut.

They are drawn in the palette's colours, so that they follow the theme by themselves.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QPoint,
    QPointF,
    QRectF,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QKeySequenceEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from parley.ui.settings.sliders import Number

_BOX = 16


class Choice(QComboBox):
    """One of some values. `changed` tells the value that the person takes.

    `opening` tells that the values are about to be seen.
    """

    changed = Signal(object)
    opening = Signal()

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

    def showPopup(self) -> None:
        self.opening.emit()
        super().showPopup()

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
        across = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words, across, self.text())
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
        self._keep_order()

    def _keep_order(self) -> None:
        """Have the Tab key come by here in its place, not behind all that was made before."""
        before = self.previousInFocusChain()
        while before is not None and before.focusPolicy() == Qt.FocusPolicy.NoFocus:
            before = None if before is self else before.previousInFocusChain()
        for tick in self._ticks.values():
            if before is not None:
                QWidget.setTabOrder(before, tick)
            before = tick

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
