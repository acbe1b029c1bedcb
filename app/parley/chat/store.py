"""Conversations and their trees of messages, in SQLite. Every write is one transaction.

A conversation shows one branch at a time: from its active leaf up to the first message.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec

from parley.chat import pictures
from parley.chat.branches import Branches
from parley.chat.changes import Changes
from parley.chat.drafts import Drafts
from parley.chat.records import (
    MESSAGE,
    Run,
    as_json,
    conversation_gone,
    encodable,
    message_gone,
    message_of,
    one_line,
)
from parley.chat.shelf import Shelf
from parley.chat.titles import title_of
from parley.chat.values import (
    AnswerOptions,
    Attachment,
    Conversation,
    ConversationOptions,
    Figures,
    MessageStatus,
    StoredMessage,
)
from parley.core.errors import ParleyError
from parley.core.owner import Owner
from parley.engine.protocol import ContextPolicy, Role

_COPIED = (
    "role, content, model, quantisation, options, finish_reason, figures, notes, error, edited,"
    " attachments, reasoning_seconds, created_at"
)


# So many messages at the end of a conversation are looked at whenever it is opened.
_WHOLE = 20


class ChatStore(Shelf, Branches, Drafts, Changes):
    """The conversations in one database, used from one thread.

    Every method may raise `ParleyError` as `core.database.explain` has it, among them `disk_full`
    and `database_busy`; then nothing of that call was written. Asking for what is not there (any
    more) raises `conversation_gone` or `message_gone`.
    """

    # -- conversations ---------------------------------------------------------------------------

    def create(
        self,
        *,
        title: str = "",
        system_prompt: str = "",
        policy: ContextPolicy = "ask",
        seed: int | None = None,
        options: ConversationOptions | None = None,
    ) -> Conversation:
        """Begin a conversation. Without a title, the first message gives it one for now."""
        now = self._clock()
        day = datetime.fromtimestamp(now).astimezone().date().isoformat()
        with self._write() as run:
            cursor = run(
                "INSERT INTO conversations"
                " (title, created_at, updated_at, day, system_prompt, policy, seed, options,"
                " titled_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                one_line(title), now, now, day, encodable(system_prompt), policy, seed,
                as_json(options), "person" if title else "words",
            )  # fmt: skip
        assert cursor.lastrowid is not None
        return self.conversation(cursor.lastrowid)

    def duplicate(self, conversation_id: int, title: str) -> Conversation:
        """Make a conversation like another one, with all its branches. Deleted ones stay behind.

        It begins on the same day, so that the engine finds the same prompt again. An answer that
        is being written is as it was interrupted.
        """
        tree = self.tree(conversation_id)
        with self._write() as run:
            cursor = run(
                "INSERT INTO conversations (title, titled_by, created_at, updated_at, day,"
                " system_prompt, policy, seed, options, folder_id)"
                " SELECT ?, 'person', ?, ?, day, system_prompt, policy, seed, options, folder_id"
                " FROM conversations WHERE id = ? AND deleted_at IS NULL",
                one_line(title), self._clock(), self._clock(), conversation_id,
            )  # fmt: skip
            if cursor.rowcount == 0:
                raise conversation_gone()
            made = cursor.lastrowid
            ids = [
                key
                for (key,) in run(
                    "SELECT id FROM messages WHERE conversation_id = ?", conversation_id
                )
                if key in tree
            ]
            # Ids are never used again, and rise: all move by the same step, parents with them.
            (last,) = run(
                "SELECT ifnull(max(seq), 0) FROM sqlite_sequence WHERE name = 'messages'"
            ).fetchone()
            run(
                f"INSERT INTO messages (id, conversation_id, parent_id, status, {_COPIED})"  # noqa: S608
                " SELECT id + ?1, ?2, parent_id + ?1,"
                f" CASE status WHEN 'streaming' THEN 'interrupted' ELSE status END, {_COPIED}"
                " FROM messages WHERE id IN (SELECT value FROM json_each(?3)) ORDER BY id",
                last, made, as_json(ids),
            )  # fmt: skip
            leaf = self._leaf(run, conversation_id)
            if leaf is not None and made is not None:
                self._set_leaf(run, made, leaf + last)
        assert made is not None
        return self.conversation(made)

    def set_system_prompt(self, conversation_id: int, system_prompt: str) -> None:
        """Change what the model is told before the first message."""
        self._update_conversation(conversation_id, "system_prompt", encodable(system_prompt))

    def set_policy(self, conversation_id: int, policy: ContextPolicy) -> None:
        """Change what happens when the conversation no longer fits the context window."""
        self._update_conversation(conversation_id, "policy", policy)

    def set_seed(self, conversation_id: int, seed: int | None) -> None:
        """Fix the seed of the answers to come, or let each draw its own."""
        self._update_conversation(conversation_id, "seed", seed)

    def delete(self, conversation_id: int) -> None:
        """Delete a conversation for ever, with all its messages. One that is gone is fine."""
        with self._write() as run:
            run("DELETE FROM conversations WHERE id = ?", conversation_id)

    # -- messages --------------------------------------------------------------------------------

    def messages(self, conversation_id: int) -> list[StoredMessage]:
        """Return the branch that is shown, oldest first."""
        leaf = self._active(self._read_one, conversation_id)
        return [] if leaf is None else self.branch(leaf)

    def shown(self, conversation_id: int) -> list[StoredMessage]:
        """Return the branch that is shown, oldest first; of all but its end, little but the words.

        Options, figures, notes, errors and attachments are what `message` adds. Most of a long
        conversation is never looked at, and they take longer to read than the words.
        """
        leaf = self._active(self._read_one, conversation_id)
        rows = self._read(
            "SELECT id, conversation_id, parent_id, role, content, status, created_at, model,"
            " finish_reason, reasoning_seconds FROM messages WHERE conversation_id = ?",
            conversation_id,
        )
        by_id = {row[0]: row for row in rows}
        branch: list[StoredMessage] = []
        while leaf is not None and (row := by_id.get(leaf)) is not None:
            if len(branch) < _WHOLE:
                branch.append(self.message(leaf))
            else:
                words = StoredMessage(*row[:9])
                if row[9] is not None:
                    words = msgspec.structs.replace(words, reasoning_seconds=row[9])
                branch.append(words)
            leaf = row[2]
        branch.reverse()
        return branch

    def leaf(self, conversation_id: int) -> StoredMessage | None:
        """Return the last message of the branch that is shown; None where there is none."""
        leaf = self._active(self._read_one, conversation_id)
        return None if leaf is None else self.message(leaf)

    def beginning(self, conversation_id: int, count: int) -> list[StoredMessage]:
        """Return the first `count` messages of the branch that is shown, oldest first.

        Only where one of them has alternatives is the whole branch read.
        """
        leaf = self._active(self._read_one, conversation_id)
        found: list[StoredMessage] = []
        above: int | None = None
        while leaf not in {None, above} and len(found) < count:
            below = self._read(
                "SELECT id FROM messages WHERE conversation_id = ? AND parent_id IS ? LIMIT 2",
                conversation_id, above,
            )  # fmt: skip
            if len(below) != 1:
                return self.branch(leaf)[:count] if leaf is not None else []
            above = below[0][0]
            found.append(self.message(below[0][0]))
        return found

    def branch(self, message_id: int) -> list[StoredMessage]:
        """Return the messages from the conversation's first to this one."""
        # Reading a whole conversation and walking it here takes half the time of a recursive query,
        # and alternatives, which are read for nothing, are few.
        rows = self._read(
            f"SELECT {MESSAGE} FROM messages WHERE conversation_id ="  # noqa: S608
            " (SELECT conversation_id FROM messages WHERE id = ?)",
            message_id,
        )
        by_id = {row[0]: row for row in rows}
        branch: list[StoredMessage] = []
        above: int | None = message_id
        while above is not None and (row := by_id.get(above)) is not None:
            branch.append(message_of(row))
            above = row[2]
        branch.reverse()
        return branch

    def message(self, message_id: int) -> StoredMessage:
        """Return one message."""
        rows = self._read(f"SELECT {MESSAGE} FROM messages WHERE id = ?", message_id)  # noqa: S608
        if not rows:
            raise message_gone()
        return message_of(rows[0])

    def picture(self, message_id: int, address: str) -> Attachment | None:
        """Return what `![…](address)` shows in a message: a picture of its own or of one above.

        The nearest one is meant; None where there is no such picture on its branch.
        """
        # Few messages have anything with them: only those are read.
        rows = self._read(
            "SELECT id, parent_id, attachments IS NOT NULL FROM messages WHERE conversation_id ="
            " (SELECT conversation_id FROM messages WHERE id = ?)",
            message_id,
        )
        above = {key: parent for key, parent, _ in rows}
        holders = {key for key, _, holds in rows if holds}
        at: int | None = message_id
        while holders and at is not None:
            if at in holders:
                found = pictures.named(address, self.message(at).attachments)
                if found is not None:
                    return found
            at = above.get(at)
        return None

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
                role=role, content=encodable(content), status=status, model=model,
            )  # fmt: skip
        return self.message(added)

    def begin_turn(
        self,
        conversation_id: int,
        text: str,
        *,
        model: str | None,
        quantisation: str | None = None,
        options: AnswerOptions | None = None,
        beside: int | None = None,
        attachments: tuple[Attachment, ...] = (),
    ) -> tuple[StoredMessage, StoredMessage]:
        """Store what the person wrote and an empty, streaming answer to it, both or neither.

        It comes below the active leaf or, as an alternative, `beside` another message.
        """
        with self._write() as run:
            parent = self._active(_one(run), conversation_id)
            if beside is not None:
                parent = self._parent(run, beside)
            asked = self._insert(
                run, conversation_id, parent,
                role="user", content=encodable(text), attachments=as_json(attachments or None),
            )  # fmt: skip
            answer = self._insert_answer(run, conversation_id, asked, model, quantisation, options)
            run(
                "UPDATE conversations SET title = ? WHERE id = ? AND title = ''",
                title_of(encodable(text)), conversation_id,
            )  # fmt: skip
        return self.message(asked), self.message(answer)

    def begin_answer(
        self,
        parent_id: int,
        *,
        model: str | None,
        quantisation: str | None = None,
        options: AnswerOptions | None = None,
    ) -> StoredMessage:
        """Store an empty, streaming answer below `parent_id`, beside those that are there."""
        with self._write() as run:
            conversation_id, _ = self._beneath(run, parent_id)
            answer = self._insert_answer(
                run, conversation_id, parent_id, model, quantisation, options
            )
        return self.message(answer)

    def resume_answer(self, message_id: int) -> StoredMessage:
        """Make an answer that ended a streaming one again, its text kept.

        Raises `not_last` where other messages follow, which were written after the text as it is.
        """
        with self._write() as run:
            conversation_id, tree = self._there(run, message_id)
            if not tree.place(message_id).last:
                raise ParleyError(
                    "not_last",
                    "Other messages follow this answer, so it cannot be continued.",
                    safe="Everything is as it was.",
                    hint="Have it answered again instead.",
                )
            run(
                "UPDATE messages SET status = 'streaming', finish_reason = NULL, error = NULL,"
                " owner_pid = ?, owner_started = ? WHERE id = ? AND status <> 'streaming'",
                self._owner.pid, self._owner.started, message_id,
            )  # fmt: skip
            self._set_leaf(run, conversation_id, message_id)
            self._touch(run, conversation_id)
        return self.message(message_id)

    def revise(self, message_id: int, text: str) -> StoredMessage:
        """Store `text` beside an answer, as what the person made of it, and show that."""
        answer = self.message(message_id)
        with self._write() as run:
            parent = self._parent(run, message_id)
            added = self._insert(
                run, answer.conversation_id, parent,
                role=answer.role, content=encodable(text), model=answer.model,
                quantisation=answer.quantisation, edited=1,
            )  # fmt: skip
        return self.message(added)

    def set_content(
        self,
        message_id: int,
        content: str,
        *,
        figures: Figures | None = None,
        reasoning_seconds: float | None = None,
    ) -> None:
        """Save the text so far of a message that is being written, and what it has cost so far.

        It comes again soon, so this does not wait for another window's write to end.
        """
        with self._write(patient=False) as run:
            changed = run(
                "UPDATE messages SET content = ?, figures = ifnull(?, figures),"
                " reasoning_seconds = ifnull(?, reasoning_seconds) WHERE id = ?",
                content, as_json(figures), reasoning_seconds, message_id,
            )  # fmt: skip
            if changed.rowcount == 0:
                raise message_gone()

    def finish(self, message: StoredMessage) -> None:
        """Save the end of a message: text, status, model, finish reason, figures, notes, error."""
        with self._write() as run:
            changed = run(
                "UPDATE messages SET content = ?, status = ?, model = ?, quantisation = ?,"
                " finish_reason = ?, figures = ?, notes = ?, error = ?, reasoning_seconds = ?,"
                " owner_pid = NULL, owner_started = NULL WHERE id = ?",
                message.content, message.status, message.model, message.quantisation,
                message.finish_reason,
                as_json(message.figures), as_json(message.notes or None), as_json(message.error),
                message.reasoning_seconds, message.id,
            )  # fmt: skip
            if changed.rowcount == 0:
                raise message_gone()
            self._touch(run, message.conversation_id)

    def recover(self) -> list[int]:
        """Mark as `interrupted` what a process was writing that is gone, and keep the text.

        Branches that such a process had deleted are removed. Messages that another window writes
        at this moment are left alone. Returns the ids.
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
            self._purge_of_the_gone(run)
        return gone

    # -- inside ----------------------------------------------------------------------------------

    def _insert(
        self, run: Run, conversation_id: int, parent_id: int | None, **columns: object
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

    def _touch(self, run: Run, conversation_id: int) -> None:
        run("UPDATE conversations SET updated_at = ? WHERE id = ?", self._clock(), conversation_id)

    def _insert_answer(
        self,
        run: Run,
        conversation_id: int,
        parent_id: int,
        model: str | None,
        quantisation: str | None,
        options: AnswerOptions | None,
    ) -> int:
        return self._insert(
            run, conversation_id, parent_id,
            role="assistant", status="streaming", model=model, quantisation=quantisation,
            options=as_json(options),
        )  # fmt: skip

    def _parent(self, run: Run, message_id: int) -> int | None:
        return self._beneath(run, message_id)[1]

    def _active(
        self, one: Callable[[str, object], tuple[Any, ...] | None], conversation_id: int
    ) -> int | None:
        row = one(
            "SELECT active_leaf FROM conversations WHERE id = ? AND deleted_at IS NULL",
            conversation_id,
        )
        if row is None:
            raise conversation_gone()
        leaf: int | None = row[0]
        return leaf


def _one(run: Run) -> Callable[[str, object], tuple[Any, ...] | None]:
    def one(sql: str, value: object) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = run(sql, value).fetchone()
        return row

    return one
