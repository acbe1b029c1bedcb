"""The top of a conversation: its title, its model, and what is being done before words come."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from parley.chat.values import Progress, SessionState
from parley.ui import words
from parley.ui.chat.message_words import activity
from parley.ui.picker.button import ProgressLine
from parley.ui.theme import Theme

#: Pixels below which there is no room for words beside title and model.
_NARROW = 620
#: Of the width, what the model may take; the title has the rest.
_SHARE = 0.55


class Header(QWidget):
    """Title at the near side, what is done and the model at the far one, a thin line below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._full = self._said = ""
        self._far: list[QWidget] = []
        self.title = QLabel()
        self.title.setObjectName("heading")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.title.setAccessibleName(self.tr("Title of the conversation"))
        self.title.installEventFilter(self)
        self.doing = QLabel()
        self.doing.setObjectName("small")
        self.doing.setTextFormat(Qt.TextFormat.PlainText)
        self.line = ProgressLine()
        band = QFrame()
        band.setObjectName("header")
        self._row = QHBoxLayout(band)
        self._row.setSpacing(12)
        self._row.addWidget(self.title, 1)
        self._row.addWidget(self.doing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(band)
        layout.addWidget(self.line)

    def set_theme(self, look: Theme) -> None:
        """Leave as much room above and below as `look` asks for."""
        room = look.space(6)
        self._row.setContentsMargins(24, room, 16, room)

    def add(self, widget: QWidget) -> None:
        """Have `widget` at the far side."""
        self._row.addWidget(widget)
        self._far.append(widget)

    def show_title(self, title: str) -> None:
        """Show the title of the conversation."""
        self._full = title
        self.title.setToolTip(words.tip(title))
        self._elide()

    def show_doing(self, state: SessionState, progress: Progress | None, model: str) -> None:
        """Say how far a load or a prefill is; nothing otherwise."""
        said = activity(state, progress, model)
        if state == SessionState.PREFILL and progress is not None and progress.total:
            said = QCoreApplication.translate("header", "{doing} · {tokens}").format(
                doing=said, tokens=words.context(progress.done, progress.total)
            )
        self._said = said
        self.doing.setText(said)
        self.doing.setVisible(bool(said) and self.width() >= _NARROW)
        waiting = said if state in {SessionState.LOADING, SessionState.PREFILL} else ""
        self.line.say(waiting, progress.fraction if progress is not None else None)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.doing.setVisible(bool(self._said) and self.width() >= _NARROW)
        for widget in self._far:
            widget.setMaximumWidth(max(120, round(_SHARE * self.width())))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # What stands beside the title may take or leave room without another width of the whole.
        if watched is self.title and event.type() == QEvent.Type.Resize:
            self._elide()
        return super().eventFilter(watched, event)

    def _elide(self) -> None:
        # At the beginning of the line, also where the words run against the window's direction.
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        self.title.setAlignment(
            side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        )
        self.title.setText(
            self.title.fontMetrics().elidedText(
                self._full, Qt.TextElideMode.ElideRight, max(40, self.title.width())
            )
        )
