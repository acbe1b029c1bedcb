"""What a screen reader finds in the real program, through AT-SPI on a bus of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from helpers.at_spi import Node, ScreenReader
from helpers.buses import private_bus
from helpers.screens import virtual_screen, xdotool

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="AT-SPI is Linux's"),
]
WaitUntil = Callable[..., None]


class Reading:
    """The program, its screen, and who reads it aloud."""

    def __init__(self, reader: ScreenReader, display: str) -> None:
        self.reader, self.display = reader, display

    def named(self, role: str) -> set[str]:
        return {node.name for node in self.reader.nodes() if node.role == role}

    def said_by(self, name: str) -> set[str]:
        """The texts that carry the name of their author."""
        return {self.reader.text(node) for node in self.reader.nodes() if node.name == name}

    def find(self, role: str, name: str) -> Node | None:
        return next((n for n in self.reader.nodes() if (n.role, n.name) == (role, name)), None)

    def focus(self) -> bool:
        for window in xdotool(self.display, "search", "--onlyvisible", "--name", "Parley").split():
            xdotool(self.display, "windowfocus", window)
            if xdotool(self.display, "getwindowfocus") == window:
                return True
        return False


@pytest.fixture
def reading(tmp_path: Path, starter_model: Path) -> Iterator[Reading]:
    with virtual_screen() as display, private_bus() as bus:
        environment = {
            **os.environ,
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "DBUS_SESSION_BUS_ADDRESS": bus,
            "PARLEY_HOME": str(tmp_path / "home"),
            "PARLEY_STARTER_MODEL": str(starter_model),
        }
        program = subprocess.Popen([sys.executable, "-m", "parley"], env=environment)
        try:
            with closing(ScreenReader(bus)) as reader:
                yield Reading(reader, display)
        finally:
            program.kill()
            program.wait()


def test_a_screen_reader_finds_its_way_and_hears_the_answer(
    reading: Reading, wait_until: WaitUntil
) -> None:
    wait_until(lambda: "Parley" in reading.named("frame"), 60)
    wait_until(reading.focus, 60)
    buttons = reading.named("push button")
    assert {"Send", "New chat"} <= buttons
    assert "" not in buttons
    assert {"File", "Edit", "Chat", "View", "Help"} <= reading.named("menu item")
    assert reading.find("text", "Message") is not None

    reading.reader.listen()
    xdotool(reading.display, "type", "Tell me in three sentences what wind is.")
    wait_until(
        lambda: (
            (node := reading.find("text", "Message")) is not None
            and reading.reader.text(node) == "Tell me in three sentences what wind is."
        ),
        30,
    )
    xdotool(reading.display, "key", "Return")
    # The answer is spoken while it comes, in sentences.
    wait_until(lambda: "Answering" in reading.reader.hear(), 60)
    wait_until(lambda: len(reading.reader.hear()) > 1, 120)
    xdotool(reading.display, "key", "Escape")
    # What was said can be read: each message has its author for a name, and its words.
    wait_until(lambda: "Tell me in three sentences what wind is." in reading.said_by("You"), 60)
    assert any(reading.said_by("SmolLM2 135M · Q4_1"))
    assert "Transcript" in {node.name for node in reading.reader.nodes()}


def test_lists_below_the_keyboard_and_hints_are_spoken(
    reading: Reading, wait_until: WaitUntil
) -> None:
    wait_until(lambda: "Parley" in reading.named("frame"), 60)
    wait_until(reading.focus, 60)
    reading.reader.listen()

    def press(*keys: str) -> None:
        xdotool(reading.display, "key", *keys)

    def heard(begin: str) -> None:
        wait_until(lambda: any(s.startswith(begin) for s in reading.reader.hear()), 30, begin)

    press("slash")
    heard("/new: ")
    press("Down")
    heard("/model: ")
    press("Return")
    heard("SmolLM2 135M")
    press("Down")
    heard("Llama")
    press("Escape")
    wait_until(reading.focus, 60)
    # What cannot be done is said, and so is why a message waits.
    xdotool(reading.display, "type", "/regenerate")
    press("Return")
    heard("“Answer again” cannot be done now.")
    xdotool(reading.display, "type", "Tell me a long story about the wind.")
    press("Return")
    heard("Answering")
    xdotool(reading.display, "type", "And the rain?")
    press("Return")
    heard("The model is still answering.")
