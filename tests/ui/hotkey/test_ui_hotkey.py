"""The keys of a global shortcut, what each system calls them, and what is said of them."""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from parley.core.launching import command
from parley.ui.hotkey import carbon, win32
from parley.ui.hotkey.backend import Backend, Outcome
from parley.ui.hotkey.chord import Chord, chord_of
from parley.ui.hotkey.hotkey import GlobalHotkey, way_of


def chord(text: str) -> Chord:
    found = chord_of(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "trigger", "keysym", "windows", "mac"),
    [
        ("Ctrl+Alt+Space", "CTRL+ALT+space", 0x20, 0x20, 0x31),
        ("Ctrl+Shift+K", "CTRL+SHIFT+k", 0x6B, 0x4B, 0x28),
        ("Meta+7", "LOGO+7", 0x37, 0x37, 0x1A),
        ("F9", "F9", 0xFFC6, 0x78, 0x65),
        ("Alt+Return", "ALT+Return", 0xFF0D, 0x0D, 0x24),
    ],
)
def test_what_each_system_calls_the_keys(
    text: str, trigger: str, keysym: int, windows: int, mac: int
) -> None:
    found = chord(text)
    assert found.trigger == trigger
    assert (found.keysym, found.virtual_key, found.mac_key) == (keysym, windows, mac)


@pytest.mark.parametrize(
    "text", ["", "A", "Shift+A", "Ctrl", "Ctrl+K, Ctrl+C", "nonsense", "Ctrl+€", "Space"]
)
def test_keys_that_are_needed_for_writing_are_refused(text: str) -> None:
    assert chord_of(text) is None


@pytest.mark.parametrize(
    ("platform", "environment", "way"),
    [
        ("xcb", {}, "x11"),
        ("xcb", {"XDG_SESSION_TYPE": "x11", "DBUS_SESSION_BUS_ADDRESS": "a"}, "x11"),
        ("xcb", {"WAYLAND_DISPLAY": "wayland-0", "DBUS_SESSION_BUS_ADDRESS": "a"}, "portal"),
        ("wayland", {"DBUS_SESSION_BUS_ADDRESS": "a"}, "portal"),
        ("wayland", {}, ""),
        ("windows", {}, "windows"),
        ("cocoa", {}, "carbon"),
        ("offscreen", {}, ""),
    ],
)
def test_the_way_that_a_system_has(platform: str, environment: dict[str, str], way: str) -> None:
    assert way_of(platform, environment) == way


class Ending(Backend):
    """A way that ends as the test says."""

    def __init__(self, parent: QObject, outcome: Outcome) -> None:
        super().__init__(parent)
        self.outcome, self.released = outcome, 0

    def take(self, chord: Chord, description: str) -> None:
        assert description
        self.settled.emit(self.outcome, "")

    def release(self) -> None:
        self.released += 1


@pytest.mark.parametrize(
    ("outcome", "works", "said"),
    [
        ("works", True, "Ctrl+Alt+Space opens it in any program."),
        ("taken", False, "belongs to another program. Choose other keys."),
        ("refused", False, "was not allowed. In your system's keyboard settings"),
        ("unsupported", False, f"“{command('--quick-ask')}”"),
        ("failed", False, "does not work"),
    ],
)
def test_what_came_of_it_is_said_with_what_to_do(
    app: QApplication, outcome: Outcome, works: bool, said: str
) -> None:
    hotkey = GlobalHotkey(lambda parent: Ending(parent, outcome))
    hotkey.set("Ctrl+Alt+Space")
    assert hotkey.works is works
    assert said in hotkey.state


def test_other_keys_take_the_place_of_the_old_ones(app: QApplication) -> None:
    made: list[Ending] = []

    def make(parent: QObject) -> Backend:
        made.append(Ending(parent, "works"))
        return made[-1]

    hotkey = GlobalHotkey(make)
    hotkey.set("Ctrl+Alt+Space")
    hotkey.set("Ctrl+Alt+Space")
    assert made[0].released == 0
    hotkey.set("Ctrl+Alt+P")
    assert made[0].released == 1
    hotkey.set("Q")
    assert "“Q” cannot be a shortcut" in hotkey.state
    assert not hotkey.works
    hotkey.release()
    assert (len(made), hotkey.state) == (1, "")


def test_a_system_without_a_way_is_said(app: QApplication) -> None:
    hotkey = GlobalHotkey()  # offscreen has none
    hotkey.set("Ctrl+Alt+Space")
    assert "This desktop lets no program" in hotkey.state


# -- what is asked of Windows and of a Mac; their own libraries are not there ----------------------


class User32:
    def __init__(self, takes: bool) -> None:
        self.takes, self.calls = takes, list[tuple[Any, ...]]()

    def RegisterHotKey(self, *arguments: Any) -> int:
        self.calls.append(("register", *arguments))
        return int(self.takes)

    def UnregisterHotKey(self, *arguments: Any) -> int:
        self.calls.append(("unregister", *arguments))
        return 1


def test_windows_is_asked_for_the_keys_and_its_message_heard(
    app: QApplication, qtbot: QtBot
) -> None:
    user32 = User32(takes=True)
    backend = win32.WindowsBackend(user32)
    with qtbot.waitSignal(backend.settled) as settled:
        backend.take(chord("Ctrl+Alt+Space"), "Ask")
    assert settled.args == ["works", ""]
    assert user32.calls == [("register", None, 0x5041, 0x4003, 0x20)]
    message = wintypes.MSG()
    message.message, message.wParam = 0x0312, 0x5041
    with qtbot.waitSignal(backend.pressed):
        taken, _ = backend._filter.nativeEventFilter(
            b"windows_generic_MSG", ctypes.addressof(message)
        )
    assert taken
    message.wParam = 7
    other = backend._filter.nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(message))
    assert other == (False, 0)
    backend.release()
    assert user32.calls[-1] == ("unregister", None, 0x5041)


class Carbon:
    def __init__(self, status: int) -> None:
        self.status, self.calls = status, list[str]()
        self.asked: tuple[Any, ...] = ()

    def GetApplicationEventTarget(self) -> int:
        return 7

    def InstallEventHandler(self, *arguments: Any) -> int:
        self.calls.append("install")
        arguments[5]._obj.value = 11
        return 0

    def RegisterEventHotKey(self, *arguments: Any) -> int:
        self.calls.append("register")
        self.asked = arguments[:2]
        if self.status == 0:
            arguments[5]._obj.value = 12
        return self.status

    def UnregisterEventHotKey(self, key: Any) -> int:
        self.calls.append("unregister")
        return 0

    def RemoveEventHandler(self, handler: Any) -> int:
        self.calls.append("remove")
        return 0


@pytest.mark.parametrize(("status", "outcome"), [(0, "works"), (-9878, "taken"), (-1, "failed")])
def test_a_mac_is_asked_for_the_keys(
    app: QApplication, qtbot: QtBot, status: int, outcome: str
) -> None:
    library = Carbon(status)
    backend = carbon.CarbonBackend(library)
    with qtbot.waitSignal(backend.settled) as settled:
        backend.take(chord("Ctrl+Alt+Space"), "Ask")
    assert settled.args is not None
    assert settled.args[0] == outcome
    # Command and Option, and the place of the space bar.
    assert library.asked == (0x31, 0x100 | 0x800)
    if status == 0:
        with qtbot.waitSignal(backend.pressed):
            backend._called(None, None, None)
    backend.release()
    ended = ["unregister", "remove"] if status == 0 else ["remove"]
    assert library.calls == ["install", "register", *ended]
    assert sys.platform == "darwin" or backend._key.value is None
