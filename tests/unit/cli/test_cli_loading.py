"""`parley chat` on a computer with a graphics card: as many layers there as fit."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec
import pytest

from helpers.cli_run import Ran, catalog, services
from helpers.model_shapes import models, write
from helpers.recorded_machine import RecordedQuery, listed
from helpers.scripted_engine import ScriptedEngine, done
from parley.application.parts import fit_records
from parley.cli import main
from parley.core.paths import Paths
from parley.core.settings import Settings
from parley.engine.protocol import Device, LoadOptions
from parley.hardware import detect

GIB = 1024**3
Chat = Callable[..., tuple[Ran, LoadOptions]]


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """Return a file with the header of an 8-billion model and a hole where its weights were."""
    return write(tmp_path / "llama-8b.gguf", models()["llama-3.1-8b"], "Q4_K_M")


@pytest.fixture
def chat(paths: Paths, model: Path, capsys: pytest.CaptureFixture[str]) -> Chat:
    """Return a callable: `chat(card_bytes, "--ctx", "4096")`, with the options of the load."""

    def run(free: int, *argv: str, looked_at: bool = True, **settings: Any) -> tuple[Ran, Any]:
        cards = (Device("CUDA0", "Card", "CUDA", "gpu", 24 * GIB, free),) if free else ()
        query = RecordedQuery(
            msgspec.structs.replace(
                listed(*cards, backends=("CPU", "CUDA")), engine=version("llama-cpp-python")
            )
        )
        if looked_at:
            detect(paths, query)
        engine = ScriptedEngine(delivery="at_once")
        engine.will_answer("Hello", done())
        made = services(
            paths,
            Settings(model=str(model), **settings),
            make_engine=lambda: engine,
            make_query=lambda: query,
            make_catalog=catalog,
            records=lambda here: fit_records(paths, here),
        )
        code = main(["chat", *argv, "Hello"], lambda: made)
        printed = capsys.readouterr()
        ((_, options),) = engine.loads
        return Ran(code, printed.out, printed.err), options

    return run


def test_a_model_that_fits_goes_to_the_card_whole(chat: Chat) -> None:
    _, options = chat(16 * GIB)

    assert options.gpu_layers == 33
    assert options.devices == ("CUDA0",)
    assert options.context == LoadOptions().context


def test_of_a_model_that_does_not_fit_as_many_layers_as_do_and_it_is_said(chat: Chat) -> None:
    ran, options = chat(4 * GIB)

    assert 0 < options.gpu_layers < 33
    assert "graphics card" in ran.err


def test_with_a_full_card_the_processor_computes_alone(chat: Chat) -> None:
    _, options = chat(64 * 1024**2)

    assert options.gpu_layers == 0


@pytest.mark.parametrize(
    ("argv", "settings"), [(("--gpu-layers", "7"), {}), ((), {"load": {"gpu_layers": 7}})]
)
def test_who_says_how_many_layers_decides(
    chat: Chat, argv: tuple[str, ...], settings: dict[str, Any]
) -> None:
    _, options = chat(4 * GIB, *argv, **settings)

    assert options.gpu_layers == 7
    assert not options.devices


def test_on_a_computer_without_cards_nothing_is_asked(chat: Chat) -> None:
    _, options = chat(0)

    assert options == LoadOptions()


def test_on_a_computer_that_nobody_looked_at_the_engine_decides(chat: Chat) -> None:
    _, options = chat(4 * GIB, looked_at=False)

    assert options == LoadOptions()
