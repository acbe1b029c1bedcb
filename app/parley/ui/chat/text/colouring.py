"""Colours code, in short slices of time, so that neither opening nor streaming waits for it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QTextCursor, QTextDocument

from parley.ui.chat.text.builder import Builder, Part

if TYPE_CHECKING:
    from pygments.lexer import Lexer

#: Seconds of one slice, and milliseconds until the next: several messages have their turns then.
_SLICE, _PAUSE = 0.003, 4
#: Larger code, and code with longer lines, stays as it is: no slice could end in its lines.
_LARGEST, _LONGEST_LINE = 100_000, 2_000
#: While code grows, so many lines before its end are looked at again.
_AGAIN = 40

Colour = tuple[int, int, str]


class Colouring(QObject):
    """Colours the code in a document, from its first card on, whenever there is time."""

    def __init__(self, document: QTextDocument, builder: Builder, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._builder = document, builder
        self._waiting: list[Part] = []
        self._grown: tuple[Part, int] | None = None
        self._running: Iterator[None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._work)

    @property
    def idle(self) -> bool:
        """Whether all code has its colours."""
        return self._running is None and not self._waiting

    def look_at(self, first: int, *, growing: bool) -> None:
        """Colour the code from the part at `first` on; the last one may be `growing`."""
        parts = self._builder.parts
        last = parts[-1] if parts else None
        found = False
        if not growing:
            self._grown = None
        for part in parts[max(0, first - 1) :]:
            if part.block.kind != "code" or not part.block.language:
                continue
            if growing and part is last:
                self._look_at_grown(part)
            elif part.coloured != part.block.text and part not in self._waiting:
                self._waiting.append(part)
            found = True
        if found and not self.idle and not self._timer.isActive():
            self._timer.start(0)

    # -- inside ----------------------------------------------------------------------------------

    def _look_at_grown(self, part: Part) -> None:
        """Colour the last lines of code that is being written, once a line has ended."""
        lines = part.block.text.count("\n")
        if self._grown != (part, lines):
            self._grown = (part, lines)
            if self._running is None and part not in self._waiting:
                self._waiting.append(part)

    def _work(self) -> None:
        until = time.perf_counter() + _SLICE
        while time.perf_counter() < until:
            if self._running is None:
                if not self._waiting:
                    return
                part = self._waiting.pop(0)
                whole = self._grown is None or self._grown[0] is not part
                self._running = self._colour(part, until_end=whole or not self._is_last(part))
            try:
                next(self._running)
            except StopIteration:
                self._running = None
        self._timer.start(_PAUSE)

    def _is_last(self, part: Part) -> bool:
        return bool(self._builder.parts) and self._builder.parts[-1] is part

    def _colour(self, part: Part, *, until_end: bool) -> Iterator[None]:
        """Colour `part`, a step at a time."""
        text = part.block.text
        if len(text) > _LARGEST or max(map(len, text.split("\n"))) > _LONGEST_LINE:
            part.coloured = text
            return
        start = 0
        if not until_end:
            text = text[: text.rfind("\n") + 1]
            start = _line_back(text, _AGAIN)
        lexer = _lexer(part.block.language)
        if lexer is None:
            part.coloured = part.block.text
            return
        yield
        shown = text[start:]
        units = None if shown.isascii() else _units(shown)
        offset = len(text[:start].encode("utf-16-le", "surrogatepass")) // 2
        found: set[Colour] = set()
        for at, name, piece in _tokens(lexer, shown):
            if name:
                end = min(at + len(piece), len(shown))
                one, two = (units[at], units[end]) if units else (at, end)
                found.add((offset + one, offset + two, name))
            yield
        before = {each for each in part.colours if each[0] >= offset}
        yield from self._apply(part, text, sorted(before - found), sorted(found - before))
        if until_end:
            part.coloured = text

    def _apply(
        self, part: Part, text: str, gone: list[Colour], new: list[Colour]
    ) -> Iterator[None]:
        """Take away the colours that are `gone` and give the `new` ones."""
        changes = [(*each[:2], "", each) for each in gone] + [(*each, each) for each in new]
        for place in range(0, len(changes), 100):
            if part.gone or not part.block.text.startswith(text):
                return
            cursor = QTextCursor(self._document)
            cursor.beginEditBlock()
            for start, end, name, colour in changes[place : place + 100]:
                cursor.setPosition(part.start + start)
                cursor.setPosition(part.start + end, QTextCursor.MoveMode.KeepAnchor)
                cursor.setCharFormat(self._builder.formats.code_colour(name))
                (part.colours.add if name else part.colours.discard)(colour)
            cursor.endEditBlock()
            yield


def _line_back(text: str, count: int) -> int:
    """Return where the line begins that is `count` before the last of `text`."""
    at = len(text)
    for _ in range(count + 1):
        at = text.rfind("\n", 0, at)
        if at < 0:
            return 0
    return at + 1


def _units(text: str) -> list[int]:
    """Return for each character where it begins in UTF-16, and where the text ends."""
    units = [0]
    for sign in text:
        units.append(units[-1] + (2 if ord(sign) > 0xFFFF else 1))
    return units


def _lexer(language: str) -> Lexer | None:
    """Return what reads `language`, or None."""
    from pygments.lexers import get_all_lexers, get_lexer_by_name

    name = language.strip("{}.").lower()
    if any(name in aliases for _, aliases, _, _ in get_all_lexers(plugins=False)):
        return get_lexer_by_name(name)
    return None


def _tokens(lexer: Lexer, text: str) -> Iterator[tuple[int, str, str]]:
    """Return the pieces of `text`: where, in what colour, what."""
    names: dict[Any, str] = {}
    for at, kind, piece in lexer.get_tokens_unprocessed(text + "\n"):
        if kind not in names:
            names[kind] = _colour_of(str(kind))
        yield at, names[kind], piece


#: The first that a token's name begins with says its colour, "" none.
COLOURS = (
    ("Token.Keyword.Constant", "code_number"),
    ("Token.Keyword.Type", "code_type"),
    ("Token.Keyword", "code_keyword"),
    ("Token.Operator.Word", "code_keyword"),
    ("Token.Name.Function", "code_name"),
    ("Token.Name.Class", "code_name"),
    ("Token.Name.Attribute", "code_name"),
    ("Token.Name.Tag", "code_keyword"),
    ("Token.Name.Builtin", "code_type"),
    ("Token.Name.Decorator", "code_type"),
    ("Token.Name.Exception", "code_type"),
    ("Token.Name.Constant", "code_number"),
    ("Token.Name.Variable", "code_name"),
    ("Token.Literal.String", "code_string"),
    ("Token.Literal.Number", "code_number"),
    ("Token.Literal", "code_number"),
    ("Token.Comment", "muted"),
    ("Token.Generic.Inserted", "good"),
    ("Token.Generic.Deleted", "bad"),
    ("Token.Generic.Heading", "code_name"),
    ("Token.Generic.Subheading", "code_name"),
    ("Token.Generic.Prompt", "muted"),
)


def _colour_of(kind: str) -> str:
    return next((colour for name, colour in COLOURS if kind.startswith(name)), "")
