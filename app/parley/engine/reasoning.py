"""How models mark their reasoning. Known here, because a mark may be a token that is no text."""

from __future__ import annotations

import msgspec


class Marks(msgspec.Struct, frozen=True):
    """The texts around a model's reasoning."""

    opening: str
    closing: str


#: Those of the models in the catalogue, which a test compares; most others use the first.
MARKS = (
    Marks("<think>", "</think>"),
    Marks("[THINK]", "[/THINK]"),
    Marks("<|channel>thought", "<channel|>"),
)


def is_mark(token: str) -> bool:
    """Tell whether a control token's text is a mark, or what one begins with."""
    return len(token) > 1 and any(
        text.startswith(token) for marks in MARKS for text in (marks.opening, marks.closing)
    )


def opened_by(prompt: str) -> str:
    """Return the mark with which a prompt ends, and the white space after it; "" for none.

    Some templates write it themselves, so that the answer begins inside the reasoning.
    """
    written = prompt.rstrip()
    for marks in MARKS:
        if written.endswith(marks.opening):
            return prompt[len(written) - len(marks.opening) :]
    return ""
