"""What every test gets: a home of its own, no network but loopback, and nobody's environment.

A test fails if it logs a warning that it did not expect, or leaves a thread behind.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import signal
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from parley.core.database import Database
from parley.core.network import Network
from parley.core.paths import Paths

_ROOT = Path(__file__).resolve().parent.parent
_STARTER = "SmolLM2-135M-Instruct.Q4_1.gguf"

# Libraries read variables such as these when they are imported, so they go before any test is.
_FOREIGN = re.compile(
    r"HF_.*|HUGGING_?FACE.*|TRANSFORMERS_.*|LLAMA_.*|GGML_.*|OLLAMA_.*|JAN_.*|"
    r"XDG_(?:CONFIG|DATA|CACHE|STATE)_HOME|"
    r"(?:HTTPS?|FTP|ALL|NO)_PROXY|QT_(?:STYLE_OVERRIDE|SCALE_FACTOR.*|FONT_DPI)|NO_COLOR|"
    r"FORCE_COLOR|PYTHON_KEYRING_BACKEND|PARLEY_(?!STARTER_MODEL$).*",
    re.IGNORECASE,
)

_held = pytest.StashKey[tuple[Path, Network]]()


def pytest_configure(config: pytest.Config) -> None:
    """Make the environment the same for everyone, and stay on this computer."""
    # A shell has what runs in its background ignore Ctrl+C, and so would programs that tests start.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for name in [name for name in os.environ if _FOREIGN.fullmatch(name)]:
        del os.environ[name]
    home = Path(tempfile.mkdtemp(prefix="parley-tests-"))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["HF_HOME"] = str(home / "huggingface")
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    # Nobody's keychain is touched; the tests of the real one start a keychain of their own.
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    # Programs that tests start find the package as the tests do.
    path = [str(_ROOT / "app"), *filter(None, [os.environ.get("PYTHONPATH")])]
    os.environ["PYTHONPATH"] = os.pathsep.join(path)
    config.stash[_held] = home, Network(offline=True).guard()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Give everything back."""
    if _held in config.stash:
        home, network = config.stash[_held]
        network.close()
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(autouse=True)
def _no_threads_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    until = time.monotonic() + 5
    while left := [
        thread
        for thread in threading.enumerate()
        if thread not in before and thread.is_alive() and not thread.daemon
    ]:
        left[0].join(max(0.0, until - time.monotonic()))
        if time.monotonic() >= until:
            pytest.fail(f"threads left behind: {[thread.name for thread in left]}")


class ExpectedLogs:
    """The warnings that a test means to cause: `expected_logs("disk is full")`."""

    def __init__(self) -> None:
        self._patterns: list[re.Pattern[str]] = []

    def __call__(self, pattern: str) -> None:
        """Expect at least one record whose message contains the regular expression `pattern`."""
        self._patterns.append(re.compile(pattern))

    def check(self, messages: list[str]) -> None:
        """Fail for messages that nobody expected, and for expected ones that did not come."""
        surprises = [
            message
            for message in messages
            if not any(pattern.search(message) for pattern in self._patterns)
        ]
        missed = [
            pattern.pattern
            for pattern in self._patterns
            if not any(pattern.search(message) for message in messages)
        ]
        if surprises:
            pytest.fail("logged, but not expected: " + " | ".join(surprises))
        if missed:
            pytest.fail("expected, but not logged: " + " | ".join(missed))


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def expected_logs(_no_threads_left: None) -> Iterator[ExpectedLogs]:
    """Warnings and worse of Parley's loggers fail the test, but for those it expects."""
    logger = logging.getLogger("parley")
    level = logger.level
    collector = _Collector()
    logger.addHandler(collector)
    expected = ExpectedLogs()
    yield expected
    logger.removeHandler(collector)
    logger.setLevel(level)
    expected.check(collector.messages)


@pytest.fixture(autouse=True)
def parley_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that is Parley's home in this test; it is not created yet."""
    home = tmp_path / "parley-home"
    monkeypatch.setenv("PARLEY_HOME", str(home))
    person = tmp_path / "person"
    person.mkdir()
    monkeypatch.setenv("HOME", str(person))
    monkeypatch.setenv("USERPROFILE", str(person))
    return home


@pytest.fixture
def paths(parley_home: Path) -> Paths:
    """Return the paths in this test's home; the folders exist."""
    paths = Paths(parley_home)
    paths.ensure()
    return paths


@pytest.fixture
def database(paths: Paths) -> Database:
    """Return this test's database; the file is created by the first `connect()`."""
    return Database(paths.database)


@pytest.fixture
def connection(database: Database) -> Iterator[sqlite3.Connection]:
    """Return an open connection to this test's database, with the schema up to date."""
    connection = database.connect()
    yield connection
    connection.close()


@pytest.fixture(scope="session")
def starter_model() -> Path:
    """Return the starter model, a real one that answers."""
    named = os.environ.get("PARLEY_STARTER_MODEL")
    path = Path(named) if named else Path(sys.prefix, "share", "parley", "models", _STARTER)
    if not path.is_file():
        pytest.fail(f"The starter model is not at {path}: run python3 scripts/test.py, it gets it.")
    return path


@pytest.fixture(scope="session")
def wait_until() -> Callable[..., None]:
    """Return a function that waits until a condition holds, and fails if it never does."""

    def wait(condition: Callable[[], object], timeout: float = 10.0, what: str = "") -> None:
        until = time.monotonic() + timeout
        pause = threading.Event()
        while not condition():
            if time.monotonic() > until:
                pytest.fail(f"not within {timeout} s: {what or condition}")
            pause.wait(0.005)

    return wait
