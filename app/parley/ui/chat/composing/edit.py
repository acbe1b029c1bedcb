"""The box a message is written in: it grows with its text and tells of the keys that do more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QPixmap,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit

from parley.chat import attachments, pictures
from parley.ui import fonts, theme
from parley.ui.keys import takes_escape

#: Lines that are shown where there is room for them.
MOST_LINES = 10
_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_NONE = Qt.KeyboardModifier.NoModifier

SendWith = Literal["enter", "ctrl_enter"]


class BoundedEdit(QPlainTextEdit):
    """Takes no text that would freeze it; `overflowed` carries one that was pasted."""

    overflowed = Signal(str)

    def put(self, text: str) -> bool:
        """Write `text` where the cursor is, if the box can take it. Return whether it was."""
        cursor = self.textCursor()
        written = self.document().characterCount() - 1 - len(cursor.selectedText())
        fits = attachments.fits(text, written=written, line=cursor.block().length() - 1)
        if fits:
            self.insertPlainText(text)
        else:
            self.overflowed.emit(text)
        return fits

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self.put(attachments.clean(source.text()))


class MessageEdit(BoundedEdit):
    """Grows with its text.

    `entered` is emitted by the keys that send, `insisted` by those that stop an answer first,
    `escaped` by Esc, `focused` as the focus moves, `risen` by Up in an empty box, `pasted` with a
    text that is better kept beside the message, `files_given` with the paths of files, and
    `picture_given` with a picture: its bytes, or a `QImage`.

    Attributes:
        send_with: the key that sends; Shift and Enter always begin a line.
        attach_over: characters from which a paste is told by `pasted`; 0 never does.
        most_lines: as tall as it grows; it scrolls from there on.
        takes_files: whether files that are pasted are told; else their addresses are text.
        takes_key: is asked first about every key; True keeps it from the box.
    """

    entered = Signal()
    insisted = Signal()
    escaped = Signal()
    focused = Signal(bool)
    risen = Signal()
    pasted = Signal(str)
    files_given = Signal(list)
    picture_given = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.send_with: SendWith = "enter"
        self.attach_over = 0
        self.most_lines = MOST_LINES
        self.takes_files = False
        self.takes_key: Callable[[QKeyEvent], bool] = lambda _event: False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(fonts.ui_font(theme.SIZE_MESSAGE))
        self.setPlaceholderText(self.tr("Message"))
        self.setAccessibleName(self.tr("Message"))
        self.describe()
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        option = QTextOption()
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)
        # What is dropped is the page's: it tells files of text from models.
        self.setAcceptDrops(False)
        self.fit()

    def set_send_with(self, keys: SendWith) -> None:
        """Send by Enter, or by Ctrl and Enter."""
        self.send_with = keys
        self.describe()

    def describe(self) -> None:
        """Tell screen readers what the keys do."""
        self.setAccessibleDescription(
            self.tr("Enter sends, Shift and Enter begin a new line, Escape stops the answer.")
            if self.send_with == "enter"
            else self.tr(
                "Control and Enter send, Enter begins a new line, Escape stops the answer."
            )
        )

    def fit(self) -> None:
        """Be as tall as the lines, up to a limit, then scroll."""
        most = self.most_lines
        lines = max(1, round(self.document().size().height()))
        line = self.fontMetrics().lineSpacing()
        margin = 2 * round(self.document().documentMargin())
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded
            if lines > most
            else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        self.setFixedHeight(min(lines, most) * line + margin)

    def paste_all(self) -> None:
        """Paste text into the box, however long it is."""
        text = QGuiApplication.clipboard().text()
        if text:
            self.put(attachments.clean(text))

    # -- Qt --------------------------------------------------------------------------------------

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or (
            self.takes_files and (bool(local_files(source)) or source.hasImage())
        )

    def insertFromMimeData(self, source: QMimeData) -> None:
        files = local_files(source)
        if files and self.takes_files:
            self.files_given.emit(files)
        elif self.takes_files and holds_picture(source):
            self.picture_given.emit(picture_in(source))
        elif source.hasText():
            text = attachments.clean(source.text())
            if attachments.is_long(text, self.attach_over):
                self.pasted.emit(text)
            else:
                self.put(text)

    def event(self, event: QEvent) -> bool:
        # What is written here comes first: Esc means this box, not the window's menu.
        if takes_escape(event):
            return True
        # Tab leaves the box before `keyPressEvent` would hear of it.
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Tab
            and self.takes_key(event)
        ):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.takes_key(event):
            return
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._press_enter(event, modifiers)
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif event.key() == Qt.Key.Key_Up and modifiers == _NONE and not self.toPlainText():
            self.risen.emit()
        else:
            super().keyPressEvent(event)

    def _press_enter(self, event: QKeyEvent, modifiers: Qt.KeyboardModifier) -> None:
        sends, insists = (
            (_NONE, _CONTROL) if self.send_with == "enter" else (_CONTROL, _CONTROL | _SHIFT)
        )
        if modifiers == sends:
            self.entered.emit()
        elif modifiers == insists:
            self.insisted.emit()
        elif modifiers in {_NONE, _SHIFT}:
            self.insertPlainText("\n")
            self.ensureCursorVisible()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.fit()
        self.ensureCursorVisible()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)


def text_files(source: QMimeData) -> list[str]:
    """Return the paths of files to go with a message; none where a model is among them."""
    paths = local_files(source)
    others = [path for path in paths if path.lower().endswith(".gguf") or Path(path).is_dir()]
    return [] if others else paths


def holds_picture(source: QMimeData) -> bool:
    """Tell whether a picture is pasted or dragged; beside words, it is only how they look."""
    return source.hasImage() and not source.hasFormat("text/plain")


def picture_in(source: QMimeData) -> bytes | QImage:
    """Return a picture as its file has it, if that is given, else as it is on the clipboard."""
    for media in pictures.ENDINGS:
        data = bytes(source.data(media).data())
        if pictures.media_of(data) == media:
            return data
    image = source.imageData()
    return image.toImage() if isinstance(image, QPixmap) else QImage(image)


def local_files(source: QMimeData) -> list[str]:
    """Return the paths of files that are pasted or dragged; none where others are among them."""
    urls = source.urls()
    paths = [url.toLocalFile() for url in urls if url.isLocalFile()]
    return paths if len(paths) == len(urls) else []
