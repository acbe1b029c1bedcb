"""What a model takes on a machine, as a formula: weights, KV cache and compute buffers by device.

The terms follow how llama.cpp places tensors (`load_tensors`), sizes its caches and reserves its
buffers; the engine's own answer is what they are checked against.
"""

from __future__ import annotations

from parley.engine.protocol import Buffer, LoadOptions
from parley.fit.shape import Shape
from parley.fit.values import HOST, Allocation
from parley.hardware.values import Machine


def estimate(
    shape: Shape, options: LoadOptions, machine: Machine, *, projector: int = 0
) -> Allocation:
    """Return what loading a model with `options` on `machine` allocates, by buffer."""
    context = min(options.context or shape.context_trained, shape.context_trained or 1 << 62)
    cache = sum((layer.cache_k + layer.cache_v) * 2 * context for layer in shape.layers)
    ubatch = min(options.ubatch or options.batch, context)
    compute = ubatch * 4 * (shape.vocabulary + 4 * shape.embedding)
    return Allocation((Buffer(HOST, HOST, shape.weights, cache, compute),), context)
