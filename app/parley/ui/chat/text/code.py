"""The buttons that copy code, one in the head of each card."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolButton, QWidget

from parley.ui.chat.text.builder import Builder, Part
from parley.ui.chat.text.decorations import Decorations
from parley.ui.chat.text.formats import CODE_HEAD

#: Milliseconds for which a button says that it has copied.
_SAID_FOR = 1500


class CopyCode(QToolButton):
    """Copies the code of one card, as it is then."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("copy_code")
        self.part: Part | None = None
        self._back = QTimer(self)
        self._back.setSingleShot(True)
        self._back.setInterval(_SAID_FOR)
        self._back.timeout.connect(self._say_copy)
        self.clicked.connect(self._copy)
        self._say_copy()

    def show_for(self, part: Part) -> None:
        """Belong to the code in `part`."""
        if part is not self.part:
            self.part = part
            language = part.block.language
            name = (
                self.tr("Copy code: {language}").format(language=language)
                if language
                else self.tr("Copy code")
            )
            self.setAccessibleName(name)
            self._say_copy()

    def _copy(self) -> None:
        if self.part is not None:
            QGuiApplication.clipboard().setText(self.part.block.text)
            self.setText(self.tr("Copied"))
            self._back.start()

    def _say_copy(self) -> None:
        self._back.stop()
        self.setText(QCoreApplication.translate("CopyCode", "Copy"))


class CodeButtons:
    """Has a button over each card of code, where the layout put it."""

    def __init__(self, parent: QWidget, builder: Builder, decorations: Decorations) -> None:
        self._parent, self._builder, self._decorations = parent, builder, decorations
        self.buttons: list[CopyCode] = []

    def show_for(self, parts: Iterable[Part]) -> None:
        """Have buttons for the code in `parts`, and no others."""
        wanted = list(parts)
        while len(self.buttons) > len(wanted):
            button = self.buttons.pop()
            button.hide()
            button.deleteLater()
        for part, button in zip(wanted, self.buttons, strict=False):
            button.show_for(part)
        for part in wanted[len(self.buttons) :]:
            button = CopyCode(self._parent)
            button.show_for(part)
            self.buttons.append(button)
            button.show()

    def place(self) -> None:
        """Put the buttons where their cards are."""
        for button in self.buttons:
            part = button.part
            if part is None:
                continue
            card = self._decorations.card(self._builder.part_at(part.start))
            size = button.sizeHint()
            button.setGeometry(
                int(card.right()) - size.width() - 4,
                int(card.top()) + (CODE_HEAD - size.height()) // 2,
                size.width(),
                size.height(),
            )
