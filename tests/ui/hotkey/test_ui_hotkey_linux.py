"""Global shortcuts on a real X server, and with a portal on a bus of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers import fake_portal
from helpers.buses import private_bus
from helpers.screens import virtual_screen, xdotool
from parley.ui.hotkey.chord import Chord, chord_of
from parley.ui.hotkey.portal import PortalBackend
from parley.ui.hotkey.x11 import XBackend

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="X and portals are Linux's")


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with virtual_screen() as display:
        yield display


@pytest.fixture
def x(app: QApplication, display: str) -> Iterator[XBackend]:
    backend = XBackend(display)
    yield backend
    backend.release()


@pytest.fixture
def keys() -> Chord:
    chord = chord_of("Ctrl+Alt+Space")
    assert chord is not None
    return chord


def test_keys_are_heard_whatever_has_the_keyboard(
    x: XBackend, keys: Chord, qtbot: QtBot, display: str
) -> None:
    with qtbot.waitSignal(x.settled) as settled:
        x.take(keys, "Ask")
    assert settled.args == ["works", ""]
    with qtbot.waitSignal(x.pressed):
        xdotool(display, "key", "ctrl+alt+space")
    heard: list[str] = []
    x.pressed.connect(heard.append)
    xdotool(display, "key", "ctrl+space")
    xdotool(display, "key", "alt+space")
    with qtbot.waitSignal(x.pressed):
        xdotool(display, "key", "ctrl+alt+space")
    assert len(heard) == 1


@pytest.mark.parametrize("lock", ["Num_Lock", "Caps_Lock"])
def test_locks_that_are_on_do_not_matter(
    x: XBackend, keys: Chord, qtbot: QtBot, display: str, lock: str
) -> None:
    x.take(keys, "Ask")
    xdotool(display, "key", lock)
    try:
        with qtbot.waitSignal(x.pressed):
            xdotool(display, "key", "ctrl+alt+space")
    finally:
        xdotool(display, "key", lock)


def test_keys_that_are_held_count_once(
    x: XBackend, keys: Chord, qtbot: QtBot, display: str
) -> None:
    x.take(keys, "Ask")
    heard: list[str] = []
    x.pressed.connect(heard.append)
    repeats: list[int] = []
    notifier = x._notifier
    assert notifier is not None
    notifier.activated.connect(lambda *_: repeats.append(1))
    xdotool(display, "keydown", "ctrl", "keydown", "alt", "keydown", "space")
    try:
        qtbot.waitUntil(lambda: len(repeats) > 5)
    finally:
        xdotool(display, "keyup", "space", "keyup", "alt", "keyup", "ctrl")
    assert len(heard) == 1


def test_keys_of_another_program_are_said_to_be_taken(
    x: XBackend, keys: Chord, qtbot: QtBot, display: str
) -> None:
    other = XBackend(display)
    other.take(keys, "Mine")
    with qtbot.waitSignal(x.settled) as settled:
        x.take(keys, "Ask")
    assert settled.args is not None
    assert settled.args[0] == "taken"
    other.release()
    with qtbot.waitSignal(x.settled) as settled:
        x.take(keys, "Ask")
    assert settled.args == ["works", ""]


def test_keys_follow_the_layout_of_the_keyboard(x: XBackend, qtbot: QtBot, display: str) -> None:
    letter = chord_of("Ctrl+Alt+Y")
    assert letter is not None
    x.take(letter, "Ask")
    before = x._grabbed[0][0]
    environment = {**os.environ, "DISPLAY": display}
    subprocess.run(["setxkbmap", "de"], env=environment, check=True)
    try:
        qtbot.waitUntil(lambda: bool(x._grabbed) and x._grabbed[0][0] != before)
        with qtbot.waitSignal(x.pressed):
            xdotool(display, "key", "ctrl+alt+y")
    finally:
        subprocess.run(["setxkbmap", "us"], env=environment, check=True)


def test_no_x_server_is_no_way(app: QApplication, keys: Chord, qtbot: QtBot) -> None:
    x = XBackend(":4242")
    with qtbot.waitSignal(x.settled) as settled:
        x.take(keys, "Ask")
    assert settled.args == ["unsupported", ""]


# -- the portal ------------------------------------------------------------------------------------


class Desktop:
    """A portal that behaves as asked, on the bus of the test."""

    def __init__(self, how: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(Path(fake_portal.__file__)), how],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.next()["call"] == "ready"

    def next(self) -> dict[str, object]:
        assert self.process.stdout is not None
        call: dict[str, object] = json.loads(self.process.stdout.readline())
        return call

    def press(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("press\n")
        self.process.stdin.flush()

    def close(self) -> None:
        self.process.communicate(timeout=30)


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Desktop]]:
    started: list[Desktop] = []

    def start(how: str) -> Desktop:
        started.append(Desktop(how))
        return started[-1]

    with private_bus() as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield start
        for each in started:
            each.close()


@pytest.fixture
def portal(app: QApplication) -> Iterator[PortalBackend]:
    backend = PortalBackend()
    yield backend
    backend.release()


def test_the_desktop_is_asked_and_presses_are_heard(
    desktop: Callable[[str], Desktop], portal: PortalBackend, keys: Chord, qtbot: QtBot
) -> None:
    asked = desktop("works")
    with qtbot.waitSignal(portal.settled) as settled:
        portal.take(keys, "Ask Parley something")
    # The person may have chosen other keys.
    assert settled.args == ["works", "Super+A"]
    calls = [asked.next() for _ in range(3)]
    assert [call["call"] for call in calls] == ["Register", "CreateSession", "BindShortcuts"]
    assert calls[0]["body"] == ["parley", {}]
    wanted = {
        "description": ["s", "Ask Parley something"],
        "preferred_trigger": ["s", "CTRL+ALT+space"],
    }
    assert calls[2]["body"][1] == [["quick-ask", wanted]]  # type: ignore[index]
    heard: list[str] = []
    portal.pressed.connect(heard.append)
    with qtbot.waitSignal(portal.pressed):
        asked.press()
    # The press in somebody else's session is not ours.
    assert heard == ["a token"]


@pytest.mark.parametrize(("how", "outcome"), [("refuses", "refused"), ("old", "unsupported")])
def test_a_desktop_that_gives_none(
    desktop: Callable[[str], Desktop],
    portal: PortalBackend,
    keys: Chord,
    qtbot: QtBot,
    how: str,
    outcome: str,
) -> None:
    desktop(how)
    with qtbot.waitSignal(portal.settled) as settled:
        portal.take(keys, "Ask")
    assert settled.args is not None
    assert settled.args[0] == outcome


def test_a_session_that_ends_is_said(
    desktop: Callable[[str], Desktop], portal: PortalBackend, keys: Chord, qtbot: QtBot
) -> None:
    desktop("closes")
    said: list[str] = []
    portal.settled.connect(lambda outcome, _: said.append(outcome))
    portal.take(keys, "Ask")
    qtbot.waitUntil(lambda: said == ["works", "failed"])


def test_a_bus_without_a_portal(
    desktop: Callable[[str], Desktop], portal: PortalBackend, keys: Chord, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(portal.settled) as settled:
        portal.take(keys, "Ask")
    assert settled.args is not None
    assert settled.args[0] == "unsupported"


def test_no_bus_at_all(
    portal: PortalBackend, keys: Chord, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at/all")
    with qtbot.waitSignal(portal.settled) as settled:
        portal.take(keys, "Ask")
    assert settled.args is not None
    assert settled.args[0] == "unsupported"
