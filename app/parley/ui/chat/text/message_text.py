"""The widget: shows plain text or Markdown in one document, selectable as a whole."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QByteArray,
    QMimeData,
    QPoint,
    QPointF,
    QRectF,
    QSize,
    Qt,
    QTimer,
    QUrl,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QTextBrowser, QWidget

from parley.chat import marks
from parley.chat.markdown import MarkdownReader
from parley.chat.values import Attachment
from parley.ui import fonts, theme
from parley.ui.chat.picture_viewer import add_picture_actions, show_picture
from parley.ui.chat.pictures import Album
from parley.ui.chat.text import copying
from parley.ui.chat.text.builder import Builder
from parley.ui.chat.text.cleaning import broken, units
from parley.ui.chat.text.code import CodeButtons
from parley.ui.chat.text.colouring import Colouring
from parley.ui.chat.text.decorations import Decorations
from parley.ui.chat.text.formats import (
    CODE_PADDING,
    FORMULA,
    LATEX,
    LINE,
    OBJECT,
    OPENS,
    PICTURE,
    SHOWN,
    Formats,
)
from parley.ui.chat.text.formula_objects import FormulaObjects
from parley.ui.chat.text.picture_objects import PictureObjects
from parley.ui.formulas import Formulas
from parley.ui.theme import Theme

#: A picture of Markdown, in a text that is shown as it was typed.
_TYPED_PICTURE = re.compile(
    r"!\[(?P<words>[^\[\]\u2029]*)\]\((?:<(?P<held>[^<>\u2029]+)>|(?P<plain>[^\s()<>]+))\)"
)


class MessageText(QTextBrowser):
    """Shows plain text or Markdown. Raw HTML stays text and no image is ever fetched.

    Links are not followed: `link_activated` carries the address (a string).
    """

    link_activated = Signal(str)

    def __init__(
        self,
        look: Theme,
        parent: QWidget | None = None,
        *,
        formulas: Formulas | None = None,
        album: Album | None = None,
    ) -> None:
        """`album` holds the pictures that its Markdown can show; it shows no others."""
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
        document.setDefaultFont(fonts.ui_font(look.letters(theme.SIZE_MESSAGE)))
        option = QTextOption()
        # Each paragraph runs in the direction of its own words.
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(option)
        self._builder = Builder(document, Formats(look), formulas)
        if formulas is not None:
            self._formulas = FormulaObjects(formulas, self)
            document.documentLayout().registerHandler(FORMULA, self._formulas)
            formulas.made.connect(self._show_made)
        self.album = album
        if album is not None:
            self._builder.shows = lambda address: album.find(address) is not None
            self._objects = PictureObjects(album, lambda: self._builder.formats.look, self)
            document.documentLayout().registerHandler(PICTURE, self._objects)
            album.pictures.made.connect(self.viewport().update)
        self._decorations = Decorations(document, self._builder)
        self._colouring = Colouring(document, self._builder, self)
        self._buttons = CodeButtons(self.viewport(), self._builder, self._decorations)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(0)
        self._settled.timeout.connect(self._buttons.place)
        document.documentLayout().documentSizeChanged.connect(self._resized)

    def set_reached_by_tab(self, reached: bool) -> None:
        """Let Tab stop at the text, its links and its buttons."""
        policy = Qt.FocusPolicy.StrongFocus if reached else Qt.FocusPolicy.ClickFocus
        self.setFocusPolicy(policy)
        self._buttons.set_focus_policy(policy)

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        if look is self._builder.formats.look:
            return
        self._builder.formats = Formats(look)
        self.document().setDefaultFont(fonts.ui_font(look.letters(theme.SIZE_MESSAGE)))
        if self._reader is not None:
            self._rewrite()

    def show_plain(self, text: str) -> None:
        """Show `text` exactly as it was typed."""
        self._text, self._reader = text, None
        self._builder.clear()
        self._buttons.follow(0)
        document = self.document()
        document.setPlainText(broken(text))
        line = QTextBlockFormat()
        line.setLineHeight(LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(line)
        self._put_pictures(cursor)
        self._fit()

    def _put_pictures(self, cursor: QTextCursor) -> None:
        """Show pictures in a text that is otherwise as it was typed."""
        if self.album is None or "![" not in self._text:
            return
        text = self.document().toRawText()
        for found in reversed(list(_TYPED_PICTURE.finditer(text))):
            run = marks.Run(found["words"], marks.PICTURE, picture=found["plain"] or found["held"])
            if self._builder.shows(run.picture):
                cursor.setPosition(units(text[: found.start()]))
                cursor.setPosition(units(text[: found.end()]), QTextCursor.MoveMode.KeepAnchor)
                cursor.mergeBlockFormat(self._builder.formats.single)
                cursor.insertText(OBJECT, self._builder.formats.picture(run, found[0]))

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
        if not growing:
            self._describe()

    def keep_in_view(self) -> None:
        """Have the buttons of what is seen be seen, after the message has moved."""
        if self._buttons.buttons:
            self._buttons.place()
            # And once more when everything around it is where it will be.
            self._settled.start()

    # -- what is copied --------------------------------------------------------------------------

    def toPlainText(self) -> str:
        """Return all words, formulas as they were written."""
        parts = self._builder.parts
        # Above code that a message begins with, there is a paragraph that only Qt wants.
        start = parts[0].start if parts else 0
        end = self.document().characterCount() - (2 if parts and parts[-1].table else 1)
        return copying.words(self.document(), start, max(start, end))

    def selected_text(self) -> str:
        """Return what is selected as plain text, with the markers of lists and quotes."""
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        if start == end:
            return ""
        return copying.plain(self._builder, self.document(), start, end)

    def selected_markdown(self) -> str:
        """Return the Markdown of the blocks in which something is selected."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return ""
        found = copying.lines(self._builder, cursor.selectionStart(), cursor.selectionEnd())
        if self._reader is None or found is None:
            return self.selected_text()
        return self._reader.source(*found).strip("\n")

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(self.selected_text())
        return data

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.context_menu(event.pos())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def context_menu(self, at: QPoint) -> QMenu:
        """Return what can be copied at a place in the viewport."""
        menu = QMenu(self)
        selected = self.textCursor().hasSelection()

        def add(words: str, text: Callable[[], str], *, enabled: bool = True) -> None:
            action = menu.addAction(words)
            action.setEnabled(enabled)
            action.triggered.connect(lambda: QGuiApplication.clipboard().setText(text()))

        add(self.tr("Copy"), self.selected_text, enabled=selected)
        if self._reader is not None:
            add(self.tr("Copy as Markdown"), self._markdown)
        if (address := self.anchorAt(at)) and not address.startswith(OPENS):
            add(self.tr("Copy link address"), lambda: address)
        if formula := self._formula_at(at):
            add(self.tr("Copy formula"), lambda: formula)
        if (picture := self._picture_at(at)) is not None and self.album is not None:
            add_picture_actions(menu, picture, self.album.pictures, self.window())
        menu.addSeparator()
        menu.addAction(self.tr("Select all")).triggered.connect(self.selectAll)
        return menu

    def _markdown(self) -> str:
        return self.selected_markdown() or self._text

    def _formula_at(self, at: QPoint) -> str:
        """Return the LaTeX of the formula at a place in the viewport, or ""."""
        form = self._object_at(at)
        return str(form.property(LATEX) or "") if form.objectType() == FORMULA else ""

    def _picture_at(self, at: QPoint) -> Attachment | None:
        """Return the picture at a place in the viewport."""
        form = self._object_at(at)
        if self.album is None or form.objectType() != PICTURE:
            return None
        return self.album.find(str(form.property(SHOWN)))

    def _object_at(self, at: QPoint) -> QTextCharFormat:
        """Return the format of what stands at a place in the viewport."""
        position = (
            self.document().documentLayout().hitTest(QPointF(at), Qt.HitTestAccuracy.ExactHit)
        )
        cursor = QTextCursor(self.document())
        if position < 0:
            return QTextCharFormat()
        cursor.setPosition(min(position + 1, self.document().characterCount() - 1))
        return cursor.charFormat()

    # -- Qt --------------------------------------------------------------------------------------

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

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.keep_in_view()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._writing = True
            self._builder.fit_tables()
            self._writing = False
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self._decorations.paint(painter, QRectF(event.rect()))
        painter.end()
        super().paintEvent(event)

    # -- formulas --------------------------------------------------------------------------------

    def _show_made(self) -> None:
        """Show the formulas that were made since their words were written."""
        cursor = self.textCursor()
        self._writing = True
        changed = self._builder.show_made()
        self._writing = False
        if changed:
            if cursor.hasSelection():
                self.setTextCursor(cursor)
            self._fit()
            self.updateGeometry()

    def _describe(self) -> None:
        """Say formulas and pictures to a screen reader, for which a document holds no words."""
        said: list[str] = []
        runs = [run for part in self._builder.parts for run in marks.all_runs(part.block)]
        if sources := [run.text for run in runs if run.style & marks.FORMULA]:
            said.append(self.tr("Formulas: {formulas}").format(formulas="; ".join(sources)))
        shown = (run for run in runs if run.style & marks.PICTURE)
        if names := [run.text or run.picture for run in shown if self._builder.shows(run.picture)]:
            said.append(self.tr("Pictures: {names}").format(names="; ".join(names)))
        self.setAccessibleDescription(" ".join(said))

    # -- inside ----------------------------------------------------------------------------------

    def _follow(self, url: QUrl) -> None:
        address = url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        if self.album is not None and address.startswith(OPENS):
            # A link that somebody wrote so opens no more than a picture of the conversation.
            picture = self.album.find(address.removeprefix(OPENS))
            if picture is not None:
                show_picture(picture, self.album.pictures, self.window())
            return
        if address.strip("#"):
            self.link_activated.emit(address)

    def _height(self) -> int:
        parts = self._builder.parts
        # Qt leaves no room below the last paragraph, and a card of code has its edge there.
        edge = CODE_PADDING if parts and parts[-1].block.kind == "code" else 0
        return max(1, math.ceil(self.document().size().height()) + edge)

    def _fit(self, first: int = 0) -> None:
        """Be as tall as the words, of which those from the part at `first` on are new."""
        height = self._height()
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)
        self._buttons.place(first)

    def _resized(self) -> None:
        if not self._writing:  # Otherwise it is done once, after the last word.
            self._fit()

    def _clear(self) -> None:
        self._builder.clear()
        self._buttons.follow(0)
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
        self._buttons.follow(kept)
        if selected is not None:
            now = self.textCursor()
            if (now.anchor(), now.position()) != selected:
                self._select(*selected)
        self._fit(kept)
        self.updateGeometry()

    def _select(self, anchor: int, position: int) -> None:
        last = self.document().characterCount() - 1
        cursor = self.textCursor()
        cursor.setPosition(min(anchor, last))
        cursor.setPosition(min(position, last), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
