"""What a session remembers while one answer is made, and how the engine's words become values."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from parley.chat.context import fullness
from parley.chat.prompt import Prompt
from parley.chat.reasoning import Splitter
from parley.chat.values import (
    AnswerOptions,
    Figures,
    MessageError,
    MessageNote,
    ModelChoice,
    StoredMessage,
)
from parley.core.errors import ParleyError
from parley.engine.protocol import (
    ContextPolicy,
    Done,
    Failed,
    LoadOptions,
    Prefill,
    Sampling,
    to_builtins,
)

# Options that say where and for how long things are kept, and nothing about the answer.
_HOUSEKEEPING = {"state_dir", "state_ram", "state_disk", "idle_unload"}


class Stopwatch:
    """How long an answer's reasoning takes, by the pieces of text as they come."""

    def __init__(self, text: str = "", seconds: float | None = None) -> None:
        """Go on behind `text`, whose reasoning took so many `seconds`."""
        self._splitter = Splitter(text)
        self._before = seconds or 0.0
        self._since: float | None = None
        self._reasoned = seconds is not None
        self._running = 0.0

    def take(self, text: str, now: float) -> None:
        """Take the next piece, which came at `now`."""
        if self._since is None and self._splitter.thinking:
            self._since = now
        self._splitter.feed(text)
        thinking = self._splitter.thinking
        self._reasoned = self._reasoned or self._splitter.reasoned
        if self._since is None and thinking:
            self._since = now
        elif self._since is not None:
            self._running = now - self._since
            if not thinking:
                self._before, self._running, self._since = self._before + self._running, 0.0, None

    @property
    def seconds(self) -> float | None:
        """The time so far; None without any reasoning."""
        return self._before + self._running if self._reasoned else None


@dataclass
class Meter:
    """What a session sees of an answer, for one that ends before the engine says what it took."""

    asked: float = 0.0
    read: tuple[float, float] | None = None
    written: tuple[float, float] | None = None
    tokens: int = 0
    prompt: int = 0
    cached: int = 0

    def start(self, now: float) -> None:
        """Take note that the prompt is sent at `now`, in seconds."""
        self.asked = now

    def reading(self, event: Prefill, now: float) -> None:
        """Take note of how far the prompt is read."""
        self.read = (self.read[0] if self.read else now, now)
        self.prompt, self.cached = event.total, event.cached

    def writing(self, now: float) -> None:
        """Take note of a token."""
        self.written = (self.written[0] if self.written else now, now)
        self.tokens += 1

    def figures(self, seed: int | None) -> Figures | None:
        """Return what was seen, with the `seed` that was asked for; None where no text came.

        How full the context is only the engine knows.
        """
        if self.written is None:
            return None
        first, last = self.written
        began, ended = self.read or (first, first)
        return Figures(
            prompt_tokens=self.prompt,
            cached_tokens=self.cached,
            generated_tokens=self.tokens,
            prefill_seconds=ended - began,
            decode_seconds=last - first,
            first_token_seconds=first - self.asked,
            seed=seed,
            context_used=0,
            context=0,
        )


@dataclass
class Turn:
    """One answer on its way.

    Attributes:
        answer: the answer as it was when the turn began.
        sampling: how its tokens are drawn, decided before it was stored.
        load: the model that is being loaded for it; None once the prompt was sent.
        job: number of the engine's present job; None until it is known.
        before: what it has cost already, where it goes on.
        base: what the answer begins with when it goes on, its text without the space at the end.
        asked: how many jobs the turn has begun, so that an earlier one's events are told apart.
        thinking: how long its reasoning takes.
        short: what is above its prompt was not read; `whole` reads as far as any window would hold.
    """

    answer: StoredMessage
    policy: ContextPolicy
    sampling: Sampling
    load: ModelChoice | None = None
    job: int | None = None
    asked: int = 0
    prompt: Prompt | None = None
    before: Figures | None = None
    base: str = ""
    text: str = ""
    notes: list[MessageNote] = field(default_factory=list)
    stopping: bool = False
    short: bool = False
    whole: bool = False
    thinking: Stopwatch = field(default_factory=Stopwatch)
    meter: Meter = field(default_factory=Meter)

    def write(self, text: str, now: float) -> None:
        """Take text that came at `now`, in seconds."""
        if self.base:
            self.text, self.base = self.base, ""
        self.text += text
        self.meter.writing(now)
        self.thinking.take(text, now)

    def message(self) -> StoredMessage:
        """Return the answer with the text and the notes so far."""
        return msgspec.structs.replace(
            self.answer,
            content=self.text,
            notes=tuple(self.notes),
            reasoning_seconds=self.thinking.seconds,
        )

    def so_far(self) -> StoredMessage:
        """Return the answer as it is left where nothing more comes, with what it has cost."""
        figures = together(self.before, self.meter.figures(self.sampling.seed))
        return msgspec.structs.replace(self.message(), figures=figures)


def continuing(
    answer: StoredMessage, policy: ContextPolicy, sampling: Sampling, model: str | None
) -> Turn:
    """Return the turn in which `model` goes on with `answer`. Its text stays until more comes."""
    notes = list(answer.notes)
    if model is not None and answer.model not in {None, model}:
        note = MessageNote("continued_by", f"Continued by {model}.")
        notes += [note] if note not in notes else []
    # A model begins its words with a space; after one that is there it would write another.
    base = answer.content.rstrip()
    return Turn(
        answer,
        policy,
        sampling,
        before=answer.figures,
        base=base,
        text=answer.content,
        notes=notes,
        thinking=Stopwatch(base, answer.reasoning_seconds),
    )


def can_continue(message: StoredMessage) -> bool:
    """Whether an answer ended before its model had ended it, so that it may go on."""
    if message.role != "assistant" or not message.content.strip() or message.edited:
        return False
    if message.status == "failed":
        return fullness(message) is None
    return message.status in {"stopped", "interrupted"} or message.finish_reason == "length"


def together(first: Figures | None, then: Figures | None) -> Figures | None:
    """Return what an answer cost that was written in two goes.

    Counts and times of writing add up. The prompt and the wait were the first one's, the seed too;
    the context is as it is now.
    """
    if first is None or then is None:
        return first or then
    return msgspec.structs.replace(
        first,
        generated_tokens=first.generated_tokens + then.generated_tokens,
        prefill_seconds=first.prefill_seconds + then.prefill_seconds,
        decode_seconds=first.decode_seconds + then.decode_seconds,
        context_used=then.context_used,
        context=then.context,
    )


def failure(error: Failed | ParleyError) -> MessageError:
    """Return why an answer failed, as it is stored."""
    log = error.log if isinstance(error, Failed) else ()
    return MessageError(error.code, error.message, error.hint, error.safe, dict(error.details), log)


def figures_of(done: Done) -> Figures:
    """Return what the engine measured, as it is stored."""
    return Figures(**{name: getattr(done, name) for name in Figures.__struct_fields__})


def options_of(sampling: Sampling, load: LoadOptions | None) -> AnswerOptions:
    """Return every option that shapes an answer, by name; defaults are written out."""
    return AnswerOptions(_named(sampling), {} if load is None else _named(load))


def _named(options: Sampling | LoadOptions) -> dict[str, object]:
    named = msgspec.structs.asdict(options)
    return {name: to_builtins(value) for name, value in named.items() if name not in _HOUSEKEEPING}
