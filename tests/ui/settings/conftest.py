"""Windows whose engine is a script also where it is asked about the machine and a load."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from helpers.scripted_engine import ScriptedEngine
from helpers.scripted_query import ScriptedQuery
from parley.application import Application, resources_dir
from parley.core.paths import Paths


@pytest.fixture
def query() -> ScriptedQuery:
    """Return what is asked about the engine of this computer; it has no graphics card."""
    return ScriptedQuery()


@pytest.fixture
def program(paths: Paths, engine: ScriptedEngine, query: ScriptedQuery) -> Iterator[Application]:
    """Return the program behind the windows."""
    program = Application(
        paths, resources_dir(), make_engine=lambda: engine, make_query=lambda: query
    )
    program.change_settings(theme="light", titles="words")
    yield program
    program.close()
