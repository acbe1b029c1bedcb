"""Installs what a lock file names, exactly, with pip; shows how far it is; explains failures."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parley_setup import processes
from parley_setup.console import Console, SetupError

if TYPE_CHECKING:
    from pathlib import Path

    from parley_setup.environment import Venv

_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_BYTES = re.compile(r"^Progress (\d+) of (\d+)$")
_DOWNLOAD = re.compile(r"^\s*Downloading (\S+?)(?:\.metadata)? \(")
_COMPILED = re.compile(r"^\s*\[(\d+)/(\d+)\] ")
_PERCENT = re.compile(r"^\s*\[ *(\d+)%\] ")
# Would send packages elsewhere than into the environment.
_MISLEADING = ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PYTHONHOME", "PYTHONPATH")


def pins(lock: str) -> dict[str, list[str]]:
    """Return the versions that a lock file's text pins, by normalised package name.

    A package has several where they differ by Python or by system.
    """
    found: dict[str, list[str]] = {}
    for line in lock.splitlines():
        if match := _PIN.match(line):
            name = re.sub(r"[-_.]+", "-", match[1]).lower()
            found.setdefault(name, []).append(match[2])
    return found


def hashes(lock: str) -> set[str]:
    """Return all SHA-256 digests, in hexadecimal, in a lock file's text."""
    return set(_HASH.findall(lock))


@dataclass
class Progress:
    """Turns pip's output into words on how far it is.

    `total` is the number of packages, or 0 where it is not known; `writing` tells whether pip has
    begun to change the environment.
    """

    total: int = 0
    text: str = "starting"
    writing: bool = False
    _seen: set[str] = field(default_factory=set)
    _name: str = ""

    def feed(self, line: str) -> None:
        """Take one line of output."""
        if match := _BYTES.match(line):
            self._downloading(int(match[1]), int(match[2]))
        elif match := _DOWNLOAD.match(line):
            self._name = match[1].rsplit("/", 1)[-1].split("-")[0]
            self.text = f"fetching {self._name}"
        elif line.startswith("Collecting "):
            self._seen.add(line.split()[1])
            self.text = f"looking up packages: {len(self._seen)}"
            if self.total:
                self.text += f" of at most {self.total}"
        elif line.startswith("Installing collected packages"):
            self.writing = True
            count = line.count(",") + 1
            self.text = "writing 1 package" if count == 1 else f"writing {count} packages"
        elif line.strip().startswith("Building wheel for"):
            self.text = "preparing to compile"
        elif match := _COMPILED.match(line):
            done, of = int(match[1]), int(match[2])
            self.text = f"compiling: {100 * done // max(of, 1)} %, file {done} of {of}"
        elif match := _PERCENT.match(line):
            self.text = f"compiling: {match[1]} %"

    def _downloading(self, done: int, of: int) -> None:
        if of:
            self.text = f"fetching {self._name or 'a file'}: {done / 1e6:.1f} of {of / 1e6:.1f} MB"
        else:
            self.text = f"fetching {self._name or 'a file'}: {done / 1e6:.1f} MB"


def explain(lines: list[str], code: int, log: Path) -> SetupError:
    """Return why pip failed and what to do, from its last lines and its exit code."""
    output = "\n".join(lines)
    if "No space left on device" in output or "not enough space" in output.lower():
        return SetupError(
            "The disk is full.", "Free some space (1.5 GB is enough), then run this command again."
        )
    if "DO NOT MATCH THE HASHES" in output:
        return SetupError(
            "A package that was fetched is not the one that the lock file names, so it was not "
            "installed.",
            "Run this command again; if it stays so, the package source in use serves changed "
            "files.",
        )
    unreachable = ("NewConnectionError", "NameResolutionError", "ConnectTimeout", "Max retries")
    if any(word in output for word in unreachable) or "(from versions: none)" in output:
        return SetupError(
            "The Python package index could not be reached.",
            "Check the network, or pip's settings for it, then run this command again; what is "
            "already there is kept.",
        )
    errors = [line for line in lines if re.match(r"\s*(?:ERROR|FAILED)\b|.*\berror: ", line)]
    if code < 0:
        reason = f"it was ended from outside (signal {-code})"
    elif errors:
        # The first one is the cause; pip's own summary comes last.
        reason = errors[0].strip().removeprefix("ERROR: ").rstrip(".")
    else:
        reason = f"it ended with exit code {code}"
    return SetupError(
        f"pip failed: {reason}.",
        f"The whole output is in {log}; run this command again.",
    )


class Pip:
    """The pip of one environment."""

    def __init__(self, venv: Venv, console: Console, env: Mapping[str, str] = os.environ) -> None:
        self._venv = venv
        self._console = console
        self.env = {key: value for key, value in env.items() if key not in _MISLEADING}
        self.env |= {
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "PIP_NO_INPUT": "1",
            "PYTHONUNBUFFERED": "1",
            "PYTHONIOENCODING": "utf-8",
        }
        if sys.platform != "win32":
            # Cleared by set-up however it ends. Windows allows too short paths to build in there.
            self.env["TMPDIR"] = str(venv.scratch)

    def install_lock(self, lock: Path, *, bars: bool = True) -> None:
        """Install exactly what `lock` names, hashes checked.

        Raises SetupError. `bars` needs pip 24.1: it tells how far each download is.
        """
        total = len(pins(lock.read_text(encoding="utf-8")))
        arguments = ["install", "--require-hashes", "--no-deps", "--requirement", str(lock)]
        with self._writing(Progress(total)) as progress:
            self.run(arguments, progress, bars=bars)

    def install_file(self, wheel: Path) -> None:
        """Install one wheel and nothing else. Raises SetupError."""
        with self._writing(Progress()) as progress:
            self.run(["install", "--no-deps", "--force-reinstall", str(wheel)], progress)

    def uninstall(self, name: str) -> None:
        """Remove one package. Raises SetupError."""
        with self._writing(Progress()) as progress:
            self.run(["uninstall", "--yes", name], progress, bars=False)

    def run(
        self,
        arguments: list[str],
        progress: Progress,
        *,
        bars: bool = True,
        env: Mapping[str, str] | None = None,
        on_line: Callable[[str], None] = lambda line: None,
    ) -> list[str]:
        """Run one pip command, showing progress, and return its last lines. Raises SetupError."""
        command = [str(self._venv.python), "-m", "pip", *arguments]
        if arguments[0] in {"install", "download", "wheel"}:
            command += ["--progress-bar", "raw" if bars else "off"]

        def take(line: str) -> None:
            progress.feed(line)
            on_line(line)

        code, lines = processes.stream(
            command,
            env={**self.env, **(env or {})},
            log=self._venv.log,
            on_line=take,
            on_tick=lambda: self._console.progress(progress.text),
        )
        if code != 0:
            raise explain(lines, code, self._venv.log)
        return lines

    @contextlib.contextmanager
    def _writing(self, progress: Progress) -> Iterator[Progress]:
        # Whatever ends this in between leaves the mark, and the environment is made anew.
        self._venv.unfinished.touch()
        try:
            yield progress
        except SetupError:
            if not progress.writing:
                self._venv.unfinished.unlink(missing_ok=True)
            raise
        self._venv.unfinished.unlink(missing_ok=True)
