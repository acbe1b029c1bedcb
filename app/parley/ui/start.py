"""Opening the window: the application object, fonts, and what is said if it cannot open."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

import parley
from parley.core.errors import ParleyError
from parley.ui import dialogs, fonts, theme
from parley.ui.main_window import MainWindow
from parley.ui.services import Services

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


def main(open_program: Callable[[], Program], *, measure: bool = False) -> int:
    """Show the window until it is closed and return the exit code.

    A program that cannot be opened is said in a dialog. `measure` prints how long the start took
    and how much memory the window takes, as JSON, and ends.
    """
    if sys.platform.startswith("linux") and not _has_display():
        print(
            "There is no display to open a window on."
            " Use “parley chat” in the terminal, or start Parley from a desktop.",
            file=sys.stderr,
        )
        return 1
    app = application()
    try:
        program = open_program()
    except ParleyError as error:
        theme.apply(app, "system")
        print(error, file=sys.stderr)
        dialogs.error_dialog(error).exec()
        return 1
    app.setFont(fonts.load(program.resources))
    try:
        window = MainWindow(program)
        program.log.catch_bugs(window.say)
        if measure:
            measuring = _FirstPaint(window, lambda: _report(app))
            window.page.installEventFilter(measuring)
        window.show()
        return app.exec()
    finally:
        program.close()


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
