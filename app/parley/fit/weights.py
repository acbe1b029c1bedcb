"""Where a model's tensors go, and how big the buffers of weights get.

Source: `create_tensor` of llama.cpp's llama-model-loader.cpp: embeddings stay in host memory,
layers go to their devices, and an embedding that serves as output as well is loaded twice where the
two are in different kinds of memory.
"""

from __future__ import annotations

from typing import Final

from parley.engine.protocol import LoadOptions
from parley.fit.layers import Matrix
from parley.fit.placement import Placement
from parley.fit.repack import REPACK, Repacking
from parley.fit.shape import Shape
from parley.fit.values import HOST

#: Architectures whose embedding is created as the output first, and so always counts twice.
_TWICE: Final = frozenset({"gemma3n", "gemma4"})


def place_weights(
    shape: Shape, options: LoadOptions, placement: Placement, repacking: Repacking
) -> dict[str, int]:
    """Return bytes of weights by buffer: a device's name, `HOST` or `REPACK`."""
    found: dict[str, int] = {HOST: shape.input_bytes}
    layers: dict[tuple[int, str, bool], int] = {}
    for index, (layer, device) in enumerate(zip(shape.layers, placement.layers, strict=True)):
        key = (id(layer), device, index < options.cpu_moe_layers)
        layers[key] = layers.get(key, 0) + 1
    by_id = {id(layer): layer for layer in shape.layers}
    for (which, device, kept), count in layers.items():
        for matrix in by_id[which].matrices:
            at = HOST if kept and matrix.expert else device
            _add(found, _buffer(matrix, at, repacking), matrix.nbytes * count)
    _add_output(found, shape, placement.output, repacking)
    for device in dict.fromkeys(placement.layers):
        _add(found, device, shape.factor_bytes)
    return {name: nbytes for name, nbytes in found.items() if nbytes}


def _add_output(found: dict[str, int], shape: Shape, device: str, repacking: Repacking) -> None:
    for other in shape.others:
        _add(found, _buffer(other, device, repacking), other.nbytes)
    if shape.output is not None:
        _add(found, _buffer(shape.output, device, repacking), shape.output.nbytes)
    elif shape.input is not None:
        buffer = _buffer(shape.input, device, repacking)
        if buffer != HOST or shape.architecture in _TWICE:
            _add(found, buffer, shape.input.nbytes)


def _buffer(matrix: Matrix, device: str, repacking: Repacking) -> str:
    return REPACK if device == HOST and repacking.takes(matrix) else device


def _add(found: dict[str, int], name: str, nbytes: int) -> None:
    found[name] = found.get(name, 0) + nbytes
