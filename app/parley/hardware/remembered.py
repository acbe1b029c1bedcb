"""This machine as it was looked at last: for what must not wait for the engine to list devices."""

from __future__ import annotations

import contextlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

from parley.core.files import write_atomically
from parley.hardware.values import Machine

_NAME = "machine.json"


def remember(machine: Machine, folder: Path) -> None:
    """Keep what was found. Where that fails it is found again."""
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        write_atomically(folder / _NAME, msgspec.json.encode(machine))


def remembered(folder: Path) -> Machine | None:
    """Return this machine as it was found with the engine that is installed now, or None.

    What it is made of still holds; how much memory is free does not.
    """
    try:
        machine = msgspec.json.decode((folder / _NAME).read_bytes(), type=Machine)
        return machine if machine.engine.version == version("llama-cpp-python") else None
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, PackageNotFoundError):
        return None
