"""What one download fetches, where it goes, and what is refused before a byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.scripted_transfer import sizes
from parley.core.errors import ParleyError
from parley.hub.downloads import build_called, plan
from parley.hub.downloads.places import check_apart, place_of

REPO = "some/Model-GGUF"


def refused(call, *arguments, **options) -> ParleyError:
    with pytest.raises(ParleyError) as caught:
        call(*arguments, **options)
    error = caught.value
    assert error.message.endswith(".")
    assert error.safe == "Nothing was downloaded."
    assert error.hint.endswith(".")
    return error


def made(files, name, **options):
    listed = sizes(files)
    return plan(listed, build_called(listed, name), endpoint="https://hub", **options)


# -- files ---------------------------------------------------------------------------------------


def test_a_whole_model_is_one_file_with_its_exact_size_and_hash():
    found = made({"m-Q4_K_M.gguf": 1234, "m-Q8_0.gguf": 9, "README.md": 5}, "q4_k_m")

    assert [(file.path, file.size) for file in found.files] == [("m-Q4_K_M.gguf", 1234)]
    assert found.files[0].sha256
    assert (found.size, found.label, found.licence) == (1234, "Q4_K_M", "mit")


def test_all_shards_and_the_projector_are_one_download_and_the_first_shard_comes_last():
    files = {f"Q8_0/m-Q8_0-0000{n}-of-00003.gguf": n * 10 for n in (1, 2, 3)}
    found = made({**files, "mmproj-F32.gguf": 8, "mmproj-F16.gguf": 4}, "Q8_0")

    assert [file.path for file in found.files] == [
        "mmproj-F16.gguf",
        "Q8_0/m-Q8_0-00002-of-00003.gguf",
        "Q8_0/m-Q8_0-00003-of-00003.gguf",
        "Q8_0/m-Q8_0-00001-of-00003.gguf",
    ]
    assert found.main.path.endswith("00001-of-00003.gguf")
    assert found.size == 64


def test_a_projector_can_be_left_out():
    files = {"m-Q8_0.gguf": 10, "mmproj-F16.gguf": 4}

    assert [f.path for f in made(files, "Q8_0", projector=False).files] == ["m-Q8_0.gguf"]
    assert made(files, "Q8_0").size == 14


def test_a_set_with_missing_shards_is_refused():
    files = {f"m-Q8_0-0000{n}-of-00004.gguf": 10 for n in (1, 3)}
    error = refused(made, files, "Q8_0")

    assert error.code == "download_incomplete"
    assert "Only 2 of the 4 parts" in error.message
    assert "m-Q8_0-00002-of-00004.gguf, m-Q8_0-00004-of-00004.gguf are missing" in error.message


def test_a_complete_set_goes_before_one_with_missing_shards():
    files = {"a/m-Q8_0-00001-of-00002.gguf": 10, "b/m-Q8_0.gguf": 20}

    assert made(files, "Q8_0").main.path == "b/m-Q8_0.gguf"


def test_pieces_of_bytes_are_refused():
    files = {"m-Q8_0.gguf-split-a": 10, "m-Q8_0.gguf-split-b": 10}

    assert refused(made, files, "Q8_0").code == "download_cut"


def test_what_the_engine_cannot_run_is_refused():
    error = refused(made, {"m-Q4_0_4_4.gguf": 10, "m-Q4_0.gguf": 10}, "Q4_0_4_4")

    assert error.code == "download_not_runnable"
    assert "Q4_0_4_4" in error.message


# -- names of builds -------------------------------------------------------------------------------


def test_two_builds_with_one_label_are_told_apart_by_their_files():
    files = {"a/m-Q4_0.gguf": 10, "b/m-Q4_0.gguf": 20}
    error = refused(made, files, "Q4_0")

    assert error.code == "download_ambiguous"
    assert "a/m-Q4_0.gguf, b/m-Q4_0.gguf" in error.message
    assert made(files, "b/m-q4_0.gguf").size == 20


def test_a_build_that_is_not_there_and_those_that_are():
    error = refused(made, {"m-Q4_0.gguf": 10, "m-Q8_0.gguf": 10}, "Q5_K_M")

    assert error.code == "download_no_build"
    assert error.hint == "Its builds are Q4_0, Q8_0."


@pytest.mark.parametrize(
    ("files", "words"),
    [({"README.md": 1}, "no GGUF model"), ({"m-Q4_0.gguf.part1of2": 1}, "cut into pieces")],
)
def test_a_repository_without_a_model(files, words):
    assert words in refused(made, files, "Q5_K_M").message


# -- places ----------------------------------------------------------------------------------------


def test_a_file_goes_below_its_owner_and_repository(tmp_path: Path):
    assert place_of(tmp_path, REPO, "a/b.gguf") == tmp_path / "some/Model-GGUF/a/b.gguf"


@pytest.mark.parametrize(
    "path",
    [
        "../evil.gguf",
        "a/../../evil.gguf",
        "/etc/passwd",
        "a//b.gguf",
        "a\\..\\b.gguf",
        "C:evil.gguf",
        "CON.gguf",
        "nul",
        "a/COM1.txt",
        "lpt³.gguf",
        "con .gguf",
        "CONIN$",
        "name./m.gguf",
        "m.gguf ",
        "m.gguf.",
        " m.gguf",
        "m\u202e.gguf",
        "m\n.gguf",
        "m?.gguf",
        "é" * 120 + ".gguf",
        "x" * 300 + ".gguf",
        "",
    ],
)
def test_names_that_some_system_cannot_store_or_that_leave_the_folder(tmp_path: Path, path: str):
    error = refused(place_of, tmp_path, REPO, path)

    assert error.code == "download_name"
    assert error.message.isprintable()


@pytest.mark.parametrize(
    "path", ["CONTENT.gguf", "com.gguf", "null.gguf", "a.b/c d.gguf", "é.gguf"]
)
def test_names_that_only_look_like_those(tmp_path: Path, path: str):
    assert place_of(tmp_path, REPO, path).is_relative_to(tmp_path)


def test_a_path_that_is_too_long_for_the_system(tmp_path: Path):
    error = refused(place_of, tmp_path, REPO, "m.gguf", most_path=len(str(tmp_path)))

    assert "PARLEY_HOME" in error.hint


@pytest.mark.parametrize("link", ["some", "some/Model-GGUF", "some/Model-GGUF/deep"])
def test_a_link_that_leads_out_of_the_models_folder(tmp_path: Path, link: str):
    models, outside = tmp_path / "models", tmp_path / "outside"
    outside.mkdir()
    (models / link).parent.mkdir(parents=True)
    (models / link).symlink_to(outside, target_is_directory=True)
    error = refused(place_of, models, REPO, "deep/m.gguf")

    assert error.code == "download_name"
    assert "link" in error.message


@pytest.mark.parametrize("name", ["m.gguf.part", "m.gguf.part.journal", "m.gguf.part.lock"])
def test_a_part_that_is_a_link(tmp_path: Path, name: str):
    folder = tmp_path / "models" / REPO
    folder.mkdir(parents=True)
    (folder / name).symlink_to(tmp_path / "elsewhere")

    assert refused(place_of, tmp_path / "models", REPO, "m.gguf").code == "download_name"


def test_a_folder_where_the_file_would_go(tmp_path: Path):
    (tmp_path / "o/r/m.gguf").mkdir(parents=True)

    with pytest.raises(ParleyError, match="a folder with that name is there"):
        place_of(tmp_path, "o/r", "m.gguf")


def test_a_models_folder_that_is_a_link_itself(tmp_path: Path):
    (tmp_path / "big-disk").mkdir()
    (tmp_path / "models").symlink_to(tmp_path / "big-disk", target_is_directory=True)

    assert place_of(tmp_path / "models", REPO, "m.gguf").name == "m.gguf"


def test_names_that_are_one_on_some_systems():
    error = refused(check_apart, ["a/M.gguf", "a/m.gguf"])

    assert "“a/M.gguf”" in error.message
    refused(check_apart, ["é.gguf", "e\u0301.gguf"])
    check_apart(["a/m.gguf", "b/m.gguf", "a/m.gguf"])
