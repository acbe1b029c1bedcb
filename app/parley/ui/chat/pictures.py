"""Pictures as they are drawn: decoded beside the window's thread, and kept for as long as needed.

Only bytes that a message holds are decoded, and only as what they were known to be; their size was
read before. No address is ever loaded.
"""

from __future__ import annotations

import atexit
import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QImageWriter, QPixmap, QTransform

from parley.chat import pictures
from parley.chat.values import Attachment
from parley.core.errors import ParleyError

#: The longer side in pixels of what is made smaller, and how many pixels are kept as they are.
_SIDE, _KEPT_PIXELS = 2048, 8 * 1000**2
#: Of what is made smaller: the quality as JPEG or WebP.
_QUALITY = 88
#: Bytes of drawn pictures that are kept, and how many are whose address was looked up.
_KEPT, _MEANT = 48 * 1024**2, 24
#: Milliseconds after which it is looked whether something is decoded, while something is.
_OFTEN = 8
#: What makes a picture upright, by how the camera was held: the four numbers of a matrix.
_ON_ITS_SIDE = 5
_TURNS = {
    2: (-1, 0, 0, 1), 3: (-1, 0, 0, -1), 4: (1, 0, 0, -1), 5: (0, 1, 1, 0),
    6: (0, 1, -1, 0), 7: (0, -1, -1, 0), 8: (0, -1, 1, 0),
}  # fmt: skip

_Key = tuple[int, int, int, int]


def prepared(data: bytes, media: str) -> bytes:
    """Return a picture as it goes with a message: sound, and made smaller where it is too large.

    May take a second; any thread. Raises `ValueError` for one that cannot be decoded.
    """
    image = _read(data, media, None)
    if image.isNull():
        raise ValueError("no picture")
    if len(data) <= pictures.MOST_BYTES and image.width() * image.height() <= _KEPT_PIXELS:
        return data
    side = _SIDE
    while True:
        smaller = image.scaled(
            _fitted(image.size(), QSize(side, side)),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        found = written(smaller, "webp" if image.hasAlphaChannel() else "jpeg")
        if len(found) <= pictures.MOST_BYTES:
            return found
        side = side * 3 // 4


def written(image: QImage, form: str) -> bytes:
    """Return an image as a file of the format `form`."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, form.encode())
    if form != "png":
        writer.setQuality(_QUALITY)
    writer.write(image)
    buffer.close()
    return bytes(data.data())


def whole(picture: Attachment) -> QImage:
    """Return a picture in all its pixels; a null image where it cannot be decoded."""
    return _read(picture.data, picture.media, None)


def fitted(natural: QSize, box: QSize) -> QSize:
    """Return the size of a picture in a box: never larger than it is, and at least a pixel."""
    return natural if _inside(natural, box) else _fitted(natural, box)


class Pictures(QObject):
    """Draws the pictures of one window's messages; `made` says that some are there now.

    Attributes:
        find: returns what the address of a picture in a message's Markdown means; None for what is
            no picture of its branch.
    """

    made = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.find: Callable[[int, str], Attachment | None] = lambda _message_id, _address: None
        self._found: OrderedDict[tuple[int, str], Attachment | None] = OrderedDict()
        self._sizes: dict[tuple[int, int], QSize] = {}
        self._drawn: OrderedDict[_Key, QPixmap] = OrderedDict()
        self._bytes = 0
        self._asked: set[_Key] = set()
        self._decoder = _Decoder()
        self._waiting: dict[int, Callable[[QImage], object]] = {}
        self._number = 0
        self._look = QTimer(self)
        self._look.setInterval(_OFTEN)
        self._look.timeout.connect(self._take_done)
        end = self._decoder.close
        self.destroyed.connect(end)
        atexit.register(end)
        self.destroyed.connect(partial(atexit.unregister, end))

    def meant(self, message_id: int, address: str) -> Attachment | None:
        """Return what `find` does; of the last that were asked for, without looking again.

        Neither what is above a message nor what goes with it ever changes.
        """
        key = message_id, address
        if key not in self._found:
            try:
                self._found[key] = self.find(message_id, address)
            except ParleyError:
                return None  # It is said where something is asked for.
            if len(self._found) > _MEANT:
                self._found.popitem(last=False)
        self._found.move_to_end(key)
        return self._found[key]

    @property
    def idle(self) -> bool:
        """Whether everything that was asked for is drawn."""
        return not self._asked

    def size(self, picture: Attachment) -> QSize:
        """Return the size of a picture in pixels, the right way up. Its head is read, no more."""
        key = _digest(picture)
        size = self._sizes.get(key)
        if size is None:
            size = QSize(*(pictures.size_of(picture.data) or (1, 1)))
            if pictures.orientation_of(picture.data) >= _ON_ITS_SIDE:
                size.transpose()
            if size.isEmpty():
                size = QSize(1, 1)
            self._sizes[key] = size
        return size

    def pixmap(self, picture: Attachment, box: QSize, ratio: float) -> QPixmap | None:
        """Return a picture drawn to fit into `box`, in pixels of a screen with `ratio` to each.

        None until it is decoded; a null one where that cannot be.
        """
        key = self._key(picture, box, ratio)
        pixmap = self._drawn.get(key)
        if pixmap is not None:
            self._drawn.move_to_end(key)
        elif key not in self._asked:
            self._asked.add(key)
            self._ask(picture, QSize(*key[2:]), partial(self._keep, key))
        return pixmap

    def load(self, picture: Attachment, take: Callable[[QImage], object]) -> None:
        """Give a picture in all its pixels to `take`, once it is decoded; it is not kept here."""
        self._ask(picture, None, take)

    def has(self, picture: Attachment, box: QSize, ratio: float) -> bool:
        """Tell whether a picture is there, drawn to fit into `box`."""
        return self._key(picture, box, ratio) in self._drawn

    # -- inside ----------------------------------------------------------------------------------

    def _key(self, picture: Attachment, box: QSize, ratio: float) -> _Key:
        size = fitted(self.size(picture), box * ratio)
        return (*_digest(picture), size.width(), size.height())

    def _ask(
        self, picture: Attachment, size: QSize | None, take: Callable[[QImage], object]
    ) -> None:
        self._number += 1
        self._waiting[self._number] = take
        self._decoder.ask(self._number, picture, size)
        self._look.start()

    def _take_done(self) -> None:
        made = False
        while (done := self._decoder.done()) is not None:
            number, image = done
            self._waiting.pop(number)(image)
            made = True
        if not self._waiting:
            self._look.stop()
        if made:
            self.made.emit()

    def _keep(self, key: _Key, image: QImage) -> None:
        self._asked.discard(key)
        self._drawn[key] = QPixmap.fromImage(image)
        self._bytes += image.sizeInBytes()
        while self._bytes > _KEPT and len(self._drawn) > 1:
            _, gone = self._drawn.popitem(last=False)
            self._bytes -= 4 * gone.width() * gone.height()


class _Decoder:
    """Decodes in a thread that is there while something is asked for.

    The thread has numbers and bytes alone: nothing of a window may come to its end there.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._work: list[tuple[int, Attachment, QSize | None]] = []
        self._done: deque[tuple[int, QImage]] = deque()
        self._thread: threading.Thread | None = None

    def ask(self, number: int, picture: Attachment, size: QSize | None) -> None:
        """Have a picture decoded to `size`, or as it is."""
        with self._lock:
            self._work.append((number, picture, size))
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._run, name="decode-pictures", daemon=True
                )
                self._thread.start()

    def done(self) -> tuple[int, QImage] | None:
        """Return the number of one that is decoded, and its image; a null one if it cannot be."""
        return self._done.popleft() if self._done else None

    def close(self) -> None:
        """Leave undone what waits, and let what is being decoded come to its end.

        A thread that decodes while Qt ends would bring the program down.
        """
        with self._lock:
            self._work.clear()
            thread = self._thread
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        while True:
            with self._lock:
                if not self._work:
                    self._thread = None
                    return
                # The newest first: it is what is looked at.
                number, picture, size = self._work.pop()
            self._done.append((number, _read(picture.data, picture.media, size)))


class Album:
    """The pictures that one message can show: its own, and those of its branch."""

    def __init__(self, drawn: Pictures, message_id: int) -> None:
        self.pictures = drawn
        self._message_id = message_id
        self._found: dict[str, Attachment | None] = {}

    def find(self, address: str) -> Attachment | None:
        """Return what the address of a picture in the message means, looked up once."""
        if address not in self._found:
            self._found[address] = self.pictures.meant(self._message_id, address)
        return self._found[address]


def _digest(picture: Attachment) -> tuple[int, int]:
    """Return by what a picture is known again; bytes keep their hash."""
    return hash(picture.data), len(picture.data)


def _read(data: bytes, media: str, size: QSize | None) -> QImage:
    """Return a picture decoded to `size`, or as it is; a null image where that cannot be."""
    if media not in pictures.ENDINGS or pictures.media_of(data) != media:
        return QImage()
    head = pictures.size_of(data)
    if head is None or head[0] * head[1] > pictures.MOST_PIXELS:
        return QImage()
    # From bytes, not from a device of Python's: Qt would ask that for something while it holds what
    # the window's thread may wait for, and neither would ever go on.
    image = QImage.fromData(data, media.removeprefix("image/"))  # type: ignore[arg-type]
    turn = _TURNS.get(pictures.orientation_of(data))
    if turn is not None and not image.isNull():
        image = image.transformed(QTransform(*turn, 0, 0))
    if size is not None and not image.isNull() and image.size() != size:
        image = image.scaled(
            size,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    if image.isNull():
        return image
    alpha = image.hasAlphaChannel()
    forms = QImage.Format
    return image.convertToFormat(forms.Format_ARGB32_Premultiplied if alpha else forms.Format_RGB32)


def _inside(size: QSize, box: QSize) -> bool:
    return size.width() <= box.width() and size.height() <= box.height()


def _fitted(size: QSize, box: QSize) -> QSize:
    return size.scaled(box, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
