"""Which Python runs Parley, and what a Python says that does not."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from parley_setup import pythons

_SCRIPTS = Path(__file__).resolve().parents[3] / "scripts"


@pytest.mark.parametrize(
    ("version", "fits"),
    [((3, 10), False), ((3, 11), True), ((3, 13, 2), True), ((3, 14), False), ((4, 0), False)],
)
def test_the_supported_pythons(version: tuple[int, ...], fits: bool) -> None:
    assert pythons.supported(version) is fits


def test_the_supported_pythons_are_those_of_the_project_file() -> None:
    project = (_SCRIPTS.parent / "pyproject.toml").read_text(encoding="utf-8")
    low, high = pythons.LOWEST, pythons.HIGHEST
    assert f'requires-python = ">={low[0]}.{low[1]},<{high[0]}.{high[1] + 1}"' in project


@pytest.mark.parametrize(
    "file", ["run.py", "test.py", "parley_setup/__init__.py", "parley_setup/pythons.py"]
)
def test_an_old_python_can_read_what_tells_it_so(file: str) -> None:
    ast.parse((_SCRIPTS / file).read_text(encoding="utf-8"), feature_version=(3, 6))


def test_an_unfit_python_without_another_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 8, 1, "final", 0))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PARLEY_VENV", str(tmp_path / "none"))
    with pytest.raises(SystemExit) as exit_:
        pythons.require(str(_SCRIPTS / "run.py"), [])
    assert exit_.value.code == 1
    said = capsys.readouterr().err
    assert "this is Python 3.8" in said
    assert "Install one" in said
    assert said.count("\n") == 1


def test_an_interpreter_that_fits_is_found() -> None:
    found = pythons.find(sys.platform, Path(sys.prefix))
    assert Path(found).exists()


def test_an_interpreter_that_does_not_answer_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / ("Scripts" if sys.platform == "win32" else "bin")
    folder.mkdir()
    dead = folder / ("python.exe" if sys.platform == "win32" else "python")
    dead.write_bytes(b"not a program")
    dead.chmod(0o755)
    monkeypatch.setenv("PATH", "")
    assert pythons.find(sys.platform, tmp_path) == ""


def test_windows_is_asked_through_its_launcher() -> None:
    asked = pythons.commands("win32", Path("venv"))
    assert ["py", "-3.13"] in asked
    assert ["python3.11"] in pythons.commands("linux", Path("venv"))
    assert ["py", "-3.13"] not in pythons.commands("linux", Path("venv"))


def test_the_environment_can_lie_elsewhere(tmp_path: Path) -> None:
    assert pythons.venv_folder(tmp_path, {}) == tmp_path / ".venv"
    elsewhere = tmp_path / "elsewhere"
    assert pythons.venv_folder(tmp_path, {"PARLEY_VENV": str(elsewhere)}) == elsewhere
