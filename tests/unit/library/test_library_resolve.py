"""From what is typed to the file that is meant, and what is said where none is."""

from __future__ import annotations

from pathlib import Path

import pytest

from parley.core.errors import ParleyError
from parley.core.paths import Paths
from parley.library import installed, resolve

NO_STARTER: dict[str, str] = {}


@pytest.fixture
def models(paths: Paths) -> Path:
    """A models folder as Parley lays it out."""
    for name in (
        "bartowski/Llama-3.2-1B-Instruct-GGUF/Llama-3.2-1B-Instruct-Q4_K_M.gguf",
        "bartowski/Llama-3.2-3B-Instruct-GGUF/Llama-3.2-3B-Instruct-Q4_K_M.gguf",
        "mistralai/Big/Big-00001-of-00002.gguf",
        "mistralai/Big/Big-00002-of-00002.gguf",
        "mistralai/Big/README.md",
        "tiny.GGUF",
    ):
        path = paths.models / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"GGUF")
    return paths.models


def failure(name: str, paths: Paths, env: dict[str, str] | None = None) -> ParleyError:
    with pytest.raises(ParleyError) as caught:
        resolve(name, paths, env=env)
    return caught.value


def test_the_starter_model(paths: Paths, tmp_path: Path) -> None:
    env = {"PARLEY_STARTER_MODEL": str(tmp_path / "s.gguf")}

    assert resolve("starter", paths, env=env) == tmp_path / "s.gguf"
    assert resolve("Starter", paths, env=env) == tmp_path / "s.gguf"


def test_an_existing_path(paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "any name"
    path.write_bytes(b"x")
    monkeypatch.chdir(tmp_path)

    assert resolve(str(path), paths) == path
    assert resolve("any name", paths) == path


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("llama-3.2-1b", "Llama-3.2-1B-Instruct-Q4_K_M.gguf"),
        ("Llama-3.2-3B-Instruct-Q4_K_M", "Llama-3.2-3B-Instruct-Q4_K_M.gguf"),
        ("LLAMA-3.2-3B-INSTRUCT-Q4_K_M.GGUF", "Llama-3.2-3B-Instruct-Q4_K_M.gguf"),
        ("bartowski/Llama-3.2-1B-Instruct-GGUF", "Llama-3.2-1B-Instruct-Q4_K_M.gguf"),
        ("bartowski\\llama-3.2-1", "Llama-3.2-1B-Instruct-Q4_K_M.gguf"),
        ("big", "Big-00001-of-00002.gguf"),
        ("tiny", "tiny.GGUF"),
    ],
)
def test_a_name_or_its_unique_beginning(models: Path, paths: Paths, name: str, found: str) -> None:
    path = resolve(name, paths)

    assert path.name == found
    assert path.is_file()


def test_an_ambiguous_name_is_answered_with_the_candidates(models: Path, paths: Paths) -> None:
    error = failure("llama", paths)

    assert error.code == "model_ambiguous"
    assert "Llama-3.2-1B-Instruct-Q4_K_M.gguf" in error.message
    assert "Llama-3.2-3B-Instruct-Q4_K_M.gguf" in error.message


def test_a_whole_name_wins_over_a_longer_one(paths: Paths) -> None:
    for name in ("m.gguf", "m-large.gguf"):
        (paths.models / name).write_bytes(b"x")

    assert resolve("m", paths).name == "m.gguf"


def test_an_unknown_name_is_answered_with_what_is_there(models: Path, paths: Paths) -> None:
    error = failure("qwen", paths)

    assert error.code == "model_not_found"
    assert "“qwen”" in error.message
    assert "Llama-3.2-1B-Instruct-Q4_K_M" in error.hint
    assert "00002" not in error.hint


@pytest.mark.parametrize("name", ["/nowhere/x.gguf", "x.gguf", "", "a\0b", "n" * 5000])
def test_nothing_there(paths: Paths, name: str) -> None:
    assert failure(name, paths).code == "model_not_found"


def test_a_name_does_not_lead_out_of_the_models_folder(paths: Paths, models: Path) -> None:
    outside = paths.models.parent / "secret.gguf"
    outside.write_bytes(b"x")

    assert failure("../secret", paths).code == "model_not_found"


def test_no_models_folder_holds_no_models(tmp_path: Path) -> None:
    assert installed(tmp_path / "none") == []
