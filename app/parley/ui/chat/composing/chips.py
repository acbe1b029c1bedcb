"""What goes with a message that is being written: each a chip to open or to remove."""

from __future__ import annotations

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QPointF,
    QRectF,
    QSize,
    QSizeF,
    Qt,
    Signal,
)
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from parley.chat.attachments import extent
from parley.chat.values import Attachment
from parley.ui import theme, words
from parley.ui.chat.picture_viewer import facts
from parley.ui.chat.pictures import Pictures
from parley.ui.flow import Flow
from parley.ui.icons import Icons
from parley.ui.theme import Theme

_WIDEST = 320
#: Pixels around the words: margins, icon, and the button that removes.
_AROUND = 66


def length_words(text: str) -> str:
    """Return how long a text is: `3,412 words`."""
    length = extent(text)
    count = words.number(length.count)
    if length.unit == "characters":
        return QCoreApplication.translate("attachments", "{count} characters").format(count=count)
    if length.count == 1:
        return QCoreApplication.translate("attachments", "1 word")
    return QCoreApplication.translate("attachments", "{count} words").format(count=count)


def chip_words(attachment: Attachment, size: str = "") -> str:
    """Return the name of an attachment and how long it is, in one line; `size` is a picture's."""
    return QCoreApplication.translate("attachments", "{name}, {length}").format(
        name=attachment.name, length=size or length_words(attachment.text)
    )


class Chip(QFrame):
    """One attachment. `opened` and `removed` tell what a person does with it."""

    opened = Signal()
    removed = Signal()

    def __init__(
        self, attachment: Attachment, look: Theme, icons: Icons, pictures: Pictures
    ) -> None:
        super().__init__()
        self.setObjectName("chip")
        self._icons, self._pictures = icons, pictures
        self.attachment = attachment
        size, side = "", 14
        if attachment.is_picture:
            size, side = facts(attachment, pictures.size(attachment)), theme.PICTURE_CHIP
            pictures.made.connect(self._show_thumbnail)
        said = chip_words(attachment, size)
        self._around = _AROUND + side - 14
        self.open_button = QPushButton()
        self.open_button.setObjectName("chip_open")
        self.open_button.setToolTip(words.tip(self.tr("Look at {what}").format(what=said)))
        self.open_button.setAccessibleName(said)
        self.open_button.setAccessibleDescription(
            self.tr("A picture: the model is told its name. Enter opens it, Delete removes it.")
            if attachment.is_picture
            else self.tr("An attachment. Enter opens it, Delete removes it.")
        )
        self.open_button.clicked.connect(self.opened)
        self.open_button.installEventFilter(self)
        self.open_button.setIconSize(QSize(side, side))
        self._words = said
        self.remove_button = QToolButton()
        removes = self.tr("Remove {name}").format(name=attachment.name)
        self.remove_button.setToolTip(words.tip(removes))
        self.remove_button.setAccessibleName(removes)
        self.remove_button.clicked.connect(self.removed)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 1, 2, 1)
        row.setSpacing(0)
        row.addWidget(self.open_button)
        row.addWidget(self.remove_button)
        self._elide(_WIDEST)
        self.set_theme(look)

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self._look = look
        if self.attachment.is_picture:
            self._show_thumbnail()
        else:
            self.open_button.setIcon(self._icons.get("file-text", look.muted, 14))
        self.remove_button.setIcon(self._icons.get("x", look.muted, 12))
        self.remove_button.setIconSize(QSize(12, 12))

    def _show_thumbnail(self) -> None:
        """Show the picture in its chip, a square of its middle, once it is decoded."""
        side, ratio = theme.PICTURE_CHIP, self.devicePixelRatioF()
        natural = self._pictures.size(self.attachment)
        short = max(1, min(natural.width(), natural.height()))
        # So large that its shorter side fills the square; beyond that only its middle is seen.
        box = natural * min(8.0, side / short)
        pixmap = self._pictures.pixmap(self.attachment, box.expandedTo(QSize(side, side)), ratio)
        if pixmap is None:
            blank = QPixmap(QSize(side, side))
            blank.fill(Qt.GlobalColor.transparent)
            self.open_button.setIcon(QIcon(blank))
        elif pixmap.isNull():
            self.open_button.setIcon(self._icons.get("triangle-alert", self._look.bad, side))
        else:
            self.open_button.setIcon(QIcon(square(pixmap, side, ratio)))

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._elide(self.width())

    def sizeHint(self) -> QSize:
        # Widths of letters are no whole pixels: what is rounded down would be cut.
        wish = self.fontMetrics().horizontalAdvance(self._words) + 2 + self._around
        return QSize(min(wish, _WIDEST), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._around + 40, self._height())

    def _height(self) -> int:
        # Asked by itself: a layout keeps what its buttons wanted before they had their style.
        return self.open_button.sizeHint().height() + 4

    def _elide(self, width: int) -> None:
        """Cut the words in their middle, where a button would cut their end."""
        text = self.fontMetrics().elidedText(
            self._words, Qt.TextElideMode.ElideMiddle, width - self._around
        )
        self.open_button.setText(text.replace("&", "&&"))

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if (
            watched is self.open_button
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
                self.removed.emit()
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.opened.emit()
                return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]


def square(pixmap: QPixmap, side: int, ratio: float) -> QPixmap:
    """Return the middle of a picture as a square of `side` pixels with round corners."""
    edge = round(side * ratio)
    made = QPixmap(edge, edge)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    path = QPainterPath()
    path.addRoundedRect(QRectF(0, 0, edge, edge), 4 * ratio, 4 * ratio)
    painter.setClipPath(path)
    scale = max(edge / pixmap.width(), edge / pixmap.height())
    size = QSizeF(pixmap.width() * scale, pixmap.height() * scale)
    corner = QPointF((edge - size.width()) / 2, (edge - size.height()) / 2)
    painter.drawPixmap(QRectF(corner, size), pixmap, QRectF(pixmap.rect()))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


class Chips(QWidget):
    """The row of them; hidden while there are none. Each signal carries an attachment's place."""

    opened = Signal(int)
    removed = Signal(int)

    def __init__(self, look: Theme, icons: Icons) -> None:
        super().__init__()
        self.setObjectName("chips")
        self._look, self._icons = look, icons
        self.pictures = Pictures(self)
        self._flow = Flow(self, across=6)
        self.chips: list[Chip] = []
        self.hide()

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """What they stand for, in their order."""
        return tuple(chip.attachment for chip in self.chips)

    def show_attachments(self, wanted: tuple[Attachment, ...]) -> None:
        """Have a chip for each of `wanted`."""
        if wanted == self.attachments:
            return
        # Those that stay are kept: the words of megabytes are not counted again.
        before, self.chips = self.chips, []
        for chip in before:
            self._flow.removeWidget(chip)
        for attachment in wanted:
            there = (each for each in before if each.attachment == attachment)
            chip = next(there, None) or self._make(attachment)
            if chip in before:
                before.remove(chip)
            self._flow.addWidget(chip)
            # A hidden one would take no room in what the layout is asked for at once.
            chip.show()
            self.chips.append(chip)
        for chip in before:
            chip.hide()
            chip.deleteLater()
        self.setVisible(bool(wanted))
        self.updateGeometry()

    def _make(self, attachment: Attachment) -> Chip:
        chip = Chip(attachment, self._look, self._icons, self.pictures)
        chip.opened.connect(lambda: self.opened.emit(self.chips.index(chip)))
        chip.removed.connect(lambda: self.removed.emit(self.chips.index(chip)))
        return chip

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self._look = look
        for chip in self.chips:
            chip.set_theme(look)
