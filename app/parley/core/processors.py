"""How many threads a computation should use: physical performance cores this process may run on.

Hyper-threads and efficiency cores slow a token down, since every layer waits for the slowest
thread.
"""

from __future__ import annotations

import os
import platform
import subprocess
from pathlib import Path

import psutil


def performance_cores() -> int:
    """Return the number of physical performance cores this process may use, at least 1.

    Counts the cores of the fast kind on hybrid processors (Linux: `cpu_core` in sysfs; macOS:
    `hw.perflevel0.physicalcpu`), one thread of each core, and respects CPU affinity and the
    control group's CPU quota.
    """
    cores = _by_system() or psutil.cpu_count(logical=False) or os.cpu_count() or 1
    return max(1, min(cores, _usable()))


def _by_system() -> int | None:
    system = platform.system()
    if system == "Darwin":
        return _sysctl("hw.perflevel0.physicalcpu")
    if system == "Linux":
        return _linux_cores(Path("/sys/devices/system/cpu"), Path("/sys/devices/cpu_core/cpus"))
    return None


def _sysctl(name: str) -> int | None:
    try:
        out = subprocess.run(
            ["/usr/sbin/sysctl", "-n", name], capture_output=True, text=True, timeout=5, check=True
        ).stdout
        return int(out)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def _linux_cores(cpus: Path, fast_list: Path) -> int | None:
    """Count distinct (package, core) pairs among the processors that may be used."""
    try:
        allowed = _allowed()
        fast = parse_cpu_list(fast_list.read_text()) if fast_list.exists() else allowed
        chosen = (allowed & fast) or allowed
        return len(
            {
                (
                    (cpus / f"cpu{n}/topology/physical_package_id").read_text().strip(),
                    (cpus / f"cpu{n}/topology/core_id").read_text().strip(),
                )
                for n in chosen
            }
        )
    except (OSError, ValueError):
        return None


def parse_cpu_list(text: str) -> set[int]:
    """Parse the kernel's list format: `0-3,8` is {0, 1, 2, 3, 8}. Raises `ValueError`."""
    found: set[int] = set()
    for part in text.strip().split(","):
        first, _, last = part.partition("-")
        if first:
            found.update(range(int(first), int(last or first) + 1))
    return found


def _usable() -> int:
    """Whole processors that affinity and the control group (v2) leave to this process."""
    count = len(_allowed()) or os.cpu_count() or 1
    try:
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text().split()
        if quota != "max":
            count = min(count, max(1, int(quota) // int(period)))
    except (OSError, ValueError):
        pass  # no control group, or one without a quota
    return count


def _allowed() -> set[int]:
    """Numbers of the processors this process may run on, empty where the system does not say."""
    return os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()
