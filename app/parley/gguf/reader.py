"""A bounds-checked cursor over the bytes of a header: a whole file, or the part fetched so far."""

from __future__ import annotations

import functools
import re
import struct
from typing import BinaryIO, Final

from parley.gguf.errors import NeedMore, broken, truncated
from parley.gguf.types import ARRAY, SCALARS, STRING, VALUE_NAMES

#: Most bytes a header may have. The largest published ones, vocabularies of 262,144 tokens with
#: their merges, have about 20 MiB; past this it is damage, and reading on would cost memory.
MAX_HEADER: Final = 128 * 1024**2
#: Bytes read from a file at once.
CHUNK: Final = 1024**2

#: Strings that the fast walk over an array of strings takes at once, and the longest of them.
_RUN: Final = 1024
_SHORT: Final = 127
_USUAL: Final = 7

_U64 = SCALARS[10]

Scalar = int | float | bool | str


class Cursor:
    """Reads little-endian values from the start of `data` and, if there is one, of `file` behind.

    Args:
        data: the file's first bytes.
        file: where the bytes after `data` come from; without it `NeedMore` is raised.
        size: bytes of the whole file, where known; needing more is `model_truncated`.
    """

    def __init__(self, data: bytes, file: BinaryIO | None, size: int | None) -> None:
        self._data = data
        self._base = 0  # place of data[0] in the file
        self._pos = 0  # in data; may lie past its end until the next fill
        self._file = file
        self.size = size
        #: Bytes that follow the value being read at the least, so that `NeedMore` asks for them.
        self.rest = 0

    @property
    def offset(self) -> int:
        """Bytes from the start of the file to the next value."""
        return self._base + self._pos

    def seek(self, offset: int) -> None:
        """Go to `offset` bytes from the start of the file."""
        self._pos = offset - self._base
        if self._pos < 0:
            self._data, self._base, self._pos = b"", offset, 0

    def fill(self, count: int) -> None:
        """Have the next `count` bytes in hand."""
        if self._pos + count <= len(self._data):
            return
        end = self.offset + count
        self._bound(end)
        if self._file is None:
            limit = MAX_HEADER if self.size is None else min(MAX_HEADER, self.size)
            raise NeedMore(max(end, min(end + self.rest, limit)))
        kept = self._data[self._pos :]
        self._base, self._pos = self.offset, 0
        self._file.seek(self._base + len(kept))
        self._data = kept + self._file.read(max(count - len(kept), CHUNK))
        if len(self._data) < count:
            raise truncated(self._base + len(self._data), end)

    def _bound(self, end: int) -> None:
        if end > MAX_HEADER:
            raise broken(f"its header claims to reach beyond {MAX_HEADER:,} bytes")
        if self.size is not None and end > self.size:
            raise truncated(self.size, end)

    def peek(self, count: int) -> bytes:
        """Return up to `count` bytes that are in hand, without passing over them."""
        return self._data[self._pos : self._pos + count]

    def skip(self, count: int) -> None:
        """Pass over `count` bytes without reading them."""
        self._bound(self.offset + count)
        self._pos += count

    def scalar(self, kind: int) -> int | float | bool:
        """Read one value of a type in `SCALARS`."""
        layout = SCALARS[kind]
        self.fill(layout.size)
        value: int | float | bool = layout.unpack_from(self._data, self._pos)[0]
        self._pos += layout.size
        return value

    def u32(self) -> int:
        """Read an unsigned number of four bytes."""
        return int(self.scalar(4))

    def u64(self) -> int:
        """Read an unsigned number of eight bytes."""
        return int(self.scalar(10))

    def text(self) -> str:
        """Read a string; bytes that are not UTF-8 become U+FFFD."""
        length = self.u64()
        self.fill(length)
        start = self._pos
        self._pos = start + length
        return self._data[start : start + length].decode("utf-8", "replace")

    def value(self, kind: int) -> Scalar:
        """Read one value that is not an array."""
        if kind == STRING:
            return self.text()
        if kind not in SCALARS:
            raise broken(f"it holds a value of the unknown type {kind}")
        return self.scalar(kind)

    def array_type(self) -> tuple[int, int]:
        """Read an array's head: type and number of its elements."""
        kind = self.u32()
        count = self.u64()
        if kind == ARRAY or kind not in VALUE_NAMES:
            raise broken(f"it holds an array of the type {VALUE_NAMES.get(kind, kind)}")
        return kind, count

    def array(self, kind: int, count: int) -> tuple[Scalar, ...]:
        """Read the elements of an array."""
        if kind == STRING:
            self._bound(self.offset + count * 8)
            rest, found = self.rest, []
            for left in range(count - 1, -1, -1):
                self.rest = rest + left * 8
                found.append(self.text())
            return tuple(found)
        size = SCALARS[kind].size * count
        self.fill(size)
        layout = struct.Struct(f"<{count}{SCALARS[kind].format[1:]}")
        values: tuple[Scalar, ...] = layout.unpack_from(self._data, self._pos)
        self._pos += size
        return values

    def skip_array(self, kind: int, count: int) -> None:
        """Pass over the elements of an array."""
        if kind != STRING:
            self.skip(SCALARS[kind].size * count)
            return
        self._bound(self.offset + count * 8)
        unpack, run = _U64.unpack_from, _short_strings().match
        rest, done = self.rest, 0
        while done < count:
            self.rest = rest + (count - done - 1) * 8
            self.fill(8)
            data, pos = self._data, self._pos
            while count - done >= _RUN and (found := run(data, pos)):
                pos = found.end()
                done += _RUN
            # Long strings, and those at the end of what is in hand. The loop leaves the window by
            # an exception, so that it need not compare each time.
            try:
                for _ in range(min(_RUN, count - done)):
                    pos += 8 + unpack(data, pos)[0]
                    done += 1
            except (struct.error, OverflowError):
                pass
            self._pos = pos
            self._bound(self.offset)
        self.rest = rest


@functools.cache
def _short_strings() -> re.Pattern[bytes]:
    """Return a pattern for `_RUN` short strings, each after its length.

    Vocabularies with their merges have hundreds of thousands of strings, and this passes over
    them in half the time of a loop. Nothing in it goes back: one branch fits each first byte.
    """
    usual_first = sorted(range(_SHORT + 1), key=lambda length: abs(length - _USUAL))
    branches = (
        re.escape(bytes([length])) + rb"\0{7}+" + b".{%d}+" % length for length in usual_first
    )
    return re.compile(b"(?s:(?:" + b"|".join(branches) + b"){%d}+)" % _RUN)
