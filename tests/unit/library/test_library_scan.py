"""What is listed of the models on this disk, what is read again, and what is noticed."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from helpers.gguf_bytes import STRING, gguf_bytes, tensor
from helpers.other_programs import Ollama
from helpers.small_models import model_bytes, part_bytes, projector_bytes, put, sha256, split
from parley.core.database import Database
from parley.core.paths import Paths
from parley.library import DownloadedFile, Library, Measured, Model
from parley.library.elsewhere import Where


def only(library: Library) -> Model:
    (model,) = library.scan().models
    return model


def names(library: Library) -> list[str]:
    return [each.name for each in library.scan().models]


def notes(library: Library) -> str:
    return " ".join(library.scan().notes)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the model files that were opened."""
    found: list[str] = []
    real = Path.open

    def watched(self: Path, *args: object, **more: object) -> object:
        if self.suffix.lower() == ".gguf" or self.name.startswith("sha256"):
            found.append(self.name)
        return real(self, *args, **more)

    monkeypatch.setattr(Path, "open", watched)
    return found


# -- what is listed -------------------------------------------------------------------------------


def test_a_model_is_listed_with_what_its_header_says(library: Library, paths: Paths) -> None:
    content = model_bytes(name="Tiny Llama", licence="apache-2.0")
    path = put(paths.models / "someone" / "Tiny-GGUF" / "tiny-Q4_K_M.gguf", content)

    model = only(library)

    assert (model.path, model.name, model.origin, model.kind) == (
        path, "tiny-Q4_K_M", "folder", "model",
    )  # fmt: skip
    assert (model.size, model.repo, model.licence) == (
        len(content),
        "someone/Tiny-GGUF",
        "apache-2.0",
    )
    assert (model.state, model.added_at, model.used_at) == ("unknown", 1000.0, None)
    header = model.header
    assert header is not None
    assert (header.architecture, header.name, header.context) == ("llama", "Tiny Llama", 4096)
    assert header.parameters == 9 * 128
    assert header.template
    # By its tensors; its name lies.
    assert model.quantisation == "F32"


def test_the_parts_of_a_model_and_its_projector_are_one(library: Library, paths: Paths) -> None:
    folder = paths.models / "someone" / "Big-GGUF"
    parts = split(folder / "Q8_0", "Big-Q8_0", 3)
    projector = put(folder / "mmproj-Big-F16.gguf", projector_bytes())

    model = only(library)

    assert [file.path for file in model.weights] == parts
    assert [file.path for file in model.projectors] == [projector]
    assert model.size == sum(part.stat().st_size for part in parts)
    assert model.name == "Big-Q8_0"
    assert model.header is not None
    assert model.header.parameters == 3 * 32 * 32


def test_a_projector_without_a_model_stands_for_itself(library: Library, paths: Paths) -> None:
    put(paths.models / "mmproj-F16.gguf", projector_bytes())

    assert only(library).kind == "projector"


def test_what_a_file_is_for_is_read_from_its_header(library: Library, paths: Paths) -> None:
    put(paths.models / "style.gguf", gguf_bytes({
        "general.architecture": (STRING, "llama"), "general.type": (STRING, "adapter"),
    }))  # fmt: skip
    put(paths.models / "eyes.gguf", projector_bytes())

    assert {each.name: each.kind for each in library.scan().models} == {
        "style": "adapter", "eyes": "projector",
    }  # fmt: skip


def test_files_that_are_no_models_are_listed_with_the_reason(
    library: Library, paths: Paths
) -> None:
    put(paths.models / "page.gguf", b"<!DOCTYPE html><html>not found</html>")
    put(paths.models / "cut.gguf", model_bytes()[:-100])

    problems = {each.name: each.header.problem for each in library.scan().models if each.header}

    assert "web page" in problems["page"]
    assert "incomplete" in problems["cut"]


def test_a_vision_model_in_one_file_is_said_to_be_of_another_engine(
    library: Library, where: Where
) -> None:
    tensors = [tensor("blk.0.attn_q.weight", (32, 4)), tensor("v.blk.0.q", (32, 4), offset=512)]
    both = gguf_bytes({"general.architecture": (STRING, "gemma3")}, tensors, data=1024)
    Ollama(where.home / ".ollama" / "models").add("gemma3:4b", both)

    header = only(library).header

    assert header is not None
    assert "only Ollama" in header.problem


def test_hidden_files_and_waste_are_no_models(library: Library, paths: Paths) -> None:
    put(paths.models / ".Trash-1000" / "deleted.gguf", model_bytes())
    put(paths.models / "._m.gguf", b"\0" * 4096)
    put(paths.models / "$RECYCLE.BIN" / "deleted.gguf", model_bytes())

    assert library.scan().models == ()


def test_a_folder_that_links_back_is_walked_once(library: Library, paths: Paths) -> None:
    put(paths.models / "a" / "m.gguf", model_bytes())
    (paths.models / "a" / "again").symlink_to(paths.models)

    assert names(library) == ["m"]


def test_a_name_that_is_no_text_is_listed_and_not_remembered(
    library: Library, paths: Paths, opened: list[str]
) -> None:
    path = os.fsencode(paths.models) + b"/caf\xe9.gguf"
    put(Path(os.fsdecode(path)), model_bytes())
    opened.clear()

    model = only(library)

    assert model.header is not None
    assert "not valid text" in model.header.problem
    assert only(library).header == model.header
    assert opened == []


def test_the_starter_model_is_listed_first(
    paths: Paths, database: Database, where: Where, starter_model: Path
) -> None:
    put(paths.models / "a.gguf", model_bytes())
    env = {"PARLEY_STARTER_MODEL": str(starter_model)}
    library = Library(paths, database.connect, env=env, where=where)

    first = library.scan().models[0]

    assert (first.name, first.origin, first.state) == ("starter", "starter", "unchecked")
    assert (first.quantisation, first.licence) == ("Q4_1", "Apache-2.0")
    assert first.header is not None
    assert first.header.parameters > 134_000_000


# -- what is read again ---------------------------------------------------------------------------


def test_headers_of_500_models_are_read_once(
    library: Library, paths: Paths, opened: list[str]
) -> None:
    for number in range(500):
        folder = paths.models / f"o{number % 25}" / f"r{number}"
        put(folder / f"m{number}.gguf", model_bytes(number))
    opened.clear()
    seen: list[tuple[int, int]] = []

    first = library.scan(on_progress=lambda *progress: seen.append(progress))

    assert len(first.models) == 500
    assert len(opened) == 500
    assert seen[-1] == (500, 500)
    opened.clear()
    assert library.scan().models == first.models
    assert opened == []


def test_only_a_changed_header_is_read_again(
    library: Library, paths: Paths, opened: list[str]
) -> None:
    for number in range(3):
        put(paths.models / f"m{number}.gguf", model_bytes(number))
    library.scan()
    put(paths.models / "m1.gguf", model_bytes(9, name="Another one"))
    opened.clear()

    found = {each.name: each.header.name for each in library.scan().models if each.header}
    assert found["m1"] == "Another one"
    assert opened == ["m1.gguf"]


def test_a_broken_file_is_not_read_again(library: Library, paths: Paths, opened: list[str]) -> None:
    put(paths.models / "broken.gguf", b"GGUF" + b"\xff" * 100)
    library.scan()
    opened.clear()

    library.scan()

    assert opened == []


def test_the_models_folder_can_be_moved_with_its_database(
    library: Library, paths: Paths, where: Where, tmp_path: Path, opened: list[str]
) -> None:
    path = put(paths.models / "o" / "r" / "m.gguf", model_bytes())
    library.add_download(
        repo="o/r", revision="c" * 40, licence="mit",
        files=[DownloadedFile(path, path.stat().st_size, sha256(model_bytes()), 500.0)],
    )  # fmt: skip
    library.used(path, Measured(memory_bytes=7))
    paths.data.rename(tmp_path / "moved")
    opened.clear()
    moved = Paths(tmp_path / "moved")
    again = Library(moved, Database(moved.database).connect, env={"PARLEY_STARTER_MODEL": "none"})

    scan = again.scan(elsewhere=False)

    (model,) = scan.models
    assert model.path == tmp_path / "moved" / "models" / "o" / "r" / "m.gguf"
    assert (model.state, model.licence, model.measured) == ("verified", "mit", Measured(7))
    assert scan.notes == ()
    assert opened == []


# -- what is noticed ------------------------------------------------------------------------------


def download(library: Library, *paths: Path) -> None:
    library.add_download(
        repo="o/r",
        revision="c" * 40,
        licence="mit",
        files=[
            DownloadedFile(path, path.stat().st_size, sha256(path.read_bytes()), 500.0)
            for path in paths
        ],
    )


def test_a_changed_file_is_said_once_and_stays_marked(library: Library, paths: Paths) -> None:
    path = put(paths.models / "o" / "r" / "m.gguf", model_bytes(1))
    download(library, path)
    assert only(library).state == "verified"

    put(path, model_bytes(2))
    os.utime(path, (5, 5))

    first = library.scan()
    assert "“m” was changed by another program" in first.notes[0]
    assert first.models[0].state == "changed"
    assert notes(library) == ""
    assert only(library).state == "changed"


def test_a_removed_file_is_said_once_and_stays_listed(library: Library, paths: Paths) -> None:
    path = put(paths.models / "o" / "r" / "m.gguf", model_bytes())
    download(library, path)
    path.unlink()

    first = library.scan()

    assert "“m” is no longer where it was" in first.notes[0]
    model = only(library)
    assert (model.state, model.path, model.repo) == ("missing", path, "o/r")
    assert notes(library) == ""
    with pytest.raises(Exception, match="no longer at"):
        library.resolve("m")
    put(path, model_bytes())
    assert "“m” is there again." in notes(library)
    # The time of change is another one, so the content may be too.
    assert only(library).state == "changed"


def test_a_file_that_nobody_registered_and_that_is_gone_is_said_and_forgotten(
    library: Library, paths: Paths
) -> None:
    path = put(paths.models / "m.gguf", model_bytes())
    library.scan()
    path.unlink()

    scan = library.scan()

    assert scan.models == ()
    assert "“m” is gone from the disk." in scan.notes
    assert notes(library) == ""


@pytest.mark.parametrize("lost", [0, 1])
def test_a_lost_part_makes_a_model_incomplete(library: Library, paths: Paths, lost: int) -> None:
    parts = split(paths.models / "o" / "r", "big")
    download(library, *parts)
    parts[lost].unlink()

    model = only(library)

    assert model.state == "incomplete"
    assert model.missing == (parts[lost].name,)
    assert model.path == parts[0]
    assert sorted(file.state for file in model.files) == ["missing", "verified"]


def test_a_lost_projector_is_said(library: Library, paths: Paths) -> None:
    path = put(paths.models / "o" / "r" / "m.gguf", model_bytes())
    projector = put(paths.models / "o" / "r" / "mmproj-F16.gguf", projector_bytes())
    download(library, path, projector)
    assert len(only(library).projectors) == 1
    projector.unlink()

    assert "sees no images any more" in notes(library)
    assert only(library).projectors == ()
    assert only(library).state == "verified"


def test_the_same_content_twice_is_named(library: Library, paths: Paths) -> None:
    first = put(paths.models / "o" / "r" / "a.gguf", model_bytes())
    second = put(paths.models / "o" / "r" / "b.gguf", model_bytes())
    download(library, first, second)

    assert [each.same_as for each in library.scan().models] == [None, first]


def test_two_names_of_one_file_are_one_model(library: Library, paths: Paths) -> None:
    first = put(paths.models / "a.gguf", model_bytes())
    second, third = paths.models / "b.gguf", paths.models / "c.gguf"
    second.hardlink_to(first)
    third.symlink_to(first)

    model = only(library)

    assert (model.path, model.also) == (first, (second, third))
    assert model.aliases == ("b", "c")
    assert library.resolve("c") == first


def test_a_folder_that_cannot_be_read_is_said(
    library: Library, paths: Paths, where: Where, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(paths.models / "m.gguf", model_bytes())
    closed = where.home / ".ollama" / "models" / "manifests"
    closed.mkdir(parents=True)
    real = os.scandir

    def guarded(path: object = ".") -> object:
        if Path(str(path)) == closed:  # root may read everything, so no mode keeps it out
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", guarded)

    scan = library.scan()

    assert [each.name for each in scan.models] == ["m"]
    assert "could not be read (Permission denied)" in scan.notes[0]


def test_other_programs_folders_are_left_alone_where_that_is_chosen(
    paths: Paths, database: Database, where: Where
) -> None:
    Ollama(where.home / ".ollama" / "models").add("tiny", model_bytes())
    chosen = [True]
    env = {"PARLEY_STARTER_MODEL": "none"}
    library = Library(paths, database.connect, env=env, where=where, elsewhere=lambda: chosen[0])

    assert names(library) == ["tiny:latest"]
    library.used(only(library).path, Measured(decode=5.0))
    chosen[0] = False
    assert names(library) == []
    assert [each.measured for each in library.scan(elsewhere=True).models] == [Measured(decode=5.0)]
    with pytest.raises(Exception, match="no model called"):
        library.resolve("tiny")


def test_what_another_parley_wrote_differently_is_looked_at_again(
    library: Library, paths: Paths, connection: sqlite3.Connection
) -> None:
    put(paths.models / "m.gguf", model_bytes())
    library.scan()
    with connection:
        connection.execute("UPDATE models SET files = '[7]', header = '[]', measured = '1'")

    model = only(library)

    assert (model.quantisation, model.state, model.measured) == ("F32", "unknown", None)


def test_a_full_disk_keeps_nobody_from_seeing_what_is_on_it(
    paths: Paths, database: Database, where: Where
) -> None:
    for number in range(50):
        put(paths.models / f"m{number}.gguf", model_bytes(number))

    def full() -> sqlite3.Connection:
        connection = database.connect()
        connection.execute("PRAGMA max_page_count = 1")
        return connection

    library = Library(paths, full, env={"PARLEY_STARTER_MODEL": "none"}, where=where)

    scan = library.scan()

    assert len(scan.models) == 50
    assert "could not be remembered. The disk is full" in scan.notes[0]


# -- what was used --------------------------------------------------------------------------------


def test_what_was_used_and_measured_is_kept(library: Library, paths: Paths, clock: object) -> None:
    path = put(paths.models / "m.gguf", model_bytes())

    library.used(path, Measured(memory_bytes=100, prefill=50.0, decode=10.0))
    library.used(path, Measured(memory_bytes=120))

    model = only(library)
    assert model.used_at == 1000.0
    assert model.measured == Measured(120, 50.0, 10.0)
    # It was not listed before, and its header is read now.
    assert model.header is not None


def test_a_file_that_is_none_of_the_models_is_not_remembered(
    library: Library, tmp_path: Path
) -> None:
    path = put(tmp_path / "elsewhere.gguf", model_bytes())

    library.used(path, Measured(memory_bytes=1))

    assert library.scan().models == ()


def test_what_another_process_wrote_meanwhile_is_kept(library: Library, paths: Paths) -> None:
    path = put(paths.models / "o" / "r" / "m.gguf", model_bytes())

    # The download ends while the headers are read for the list.
    library.scan(on_progress=lambda *_: download(library, path))

    model = only(library)
    assert (model.origin, model.state, model.revision) == ("downloaded", "verified", "c" * 40)


def test_a_download_is_registered_with_its_hashes_however_often(
    library: Library, paths: Paths
) -> None:
    folder = paths.models / "o" / "r"
    parts = split(folder / "Q8_0", "big")
    projector = put(folder / "mmproj-F16.gguf", projector_bytes())
    other = put(folder / "other.gguf", part_bytes(1, 1))
    readme = put(folder / "README.md", b"# Big")

    download(library, *parts, projector, readme)
    download(library, *parts, projector, readme)

    models = {each.name: each for each in library.scan().models}
    big = models["big"]
    assert (big.origin, big.repo, big.revision, big.licence) == (
        "downloaded",
        "o/r",
        "c" * 40,
        "mit",
    )
    assert [file.path for file in big.files] == [*parts, projector]
    assert {file.state for file in big.files} == {"verified"}
    assert big.files[0].checked_at == 500.0
    assert models[other.stem].origin == "folder"
