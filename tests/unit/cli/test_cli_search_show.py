"""`parley show`: licence, access and builds of a repository before anything is downloaded."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.accounts import TOKEN, Person
from helpers.cli_run import Ran, services
from helpers.local_hub import Content, LocalHub
from parley.catalog import Catalog
from parley.cli import main
from parley.core.launching import command
from parley.core.paths import Paths

REPO = "ann/Model-GGUF"
GATED = "ann/Gated-GGUF"
MIB = 1024**2
KEYS = {
    "repo", "author", "family", "parameters", "architecture", "context", "license", "gated",
    "base_models", "quantisations", "downloads", "likes", "created_at", "modified_at",
    "revision", "page", "description", "terms", "access", "refused", "builds", "projectors",
    "drafts", "size", "readme", "read_at", "cached",
}  # fmt: skip

Show = Callable[..., Ran]


@pytest.fixture
def local_hub():
    with LocalHub() as hub:
        files: dict[str, Content | bytes | Path] = {
            "m-Q4_K_M.gguf": Content(b"x", size=500 * MIB),
            "m-F16-00001-of-00003.gguf": Content(b"a", size=7 * MIB),
            "m-F16-00002-of-00003.gguf": Content(b"b", size=900 * MIB),
            "m-F16-00003-of-00003.gguf": Content(b"c", size=800 * MIB),
            "m-Q8_0-00001-of-00002.gguf": Content(b"d", size=9 * MIB),
            "mmproj-model-f16.gguf": Content(b"p", size=80 * MIB),
            "README.md": b"---\nlicense: llama3.1\n---\n# A model\x1b[2J\n",
            "LICENSE": b"Be kind.\n",
        }
        card = {"license": "llama3.1", "base_model": "meta-llama/Llama-3.1-8B-Instruct"}
        hub.add(REPO, files, card=card, facts={"downloads": 5000})
        hub.add(
            GATED,
            files,
            gated="manual",
            members=(TOKEN,),
            card=card
            | {
                "extra_gated_heading": "Please accept",
                "extra_gated_prompt": "All of\nthe terms",
                "extra_gated_fields": {"Name": "text", "Country": "country"},
                "extra_gated_eu_disallowed": True,
            },
        )
        hub.tokens.add(TOKEN)
        yield hub


@pytest.fixture
def person(paths: Paths, local_hub: LocalHub) -> Person:
    return Person(paths, local_hub)


@pytest.fixture
def run(paths: Paths, person: Person, capsys: pytest.CaptureFixture[str]) -> Show:
    """Return a callable: `run("owner/name", "--json")`."""
    known = Catalog.load(Path(__file__).parents[3] / "resources" / "catalog.json")

    def show(*argv: str) -> Ran:
        capsys.readouterr()
        made = services(
            paths,
            make_hub=lambda: person.hub(person.account()),
            make_catalog=lambda: known,
        )
        code = main(["show", *argv], lambda: made)
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return show


def test_one_object_with_stable_keys(run: Show, local_hub: LocalHub) -> None:
    ran = run(REPO, "--json")

    assert (ran.code, ran.err) == (0, "")
    (found,) = ran.lines
    assert found.keys() == KEYS
    (held,) = found["license"].pop("holding")
    assert held.keys() == {"id", "name", "link", "models", "facts"}
    assert not found["license"].pop("seems_llama")
    assert found["license"] == {
        "id": "llama3.1",
        "name": "",
        "link": "",
        "file": "LICENSE",
        "sha256": hashlib.sha256(b"Be kind.\n").hexdigest(),
    }
    assert (found["access"], found["refused"], found["terms"]) == ("open", None, None)
    assert found["page"] == f"{local_hub.endpoint}/{REPO}"
    assert found["revision"] == local_hub.repositories[REPO].commit
    assert found["readme"] is None
    assert not found["cached"]


def test_builds_with_exact_sizes_and_hashes(run: Show, local_hub: LocalHub) -> None:
    (found,) = run(REPO, "--json").lines

    builds = {build["quantisation"]: build for build in found["builds"]}
    assert builds.keys() == {"Q4_K_M", "F16", "Q8_0"}
    assert builds["F16"]["size"] == (7 + 900 + 800) * MIB
    assert [file["size"] for file in builds["F16"]["files"]] == [7 * MIB, 900 * MIB, 800 * MIB]
    content = local_hub.repositories[REPO].files["m-Q4_K_M.gguf"]
    assert builds["Q4_K_M"]["files"] == [
        {"path": "m-Q4_K_M.gguf", "size": 500 * MIB, "sha256": content.sha256}
    ]
    assert builds["Q8_0"]["missing"] == ["m-Q8_0-00002-of-00002.gguf"]
    assert builds["Q8_0"]["size"] is None
    (projector,) = found["projectors"]
    assert projector["size"] == 80 * MIB


def test_what_a_person_reads(run: Show) -> None:
    ran = run(REPO)

    assert (ran.code, ran.err) == (0, "")
    for words in (
        "made from meta-llama/Llama-3.1-8B-Instruct",
        "llama3.1",
        "LICENSE in the repository, SHA-256",
        "Open to everyone.",
        "524,288,000",
        "3 files",
        "1 of 2 are missing",
        "Projectors",
    ):
        assert words in ran.out, words
    assert ran.out.index("Q4_K_M") < ran.out.index("F16")
    assert "Be kind." not in ran.out


def test_the_readme_and_the_terms_where_they_are_asked_for(run: Show) -> None:
    ran = run(REPO, "--readme", "--terms")

    assert "# A model" in ran.out
    assert "license: llama3.1" not in ran.out
    assert "Be kind." in ran.out
    assert "\x1b" not in ran.out
    (found,) = run(REPO, "--readme", "--terms", "--json").lines
    assert found["readme"].startswith("# A model")
    assert found["license"]["text"] == "Be kind.\n"


def test_a_gated_repository_says_where_to_accept_and_what_to_do(
    run: Show, local_hub: LocalHub
) -> None:
    ran = run(GATED)

    assert ran.code == 0
    text = " ".join(ran.out.split())
    for words in (
        "Gated: its owner decides who may read it.",
        f"Accept them at {local_hub.endpoint}/{GATED}",
        "“Please accept”",
        "The owner asks for: Name, Country.",
        "People in the European Union are refused.",
        f"“{command('login')}”",
    ):
        assert words in text, words
    (found,) = run(GATED, "--json").lines
    assert found["access"] == "refused"
    assert found["refused"]["code"] == "hub_gated"
    assert found["terms"]["heading"] == "Please accept"
    assert "prompt" not in found["terms"]
    (found,) = run(GATED, "--json", "--terms").lines
    assert found["terms"]["prompt"] == "All of\nthe terms"
    assert "All of\nthe terms" in run(GATED, "--terms").out
    assert run(GATED, "--readme", "--json").error["code"] == "hub_gated"


def test_who_accepted_may_read(run: Show, person: Person) -> None:
    person.sign_in()

    text = run(GATED).out

    assert "You may read the files." in text
    (found,) = run(GATED, "--json").lines
    assert (found["access"], found["refused"]) == ("granted", None)
    assert found["license"]["file"] == "LICENSE"


def test_offline_what_was_read_before_is_shown_as_cached(run: Show, person: Person) -> None:
    person.sign_in()
    run(GATED, "--readme")
    person.network.offline = True

    ran = run(GATED, "--readme")

    assert ran.code == 0
    assert "Note: The hub is out of reach." in ran.err
    assert "# A model" in ran.out
    assert "You may read" not in ran.out
    (found,) = run(GATED, "--json").lines
    assert (found["access"], found["cached"]) == ("unknown", True)
    assert run(REPO, "--json").error["code"] == "offline"


def test_what_is_not_there(run: Show) -> None:
    assert run("no/such", "--json").error["code"] == "hub_not_found"
    assert run("nothing", "--json").error["code"] == "hub_name"


def test_an_empty_repository(run: Show, local_hub: LocalHub) -> None:
    local_hub.add("ann/Empty", {"notes.txt": b"x"})

    ran = run("ann/Empty")

    assert ran.code == 0
    assert "There is no GGUF model in it." in ran.out
    assert "None is named" in ran.out


def test_what_a_licence_means(run: Show) -> None:
    (found,) = run(REPO, "--json").lines

    (held,) = found["license"]["holding"]
    assert held["id"] == "llama3.1"
    assert held["models"] == ["Llama 3.1 8B Instruct"]
    assert "700 million" in held["facts"]["users"]
    text = " ".join(run(REPO).out.split())
    for title, fact in (("Commercial use", "commercial"), ("Limit by users", "users")):
        assert f"{title} {held['facts'][fact]}" in text


@pytest.mark.parametrize(
    ("named", "base", "first", "second"),
    [
        # Freer than the model, stricter than the model, and one that the catalogue does not have.
        ("mit", "meta-llama/Llama-3.1-8B-Instruct", "Yes.", "Yes, up to a number of users."),
        ("cc-by-nc-4.0", "mistralai/Mistral-Nemo-Instruct-2407", "No.", "Yes."),
        ("bigscience", "mistralai/Mistral-Nemo-Instruct-2407", None, "Yes."),
    ],
)
def test_where_a_model_has_another_licence_than_its_builds_both_hold(
    run: Show, local_hub: LocalHub, named: str, base: str, first: str | None, second: str
) -> None:
    card = {"license": named, "base_model": base}
    local_hub.add("ann/Tuned-GGUF", {"m.gguf": b"x"}, card=card)

    text = " ".join(run("ann/Tuned-GGUF").out.split())

    assert "Each of these holds:" in text
    assert ("What it asks is not known to Parley: read it." in text) == (first is None)
    if first is not None:
        assert text.index(f"Commercial use {first}") < text.rindex(f"Commercial use {second}")
    (found,) = run("ann/Tuned-GGUF", "--json").lines
    own, model = found["license"]["holding"]
    assert (own["models"], own["facts"] and own["facts"]["commercial"]) == ([], first)
    assert model["models"]
    assert model["facts"]["commercial"] == second


def test_what_seems_to_be_made_from_llama_says_so(run: Show, local_hub: LocalHub) -> None:
    card = {"license": "mit", "base_model": "deepseek-ai/DeepSeek-R1-Distill-Llama-8B"}
    local_hub.add("ann/DeepSeek-R1-Distill-Llama-8B-GGUF", {"m.gguf": b"x"}, card=card)

    ran = run("ann/DeepSeek-R1-Distill-Llama-8B-GGUF")

    assert "It seems to be made from a Llama model" in ran.out
    (found,) = run("ann/DeepSeek-R1-Distill-Llama-8B-GGUF", "--json").lines
    assert found["license"]["seems_llama"]


def test_one_of_anything(run: Show, local_hub: LocalHub) -> None:
    local_hub.add("ann/One", {"m.gguf": b"x"}, facts={"downloads": 1, "likes": 1})

    assert "1 download, 1 like, updated" in run("ann/One").out


def test_a_licence_that_nobody_knows(run: Show, local_hub: LocalHub) -> None:
    local_hub.add("ann/Own-GGUF", {"m.gguf": b"x"}, card={"license": "other"})

    assert run("ann/Own-GGUF", "--json").lines[0]["license"]["holding"] == [
        {"id": None, "name": "other", "link": None, "facts": None, "models": []}
    ]
    assert "Commercial use" not in run("ann/Own-GGUF").out
