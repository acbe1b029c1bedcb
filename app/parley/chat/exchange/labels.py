"""The words around those of a conversation in a file that people read, in their language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec


def _number(value: float, digits: int) -> str:
    return f"{value:,.{digits}f}"


def _tokens(count: int) -> str:
    return "1 token" if count == 1 else f"{count:,} tokens"


def _as_it_is(text: str) -> str:
    return text


class Labels(msgspec.Struct, frozen=True):
    """What a file says of itself; English, unless somebody says it otherwise.

    Words in braces are filled in. The functions are called on the thread that exports.

    Attributes:
        language: the BCP 47 tag of these words.
        untitled: what a conversation without a title is called.
        number: writes a number with so many digits after the point.
        tokens: writes an amount of tokens.
        said: says a note or a failure, which are English, in this language.
    """

    language: str = "en"
    untitled: str = "Chat"
    you: str = "You"
    system: str = "System"
    assistant: str = "Assistant"
    system_prompt: str = "System prompt"
    reasoning: str = "Reasoning"
    reasoning_took: str = "Reasoning ({number} s)"
    attachment: str = "Attachment: {name}"
    picture: str = "Picture"
    picture_of: str = "Picture: {name}"
    speed: str = "{number} tokens/s"
    first_after: str = "first token after {number} s"
    seed: str = "seed {number}"
    limit: str = "the limit of tokens was reached"
    stopped: str = "stopped"
    interrupted: str = "interrupted"
    edited: str = "edited"
    number: Callable[[float, int], str] = _number
    tokens: Callable[[int], str] = _tokens
    said: Callable[[str], str] = _as_it_is

    def reasoned(self, seconds: float | None) -> str:
        """Return the heading of a reasoning that took so many seconds, where that is known."""
        if seconds is None:
            return self.reasoning
        return self.reasoning_took.format(number=self.number(seconds, 0))


ENGLISH: Final = Labels()
