"""Machines that people have, builds that publishers offer, and how fast memory is read.

For tests of the planner: real shapes (`model_shapes`), sizes by measured bits per weight, speed as
bytes over bandwidth.
"""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import NamedTuple

from helpers.model_shapes import models, write
from parley.engine.protocol import LoadOptions
from parley.fit.estimate import estimate
from parley.fit.layout import Estimator
from parley.fit.plan import Build, Predictor
from parley.fit.quality import TABLE
from parley.fit.shape import Shape, resized, shape
from parley.fit.values import Allocation, Speed
from parley.gguf import read
from parley.hardware.values import Cpu, Device, Machine, Memory

GIB = 1024**3
GB = 10**9

#: What bartowski and others offer of a model.
LABELS = (
    "IQ2_XXS",
    "IQ2_M",
    "Q2_K",
    "IQ3_XXS",
    "Q3_K_S",
    "IQ3_M",
    "Q3_K_M",
    "Q3_K_L",
    "IQ4_XS",
    "Q4_0",
    "Q4_K_S",
    "Q4_K_M",
    "Q5_K_S",
    "Q5_K_M",
    "Q6_K",
    "Q8_0",
    "F16",
)


class Case(NamedTuple):
    """A machine with the bandwidths, in bytes per second, of its memories."""

    machine: Machine
    ram: float
    cards: float

    def speed(self) -> Predictor:
        """Return a predictor for it."""
        return bandwidth(self.ram, self.cards)


@cache
def shape_of(model: str) -> Shape:
    """Return the shape of a real model in Q4_K_M."""
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder) / f"{model}.gguf", models()[model])
        return shape(read(path))


@cache
def builds_of(model: str, labels: tuple[str, ...] = LABELS) -> tuple[Build, ...]:
    """Return builds of a model as they are published, all made with an importance matrix."""
    base = shape_of(model)
    made = []
    for label in labels:
        bits = 16.0 if label == "F16" else TABLE[label].bits
        size = int(base.weights * bits / TABLE["Q4_K_M"].bits)
        made.append(
            Build(label, (f"{model}-{label}.gguf",), size, resized(base, size), imatrix=True)
        )
    return tuple(made)


def build_of(model: str, label: str = "Q4_K_M") -> Build:
    """Return one build of a model."""
    return builds_of(model, (label,))[0]


def card(name: str, total: float, *, used: float = 0.0, backend: str = "CUDA") -> Device:
    """Return a graphics card with `total` GiB, of which the screen has `used`."""
    return Device(name, backend, "gpu", int(total * GIB), int((total - used) * GIB), name)


def machine(
    ram: float,
    *cards: Device,
    free: float | None = None,
    limit: float | None = None,
    metal: float | None = None,
    chip: float | None = None,
) -> Machine:
    """Return a machine with `ram` GiB, of which `free` are available (three quarters if None).

    `limit` is a container's, `metal` the working set of an Apple chip, `chip` the memory that
    integrated graphics may take; all in GiB.
    """
    available = ram * 0.75 if free is None else free
    if limit is not None:
        available = min(available, limit * 0.95)
    devices = list(cards)
    if metal is not None:
        size = int(metal * GIB)
        devices.append(Device("MTL0", "Metal", "gpu", size, size, "Apple", unified=True))
    if chip is not None:
        size = int(chip * GIB)
        devices.append(Device("Vulkan0", "Vulkan", "igpu", size, size, "Chip", unified=True))
    devices.append(Device("CPU", "CPU", "cpu", int(ram * GIB), int(available * GIB)))
    return Machine(
        Memory(
            int(ram * GIB),
            int(available * GIB),
            None if limit is None else int(limit * GIB),
        ),
        Cpu("Processor", 8, 8, ()),
        tuple(devices),
    )


def remembering() -> Estimator:
    """Return the estimate with a memory: what a load takes does not depend on what is free."""
    known: dict[object, Allocation] = {}

    def take(shape: Shape, options: LoadOptions, machine: Machine) -> Allocation:
        devices = tuple((device.name, device.backend, device.kind) for device in machine.devices)
        assert not options.devices[1:] or options.tensor_split, "shares would follow free memory"
        key = (id(shape), options, devices, machine.cpu)
        if key not in known:
            known[key] = estimate(shape, options, machine)
        return known[key]

    return take


def bandwidth(ram: float, cards: float) -> Predictor:
    """Return a predictor: the bytes read for a token over 70 % of the bandwidth, per place."""

    def speed(shape: Shape, options: LoadOptions, allocation: Allocation) -> Speed:
        layers = len(shape.layers)
        active = shape.active_bytes
        routed = shape.expert_bytes * shape.experts_used // max(shape.experts, 1)
        on_card = min(options.gpu_layers, layers + 1) / (layers + 1)
        kept = routed * min(options.cpu_moe_layers, layers) / layers
        fast = max(active * on_card - kept, 0.0)
        seconds = fast / (max(cards, ram) * 0.7) + (active - fast) / (ram * 0.7) + 5e-4
        return Speed(prefill=20 / seconds, decode=1 / seconds, basis="assumed")

    return speed
