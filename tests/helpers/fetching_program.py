"""A program that fetches one file, until it is whole or the program is killed.

Run as `python -m helpers.fetching_program ENDPOINT REPOSITORY PLACE [COUNT]`. It prints one line of
JSON: what was fetched, or the code of what went wrong. The file COUNT holds at any time how many
bytes came, also once the program was killed.
"""

from __future__ import annotations

import json
import mmap
import sys
import threading
from pathlib import Path

from parley.core.errors import ParleyError
from parley.core.network import Network
from parley.hub import Hub
from parley.hub.transfer import Patience, SpeedLimit, fetch


class Counted(SpeedLimit):
    """No limit; it is told of every byte."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        with path.open("r+b") as stream:
            self._bytes = mmap.mmap(stream.fileno(), 8)
        self._counting = threading.Lock()

    def take(self, count: int, stop: threading.Event) -> None:
        """Count."""
        with self._counting:
            total = int.from_bytes(self._bytes[:], "little") + count
            self._bytes[:] = total.to_bytes(8, "little")
        super().take(count, stop)


def main(endpoint: str, repository: str, place: Path, count: Path | None) -> None:
    """Fetch."""
    hub = Hub(place.parent.parent / "cache", Network(), endpoint=endpoint)
    patience = Patience(sync=0.2, pause=0.05)
    limit = None if count is None else Counted(count)
    try:
        files = hub.files(repository)
        fetched = fetch(hub, files, files.files[0], place, patience=patience, limit=limit)
    except ParleyError as error:
        print(json.dumps({"code": error.code, "message": str(error)}))
        return
    print(json.dumps({"verified": fetched.verified, "fetched": fetched.fetched}))


if __name__ == "__main__":
    main(*sys.argv[1:3], Path(sys.argv[3]), Path(sys.argv[4]) if sys.argv[4:] else None)
