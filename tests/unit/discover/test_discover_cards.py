"""Cards of the real catalogue on machines that people have: verdicts, choice, filters, facts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.desks import card, cards, desk, machine
from parley.discover.cards import Card, candidates, source_of
from parley.discover.facts import counterpart, licence_rows, rows
from parley.discover.filters import Filter, families, matching, ordered
from parley.discover.proposals import proposals
from parley.fit.words import READABLE
from parley.library.values import HeaderSummary, Model, ModelFile


def ids(found: list[Card]) -> list[str]:
    return [each.id for each in found]


def installed(name: str, path: str, problem: str = "") -> Model:
    where = Path(path)
    file = ModelFile(where, 5, "weights", "", "unknown")
    header = HeaderSummary(name=name, problem=problem)
    return Model(where, where.stem, "downloaded", "model", (file,), header=header)


def test_a_card_says_what_a_model_would_be_like_here() -> None:
    found = card("llama-3.1-8b-instruct", 32, 12)
    assert found.verdict == "gpu"
    assert found.readable
    assert found.target == f"{found.repository}:{found.quantisation}"
    assert found.plan is not None
    assert found.size == found.plan.size
    assert found.plan.speed is not None
    assert found.plan.speed.basis == "assumed"
    names = [place.name for place in found.places]
    assert names == ["CPU", "CUDA0"]
    assert found.places[1].weights > 4e9


def test_the_same_model_runs_on_the_processor_where_there_is_no_card() -> None:
    found = card("llama-3.1-8b-instruct", 16)
    assert found.verdict == "cpu"
    assert found.quantisation == "Q4_K_M"


def test_what_is_too_big_says_so_and_keeps_its_size() -> None:
    found = card("llama-3.1-405b-instruct", 16)
    assert found.verdict == "too_big"
    assert not found.runs
    assert found.size > 1e11
    assert found.places[0].over > 0


def test_what_cannot_be_had_has_no_target() -> None:
    closed = card("mistral-medium-3")
    assert (closed.target, closed.verdict, closed.runs) == ("", None, False)
    unknown = card("llama-3.2-11b-vision-instruct")
    assert unknown.target == ""
    assert not unknown.runs


def test_every_card_with_a_repository_has_a_verdict_and_a_repository_that_can_be_used() -> None:
    for each in cards(16):
        if each.repository:
            assert each.verdict is not None, each.id
            source = source_of(each.model)
            assert source is not None
            assert source.usable
            assert not each.labels or each.quantisation in each.labels


def test_models_of_this_disk_are_known_by_their_files_and_headers() -> None:
    models = [
        installed("", "/models/Meta-Llama-3.1-8B-Instruct-Q4_K_M.gguf"),
        installed("Mistral 7B Instruct v0.3", "/models/renamed.gguf"),
        installed("Ministral-3-8B-Instruct-2512", "/models/bad.gguf", problem="It is cut off."),
    ]
    made = desk(machine(16))
    here = {each.id: each.key for each in made.cards(models) if each.here}
    assert here == {
        "llama-3.1-8b-instruct": "/models/Meta-Llama-3.1-8B-Instruct-Q4_K_M.gguf",
        "mistral-7b-instruct-v0.3": "/models/renamed.gguf",
    }


def test_quantisations_are_told_from_the_biggest_to_the_smallest() -> None:
    found = desk(machine(32, 12)).variants(card("llama-3.1-8b-instruct", 32, 12))
    assert len(found) > 10
    sizes = [each.size for each in found]
    assert sizes == sorted(sizes, reverse=True)
    by_label = {each.label: each for each in found}
    better, worse = by_label["Q6_K"].divergence, by_label["Q3_K_M"].divergence
    assert better is not None
    assert worse is not None
    assert better < worse


def test_few_quantisations_are_weighed_and_all_of_an_unusual_repository() -> None:
    assert candidates(("Q8_0", "Q4_K_M", "IQ1_S")) == ("Q8_0", "Q4_K_M")
    assert candidates(("UD-Q4_K_XL", "UD-Q4_K_M", "UD-IQ4_XS")) == ("UD-Q4_K_M", "UD-IQ4_XS")
    assert candidates(("IQ1_S",)) == ("IQ1_S",)
    assert candidates(()) == ("Q4_K_M",)


# -- filters ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "some", "none"),
    [
        (Filter(words="MISTRAL small"), "mistral-small-4-119b-2603", "mistral-7b-instruct-v0.3"),
        (Filter(words="meta 405b"), "llama-3.1-405b-instruct", "llama-3.1-8b-instruct"),
        (Filter(family="phi"), "phi-4", "qwen3-8b"),
        (Filter(size="small"), "llama-3.2-3b-instruct", "llama-3.1-8b-instruct"),
        (Filter(size="medium"), "llama-3.1-8b-instruct", "phi-4"),
        (Filter(size="huge"), "llama-3.3-70b-instruct", "phi-4"),
        (Filter(task="image"), "gemma-3-4b-it", "mistral-7b-instruct-v0.3"),
        (Filter(task="audio"), "voxtral-mini-3b-2507", "phi-4"),
        (Filter(task="code"), "codestral-22b-v0.1", "gemma-3-1b-it"),
        (Filter(task="reasoning"), "magistral-small-2509", "mistral-7b-instruct-v0.3"),
        (Filter(terms="open"), "mistral-7b-instruct-v0.3", "llama-3.1-8b-instruct"),
        (Filter(terms="conditions"), "llama-3.1-8b-instruct", "codestral-22b-v0.1"),
        (Filter(fits=True), "llama-3.1-8b-instruct", "llama-3.1-405b-instruct"),
    ],
)
def test_a_filter_keeps_what_is_wanted(wanted: Filter, some: str, none: str) -> None:
    found = ids(matching(cards(16), wanted))
    assert some in found
    assert none not in found


def test_an_empty_filter_keeps_everything_and_unknown_words_nothing() -> None:
    everything = cards(16)
    assert matching(everything, Filter()) == list(everything)
    assert matching(everything, Filter(words="no such model")) == []


def test_orders() -> None:
    everything = cards(16)
    suited = ordered(everything, "suited")
    readable = [each.readable for each in suited]
    assert readable == sorted(readable, reverse=True)
    assert not suited[-1].repository
    smallest = [each.size for each in ordered(everything, "smallest") if each.size]
    assert smallest == sorted(smallest)
    fastest = [each.decode for each in ordered(everything, "fastest") if each.runs]
    assert fastest == sorted(fastest, reverse=True)
    newest = [each.model.released or "" for each in ordered(everything, "newest")]
    assert newest == sorted(newest, reverse=True)
    assert sorted(ids(suited)) == sorted(ids(list(everything)))


def test_llama_and_mistral_come_first_among_the_families() -> None:
    assert families(cards(16))[:2] == ("llama", "mistral")
    assert families([card("phi-4")]) == ("phi",)


# -- facts -----------------------------------------------------------------------------------------


def test_the_licences_of_llama_and_mistral_side_by_side() -> None:
    llama, mistral = card("llama-3.1-8b-instruct"), card("ministral-3-8b-instruct-2512")
    found = {each.fact: each for each in licence_rows(llama.licence, mistral.licence)}
    assert list(found) == [
        "commercial", "users", "revenue", "use_policy", "training", "regions", "redistribution",
        "osi", "acceptance",
    ]  # fmt: skip
    assert "700 million" in found["users"].a
    assert found["users"].differ
    assert found["osi"].differ
    assert found["users"].sources_a


def test_a_model_without_a_licence_has_dashes() -> None:
    found = licence_rows(card("mistral-medium-3").licence, card("phi-4").licence)
    assert {each.a for each in found} == {"—"}
    assert not any(each.differ for each in found)
    assert found[0].b != "—"


def test_other_facts_are_numbers_with_their_sources() -> None:
    found = {
        each.what: each
        for each in rows(card("llama-3.1-8b-instruct"), card("mixtral-8x7b-instruct-v0.1"))
    }
    assert (found["total"].a, found["total"].b) == (8_030_000_000, 46_700_000_000)
    assert (found["active"].a, found["active"].b) == (None, 12_900_000_000)
    assert not found["active"].differ
    assert found["experts"].b == (2, 8)
    assert found["total"].differ
    assert found["total"].sources_a


def test_the_first_to_compare_with_is_of_the_other_family_and_of_about_the_size() -> None:
    everything = cards(16)
    small = counterpart(card("llama-3.1-8b-instruct"), everything)
    assert small is not None
    assert small.model.family == "mistral"
    assert 7e9 < small.total < 9e9
    coder = counterpart(card("codestral-22b-v0.1"), everything)
    assert coder is not None
    assert coder.id.startswith("codellama")
    other = counterpart(card("gemma-3-4b-it"), everything)
    assert other is not None
    assert other.model.family == "llama"
    assert counterpart(card("phi-4"), [card("phi-4")]) is None


# -- proposals -------------------------------------------------------------------------------------


def test_three_for_a_laptop_without_a_graphics_card() -> None:
    found = {each.role: each.card for each in proposals(cards(16))}
    assert list(found) == ["llama", "mistral", "small"]
    assert found["llama"].id == "llama-3.1-8b-instruct"
    assert found["mistral"].model.series.startswith("Ministral 3")
    assert found["small"].total <= 4.5e9
    assert all(each.readable for each in found.values())


@pytest.mark.slow
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    ram=st.sampled_from([2, 3, 4, 6, 8, 12, 16, 24, 32, 64, 128, 256]),
    gpus=st.lists(st.sampled_from([2, 4, 6, 8, 12, 16, 24, 48, 80]), max_size=2),
    unified=st.booleans(),
)
def test_what_is_proposed_runs_on_any_machine(ram: int, gpus: list[int], unified: bool) -> None:
    here = machine(ram, *([ram * 2 // 3] if unified else gpus), unified=unified)
    everything = list(desk(here).cards())
    found = proposals(everything)
    assert len({each.card.id for each in found}) == len(found) <= 3
    for each in found:
        assert each.card.runs
        assert each.card.target
        assert each.card.licence is not None
        commercial = each.card.licence.commercial
        assert commercial is None or commercial.value != "no"
    of = {each.role: each.card for each in found}
    for family in ("llama", "mistral"):
        able = [
            card
            for card in everything
            if card.model.family == family and card.runs and card.use in {"chat", "small"}
            and "audio" not in card.model.inputs
            and card.licence is not None
            and (card.licence.commercial is None or card.licence.commercial.value != "no")
        ]  # fmt: skip
        assert (family in of) == bool(able)
        if family in of and any(card.readable for card in able):
            assert of[family].decode >= READABLE
    assert set(of) <= {"llama", "mistral", "small"}


def test_nothing_is_proposed_where_nothing_runs() -> None:
    assert proposals(desk(machine(1)).cards()) == ()
