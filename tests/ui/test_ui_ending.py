"""A program that is asked to end by a signal: it closes its windows and keeps what they know."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.program import started
from parley.core.paths import Paths
from parley.core.settings import SettingsFile
from parley.ui.ending import Ending
from parley.ui.instance import Instance


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_once_and_the_next_is_the_systems(
    app: QApplication, qtbot: QtBot, number: signal.Signals
) -> None:
    before = signal.getsignal(number)
    ended: list[bool] = []
    ending = Ending(lambda: ended.append(True))
    assert signal.getsignal(number) != before
    signal.raise_signal(number)
    qtbot.waitUntil(lambda: ended == [True])
    assert signal.getsignal(number) == before
    ending.close()


def test_a_program_that_is_told_to_go_on_without_its_terminal_does(app: QApplication) -> None:
    if sys.platform == "win32":
        return  # Programs there hear nothing of that.
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        ending = Ending(lambda: None)
        assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
        ending.close()
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_session_that_ends_leaves_the_windows_places(parley_home: Path, qtbot: QtBot) -> None:
    if sys.platform == "win32":
        return  # A session tells it to the windows there.
    process = started(parley_home)
    paths = Paths(parley_home)
    # It hears of later starts once its window is there.
    qtbot.waitUntil(Path(Instance(paths)._address()).exists, timeout=60_000)
    process.terminate()
    _, said = process.communicate(timeout=60)
    assert process.returncode == 0, said
    assert b"Traceback" not in said
    assert {"main", "open"} <= set(SettingsFile(paths.settings).load().windows)
