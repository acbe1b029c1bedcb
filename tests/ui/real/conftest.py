"""Windows over the engine of this installation and the starter model: what answers is a model."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from helpers.heard_engine import HeardEngine
from helpers.real_talk import ENDLESS, Talk
from helpers.scripted_query import ScriptedQuery
from parley.application import Application, resources_dir
from parley.core.paths import Paths
from parley.ui.chat.page import ChatPage
from parley.ui.main_window import MainWindow


@pytest.fixture
def engine(paths: Paths) -> HeardEngine:
    """Return the engine behind the windows, a real one."""
    return HeardEngine(state_dir=paths.states)


@pytest.fixture
def program(paths: Paths, engine: HeardEngine, starter_model: Path) -> Iterator[Application]:
    """Return the program behind the windows; its answers have sixteen tokens."""
    env = {**os.environ, "PARLEY_STARTER_MODEL": str(starter_model)}
    # What the machine is was asked in other tests; here it would take the time of the model.
    program = Application(
        paths, resources_dir(), make_engine=lambda: engine, make_query=ScriptedQuery, env=env
    )
    program.change_settings(
        theme="light",
        titles="words",
        # Threads that wait for each other are slow on a machine that does other things as well.
        load={"context": 2048, "threads": 1},
        sampling={**ENDLESS, "max_tokens": 16},
    )
    yield program
    program.close()


@pytest.fixture
def talk(window: MainWindow, qtbot: QtBot) -> Talk:
    """Return the conversation in the window."""
    return Talk(window.page, qtbot)


@pytest.fixture
def talk_in(qtbot: QtBot) -> Callable[[ChatPage], Talk]:
    """Return a function that has a conversation on another page."""
    return lambda page: Talk(page, qtbot)
