"""What a model is like from the catalogue's numbers alone, against real headers and files."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.desks import catalog, machine
from helpers.model_shapes import models, write
from parley.discover.outline import outline
from parley.engine.protocol import LoadOptions
from parley.fit.estimate import estimate
from parley.fit.shape import shape
from parley.gguf import read

#: Names in the catalogue, and those of the same models as their files have them.
SAME = {
    "llama-3.2-1b-instruct": "llama-3.2-1b",
    "llama-3.1-8b-instruct": "llama-3.1-8b",
    "llama-3.3-70b-instruct": "llama-3.3-70b",
    "llama-4-scout-17b-16e-instruct": "llama-4-scout",
    "llama-4-maverick-17b-128e-instruct": "llama-4-maverick",
    "mistral-7b-instruct-v0.3": "mistral-7b-v0.3",
    "mistral-nemo-instruct-2407": "mistral-nemo-12b",
    "mixtral-8x7b-instruct-v0.1": "mixtral-8x7b",
    "ministral-3-3b-instruct-2512": "ministral-3-3b",
    "ministral-3-14b-instruct-2512": "ministral-3-14b",
    "mistral-small-4-119b-2603": "mistral-small-4",
    "mistral-large-3-675b-instruct-2512": "mistral-large-3",
    "qwen3-8b": "qwen3-8b",
    "qwen3-30b-a3b": "qwen3-30b-a3b",
    "qwen3.5-9b": "qwen3.5-9b",
    "qwen3.5-35b-a3b": "qwen3.5-35b-a3b",
    "gemma-3-4b-it": "gemma-3-4b",
    "gemma-4-31b-it": "gemma-4-31b",
    "gemma-4-e4b-it": "gemma-4-e4b",
    "phi-4": "phi-4",
}


@pytest.mark.parametrize("id_", SAME)
def test_memory_is_what_the_header_of_the_same_model_says(id_: str, tmp_path: Path) -> None:
    real = shape(read(write(tmp_path / "model.gguf", models()[SAME[id_]])))
    found = outline(catalog().find(id_))
    assert found is not None
    assert found.told
    options, here = LoadOptions(context=8192, gpu_layers=0), machine(64)
    expected, got = (estimate(each, options, here) for each in (real, found.shape))
    assert found.size == pytest.approx(real.weights, rel=0.03)
    assert got.kv_cache == pytest.approx(expected.kv_cache, rel=0.02)
    assert got.total == pytest.approx(expected.total, rel=0.05)
    assert found.shape.active_bytes == pytest.approx(real.active_bytes, rel=0.05)


@pytest.mark.parametrize(
    ("id_", "label", "size"),
    [
        # Bytes of the files as their publishers list them.
        ("llama-3.1-8b-instruct", "Q4_K_M", 4_920_000_000),
        ("llama-3.1-8b-instruct", "Q8_0", 8_540_000_000),
        ("llama-3.1-8b-instruct", "IQ2_M", 2_950_000_000),
        ("llama-3.2-1b-instruct", "Q4_K_M", 808_000_000),
        ("llama-3.3-70b-instruct", "Q4_K_M", 42_520_000_000),
        ("mistral-7b-instruct-v0.3", "Q6_K", 5_950_000_000),
        ("mistral-nemo-instruct-2407", "Q5_K_M", 8_730_000_000),
    ],
)
def test_files_are_about_as_big_as_those_that_are_published(
    id_: str, label: str, size: int
) -> None:
    found = outline(catalog().find(id_), label)
    assert found is not None
    assert found.size == pytest.approx(size, rel=0.06)


def test_every_model_with_weights_has_an_outline() -> None:
    for model in catalog().models:
        found = outline(model)
        known = model.parameters is not None or model.architecture is not None
        assert (found is not None) == (known and model.open_weights), model.id
        if found is not None and model.parameters is not None:
            bits = 8 * found.size / model.parameters.total
            assert 3.5 < bits < 7.0, model.id
            active = model.parameters.active or model.parameters.total
            assert found.shape.active_parameters < 1.5 * active + 1e9 or model.id == (
                "gemma-4-e2b-it"  # most of it are embeddings that are looked up
            )


def test_a_label_of_which_nothing_is_known_has_no_outline() -> None:
    model = catalog().find("llama-3.1-8b-instruct")
    assert outline(model, "IQ4_KSS") is None
    full, half = outline(model, "F32"), outline(model, "F16")
    assert full is not None
    assert half is not None
    assert full.size == pytest.approx(2 * half.size, rel=0.01)
