"""Finding by a few letters: which texts a query means, how well, and by which of their letters.

No Qt, nothing but values; five thousand texts are looked through in a few milliseconds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import TypeVar

import msgspec

#: What a match is worth, by where a word of the query stands in the text.
_AT_START, _AT_WORD, _INITIALS, _INSIDE, _SCATTERED = 100.0, 80.0, 60.0, 50.0, 20.0
#: Taken off for each letter of the text that lies between those of a scattered word.
_GAP = 1.0
#: Scattered letters begin a word of the text; further from it than this they are there by chance.
_SPREAD = 12
#: A shorter text is meant rather than a longer one; taken off for each letter.
_LENGTH = 0.05


class Target(msgspec.Struct, frozen=True):
    """A text made ready for being looked through.

    Attributes:
        folded: without case and accents.
        words: its words, with one space before each.
        initials: the first letters of its words.
    """

    folded: str
    words: str
    initials: str


_Key = TypeVar("_Key")
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Return a text without case and accents, each of its letters in its place.

    Letters that fold to several, as ß does, stay as they are in lower case.
    """
    if text.isascii():
        return text.lower()
    return "".join(_fold_one(letter) for letter in text)


def _fold_one(letter: str) -> str:
    folded = unicodedata.normalize("NFD", letter)[0].lower()
    return folded if len(folded) == 1 else letter


def target(text: str) -> Target:
    """Return `text` made ready."""
    folded = fold(text)
    words = _WORD.findall(folded)
    return Target(folded, " " + " ".join(words), "".join(word[0] for word in words))


def score(query: Sequence[str], text: Target) -> float:
    """Return how well the words of a folded query fit a text; 0 is not at all.

    A query that is longer fits no text that its beginning does not fit.
    """
    total, folded = 0.0, text.folded
    for word in query:
        at = folded.find(word)
        if at == 0:
            total += _AT_START
        elif at > 0:
            starts = f" {word}" in text.words
            if not starts and not word.isalnum():  # It has signs that no word has.
                starts = _begins(folded, at) or _word_start(folded, word) > 0
            total += _AT_WORD if starts else _INSIDE
        elif len(word) > 1 and word in text.initials:
            total += _INITIALS
        else:
            span = _span(folded, word)
            if span is None:
                return 0.0
            total += max(1.0, _SCATTERED - _GAP * (span[-1] - span[0] + 1 - len(word)))
    return max(0.1, total / len(query) - _LENGTH * len(folded)) if query else 0.1


def matching(
    query: str, targets: Iterable[tuple[_Key, Target, float]]
) -> list[tuple[float, tuple[_Key, Target, float]]]:
    """Return which targets a query means, in their order: (cost, target), least is best.

    Each target comes with what it is worth besides, such as for having been used of late. What a
    longer query means is among what its beginning means, so that typing looks through less and
    less.
    """
    words = fold(query).split()
    found: list[tuple[float, tuple[_Key, Target, float]]] = []
    for each in targets:
        worth = score(words, each[1])
        if worth:
            found.append((-worth - each[2], each))
    return found


def best(found: list[tuple[float, tuple[_Key, Target, float]]], limit: int) -> list[_Key]:
    """Return the best of what was found; equals stay in the order in which they came."""
    return [each[0] for _, each in sorted(found, key=itemgetter(0))[:limit]]


def letters(query: str, text: str) -> list[int]:
    """Return the places of the letters of `text` by which a query means it."""
    folded, places = fold(text), set[int]()
    for word in fold(query).split():
        at = folded.find(word)
        if at > 0 and not _begins(folded, at):
            start = _word_start(folded, word)
            at = start or at
        starts = _starts(folded)
        initial = "".join(folded[each] for each in starts).find(word) if len(word) > 1 else -1
        if at >= 0:
            places.update(range(at, at + len(word)))
        elif initial >= 0:
            places.update(starts[initial : initial + len(word)])
        else:
            places.update(_span(folded, word) or ())
    return sorted(places)


def _begins(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalnum()


def _word_start(text: str, word: str) -> int:
    """Return where a word of the text begins with `word`, behind its first place; 0 is nowhere."""
    at = text.find(word)
    while at >= 0:
        if _begins(text, at):
            return at
        at = text.find(word, at + 1)
    return 0


def _starts(text: str) -> list[int]:
    """Return where the words of a text begin."""
    return [found.start() for found in _WORD.finditer(text)]


def _span(text: str, word: str) -> list[int] | None:
    """Return the closest places of the letters of `word` in `text`; None where they are far."""
    if len(word) < 2:
        return None
    best: list[int] | None = None
    start = text.find(word[0])
    while start >= 0:
        if _begins(text, start):
            places = [start]
            for letter in word[1:]:
                at = text.find(letter, places[-1] + 1, start + _SPREAD + 1)
                if at < 0:
                    break
                places.append(at)
            else:
                if best is None or places[-1] - start < best[-1] - best[0]:
                    best = places
        start = text.find(word[0], start + 1)
    return best
