"""What a model thought before it answered: folded, with its time, and growing while it thinks."""

from __future__ import annotations

import re

import msgspec
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from parley.ui.chat import message_words
from parley.ui.chat.pictures import Album
from parley.ui.chat.text import MessageText
from parley.ui.formulas import Formulas
from parley.ui.icons import Icons
from parley.ui.theme import Theme

# A line that is only peeked at has no layout.
_MARKUP = re.compile(r"[*_`]+|^\s*(?:[-+#>]+\s+)+")


class Thought(QWidget):
    """A line that unfolds. `unfolded` tells that it was opened or closed."""

    unfolded = Signal(bool)
    link_activated = Signal(str)

    def __init__(
        self,
        look: Theme,
        icons: Icons,
        parent: QWidget | None = None,
        *,
        formulas: Formulas | None = None,
        album: Album | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._icons, self._formulas = look, icons, formulas
        self._album = album
        self._reasoning = ""
        self._thinking = False
        self._peeked = ""
        self.head = QToolButton()
        self.head.setObjectName("thought")
        self.head.setCheckable(True)
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setIconSize(QSize(14, 14))
        self.head.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.head.toggled.connect(self._fold)
        self._peek = QLabel()
        self._peek.setObjectName("peek")
        self._peek.setTextFormat(Qt.TextFormat.PlainText)
        self._peek.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._peek.hide()
        self._body: MessageText | None = None
        self._frame = QFrame()
        self._frame.setObjectName("thought_body")
        self._inside = QVBoxLayout(self._frame)
        self._frame.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(4)
        layout.addWidget(self.head, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._peek)
        layout.addWidget(self._frame)
        self.hide()
        self._show_icon()

    @property
    def text(self) -> MessageText | None:
        """The reasoning in words, once it was unfolded."""
        return self._body

    @property
    def peek(self) -> str:
        """What is shown of the reasoning while it is folded."""
        return self._peek.text() if not self._peek.isHidden() else ""

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self._look = look
        if self._body is not None:
            self._body.set_theme(_quiet(look))
        self._show_icon()

    def show_reasoning(self, reasoning: str, seconds: float | None, *, thinking: bool) -> None:
        """Show reasoning as it is now, and whether it goes on. Without any, nothing is shown."""
        self.setVisible(bool(reasoning) or thinking)
        if self.isHidden():
            return
        head = message_words.thought(seconds, thinking=thinking)
        if head != self.head.text():
            self.head.setText(head)
            self.head.setAccessibleName(head)
        if (reasoning, thinking) != (self._reasoning, self._thinking):
            self._reasoning, self._thinking = reasoning, thinking
            self._show_words()

    def unfold(self) -> None:
        """Show all of it."""
        self.head.setChecked(True)

    def set_reached_by_tab(self, reached: bool) -> None:
        """Let Tab stop at it, which it does in the message that has the focus alone."""
        policy = Qt.FocusPolicy.StrongFocus if reached else Qt.FocusPolicy.ClickFocus
        self.head.setFocusPolicy(policy)

    # -- inside ----------------------------------------------------------------------------------

    def _fold(self, unfolded: bool) -> None:
        self._show_icon()
        self._show_words()
        self.unfolded.emit(unfolded)

    def _show_words(self) -> None:
        unfolded = self.head.isChecked()
        mirrored = self.isRightToLeft()
        if self._frame.property("mirrored") != mirrored:
            self._frame.setProperty("mirrored", mirrored)
            self._frame.style().polish(self._frame)
            self._inside.setContentsMargins(*((0, 2, 12, 2) if mirrored else (12, 2, 0, 2)))
            # At the message's beginning, also where the words run against the window's direction.
            side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
            self._peek.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        self.head.setToolTip(
            self.tr("Hide what the model thought")
            if unfolded
            else self.tr("Show what the model thought")
        )
        if unfolded:
            if self._body is None:
                self._body = MessageText(
                    _quiet(self._look), formulas=self._formulas, album=self._album
                )
                self._body.setAccessibleName(self.tr("What the model thought"))
                self._body.link_activated.connect(self.link_activated)
                self._inside.addWidget(self._body)
            self._body.show_markdown(self._reasoning, growing=self._thinking)
        self._frame.setVisible(unfolded)
        self._peeked = "" if unfolded or not self._thinking else _last_line(self._reasoning)
        self._peek.setVisible(bool(self._peeked))
        self._elide()

    def _elide(self) -> None:
        # Its end is what is new.
        metrics = self._peek.fontMetrics()
        text = metrics.elidedText(self._peeked, Qt.TextElideMode.ElideLeft, self.width() - 4)
        self._peek.setText(text)

    def _show_icon(self) -> None:
        name = "chevron-left" if self.isRightToLeft() else "chevron-right"
        name = "chevron-down" if self.head.isChecked() else name
        self.head.setIcon(self._icons.get(name, self._look.muted, 14))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()


def _quiet(look: Theme) -> Theme:
    return msgspec.structs.replace(look, text=look.muted)


def _last_line(text: str) -> str:
    line = text.rstrip().rpartition("\n")[2]
    return " ".join(_MARKUP.sub("", line).split())[-400:]
