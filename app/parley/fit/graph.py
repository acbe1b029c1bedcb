"""A computation as the allocator of ggml sees it: which results live when, which reuse memory.

Nodes are the results that take memory of their own and the views of them; weights and caches,
which lie elsewhere, are left out. Source of the rules: `ggml_build_forward_expand` (ggml.c) for
the order, `ggml_gallocr_alloc_graph_impl` (ggml-alloc.c) for the lifetimes.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Final

import msgspec

#: Bytes that every allocation is a multiple of (TENSOR_ALIGNMENT in ggml-backend.cpp). Some
#: devices take 128, which changes nothing that matters.
ALIGNMENT: Final = 32


class Node:
    """A result of `size` bytes, or a view of one (`root`), computed from `sources`.

    Attributes:
        layout: dimensions of a contiguous result; None for any that nothing can replace in place.
        in_place: the operation can write over a source of the same layout.
        kept: the result is read after the computation, so its memory is never reused.
        strided: for a view whose rows do not follow each other.
        name: for what is there before the computation starts.
    """

    __slots__ = (
        "children",
        "in_place",
        "kept",
        "layout",
        "name",
        "root",
        "seen",
        "size",
        "slot",
        "sources",
        "strided",
        "views",
    )

    def __init__(
        self,
        size: int,
        sources: tuple[Node, ...] = (),
        layout: tuple[int, ...] | None = None,
        in_place: bool = False,
        root: Node | None = None,
        name: str = "",
    ) -> None:
        self.size = -(-size // ALIGNMENT) * ALIGNMENT
        self.sources = sources
        self.layout = layout
        self.in_place = in_place
        self.root = root
        self.name = name
        self.kept = False
        self.children = 0
        self.views = 0
        self.slot = -1
        self.seen = False
        self.strided = False


class Program(msgspec.Struct, frozen=True):
    """What an allocator is asked for while a part of a computation runs.

    Attributes:
        steps: slot numbers to allocate, or, inverted (`~slot`), to free.
        sizes: bytes of each slot.
        given: slots that are allocated before, by name.
        results: slots that stay allocated, by name.
    """

    steps: tuple[int, ...]
    sizes: tuple[int, ...]
    given: dict[str, int]
    results: dict[str, int]


class Graph:
    """A part of a computation that is being built."""

    def __init__(self) -> None:
        self._given: dict[str, Node] = {}
        self._used: list[Node] = []
        self._nodes: list[Node] = []

    def given(self, name: str, size: int) -> Node:
        """Return what lies in memory under `name` before this part starts."""
        node = self._given.get(name)
        if node is None:
            node = self._given[name] = Node(size, name=name)
        return node

    @property
    def inputs(self) -> dict[str, int]:
        """Bytes of what was there before, by name, in the order of use."""
        return {node.name: node.size for node in self._used}

    def expand(self, node: Node) -> Node:
        """Add `node` and what it needs to the computation, and return it."""
        if not node.seen:
            node.seen = True
            for source in node.sources:
                if not source.seen:
                    self.expand(source)
            (self._used if node.name else self._nodes).append(node)
        return node

    def program(
        self, results: dict[str, Node], ending: Container[str], late: Container[str] = ()
    ) -> Program:
        """Return what this part allocates and frees.

        `results` outlive it. Of what was there before, only what is named in `ending` is freed
        when it was used for the last time. What is named in `late` was not there, but is brought
        when it is first used.
        """
        sizes: list[int] = []
        steps: list[int] = []
        held = {node.name for node in self._used if node.name not in ending}
        for node in (*self._used, *self._nodes):
            node.children = node.views = 0
            node.slot = -1
        for node in self._used:
            node.slot = len(sizes)
            sizes.append(node.size)
        given = {node.name: node.slot for node in self._used if node.name not in late}
        brought = set(given)
        for node in self._nodes:
            if node.root is not None:
                node.root.views += 1
            for source in node.sources:
                source.children += 1
        for node in results.values():
            node.children += 1
        for node in self._nodes:
            for source in node.sources:
                if source.name and source.name not in brought:
                    brought.add(source.name)
                    steps.append(source.slot)
            if node.root is None and node.size and not _replaced(node, held):
                node.slot = len(sizes)
                sizes.append(node.size)
                steps.append(node.slot)
            for source in node.sources:
                source.children -= 1
                if source.children or source.views:
                    continue
                owner = source
                if source.root is not None:
                    owner = source.root
                    owner.views -= 1
                    if owner.views or owner.children:
                        continue
                if owner.slot >= 0 and not owner.kept and owner.name not in held:
                    steps.append(~owner.slot)
        places = {name: node.slot for name, node in results.items()}
        places |= {node.name: node.slot for node in self._used if node.name in late}
        return Program(tuple(steps), tuple(sizes), given, places)


def _replaced(node: Node, held: Container[str]) -> bool:
    """Let `node` take the place of a source that nothing else needs; say whether it did."""
    if not node.in_place or node.layout is None:
        return False
    for source in node.sources:
        if (
            source.root is None
            and source.slot >= 0
            and source.layout == node.layout
            and source.children == 1
            and not source.views
            and not source.kept
            and (not source.name or source.name not in held)
        ):
            node.slot, source.slot = source.slot, -1
            return True
    return False
