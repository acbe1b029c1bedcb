"""From what is typed to the file that is meant, and what is said where none is."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from helpers.gguf_bytes import gguf_bytes, tensor
from parley.core.database import Database
from parley.core.errors import ParleyError
from parley.core.launching import command
from parley.core.paths import Paths
from parley.library import Library

WHOLE = gguf_bytes(tensors=[tensor("t", (32,))], data=128)


def put(folder: Path, *names: str, content: bytes = WHOLE) -> None:
    for number, name in enumerate(names):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        # Of different sizes: two of one name and size count as the same.
        path.write_bytes(content + bytes(number))


@pytest.fixture
def library(paths: Paths, tmp_path: Path) -> Library:
    """Return a library without a database, and without a starter model that is there."""
    return Library(paths, env={"HOME": str(tmp_path / "person"), "PARLEY_STARTER_MODEL": "none"})


@pytest.fixture
def models(paths: Paths) -> Path:
    """A models folder as Parley lays it out."""
    put(
        paths.models,
        "bartowski/Llama-3.2-1B-Instruct-GGUF/Llama-3.2-1B-Instruct-Q4_K_M.gguf",
        "bartowski/Llama-3.2-3B-Instruct-GGUF/Llama-3.2-3B-Instruct-Q4_K_M.gguf",
        "tiny.GGUF",
    )
    for number in (1, 2):
        split = {
            "general.architecture": (8, "llama"),
            "split.count": (2, 2),
            "split.no": (2, number - 1),
        }
        part = gguf_bytes(split, [tensor(f"t{number}", (32,))], data=128)
        put(paths.models, f"mistralai/Big/Big-0000{number}-of-00002.gguf", content=part)
    (paths.models / "mistralai" / "Big" / "README.md").write_bytes(b"# Big")
    return paths.models


def failure(library: Library, name: str) -> ParleyError:
    with pytest.raises(ParleyError) as caught:
        library.resolve(name)
    return caught.value


def test_the_starter_model(paths: Paths, tmp_path: Path) -> None:
    library = Library(paths, env={"PARLEY_STARTER_MODEL": str(tmp_path / "s.gguf")})

    assert library.resolve("starter") == tmp_path / "s.gguf"
    assert library.resolve("Starter") == tmp_path / "s.gguf"


def test_an_existing_path(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "any name"
    path.write_bytes(b"x")
    monkeypatch.chdir(tmp_path)

    assert library.resolve(str(path)) == path
    assert library.resolve("any name") == path


def test_no_database_is_opened_for_a_path_or_the_starter_model(
    paths: Paths, tmp_path: Path
) -> None:
    def connect() -> sqlite3.Connection:
        raise AssertionError

    path = tmp_path / "m.gguf"
    path.write_bytes(WHOLE)
    library = Library(paths, connect, env={"PARLEY_STARTER_MODEL": str(path)})

    assert library.resolve(str(path)) == path
    assert library.resolve("starter") == path


def test_a_name_is_found_although_the_database_cannot_be_read(
    paths: Paths, database: Database, tmp_path: Path
) -> None:
    put(paths.models, "m.gguf")
    paths.database.write_bytes(b"no database at all" * 100)

    library = Library(paths, database.connect, env={"HOME": str(tmp_path)})

    assert library.resolve("m") == paths.models / "m.gguf"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("llama-3.2-1b", "Llama-3.2-1B-Instruct-Q4_K_M.gguf"),
        ("Llama-3.2-3B-Instruct-Q4_K_M", "Llama-3.2-3B-Instruct-Q4_K_M.gguf"),
        ("LLAMA-3.2-3B-INSTRUCT-Q4_K_M.GGUF", "Llama-3.2-3B-Instruct-Q4_K_M.gguf"),
        ("bartowski/Llama-3.2-1B-Instruct-GGUF", "Llama-3.2-1B-Instruct-Q4_K_M.gguf"),
        ("bartowski/Llama-3.2-1B-Instruct-GGUF:q4_k_m", "Llama-3.2-1B-Instruct-Q4_K_M.gguf"),
        ("bartowski\\llama-3.2-1", "Llama-3.2-1B-Instruct-Q4_K_M.gguf"),
        ("big", "Big-00001-of-00002.gguf"),
        ("tiny", "tiny.GGUF"),
    ],
)
def test_a_name_or_its_unique_beginning(
    models: Path, library: Library, name: str, found: str
) -> None:
    path = library.resolve(name)

    assert path.name == found
    assert path.is_file()


def test_an_ambiguous_name_is_answered_with_the_candidates(models: Path, library: Library) -> None:
    error = failure(library, "llama")

    assert error.code == "model_ambiguous"
    assert "Llama-3.2-1B-Instruct-Q4_K_M.gguf" in error.message
    assert "Llama-3.2-3B-Instruct-Q4_K_M.gguf" in error.message


def test_a_repository_with_several_builds_wants_the_quantisation(
    library: Library, paths: Paths
) -> None:
    put(paths.models, "o/M-GGUF/m-Q4_K_M.gguf", "o/M-GGUF/m-UD-Q6_K_XL.gguf")

    error = failure(library, "o/m-gguf")

    assert error.code == "model_ambiguous"
    assert "o/m-gguf:Q4_K_M" in error.hint
    assert library.resolve("o/m-gguf:Q6_K_XL").name == "m-UD-Q6_K_XL.gguf"
    assert failure(library, "o/m-gguf:Q8_0").code == "model_not_found"


def test_a_whole_name_wins_over_a_longer_one(library: Library, paths: Paths) -> None:
    put(paths.models, "m.gguf", "m-large.gguf")

    assert library.resolve("m").name == "m.gguf"


def test_a_model_wins_over_its_projector(library: Library, paths: Paths) -> None:
    put(paths.models, "o/r/see-Q4_0.gguf", "o/r/mmproj-see-F16.gguf")

    assert library.resolve("o/r").name == "see-Q4_0.gguf"
    assert library.resolve("see").name == "see-Q4_0.gguf"


def test_an_incomplete_model_is_never_returned(
    models: Path, library: Library, paths: Paths
) -> None:
    (models / "mistralai" / "Big" / "Big-00002-of-00002.gguf").unlink()
    put(paths.models, "cut.gguf", content=WHOLE[:-20])

    error = failure(library, "big")
    assert error.code == "model_incomplete"
    assert "Big-00002-of-00002.gguf" in error.message
    assert command("pull", "mistralai/Big") in error.hint
    error = failure(library, "cut")
    assert error.code == "model_truncated"
    assert "incomplete" in error.message


def test_a_whole_model_wins_over_an_incomplete_one(models: Path, library: Library) -> None:
    (models / "mistralai" / "Big" / "Big-00002-of-00002.gguf").unlink()
    put(models, "Bigger.gguf")

    assert library.resolve("big").name == "Bigger.gguf"


def test_an_unknown_name_is_answered_with_what_is_there(models: Path, library: Library) -> None:
    error = failure(library, "qwen")

    assert error.code == "model_not_found"
    assert "“qwen”" in error.message
    assert "Llama-3.2-1B-Instruct-Q4_K_M" in error.hint
    assert "00002" not in error.hint


@pytest.mark.parametrize("name", ["/nowhere/x.gguf", "x.gguf", "", "a\0b", "n" * 5000, "~no/x"])
def test_nothing_there(library: Library, name: str) -> None:
    assert failure(library, name).code == "model_not_found"


def test_a_name_does_not_lead_out_of_the_models_folder(
    library: Library, paths: Paths, models: Path
) -> None:
    put(paths.models.parent, "secret.gguf")

    assert failure(library, "../secret").code == "model_not_found"


def test_no_models_folder_holds_no_models(tmp_path: Path) -> None:
    library = Library(Paths(tmp_path / "none"), env={"PARLEY_STARTER_MODEL": "none"})

    assert library.scan(elsewhere=False).models == ()
