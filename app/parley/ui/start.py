"""Opening the window: the application object, fonts, and what is said if it cannot open."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QSessionManager
from PySide6.QtWidgets import QApplication, QWidget

import parley
from parley.core.errors import ParleyError
from parley.core.launching import command
from parley.core.paths import Paths
from parley.ui import dialogs, fonts, languages, theme
from parley.ui.collecting import Collector
from parley.ui.ending import Ending
from parley.ui.instance import Instance, Request, request_of
from parley.ui.services import Services
from parley.ui.windows import Windows

#: Milliseconds without work after which the window counts as idle, for measuring.
_IDLE = 500


class Program(Services, Protocol):
    """The services, and how to end them."""

    @property
    def log(self) -> Any:
        """The log; it writes down what nobody handles."""

    def close(self) -> None:
        """End the engine and close every file."""


def application(resources: Path | None = None) -> QApplication:
    """Return Qt's application object, made on the first call, with the fonts of `resources`."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontShowIconsInMenus)
        app = QApplication([sys.argv[0]])
    app.setApplicationName("Parley")
    app.setApplicationVersion(parley.__version__)
    app.setDesktopFileName("parley")
    # The same controls on every system, so that the theme's colours hold everywhere.
    app.setStyle("Fusion")
    if resources is not None:
        app.setFont(fonts.load(resources))
    return app


def main(
    open_program: Callable[[], Program],
    find_resources: Callable[[], Path],
    arguments: Sequence[str] = (),
    *,
    measure: bool = False,
) -> int:
    """Show the windows until they are closed and return the exit code.

    Where the program runs already, that one does what the arguments ask for, and this one ends:
    they are files to open, after `--new-window` or `--quick-ask` where that is wanted. A program
    that cannot be opened is said in a dialog, in the system's language where `find_resources` has
    it. `measure` prints how long the start took and how much memory the window takes, as JSON, and
    ends.
    """
    if sys.platform.startswith("linux") and not _has_display():
        print(
            "There is no display to open a window on."
            f" Use “{command('chat')}” in the terminal, or start Parley from a desktop.",
            file=sys.stderr,
        )
        return 1
    app = application()
    request, instance = request_of(arguments), Instance(Paths.find())
    if not instance.take() and not measure and instance.hand_over(request):
        return 0
    try:
        program = open_program()
    except ParleyError as error:
        theme.apply(app, "system")
        print(error, file=sys.stderr)
        with contextlib.suppress(ParleyError):
            languages.install(app, "system", find_resources(), Paths.find().cache)
        dialogs.error_dialog(error).exec()
        return 1
    collector = Collector(app)
    app.setFont(fonts.load(program.resources))
    fonts.choose(app, program.resources, program.settings.fonts)
    languages.install(app, program.settings.language, program.resources, program.paths.cache)
    try:
        windows = Windows(program)
        program.log.catch_bugs(windows.say)
        app.commitDataRequest.connect(windows.note)
        app.saveStateRequest.connect(_come_back)
        ending = Ending(windows.quit)
        if request.what != "quick-ask":
            windows.restore()
        if measure:
            _measure(windows, app)
        if request != Request(token=request.token):
            _do(windows, request)
        # What is not needed for the first window waits until it is there.
        QTimer.singleShot(0, windows, partial(_be_there, windows, instance))
        try:
            return app.exec()
        finally:
            ending.close()
    finally:
        instance.close()
        program.close()
        collector.close()


def _come_back(manager: QSessionManager) -> None:
    """Have the next session start the program, which opens its windows by itself.

    Qt would have it started with `-session`, which is no command of this program.
    """
    from parley.engine.child import engine_command

    manager.setRestartCommand(engine_command()[:-1])


def _be_there(windows: Windows, instance: Instance) -> None:
    """Hear of later starts, and show and hear what the settings ask for besides windows."""
    instance.listen(partial(_do, windows))
    windows.presence.follow()


def _do(windows: Windows, request: Request) -> None:
    """Do what a start of the program asks for."""
    if request.what == "quick-ask":
        windows.presence.ask()
        return
    if request.what == "window":
        windows.open(beside=windows.active)
    window = windows.raise_one()
    if request.files:
        window.open_files(request.files)


def _measure(windows: Windows, app: QApplication) -> None:
    window = windows.active
    assert window is not None
    window.page.installEventFilter(_FirstPaint(window, lambda: _report(app)))


def _has_display() -> bool:
    named = os.environ.get("QT_QPA_PLATFORM", "")
    return bool(named or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


class _FirstPaint(QObject):
    """Calls back once, after the first time the window was painted."""

    def __init__(self, parent: QWidget, then: Callable[[], None]) -> None:
        super().__init__(parent)
        self._then: Callable[[], None] | None = then

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._then is not None:
            then, self._then = self._then, None
            QTimer.singleShot(0, then)
        return super().eventFilter(watched, event)


def _report(app: QGuiApplication) -> None:
    seconds = _age()

    def say() -> None:
        import psutil

        rss = psutil.Process().memory_info().rss
        print(json.dumps({"window_seconds": round(seconds, 4), "rss_bytes": rss}), flush=True)
        app.quit()

    QTimer.singleShot(_IDLE, say)


def _age() -> float:
    """Return the seconds since this process was started."""
    try:
        # Field 22 of proc_pid_stat(5), in clock ticks since boot; the name before it may hold
        # spaces. The clock is exact there, where a start in seconds since 1970 is not.
        fields = Path("/proc/self/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        started = int(fields[19]) / os.sysconf("SC_CLK_TCK")
        return time.clock_gettime(time.CLOCK_BOOTTIME) - started
    except (OSError, AttributeError, ValueError):
        import psutil

        return time.time() - psutil.Process().create_time()
