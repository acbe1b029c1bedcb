"""Rows of settings: a name, a control, its effect in a sentence, what is recommended, a reset."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from parley.ui.icons import Icons
from parley.ui.settings.choices import Choice, MaybeNumber
from parley.ui.settings.sliders import SlidingNumber
from parley.ui.theme import Theme


class OptionRow(QWidget):
    """One option. `reset_asked` tells that the recommended value is wanted back."""

    reset_asked = Signal()

    def __init__(
        self,
        name: str,
        sentence: str,
        control: QWidget,
        look: Theme,
        icons: Icons,
        *,
        beside: bool = False,
    ) -> None:
        """`beside` puts the control on the line of the name: for small ones."""
        super().__init__()
        self._icons = icons
        # Each kind of control has `changed`, `set_value` and `set_name`; Qt has no type for that.
        self.control: Any = control
        self.name = Name(name)
        self.mark = QLabel("●")
        self.mark.setObjectName("differs")
        self.mark.setToolTip(self.tr("Differs from what is recommended"))
        self.mark.hide()
        self.reset = QToolButton()
        self.reset.setObjectName("reset")
        self.reset.setAccessibleName(self.tr("Reset {name}").format(name=name))
        self.reset.clicked.connect(self.reset_asked)
        self.reset.hide()
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(4)
        head.addWidget(self.name)
        head.addWidget(self.mark)
        head.addWidget(self.reset)
        head.addStretch(1)
        if beside:
            choice = control.choice if isinstance(control, MaybeNumber) else control
            if isinstance(choice, Choice):
                choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
            head.addWidget(control)
        elif isinstance(control, SlidingNumber):
            head.addWidget(control.number)
        self.sentence = wrapped(sentence, "small")
        self.recommended = wrapped("", "small")
        self.problem = wrapped("", "problem")
        for label in (self.recommended, self.problem):
            label.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(head)
        if not beside:
            column.addWidget(control)
        column.addWidget(self.problem)
        column.addWidget(self.sentence)
        column.addWidget(self.recommended)
        self.name.setBuddy(control)
        self.set_theme(look)

    def add_below(self, part: QWidget) -> None:
        """Put something else at the row's end."""
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.addWidget(part, 0, Qt.AlignmentFlag.AlignLeading)

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self.reset.setIcon(self._icons.get("rotate-ccw", look.muted, 14))

    def show_state(self, *, differs: bool, recommended: str = "", target: str = "") -> None:
        """Say whether the value is another than the recommended one.

        Args:
            recommended: a sentence about that one; "" says nothing.
            target: what a reset goes to, for its tool tip.
        """
        self.mark.setVisible(differs)
        self.reset.setVisible(differs)
        self.reset.setToolTip(
            self.tr("Back to {value}").format(value=target) if target else self.tr("Reset")
        )
        self.recommended.setText(recommended)
        self.recommended.setVisible(bool(recommended))

    def show_problem(self, text: str) -> None:
        """Say what is wrong with the value; "" says that nothing is."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self.control.setAccessibleDescription(text or self.sentence.text())


class Name(QLabel):
    """A name on one line where there is room for it, else on several."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setObjectName("option")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    def sizeHint(self) -> QSize:
        # By itself a label that may wrap asks for a shape that it finds pleasant.
        self.ensurePolished()
        width = self.fontMetrics().horizontalAdvance(self.text()) + 2
        return QSize(width, self.heightForWidth(width))


class Wrapped(QLabel):
    """Words on several lines, at the side where lines begin in the window."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._align()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._align()

    def _align(self) -> None:
        # By itself a label goes by the direction of its words.
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop)


def wrapped(text: str, name: str) -> Wrapped:
    """Return words on several lines in the look called `name`."""
    return Wrapped(text, name)


class Section(QWidget):
    """A heading that folds what is below it.

    Attributes:
        gap: pixels between the parts below, where there is room enough.
    """

    def __init__(
        self, title: str, look: Theme, icons: Icons, *, open_: bool = True, quiet: bool = False
    ) -> None:
        super().__init__()
        self._look, self._icons = look, icons
        self.button = QToolButton()
        self.button.setObjectName("fold_quiet" if quiet else "fold")
        self.button.setText(title)
        self.button.setCheckable(True)
        self.button.setChecked(open_)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.button.toggled.connect(self._toggled)
        self.end = QHBoxLayout()
        self.end.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self.button, 1)
        head.addLayout(self.end)
        self._inside = QWidget()
        self.body = QVBoxLayout(self._inside)
        self.body.setContentsMargins(0, 4, 0, 4)
        self.gap = 14
        self.body.setSpacing(look.space(self.gap))
        self._inside.setVisible(open_)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._inside)
        self._show_arrow()

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self._look = look
        self.body.setSpacing(look.space(self.gap))
        self._show_arrow()

    @property
    def is_open(self) -> bool:
        """Whether what is below is shown."""
        return self.button.isChecked()

    def _toggled(self, open_: bool) -> None:
        self._inside.setVisible(open_)
        self._show_arrow()

    def _show_arrow(self) -> None:
        side = "chevron-left" if self.isRightToLeft() else "chevron-right"
        name = "chevron-down" if self.is_open else side
        self.button.setIcon(self._icons.get(name, self._look.muted))
