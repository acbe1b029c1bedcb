"""What the tables of conversations promise, whoever writes to them."""

from __future__ import annotations

import contextlib
import sqlite3

import pytest

from parley.core.database import Database
from parley.core.migrations import MIGRATIONS


def conversation(connection):
    return connection.execute(
        "INSERT INTO conversations (created_at, updated_at) VALUES (1.5, 1.5)"
    ).lastrowid


def message(connection, talk, parent=None, **values):
    columns = {"conversation_id": talk, "parent_id": parent, "role": "user", "created_at": 2.5}
    columns |= values
    return connection.execute(
        f"INSERT INTO messages ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
        tuple(columns.values()),
    ).lastrowid


def chain(connection, talk, length):
    leaf = None
    for _ in range(length):
        leaf = message(connection, talk, leaf)
    connection.execute("UPDATE conversations SET active_leaf = ? WHERE id = ?", (leaf, talk))
    return leaf


def count(connection, table="messages"):
    return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def test_a_deleted_conversation_takes_its_messages_along_however_many(connection):
    # SQLite ends a cascade along the parents after 1,000 steps; this must not depend on one.
    with connection:
        long, other = conversation(connection), conversation(connection)
        chain(connection, long, 5000)
        chain(connection, other, 3)
    with connection:
        connection.execute("DELETE FROM conversations WHERE id = ?", (long,))

    assert count(connection) == 3
    assert count(connection, "conversations") == 1


def test_a_deleted_leaf_is_no_longer_the_active_one(connection):
    talk = conversation(connection)
    leaf = chain(connection, talk, 2)
    connection.execute("DELETE FROM messages WHERE id = ?", (leaf,))

    assert connection.execute("SELECT active_leaf FROM conversations").fetchone() == (None,)


def test_a_message_with_answers_cannot_vanish_under_them(connection):
    talk = conversation(connection)
    first = message(connection, talk)
    message(connection, talk, first)

    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("DELETE FROM messages WHERE id = ?", (first,))


def test_a_branch_stays_inside_its_conversation(connection):
    talk, other = conversation(connection), conversation(connection)
    elsewhere = message(connection, other)

    with pytest.raises(sqlite3.IntegrityError):
        message(connection, talk, elsewhere)


@pytest.mark.parametrize(
    "values",
    [
        {"role": "tool"},
        {"status": "lost"},
        {"figures": "{"},
        {"options": "nonsense"},
        {"error": "["},
        {"created_at": "yesterday"},
        {"content": None},
        {"conversation_id": 99},
    ],
)
def test_values_that_mean_nothing_are_refused(connection, values):
    talk = conversation(connection)

    with pytest.raises(sqlite3.IntegrityError):
        message(connection, talk, **values)


def test_an_id_is_never_used_again(connection):
    first = conversation(connection)
    message_id = message(connection, first)
    connection.execute("DELETE FROM conversations")

    again = conversation(connection)
    assert again > first
    assert message(connection, again) > message_id


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("SELECT id FROM conversations ORDER BY updated_at DESC, id DESC", "conversations_by_up"),
        ("SELECT id FROM messages WHERE status = 'streaming'", "messages_streaming"),
        ("SELECT id FROM messages WHERE conversation_id = 1 AND parent_id = 2", "messages_by_par"),
        ("SELECT id FROM conversations WHERE active_leaf = 3", "conversations_by_leaf"),
        (
            "SELECT id FROM fits WHERE model = 'a' AND options = '{}' AND machine = 'm'"
            " AND engine = 'e'",
            "sqlite_autoindex_fits",
        ),
        (
            "SELECT id, title, updated_at, pinned, folder_id, archived_at FROM conversations"
            " WHERE deleted_at IS NULL ORDER BY updated_at DESC, id DESC",
            "COVERING INDEX conversations_listed",
        ),
        ("SELECT id FROM conversations WHERE folder_id = 3", "conversations_by_folder"),
        ("SELECT id FROM fits ORDER BY updated_at DESC, id DESC", "fits_by_update"),
        ("SELECT id FROM fit_runs WHERE fit_id = 1 ORDER BY id DESC", "fit_runs_by_fit"),
    ],
)
def test_the_usual_questions_read_no_whole_table(connection, query, index):
    plan = " ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}"))

    assert index in plan
    assert "TEMP B-TREE" not in plan


def fit(connection, **values):
    columns = {"model": "a", "options": "{}", "machine": "m", "engine": "e", "updated_at": 1.5}
    columns |= values
    return connection.execute(
        f"INSERT INTO fits ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
        tuple(columns.values()),
    ).lastrowid


def run(connection, fit_id, **values):
    columns = {"fit_id": fit_id, "prefill_tokens": 1, "prefill_seconds": 1.0, "decode_tokens": 1}
    columns |= {"decode_seconds": 1.0, "context_used": 1, "ended_at": 1.0} | values
    connection.execute(
        f"INSERT INTO fit_runs ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
        tuple(columns.values()),
    )


def test_a_fit_is_there_once_and_takes_its_runs_along(connection):
    with connection:
        one, other = fit(connection), fit(connection, engine="another")
        run(connection, one)
        run(connection, other)
    with pytest.raises(sqlite3.IntegrityError), connection:
        fit(connection)
    with connection:
        connection.execute("DELETE FROM fits WHERE id = ?", (one,))

    assert count(connection, "fit_runs") == 1


@pytest.mark.parametrize(
    "values",
    [{"model": ""}, {"options": "x"}, {"predicted": "{"}, {"measured": "["}, {"machine": None}],
)
def test_fits_that_mean_nothing_are_refused(connection, values):
    with pytest.raises(sqlite3.IntegrityError):
        fit(connection, **values)


@pytest.mark.parametrize("values", [{"decode_tokens": -1}, {"prefill_seconds": -1.0}])
def test_runs_that_mean_nothing_are_refused(connection, values):
    one = fit(connection)
    with pytest.raises(sqlite3.IntegrityError):
        run(connection, one, **values)


def test_conversations_from_before_are_still_there_after_each_step(tmp_path):
    path = tmp_path / "parley.sqlite3"
    with contextlib.closing(Database(path, MIGRATIONS[:1]).connect()) as older, older:
        talk = conversation(older)
        chain(older, talk, 3)
    with contextlib.closing(Database(path).connect()) as newer:
        assert count(newer) == 3
        assert count(newer, "fits") == 0
        assert count(newer, "migrations") == len(MIGRATIONS)
