"""A damaged catalogue gives words that say where, never a traceback."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parley.catalog import Catalog
from parley.catalog.catalog import decoded
from parley.core.errors import ParleyError

_KEPT = ("llama-3.1-8b-instruct", "mistral-medium-3", "magistral-small-2509")


@pytest.fixture(scope="session")
def small(catalog_path: Path) -> dict[str, Any]:
    """Return a catalogue of three models as Python has it."""
    raw: dict[str, Any] = json.loads(catalog_path.read_text("utf-8"))
    raw["models"] = [model for model in raw["models"] if model["id"] in _KEPT]
    return raw


def problem(raw: Any) -> str:
    """Return what is said of a damaged catalogue."""
    with pytest.raises(ParleyError) as caught:
        decoded(json.dumps(raw).encode())
    assert caught.value.code == "catalog_damaged"
    assert caught.value.safe
    assert caught.value.hint
    return caught.value.message


def test_a_part_of_the_catalogue_is_one(small: dict[str, Any]) -> None:
    assert [model.id for model in decoded(json.dumps(small).encode()).models] == list(_KEPT)


def _set(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(raw: dict[str, Any]) -> None:
        at: Any = raw
        *parts, last = [int(part) if part.isdigit() else part for part in path.split("/")]
        for part in parts:
            at = at[part]
        at[last] = value

    return change


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_set("format", 2), "format: "),
        (_set("updated", "soon"), "“updated” is not a date: “soon”"),
        (_set("models/0/context", -1), "llama-3.1-8b-instruct: a context of -1 tokens cannot be"),
        (_set("models/0/context", "128k"), "models[0].context: expected"),
        (_set("models/0/size", 8), "object contains unknown field `size`"),
        (_set("models/0/family", "lama"), "models[0].family: invalid enum value"),
        (_set("models/0/licence", "llama9"), "there is no licence “llama9”"),
        (_set("models/0/released", "2024-13-01"), "“2024-13-01” is not a day"),
        (_set("models/0/repository", "Llama-3.1"), "“Llama-3.1” is not the name of a repository"),
        (_set("models/0/variants", ["a/../b"]), "“a/../b” is not the name of a repository"),
        (_set("models/0/id", "magistral-small-2509"), "two entries for the model"),
        (_set("models/0/aliases", ["Magistral Small 2509"]), "could be llama-3.1-8b-instruct or"),
        (
            _set("models/2/gguf/0/repository", "bartowski/Meta-Llama-3.1-8B-Instruct-GGUF"),
            "could be llama-3.1-8b-instruct or magistral-small-2509",
        ),
        (_set("models/0/sources/context", []), "“context” has no source"),
        (_set("models/0/sources/context", ["hearsay"]), "a source that is not there: “hearsay”"),
        (_set("models/0/sources/colour", ["card"]), "sources for “colour”, which is no fact"),
        (_set("models/0/good_for", None), "“good_for” has sources, but is not known"),
        (_set("models/0/parameters", {"total": 80_300_000_000}), "adds up to"),
        (_set("models/0/parameters/exact", 9_000_000_000), "is not 9,000,000,000 rounded"),
        (_set("models/0/parameters/active", 9_000_000_000), "cannot be active"),
        (_set("models/0/architecture/layers", 0), "its architecture has “layers” 0"),
        (_set("models/0/architecture/layers", 16), "adds up to"),
        (_set("models/0/architecture/experts_used", 2), "there are none"),
        (_set("models/0/architecture/gguf", "Llama 3"), "“Llama 3” is not an architecture"),
        (_set("models/0/engine", {"runs": False}), "why the engine does not run it is not said"),
        (
            _set("models/0/engine", {"runs": True, "projector": ["image"]}),
            "its projector is for inputs that it does not take",
        ),
        (_set("models/0/sampling/0/temperature", -0.1), "sampled with “temperature” -0.1"),
        (_set("models/0/sampling/0/top_p", 1.5), "sampled with “top_p” 1.5"),
        (_set("models/1/repository", "mistralai/Medium"), "no open weights, but repositories"),
        (_set("models/0/closed", "Sold."), "no open weights, but repositories"),
        (_set("models/2/system_prompt", "none"), "there is no system prompt “none”"),
        (_set("models/2/gguf/0/files", ["/etc/passwd"]), "“/etc/passwd” is not a path"),
        (_set("models/2/gguf/0/usable", False), "cannot be used is not said"),
        (_set("models/2/gguf/1/quantisations", ["Q8_0", "F16"]), "not in order"),
        (_set("licences/0/id", "mit"), "two entries for the licence “mit”"),
        (_set("licences/0/url", "http://example.org"), "has no address"),
        (_set("licences/0/commercial/value", "maybe"), "neither yes, conditions nor no"),
        (_set("licences/0/commercial/says", ""), "says nothing under “commercial”"),
        (_set("licences/0/osi/value", "yes"), "does not say whether it is OSI-approved"),
        (_set("licences/0/users/value", True), "a limit under “users” that is no number"),
        (_set("sources/card/title", ""), "The source “card” has no title"),
        (_set("sources/card/url", "ftp://x"), "an address that is not https"),
    ],
)
def test_what_is_wrong_is_said(
    small: dict[str, Any], change: Callable[[dict[str, Any]], None], words: str
) -> None:
    raw = copy.deepcopy(small)
    change(raw)

    message = problem(raw)

    assert words in message
    assert message.startswith("The catalogue of models is damaged: ")


def test_more_problems_are_counted(small: dict[str, Any]) -> None:
    raw = copy.deepcopy(small)
    raw["updated"] = ""
    raw["models"][0]["context"] = 0

    assert "(and 1 more)" in problem(raw)


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"\xff\xfe", b"[]", b"null", b"[" * 100_000, b'{"format": 1}', b'"\\ud800"'],
)
def test_what_is_no_catalogue_at_all(data: bytes) -> None:
    with pytest.raises(ParleyError) as caught:
        decoded(data)

    assert caught.value.code == "catalog_damaged"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ParleyError) as caught:
        Catalog.load(tmp_path / "catalog.json")

    assert caught.value.code == "catalog_missing"


def test_what_is_no_json_is_called_so() -> None:
    with pytest.raises(ParleyError) as caught:
        decoded(b"<html>")

    assert "is damaged: JSON is malformed" in caught.value.message


def test_a_cut_file_is_damaged(catalog_path: Path) -> None:
    data = catalog_path.read_bytes()

    for length in range(0, len(data) - 1, len(data) // 40):
        with pytest.raises(ParleyError):
            decoded(data[:length])


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_any_damage_gives_words_or_a_catalogue(small: dict[str, Any], data: st.DataObject) -> None:
    raw = copy.deepcopy(small)
    for _ in range(data.draw(st.integers(1, 3))):
        at: Any = raw
        while True:
            keys = list(at) if isinstance(at, dict) else list(range(len(at)))
            if not keys:
                break
            key = data.draw(st.sampled_from(keys))
            inner = at[key]
            if isinstance(inner, dict | list) and data.draw(st.integers(0, 5)):
                at = inner
                continue
            if isinstance(at, dict) and data.draw(st.booleans()):
                del at[key]
            else:
                at[key] = data.draw(_JSON)
            break
    try:
        Catalog(decoded(json.dumps(raw).encode()))
    except ParleyError as error:
        said = error
    else:
        return
    assert said.code == "catalog_damaged"
    assert "\n" not in said.message
