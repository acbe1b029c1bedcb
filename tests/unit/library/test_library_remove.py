"""What removing a model would free, what it deletes, and whose models it leaves alone."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from helpers.other_programs import Ollama
from helpers.small_models import model_bytes, projector_bytes, put, split
from parley.core.database import Database
from parley.core.errors import ParleyError
from parley.core.files import disk_full
from parley.core.paths import Paths
from parley.library import Library
from parley.library.elsewhere import Where
from parley.library.removing import Removal


def plan(library: Library, name: str, *, delete_file: bool = False) -> Removal:
    scan = library.scan()
    return library.removal(library.find(name, scan), scan, delete_file=delete_file)


def remove(library: Library, name: str, *, delete_file: bool = False) -> Removal:
    planned = plan(library, name, delete_file=delete_file)
    library.remove(planned)
    return planned


def names(library: Library) -> list[str]:
    return [each.name for each in library.scan().models]


def test_all_parts_go_and_the_empty_folders(library: Library, paths: Paths) -> None:
    parts = split(paths.models / "o" / "r" / "Q8_0", "big", 3)
    projector = put(paths.models / "o" / "r" / "mmproj-F16.gguf", projector_bytes())
    put(paths.models / "o" / "other" / "m.gguf", model_bytes())

    planned = plan(library, "big")

    assert planned.delete == (*parts, projector)
    assert planned.freed == sum(path.stat().st_size for path in planned.delete)
    assert all(part.exists() for part in parts)
    library.remove(planned)
    assert [path.name for path in (paths.models / "o").iterdir()] == ["other"]
    scan = library.scan()
    assert [each.name for each in scan.models] == ["m"]
    assert scan.notes == ()


def test_a_projector_stays_while_another_build_needs_it(library: Library, paths: Paths) -> None:
    folder = paths.models / "o" / "r"
    put(folder / "m-Q4_0.gguf", model_bytes(1))
    put(folder / "m-Q8_0.gguf", model_bytes(2))
    projector = put(folder / "mmproj-m-F16.gguf", projector_bytes())

    first = remove(library, "m-Q4_0")

    assert first.freed == len(model_bytes())
    assert "mmproj-m-F16.gguf stays, because another model needs it." in first.stays
    assert projector.exists()
    assert remove(library, "m-Q8_0").delete == (folder / "m-Q8_0.gguf", projector)
    assert list(paths.models.iterdir()) == []


def test_parts_of_downloads_are_named_and_stay(library: Library, paths: Paths) -> None:
    folder = paths.models / "o" / "r"
    put(folder / "m.gguf", model_bytes())
    part = put(folder / "m-Q8_0.gguf.part", b"half")

    planned = remove(library, "m")

    assert planned.leftovers == (part,)
    assert part.read_bytes() == b"half"


def test_what_was_imported_in_place_is_only_forgotten(library: Library, tmp_path: Path) -> None:
    path = put(tmp_path / "mine" / "m.gguf", model_bytes())
    library.import_([path])

    planned = remove(library, "m")

    assert (planned.delete, planned.freed) == ((), 0)
    assert f"The file {path} stays where it is." in planned.stays
    assert path.exists()
    assert names(library) == []


def test_what_was_imported_in_place_is_deleted_where_that_is_asked_for(
    library: Library, tmp_path: Path
) -> None:
    path = put(tmp_path / "mine" / "m.gguf", model_bytes())
    library.import_([path])

    planned = remove(library, "m", delete_file=True)

    assert planned.freed == len(model_bytes())
    assert not path.exists()
    # The person's own folder stays.
    assert path.parent.exists()


def test_a_model_in_an_imported_folder_stays_forgotten(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    path = put(folder / "m.gguf", model_bytes(1))
    put(folder / "n.gguf", model_bytes(2))
    library.import_([folder])

    remove(library, "m")

    assert names(library) == ["n"]
    with pytest.raises(ParleyError):
        library.resolve("m")
    library.import_([path])
    assert names(library) == ["m", "n"]


def test_the_models_of_other_programs_are_theirs(library: Library, where: Where) -> None:
    Ollama(where.home / ".ollama" / "models").add("tiny", model_bytes())

    with pytest.raises(ParleyError) as caught:
        plan(library, "tiny", delete_file=True)

    assert caught.value.code == "model_not_removable"
    assert "belongs to another program (Ollama)" in caught.value.message
    assert "ollama rm tiny:latest" in caught.value.hint


def test_the_starter_model_is_parleys_own(
    paths: Paths, database: Database, where: Where, tmp_path: Path
) -> None:
    path = put(tmp_path / "s.gguf", model_bytes())
    env = {"PARLEY_STARTER_MODEL": str(path)}
    library = Library(paths, database.connect, env=env, where=where)

    with pytest.raises(ParleyError, match="belongs to Parley itself"):
        plan(library, "starter")


def test_bytes_with_another_name_are_not_freed(
    library: Library, paths: Paths, tmp_path: Path
) -> None:
    path = put(paths.models / "o" / "r" / "m.gguf", model_bytes())
    (tmp_path / "also.gguf").hardlink_to(path)

    planned = remove(library, "m")

    assert planned.freed == 0
    assert planned.stays == ("m.gguf has another name on this disk, so deleting it frees nothing.",)
    assert not path.exists()


def test_two_names_that_both_go_free_the_bytes_once(library: Library, paths: Paths) -> None:
    folder = paths.models / "o" / "r"
    parts = split(folder, "big")
    parts[1].unlink()
    parts[1].hardlink_to(parts[0])

    assert plan(library, "big").freed == parts[0].stat().st_size


def test_a_link_is_removed_and_its_file_stays(
    library: Library, paths: Paths, tmp_path: Path
) -> None:
    path = put(tmp_path / "big disk" / "m.gguf", model_bytes())
    link = paths.models / "m.gguf"
    link.symlink_to(path)

    planned = remove(library, "m")

    assert planned.freed == 0
    assert "m.gguf is a link; the file it leads to stays." in planned.stays
    assert path.exists()
    assert not link.is_symlink()


def test_what_lies_behind_a_link_to_another_folder_stays(
    library: Library, paths: Paths, tmp_path: Path
) -> None:
    path = put(tmp_path / "mine" / "r" / "m.gguf", model_bytes())
    paths.models.mkdir(exist_ok=True)
    (paths.models / "o").symlink_to(tmp_path / "mine", target_is_directory=True)

    planned = remove(library, "m")

    assert planned.delete == ()
    assert path.exists()
    assert names(library) == []
    library.import_([paths.models / "o" / "r" / "m.gguf"])
    assert names(library) == ["m"]
    remove(library, "m", delete_file=True)
    assert not path.exists()
    # The person's own folders stay.
    assert path.parent.exists()


def test_a_models_folder_that_is_a_link_is_the_models_folder(
    library: Library, paths: Paths, tmp_path: Path
) -> None:
    paths.models.rmdir()
    (tmp_path / "big disk").mkdir()
    paths.models.symlink_to(tmp_path / "big disk", target_is_directory=True)
    put(paths.models / "o" / "r" / "m.gguf", model_bytes())

    assert remove(library, "m").freed == len(model_bytes())
    assert list((tmp_path / "big disk").iterdir()) == []


def test_nothing_is_deleted_while_another_program_keeps_the_database(
    impatient: Library, paths: Paths, database: Database
) -> None:
    path = put(paths.models / "m.gguf", model_bytes())
    planned = plan(impatient, "m")
    with contextlib.closing(database.connect()) as other:
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(ParleyError) as caught:
            impatient.remove(planned)

        assert caught.value.code == "database_busy"
        assert path.exists()
    impatient.remove(planned)
    assert not path.exists()


def test_a_model_is_removed_where_the_database_is_out_of_reach(
    paths: Paths, where: Where, database: Database
) -> None:
    path = put(paths.models / "m.gguf", model_bytes())
    full = True

    def connect() -> sqlite3.Connection:
        if full:
            raise disk_full(paths.database)
        return database.connect()

    library = Library(paths, connect, env={"PARLEY_STARTER_MODEL": "none"}, where=where)
    assert "could not be read. The disk is full" in library.scan().notes[0]

    remove(library, "m")

    assert not path.exists()
    full = False
    assert library.scan().notes == ()


def test_a_model_that_is_gone_is_forgotten(library: Library, tmp_path: Path) -> None:
    path = put(tmp_path / "m.gguf", model_bytes())
    library.import_([path])
    path.unlink()
    library.scan()

    assert remove(library, "m").freed == 0
    assert names(library) == []


def test_an_incomplete_model_can_be_removed(library: Library, paths: Paths) -> None:
    parts = split(paths.models / "o" / "r", "big")
    parts[0].unlink()

    assert remove(library, "big").delete == (parts[1],)
    assert names(library) == []


@pytest.mark.parametrize(("windows", "code"), [(32, "model_in_use"), (None, "model_not_deleted")])
def test_a_file_that_cannot_be_deleted_is_said(
    library: Library,
    paths: Paths,
    monkeypatch: pytest.MonkeyPatch,
    windows: int | None,
    code: str,
) -> None:
    parts = split(paths.models / "o" / "r", "big")
    planned = plan(library, "big")

    def guarded(self: Path, missing_ok: bool = False) -> None:
        error = PermissionError(13, "in use")
        if windows is not None:
            error.winerror = windows  # type: ignore[attr-defined,unused-ignore]
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", guarded)
        with pytest.raises(ParleyError) as caught:
            library.remove(planned)

    assert caught.value.code == code
    assert "Nothing was deleted." in caught.value.safe
    assert all(part.exists() for part in parts)
    assert names(library) == ["big"]
