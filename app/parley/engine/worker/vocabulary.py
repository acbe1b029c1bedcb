"""What a model file says of its tokens: their text, and which of them only a template may write."""

from __future__ import annotations

import ctypes
from typing import Any

import llama_cpp
import msgspec

from parley.core.errors import ParleyError
from parley.engine.reasoning import is_mark

#: llama_vocab_type.
NONE, SPM, BPE, UGM = 0, 1, 2, 4
CONTROL = llama_cpp.LLAMA_TOKEN_ATTR_CONTROL | llama_cpp.LLAMA_TOKEN_ATTR_UNKNOWN
DEFINED = llama_cpp.LLAMA_TOKEN_ATTR_USER_DEFINED
SPACE = "\u2581"  # SentencePiece's letter for a space


class Special(msgspec.Struct, frozen=True):
    """A control or user-defined token, and whether it takes the spaces beside it."""

    token: int
    strips_before: bool
    strips_after: bool


class Vocabulary:
    """A loaded model's vocabulary. Used from one thread at a time.

    Args:
        vocab: the engine's `llama_vocab` pointer, which must outlive this.

    Raises `ParleyError` with `no_vocabulary` if the file has none.

    Attributes:
        kind: its `llama_vocab_type`.
        specials: control and user-defined tokens by their text.
        control, defined: ids of the ones, texts of the others.
        bos, eos: token ids, None where the vocabulary has none; `bos_text` and `eos_text` are
            what the template writes for them.
        adds_space: text begins with a space of the vocabulary's own making.
    """

    def __init__(self, vocab: Any) -> None:
        self.vocab = vocab
        self.kind = int(llama_cpp.llama_vocab_type(vocab))
        if self.kind == NONE:
            raise ParleyError(
                "no_vocabulary",
                "This model file holds no vocabulary, so text cannot be given to it.",
                hint="Choose another file of this model.",
            )
        self._buffer = (llama_cpp.llama_token * 4096)()
        self.n_tokens = int(llama_cpp.llama_vocab_n_tokens(vocab))
        self.specials: dict[str, Special] = {}
        self.control: set[int] = set()
        self.defined: set[str] = set()
        self._read_special()
        self._marks = {
            each.token: text.encode()
            for text, each in self.specials.items()
            if each.token in self.control and is_mark(text)
        }
        self.bos = self._named(llama_cpp.llama_vocab_bos(vocab))
        self.eos = self._named(llama_cpp.llama_vocab_eos(vocab))
        self.bos_text = "" if self.bos is None else self.text(self.bos)
        self.eos_text = "" if self.eos is None else self.text(self.eos)
        self.adds_space = False
        if self.kind in (SPM, UGM):
            first = self.tokenize("a")[:1]
            self.adds_space = bool(first) and self.text(first[0]).startswith(SPACE)

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
            length = llama_cpp.llama_token_to_piece(self.vocab, token, buffer, size, strip, False)
            if length >= 0:
                return buffer.raw[:length]
            size = -length

    def is_eog(self, token: int) -> bool:
        """Say whether the token ends an answer."""
        return bool(llama_cpp.llama_vocab_is_eog(self.vocab, token))

    def is_control(self, token: int) -> bool:
        """Say whether the token is one that only a template may write."""
        return token in self.control

    def special(self, text: str) -> int | None:
        """Return the id of the control or user-defined token with this text."""
        found = self.specials.get(text)
        return None if found is None else found.token

    def text(self, token: int) -> str:
        """Return what the file says a token is written as."""
        text = llama_cpp.llama_vocab_get_text(self.vocab, token)
        return (text or b"").decode("utf-8", "replace")

    def tokenize(self, text: str) -> list[int]:
        """Return the tokens that the engine makes of plain text."""
        data = text.encode("utf-8", "replace")
        while True:
            size = len(self._buffer)
            count = llama_cpp.llama_tokenize(
                self.vocab, data, len(data), self._buffer, size, False, False
            )
            if count >= 0:
                return list(self._buffer[:count])
            self._buffer = (llama_cpp.llama_token * max(-count, 2 * size))()

    def _read_special(self) -> None:
        for token in range(self.n_tokens):
            attributes = llama_cpp.llama_vocab_get_attr(self.vocab, token)
            if not attributes & (CONTROL | DEFINED):
                continue
            if attributes & CONTROL:
                self.control.add(token)
            if text := self.text(token):
                self.specials[text] = Special(
                    token,
                    bool(attributes & llama_cpp.LLAMA_TOKEN_ATTR_LSTRIP),
                    bool(attributes & llama_cpp.LLAMA_TOKEN_ATTR_RSTRIP),
                )
                if not attributes & CONTROL:
                    self.defined.add(text)

    def _named(self, token: int) -> int | None:
        """Return a token that the file names for a purpose, if it can be meant.

        Where a file names none the engine answers with a number of its own, which is a letter.
        """
        if not 0 <= token < self.n_tokens:
            return None
        text = self.text(token)
        if text not in self.specials:
            if not (text.startswith(("<", "[")) and text.endswith((">", "]")) and len(text) > 2):
                return None
            self.specials[text] = Special(int(token), False, False)
            self.control.add(int(token))
        return int(token)
