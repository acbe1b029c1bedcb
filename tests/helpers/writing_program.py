"""Another program with the same conversations: it does what it is told, line by line.

Run as `python -m helpers.writing_program DATABASE`. Each line on its standard input is a statement
over `store`, and is answered by a line, `done`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from helpers.chat import opened_store


def main(path: Path) -> None:
    """Do what is told until there is nothing more."""
    with opened_store(path) as (store, _):
        names = {"store": store, "replace": msgspec.structs.replace}
        for line in sys.stdin:
            exec(line, names)
            print("done", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
