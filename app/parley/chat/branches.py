"""The branches of conversations in the store: which is shown, which are deleted and had back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from parley.chat.records import MESSAGE, Records, Run, message_gone, message_of
from parley.chat.tree import Place, Tree
from parley.chat.values import StoredMessage
from parley.core.owner import Owner

_LINKS = "SELECT id, parent_id FROM messages WHERE conversation_id = ?"
_DELETED = (
    "SELECT d.message_id FROM deletions d JOIN messages m ON m.id = d.message_id"
    " WHERE m.conversation_id = ?"
)
# What goes with a message, as a model gets it: of a picture no more than its name, of all the marks
# around it, about 100 characters. Without those, a page of pictures would be very many.
_WITH = (
    "SELECT ifnull(sum(100 + ifnull(length(json_extract(value, '$.text')), 0)), 0)"
    " FROM json_each(attachments)"
)
_LENGTH = f"length(content) - ({_WITH})"
# The index over conversation and parent serves.
_BELOW = (
    "FROM messages WHERE conversation_id = ?1 AND parent_id IS ?2"
    " AND id NOT IN (SELECT message_id FROM deletions)"
)
_BESIDE = (
    "SELECT count(*), count(*) FILTER (WHERE id <= ?3), max(id) FILTER (WHERE id < ?3),"
    f" min(id) FILTER (WHERE id > ?3), count(*) FILTER (WHERE id = ?3) {_BELOW}"
)
# Whether a message or one above it is deleted. Each is younger than what is above it, so the way up
# ends where all that is deleted is younger.
_UP = (
    "WITH RECURSIVE up (key, above) AS (SELECT id, parent_id FROM messages WHERE id = ?1 UNION ALL"
    " SELECT id, parent_id FROM up JOIN messages ON id = above"
    " WHERE id >= (SELECT min(message_id) FROM deletions))"
    " SELECT 1 FROM up WHERE key IN (SELECT message_id FROM deletions)"
)


class Branches(Records):
    """What a person does to a conversation's tree of messages."""

    def tree(self, conversation_id: int) -> Tree:
        """Return how the messages that are not deleted hang together; empty for no messages."""
        links = self._read(_LINKS, conversation_id)
        deleted = self._read(_DELETED, conversation_id)
        return Tree(((key, parent) for key, parent in links), {row[0] for row in deleted})

    def place(self, message_id: int) -> Place:
        """Return where a message stands among its alternatives, without reading the others."""
        row = self._read_one(
            "SELECT conversation_id, parent_id FROM messages WHERE id = ?", message_id
        )
        if row is None:
            return Place()
        below = self._read_one(f"SELECT 1 {_BELOW} LIMIT 1", row[0], message_id)
        beside = self._read_one(_BESIDE, *row, message_id)
        assert beside is not None
        count, number, before, after, there = beside
        if not there:
            return Place(last=below is None)
        return Place(number, count, before, after, last=below is None)

    def with_alternatives(self, message_ids: Iterable[int]) -> set[int]:
        """Return which of the messages have others beside them, in one query for all."""
        rows = self._read(
            "SELECT id FROM messages AS one WHERE id IN (SELECT value FROM json_each(?)) AND EXISTS"
            " (SELECT 1 FROM messages WHERE conversation_id = one.conversation_id"
            " AND parent_id IS one.parent_id AND id != one.id"
            " AND id NOT IN (SELECT message_id FROM deletions))",
            json.dumps(list(message_ids)),
        )
        return {key for (key,) in rows}

    def tail(self, message_id: int, characters: int) -> list[StoredMessage]:
        """Return the messages up to this one, oldest first, as far up as `characters` reach.

        It takes as long as what it returns is long, however long the conversation is.
        """
        rows = self._read(
            f"WITH RECURSIVE up (key, above, room) AS ("  # noqa: S608
            f" SELECT id, parent_id, ?2 - {_LENGTH} FROM messages WHERE id = ?1 UNION ALL"
            f" SELECT id, parent_id, room - {_LENGTH} FROM up JOIN messages ON id = above"
            f" WHERE room > 0) SELECT {MESSAGE} FROM messages WHERE id IN (SELECT key FROM up)",
            message_id,
            characters,
        )
        by_id = {row[0]: row for row in rows}
        found: list[StoredMessage] = []
        above: int | None = message_id
        while above is not None and (row := by_id.get(above)) is not None:
            found.append(message_of(row))
            above = row[2]
        found.reverse()
        return found

    def siblings(self, message_id: int) -> list[StoredMessage]:
        """Return the alternatives to a message, itself included, oldest first."""
        rows = self._read(
            f"SELECT {MESSAGE} FROM messages WHERE (conversation_id, ifnull(parent_id, 0)) ="  # noqa: S608
            " (SELECT conversation_id, ifnull(parent_id, 0) FROM messages WHERE id = ?)"
            " AND id NOT IN (SELECT message_id FROM deletions) ORDER BY id",
            message_id,
        )
        return [message_of(row) for row in rows]

    def show(self, message_id: int) -> None:
        """Show the branch through a message: it and, below it, the newest message each time."""
        with self._write() as run:
            conversation_id, tree = self._there(run, message_id)
            self._set_leaf(run, conversation_id, tree.leaf(message_id))

    def remove(self, message_id: int) -> None:
        """Delete a message and all that follows it; `restore` has it back, `purge` ends that.

        Where it was shown, the alternative beside it is shown from now on, or what is above it.
        """
        with self._write() as run:
            conversation_id, tree = self._there(run, message_id)
            leaf = self._leaf(run, conversation_id)
            run(
                "INSERT INTO deletions (message_id, leaf, owner_pid, owner_started, deleted_at)"
                " VALUES (?, ?, ?, ?, ?)",
                message_id, leaf, self._owner.pid, self._owner.started, self._clock(),
            )  # fmt: skip
            self._set_leaf(run, conversation_id, tree.leaf_without(message_id, leaf))

    def restore(self, message_id: int) -> None:
        """Have a deleted branch back and show it as it was shown. Raises `message_gone`."""
        with self._write() as run:
            row = run("SELECT leaf FROM deletions WHERE message_id = ?", message_id).fetchone()
            if row is None:
                raise message_gone()
            run("DELETE FROM deletions WHERE message_id = ?", message_id)
            conversation_id, tree = self._there(run, message_id)
            leaf: int | None = row[0]
            if leaf is None or leaf not in tree or message_id not in tree.branch(leaf):
                leaf = tree.leaf(message_id)
            self._set_leaf(run, conversation_id, leaf)

    def purge(self, message_ids: Iterable[int]) -> None:
        """Remove deleted branches for ever. What was had back meanwhile stays."""
        with self._write() as run:
            self._purge(run, message_ids)

    # -- for the store ---------------------------------------------------------------------------

    def _purge(self, run: Run, message_ids: Iterable[int]) -> None:
        for key in message_ids:
            row = run(
                "SELECT m.conversation_id FROM deletions d JOIN messages m ON m.id = d.message_id"
                " WHERE d.message_id = ?",
                key,
            ).fetchone()
            if row is None:
                continue
            run(
                "WITH RECURSIVE doomed (id) AS (SELECT ?1 UNION ALL SELECT m.id FROM messages m"
                " JOIN doomed ON m.parent_id = doomed.id WHERE m.conversation_id = ?2)"
                " DELETE FROM messages WHERE id IN (SELECT id FROM doomed)",
                key, row[0],
            )  # fmt: skip

    def _purge_of_the_gone(self, run: Run) -> None:
        """Remove what no process can have back any more."""
        rows = run("SELECT message_id, owner_pid, owner_started FROM deletions").fetchall()
        self._purge(run, [key for key, pid, started in rows if not Owner(pid, started).is_alive()])

    def _there(self, run: Run, message_id: int) -> tuple[int, Tree]:
        """Return a message's conversation and its tree. A deleted message is not there."""
        row = run("SELECT conversation_id FROM messages WHERE id = ?", message_id).fetchone()
        if row is None:
            raise message_gone()
        conversation_id: int = row[0]
        deleted = {key for (key,) in run(_DELETED, conversation_id)}
        tree = Tree(run(_LINKS, conversation_id), deleted)
        if message_id not in tree:
            raise message_gone()
        return conversation_id, tree

    def _beneath(self, run: Run, message_id: int) -> tuple[int, int | None]:
        """Return a message's conversation and parent. A deleted message is not there.

        It takes as long however long the conversation is.
        """
        row = run(
            "SELECT conversation_id, parent_id FROM messages WHERE id = ?", message_id
        ).fetchone()
        if row is None or run(_UP, message_id).fetchone():
            raise message_gone()
        conversation_id, parent_id = row
        return conversation_id, parent_id

    def _leaf(self, run: Run, conversation_id: int) -> int | None:
        row: tuple[Any, ...] = run(
            "SELECT active_leaf FROM conversations WHERE id = ?", conversation_id
        ).fetchone()
        leaf: int | None = row[0]
        return leaf

    def _set_leaf(self, run: Run, conversation_id: int, leaf: int | None) -> None:
        run("UPDATE conversations SET active_leaf = ? WHERE id = ?", leaf, conversation_id)
