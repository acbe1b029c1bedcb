"""Main memory that a new program can have: the system's count, within what a container allows.

Control groups: the Linux documentation, `admin-guide/cgroup-v2` and `cgroup-v1/memory`.
"""

from __future__ import annotations

import posixpath
import re

import msgspec

from parley.hardware.system import System
from parley.hardware.values import Memory


class _Version(msgspec.Struct, frozen=True):
    """Names of a control group's files in one version of them.

    `reclaimable` are the fields of the statistics that count memory which the kernel gives back
    under pressure, as its own `MemAvailable` does.
    """

    limits: tuple[str, ...]
    used: str
    reclaimable: tuple[str, ...]


_V2 = _Version(
    ("memory.max", "memory.high"),
    "memory.current",
    ("active_file", "inactive_file", "slab_reclaimable"),
)
_V1 = _Version(
    ("memory.limit_in_bytes",),
    "memory.usage_in_bytes",
    ("total_active_file", "total_inactive_file"),
)


def memory(system: System) -> Memory:
    """Return main memory in bytes: installed, free for a new program, and the limit if any.

    What other programs use is counted, in the whole computer and in each control group above
    this process; file cache that would be given back is not. Swap counts for nothing, since a
    model that is swapped answers at the disk's speed. A limit of the process itself (`ulimit -v`,
    a Windows job) is a limit too. A limit that is not below the installed memory is none.
    """
    total, available = system.memory()
    limits: list[int] = []
    rooms = [available]
    if system.platform == "linux":
        for folder, version in _groups(system):
            told = (_number(system, folder, name) for name in version.limits)
            limit = min((value for value in told if value is not None), default=None)
            if limit is None or limit >= total:
                continue
            limits.append(limit)
            rooms.append(limit - _held(system, folder, version))
    own = system.process_limit()
    if own is not None and own < total:
        limits.append(own)
        rooms.append(own)
    return Memory(total, max(0, min(rooms)), min(limits, default=None))


def _groups(system: System) -> list[tuple[str, _Version]]:
    """Return the folders of this process's control groups that count memory, innermost first."""
    own = _own_groups(system.read("/proc/self/cgroup"))
    found: list[tuple[str, _Version]] = []
    for line in system.read("/proc/self/mountinfo").splitlines():
        fields = line.split(" ")
        if len(fields) < 10 or "-" not in fields:
            continue
        kind, _, options = fields[fields.index("-") + 1 :][:3]
        root, mount = (_unescaped(field) for field in fields[3:5])
        if kind == "cgroup2":
            path, version = own.get(""), _V2
        elif kind == "cgroup" and "memory" in options.split(","):
            path, version = own.get("memory"), _V1
        else:
            continue
        if path is not None:
            found += [(folder, version) for folder in _upwards(mount, root, path)]
    return found


def _own_groups(text: str) -> dict[str, str]:
    """Return the path in each hierarchy by controller; the unified one's name is empty."""
    paths = {}
    for line in text.splitlines():
        _, _, rest = line.partition(":")
        controllers, _, path = rest.partition(":")
        paths.update(dict.fromkeys(controllers.split(","), path))
    return paths


def _upwards(mount: str, root: str, path: str) -> list[str]:
    """Return the folders from the group `path` up to the mount, of which `root` is visible.

    In a container the visible root is often the container's own group, and the path may be
    told as seen from outside (or as `/..`): then the mount itself is the group.
    """
    inside = posixpath.relpath(path, root) if path.startswith(root) and path != root else "."
    if inside.startswith("..") or inside == ".":
        return [mount]
    parts = inside.split("/")
    return [posixpath.join(mount, *parts[:depth]) for depth in range(len(parts), -1, -1)]


def _unescaped(field: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), field)


def _number(system: System, folder: str, name: str) -> int | None:
    return _count(system.read(f"{folder}/{name}"))


def _count(text: str) -> int | None:
    """Return a decimal number; None for `max` and whatever else is none."""
    text = text.strip()
    return int(text) if re.fullmatch(r"[0-9]{1,20}", text) else None


def _held(system: System, folder: str, version: _Version) -> int:
    """Return the bytes that a group uses and would not give back under pressure."""
    used = _number(system, folder, version.used) or 0
    statistics = dict(
        line.split(" ", 1)
        for line in system.read(f"{folder}/memory.stat").splitlines()
        if " " in line
    )
    given_back = sum(_count(statistics.get(name, "")) or 0 for name in version.reclaimable)
    return max(0, used - given_back)
