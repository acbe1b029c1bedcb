"""The bars of commands that read files: seen in a terminal, and in no pipe."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.cli_run import services
from helpers.small_models import model_bytes, put
from parley.cli import main
from parley.core.database import Database
from parley.core.paths import Paths
from parley.library import Library


class Stream(io.StringIO):
    """Standard error, of a terminal or not."""

    def __init__(self, *, tty: bool) -> None:
        super().__init__()
        self._tty = tty

    def isatty(self) -> bool:
        return self._tty


@pytest.fixture
def shown(
    paths: Paths, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., str]:
    """Return a callable that runs a command and returns its standard error."""
    monkeypatch.setenv("TERM", "xterm")
    env = {"PARLEY_STARTER_MODEL": str(tmp_path / "none")}
    library = Library(paths, database.connect, env=env, elsewhere=lambda: False)

    def run(*argv: str, tty: bool) -> str:
        stream = Stream(tty=tty)
        with monkeypatch.context() as patch:
            patch.setattr("sys.stderr", stream)
            assert main(list(argv), lambda: services(paths, library=library)) == 0
        return stream.getvalue()

    return run


def many(folder: Path) -> None:
    for number in range(30):
        put(folder / f"m{number}.gguf", model_bytes(number))


@pytest.mark.parametrize("tty", [True, False])
def test_a_list_of_many_new_models(shown: Callable[..., str], paths: Paths, tty: bool) -> None:
    many(paths.models)

    assert ("Reading headers" in shown("list", tty=tty)) is tty
    # Nothing is read the second time.
    assert "Reading headers" not in shown("list", tty=tty)


@pytest.mark.parametrize("tty", [True, False])
def test_a_model_that_is_verified(shown: Callable[..., str], paths: Paths, tty: bool) -> None:
    put(paths.models / "m.gguf", model_bytes())

    said = shown("verify", "m", tty=tty)

    assert ("Verifying m.gguf" in said) is tty
    assert ("100%" in said) is tty


@pytest.mark.parametrize("tty", [True, False])
def test_a_model_that_may_be_here_already_is_compared(
    shown: Callable[..., str], paths: Paths, tmp_path: Path, tty: bool
) -> None:
    put(paths.models / "m.gguf", model_bytes())
    copy = put(tmp_path / "copy.gguf", model_bytes())

    assert ("Comparing" in shown("import", str(copy), tty=tty)) is tty
