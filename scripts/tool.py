"""Runs a tool of the environment, for git hooks: `python3 scripts/tool.py ruff check .`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from parley_setup import environment, pythons, steps


def main() -> int:
    """Run the module named first with the arguments after it and return its exit code."""
    root = Path(__file__).resolve().parent.parent
    venv = environment.Venv(pythons.venv_folder(root, os.environ))
    if not venv.python.exists():
        sys.stderr.write("The tools are not installed. Run: python3 scripts/test.py\n")
        return 1
    return subprocess.call(steps.module(venv, sys.argv[1:]))


if __name__ == "__main__":
    sys.exit(main())
