"""A second start of the program: it raises the first, and opens where the first cannot answer."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import msgspec
import pytest
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.program import environment
from helpers.small_models import model_bytes, put
from parley.__main__ import _are_for_the_window
from parley.core.paths import Paths
from parley.ui.instance import Instance, Request, request_of

WaitUntil = Callable[..., None]


@pytest.fixture
def first(app: QApplication, paths: Paths) -> Iterator[Instance]:
    instance = Instance(paths)
    assert instance.take()
    yield instance
    instance.close()


def hand_over(home: Path, request: Request) -> subprocess.Popen[bytes]:
    """Have another process do what a second start does."""
    code = (
        "import sys, msgspec; from PySide6.QtCore import QCoreApplication;"
        "from parley.core.paths import Paths; from parley.ui.instance import Instance, Request;"
        "app = QCoreApplication([]); one = Instance(Paths.find());"
        "request = msgspec.json.decode(sys.argv[1], type=Request);"
        "sys.exit(3 if one.take() else 0 if one.hand_over(request) else 4)"
    )
    return subprocess.Popen(
        [sys.executable, "-c", code, msgspec.json.encode(request).decode()],
        env=environment(home),
    )


def test_the_first_hears_what_the_second_was_asked_for(
    first: Instance, qtbot: QtBot, parley_home: Path
) -> None:
    heard: list[Request] = []
    first.listen(heard.append)
    asked = Request("quick-ask", ("/a/b c.gguf",))
    second = hand_over(parley_home, asked)
    qtbot.waitUntil(lambda: heard == [asked], timeout=30_000)
    assert second.wait(30) == 0


def test_a_start_that_comes_before_the_first_listens_is_heard(
    first: Instance, qtbot: QtBot, parley_home: Path
) -> None:
    second = hand_over(parley_home, Request())
    heard: list[Request] = []
    first.listen(heard.append)
    qtbot.waitUntil(lambda: heard == [Request()], timeout=30_000)
    assert second.wait(30) == 0


def test_a_first_that_does_not_answer_keeps_nobody_from_starting(
    first: Instance, parley_home: Path
) -> None:
    # It holds the lock, and hangs: nobody listens.
    assert hand_over(parley_home, Request()).wait(60) == 4


def test_the_lock_of_a_killed_program_is_taken_over(paths: Paths, parley_home: Path) -> None:
    code = (
        "import os, signal; from parley.core.paths import Paths;"
        "from parley.ui.instance import Instance; assert Instance(Paths.find()).take();"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    ended = subprocess.run([sys.executable, "-c", code], env=environment(parley_home), check=False)
    assert ended.returncode == -signal.SIGKILL
    again = Instance(paths)
    assert again.take()
    again.close()


def is_unconnected(socket: QLocalSocket) -> bool:
    return socket.state() == QLocalSocket.LocalSocketState.UnconnectedState


def test_what_is_no_request_is_dropped(first: Instance, qtbot: QtBot, paths: Paths) -> None:
    heard: list[Request] = []
    first.listen(heard.append)
    for sent in (b"GET / HTTP/1.1\n", b'{"what": "format"}\n', b"x" * (2 << 20)):
        socket = QLocalSocket()
        socket.connectToServer(str(paths.data / "window.socket"))
        socket.write(sent)
        qtbot.waitUntil(partial(is_unconnected, socket))
    assert heard == []


def test_a_home_with_a_long_name_has_a_line_too(app: QApplication, tmp_path: Path) -> None:
    paths = Paths(tmp_path / ("a long name " * 12))
    instance = Instance(paths)
    assert instance.take()
    instance.listen(lambda _: None)
    socket = QLocalSocket()
    socket.connectToServer(instance._address())
    assert socket.waitForConnected(5000)
    socket.abort()
    instance.close()


def test_the_line_is_the_persons_alone(first: Instance, paths: Paths) -> None:
    if sys.platform == "win32":
        return  # A pipe there has the same rule, and no mode.
    first.listen(lambda _: None)
    assert (paths.data / "window.socket").stat().st_mode & 0o077 == 0


def test_arguments_are_the_windows_or_a_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = put(tmp_path / "model.gguf", model_bytes())
    (tmp_path / "chat").touch()
    monkeypatch.chdir(tmp_path)
    for mine in ([], ["model.gguf"], [str(model)], [model.as_uri()], ["--quick-ask"],
                 ["--new-window", "model.gguf"]):  # fmt: skip
        assert _are_for_the_window(mine), mine
    for commands in (["chat"], ["chat", "model.gguf"], ["--version"], ["gone.gguf"]):
        assert not _are_for_the_window(commands), commands
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "a token")
    assert request_of(["--quick-ask"]) == Request("quick-ask", (), "a token")
    assert request_of([model.as_uri(), "chat"]) == Request(
        "show", (str(model), str(tmp_path / "chat")), "a token"
    )


@pytest.mark.slow
def test_a_second_start_of_the_program_ends_and_the_first_stays(
    parley_home: Path, wait_until: WaitUntil, starter_model: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.gguf"
    mine.write_bytes(starter_model.read_bytes())

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "parley", *arguments], env=environment(parley_home)
        )

    first = start()
    try:
        wait_until((parley_home / "window.socket").exists, 60)
        assert start(str(mine)).wait(60) == 0
        settings = Paths(parley_home).settings
        wait_until(lambda: settings.exists() and "mine.gguf" in settings.read_text("utf-8"), 30)
        assert first.poll() is None
    finally:
        first.kill()
        first.wait()
