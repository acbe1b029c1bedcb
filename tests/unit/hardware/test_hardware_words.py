"""A machine as plain text: what a person reads in the terminal and hands on."""

from __future__ import annotations

import msgspec

from helpers.desks import machine
from parley.hardware import words
from parley.hardware.values import Cpu, Disk, EngineBuild, Memory, Missing

GIB = 1024**3


def test_the_report_has_everything_and_no_folder() -> None:
    here = msgspec.structs.replace(
        machine(32, 12),
        missing=(Missing("Radeon RX 580", "Install its driver."),),
        engine=EngineBuild("0.3.36", ("CPU", "CUDA", "RPC")),
        disks=(Disk("/home/somebody/models", 100 * 10**9, 40 * 10**9),),
    )
    said = words.report(here)
    for part in (
        "27.5 GB free of 34.4 GB",
        "8 cores",
        "CUDA0  NVIDIA GeForce RTX 3060  CUDA, graphics card",
        "Radeon RX 580",
        "    Install its driver.",
        "llama-cpp-python 0.3.36, for CPU, CUDA",
        "40.0 GB free of 100.0 GB",
    ):
        assert part in said
    assert "somebody" not in said


def test_a_container_an_efficient_processor_and_no_engine_are_said() -> None:
    here = msgspec.structs.replace(
        machine(8),
        memory=Memory(32 * GIB, 4 * GIB, limit=8 * GIB),
        cpu=Cpu("M4", 10, 4, ("neon",), bandwidth_bytes_per_second=1e11),
    )
    said = words.report(here)
    assert "limits this program to 8.6 GB of the computer's 34.4 GB" in said
    assert "10 cores, 4 of them for models, reads 100.0 GB of memory per second" in said
    assert "The processor alone." in said
    assert "None that runs." in said
    assert "shares main memory" in words.report(machine(16, 10, unified=True))
