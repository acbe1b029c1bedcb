"""Detection of recorded computers, end to end: what the system and the engine said, to a value."""

from __future__ import annotations

import msgspec
import pytest

from helpers.recorded_machine import MACHINES, RecordedQuery, RecordedSystem
from parley.core.paths import Paths
from parley.hardware import Machine, detect

GIB = 1024**3
NAMES = sorted(folder.name for folder in MACHINES.iterdir() if folder.is_dir())


def detected(name: str, paths: Paths) -> Machine:
    return detect(paths, RecordedQuery.load(name), RecordedSystem.load(name), look_further=True)


@pytest.mark.parametrize("name", NAMES)
def test_a_recorded_computer_is_what_it_is(name: str, paths: Paths) -> None:
    expected = msgspec.json.decode((MACHINES / name / "expected.json").read_bytes(), type=Machine)

    assert detected(name, paths) == expected


@pytest.mark.parametrize("name", NAMES)
def test_the_processor_is_a_device_with_the_systems_memory(name: str, paths: Paths) -> None:
    machine = detected(name, paths)

    (cpu,) = (device for device in machine.devices if device.kind == "cpu")
    assert (cpu.name, cpu.total, cpu.free) == (
        "CPU",
        machine.memory.total,
        machine.memory.available,
    )
    assert machine.memory.available <= (machine.memory.limit or machine.memory.total)


def test_apple_graphics_share_memory_up_to_the_working_set(paths: Paths) -> None:
    machine = detected("apple-m3-pro-36gb", paths)

    (metal,) = machine.accelerators
    assert (metal.backend, metal.kind, metal.unified) == ("Metal", "gpu", True)
    assert metal.total == 27 * GIB
    # Metal itself would say 27 GiB free: it does not know what other programs hold.
    assert metal.free == machine.memory.available < metal.total
    assert machine.missing == ()


def test_a_card_that_two_backends_show_is_there_once(paths: Paths) -> None:
    machine = detected("windows-laptop-card-and-igpu", paths)

    assert [device.name for device in machine.accelerators] == ["CUDA0", "Vulkan1"]
    assert [device.kind for device in machine.accelerators] == ["gpu", "igpu"]
    assert machine.missing == ()


def test_two_cards_that_the_engine_cannot_use_are_one_hint(paths: Paths) -> None:
    (missing,) = detected("linux-two-rtx-3090", paths).missing

    assert missing.what == "2 × NVIDIA GeForce RTX 3090"
    assert "CUDA 13 runtime" in missing.hint
    assert "scripts/run.py" in missing.hint


def test_a_container_has_what_its_limit_leaves(paths: Paths) -> None:
    memory = detected("linux-container-4gb", paths).memory

    assert memory.limit == 4 * GIB
    # Its programs hold 0.4 of the 1.4 GiB it uses; the rest is cache that is given back.
    assert 3.5 * GIB < memory.available < 3.7 * GIB


def test_an_integrated_card_does_not_hide_behind_a_software_rasteriser(paths: Paths) -> None:
    (radeon,) = detected("linux-laptop-radeon-780m", paths).accelerators

    assert (radeon.name, radeon.kind, radeon.unified) == ("Vulkan0", "igpu", True)
