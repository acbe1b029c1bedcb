"""Conversations of any length, and what SQLite does while something is done with them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from parley.chat.store import ChatStore
from parley.chat.values import ConversationOptions

_VALUES = re.compile(r"'(?:[^']|'')*'|[\d.]+|NULL")


def long_talk(
    store: ChatStore,
    connection: sqlite3.Connection,
    count: int,
    *,
    beside: int = 0,
    options: ConversationOptions | None = None,
) -> int:
    """Store a conversation of `count` messages; return its id.

    Args:
        beside: so many alternatives to the last answer; the last of them is shown.
    """
    talk = store.create(title="Long", options=options).id
    (first,) = connection.execute("SELECT ifnull(max(id), 0) + 1 FROM messages").fetchone()
    rows = [
        (first + at, talk, first + at - 1 if at else None, "assistant" if at % 2 else "user")
        for at in range(count)
    ]
    rows += [(first + count + at, talk, first + count - 2, "assistant") for at in range(beside)]
    with connection:
        connection.executemany(
            "INSERT INTO messages (id, conversation_id, parent_id, role, content, created_at)"
            " VALUES (?, ?, ?, ?, ?, 1.0)",
            [(*row, "a message of some words " * 6) for row in rows],
        )
        connection.execute(
            "UPDATE conversations SET active_leaf = ? WHERE id = ?", (rows[-1][0], talk)
        )
    return talk


class Work:
    """What SQLite did: the statements, and the steps of its virtual machine they took.

    Attributes:
        most: the steps of the costliest statement of each kind, which is its text without values.
    """

    def __init__(self) -> None:
        self.statements = 0
        self.steps = 0
        self.most: dict[str, int] = {}


@contextmanager
def watched(connection: sqlite3.Connection) -> Iterator[Work]:
    """Count what is done with `connection`."""
    work = Work()

    kind, taken = "", 0

    def statement(sql: str) -> None:
        nonlocal kind, taken
        work.statements += 1
        kind, taken = _VALUES.sub("?", sql), 0

    def step() -> int:
        nonlocal taken
        work.steps += 1
        taken += 1
        work.most[kind] = max(work.most.get(kind, 0), taken)
        return 0

    connection.set_trace_callback(statement)
    connection.set_progress_handler(step, 1)
    try:
        yield work
    finally:
        connection.set_trace_callback(None)
        connection.set_progress_handler(None, 0)
