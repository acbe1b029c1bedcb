"""The buttons of one message, and the way between its alternatives."""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from parley.chat.offers import Offer
from parley.chat.tree import Place
from parley.ui.icons import Icons
from parley.ui.theme import Theme

# Option and an arrow move by words where text is written on a Mac.
_ALT = "Ctrl+Alt" if sys.platform == "darwin" else "Alt"
SHORTCUTS: dict[Offer, str] = {
    "copy": "Ctrl+Shift+C",
    "edit": "Ctrl+E",
    "retry": "Ctrl+R",
    "continue": "Ctrl+Shift+R",
    "delete": "Ctrl+Shift+Backspace",
    "previous": f"{_ALT}+Left",
    "next": f"{_ALT}+Right",
}
UP, DOWN = f"{_ALT}+Up", f"{_ALT}+Down"
DETAILS = "Ctrl+I"
# Ctrl+End is where the text that is written ends.
NEWEST = f"{_ALT}+End"
_ICONS: dict[Offer, str] = {
    "continue": "play",
    "copy": "copy",
    "edit": "pencil",
    "retry": "rotate-ccw",
    "delete": "trash-2",
}


class MessageActions(QWidget):
    """Copy, edit, answer again, continue, delete. Takes its place also while it is not seen."""

    pressed = Signal(str)

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        answer = role == "assistant"
        names: dict[Offer, str] = {
            "continue": self.tr("Continue the answer"),
            "copy": self.tr("Copy answer") if answer else self.tr("Copy message"),
            "edit": self.tr("Edit answer") if answer else self.tr("Edit message"),
            "retry": self.tr("Answer again") if answer else self.tr("Answer this message"),
            "delete": self.tr("Delete this and what follows"),
        }
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.buttons: dict[Offer, QToolButton] = {}
        for what, name in names.items():
            button = _button(name, what)
            button.clicked.connect(lambda _=False, what=what: self.pressed.emit(what))
            self.buttons[what] = button
            row.addWidget(button)
        # The one that is looked for has its word beside it.
        self.buttons["continue"].setText(self.tr("Continue"))
        self.buttons["continue"].setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    def set_theme(self, look: Theme, icons: Icons) -> None:
        """Take the colours of `look`."""
        for what, button in self.buttons.items():
            button.setIcon(icons.get(_ICONS[what], look.muted))

    def offer(self, can: frozenset[Offer]) -> None:
        """Have the buttons for what can be done."""
        for what, button in self.buttons.items():
            button.setVisible(what in can)

    def set_reached_by_tab(self, reached: bool) -> None:
        """Let Tab stop at the buttons, which it does for the message that has the focus alone."""
        policy = Qt.FocusPolicy.StrongFocus if reached else Qt.FocusPolicy.ClickFocus
        for button in self.buttons.values():
            button.setFocusPolicy(policy)


class Stepper(QWidget):
    """`‹ 2/3 ›`: which of its alternatives a message is. Hidden where it is the only one."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.previous = _button(self.tr("Previous version"), "previous")
        self.next = _button(self.tr("Next version"), "next")
        self.previous.clicked.connect(lambda: self.pressed.emit("previous"))
        self.next.clicked.connect(lambda: self.pressed.emit("next"))
        self.label = QLabel()
        self.label.setObjectName("small")
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.previous)
        row.addWidget(self.label)
        row.addWidget(self.next)
        self.hide()

    def set_theme(self, look: Theme, icons: Icons) -> None:
        """Take the colours of `look`."""
        names = ["chevron-left", "chevron-right"]
        if self.isRightToLeft():
            names.reverse()
        for button, name in zip((self.previous, self.next), names, strict=True):
            button.setIcon(icons.get(name, look.muted))

    def show_place(self, place: Place) -> None:
        """Say which of how many this is."""
        self.label.setText(f"{place.number}/{place.count}")
        # As wide as its widest text, so that the buttons stay under the pointer.
        widest = f"{place.count}/{place.count}"
        self.label.setMinimumWidth(self.label.fontMetrics().horizontalAdvance(widest) + 4)
        self.label.setAccessibleName(
            self.tr("Version {number} of {count}").format(number=place.number, count=place.count)
        )
        self.previous.setEnabled(place.before is not None)
        self.next.setEnabled(place.after is not None)
        self.setVisible(place.count > 1)

    def set_reached_by_tab(self, reached: bool) -> None:
        """Let Tab stop at the buttons."""
        policy = Qt.FocusPolicy.StrongFocus if reached else Qt.FocusPolicy.ClickFocus
        for button in (self.previous, self.next):
            button.setFocusPolicy(policy)


def with_keys(text: str, shortcut: str) -> str:
    """Return a tooltip: what is done, and by which keys, as this system writes them."""
    keys = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
    return QCoreApplication.translate("actions", "{what} ({keys})").format(what=text, keys=keys)


def _button(name: str, what: Offer) -> QToolButton:
    button = QToolButton()
    button.setToolTip(with_keys(name, SHORTCUTS[what]))
    button.setAccessibleName(name)
    button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    return button
