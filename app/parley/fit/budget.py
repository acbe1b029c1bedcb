"""What a model may take on a machine: what is free, less what the rest of it keeps.

Main memory is counted once, also where a graphics chip shares it. Everything is bytes.
"""

from __future__ import annotations

from typing import Final

import msgspec

from parley.fit.values import HOST, Allocation
from parley.hardware.values import Device, Machine

MIB: Final = 1024**2

#: What an estimate may be too low by; the closed formula is checked to that in the tests.
ESTIMATE_MARGIN: Final = 0.03
#: What a figure of the engine's own may be too low by: alignment and rounding to pages.
VERIFIED_MARGIN: Final = 0.005

#: Main memory that stays with the rest of the machine beyond what is in use now: a tenth, since
#: other programs grow after the plan is made, at least 512 MiB for the window and the system,
#: at most 8 GiB, because a bigger machine's other programs do not grow with it.
_RESERVE_LEAST: Final = 512 * MIB
_RESERVE_MOST: Final = 8 * 1024 * MIB
#: In a container the system is outside the limit; what is left is for the processes inside.
_RESERVE_CONTAINER: Final = 256 * MIB
#: Main memory of an engine process besides the model's buffers: interpreter, libraries, tokens.
ENGINE_PROCESS: Final = 300 * MIB

#: Left free on a graphics card with memory of its own: a twentieth, for the screen and scratch
#: memory that the engine takes while it computes; at least 512 MiB, at most 1 GiB, which is what
#: llama.cpp's own fitting leaves by default (`fit_params_target` in its common/common.h).
_CARD_LEAST: Final = 512 * MIB
_CARD_MOST: Final = 1024 * MIB
#: Left free of what a chip that shares main memory may take; the rest of the machine has its
#: reserve in main memory already.
_SHARED: Final = 256 * MIB
#: What one more process takes on a graphics card before any model: the driver's context. The
#: first one is within what `free` was measured with, because measuring needs one too.
CARD_PROCESS: Final = 400 * MIB


class Room(msgspec.Struct, frozen=True):
    """What may be taken, by place.

    Attributes:
        host: main memory, that of `shared` devices included.
        devices: memory by name of the accelerator; 0 where nothing may be put.
        shared: names of devices whose memory is main memory.
        margin: share by which an allocation counts as larger than it says.
    """

    host: int
    devices: dict[str, int]
    shared: frozenset[str] = frozenset()
    margin: float = ESTIMATE_MARGIN

    def over(self, allocation: Allocation) -> dict[str, int]:
        """Return by how many bytes each place would be exceeded; empty if all of it fits."""
        over: dict[str, int] = {}
        main = self.counted(allocation.on(HOST))
        for name in {buffer.device for buffer in allocation.buffers} - {HOST}:
            need = self.counted(allocation.on(name))
            if name in self.shared:
                main += need
            if need > self.devices.get(name, 0):
                over[name] = need - self.devices.get(name, 0)
        if main > self.host:
            over[HOST] = main - self.host
        return over

    def fits(self, allocation: Allocation) -> bool:
        """Return whether no place is exceeded."""
        return not self.over(allocation)

    def counted(self, size: int) -> int:
        """Return `size` with the margin on top."""
        return int(size * (1 + self.margin))

    @property
    def total(self) -> int:
        """Everything that may be taken, each byte once."""
        own = sum(size for name, size in self.devices.items() if name not in self.shared)
        return self.host + own

    def part(self, share: float) -> Room:
        """Return the same places with `share` of their memory."""
        return msgspec.structs.replace(
            self,
            host=int(self.host * share),
            devices={name: int(size * share) for name, size in self.devices.items()},
        )


def reserve(machine: Machine) -> int:
    """Return the main memory that a plan leaves to the rest of the machine."""
    memory = machine.memory
    if memory.limit is not None and memory.limit < memory.total:
        return min(max(memory.limit // 20, _RESERVE_CONTAINER), _RESERVE_MOST)
    return min(max(memory.total // 10, _RESERVE_LEAST), _RESERVE_MOST)


def room(machine: Machine, *, kept: int | None = None, margin: float = ESTIMATE_MARGIN) -> Room:
    """Return what a model may take on `machine` now.

    `kept` bytes of main memory are left to the rest; None is the usual `reserve`.
    """
    left = reserve(machine) if kept is None else max(kept, 0)
    host = max(machine.memory.available - left - ENGINE_PROCESS, 0)
    shared = frozenset(device.name for device in machine.accelerators if device.unified)
    devices = {}
    for device in machine.accelerators:
        free = max(device.free - _left_on(device), 0)
        devices[device.name] = min(free, host) if device.unified else free
    return Room(host=host, devices=devices, shared=shared, margin=margin)


def _left_on(device: Device) -> int:
    if device.unified:
        return _SHARED
    return min(max(device.total // 20, _CARD_LEAST), _CARD_MOST)


def released(machine: Machine, loaded: Allocation | None) -> Machine:
    """Return `machine` as it is once the model that is loaded now was unloaded."""
    return machine if loaded is None else _changed(machine, loaded, give=True)


def occupied(machine: Machine, allocation: Allocation, margin: float = ESTIMATE_MARGIN) -> Machine:
    """Return `machine` as it is while a model with `allocation` is loaded beside."""
    return _changed(machine, allocation, give=False, margin=margin)


def _changed(
    machine: Machine, allocation: Allocation, *, give: bool, margin: float = 0.0
) -> Machine:
    names = {buffer.device for buffer in allocation.buffers} - {HOST}
    main = int(allocation.on(HOST) * (1 + margin)) + ENGINE_PROCESS
    if give:
        # The plain buffer of weights is the mapped file. Linux counts its pages as available
        # while they are in use, so nothing would come back; elsewhere this is on the safe side.
        main -= sum(
            buffer.weights
            for buffer in allocation.buffers
            if buffer.device == HOST and buffer.type in {HOST, f"{HOST}_Mapped"}
        )
    devices = []
    for device in machine.devices:
        size = int(allocation.on(device.name) * (1 + margin))
        if device.name not in names:
            devices.append(device)
            continue
        if device.unified:
            main += size
        elif not give:
            size += CARD_PROCESS
        free = min(device.free + size, device.total) if give else max(device.free - size, 0)
        devices.append(msgspec.structs.replace(device, free=free))
    memory = machine.memory
    most = memory.total if memory.limit is None else min(memory.total, memory.limit)
    available = min(memory.available + main, most) if give else max(memory.available - main, 0)
    return msgspec.structs.replace(
        machine,
        memory=msgspec.structs.replace(memory, available=available),
        devices=tuple(devices),
    )
