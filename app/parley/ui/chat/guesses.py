"""About how tall messages are, for as long as nobody has looked at them. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from parley.chat.values import StoredMessage
from parley.engine.reasoning import MARKS

# What stands around the words, a line, a letter, and half a line more for each paragraph; pixels.
_AROUND, _LINE, _LETTER, _PARAGRAPH = 88, 22.5, 7.6, 15


def guessed_heights(messages: Iterable[StoredMessage], width: int, zoom: int = 100) -> list[int]:
    """Return about how tall messages are in pixels, with words across `width` pixels.

    `zoom` is the size of letters in per cent.
    """
    # A line of text takes its part of the width, so that a text takes a height for each letter.
    per_letter = (zoom / 100) ** 2 * _LINE * _LETTER / max(160, width)
    texts = [
        message.content if message.reasoning_seconds is None else _said(message.content)
        for message in messages
    ]
    return [_AROUND + int(len(text) * per_letter + text.count("\n") * _PARAGRAPH) for text in texts]


def _said(content: str) -> str:
    """Return about what of an answer is shown, its reasoning being folded."""
    ends = [content.rfind(each.closing) for each in MARKS]
    return content[max(ends) + 1 :] if max(ends) >= 0 else ""
