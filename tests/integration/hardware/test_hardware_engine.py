"""This computer and the installed engine, for real."""

from __future__ import annotations

import json
from pathlib import Path

import psutil

from parley.core.paths import Paths
from parley.engine.query import EngineQuery
from parley.hardware import detect


def test_this_computer(paths: Paths) -> None:
    said: list[str] = []

    first = detect(paths, EngineQuery(), measure="new", look_further=True, notice=said.append)
    again = detect(paths, EngineQuery(), measure="kept")

    assert len(said) == 1
    assert first.engine.version
    assert "CPU" in first.engine.backends
    (cpu,) = (device for device in first.devices if device.kind == "cpu")
    assert cpu.total == psutil.virtual_memory().total
    assert cpu.free == first.memory.available
    speed = first.cpu.bandwidth_bytes_per_second
    assert speed is not None
    assert speed > 10**8
    assert again.cpu.bandwidth_bytes_per_second == speed
    assert json.loads(next(Path(paths.cache).glob("bandwidth.json")).read_bytes())


def test_an_engine_that_cannot_be_started(paths: Paths) -> None:
    machine = detect(paths, EngineQuery(["/no/such/program"]))

    assert machine.engine.version == ""
    assert machine.missing[0].what == "The engine"
    assert [device.kind for device in machine.devices] == ["cpu"]
