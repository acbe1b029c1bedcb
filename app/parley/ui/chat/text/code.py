"""The buttons that copy code, one in the head of each card."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolButton, QWidget

from parley.ui.chat.text.builder import Builder, Part
from parley.ui.chat.text.decorations import Decorations
from parley.ui.chat.text.formats import CODE_HEAD

#: Milliseconds for which a button says that it has copied.
_SAID_FOR = 1500


class CopyCode(QToolButton):
    """Copies the code of one card, as it is then."""

    def __init__(self, parent: QWidget, part: Part) -> None:
        super().__init__(parent)
        self.setObjectName("copy_code")
        self.part = part
        self._back = QTimer(self)
        self._back.setSingleShot(True)
        self._back.setInterval(_SAID_FOR)
        self._back.timeout.connect(self._say_copy)
        self.clicked.connect(self._copy)

    def show_for(self, part: Part) -> None:
        """Belong to the code in `part`."""
        self.part = part
        language = part.block.language
        if language:
            self.setAccessibleName(self.tr("Copy code: {language}").format(language=language))
        else:
            self.setAccessibleName(self.tr("Copy code"))
        self._say_copy()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.part.block.text)
        self._say(self.tr("Copied"))
        self._back.start()

    def _say_copy(self) -> None:
        self._back.stop()
        self._say(self.tr("Copy"))

    def _say(self, words: str) -> None:
        """Show other words, with the end of the button where it was."""
        self.setText(words)
        right, size = self.geometry().right(), self.sizeHint()
        self.setGeometry(right - size.width() + 1, self.y(), size.width(), size.height())


class CodeButtons:
    """Has a button over each card of code, where the layout put it."""

    def __init__(self, parent: QWidget, builder: Builder, decorations: Decorations) -> None:
        self._parent, self._builder, self._decorations = parent, builder, decorations
        self._policy = Qt.FocusPolicy.ClickFocus
        self.buttons: list[CopyCode] = []

    def set_focus_policy(self, policy: Qt.FocusPolicy) -> None:
        """Say how the buttons get the focus."""
        self._policy = policy
        for button in self.buttons:
            button.setFocusPolicy(policy)

    def follow(self, first: int) -> None:
        """Have buttons for all code, of which only that from the part at `first` on is new."""
        free: list[CopyCode] = []
        while self.buttons and self.buttons[-1].part.gone:
            free.append(self.buttons.pop())
        after = self.buttons[-1].part.start if self.buttons else -1
        for part in self._builder.parts[first:]:
            if part.block.kind == "code" and part.start > after:
                button = free.pop() if free else CopyCode(self._parent, part)
                button.setFocusPolicy(self._policy)
                button.show_for(part)
                button.show()
                self.buttons.append(button)
        for button in free:
            button.hide()
            button.deleteLater()

    def place(self, first: int = 0) -> None:
        """Put the buttons where their cards are, from the part at `first` on.

        A card whose head is above what is seen has its button at the top of what is.
        """
        if not self.buttons:
            return
        seen = self._parent.visibleRegion().boundingRect()
        parts = self._builder.parts
        start = parts[first].start if first < len(parts) else 0
        for button in reversed(self.buttons):
            part = button.part
            if part.start < start or part.gone:
                break
            card = self._decorations.card(self._builder.part_at(part.start))
            size = button.sizeHint()
            edge = (CODE_HEAD - size.height()) // 2
            top = int(card.top()) + edge
            if not seen.isEmpty() and seen.top() + edge > top:
                top = max(top, min(seen.top() + edge, int(card.bottom()) - size.height() - edge))
            button.setGeometry(
                int(card.right()) - size.width() - 4, top, size.width(), size.height()
            )
