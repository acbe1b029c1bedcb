"""What an engine process is doing and when it is to be ended by force: a pure state machine.

Time comes in as an argument (seconds, any monotonic clock), actions come out as words. The process
runs its jobs in the order they were sent, so the first unfinished one tells the state.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from parley.engine.protocol import (
    TERMINAL,
    Chat,
    Command,
    Count,
    EngineState,
    Event,
    Failed,
    Hello,
    Load,
    Loaded,
    Pong,
    Prefill,
    Token,
    Tokenize,
    Unload,
    Unloaded,
)

Action = Literal["wait", "terminate", "kill"]


class Timeouts(msgspec.Struct, frozen=True):
    """Bounds in seconds.

    Attributes:
        hello: from the start of a process to its first word.
        stop: from a stop to the job's end, before the process is terminated; longer than one
            slice of a prompt takes.
        terminate: from terminating to killing.
        silence: without any event of a running job, before the process counts as hung.
        load: the same for a load, which may read tens of gigabytes from a slow disk.
    """

    hello: float = 60.0
    stop: float = 30.0
    terminate: float = 3.0
    silence: float = 300.0
    load: float = 1800.0


class Supervisor:
    """Follows one process from its start to its end.

    Whoever changes it holds a lock of the owner's; reading needs none, since the jobs are never
    changed in place.
    """

    def __init__(self, timeouts: Timeouts, now: float) -> None:
        self._timeouts = timeouts
        self._heard = now
        self._greeted = False
        self._jobs: dict[int, Command] = {}
        self._generating = False
        self._stop_since: float | None = None
        self._terminated: float | None = None
        self.model: Loaded | None = None
        self.leaving = False
        self.hung = False
        self.forced = False

    @property
    def state(self) -> EngineState:
        """What the process is doing."""
        if not self._greeted:
            return "starting"
        if self.leaving:
            return "unloading"
        front = self._front
        if front is None or isinstance(front, Tokenize):
            return "ready" if self.model else "idle"
        if self._stop_since is not None:
            return "stopping"
        if isinstance(front, Load):
            return "loading"
        if isinstance(front, Chat):
            return "generating" if self._generating else "prefill"
        return "unloading"

    @property
    def busy(self) -> bool:
        """Whether something is expected of the process, so that time matters."""
        return not self._greeted or bool(self._jobs) or self.leaving

    @property
    def loading(self) -> bool:
        """Whether a model will be there once the jobs so far are done."""
        return any(isinstance(command, Load) for command in self._jobs.values())

    @property
    def _front(self) -> Command | None:
        # What is counted is counted beside the jobs.
        return next((c for c in self._jobs.values() if not isinstance(c, Count)), None)

    def sent(self, command: Command, now: float) -> None:
        """Note a job that was given to the process."""
        if not self._jobs:
            self._heard = now
        self._jobs = {**self._jobs, command.job: command}
        if isinstance(command, Unload):
            self.leaving = True

    def stop(self, job: int, now: float) -> bool:
        """Note a wish to stop; return whether the process is to be told."""
        if job not in self._jobs:
            return False
        front = self._front
        if front is not None and front.job == job and self._stop_since is None:
            self._stop_since = now
        return True

    def received(self, event: Event, now: float) -> bool:
        """Take an event; return whether it belongs to a job that is still wanted."""
        self._heard = now
        if isinstance(event, Hello):
            self._greeted = True
            return False
        if isinstance(event, Pong):
            return False
        if isinstance(event, Unloaded):
            self.model, self.leaving = None, True
        if event.job not in self._jobs:
            return False
        if isinstance(event, Prefill):
            self._generating = False
        elif isinstance(event, Token):
            self._generating = True
        elif isinstance(event, Loaded):
            self.model = event
        elif isinstance(event, Failed) and isinstance(self._jobs[event.job], Load):
            self.model = None
        if isinstance(event, TERMINAL):
            if self._front is self._jobs[event.job]:
                self._stop_since, self._generating = None, False
            if isinstance(event, Failed) and isinstance(self._jobs[event.job], Unload):
                self.leaving = False
            self._jobs = {job: c for job, c in self._jobs.items() if job != event.job}
        return True

    def tick(self, now: float) -> Action:
        """Return what is due now: the upper rungs of the ladder, or nothing."""
        if self._terminated is not None:
            return "kill" if now - self._terminated >= self._timeouts.terminate else "wait"
        if not self.busy:
            return "wait"
        quiet = now - self._heard
        limit = self._timeouts.silence
        if self.state in {"starting", "loading"}:
            limit = self._timeouts.hello if not self._greeted else self._timeouts.load
        stuck = quiet >= limit
        unheeded = self._stop_since is not None and now - self._stop_since >= self._timeouts.stop
        if not stuck and not unheeded:
            return "wait"
        self.hung = stuck and not unheeded
        self.forced = unheeded
        self._terminated = now
        return "terminate"
