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
from helpers.chat import opened_store
from helpers.screens import virtual_screen, xdotool
from parley.core.paths import Paths

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
def home(tmp_path: Path) -> Path:
    """Return the home of the program, with nothing in it yet."""
    return tmp_path / "home"


@pytest.fixture
def long_talk(home: Path) -> int:
    """Have a long conversation in the home; return how many messages it has."""
    paths, count = Paths(home), 300
    paths.ensure()
    with opened_store(paths.database) as (store, _):
        talk = store.create(title="A long talk").id
        for number in range(count):
            store.add(talk, "user" if number % 2 == 0 else "assistant", f"Word {number}.")
    return count


@pytest.fixture
def reading(home: Path, starter_model: Path) -> Iterator[Reading]:
    with virtual_screen() as display, private_bus() as bus:
        environment = {
            **os.environ,
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "DBUS_SESSION_BUS_ADDRESS": bus,
            "PARLEY_HOME": str(home),
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


def test_each_of_many_messages_is_read_from_the_newest_to_the_oldest(
    long_talk: int, reading: Reading, wait_until: WaitUntil
) -> None:
    reader = reading.reader
    wait_until(lambda: "Parley" in reading.named("frame"), 60)
    wait_until(reading.focus, 60)
    xdotool(reading.display, "key", "ctrl+Next")
    wait_until(lambda: reading.find("frame", "A long talk – Parley") is not None, 60)
    transcript = next(node for node in reader.nodes() if node.name == "Transcript")
    assert reader.description(transcript) == (
        "300 messages. Alt+Up goes to the message above, Alt+Down to the one below."
    )
    reader.follow()

    def comes_to(number: int) -> bool:
        node = reader.followed()
        return node is not None and reader.description(node) == (
            f"Word {number}.\nMessage {number + 1} of {long_talk}"
        )

    # Alt stays down, as it does for who goes far: the menus open when it is let go of alone.
    xdotool(reading.display, "keydown", "alt")
    for number in reversed(range(long_talk)):
        xdotool(reading.display, "key", "Up")
        wait_until(lambda at=number: comes_to(at), 30, f"Word {number}.")
    xdotool(reading.display, "keyup", "alt")
    node = reader.followed()
    assert node is not None
    assert (node.role, node.name) == ("filler", "You")
