"""The virtual environment: where it is, whether it can be trusted, and when it needs no work.

A stamp in it names what it was made from. While the stamp holds, nothing else is looked at.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
import shlex
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from parley_setup import system
from parley_setup.console import Console, SetupError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import IO

Kind = Literal["run", "test"]
State = Literal["missing", "broken", "other python", "unfinished", "good", "foreign"]

_LOCK = "parley-setup.lock"
_STAMP = "parley-setup.json"
_UNFINISHED = "parley-setup.unfinished"
_LOG = "parley-setup.log"
_SCRATCH = "parley-setup.tmp"
# What survives when the environment is made anew: none of it depends on the Python.
_KEPT = frozenset({_LOCK, _LOG, _SCRATCH, "share"})


@dataclass(frozen=True)
class Venv:
    """The folder of a virtual environment and the places in it."""

    root: Path

    @property
    def python(self) -> Path:
        """Its interpreter."""
        if sys.platform == "win32":
            return self.root / "Scripts" / "python.exe"
        return self.root / "bin" / "python"

    @property
    def launcher(self) -> Path:
        """The `parley` command, beside the interpreter."""
        name = "parley.cmd" if sys.platform == "win32" else "parley"
        return self.python.with_name(name)

    @property
    def site_packages(self) -> Path:
        """Where its packages lie."""
        if sys.platform == "win32":
            return self.root / "Lib" / "site-packages"
        major, minor = sys.version_info[:2]
        return self.root / "lib" / f"python{major}.{minor}" / "site-packages"

    @property
    def models(self) -> Path:
        """Where the starter model lies, as part of the installation."""
        return self.root / "share" / "parley" / "models"

    @property
    def log(self) -> Path:
        """The full output of everything that set-up ran."""
        return self.root / _LOG

    @property
    def stamp(self) -> Path:
        """What the environment was made from."""
        return self.root / _STAMP

    @property
    def scratch(self) -> Path:
        """Where temporary files lie while set-up runs."""
        return self.root / _SCRATCH

    @property
    def unfinished(self) -> Path:
        """A mark that lies here while packages are being written."""
        return self.root / _UNFINISHED


def digest(files: Iterable[Path], facts: Iterable[str]) -> str:
    """Return one SHA-256, in hexadecimal, over names and contents of files and over facts."""
    total = hashlib.sha256()
    for path in sorted(files):
        total.update(f"{path.name}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    for fact in facts:
        total.update(f"{fact}\0".encode())
    return total.hexdigest()


def sources(root: Path) -> list[Path]:
    """Return the files of the checkout that decide what is installed."""
    return [
        root / "pyproject.toml",
        *(root / "scripts" / "locks").glob("*.txt"),
        *(root / "scripts" / "parley_setup").glob("*.py"),
    ]


def facts(root: Path) -> list[str]:
    """Return what decides besides files: the place, the Python, the processor.

    The processor counts because an engine compiled here may use instructions of this one only.
    """
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return [str(root), version, sys.platform, platform.machine(), processor()]


def processor() -> str:
    """Return what the processor can do, as far as the system says so without asking a program."""
    try:
        with Path("/proc/cpuinfo").open(encoding="utf-8", errors="replace") as lines:
            return next((line for line in lines if line.startswith(("flags", "Features"))), "")
    except OSError:
        return os.environ.get("PROCESSOR_IDENTIFIER", "")


def stamped(venv: Venv, kind: Kind, now: str) -> list[str] | None:
    """Return None if set-up has work to do, else the system libraries that were missing.

    An environment with the test tools also runs Parley.
    """
    try:
        stamp = json.loads(venv.stamp.read_text(encoding="utf-8"))
        holds = stamp["digest"] == now and (stamp["kind"] == kind or stamp["kind"] == "test")
        missing = [str(name) for name in stamp["missing"]]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not holds or venv.unfinished.exists() or not venv.python.exists():
        return None
    return missing


def write_stamp(venv: Venv, kind: Kind, now: str, missing: list[str]) -> None:
    """Record that the environment is complete."""
    fresh = venv.stamp.with_suffix(".new")
    content = {"kind": kind, "digest": now, "missing": missing}
    fresh.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    fresh.replace(venv.stamp)


def state(venv: Venv) -> State:
    """Return what is at the place of the environment."""
    if venv.unfinished.exists():
        return "unfinished"
    if not (venv.root / "pyvenv.cfg").exists():
        strangers = venv.root.exists() and any(p.name not in _KEPT for p in venv.root.iterdir())
        return "foreign" if strangers else "missing"
    question = "import sys, pip; print(*sys.version_info[:2])"
    try:
        answer = subprocess.run(
            [str(venv.python), "-c", question],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError):
        return "broken"
    if answer.returncode != 0:
        return "broken"
    wanted = f"{sys.version_info.major} {sys.version_info.minor}"
    return "good" if answer.stdout.strip() == wanted else "other python"


def make(venv: Venv, console: Console) -> None:
    """Make the environment anew, keeping what does not depend on the Python.

    Raises SetupError if it cannot be made.
    """
    _clear(venv)
    venv.root.mkdir(parents=True, exist_ok=True)
    venv.unfinished.touch()
    code, output = _create(venv)
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if code != 0 and "ensurepip" in output and system.can_install():
        console.note(f"Installing {package} from the system's packages.")
        system.install([package], venv.log, console)
        code, output = _create(venv)
    if code != 0 and "ensurepip" in output:
        raise SetupError(
            "This Python came without the module that makes virtual environments.",
            f"Install it (Debian and Ubuntu: sudo apt install {package}), then run this command "
            "again.",
        )
    if code != 0:
        last = output.strip().splitlines()[-1:] or ["no reason given"]
        raise SetupError(
            f"The virtual environment {venv.root} could not be made: {last[0].rstrip('.')}.",
            "Check that the folder can be written to, then run this command again.",
        )
    venv.unfinished.unlink()
    console.done("made")


def _create(venv: Venv) -> tuple[int, str]:
    # Inside an environment, `sys.executable` would make a copy that depends on it.
    base = getattr(sys, "_base_executable", "") or sys.executable
    answer = subprocess.run(
        [base, "-m", "venv", str(venv.root)],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        stdin=subprocess.DEVNULL,
    )
    return answer.returncode, answer.stdout + answer.stderr


def _clear(venv: Venv) -> None:
    if not venv.root.exists():
        return
    for path in venv.root.iterdir():
        if path.name in _KEPT:
            continue
        try:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
        except OSError as error:
            raise SetupError(
                f"The old virtual environment could not be removed: {error}.",
                "Close every program that uses it, then run this command again.",
            ) from error


@contextlib.contextmanager
def exclusive(venv: Venv, say: Console) -> Iterator[None]:
    """Hold the environment for one set-up; a second one waits here until the first has ended."""
    venv.root.mkdir(parents=True, exist_ok=True)
    with (venv.root / _LOCK).open("a+b") as handle:
        waiting = False
        while not _locked(handle):
            if not waiting:
                say.note("Another set-up of this folder is running; this one waits for it.")
                waiting = True
            say.progress("waiting")
            time.sleep(0.2)
        # Also what an earlier set-up left that was ended hard.
        shutil.rmtree(venv.scratch, ignore_errors=True)
        venv.scratch.mkdir()
        try:
            yield
        finally:
            shutil.rmtree(venv.scratch, ignore_errors=True)


def _locked(handle: IO[bytes]) -> bool:
    # The system lets go of both kinds of lock when the program ends, however it ends.
    if sys.platform == "win32":
        import msvcrt

        try:
            handle.seek(0)
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def link_package(venv: Venv, root: Path) -> None:
    """Make the checkout's `parley` importable in the environment, and give it a command.

    A path file does it without a build, a network or a copy. The path is relative where it can
    be: path files are read in the system's encoding, which may lack letters of a folder's name.
    """
    app = root / "app"
    try:
        line = os.path.relpath(app, venv.site_packages)
    except ValueError:  # another drive
        line = str(app)
    target = venv.site_packages / "parley.pth"
    if not target.exists() or target.read_text(encoding="utf-8").strip() != line:
        target.write_text(line + "\n", encoding="utf-8")
    _write_launcher(venv)


def _write_launcher(venv: Venv) -> None:
    if sys.platform == "win32":
        content = b'@"%~dp0python.exe" -P -m parley %*\r\n'
    else:
        # The place in full, so that a link to the launcher, from a folder on the path, works.
        python = shlex.quote(str(venv.python.absolute()))
        content = os.fsencode(f'#!/bin/sh\nexec {python} -P -m parley "$@"\n')
    if not venv.launcher.exists() or venv.launcher.read_bytes() != content:
        venv.launcher.write_bytes(content)
    venv.launcher.chmod(0o755)
