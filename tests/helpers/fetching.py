"""A program over a hub on this computer, and real small models to download from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from helpers.gguf_models import tiny
from helpers.local_hub import Content, LocalHub
from helpers.recorded_machine import RecordedQuery, listed
from helpers.scripted_engine import ScriptedEngine
from parley.application import Application, resources_dir
from parley.core.errors import ParleyError
from parley.core.paths import Paths
from parley.engine.protocol import Engine

REPO = "someone/Breeze-GGUF"
TOKEN = "hf_abcdefghijklmnopqrstuvwxyz0123456789"


class Query(RecordedQuery):
    """An engine that says which devices there are, and nothing of models."""

    def dry_load(self, *_: object) -> Any:
        raise ParleyError("engine_timeout", "The engine took too long.", hint="Try again.")


def connected(
    paths: Paths, hub: LocalHub, make_engine: Callable[[], Engine] = ScriptedEngine
) -> Application:
    """Return a program whose hub is `hub`; the caller closes it."""
    program = Application(
        paths,
        resources_dir(),
        make_engine=make_engine,
        make_query=lambda: Query(listed()),  # type: ignore[arg-type,return-value]
        env={"HF_ENDPOINT": hub.endpoint},
    )
    program.change_settings(theme="light", titles="words")
    return program


def breeze(
    hub: LocalHub, folder: Path, *, size: int | None = None, repo: str = REPO, **options: Any
) -> Path:
    """Put a small model on the hub in two builds; return the larger file.

    Args:
        size: bytes of the larger one; past the model come zeros.
    """
    folder.mkdir(parents=True, exist_ok=True)
    model = tiny(folder / "Breeze-F16.gguf")
    whole = Content(model)
    if size is not None:
        padded = folder / "padded.gguf"
        padded.write_bytes(model.read_bytes() + bytes(size - whole.size))
        whole = Content(padded)
    options.setdefault("card", {"license": "apache-2.0"})
    hub.add(repo, {"Breeze-F16.gguf": whole}, **options)
    return model
