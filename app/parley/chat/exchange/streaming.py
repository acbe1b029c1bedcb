"""Reads a JSON file member by member, so that one of hundreds of megabytes takes little memory."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterator
from typing import IO, Any, Final

import msgspec

from parley.chat.exchange.values import NotTaken

#: Bytes that are read at once, to begin with.
_CHUNK: Final = 1 << 18
#: Characters of one conversation: more is no conversation, or is no use in a window.
LARGEST: Final = 1 << 28
_SPACE: Final = re.compile(r"[ \t\r\n]*")


class Member(msgspec.Struct, frozen=True):
    """A value of a file: of an array, with no name, or of the object that the file is.

    Attributes:
        within: the name of the array in that object; "" for a file that is an array.
    """

    name: str
    value: Any
    within: str = ""


class Damaged(Exception):  # noqa: N818 - it is told in a report
    """The file is no JSON from here on."""


def members(stream: IO[bytes], *, arrays: frozenset[str]) -> Iterator[Member]:
    """Yield the values of an array, or the members of an object, of those `arrays` each value.

    Raises:
        Damaged: the file is no JSON, is cut off, or has a value beyond any measure. What came
            before is sound.
    """
    reader = _Reader(stream)
    first = reader.peek()
    if first == "[":
        yield from (Member("", value) for value in reader.array())
    elif first == "{":
        yield from reader.object(arrays)
    else:
        raise Damaged
    if reader.peek():
        raise Damaged


def _constant(text: str) -> float:
    raise ValueError(text)


class _Reader:
    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._decode: Callable[[bytes, bool], str] = codecs.getincrementaldecoder("utf-8-sig")(
            "replace"
        ).decode
        self._json = json.JSONDecoder(parse_constant=_constant)
        self._text = ""
        self._at = 0
        self._ended = False

    def peek(self) -> str:
        """Return the next character that is no space; "" at the end."""
        while True:
            match = _SPACE.match(self._text, self._at)
            assert match is not None
            self._at = match.end()
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._read(_CHUNK):
                return ""

    def array(self) -> Iterator[Any]:
        """Yield the values of the array that begins here."""
        self._take("[")
        if self.peek() == "]":
            self._take("]")
            return
        while True:
            yield self._value()
            if self.peek() == "]":
                self._take("]")
                return
            self._take(",")

    def object(self, arrays: frozenset[str]) -> Iterator[Member]:
        """Yield the members of the object that begins here."""
        self._take("{")
        if self.peek() == "}":
            self._take("}")
            return
        while True:
            name = self._value()
            if not isinstance(name, str):
                raise Damaged
            self._take(":")
            if name in arrays and self.peek() == "[":
                yield from (Member("", value, name) for value in self.array())
            else:
                yield Member(name, self._value())
            if self.peek() == "}":
                self._take("}")
                return
            self._take(",")

    def _take(self, letter: str) -> None:
        if self.peek() != letter:
            raise Damaged
        self._at += 1

    def _value(self) -> Any:
        if not self.peek():
            raise Damaged
        size = _CHUNK
        while True:
            try:
                value, end = self._json.raw_decode(self._text, self._at)
            except NotTaken:
                raise
            except RecursionError as error:
                raise Damaged from error
            except ValueError as error:
                # It may be cut by the end of what was read: then with more it is whole.
                if len(self._text) - self._at > LARGEST or not self._read(size):
                    raise Damaged from error
                size *= 2
                continue
            # A number may go on in what was not read yet.
            if end == len(self._text) and isinstance(value, int | float) and self._read(_CHUNK):
                continue
            self._at = end
            return value

    def _read(self, size: int) -> bool:
        """Read on, and forget what was taken. Return whether there was anything."""
        if self._ended:
            return False
        data = self._stream.read(size)
        self._ended = not data
        self._text = self._text[self._at :] + self._decode(data, self._ended)
        self._at = 0
        return bool(data)
