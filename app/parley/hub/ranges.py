"""Which bytes of a file are there: ranges that neither touch nor overlap, in order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

#: The first byte, and the one after the last.
Span = tuple[int, int]


class Ranges:
    """A set of byte ranges. Not for several threads at once."""

    __slots__ = ("_ends", "_starts", "total")

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        #: Bytes of all ranges together.
        self.total = 0
        for start, end in spans:
            self.add(start, end)

    def __iter__(self) -> Iterator[Span]:
        return zip(tuple(self._starts), tuple(self._ends), strict=True)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ranges) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment] # it changes

    def __repr__(self) -> str:
        return f"Ranges({list(self)})"

    @property
    def frontier(self) -> int:
        """Bytes from the file's start on without a gap."""
        return self._ends[0] if self._starts and self._starts[0] == 0 else 0

    def add(self, start: int, end: int) -> None:
        """Add the bytes from `start` up to `end`."""
        if start >= end:
            return
        # Those from `first` on end at or after the new start; those before `last` start by its end.
        first = bisect_left(self._ends, start)
        last = bisect_right(self._starts, end)
        if first < last:
            start = min(start, self._starts[first])
            end = max(end, self._ends[last - 1])
        known = zip(self._starts[first:last], self._ends[first:last], strict=True)
        self.total += end - start - sum(b - a for a, b in known)
        self._starts[first:last] = [start]
        self._ends[first:last] = [end]

    def gaps(self, start: int, end: int) -> Iterator[Span]:
        """Yield what is missing between `start` and `end`, in order."""
        index = bisect_right(self._ends, start)
        while start < end:
            if index == len(self._starts) or self._starts[index] >= end:
                yield start, end
                return
            if start < self._starts[index]:
                yield start, self._starts[index]
            start = self._ends[index]
            index += 1

    def holds(self, start: int, end: int) -> bool:
        """Whether all bytes from `start` up to `end` are there."""
        return next(self.gaps(start, end), None) is None
