"""The text of one message: selectable, as tall as its words, loading nothing from anywhere."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextFrame,
    QTextFrameFormat,
    QTextLength,
    QTextOption,
    QTextTable,
    QTextTableCell,
    QTextTableCellFormat,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from parley.ui import fonts, theme
from parley.ui.theme import Theme

_LINE_HEIGHT = 150.0
_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
_CODE_PADDING = 12
_MARKDOWN = (
    QTextDocument.MarkdownFeature.MarkdownDialectGitHub
    | QTextDocument.MarkdownFeature.MarkdownNoHTML
)
_IS_CODE = QTextFormat.Property.UserProperty.value + 1


class MessageText(QTextBrowser):
    """Shows plain text or Markdown. Raw HTML stays text and no image is ever fetched.

    Links are not followed: `link_activated` carries the address (a string).
    """

    link_activated = Signal(str)

    def __init__(self, look: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message_text")
        self._look = look
        self._text = ""
        self._markdown = False
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
        self.anchorClicked.connect(lambda url: self.link_activated.emit(url.toString()))
        document = self.document()
        document.setDocumentMargin(0)
        document.setIndentWidth(22)
        document.setDefaultFont(fonts.ui_font(theme.SIZE_MESSAGE))
        option = QTextOption()
        # Each paragraph runs in the direction of its own words.
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(option)
        document.documentLayout().documentSizeChanged.connect(self._fit)

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self._look = look
        self._render()

    def show_plain(self, text: str) -> None:
        """Show `text` exactly as it was typed."""
        self._text, self._markdown = text, False
        self._render()

    def show_markdown(self, text: str) -> None:
        """Show `text` as Markdown; what is selected stays selected while text is appended."""
        self._text, self._markdown = text, True
        self._render()

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
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._look.code))
        for box in self._code_boxes():
            painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        painter.end()
        super().paintEvent(event)

    def _height(self) -> int:
        return max(1, int(self.document().size().height() + 0.999))

    def _fit(self) -> None:
        height = self._height()
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)

    def _render(self) -> None:
        cursor = self.textCursor()
        selected = (cursor.anchor(), cursor.position()) if cursor.hasSelection() else None
        document = self.document()
        if self._markdown:
            document.setMarkdown(self._text, _MARKDOWN)
            _style(document, self._look)
        else:
            document.setPlainText(self._text)
            _plain(document)
        if selected is not None:
            last = document.characterCount() - 1
            cursor = QTextCursor(document)
            cursor.setPosition(min(selected[0], last))
            cursor.setPosition(min(selected[1], last), QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)
        self._fit()
        self.updateGeometry()

    def _code_boxes(self) -> list[QRectF]:
        """Return the rectangle behind each run of code lines."""
        boxes: list[QRectF] = []
        layout = self.document().documentLayout()
        width = self.document().textWidth()
        block = self.document().begin()
        open_run = False
        while block.isValid():
            if block.blockFormat().property(_IS_CODE):
                rect = layout.blockBoundingRect(block)
                rect = QRectF(0, rect.top(), width, rect.height())
                if open_run:
                    boxes[-1] = boxes[-1].united(rect)
                else:
                    boxes.append(rect)
                open_run = True
            else:
                open_run = False
            block = block.next()
        return [box.adjusted(0, -_CODE_PADDING + 2, 0, _CODE_PADDING - 2) for box in boxes]


def _plain(document: QTextDocument) -> None:
    line = QTextBlockFormat()
    line.setLineHeight(_LINE_HEIGHT, _PROPORTIONAL)
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.mergeBlockFormat(line)


def _style(document: QTextDocument, look: Theme) -> None:
    """Give the blocks that Qt made of Markdown the type, space and colours of the theme."""
    block = document.begin()
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    while block.isValid():
        code = _code(block)
        cursor.setPosition(block.position())
        cursor.mergeBlockFormat(_block_format(block, code))
        if code:
            cursor.setPosition(
                block.position() + block.length() - 1, QTextCursor.MoveMode.KeepAnchor
            )
            cursor.mergeCharFormat(_code_format(look, theme.SIZE_BODY))
        else:
            _style_fragments(block, cursor, look)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        _style_table(frame, look)
    cursor.endEditBlock()


def _code(block: QTextBlock) -> bool:
    form = block.blockFormat()
    return form.hasProperty(QTextFormat.Property.BlockCodeFence.value) or form.hasProperty(
        QTextFormat.Property.BlockCodeLanguage.value
    )


def _block_format(block: QTextBlock, code: bool) -> QTextBlockFormat:
    form = QTextBlockFormat()
    form.setLineHeight(_LINE_HEIGHT, _PROPORTIONAL)
    level = block.blockFormat().headingLevel()
    before = block.previous().isValid()
    if code:
        first = not (before and _code(block.previous()))
        last = not (block.next().isValid() and _code(block.next()))
        form.setNonBreakableLines(False)
        form.setProperty(_IS_CODE, True)
        form.setLeftMargin(_CODE_PADDING)
        form.setRightMargin(_CODE_PADDING)
        form.setTopMargin(_CODE_PADDING if first else 0)
        form.setBottomMargin(2 * _CODE_PADDING if last else 0)
        # Code reads from left to right, whatever the words around it do.
        form.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    elif level:
        form.setTopMargin(12 if before else 0)
        form.setBottomMargin(6)
    elif block.textList() is not None:
        form.setTopMargin(0)
        form.setBottomMargin(4)
    else:
        form.setTopMargin(0)
        form.setBottomMargin(10 if block.next().isValid() else 0)
    return form


def _code_format(look: Theme, size: int) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setFontFamilies([theme.CODE_FONT, "monospace"])
    form.setProperty(QTextFormat.Property.FontPixelSize.value, size)
    form.setForeground(QColor(look.text))
    return form


def _style_fragments(block: QTextBlock, cursor: QTextCursor, look: Theme) -> None:
    level = block.blockFormat().headingLevel()
    pictures = []
    runs = [each.fragment() for each in block]  # type: ignore[attr-defined]
    for run in runs:
        form = run.charFormat()
        change = QTextCharFormat()
        if form.isAnchor():
            change.setForeground(QColor(look.accent))
            change.setFontUnderline(True)
        if form.isImageFormat():
            pictures.append(run)
            continue
        if form.fontFixedPitch():
            change.merge(_code_format(look, theme.SIZE_BODY + 1))
            change.setBackground(QBrush(QColor(look.code)))
        if level:
            change.setProperty(
                QTextFormat.Property.FontPixelSize.value,
                theme.SIZE_TITLE if level <= 2 else theme.SIZE_MESSAGE,
            )
            change.setProperty(QTextFormat.Property.FontSizeAdjustment.value, 0)
            change.setFontWeight(QFont.Weight.DemiBold)
        if change.propertyCount():
            cursor.setPosition(run.position())
            cursor.setPosition(run.position() + run.length(), QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(change)
    for run in reversed(pictures):
        _name_picture(run, cursor, look)


def _name_picture(run: QTextFragment, cursor: QTextCursor, look: Theme) -> None:
    """Put what a picture is called where it would be: it is not fetched."""
    named = run.charFormat().property(QTextFormat.Property.ImageAltText.value)
    form = QTextCharFormat()
    form.setForeground(QColor(look.muted))
    cursor.setPosition(run.position())
    cursor.setPosition(run.position() + run.length(), QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(f"[Picture: {named}]" if named else "[Picture]", form)


def _style_table(frame: QTextFrame, look: Theme) -> None:
    if isinstance(frame, QTextTable):
        form = frame.format().toTableFormat()
        form.setBorder(0)
        form.setCellPadding(0)
        form.setCellSpacing(0)
        form.setTopMargin(2)
        form.setBottomMargin(14)
        form.setWidth(QTextLength())
        frame.setFormat(form)
        for row in range(frame.rows()):
            for column in range(frame.columns()):
                _style_cell(frame.cellAt(row, column), look)
    for child in frame.childFrames():
        _style_table(child, look)


def _style_cell(cell: QTextTableCell, look: Theme) -> None:
    """Rule a line below the cell; the space around its words is the cell's, not a paragraph's."""
    form = QTextTableCellFormat(cell.format().toTableCellFormat())
    form.setLeftPadding(0)
    form.setRightPadding(24)
    form.setTopPadding(6)
    form.setBottomPadding(6)
    form.setBottomBorder(1)
    form.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBottomBorderBrush(QBrush(QColor(look.line)))
    cell.setFormat(form)
    cursor = cell.firstCursorPosition()
    block = QTextBlockFormat()
    block.setBottomMargin(0)
    cursor.mergeBlockFormat(block)
