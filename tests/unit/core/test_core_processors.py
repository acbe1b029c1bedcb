"""Counting the cores that a computation should use."""

import os
from pathlib import Path

import pytest

from parley.core import processors


def machine(tmp_path: Path, cores: list[tuple[int, int]]) -> Path:
    """A recorded /sys/devices/system/cpu: one (package, core) a logical processor."""
    for number, (package, core) in enumerate(cores):
        folder = tmp_path / f"cpu{number}" / "topology"
        folder.mkdir(parents=True)
        (folder / "physical_package_id").write_text(f"{package}\n")
        (folder / "core_id").write_text(f"{core}\n")
    return tmp_path


@pytest.fixture
def affinity(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    def allow(*numbers: int) -> None:
        monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(numbers), raising=False)

    return allow


def test_two_threads_of_a_core_count_once(tmp_path: Path, affinity) -> None:  # type: ignore[no-untyped-def]
    affinity(0, 1, 2, 3)
    cpus = machine(tmp_path, [(0, 0), (0, 1), (0, 0), (0, 1)])
    assert processors._linux_cores(cpus, tmp_path / "none") == 2


def test_efficiency_cores_are_left_out(tmp_path: Path, affinity) -> None:  # type: ignore[no-untyped-def]
    affinity(0, 1, 2, 3, 4, 5)
    cpus = machine(tmp_path, [(0, 0), (0, 0), (0, 1), (0, 1), (0, 8), (0, 9)])
    fast = tmp_path / "fast"
    fast.write_text("0-3\n")
    assert processors._linux_cores(cpus, fast) == 2


def test_cores_the_process_may_not_use_are_left_out(tmp_path: Path, affinity) -> None:  # type: ignore[no-untyped-def]
    affinity(1)
    cpus = machine(tmp_path, [(0, 0), (0, 1), (1, 0), (1, 1)])
    assert processors._linux_cores(cpus, tmp_path / "none") == 1


def test_the_kernels_lists_are_read() -> None:
    assert processors.parse_cpu_list("0-3,8\n") == {0, 1, 2, 3, 8}
    assert processors.parse_cpu_list("\n") == set()


def test_there_is_always_at_least_one() -> None:
    assert 1 <= processors.performance_cores() <= (os.cpu_count() or 1)
