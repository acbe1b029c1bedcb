"""What pip is told, what it is heard to say, and what a person reads when it fails."""

from __future__ import annotations

import base64
import hashlib
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from parley_setup import environment
from parley_setup.console import Console, SetupError
from parley_setup.environment import Venv
from parley_setup.packages import Pip, Progress, explain, hashes, pins

_LOG = Path("the.log")


def test_pins_are_read_with_all_their_versions() -> None:
    text = f"""Ruamel_Yaml==1.2 \\
    --hash=sha256:{"a" * 64}
numpy==2.3.5 ; python_full_version < '3.13' \\
    --hash=sha256:{"b" * 64}
numpy==2.5.5 ; python_full_version >= '3.13'
"""
    assert pins(text) == {"ruamel-yaml": ["1.2"], "numpy": ["2.3.5", "2.5.5"]}
    assert hashes(text) == {"a" * 64, "b" * 64}


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["Collecting rich==15.0.0 (from -r x)"], "looking up packages: 1 of at most 9"),
        (
            [
                "  Downloading pyside6_essentials-6.11.3-cp310-abi3-manylinux.whl (80.3 MB)",
                "Progress 40150000 of 80300000",
            ],
            "fetching pyside6_essentials: 40.1 of 80.3 MB",
        ),
        (["Progress 1500000 of 0"], "fetching a file: 1.5 MB"),
        (["Installing collected packages: a, b, c"], "writing 3 packages"),
        (["  [48/193] /usr/bin/g++ -O3"], "compiling: 24 %, file 48 of 193"),
        (["  [ 31%] Building CXX object ggml.cpp.o"], "compiling: 31 %"),
        (["Requirement already satisfied: rich"], "starting"),
    ],
)
def test_progress_in_words(lines: list[str], text: str) -> None:
    progress = Progress(total=9)
    for line in lines:
        progress.feed(line)
    assert progress.text == text


@pytest.mark.parametrize(
    ("lines", "code", "message"),
    [
        (
            ["ERROR: Could not install packages: [Errno 28] No space left on device"],
            1,
            "The disk is full.",
        ),
        (
            ["ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE."],
            1,
            "A package that was fetched is not the one that the lock file names",
        ),
        (
            ["WARNING: Retrying after connection broken by 'NewConnectionError(…)'"],
            1,
            "The Python package index could not be reached.",
        ),
        (
            ["ERROR: Could not find a version that satisfies x (from versions: none)"],
            1,
            "The Python package index could not be reached.",
        ),
        (
            ["  x.cpp:3:1: error: expected ‘;’", "ERROR: Failed to build one or more wheels"],
            1,
            "pip failed: x.cpp:3:1: error: expected ‘;’.",
        ),
        (["[17/193] cmake -E symlink"], -9, "pip failed: it was ended from outside (signal 9)."),
        ([], 2, "pip failed: it ended with exit code 2."),
    ],
)
def test_a_failure_is_explained(lines: list[str], code: int, message: str) -> None:
    error = explain(lines, code, _LOG)
    assert error.message.startswith(message)
    assert "again" in error.hint


def test_it_is_known_whether_the_environment_was_touched() -> None:
    progress = Progress()
    progress.feed("Collecting rich==15.0.0")
    assert not progress.writing
    progress.feed("Installing collected packages: rich")
    assert progress.writing


def _wheel(folder: Path) -> tuple[Path, str]:
    """Write a package of one module; return its file and its SHA-256."""
    files = {
        "stand_in.py": b"ANSWER = 42\n",
        "stand_in-1.0.dist-info/METADATA": b"Metadata-Version: 2.1\nName: stand-in\nVersion: 1.0\n",
        "stand_in-1.0.dist-info/WHEEL": (
            b"Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        ),
    }
    record = ""
    for name, content in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        record += f"{name},sha256={digest},{len(content)}\n"
    files["stand_in-1.0.dist-info/RECORD"] = record.encode()
    path = folder / "stand_in-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path, hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.slow
def test_only_what_the_lock_file_names_is_installed(tmp_path: Path) -> None:
    venv = Venv(tmp_path / "venv")
    environment.make(venv, Console(io.StringIO(), 1))
    venv.scratch.mkdir()
    shop = tmp_path / "shop"
    shop.mkdir()
    _, digest = _wheel(shop)
    env = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(shop), "PATH": "", "PIP_USER": "1"}
    if sys.platform == "win32":
        env["SYSTEMROOT"] = r"C:\Windows"
    pip = Pip(venv, Console(io.StringIO(), 1), env)
    lock = tmp_path / "lock.txt"

    lock.write_text(f"stand-in==1.0 --hash=sha256:{'0' * 64}\n")
    with pytest.raises(SetupError, match="not the one that the lock file names"):
        pip.install_lock(lock, bars=False)
    assert not (venv.site_packages / "stand_in.py").exists()
    assert environment.state(venv) == "good"

    lock.write_text("absent==1.0 --hash=sha256:" + "0" * 64 + "\n")
    with pytest.raises(SetupError, match="could not be reached"):
        pip.install_lock(lock, bars=False)

    lock.write_text(f"stand-in==1.0 --hash=sha256:{digest}\n")
    pip.install_lock(lock, bars=False)
    answer = subprocess.run(
        [venv.python, "-c", "import stand_in; print(stand_in.ANSWER)"],
        capture_output=True,
        check=True,
        text=True,
        env={},
    )
    assert answer.stdout.strip() == "42"
    assert "stand-in" in venv.log.read_text(encoding="utf-8")
