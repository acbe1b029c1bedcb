"""A program that fetches one file, until it is whole or the program is killed.

Run as `python -m helpers.fetching_program ENDPOINT REPOSITORY PLACE`. It prints one line of JSON:
what was fetched, or the code of what went wrong.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from parley.core.errors import ParleyError
from parley.core.network import Network
from parley.hub import Hub
from parley.hub.transfer import Patience, fetch


def main(endpoint: str, repository: str, place: Path) -> None:
    """Fetch."""
    hub = Hub(place.parent.parent / "cache", Network(), endpoint=endpoint)
    try:
        files = hub.files(repository)
        fetched = fetch(hub, files, files.files[0], place, patience=Patience(sync=0.2, pause=0.05))
    except ParleyError as error:
        print(json.dumps({"code": error.code, "message": str(error)}))
        return
    print(json.dumps({"verified": fetched.verified, "fetched": fetched.fetched}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
