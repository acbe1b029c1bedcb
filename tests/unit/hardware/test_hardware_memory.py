"""Main memory within control groups of both versions, and limits of the process."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.recorded_machine import RecordedSystem
from parley.hardware.memory import memory
from parley.hardware.values import Memory

GIB = 1024**3
TOTAL, AVAILABLE = 32 * GIB, 20 * GIB
ROOT = "/sys/fs/cgroup"
V2 = f"30 24 0:26 / {ROOT} rw,relatime shared:4 - cgroup2 cgroup2 rw\n"
V1 = (
    f"31 23 0:28 / {ROOT} rw - tmpfs tmpfs rw,mode=755\n"
    f"33 31 0:30 / {ROOT}/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\n"
    f"35 31 0:32 / {ROOT}/memory rw - cgroup cgroup rw,memory\n"
    f"41 31 0:38 / {ROOT}/unified rw - cgroup2 cgroup2 rw\n"
)


def measured(files: dict[str, str], **more: Any) -> Memory:
    return memory(RecordedSystem({"memory": [TOTAL, AVAILABLE], "files": files, **more}))


def v2(path: str, files: dict[str, str], mounts: str = V2) -> Memory:
    inside = {f"{ROOT}/{name}": text for name, text in files.items()}
    return measured({"/proc/self/cgroup": f"0::{path}\n", "/proc/self/mountinfo": mounts, **inside})


def test_without_groups_it_is_the_systems_own_count() -> None:
    assert measured({}) == Memory(TOTAL, AVAILABLE, None)


def test_unlimited_groups_limit_nothing() -> None:
    found = v2("/a", {"a/memory.max": "max\n", "a/memory.high": "max\n", "a/memory.current": "5\n"})

    assert found == Memory(TOTAL, AVAILABLE, None)


def test_used_memory_counts_and_cache_that_is_given_back_does_not() -> None:
    found = v2(
        "/a",
        {
            "a/memory.max": f"{8 * GIB}\n",
            "a/memory.current": f"{6 * GIB}\n",
            "a/memory.stat": f"anon {2 * GIB}\nactive_file {GIB}\ninactive_file {2 * GIB}\n"
            f"slab_reclaimable {GIB}\nslab_unreclaimable 0\n",
        },
    )

    assert found == Memory(TOTAL, 6 * GIB, 8 * GIB)


def test_every_group_above_counts_with_what_its_other_programs_hold() -> None:
    found = v2(
        "/user/me/session",
        {
            "user/memory.max": f"{16 * GIB}\n",
            "user/memory.current": f"{15 * GIB}\n",
            "user/me/memory.max": "max\n",
            "user/me/session/memory.max": f"{8 * GIB}\n",
            "user/me/session/memory.current": f"{GIB}\n",
        },
    )

    assert found == Memory(TOTAL, GIB, 8 * GIB)


def test_a_group_that_is_slowed_down_from_a_size_on_is_limited_to_it() -> None:
    found = v2("/a", {"a/memory.max": f"{16 * GIB}", "a/memory.high": f"{4 * GIB}"})

    assert found == Memory(TOTAL, 4 * GIB, 4 * GIB)


def test_a_limit_beyond_the_installed_memory_is_none() -> None:
    assert v2("/a", {"a/memory.max": f"{64 * GIB}"}) == Memory(TOTAL, AVAILABLE, None)


def test_a_full_group_leaves_nothing() -> None:
    found = v2("/a", {"a/memory.max": f"{GIB}", "a/memory.current": f"{GIB + 4096}"})

    assert found == Memory(TOTAL, 0, GIB)


@pytest.mark.parametrize(
    ("path", "root"),
    [
        ("/", "/"),  # a container with a view of its own
        ("/docker/12ab", "/docker/12ab"),  # without: the path is told as seen from outside
        ("/../..", "/"),
        ("/docker/12abc", "/docker/12ab"),
    ],
)
def test_a_containers_own_group_is_at_the_mount(path: str, root: str) -> None:
    mounts = V2.replace(" / ", f" {root} ", 1)

    found = v2(path, {"memory.max": f"{GIB}\n", "memory.current": "0\n"}, mounts)

    assert found == Memory(TOTAL, GIB, GIB)


def test_the_first_version_of_groups() -> None:
    found = measured(
        {
            "/proc/self/cgroup": "9:name=systemd:/\n4:memory:/docker/12\n1:cpu,cpuacct:/\n0::/\n",
            "/proc/self/mountinfo": V1,
            f"{ROOT}/memory/memory.limit_in_bytes": "9223372036854771712\n",
            f"{ROOT}/memory/docker/12/memory.limit_in_bytes": f"{4 * GIB}\n",
            f"{ROOT}/memory/docker/12/memory.usage_in_bytes": f"{3 * GIB}\n",
            f"{ROOT}/memory/docker/12/memory.stat": "cache 0\nactive_file 5\n"
            f"total_active_file {GIB}\ntotal_inactive_file {GIB}\n",
        }
    )

    assert found == Memory(TOTAL, 3 * GIB, 4 * GIB)


def test_a_mount_with_a_space_in_its_name() -> None:
    found = measured(
        {
            "/proc/self/cgroup": "0::/\n",
            "/proc/self/mountinfo": V2.replace(ROOT, "/my\\040groups"),
            "/my groups/memory.max": f"{GIB}",
        }
    )

    assert found.limit == GIB


def test_a_limit_of_the_process() -> None:
    assert measured({}, process_limit=2 * GIB) == Memory(TOTAL, 2 * GIB, 2 * GIB)
    assert measured({}, process_limit=2**62) == Memory(TOTAL, AVAILABLE, None)


def test_a_job_limits_on_windows() -> None:
    assert measured({}, platform="win32", process_limit=GIB).limit == GIB


@given(st.text(max_size=80), st.text(max_size=120), st.text(max_size=20), st.text(max_size=80))
def test_whatever_the_files_say_there_is_an_answer(
    groups: str, mounts: str, number: str, statistics: str
) -> None:
    files = {f"{ROOT}/memory.{name}": number for name in ("max", "high", "current")}
    for own, mounted in ((groups, mounts), ("0::/\n" + groups, V2 + mounts)):
        found = measured(
            {
                "/proc/self/cgroup": own,
                "/proc/self/mountinfo": mounted,
                f"{ROOT}/memory.stat": statistics,
                **files,
            }
        )

        assert 0 <= found.available <= AVAILABLE
