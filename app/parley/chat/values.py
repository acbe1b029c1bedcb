"""The plain values of chat: what the store returns, what a session is given and tells.

Times are Unix seconds unless a name says otherwise; ids are the database's integers.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Literal

import msgspec

from parley.engine.protocol import ContextPolicy, FinishReason, LoadOptions, Role

MessageStatus = Literal["complete", "streaming", "stopped", "failed", "interrupted"]
FullChoice = Literal["trim_oldest", "stop", "larger"]
TitledBy = Literal["words", "model", "person"]


class SessionState(StrEnum):
    """What a conversation is doing. Members equal their text, `SessionState.IDLE == "idle"`."""

    IDLE = "idle"
    LOADING = "loading"
    PREFILL = "prefill"
    GENERATING = "generating"
    STOPPING = "stopping"


class Progress(msgspec.Struct, frozen=True):
    """How far a load or a prefill is.

    Attributes:
        fraction: 0 to 1.
        done, total, cached: tokens of the prompt during a prefill, 0 during a load.
    """

    fraction: float
    done: int = 0
    total: int = 0
    cached: int = 0


class ModelChoice(msgspec.Struct, frozen=True):
    """A model file (the first shard of a sharded one), its name for people, and how to load it.

    `quantisation` is kept with its answers; "" where it is not known.
    """

    path: str
    name: str
    options: LoadOptions = LoadOptions()
    quantisation: str = ""


class MessageError(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why an answer failed, in the three parts of `ParleyError`.

    Attributes:
        details: numbers a window can act on; for `context_full`: `prompt_tokens`, `context`,
            `would_drop` (messages that trimming would leave out).
        log: last lines of the engine's own log, where they help.
    """

    code: str
    message: str
    hint: str
    safe: str = ""
    details: dict[str, int] = {}
    log: tuple[str, ...] = ()


class MessageNote(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something done differently from what was asked, in a sentence.

    Attributes:
        code: `trimmed`, `system_folded`, `neighbours_merged`, …
        dropped: ids of the messages that were left out of the prompt; for `trimmed` that of the
            newest, above which everything was.
    """

    code: str
    text: str
    dropped: tuple[int, ...] = ()


class Figures(msgspec.Struct, frozen=True):
    """What an answer cost; the engine's `Done` without its finish reason, or what was seen.

    Attributes:
        seed: the seed that was used; with the same options it gives the same text. None where the
            engine drew one and ended before it said which.
        context, context_used: size of the context window and how much of it was taken, in tokens;
            0 where the engine ended before it said so.
    """

    prompt_tokens: int
    cached_tokens: int
    generated_tokens: int
    prefill_seconds: float
    decode_seconds: float
    first_token_seconds: float
    seed: int | None
    context_used: int
    context: int

    @property
    def tokens_per_second(self) -> float | None:
        """Decode speed: the tokens after the first over the time they took; None if unknown."""
        if self.generated_tokens < 2 or self.decode_seconds <= 0:
            return None
        return (self.generated_tokens - 1) / self.decode_seconds


class AnswerOptions(msgspec.Struct, frozen=True):
    """How an answer was made: every option of `Sampling` and `LoadOptions` by name.

    Kept as they were called then, so that a later version still reads what an earlier one wrote.
    """

    sampling: dict[str, Any] = {}
    load: dict[str, Any] = {}


class Attachment(msgspec.Struct, frozen=True, omit_defaults=True):
    """A text or a picture that goes with a message and is shown by its name.

    Attributes:
        name: for people, and for the model, in front of the text.
        text: all of it; "" for a picture.
        media: the media type of a picture; "" for a text.
        data: the bytes of a picture, as a file of it has them.
    """

    name: str
    text: str = ""
    media: str = ""
    data: bytes = b""

    @property
    def is_picture(self) -> bool:
        """Whether it is looked at, not read."""
        return self.media.startswith("image/")


class StoredMessage(msgspec.Struct, frozen=True):
    """One message as it is kept.

    Attributes:
        parent_id: the message before it; None starts the conversation. Messages with the same
            parent are alternatives.
        model: name of the model that wrote it, None for a person's; `quantisation` its build.
        finish_reason: the engine's, None while streaming and where it never said.
        content: the words as they came, with the reasoning in its marks where there is some.
        edited: an answer whose words a person changed.
        attachments: texts and pictures that go with what a person wrote.
        reasoning_seconds: from the first word of the reasoning to its end; None without one.
    """

    id: int
    conversation_id: int
    parent_id: int | None
    role: Role
    content: str
    status: MessageStatus
    created_at: float
    model: str | None = None
    finish_reason: FinishReason | None = None
    options: AnswerOptions | None = None
    figures: Figures | None = None
    notes: tuple[MessageNote, ...] = ()
    error: MessageError | None = None
    quantisation: str | None = None
    edited: bool = False
    attachments: tuple[Attachment, ...] = ()
    reasoning_seconds: float | None = None


class ConversationOptions(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is different in one conversation; the settings hold for everything else.

    Attributes:
        model: as `Settings.model`; None follows it.
        sampling, load: options by name, as in `Settings`, that take the place of those there.
        preset: name of the preset that the rest began as; "" for none.
        keep_reasoning: whether the reasoning of earlier answers stays in later prompts; None does
            what the model's card asks.
    """

    model: str | None = None
    sampling: dict[str, Any] = {}
    load: dict[str, Any] = {}
    preset: str = ""
    keep_reasoning: bool | None = None


class Conversation(msgspec.Struct, frozen=True):
    """A conversation without its messages.

    Attributes:
        day: the local day it began, ISO 8601. It is what a template states as today, for as long
            as the conversation lives, so that the prompt's beginning stays the same.
        seed: fixed seed for its answers; None draws one per answer.
        titled_by: whose words the title is: the first message's, a model's, or the person's.
        archived_at: when it was put away; None where it was not.
    """

    id: int
    title: str
    created_at: float
    updated_at: float
    day: str
    system_prompt: str = ""
    policy: ContextPolicy = "ask"
    seed: int | None = None
    pinned: bool = False
    folder_id: int | None = None
    archived_at: float | None = None
    titled_by: TitledBy = "words"
    options: ConversationOptions = ConversationOptions()


class Listed(msgspec.Struct, frozen=True):
    """What a list says of a conversation.

    Attributes:
        answering: an answer is being made in it, here or in another window.
    """

    id: int
    title: str
    updated_at: float
    pinned: bool = False
    folder_id: int | None = None
    archived: bool = False
    answering: bool = False


class Folder(msgspec.Struct, frozen=True):
    """A folder of conversations. `folded` hides what is in it."""

    id: int
    name: str
    folded: bool = False
