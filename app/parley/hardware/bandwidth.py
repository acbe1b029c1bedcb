"""Main memory's bandwidth: measured once by the engine, and kept until the computer changes."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Protocol

import msgspec

from parley.core.files import write_atomically
from parley.engine.protocol import Measured
from parley.hardware.values import Cpu

_NAME = "bandwidth.json"


class Measurer(Protocol):
    """Measures with the engine."""

    def measure(self, device: str = ..., types: tuple[str, ...] = ...) -> Measured:
        """Return how fast a device reads. Raises `ParleyError`."""


class _Kept(msgspec.Struct, frozen=True):
    """A measured value and what it was measured with; bytes per second."""

    processor: str
    cores: int
    engine: str
    bytes_per_second: float


class Bandwidth:
    """The kept measurement, in a small file.

    Args:
        folder: where the file is; it can be lost without harm.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / _NAME

    def kept(self, cpu: Cpu, engine: str) -> float | None:
        """Return bytes per second as measured before with this processor and engine, or None."""
        try:
            kept = msgspec.json.decode(self._path.read_bytes(), type=_Kept)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            return None
        same = (kept.processor, kept.cores, kept.engine) == _key(cpu, engine)
        return kept.bytes_per_second if same and kept.bytes_per_second > 0 else None

    def measured(self, cpu: Cpu, engine: str, measurer: Measurer) -> float | None:
        """Measure anew, keep it, and return bytes per second; None if the engine cannot tell.

        Takes about two seconds, on all performance cores. Raises `ParleyError` if the engine
        does not run.
        """
        speed = measurer.measure("CPU", ()).read_bytes_per_second
        if speed <= 0:
            return None
        with contextlib.suppress(OSError):  # it is measured again then
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(self._path, msgspec.json.encode(_Kept(*_key(cpu, engine), speed)))
        return speed


def _key(cpu: Cpu, engine: str) -> tuple[str, int, str]:
    return cpu.name, cpu.performance_cores, engine
