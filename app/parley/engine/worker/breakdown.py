"""What a context allocates, by buffer type: exact bytes, as the engine itself counts them.

llama.cpp has a function for it, `llama_get_memory_breakdown` (src/llama-ext.h), which returns a
`std::map`. It is read here as the C++ libraries lay it out, and believed only if all of its links
hold. Where that is not so, the engine's log tells nearly as much (`parley.engine.worker.logged`).
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from typing import Any

import llama_cpp
import msgspec

from parley.engine.protocol import Buffer
from parley.engine.worker.library import Ggml, ggml

_CPU, _ACCEL = 0, 3  # enum ggml_backend_dev_type
_MOST_NODES = 256
_MOST_BYTES = 2**50
_LEAST_ADDRESS = 2**16


class _Map(ctypes.Structure):
    """Room for a `std::map` of any library; too large for registers, so it comes by address."""

    _fields_ = (("words", ctypes.c_size_t * 16),)


class _Layout(msgspec.Struct, frozen=True):
    """Where a red-black tree keeps things, in words (of a pointer's size).

    Attributes:
        symbol: the function's name, as compilers for this library mangle it.
        root, count: in the map: the root node, the number of nodes.
        headed: the map points to a node above the root instead, which ends all branches as well.
        left, right, parent: in a node; value: where key and data begin.
    """

    symbol: str
    root: int
    count: int
    left: int
    right: int
    parent: int
    value: int
    headed: bool = False


_ITANIUM = "_Z26llama_get_memory_breakdownPK13llama_context"
#: libstdc++, bits/stl_tree.h: comparison, header (colour, parent, left, right), count.
_GNU = _Layout(_ITANIUM, root=2, count=5, parent=1, left=2, right=3, value=4)
#: libc++, __tree: first node, root, size; node: left, right, parent, colour.
_LLVM = _Layout(_ITANIUM, root=1, count=2, left=0, right=1, parent=2, value=4)
#: Microsoft, xtree: head node, size; node: left, parent, right, colour. The head is above the root.
_MICROSOFT = _Layout(
    "?llama_get_memory_breakdown@@YA?AV?$map@PEAUggml_backend_buffer_type@@"
    "Ullama_memory_breakdown_data@@U?$less@PEAUggml_backend_buffer_type@@@std@@"
    "V?$allocator@U?$pair@QEAUggml_backend_buffer_type@@Ullama_memory_breakdown_data@@@std@@@4@"
    "@std@@PEBUllama_context@@@Z",
    root=0,
    count=1,
    left=0,
    parent=1,
    right=2,
    value=4,
    headed=True,
)
_LAYOUTS = {"darwin": _LLVM, "win32": _MICROSOFT}


def breakdown(context: Any) -> tuple[Buffer, ...] | None:
    """Return what `context` allocated, or would have; None if this engine cannot be read."""
    library, layout = ggml(), _LAYOUTS.get(sys.platform, _GNU)
    function = getattr(llama_cpp.llama_cpp._lib, layout.symbol, None)
    if library is None or function is None or ctypes.sizeof(ctypes.c_void_p) != 8:
        return None
    function.restype, function.argtypes = _Map, [ctypes.c_void_p]
    try:
        rows = list(_rows(layout, function(context)))
    except ValueError:
        return None
    if not _common_types(library) & {row[0] for row in rows}:
        return None
    buffers = (
        Buffer(
            type=bytes(library.ggml_backend_buft_name(handle) or b"").decode("utf-8", "replace"),
            device=device_of(library, handle),
            weights=weights,
            context=held,
            compute=compute,
        )
        for handle, weights, held, compute in rows
        if weights or held or compute
    )
    return tuple(sorted(buffers, key=lambda buffer: (buffer.device, buffer.type)))


def device_of(library: Ggml, buffer_type: int) -> str:
    """Return the name of the device whose memory a buffer type takes; `CPU` for all host memory."""
    device = library.ggml_backend_buft_get_device(buffer_type)
    if not device or library.ggml_backend_buft_is_host(buffer_type):
        return "CPU"
    # Accelerators beside the processor, as its matrix units, work in main memory.
    if library.ggml_backend_dev_type(device) in {_CPU, _ACCEL}:
        return "CPU"
    return bytes(library.ggml_backend_dev_name(device)).decode("utf-8", "replace")


def _common_types(library: Ggml) -> set[int]:
    """Return buffer types of which every context has one: where its computation happens."""
    handles = [library.ggml_backend_dev_get(i) for i in range(library.ggml_backend_dev_count())]
    found = {library.ggml_backend_cpu_buffer_type()}
    found |= {library.ggml_backend_dev_buffer_type(handle) for handle in handles}
    return found | {library.ggml_backend_dev_host_buffer_type(handle) for handle in handles}


def _rows(layout: _Layout, tree: _Map) -> Iterator[tuple[int, int, int, int]]:
    """Return key and three sizes of every node. Raises `ValueError` if this is no such tree."""
    root, count, end = tree.words[layout.root], tree.words[layout.count], 0
    if layout.headed:
        end = root
        root = _words(end, layout.parent, 1)[0]
    if count > _MOST_NODES:
        raise ValueError("too many nodes")
    # The root's parent lies in the map, which was moved since: it is not looked at.
    waiting: list[tuple[int, int | None]] = [(root, None)] if root not in {0, end} else []
    seen: set[int] = set()
    while waiting:
        node, above = waiting.pop()
        if node % 8 or node in seen or len(seen) >= count:
            raise ValueError("the links go wrong")
        seen.add(node)
        words = _words(node, 0, layout.value + 4)
        if above is not None and words[layout.parent] != above:
            raise ValueError("a node does not know its parent")
        waiting += [(words[at], node) for at in (layout.left, layout.right) if words[at] != end]
        key, weights, held, compute = words[layout.value :]
        if max(weights, held, compute) > _MOST_BYTES:
            raise ValueError("a size is beyond reason")
        yield key, weights, held, compute
    if len(seen) != count:
        raise ValueError("nodes are missing")


def _words(address: int, first: int, count: int) -> list[int]:
    """Read words from memory, the first of them `first` words after `address`."""
    if address % 8 or address < _LEAST_ADDRESS:
        raise ValueError("no address")
    return list((ctypes.c_size_t * count).from_address(address + 8 * first))
