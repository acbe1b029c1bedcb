"""What is asked of the operating system about hardware, so that recorded computers answer too.

Nothing here interprets an answer: detection is the same for this computer and a recorded one.
"""

from __future__ import annotations

import ctypes
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import msgspec
import psutil

from parley.core.processors import performance_cores
from parley.hardware.values import Disk

#: Exit code that stands for a command that is not there, or did not end in time.
NOT_RUN = -1
_LARGEST = 4 * 1024**2


class Answer(msgspec.Struct, frozen=True):
    """What a command printed on both its outputs, and its exit code (`NOT_RUN`: it did not)."""

    code: int
    text: str = ""

    @property
    def good(self) -> bool:
        """Whether it ran and succeeded."""
        return self.code == 0


class System(Protocol):
    """A computer that can be asked. Nothing raises: what is not there is empty or None."""

    @property
    def platform(self) -> str:
        """`linux`, `darwin` or `win32`, as `sys.platform`."""

    @property
    def processor(self) -> str:
        """Processor architecture, as `platform.machine()`: `x86_64`, `AMD64`, `arm64`, …."""

    @property
    def environment(self) -> Mapping[str, str]:
        """Environment variables."""

    def read(self, path: str) -> str:
        """Return the text of a file."""

    def entries(self, folder: str) -> tuple[str, ...]:
        """Return the names in a folder, sorted."""

    def run(self, *command: str, timeout: float = 10.0) -> Answer:
        """Run a program without a shell and without input."""

    def memory(self) -> tuple[int, int]:
        """Return bytes of main memory: installed, and available as the system counts it."""

    def cores(self) -> tuple[int, int]:
        """Return the numbers of physical cores and of usable performance cores."""

    def process_limit(self) -> int | None:
        """Return the bytes that this process may have (`ulimit -v`, a Windows job), or None."""

    def features(self) -> frozenset[str]:
        """Return the instruction sets that only a function of the system tells (Windows)."""

    def disk(self, path: str) -> Disk | None:
        """Return the disk on which `path` is, or would be."""


class LocalSystem:
    """This computer."""

    @property
    def platform(self) -> str:
        """As in `System`."""
        return sys.platform

    @property
    def processor(self) -> str:
        """As in `System`."""
        return platform.machine()

    @property
    def environment(self) -> Mapping[str, str]:
        """As in `System`."""
        return os.environ

    def read(self, path: str) -> str:
        """As in `System`; at most 4 MiB."""
        try:
            with Path(path).open("rb") as file:
                return file.read(_LARGEST).decode("utf-8", "replace")
        except (OSError, ValueError):
            return ""

    def entries(self, folder: str) -> tuple[str, ...]:
        """As in `System`."""
        try:
            return tuple(sorted(os.listdir(folder)))  # noqa: PTH208 - only the names
        except (OSError, ValueError):
            return ()

    def run(self, *command: str, timeout: float = 10.0) -> Answer:
        """As in `System`."""
        program = _program(command[0])
        if program is None:
            return Answer(NOT_RUN)
        try:
            done = subprocess.run(
                (program, *command[1:]),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=timeout,
                check=False,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                # Figures and messages are parsed: no decimal commas, no translated words.
                env={**os.environ, "LC_ALL": "C"},
            )
        except (OSError, ValueError, subprocess.SubprocessError):
            return Answer(NOT_RUN)
        return Answer(done.returncode, done.stdout.decode("utf-8", "replace"))

    def memory(self) -> tuple[int, int]:
        """As in `System`.

        "Available" is psutil's: on Linux the kernel's `MemAvailable`; on macOS free and inactive
        pages, which leaves out what could be compressed; on Windows the free physical memory and
        the standby list. Swap is in none of them.
        """
        memory = psutil.virtual_memory()
        return memory.total, memory.available

    def cores(self) -> tuple[int, int]:
        """As in `System`."""
        performance = performance_cores()
        return psutil.cpu_count(logical=False) or performance, performance

    def process_limit(self) -> int | None:
        """As in `System`."""
        return _process_limit()

    def features(self) -> frozenset[str]:
        """As in `System`."""
        return _windows_features()

    def disk(self, path: str) -> Disk | None:
        """As in `System`."""
        place = Path(path).absolute()
        while not place.exists() and place != place.parent:
            place = place.parent
        try:
            usage = shutil.disk_usage(place)
            place = place.resolve()
            # Path.is_mount is missing on Windows before Python 3.12.
            while not os.path.ismount(place) and place != place.parent:
                place = place.parent
        except (OSError, ValueError):
            return None
        return Disk(str(place), usage.total, usage.free)


if sys.platform == "win32":

    def _program(name: str) -> str | None:
        """Return where a program of the system is.

        Windows would start one of that name in the current folder, whoever put it there.
        """
        folder = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32"
        for place in (folder, folder / "WindowsPowerShell" / "v1.0"):
            program = place / (name if name.endswith(".exe") else f"{name}.exe")
            if program.is_file():
                return str(program)
        return None

    # Names and numbers are those of winnt.h (PF_* and JOBOBJECT_*).
    _PROCESSOR_FEATURES = {
        13: "sse3",
        36: "ssse3",
        38: "sse4_2",
        39: "avx",
        40: "avx2",
        41: "avx512f",
        19: "neon",
        43: "dotprod",
    }
    _EXTENDED_LIMITS = 9
    _LIMITS_PROCESS = 0x100
    _LIMITS_JOB = 0x200

    class _JobLimits(ctypes.Structure):
        _fields_ = (
            ("times", ctypes.c_int64 * 2),
            ("flags", ctypes.c_uint32),
            ("working_set", ctypes.c_size_t * 2),
            ("active_processes", ctypes.c_uint32),
            ("affinity", ctypes.c_size_t),
            ("classes", ctypes.c_uint32 * 2),
            ("io_counters", ctypes.c_uint64 * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peaks", ctypes.c_size_t * 2),
        )

    def _process_limit() -> int | None:
        limits = _JobLimits()
        kernel = ctypes.WinDLL("kernel32")
        kernel.QueryInformationJobObject.argtypes = (
            ctypes.c_void_p,
            ctypes.c_int,
            ctypes.c_void_p,
            ctypes.c_uint32,
            ctypes.c_void_p,
        )
        size = ctypes.sizeof(limits)
        if not kernel.QueryInformationJobObject(
            None, _EXTENDED_LIMITS, ctypes.byref(limits), size, None
        ):
            return None  # in no job
        found = [
            int(value)
            for flag, value in (
                (_LIMITS_PROCESS, limits.process_memory),
                (_LIMITS_JOB, limits.job_memory),
            )
            if limits.flags & flag and value
        ]
        return min(found, default=None)

    def _windows_features() -> frozenset[str]:
        kernel = ctypes.WinDLL("kernel32")
        return frozenset(
            name
            for number, name in _PROCESSOR_FEATURES.items()
            if kernel.IsProcessorFeaturePresent(number)
        )

else:

    def _program(name: str) -> str | None:
        return name

    def _process_limit() -> int | None:
        import resource

        soft, _ = resource.getrlimit(resource.RLIMIT_AS)
        return None if soft in (resource.RLIM_INFINITY, -1) else soft

    def _windows_features() -> frozenset[str]:
        return frozenset()
