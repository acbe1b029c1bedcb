"""The bar of a memory: who takes what of it, told apart by pattern, by name and by number."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from parley.fit.live import Place
from parley.fit.values import HOST
from parley.ui import words
from parley.ui.settings.rows import wrapped
from parley.ui.theme import Theme

_HEIGHT = 14
_SAMPLE = 10


class Share(msgspec.Struct, frozen=True):
    """A part of a bar: its name, bytes, and how it is filled."""

    name: str
    count: int
    fill: str


class Bar(QWidget):
    """Shares of a whole from its beginning to its end, with a mark where memory ends."""

    def __init__(self, look: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._shares: tuple[Share, ...] = ()
        self._total = 0
        self.setFixedHeight(_HEIGHT + 4)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, _HEIGHT + 4)

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self._look = look
        self.update()

    def show_shares(self, shares: Sequence[Share], total: int) -> None:
        """Show `shares` of `total` bytes; more than that reach beyond its end."""
        self._shares, self._total = tuple(shares), total
        self.update()

    def spans(self) -> list[tuple[Share, float, float]]:
        """Return where each share begins and ends, as fractions of the width."""
        taken = sum(share.count for share in self._shares)
        whole = max(taken, self._total, 1)
        found, at = [], 0.0
        for share in self._shares:
            until = at + share.count / whole
            found.append((share, at, until))
            at = until
        return found

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(0.5, 2.5, self.width() - 1, _HEIGHT - 1)
        outline = QPainterPath()
        outline.addRoundedRect(area, 4, 4)
        painter.save()
        painter.setClipPath(outline)
        painter.fillRect(area, QColor(self._look.surface))
        for share, start, end in self.spans():
            left = area.left() + area.width() * start
            width = area.width() * (end - start)
            if self.isRightToLeft():
                left = area.right() - area.width() * end
            fill(painter, QRectF(left, area.top(), width, area.height()), share.fill, self._look)
            if width > 2:
                painter.setPen(QPen(QColor(self._look.background), 1))
                edge = left if self.isRightToLeft() else left + width
                painter.drawLine(QPointF(edge, area.top()), QPointF(edge, area.bottom()))
        painter.restore()
        painter.setPen(QPen(QColor(self._look.line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(outline)
        taken = sum(share.count for share in self._shares)
        if taken > self._total > 0:
            x = area.width() * self._total / taken
            x = area.right() - x if self.isRightToLeft() else area.left() + x
            painter.setPen(QPen(QColor(self._look.bad), 2))
            painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
        painter.end()


def fill(painter: QPainter, area: QRectF, name: str, look: Theme) -> None:
    """Fill `area` as the share called `name` looks."""
    accent, muted = QColor(look.accent), QColor(look.muted)
    if name == "free":
        return
    if name == "others":
        painter.fillRect(area, QColor(look.line))
        return
    if name == "weights":
        painter.fillRect(area, accent)
        return
    pale = QColor(accent)
    pale.setAlphaF(0.22)
    painter.fillRect(area, pale)
    pattern = {
        "cache": Qt.BrushStyle.BDiagPattern,
        "compute": Qt.BrushStyle.Dense6Pattern,
        "beside": Qt.BrushStyle.CrossPattern,
    }[name]
    painter.fillRect(area, QBrush(accent if name != "beside" else muted, pattern))


class Sample(QWidget):
    """A small square that looks as a share does, for the legend."""

    def __init__(self, name: str, look: Theme) -> None:
        super().__init__()
        self._name, self._look = name, look
        self.setFixedSize(_SAMPLE, _SAMPLE)

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self._look = look
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(0.5, 0.5, _SAMPLE - 1, _SAMPLE - 1)
        fill(painter, area, self._name, self._look)
        painter.setPen(QPen(QColor(self._look.line), 1))
        painter.drawRect(area)
        painter.end()


class MemoryBar(QFrame):
    """One memory: its name, the bar, and a legend with the bytes of each share."""

    def __init__(self, look: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("memory")
        self._look = look
        self.title = QLabel()
        self.title.setObjectName("small")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.bar = Bar(look)
        self.legend = Legend(look)
        self.over = wrapped("", "problem")
        self.over.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.title)
        column.addWidget(self.bar)
        column.addWidget(self.legend)
        column.addWidget(self.over)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self._look = look
        self.bar.set_theme(look)
        self.legend.set_theme(look)

    def show_place(self, place: Place) -> None:
        """Show what would be in a memory."""
        shares = self._shares(place)
        name = self.tr("Main memory") if place.name == HOST else place.description or place.name
        total = self.tr("{name}, {size}").format(name=name, size=words.size(place.total))
        self.title.setText(total)
        self.title.setToolTip(place.name if place.name != HOST else "")
        self.bar.show_shares(shares, place.total)
        self.legend.show_shares(shares)
        self.over.setVisible(place.over > 0)
        self.over.setText(
            self.tr("{size} more than is free for a model here.").format(
                size=words.size(place.over)
            )
            if place.over
            else ""
        )
        said = [
            self.tr("{share} {size}").format(share=share.name, size=words.size(share.count))
            for share in shares
        ]
        text = ", ".join((total, *said, *([self.over.text()] if place.over else [])))
        self.setAccessibleName(text)
        self.bar.setAccessibleName(text)
        self.bar.setToolTip("\n".join(said))

    def _shares(self, place: Place) -> list[Share]:
        names = {
            "others": self.tr("In use"),
            "weights": self.tr("Weights"),
            "beside": self.tr("Adapters"),
            "cache": self.tr("KV cache"),
            "compute": self.tr("Compute"),
            "free": self.tr("Free"),
        }
        return [
            Share(name, count, key)
            for key, name in names.items()
            if (count := max(getattr(place, key), 0)) > 0
        ]


class Legend(QWidget):
    """The names of shares with their samples and bytes, in as many lines as they need."""

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._entries: dict[str, tuple[Sample, QLabel]] = {}
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self._look = look
        for sample, _ in self._entries.values():
            sample.set_theme(look)

    def show_shares(self, shares: Sequence[Share]) -> None:
        """Name `shares`."""
        for sample, label in self._entries.values():
            sample.hide()
            label.hide()
        for share in shares:
            entry = self._entries.get(share.fill)
            if entry is None:
                entry = self._entries[share.fill] = Sample(share.fill, self._look), QLabel()
                entry[1].setObjectName("small")
                for part in entry:
                    part.setParent(self)
            sample, label = entry
            label.setText(
                self.tr("{share} {size}").format(share=share.name, size=words.size(share.count))
            )
            label.adjustSize()
            sample.show()
            label.show()
        self._arrange()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._arrange()

    def _arrange(self) -> None:
        """Put the entries beside each other, and below where there is no room."""
        x = y = 0
        line = self.fontMetrics().lineSpacing()
        order = ("others", "weights", "beside", "cache", "compute", "free")
        for key in order:
            if key not in self._entries or self._entries[key][1].isHidden():
                continue
            sample, label = self._entries[key]
            width = _SAMPLE + 5 + label.sizeHint().width()
            if x and x + width > self.width():
                x, y = 0, y + line + 1
            left = self.width() - x - width if self.isRightToLeft() else x
            label_at = left if self.isRightToLeft() else left + _SAMPLE + 5
            sample_at = left + width - _SAMPLE if self.isRightToLeft() else left
            sample.move(sample_at, y + (line - _SAMPLE) // 2)
            label.setGeometry(label_at, y, label.sizeHint().width(), line)
            x += width + 12
        self.setFixedHeight(y + line)
