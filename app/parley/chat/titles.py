"""A conversation's first title: the beginning of what was asked."""

from __future__ import annotations

from parley.chat.records import one_line

LONGEST = 48


def title_of(text: str) -> str:
    """Return the first words of `text` on one line, at most `LONGEST` characters long."""
    words = one_line(text)
    if len(words) <= LONGEST:
        return words
    cut = words[: LONGEST - 1]
    if not words[LONGEST - 1].isspace() and " " in cut:
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip() + "…"
