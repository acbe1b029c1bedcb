"""Models that a person brings: in place or moved, what is refused, and what is recognised."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from helpers.other_programs import HubCache, Jan, Ollama, data_folder
from helpers.small_models import model_bytes, projector_bytes, put, sha256, split
from parley.core.errors import Cancelled, ParleyError
from parley.core.paths import Paths
from parley.library import Library, Measured, Model, Progress
from parley.library.elsewhere import Where


def names(library: Library) -> list[str]:
    return [each.name for each in library.scan().models]


def only(library: Library) -> Model:
    (model,) = library.scan().models
    return model


def refused(library: Library, *paths: Path, move: bool = False) -> ParleyError:
    with pytest.raises(ParleyError) as caught:
        library.import_(paths, move=move)
    return caught.value


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    """Return a folder where a person keeps files."""
    folder = tmp_path / "Downloads"
    folder.mkdir()
    return folder


@pytest.fixture
def other_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a folder on another disk than the models."""
    memory = Path("/dev/shm")
    if memory.is_dir() and memory.stat().st_dev != tmp_path.stat().st_dev:
        with tempfile.TemporaryDirectory(prefix="parley-tests-", dir=memory) as folder:
            yield Path(folder)
        return
    folder = tmp_path / "other disk"
    folder.mkdir()
    for name in ("link", "rename"):
        real = getattr(os, name)

        def refused(source: Any, target: Any, real: Any = real) -> None:
            """Say what a system with two disks would."""
            if str(source).startswith(str(folder)) != str(target).startswith(str(folder)):
                raise OSError(errno.EXDEV, "Invalid cross-device link")
            real(source, target)

        monkeypatch.setattr(os, name, refused)
    yield folder


# -- in place -------------------------------------------------------------------------------------


def test_a_file_is_listed_where_it_is(library: Library, downloads: Path) -> None:
    path = put(downloads / "tiny.gguf", model_bytes())

    (made,) = library.import_([path]).models

    assert (made.outcome, made.source, made.model.path) == ("registered", path, path)
    model = only(library)
    assert (model.path, model.origin, model.name) == (path, "imported", "tiny")
    assert library.resolve("tiny") == path
    assert path.read_bytes() == model_bytes()


def test_a_file_with_any_name(library: Library, downloads: Path) -> None:
    path = put(downloads / "a model without an extension", model_bytes())

    library.import_([path])

    assert library.resolve("a model without") == path


def test_all_parts_and_the_projector_go_along(library: Library, downloads: Path) -> None:
    parts = split(downloads, "big", 3)
    projector = put(downloads / "mmproj-big-F16.gguf", projector_bytes())

    # As a shell has them for *.gguf: the projector first, and every part by itself.
    result = library.import_([projector, *parts])

    (made,) = result.models
    assert result.refused == ()
    assert [file.path for file in made.model.files] == [*parts, projector]
    assert [file.path for file in only(library).files] == [*parts, projector]
    parts[1].unlink()
    assert only(library).state == "incomplete"
    assert only(library).missing == (parts[1].name,)


def test_any_part_stands_for_the_model(library: Library, downloads: Path) -> None:
    parts = split(downloads, "big")

    library.import_([parts[1]])

    assert only(library).path == parts[0]


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"<!DOCTYPE html>", "model_not_gguf", "web page"),
        (model_bytes()[:-10], "model_truncated", "incomplete"),
        (projector_bytes(), "model_no_chat", "multimodal projector"),
        (b"", "model_empty", "empty"),
    ],
)
def test_what_is_no_model_is_refused(
    library: Library, downloads: Path, content: bytes, code: str, words: str
) -> None:
    error = refused(library, put(downloads / "m.gguf", content))

    assert error.code == code
    assert words in error.message
    assert library.scan().models == ()


def test_a_download_that_has_not_ended_is_refused(library: Library, downloads: Path) -> None:
    error = refused(library, put(downloads / "m.gguf.part", model_bytes()))

    assert error.code == "model_unfinished"
    assert library.scan().models == ()


def test_a_part_that_lacks_the_others_is_refused(library: Library, downloads: Path) -> None:
    parts = split(downloads, "big")
    parts[1].unlink()

    assert "“big-00002-of-00002.gguf” is missing" in refused(library, parts[0]).message


def test_what_is_refused_keeps_no_other_from_being_taken(library: Library, downloads: Path) -> None:
    good = put(downloads / "good.gguf", model_bytes())
    bad = put(downloads / "bad.gguf", b"nothing")

    result = library.import_([bad, good, downloads / "none.gguf"])

    assert [each.model.path for each in result.models] == [good]
    assert [(each.path.name, each.error.code) for each in result.refused] == [
        ("bad.gguf", "model_not_gguf"), ("none.gguf", "model_missing"),
    ]  # fmt: skip


def test_a_folder_is_looked_through_from_now_on(library: Library, downloads: Path) -> None:
    put(downloads / "a" / "m.gguf", model_bytes(1))
    put(downloads / "b" / "n.gguf", model_bytes(2))
    put(downloads / "b" / "broken.gguf", b"GGUF")

    result = library.import_([downloads])

    assert sorted(each.model.name for each in result.models) == ["m", "n"]
    assert [each.path.name for each in result.refused] == ["broken.gguf"]
    assert library.folders() == (downloads,)
    put(downloads / "c" / "later.gguf", model_bytes(3))
    assert "later" in names(library)
    assert library.resolve("later") == downloads / "c" / "later.gguf"
    assert library.scan().models[0].folder == downloads


def test_a_folder_whose_disk_is_away_keeps_its_models(
    library: Library, downloads: Path, tmp_path: Path
) -> None:
    put(downloads / "m.gguf", model_bytes())
    library.import_([downloads])
    library.used(downloads / "m.gguf", Measured(decode=9.0))
    downloads.rename(tmp_path / "unplugged")

    scan = library.scan()

    assert any("is not there; its disk may be missing" in note for note in scan.notes)
    assert scan.models[0].state == "missing"
    (tmp_path / "unplugged").rename(downloads)
    assert (only(library).state, only(library).measured) == ("unknown", Measured(decode=9.0))


def test_what_is_taken_out_of_an_imported_folder_is_said_and_forgotten(
    library: Library, downloads: Path
) -> None:
    put(downloads / "m.gguf", model_bytes(1))
    path = put(downloads / "n.gguf", model_bytes(2))
    library.import_([downloads])
    library.used(path, Measured(decode=9.0))
    path.unlink()

    scan = library.scan()

    assert [each.name for each in scan.models] == ["m"]
    assert scan.notes == ("“n” is gone from the disk.",)
    assert library.scan().notes == ()
    put(path, model_bytes(2))
    assert {each.name: each.measured for each in library.scan().models} == {
        "m": None, "n": Measured(decode=9.0),
    }  # fmt: skip


def test_a_folder_without_models_is_refused(library: Library, downloads: Path) -> None:
    put(downloads / "notes.txt", b"mine")

    assert refused(library, downloads).code == "import_nothing"
    assert library.folders() == ()


def test_a_folder_that_is_forgotten_takes_its_models_along(
    library: Library, downloads: Path
) -> None:
    path = put(downloads / "m.gguf", model_bytes())
    library.import_([downloads])

    assert library.forget_folder(downloads) == 1
    assert (library.scan().models, library.scan().notes) == ((), ())
    assert path.exists()


def test_the_models_folder_itself_is_there_already(library: Library, paths: Paths) -> None:
    put(paths.models / "o" / "r" / "m.gguf", model_bytes())

    (made,) = library.import_([paths.models]).models

    assert made.outcome == "already"
    assert library.folders() == ()


def test_what_is_there_already_is_recognised(
    library: Library, downloads: Path, paths: Paths
) -> None:
    path = put(downloads / "m.gguf", model_bytes())
    library.import_([path])
    link = downloads / "another name.gguf"
    link.hardlink_to(path)

    assert [each.outcome for each in library.import_([path, link]).models] == ["already"] * 2
    assert names(library) == ["m"]


def test_the_same_content_elsewhere_is_named(
    library: Library, downloads: Path, where: Where
) -> None:
    blob = Ollama(where.home / ".ollama" / "models").add("tiny", model_bytes())
    path = put(downloads / "copy.gguf", model_bytes())
    put(downloads / "other.gguf", model_bytes(2))

    first, second = library.import_([path, downloads / "other.gguf"]).models

    assert "same content as “tiny:latest”" in first.note
    assert second.note == ""
    twins = {each.name: each.same_as for each in library.scan().models}
    # What was brought by hand is listed first.
    assert twins == {"copy": None, "other": None, "tiny:latest": path}
    assert blob.exists()


def test_the_same_content_twice_in_one_folder_is_named(library: Library, downloads: Path) -> None:
    for name in ("a.gguf", "b.gguf"):
        put(downloads / name, model_bytes())

    first, second = library.import_([downloads]).models

    assert first.note == ""
    assert "same content as “a”" in second.note
    assert [each.same_as for each in library.scan().models] == [None, downloads / "a.gguf"]


def test_a_path_that_is_not_valid_text_is_refused(library: Library, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.gguf"))
    path.write_bytes(model_bytes())

    error = refused(library, path)

    assert "not valid text" in error.message
    assert "Rename the file" in error.hint


def test_a_home_of_nobody_is_an_ordinary_name(library: Library) -> None:
    assert refused(library, Path("~nobody-is-called-so/m.gguf")).code == "model_missing"
    with pytest.raises(ParleyError, match="no model called"):
        library.find("~nobody-is-called-so/m.gguf")


def test_a_model_of_another_program_stays_listed_without_that_program(
    library: Library, where: Where
) -> None:
    path = put(where.home / ".lmstudio" / "models" / "a" / "b" / "m.gguf", model_bytes())

    library.import_([path])

    assert [each.origin for each in library.scan(elsewhere=False).models] == ["imported"]
    assert [each.origin for each in library.scan().models] == ["imported"]


def test_a_file_that_was_replaced_is_accepted_by_importing_it_again(
    library: Library, downloads: Path
) -> None:
    path = put(downloads / "m.gguf", model_bytes(1))
    library.import_([path])
    library.verify(only(library))
    put(path, model_bytes(2))
    assert library.verify(only(library)).outcome == "wrong"

    library.import_([path])

    assert only(library).state == "unknown"


# -- moved ----------------------------------------------------------------------------------------


def test_a_file_is_moved_into_the_models_folder(
    library: Library, downloads: Path, paths: Paths
) -> None:
    parts = split(downloads, "big")
    projector = put(downloads / "mmproj-F16.gguf", projector_bytes())
    put(downloads / "notes.txt", b"mine")

    (made,) = library.import_([parts[0]], move=True).models

    folder = paths.models / "imported" / "big"
    assert made.outcome == "moved"
    assert [file.path for file in made.model.files] == [
        folder / parts[0].name, folder / parts[1].name, folder / projector.name,
    ]  # fmt: skip
    assert [path.name for path in downloads.iterdir()] == ["notes.txt"]
    model = only(library)
    assert (model.origin, model.repo, model.state) == ("imported", "", "unknown")
    assert library.resolve("big") == folder / parts[0].name


@pytest.mark.parametrize(
    ("place", "target"),
    [
        ("bartowski/Tiny-GGUF/t.gguf", "bartowski/Tiny-GGUF/t.gguf"),
        ("models/someone/Tiny/t.gguf", "someone/Tiny/t.gguf"),
        ("Downloads/Tiny-GGUF/t.gguf", "imported/t/t.gguf"),
        ("some/where/t.gguf", "imported/t/t.gguf"),
        ("-x-/Tiny-GGUF/t.gguf", "imported/t/t.gguf"),
    ],
)
def test_a_path_like_one_of_the_hub_says_the_repository(
    library: Library, tmp_path: Path, paths: Paths, place: str, target: str
) -> None:
    (made,) = library.import_([put(tmp_path / place, model_bytes())], move=True).models

    assert made.model.path == paths.models / target
    assert made.model.repo == ("" if "imported" in target else target.rpartition("/")[0])


def test_a_model_of_lm_studio_is_moved_with_its_repository(
    library: Library, where: Where, paths: Paths
) -> None:
    path = put(where.home / ".lmstudio" / "models" / "own" / "er" / "m.gguf", model_bytes())

    library.import_([path], move=True)

    assert only(library).path == paths.models / "own" / "er" / "m.gguf"
    assert not path.exists()


def test_what_was_known_of_a_model_goes_along(
    library: Library, downloads: Path, clock: object
) -> None:
    path = put(downloads / "m.gguf", model_bytes())
    library.import_([path])
    library.used(path, Measured(decode=9.0))

    library.import_([path], move=True)

    model = only(library)
    assert (model.measured, model.used_at) == (Measured(decode=9.0), 1000.0)
    assert library.scan().notes == ()


def test_a_folder_is_moved_build_by_build(library: Library, downloads: Path, paths: Paths) -> None:
    put(downloads / "m.gguf", model_bytes(1))
    put(downloads / "sub" / "n.gguf", model_bytes(2))

    library.import_([downloads], move=True)

    assert sorted(names(library)) == ["m", "n"]
    assert library.folders() == ()
    assert list(downloads.rglob("*.gguf")) == []


@pytest.mark.parametrize("disk", ["downloads", "other_disk"])
def test_builds_that_share_a_projector_all_have_it_in_the_end(
    library: Library, paths: Paths, request: pytest.FixtureRequest, disk: str
) -> None:
    folder: Path = request.getfixturevalue(disk)
    for seed, label in enumerate(("Q4_0", "Q8_0")):
        put(folder / f"See-{label}.gguf", model_bytes(seed))
    put(folder / "mmproj-See-F16.gguf", projector_bytes())

    library.import_([folder], move=True)

    for model in library.scan().models:
        (projector,) = model.projectors
        assert projector.path.parent == model.path.parent
        assert projector.path.read_bytes() == projector_bytes()
    assert sorted(names(library)) == ["See-Q4_0", "See-Q8_0"]
    assert list(folder.iterdir()) == []


def test_a_build_that_stays_keeps_its_projector(library: Library, downloads: Path) -> None:
    moved, stays = (
        put(downloads / f"See-{label}.gguf", model_bytes(seed))
        for seed, label in enumerate(("Q4_0", "Q8_0"))
    )
    projector = put(downloads / "mmproj-See-F16.gguf", projector_bytes())

    library.import_([moved], move=True)

    assert only(library).projectors
    assert not moved.exists()
    assert stays.exists()
    assert projector.exists()


def test_nothing_is_overwritten(library: Library, tmp_path: Path, paths: Paths) -> None:
    there = put(paths.models / "o" / "T-GGUF" / "t.gguf", model_bytes(1))
    path = put(tmp_path / "o" / "T-GGUF" / "t.gguf", model_bytes(2))

    error = refused(library, path, move=True)

    assert error.code == "import_exists"
    assert there.read_bytes() == model_bytes(1)
    assert path.read_bytes() == model_bytes(2)


def test_a_second_model_of_a_name_gets_a_folder_of_its_own(
    library: Library, downloads: Path, paths: Paths
) -> None:
    for seed in (1, 2):
        library.import_([put(downloads / "m.gguf", model_bytes(seed))], move=True)

    assert {each.path.parent.name for each in library.scan().models} == {"m", "m-2"}


def test_the_same_content_is_not_moved_a_second_time(
    library: Library, downloads: Path, paths: Paths
) -> None:
    put(paths.models / "o" / "r" / "there.gguf", model_bytes())
    path = put(downloads / "copy.gguf", model_bytes())
    seen: list[Progress] = []

    (made,) = library.import_([path], move=True, on_progress=seen.append).models

    assert (made.outcome, made.model.name) == ("already", "there")
    assert "left where it is" in made.note
    assert path.exists()
    assert seen[-1].done == seen[-1].total == len(model_bytes())


@pytest.mark.parametrize("program", ["Ollama", "Hugging Face cache", "Jan"])
def test_what_a_program_finds_by_name_is_not_moved_away(
    library: Library, where: Where, program: str
) -> None:
    if program == "Ollama":
        path = Ollama(where.home / ".ollama" / "models").add("tiny", model_bytes())
    elif program == "Jan":
        path = Jan(data_folder(where) / "Jan" / "data").add("tiny", model_bytes())
    else:
        cache = HubCache(where.home / ".cache" / "huggingface" / "hub")
        path = cache.add("o/m", "m.gguf", model_bytes())

    error = refused(library, path, move=True)

    assert error.code == "import_not_movable"
    assert program in error.message
    assert path.exists()


def test_a_link_is_not_moved(library: Library, downloads: Path, tmp_path: Path) -> None:
    path = put(tmp_path / "big disk" / "m.gguf", model_bytes())
    link = downloads / "m.gguf"
    link.symlink_to(path)

    assert "is a link" in refused(library, link, move=True).message
    library.import_([link])
    assert only(library).path == link


# -- moved to another disk ------------------------------------------------------------------------


def test_a_copy_is_compared_before_the_file_is_deleted(
    library: Library, other_disk: Path, paths: Paths
) -> None:
    path = put(other_disk / "m.gguf", model_bytes())
    seen: list[Progress] = []

    (made,) = library.import_([path], move=True, on_progress=seen.append).models

    assert made.outcome == "moved"
    assert not path.exists()
    model = only(library)
    assert model.path.read_bytes() == model_bytes()
    assert (model.state, model.files[0].sha256) == ("verified", sha256(model_bytes()))
    assert model.files[0].computed
    # Read once to copy it, and once more what was written.
    assert seen[-1].done == seen[-1].total == 2 * len(model_bytes())


def test_a_stopped_copy_leaves_everything_where_it_was(
    library: Library, other_disk: Path, paths: Paths
) -> None:
    parts = split(other_disk, "big")
    stop = threading.Event()

    with pytest.raises(Cancelled):
        library.import_(parts[:1], move=True, on_progress=lambda _: stop.set(), stop=stop)

    assert all(part.exists() for part in parts)
    assert list(paths.models.iterdir()) == []
    assert library.scan().models == ()


def test_what_a_process_that_was_killed_left_is_cleared(
    library: Library, other_disk: Path, paths: Paths
) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    (paths.models / "imported" / "k").mkdir(parents=True)
    left, alive = (
        put(paths.models / "imported" / name / f"m.gguf.{pid}.importing", b"half")
        for name, pid in (("m", ended.pid), ("n", os.getpid()))
    )

    for seed, name in enumerate("mnk"):
        library.import_([put(other_disk / f"{name}.gguf", model_bytes(seed))], move=True)

    assert not left.exists()
    assert alive.exists()
    assert {each.path.parent.name for each in library.scan().models} == {"m", "n-2", "k"}


def test_no_room_is_said_before_anything_is_copied(
    library: Library, other_disk: Path, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(other_disk / "m.gguf", model_bytes())
    real = shutil.disk_usage(other_disk)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: real._replace(free=10**6, total=10**9))

    error = refused(library, path, move=True)

    assert error.code == "disk_full"
    assert "0 kB can be taken" in error.message
    assert path.exists()
    assert list(paths.models.iterdir()) == []


def test_a_file_that_cannot_be_deleted_is_copied_all_the_same(
    library: Library, other_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(other_disk / "m.gguf", model_bytes())
    real = Path.unlink

    def guarded(self: Path, missing_ok: bool = False) -> None:
        if self == path:
            raise PermissionError(13, "Read-only file system")
        real(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", guarded)

    (made,) = library.import_([path], move=True).models

    assert made.outcome == "moved"
    assert "could not be deleted" in made.note


def test_a_move_that_fails_half_way_is_undone(
    library: Library, downloads: Path, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = split(downloads, "big")
    real = os.link

    def failing(source: object, target: object) -> None:
        if Path(str(source)) == parts[1]:
            raise FileExistsError(errno.EEXIST, "File exists", str(target))
        real(str(source), str(target))

    monkeypatch.setattr(os, "link", failing)

    assert refused(library, parts[0], move=True).code == "import_exists"
    assert all(part.exists() for part in parts)
    assert list(paths.models.iterdir()) == []


def test_a_disk_without_hard_links(
    library: Library, downloads: Path, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(source: object, target: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", none)
    path = put(downloads / "m.gguf", model_bytes())

    library.import_([path], move=True)

    assert only(library).path == paths.models / "imported" / "m" / "m.gguf"
    assert not path.exists()
