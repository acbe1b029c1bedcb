"""Text as a document can hold it, and lay it out in time."""

from __future__ import annotations

import re

# What Qt's documents keep for themselves, and halves of characters.
_FOREIGN = {0x2029: "\u2028", 0xFDD0: "\ufffd", 0xFDD1: "\ufffd", 0xFFFC: "\ufffd", 0x0A: "\u2028"}
_FOREIGN |= {0x00: "\ufffd", 0x0D: "\u2028", 0x0B: " ", 0x0C: " "}


# Qt takes quadratic time for a word, so one that nobody can read ends its lines by itself.
_LONG_TEXT = 10_000
_LONG_WORD = re.compile(r"(\S{4000})(?=\S)")


def broken(text: str) -> str:
    """Return `text` with line breaks in words of thousands of letters."""
    return _LONG_WORD.sub("\\1\u2028", text) if len(text) > _LONG_TEXT else text


def units(text: str) -> int:
    """Return how long `text` is for Qt, which counts some characters twice."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def clean(text: str) -> str:
    """Return `text` as a document can hold it, in one paragraph."""
    text = broken(text.translate(_FOREIGN))
    if not text.isascii() and any("\ud800" <= sign <= "\udfff" for sign in text):
        text = "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in text)
    return text
