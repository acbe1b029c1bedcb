"""An empty chat: which model answers, what it is good for, and four ways to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from parley.ui import theme
from parley.ui.icons import Icons
from parley.ui.languages import translated
from parley.ui.services import ModelCard

if TYPE_CHECKING:
    from parley.discover.known import Use


class EmptyChat(QScrollArea):
    """`example` carries the text of the button that was pressed."""

    example = Signal(str)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("transcript")
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        mark = QLabel()
        mark.setPixmap(icons.mark(56))
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._name = _line("hero")
        self._about = _line("lead")
        self._licence = _line("quiet")
        grid = QGridLayout()
        grid.setSpacing(8)
        self.buttons: list[_Example] = []
        for place, text in enumerate(self._examples("small")):
            button = _Example(text)
            button.pressed_text.connect(self.example)
            grid.addWidget(button, place // 2, place % 2)
            self.buttons.append(button)
        column = QWidget()
        column.setMaximumWidth(theme.MEASURE)
        stack = QVBoxLayout(column)
        stack.setContentsMargins(0, 24, 0, 24)
        stack.setSpacing(6)
        stack.addStretch(2)
        stack.addWidget(mark)
        stack.addSpacing(10)
        stack.addWidget(self._name)
        stack.addWidget(self._about)
        stack.addWidget(self._licence)
        stack.addSpacing(24)
        stack.addLayout(grid)
        stack.addStretch(3)
        view = QWidget()
        view.setObjectName("transcript_view")
        row = QHBoxLayout(view)
        row.setContentsMargins(24, 0, 24, 0)
        row.addStretch(1)
        row.addWidget(column, 1000)
        row.addStretch(1)
        self.setWidget(view)

    def show_model(self, card: ModelCard) -> None:
        """Introduce the model."""
        self._name.setText(card.name)
        self._about.setText(translated(card.about))
        self._about.setVisible(bool(card.about))
        self._licence.setText(self.tr("Licence: {name}").format(name=card.licence))
        self._licence.setVisible(bool(card.licence))
        for button, text in zip(self.buttons, self._examples(card.use), strict=True):
            button.set_text(text)

    def _examples(self, use: Use) -> tuple[str, str, str, str]:
        """Return four ways to begin that a model of this use does well."""
        if use == "small":
            return (
                self.tr("Give me three names for a small bakery"),
                self.tr("Write a short thank-you note to a neighbour"),
                self.tr("Explain in two sentences why the sky is blue"),
                self.tr("List five things to pack for a weekend hike"),
            )
        if use == "code":
            return (
                self.tr("Write a Python function that finds duplicate files in a folder"),
                self.tr("Explain what a race condition is, with a short example"),
                self.tr("Show how to undo the last commit in Git without losing changes"),
                self.tr("Write a regular expression for dates such as 2026-01-31, and test it"),
            )
        if use == "reasoning":
            return (
                self.tr("Three friends share a bill of 74 euros and one pays half: who owes what?"),
                self.tr("Is it worth repairing a ten-year-old car? Weigh both sides"),
                self.tr("Plan a week of dinners for four from twenty ingredients"),
                self.tr("Find the flaw: all birds fly, penguins are birds, so penguins fly"),
            )
        return (
            self.tr("Explain how a heat pump works to someone who never saw one"),
            self.tr("Draft a polite email that moves a meeting to next week"),
            self.tr("Compare trains and planes for a trip from Paris to Milan"),
            self.tr("Give me five questions for an interview about beekeeping"),
        )


class _Example(QPushButton):
    """A button whose words may take two lines."""

    pressed_text = Signal(str)

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setObjectName("example")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inner = QVBoxLayout(self)
        inner.setContentsMargins(16, 12, 16, 12)
        inner.addWidget(self._label)
        self.setMinimumHeight(60)
        self.set_text(text)
        self.clicked.connect(lambda: self.pressed_text.emit(self._label.text()))

    def set_text(self, text: str) -> None:
        """Say and send `text`."""
        self._label.setText(text)
        self.setAccessibleName(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)


def _line(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
