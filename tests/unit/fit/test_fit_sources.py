"""From what a person types to a place with builds, and to the headers in it."""

from __future__ import annotations

import shutil

import pytest

from helpers.gguf_models import tiny
from helpers.local_hub import LocalHub
from helpers.shelves import publish, shelf
from helpers.tiny_models import sharded
from parley.core.errors import ParleyError
from parley.core.network import Network
from parley.fit.sources import Sources
from parley.hub import Hub

NAME = "someone/Small-GGUF"


@pytest.fixture
def local_hub():
    with LocalHub() as hub:
        yield hub


@pytest.fixture
def network():
    return Network()


@pytest.fixture
def sources(paths, local_hub, network, starter_model):
    def hub():
        return Hub(paths.cache / "hub", network, endpoint=local_hub.endpoint, wait=lambda _: None)

    return Sources(paths, hub, {"PARLEY_STARTER_MODEL": str(starter_model)})


@pytest.fixture
def published(local_hub, tmp_path):
    """Return a repository with two builds, what it has besides, and its folder."""
    folder = shelf(tmp_path / "published", labels=("Q4_K_M", "Q8_0"))
    (folder / "mmproj-llama-3.2-1b-F16.gguf").write_bytes(bytes(1000))
    (folder / "llama-3.2-1b.imatrix.gguf").write_bytes(bytes(10))
    (folder / "README.md").write_bytes(b"# Small")
    publish(local_hub, NAME, folder)
    return folder


def labels(source):
    return [build.label for build in source.builds]


def refusal(sources, target):
    with pytest.raises(ParleyError) as caught:
        sources.find(target)
    return caught.value


# -- on this computer ---------------------------------------------------------------------------


def test_a_file(sources, tmp_path):
    path = tiny(tmp_path / "some-Q4_0.gguf")

    source = sources.find(str(path))

    assert (source.origin, source.name, labels(source)) == ("file", "some-Q4_0.gguf", ["Q4_0"])
    (header,) = sources.headers(source, source.builds[0]).files
    assert header.size == path.stat().st_size
    assert len(header.data) < header.size


def test_a_folder_with_builds_shards_a_projector_and_importance_data(sources, tmp_path):
    folder = shelf(tmp_path / "shelf", labels=("Q4_K_M", "Q8_0"))
    sharded(tiny(tmp_path / "tiny-F16.gguf"), folder)
    (folder / "mmproj-F16.gguf").write_bytes(bytes(1000))
    (folder / "llama.imatrix.gguf").write_bytes(bytes(10))
    (folder / "notes.txt").write_text("mine", encoding="utf-8")

    source = sources.find(str(folder))

    assert (source.origin, source.name) == ("folder", "shelf")
    assert sorted(labels(source)) == ["F16", "Q4_K_M", "Q8_0"]
    (parts,) = (build for build in source.builds if build.label == "F16")
    assert len(sources.headers(source, parts).files) == 2
    assert [one.size for one in source.content.projectors] == [1000]


def test_a_folder_with_a_quantisation(sources, tmp_path):
    folder = shelf(tmp_path / "shelf")

    assert labels(sources.find(f"{folder}:Q4_K_M")) == ["Q4_K_M"]
    assert labels(sources.find(f"{folder}:q8_0")) == ["Q8_0"]
    error = refusal(sources, f"{folder}:Q5_K_M")
    assert error.code == "fit_no_build"
    assert "no build called Q5_K_M" in error.message
    assert "Q4_K_M" in error.hint
    assert "Q8_0" in error.hint


def test_a_folder_without_models(sources, tmp_path):
    (tmp_path / "empty").mkdir()

    error = refusal(sources, str(tmp_path / "empty"))

    assert error.code == "fit_no_build"
    assert "no GGUF model" in error.message


def test_a_folder_of_pieces_that_must_be_joined(sources, tmp_path):
    for letter in "ab":
        (tmp_path / f"model-Q8_0.gguf-split-{letter}").write_bytes(b"x")

    assert "cut into pieces" in refusal(sources, str(tmp_path)).message


def test_the_starter_model_also_beside_a_folder_of_that_name(
    sources, tmp_path, monkeypatch, starter_model
):
    (tmp_path / "starter").mkdir()
    monkeypatch.chdir(tmp_path)

    assert sources.find("starter").name == starter_model.name
    assert sources.find("Starter:q4_1").name == starter_model.name
    assert "is one file, a Q4_1" in refusal(sources, "starter:Q8_0").message


def test_a_file_whose_name_has_no_quantisation_is_looked_into(sources, tmp_path):
    folder = shelf(tmp_path, labels=("Q4_0",))
    path = (folder / "llama-3.2-1b-Q4_0.gguf").rename(folder / "mine.gguf")

    assert sources.find(f"{path}:Q4_0").name == "mine.gguf"
    assert "a Q4_0, and holds no Q8_0" in refusal(sources, f"{path}:Q8_0").message


def test_a_model_that_is_here_by_its_name(sources, paths):
    tiny(paths.models / "My-Model-Q4_0.gguf")

    assert sources.find("my-model").name == "My-Model-Q4_0.gguf"
    assert sources.find("my-model-q4_0:Q4_0").name == "My-Model-Q4_0.gguf"


def test_an_unknown_name_is_not_sent_anywhere(sources, local_hub):
    drive = (r"Q:\models\no.gguf", "Q:/models", r"Q:\models\no.gguf:Q4_K_M", "Q:/models:Q4_K_M")
    for name in ("nothing", "nothing:Q4_K_M", "./no/such.gguf", *drive):
        error = refusal(sources, name)
        assert error.code == "model_not_found", name
        assert error.hint
    assert local_hub.requests == []


def test_a_file_cut_after_its_header_is_read_as_if_it_were_whole(sources, tmp_path):
    path = shelf(tmp_path, labels=("Q4_K_M",)) / "llama-3.2-1b-Q4_K_M.gguf"
    whole = path.stat().st_size
    with path.open("r+b") as file:
        file.truncate(whole // 2)
    source = sources.find(str(path))

    found = sources.headers(source, source.builds[0])

    assert found.files[0].size == whole
    assert "ends before its weights do" in found.cut


def test_a_file_cut_in_its_header_is_refused(sources, tmp_path):
    path = tiny(tmp_path / "some-Q4_0.gguf")
    with path.open("r+b") as file:
        file.truncate(300)
    source = sources.find(str(path))

    with pytest.raises(ParleyError) as caught:
        sources.headers(source, source.builds[0])

    assert caught.value.code == "model_truncated"


def test_a_missing_shard_is_named(sources, tmp_path):
    first, second = sharded(tiny(tmp_path / "tiny-Q4_0.gguf"), tmp_path)
    second.unlink()
    source = sources.find(str(first))

    with pytest.raises(ParleyError) as caught:
        sources.headers(source, source.builds[0])

    assert second.name in str(caught.value)


def test_the_projector_beside_a_file_of_the_same_model(sources, tmp_path):
    folder = shelf(tmp_path / "one", labels=("Q4_K_M",))
    (folder / "mmproj-F16.gguf").write_bytes(bytes(1000))
    path = folder / "llama-3.2-1b-Q4_K_M.gguf"
    alone = sources.find(str(path))
    tiny(folder / "another-Q4_0.gguf")

    assert len(alone.content.projectors) == 1
    assert sources.find(str(path)).content.projectors == ()


# -- on the hub ---------------------------------------------------------------------------------


def test_a_repository_is_known_by_its_list_alone(sources, published, local_hub):
    source = sources.find(NAME)

    assert (source.origin, source.name, labels(source)) == ("repository", NAME, ["Q4_K_M", "Q8_0"])
    assert [one.size for one in source.content.projectors] == [1000]
    assert labels(sources.find(f"{NAME}:q4_k_m")) == ["Q4_K_M"]
    assert not local_hub.seen("storage")


def test_a_repository_without_that_quantisation(sources, published):
    error = refusal(sources, f"{NAME}:Q2_K")

    assert error.code == "fit_no_build"
    assert error.hint == "Its builds are Q4_K_M, Q8_0."


def test_what_the_hub_refuses_is_said(sources, published, local_hub):
    publish(local_hub, "someone/Closed-GGUF", published, gated="manual")
    source = sources.find("someone/Closed-GGUF")

    with pytest.raises(ParleyError) as gated:
        sources.headers(source, source.builds[0])

    assert gated.value.code == "hub_gated"
    assert refusal(sources, "someone/Nothing-GGUF").code == "hub_not_found"
    pasted = refusal(sources, f"https://huggingface.co/{NAME}")
    assert (pasted.code, pasted.hint) == ("hub_name", f"Write {NAME} instead.")


def test_offline_what_was_seen_before_still_serves(sources, published, network, local_hub):
    before = sources.find(NAME)
    sources.headers(before, before.builds[0])
    network.offline = True
    asked = len(local_hub.requests)

    again = sources.find(NAME)

    assert labels(again) == labels(before)
    assert sources.headers(again, again.builds[0]) == sources.headers(before, before.builds[0])
    with pytest.raises(ParleyError, match="offline"):
        sources.headers(again, again.builds[1])
    assert refusal(sources, "someone/Other-GGUF").code == "offline"
    assert len(local_hub.requests) == asked


def test_of_a_downloaded_repository_the_hub_still_has_all_builds(
    sources, published, paths, network, local_hub
):
    shelf(paths.models / NAME, labels=("Q4_K_M",))

    assert labels(sources.find(NAME)) == ["Q4_K_M", "Q8_0"]
    assert sources.find(f"{NAME}:Q4_K_M").origin == "folder"
    assert sources.find(f"{NAME}:Q8_0").origin == "repository"
    shutil.rmtree(paths.cache)
    network.offline = True
    assert labels(sources.find(NAME)) == ["Q4_K_M"]
