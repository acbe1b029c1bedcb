"""The KV cache: cells, element types, and what each layer keeps.

Source: llama.cpp's llama-kv-cache.cpp, llama-kv-cache-iswa.cpp and llama-memory-recurrent.cpp.
"""

from __future__ import annotations

from typing import Final

import msgspec

from parley.engine.protocol import LoadOptions
from parley.fit.parts import Case
from parley.fit.shape import Layer, Shape

#: Elements and bytes of a block of each cache type.
_BLOCKS: Final = {
    "f32": (1, 4),
    "f16": (1, 2),
    "bf16": (1, 2),
    "q8_0": (32, 34),
    "q5_1": (32, 24),
    "q5_0": (32, 22),
    "q4_1": (32, 20),
    "q4_0": (32, 18),
}
_QUANTISED: Final = frozenset(name for name, (block, _) in _BLOCKS.items() if block > 1)
#: Contexts and windowed caches are whole multiples of this.
_CELLS: Final = 256


class Cache(msgspec.Struct, frozen=True):
    """How a cache is laid out.

    Attributes:
        context: cells of layers that see everything; window: cells of those with a window.
        transposed: elements of a cached value, where values are stored transposed; else 0.
    """

    context: int
    window: int
    type_k: str
    type_v: str
    transposed: int
    flash: bool


def plan_cache(shape: Shape, options: LoadOptions) -> Cache:
    """Return the cache that `options` give a model."""
    context = _context(shape, options)
    cells = -(-context // _CELLS) * _CELLS
    window = max((layer.window for layer in shape.layers), default=0)
    ubatch = min(options.ubatch or options.batch, options.batch, context)
    slid = -(-min(cells, window + ubatch) // _CELLS) * _CELLS
    # A quantised cache of values needs flash attention, and gets it where it may be chosen.
    flash = options.flash_attention != "off"
    if shape.architecture == "grok":
        flash = False
    widest = max((layer.head_v * layer.heads_kv for layer in shape.layers), default=0)
    return Cache(
        context=cells,
        window=cells if options.swa_full else slid,
        type_k=options.kv_type_k,
        type_v=options.kv_type_v,
        transposed=0 if flash else widest,
        flash=flash,
    )


def _context(shape: Shape, options: LoadOptions) -> int:
    """Return the tokens of context that are asked for, at most what the model was trained with."""
    trained = shape.context_trained
    context = min(options.context, trained) if trained and options.context else options.context
    return max(context or trained, 1)


def layer_cache(layer: Layer, cache: Cache) -> int:
    """Return bytes that one layer keeps: keys, values, and recurrent state."""
    cells = cache.window if layer.window else cache.context
    values = layer.cache_v
    if values and cache.transposed:
        values = cache.transposed  # all layers as wide as the widest
    kept = row_bytes(cache.type_k, layer.cache_k) + row_bytes(cache.type_v, values)
    return kept * cells + layer.recurrent


def row_bytes(kind: str, elements: int) -> int:
    """Return bytes of `elements` numbers of a cache type."""
    block, size = _BLOCKS[kind]
    return elements // block * size


def plan_case(shape: Shape, options: LoadOptions, cache: Cache) -> Case:
    """Return what the engine reserves its computation for."""
    context = _context(shape, options)
    tokens = min(options.ubatch or options.batch, options.batch, context)
    plain = [layer for layer in shape.layers if layer.cache_k and not layer.window]
    sliding = [layer for layer in shape.layers if layer.cache_k and layer.window]
    return Case(
        tokens=tokens,
        cells=cache.context,
        window_cells=cache.window,
        flash=cache.flash,
        transposed=cache.transposed,
        turn_k=_turn(plain, "k", cache.type_k),
        turn_v=_turn(plain, "v", cache.type_v),
        turn_window_k=_turn(sliding, "k", cache.type_k),
        turn_window_v=_turn(sliding, "v", cache.type_v),
        cast=2 if cache.flash and cache.type_k == "f32" else 0,
        element=4 if cache.type_v == "f32" else 2,
        windows=bool(sliding),
        position_parts=shape.style.position_parts,
        bytes_k=_BLOCKS[cache.type_k][1] / _BLOCKS[cache.type_k][0],
        bytes_v=_BLOCKS[cache.type_v][1] / _BLOCKS[cache.type_v][0],
    )


def _turn(layers: list[Layer], which: str, kind: str) -> int:
    """Return the size of the rotation that evens out what a quantised cache stores; 0 for none."""
    if not layers or kind not in _QUANTISED:
        return 0
    sizes = {layer.head_k if which == "k" else layer.head_v for layer in layers}
    if len(sizes) > 1 or next(iter(sizes)) % 64:
        return 0
    if which == "v":
        return 64
    size = 64
    while next(iter(sizes)) % (2 * size) == 0:
        size *= 2
    return size
