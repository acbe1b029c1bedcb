"""Finding a text inside another as a find bar does: anywhere, or as typed, or whole words only."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parley.chat.search.values import Span
from parley.chat.search.words import fold, folded


def find_ranges(
    text: str, wanted: str, *, same_case: bool = False, whole_words: bool = False
) -> list[Span]:
    """Return where `wanted` stands in `text`, in order, none within another.

    Without `same_case`, letters are the same whatever their case, accents and width.
    """
    compared, needle = (text, wanted) if same_case else (fold(text), fold(wanted))
    if not needle or needle not in compared:
        return []
    places: Sequence[int] = range(len(text) + 1)
    if not same_case:
        compared, places = folded(text)
    pattern = re.escape(needle)
    if whole_words:
        pattern = rf"(?<!\w){pattern}(?!\w)"
    return [
        (places[match.start()], max(places[match.end() - 1] + 1, places[match.end()]))
        for match in re.finditer(pattern, compared)
    ]
