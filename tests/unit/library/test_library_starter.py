"""Where the starter model is found, and that it is the one that is meant."""

from __future__ import annotations

import hashlib
from pathlib import Path

from parley.library import starter, starter_path


def placed(folder: Path) -> Path:
    path = folder / "share" / "parley" / "models" / starter.FILE
    path.parent.mkdir(parents=True)
    path.write_bytes(b"x")
    return path


def test_it_belongs_to_the_installation(tmp_path: Path) -> None:
    assert starter_path(str(tmp_path), {}) is None
    path = placed(tmp_path)
    assert starter_path(str(tmp_path), {}) == path
    assert starter_path(str(tmp_path), {"PARLEY_HOME": str(tmp_path / "empty")}) == path


def test_the_environment_goes_first_even_where_nothing_is(tmp_path: Path) -> None:
    placed(tmp_path)
    named = tmp_path / "other.gguf"

    assert starter_path(str(tmp_path), {"PARLEY_STARTER_MODEL": str(named)}) == named


def test_a_frozen_program_has_it_in_its_folder(tmp_path: Path) -> None:
    program = tmp_path / "parley" / "parley.exe"
    path = placed(program.parent)

    assert starter_path(str(tmp_path), {}, program=str(program)) == path


def test_the_file_here_is_the_one_described(starter_model: Path) -> None:
    with starter_model.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()

    assert starter_model.stat().st_size == starter.SIZE
    assert digest == starter.SHA256
