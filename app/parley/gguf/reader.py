"""A bounds-checked cursor over the bytes of a header: a whole file, or the part fetched so far."""

from __future__ import annotations

import struct
from typing import BinaryIO, Final

from parley.gguf.errors import NeedMore, broken, truncated
from parley.gguf.types import ARRAY, SCALARS, STRING, VALUE_NAMES

#: Most bytes a header may have. The largest published ones, vocabularies of 262,144 tokens with
#: their merges, have about 20 MiB; past this it is damage, and reading on would cost memory.
MAX_HEADER: Final = 128 * 1024**2
#: Bytes read from a file at once.
CHUNK: Final = 1024**2

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
            raise NeedMore(end)
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
            return tuple(self.text() for _ in range(count))
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
        unpack = _U64.unpack_from
        done = 0
        while done < count:
            self.fill(8)
            data, pos = self._data, self._pos
            # The tight loop: vocabularies have hundreds of thousands of strings. It leaves the
            # window by an exception, so that it need not compare each time.
            start = done
            try:
                for index in range(start, count):
                    done = index
                    pos += 8 + unpack(data, pos)[0]
                done = count
            except (struct.error, OverflowError):
                pass
            self._pos = pos
            self._bound(self.offset)
