"""An empty chat: which model answers, what it is good for, and four ways to begin."""

from __future__ import annotations

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
        self.buttons: list[QPushButton] = []
        # Short tasks that a small model does well.
        examples = (
            self.tr("Give me three names for a small bakery"),
            self.tr("Write a short thank-you note to a neighbour"),
            self.tr("Explain in two sentences why the sky is blue"),
            self.tr("List five things to pack for a weekend hike"),
        )
        for place, text in enumerate(examples):
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


class _Example(QPushButton):
    """A button whose words may take two lines."""

    pressed_text = Signal(str)

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setObjectName("example")
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        label = QLabel(text)
        label.setWordWrap(True)
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inner = QVBoxLayout(self)
        inner.setContentsMargins(16, 12, 16, 12)
        inner.addWidget(label)
        self.setMinimumHeight(60)
        self.clicked.connect(lambda: self.pressed_text.emit(text))

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
