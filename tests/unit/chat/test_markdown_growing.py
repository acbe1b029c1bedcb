"""An answer that grows: read a piece at a time it ends the same as read at once."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from parley.chat.markdown import MarkdownReader
from parley.chat.marks import Block

PIECES = [
    "# ", "## ", "\n", "\n", "\n\n", "- ", "* ", "+ ", "1. ", "2) ", "10. ", "  ", "    ", "\t",
    "> ", ">", "```", "```py\n", "~~~", "`", "``", "*", "**", "***", "_", "__", "~~", "$", "$$",
    "$$\n", "\\(", "\\)", "\\[", "\\]", "\\", "|", " | ", "|---|", "\n|---|---|\n", "| a | b |\n",
    "[", "]", "](", ")", "![", "[x] ", "[ ] ", "[a]", "[a]: http://b.c\n", "[^1]", "<", ">", "<br>",
    "https://a.b/c_d", "---", "***\n", "===", "\n===\n", "&amp;", "!", "a", "word", " ", "é", "😀",
    "\\begin{align}", "\\end{align}", "。", "中", "**中：**", "**中：", "https://a.b。",
    "مرحبا", "\u2028", "\x00", "\r\n", "\ufffc", "x^2", "5", "-", "=", ":", "{", "}",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=80)


def at_once(text: str) -> list[Block]:
    reader = MarkdownReader()
    reader.read(text)
    return reader.blocks


@settings(max_examples=1500, deadline=None)
@given(texts, st.integers(1, 7))
@example("- a\n*\n\nb", 1)
@example("- a\n\n-", 1)
@example("1. a\n2. b\n3. c", 1)
@example("text [a]\n\n[a]: http://b.c\n", 3)
@example("```\na\n\n```\nb", 1)
@example("```\na\n\n", 1)
@example("a\n\n| a | b |\n|---|---|\n| 1 |", 1)
@example("- a\n- b\n\n  [a]: http://b.c\n", 2)
def test_a_growing_text_ends_as_if_it_had_been_read_at_once(text: str, step: int) -> None:
    reader = MarkdownReader()
    shown: list[Block] = []
    for end in range(0, len(text) + 1, step):
        change = reader.read(text[:end], growing=True)
        shown[change.kept :] = change.blocks
        assert shown == reader.blocks
    change = reader.read(text)
    shown[change.kept :] = change.blocks
    assert shown == reader.blocks == at_once(text)
