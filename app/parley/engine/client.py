"""The engine on this computer: an `Engine` whose work is done by a child process.

The process is started when it is first needed. If it dies, the jobs it had end with a sentence,
and the next message starts another one and loads the model again. Unloading ends the process, so
that every byte is given back.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from parley.engine import endings, states
from parley.engine.child import Child, engine_command
from parley.engine.protocol import (
    PROTOCOL_VERSION,
    TERMINAL,
    Chat,
    Command,
    ContextPolicy,
    Count,
    EngineState,
    Event,
    Failed,
    Forget,
    Hello,
    Load,
    Loaded,
    LoadOptions,
    LoadProgress,
    Message,
    OnEvent,
    Sampling,
    Stop,
    Token,
    Tokenize,
    Unload,
    Unloaded,
)
from parley.engine.supervisor import Timeouts

#: Seconds that a process gets to save what is to be saved and end.
CLOSE = 8.0

_DEFAULT_SAMPLING = Sampling()

log = logging.getLogger(__name__)


class _Job(msgspec.Struct):
    command: Command
    on_event: OnEvent
    #: The load that had to come first, 0 for none. Its progress and failure are this job's.
    reload: int = 0
    #: Whether the engine had begun with it, and whether text came: then it cannot be asked again
    #: as if nothing had happened.
    begun: bool = False
    heard: bool = False
    #: Whether it was asked again already. A second process that dies of it is told.
    again: bool = False
    #: Whether it was stopped: then it is not asked again, whatever happens to its process.
    stopped: bool = False


class LocalEngine:
    """`protocol.Engine` over a child process. Safe to call from any thread.

    `state_dir` is where saved conversation states go (None: nowhere); `command` starts the engine
    process and is this installation's own unless a test says otherwise.
    """

    def __init__(
        self,
        *,
        state_dir: Path | None = None,
        command: Sequence[str] | None = None,
        timeouts: Timeouts | None = None,
    ) -> None:
        self._state_dir = state_dir
        self._command = list(command or engine_command())
        self._timeouts = timeouts or Timeouts()
        self._lock = threading.RLock()
        self._telling = threading.RLock()
        self._numbers = 0
        self._jobs: dict[int, _Job] = {}
        self._reloads: dict[int, Failed | None] = {}
        self._backlog: list[Command] = []  # for the next process, while one is leaving
        self._child: Child | None = None
        self._last_load: Load | None = None
        self._last_log: tuple[str, ...] = ()
        self._portable = False
        self._closed = False
        self._subscribers: list[Callable[[EngineState, Loaded | None], None]] = []
        self._told: tuple[EngineState, Loaded | None] = ("off", None)

    # -- Engine ----------------------------------------------------------------------------------

    def load(self, path: str, options: LoadOptions, on_event: OnEvent) -> int:
        """Load a model in place of the one that is there. Ends with `Loaded` or `Failed`."""
        return self._submit(lambda job: self._load_command(job, path, options), on_event)

    def stream(
        self,
        messages: tuple[Message, ...],
        on_event: OnEvent,
        *,
        sampling: Sampling = _DEFAULT_SAMPLING,
        policy: ContextPolicy = "ask",
        conversation: str = "",
        date: str = "",
    ) -> int:
        """Answer `messages`. After a crash or an unload the model is loaded again first."""
        return self._submit(
            lambda job: Chat(
                job=job,
                messages=messages,
                sampling=sampling,
                policy=policy,
                conversation=conversation,
                date=date,
            ),
            on_event,
        )

    def tokenize(self, messages: tuple[Message, ...], on_event: OnEvent, *, date: str = "") -> int:
        """Render and tokenise. Ends with `Tokens` or `Failed`."""
        return self._submit(lambda job: Tokenize(job=job, messages=messages, date=date), on_event)

    def count(self, texts: tuple[str, ...], on_event: OnEvent) -> int:
        """Count tokens, also while a job runs. Ends with `Counted` or `Failed`."""
        return self._submit(lambda job: Count(job=job, texts=texts), on_event)

    def stop(self, job: int) -> None:
        """End a job early; its terminal event still comes. Unknown jobs are ignored."""
        with self._lock:
            if any(command.job == job for command in self._backlog):
                self._backlog = [command for command in self._backlog if command.job != job]
                self._deliver_later(endings.cancelled(job))
            elif job in self._jobs and self._child is not None:
                stopped = self._jobs[job]
                stopped.stopped = True
                shared = any(
                    other.reload == stopped.reload and other is not stopped
                    for other in self._jobs.values()
                )
                for number in (job,) if shared else (stopped.reload, job):
                    if self._child.supervisor.stop(number, time.monotonic()):
                        self._child.send(Stop(job=number))
        self._tell()

    def forget(self, conversation: str) -> None:
        """Drop what is kept of a conversation, in memory and on disk."""
        with self._lock:
            if self._child is not None:
                self._child.send(Forget(job=0, conversation=conversation))
        if self._state_dir is not None:
            states.forget(self._state_dir, conversation)

    def unload(self) -> None:
        """Free the model and give back every byte: the process saves what is due and ends."""
        with self._lock:
            if self._child is None or self._child.supervisor.leaving:
                return
            self._numbers += 1
            self._child.send(Unload(job=self._numbers))
        self._tell()

    def close(self) -> None:
        """End the engine; running jobs end with `Failed` (`engine_closed`). Waits for the end."""
        with self._lock:
            self._closed = True
            child = self._child
            for job in list(self._jobs):
                if child is not None and child.supervisor.stop(job, time.monotonic()):
                    child.send(Stop(job=job))
        if child is not None:
            child.end(CLOSE)

    @property
    def state(self) -> EngineState:
        """What it is doing now."""
        child = self._child
        return child.supervisor.state if child is not None else "off"

    @property
    def model(self) -> Loaded | None:
        """The loaded model, or None."""
        child = self._child
        return child.supervisor.model if child is not None else None

    def subscribe(self, on_change: Callable[[EngineState, Loaded | None], None]) -> None:
        """Call `on_change` after every change of state or model, from whatever thread made it."""
        self._subscribers.append(on_change)

    # -- more than the protocol ------------------------------------------------------------------

    @property
    def pid(self) -> int | None:
        """Process id of the engine process, None while there is none."""
        child = self._child
        return child.pid if child is not None else None

    @property
    def log(self) -> tuple[str, ...]:
        """The last lines of the engine's own log, also of a process that is gone."""
        child = self._child
        return tuple(child.log) if child is not None else self._last_log

    # -- sending ---------------------------------------------------------------------------------

    def _load_command(self, job: int, path: str, options: LoadOptions) -> Load:
        if not options.state_dir and self._state_dir is not None:
            options = msgspec.structs.replace(options, state_dir=str(self._state_dir))
        return Load(job=job, path=path, options=options)

    def _submit(self, make: Callable[[int], Command], on_event: OnEvent) -> int:
        with self._lock:
            self._numbers += 1
            job = self._numbers
            command = make(job)
            self._jobs[job] = _Job(command, on_event)
            self._dispatch(command)
        self._tell()
        return job

    def _dispatch(self, command: Command) -> None:
        """Give a command to the process, starting one and loading the last model if need be."""
        if self._closed:
            self._deliver_later(endings.closed(command.job))
            return
        if self._jobs[command.job].stopped:
            self._deliver_later(endings.cancelled(command.job))
            return
        if isinstance(command, Count) and not self._may_count:
            self._deliver_later(endings.no_model(command.job))
            return
        if self._child is not None and self._child.supervisor.leaving:
            self._backlog.append(command)
            return
        if self._child is None:
            try:
                self._child = Child(self._command, self._timeouts, self._on_event, self._on_exit)
            except OSError as error:
                self._deliver_later(endings.not_started(command.job, error))
                return
        supervisor = self._child.supervisor
        if isinstance(command, Load):
            command = self._suited(command)
        if isinstance(command, Chat | Tokenize) and supervisor.model is None:
            if supervisor.loading:
                # One reload serves all that wait for it; a load that was asked for is not theirs.
                pending = (number for number, failed in self._reloads.items() if failed is None)
                self._jobs[command.job].reload = next(pending, 0)
            elif self._last_load is not None:
                self._numbers += 1
                reload = self._suited(msgspec.structs.replace(self._last_load, job=self._numbers))
                self._reloads[reload.job] = None
                self._jobs[command.job].reload = reload.job
                self._child.send(reload)
        self._child.send(command)

    @property
    def _may_count(self) -> bool:
        """Whether a model is there, and stays."""
        supervisor = self._child.supervisor if self._child is not None else None
        return supervisor is not None and not supervisor.leaving and supervisor.model is not None

    def _suited(self, load: Load) -> Load:
        """Leave out what this processor was seen not to offer."""
        if not self._portable:
            return load
        options = msgspec.structs.replace(load.options, repack=False)
        return msgspec.structs.replace(load, options=options)

    # -- events, from the child's reader thread --------------------------------------------------

    def _on_event(self, child: Child, event: Event) -> None:
        with self._lock:
            wanted = child.supervisor.received(event, time.monotonic())
            if isinstance(event, Hello) and event.protocol != PROTOCOL_VERSION:
                child.foreign = True
                child.process.kill()
            deliveries = self._deliveries(event) if wanted else []
        for on_event, delivered in deliveries:
            _call(on_event, delivered)
        if not isinstance(event, Unloaded):
            self._tell()

    def _deliveries(self, event: Event) -> list[tuple[OnEvent, Event]]:
        """Return who is to hear what of an event; settle the books."""
        if event.job in self._reloads:
            if isinstance(event, Failed):
                self._reloads[event.job] = event
            elif isinstance(event, Loaded):
                del self._reloads[event.job]
            if not isinstance(event, LoadProgress):
                return []
            return [
                (job.on_event, msgspec.structs.replace(event, job=job.command.job))
                for job in self._jobs.values()
                if job.reload == event.job
            ]
        job = self._jobs.get(event.job)
        if job is None:
            return []
        job.begun = True
        job.heard = job.heard or isinstance(event, Token)
        if isinstance(event, TERMINAL):
            del self._jobs[event.job]
            reason = self._reloads.get(job.reload)
            if all(other.reload != job.reload for other in self._jobs.values()):
                self._reloads.pop(job.reload, None)
            if isinstance(event, Failed) and event.code == "no_model" and reason is not None:
                event = msgspec.structs.replace(reason, job=event.job)
            if isinstance(event, Loaded) and isinstance(job.command, Load):
                self._last_load = job.command
        return [(job.on_event, event)]

    def _on_exit(self, child: Child) -> None:
        """Settle the jobs of a process that ended: ask them again, or say what happened."""
        with self._lock:
            self._last_log = tuple(child.log)
            if self._state_dir is not None:
                # It may have saved once more what it had not yet heard was to be forgotten. Before
                # it counts as gone: whoever sees "off" finds nothing of it.
                for conversation in child.forgotten:
                    states.forget(self._state_dir, conversation)
            self._child = None
            self._reloads.clear()
            backlog, self._backlog = self._backlog, []
            waiting = {command.job for command in backlog}
            lost = [job for number, job in self._jobs.items() if number not in waiting]
            left = child.supervisor.leaving and child.process.returncode == 0
            if left and not self._closed:
                # It left as it should while new jobs were on their way: they are asked again.
                backlog = [job.command for job in lost] + backlog
                lost = []
            elif _illegal_instruction(child) and not self._portable and not self._closed:
                # Virtual machines are known to report matrix units (AMX) that they do not keep.
                log.warning("The processor refused an instruction: weights are no longer repacked")
                self._portable = True
                backlog = [job.command for job in lost if not job.heard] + backlog
                lost = [job for job in lost if job.heard]
            elif child.supervisor.model is not None and not self._closed:
                # It died idle, or of another job: those not begun are asked of the next process.
                again = [job for job in lost if _may_ask_again(job)]
                for job in again:
                    job.again = True
                backlog = [job.command for job in again] + backlog
                lost = [job for job in lost if job not in again]
            for job in lost:
                del self._jobs[job.command.job]
            for command in backlog:
                self._dispatch(command)
            closed = self._closed
            if not closed and not left:
                # For the log file, which the person is sent to: what the engine said last.
                log.info("The engine ended (%s)", child.process.returncode)
                for line in self._last_log[-40:]:
                    log.info("engine: %s", line)
        for job in lost:
            number = job.command.job
            failed = endings.closed(number) if closed else _ended(job, child, self._last_load)
            _call(job.on_event, failed)
        self._tell()

    def _deliver_later(self, event: Event) -> None:
        """Deliver a terminal event that no process sends, from a thread that holds no lock."""
        job = self._jobs.pop(event.job, None)
        if job is not None:
            threading.Thread(target=_call, args=(job.on_event, event), daemon=True).start()

    def _tell(self) -> None:
        """Tell subscribers of a change, in order. Never called with the other lock held."""
        with self._telling:
            now = (self.state, self.model)
            if now != self._told:
                self._told = now
                for on_change in self._subscribers:
                    _call(on_change, *now)


def _call(function: Callable[..., None], *arguments: object) -> None:
    """Call a listener; its faults are its own and must not stop the engine's thread."""
    try:
        function(*arguments)
    except Exception:
        log.exception("A listener of the engine failed")


def _may_ask_again(job: _Job) -> bool:
    return isinstance(job.command, Chat | Tokenize) and not (job.begun or job.again)


def _illegal_instruction(child: Child) -> bool:
    """Whether the process died of one (Windows: STATUS_ILLEGAL_INSTRUCTION)."""
    return child.process.returncode in {-4, 0xC000001D, 0xC000001D - 2**32}


def _ended(job: _Job, child: Child, last: Load | None) -> Failed:
    """Say how a process ended that should not have, with the devices that it was given."""
    load = job.command if isinstance(job.command, Load) else last
    supervisor = child.supervisor
    return endings.crashed(
        job.command.job,
        child.process.returncode,
        tuple(child.log),
        foreign=child.foreign,
        forced=supervisor.forced,
        hung=supervisor.hung,
        devices=endings.device_names(load.options) if load is not None else (),
    )
