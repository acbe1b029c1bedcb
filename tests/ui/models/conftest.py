"""The Models window over a real library and the real catalogue, on a machine that the test says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from helpers.desks import desk, machine
from parley.application import Application
from parley.core.errors import ParleyError
from parley.core.paths import Paths
from parley.discover.cards import Desk
from parley.hardware import Machine
from parley.library import Library
from parley.ui.models.window import ModelsWindow
from parley.ui.services import Opened
from parley.ui.windows import Windows


class Here:
    """Implements `ModelServices` over the program, but for the machine.

    Attributes:
        machine: what this computer has; a `ParleyError` is what looking at it comes to.
    """

    def __init__(self, program: Application) -> None:
        self._program = program
        self.machine: Machine | ParleyError = machine(32, 12)

    @property
    def paths(self) -> Paths:
        return self._program.paths

    @property
    def library(self) -> Library:
        return self._program.library

    def open_models(self, paths: Sequence[str]) -> Opened:
        return self._program.open_models(paths)

    def desk(self) -> Desk:
        return desk(self.look_at_machine())

    def look_at_machine(self) -> Machine:
        if isinstance(self.machine, ParleyError):
            raise self.machine
        return self.machine


@pytest.fixture
def here(program: Application) -> Here:
    """Return what the window is over: a computer with a graphics card of 12 GiB."""
    return Here(program)


@pytest.fixture
def open_models(qtbot: QtBot, windows: Windows, here: Here) -> Iterator[Callable[[], ModelsWindow]]:
    """Return a function that opens the window and waits until it has the focus."""
    opened = []

    def open_one() -> ModelsWindow:
        window = ModelsWindow(here, windows.look, windows.icons)
        qtbot.addWidget(window)
        opened.append(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    yield open_one
    for window in opened:
        window.finish()


@pytest.fixture
def models_window(open_models: Callable[[], ModelsWindow], qtbot: QtBot) -> ModelsWindow:
    """Return the open window, with every model judged."""
    window = open_models()
    qtbot.waitUntil(lambda: window.discover.ready, timeout=60_000)
    return window


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of the person's own."""
    made = tmp_path / "my models"
    made.mkdir()
    return made
