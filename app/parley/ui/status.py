"""The line at the bottom: model, device, memory, speed, context and network, as they are."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from parley.ui import words
from parley.ui.icons import Icons
from parley.ui.theme import Theme

#: Pixels that the words on downloads may take.
_MOST = 260
_DOT = {"off": "○", "busy": "◐", "ready": "●"}


class StatusLine(QWidget):
    """Says what the machine is doing. Empty parts take no space."""

    def __init__(self, look: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Status"))
        self._look, self._icons = look, icons
        self._model_name, self._lamp = "", "off"
        self._lamp_label = QLabel()
        self.model = _part("status_model", self.tr("Model"))
        self.state = _part("status_state", self.tr("State"))
        self.speed = _part("status_speed", self.tr("Speed"))
        self.context = _part("status_context", self.tr("Context used"))
        self.memory = _part("status_memory", self.tr("Memory"))
        self.downloads = QPushButton()
        self.downloads.setObjectName("status_downloads")
        self.downloads.setCursor(Qt.CursorShape.PointingHandCursor)
        self.downloads.setToolTip(self.tr("Show the downloads"))
        self.network = _part("status_network", self.tr("Network"))
        self._network_icon = QLabel()
        # A long name gives way before the figures do.
        self.model.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._row = row = QHBoxLayout(self)
        row.setSpacing(16)
        lamp = QHBoxLayout()
        lamp.setSpacing(6)
        lamp.addWidget(self._lamp_label)
        lamp.addWidget(self.model, 1)
        row.addLayout(lamp, 1)
        row.addWidget(self.state)
        row.addWidget(self.speed)
        row.addWidget(self.context)
        row.addWidget(self.memory)
        row.addWidget(self.downloads)
        offline = QHBoxLayout()
        offline.setSpacing(4)
        offline.addWidget(self._network_icon)
        offline.addWidget(self.network)
        row.addLayout(offline)
        self.show_speed("")
        self.show_context(0, 0)
        self.show_memory(0)
        self.show_state("")
        self.show_downloads("")
        self.show_offline(False)
        self.set_theme(look)

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self._look = look
        self._row.setContentsMargins(12, look.space(4), 12, look.space(5))
        self._network_icon.setPixmap(self._icons.get("wifi-off", look.muted, 14).pixmap(14, 14))
        self.downloads.setIcon(self._icons.get("arrow-down", look.muted, 12))
        self._paint_lamp()

    def show_model(self, text: str, lamp: str) -> None:
        """Say which model is where. `lamp` is off, busy or ready."""
        self._lamp = lamp
        self._model_name = text
        self._paint_lamp()
        self._elide()

    def show_state(self, text: str) -> None:
        """Say what is being done: `Loading 40 %`."""
        _say(self.state, text)

    def show_speed(self, text: str) -> None:
        """Say how fast the last answer came."""
        _say(self.speed, text)

    def show_context(self, used: int, total: int) -> None:
        """Say how much of the context window the conversation takes, in tokens."""
        _say(self.context, words.context(used, total) if total else "")

    def show_memory(self, count: int, total: int = 0) -> None:
        """Say how much memory the engine takes, of how much there is, in bytes; 0 says nothing."""
        text = self.tr("{used} of {total}") if total else "{used}"
        said = text.format(used=words.size(count), total=words.size(total))
        _say(self.memory, said if count else "")

    def show_downloads(self, text: str) -> None:
        """Say what is being downloaded: `Llama 3.2 3B 62 %`; it leads to the downloads."""
        metrics = self.downloads.fontMetrics()
        self.downloads.setText(metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, _MOST))
        self.downloads.setVisible(bool(text))
        said = self.tr("Downloads: {text}").format(text=text)
        self.downloads.setAccessibleName(said)

    def show_offline(self, offline: bool) -> None:
        """Say that no connection is made."""
        _say(self.network, self.tr("offline") if offline else "")
        self._network_icon.setVisible(offline)
        self._network_icon.setPixmap(
            self._icons.get("wifi-off", self._look.muted, 14).pixmap(14, 14)
        )

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._elide()

    def _elide(self) -> None:
        self.model.setToolTip(words.tip(self._model_name))
        self.model.setAccessibleName(_named(self.model, self._model_name))
        metrics = self.model.fontMetrics()
        width = max(40, self.model.width())
        # Beside the lamp, also where the words run against the direction of the window.
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        self.model.setAlignment(
            side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        )
        self.model.setText(
            metrics.elidedText(self._model_name, Qt.TextElideMode.ElideMiddle, width)
        )

    def _paint_lamp(self) -> None:
        colour = {
            "off": self._look.muted,
            "busy": self._look.warn,
            "ready": self._look.good,
        }[self._lamp]
        self._lamp_label.setText(f'<span style="color:{colour}">{_DOT[self._lamp]}</span>')


def _part(name: str, what: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setAccessibleName(what)
    label.setProperty("what", what)
    label.setToolTip(what)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _named(label: QLabel, text: str) -> str:
    """Return what a screen reader says: what it is about, and what is true of it."""
    said = QCoreApplication.translate("status", "{what}: {value}")
    return said.format(what=label.property("what"), value=text)


def _say(label: QLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
    label.setAccessibleName(_named(label, text))
