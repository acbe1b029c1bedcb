"""Where Parley keeps what belongs to the person: one frozen value, asked for by everyone."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import msgspec
import platformdirs

from parley.core.errors import ParleyError
from parley.core.files import disk_full, is_full


class Paths(msgspec.Struct, frozen=True):
    """The person's folders and files. Nothing is created before `ensure()`.

    Attributes:
        home: folder that holds all of them; None takes the system's usual places, which differ
            per kind (on Linux ~/.local/share, ~/.config, ~/.cache and ~/.local/state).
    """

    home: Path | None = None

    @classmethod
    def find(cls, env: Mapping[str, str] = os.environ) -> Paths:
        """Return the paths for this environment; `PARLEY_HOME` moves everything."""
        home = env.get("PARLEY_HOME", "").strip()
        return cls(Path(home).expanduser().absolute() if home else None)

    @property
    def data(self) -> Path:
        """What must not be lost: conversations and models."""
        return self.home or platformdirs.user_data_path("parley", appauthor=False)

    @property
    def config(self) -> Path:
        """What the person chose."""
        return self.home or platformdirs.user_config_path("parley", appauthor=False)

    @property
    def cache(self) -> Path:
        """What can be computed or fetched again."""
        if self.home:
            return self.home / "cache"
        return platformdirs.user_cache_path("parley", appauthor=False)

    @property
    def logs(self) -> Path:
        """Log files."""
        if self.home:
            return self.home / "logs"
        return platformdirs.user_log_path("parley", appauthor=False)

    @property
    def models(self) -> Path:
        """Downloaded models, as publisher/repository/file, for other programs to use too."""
        return self.data / "models"

    @property
    def states(self) -> Path:
        """Saved engine states of conversations."""
        return self.cache / "states"

    @property
    def database(self) -> Path:
        """The database file."""
        return self.data / "parley.sqlite3"

    @property
    def backups(self) -> Path:
        """Copies of the database, taken before it is changed by a newer Parley."""
        return self.data / "backups"

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.config / "settings.json"

    @property
    def secrets(self) -> Path:
        """The file for secrets, which exists only if the person asked for it."""
        return self.config / "secrets.json"

    @property
    def accounts(self) -> Path:
        """The file that says where the person is signed in; it holds no secret."""
        return self.config / "accounts.json"

    def ensure(self) -> None:
        """Create the folders that are missing, readable by their owner only.

        Raises:
            ParleyError: `home_unwritable` or `disk_full`.
        """
        folders = (self.data, self.config, self.cache, self.logs, self.models, self.states)
        for folder in dict.fromkeys(folders):
            try:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                with tempfile.TemporaryFile(dir=folder):
                    pass  # a folder that exists may still be read-only
            except OSError as error:
                if is_full(error):
                    raise disk_full(folder) from error
                raise _unwritable(folder, error) from error


def _unwritable(folder: Path, error: OSError) -> ParleyError:
    reason = error.strerror or type(error).__name__
    return ParleyError(
        "home_unwritable",
        f"Parley cannot write to its folder {folder} ({reason}).",
        safe="Nothing was changed.",
        hint="Make that folder writable, or set PARLEY_HOME to a folder that is, and start again.",
    )
