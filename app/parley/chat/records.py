"""The conversations' database as one thread uses it: rows to values, transactions, refusals."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from parley.chat.values import (
    AnswerOptions,
    Attachment,
    Conversation,
    ConversationOptions,
    Figures,
    MessageError,
    MessageNote,
    StoredMessage,
)
from parley.core.database import BUSY_SECONDS, explained, written
from parley.core.errors import ParleyError
from parley.core.owner import Owner

MESSAGE = (
    "id, conversation_id, parent_id, role, content, status, created_at, model, finish_reason,"
    " edited, quantisation, options, figures, notes, error, attachments, reasoning_seconds"
)
CONVERSATION = (
    "id, title, created_at, updated_at, day, system_prompt, policy, seed, pinned, folder_id,"
    " archived_at, titled_by, options"
)
# Less than a frame on the screen: the window waits for it.
_HASTY_MS = 10

# What no name on one line has: control characters, and signs that turn the direction of writing
# or say nothing at all. Others that are not seen join letters and faces, and stay.
_CONTROL = re.compile(r"[\0-\x1f\x7f-\x9f]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb]")

_options = msgspec.json.Decoder(AnswerOptions)
_figures = msgspec.json.Decoder(Figures)
_notes = msgspec.json.Decoder(tuple[MessageNote, ...])
_error = msgspec.json.Decoder(MessageError)
_attachments = msgspec.json.Decoder(tuple[Attachment, ...])
_conversation_options = msgspec.json.Decoder(ConversationOptions)

# What stands in a row behind `edited` of a message that is nothing but words.
_NOTHING = (None,) * 7

Run = Callable[..., sqlite3.Cursor]


class Records:
    """Reads and writes of one connection. Every write is one transaction."""

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
        self._tellers: list[Callable[[], None]] = []

    def _read(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with explained(self._path):
            return self._connection.execute(sql, values).fetchall()

    def _read_one(self, sql: str, *values: object) -> tuple[Any, ...] | None:
        rows = self._read(sql, *values)
        return rows[0] if rows else None

    @contextmanager
    def _write(self, *, patient: bool = True) -> Iterator[Run]:
        connection = self._connection

        def run(sql: str, *values: object) -> sqlite3.Cursor:
            return connection.execute(sql, values)

        try:
            if not patient:
                connection.execute(f"PRAGMA busy_timeout = {_HASTY_MS}")
            with written(connection, self._path):
                yield run
        finally:
            if not patient:
                connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
        for tell in tuple(self._tellers):
            tell()


def message_of(row: tuple[Any, ...]) -> StoredMessage:
    """Return the message in a row of the columns `MESSAGE`."""
    *plain, edited, quantisation, options, figures, notes, error, attachments, reasoned = row
    if not edited and row[len(plain) + 1 :] == _NOTHING:
        return StoredMessage(*plain)
    values = [
        *plain,
        _options.decode(options) if options else None,
        _figures.decode(figures) if figures else None,
        _notes.decode(notes) if notes else (),
        _error.decode(error) if error else None,
        quantisation,
        bool(edited),
        _attachments.decode(attachments) if attachments else (),
        reasoned,
    ]
    return StoredMessage(*values)


def conversation_of(row: tuple[Any, ...]) -> Conversation:
    """Return the conversation in a row of the columns `CONVERSATION`."""
    *plain, pinned, folder_id, archived_at, titled_by, options = row
    chosen = _conversation_options.decode(options) if options else ConversationOptions()
    values = [*plain, bool(pinned), folder_id, archived_at, titled_by, chosen]
    return Conversation(*values)


def as_json(value: object) -> str | None:
    """Return `value` as it is stored; None stays None."""
    return None if value is None else msgspec.json.encode(value).decode()


def encodable(text: str) -> str:
    """Return `text` with halves of surrogate pairs, as a broken paste has them, replaced."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def one_line(text: str) -> str:
    """Return a name as it is kept, whoever gave it: one line, without what cannot be seen.

    Signs that turn the direction of writing go too: they would turn what stands beside the name.
    """
    return " ".join(_CONTROL.sub(" ", _TURNING.sub("", encodable(text))).split())


def conversation_gone() -> ParleyError:
    """Return the error for a conversation that is not there any more."""
    return ParleyError(
        "conversation_gone",
        "This conversation was deleted.",
        safe="Your other conversations are still there.",
        hint="Choose another one, or begin a new one.",
    )


def message_gone() -> ParleyError:
    """Return the error for a message that is not there any more."""
    return ParleyError(
        "message_gone",
        "This message was deleted.",
        safe="Everything else is still there.",
        hint="Undo that, or go on from another message.",
    )
