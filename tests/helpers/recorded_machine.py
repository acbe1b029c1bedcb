"""A recorded computer: what its operating system and its engine answered, as files of a folder.

`machine.json` says what each question was answered with; a value that begins with `@` names the
file beside it that holds the text. `devices.json` is the engine's list. Questions that were not
recorded have the answer of a computer where there is nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from parley.core.errors import ParleyError
from parley.engine.protocol import Device, DeviceList, Measured
from parley.hardware.system import NOT_RUN, Answer
from parley.hardware.values import Disk

#: The folder of recorded computers.
MACHINES = Path(__file__).resolve().parents[1] / "unit" / "hardware" / "machines"


class RecordedSystem:
    """Implements `System` over a mapping."""

    def __init__(self, recorded: Mapping[str, Any], folder: Path | None = None) -> None:
        self._recorded = recorded
        self._folder = folder
        self.commands: list[tuple[str, ...]] = []

    @classmethod
    def load(cls, name: str) -> RecordedSystem:
        """Return the recorded computer of that name."""
        folder = MACHINES / name
        return cls(msgspec.json.decode((folder / "machine.json").read_bytes()), folder)

    @property
    def platform(self) -> str:
        return str(self._recorded.get("platform", "linux"))

    @property
    def processor(self) -> str:
        return str(self._recorded.get("processor", "x86_64"))

    @property
    def environment(self) -> Mapping[str, str]:
        return dict(self._recorded.get("environment", {}))

    def read(self, path: str) -> str:
        return self._text(self._recorded.get("files", {}).get(path, ""))

    def entries(self, folder: str) -> tuple[str, ...]:
        inside = folder.rstrip("/") + "/"
        names = {
            path.removeprefix(inside).split("/")[0]
            for path in self._recorded.get("files", {})
            if path.startswith(inside)
        }
        return tuple(sorted(names))

    def run(self, *command: str, timeout: float = 10.0) -> Answer:
        self.commands.append(command)
        for entry in self._recorded.get("commands", []):
            asked = entry["run"]
            # "…" at the end stands for any further arguments.
            if list(command) == asked or (
                asked[-1] == "…" and list(command[: len(asked) - 1]) == asked[:-1]
            ):
                return Answer(entry.get("code", 0), self._text(entry["text"]))
        return Answer(NOT_RUN)

    def memory(self) -> tuple[int, int]:
        total, available = self._recorded.get("memory", (16 * 1024**3, 12 * 1024**3))
        return total, available

    def cores(self) -> tuple[int, int]:
        physical, performance = self._recorded.get("cores", (4, 4))
        return physical, performance

    def process_limit(self) -> int | None:
        limit = self._recorded.get("process_limit")
        return None if limit is None else int(limit)

    def features(self) -> frozenset[str]:
        return frozenset(self._recorded.get("features", ()))

    def disk(self, path: str) -> Disk | None:
        disk = self._recorded.get("disk")
        return None if disk is None else Disk(*disk)

    def _text(self, value: str) -> str:
        if value.startswith("@") and self._folder is not None:
            return (self._folder / value[1:]).read_text(encoding="utf-8")
        return value


class RecordedQuery:
    """Answers as an engine did; or, without devices, as one that does not run."""

    def __init__(self, listed: DeviceList | None, speed: float = 50e9) -> None:
        self._listed = listed
        self.speed = speed
        self.failure: ParleyError | None = None
        self.measurements = 0

    @classmethod
    def load(cls, name: str) -> RecordedQuery:
        """Return the engine of the recorded computer of that name."""
        data = (MACHINES / name / "devices.json").read_bytes()
        return cls(msgspec.json.decode(data, type=DeviceList))

    def __enter__(self) -> RecordedQuery:
        """As in `EngineQuery`."""
        return self

    def __exit__(self, *_: object) -> None:
        """As in `EngineQuery`."""

    def devices(self) -> DeviceList:
        """As in `Query`."""
        if self._listed is None:
            raise ParleyError(
                "engine_crashed", "The engine ended unexpectedly.", hint="Install Parley again."
            )
        return self._listed

    def measure(self, device: str = "CPU", types: tuple[str, ...] = ()) -> Measured:
        """As in `Query`."""
        self.measurements += 1
        if self.failure is not None:
            raise self.failure
        return Measured(1, device, (), self.speed, 4)


def listed(*devices: Device, backends: tuple[str, ...] = ("CPU",)) -> DeviceList:
    """Return an engine's list: the processor, and `devices`."""
    cpu = Device("CPU", "CPU", "CPU", "cpu", 16 * 1024**3, 16 * 1024**3)
    return DeviceList(1, (*devices, cpu), "0.3.36", backends, ("AVX2", "FMA"))
