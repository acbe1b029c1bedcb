"""How big one buffer gets when parts of a computation take memory from it and give it back.

The same search as ggml's own allocator (`ggml_dyn_tallocr_alloc` and `_free_bytes` of
ggml-alloc.c), because what does not fit into a gap makes the buffer grow.
"""

from __future__ import annotations

from typing import Final

from parley.fit.graph import ALIGNMENT, Program

_ENDLESS: Final = 1 << 62

#: Gaps and places: two buffers in the same state go on alike.
State = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]


class Arena:
    """A buffer that is being planned. `size` is the most bytes that were in use at once."""

    __slots__ = ("_offsets", "_places", "_sizes", "size")

    def __init__(self) -> None:
        self.size = 0
        self._offsets = [0]  # of the gaps, ascending; the last one has no end
        self._sizes = [_ENDLESS]
        self._places: dict[str, int] = {}

    def put(self, name: str, size: int) -> None:
        """Allocate something that is there before a part runs."""
        self._places[name] = self._take(-(-size // ALIGNMENT) * ALIGNMENT)

    def drop(self, name: str, size: int) -> None:
        """Free something that was put."""
        self._give(self._places.pop(name), -(-size // ALIGNMENT) * ALIGNMENT)

    def has(self, name: str) -> bool:
        """Return whether something is allocated under `name`."""
        return name in self._places

    def run(self, program: Program) -> None:
        """Go through the steps of a part; its results get their places."""
        sizes = program.sizes
        places = [0] * len(sizes)
        for name, slot in program.given.items():
            places[slot] = self._places[name]
        take, give = self._take, self._give
        for step in program.steps:
            if step >= 0:
                places[step] = take(sizes[step])
            else:
                give(places[~step], sizes[~step])
        for name, slot in program.results.items():
            self._places[name] = places[slot]

    def state(self, *names: str) -> State:
        """Return what decides how the buffer goes on: its gaps, and where `names` are."""
        places = tuple(self._places[name] for name in names)
        return tuple(self._offsets), tuple(self._sizes), places

    def _take(self, size: int) -> int:
        sizes = self._sizes
        best, at = _ENDLESS, len(sizes) - 1
        for index in range(at):
            gap = sizes[index]
            if size <= gap <= best:
                best, at = gap, index
        offset = self._offsets[at]
        if sizes[at] == size:
            del sizes[at], self._offsets[at]
        else:
            sizes[at] -= size
            self._offsets[at] += size
        self.size = max(self.size, offset + size)
        return offset

    def _give(self, offset: int, size: int) -> None:
        offsets, sizes = self._offsets, self._sizes
        index = 0
        while offsets[index] < offset:
            index += 1
        joins_next = offset + size == offsets[index]
        if index and offsets[index - 1] + sizes[index - 1] == offset:
            sizes[index - 1] += size
            if joins_next:
                sizes[index - 1] += sizes[index]
                del offsets[index], sizes[index]
        elif joins_next:
            offsets[index] = offset
            sizes[index] += size
        else:
            offsets.insert(index, offset)
            sizes.insert(index, size)
