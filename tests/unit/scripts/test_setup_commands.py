"""The two commands as a person runs them, with an environment that is complete already."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv as venv_module
from collections.abc import Callable
from pathlib import Path

import pytest

from parley_setup import environment
from parley_setup.environment import Venv

_ROOT = Path(__file__).resolve().parents[3]
_PARLEY = """
import json, os, sys
print(json.dumps({"arguments": sys.argv[1:], "prefix": sys.prefix, "path": sys.path}))
sys.exit(int(os.environ.get("STAND_IN_EXIT", "0")))
"""
_TOOL = """
import os, sys
name = os.path.basename(__file__).removesuffix(".py")
print("ran", name, *sys.argv[1:])
print("1 passed in 0.01s") if name == "pytest" else None
sys.exit(name in os.environ.get("STAND_IN_FAILS", "").split())
"""
_LAYERS = """
import os
def lint_imports_command():
    print("ran importlinter")
    return "importlinter" in os.environ.get("STAND_IN_FAILS", "")
"""

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout with stand-ins for Parley and the tools, and a stamp that says all is there."""
    root = tmp_path_factory.mktemp("checkout with a space").resolve()
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(_ROOT / "scripts", root / "scripts", ignore=ignore)
    shutil.copy(_ROOT / "pyproject.toml", root)
    app = root / "app"
    (app / "parley").mkdir(parents=True)
    (app / "parley" / "__init__.py").touch()
    (app / "parley" / "__main__.py").write_text(_PARLEY)
    (app / "importlinter").mkdir()
    (app / "importlinter" / "__init__.py").touch()
    (app / "importlinter" / "cli.py").write_text(_LAYERS)
    for tool in ("ruff", "mypy", "pytest"):
        (app / f"{tool}.py").write_text(_TOOL)
    made = Venv(root / ".venv")
    venv_module.create(made.root, with_pip=False, symlinks=sys.platform != "win32")
    environment.link_package(made, root)
    now = environment.digest(environment.sources(root), environment.facts(root))
    environment.write_stamp(made, "test", now, [])
    return root


@pytest.fixture
def run(checkout: Path, tmp_path: Path) -> Run:
    """Runs a script of the checkout from another folder, as if without a display."""

    def start(script: str, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
        dropped = {"PYTHONPATH", "DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
        inherited = {key: value for key, value in os.environ.items() if key not in dropped}
        return subprocess.run(
            [sys.executable, str(checkout / "scripts" / script), *arguments],
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
            env={**inherited, **env},
            stdin=subprocess.DEVNULL,
        )

    return start


def test_a_complete_environment_starts_parley_without_a_word(run: Run, checkout: Path) -> None:
    answer = run("run.py", "chat", "--json", "Say hello")
    said = json.loads(answer.stdout)
    assert said["arguments"] == ["chat", "--json", "Say hello"]
    assert Path(said["prefix"]).samefile(checkout / ".venv")
    assert answer.stderr == ""
    assert answer.returncode == 0


def test_the_exit_code_is_parleys(run: Run) -> None:
    assert run("run.py", "chat", STAND_IN_EXIT="7").returncode == 7


def test_the_folder_of_the_person_is_not_imported_from(run: Run, tmp_path: Path) -> None:
    (tmp_path / "parley").mkdir()
    (tmp_path / "parley" / "__main__.py").write_text("raise SystemExit('the wrong one')")
    assert json.loads(run("run.py", "chat").stdout)["arguments"] == ["chat"]


def test_the_environment_has_a_command_that_starts_parley(checkout: Path, tmp_path: Path) -> None:
    launcher = Venv(checkout / ".venv").launcher
    (tmp_path / "parley").mkdir()
    (tmp_path / "parley" / "__main__.py").write_text("raise SystemExit('the wrong one')")
    inherited = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    callers = [launcher]
    if sys.platform != "win32":
        callers.append(tmp_path / "link")
        callers[-1].symlink_to(launcher)
    for caller in callers:
        answer = subprocess.run(
            [caller, "pull", "two words", "--help"],
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
            env={**inherited, "STAND_IN_EXIT": "7"},
        )
        assert answer.stderr == ""
        said = json.loads(answer.stdout)
        assert said["arguments"] == ["pull", "two words", "--help"]
        assert Path(said["prefix"]).samefile(checkout / ".venv")
        assert answer.returncode == 7


def test_without_arguments_a_display_decides(run: Run) -> None:
    answer = run("run.py")
    shown = sys.platform in {"win32", "darwin"}
    assert json.loads(answer.stdout)["arguments"] == ([] if shown else ["chat"])
    assert ("no display" in answer.stderr) is not shown
    with_display = run("run.py", DISPLAY=":99")
    assert json.loads(with_display.stdout)["arguments"] == []
    assert with_display.stderr == ""


def test_a_picture_needs_no_display(run: Run) -> None:
    arguments = ["--picture", "out.png", "Say hello"]
    answer = run("run.py", *arguments)
    assert json.loads(answer.stdout)["arguments"] == arguments
    assert answer.stderr == ""


def test_a_folder_with_other_things_is_left_alone(run: Run, tmp_path: Path) -> None:
    elsewhere = tmp_path / "photos"
    elsewhere.mkdir()
    (elsewhere / "holiday.jpg").write_text("sea")
    answer = run("run.py", PARLEY_VENV=str(elsewhere))
    assert answer.returncode == 1
    assert "holds other things than a virtual environment" in answer.stderr
    assert (elsewhere / "holiday.jpg").read_text() == "sea"


def test_the_tests_come_after_all_checks_and_have_the_last_word(run: Run) -> None:
    answer = run("test.py", "tests/unit", "-x")
    ran = [line for line in answer.stdout.splitlines() if line.startswith("ran ")]
    assert ran == [
        "ran ruff check .",
        "ran ruff format --check .",
        "ran mypy",
        "ran importlinter",
        "ran pytest tests/unit -x",
    ]
    assert answer.stdout.endswith("1 passed in 0.01s\n")
    assert answer.stderr == ""
    assert answer.returncode == 0


@pytest.mark.parametrize("tool", ["ruff", "mypy", "importlinter", "pytest"])
def test_one_failure_fails_the_whole_and_hides_nothing(run: Run, tool: str) -> None:
    answer = run("test.py", STAND_IN_FAILS=tool)
    assert answer.returncode == 1
    assert "ran pytest" in answer.stdout
    assert answer.stdout.endswith("1 passed in 0.01s\n")
