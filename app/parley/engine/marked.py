"""Text that remembers, character by character, who wrote it: the template or which message.

A chat template is free to trim, split, join and format what it is given. `Marked` follows through
all of that, so that the prompt's control tokens come from the template and never from a message.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, SupportsIndex

#: The mark of a character that the template wrote. Message `i` has the mark `chr(i + 1)`.
TEMPLATE = "\0"

#: Most characters that one string may grow to; a chat template that wants more has run away.
MAX_LENGTH = 16_000_000

_RUNS = re.compile(r"(.)\1*", re.DOTALL)
_PERCENT = re.compile(
    r"%(?:\((?P<key>[^)]*)\))?(?P<spec>[-#0 +]*\d{0,3}(?:\.\d{1,3})?[diouxXeEfFgGcrsa%])"
)


def mark_of(message: int) -> str:
    """Return the mark of the message with this index."""
    return chr(message + 1)


class Marked(str):
    """A string with one mark per character. Whatever is made of it is `Marked` again.

    Operations that cannot say where their characters come from count them all as the message's,
    so that a mark is never lost in the template's favour.
    """

    __slots__ = ("marks",)
    marks: str

    def __str__(self) -> str:
        return self

    def __add__(self, other: str) -> Marked:
        if not isinstance(other, str):
            return NotImplemented
        return make(str.__add__(self, other), self.marks + marks_of(other))

    def __radd__(self, other: str) -> Marked:
        if not isinstance(other, str):
            return NotImplemented
        return make(str.__add__(other, self), marks_of(other) + self.marks)

    def __mul__(self, times: SupportsIndex) -> Marked:
        _bounded(len(self) * operator.index(times))
        return make(str.__mul__(self, times), self.marks * times)

    __rmul__ = __mul__

    def __getitem__(self, key: Any) -> Marked:
        return make(str.__getitem__(self, key), self.marks[key])

    def __iter__(self) -> Iterator[str]:
        return map(make, str.__iter__(self), self.marks)

    def __mod__(self, values: Any) -> Marked:
        return _percent(self, values)

    def __rmod__(self, template: str) -> Marked:
        return _percent(lift(template), self)

    def __format__(self, spec: str) -> str:
        return self if not spec else whole(str.__format__(self, spec), self)

    def __repr__(self) -> str:
        return whole(str.__repr__(self), self)

    # -- parts of it -----------------------------------------------------------------------------

    def strip(self, chars: str | None = None, /) -> Marked:
        return self.lstrip(chars).rstrip(chars)

    def lstrip(self, chars: str | None = None, /) -> Marked:
        return self[len(self) - len(str.lstrip(self, chars)) :]

    def rstrip(self, chars: str | None = None, /) -> Marked:
        return self[: len(str.rstrip(self, chars))]

    def removeprefix(self, prefix: str, /) -> Marked:
        return self[len(prefix) :] if self.startswith(prefix) else self

    def removesuffix(self, suffix: str, /) -> Marked:
        return self[: len(self) - len(suffix)] if suffix and self.endswith(suffix) else self

    def split(self, sep: str | None = None, maxsplit: SupportsIndex = -1) -> list[str]:
        return self._located(str.split(self, sep, maxsplit), len(sep or ""))

    def rsplit(self, sep: str | None = None, maxsplit: SupportsIndex = -1) -> list[str]:
        return self._located(str.rsplit(self, sep, maxsplit), len(sep or ""))

    def splitlines(self, keepends: bool = False) -> list[str]:
        lines = []
        end = 0
        for kept, bare in zip(
            str.splitlines(self, keepends=True), str.splitlines(self), strict=True
        ):
            lines.append(self[end : end + len(kept if keepends else bare)])
            end += len(kept)
        return list(lines)

    def partition(self, sep: str, /) -> tuple[str, str, str]:
        at = self.find(sep)
        if at < 0:
            str.partition(self, sep)  # raises for an empty separator
            return self, lift(""), lift("")
        return self[:at], self[at : at + len(sep)], self[at + len(sep) :]

    def rpartition(self, sep: str, /) -> tuple[str, str, str]:
        at = self.rfind(sep)
        if at < 0:
            str.rpartition(self, sep)
            return lift(""), lift(""), self
        return self[:at], self[at : at + len(sep)], self[at + len(sep) :]

    def _located(self, parts: list[str], gap: int) -> list[str]:
        # Parts come in order and what lies between them holds no part of them.
        found: list[str] = []
        end = 0
        for part in parts:
            start = str.find(self, part, end)
            found.append(self[start : start + len(part)])
            end = start + len(part) + gap
        return found

    # -- made of it ------------------------------------------------------------------------------

    def join(self, parts: Iterable[str], /) -> Marked:
        return joined(parts, self)

    def replace(self, old: str, new: str, count: SupportsIndex = -1, /) -> Marked:
        limit = int(count)
        if not old:
            _bounded(len(self) * (1 + len(new)))
            return whole(str.replace(self, old, new, limit), self, new)
        _bounded(len(self) + self.count(old) * max(len(new) - len(old), 0))
        pieces: list[str] = []
        end = 0
        while limit != 0 and (at := self.find(old, end)) >= 0:
            pieces += (self[end:at], new)
            end = at + len(old)
            limit -= 1
        return joined([*pieces, self[end:]])

    def upper(self) -> Marked:
        return self._cased(str.upper)

    def lower(self) -> Marked:
        return self._cased(str.lower)

    def casefold(self) -> Marked:
        return self._cased(str.casefold)

    def title(self) -> Marked:
        return self._cased(str.title)

    def capitalize(self) -> Marked:
        return self._cased(str.capitalize)

    def swapcase(self) -> Marked:
        return self._cased(str.swapcase)

    def _cased(self, change: Callable[[str], str]) -> Marked:
        text = change(str.__str__(self))
        if len(text) == len(self):
            return make(text, self.marks)
        return whole(text, self)

    def center(self, width: SupportsIndex, fill: str = " ", /) -> Marked:
        return self._padded(str.center(self, width, fill), fill)

    def ljust(self, width: SupportsIndex, fill: str = " ", /) -> Marked:
        return self._padded(str.ljust(self, width, fill), fill)

    def rjust(self, width: SupportsIndex, fill: str = " ", /) -> Marked:
        return self._padded(str.rjust(self, width, fill), fill)

    def zfill(self, width: SupportsIndex, /) -> Marked:
        return whole(str.zfill(self, width), self)

    def expandtabs(self, tabsize: SupportsIndex = 8) -> Marked:
        return whole(str.expandtabs(self, tabsize), self)

    def translate(self, table: Any, /) -> Marked:
        return whole(str.translate(self, table), self)

    def format(self, *args: Any, **kwargs: Any) -> Marked:
        return whole(str.format(self, *args, **kwargs), self, args, kwargs)

    def format_map(self, mapping: Any, /) -> Marked:
        return whole(str.format_map(self, mapping), self, mapping)

    def _padded(self, text: str, fill: str) -> Marked:
        return whole(text, self, fill)


def make(text: str, marks: str) -> Marked:
    """Return `text` with `marks`, one character each. Raises `ValueError` if lengths differ."""
    if len(text) != len(marks):
        raise ValueError("one mark for each character")
    made = str.__new__(Marked, text)
    made.marks = marks
    return made


def marks_of(text: str) -> str:
    """Return the marks of any string; a plain one is the template's."""
    return text.marks if isinstance(text, Marked) else TEMPLATE * len(text)


def lift(text: str) -> Marked:
    """Return `text` with marks, if it has none: the template's."""
    return text if isinstance(text, Marked) else make(text, marks_of(text))


def whole(text: str, *sources: Any) -> Marked:
    """Return `text` as coming wholly from the first message found in `sources`, else as is."""
    plain = str.__str__(text)
    return make(plain, (origin(sources) or TEMPLATE) * len(plain))


def origin(value: Any, depth: int = 0) -> str:
    """Return the first message's mark in `value`, looking into containers, or an empty string."""
    if isinstance(value, Marked):
        return value.marks.strip(TEMPLATE)[:1]
    if isinstance(value, str | int | float) or value is None or depth > 20:
        return ""
    if isinstance(value, Mapping):
        parts: Iterable[Any] = (part for pair in value.items() for part in pair)
    elif isinstance(value, list | tuple | set | frozenset):
        parts = value
    else:
        return ""
    return next((mark for part in parts if (mark := origin(part, depth + 1))), "")


def text_of(value: Any) -> str:
    """Return `str(value)` with its marks. A container that holds message text is all message."""
    if isinstance(value, str):
        return value
    return whole(str(value), value)


def joined(parts: Iterable[Any], separator: str = "") -> Marked:
    """Return `separator.join(parts)` with everyone's marks; parts that are no text become it.

    Raises `OverflowError` beyond `MAX_LENGTH`, as all that makes text longer does.
    """
    texts = [text_of(part) for part in parts]
    _bounded(sum(map(len, texts)) + len(texts) * len(separator))
    return make(
        str.join(separator, texts), str.join(marks_of(separator), [marks_of(t) for t in texts])
    )


def runs(text: Marked) -> Iterator[tuple[str, int | None]]:
    """Yield stretches of one origin as (text, index of the message or None), in order."""
    plain = str.__str__(text)
    for run in _RUNS.finditer(text.marks):
        mark = run.group(1)
        yield plain[run.start() : run.end()], None if mark == TEMPLATE else ord(mark) - 1


def _bounded(length: int) -> None:
    if length > MAX_LENGTH:
        raise OverflowError("the text is too long")


def _percent(template: Marked, values: Any) -> Marked:
    queue = list(values) if isinstance(values, tuple) else [values]
    pieces: list[str] = []
    end = 0
    for hole in _PERCENT.finditer(template):
        pieces.append(template[end : hole.start()])
        end = hole.end()
        spec = str(hole["spec"])
        if spec == "%":
            pieces.append("%")
            continue
        if hole["key"] is not None:
            value = values[hole["key"]]
        elif queue:
            value = queue.pop(0)
        else:
            raise TypeError("not enough arguments for format string")
        pieces.append(text_of(value) if spec == "s" else whole(f"%{spec}" % (value,), value))
    return joined([*pieces, template[end:]])
