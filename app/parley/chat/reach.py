"""How far up a conversation its prompt can reach, so that no more of it is read than that."""

from __future__ import annotations

from typing import Protocol

from parley.chat.counting import fewest
from parley.chat.prompt import with_attachments
from parley.chat.reasoning import answer_of
from parley.chat.values import StoredMessage

# Characters of a page for each token that is still to be filled: less than most texts have, so that
# the last page is not read in vain. And those of the smallest page.
_PER_TOKEN, _PAGE = 4, 1_000


class Tails(Protocol):
    """A store of messages."""

    def tail(self, message_id: int, characters: int) -> list[StoredMessage]:
        """Return the messages up to this one, oldest first, as far up as `characters` reach."""


def reached(store: Tails, message_id: int, tokens: int) -> list[StoredMessage]:
    """Return the messages up to this one, oldest first, of which a window of `tokens` holds some.

    They are read from the end in pages, until the window is full even if each word is one token.
    What is above the first of them is in no prompt for such a window.
    """
    found: list[StoredMessage] = []
    at: int | None = message_id
    while at is not None and (tokens > 0 or not found):
        page = store.tail(at, max(_PAGE, _PER_TOKEN * tokens))
        at = page[0].parent_id if page else None
        for message in reversed(page):
            found.append(message)
            tokens -= _fewest(message)
            if tokens <= 0:
                at = None
                break
    found.reverse()
    return found


def _fewest(message: StoredMessage) -> int:
    """Return how many tokens of a prompt a message is at least, with one for its end."""
    text = message.content
    if message.role == "assistant":
        # Many templates leave out what was thought, and an answer without words is left out whole.
        text = answer_of(text)
        return fewest(text) + 1 if text.strip() else 0
    return fewest(with_attachments(text, message.attachments)) + 1
