"""The committed lock files fit the project file and name no address."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from parley.library import starter as product
from parley_setup import packages, starter, steps

_ROOT = Path(__file__).resolve().parents[3]
_LOCKS = steps.Locks(_ROOT / "scripts" / "locks")
_FILES = sorted(_LOCKS.folder.glob("*.txt"))
_PROJECT = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))
_NEEDS: list[str] = _PROJECT["project"]["dependencies"]
_TESTS: list[str] = _PROJECT["dependency-groups"]["test"]


def _pins(file: Path) -> dict[str, list[str]]:
    return packages.pins(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", _FILES, ids=lambda file: file.name)
def test_a_lock_file_holds_pins_and_hashes_and_nothing_else(file: Path) -> None:
    pin = re.compile(r"[a-z0-9][a-z0-9._-]*==\S+( ; [^\\]+)?( \\)?")
    digest = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
    for line in file.read_text(encoding="utf-8").splitlines():
        assert pin.fullmatch(line.rstrip()) or digest.fullmatch(line), line


@pytest.mark.parametrize("file", [f for f in _FILES if f.name != "build.txt"], ids=str)
def test_every_pin_has_a_hash(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    for block in re.split(r"\n(?=\S)", text.strip()):
        assert packages.hashes(block), block


@pytest.mark.parametrize("need", _NEEDS)
def test_what_runs_is_what_the_project_asks_for(need: str) -> None:
    requirement = Requirement(need)
    name = canonicalize_name(requirement.name)
    locked = {**_pins(_LOCKS.packages("run")), **_pins(_LOCKS.engine)}
    assert all(requirement.specifier.contains(version) for version in locked[name])


@pytest.mark.parametrize("need", _NEEDS + _TESTS)
def test_what_is_tested_is_what_the_project_asks_for(need: str) -> None:
    requirement = Requirement(need)
    name = canonicalize_name(requirement.name)
    locked = {**_pins(_LOCKS.packages("test")), **_pins(_LOCKS.engine)}
    assert all(requirement.specifier.contains(version) for version in locked[name])


def test_what_runs_is_what_is_tested() -> None:
    tested = _pins(_LOCKS.packages("test"))
    assert _pins(_LOCKS.packages("run")).items() <= tested.items()


def test_the_engine_is_obtained_by_itself_and_its_needs_with_the_rest() -> None:
    run = _pins(_LOCKS.packages("run"))
    assert "llama-cpp-python" not in run
    assert {"numpy", "jinja2", "diskcache", "typing-extensions"} <= run.keys()
    assert len(_pins(_LOCKS.engine)["llama-cpp-python"]) == 1


def test_set_up_and_the_product_mean_the_same_starter_model() -> None:
    assert (starter.NAME, starter.BYTES, starter.SHA256) == (
        product.FILE,
        product.SIZE,
        product.SHA256,
    )
