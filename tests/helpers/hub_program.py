"""A local hub in a process of its own, so that it takes no time of the program that is measured.

Run as `python -m helpers.hub_program REPOSITORY FILE…`. It prints its address, and ends when its
standard input does.
"""

from __future__ import annotations

import sys
from pathlib import Path

from helpers.local_hub import Content, LocalHub


def main(repository: str, files: list[Path]) -> None:
    """Serve until nobody wants it any more."""
    with LocalHub() as hub:
        hub.add(repository, {path.name: Content(path) for path in files})
        print(hub.endpoint, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(sys.argv[1], [Path(each) for each in sys.argv[2:]])
