"""Tokens of a prompt, as the model's vendor makes them: template text and message text apart.

Control tokens are looked for in what the template wrote and nowhere else. The rest is given to
the engine in the same stretches in which the vendors' own code encodes it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import llama_cpp

from parley.engine.template import Segment
from parley.engine.worker.plain_text import PlainText, lengths_of
from parley.engine.worker.vocabulary import SPM, UGM, Special, Vocabulary

_NOTHING: Mapping[str, Sequence[int]] = {}


class Tokenizer(Vocabulary):
    """A loaded model's vocabulary, and what it makes of prompts.

    Args:
        vocab: the engine's `llama_vocab` pointer, which must outlive this.
        pre: the file's `tokenizer.ggml.pre`; it says which words the vendor splits text into.

    Raises `ParleyError` with `no_vocabulary` if the file has none.
    """

    def __init__(self, vocab: Any, pre: str = "") -> None:
        super().__init__(vocab)
        self._plain = PlainText(self, pre)
        # Of the buffer and the caches, since texts are counted beside a job.
        self._lock = threading.Lock()
        self._closed = False
        self._lengths = lengths_of(self.specials)
        self._adds_bos = bool(llama_cpp.llama_vocab_get_add_bos(vocab)) and self.bos is not None
        self._partitions: dict[str, tuple[str | Special, ...]] = {}
        # Mistral's code drops spaces at the end of answers (mistral-common, from v2 on, which is
        # where [INST] became a control token); their templates do not.
        self._trims_answers = "[INST]" in self.specials

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
            marker for marker in self.defined if any(marker in text for text in written)
        )
        tokens: list[int] = []
        run: list[Segment] = []
        previous: Special | None = None
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
            return list(self._plain.encode(text))

    def counts(self, texts: Iterable[str]) -> tuple[int, ...] | None:
        """Return how many tokens each text is; None once closed. Any thread may ask.

        What is being written is not kept: the next letter makes another text of it.
        """
        counted = []
        for text in texts:
            with self._lock:
                if self._closed:
                    return None
                counted.append(len(self._plain.fresh(text, True, frozenset())) if text else 0)
        return tuple(counted)

    def close(self) -> None:
        """Touch the vocabulary no more. Waits for a text that is being counted."""
        with self._lock:
            self._closed = True

    def _parts(self, segments: Iterable[Segment]) -> Iterator[Segment | Special]:
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

    def _partition(self, text: str) -> Iterator[str | Special]:
        """Split template text at special tokens, the longest that fits at each place."""
        begun = at = 0
        while at < len(text):
            for length in self._lengths.get(text[at], ()):
                found = self.specials.get(text[at : at + length])
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
        previous: Special | None,
        following: Special | None,
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
        if self.kind in (SPM, UGM):
            # One string for template and message, as the vendors encode it. The vocabulary makes
            # the space that templates write after a control token.
            if self.adds_space and first and run[0].message is None and text.startswith(" "):
                text = text[1:]
            return list(self._plain.encode(text, first, blocked))
        # What a template writes before a message (Llama's header) is encoded on its own; what
        # it writes between messages (Mistral's system prompt and question) belongs to them.
        head = ""
        for segment in run:
            if segment.message is not None:
                break
            head += segment.text
        return [
            *self._plain.encode(head, first, blocked),
            *self._plain.encode(text[len(head) :], first, blocked),
        ]


def _with_text(segment: Segment, text: str) -> Segment:
    return Segment(text, segment.message, segment.role)


def _is_space(segment: Segment) -> bool:
    return segment.message is None and segment.text.endswith(" ")
