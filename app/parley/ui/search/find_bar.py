"""The bar above a transcript in which is typed what is looked for there."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from parley.ui import words
from parley.ui.chat.actions import with_keys
from parley.ui.icons import Icons
from parley.ui.keys import takes_escape
from parley.ui.theme import Theme

FIND_KEYS: Final = "Ctrl+F"
NEXT_KEYS: Final = "F3"
PREVIOUS_KEYS: Final = "Shift+F3"


class FindBar(QFrame):
    """Says what a person asks for; `FindInChat` does it.

    `changed` is emitted when something else is looked for, or in another way; `stepped` carries 1
    for the next place and -1 for the one before.
    """

    changed = Signal()
    stepped = Signal(int)
    closed = Signal()

    def __init__(self, look: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("find_bar")
        self._icons = icons
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Find in this chat"))
        self.field.setAccessibleName(self.tr("Find in this chat"))
        self.field.setMaxLength(256)
        self.field.setMinimumWidth(120)
        self.field.setMaximumWidth(360)
        self.field.textEdited.connect(lambda _: self.changed.emit())
        self.field.installEventFilter(self)
        self.count = QLabel()
        self.count.setObjectName("quiet")
        self.count.setMinimumWidth(84)
        self.same_case = self._toggle(self.tr("Only with the same capitals"))
        self.whole_words = self._toggle(self.tr("Only whole words"))
        self.previous = self._button(with_keys(self.tr("Place before"), PREVIOUS_KEYS))
        self.previous.clicked.connect(lambda: self.stepped.emit(-1))
        self.next = self._button(with_keys(self.tr("Next place"), NEXT_KEYS))
        self.next.clicked.connect(lambda: self.stepped.emit(1))
        self.close_button = self._button(with_keys(self.tr("Close"), "Esc"))
        self.close_button.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        for part in (self.same_case, self.whole_words):
            row.addWidget(part)
        row.addSpacing(8)
        row.addWidget(self.count)
        row.addWidget(self.previous)
        row.addWidget(self.next)
        row.addStretch(1)
        row.addWidget(self.close_button)
        self.set_theme(look)
        self.hide()

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        for button, name in (
            (self.same_case, "case-sensitive"),
            (self.whole_words, "whole-word"),
            (self.previous, "chevron-up"),
            (self.next, "chevron-down"),
            (self.close_button, "x"),
        ):
            button.setIcon(self._icons.get(name, look.text if button.isCheckable() else look.muted))

    def show_count(self, number: int, count: int, *, sure: bool) -> None:
        """Say which place is looked at, of how many; `sure` once all messages were looked through.

        `number` 0 is none of them.
        """
        if not self.field.text():
            text = ""
        elif count == 0:
            text = self.tr("Nothing found") if sure else "…"
        else:
            text = self.tr("{number} of {count}").format(
                number=words.number(number), count=words.number(count)
            )
            if not sure:
                text = f"{words.number(count)}…"
        if text != self.count.text():
            self.count.setText(text)
            self.field.setAccessibleDescription(text)
        for button in (self.previous, self.next):
            button.setEnabled(count > 0)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent):
            # Escape is the window's Stop; here it closes the bar.
            if takes_escape(event):
                return True
            if event.type() == QEvent.Type.KeyPress and self._press(event, event.key()):
                return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def _press(self, event: QKeyEvent, key: int) -> bool:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.stepped.emit(-1 if back else 1)
        elif key == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            return False
        return True

    def _button(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setIconSize(QSize(16, 16))
        button.setToolTip(name)
        button.setAccessibleName(name)
        return button

    def _toggle(self, name: str) -> QToolButton:
        button = self._button(name)
        button.setCheckable(True)
        button.toggled.connect(lambda _: self.changed.emit())
        return button
