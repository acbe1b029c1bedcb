"""Pictures as they are drawn: decoded beside the window's thread, and kept for as long as needed.

Only bytes that a message holds are decoded, and only as what they were known to be; their size was
read before. No address is ever loaded.
"""

from __future__ import annotations

import atexit
import contextlib
import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader, QImageWriter, QPixmap

from parley.chat import pictures
from parley.chat.values import Attachment
from parley.core.errors import ParleyError
from parley.ui.post import Poster

#: The longer side in pixels of what is made smaller, and how many pixels are kept as they are.
_SIDE, _KEPT_PIXELS = 2048, 24 * 1000**2
#: Of what is made smaller: the quality as JPEG or WebP.
_QUALITY = 88
#: Bytes of drawn pictures that are kept.
_KEPT = 48 * 1024**2
#: What a camera notes of a picture that it took on its side.
_TURNED = QImageIOHandler.Transformation.TransformationRotate90

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
        self._sizes: dict[tuple[int, int], QSize] = {}
        self._drawn: OrderedDict[_Key, QPixmap] = OrderedDict()
        self._bytes = 0
        self._asked: set[_Key] = set()
        self._work: deque[tuple[_Key, Attachment, QSize]] = deque()
        self._lock = threading.Lock()
        self._working = False
        self._post = Poster(self)
        self._tell = QTimer(self)
        self._tell.setSingleShot(True)
        self._tell.setInterval(0)
        self._tell.timeout.connect(self.made)
        # A thread that decodes while Qt ends would bring the program down.
        self._threads: list[threading.Thread] = []
        end = partial(_end, self._work, self._threads)
        self.destroyed.connect(end)
        atexit.register(end)
        self.destroyed.connect(partial(atexit.unregister, end))

    @property
    def idle(self) -> bool:
        """Whether everything that was asked for is drawn."""
        return not self._asked

    def size(self, picture: Attachment) -> QSize:
        """Return the size of a picture in pixels, the right way up. Its head is read, no more."""
        key = _digest(picture)
        size = self._sizes.get(key)
        if size is None:
            buffer, reader = _reader(picture.data, picture.media)
            size = reader.size()
            if _TURNED in reader.transformation():
                size.transpose()
            buffer.close()
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
            with self._lock:
                self._work.append((key, picture, QSize(*key[2:])))
                start, self._working = not self._working, True
            if start:
                self._start(self._decode)
        return pixmap

    def load(self, picture: Attachment, take: Callable[[QImage], object]) -> None:
        """Give a picture in all its pixels to `take`, once it is decoded; it is not kept here."""

        def decode() -> None:
            image = whole(picture)
            with contextlib.suppress(RuntimeError):  # The window may be gone meanwhile.
                self._post(lambda: take(image))

        self._start(decode)

    def has(self, picture: Attachment, box: QSize, ratio: float) -> bool:
        """Tell whether a picture is there, drawn to fit into `box`."""
        return self._key(picture, box, ratio) in self._drawn

    # -- inside ----------------------------------------------------------------------------------

    def _key(self, picture: Attachment, box: QSize, ratio: float) -> _Key:
        size = fitted(self.size(picture), box * ratio)
        return (*_digest(picture), size.width(), size.height())

    def _start(self, work: Callable[[], None]) -> None:
        self._threads[:] = [thread for thread in self._threads if thread.is_alive()]
        thread = threading.Thread(target=work, name="decode-pictures", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _decode(self) -> None:
        """Decode what waits, the newest first: it is what is looked at. In a thread of its own."""
        while True:
            with self._lock:
                try:
                    key, picture, size = self._work.pop()
                except IndexError:
                    self._working = False
                    return
            image = _read(picture.data, picture.media, size)
            del picture
            # The window may be gone meanwhile.
            with contextlib.suppress(RuntimeError):
                self._post(lambda key=key, image=image: self._take(key, image))  # type: ignore[misc]

    def _take(self, key: _Key, image: QImage) -> None:
        self._asked.discard(key)
        self._drawn[key] = QPixmap.fromImage(image)
        self._bytes += image.sizeInBytes()
        while self._bytes > _KEPT and len(self._drawn) > 1:
            _, gone = self._drawn.popitem(last=False)
            self._bytes -= 4 * gone.width() * gone.height()
        if not self._tell.isActive():
            self._tell.start()


class Album:
    """The pictures that one message can show: its own, and those of its branch."""

    def __init__(self, pictures_: Pictures, message_id: int) -> None:
        self.pictures = pictures_
        self._message_id = message_id
        self._found: dict[str, Attachment | None] = {}

    def find(self, address: str) -> Attachment | None:
        """Return what the address of a picture in the message means, looked up once."""
        if address not in self._found:
            try:
                self._found[address] = self.pictures.find(self._message_id, address)
            except ParleyError:
                return None  # It is said where something is asked for.
        return self._found[address]


def _end(
    work: deque[tuple[_Key, Attachment, QSize]], threads: list[threading.Thread], *_: object
) -> None:
    """Leave undone what waits, and let what is being decoded come to its end."""
    work.clear()
    for thread in threads:
        thread.join()
    threads.clear()


def _digest(picture: Attachment) -> tuple[int, int]:
    """Return by what a picture is known again; bytes keep their hash."""
    return hash(picture.data), len(picture.data)


def _reader(data: bytes, media: str) -> tuple[QBuffer, QImageReader]:
    """Return a reader that decodes `data` as `media` and as nothing else."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, media.removeprefix("image/").encode())
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    return buffer, reader


def _read(data: bytes, media: str, size: QSize | None) -> QImage:
    """Return a picture decoded to `size`, or as it is; a null image where that cannot be."""
    if media not in pictures.ENDINGS or pictures.media_of(data) != media:
        return QImage()
    head = pictures.size_of(data)
    if head is None or head[0] * head[1] > pictures.MOST_PIXELS:
        return QImage()
    buffer, reader = _reader(data, media)
    if size is not None and media == "image/jpeg":
        # Decoded at a half, a quarter or an eighth, which takes a part of the time.
        turned = _TURNED in reader.transformation()
        rough = _fitted(reader.size(), (size.transposed() if turned else size) * 2)
        if _inside(rough, reader.size()):
            reader.setScaledSize(rough)
    image = reader.read()
    buffer.close()
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
