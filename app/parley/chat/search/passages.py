"""The piece of a text around what was looked for, on one line, with the words' places in it."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from typing import Final

from parley.chat.search.query import Query
from parley.chat.search.values import Passage, Span
from parley.chat.search.words import fold, folded
from parley.engine.reasoning import MARKS

#: Characters of a text that are looked through: the index knows more, a passage needs no more.
_READ: Final = 2_000_000
_BEFORE: Final = 36
_MOST_MATCHES: Final = 200
_CHUNK: Final = 2_048
_REASONING: Final = "|".join(
    re.escape(mark) for marks in MARKS for mark in (marks.opening, marks.closing)
)
#: What is different on one line: marks of Markdown and of reasoning, which the text on the screen
#: does not have, signs that turn its direction, and, outside of the group, white space.
_CHANGED: Final = re.compile(
    r"(\*\*|__|`+|^[ \t]*(?:#{1,6}[ \t]|>[ \t]|[-*+][ \t])|[\u202a-\u202e\u2066-\u2069]"
    rf"|{_REASONING})"
    r"|(?:[\0-\x1f\x7f-\x9f]|[^\S ])[\s\0]*| \s+",
    re.M,
)
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
    line, spans = _on_one_line(window, _ranges(window, pattern))
    cut = end < len(text)
    if len(line) > length:
        space = line.rfind(" ", length - 24, length)
        line, cut = line[: space if space > 0 else length].rstrip(), True
    lead = _ELLIPSIS if begin else ""
    return Passage(
        f"{lead}{line}{_ELLIPSIS if cut else ''}",
        tuple(
            (a + len(lead), min(b, len(line)) + len(lead))
            for a, b in spans
            if a < min(b, len(line))
        ),
    )


def _on_one_line(window: str, spans: tuple[Span, ...]) -> tuple[str, list[Span]]:
    """Return `window` without marks and line ends, and where its spans are then."""
    kept: list[str] = []
    ends: list[int] = []  # of each piece, in the window
    shifts: list[int] = []  # of what comes after it
    at = length = 0
    for match in _CHANGED.finditer(window):
        kept.append(window[at : match.start()])
        blank = "" if match[1] is not None or not length + len(kept[-1]) else " "
        kept.append(blank)
        length += match.start() - at + len(blank)
        at = match.end()
        ends.append(at)
        shifts.append(length - at)
    line = "".join((*kept, window[at:])).rstrip()

    def moved(place: int) -> int:
        before = bisect_right(ends, place)
        place = min(place + (shifts[before - 1] if before else 0), len(line))
        # A place within what was taken out is where that was.
        return min(place, ends[before] + shifts[before]) if before < len(ends) else place

    return line, [(moved(a), moved(b)) for a, b in spans]
