"""How many tokens is what a person writes: told by the engine where it can, else estimated."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Sequence

import msgspec

from parley.engine.protocol import Counted, Engine, Event

# Characters of a text that are looked at for an estimate; the rest is taken to be like them.
_LOOKED_AT = 20_000
_KEPT = 64
_PIECES = re.compile(r"[A-Za-z]+|[^\W\d_]|\d+|\s+|[^\w\s]|_+")
# Scripts in which a character is about a token: Chinese, Japanese, Korean, and those of India and
# South-East Asia, which small vocabularies spell in bytes.
_DENSE = re.compile(
    r"[\u0900-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)


class Tally(msgspec.Struct, frozen=True):
    """A number of tokens; not `exact` where it was estimated."""

    tokens: int
    exact: bool = False


def estimate(text: str) -> int:
    """Return about how many tokens a text is, for a vocabulary that nobody has at hand.

    Words of up to six letters are one token, longer ones one for each six; digits one for each
    three; a letter of another alphabet half of one, of a dense script one.
    """
    looked_at = text[:_LOOKED_AT]
    count = 0.0
    for piece in _PIECES.findall(looked_at):
        first = piece[0]
        if first.isascii() and first.isalpha():
            count += 1 + (len(piece) - 1) // 6
        elif first.isalpha():
            count += 1.0 if _DENSE.match(piece) else 0.5
        elif first.isdigit():
            count += -(-len(piece) // 3)
        elif not first.isspace() or len(piece) > 1 or first == "\n":
            count += 1
    if len(text) > len(looked_at):
        count *= len(text) / len(looked_at)
    return -int(-count // 1)


class TokenCounter:
    """Counts the texts of one composer. Everything but the engine's events is on one thread.

    Args:
        post: runs a function on the owner's thread, in order; called from the engine's.
        told: hears each number: at once an estimate or what is known, and then what is exact.
    """

    def __init__(
        self, post: Callable[[Callable[[], None]], None], told: Callable[[Tally], None]
    ) -> None:
        self._post, self._told = post, told
        self._number = 0
        # Attachments stay the same while the message is written.
        self._known: OrderedDict[tuple[str, str], int] = OrderedDict()
        self._estimates: OrderedDict[str, int] = OrderedDict()

    def count(self, texts: Sequence[str], engine: Engine | None) -> None:
        """Tell how many tokens `texts` are together.

        Args:
            engine: one that holds the model that is to read them; None where none does.
        """
        self._number += 1
        number = self._number
        there = engine.model if engine is not None else None
        if engine is None or there is None:
            self._told(self._estimate(texts))
            return
        key = there.model_key
        unknown = tuple(dict.fromkeys(text for text in texts if (key, text) not in self._known))
        if not unknown:
            self._told(self._sum(key, texts))
            return

        def listen(event: Event) -> None:
            self._post(lambda: self._hear(number, key, unknown, tuple(texts), event))

        engine.count(unknown, listen)

    def _hear(
        self, number: int, key: str, asked: Sequence[str], texts: Sequence[str], event: Event
    ) -> None:
        if isinstance(event, Counted):
            for text, count in zip(asked, event.counts, strict=True):
                self._known[key, text] = count
        if number == self._number:
            known = isinstance(event, Counted)
            self._told(self._sum(key, texts) if known else self._estimate(texts))
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)

    def _estimate(self, texts: Sequence[str]) -> Tally:
        for text in texts:
            if text not in self._estimates:
                self._estimates[text] = estimate(text)
            self._estimates.move_to_end(text)
        tally = Tally(sum(self._estimates[text] for text in texts))
        while len(self._estimates) > _KEPT:
            self._estimates.popitem(last=False)
        return tally

    def _sum(self, key: str, texts: Sequence[str]) -> Tally:
        for text in texts:
            self._known.move_to_end((key, text))
        return Tally(sum(self._known[key, text] for text in texts), exact=True)
