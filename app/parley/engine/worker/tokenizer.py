"""Tokens of a prompt, as the model's vendor makes them: template text and message text apart.

Control tokens are looked for in what the template wrote and nowhere else. The rest is given to
the engine in the same stretches in which the vendors' own code encodes it.
"""

from __future__ import annotations

import ctypes
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import llama_cpp
import msgspec

from parley.core.errors import ParleyError
from parley.engine.merging import byte_alphabet, exact_words, llama_pieces, merge
from parley.engine.reasoning import is_mark
from parley.engine.template import Segment

_NONE, _SPM, _UGM = 0, 1, 4  # llama_vocab_type
_BPE = 2
_CONTROL = llama_cpp.LLAMA_TOKEN_ATTR_CONTROL | llama_cpp.LLAMA_TOKEN_ATTR_UNKNOWN
_DEFINED = llama_cpp.LLAMA_TOKEN_ATTR_USER_DEFINED
_SPACE = "\u2581"  # SentencePiece's letter for a space

# Characters of text whose tokens are kept, a long conversation many times over.
_CACHE_CHARACTERS = 16_000_000
_NOTHING: Mapping[str, Sequence[int]] = {}


class _Special(msgspec.Struct, frozen=True):
    token: int
    strips_before: bool
    strips_after: bool


class Tokenizer:
    """A loaded model's vocabulary.

    Args:
        vocab: the engine's `llama_vocab` pointer, which must outlive this.
        pre: the file's `tokenizer.ggml.pre`; it says which words the vendor splits text into.

    Raises `ParleyError` with `no_vocabulary` if the file has none.

    Attributes:
        bos, eos: token ids, None where the vocabulary has none; `bos_text` and `eos_text` are
            what the template writes for them.
        adds_space: text begins with a space of the vocabulary's own making.
    """

    def __init__(self, vocab: Any, pre: str = "") -> None:
        self._vocab = vocab
        self._type = int(llama_cpp.llama_vocab_type(vocab))
        if self._type == _NONE:
            raise ParleyError(
                "no_vocabulary",
                "This model file holds no vocabulary, so text cannot be given to it.",
                hint="Choose another file of this model.",
            )
        self._buffer = (llama_cpp.llama_token * 4096)()
        # Of the buffer and the caches, since texts are counted beside a job.
        self._lock = threading.Lock()
        self._closed = False
        self.n_tokens = int(llama_cpp.llama_vocab_n_tokens(vocab))
        self._special: dict[str, _Special] = {}
        self._control: set[int] = set()
        self._defined: set[str] = set()
        self._read_special()
        self._marks = {
            each.token: text.encode()
            for text, each in self._special.items()
            if each.token in self._control and is_mark(text)
        }
        self.bos = self._named(llama_cpp.llama_vocab_bos(vocab))
        self.eos = self._named(llama_cpp.llama_vocab_eos(vocab))
        self._lengths = _lengths(self._special)
        self.bos_text = "" if self.bos is None else self._text(self.bos)
        self.eos_text = "" if self.eos is None else self._text(self.eos)
        self._adds_bos = bool(llama_cpp.llama_vocab_get_add_bos(vocab)) and self.bos is not None
        self._words = exact_words(pre) if self._type == _BPE else None
        self._splits_long = pre in ("llama-bpe", "llama4")
        self._ranks: dict[str, float] | None = None
        self._ids: dict[str, int] = {}
        self._byte_ids: dict[int, int] = {}
        self._word_ids: dict[str, tuple[int, ...]] = {}
        self._cache: OrderedDict[tuple[str, bool, frozenset[str]], tuple[int, ...]] = OrderedDict()
        self._cached = 0
        self._partitions: dict[str, tuple[str | _Special, ...]] = {}
        # Mistral's code drops spaces at the end of answers (mistral-common, from v2 on, which is
        # where [INST] became a control token); their templates do not.
        self._trims_answers = "[INST]" in self._special
        self.adds_space = False
        if self._type in (_SPM, _UGM):
            first = self._engine("a")[:1]
            self.adds_space = bool(first) and self._text(first[0]).startswith(_SPACE)

    # -- the vocabulary --------------------------------------------------------------------------

    def piece(self, token: int, *, first: bool = False) -> bytes:
        """Return the bytes that a generated token adds to the text.

        Control tokens add none, but for those that mark reasoning, which nothing else would tell.
        `first` is for an answer's first token: a space that stands for the vocabulary's own is
        no part of the text then.
        """
        if (mark := self._marks.get(token)) is not None:
            return mark
        size = 64
        while True:
            buffer = ctypes.create_string_buffer(size)
            strip = 1 if first and self.adds_space else 0
            length = llama_cpp.llama_token_to_piece(self._vocab, token, buffer, size, strip, False)
            if length >= 0:
                return buffer.raw[:length]
            size = -length

    def is_eog(self, token: int) -> bool:
        """Say whether the token ends an answer."""
        return bool(llama_cpp.llama_vocab_is_eog(self._vocab, token))

    def is_control(self, token: int) -> bool:
        """Say whether the token is one that only a template may write."""
        return token in self._control

    def special(self, text: str) -> int | None:
        """Return the id of the control or user-defined token with this text."""
        found = self._special.get(text)
        return None if found is None else found.token

    def _read_special(self) -> None:
        for token in range(self.n_tokens):
            attributes = llama_cpp.llama_vocab_get_attr(self._vocab, token)
            if not attributes & (_CONTROL | _DEFINED):
                continue
            if attributes & _CONTROL:
                self._control.add(token)
            if text := self._text(token):
                self._special[text] = _Special(
                    token,
                    bool(attributes & llama_cpp.LLAMA_TOKEN_ATTR_LSTRIP),
                    bool(attributes & llama_cpp.LLAMA_TOKEN_ATTR_RSTRIP),
                )
                if not attributes & _CONTROL:
                    self._defined.add(text)

    def _named(self, token: int) -> int | None:
        """Return a token that the file names for a purpose, if it can be meant.

        Where a file names none the engine answers with a number of its own, which is a letter.
        """
        if not 0 <= token < self.n_tokens:
            return None
        text = self._text(token)
        if text not in self._special:
            if not (text.startswith(("<", "[")) and text.endswith((">", "]")) and len(text) > 2):
                return None
            self._special[text] = _Special(int(token), False, False)
            self._control.add(int(token))
        return int(token)

    def _text(self, token: int) -> str:
        text = llama_cpp.llama_vocab_get_text(self._vocab, token)
        return (text or b"").decode("utf-8", "replace")

    # -- prompts ---------------------------------------------------------------------------------

    def encode(
        self, segments: Sequence[Segment], answers: Mapping[str, Sequence[int]] = _NOTHING
    ) -> list[int]:
        """Return the tokens of a rendered prompt, BOS included where the vocabulary wants it.

        Args:
            answers: the tokens this model generated for an answer, by its exact text. They stand
                for the answer, so that what is in the KV cache stays valid.
        """
        written = {segment.text for segment in segments if segment.message is None}
        blocked = frozenset(
            marker for marker in self._defined if any(marker in text for text in written)
        )
        tokens: list[int] = []
        run: list[Segment] = []
        previous: _Special | None = None
        with self._lock:
            for part in self._parts(segments):
                if isinstance(part, Segment):
                    run.append(part)
                    continue
                tokens += self._run(run, previous, part, answers, blocked)
                tokens.append(part.token)
                run, previous = [], part
            tokens += self._run(run, previous, None, answers, blocked)
        if self._adds_bos and self.bos is not None and tokens[:1] != [self.bos]:
            tokens.insert(0, self.bos)
        return tokens

    def encode_text(self, text: str) -> list[int]:
        """Return the tokens of plain text; nothing in it is a control token, no BOS is added."""
        with self._lock:
            return list(self._plain(text))

    def counts(self, texts: Iterable[str]) -> tuple[int, ...] | None:
        """Return how many tokens each text is; None once closed. Any thread may ask.

        What is being written is not kept: the next letter makes another text of it.
        """
        counted = []
        for text in texts:
            with self._lock:
                if self._closed:
                    return None
                counted.append(len(self._fresh(text, True, frozenset())) if text else 0)
        return tuple(counted)

    def close(self) -> None:
        """Touch the vocabulary no more. Waits for a text that is being counted."""
        with self._lock:
            self._closed = True

    def _parts(self, segments: Iterable[Segment]) -> Iterator[Segment | _Special]:
        for segment in segments:
            if segment.message is not None:
                yield segment
                continue
            parts = self._partitions.get(segment.text)
            if parts is None:
                parts = tuple(self._partition(segment.text))
                if len(self._partitions) > 512:
                    self._partitions.clear()
                self._partitions[segment.text] = parts
            for part in parts:
                yield Segment(part) if isinstance(part, str) else part

    def _partition(self, text: str) -> Iterator[str | _Special]:
        """Split template text at special tokens, the longest that fits at each place."""
        begun = at = 0
        while at < len(text):
            for length in self._lengths.get(text[at], ()):
                found = self._special.get(text[at : at + length])
                if found is not None:
                    if begun < at:
                        yield text[begun:at]
                    yield found
                    at += length
                    begun = at
                    break
            else:
                at += 1
        if begun < len(text):
            yield text[begun:]

    def _run(
        self,
        run: list[Segment],
        previous: _Special | None,
        following: _Special | None,
        answers: Mapping[str, Sequence[int]],
        blocked: frozenset[str],
    ) -> list[int]:
        """Return the tokens of what stands between two special tokens."""
        if not run:
            return []
        if previous is not None and previous.strips_after:
            run[0] = _with_text(run[0], run[0].text.lstrip())
        if following is not None and following.strips_before:
            run[-1] = _with_text(run[-1], run[-1].text.rstrip())
        tokens: list[int] = []
        begun = 0
        for place, segment in enumerate(run):
            known = answers.get(segment.text) if segment.role == "assistant" else None
            if not known:
                continue
            ahead = run[begun:place]
            if (
                self.adds_space
                and ahead
                and _is_space(ahead[-1])
                and self.piece(known[0]).startswith(b" ")
            ):
                # The template's space is the one that the answer's first token brings.
                ahead[-1] = _with_text(ahead[-1], ahead[-1].text[:-1])
            tokens += self._stretch(ahead, begun == 0, blocked)
            tokens += known
            begun = place + 1
        rest = run[begun:]
        if rest and self._trims_answers and rest[-1].role == "assistant":
            rest[-1] = _with_text(rest[-1], rest[-1].text.rstrip(" "))
        return tokens + self._stretch(rest, begun == 0, blocked)

    def _stretch(self, run: Sequence[Segment], first: bool, blocked: frozenset[str]) -> list[int]:
        text = "".join(segment.text for segment in run)
        if not text:
            return []
        if self._type in (_SPM, _UGM):
            # One string for template and message, as the vendors encode it. The vocabulary makes
            # the space that templates write after a control token.
            if self.adds_space and first and run[0].message is None and text.startswith(" "):
                text = text[1:]
            return list(self._plain(text, first, blocked))
        # What a template writes before a message (Llama's header) is encoded on its own; what
        # it writes between messages (Mistral's system prompt and question) belongs to them.
        head = ""
        for segment in run:
            if segment.message is not None:
                break
            head += segment.text
        return [
            *self._plain(head, first, blocked),
            *self._plain(text[len(head) :], first, blocked),
        ]

    # -- plain text ------------------------------------------------------------------------------

    def _plain(
        self, text: str, prefix: bool = True, blocked: frozenset[str] = frozenset()
    ) -> tuple[int, ...]:
        """Return the tokens of text that holds no control token, from the cache if it is there.

        `prefix` is whether the vocabulary may add its space; `blocked` are user-defined tokens
        that are as good as control tokens, because the template writes them.
        """
        if not text:
            return ()
        blocked = frozenset(marker for marker in blocked if marker in text)
        key = text, prefix or not self.adds_space, blocked
        tokens = self._cache.get(key)
        if tokens is not None:
            self._cache.move_to_end(key)
            return tokens
        tokens = tuple(self._fresh(*key))
        self._cache[key] = tokens
        self._cached += len(text)
        while self._cached > _CACHE_CHARACTERS and len(self._cache) > 1:
            self._cached -= len(self._cache.popitem(last=False)[0][0])
        return tokens

    def _fresh(self, text: str, prefix: bool, blocked: frozenset[str]) -> Sequence[int]:
        if self._type == _SPM:
            if prefix and not blocked:
                tokens = self._engine(text)
                if self._control.isdisjoint(tokens):
                    return tokens
            # The engine merges letters into control tokens ("<s" and ">"), which SentencePiece
            # never does.
            return self._sentencepiece(text, prefix, blocked)
        encode = self._engine if self._words is None else self._bytepair
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
        known = self._defined - blocked if self._words is not None else frozenset()
        lengths = _lengths(known | blocked) if known or blocked else {}
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
                    yield self._special[marker].token
                    at += length - 1
                    begun = at + 1
                    break
            at += 1
        if begun < len(text):
            yield text[begun:]

    def _without_control(self, text: str, encode: Callable[[str], Sequence[int]]) -> Sequence[int]:
        tokens = encode(text)
        if self._control.isdisjoint(tokens) or len(text) == 1:
            return [token for token in tokens if token not in self._control]
        middle = len(text) // 2
        return [
            *self._without_control(text[:middle], encode),
            *self._without_control(text[middle:], encode),
        ]

    def _engine(self, text: str) -> list[int]:
        data = text.encode("utf-8", "replace")
        while True:
            size = len(self._buffer)
            count = llama_cpp.llama_tokenize(
                self._vocab, data, len(data), self._buffer, size, False, False
            )
            if count >= 0:
                return list(self._buffer[:count])
            self._buffer = (llama_cpp.llama_token * max(-count, 2 * size))()

    def _load_ranks(self) -> dict[str, float]:
        """Read what pieces may be merged into: all but special, byte and unused ones."""
        if self._ranks is None:
            skip = _CONTROL | _DEFINED | llama_cpp.LLAMA_TOKEN_ATTR_UNUSED
            self._ranks = {}
            for token in range(self.n_tokens):
                attributes = llama_cpp.llama_vocab_get_attr(self._vocab, token)
                if attributes & skip:
                    continue
                text = self._text(token)
                if attributes & llama_cpp.LLAMA_TOKEN_ATTR_BYTE:
                    self._byte_ids[int(text[1:-1], 16)] = token  # <0x0A>
                    continue
                self._ids[text] = token
                if self._type == _SPM:
                    self._ranks[text] = -llama_cpp.llama_vocab_get_score(self._vocab, token)
                else:
                    # tiktoken's ranks are the order of its ids.
                    self._ranks[text] = token
        return self._ranks

    def _bytepair(self, text: str) -> list[int]:
        ranks, words = self._load_ranks(), self._words
        if words is None:
            return self._engine(text)
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
        known = self._defined - blocked
        lengths = _lengths(known)
        text = (" " if prefix and self.adds_space else "") + text
        begun = at = 0

        def flush(end: int) -> None:
            letters = text[begun:end].replace(" ", _SPACE)
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
            tokens.append(self._special[marker].token)
            at += len(marker)
            begun = at
        flush(len(text))
        return tokens

    def _bytes(self, piece: str) -> list[int]:
        """Return byte tokens for what has no piece; without them it is unknown."""
        data = piece.encode("utf-8", "replace")
        if not self._byte_ids:
            unknown = self._special.get("<unk>")
            return [] if unknown is None else [unknown.token]
        return [self._byte_ids[byte] for byte in data if byte in self._byte_ids]


def _lengths(texts: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Return, by first character, the lengths that occur, longest first."""
    found: dict[str, set[int]] = {}
    for text in texts:
        found.setdefault(text[0], set()).add(len(text))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


def _with_text(segment: Segment, text: str) -> Segment:
    return Segment(text, segment.message, segment.role)


def _is_space(segment: Segment) -> bool:
    return segment.message is None and segment.text.endswith(" ")
