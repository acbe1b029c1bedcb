"""Builds as they can be planned: which headers are read for it, and what is said of odd files."""

from __future__ import annotations

import msgspec
import pytest

from helpers import gguf_bytes as raw
from helpers.gguf_models import tiny
from helpers.local_hub import Content, LocalHub
from helpers.model_shapes import models, write
from helpers.shelves import headers_read, publish, shelf
from helpers.tiny_models import sharded
from parley.core.errors import ParleyError
from parley.fit.offers import Offers
from parley.fit.shape import shape
from parley.fit.sources import Sources
from parley.gguf import read
from parley.hub import Hub

NAME = "someone/Small-GGUF"


@pytest.fixture
def local_hub():
    with LocalHub() as hub:
        yield hub


@pytest.fixture
def sources(paths, local_hub):
    return Sources(
        paths,
        lambda: Hub(paths.cache / "hub", endpoint=local_hub.endpoint, wait=lambda _: None),
    )


def offers(sources, place, **options):
    return Offers(sources, sources.find(str(place)), **options)


def by_label(found):
    return {offer.build.label: offer for offer in found.offers}


def test_every_header_of_a_folder_is_read(sources, tmp_path):
    folder = shelf(tmp_path)

    found = by_label(offers(sources, folder))

    assert set(found) == {"IQ4_XS", "Q4_0", "Q4_K_M", "Q6_K", "Q8_0", "F16"}
    assert len({offer.key for offer in found.values()}) == 6
    for label, offer in found.items():
        path = folder / f"llama-3.2-1b-{label}.gguf"
        assert offer.build.size == path.stat().st_size
        assert offer.build.shape == shape(read(path))
        assert offer.notes == ()


def test_of_a_repository_one_header_is_read_and_then_the_chosen_ones(sources, tmp_path, local_hub):
    folder = shelf(tmp_path / "published")
    publish(local_hub, NAME, folder)

    found = offers(sources, NAME)

    assert headers_read(local_hub) == {"llama-3.2-1b-Q4_K_M.gguf"}
    rough = by_label(found)["Q8_0"]
    exact = shape(read(folder / "llama-3.2-1b-Q8_0.gguf"))
    assert rough.key == ""
    assert rough.build.size == (folder / "llama-3.2-1b-Q8_0.gguf").stat().st_size
    assert rough.build.shape.weights == pytest.approx(exact.weights, rel=0.01)
    assert rough.build.shape.context_trained == exact.context_trained

    assert found.settle(rough.build.files)
    assert not found.settle(rough.build.files)
    assert headers_read(local_hub) == {"llama-3.2-1b-Q4_K_M.gguf", "llama-3.2-1b-Q8_0.gguf"}
    settled = by_label(found)["Q8_0"]
    assert settled.key
    assert settled.build.shape == exact
    assert found.headers(settled)[0].size == settled.build.size


def test_of_a_repository_with_two_models_one_header_of_each_is_read(sources, tmp_path, local_hub):
    folder = shelf(tmp_path / "published", labels=("Q4_K_M", "Q8_0"))
    shelf(folder, "llama-3.2-3b", labels=("Q4_K_M", "Q8_0"))
    publish(local_hub, NAME, folder)

    found = offers(sources, NAME)

    assert headers_read(local_hub) == {"llama-3.2-1b-Q4_K_M.gguf", "llama-3.2-3b-Q4_K_M.gguf"}
    layers = {build.files[0]: len(build.shape.layers) for build in found.builds}
    assert layers["llama-3.2-1b-Q8_0.gguf"] == 16
    assert layers["llama-3.2-3b-Q8_0.gguf"] == 28
    assert "2 different models" in found.notes[0]


def test_a_gated_repository_is_asked_once(sources, tmp_path, local_hub):
    publish(local_hub, NAME, shelf(tmp_path / "published"), gated="auto")

    with pytest.raises(ParleyError) as caught:
        offers(sources, NAME)

    assert caught.value.code == "hub_gated"
    assert len(headers_read(local_hub)) == 1


def test_a_damaged_file_of_a_repository_is_left_out(sources, tmp_path, local_hub):
    folder = shelf(tmp_path / "published", labels=("Q4_K_M", "Q6_K", "Q8_0"))
    (folder / "llama-3.2-1b-Q4_K_M.gguf").write_bytes(b"no model" * 100)
    (folder / "llama-3.2-1b-Q6_K.gguf").write_bytes(b"no model" * 100)
    publish(local_hub, NAME, folder)

    found = offers(sources, NAME)

    assert {build.label for build in found.builds} == {"Q8_0", "Q6_K"}
    (note,) = found.notes
    assert "llama-3.2-1b-Q4_K_M.gguf" in note
    # The other turns out to be damaged when it is chosen.
    assert found.settle(("llama-3.2-1b-Q6_K.gguf",))
    assert {build.label for build in found.builds} == {"Q8_0"}
    assert "llama-3.2-1b-Q6_K.gguf" in found.notes[1]


def test_unusable_files_among_good_ones_of_a_folder_are_left_out(sources, tmp_path):
    folder = shelf(tmp_path / "shelf", labels=("Q4_K_M", "Q8_0", "Q6_K"))
    (folder / "llama-3.2-1b-Q6_K.gguf").write_bytes(b"no model")
    with (folder / "llama-3.2-1b-Q8_0.gguf").open("r+b") as file:
        file.truncate(10_000_000)
    sharded(tiny(tmp_path / "tiny-F16.gguf"), folder)[1].unlink()

    found = offers(sources, folder)

    assert [build.label for build in found.builds] == ["Q4_K_M"]
    said = " ".join(found.notes)
    assert "tiny-F16-00001-of-00002.gguf”. 1 of its parts are missing" in said
    assert "llama-3.2-1b-Q6_K.gguf" in said
    assert "llama-3.2-1b-Q8_0.gguf” ends before its weights do" in said


def test_where_nothing_can_be_used_the_first_reason_is_said(sources, tmp_path):
    for label in ("Q4_0", "Q8_0"):
        sharded(tiny(tmp_path / f"tiny-{label}.gguf"), tmp_path)[1].unlink()
        (tmp_path / f"tiny-{label}.gguf").unlink()

    with pytest.raises(ParleyError) as caught:
        offers(sources, tmp_path)

    assert "tiny-Q4_0-00002-of-00002.gguf" in str(caught.value)


def test_a_cut_file_alone_is_planned_as_if_it_were_whole(sources, tmp_path):
    path = shelf(tmp_path, labels=("Q4_K_M",)) / "llama-3.2-1b-Q4_K_M.gguf"
    whole = by_label(offers(sources, path))["Q4_K_M"]
    with path.open("r+b") as file:
        file.truncate(10_000_000)

    (cut,) = offers(sources, path).offers

    assert cut.build == whole.build
    assert "ends before its weights do" in cut.notes[0]
    assert "as if it were whole" in cut.notes[0]


def test_a_name_that_lies_is_told_and_not_believed(sources, tmp_path):
    path = write(tmp_path / "llama-3.2-1b-Q8_0.gguf", models()["llama-3.2-1b"], "Q4_0")

    (offer,) = offers(sources, path).offers

    assert offer.build.label == "Q4_0"
    assert "Its name says Q8_0, but 100% of its weights are Q4_0" in offer.notes[0]


def test_a_name_without_a_quantisation_gets_that_of_the_weights(sources, tmp_path):
    path = write(tmp_path / "mine.gguf", models()["llama-3.2-1b"], "Q6_K")

    (offer,) = offers(sources, path).offers

    assert (offer.build.label, offer.notes) == ("Q6_K", ())


def test_images_add_the_projector_nearest_to_sixteen_bits(sources, tmp_path):
    folder = shelf(tmp_path, labels=("Q4_K_M",))
    (folder / "mmproj-Q8_0.gguf").write_bytes(bytes(500))
    (folder / "mmproj-F16.gguf").write_bytes(bytes(1000))
    (folder / "mmproj-F32.gguf").write_bytes(bytes(2000))

    assert offers(sources, folder).builds[0].projector == 0
    assert offers(sources, folder, images=True).builds[0].projector == 1000


def test_images_without_a_projector_are_said_to_be_left_out(sources, tmp_path):
    (offer,) = offers(sources, shelf(tmp_path, labels=("Q4_K_M",)), images=True).offers

    assert offer.build.projector == 0
    assert "No projector" in offer.notes[0]


def test_shards_are_one_build_with_a_summed_size(sources, tmp_path, local_hub):
    folder = tmp_path / "published"
    folder.mkdir()
    parts = sharded(tiny(tmp_path / "tiny-Q4_0.gguf"), folder)
    files = {part.name: Content(part) for part in parts}
    local_hub.add(NAME, files)

    here, there = offers(sources, folder), offers(sources, NAME)

    for found in (here, there):
        (offer,) = found.offers
        assert offer.build.files == tuple(part.name for part in parts)
        assert offer.build.size == sum(part.stat().st_size for part in parts)
    assert here.offers[0].key == there.offers[0].key


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"general.architecture": (raw.STRING, "clip")}, "projector"),
        ({"general.type": (raw.STRING, "adapter")}, "adapter"),
        ({"general.type": (raw.STRING, "imatrix")}, "importance matrix"),
    ],
)
def test_what_only_goes_with_a_model_is_called_what_it_is(sources, tmp_path, settings, said):
    (tmp_path / "extra.gguf").write_bytes(raw.gguf_bytes(settings))

    with pytest.raises(ParleyError) as caught:
        offers(sources, tmp_path / "extra.gguf")

    assert caught.value.code == "fit_no_model"
    assert said in caught.value.message


@pytest.mark.parametrize(
    ("key", "value"),
    [("attention.head_count", -4), ("context_length", -5), ("embedding_length", 2**62)],
)
def test_settings_that_cannot_be_are_a_damaged_file(tmp_path, key, value):
    header = read(write(tmp_path / "m.gguf", models()["llama-3.2-1b"]))
    settings = {**header.metadata, f"llama.{key}": value}
    header = msgspec.structs.replace(header, metadata=settings)

    with pytest.raises(ParleyError) as caught:
        shape(header)

    assert caught.value.code == "fit_incomplete"
    assert f"llama.{key} is {value}" in caught.value.message
