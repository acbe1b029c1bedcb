"""The words of a message as they stand on the screen, without drawing it."""

from __future__ import annotations

from parley.chat import marks
from parley.chat.markdown import MarkdownReader
from parley.chat.reasoning import split
from parley.chat.search.words import fold
from parley.chat.values import StoredMessage

#: What makes words bold and the like, and is not seen itself.
_UNSEEN = str.maketrans(dict.fromkeys("*_~`\\"))


def shown_texts(message: StoredMessage, *, unfolded: bool = False) -> list[str]:
    """Return what is seen of a message, a line for each block: where it is `unfolded`, what the
    model thought, and then its words.
    """
    if message.role != "assistant":
        return [message.content]
    parts = split(message.content)
    texts = [parts.reasoning, parts.answer] if unfolded and parts.reasoned else [parts.answer]
    return [_plain(text) for text in texts]


def may_show(content: str, wanted: str) -> bool:
    """Whether `wanted` may stand in what is seen of a text, without reading its Markdown.

    It is told so that most messages need not be read; only a word that a link or an entity cuts in
    two is missed.
    """
    bare = fold(content).translate(_UNSEEN)
    spaced = "".join(c if c.isalnum() else " " for c in fold(wanted))
    return all(word in bare for word in spaced.split())


def _plain(text: str) -> str:
    reader = MarkdownReader()
    reader.read(text)
    return "\n".join(_block(block) for block in reader.blocks)


def _block(block: marks.Block) -> str:
    if block.table is not None:
        return "\n".join(marks.plain(cell) for row in block.table.rows for cell in row)
    return block.text if block.kind == "code" else marks.plain(block.runs)
