"""Running a command of the command line inside the test, with a scripted engine behind it."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from helpers.scripted_engine import ScriptedEngine
from parley.application import resources_dir
from parley.catalog import Catalog
from parley.cli import Services, main
from parley.core.paths import Paths
from parley.core.settings import Settings
from parley.library import Library


def unasked(*_: object) -> Any:
    """Stand for a part that a command must not ask for."""
    raise AssertionError


def services(paths: Paths, settings: Settings | None = None, **parts: Any) -> Services:
    """Return services with `parts`; a command that asks for another part fails the test."""
    usual = {
        "make_engine": unasked,
        "make_query": unasked,
        "make_catalog": unasked,
        "make_hub": unasked,
        "make_account": unasked,
        "make_downloads": unasked,
        "library": Library(paths),
        "records": unasked,
        "starter": None,
    }
    return Services(paths=paths, settings=settings or Settings(), **(usual | parts))


def catalog() -> Catalog:
    """Return the catalogue that comes with Parley."""
    return Catalog.load(resources_dir() / "catalog.json")


class Ran:
    """How a command ended and what it printed."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code = code
        self.out = out
        self.err = err

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The JSON objects on stdout."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def error(self) -> dict[str, Any]:
        """The only error object on stdout."""
        (error,) = (each for each in self.lines if each["type"] == "error")
        return error


class Terminal(io.TextIOWrapper):
    """Standard input of a terminal or of a pipe."""

    def __init__(self, data: bytes, *, tty: bool) -> None:
        super().__init__(io.BytesIO(data), encoding="utf-8")
        self._tty = tty

    def isatty(self) -> bool:
        """Whether this stands for a terminal."""
        return self._tty


class Command:
    """The command line with one scripted engine and a model file that a header says is fine."""

    def __init__(
        self,
        paths: Paths,
        model: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        self.paths = paths
        self.model = model
        self.settings = Settings(model=str(model))
        self.engine = ScriptedEngine(delivery="at_once")
        self.engines_made = 0
        self.notices: tuple[str, ...] = ()
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *argv: str, stdin: bytes = b"", tty: bool = False) -> Ran:
        """Run a command; `tty` makes standard input a terminal."""
        self._monkeypatch.setattr("sys.stdin", Terminal(stdin, tty=tty))
        self._capsys.readouterr()
        code = main(list(argv), self._services)
        printed = self._capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    def _services(self) -> Services:
        return services(
            self.paths,
            self.settings,
            make_engine=self._make_engine,
            make_catalog=catalog,
            notices=self.notices,
        )

    def _make_engine(self) -> ScriptedEngine:
        self.engines_made += 1
        return self.engine
