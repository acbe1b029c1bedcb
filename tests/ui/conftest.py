"""Real windows over a home of their own, with an engine that follows the test's script."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.scripted_engine import ScriptedEngine
from parley.application import Application, resources_dir
from parley.core.paths import Paths
from parley.ui import languages, start
from parley.ui.main_window import MainWindow
from parley.ui.windows import Windows


@pytest.fixture(autouse=True)
def _collected_here() -> Iterator[None]:
    """Free what a test leaves on the window's thread, as the program does (`ui.collecting`)."""
    gc.disable()
    gc.freeze()
    yield
    gc.collect()
    gc.unfreeze()
    gc.enable()


@pytest.fixture
def app(qapp: QApplication, compiled_texts: Path) -> QApplication:
    """Return the application object with style, fonts and English, as `parley` makes it."""
    # Windows of the test before are deleted by the next loop of events; until then each style that
    # is set would be set for them too.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    app = start.application(resources_dir())
    languages.install(app, "en", resources_dir(), compiled_texts)
    return app


@pytest.fixture(scope="session")
def compiled_texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder in which the texts of the windows are compiled once."""
    return tmp_path_factory.mktemp("texts")


@pytest.fixture
def engine() -> ScriptedEngine:
    """Return the engine behind the windows; it says what the test told it to, on `run()`."""
    return ScriptedEngine()


@pytest.fixture
def program(paths: Paths, engine: ScriptedEngine) -> Iterator[Application]:
    """Return the program behind the windows."""
    program = Application(paths, resources_dir(), make_engine=lambda: engine)
    # Tests that count what the engine is asked want no titles from it.
    program.change_settings(theme="light", titles="words")
    yield program
    program.close()


@pytest.fixture
def windows(app: QApplication, program: Application) -> Windows:
    """Return what the windows of the program share."""
    return Windows(program)


@pytest.fixture
def open_window(qtbot: QtBot, program: Application, windows: Windows) -> Callable[[], MainWindow]:
    """Return a function that opens a window and waits until it has the focus."""

    def open_one() -> MainWindow:
        window = MainWindow(program, windows)
        qtbot.addWidget(window)
        window.resize(1000, 700)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    return open_one


@pytest.fixture
def window(open_window: Callable[[], MainWindow]) -> MainWindow:
    """Return an open window."""
    return open_window()


@pytest.fixture
def tell(app: QApplication, engine: ScriptedEngine) -> Callable[..., None]:
    """Return a function that lets the engine say `count` things, or all, and the window hear."""

    def tell_some(count: int = 10_000) -> None:
        app.processEvents()
        for _ in range(count):
            if not engine.step():
                break
            app.processEvents()
        # What a layout shows, it shows in the next round.
        app.processEvents()

    return tell_some
