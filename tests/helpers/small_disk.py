"""A disk of few megabytes: a real one where this system lets us have it, else its figures."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Usage(NamedTuple):
    """As `shutil.disk_usage` returns it."""

    total: int
    used: int
    free: int


class SmallDisk:
    """A folder on a small disk.

    Attributes:
        real: the system itself says when it is full.
    """

    def __init__(self, folder: Path, size: int, *, real: bool) -> None:
        self.folder = folder
        self.real = real
        self._size = size

    def usage(self, path: Path) -> Usage:
        """Return how full it is."""
        if self.real:
            return Usage(*shutil.disk_usage(path))
        used = 0
        for folder, _, names in os.walk(self.folder):
            for name in names:
                with contextlib.suppress(OSError):
                    status = (Path(folder) / name).stat()
                    used += getattr(status, "st_blocks", -(-status.st_size // 512)) * 512
        return Usage(self._size, used, max(0, self._size - used))

    def fill(self, leave: int) -> Path:
        """Let another program fill it up to `leave` bytes; return its file."""
        other = self.folder / "another program's file"
        count = self.usage(self.folder).free - leave
        with other.open("wb") as stream:
            for start in range(0, count, 1024**2):
                stream.write(bytes(min(1024**2, count - start)))
        return other


@contextlib.contextmanager
def small_disk(folder: Path, size: int) -> Iterator[SmallDisk]:
    """Have a disk of `size` bytes at `folder` for the length of a `with`."""
    folder.mkdir(parents=True)
    mounted = (
        sys.platform == "linux"
        and subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)],
            capture_output=True,
            check=False,
        ).returncode
        == 0
    )
    try:
        yield SmallDisk(folder, size, real=mounted)
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], capture_output=True, check=True)
