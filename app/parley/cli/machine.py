"""A machine as a person reads it in a terminal: a bar for each memory, and words below."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from parley.cli.bars import FREE, OTHERS, MemoryBar, Share, joined, legend, plain_output, safe
from parley.core.words import size
from parley.hardware import words
from parley.hardware.values import Machine

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
    parts += [_heading("Engine"), _indented(Text(words.engine(machine)))]
    if machine.disks:
        parts.append(_heading("Disk of the models"))
        disk = machine.disks[0]
        parts += _bar(disk.total, disk.free, "Used")
    return Group(*parts)


def _memory(machine: Machine) -> list[RenderableType]:
    memory = machine.memory
    if memory.limit is None:
        return _bar(memory.total, memory.available, "In use")
    bar = _bar(memory.limit, memory.available, "In use")
    return [*bar, _indented(Text(words.limit(memory)))]


def _processor(machine: Machine) -> list[RenderableType]:
    cpu = machine.cpu
    parts = [_indented(Text(safe(cpu.name))), _indented(Text(words.cores(cpu)))]
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
        name.append(safe(words.kind(device)), "not bold bright_black")
        parts.append(_indented(name))
        if device.total:
            parts += _bar(device.total, device.free, "In use")
    return parts


def _bar(total: int, free: int, word: str) -> list[RenderableType]:
    """Return a bar of what is used and free, and its words below."""
    shares = (Share(word, total - free, OTHERS), Share("free", free, FREE))
    below = legend(shares, plain=plain_output())
    below.append("   ")
    below.append(joined(f"of {size(total)}"))
    return [_indented(MemoryBar(shares, total, width=_BAR)), _indented(below)]


def _heading(text: str) -> RenderableType:
    return Text(text, "bold")


def _indented(part: RenderableType, by: int = 2) -> RenderableType:
    return Padding(part, (0, 0, 0, by), expand=False)
