"""One answer: fit the prompt to the context, evaluate what is new of it, draw tokens until the end.

Runs in the worker thread. A stop is seen between slices of the prompt and between tokens.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Sequence
from typing import Any

import llama_cpp

from parley.core.errors import Cancelled, ParleyError
from parley.engine import prompt as prompts
from parley.engine.options import MAX_SEED, check_sampling
from parley.engine.protocol import (
    Chat,
    Done,
    Event,
    FinishReason,
    Message,
    Note,
    Prefill,
    Token,
)
from parley.engine.reasoning import opened_by
from parley.engine.text import TextStream
from parley.engine.worker.kv import KVCache
from parley.engine.worker.model import Model, out_of_memory
from parley.engine.worker.sampler import Sampler
from parley.engine.worker.tokenizer import Tokenizer

#: Room kept free for the answer when the prompt is fitted: this many tokens, or an eighth of the
#: context where that is less, or what the request allows where that is less still.
ANSWER_ROOM = 256

#: Seconds between two pieces of text. A window cannot show more, and each costs it time that a
#: processor with few cores then lacks for the next token.
TEXT_EVERY = 0.05

Emit = Callable[[Event], None]


class Turn:
    """One `Chat` job on a loaded model."""

    def __init__(
        self,
        job: Chat,
        model: Model,
        tokenizer: Tokenizer,
        cache: KVCache,
        emit: Emit,
        stopped: Callable[[], bool],
    ) -> None:
        self._job = job
        self._model = model
        self._tokenizer = tokenizer
        self._cache = cache
        self._emit = emit
        self._stopped = stopped
        self._started = time.perf_counter()
        self._sampling = job.sampling
        self._continues = False
        self._opened = ""
        self._seed = job.sampling.seed if job.sampling.seed is not None else model.options.seed

    def run(self) -> Done:
        """Answer. Raises `ParleyError` for what a person must hear instead of an answer."""
        check_sampling(self._sampling)
        seed = secrets.randbelow(MAX_SEED + 1) if self._seed is None else self._seed
        tokens, fits = self._fitting_prompt()
        if not fits:
            return self._done("context_full", seed, tokens, 0)
        sampler = Sampler(self._model.vocab, self._sampling, seed, tokens)
        try:
            # A part that is reused was evaluated in other slices and rounds differently, which is
            # enough to change a word. Whoever names a seed wants the same text again.
            reuse = self._seed is None
            cached = self._cache.begin(self._job.conversation, tokens, reuse=reuse)
            prefill = time.perf_counter()
            try:
                self._prefill(tokens, cached)
            except Cancelled:
                taken = time.perf_counter() - prefill
                return self._done("stopped", seed, tokens, cached, prefill_seconds=taken)
            taken = time.perf_counter() - prefill
            return self._decode(sampler, seed, tokens, cached, taken)
        except _EvaluationError as failure:
            self._cache.clear()
            raise failure.said from None
        finally:
            sampler.free()

    # -- prompt ----------------------------------------------------------------------------------

    def _encode(self, messages: Sequence[Message]) -> tuple[list[int], prompts.Prompt]:
        rendered = prompts.build(
            self._model.template(),
            messages,
            bos=self._tokenizer.bos_text,
            eos=self._tokenizer.eos_text,
            date=self._job.date,
        )
        answers = self._cache.answers(self._job.conversation) if self._seed is None else {}
        return self._tokenizer.encode(rendered.segments, answers), rendered

    def _fitting_prompt(self) -> tuple[list[int], bool]:
        """Return the tokens of the prompt, and whether they fit: under `stop` they may not."""
        messages = self._job.messages
        tokens, prompt = self._encode(messages)
        room = self._room()
        if len(tokens) > room:
            if self._job.policy == "stop":
                return tokens, False
            # Some air is left, or each turn would drop one more and the whole be read again.
            kept, dropped = self._trimmed(room * 3 // 4)
            if not kept:
                kept, dropped = self._trimmed(room)
            if not kept:
                raise _too_long(len(tokens), room, self._model.n_ctx)
            if self._job.policy == "ask":
                raise _full(len(tokens), self._model.n_ctx, len(dropped))
            tokens, prompt = self._encode(kept)
            self._note("trimmed", prompts.trimmed_note(len(dropped)), dropped)
        for note in prompt.notes:
            self._note(note.code, note.text)
        self._continues = prompt.continues
        if not prompt.continues and prompt.segments and prompt.segments[-1].message is None:
            self._opened = opened_by(prompt.segments[-1].text)
        return tokens, True

    def _trimmed(self, most: int) -> tuple[tuple[Message, ...], tuple[int, ...]]:
        return prompts.trim_oldest(
            self._job.messages, lambda part: len(self._encode(part)[0]) <= most
        )

    def _room(self) -> int:
        n_ctx = self._model.n_ctx
        answer = min(ANSWER_ROOM, n_ctx // 8, self._sampling.max_tokens or ANSWER_ROOM)
        return n_ctx - max(answer, 1)

    def _note(self, code: str, text: str, dropped: Sequence[int] = ()) -> None:
        self._emit(Note(job=self._job.job, code=code, text=text, dropped=tuple(dropped)))

    # -- evaluation ------------------------------------------------------------------------------

    def _prefill(self, tokens: list[int], cached: int) -> None:
        """Evaluate the prompt from `cached` on, a slice at a time. Raises `Cancelled`."""
        chunk = self._model.prefill_chunk()
        job, total, done = self._job.job, len(tokens), cached
        self._emit(Prefill(job=job, done=done, total=total, cached=cached))
        # The processor asks between two operations; other devices end their slice first.
        ask = llama_cpp.ggml_abort_callback(lambda _: self._stopped())
        never = llama_cpp.ggml_abort_callback()
        llama_cpp.llama_set_abort_callback(self._model.context, ask, None)
        try:
            while done < total:
                if self._stopped():
                    raise Cancelled
                part = tokens[done : done + chunk]
                self._evaluate((llama_cpp.llama_token * len(part))(*part), len(part))
                self._cache.extend(part)
                done += len(part)
                self._emit(Prefill(job=job, done=done, total=total, cached=cached))
        finally:
            llama_cpp.llama_set_abort_callback(self._model.context, never, None)

    def _evaluate(self, tokens: Any, count: int) -> None:
        batch = llama_cpp.llama_batch_get_one(tokens, count)
        code = llama_cpp.llama_decode(self._model.context, batch)
        if code == _ABORTED:
            self._cache.rewind()
            raise Cancelled
        if code:
            raise _EvaluationError(code)

    def _decode(
        self, sampler: Sampler, seed: int, tokens: list[int], cached: int, prefill_seconds: float
    ) -> Done:
        context, tokenizer, emit = self._model.context, self._tokenizer, self._emit
        job, n_ctx = self._job.job, self._model.n_ctx
        limit = self._sampling.max_tokens or n_ctx
        text = TextStream(self._sampling.stop)
        answer: list[str] = []
        # A mark that the template wrote is a part of the answer: its end alone would mean nothing.
        waiting = [self._opened]
        told = 0.0

        def tell() -> None:
            if ready := "".join(waiting):
                waiting.clear()
                answer.append(ready)
                emit(Token(job=job, text=ready))

        generated: list[int] = []
        one = (llama_cpp.llama_token * 1)()
        batch = llama_cpp.llama_batch_get_one(one, 1)
        first = 0.0
        reason: FinishReason = "stop"
        fresh = not self._continues
        while True:
            if self._stopped():
                reason = "stopped"
                break
            token = sampler.sample(context)
            first = first or time.perf_counter()
            if tokenizer.is_eog(token):
                break
            generated.append(token)
            piece = tokenizer.piece(token, first=fresh and len(generated) == 1)
            if ready := text.feed(piece):
                waiting.append(ready)
                now = time.perf_counter()
                if now - told >= TEXT_EVERY:
                    told = now
                    tell()
            if text.stopped:
                break
            if len(generated) >= limit:
                reason = "length"
                break
            if self._cache.used >= n_ctx:
                reason = "context_full"
                break
            one[0] = token
            if code := llama_cpp.llama_decode(context, batch):
                raise _EvaluationError(code)
            self._cache.extend((token,))
        waiting.append(text.finish())
        if generated:
            tell()
        if generated and fresh and not text.stopped and not self._opened:
            self._cache.remember("".join(answer), generated)
        return self._done(
            reason,
            seed,
            tokens,
            cached,
            generated=len(generated),
            prefill_seconds=prefill_seconds,
            first=first,
        )

    def _done(
        self,
        reason: FinishReason,
        seed: int,
        tokens: Sequence[int],
        cached: int,
        *,
        generated: int = 0,
        prefill_seconds: float = 0.0,
        first: float = 0.0,
    ) -> Done:
        return Done(
            job=self._job.job,
            finish_reason=reason,
            prompt_tokens=len(tokens),
            cached_tokens=cached,
            generated_tokens=generated,
            prefill_seconds=prefill_seconds,
            decode_seconds=time.perf_counter() - first if first else 0.0,
            first_token_seconds=first - self._started if first else 0.0,
            seed=seed,
            context_used=self._cache.used,
            context=self._model.n_ctx,
        )


_ABORTED = 2  # llama_decode's answer after its abort callback said so


class _EvaluationError(Exception):
    """llama_decode's own answer: 1 no place in the cache, below 0 a fatal error."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.said = (
            out_of_memory("There was no place left in the model's memory for this answer.")
            if code == 1
            else ParleyError(
                "evaluation_failed",
                f"The engine could not compute the answer (code {code}).",
                safe="What was written before is kept.",
                hint="Try again; if it happens again, load the model with fewer GPU layers.",
            )
        )


def _full(prompt_tokens: int, context: int, would_drop: int) -> ParleyError:
    return ParleyError(
        "context_full",
        f"The conversation has {prompt_tokens:,} tokens, "
        f"more than the context of {context:,} can hold with room for an answer.",
        safe="Nothing was dropped.",
        hint="Leave out the oldest messages, load the model with a larger context, "
        "or start a new chat.",
        details={"prompt_tokens": prompt_tokens, "context": context, "would_drop": would_drop},
    )


def _too_long(prompt_tokens: int, room: int, context: int) -> ParleyError:
    return ParleyError(
        "message_too_long",
        f"The last message alone does not fit: the prompt has {prompt_tokens:,} tokens, "
        f"and {room:,} fit into the context of {context:,}.",
        safe="Your message is kept.",
        hint="Shorten the message, or load the model with a larger context.",
        details={"prompt_tokens": prompt_tokens, "context": context},
    )
