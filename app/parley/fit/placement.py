"""Which layer goes to which device.

Source: `load_tensors` in llama.cpp's llama-model.cpp, `llama_prepare_model_devices` in llama.cpp.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Final

import msgspec

from parley.engine.protocol import LoadOptions
from parley.fit.shape import Shape
from parley.fit.values import HOST
from parley.hardware.values import Device, Machine

#: Backends that keep weights of the host's layers in memory of their own kind, so that they are
#: not rearranged for the processor (`make_cpu_buft_list` in llama-model.cpp).
_PINNED: Final = frozenset({"CUDA", "ROCm", "HIP", "MUSA", "Vulkan", "SYCL", "CANN"})
#: Backends whose devices can work on several batches at once (`caps.async` and `caps.events`).
_PIPELINED: Final = frozenset({"CUDA", "ROCm", "HIP", "MUSA", "RPC", "Vulkan"})
#: Batches on their way then (GGML_SCHED_MAX_COPIES in ggml-backend.cpp).
_COPIES: Final = 4


class Placement(msgspec.Struct, frozen=True):
    """Where things are.

    Attributes:
        layers: the device of each layer; output: that of the output matrix.
        pinned: whether the host's weights are in memory that a graphics card reads from.
        helper: the graphics card that computes the host's layers when there are many tokens, with
            their weights brought to it; empty for none.
        copies: of every input, where several batches are on their way at once.
    """

    layers: tuple[str, ...]
    output: str
    pinned: bool
    copies: int = 1
    helper: str = ""


def place(shape: Shape, options: LoadOptions, machine: Machine) -> Placement:
    """Return where `options` put the layers of a model."""
    devices = _devices(options, machine)
    count = len(shape.layers)
    everything = count + shape.drafting + 1
    wanted = everything if options.gpu_layers < 0 else min(options.gpu_layers, everything)
    pinned = any(device.backend in _PINNED for device in devices)
    if not devices or wanted == 0:
        return Placement((HOST,) * count, HOST, pinned)
    points = _split_points(devices, options.tensor_split)
    first = everything - wanted

    def device(index: int) -> str:
        if index < first:
            return HOST
        share = _single((index - first) / wanted)
        at = next((i for i, point in enumerate(points) if point > share), len(points) - 1)
        return devices[at].name

    layers = tuple(device(index) for index in range(count))
    output = device(everything - 1)
    pipeline = (
        len(devices) > 1
        and wanted == everything
        and options.offload_kqv
        and not options.cpu_moe_layers
        and all(one.backend in _PIPELINED for one in devices)
    )
    helper = devices[0].name if pinned and HOST in layers else ""
    return Placement(layers, output, pinned, _COPIES if pipeline else 1, helper)


def _devices(options: LoadOptions, machine: Machine) -> list[Device]:
    """Return the devices that get layers, in the engine's order."""
    if options.gpu_layers == 0:
        return []
    found = machine.accelerators
    if options.devices:
        by_name = {device.name: device for device in machine.devices}
        return [by_name[name] for name in options.devices if name in by_name]
    remote = [device for device in found if device.backend == "RPC"]
    cards = [device for device in found if device.kind == "gpu" and device.backend != "RPC"]
    shared = [device for device in found if device.kind == "igpu"]
    return remote + (cards or shared)


def _split_points(devices: Sequence[Device], shares: Sequence[float]) -> list[float]:
    """Return up to which fraction of the layers each device goes."""
    parts = [*shares[: len(devices)], *[0.0] * (len(devices) - len(shares))]
    if not any(parts):
        parts = [float(device.free) for device in devices]
    total, points = 0.0, []
    for part in parts:
        total = _single(total + _single(part))
        points.append(total)
    if not total:
        return [1.0] * len(points)
    return [_single(point / total) for point in points]


def _single(value: float) -> float:
    """Round as the engine does, which counts in 32-bit floats."""
    result: float = struct.unpack("f", struct.pack("f", value))[0]
    return result
