"""Detection: measured bandwidth that is kept, engines that do not run, disks."""

from __future__ import annotations

from pathlib import Path

from helpers.recorded_machine import RecordedQuery, RecordedSystem, listed
from parley.core.errors import ParleyError
from parley.core.paths import Paths
from parley.hardware import Machine, detect
from parley.hardware.detection import Measuring
from parley.hardware.values import Disk

CPUINFO = "model name\t: A processor\nflags\t\t: fpu avx avx2\n"


def looked(
    paths: Paths, query: RecordedQuery, measure: Measuring = "new", cpuinfo: str = CPUINFO
) -> Machine:
    system = RecordedSystem({"files": {"/proc/cpuinfo": cpuinfo}})
    return detect(paths, query, system, measure=measure)


def test_bandwidth_is_measured_once_and_kept(paths: Paths) -> None:
    query = RecordedQuery(listed(), speed=50e9)

    first = looked(paths, query)
    query.speed = 1.0
    second = looked(paths, query, "kept")
    third = looked(paths, query, "new")

    assert query.measurements == 1
    for machine in (first, second, third):
        assert machine.cpu.bandwidth_bytes_per_second == 50e9


def test_bandwidth_is_measured_again_when_asked(paths: Paths) -> None:
    query = RecordedQuery(listed(), speed=50e9)
    looked(paths, query)
    query.speed = 60e9

    assert looked(paths, query, "again").cpu.bandwidth_bytes_per_second == 60e9
    assert looked(paths, query, "kept").cpu.bandwidth_bytes_per_second == 60e9


def test_another_processor_is_measured_anew(paths: Paths) -> None:
    query = RecordedQuery(listed())
    looked(paths, query)
    other = CPUINFO.replace("A processor", "Another")

    assert looked(paths, query, "kept", other).cpu.bandwidth_bytes_per_second is None
    looked(paths, query, "new", other)
    assert query.measurements == 2


def test_nothing_is_measured_unless_asked(paths: Paths) -> None:
    query = RecordedQuery(listed())

    assert looked(paths, query, "kept").cpu.bandwidth_bytes_per_second is None
    assert query.measurements == 0


def test_a_damaged_measurement_is_made_anew(paths: Paths) -> None:
    query = RecordedQuery(listed())
    looked(paths, query)
    (kept,) = paths.cache.glob("bandwidth*")
    damages = (b"", b"{", b'{"bytes_per_second": "fast"}', b"\xff\xfe", b'{"processor": "\xff"}')
    for damage in damages:
        kept.write_bytes(damage)

        assert looked(paths, query).cpu.bandwidth_bytes_per_second == query.speed


def test_a_cache_that_cannot_be_written_does_not_matter(paths: Paths, tmp_path: Path) -> None:
    blocked = tmp_path / "a-file"
    blocked.write_text("")
    query = RecordedQuery(listed())

    machine = looked(Paths(blocked), query)

    assert machine.cpu.bandwidth_bytes_per_second == query.speed


def test_a_failed_measurement_is_said_and_leaves_the_rest(paths: Paths) -> None:
    query = RecordedQuery(listed())
    query.failure = ParleyError("out_of_memory", "There is no room.", hint="Close a program.")
    said: list[str] = []

    machine = detect(paths, query, RecordedSystem({}), measure="new", notice=said.append)

    assert machine.cpu.bandwidth_bytes_per_second is None
    assert machine.engine.version == "0.3.36"
    assert "There is no room. Close a program." in said[-1]


def test_an_engine_that_does_not_run_leaves_the_processor_and_says_so(paths: Paths) -> None:
    query = RecordedQuery(None)

    machine = looked(paths, query)

    assert machine.engine.version == ""
    assert machine.engine.backends == ()
    assert [device.kind for device in machine.devices] == ["cpu"]
    (missing,) = machine.missing
    assert missing.what == "The engine"
    assert missing.hint == "The engine ended unexpectedly. Install Parley again."
    assert query.measurements == 0


def test_features_are_the_systems_and_the_engines(paths: Paths) -> None:
    assert looked(paths, RecordedQuery(listed())).cpu.features == ("avx", "avx2", "fma")


def test_nothing_is_looked_for_beyond_the_engine_unless_asked(paths: Paths) -> None:
    system = RecordedSystem({})

    detect(paths, RecordedQuery(listed()), system)

    assert system.commands == []


def test_one_disk_is_named_once(paths: Paths) -> None:
    machine = detect(paths, RecordedQuery(listed()), RecordedSystem({"disk": ["/", 10, 5]}))

    assert machine.disks == (Disk("/", 10, 5),)
