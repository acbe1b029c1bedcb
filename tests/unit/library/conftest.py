"""A library over a database of its own, with other programs' folders below the test's home."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from helpers.other_programs import where_on
from parley.core.database import Database
from parley.core.paths import Paths
from parley.library import Library
from parley.library.elsewhere import Where


class Clock:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Return the library's clock."""
    return Clock()


@pytest.fixture
def person(tmp_path: Path) -> Path:
    """Return the home of the person whose other programs there are."""
    return tmp_path / "person"


@pytest.fixture
def where(person: Path) -> Where:
    """Return the folders of other programs."""
    return where_on("linux", person)


@pytest.fixture
def impatient(paths: Paths, database: Database, where: Where) -> Library:
    """Return a library that does not wait while another program keeps the database."""

    def connect() -> sqlite3.Connection:
        connection = database.connect()
        connection.execute("PRAGMA busy_timeout = 0")
        return connection

    return Library(paths, connect, env={"PARLEY_STARTER_MODEL": "none"}, where=where)


@pytest.fixture
def library(paths: Paths, database: Database, where: Where, clock: Clock) -> Library:
    """Return a library without a starter model that is there."""
    env = {"PARLEY_STARTER_MODEL": "none"}
    return Library(paths, database.connect, env=env, where=where, clock=clock)
