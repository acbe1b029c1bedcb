"""The quiet button that names a conversation's model, and the line that says how far it is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QWidget

from parley.ui.icons import Icons
from parley.ui.picker import words
from parley.ui.services import ModelCard
from parley.ui.theme import Theme

_MARK, _SIDE = 8, 8


class ModelButton(QPushButton):
    """`● Mistral 7B · Q4_K_M ▾`; a long name is cut in its middle."""

    def __init__(self, look: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("model")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._icons, self._look = icons, look
        self._card = ModelCard("")
        self._mark, self._name, self._arrow = QLabel(), QLabel(), QLabel()
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, 0, _SIDE, 0)
        row.setSpacing(6)
        for part in (self._mark, self._name, self._arrow):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(part)
        self._name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.setStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_theme(look)

    def show_card(self, card: ModelCard) -> None:
        """Name the model of `card`."""
        self._card = card
        name = words.named(card)
        self.setToolTip(self.tr("{name}: choose another model").format(name=name))
        self.setAccessibleName(self.tr("Model: {name}").format(name=name))
        self.setAccessibleDescription(self.tr("Opens the list of models."))
        self.set_theme(self._look)
        self.updateGeometry()
        self._elide()

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self._look = look
        scale = 3
        dot = QPixmap(_MARK * scale, _MARK * scale)
        dot.fill(Qt.GlobalColor.transparent)
        painter = QPainter(dot)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(words.colour(self._card.family, look)))
        painter.drawEllipse(0, 0, _MARK * scale, _MARK * scale)
        painter.end()
        dot.setDevicePixelRatio(scale)
        self._mark.setPixmap(dot)
        self._arrow.setPixmap(self._icons.get("chevron-down", look.muted, 14).pixmap(14, 14))

    def sizeHint(self) -> QSize:
        width = self._name.fontMetrics().horizontalAdvance(words.named(self._card))
        return QSize(width + _MARK + 14 + 2 * _SIDE + 14, 28)

    def minimumSizeHint(self) -> QSize:
        return QSize(72, 28)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._elide()

    def _elide(self) -> None:
        room = self.width() - _MARK - 14 - 2 * _SIDE - 12
        self._name.setText(
            self._name.fontMetrics().elidedText(
                words.named(self._card), Qt.TextElideMode.ElideMiddle, max(room, 20)
            )
        )


class ProgressLine(QProgressBar):
    """A thin line that takes its place also while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("thin")
        self.setTextVisible(False)
        self.setFixedHeight(2)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.hide()

    def say(self, text: str, fraction: float | None) -> None:
        """Show how far it is, 0 to 1, None where nobody knows; no text hides the line."""
        self.setVisible(bool(text))
        self.setAccessibleName(text)
        self.setToolTip(text)
        if fraction is None:
            self.setRange(0, 0)
        else:
            self.setRange(0, 1000)
            self.setValue(round(1000 * fraction))
