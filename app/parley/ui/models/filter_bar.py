"""What the list of models is narrowed by: words, family, size, purpose, licence, what runs here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from parley.catalog import FAMILY_NAMES
from parley.discover.filters import Filter, Order, Size, Task, Terms
from parley.ui.flow import Flow
from parley.ui.settings.choices import Choice, Tick

#: Milliseconds without a key after which words are meant.
_PAUSE = 120


class FilterBar(QWidget):
    """`changed` tells that other cards are wanted, `down` that the list is to have the keyboard."""

    changed = Signal()
    down = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search models"))
        self.search.setAccessibleName(self.tr("Search models"))
        self.search.setClearButtonEnabled(True)
        self.search.installEventFilter(self)
        self.family = self._choice(self.tr("Family"), [("", self.tr("All families"))])
        self.weights = self._choice(
            self.tr("Size"),
            [
                ("", self.tr("All sizes")),
                ("small", self.tr("Up to 4 billion")),
                ("medium", self.tr("4 to 10 billion")),
                ("large", self.tr("10 to 40 billion")),
                ("huge", self.tr("Over 40 billion")),
            ],
        )
        self.task = self._choice(
            self.tr("Purpose"),
            [
                ("", self.tr("All purposes")),
                ("chat", self.tr("Conversation")),
                ("code", self.tr("Code")),
                ("reasoning", self.tr("Reasoning")),
                ("image", self.tr("Sees images")),
                ("audio", self.tr("Hears sound")),
                ("tools", self.tr("Calls tools")),
            ],
        )
        self.terms = self._choice(
            self.tr("Licence"),
            [
                ("", self.tr("All licences")),
                ("open", self.tr("Approved by the OSI")),
                ("commercial", self.tr("Commercial use")),
                ("conditions", self.tr("Also with conditions")),
            ],
        )
        self.order = self._choice(
            self.tr("Order"),
            [
                ("suited", self.tr("Suited first")),
                ("newest", self.tr("Newest first")),
                ("smallest", self.tr("Smallest first")),
                ("fastest", self.tr("Fastest first")),
            ],
        )
        self.order.set_value("suited")
        self.fits = Tick(self.tr("Runs here"))
        self.fits.setMinimumHeight(28)
        self.fits.changed.connect(lambda _: self.changed.emit())
        self.count = QLabel()
        self.count.setObjectName("small")
        self.clear = QPushButton(self.tr("Clear"))
        self.clear.setObjectName("link")
        self.clear.setAccessibleName(self.tr("Clear the filters"))
        self.clear.clicked.connect(self.reset)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_PAUSE)
        self._typing.timeout.connect(self.changed)
        self.search.textEdited.connect(lambda _: self._typing.start())
        # The cross in the field changes the text without editing it.
        self.search.textChanged.connect(lambda text: None if text else self._typing.start())
        self._lay_out()

    def _choice(self, name: str, choices: Sequence[tuple[str, str]]) -> Choice:
        made = Choice()
        made.set_choices(choices)
        made.set_value(choices[0][0])
        made.set_name(name, "")
        made.setToolTip(name)
        made.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        made.changed.connect(lambda _: self.changed.emit())
        return made

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 4)
        column.setSpacing(8)
        column.addWidget(self.search)
        chosen = QWidget()
        flow = Flow(chosen, across=6)
        for part in (self.family, self.weights, self.task, self.terms, self.order, self.fits):
            flow.addWidget(part)
        column.addWidget(chosen)
        below = QHBoxLayout()
        below.setContentsMargins(2, 0, 0, 0)
        below.addWidget(self.count)
        below.addStretch(1)
        below.addWidget(self.clear)
        column.addLayout(below)

    # -- what is wanted --------------------------------------------------------------------------

    @property
    def wanted(self) -> Filter:
        """What is wanted now."""
        return Filter(
            words=self.search.text(),
            family=str(self.family.value or ""),
            size=cast(Size, self.weights.value or ""),
            task=cast(Task, self.task.value or ""),
            terms=cast(Terms, self.terms.value or ""),
            fits=self.fits.isChecked(),
        )

    @property
    def sorted_by(self) -> Order:
        """In which order."""
        return cast(Order, self.order.value or "suited")

    def offer(self, families: Sequence[str]) -> None:
        """Offer families to choose from."""
        named = [(family, FAMILY_NAMES.get(family, family)) for family in families]
        self.family.set_choices([("", self.tr("All families")), *named])
        if self.family.value is None:
            self.family.set_value("")

    def tell(self, shown: int, all_: int) -> None:
        """Say how many of all models are shown."""
        text = self.tr("%n model(s)", "", shown)
        if shown != all_:
            text = self.tr("{shown} of {all}").format(shown=shown, all=self._models(all_))
        self.count.setText(text)
        self.clear.setVisible(not self.wanted.empty)

    def _models(self, count: int) -> str:
        return self.tr("%n model(s)", "", count)

    def reset(self) -> None:
        """Want everything again."""
        self.search.clear()
        for choice in (self.family, self.weights, self.task, self.terms):
            choice.set_value("")
        self.fits.setChecked(False)
        self._typing.stop()
        self.changed.emit()
        self.search.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.search
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}
        ):
            self._typing.stop()
            self.changed.emit()
            self.down.emit()
            return True
        return super().eventFilter(watched, event)
