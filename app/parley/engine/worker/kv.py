"""The KV cache: what is in it, whose it is, and how a conversation gets its own back.

One sequence lives in the context. States of other conversations wait in memory up to a budget,
and on disk for the next start. Only the tokens after the longest common beginning are evaluated.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import logging
import os
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import llama_cpp
import msgspec
import numpy as np

from parley.engine import states
from parley.engine.protocol import to_builtins
from parley.engine.worker.model import Model

#: Fewer tokens than these are evaluated faster than a state is fetched.
WORTH_RESTORING = 32
_SEQUENCE = 0
_MOST_ANSWERS = 512

log = logging.getLogger(__name__)


class _Kept(msgspec.Struct):
    """A conversation's state in memory: the tokens it stands for and the engine's data."""

    tokens: list[int]
    state: bytes | bytearray


class KVCache:
    """The cache of one loaded model. Conversations are named by the caller; "" is nobody's."""

    def __init__(self, model: Model, model_key: str, engine_version: str) -> None:
        self._model = model
        self._folder = Path(model.options.state_dir) if model.options.state_dir else None
        self._key = _state_key(model, model_key, engine_version)
        self._tokens: list[int] = []  # what the context holds
        self._owner = ""  # whose turn put it there
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._on_disk: dict[str, list[int]] = {}
        self._answers: dict[str, dict[str, list[int]]] = {}
        self._writer: threading.Thread | None = None

    @property
    def used(self) -> int:
        """Tokens in the cache now."""
        return len(self._tokens)

    def answers(self, conversation: str) -> Mapping[str, Sequence[int]]:
        """Return the answers this model wrote in a conversation, with the tokens it used.

        Written the same way again, the prompt keeps its beginning: text alone may be split into
        other tokens than those the model chose.
        """
        known = self._answers.get(conversation)
        if known is None:
            known = self._answers[conversation] = {}
            header = self._peek(conversation)
            if header is not None:
                self._on_disk[conversation] = header.tokens
                known.update((answer.text, answer.tokens) for answer in header.answers)
        return known

    def remember(self, text: str, tokens: Sequence[int]) -> None:
        """Note an answer of the conversation whose turn it is."""
        if not self._owner:
            return
        answers = self._answers.setdefault(self._owner, {})
        answers.pop(text, None)
        answers[text] = list(tokens)
        while len(answers) > _MOST_ANSWERS:
            del answers[next(iter(answers))]

    def begin(self, conversation: str, tokens: Sequence[int], *, reuse: bool = True) -> int:
        """Make the cache hold a beginning of `tokens`; return its length.

        At least the last token is left to evaluate, since its logits are needed. Without `reuse`
        the cache is emptied, so that the same tokens are evaluated in the same slices again.
        """
        if conversation != self._owner:
            self._keep()
            self._owner = conversation
        if not reuse:
            self.clear()
            return 0
        common = _common(self._tokens, tokens)
        if conversation and len(tokens) - common > WORTH_RESTORING:
            common = self._restore(conversation, tokens, common)
        keep = min(common, len(tokens) - 1)
        return keep if keep == len(self._tokens) else self._cut(keep)

    def extend(self, tokens: Sequence[int]) -> None:
        """Note tokens that were evaluated after those in the cache."""
        self._tokens.extend(tokens)

    def rewind(self) -> None:
        """Drop what an evaluation left that was broken off: all after the tokens noted."""
        self._cut(len(self._tokens))

    def clear(self) -> None:
        """Forget what is in the cache, for example after an evaluation that failed."""
        llama_cpp.llama_memory_clear(self._model.memory, True)
        self._tokens.clear()

    def forget(self, conversation: str) -> None:
        """Drop what is kept of a conversation, in memory and on disk."""
        if conversation == self._owner:
            self.clear()
            self._owner = ""
        for kept in (self._kept, self._answers, self._on_disk):
            kept.pop(conversation, None)
        self._join()
        if self._folder is not None:
            states.forget(self._folder, conversation)

    def due(self) -> bool:
        """Whether there is something to save that is not on disk yet."""
        return bool(
            self._folder
            and self._owner
            and len(self._tokens) >= WORTH_RESTORING
            and self._tokens != self._on_disk.get(self._owner)
        )

    def save(self, *, wait: bool = False) -> None:
        """Write the state to disk if it is due, in a thread of its own; `wait` for its end."""
        if self.due():
            self._write(self._get_state(self._model.options.state_disk))
        if wait:
            self._join()

    def _cut(self, count: int) -> int:
        """Drop what lies beyond `count` tokens; return how many are left.

        Recurrent states cannot be cut, and a sliding window that has moved on cannot go back: then
        none are left, and everything is evaluated again.
        """
        memory = self._model.memory
        if self._in_window(count) and llama_cpp.llama_memory_seq_rm(memory, _SEQUENCE, count, -1):
            del self._tokens[count:]
        else:
            self.clear()
        return len(self._tokens)

    def _in_window(self, count: int) -> bool:
        """Whether all that the token after `count` others looks at is still in the cache."""
        window = int(llama_cpp.llama_model_n_swa(self._model.handle))
        if self._model.options.swa_full or not window or not self._tokens:
            return True
        oldest = int(llama_cpp.llama_memory_seq_pos_min(self._model.memory, _SEQUENCE))
        # A position looks at itself and at the `window` - 1 before it (llama-hparams.h,
        # is_masked_swa); layers with chunks look at no more.
        return 0 <= oldest <= max(0, count - window + 1)

    def _keep(self) -> None:
        """Put the owner's state aside, in memory and on disk, before another's turn."""
        if not self._owner or len(self._tokens) < WORTH_RESTORING:
            return
        options = self._model.options
        due = self.due()
        state = self._get_state(max(options.state_ram, options.state_disk if due else 0))
        if due:
            self._write(state)
        if state is None:
            return
        self._kept[self._owner] = _Kept(list(self._tokens), state)
        self._kept.move_to_end(self._owner)
        total = sum(len(kept.state) for kept in self._kept.values())
        while total > self._model.options.state_ram:
            _, oldest = self._kept.popitem(last=False)
            total -= len(oldest.state)

    def _restore(self, conversation: str, tokens: Sequence[int], common: int) -> int:
        """Load the conversation's own state if that saves work; return the common length."""

        def gains(stored: list[int]) -> bool:
            return _common(stored, tokens) - common >= WORTH_RESTORING

        kept = self._kept.pop(conversation, None)
        if kept is None and self._folder is not None:
            self._join()
            found = states.load(
                self._folder, conversation, self._key, lambda header: gains(header.tokens)
            )
            if found is not None:
                kept = _Kept(found[0].tokens, found[1])
        if kept is None or not gains(kept.tokens):
            return common
        self.clear()
        size = len(kept.state)
        data = _pointer(kept.state)
        if llama_cpp.llama_state_seq_set_data(self._model.context, data, size, _SEQUENCE) != size:
            self.clear()
            return 0
        self._tokens = list(kept.tokens)
        return _common(self._tokens, tokens)

    def _peek(self, conversation: str) -> states.Header | None:
        seen: list[states.Header] = []
        if conversation and self._folder is not None:

            def look(header: states.Header) -> bool:
                seen.append(header)
                return False

            states.load(self._folder, conversation, self._key, look)
        return seen[0] if seen else None

    def _get_state(self, budget: int) -> bytearray | None:
        """Copy the engine's data; None if it is larger than `budget` bytes or cannot be had."""
        context = self._model.context
        size = llama_cpp.llama_state_seq_get_size(context, _SEQUENCE)
        if not 0 < size <= budget:
            return None
        try:
            state = bytearray(size)
        except MemoryError:
            log.info("There is no memory for a copy of a conversation's state")
            return None
        written = llama_cpp.llama_state_seq_get_data(context, _pointer(state), size, _SEQUENCE)
        return state if written == size else None

    def _write(self, state: bytearray | None) -> None:
        self._join()
        assert self._folder is not None
        if state is None:
            # Asked again only when there is more to save.
            self._on_disk[self._owner] = list(self._tokens)
            return
        answers = self._answers.get(self._owner, {})
        header = states.Header(
            key=self._key,
            tokens=list(self._tokens),
            answers=[states.Answer(text, tokens) for text, tokens in answers.items()],
            payload=len(state),
        )
        self._on_disk[self._owner] = header.tokens
        budget = self._model.options.state_disk
        self._writer = threading.Thread(
            target=_write, args=(self._folder, self._owner, header, state, budget), daemon=True
        )
        self._writer.start()

    def _join(self) -> None:
        if self._writer is not None:
            self._writer.join()
            self._writer = None


def _pointer(data: bytes | bytearray) -> Any:
    """Return the address of `data`, without a copy; `data` must outlive its use."""
    return np.frombuffer(data, dtype=np.uint8).ctypes.data_as(ctypes.POINTER(ctypes.c_uint8))


def _common(one: Sequence[int], other: Sequence[int]) -> int:
    """Return the length of the longest common beginning."""
    for index, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return index
    return min(len(one), len(other))


def _state_key(model: Model, model_key: str, engine_version: str) -> str:
    """Digest of all that a state depends on besides its tokens."""
    options = model.options
    parts = {
        "model": model_key,
        "template": model.template(),
        "kv": [options.kv_type_k, options.kv_type_v, options.flash_attention, options.swa_full],
        "loras": [
            [to_builtins(lora), os.stat(lora.path).st_mtime_ns]  # noqa: PTH116 - one call
            for lora in options.loras
        ],
        "engine": engine_version,
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _write(
    folder: Path, conversation: str, header: states.Header, state: bytes | bytearray, budget: int
) -> None:
    try:
        states.save(folder, conversation, header, state, budget)
    except OSError as error:
        log.warning("A conversation state was not saved: %s", error)
