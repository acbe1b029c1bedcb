"""Installs what the tests need from Debian or Ubuntu: `sudo python3 scripts/system_packages.py`.

`run.py` and `test.py` do the same when they are root; this is for running only that part as root.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from parley_setup import system
from parley_setup.console import Console


def main() -> int:
    """Install what is missing; return 0 if nothing is missing then, else 1."""
    console = Console(sys.stderr, 1)
    console.step("Libraries and programs of the operating system")
    lacking = system.lacking(tests=True)
    if lacking and system.can_install():
        with tempfile.TemporaryDirectory() as folder:
            system.install(system.debian_packages(lacking), Path(folder) / "log", console)
        lacking = system.lacking(tests=True)
    if lacking:
        console.note("Still missing; this installs it:")
        console.note(system.command(lacking, system.this_distribution()))
        return 1
    console.done("all there")
    return 0


if __name__ == "__main__":
    sys.exit(main())
