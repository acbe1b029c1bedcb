"""What changed in the database, whoever wrote it: this window, another one, another process.

Writes through a store are told at once. Those of other connections show in SQLite's own counter,
which is asked for now and then; a look at a few numbers tells then what has to be read again.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from parley.chat.drafts import in_conversation, rows_of
from parley.chat.records import Records


class Glance(msgspec.Struct, frozen=True):
    """A few values of which one is another whenever a conversation shows something else.

    Attributes:
        title, leaf, setup: of the conversation; `setup` is all that is set of it.
        written: when a message was last added or ended; `deleted`: how many branches are deleted.
        status, length: of the message that ends the branch that is shown; characters.
        draft: when what is being written in it was kept last.
    """

    title: str
    leaf: int | None
    setup: tuple[object, ...]
    written: float
    deleted: int
    status: str
    length: int
    draft: str


class Changes(Records):
    """The part of a store that knows when something changed."""

    def subscribe(self, tell: Callable[[], None]) -> Callable[[], None]:
        """Call `tell` after every write through this store; return how to end that.

        `tell` is called in the middle of other work: it must only note that there is something.
        """
        self._tellers.append(tell)

        def end() -> None:
            if tell in self._tellers:
                self._tellers.remove(tell)

        return end

    def foreign_writes(self) -> int:
        """Return a number that changes when another connection wrote, here or elsewhere.

        https://sqlite.org/pragma.html#pragma_data_version
        """
        return int(self._read("PRAGMA data_version")[0][0])

    def shelf_revision(self) -> int:
        """Return a number that changes whenever the list of conversations does."""
        return int(self._read("SELECT revision FROM shelf")[0][0])

    def others_write(self) -> bool:
        """Whether another process writes an answer, or was ended while it did."""
        rows = self._read(
            "SELECT 1 FROM messages WHERE status = 'streaming'"
            " AND (owner_pid, owner_started) IS NOT (?, ?) LIMIT 1",
            self._owner.pid, self._owner.started,
        )  # fmt: skip
        return bool(rows)

    def glance(self, conversation_id: int) -> Glance | None:
        """Return the state of a conversation in short; None where it is deleted."""
        row = self._read_one(
            "SELECT c.title, c.active_leaf, c.system_prompt, c.policy, c.seed, c.options,"
            " c.updated_at,"
            # All deletions there are, however few: messages there may be very many.
            " (SELECT count(*) FROM deletions d CROSS JOIN messages m ON m.id = d.message_id"
            "  WHERE m.conversation_id = c.id),"
            " ifnull(l.status, ''), ifnull(length(l.content), 0),"
            " (SELECT ifnull(group_concat(place || ' ' || updated_at), '') FROM drafts"
            "  WHERE place IN (?, ?))"
            " FROM conversations c LEFT JOIN messages l ON l.id = c.active_leaf"
            " WHERE c.id = ? AND c.deleted_at IS NULL",
            *rows_of(in_conversation(conversation_id)), conversation_id,
        )  # fmt: skip
        if row is None:
            return None
        title, leaf, *setup, written, deleted, status, length, draft = row
        return Glance(title, leaf, tuple(setup), written, deleted, status, length, draft)


class Seen(msgspec.Struct, frozen=True):
    """What a look found to be another than at the last one.

    Attributes:
        conversation: something of the conversation that is followed; `text`: nothing of it but
            the text of its last message, which grows.
        draft: what is being written in it.
    """

    shelf: bool = False
    conversation: bool = False
    text: bool = False
    draft: bool = False


class Watch:
    """What one window has seen of the database, and what is new to it."""

    def __init__(self, store: Changes) -> None:
        """Begin with everything seen as it is now, and no conversation. Raises `ParleyError`."""
        self._store = store
        self._foreign = store.foreign_writes()
        self._shelf = store.shelf_revision()
        self._conversation: int | None = None
        self._glance: Glance | None = None

    def follow(self, conversation_id: int | None) -> None:
        """Look at this conversation from now on; another one was just read.

        Raises `ParleyError`.
        """
        if conversation_id == self._conversation:
            return
        self._conversation = conversation_id
        self._glance = None if conversation_id is None else self._store.glance(conversation_id)

    def poll(self) -> Seen:
        """Look, if another connection wrote since the last time. Raises `ParleyError`."""
        foreign = self._store.foreign_writes()
        if foreign == self._foreign:
            return Seen()
        self._foreign = foreign
        return self.look()

    def look(self) -> Seen:
        """Tell what changed since the last look. Raises `ParleyError`."""
        shelf, before = self._store.shelf_revision(), self._shelf
        self._shelf = shelf
        if self._conversation is None:
            return Seen(shelf != before)
        old, new = self._glance, self._store.glance(self._conversation)
        self._glance = new
        if old is not None and new is not None and old != new:
            draft = old.draft != new.draft
            grown = msgspec.structs.replace(old, length=new.length, draft=new.draft)
            text = grown == new and old.length != new.length
            return Seen(shelf != before, conversation=grown != new, text=text, draft=draft)
        return Seen(shelf != before, conversation=old != new)
