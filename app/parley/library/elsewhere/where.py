"""Where programs of this system keep what they keep, by environment and system."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

_log = logging.getLogger(__name__)
_T = TypeVar("_T")

#: Bytes of a foreign manifest or settings file; real ones have some kilobytes.
MOST_BYTES: Final = 1024**2


class Where(msgspec.Struct, frozen=True):
    """A person's folders, and those of the whole system.

    Attributes:
        env: environment variables.
        system: as `sys.platform` has it.
        root: what stands for the root of the file system.
    """

    home: Path
    env: Mapping[str, str]
    system: str = sys.platform
    root: Path = Path("/")

    @classmethod
    def find(cls, env: Mapping[str, str] = os.environ) -> Where:
        """Return the folders for this environment."""
        named = env.get("USERPROFILE" if sys.platform == "win32" else "HOME", "").strip()
        return cls(Path(named) if named else Path.home(), env)

    @property
    def data(self) -> Path:
        """Where programs keep their data, and on Windows also their settings."""
        if self.system == "win32":
            return self.named("APPDATA") or self.home / "AppData" / "Roaming"
        if self.system == "darwin":
            return self.home / "Library" / "Application Support"
        return self.named("XDG_DATA_HOME") or self.home / ".local" / "share"

    @property
    def local_data(self) -> Path:
        """Where programs keep data that stays on this computer."""
        if self.system == "win32":
            return self.named("LOCALAPPDATA") or self.home / "AppData" / "Local"
        return self.data

    @property
    def config(self) -> Path:
        """Where programs from the world of Unix keep their settings."""
        return self.named("XDG_CONFIG_HOME") or self.home / ".config"

    @property
    def cache(self) -> Path:
        """Where programs keep what can be fetched again."""
        if self.system == "win32":
            return self.local_data
        if self.system == "darwin":
            return self.home / "Library" / "Caches"
        return self.unix_cache

    @property
    def unix_cache(self) -> Path:
        """The same for programs that keep it there on every system."""
        return self.named("XDG_CACHE_HOME") or self.home / ".cache"

    def named(self, variable: str) -> Path | None:
        """Return the folder that a variable names; None where it names none or a relative one."""
        return self.folder(self.env.get(variable, ""))

    def folder(self, text: object) -> Path | None:
        """Return the folder that a foreign text names; None for what is no absolute local path."""
        if not isinstance(text, str) or not text.strip():
            return None
        named = text.strip().strip("\"'")
        if named.startswith(("//", "\\\\")):  # asking another computer would tell it who asks
            return None
        path = self.home / named[2:] if named.startswith(("~/", "~\\")) else Path(named)
        return path if path.is_absolute() and "\0" not in named else None


def distinct(folders: Iterable[Path | None]) -> list[Path]:
    """Return the folders that are named, each once, in their order."""
    return list(dict.fromkeys(folder for folder in folders if folder is not None))


def read_small(path: Path) -> bytes | None:
    """Return the content of a small file; None where there is none, or it is none."""
    try:
        if not path.is_file():  # a pipe would never end
            return None
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        _log.info("%s was left out: %s", path, error)
        return None
    if len(data) > MOST_BYTES:
        _log.info("%s was left out: it is too large", path)
        return None
    return data


def read_json(path: Path, kind: type[_T]) -> _T | None:
    """Return what a JSON file holds; None where it is missing or holds something else."""
    data = read_small(path)
    if data is None:
        return None
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        _log.info("%s was left out: %s", path, error)
        return None


def settings_of(path: Path) -> dict[str, Any]:
    """Return the settings in a JSON file of another program; none where it cannot be read."""
    return read_json(path, dict[str, Any]) or {}
