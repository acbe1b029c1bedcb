"""Draws pictures where a document holds them, as wide as the column at most."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSize, QSizeF
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPyTextObject,
    QTextDocument,
    QTextFormat,
)

from parley.chat.values import Attachment
from parley.ui import theme
from parley.ui.chat.pictures import Album, fitted
from parley.ui.chat.text.formats import SHOWN
from parley.ui.theme import Theme


class PictureObjects(QPyTextObject):
    """Tells a document how large its pictures are, and draws them; before that, their place."""

    def __init__(self, album: Album, look: Callable[[], Theme], parent: QObject) -> None:
        super().__init__(parent)
        self._album, self._look = album, look

    def intrinsicSize(self, doc: QTextDocument, _position: int, form: QTextFormat) -> QSizeF:
        picture = self._album.find(str(form.property(SHOWN)))
        if picture is None:
            return QSizeF(0, 0)
        # Its size is known before it is decoded: nothing moves when it comes.
        tall = self._box().height()
        room = QSize(max(1, int(doc.textWidth())), tall) if doc.textWidth() > 0 else self._box()
        return QSizeF(fitted(self._album.pictures.size(picture), room))

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        _doc: QTextDocument,
        _position: int,
        form: QTextFormat,
    ) -> None:
        picture = self._album.find(str(form.property(SHOWN)))
        if picture is None:
            return
        rect = QRectF(rect)
        # In pixels of the screen, whatever the letters around it do.
        rect.moveTopLeft(QPointF(rect.topLeft().toPoint()))
        ratio = painter.device().devicePixelRatioF()
        draw(painter, rect, self._pixmap(picture, ratio), self._look())

    def _pixmap(self, picture: Attachment, ratio: float) -> QPixmap | None:
        return self._album.pictures.pixmap(picture, self._box(), ratio)

    def _box(self) -> QSize:
        """Return the room for a picture in the widest column; it is decoded for that once."""
        look = self._look()
        return QSize(look.measure, theme.PICTURE_TALL)


def draw(painter: QPainter, rect: QRectF, pixmap: QPixmap | None, look: Theme) -> None:
    """Draw a picture with round corners; in its place, where it is not there, a pale card."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    path = QPainterPath()
    radius = min(theme.RADIUS, rect.width() / 4, rect.height() / 4)
    path.addRoundedRect(rect, radius, radius)
    if pixmap is None or pixmap.isNull():
        painter.fillPath(path, QColor(look.code))
        if pixmap is not None:
            # A small empty frame, crossed out: it is known what it is, not what it shows.
            side = min(20.0, rect.width() / 2, rect.height() / 2)
            frame = QRectF(0, 0, 1.2 * side, side)
            frame.moveCenter(rect.center())
            painter.setPen(QPen(QColor(look.muted), 1.5))
            painter.drawRoundedRect(frame, 2, 2)
            painter.drawLine(frame.bottomLeft(), frame.topRight())
    else:
        painter.setClipPath(path)
        painter.drawPixmap(rect, pixmap, QRectF(pixmap.rect()))
    painter.restore()
