"""What a machine has, as plain values: memory, processor, devices, and what is missing.

The same values describe this computer, a recorded one, or one that somebody asks about. Field
names are those of `parley hardware --json`, where they stay stable.
"""

from __future__ import annotations

from typing import Literal

import msgspec

DeviceKind = Literal["cpu", "gpu", "igpu", "accel"]


class Memory(msgspec.Struct, frozen=True):
    """Main memory in bytes.

    Attributes:
        total: installed, as the system counts it.
        available: what a new program can have now without pushing others to swap; within `limit`.
        limit: most that this program may have where a container or a job limits it, else None.
    """

    total: int
    available: int
    limit: int | None = None


class Cpu(msgspec.Struct, frozen=True):
    """The processor.

    Attributes:
        physical_cores: cores without hyper-threads.
        performance_cores: of them, those that are not efficiency cores.
        features: instruction sets that matter to the engine, lower case (`avx2`, `neon`, …).
        bandwidth_bytes_per_second: main memory read by all cores; None if not measured yet.
    """

    name: str
    physical_cores: int
    performance_cores: int
    features: tuple[str, ...]
    bandwidth_bytes_per_second: float | None = None


class Device(msgspec.Struct, frozen=True):
    """A device that the engine can compute on.

    Attributes:
        name: the engine's name for it (`CUDA0`, `MTL0`, `CPU`); plans and options name it so.
        description: the maker's name.
        total, free: memory in bytes. For the processor it is that of the system; for a device
            that shares main memory (`unified`), it is part of the same memory.
        unified: whether its memory is main memory (Apple chips, integrated graphics).
    """

    name: str
    backend: str
    kind: DeviceKind
    total: int
    free: int
    description: str = ""
    unified: bool = False


class Missing(msgspec.Struct, frozen=True):
    """An accelerator that the machine has and this engine build cannot use, and what to do."""

    what: str
    hint: str


class EngineBuild(msgspec.Struct, frozen=True):
    """The engine that is installed. `version` is empty if there is none that runs."""

    version: str
    backends: tuple[str, ...]


class Disk(msgspec.Struct, frozen=True):
    """The disk that holds a folder; bytes."""

    path: str
    total: int
    free: int


class Machine(msgspec.Struct, frozen=True):
    """A whole computer, as far as models are concerned."""

    memory: Memory
    cpu: Cpu
    devices: tuple[Device, ...]
    missing: tuple[Missing, ...] = ()
    engine: EngineBuild = EngineBuild("", ())
    disks: tuple[Disk, ...] = ()

    @property
    def accelerators(self) -> tuple[Device, ...]:
        """Devices that layers can be put on: graphics cards, integrated ones last."""
        gpus = [device for device in self.devices if device.kind == "gpu"]
        return (*gpus, *(device for device in self.devices if device.kind == "igpu"))
