"""What can be done when a conversation no longer fits the context window."""

from __future__ import annotations

from parley.chat.values import MessageError, StoredMessage

_STEP = 1024
_SMALLEST = 1024
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
