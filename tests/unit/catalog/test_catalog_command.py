"""`parley catalog`: the list, one model, two licences, for people at any width and for programs."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from helpers.cli_run import Ran, services
from parley.catalog import Catalog
from parley.cli import main
from parley.core.paths import Paths


class Command:
    """The command over the shipped catalogue, in a terminal of a width of its own."""

    def __init__(
        self,
        paths: Paths,
        known: Catalog,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        self._paths = paths
        self._known = known
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *argv: str, width: int = 80) -> Ran:
        self._monkeypatch.setenv("COLUMNS", str(width))
        code = main(
            ["catalog", *argv], lambda: services(self._paths, make_catalog=lambda: self._known)
        )
        printed = self._capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    def json(self, *argv: str) -> dict[str, Any]:
        """Return the only object that is printed."""
        ran = self(*argv, "--json")
        assert (ran.code, ran.err) == (0, "")
        (found,) = ran.lines
        return found


@pytest.fixture
def command(
    paths: Paths,
    catalog: Catalog,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Command:
    """Return a callable: `command("llama-3.1-8b", "--json")`."""
    return Command(paths, catalog, monkeypatch, capsys)


def test_the_list_names_every_model(command: Command, catalog: Catalog) -> None:
    ran = command()

    assert (ran.code, ran.err) == (0, "")
    for model in catalog.models:
        assert f"  {model.name} " in ran.out
    lines = {line.split("  ")[1]: line.split() for line in ran.out.splitlines() if "  " in line}
    assert lines["Llama 4 Scout 17B-16E Instruct"][-5:] == ["109B", "17B", "10M", "Llama", "4"]
    assert lines["Qwen3-8B"][-4:] == ["8.2B", "40k", "Apache", "2.0"]
    assert lines["Mistral Medium 3 and 3.1"][-4:] == ["?", "128k", "service", "only"]


def test_one_family_can_be_listed(command: Command) -> None:
    ran = command("--family", "gemma")

    assert "gemma-3-27b-it" in ran.out
    assert "Llama" not in ran.out


@pytest.mark.parametrize("width", [80, 120, 200])
@pytest.mark.parametrize(
    "argv",
    [(), ("llama-4-scout",), ("magistral-small-2509",), ("scout", "--with", "mistral-large-3")],
)
def test_it_stays_within_the_terminal(command: Command, argv: tuple[str, ...], width: int) -> None:
    ran = command(*argv, width=width)

    assert ran.code == 0
    assert all(cell_len(line) <= width for line in ran.out.splitlines())
    assert all(line == line.rstrip() for line in ran.out.splitlines())
    assert "…" not in ran.out


def test_a_wide_list_says_what_models_are_made_for(command: Command) -> None:
    assert "Made for" not in command().out
    assert "Agents that explore and edit code." in command(width=120).out


def test_one_model_is_shown_with_its_sources(command: Command) -> None:
    ran = command("magistral-small-2506", width=100)

    text = " ".join(ran.out.split())
    assert "Magistral Small 1.0 (2506)" in text
    assert "Between <think> and </think>." in text
    assert "Training on outputs Yes: the licence says nothing of outputs." in text
    assert "Derived Fine-tune of Mistral Small 3.x." in text
    assert "A user will ask you to solve a task." in text
    assert "https://docs.mistral.ai" not in text
    # Each number that is named is explained, in order.
    numbers = sorted(
        {
            int(part[1:-1])
            for part in text.split()
            if part[1:-1].isdigit() and part[0] == "[" and part[-1] == "]"
        }
    )
    assert numbers == list(range(1, len(numbers) + 1))
    for number in numbers:
        assert f"\n  [{number}] " in ran.out


def test_what_is_unknown_is_said(command: Command) -> None:
    text = " ".join(command("gemma-4-e4b").out.split())

    assert "Published unknown" in text
    assert "Parameters unknown" in text
    assert "What is unknown has no source." in text


def test_why_a_model_does_not_run_is_said(command: Command) -> None:
    vision = " ".join(command("llama-3.2-11b-vision").out.split())
    service = " ".join(command("magistral-medium").out.split())

    assert "It does not run. The engine has no architecture “mllama”" in vision
    assert "It is sold as a service only: Mistral AI publishes no weights." in service
    assert "Repositories with GGUF files" not in service


def test_a_repository_names_a_model(command: Command) -> None:
    assert command("bartowski/Codestral-22B-v0.1-GGUF").out.startswith("Codestral 22B v0.1")


def test_two_licences_side_by_side(command: Command) -> None:
    ran = command("llama-3.2-3b", "--with", "mistral-medium-3.5", width=120)

    text = " ".join(ran.out.split())
    assert "Llama 3.2 3B Instruct" in text
    assert "Mistral Medium 3.5 128B" in text
    assert "700 million" in text
    assert "20 million US dollars a month" in text
    assert "Regions left out" in text
    assert "This is no legal advice." in text


def test_the_list_for_programs(command: Command, catalog: Catalog) -> None:
    found = command.json("--family", "llama")

    assert found["updated"] == catalog.updated
    assert len(found["models"]) == len(catalog.of_family("llama"))
    (scout,) = (each for each in found["models"] if each["id"] == "llama-4-scout-17b-16e-instruct")
    assert scout == {
        "id": "llama-4-scout-17b-16e-instruct",
        "name": "Llama 4 Scout 17B-16E Instruct",
        "family": "llama",
        "series": "Llama 4",
        "publisher": "Meta",
        "repository": "meta-llama/Llama-4-Scout-17B-16E-Instruct",
        "open_weights": True,
        "runs": True,
        "parameters": 109_000_000_000,
        "active_parameters": 17_000_000_000,
        "context": 10_485_760,
        "inputs": ["text", "image"],
        "outputs": ["text"],
        "licence": "llama4",
        "commercial_use": "conditions",
        "good_for": "Chat in twelve languages, and images.",
    }


def test_one_model_for_programs(command: Command) -> None:
    found = command.json("codestral-22b")

    model, licence = found["model"], found["licence"]
    assert model["open_weights"] is True
    assert model["engine"]["projector"] == []
    assert model["reasoning"]["thinks"] is False
    assert model["gguf"][0]["usable"] is True
    assert licence["id"] == "mnpl-0.1"
    assert licence["commercial"]["value"] == "no"
    named = {id_ for ids in model["sources"].values() for id_ in ids}
    named |= {id_ for each in model["gguf"] for id_ in each["sources"]}
    named |= {id_ for fact in licence.values() if isinstance(fact, dict) for id_ in fact["sources"]}
    assert named == set(found["sources"])


def test_what_is_unknown_is_null_for_programs(command: Command) -> None:
    found = command.json("mistral-medium-3.1")

    assert found["licence"] is None
    assert found["model"]["parameters"] is None
    assert found["model"]["architecture"] is None
    assert found["model"]["closed"]


def test_two_licences_for_programs(command: Command) -> None:
    found = command.json("llama-3.1-8b", "--with", "mistral-nemo")

    assert found["a"] == {"model": "llama-3.1-8b-instruct", "licence": "llama3.1"}
    assert found["b"] == {"model": "mistral-nemo-instruct-2407", "licence": "apache-2.0"}
    users = next(row for row in found["facts"] if row["fact"] == "users")
    assert users["differ"] is True
    assert users["sources_a"] == ["llama3.1-licence"]
    assert found["sources"]["llama3.1-licence"]["url"].endswith("/models/llama3_1/LICENSE")


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("gpt-5",), "There is no “gpt-5” in the catalogue."),
        (("codellama",), "could be any of 4 models"),
        (("llama-3.1-8b", "--with", "mistral-medium-3.1"), "sold as a service only"),
    ],
)
def test_a_failure_is_one_line(command: Command, argv: tuple[str, ...], words: str) -> None:
    ran = command(*argv)

    assert (ran.code, ran.out) == (1, "")
    assert words in ran.err
    assert ran.err.count("\n") == 1


def test_a_failure_is_an_object_for_programs(command: Command) -> None:
    ran = command("gpt-5", "--json")

    assert ran.code == 1
    assert ran.error["code"] == "catalog_unknown"


@pytest.mark.parametrize(
    "argv", [("--with", "llama-3.1-8b"), ("scout", "--family", "llama"), ("--family", "falcon")]
)
def test_wrong_usage(command: Command, argv: tuple[str, ...]) -> None:
    assert command(*argv).code == 2


def test_output_without_unicode_stays_readable(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="backslashreplace")
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", plain)
        assert command("llama-3.1-8b").code == 0
    plain.flush()
    buffer = plain.buffer
    assert isinstance(buffer, io.BytesIO)
    assert b"Llama 3.1 8B Instruct" in buffer.getvalue()


def test_the_catalogue_belongs_to_the_installation(tmp_path: Path) -> None:
    from parley.application import command_services

    found = command_services({"PARLEY_HOME": str(tmp_path / "home")})

    assert found.make_catalog().find("llama-3.1-8b").family == "llama"
