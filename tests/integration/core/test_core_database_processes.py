"""Several windows open one database at once, and one of them is killed on the way."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.database_session import migrations
from parley.core.database import Database

_HELPER = Path(__file__).parents[2] / "helpers" / "database_session.py"


@pytest.fixture
def start():
    """Start a window that opens the database when it is told to; it ends with the test."""
    with contextlib.ExitStack() as stack:

        def begin(path: Path, count: int, rows: int = 1000) -> subprocess.Popen[str]:
            command = [sys.executable, str(_HELPER), str(path), str(count), str(rows)]
            window = stack.enter_context(
                subprocess.Popen(
                    command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                )
            )
            stack.callback(window.kill)
            assert window.stdout is not None
            assert window.stdout.readline() == "ready\n"
            return window

        yield begin


def tell(window: subprocess.Popen[str]) -> None:
    assert window.stdin is not None
    window.stdin.write("\n")
    window.stdin.flush()


@pytest.mark.parametrize("existing", [0, 3], ids=["new", "older"])
def test_windows_that_start_together_migrate_once(tmp_path, start, existing):
    path = tmp_path / "parley.sqlite3"
    if existing:
        Database(path, migrations(existing)).connect().close()
    windows = [start(path, 12) for _ in range(5)]
    for window in windows:
        tell(window)
    ends = [window.communicate(timeout=120) for window in windows]

    assert [out for out, _ in ends] == ["12 1000\n"] * 5, [err for _, err in ends]
    copies = list((tmp_path / "backups").glob("*")) if existing else []
    assert len(copies) <= 3
    assert bool(copies) == bool(existing)
    assert all(copy.suffix == ".sqlite3" for copy in copies)


def test_a_window_killed_while_it_migrates_costs_nothing(tmp_path, start, wait_until):
    path = tmp_path / "parley.sqlite3"
    with contextlib.closing(Database(path, migrations(1, 500)).connect()) as connection:
        before = connection.execute("SELECT value FROM t1").fetchall()
    window = start(path, 2, 50_000_000)
    tell(window)
    log = path.with_name(f"{path.name}-wal")
    # SQLite writes to its log before the end of a transaction once that outgrows the cache.
    wait_until(lambda: log.exists() and log.stat().st_size > 5_000_000, timeout=60)
    window.kill()
    window.wait()

    with contextlib.closing(Database(path, migrations(1)).connect()) as connection:
        assert connection.execute("SELECT value FROM t1").fetchall() == before
    with contextlib.closing(Database(path, [*migrations(1), migrations(2)[1]]).connect()) as again:
        assert again.execute("SELECT count(*) FROM t2").fetchone() == (1000,)
        assert again.execute("SELECT value FROM t1").fetchall() == before
