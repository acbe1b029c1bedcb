"""Looks at a whole computer: memory, processor, devices, disks, and what could be used better."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Literal, Protocol

from parley.core.errors import ParleyError
from parley.core.paths import Paths
from parley.engine.protocol import DeviceList, Measured
from parley.hardware import missing as accelerators
from parley.hardware.bandwidth import Bandwidth
from parley.hardware.devices import backend_name, devices
from parley.hardware.memory import memory
from parley.hardware.processor import processor
from parley.hardware.remembered import remember
from parley.hardware.system import LocalSystem, System
from parley.hardware.values import Cpu, Disk, EngineBuild, Machine, Missing

Measuring = Literal["kept", "new", "again"]


class Query(Protocol):
    """Asks the engine, each time in a process that ends with the answer."""

    def devices(self) -> DeviceList:
        """Return the devices. Raises `ParleyError`."""

    def measure(self, device: str = ..., types: tuple[str, ...] = ...) -> Measured:
        """Return how fast a device is. Raises `ParleyError`."""


def detect(
    paths: Paths,
    query: Query,
    system: System | None = None,
    *,
    measure: Measuring = "kept",
    look_further: bool = False,
    notice: Callable[[str], None] = lambda _: None,
) -> Machine:
    """Return what this computer has.

    An engine that does not run makes a machine without accelerators, whose `missing` says why.

    Args:
        paths: where the measured bandwidth is kept and models are.
        query: asks the engine which devices there are, in a process of its own.
        system: asks the operating system; None is this computer.
        measure: main memory's bandwidth as it was kept, measured if there is none yet (about
            two seconds), or measured again.
        look_further: also look for accelerators that this engine build cannot use.
        notice: gets sentences for the person, before what takes time and about what failed.
    """
    system = system or LocalSystem()
    failure: ParleyError | None = None
    try:
        listed = query.devices()
    except ParleyError as error:
        failure = error
        listed = DeviceList(0, (), "", (), ())
    main = memory(system)
    cpu = processor(system, listed.features)
    speed = None
    if failure is None:
        speed = _bandwidth(Bandwidth(paths.cache), cpu, listed.engine, query, measure, notice)
        cpu = processor(system, listed.features, bandwidth=speed) if speed else cpu
    found = devices(listed.devices, main, cpu.name)
    backends = tuple(backend_name(name) for name in listed.backends)
    lacking: tuple[Missing, ...] = ()
    if failure is not None:
        lacking = (Missing("The engine", f"{failure.message} {failure.hint}"),)
    elif look_further:
        lacking = accelerators.missing(accelerators.gather(system), found, backends)
    machine = Machine(
        memory=main,
        cpu=cpu,
        devices=found,
        missing=lacking,
        engine=EngineBuild(listed.engine, backends),
        disks=disks(paths, system),
    )
    if failure is None:
        remember(machine, paths.cache)
    return machine


def _bandwidth(
    kept: Bandwidth,
    cpu: Cpu,
    engine: str,
    query: Query,
    measure: Measuring,
    notice: Callable[[str], None],
) -> float | None:
    known = None if measure == "again" else kept.kept(cpu, engine)
    if known is not None or measure == "kept":
        return known
    notice("Measuring how fast main memory is; this takes about two seconds and is kept.")
    try:
        return kept.measured(cpu, engine, query)
    except ParleyError as error:
        notice(f"Main memory was not measured. {error.message} {error.hint}")
        return None


def disks(paths: Paths, system: System) -> tuple[Disk, ...]:
    """Return the disk of the models folder, and the system's if that is another."""
    top = system.environment.get("SystemDrive", "C:") + "\\" if system.platform == "win32" else "/"
    found: dict[str, Disk] = {}
    for path in (os.fspath(paths.models), top):
        disk = system.disk(path)
        if disk is not None:
            found.setdefault(disk.path, disk)
    return tuple(found.values())
