"""The context meter: how much of the context window is used, and what the next message drops."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QToolTip, QWidget

from parley.chat.context import Usage
from parley.engine.protocol import ContextPolicy
from parley.ui import words
from parley.ui.theme import Theme

_RING, _STROKE, _GAP = 14, 2.5, 5


class ContextMeter(QAbstractButton):
    """A ring that fills, with its part in numbers beside it once little room is left.

    Hidden until there is something to show. What it says in words is its tooltip, which a press
    shows at once. It is pressed, too, to see where the next prompt begins.
    """

    def __init__(self, look: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("meter")
        self._look = look
        self._usage: Usage | None = None
        self.setAccessibleName(self.tr("Context"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._tell)
        self.hide()

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self._look = look
        self.update()

    def show_usage(self, usage: Usage | None, *, policy: ContextPolicy = "ask") -> None:
        """Show `usage`; None shows nothing. `policy` says what is done when it is full."""
        if usage != self._usage:
            self._usage = usage
            close = usage is not None and usage.close
            # What stands beside the ring; nothing while there is room.
            self.setText(words.percent(usage.used / usage.size) if usage and close else "")
            self.updateGeometry()
            self.update()
        self.setVisible(usage is not None and usage.used > 0)
        said = self._words(usage, policy) if usage is not None else ""
        self.setToolTip(said)
        self.setAccessibleDescription(said)

    def _tell(self) -> None:
        """Say at once what the pointer would be told, for whom has none."""
        QToolTip.showText(self.mapToGlobal(self.rect().topLeft()), self.toolTip(), self)

    def _words(self, usage: Usage, policy: ContextPolicy) -> str:
        used = self.tr("The context window is used to {percent}: {used}.").format(
            percent=words.percent(usage.used / usage.size),
            used=words.context(usage.used, usage.size),
        )
        if usage.alone:
            more = self.tr("This message alone does not fit: shorten it, or use a larger context.")
        elif usage.drops and policy == "stop":
            more = self.tr("The next message will not fit, and nothing is left out for it.")
        elif usage.drops and policy == "trim_oldest":
            more = self.tr(
                "With the next message, the %n oldest message(s) will be left out.", "", usage.drops
            )
        elif usage.drops:
            more = self.tr(
                "The next message will not fit: you will be asked whether the %n oldest message(s) "
                "shall be left out.",
                "",
                usage.drops,
            )
        elif usage.close:
            more = self.tr("Soon the oldest messages will not fit any more.")
        else:
            return used
        if usage.drops and not usage.alone and policy != "stop":
            return "\n".join((used, more, self.tr("Press to see where its prompt will begin.")))
        return f"{used}\n{more}"

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        metrics = self.fontMetrics()
        beside = _GAP + metrics.horizontalAdvance(self.text()) if self.text() else 0
        return QSize(_RING + beside + 8, max(_RING, metrics.height()) + 6)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        usage = self._usage
        if usage is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = self.width() - _RING - 4 if self.isRightToLeft() else 4
        half = _STROKE / 2
        ring = QRectF(left, (self.height() - _RING) / 2, _RING, _RING).adjusted(
            half, half, -half, -half
        )
        over = usage.drops or usage.alone
        colour = self._look.bad if over else self._look.warn if usage.close else self._look.muted
        painter.setPen(QPen(QColor(self._look.line), _STROKE))
        painter.drawEllipse(ring)
        pen = QPen(QColor(colour), _STROKE)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        part = min(1.0, usage.used / usage.size)
        painter.drawArc(ring, 90 * 16, -round(360 * 16 * part))
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._look.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        if self.text():
            painter.setPen(QColor(colour))
            space = self.rect().adjusted(0, 0, -4 - _RING - _GAP, 0)
            if not self.isRightToLeft():
                space = self.rect().adjusted(4 + _RING + _GAP, 0, 0, 0)
            painter.drawText(space, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()
