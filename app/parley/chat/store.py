"""Conversations and their trees of messages, in SQLite. Every write is one transaction.

A conversation shows one branch at a time: from its active leaf up to the first message.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from parley.chat.titles import title_of
from parley.chat.values import (
    AnswerOptions,
    Conversation,
    Figures,
    MessageError,
    MessageNote,
    MessageStatus,
    StoredMessage,
)
from parley.core.database import BUSY_SECONDS, explain
from parley.core.errors import ParleyError
from parley.core.owner import Owner
from parley.engine.protocol import ContextPolicy, Role

_CONVERSATION = "id, title, created_at, updated_at, day, system_prompt, policy, seed"
_MESSAGE = (
    "id, conversation_id, parent_id, role, content, status, created_at, model, finish_reason,"
    " options, figures, notes, error"
)
# Less than a frame on the screen: the window waits for it.
_HASTY_MS = 10

_options = msgspec.json.Decoder(AnswerOptions)
_figures = msgspec.json.Decoder(Figures)
_notes = msgspec.json.Decoder(tuple[MessageNote, ...])
_error = msgspec.json.Decoder(MessageError)


class ChatStore:
    """The conversations in one database, used from one thread.

    Every method may raise `ParleyError` as `core.database.explain` has it, among them `disk_full`
    and `database_busy`; then nothing of that call was written. Asking for what is not there (any
    more) raises `conversation_gone` or `message_gone`.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        *,
        owner: Owner | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Use `connection`, whose schema is up to date. `owner` is this process if not given."""
        self._connection = connection
        self._path = Path(connection.execute("PRAGMA database_list").fetchone()[2])
        self._owner = owner or Owner.this()
        self._clock = clock

    # -- conversations ---------------------------------------------------------------------------

    def conversations(self) -> list[Conversation]:
        """Return all conversations, the one changed last first."""
        rows = self._read(
            f"SELECT {_CONVERSATION} FROM conversations ORDER BY updated_at DESC, id DESC"  # noqa: S608
        )
        return [Conversation(*row) for row in rows]

    def conversation(self, conversation_id: int) -> Conversation:
        """Return one conversation."""
        rows = self._read(
            f"SELECT {_CONVERSATION} FROM conversations WHERE id = ?",  # noqa: S608
            conversation_id,
        )
        if not rows:
            raise _conversation_gone()
        return Conversation(*rows[0])

    def create(
        self,
        *,
        title: str = "",
        system_prompt: str = "",
        policy: ContextPolicy = "ask",
        seed: int | None = None,
    ) -> Conversation:
        """Begin a conversation. Without a title, the first message gives it one."""
        now = self._clock()
        day = datetime.fromtimestamp(now).astimezone().date().isoformat()
        with self._write() as run:
            cursor = run(
                "INSERT INTO conversations"
                " (title, created_at, updated_at, day, system_prompt, policy, seed)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                _encodable(title), now, now, day, _encodable(system_prompt), policy, seed,
            )  # fmt: skip
        assert cursor.lastrowid is not None
        return self.conversation(cursor.lastrowid)

    def rename(self, conversation_id: int, title: str) -> None:
        """Give a conversation another title; its place in the list stays."""
        self._update_conversation(conversation_id, "title", " ".join(_encodable(title).split()))

    def set_system_prompt(self, conversation_id: int, system_prompt: str) -> None:
        """Change what the model is told before the first message."""
        self._update_conversation(conversation_id, "system_prompt", _encodable(system_prompt))

    def set_policy(self, conversation_id: int, policy: ContextPolicy) -> None:
        """Change what happens when the conversation no longer fits the context window."""
        self._update_conversation(conversation_id, "policy", policy)

    def set_seed(self, conversation_id: int, seed: int | None) -> None:
        """Fix the seed of the answers to come, or let each draw its own."""
        self._update_conversation(conversation_id, "seed", seed)

    def delete(self, conversation_id: int) -> None:
        """Delete a conversation with all its messages. One that is gone already is fine."""
        with self._write() as run:
            run("DELETE FROM conversations WHERE id = ?", conversation_id)

    # -- messages --------------------------------------------------------------------------------

    def messages(self, conversation_id: int) -> list[StoredMessage]:
        """Return the branch that is shown, oldest first."""
        leaf = self._active(self._read_one, conversation_id)
        return [] if leaf is None else self.branch(leaf)

    def leaf(self, conversation_id: int) -> StoredMessage | None:
        """Return the last message of the branch that is shown; None where there is none."""
        leaf = self._active(self._read_one, conversation_id)
        return None if leaf is None else self.message(leaf)

    def branch(self, message_id: int) -> list[StoredMessage]:
        """Return the messages from the conversation's first to this one."""
        # Reading a whole conversation and walking it here takes half the time of a recursive query,
        # and alternatives, which are read for nothing, are few.
        rows = self._read(
            f"SELECT {_MESSAGE} FROM messages WHERE conversation_id ="  # noqa: S608
            " (SELECT conversation_id FROM messages WHERE id = ?)",
            message_id,
        )
        by_id = {row[0]: row for row in rows}
        branch: list[StoredMessage] = []
        above: int | None = message_id
        while above is not None and (row := by_id.get(above)) is not None:
            branch.append(_message(row))
            above = row[2]
        branch.reverse()
        return branch

    def message(self, message_id: int) -> StoredMessage:
        """Return one message."""
        rows = self._read(f"SELECT {_MESSAGE} FROM messages WHERE id = ?", message_id)  # noqa: S608
        if not rows:
            raise _message_gone()
        return _message(rows[0])

    def siblings(self, message_id: int) -> list[StoredMessage]:
        """Return the alternatives to a message, itself included, oldest first."""
        message = self.message(message_id)
        rows = self._read(
            f"SELECT {_MESSAGE} FROM messages"  # noqa: S608
            " WHERE conversation_id = ? AND parent_id IS ? ORDER BY id",
            message.conversation_id,
            message.parent_id,
        )
        return [_message(row) for row in rows]

    def show(self, message_id: int) -> None:
        """Show the branch through a message: it and, below it, the newest message each time."""
        with self._write() as run:
            found = run("SELECT conversation_id FROM messages WHERE id = ?", message_id).fetchone()
            if found is None:
                raise _message_gone()
            leaf: int | None = message_id
            while leaf is not None:
                last = leaf
                leaf = run("SELECT max(id) FROM messages WHERE parent_id = ?", last).fetchone()[0]
            run("UPDATE conversations SET active_leaf = ? WHERE id = ?", last, found[0])

    def add(
        self,
        conversation_id: int,
        role: Role,
        content: str,
        *,
        status: MessageStatus = "complete",
        model: str | None = None,
    ) -> StoredMessage:
        """Add a message below the active leaf and make it the leaf."""
        with self._write() as run:
            parent = self._active(_one(run), conversation_id)
            added = self._insert(
                run, conversation_id, parent,
                role=role, content=_encodable(content), status=status, model=model,
            )  # fmt: skip
        return self.message(added)

    def begin_turn(
        self,
        conversation_id: int,
        text: str,
        *,
        model: str | None,
        options: AnswerOptions | None = None,
    ) -> tuple[StoredMessage, StoredMessage]:
        """Store what the person wrote and an empty, streaming answer to it, both or neither."""
        with self._write() as run:
            leaf = self._active(_one(run), conversation_id)
            asked = self._insert(run, conversation_id, leaf, role="user", content=_encodable(text))
            answer = self._insert_answer(run, conversation_id, asked, model, options)
            run(
                "UPDATE conversations SET title = ? WHERE id = ? AND title = ''",
                title_of(_encodable(text)), conversation_id,
            )  # fmt: skip
        return self.message(asked), self.message(answer)

    def begin_answer(
        self, parent_id: int, *, model: str | None, options: AnswerOptions | None = None
    ) -> StoredMessage:
        """Store an empty, streaming answer below `parent_id`, beside those that are there."""
        conversation_id = self.message(parent_id).conversation_id
        with self._write() as run:
            answer = self._insert_answer(run, conversation_id, parent_id, model, options)
        return self.message(answer)

    def set_content(self, message_id: int, content: str) -> None:
        """Save the text so far of a message that is being written.

        It comes again soon, so this does not wait for another window's write to end.
        """
        with self._write(patient=False) as run:
            changed = run("UPDATE messages SET content = ? WHERE id = ?", content, message_id)
            if changed.rowcount == 0:
                raise _message_gone()

    def finish(self, message: StoredMessage) -> None:
        """Save the end of a message: text, status, model, finish reason, figures, notes, error."""
        with self._write() as run:
            changed = run(
                "UPDATE messages SET content = ?, status = ?, model = ?, finish_reason = ?,"
                " figures = ?, notes = ?, error = ?, owner_pid = NULL, owner_started = NULL"
                " WHERE id = ?",
                message.content, message.status, message.model, message.finish_reason,
                _json(message.figures), _json(message.notes or None), _json(message.error),
                message.id,
            )  # fmt: skip
            if changed.rowcount == 0:
                raise _message_gone()
            run(
                "UPDATE conversations SET updated_at = ? WHERE id = ?",
                self._clock(), message.conversation_id,
            )  # fmt: skip

    def recover(self) -> list[int]:
        """Mark as `interrupted` what a process was writing that is gone, and keep the text.

        Messages that another window writes at this moment are left alone. Returns the ids.
        """
        with self._write() as run:
            rows = run(
                "SELECT id, owner_pid, owner_started FROM messages WHERE status = 'streaming'"
            ).fetchall()
            gone = [
                key for key, pid, started in rows
                if pid is None or started is None or not Owner(pid, started).is_alive()
            ]  # fmt: skip
            for key in gone:
                run(
                    "UPDATE messages SET status = 'interrupted', owner_pid = NULL,"
                    " owner_started = NULL WHERE id = ?",
                    key,
                )
        return gone

    # -- inside ----------------------------------------------------------------------------------

    def _insert(
        self, run: _Run, conversation_id: int, parent_id: int | None, **columns: object
    ) -> int:
        """Insert a message and make it the leaf. `columns` are named in code, never by data."""
        now = self._clock()
        columns |= {"conversation_id": conversation_id, "parent_id": parent_id, "created_at": now}
        if columns.get("status") == "streaming":
            columns |= {"owner_pid": self._owner.pid, "owner_started": self._owner.started}
        cursor = run(
            f"INSERT INTO messages ({', '.join(columns)})"  # noqa: S608
            f" VALUES ({', '.join('?' * len(columns))})",
            *columns.values(),
        )
        run(
            "UPDATE conversations SET active_leaf = ?, updated_at = ? WHERE id = ?",
            cursor.lastrowid, now, conversation_id,
        )  # fmt: skip
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def _insert_answer(
        self,
        run: _Run,
        conversation_id: int,
        parent_id: int,
        model: str | None,
        options: AnswerOptions | None,
    ) -> int:
        return self._insert(
            run, conversation_id, parent_id,
            role="assistant", status="streaming", model=model, options=_json(options),
        )  # fmt: skip

    def _active(
        self, one: Callable[[str, object], tuple[Any, ...] | None], conversation_id: int
    ) -> int | None:
        row = one("SELECT active_leaf FROM conversations WHERE id = ?", conversation_id)
        if row is None:
            raise _conversation_gone()
        leaf: int | None = row[0]
        return leaf

    def _update_conversation(self, conversation_id: int, column: str, value: object) -> None:
        with self._write() as run:
            changed = run(
                f"UPDATE conversations SET {column} = ? WHERE id = ?",  # noqa: S608
                value,
                conversation_id,
            )
            if changed.rowcount == 0:
                raise _conversation_gone()

    def _read(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise explain(error, self._path) or error from error

    def _read_one(self, sql: str, *values: object) -> tuple[Any, ...] | None:
        rows = self._read(sql, *values)
        return rows[0] if rows else None

    @contextmanager
    def _write(self, *, patient: bool = True) -> Iterator[_Run]:
        connection = self._connection

        def run(sql: str, *values: object) -> sqlite3.Cursor:
            return connection.execute(sql, values)

        try:
            if not patient:
                connection.execute(f"PRAGMA busy_timeout = {_HASTY_MS}")
            # Taking the write lock at the start keeps two windows from deadlocking on upgrades.
            connection.execute("BEGIN IMMEDIATE")
            yield run
            connection.execute("COMMIT")
        except BaseException as error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            if isinstance(error, sqlite3.Error) and (said := explain(error, self._path)):
                raise said from error
            raise
        finally:
            if not patient:
                connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")


_Run = Callable[..., sqlite3.Cursor]


def _one(run: _Run) -> Callable[[str, object], tuple[Any, ...] | None]:
    def one(sql: str, value: object) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = run(sql, value).fetchone()
        return row

    return one


def _message(row: tuple[Any, ...]) -> StoredMessage:
    *plain, options, figures, notes, error = row
    message = StoredMessage(*plain)
    if options is figures is notes is error is None:
        return message
    return msgspec.structs.replace(
        message,
        options=_options.decode(options) if options else None,
        figures=_figures.decode(figures) if figures else None,
        notes=_notes.decode(notes) if notes else (),
        error=_error.decode(error) if error else None,
    )


def _json(value: object) -> str | None:
    return None if value is None else msgspec.json.encode(value).decode()


def _encodable(text: str) -> str:
    """Return `text` with halves of surrogate pairs, as a broken paste has them, replaced."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _conversation_gone() -> ParleyError:
    return ParleyError(
        "conversation_gone",
        "This conversation was deleted.",
        safe="Your other conversations are still there.",
        hint="Choose another one, or begin a new one.",
    )


def _message_gone() -> ParleyError:
    return ParleyError(
        "message_gone",
        "This message was deleted with its conversation.",
        safe="Your other conversations are still there.",
        hint="Choose another conversation, or begin a new one.",
    )
