"""A picture in a window of its own, as large as it is; and what can be done with one anywhere."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QCoreApplication, QMimeData, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from parley.chat import pictures
from parley.chat.values import Attachment
from parley.core.errors import ParleyError
from parley.core.files import disk_full, is_full, write_atomically
from parley.ui import words
from parley.ui.chat.pictures import Pictures, fitted, whole
from parley.ui.dialogs import error_dialog

#: Of the screen, what the window takes at most; and its smallest size in pixels.
_SHARE, _SMALLEST = 0.85, QSize(420, 300)


class PictureViewer(QDialog):
    """Shows one picture. Esc closes it; a click, or its button, changes between fit and full."""

    def __init__(self, picture: Attachment, drawn: Pictures, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(picture.name)
        natural = drawn.size(picture)
        self.canvas = _Canvas(natural)
        self.canvas.setAccessibleName(picture.name)
        self.canvas.pressed = self._toggle
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._area.setWidget(self.canvas)
        self._area.setAccessibleName(picture.name)
        self.facts = QLabel(facts(picture, natural))
        self.facts.setObjectName("small")
        self.actual = QPushButton(self.tr("Actual size"))
        self.actual.setCheckable(True)
        self.actual.toggled.connect(self._show_actual)
        copy = QPushButton(self.tr("Copy"))
        copy.clicked.connect(lambda: copy_picture(picture))
        save = QPushButton(self.tr("Save as…"))
        save.clicked.connect(lambda: save_picture(picture, self))
        close = QPushButton(self.tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.facts, 1)
        for button in (self.actual, copy, save, close):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(12)
        layout.addWidget(self._area, 1)
        layout.addLayout(row)
        around = self.sizeHint() - self._area.sizeHint()
        room = self.screen().availableSize() * _SHARE
        self.resize((natural + around).boundedTo(room).expandedTo(_SMALLEST))
        close.setFocus()
        drawn.load(picture, self.canvas.show_image)

    def _toggle(self) -> None:
        if self.actual.isEnabled():
            self.actual.toggle()

    def _show_actual(self, actual: bool) -> None:
        self._area.setWidgetResizable(not actual)
        if actual:
            self.canvas.resize(self.canvas.natural)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._offer()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._offer()

    def _offer(self) -> None:
        """Offer the actual size where the picture has not room for it."""
        room, natural = self._area.maximumViewportSize(), self.canvas.natural
        fits = natural.width() <= room.width() and natural.height() <= room.height()
        self.actual.setEnabled(not fits or self.actual.isChecked())


class _Canvas(QWidget):
    """Draws the picture in its middle, no larger than it is."""

    def __init__(self, natural: QSize) -> None:
        super().__init__()
        self.natural = natural
        self.pressed = lambda: None
        self._pixmap: QPixmap | None = None
        self._scaled = QPixmap()

    def show_image(self, image: QImage) -> None:
        """Show the picture, once it is decoded."""
        self._pixmap = QPixmap.fromImage(image)
        try:
            self.update()
        except RuntimeError:
            self._pixmap = None  # The window was closed before.

    def sizeHint(self) -> QSize:
        return self.natural

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._pixmap is None or self._pixmap.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shown = fitted(self.natural, self.size())
        rect = QRectF(
            (self.width() - shown.width()) // 2,
            (self.height() - shown.height()) // 2,
            shown.width(),
            shown.height(),
        )
        pixmap = self._fitting(self._pixmap, shown * self.devicePixelRatioF())
        painter.drawPixmap(rect, pixmap, QRectF(pixmap.rect()))
        painter.end()

    def _fitting(self, pixmap: QPixmap, wanted: QSize) -> QPixmap:
        """Return the picture about as it is drawn: much smaller in one step would be rough."""
        if 2 * wanted.width() > pixmap.width():
            return pixmap
        if self._scaled.size() != wanted:
            self._scaled = pixmap.scaled(
                wanted,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        return self._scaled


def facts(picture: Attachment, natural: QSize) -> str:
    """Return how large a picture is: `640 × 480 pixels, 120 KB`."""
    return QCoreApplication.translate("attachments", "{width} × {height} pixels, {size}").format(
        width=words.number(natural.width()),
        height=words.number(natural.height()),
        size=words.size(len(picture.data)),
    )


def show_picture(picture: Attachment, drawn: Pictures, parent: QWidget | None) -> PictureViewer:
    """Open a picture in a window of its own."""
    viewer = PictureViewer(picture, drawn, parent)
    viewer.show()
    return viewer


def add_picture_actions(
    menu: QMenu, picture: Attachment, drawn: Pictures, parent: QWidget | None
) -> None:
    """Add to a menu what can be done with a picture."""
    opens = menu.addAction(QCoreApplication.translate("attachments", "Open picture"))
    opens.triggered.connect(lambda: show_picture(picture, drawn, parent))
    copies = menu.addAction(QCoreApplication.translate("attachments", "Copy picture"))
    copies.triggered.connect(lambda: copy_picture(picture))
    saves = menu.addAction(QCoreApplication.translate("attachments", "Save picture as…"))
    saves.triggered.connect(lambda: save_picture(picture, parent))


def copy_picture(picture: Attachment) -> None:
    """Put a picture on the clipboard: as a picture for all programs, and as its very bytes."""
    data = QMimeData()
    data.setImageData(whole(picture))
    data.setData(picture.media, QByteArray(picture.data))
    QGuiApplication.clipboard().setMimeData(data)


def save_picture(picture: Attachment, parent: QWidget | None) -> QFileDialog:
    """Ask where a picture is to be saved, and save it there as it came."""
    from parley.chat.exchange.names import file_stem

    name = Path(pictures.file_name(picture))
    dialog = QFileDialog(parent, QCoreApplication.translate("attachments", "Save picture as"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setDefaultSuffix(pictures.ENDINGS.get(picture.media, "").removeprefix("."))
    dialog.selectFile(file_stem(name.stem, "picture") + name.suffix)
    dialog.fileSelected.connect(lambda path: _save(picture, Path(path), parent))
    dialog.open()
    return dialog


def _save(picture: Attachment, path: Path, parent: QWidget | None) -> None:
    try:
        write_atomically(path, picture.data, mode=0o644)
    except OSError as error:
        said = (
            disk_full(path)
            if is_full(error)
            else ParleyError(
                "picture_not_saved",
                QCoreApplication.translate("attachments", "{path} could not be written.").format(
                    path=path
                ),
                safe=QCoreApplication.translate("attachments", "The picture is still here."),
                hint=QCoreApplication.translate(
                    "attachments", "Choose another place, or make that one writable."
                ),
            )
        )
        dialog = error_dialog(said, parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
