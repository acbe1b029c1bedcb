"""Where each message of a long column begins, and which one is at a place. Pure.

A Fenwick tree (Fenwick 1994): one height is changed, and a place is found, in log n steps.
"""

from __future__ import annotations

from collections.abc import Iterable


class Heights:
    """Heights in pixels, one below the other; indexes from 0."""

    def __init__(self, heights: Iterable[int] = ()) -> None:
        self._heights = list(heights)
        # `_sums[i]` is the sum of the heights before `i`, back to `i` without its lowest set bit.
        self._sums = [0, *self._heights]
        for at in range(1, len(self._sums)):
            above = at + (at & -at)
            if above < len(self._sums):
                self._sums[above] += self._sums[at]

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, index: int) -> int:
        return self._heights[index]

    def __setitem__(self, index: int, height: int) -> None:
        change = height - self._heights[index]
        self._heights[index] = height
        at = index + 1
        while change and at < len(self._sums):
            self._sums[at] += change
            at += at & -at

    def append(self, height: int) -> None:
        """Put one more below the last."""
        self._heights.append(height)
        at = len(self._heights)
        first = at - (at & -at)
        self._sums.append(height + self.top(at - 1) - self.top(first))

    def cut(self, count: int) -> None:
        """Keep the first `count`."""
        del self._heights[count:]
        del self._sums[count + 1 :]

    def top(self, index: int) -> int:
        """Return where the one at `index` begins; for the number of them, where the last ends."""
        total = 0
        while index > 0:
            total += self._sums[index]
            index -= index & -index
        return total

    @property
    def total(self) -> int:
        """All heights together."""
        return self.top(len(self._heights))

    def at(self, place: int) -> int:
        """Return the index of the one at `place`; the nearest outside. There must be one."""
        index, step = 0, 1 << len(self._heights).bit_length()
        while step:
            further = index + step
            if further < len(self._sums) and self._sums[further] <= place:
                index = further
                place -= self._sums[further]
            step >>= 1
        return min(index, len(self._heights) - 1)
