"""A store in a database file of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.chat import opened_store
from parley.chat.store import ChatStore


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ChatStore]:
    with opened_store(tmp_path / "parley.sqlite3") as (opened, _):
        yield opened
