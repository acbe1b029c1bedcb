"""A command line over a scripted engine."""

from __future__ import annotations

import pytest

from helpers.cli_run import Command
from helpers.gguf_bytes import gguf_bytes
from parley.core.paths import Paths


@pytest.fixture
def command(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """Return a callable: `command("chat", "Hello")`."""
    model = paths.models / "small.gguf"
    model.write_bytes(gguf_bytes())
    return Command(paths, model, monkeypatch, capsys)
