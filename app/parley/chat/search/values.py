"""What a search is asked and what it finds, as plain values. Times are Unix seconds."""

from __future__ import annotations

import msgspec

from parley.engine.protocol import Role

#: Where in a text something stands: first character and the one after the last.
Span = tuple[int, int]


class Passage(msgspec.Struct, frozen=True):
    """A piece of text on one line, and where in it the words stand that were looked for."""

    text: str
    ranges: tuple[Span, ...] = ()


class SearchFilter(msgspec.Struct, frozen=True):
    """What else must hold of a message that is found; None asks for nothing.

    Attributes:
        model: name of the model that wrote it.
        since: not older than this.
        conversation_id: in this conversation.
    """

    model: str | None = None
    role: Role | None = None
    since: float | None = None
    conversation_id: int | None = None

    @property
    def of_messages(self) -> bool:
        """Whether it asks for something that only messages have, so that no title fits."""
        return self.model is not None or self.role is not None


class Hit(msgspec.Struct, frozen=True):
    """One message, title or system prompt, in which everything stands that was looked for.

    Attributes:
        message_id: None where it is the title or the system prompt that was found.
        title: of the conversation, as it is kept; "" for one without.
        when: when the message was written; of a title, when the conversation last changed; of a
            system prompt, about when that or the title was.
        role: of a message; `system` for a system prompt, None for a title.
        attachment: name of the attachment in which it stands; "" for the message itself.
        archived: the conversation was put away.
    """

    conversation_id: int
    message_id: int | None
    title: str
    when: float
    passage: Passage
    role: Role | None = None
    model: str | None = None
    attachment: str = ""
    archived: bool = False

    @property
    def is_title(self) -> bool:
        """Whether it is the title that was found."""
        return self.message_id is None and self.role is None

    @property
    def is_prompt(self) -> bool:
        """Whether it is the conversation's system prompt that was found."""
        return self.message_id is None and self.role is not None


class HitPage(msgspec.Struct, frozen=True):
    """Some of what was found, the newest first; titles come before and after all messages.

    Attributes:
        more: give it to the next search to go on; None where this is all.
        waiting: how many messages, titles and system prompts are not in the index yet.
    """

    hits: tuple[Hit, ...]
    more: int | None = None
    waiting: int = 0
