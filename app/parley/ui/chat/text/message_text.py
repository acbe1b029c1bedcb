"""The widget: shows plain text or Markdown in one document, selectable as a whole."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from parley.chat.markdown import MarkdownReader
from parley.ui import fonts, theme
from parley.ui.chat.text.builder import Builder
from parley.ui.chat.text.code import CodeButtons
from parley.ui.chat.text.colouring import Colouring
from parley.ui.chat.text.decorations import Decorations
from parley.ui.chat.text.formats import Formats
from parley.ui.theme import Theme


class MessageText(QTextBrowser):
    """Shows plain text or Markdown. Raw HTML stays text and no image is ever fetched.

    Links are not followed: `link_activated` carries the address (a string).
    """

    link_activated = Signal(str)

    def __init__(self, look: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message_text")
        self._text = ""
        self._writing = False
        self._reader: MarkdownReader | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.DefaultContextMenu)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.anchorClicked.connect(self._follow)
        document = self.document()
        document.setDocumentMargin(0)
        # Paragraphs say in pixels how far they stand in, on the side where they begin.
        document.setIndentWidth(1)
        document.setDefaultFont(fonts.ui_font(theme.SIZE_MESSAGE))
        option = QTextOption()
        # Each paragraph runs in the direction of its own words.
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(option)
        self._builder = Builder(document, Formats(look))
        self._decorations = Decorations(document, self._builder)
        self._colouring = Colouring(document, self._builder, self)
        self._buttons = CodeButtons(self.viewport(), self._builder, self._decorations)
        document.documentLayout().documentSizeChanged.connect(self._fit)

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        if look is self._builder.formats.look:
            return
        self._builder.formats = Formats(look)
        if self._reader is not None:
            self._rewrite()

    def show_plain(self, text: str) -> None:
        """Show `text` exactly as it was typed."""
        self._text, self._reader = text, None
        self._builder.clear()
        self._buttons.show_for(())
        document = self.document()
        document.setPlainText(text)
        line = QTextBlockFormat()
        line.setLineHeight(150.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(line)
        self._fit()

    def show_markdown(self, text: str, *, growing: bool = False) -> None:
        """Show `text` as Markdown; what is selected stays selected while text is appended.

        While it is `growing`, what is half open at its end is shown as if it were closed.
        """
        self._text = text
        if self._reader is None:
            self._reader = MarkdownReader()
            self._clear()
        change = self._reader.read(text, growing=growing)
        self._write(change.kept, change.blocks)
        self._colouring.look_at(change.kept, growing=growing)

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:
        """Load nothing: a picture in an answer must not call anyone, nor read a file.

        The answer is an empty one, because for none Qt's document reads local files by itself.
        """
        return QByteArray()

    def sizeHint(self) -> QSize:
        return QSize(400, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self._height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        # The transcript scrolls, never a message inside it.
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self._decorations.paint(painter, QRectF(event.rect()))
        painter.end()
        super().paintEvent(event)

    # -- inside ----------------------------------------------------------------------------------

    def _follow(self, url: QUrl) -> None:
        address = url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        if address.strip("#"):
            self.link_activated.emit(address)

    def _height(self) -> int:
        return max(1, int(self.document().size().height() + 0.999))

    def _fit(self) -> None:
        if self._writing:
            return  # It is done once, after the last word.
        height = self._height()
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)
        self._buttons.place()

    def _clear(self) -> None:
        self._builder.clear()
        self._buttons.show_for(())
        self.document().clear()

    def _rewrite(self) -> None:
        """Write everything anew, as after a change of colours."""
        if self._reader is not None:
            cursor = self.textCursor()
            selected = (cursor.anchor(), cursor.position())
            self._clear()
            self._write(0, tuple(self._reader.blocks))
            self._colouring.look_at(0, growing=False)
            self._select(*selected)

    def _write(self, kept: int, blocks: tuple[Any, ...]) -> None:
        cursor = self.textCursor()
        selected = (cursor.anchor(), cursor.position()) if cursor.hasSelection() else None
        self._writing = True
        self._builder.change(kept, blocks)
        self._writing = False
        self._buttons.show_for(part for part in self._builder.parts if part.block.kind == "code")
        if selected is not None:
            self._select(*selected)
        self._fit()
        self.updateGeometry()

    def _select(self, anchor: int, position: int) -> None:
        last = self.document().characterCount() - 1
        cursor = self.textCursor()
        cursor.setPosition(min(anchor, last))
        cursor.setPosition(min(position, last), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
