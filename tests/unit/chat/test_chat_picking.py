"""Which models a conversation can have: those here, each once, and what could be fetched."""

from pathlib import Path

import msgspec
import pytest

from parley.application import resources_dir
from parley.catalog import Catalog
from parley.chat.picking import Entry, entries, installed, matching, to_download
from parley.hardware.values import Cpu, Device, Machine, Memory
from parley.library import HeaderSummary, Model, ModelFile

GIB = 1024**3


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog.load(resources_dir({}) / "catalog.json")


def _model(name: str, **more: object) -> Model:
    path = Path("/models") / f"{name}.gguf"
    files = (ModelFile(path, 4_400_000_000, "weights", "", "unknown"),)
    values = {"origin": "imported", "kind": "model", "files": files, **more}
    return Model(path, name, **values)  # type: ignore[arg-type]


def _machine(memory: int, card: int = 0) -> Machine:
    devices = [Device("CPU", "CPU", "cpu", memory, memory)]
    if card:
        devices.append(Device("CUDA0", "CUDA", "gpu", card, card, "A card"))
    return Machine(Memory(memory, memory), Cpu("A processor", 8, 8, ("avx2",)), tuple(devices))


def test_a_model_here_is_named_as_the_catalogue_has_it(catalog: Catalog) -> None:
    (entry,) = installed(
        [
            _model(
                "Mistral-7B-Instruct-v0.3-Q4_K_M",
                repo="bartowski/Mistral-7B-Instruct-v0.3-GGUF",
                header=HeaderSummary("llama", quantisation="Q4_K_M", context=32768, template=True),
            )
        ],
        catalog,
    )
    assert entry.name == "Mistral 7B Instruct v0.3"
    assert (entry.family, entry.quantisation, entry.context) == ("mistral", "Q4_K_M", 32768)
    assert (entry.licence, entry.place, entry.problem) == ("Apache 2.0", "here", "")
    assert entry.key == str(Path("/models/Mistral-7B-Instruct-v0.3-Q4_K_M.gguf"))


def test_what_cannot_chat_and_copies_are_left_out_and_the_last_used_is_first(
    catalog: Catalog,
) -> None:
    found = installed(
        [
            _model("old", used_at=10.0),
            _model("projector", kind="projector"),
            _model("copy", same_as=Path("/models/old.gguf")),
            _model("new", used_at=20.0),
            _model("never"),
            _model("starter", origin="starter", used_at=5.0),
        ],
        catalog,
    )
    assert [each.name for each in found] == ["new", "old", "SmolLM2 135M Instruct", "never"]
    assert found[2].key == "starter"


def test_a_model_that_cannot_be_used_says_why(catalog: Catalog) -> None:
    (entry,) = installed([_model("half", missing=("half-00002-of-00002.gguf",))], catalog)
    assert "is not complete" in entry.problem


def test_what_is_here_is_not_to_be_fetched(catalog: Catalog) -> None:
    every = to_download(catalog, (), None)
    assert all(each.place == "download" and each.key for each in every)
    assert {each.verdict for each in every} == {None}
    there = Entry("/x.gguf", "Llama 3.2 3B Instruct", "here")
    names = [each.name for each in to_download(catalog, (there,), None)]
    assert "Llama 3.2 3B Instruct" not in names
    assert len(names) == len(every) - 1
    # Sold as a service only, or not run by the engine.
    assert not {"Mistral Medium 3 and 3.1", "Voxtral TTS 4B 2603"} & set(names)


@pytest.mark.parametrize(
    ("machine", "small", "large"),
    [
        (_machine(16 * GIB), "cpu", "too_big"),
        (_machine(16 * GIB, 8 * GIB), "gpu", "too_big"),
        (_machine(64 * GIB, 24 * GIB), "gpu", "split"),
        (_machine(128 * GIB), "cpu", "cpu"),
        (_machine(2 * GIB), "too_big", "too_big"),
    ],
)
def test_a_verdict_follows_from_the_memory(
    catalog: Catalog, machine: Machine, small: str, large: str
) -> None:
    verdicts = {each.name: each.verdict for each in to_download(catalog, (), machine)}
    assert verdicts["Llama 3.2 3B Instruct"] == small
    assert verdicts["Llama 3.3 70B Instruct"] == large


def test_what_would_not_run_comes_last(catalog: Catalog) -> None:
    order = [each.verdict == "too_big" for each in to_download(catalog, (), _machine(16 * GIB))]
    assert order == sorted(order)
    assert not order[0]


def test_every_word_is_looked_for(catalog: Catalog) -> None:
    every = entries([_model("Own")], catalog, None)
    assert [each.name for each in matching(every, "own")][:1] == ["Own"]
    found = matching(every, "llama 3b")
    assert found
    assert all("3B" in each.name or "3b" in each.key.lower() for each in found)
    assert matching(every, "no such model") == []
    assert msgspec.json.encode(every)
