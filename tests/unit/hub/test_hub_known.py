"""Which licences hold for a repository: the one it names, and those of what it was made from."""

from __future__ import annotations

from pathlib import Path

import pytest

from parley.catalog import Catalog
from parley.hub import Card, HubModel
from parley.hub.known import holding_licences, seems_llama

NEMO = "mistralai/Mistral-Nemo-Instruct-2407"
LLAMA = "meta-llama/Llama-3.1-8B-Instruct"
LLAMA_4 = "meta-llama/Llama-4-Scout-17B-16E-Instruct"
LARGE = "mistralai/Mistral-Large-Instruct-2411"
MRL = "https://mistral.ai/licenses/MRL-0.1.md"
DEVSTRAL = "mistralai/Devstral-2-123B-Instruct-2512"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog.load(Path(__file__).parents[3] / "resources" / "catalog.json")


def card(
    license_id: str = "",
    name: str = "",
    *bases: str,
    repo: str = "ann/M",
    family: str = "",
    link: str = "",
) -> Card:
    model = HubModel(repo, "ann", base_models=bases, family=family)
    return Card(model, "0" * 40, "", license_id, name, link, "", None, 0)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (card(), []),
        (card("apache-2.0"), [("apache-2.0", 0)]),
        (card("apache-2.0", "", NEMO), [("apache-2.0", 1)]),
        (card("", "", NEMO), [("apache-2.0", 1)]),
        (card("apache-2.0", "", repo=NEMO), [("apache-2.0", 1)]),
        # Neither frees anyone of the other.
        (card("cc-by-nc-4.0", "", NEMO), [("cc-by-nc-4.0", 0), ("apache-2.0", 1)]),
        (card("apache-2.0", "", LARGE), [("apache-2.0", 0), ("mrl-0.1", 1)]),
        (card("cc-by-sa-4.0", "", NEMO), [("cc-by-sa-4.0", 0), ("apache-2.0", 1)]),
        # A merge is under the licences of all that went into it.
        (card("apache-2.0", "", NEMO, LLAMA), [("apache-2.0", 1), ("llama3.1", 1)]),
        (card("", "", LLAMA, NEMO, LARGE), [("llama3.1", 1), ("apache-2.0", 1), ("mrl-0.1", 1)]),
        (card("apache-2.0", "", NEMO, "mistralai/Mistral-7B-Instruct-v0.3"), [("apache-2.0", 2)]),
        # By a name it had before, and in a copy of somebody else.
        (card("mit", "", "meta-llama/Meta-Llama-3.1-8B-Instruct"), [("mit", 0), ("llama3.1", 1)]),
        (card("mit", "", "ann/Pixtral-Large-Instruct-2411"), [("mit", 0), ("mrl-0.1", 1)]),
        # How cards name what the hub has no identifier for.
        (card("other", "mrl", LARGE), [("mrl-0.1", 1)]),
        (card("other", "", DEVSTRAL), [("mistral-modified-mit", 1)]),
        (card("other", "llama4", LLAMA_4), [("llama4", 1)]),
        (card("other", "mistral-research-licence", link=MRL), [("mrl-0.1", 0)]),
        (card("bigscience", "", link=MRL), [("bigscience", 0)]),
        (card("other", "my-own", NEMO), [("my-own", 0), ("apache-2.0", 1)]),
        (card("other", "", NEMO), [("other", 0), ("apache-2.0", 1)]),
    ],
)
def test_licences_that_hold(catalog: Catalog, said: Card, found: list[tuple[str, int]]) -> None:
    assert [
        (each.name if each.licence is None else each.licence.id, len(each.models))
        for each in holding_licences(catalog, said)
    ] == found


@pytest.mark.parametrize(
    ("said", "seems"),
    [
        (card("mit", family="llama"), True),
        (card("", family="llama"), True),
        (card("mit", family="qwen"), False),
        (card("llama3", family="llama"), False),
        (card("other", "Llama-3.1-community", family="llama"), False),
        (card("mit", "", LLAMA, family="llama"), False),
    ],
)
def test_a_model_that_seems_to_be_llama(catalog: Catalog, said: Card, seems: bool) -> None:
    assert seems_llama(said, holding_licences(catalog, said)) == seems
