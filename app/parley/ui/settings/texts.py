"""Texts of several lines that grow, and values that are written as such."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QMimeData,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QPlainTextEdit,
    QWidget,
)

from parley.chat.attachments import clean, fits

#: After so long without a key, what is written is meant.
_PAUSE_MS = 400


def finite(text: str) -> float:
    """Return a number that can be stored. Raises `ValueError` for what is none."""
    found = float(text)
    if not math.isfinite(found):
        raise ValueError(text)
    return found


class GrowingText(QPlainTextEdit):
    """A text of several lines, as tall as it is within limits. `edited` tells that it changed.

    `left` tells that the person is done with it for now.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, least: int = 2, most: int = 10, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("growing")
        self._least, self._most = least, most
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        option = self.document().defaultTextOption()
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self.document().setDefaultTextOption(option)
        self.textChanged.connect(self._changed)
        self._told = True
        self.fit()

    def set_text(self, text: str) -> None:
        """Show `text` without telling anyone; the cursor stays where the text is the same."""
        if text != self.toPlainText():
            self._told = False
            self.setPlainText(text)
            self._told = True

    def fit(self) -> None:
        """Be as tall as the text."""
        lines = max(1, round(self.document().size().height()))
        shown = min(max(lines, self._least), self._most)
        # The frame is as the style sheet has it: a border of 1 and 3 within.
        around = 2 * round(self.document().documentMargin()) + 2 * (1 + 3)
        self.setFixedHeight(shown * self.fontMetrics().lineSpacing() + around)
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded
            if lines > self._most
            else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )

    def _changed(self) -> None:
        self.fit()
        if self._told:
            self.edited.emit()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
            event.ignore()
        else:
            super().wheelEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit()


class Written(GrowingText):
    """A value that is written as text, told once the person pauses or leaves. `changed` tells it.

    `read` makes the value of a text, `write` the text of a value. What `read` refuses with a
    `ValueError` is told as `refused`, with its sentence.
    """

    changed = Signal(object)
    refused = Signal(str)

    def __init__(
        self,
        read: Callable[[str], object],
        write: Callable[[Any], str],
        *,
        least: int = 1,
        most: int = 8,
        mono: bool = False,
    ) -> None:
        super().__init__(least, most)
        self._read, self._write = read, write
        self._unsaid = False
        self.setProperty("mono", mono)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.flush)
        self.edited.connect(self._wait)
        self.left.connect(self.flush)

    def set_value(self, value: object) -> None:
        """Show a value without telling anyone, but not over what is being written."""
        if self._unsaid or self._same(value):
            return
        self.set_text(self._write(value))

    def set_name(self, name: str, sentence: str) -> None:
        """Name it for those who do not see it."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(sentence)

    def insertFromMimeData(self, source: QMimeData) -> None:
        text = clean(source.text())
        cursor = self.textCursor()
        written = self.document().characterCount() - 1 - len(cursor.selectedText())
        if fits(text, written=written, line=cursor.block().length() - 1):
            self.insertPlainText(text)
        else:
            self.refused.emit(self.tr("What was pasted is too long to be written here."))

    def flush(self) -> None:
        """Tell what is written now."""
        if not self._unsaid:
            return
        self._unsaid = False
        self._pause.stop()
        try:
            value = self._read(self.toPlainText())
        except ValueError as error:
            self.refused.emit(str(error))
        else:
            self.changed.emit(value)

    def add_line(self, line: str) -> None:
        """Write one more line, as if it were typed."""
        text = self.toPlainText().rstrip()
        self.setPlainText(f"{text}\n{line}" if text else line)
        self.flush()

    def _wait(self) -> None:
        self._unsaid = True
        self._pause.start()

    def _same(self, value: object) -> bool:
        try:
            return self._read(self.toPlainText()) == value
        except ValueError:
            return False
