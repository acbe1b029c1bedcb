"""A machine in words: its parts for a terminal, and all of it as a report to hand on."""

from __future__ import annotations

from collections.abc import Iterator

from parley.core.words import size
from parley.hardware.values import Cpu, Device, Machine, Memory


def limit(memory: Memory) -> str:
    """Say that a container or a job limits this program; "" where none does."""
    if memory.limit is None:
        return ""
    return (
        f"A container or a job limits this program to {size(memory.limit)} of the computer's "
        f"{size(memory.total)}."
    )


def cores(cpu: Cpu) -> str:
    """Say how many cores there are, and how fast they read memory where that was measured."""
    said = f"{cpu.physical_cores} core{'s' * (cpu.physical_cores != 1)}"
    if cpu.performance_cores != cpu.physical_cores:
        said += f", {cpu.performance_cores} of them for models"
    if cpu.bandwidth_bytes_per_second:
        said += f", reads {size(cpu.bandwidth_bytes_per_second)} of memory per second"
    return said


def kind(device: Device) -> str:
    """Say by what the engine uses a device, and what kind it is of."""
    found = {"gpu": "graphics card", "igpu": "integrated graphics", "accel": "accelerator"}.get(
        device.kind, device.kind
    )
    if device.kind == "gpu" and device.unified:
        found = "graphics"
    shared = ", shares main memory" if device.unified else ""
    return f"{device.backend}, {found}{shared}"


def engine(machine: Machine) -> str:
    """Say which engine there is, and for what it was built."""
    if not machine.engine.version:
        return "None that runs."
    used = [name for name in machine.engine.backends if name != "RPC"]
    return f"llama-cpp-python {machine.engine.version}, for {', '.join(used)}"


def report(machine: Machine) -> str:
    """Return a machine as plain text that can be handed on; it names no person and no folder."""
    return "".join(f"{line}\n" for line in _lines(machine))


def _lines(machine: Machine) -> Iterator[str]:
    memory, cpu = machine.memory, machine.cpu
    yield "Memory"
    whole = memory.total if memory.limit is None else memory.limit
    yield f"  {size(memory.available)} free of {size(whole)}"
    if said := limit(memory):
        yield f"  {said}"
    yield "Processor"
    yield f"  {cpu.name}"
    yield f"  {cores(cpu)}"
    if cpu.features:
        yield f"  {' '.join(cpu.features)}"
    yield "Devices for models"
    others = [device for device in machine.devices if device.kind != "cpu"]
    for device in others:
        yield f"  {device.name}  {device.description}  {kind(device)}"
        if device.total:
            yield f"    {size(device.free)} free of {size(device.total)}"
    if not others:
        yield "  The processor alone."
    if machine.missing:
        yield "Not used"
    for missing in machine.missing:
        yield f"  {missing.what}"
        yield f"    {missing.hint}"
    yield "Engine"
    yield f"  {engine(machine)}"
    if machine.disks:
        disk = machine.disks[0]
        yield "Disk of the models"
        yield f"  {size(disk.free)} free of {size(disk.total)}"
