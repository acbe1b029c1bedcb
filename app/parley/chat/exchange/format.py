"""Parley's own file of conversations, version 1; `resources/conversation-schema.json` describes it.

The file keeps all that the database does, but for ids: messages are numbered within their
conversation, and a conversation has a key that stays with it wherever it is imported. What was
typed and not sent is no part of a conversation: a file may be made for somebody else.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Annotated, Any, Final

import msgspec

from parley.chat.records import encodable
from parley.chat.values import (
    AnswerOptions,
    Attachment,
    ConversationOptions,
    Figures,
    MessageError,
    MessageNote,
    MessageStatus,
    TitledBy,
)
from parley.engine.protocol import ContextPolicy, FinishReason, Role

FORMAT: Final = "parley-conversations"
VERSION: Final = 1

#: What a database can hold.
_Integer = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]
_Text = Annotated[str, msgspec.Meta(min_length=1)]


class FileMessage(msgspec.Struct, frozen=True, omit_defaults=True):
    """One message. `id` numbers it from 1 in its conversation, after its `parent`."""

    id: _Integer
    role: Role
    created_at: float
    content: str = ""
    parent: _Integer | None = None
    status: MessageStatus = "complete"
    model: str | None = None
    quantisation: str | None = None
    edited: bool = False
    finish_reason: FinishReason | None = None
    reasoning_seconds: float | None = None
    attachments: tuple[Attachment, ...] = ()
    options: AnswerOptions | None = None
    figures: Figures | None = None
    notes: tuple[MessageNote, ...] = ()
    error: MessageError | None = None


class FileConversation(msgspec.Struct, frozen=True, omit_defaults=True):
    """One conversation with all its branches.

    Attributes:
        leaf: the message that the branch which is shown ends with.
        folder: name of the folder it is in.
    """

    key: _Text
    created_at: float
    updated_at: float
    title: str = ""
    titled_by: TitledBy = "words"
    day: str = ""
    system_prompt: str = ""
    policy: ContextPolicy = "ask"
    seed: _Integer | None = None
    pinned: bool = False
    folder: str | None = None
    archived_at: float | None = None
    options: ConversationOptions = ConversationOptions()
    leaf: _Integer | None = None
    messages: tuple[FileMessage, ...] = ()


class FileFolder(msgspec.Struct, frozen=True, omit_defaults=True):
    """A folder, in the order in which they are shown."""

    name: _Text
    folded: bool = False


def with_ids(
    conversation: FileConversation, change: Callable[[int], int | None]
) -> FileConversation:
    """Return a conversation with the ids of messages that notes name changed; None leaves out."""
    return msgspec.structs.replace(
        conversation,
        messages=tuple(
            msgspec.structs.replace(
                message,
                notes=tuple(
                    msgspec.structs.replace(
                        note,
                        dropped=tuple(
                            new for old in note.dropped if (new := change(old)) is not None
                        ),
                    )
                    for note in message.notes
                ),
            )
            if message.notes
            else message
            for message in conversation.messages
        ),
    )


def cleaned(value: Any) -> Any:
    """Return JSON with what a database cannot hold made good.

    Halves of characters are replaced, numbers beyond any measure are none, and whole numbers beyond
    64 bits are no longer whole.

    Raises:
        RecursionError: it is nested too deeply.
    """
    if isinstance(value, str):
        return value if value.isascii() else encodable(value)
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        return float(value) if abs(value) < 2**1000 else None
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, list):
        return [cleaned(each) for each in value]
    if isinstance(value, dict):
        return {cleaned(key): cleaned(each) for key, each in value.items()}
    return value
