"""What a model takes on a machine, by arithmetic: weights, KV cache and compute buffers by device.

The terms follow how llama.cpp places tensors, sizes its caches and reserves its buffers; the tests
compare them with the engine's own answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from parley.engine.protocol import Buffer, LoadOptions
from parley.fit.cache import layer_cache, plan_cache, plan_case
from parley.fit.compute import Segment, compute_buffers
from parley.fit.placement import place
from parley.fit.repack import REPACK, Repacking
from parley.fit.shape import Shape
from parley.fit.values import HOST, Allocation
from parley.fit.weights import place_weights
from parley.hardware.values import Machine

#: Tokens from which on a graphics card computes with weights that are in host memory
#: (`op_offload_min_batch_size` of ggml-cuda.cu).
_MANY: Final = 32


def estimate(
    shape: Shape,
    options: LoadOptions,
    machine: Machine,
    *,
    projector: int = 0,
    adapters: int = 0,
) -> Allocation:
    """Return what loading a model with `options` on `machine` allocates, by buffer.

    `projector` are bytes of a multimodal projector's file that is loaded as well, `adapters` those
    of the LoRA adapters that `options` name.
    Without accelerators on the machine, or with 0 `gpu_layers`, everything is in host memory.
    """
    placement = place(shape, options, machine)
    repacking = Repacking(machine.cpu.features, wanted=options.repack and not placement.pinned)
    weights = place_weights(shape, options, placement, repacking)
    cache = plan_cache(shape, options)
    kept: dict[str, int] = {}
    sizes: dict[int, int] = {}
    for layer, device in zip(shape.layers, placement.layers, strict=True):
        size = sizes.get(id(layer))
        if size is None:
            size = sizes[id(layer)] = layer_cache(layer, cache)
        at = device if options.offload_kqv else HOST
        kept[at] = kept.get(at, 0) + size
    case = plan_case(shape, options, cache)
    compute = compute_buffers(
        shape,
        case,
        _segments(placement.layers),
        placement.output,
        HOST,
        copies=placement.copies,
        away=options.cpu_moe_layers,
        helper=placement.helper if case.tokens >= _MANY else "",
    )
    beside = {"projector": projector, "lora": adapters}
    extra = {name: size for name, size in beside.items() if size}
    return Allocation(_buffers(weights, kept, compute), cache.context, extra)


def _segments(devices: tuple[str, ...]) -> list[Segment]:
    """Return runs of layers on the same device."""
    found: list[Segment] = []
    first = 0
    for index in range(1, len(devices) + 1):
        if index == len(devices) or devices[index] != devices[first]:
            found.append(Segment(devices[first], first, index))
            first = index
    return found


def _buffers(
    weights: Mapping[str, int], kept: Mapping[str, int], compute: Mapping[str, int]
) -> tuple[Buffer, ...]:
    names = dict.fromkeys((*weights, *kept, *compute))
    return tuple(
        Buffer(
            type=name,
            device=HOST if name == REPACK else name,
            weights=weights.get(name, 0),
            context=kept.get(name, 0),
            compute=compute.get(name, 0),
        )
        for name in names
    )
