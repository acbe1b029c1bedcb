"""Windows over a program whose hub is on this computer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from helpers.fetching import connected
from helpers.local_hub import LocalHub
from helpers.scripted_engine import ScriptedEngine
from parley.application import Application
from parley.core.paths import Paths


@pytest.fixture
def hub() -> Iterator[LocalHub]:
    """Return the hub, without any model."""
    with LocalHub() as hub:
        yield hub


@pytest.fixture
def program(paths: Paths, engine: ScriptedEngine, hub: LocalHub) -> Iterator[Application]:
    """Return the program behind the windows."""
    program = connected(paths, hub, lambda: engine)
    yield program
    program.close()
