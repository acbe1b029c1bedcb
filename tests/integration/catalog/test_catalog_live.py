"""Comparing the catalogue with a hub: nothing differs, each thing that can, and no hub at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from catalog_check.main import DIFFERENT, NOT_CHECKED, SAME, main
from catalog_check.text import canonical
from helpers.gguf_bytes import STRING, UINT32, gguf_bytes, tensor
from helpers.local_hub import Content, LocalHub
from parley.catalog import CatalogFile

SHIPPED = Path(__file__).resolve().parents[3] / "resources" / "catalog.json"
OWN = "meta-llama/Llama-3.1-8B-Instruct"
GGUF = "bartowski/Meta-Llama-3.1-8B-Instruct-GGUF"
FILE = "Meta-Llama-3.1-8B-Instruct-{}.gguf"


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalHub]:
    """Return a hub that `HF_ENDPOINT` names."""
    with LocalHub() as local:
        monkeypatch.setenv("HF_ENDPOINT", local.endpoint)
        yield local


class Check:
    """Runs the command over a catalogue of one model.

    Attributes:
        model: the model as JSON has it; changed by tests before a run.
    """

    def __init__(self, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._file = file
        self._capsys = capsys
        self._raw: dict[str, Any] = json.loads(SHIPPED.read_text("utf-8"))
        (self.model,) = (
            model for model in self._raw["models"] if model["id"] == "llama-3.1-8b-instruct"
        )
        (gguf,) = (each for each in self.model["gguf"] if each["repository"] == GGUF)
        gguf["quantisations"] = ["Q4_K_M", "Q8_0"]
        gguf["projectors"] = []
        self.gguf: dict[str, Any] = gguf
        self.model["gguf"] = [gguf]

    def __call__(self, *options: str) -> tuple[int, list[str], str]:
        """Return the exit code, the lines of the result and what was said beside it."""
        self._raw["models"] = [self.model]
        file = msgspec.json.decode(json.dumps(self._raw).encode(), type=CatalogFile)
        self._file.write_text(canonical(file), encoding="utf-8", newline="\n")
        code = main(["--file", str(self._file), *options])
        printed = self._capsys.readouterr()
        return code, printed.out.splitlines(), printed.err


@pytest.fixture
def check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Check:
    """Return what runs the command."""
    return Check(tmp_path / "catalog.json", capsys)


def header(architecture: str = "llama", **changes: int) -> Content:
    """Return a model file with the numbers of Llama 3.1 8B, and a hole for its weights."""
    numbers = {
        "block_count": 32,
        "embedding_length": 4096,
        "attention.head_count": 32,
        "attention.key_length": 128,
    } | {name.replace("__", "."): value for name, value in changes.items()}
    rows = numbers.pop("rows", 8_030_261_248 // 4096)
    metadata: dict[str, tuple[int, object]] = {"general.architecture": (STRING, architecture)}
    metadata |= {f"{architecture}.{name}": (UINT32, value) for name, value in numbers.items()}
    head = gguf_bytes(metadata, [tensor("token_embd.weight", (4096, rows))])
    return Content(head, size=len(head) + 4096 * rows * 4)


def publish(hub: LocalHub, files: dict[str, Content] | None = None) -> None:
    """Put both repositories of the model on the hub, as the catalogue knows them."""
    hub.add(OWN, {"config.json": b"{}"}, gated="manual", card={"license": "llama3.1"})
    model = header()
    hub.add(GGUF, files or {FILE.format(label): model for label in ("Q4_K_M", "Q8_0")})


def test_nothing_differs(hub: LocalHub, check: Check) -> None:
    publish(hub)

    code, lines, _ = check("--headers")

    assert (code, lines) == (SAME, ["0 differences, 0 things that are news."])


def test_headers_are_read_only_when_asked_for(hub: LocalHub, check: Check) -> None:
    publish(hub)

    check()

    assert not hub.seen(path="*.gguf")


def test_what_the_hub_says_otherwise(hub: LocalHub, check: Check) -> None:
    hub.add(OWN, {"config.json": b"{}"}, card={"license": "mit"})
    hub.add(
        GGUF,
        {"Llama-3.1-8B-Instruct-Q4_K_M.gguf": header(), FILE.format("IQ4_XS"): header()},
        gated="auto",
    )
    check.gguf["projectors"] = ["mmproj-F16.gguf"]
    check.gguf["files"] = ["Meta-Llama-3.1-8B-Instruct-Q8_0.gguf"]

    code, lines, _ = check()

    text = "\n".join(lines)
    assert code == DIFFERENT
    assert "its access is “open” there, “manual” here" in text
    assert "the licence is “mit” there, “llama3.1” here" in text
    assert "its access is “auto” there, “open” here" in text
    assert "no file is called like “Meta-Llama-3.1-8B-Instruct-Q8_0.gguf”" in text
    assert "quantisations are gone: Q8_0" in text
    assert "+ llama-3.1-8b-instruct: " + GGUF + ": further quantisations: IQ4_XS" in lines
    assert "the projector “mmproj-F16.gguf” is gone" in text
    assert lines[-1] == "6 differences, 1 things that are news."


def test_what_the_catalogue_left_open_is_news(hub: LocalHub, check: Check) -> None:
    publish(hub)
    check.gguf["access"] = None
    check.gguf["confirmed"] = False

    code, lines, _ = check()

    assert code == SAME
    assert f"+ llama-3.1-8b-instruct: {GGUF}: its access is “open”" in lines
    assert any("which the catalogue was not sure of" in line for line in lines)


def test_a_renamed_and_a_missing_repository(hub: LocalHub, check: Check) -> None:
    publish(hub)
    hub.add("meta-llama/Llama-8B", {"config.json": b"{}"}, gated="manual")
    hub.renamed[OWN] = "meta-llama/Llama-8B"
    check.gguf["repository"] = "bartowski/Gone-GGUF"

    code, lines, _ = check()

    assert code == DIFFERENT
    assert f"≠ llama-3.1-8b-instruct: {OWN}: it is called “meta-llama/Llama-8B” now" in lines
    assert any("There is no repository “bartowski/Gone-GGUF”" in line for line in lines)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (header("mistral3"), "the architecture is “mistral3” there, “llama” here"),
        (header(block_count=40), "“block_count” is 40 there, 32 here"),
        (header(attention__key_length=64), "“attention.key_length” is 64 there, 128 here"),
        (header(rows=1_000_000), "it has 4,096,000,000 parameters there, 8,030,261,248 here"),
        (Content(b"no model"), "cannot be read"),
    ],
)
def test_a_header_that_says_otherwise(
    hub: LocalHub, check: Check, content: Content, words: str
) -> None:
    publish(hub, {FILE.format("Q4_K_M"): content, FILE.format("Q8_0"): content})

    code, lines, _ = check("--headers")

    assert code == DIFFERENT
    assert any(words in line for line in lines)


def test_findings_for_programs(hub: LocalHub, check: Check) -> None:
    publish(hub)
    check.model["access"] = "open"

    code, lines, _ = check("--json")

    assert code == DIFFERENT
    (found,) = json.loads(lines[0])
    assert found == {
        "kind": "difference",
        "model": "llama-3.1-8b-instruct",
        "repository": OWN,
        "text": "its access is “manual” there, “open” here",
    }


def test_without_a_hub_it_says_so(hub: LocalHub, check: Check) -> None:
    hub.stop()

    code, lines, said = check()

    assert (code, lines) == (NOT_CHECKED, [])
    assert said.startswith("Not checked: ")
    assert "cannot be reached" in said


def test_a_model_that_is_not_there(check: Check) -> None:
    code, _, said = check("gpt-5")

    assert code == DIFFERENT
    assert "There is no “gpt-5” in the catalogue." in said


def test_a_catalogue_that_is_written_otherwise(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "catalog.json"
    file.write_text(json.dumps(json.loads(SHIPPED.read_text("utf-8"))), encoding="utf-8")

    assert main(["--here", "--file", str(file)]) == DIFFERENT
    assert "is not written as --write writes it" in capsys.readouterr().err
    assert main(["--write", "--file", str(file)]) == SAME
    assert main(["--here", "--file", str(file)]) == SAME
    assert file.read_bytes() == SHIPPED.read_bytes()


def test_the_schema_describes_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--schema"]) == SAME

    schema = json.loads(capsys.readouterr().out)
    assert {"Model", "Licence", "GgufRepository"} <= schema["$defs"].keys()
    assert schema["$defs"]["Model"]["additionalProperties"] is False
