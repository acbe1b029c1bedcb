"""How this program is started: what a person copies into a terminal or the system's settings."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

_NAME = "parley"


def command(*arguments: str) -> str:
    """Return a line that starts this program with `arguments`, quoted for the system's shell."""
    line = [*_program(), *arguments]
    return subprocess.list2cmdline(line) if sys.platform == "win32" else shlex.join(line)


def _program() -> Sequence[str]:
    folder = Path(sys.executable).parent
    places = os.environ.get("PATH", os.defpath).split(os.pathsep)
    if sys.prefix != sys.base_prefix:
        # An environment's own folder is on the path only in the terminal that activated it.
        places = [place for place in places if Path(place) != folder]
    if shutil.which(_NAME, path=os.pathsep.join(places)):
        return [_NAME]
    launcher = shutil.which(_NAME, path=str(folder))
    if launcher:
        return [launcher]
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-P", "-m", _NAME]
