"""Which Python runs Parley: this one, another one on this computer, or none and what to do.

Every Python 3 must be able to read this file, so it uses no syntax and no library newer than 3.6.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LOWEST = (3, 11)
HIGHEST = (3, 13)
_LOOP_GUARD = "PARLEY_SETUP_PYTHON"


def supported(version: "tuple[int, ...]") -> bool:
    """Return whether a Python of this version (major, minor, …) runs Parley."""
    return LOWEST <= tuple(version[:2]) <= HIGHEST


def commands(platform: str, venv: Path) -> "list[list[str]]":
    """Return the command lines, best first, that may start a Python that runs Parley."""
    minors = range(HIGHEST[1], LOWEST[1] - 1, -1)
    if platform == "win32":
        found = [[str(venv / "Scripts" / "python.exe")]]
        found += [["py", "-3." + str(minor)] for minor in minors]
    else:
        found = [[str(venv / "bin" / "python")]]
    return found + [["python3." + str(minor)] for minor in minors]


def find(platform: str, venv: Path) -> str:
    """Return the path of an interpreter that answers and fits, or an empty string."""
    question = "import sys; print(sys.version_info[0], sys.version_info[1], sys.executable)"
    for command in commands(platform, venv):
        if shutil.which(command[0]) is None:
            continue
        try:
            answer = subprocess.check_output(
                [*command, "-c", question], stderr=subprocess.DEVNULL, timeout=30
            )
            major, minor, path = answer.decode().strip().split(" ", 2)
        except (OSError, ValueError, subprocess.SubprocessError):
            continue
        if supported((int(major), int(minor))):
            return path
    return ""


def explanation(version: "tuple[int, ...]") -> str:
    """Return what is wrong with a Python of this version, and what to do."""
    return (
        "Parley needs Python 3.11, 3.12 or 3.13, and this is Python "
        + ".".join(str(part) for part in version[:2])
        + " with none of those beside it. Install one (Windows and macOS: python.org; Debian and "
        + "Ubuntu: sudo apt install python3 python3-venv), then run this command again."
    )


def venv_folder(root: Path, env: "Mapping[str, str]") -> Path:
    """Return the folder of the virtual environment: `.venv`, or where PARLEY_VENV says."""
    chosen = env.get("PARLEY_VENV")
    return Path(chosen).absolute() if chosen else Path(root) / ".venv"


def require(script: str, arguments: "list[str]") -> None:
    """Return if this Python fits; otherwise run the script under one that does, or exit with 1."""
    if supported(sys.version_info[:2]):
        os.environ.pop(_LOOP_GUARD, None)
        return
    root = Path(script).resolve().parent.parent
    other = "" if _LOOP_GUARD in os.environ else find(sys.platform, venv_folder(root, os.environ))
    if not other:
        sys.stderr.write(explanation(sys.version_info[:2]) + "\n")
        raise SystemExit(1)
    os.environ[_LOOP_GUARD] = other
    command = [other, str(script), *arguments]
    if os.name == "nt":
        raise SystemExit(subprocess.call(command))
    sys.stderr.flush()
    os.execv(other, command)
