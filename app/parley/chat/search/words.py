"""What counts as the same word: text without case, accents and width, cut for the index.

The index takes a run of letters as one word. Chinese, Japanese, Korean, Thai and their neighbours
are written without spaces or with endings attached, so their runs are stored as overlapping pairs
of characters, and any two characters or more are found with one look each.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

#: Changes with every change of what `indexed` returns, and of which texts go into the index: one of
#: another form is made anew.
FORM: Final = f"2 {unicodedata.unidata_version}"

#: Marks that words are found without: accents, Hebrew points, Arabic vowel signs and tatweel, and
#: characters that only say how their neighbours are drawn.
_MARKS: Final = (
    *((0x0300, 0x036F), (0x0591, 0x05BD), (0x05BF, 0x05BF), (0x05C1, 0x05C2), (0x05C4, 0x05C5)),
    *((0x05C7, 0x05C7), (0x0610, 0x061A), (0x0640, 0x0640), (0x064B, 0x065F), (0x0670, 0x0670)),
    *((0x06D6, 0x06DC), (0x06DF, 0x06E4), (0x06E7, 0x06E8), (0x06EA, 0x06ED), (0x00AD, 0x00AD)),
    *((0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x200B, 0x200F), (0x2060, 0x2060), (0x20D0, 0x20FF)),
    *((0xFE00, 0xFE0F), (0xFE20, 0xFE2F), (0xFEFF, 0xFEFF)),
)


def _letters(plain: dict[str, str]) -> dict[int, str | None]:
    return {ord(letter): written for letter, written in plain.items()}


_PLAIN: Final[dict[int, str | None]] = {
    **{mark: None for first, last in _MARKS for mark in range(first, last + 1)},
    # Letters that Unicode does not take apart, as they are written without them.
    **_letters({
        "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ł": "l", "Ł": "l", "ħ": "h", "Ħ": "h",
        "ı": "i", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th",
    }),
}  # fmt: skip

#: Scripts written without spaces, and Hangul, whose words carry their particles.
#: Inside a set of a regular expression.
RUN_SET: Final = (
    r"\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3031-\u3035\u3040-\u30ff"
    r"\u3130-\u318f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff"
    r"\uf900-\ufaff\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
RUN: Final = re.compile(f"[{RUN_SET}]+")


def fold(text: str) -> str:
    """Return `text` as it is compared: no case, accents, width or ligatures."""
    if text.isascii():
        return text.lower()
    taken_apart = unicodedata.normalize("NFKD", text).translate(_PLAIN)
    return unicodedata.normalize("NFC", taken_apart).casefold()


def folded(text: str) -> tuple[str, Sequence[int]]:
    """Return `text` folded, and for each of its characters, and its end, the place in `text`."""
    if text.isascii():
        return text.lower(), range(len(text) + 1)
    parts: list[str] = []
    places: list[int] = []
    known: dict[str, str] = {}
    for place, letter in enumerate(text):
        part = known.get(letter)
        if part is None:
            part = known[letter] = fold(letter)
        parts.append(part)
        places.extend([place] * len(part))
    places.append(len(text))
    return "".join(parts), places


def indexed(text: str) -> str:
    """Return the words of `text` as the index keeps them, between other characters."""
    text = fold(text)
    return text if text.isascii() else RUN.sub(_pairs, text)


def pairs(run: str) -> list[str]:
    """Return the pairs of characters of a run that is looked for; one alone stays alone."""
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


def _pairs(match: re.Match[str]) -> str:
    # The last one stands alone too: any single character is then the beginning of some word.
    run = match.group()
    return f" {' '.join(pairs(run))} {run[-1]} " if len(run) > 1 else f" {run} "


def words(text: str) -> list[str]:
    """Return the words of folded text that is no run, as the index has them."""
    spaced = "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in text)
    return spaced.split()
