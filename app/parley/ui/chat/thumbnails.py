"""The pictures that go with a message, small, below its words; each opens in a window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from parley.chat.values import Attachment
from parley.ui import theme, words
from parley.ui.chat.picture_viewer import add_picture_actions, facts, show_picture
from parley.ui.chat.pictures import Pictures, fitted
from parley.ui.chat.text.picture_objects import draw
from parley.ui.flow import Flow
from parley.ui.theme import Theme

#: The smallest that can be pressed.
_SMALLEST = QSize(32, 32)
_BOX = QSize(2 * theme.PICTURE_THUMB, theme.PICTURE_THUMB)


class Thumbnail(QAbstractButton):
    """One picture. A click, Enter or the space bar opens it."""

    def __init__(self, picture: Attachment, drawn: Pictures, look: Theme) -> None:
        super().__init__()
        self.setObjectName("thumbnail")
        self.picture, self._drawn, self._look = picture, drawn, look
        self.setAccessibleName(picture.name)
        self.setAccessibleDescription(self.tr("A picture. Enter opens it."))
        self.setToolTip(words.tip(f"{picture.name}\n{facts(picture, drawn.size(picture))}"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFixedSize(self._size().expandedTo(_SMALLEST))
        self.clicked.connect(lambda: show_picture(picture, drawn, self.window()))
        drawn.made.connect(self.update)

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self._look = look
        self.update()

    def sizeHint(self) -> QSize:
        return self.size()

    def context_menu(self) -> QMenu:
        """Return what can be done with the picture."""
        menu = QMenu(self)
        add_picture_actions(menu, self.picture, self._drawn, self.window())
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.context_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def enterEvent(self, event: QEvent) -> None:
        super().enterEvent(event)  # type: ignore[arg-type]
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        size = self._size()
        rect = QRectF(
            (self.width() - size.width()) // 2,
            (self.height() - size.height()) // 2,
            size.width(),
            size.height(),
        )
        painter = QPainter(self)
        pixmap = self._drawn.pixmap(self.picture, _BOX, self.devicePixelRatioF())
        draw(painter, rect, pixmap, self._look)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            # Seen on a picture of any colour, the accent's too.
            self._edge(painter, QRectF(self.rect()), self._look.background, 8)
            self._edge(painter, QRectF(self.rect()), self._look.accent, 4)
        else:
            # A picture of the colour of the page has an edge too.
            colour = self._look.muted if self.underMouse() else self._look.line
            self._edge(painter, rect, colour, 1)
        painter.end()

    def _edge(self, painter: QPainter, rect: QRectF, colour: str, width: int) -> None:
        """Draw a line along the inside of a rectangle; a wide one is drawn half."""
        path = QPainterPath()
        path.addRoundedRect(rect, theme.RADIUS, theme.RADIUS)
        painter.setClipPath(path)
        painter.strokePath(path, QPen(QColor(colour), max(2, width)))

    def _size(self) -> QSize:
        return fitted(self._drawn.size(self.picture), _BOX)


class Thumbnails(QWidget):
    """The row of them."""

    def __init__(self, pictures: tuple[Attachment, ...], drawn: Pictures, look: Theme) -> None:
        super().__init__()
        flow = Flow(self, across=6)
        self.thumbnails = [Thumbnail(picture, drawn, look) for picture in pictures]
        for thumbnail in self.thumbnails:
            flow.addWidget(thumbnail)

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        for thumbnail in self.thumbnails:
            thumbnail.set_theme(look)

    def set_reached_by_tab(self, reached: bool) -> None:
        """Let Tab stop at the pictures."""
        policy = Qt.FocusPolicy.StrongFocus if reached else Qt.FocusPolicy.ClickFocus
        for thumbnail in self.thumbnails:
            thumbnail.setFocusPolicy(policy)
