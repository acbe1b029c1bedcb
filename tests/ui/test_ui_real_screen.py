"""The whole program on a real (virtual) X screen, with real keys and the real starter model."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from helpers.screens import virtual_screen
from parley.core.paths import Paths

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="the X window system is Linux's"),
]
WaitUntil = Callable[..., None]


@pytest.fixture
def display() -> Iterator[str]:
    with virtual_screen() as display:
        yield display


class Program:
    """Parley as a person starts it."""

    def __init__(self, display: str, home: Path, model: Path, *arguments: str) -> None:
        self.home = home
        self.environment = {
            **os.environ,
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "PARLEY_HOME": str(home),
            "PARLEY_STARTER_MODEL": str(model),
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "parley", *arguments],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def xdotool(self, *words: str) -> str:
        return subprocess.run(
            ["xdotool", *words],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        ).stdout.strip()

    def focused(self, name: str = "Parley") -> bool:
        """Give the window the keyboard, as a window manager would; tell whether it has it."""
        assert self.process.poll() is None, self.process.communicate()
        for window in self.xdotool("search", "--onlyvisible", "--name", name).split():
            self.xdotool("windowfocus", window)
            if self.xdotool("getwindowfocus") == window:
                return True
        return False

    def keys(self, *names: str) -> None:
        self.xdotool("key", "--clearmodifiers", *names)

    def write(self, text: str) -> None:
        self.xdotool("type", "--clearmodifiers", text)

    def messages(self) -> list[tuple[str, str, str]]:
        """Role, status and text of every message that is stored, oldest first."""
        connection = sqlite3.connect(f"file:{Paths(self.home).database}?mode=ro", uri=True)
        try:
            return connection.execute(
                "SELECT role, status, content FROM messages ORDER BY id"
            ).fetchall()
        finally:
            connection.close()

    def draft(self) -> str:
        """What is written and not sent, all of it."""
        connection = sqlite3.connect(f"file:{Paths(self.home).database}?mode=ro", uri=True)
        try:
            return " ".join(text for (text,) in connection.execute("SELECT text FROM drafts"))
        finally:
            connection.close()


@pytest.fixture
def program(display: str, tmp_path: Path, starter_model: Path) -> Iterator[Program]:
    program = Program(display, tmp_path / "home", starter_model)
    yield program
    if program.process.poll() is None:
        program.process.send_signal(signal.SIGKILL)
    program.process.communicate()


def test_a_person_types_stops_starts_anew_and_leaves(
    program: Program, wait_until: WaitUntil
) -> None:
    wait_until(program.focused, 60)
    program.write("Tell me a long story about a lighthouse")
    program.keys("Return")
    wait_until(lambda: any(m[0] == "assistant" and m[2] for m in program.messages()), 120)
    program.keys("Escape")
    wait_until(lambda: [m[1] for m in program.messages()] == ["complete", "stopped"], 60)
    story = program.messages()
    assert story[0][2] == "Tell me a long story about a lighthouse"

    program.keys("ctrl+n")
    program.write("Hello")
    program.keys("shift+Return")
    program.write("there")
    program.keys("Return")
    wait_until(lambda: len(program.messages()) == 4, 60)
    assert program.messages()[2][2] == "Hello\nthere"
    # What was said before is untouched by what is said now.
    assert program.messages()[:2] == story
    program.keys("Escape")
    wait_until(lambda: program.messages()[3][1] in {"stopped", "complete"}, 120)

    program.keys("ctrl+q")
    _, errors = program.process.communicate(timeout=60)
    assert program.process.returncode == 0
    assert "Traceback" not in errors


def test_a_killed_window_leaves_what_was_shown_and_no_engine(
    program: Program, display: str, starter_model: Path, wait_until: WaitUntil
) -> None:
    wait_until(program.focused, 60)
    program.write("Tell me a long story about the sea")
    program.keys("Return")
    wait_until(lambda: any(m[0] == "assistant" and len(m[2]) > 20 for m in program.messages()), 120)
    engines = psutil.Process(program.process.pid).children(recursive=True)
    assert engines
    shown = program.messages()[1][2]
    program.process.kill()
    program.process.wait()
    psutil.wait_procs(engines, timeout=60)
    assert not any(engine.is_running() for engine in engines)

    again = Program(display, program.home, starter_model)
    try:
        wait_until(lambda: program.messages()[1][1] == "interrupted", 60)
        assert program.messages()[1][2].startswith(shown)
    finally:
        again.process.kill()
        again.process.communicate()


def test_a_question_in_passing(program: Program, display: str, wait_until: WaitUntil) -> None:
    wait_until(program.focused, 60)
    # The first press may come before the keys are taken: they wait for the window.
    wait_until(lambda: _summoned(program), 60)
    wait_until(lambda: program.focused("Quick ask"), 30)
    # What is selected in another program comes into it.
    other = subprocess.Popen(
        [sys.executable, "-c", _SELECTS], env=program.environment, stdout=subprocess.PIPE
    )
    assert other.stdout is not None
    assert other.stdout.readline().strip() == b"selected"
    wait_until(lambda: program.focused("Quick ask"), 30)
    program.write("Translate:")
    program.keys("ctrl+shift+i")
    wait_until(lambda: "le mistral" in program.draft(), 30)
    program.keys("Return")
    wait_until(lambda: len(program.messages()) == 2, 60)
    assert program.messages()[0][2] == "Translate:\n\nle mistral"
    other.kill()
    other.communicate()
    program.keys("Escape")
    wait_until(lambda: not program.xdotool("search", "--onlyvisible", "--name", "Quick ask"), 30)
    # The answer goes on behind.
    wait_until(lambda: bool(program.messages()[1][2]), 120)


def test_a_start_for_one_question_is_handed_to_the_program_that_runs(
    program: Program, display: str, starter_model: Path, wait_until: WaitUntil
) -> None:
    wait_until(program.focused, 60)
    wait_until((program.home / "window.socket").exists, 60)
    second = Program(display, program.home, starter_model, "--quick-ask")
    out, errors = second.process.communicate(timeout=60)
    assert (second.process.returncode, out, errors) == (0, "", "")
    wait_until(lambda: program.focused("Quick ask"), 30)


def _summoned(program: Program) -> bool:
    program.keys("ctrl+alt+space")
    return bool(program.xdotool("search", "--onlyvisible", "--name", "Quick ask"))


_SELECTS = """
import sys
from PySide6.QtGui import QClipboard, QGuiApplication
app = QGuiApplication([])
app.clipboard().setText("le mistral", QClipboard.Mode.Selection)
app.processEvents()
print("selected", flush=True)
app.exec()
"""


def test_a_start_for_one_question_ends_with_it(
    display: str, tmp_path: Path, starter_model: Path, wait_until: WaitUntil
) -> None:
    program = Program(display, tmp_path / "home", starter_model, "--quick-ask")
    try:
        wait_until(lambda: program.focused("Quick ask"), 60)
        assert program.xdotool("search", "--onlyvisible", "--name", "Quick ask").count("\n") == 0
        program.keys("Escape")
        _, errors = program.process.communicate(timeout=60)
        assert program.process.returncode == 0
        assert "Traceback" not in errors
    finally:
        program.process.kill()
        program.process.communicate()
