"""From the messages of a branch to the messages an engine gets.

What was sent once is sent the same way again, so that a prompt begins with exactly the previous
turn's bytes and the engine's KV cache can be used again. Where reasoning is left out of earlier
answers, only the newest of them has to be evaluated anew: those before it were sent without.

Texts that go with a message stand before its words, in the order they were added, each as

    <attachment name="notes.txt">
    the text, as it is
    </attachment>

with an empty line behind it. Of a picture, which no model here sees, there is

    <attachment name="cat.png" type="image/png">
    A picture. You know its name, but cannot see it.
    </attachment>
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from parley.chat.reasoning import answer_of
from parley.chat.values import Attachment, StoredMessage
from parley.engine.protocol import Message

_UNSEEN = "A picture. You know its name, but cannot see it."


class Prompt(msgspec.Struct, frozen=True):
    """Messages for the engine, and the id each one has in the store (None: the system prompt)."""

    messages: tuple[Message, ...]
    ids: tuple[int | None, ...]

    def stored(self, indexes: Sequence[int]) -> tuple[int, ...]:
        """Return the ids behind `indexes` into `messages`; others are left out."""
        known = (self.ids[index] for index in indexes if 0 <= index < len(self.ids))
        return tuple(key for key in known if key is not None)


def build(
    system_prompt: str, branch: Sequence[StoredMessage], *, leave_out_reasoning: bool = False
) -> Prompt:
    """Return the prompt for answering the last message of `branch`, or for going on with it.

    An answer without text, because it failed or was stopped early, says nothing and is left out.
    A partial answer stays: the person saw it and may refer to it.

    Args:
        leave_out_reasoning: of all answers but one that is gone on with. Without it, answers are
            given as they came, and the model's own template does with their reasoning what it
            does: most leave it out by themselves.
    """
    messages: list[Message] = []
    ids: list[int | None] = []
    if system_prompt.strip():
        messages.append(Message("system", system_prompt))
        ids.append(None)
    for place, stored in enumerate(branch, 1):
        text = stored.content
        if stored.role == "assistant":
            if leave_out_reasoning and place < len(branch):
                text = answer_of(text)
            if not text.strip():
                continue
        elif stored.attachments:
            text = with_attachments(text, stored.attachments)
        messages.append(Message(stored.role, text))
        ids.append(stored.id)
    return Prompt(tuple(messages), tuple(ids))


def with_attachments(text: str, attachments: Sequence[Attachment]) -> str:
    """Return a message as a model gets it: what goes with it, then its words."""
    parts = [_attached(each) for each in attachments]
    return "\n\n".join([*parts, text] if text else parts)


def _attached(one: Attachment) -> str:
    kind = f' type="{_quoted(one.media)}"' if one.is_picture else ""
    text = _UNSEEN if one.is_picture else one.text
    return f'<attachment name="{_quoted(one.name)}"{kind}>\n{text}\n</attachment>'


def _quoted(name: str) -> str:
    line = " ".join(name.split())
    return line.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
