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
        reserves: its file system can reserve room for a file before it is written.
    """

    def __init__(self, folder: Path, size: int, *, real: bool, reserves: bool) -> None:
        self.folder = folder
        self.reserves = reserves
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
def small_disk(folder: Path, size: int, *, reserves: bool = True) -> Iterator[SmallDisk]:
    """Have a disk of `size` bytes at `folder` for the length of a `with`.

    Args:
        reserves: whether its file system can reserve room for a file before it is written.
    """
    folder.mkdir(parents=True)
    mounted = sys.platform == "linux" and (_tmpfs if reserves else _ext2)(folder, size)
    try:
        yield SmallDisk(folder, size, real=mounted, reserves=reserves)
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], capture_output=True, check=True)


def _tmpfs(folder: Path, size: int) -> bool:
    return _done("mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder))


def _ext2(folder: Path, size: int) -> bool:
    image = folder.with_name(f"{folder.name}.image")
    with image.open("wb") as stream:
        stream.truncate(size)
    make = ("mke2fs", "-q", "-t", "ext2", "-m", "0", str(image))  # nothing kept for root
    return _done(*make) and _done("mount", "-o", "loop", str(image), str(folder))


def _done(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False
