"""The real program as a process of its own, as a person or a script would start it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

#: Seconds after which a program that should have ended is a failure; no measure of speed.
PATIENCE = 180


class Ended:
    """How the program ended and what it printed."""

    def __init__(self, code: int, out: bytes, err: bytes) -> None:
        self.code = code
        self.out = out.decode()
        self.err = err.decode()

    def __repr__(self) -> str:
        return f"exit code {self.code}\n--- stdout\n{self.out}\n--- stderr\n{self.err}"

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The JSON objects on stdout."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def text(self) -> str:
        """The text of all tokens."""
        return "".join(each["text"] for each in self.lines if each["type"] == "token")


def environment(home: Path, **more: str) -> dict[str, str]:
    """Return an environment in which Parley lives in `home`."""
    return {**os.environ, "PARLEY_HOME": str(home), **more}


def started(home: Path, *argv: str, **more: Any) -> subprocess.Popen[bytes]:
    """Start Parley with pipes; the caller ends it."""
    return subprocess.Popen(
        [sys.executable, "-m", "parley", *argv],
        env=environment(home),
        stdin=more.pop("stdin", subprocess.DEVNULL),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **more,
    )


def ran(home: Path, *argv: str, stdin: bytes | None = None) -> Ended:
    """Run Parley to its end; without `stdin` nothing comes through its standard input."""
    done = subprocess.run(
        [sys.executable, "-m", "parley", *argv],
        env=environment(home),
        input=stdin if stdin is not None else b"",
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)
