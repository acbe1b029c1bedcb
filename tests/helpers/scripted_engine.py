"""An engine whose answers are written down in the test: no process, no model, the same protocol.

By default nothing happens until the test calls `step` or `run`; `at_once` tells everything inside
the call that asked, and `thread` tells it from a thread, as the real engine does.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import msgspec

from parley.engine.protocol import (
    TERMINAL,
    ContextPolicy,
    Counted,
    Done,
    EngineState,
    Event,
    Failed,
    Loaded,
    LoadOptions,
    LoadProgress,
    Message,
    OnEvent,
    Prefill,
    Sampling,
    Token,
    Tokens,
)


class Crash(msgspec.Struct, frozen=True):
    """The engine process dies here; the model is gone."""


class Hang(msgspec.Struct, frozen=True):
    """Nothing comes any more; a stop ends the process by force."""


class Gate:
    """Nothing comes until the test opens the gate. A stop ends the wait."""

    def __init__(self) -> None:
        self.is_open = False


Step = str | Event | Crash | Hang | Gate


class Request(msgspec.Struct, frozen=True):
    """What one `stream` call asked for."""

    messages: tuple[Message, ...]
    sampling: Sampling
    policy: ContextPolicy
    conversation: str
    date: str


class _Job(msgspec.Struct):
    number: int
    kind: Literal["load", "stream", "tokenize"]
    on_event: OnEvent
    steps: deque[Step]
    stopped: bool = False
    generated: int = 0


class ScriptedEngine:
    """`parley.engine.protocol.Engine` after a script.

    Attributes:
        requests: the `stream` calls so far; `loads` the `load` calls; `stops` the jobs stopped;
            `forgotten` the conversations to be forgotten; `counted` the texts to be counted.
    """

    def __init__(self, *, delivery: Literal["manual", "at_once", "thread"] = "manual") -> None:
        self.requests: list[Request] = []
        self.loads: list[tuple[str, LoadOptions]] = []
        self.stops: list[int] = []
        self.forgotten: list[str] = []
        self.counted: list[tuple[str, ...]] = []
        self._delivery = delivery
        self._numbers = 0
        self._answers: deque[tuple[Step, ...]] = deque()
        self._loadings: deque[tuple[Step, ...]] = deque()
        self._jobs: deque[_Job] = deque()
        self._changed = threading.Condition(threading.RLock())
        self._model: Loaded | None = None
        self._last_load: tuple[str, LoadOptions] | None = None
        self._closed = False
        self._subscribers: list[Callable[[EngineState, Loaded | None], None]] = []
        self._told: tuple[EngineState, Loaded | None] = ("off", None)
        self._thread: threading.Thread | None = None
        if delivery == "thread":
            self._thread = threading.Thread(target=self._work, name="scripted-engine", daemon=True)
            self._thread.start()

    # -- the script ------------------------------------------------------------------------------

    def will_answer(self, *steps: Step) -> None:
        """Say what the next `stream` without a script yet tells: text or events in order.

        Job numbers are filled in. Without a terminal event at the end, `Done` is added.
        """
        with self._changed:
            self._answers.append(steps)

    def will_load(self, *steps: Step) -> None:
        """Say what the next `load` tells. Without a terminal event, `Loaded` is added."""
        with self._changed:
            self._loadings.append(steps)

    def open(self, gate: Gate) -> None:
        """Let what stands behind `gate` come."""
        with self._changed:
            gate.is_open = True
            self._changed.notify_all()
        self._deliver_at_once()

    def step(self) -> bool:
        """Tell the next event. Return whether there was one."""
        with self._changed:
            told = self._next()
        if told is None:
            return False
        on_event, event = told
        on_event(event)
        self._tell()
        return True

    def run(self) -> None:
        """Tell everything that can be told now."""
        while self.step():
            pass

    def forget_model(self) -> None:
        """Unload as after a time without work, or as another program's doing."""
        with self._changed:
            self._model = None
        self._tell()

    # -- Engine ----------------------------------------------------------------------------------

    def load(self, path: str, options: LoadOptions, on_event: OnEvent) -> int:
        """Load what the test said, or at once."""
        with self._changed:
            self.loads.append((path, options))
            steps = self._loadings.popleft() if self._loadings else (LoadProgress(0, 0.5),)
            if not steps or not isinstance(steps[-1], TERMINAL):
                steps = (*steps, _loaded(path, options))
            return self._begin("load", steps, on_event)

    def stream(
        self,
        messages: tuple[Message, ...],
        on_event: OnEvent,
        *,
        sampling: Sampling = Sampling(),  # noqa: B008 - a frozen value
        policy: ContextPolicy = "ask",
        conversation: str = "",
        date: str = "",
    ) -> int:
        """Answer as the test said, or with a greeting."""
        with self._changed:
            self.requests.append(Request(messages, sampling, policy, conversation, date))
            steps = self._answers.popleft() if self._answers else ("Hello", " there.")
            if not steps or not isinstance(steps[-1], TERMINAL):
                steps = (*steps, done())
            if self._model is None and self._last_load is not None:
                steps = (LoadProgress(0, 1.0), *steps)
                self._model = _loaded(*self._last_load)
            if self._model is None:
                steps = (
                    Failed(
                        0, "no_model", "No model is loaded.", "Choose a model, then send again."
                    ),
                )
            return self._begin("stream", steps, on_event)

    def tokenize(self, messages: tuple[Message, ...], on_event: OnEvent, *, date: str = "") -> int:
        """Give every word a number."""
        text = " ".join(message.content for message in messages)
        with self._changed:
            steps = (Tokens(0, tuple(range(len(text.split()))), text, ()),)
            return self._begin("tokenize", steps, on_event)

    def count(self, texts: tuple[str, ...], on_event: OnEvent) -> int:
        """Count words, beside the jobs and at once."""
        with self._changed:
            self._numbers += 1
            number, there = self._numbers, self._model is not None
            self.counted.append(texts)
        failed = Failed(number, "no_model", "No model is loaded.", "Send a message.")
        words = tuple(len(text.split()) for text in texts)
        on_event(Counted(number, words) if there else failed)
        return number

    def stop(self, job: int) -> None:
        """End a job at its next event."""
        with self._changed:
            self.stops.append(job)
            for each in self._jobs:
                if each.number == job:
                    each.stopped = True
            self._changed.notify_all()
        self._deliver_at_once()

    def forget(self, conversation: str) -> None:
        """Note what was to be forgotten."""
        self.forgotten.append(conversation)

    def unload(self) -> None:
        """Forget the model; the next `stream` loads it again."""
        self.forget_model()

    def close(self) -> None:
        """End every job with `engine_closed` and the thread with it."""
        with self._changed:
            self._closed = True
            jobs, self._jobs = list(self._jobs), deque()
            self._changed.notify_all()
        for job in jobs:
            job.on_event(
                Failed(job.number, "engine_closed", "Parley was closed.", "Open it again.")
            )
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(10)

    @property
    def state(self) -> EngineState:
        """What it is doing now."""
        if self._jobs:
            return "loading" if self._jobs[0].kind == "load" else "generating"
        return "ready" if self._model is not None else "off"

    @property
    def model(self) -> Loaded | None:
        """The loaded model, or None."""
        return self._model

    def subscribe(self, on_change: Callable[[EngineState, Loaded | None], None]) -> None:
        """Call `on_change` after every change."""
        self._subscribers.append(on_change)

    # -- inside ----------------------------------------------------------------------------------

    def _begin(
        self,
        kind: Literal["load", "stream", "tokenize"],
        steps: tuple[Step, ...],
        on_event: OnEvent,
    ) -> int:
        self._numbers += 1
        self._jobs.append(_Job(self._numbers, kind, on_event, deque(steps)))
        number = self._numbers
        self._changed.notify_all()
        self._deliver_at_once()
        return number

    def _deliver_at_once(self) -> None:
        if self._delivery == "at_once":
            self.run()

    def _next(self) -> tuple[OnEvent, Event] | None:
        if not self._jobs:
            return None
        job = self._jobs[0]
        step = job.steps[0]
        if isinstance(step, Gate) and step.is_open:
            job.steps.popleft()
            step = job.steps[0]
        if isinstance(step, Crash):
            event: Event = crashed()
        elif job.stopped:
            event = self._stopped(job, step)
        elif isinstance(step, Hang | Gate):
            return None
        elif isinstance(step, str):
            event = Token(0, step)
        else:
            event = step
        job.steps.popleft()
        event = msgspec.structs.replace(event, job=job.number)
        if isinstance(event, Token):
            job.generated += 1
        if isinstance(event, Done) and event.generated_tokens == -1:
            event = msgspec.structs.replace(event, generated_tokens=job.generated)
        if isinstance(event, Failed) and event.code in _FATAL:
            self._model = None
        if isinstance(event, Loaded):
            self._model = event
            self._last_load = self.loads[-1]
        if isinstance(event, TERMINAL):
            self._jobs.popleft()
        return job.on_event, event

    def _stopped(self, job: _Job, step: Step) -> Event:
        if isinstance(step, Hang):
            return Failed(0, "engine_stopped", "The engine did not stop in time.", "Send again.")
        if job.kind == "stream":
            return done("stopped")
        return Failed(0, "cancelled", "It was stopped.", "Start it again.")

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(self._could_tell)
                if self._closed:
                    return
            self.step()

    def _could_tell(self) -> bool:
        if self._closed:
            return True
        if not self._jobs:
            return False
        job = self._jobs[0]
        step = job.steps[0]
        waiting = isinstance(step, Hang) or (isinstance(step, Gate) and not step.is_open)
        return job.stopped or not waiting

    def _tell(self) -> None:
        now = (self.state, self.model)
        if now != self._told:
            self._told = now
            for on_change in self._subscribers:
                on_change(*now)


_FATAL = {"engine_crashed", "engine_hung", "engine_stopped"}


def done(
    finish_reason: Literal["stop", "length", "stopped", "context_full"] = "stop", *, seed: int = 7
) -> Done:
    """Return the end of an answer; its tokens are counted by the engine."""
    return Done(0, finish_reason, 12, 4, -1, 0.25, 0.5, 0.3, seed, 20, 4096)


def crashed() -> Failed:
    """Return what a client says of an engine process that died."""
    return Failed(
        0,
        "engine_crashed",
        "The engine crashed (SIGSEGV).",
        "Send again: the engine is started anew.",
        "What had come is kept.",
        ("ggml: last words",),
    )


def context_full(*, prompt_tokens: int = 5000, context: int = 4096, would_drop: int = 2) -> Failed:
    """Return the answer to a prompt that does not fit, under the policy `ask`."""
    return Failed(
        0,
        "context_full",
        "The conversation no longer fits the context window.",
        "Leave out the oldest messages, or use a larger context window.",
        details={"prompt_tokens": prompt_tokens, "context": context, "would_drop": would_drop},
    )


def prefill(done_: int, total: int, cached: int = 0) -> Prefill:
    """Return progress of a prefill."""
    return Prefill(0, done_, total, cached)


def _loaded(path: str, options: LoadOptions) -> Loaded:
    name = Path(path).stem
    context = options.context or 8192
    return Loaded(
        job=0,
        name=name,
        architecture="llama",
        description=name,
        load_seconds=0.1,
        memory_bytes=1 << 20,
        device_bytes={},
        context=context,
        context_trained=8192,
        weights_bytes=1 << 20,
        parameters=1000,
        threads=2,
        model_key=f"key-{name}",
        prefill_chunk=256,
        has_template=True,
    )
