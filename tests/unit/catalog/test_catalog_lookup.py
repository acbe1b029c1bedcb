"""Finding models, licences and sampling in the catalogue."""

from __future__ import annotations

import pytest

from parley.catalog import FACTS, UNKNOWN, Catalog, compare_licences
from parley.core.errors import ParleyError


@pytest.mark.parametrize(
    "repository",
    [
        "meta-llama/Llama-3.1-8B-Instruct",
        "META-LLAMA/llama-3.1-8b-instruct",
        "bartowski/Meta-Llama-3.1-8B-Instruct-GGUF",
        " unsloth/Llama-3.1-8B-Instruct-GGUF ",
    ],
)
def test_a_repository_tells_the_model(catalog: Catalog, repository: str) -> None:
    model = catalog.by_repository(repository)

    assert model is not None
    assert model.id == "llama-3.1-8b-instruct"


def test_an_unknown_repository_is_none(catalog: Catalog) -> None:
    assert catalog.by_repository("someone/Llama-3.1-8B-Instruct-GGUF") is None
    assert catalog.by_repository("") is None


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Meta Llama 3.1 8B Instruct", "llama-3.1-8b-instruct"),
        ("someone/Llama-3.1-8B-Instruct-i1-GGUF", "llama-3.1-8b-instruct"),
        ("Meta-Llama-3.1-8B-Instruct-Q4_K_M.gguf", "llama-3.1-8b-instruct"),
        ("Q8_0/mistralai_Devstral-Small-2507-Q8_0-00001-of-00002.gguf", "devstral-small-2507"),
        ("mistral-small-2506", "mistral-small-3.2-24b-instruct-2506"),
        ("Mistral-7B-Instruct-v0.3.Q4_K_M.gguf", "mistral-7b-instruct-v0.3"),
        ("codellama/CodeLlama-7b-Instruct-hf", "codellama-7b-instruct"),
        ("Gemma 3 4b It", "gemma-3-4b-it"),
        ("Qwen3.5-4B", "qwen3.5-4b"),
    ],
)
def test_a_header_or_a_file_name_tells_the_model(catalog: Catalog, name: str, id_: str) -> None:
    model = catalog.match(name)

    assert model is not None
    assert model.id == id_


@pytest.mark.parametrize(
    "name",
    ["SmolLM2-135M-Instruct.Q4_1.gguf", "Llama-3.1-8B-Lexi-Uncensored", "Mistral", "", "…", "8B"],
)
def test_nothing_is_guessed(catalog: Catalog, name: str) -> None:
    assert catalog.match(name) is None
    assert catalog.sampling_for(name) is None


def test_a_part_of_a_name_is_enough_for_a_person(catalog: Catalog) -> None:
    assert catalog.find("scout").id == "llama-4-scout-17b-16e-instruct"
    assert catalog.find("Nemo").id == "mistral-nemo-instruct-2407"
    assert catalog.find("3.3 70b").id == "llama-3.3-70b-instruct"


def test_a_part_of_many_names_lists_them(catalog: Catalog) -> None:
    with pytest.raises(ParleyError) as caught:
        catalog.find("codellama")

    assert caught.value.code == "catalog_ambiguous"
    assert "4 models" in caught.value.message
    assert "codellama-34b-instruct" in caught.value.message


@pytest.mark.parametrize("name", ["llamma-3.1-8b-instruct", "gpt-oss-20b", "", " / "])
def test_an_unknown_name_is_said_with_what_to_do(catalog: Catalog, name: str) -> None:
    with pytest.raises(ParleyError) as caught:
        catalog.find(name)

    assert caught.value.code == "catalog_unknown"
    assert caught.value.hint
    if name.startswith("llamma"):
        assert "llama-3.1-8b-instruct" in caught.value.hint


def test_families_are_in_the_order_of_the_catalogue(catalog: Catalog) -> None:
    families = ("llama", "mistral", "qwen", "deepseek", "gemma", "phi")

    together = [model for family in families for model in catalog.of_family(family)]

    assert together == list(catalog.models)


def test_sampling_follows_the_mode(catalog: Catalog) -> None:
    thinking = catalog.sampling_for("Qwen/Qwen3-8B-GGUF", thinking=True)
    direct = catalog.sampling_for("Qwen3-8B-Q8_0.gguf")

    assert thinking is not None
    assert direct is not None
    assert (thinking.temperature, thinking.top_p, thinking.top_k) == (0.6, 0.95, 20)
    assert (direct.temperature, direct.top_p, direct.top_k) == (0.7, 0.8, 20)


def test_sampling_for_any_mode_serves_both(catalog: Catalog) -> None:
    for thinking in (True, False):
        found = catalog.sampling_for("Llama 3.3 70B Instruct", thinking=thinking)
        assert found is not None
        assert (found.temperature, found.top_p) == (0.6, 0.9)


def test_a_licence_is_known_by_the_hubs_name_for_it(catalog: Catalog) -> None:
    licence = catalog.licence_named("Llama3.1")

    assert licence is not None
    assert licence.badge == "Llama 3.1"
    assert catalog.licence_named("other") is None


def test_the_card_of_a_model_is_that_of_its_repository(catalog: Catalog) -> None:
    model = catalog.find("devstral-small-2507")

    assert catalog.source("card", model).url.endswith("/mistralai/Devstral-Small-2507")


def test_llama_and_mistral_licences_side_by_side(catalog: Catalog) -> None:
    llama = catalog.licence(catalog.find("llama-4-scout"))
    mistral = catalog.licence(catalog.find("mistral-large-3"))
    assert llama is not None
    assert mistral is not None

    rows = {row.fact: row for row in compare_licences(llama, mistral)}

    assert list(rows) == list(FACTS)
    assert llama.commercial is not None
    assert mistral.commercial is not None
    assert (llama.commercial.value, mistral.commercial.value) == ("conditions", "yes")
    assert "700 million" in rows["users"].a
    assert rows["users"].b == "None."
    assert "Acceptable Use Policy" in rows["use_policy"].a
    assert "“Llama”" in rows["training"].a
    assert "European Union" in rows["regions"].a
    assert "Built with Llama" in rows["redistribution"].a
    assert (rows["osi"].a[:2], rows["osi"].b) == ("No", "Yes.")
    for row in rows.values():
        assert row.sources_a
        assert row.sources_b
        assert row.differ == (row.a != row.b)


def test_llama_licences_differ_where_it_matters(catalog: Catalog) -> None:
    training = {}
    regions = {}
    for licence in catalog.licences:
        assert licence.training is None or licence.training.says
        if licence.id.startswith("llama"):
            assert licence.training is not None
            assert licence.regions is not None
            assert licence.users is not None
            assert licence.users.value == 700_000_000
            training[licence.id] = licence.training.value
            regions[licence.id] = licence.regions.value
    assert training == {
        "llama2": "own family only",
        "llama3": "own family only",
        "llama3.1": "named",
        "llama3.2": "named",
        "llama3.3": "named",
        "llama4": "named",
    }
    assert {id_ for id_, region in regions.items() if region == "EU"} == {"llama3.2", "llama4"}


def test_the_revenue_limit_of_the_modified_mit_licence(catalog: Catalog) -> None:
    licence = catalog.licence(catalog.find("devstral-2-123b"))

    assert licence is not None
    assert licence.revenue is not None
    assert licence.revenue.value == 20_000_000
    assert licence.users is None


def test_what_nobody_says_is_unknown_in_a_comparison(catalog: Catalog) -> None:
    modified = catalog.licence_named("mistral-modified-mit")
    assert modified is not None

    rows = {row.fact: row for row in compare_licences(modified, modified)}

    assert rows["training"].a == rows["training"].b == UNKNOWN
    assert rows["training"].sources_a == ()
    assert not any(row.differ for row in rows.values())
