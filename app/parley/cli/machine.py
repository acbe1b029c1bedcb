"""A machine as a person reads it in a terminal: a bar for each memory, and words below."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from parley.cli.bars import FREE, OTHERS, MemoryBar, Share, joined, legend, plain_output, safe
from parley.core.words import size
from parley.hardware.values import Device, Machine

_BAR = 48


def machine_view(machine: Machine) -> RenderableType:
    """Return a machine as a person reads it, for a terminal of any width."""
    parts: list[RenderableType] = [_heading("Memory"), *_memory(machine)]
    parts += [_heading("Processor"), *_processor(machine)]
    parts += [_heading("Devices for models"), *_devices(machine)]
    if machine.missing:
        parts.append(_heading("Not used"))
        for missing in machine.missing:
            parts.append(_indented(Text(safe(missing.what), "bold")))
            parts.append(_indented(Text(safe(missing.hint)), 4))
    parts += [_heading("Engine"), _indented(Text(_engine(machine)))]
    if machine.disks:
        parts.append(_heading("Disk of the models"))
        disk = machine.disks[0]
        parts += _bar(disk.total, disk.free, "Used")
    return Group(*parts)


def _memory(machine: Machine) -> list[RenderableType]:
    memory = machine.memory
    if memory.limit is None:
        return _bar(memory.total, memory.available, "In use")
    words = (
        f"A container or a job limits this program to {size(memory.limit)} of the computer's "
        f"{size(memory.total)}."
    )
    return [*_bar(memory.limit, memory.available, "In use"), _indented(Text(words))]


def _processor(machine: Machine) -> list[RenderableType]:
    cpu = machine.cpu
    cores = f"{cpu.physical_cores} core{'s' * (cpu.physical_cores != 1)}"
    if cpu.performance_cores != cpu.physical_cores:
        cores += f", {cpu.performance_cores} of them for models"
    if cpu.bandwidth_bytes_per_second:
        cores += f", reads {size(cpu.bandwidth_bytes_per_second)} of memory per second"
    parts = [_indented(Text(safe(cpu.name))), _indented(Text(cores))]
    if cpu.features:
        parts.append(_indented(Text(" ".join(cpu.features), "bright_black")))
    return parts


def _devices(machine: Machine) -> list[RenderableType]:
    accelerators = [device for device in machine.devices if device.kind != "cpu"]
    if not accelerators:
        return [_indented(Text("The processor alone."))]
    parts: list[RenderableType] = []
    for device in accelerators:
        name = Text(safe(device.name), "bold")
        name.append(f"  {safe(device.description)}  ", "not bold")
        name.append(_kind(device), "not bold bright_black")
        parts.append(_indented(name))
        if device.total:
            parts += _bar(device.total, device.free, "In use")
    return parts


def _kind(device: Device) -> str:
    kind = {"gpu": "graphics card", "igpu": "integrated graphics", "accel": "accelerator"}.get(
        device.kind, device.kind
    )
    if device.kind == "gpu" and device.unified:
        kind = "graphics"
    shared = ", shares main memory" if device.unified else ""
    return f"{safe(device.backend)}, {kind}{shared}"


def _engine(machine: Machine) -> str:
    if not machine.engine.version:
        return "None that runs."
    used = [name for name in machine.engine.backends if name != "RPC"]
    return f"llama-cpp-python {machine.engine.version}, for {', '.join(used)}"


def _bar(total: int, free: int, word: str) -> list[RenderableType]:
    """Return a bar of what is used and free, and its words below."""
    shares = (Share(word, total - free, OTHERS), Share("free", free, FREE))
    words = legend(shares, plain=plain_output())
    words.append("   ")
    words.append(joined(f"of {size(total)}"))
    return [_indented(MemoryBar(shares, total, width=_BAR)), _indented(words)]


def _heading(text: str) -> RenderableType:
    return Text(text, "bold")


def _indented(part: RenderableType, by: int = 2) -> RenderableType:
    return Padding(part, (0, 0, 0, by), expand=False)
