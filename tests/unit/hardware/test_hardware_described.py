"""Machines whose memory somebody states."""

from __future__ import annotations

import pytest

from helpers.recorded_machine import RecordedQuery, RecordedSystem
from parley.core.errors import ParleyError
from parley.core.paths import Paths
from parley.hardware import Machine, described, detect
from parley.hardware.values import Device, Memory

GIB = 1024**3


def recorded(name: str, paths: Paths) -> Machine:
    return detect(paths, RecordedQuery.load(name), RecordedSystem.load(name), look_further=True)


@pytest.mark.parametrize("name", ["linux-two-rtx-3090", "apple-m3-pro-36gb"])
def test_nothing_stated_changes_nothing(name: str, paths: Paths) -> None:
    machine = recorded(name, paths)

    assert described(machine) == machine


def test_main_memory_is_all_available_and_unlimited(paths: Paths) -> None:
    machine = described(recorded("linux-container-4gb", paths), ram=64 * GIB)

    assert machine.memory == Memory(64 * GIB, 64 * GIB, None)
    assert [(device.total, device.free) for device in machine.devices] == [(64 * GIB, 64 * GIB)]


def test_hints_about_this_computer_are_not_about_another(paths: Paths) -> None:
    assert described(recorded("linux-two-rtx-3090", paths), ram=GIB).missing == ()


def test_stated_devices_stand_for_every_card(paths: Paths) -> None:
    real = recorded("windows-laptop-card-and-igpu", paths)

    machine = described(real, devices={"CUDA0": 24 * GIB, "CUDA1": 12 * GIB})

    assert [(device.name, device.free) for device in machine.accelerators] == [
        ("CUDA0", 24 * GIB),
        ("CUDA1", 12 * GIB),
    ]
    assert machine.memory == real.memory


@pytest.mark.parametrize(
    ("name", "backend", "unified"),
    [
        ("CUDA0", "CUDA", False),
        ("ROCm1", "ROCm", False),
        ("Vulkan0", "Vulkan", False),
        ("Metal", "Metal", True),
        ("metal", "Metal", True),
        ("MTL0", "Metal", True),
        ("SYCL0", "SYCL", False),
    ],
)
def test_a_name_tells_the_backend(name: str, backend: str, unified: bool, paths: Paths) -> None:
    machine = described(
        recorded("raspberry-pi-5-8gb", paths), ram=36 * GIB, devices={name: 27 * GIB}
    )

    assert machine.accelerators == (
        Device(name, backend, "gpu", 27 * GIB, 27 * GIB, name, unified),
    )


def test_shared_memory_is_within_main_memory(paths: Paths) -> None:
    apple = recorded("apple-m3-pro-36gb", paths)

    (small,) = described(apple, ram=8 * GIB).accelerators
    (stated,) = described(apple, ram=8 * GIB, devices={"Metal": 27 * GIB}).accelerators

    assert (small.total, small.free) == (8 * GIB, 8 * GIB)
    assert (stated.total, stated.free) == (8 * GIB, 8 * GIB)


def test_integrated_graphics_that_are_here_keep_their_kind(paths: Paths) -> None:
    laptop = recorded("linux-laptop-radeon-780m", paths)

    (radeon,) = described(laptop, devices={"Vulkan0": 4 * GIB}).accelerators

    assert (radeon.kind, radeon.unified, radeon.free) == ("igpu", True, 4 * GIB)


def test_a_machine_without_cards(paths: Paths) -> None:
    real = recorded("windows-rtx-4060", paths)

    assert described(real, devices={"CUDA0": 0}).accelerators == ()
    assert described(real, devices={}).accelerators == ()


@pytest.mark.parametrize(
    ("ram", "devices"),
    [
        (0, None),
        (-1, None),
        (2**61, None),
        (None, {"CUDA0": -5}),
        (None, {"CPU": GIB}),
        (None, {"0": GIB}),
        (None, {"": GIB}),
    ],
)
def test_memory_that_cannot_be(
    ram: int | None, devices: dict[str, int] | None, paths: Paths
) -> None:
    machine = recorded("windows-rtx-4060", paths)

    with pytest.raises(ParleyError) as caught:
        described(machine, ram=ram, devices=devices)

    assert caught.value.code == "memory_invalid"
