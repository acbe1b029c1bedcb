"""The shipped catalogue: all systems are there, each fact has a source, known traps are avoided."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from catalog_check.text import canonical
from parley.catalog import FACTS, Catalog, CatalogFile, Model, family_of, in_short
from parley.catalog.arithmetic import counted
from parley.fit.shape import KNOWN
from parley.gguf import normal_label, parse_name, runnable

HERE = Path(__file__).parent

#: Named in many places, and not there.
PHANTOMS = (
    "bartowski/Meta-Llama-3.1-405B-Instruct-GGUF",
    "bartowski/Pixtral-Large-Instruct-2411-GGUF",
    "mistralai/Voxtral-Mini-3B-2507-GGUF",
)


def models(catalog: Catalog, *ids: str) -> list[Model]:
    by_id = {model.id: model for model in catalog.models}
    return [by_id[id_] for id_ in ids]


def test_every_system_is_there(catalog: Catalog) -> None:
    wanted = (HERE / "systems.txt").read_text("utf-8").split()

    assert sorted(model.id for model in catalog.models) == sorted(wanted)
    assert len(wanted) == 76


def test_every_fact_has_a_source_that_can_be_looked_up(catalog: Catalog) -> None:
    for model in catalog.models:
        assert {"name", "inputs", "engine"} <= model.sources.keys()
        for fact, ids in model.sources.items():
            assert ids, (model.id, fact)
            for id_ in ids:
                assert catalog.source(id_, model).title
        for repository in model.gguf:
            assert repository.sources, repository.repository
    for licence in catalog.licences:
        for name in FACTS:
            fact = getattr(licence, name)
            assert fact is None or fact.sources, (licence.id, name)


def test_no_source_is_there_that_nothing_names(catalog_path: Path) -> None:
    file = msgspec.json.decode(catalog_path.read_bytes(), type=CatalogFile)
    named = {id_ for model in file.models for ids in model.sources.values() for id_ in ids}
    named |= {id_ for model in file.models for each in model.gguf for id_ in each.sources}
    named |= {id_ for prompt in file.system_prompts.values() for id_ in prompt.sources}
    for licence in file.licences:
        facts = (getattr(licence, name) for name in FACTS)
        named |= {id_ for fact in facts if fact is not None for id_ in fact.sources}

    assert set(file.sources) == named


def test_it_is_written_in_the_one_way(catalog_path: Path) -> None:
    text = catalog_path.read_text("utf-8")

    assert canonical(msgspec.json.decode(text, type=CatalogFile)) == text


def test_names_say_the_family_that_stands_there(catalog: Catalog) -> None:
    for model in catalog.models:
        architecture = "" if model.architecture is None else model.architecture.gguf or ""
        for name in (model.id, model.name, *model.repositories):
            assert family_of(name, architecture=architecture) == model.family, name


def test_what_runs_has_an_architecture_that_parley_estimates(catalog: Catalog) -> None:
    # Estimates of `deepseek32` are not checked against the engine; all others are.
    for model in catalog.models:
        if model.engine.runs:
            assert model.architecture is not None
            assert model.architecture.gguf in KNOWN | {"deepseek32"}, model.id


def test_most_architectures_add_up_to_the_published_parameters(catalog: Catalog) -> None:
    summed = [
        model.id
        for model in catalog.models
        if model.architecture is not None and counted(model.architecture) is not None
    ]

    assert len(summed) >= 55
    llama, mixture, latent = models(
        catalog,
        "llama-3.1-8b-instruct",
        "llama-4-maverick-17b-128e-instruct",
        "mistral-small-4-119b-2603",
    )
    for model, parameters in (
        (llama, 8_030_261_248),
        (mixture, 400_695_623_680),
        (latent, 118_972_481_536),
    ):
        assert model.architecture is not None
        assert counted(model.architecture) == pytest.approx(parameters, rel=1e-3)


def test_mistral_is_not_always_apache(catalog: Catalog) -> None:
    licences = {model.id: model.licence for model in catalog.of_family("mistral")}

    assert licences["mistral-small-3.2-24b-instruct-2506"] == "apache-2.0"
    assert licences["mistral-large-3-675b-instruct-2512"] == "apache-2.0"
    for id_ in (
        "mistral-large-instruct-2411",
        "pixtral-large-instruct-2411",
        "ministral-8b-instruct-2410",
    ):
        assert licences[id_] == "mrl-0.1"
    assert licences["codestral-22b-v0.1"] == "mnpl-0.1"
    assert licences["devstral-2-123b-instruct-2512"] == "mistral-modified-mit"
    assert licences["mistral-medium-3.5-128b"] == "mistral-modified-mit"
    assert licences["devstral-small-2-24b-instruct-2512"] == "apache-2.0"
    assert licences["voxtral-4b-tts-2603"] == "cc-by-nc-4.0"


def test_llama_4_is_a_mixture_of_experts(catalog: Catalog) -> None:
    for model in catalog.models:
        if model.series == "Llama 4":
            assert model.architecture is not None
            assert model.parameters is not None
            assert model.parameters.active is not None
            assert (model.architecture.experts or 0) > 1
            assert model.parameters.active < model.parameters.total


def test_what_is_sold_as_a_service_has_nothing_to_download(catalog: Catalog) -> None:
    closed = [model for model in catalog.models if not model.open_weights]

    assert {model.id for model in closed} == {
        "mistral-medium-3",
        "codestral-25.01",
        "magistral-medium-1.2",
    }
    for model in closed:
        assert not model.repositories
        assert model.engine.runs is False
        assert "service" in model.closed


def test_what_the_engine_cannot_run_says_why(catalog: Catalog) -> None:
    cannot = {model.id for model in catalog.models if model.engine.runs is False}

    assert {
        "llama-3.2-11b-vision-instruct",
        "llama-3.2-90b-vision-instruct",
        "voxtral-4b-tts-2603",
        "voxtral-mini-4b-realtime-2602",
    } < cannot
    for model in catalog.models:
        assert (model.engine.runs is True) == (not model.engine.reason)
    (vision,) = models(catalog, "llama-3.2-11b-vision-instruct")
    assert "mllama" in vision.engine.reason


def test_reasoning_is_marked_as_its_version_marks_it(catalog: Catalog) -> None:
    first, second, third = models(
        catalog, "magistral-small-2506", "magistral-small-2507", "magistral-small-2509"
    )
    for model, opening, closing in (
        (first, "<think>", "</think>"),
        (second, "[THINK]", "[/THINK]"),
        (third, "[THINK]", "[/THINK]"),
    ):
        assert model.reasoning is not None
        assert (model.reasoning.opening, model.reasoning.closing) == (opening, closing)
        prompt = catalog.system_prompt(model)
        assert prompt is not None
        assert opening in prompt
    (qwen,) = models(catalog, "qwen3-8b")
    assert qwen.reasoning is not None
    assert qwen.reasoning.earlier == "leave out"


def test_repositories_that_do_not_exist_are_left_out(catalog: Catalog) -> None:
    for phantom in PHANTOMS:
        assert catalog.by_repository(phantom) is None


def test_a_repository_whose_files_no_longer_load_is_marked(catalog: Catalog) -> None:
    (model,) = models(catalog, "mixtral-8x7b-instruct-v0.1")
    usable = {each.repository: each.usable for each in model.gguf}

    assert usable["TheBloke/Mixtral-8x7B-Instruct-v0.1-GGUF"] is False
    assert usable["mradermacher/Mixtral-8x7B-Instruct-v0.1-GGUF"] is True


def test_patterns_and_labels_are_those_of_file_names(catalog: Catalog) -> None:
    for model in catalog.models:
        for repository in model.gguf:
            for pattern in repository.files:
                path = pattern.replace("{quant}", "Q4_K_M").replace("{shard}", "00001-of-00002")
                name = parse_name(path)
                assert name.kind in {"model", "part"}, path
                assert name.quantisation == ("Q4_K_M" if "{quant}" in pattern else ""), path
            for label in repository.quantisations:
                assert label == label.upper()
                assert normal_label(label)


def test_removed_quantisations_are_not_offered(catalog: Catalog) -> None:
    offered = {
        label for model in catalog.models for each in model.gguf for label in each.quantisations
    }

    assert [label for label in sorted(offered) if runnable(label) is False] == []


def test_days_and_contexts_are_plausible(catalog: Catalog) -> None:
    for model in catalog.models:
        if model.released is not None:
            assert "2023-07-01" < model.released <= catalog.updated
        assert model.context is None or 4_096 <= model.context <= 10 * 1024**2


def test_the_text_is_ready_to_be_read(catalog_path: Path, catalog: Catalog) -> None:
    text = catalog_path.read_text("utf-8")
    assert "  “" not in text
    for model in catalog.models:
        for words in (model.note, model.good_for, model.engine.reason, model.engine.note):
            if words:
                assert re.search(r"[.]$", words), words
                assert words[0].isupper() or words[0] in "“", words


@pytest.mark.parametrize(
    ("id_", "words"),
    [
        ("apache-2.0", "permissive"),
        ("llama2", "commercial use up to 700 million monthly users; no training of other models on"
         " outputs"),
        ("llama4", "commercial use up to 700 million monthly users; models trained on outputs must"
         " carry its name; no rights for people domiciled and companies with their principal place"
         " of business in the European Union"),
        ("mistral-modified-mit", "commercial use up to a revenue of 20 million US dollars a month;"
         " training on outputs: unknown; regions left out: unknown"),
        ("mnpl-0.1", "no commercial use"),
        ("cc-by-nc-4.0", "no commercial use; training on outputs: unknown"),
        ("gemma", "commercial use with conditions; models trained on outputs to be like it are"
         " under it too"),
    ],
)  # fmt: skip
def test_what_must_be_known_of_a_licence_in_short(catalog: Catalog, id_: str, words: str) -> None:
    licence = catalog.licence_named(id_)

    assert licence is not None
    assert in_short(licence) == words
