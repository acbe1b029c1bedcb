"""What goes with a message: what of a paste or a file becomes one, and why others do not."""

from __future__ import annotations

import codecs
import re
import stat
from pathlib import Path
from typing import Literal

import msgspec

from parley.chat import pictures
from parley.chat.values import Attachment
from parley.core.errors import ParleyError
from parley.core.words import size

#: Lines from which a paste is long, whatever its length in characters.
LONG_LINES = 40
#: Bytes of a file of text, more than any context window holds.
MOST_BYTES = 4 * 1000**2
#: Texts and pictures that may go with one message.
MOST = 20
#: Characters that a box to write in takes, and those of a line of it. It lays a line out anew with
#: each key; a megabyte in one line takes it minutes.
MOST_WRITTEN, MOST_LINE = 200_000, 20_000

_SAFE = "Your message is as it was."
# Kinds of files that hold no text, by how they begin. Some are nearly ASCII.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"GGUF", "a model"),
)
# TIFF, and HEIC and AVIF as telephones write them; the others where a picture is broken.
_IMAGES = (
    *(b"II*\x00", b"MM\x00*", b"\x00\x00\x00\x1cftyp", b"\x00\x00\x00\x20ftyp"),
    *(b"\x89PNG", b"GIF8", b"\xff\xd8\xff"),
)
_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # The mark of UTF-16 is the beginning of that of UTF-32.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What no text has, but for tab, line ends, form feed, and the escape of coloured logs.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 8192


class Extent(msgspec.Struct, frozen=True):
    """How long a text is, in words, or in characters where it is written without spaces."""

    count: int
    unit: Literal["words", "characters"]


def extent(text: str) -> Extent:
    """Return how long a text is."""
    words = len(text.split())
    # The longest words of any language that writes spaces are shorter on average.
    if words and len(text) / words > 30:
        return Extent(len(text), "characters")
    return Extent(words, "words")


def is_long(text: str, characters: int) -> bool:
    """Tell whether a paste is better kept beside the message than in it.

    Args:
        characters: what is longer is long; 0: nothing is.
    """
    if characters <= 0:
        return False
    return len(text) > characters or text.count("\n") >= LONG_LINES


def fits(text: str, *, written: int = 0, line: int = 0) -> bool:
    """Tell whether a box can take a text.

    Args:
        written: characters that are in it.
        line: those of the line that `text` comes into.
    """
    longest = max(map(len, text.split("\n")))
    return written + len(text) <= MOST_WRITTEN and line + longest <= MOST_LINE


def refuse_unfit(text: str) -> None:
    """Refuse to change a message that a box cannot take. Raises `ParleyError` for it."""
    if not fits(text):
        raise ParleyError(
            "message_too_long",
            "This message is too long to be changed here.",
            safe="It stays as it is.",
            hint="Copy it, change it in another program, and attach it to a new message.",
        )


def clean(text: str) -> str:
    """Return a text as it is kept: with `\\n` at the end of its lines, and without NUL."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def free_name(wanted: Attachment, taken: tuple[Attachment, ...]) -> str:
    """Return its name, numbered where another attachment has it: `notes.md (2)`, `cat-2.png`."""
    names = {each.name for each in taken}
    free, number = wanted.name, 1
    while free in names:
        number += 1
        free = (
            pictures.numbered(wanted.name, number)
            if wanted.is_picture
            else f"{wanted.name} ({number})"
        )
    return free


def read(path: Path, prepare: pictures.Prepare = pictures.as_it_is) -> Attachment:
    """Return the text or the picture in a file under its name. May take a moment; any thread.

    Args:
        prepare: makes pictures ready.

    Raises:
        ParleyError: `attachment_missing`, `attachment_unreadable`, `attachment_no_file`,
            `attachment_too_large`, `attachment_empty`, `attachment_binary`, and what
            `pictures.attachment` raises.
    """
    name = _shown(path.name)
    try:
        status = path.stat()
        # A pipe or a device may never come to an end.
        if not stat.S_ISREG(status.st_mode):
            raise ParleyError(
                "attachment_no_file",
                f"“{name}” is no file, so it cannot be attached.",
                safe=_SAFE,
                hint="Attach the files that you mean, one by one or together.",
            )
        with path.open("rb") as file:
            data = file.read(_SAMPLE)
            picture = bool(pictures.media_of(data))
            most = pictures.MOST_READ if picture else MOST_BYTES
            if status.st_size <= most:
                data += file.read(most + 1 - len(data))
    except FileNotFoundError as error:
        raise ParleyError(
            "attachment_missing",
            f"“{name}” is not there any more.",
            safe=_SAFE,
            hint="Choose it where it is now.",
        ) from error
    except OSError as error:
        raise unreadable(path.name, error.strerror or type(error).__name__) from error
    except ValueError as error:
        # No file has a name with NUL in it, but the address of one can.
        raise unreadable(path.name, type(error).__name__) from error
    if (count := max(status.st_size, len(data))) > most:
        raise pictures.too_large(name, count) if picture else _too_large(name, count)
    if picture:
        return pictures.attachment(name, data, prepare)
    text = decoded(data)
    if text is None:
        kind = next((what for begin, what in _MAGIC if data.startswith(begin)), "")
        if data.startswith(_IMAGES):
            raise ParleyError(
                "attachment_binary",
                f"“{name}” is an image of a kind that cannot be attached.",
                safe=_SAFE,
                hint="Save it as PNG or JPEG, and attach that.",
            )
        raise ParleyError(
            "attachment_binary",
            f"“{name}” is {kind}, and only text and pictures can be attached."
            if kind
            else f"“{name}” does not hold text, so it cannot be attached.",
            safe=_SAFE,
            hint="Copy the text out of it and paste it here.",
        )
    if not text.strip():
        raise ParleyError(
            "attachment_empty",
            f"“{name}” is empty.",
            safe=_SAFE,
            hint="Attach a file with text in it.",
        )
    return Attachment(name, text)


def decoded(data: bytes) -> str | None:
    """Return the text in `data`, None where it holds none.

    By its byte order mark, else UTF-8, UTF-16 as its zeros give it away, or Windows' Latin.
    """
    if data.startswith((*_IMAGES, *(begin for begin, _ in _MAGIC))):
        return None
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _text(data, encoding)
    if b"\x00" in data[:_SAMPLE]:
        return _text(data, _zeros(data[:_SAMPLE]))
    for encoding in ("utf-8", "cp1252", "latin-1"):
        text = _text(data, encoding)
        if text is not None:
            return text
    return None


def unreadable(name: str, why: str) -> ParleyError:
    """Return the error for a file that is there and cannot be read."""
    return ParleyError(
        "attachment_unreadable",
        f"“{_shown(name)}” cannot be read ({why}).",
        safe=_SAFE,
        hint="Make it readable, or copy its text and paste it.",
    )


def _zeros(sample: bytes) -> str:
    """Return the UTF-16 that zeros in every other byte speak of, or "" where they do not."""
    first, second = sample[::2], sample[1::2]
    if second.count(0) > 0.3 * len(second) and not first.count(0):
        return "utf-16-le"
    if first.count(0) > 0.3 * len(first) and not second.count(0):
        return "utf-16-be"
    return ""


def _text(data: bytes, encoding: str) -> str | None:
    if not encoding:
        return None
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    # A log has a control character here and there, a program is full of them.
    strange = len(_CONTROL.findall(text))
    return clean(text) if strange * 200 <= len(text) else None


def _shown(name: str) -> str:
    """Return a file's name without bytes that are no text and characters that end a line."""
    readable = name.encode("utf-8", "replace").decode()
    return "".join(each if each.isprintable() else "?" for each in readable)


def _too_large(name: str, count: int) -> ParleyError:
    return ParleyError(
        "attachment_too_large",
        f"“{name}” has {size(count)}; a file that goes with a message may have {size(MOST_BYTES)}.",
        safe=_SAFE,
        hint="Attach the part of it that matters.",
    )
