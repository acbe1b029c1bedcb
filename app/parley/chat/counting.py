"""How many tokens is what a person writes: told by the engine where it can, else estimated."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Sequence

import msgspec

from parley.engine.protocol import Counted, Engine, EngineState, Event

# Characters of a text that are looked at for an estimate; the rest is taken to be like them.
_LOOKED_AT = 20_000
_KEPT = 64
# Characters of a text that the model counts while it has nothing else to do, about a second's work
# for the slowest vocabulary, and beside an answer, which that must not slow.
_EXACT, _EXACT_BESIDE = 400_000, 8_000
_AT_REST: frozenset[EngineState] = frozenset({"ready", "idle"})
_PIECES = re.compile(r"[A-Za-z]+|[^\W\d_]|\d+|\s+|[^\w\s]|_+")
# Scripts in which a character is about a token: Chinese, Japanese, Korean, and those of India and
# South-East Asia, which small vocabularies spell in bytes.
_DENSE = re.compile(
    r"[\u0900-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)


# No text has more bytes than this to a token, all in all.
_MOST_BYTES = 32


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


def fewest(text: str) -> int:
    """Return how many tokens a text is at least, for any vocabulary.

    No token reaches from one word into the next. Scripts without spaces are told by their bytes.
    """
    return max(len(text.split()), len(text.encode("utf-8", "replace")) // _MOST_BYTES)


class TokenCounter:
    """Counts the texts of one composer. Everything but the engine's events is on one thread.

    Texts are exact up to a length: a model that works beside the window is not kept from its answer
    by what is only being written.

    Args:
        post: runs a function on the owner's thread, in order; called from the engine's.
        told: hears each number: an estimate, or what the model counted.
    """

    def __init__(
        self, post: Callable[[Callable[[], None]], None], told: Callable[[Tally], None]
    ) -> None:
        self._post, self._told = post, told
        self._asking = False
        self._waiting: tuple[tuple[str, ...], Engine] | None = None
        # Attachments stay the same while the message is written.
        self._known: OrderedDict[tuple[str, str], int] = OrderedDict()
        self._estimates: OrderedDict[str, int] = OrderedDict()

    def count(self, texts: Sequence[str], engine: Engine | None) -> None:
        """Tell how many tokens `texts` are together.

        Args:
            engine: one that holds the model that is to read them; None where none does.
        """
        texts, self._waiting = tuple(texts), None
        there = engine.model if engine is not None else None
        if engine is None or there is None:
            self._told(self._sum("", texts))
            return
        key = there.model_key
        most = _EXACT if engine.state in _AT_REST else _EXACT_BESIDE
        unknown = tuple(
            dict.fromkeys(
                text for text in texts if len(text) <= most and (key, text) not in self._known
            )
        )
        if not unknown:
            self._told(self._sum(key, texts))
        elif self._asking:
            # One text at a time: what was typed meanwhile makes those between of no use.
            self._waiting = texts, engine
        else:
            self._asking, self._waiting = True, (texts, engine)

            def listen(event: Event) -> None:
                self._post(lambda: self._hear(key, unknown, texts, event))

            engine.count(unknown, listen)

    def _hear(self, key: str, asked: Sequence[str], texts: tuple[str, ...], event: Event) -> None:
        self._asking = False
        if isinstance(event, Counted):
            for text, count in zip(asked, event.counts, strict=True):
                self._known[key, text] = count
        waiting, self._waiting = self._waiting, None
        if waiting is not None and waiting[0] == texts:
            self._told(self._sum(key if isinstance(event, Counted) else "", texts))
        elif waiting is not None:
            self.count(*waiting)
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)

    def _sum(self, key: str, texts: Sequence[str]) -> Tally:
        """Return what is known of `texts` under `key`, with estimates for the others."""
        tokens, exact = 0, bool(key)
        for text in texts:
            if (key, text) in self._known:
                self._known.move_to_end((key, text))
                tokens += self._known[key, text]
            else:
                tokens += self._estimate(text)
                exact = False
        return Tally(tokens, exact)

    def _estimate(self, text: str) -> int:
        if text not in self._estimates:
            self._estimates[text] = estimate(text)
        self._estimates.move_to_end(text)
        while len(self._estimates) > _KEPT:
            self._estimates.popitem(last=False)
        return self._estimates[text]
