"""Tokens of plain text, in which nothing is a control token, as the model's vendor makes them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence

import llama_cpp

from parley.engine.merging import byte_alphabet, exact_words, llama_pieces, merge
from parley.engine.worker.vocabulary import BPE, CONTROL, DEFINED, SPACE, SPM, Vocabulary

# Characters of text whose tokens are kept, a long conversation many times over.
_CACHE_CHARACTERS = 16_000_000


class PlainText:
    """Encodes text with a vocabulary. Used from one thread at a time.

    Args:
        pre: the file's `tokenizer.ggml.pre`; it says which words the vendor splits text into.
    """

    def __init__(self, vocabulary: Vocabulary, pre: str) -> None:
        self._vocabulary = vocabulary
        self._words = exact_words(pre) if vocabulary.kind == BPE else None
        self._splits_long = pre in ("llama-bpe", "llama4")
        self._ranks: dict[str, float] | None = None
        self._ids: dict[str, int] = {}
        self._byte_ids: dict[int, int] = {}
        self._word_ids: dict[str, tuple[int, ...]] = {}
        self._cache: OrderedDict[tuple[str, bool, frozenset[str]], tuple[int, ...]] = OrderedDict()
        self._cached = 0

    def encode(
        self, text: str, prefix: bool = True, blocked: frozenset[str] = frozenset()
    ) -> tuple[int, ...]:
        """Return the tokens of text that holds no control token, from the cache if it is there.

        `prefix` is whether the vocabulary may add its space; `blocked` are user-defined tokens
        that are as good as control tokens, because the template writes them.
        """
        if not text:
            return ()
        blocked = frozenset(marker for marker in blocked if marker in text)
        key = text, prefix or not self._vocabulary.adds_space, blocked
        tokens = self._cache.get(key)
        if tokens is not None:
            self._cache.move_to_end(key)
            return tokens
        tokens = tuple(self.fresh(*key))
        self._cache[key] = tokens
        self._cached += len(text)
        while self._cached > _CACHE_CHARACTERS and len(self._cache) > 1:
            self._cached -= len(self._cache.popitem(last=False)[0][0])
        return tokens

    def fresh(self, text: str, prefix: bool, blocked: frozenset[str]) -> Sequence[int]:
        """Return the tokens of text that is not kept, as `encode` does."""
        if self._vocabulary.kind == SPM:
            if prefix and not blocked:
                tokens = self._vocabulary.tokenize(text)
                if self._vocabulary.control.isdisjoint(tokens):
                    return tokens
            # The engine merges letters into control tokens ("<s" and ">"), which SentencePiece
            # never does.
            return self._sentencepiece(text, prefix, blocked)
        encode = self._vocabulary.tokenize if self._words is None else self._bytepair
        tokens = []
        for part in self._unmarked(text, blocked):
            if isinstance(part, int):
                tokens.append(part)
                continue
            for piece in llama_pieces(part) if self._splits_long else (part,):
                tokens += self._without_control(piece, encode)
        return tokens

    def _unmarked(self, text: str, blocked: frozenset[str]) -> Iterator[str | int]:
        """Split text so that blocked markers are torn, and user-defined ones are tokens."""
        known = self._vocabulary.defined - blocked if self._words is not None else frozenset()
        lengths = lengths_of(known | blocked) if known or blocked else {}
        begun = at = 0
        while lengths and at < len(text):
            for length in lengths.get(text[at], ()):
                marker = text[at : at + length]
                if marker in blocked:
                    yield text[begun : at + 1]
                    begun = at + 1
                    break
                if marker in known:
                    if begun < at:
                        yield text[begun:at]
                    yield self._vocabulary.specials[marker].token
                    at += length - 1
                    begun = at + 1
                    break
            at += 1
        if begun < len(text):
            yield text[begun:]

    def _without_control(self, text: str, encode: Callable[[str], Sequence[int]]) -> Sequence[int]:
        tokens = encode(text)
        if self._vocabulary.control.isdisjoint(tokens) or len(text) == 1:
            return [token for token in tokens if token not in self._vocabulary.control]
        middle = len(text) // 2
        return [
            *self._without_control(text[:middle], encode),
            *self._without_control(text[middle:], encode),
        ]

    def _load_ranks(self) -> dict[str, float]:
        """Read what pieces may be merged into: all but special, byte and unused ones."""
        if self._ranks is None:
            skip = CONTROL | DEFINED | llama_cpp.LLAMA_TOKEN_ATTR_UNUSED
            self._ranks, vocabulary = {}, self._vocabulary
            for token in range(vocabulary.n_tokens):
                attributes = llama_cpp.llama_vocab_get_attr(vocabulary.vocab, token)
                if attributes & skip:
                    continue
                text = vocabulary.text(token)
                if attributes & llama_cpp.LLAMA_TOKEN_ATTR_BYTE:
                    self._byte_ids[int(text[1:-1], 16)] = token  # <0x0A>
                    continue
                self._ids[text] = token
                if vocabulary.kind == SPM:
                    self._ranks[text] = -llama_cpp.llama_vocab_get_score(vocabulary.vocab, token)
                else:
                    # tiktoken's ranks are the order of its ids.
                    self._ranks[text] = token
        return self._ranks

    def _bytepair(self, text: str) -> list[int]:
        ranks, words = self._load_ranks(), self._words
        if words is None:
            return self._vocabulary.tokenize(text)
        tokens: list[int] = []
        for word in words(text):
            known = self._word_ids.get(word)
            if known is None:
                letters = word.encode("utf-8", "replace").decode("latin-1")
                letters = letters.translate(byte_alphabet())
                whole = self._ids.get(letters)
                pieces = [letters] if whole is not None else merge(letters, ranks.get)
                known = tuple(self._ids[piece] for piece in pieces if piece in self._ids)
                if len(self._word_ids) > 100_000:
                    self._word_ids.clear()
                self._word_ids[word] = known
            tokens += known
        return tokens

    def _sentencepiece(self, text: str, prefix: bool, blocked: frozenset[str]) -> list[int]:
        ranks = self._load_ranks()
        tokens: list[int] = []
        known = self._vocabulary.defined - blocked
        lengths = lengths_of(known)
        text = (" " if prefix and self._vocabulary.adds_space else "") + text
        begun = at = 0

        def flush(end: int) -> None:
            letters = text[begun:end].replace(" ", SPACE)
            for piece in merge(letters, ranks.get):
                token = self._ids.get(piece)
                tokens.extend(self._bytes(piece) if token is None else (token,))

        while at < len(text):
            marker = next(
                (
                    text[at : at + length]
                    for length in lengths.get(text[at], ())
                    if text[at : at + length] in known
                ),
                None,
            )
            if marker is None:
                at += 1
                continue
            flush(at)
            tokens.append(self._vocabulary.specials[marker].token)
            at += len(marker)
            begun = at
        flush(len(text))
        return tokens

    def _bytes(self, piece: str) -> list[int]:
        """Return byte tokens for what has no piece; without them it is unknown."""
        data = piece.encode("utf-8", "replace")
        if not self._byte_ids:
            unknown = self._vocabulary.specials.get("<unk>")
            return [] if unknown is None else [unknown.token]
        return [self._byte_ids[byte] for byte in data if byte in self._byte_ids]


def lengths_of(texts: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Return, by first character, the lengths that occur, longest first."""
    found: dict[str, set[int]] = {}
    for text in texts:
        found.setdefault(text[0], set()).add(len(text))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}
