"""A machine with memory as somebody states it, so that any computer can be planned for."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from parley.core.errors import ParleyError
from parley.hardware.devices import backend_name, bounded
from parley.hardware.values import Device, Machine, Memory

_LARGEST = 2**60


def described(
    machine: Machine, *, ram: int | None = None, devices: Mapping[str, int] | None = None
) -> Machine:
    """Return `machine` with the memory stated; what is not stated stays as it is.

    Args:
        ram: bytes of main memory, all of them taken as available.
        devices: bytes by device name, all of them taken as free. They stand for every graphics
            card: those of `machine` are gone, and one with 0 bytes is none. The name tells the
            backend (`CUDA0`, `ROCm1`, `Vulkan0`); `Metal` and `MTL0` share main memory; a name of
            integrated graphics that `machine` has keeps its kind.

    Raises:
        ParleyError: `memory_invalid` for a size or name that cannot be.
    """
    if ram is None and devices is None:
        return machine
    for name, size in {**({} if ram is None else {"RAM": ram}), **(devices or {})}.items():
        if not 0 <= size <= _LARGEST or (name == "RAM" and size == 0):
            raise _invalid(f"{size} bytes of memory for {name} cannot be.")
    memory = machine.memory if ram is None else Memory(ram, ram)
    real = {device.name: device for device in machine.devices}
    kept = [device for device in machine.devices if device.kind in ("cpu", "accel")]
    if devices is None:
        stated = list(machine.accelerators)
    else:
        stated = [_device(name, size, real.get(name)) for name, size in devices.items() if size]
    changed = (
        msgspec.structs.replace(device, total=memory.total, free=memory.available)
        if device.kind == "cpu"
        else device
        for device in kept
    )
    return msgspec.structs.replace(
        machine,
        memory=memory,
        devices=(*changed, *(bounded(device, memory) for device in stated)),
        missing=(),  # hints are about this computer
    )


def _device(name: str, size: int, real: Device | None) -> Device:
    match = re.match(r"[A-Za-z]+", name)
    if match is None:
        raise _invalid(f"{name!r} is no name of a device.")
    backend = {"metal": "Metal", "mtl": "Metal"}.get(match[0].lower(), backend_name(match[0]))
    if backend.upper() == "CPU":
        raise _invalid("The processor's memory is main memory.")
    if real is not None:
        return msgspec.structs.replace(real, total=size, free=size)
    return Device(name, backend, "gpu", size, size, name, unified=backend == "Metal")


def _invalid(message: str) -> ParleyError:
    return ParleyError(
        "memory_invalid",
        message,
        hint="State memory in bytes, for example --ram 17179869184 --device CUDA0=8589934592.",
    )
