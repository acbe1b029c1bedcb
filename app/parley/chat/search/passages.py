"""The piece of a text around what was looked for, on one line, with the words' places in it."""

from __future__ import annotations

import itertools
import re
from typing import Final

from parley.chat.search.query import Query
from parley.chat.search.values import Passage, Span
from parley.chat.search.words import fold, folded

#: Characters of a text that are looked through: the index knows more, a passage needs no more.
_READ: Final = 2_000_000
_BEFORE: Final = 36
_MOST_MATCHES: Final = 200
_CHUNK: Final = 2_048
#: Marks of Markdown and of reasoning, which the text on the screen does not have.
_MARKUP: Final = re.compile(r"\*\*|__|`+|^[ \t]*(?:#{1,6}[ \t]|>[ \t]|[-*+][ \t])|</?think>", re.M)
_ELLIPSIS: Final = "…"


def passage(text: str, query: Query, *, length: int = 180) -> Passage | None:
    """Return about `length` characters around the terms of `query`; None where there are none.

    It is where most of the different terms stand close together, and there the first.
    """
    text = text[:_READ]
    pattern = _pattern(query)
    whole = fold(text)
    matches = itertools.islice(pattern.finditer(whole), _MOST_MATCHES)
    found = [(match.start(), match.lastindex) for match in matches]
    if not found:
        return None
    best = max(
        range(len(found)),
        key=lambda i: (
            len({term for at, term in found[i:] if at < found[i][0] + length - _BEFORE}),
            -i,
        ),
    )
    start = _place(text, whole, found[best][0])
    return _cut(text, start, pattern, length)


def whole(text: str, query: Query) -> Passage:
    """Return all of a short text, such as a title, with the places of the terms of `query`."""
    return Passage(text, ranges(text, query))


def ranges(text: str, query: Query) -> tuple[Span, ...]:
    """Return where the terms of `query` stand in `text`, in order, none within another."""
    return _ranges(text, _pattern(query)) if query else ()


def _pattern(query: Query) -> re.Pattern[str]:
    return re.compile("|".join(f"({term.pattern})" for term in query.terms))


def _ranges(text: str, pattern: re.Pattern[str]) -> tuple[Span, ...]:
    compared, places = folded(text)
    return tuple(
        (places[match.start()], max(places[match.end() - 1] + 1, places[match.end()]))
        for match in pattern.finditer(compared)
        if match.end() > match.start()
    )


def _place(text: str, whole: str, at: int) -> int:
    """Return about where in `text` the place `at` of it folded is, never behind it by much."""
    if text.isascii():
        return at
    done = 0
    for begin in range(0, len(text), _CHUNK):
        length = len(fold(text[begin : begin + _CHUNK]))
        if done + length > at:
            _, places = folded(text[begin : begin + _CHUNK])
            return begin + places[min(at - done, len(places) - 1)]
        done += length
    return len(text)


def _cut(text: str, start: int, pattern: re.Pattern[str], length: int) -> Passage:
    begin = max(0, start - _BEFORE)
    if begin:
        # Begin with a whole word, unless none begins soon.
        blank = re.compile(r"\s").search(text, begin, start)
        begin = blank.end() if blank else begin
    end = min(len(text), begin + length + 80)
    window = text[begin:end]
    marked = _ranges(window, pattern)
    kept: list[str] = []
    places: list[int] = []  # of each character of the window, in what is kept
    dropped = {i for match in _MARKUP.finditer(window) for i in range(*match.span())}
    for i, letter in enumerate(window):
        places.append(len(kept))
        if i in dropped:
            continue
        if letter.isspace() or not letter.isprintable():
            if kept and kept[-1] != " ":
                kept.append(" ")
        else:
            kept.append(letter)
    places.append(len(kept))
    line = "".join(kept).rstrip()
    cut = end < len(text)
    if len(line) > length:
        space = line.rfind(" ", length - 24, length)
        line, cut = line[: space if space > 0 else length].rstrip(), True
    lead = _ELLIPSIS if begin else ""
    spans = (
        (places[a] + len(lead), min(places[b], len(line)) + len(lead))
        for a, b in marked
        if places[a] < len(line)
    )
    return Passage(
        f"{lead}{line}{_ELLIPSIS if cut else ''}", tuple((a, b) for a, b in spans if b > a)
    )
