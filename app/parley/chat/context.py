"""How full the context window is, and what can be done when a conversation no longer fits."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from parley.chat.counting import estimate
from parley.chat.reasoning import answer_of
from parley.chat.values import MessageError, StoredMessage

_STEP = 1024
_SMALLEST = 1024
_ANSWER = 256
# Tokens that a template writes around a message, about; the part of a window that is nearly all.
_AROUND, _CLOSE = 6, 0.85
# What a model is told of a picture.
_PICTURE = 30
_ROOM = 1024  # tokens left for the answer, about a page and a half of English


# The second is one message that would not fit alone: only a larger window helps.
_FULL = {"context_full", "message_too_long"}


def fullness(answer: StoredMessage | None) -> MessageError | None:
    """Return the error of an answer that failed because the context is full, else None."""
    if answer is None or answer.status != "failed" or answer.error is None:
        return None
    return answer.error if answer.error.code in _FULL else None


def larger_context(prompt_tokens: int, context: int, trained: int) -> int | None:
    """Return a context window, in tokens, that holds the prompt and an answer.

    At least double the present `context` so that it is not full again at once, never beyond
    what the model was `trained` with; None where that would not help.
    """
    wanted = max(2 * context, prompt_tokens + _ROOM)
    wanted = -(-wanted // _STEP) * _STEP
    size = min(wanted, trained)
    return size if size > context and size > prompt_tokens else None


def smaller_context(context: int) -> int | None:
    """Return the next smaller context window, in tokens: half of it; None where that is too few."""
    size = context // 2 // _STEP * _STEP
    return size if size >= _SMALLEST else None


class Usage(msgspec.Struct, frozen=True):
    """How much of the context window the next prompt takes, the message being written included.

    Attributes:
        used, size: tokens, of the prompt and of the window. `used` is an estimate, but for what
            the engine counted with the last answer.
        drops: how many of the messages would be left out to make room; 0 where all fit.
        alone: the message being written does not fit even by itself.
        max_tokens: of the next answer; None where nobody said.
    """

    used: int
    size: int
    drops: int = 0
    alone: bool = False
    max_tokens: int | None = None

    @property
    def close(self) -> bool:
        """Whether little room is left, or none."""
        room = self.size - _room(self.size, self.max_tokens)
        return self.drops > 0 or self.alone or self.used > _CLOSE * room


def usage(
    messages: Sequence[StoredMessage],
    size: int,
    *,
    system_prompt: str = "",
    draft: int = 0,
    leave_out_reasoning: bool = False,
    max_tokens: int | None = None,
) -> Usage | None:
    """Return what the next prompt takes of a window of `size` tokens; None without a size.

    Looks at no more messages than could fit, from the newest up.

    Args:
        draft: tokens of the message that is being written.
        max_tokens: of the answer, if that was set: no more room is kept for it.
    """
    if size <= 0:
        return None
    first = draft + _AROUND if draft else 0
    fixed = first + (estimate(system_prompt) + _AROUND if system_prompt.strip() else 0)
    room = size - _room(size, max_tokens)
    if first > room:
        return Usage(first, size, alone=True, max_tokens=max_tokens)
    total, sizes = fixed, list[int]()
    for message in reversed(messages):
        sizes.append(_tokens(message, leave_out_reasoning))
        total += sizes[-1]
        if total > 2 * size:
            break
    whole = len(sizes) == len(messages)
    used, over = min(total, size), not whole or total > room
    if (at := _measured(messages)) is not None:
        # The engine counted all up to there; what came since is added.
        answer = messages[at]
        assert answer.figures is not None
        known = answer.figures.context_used + sum(sizes[: len(messages) - 1 - at]) + first
        used = min(size, known - (_thoughts(answer) if leave_out_reasoning else 0))
        trimmed = any(note.code == "trimmed" for note in answer.notes)
        if not trimmed:
            over = used > room
        elif answer.figures.context == size:
            over = True
    if not over:
        return Usage(used, size, max_tokens=max_tokens)
    # Where the engine counted more than was estimated, each message has its part of that.
    scale = max(1.0, (used - first) / max(1, total - first)) if whole else 1.0
    kept, left = 0, room * 3 / 4 - fixed
    for tokens in sizes:
        left -= tokens * scale
        if left < 0:
            break
        kept += 1
    start = len(messages) - kept
    # Whole turns go, and each begins with what a person wrote.
    while start < len(messages) and messages[start].role != "user":
        start += 1
    return Usage(used, size, drops=start, max_tokens=max_tokens)


def _measured(messages: Sequence[StoredMessage]) -> int | None:
    """Return where the last answer is with which the engine counted the context."""
    for at in range(len(messages) - 1, max(-1, len(messages) - 20), -1):
        figures = messages[at].figures
        if figures is not None and figures.context_used:
            return at
    return None


def _tokens(message: StoredMessage, leave_out_reasoning: bool) -> int:
    if message.figures is not None and message.figures.generated_tokens:
        thoughts = _thoughts(message) if leave_out_reasoning else 0
        return message.figures.generated_tokens - thoughts + _AROUND
    text = answer_of(message.content) if leave_out_reasoning else message.content
    if message.role == "assistant" and not text.strip():
        return 0
    attached = sum(
        _PICTURE if each.is_picture else estimate(each.text) + _AROUND
        for each in message.attachments
    )
    return estimate(text) + attached + _AROUND


def _thoughts(message: StoredMessage) -> int:
    """Return about how many of an answer's tokens are its reasoning."""
    if message.figures is None or not message.content:
        return 0
    part = 1 - len(answer_of(message.content)) / len(message.content)
    return int(part * message.figures.generated_tokens)


def _room(size: int, max_tokens: int | None) -> int:
    """Return what the engine keeps free for an answer (`worker.generate.ANSWER_ROOM`)."""
    return max(1, min(_ANSWER, size // 8, max_tokens or _ANSWER))
