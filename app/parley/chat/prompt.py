"""From the messages of a branch to the messages an engine gets.

Nothing is rewritten, so that a prompt begins with exactly the previous turn's bytes and the
engine's KV cache can be used again.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from parley.chat.values import StoredMessage
from parley.engine.protocol import Message


class Prompt(msgspec.Struct, frozen=True):
    """Messages for the engine, and the id each one has in the store (None: the system prompt)."""

    messages: tuple[Message, ...]
    ids: tuple[int | None, ...]

    def stored(self, indexes: Sequence[int]) -> tuple[int, ...]:
        """Return the ids behind `indexes` into `messages`; others are left out."""
        known = (self.ids[index] for index in indexes if 0 <= index < len(self.ids))
        return tuple(key for key in known if key is not None)


def build(system_prompt: str, branch: Sequence[StoredMessage]) -> Prompt:
    """Return the prompt for answering the last message of `branch`.

    An answer without text, because it failed or was stopped early, says nothing and is left out.
    A partial answer stays: the person saw it and may refer to it.
    """
    messages: list[Message] = []
    ids: list[int | None] = []
    if system_prompt.strip():
        messages.append(Message("system", system_prompt))
        ids.append(None)
    for stored in branch:
        if stored.role == "assistant" and not stored.content.strip():
            continue
        messages.append(Message(stored.role, stored.content))
        ids.append(stored.id)
    return Prompt(tuple(messages), tuple(ids))
