"""Where emphasis begins and ends beside words that are written without spaces.

By CommonMark's rules `**注意：**这里` is not bold: a sign of punctuation stands before the marks
and a letter after them. Chinese, Japanese and Korean are written so: beside their signs, marks
mean what they would at the edge of a word.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline


def add_to(md: MarkdownIt) -> None:
    """Have `md` know emphasis in all languages."""
    md.inline.ruler.at("emphasis", _rule)


def _rule(state: StateInline, silent: bool) -> bool:
    from markdown_it.rules_inline.state_inline import Delimiter

    start, marker = state.pos, state.src[state.pos]
    if silent or marker not in "*_":
        return False
    found = state.scanDelims(start, marker == "*")
    opens, closes, end = found.can_open, found.can_close, start + found.length
    before = state.src[start - 1] if start else " "
    after = state.src[end] if end < state.posMax else " "
    if marker == "*" and (_wide(before) or _wide(after)):
        opens, closes = not after.isspace(), not before.isspace()
    for _ in range(found.length):
        state.push("text", "", 0).content = marker
        state.delimiters.append(
            Delimiter(ord(marker), found.length, len(state.tokens) - 1, -1, opens, closes)
        )
    state.pos = end
    return True


def _wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in {"W", "F"}
