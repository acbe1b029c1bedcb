"""The database file: created, checked, changed with a copy first, refused where it must be."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3

import pytest

from helpers.small_disk import small_disk
from parley.core.database import Database, explain
from parley.core.errors import ParleyError
from parley.core.migrations import MIGRATIONS, Migration

ONE = Migration(1, "notes", ("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)",))
TWO = Migration(2, "stars", ("ALTER TABLE notes ADD COLUMN stars INTEGER DEFAULT 0",))
THREE = Migration(3, "colours", ("ALTER TABLE notes ADD COLUMN colour TEXT",))
BROKEN = Migration(
    2, "broken", ("INSERT INTO notes (text) VALUES ('half')", "CREATE TABLE notes (id INTEGER)")
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "home" / "parley.sqlite3"


def make(path, *migrations, text="kept"):
    """Create the file with these migrations and one note in it."""
    with contextlib.closing(Database(path, migrations).connect()) as connection, connection:
        connection.execute("INSERT INTO notes (text) VALUES (?)", (text,))


def notes(path):
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT text FROM notes ORDER BY id")]


def copies(path):
    folder = path.parent / "backups"
    return sorted(folder.iterdir()) if folder.is_dir() else []


def test_a_new_file_has_the_whole_schema_and_needs_no_copy(database):
    with contextlib.closing(database.connect()) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        applied = connection.execute("SELECT number, name FROM migrations ORDER BY number")
        assert applied.fetchall() == [(step.number, step.name) for step in MIGRATIONS]

    assert {"conversations", "messages", "migrations"} <= tables
    assert copies(database.path) == []


def test_connections_are_set_up(database):
    for _ in range(2):
        with contextlib.closing(database.connect()) as connection:
            pragma = {
                name: connection.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
            }
        assert pragma == {
            "journal_mode": "wal",
            "foreign_keys": 1,
            "synchronous": 1,  # NORMAL
            "busy_timeout": 5000,
        }


def test_what_was_written_is_there_for_the_next_start(path):
    make(path, ONE)

    with contextlib.closing(Database(path, (ONE,)).connect()) as connection:
        assert connection.execute("SELECT text FROM notes").fetchall() == [("kept",)]
    assert copies(path) == []


def test_pending_migrations_are_applied_after_a_copy(path):
    make(path, ONE)

    with contextlib.closing(Database(path, (ONE, TWO, THREE)).connect()) as connection:
        assert connection.execute("SELECT text, stars, colour FROM notes").fetchall() == [
            ("kept", 0, None)
        ]

    [copy] = copies(path)
    assert notes(copy) == ["kept"]
    with contextlib.closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT number FROM migrations").fetchall() == [(1,)]
        assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]


def test_a_copy_holds_what_only_the_log_of_writes_has(path):
    make(path, ONE)
    held = Database(path, (ONE,)).connect()
    with held:
        held.execute("INSERT INTO notes (text) VALUES ('still in the log')")

    Database(path, (ONE, TWO)).connect().close()
    held.close()

    assert notes(copies(path)[0]) == ["kept", "still in the log"]


def test_a_copy_can_take_the_place_of_the_file(path):
    make(path, ONE)
    Database(path, (ONE, TWO)).connect().close()
    [copy] = copies(path)
    shutil.copyfile(copy, path)

    with contextlib.closing(Database(path, (ONE, TWO)).connect()) as connection:
        assert connection.execute("SELECT text, stars FROM notes").fetchall() == [("kept", 0)]


def test_the_last_three_copies_are_kept(path):
    make(path, ONE)
    steps = [ONE]
    for number in range(2, 8):
        steps.append(Migration(number, f"t{number}", (f"CREATE TABLE t{number} (id INTEGER)",)))
        Database(path, steps).connect().close()

    found = copies(path)
    assert len(found) == 3
    assert sorted(copy.stem.rpartition("format")[2] for copy in found) == ["4", "5", "6"]


def test_a_migration_that_fails_leaves_nothing_of_itself(path):
    make(path, ONE)

    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        Database(path, (ONE, BROKEN)).connect()

    assert notes(path) == ["kept"]
    with contextlib.closing(Database(path, (ONE, TWO)).connect()) as connection:
        assert connection.execute("SELECT stars FROM notes").fetchall() == [(0,)]


def test_a_migration_may_rebuild_a_table_but_not_break_references(path):
    parent = Migration(
        1,
        "tree",
        (
            "CREATE TABLE parents (id INTEGER PRIMARY KEY)",
            "CREATE TABLE children (parent INTEGER REFERENCES parents (id))",
            "INSERT INTO parents VALUES (1)",
            "INSERT INTO children VALUES (1)",
        ),
    )
    rebuild = Migration(
        2,
        "rebuild",
        (
            "CREATE TABLE fresh (id INTEGER PRIMARY KEY, name TEXT)",
            "INSERT INTO fresh (id) SELECT id FROM parents",
            "DROP TABLE parents",
            "ALTER TABLE fresh RENAME TO parents",
        ),
    )
    breaking = Migration(3, "breaking", ("DELETE FROM parents",))
    Database(path, (parent, rebuild)).connect().close()

    with pytest.raises(RuntimeError, match="broken reference"):
        Database(path, (parent, rebuild, breaking)).connect()

    with contextlib.closing(Database(path, (parent, rebuild)).connect()) as connection:
        assert connection.execute("SELECT count(*) FROM parents").fetchone() == (1,)


def test_a_database_from_a_newer_parley_is_refused_and_left_alone(path):
    make(path, ONE, TWO)
    before = path.read_bytes()

    with pytest.raises(ParleyError) as caught:
        Database(path, (ONE,)).connect()

    assert caught.value.code == "database_newer"
    assert "newer Parley" in caught.value.message
    assert "Update Parley" in caught.value.hint
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("how", ["not a database", "a page overwritten", "cut short"])
def test_a_damaged_file_is_refused_and_kept(path, how):
    with contextlib.closing(Database(path, (ONE,)).connect()) as connection, connection:
        rows = [(f"{number:0500}",) for number in range(500)]
        connection.executemany("INSERT INTO notes (text) VALUES (?)", rows)
    data = bytearray(path.read_bytes())
    if how == "not a database":
        data = bytearray(b"My thesis. " * 1000)
    elif how == "a page overwritten":
        data[4096:20480] = b"\xa5" * 16384
    else:
        del data[len(data) // 2 :]
    path.write_bytes(data)

    with pytest.raises(ParleyError) as caught:
        Database(path, (ONE,)).connect()

    assert caught.value.code == "database_corrupt"
    assert str(path) in caught.value.message
    assert "nothing was deleted" in caught.value.safe
    assert "No copy was found" in caught.value.hint
    assert path.read_bytes() == bytes(data)


def test_for_a_damaged_file_the_newest_copy_is_named(path):
    make(path, ONE)
    Database(path, (ONE, TWO)).connect().close()
    path.write_bytes(b"damaged" * 1000)

    with pytest.raises(ParleyError) as caught:
        Database(path, (ONE, TWO)).connect()

    assert copies(path)[0].name in caught.value.hint
    assert str(path.parent / "backups") in caught.value.hint


def test_a_full_disk_is_said_and_costs_nothing_saved(path):
    make(path, ONE)
    with contextlib.closing(Database(path, (ONE,)).connect()) as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(sqlite3.OperationalError) as caught, connection:
            connection.execute("INSERT INTO notes (text) VALUES (?)", ("x" * 100_000,))
    said = explain(caught.value, path)

    assert said is not None
    assert said.code == "disk_full"
    assert "Free some space" in said.hint
    assert notes(path) == ["kept"]


def test_a_disk_too_full_to_open_the_database_is_said_to_be_full(tmp_path):
    with small_disk(tmp_path / "disk", 1024**2) as disk:
        there = disk.folder / "parley.sqlite3"
        make(there, ONE)
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR
        assert explain(error, there, usage=disk.usage).code == "database_unreachable"
        disk.fill(leave=0)
        assert explain(error, there, usage=disk.usage).code == "disk_full"
        if disk.real:
            with pytest.raises(ParleyError) as caught:
                Database(there, (ONE,)).connect()
            assert caught.value.code == "disk_full"


def test_a_copy_that_cannot_be_made_stops_the_migration(path):
    make(path, ONE)
    (path.parent / "backups").write_text("a file in the way")

    with pytest.raises(ParleyError) as caught:
        Database(path, (ONE, TWO)).connect()

    assert caught.value.code == "backup_failed"
    with contextlib.closing(Database(path, (ONE,)).connect()) as connection:
        assert connection.execute("SELECT max(number) FROM migrations").fetchone() == (1,)


def test_a_file_kept_busy_by_another_program_is_said(path):
    make(path, ONE)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ParleyError) as caught:
            Database(path, (ONE, TWO), start_timeout=0.05).connect()
        other.execute("ROLLBACK")

    assert caught.value.code == "database_busy"
    Database(path, (ONE, TWO)).connect().close()


@pytest.mark.parametrize(("place", "code"), [("file/x", "home_unwritable"), ("folder", None)])
def test_a_place_that_cannot_hold_the_file_is_said(tmp_path, place, code):
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()

    with pytest.raises(ParleyError) as caught:
        Database(tmp_path / place if code is None else tmp_path / place / "db", (ONE,)).connect()

    assert caught.value.code == (code or "database_unreachable")


def test_a_bug_in_sql_is_not_explained_away(path):
    with (
        pytest.raises(sqlite3.Error) as caught,
        contextlib.closing(sqlite3.connect(":memory:")) as c,
    ):
        c.execute("SELECT nonsense")

    assert explain(caught.value, path) is None


@pytest.mark.parametrize("numbers", [(2,), (1, 3), (1, 1), (2, 1)])
def test_migrations_are_numbered_without_gaps(path, numbers):
    with pytest.raises(ValueError, match="without gaps"):
        Database(path, [Migration(number, "x", ()) for number in numbers])
