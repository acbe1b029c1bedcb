"""The worker thread: does one job after another, in the order they came, on one model."""

from __future__ import annotations

import logging
import queue
import threading
import time
import traceback
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from parley.core.errors import Cancelled, ParleyError
from parley.engine import prompt as prompts
from parley.engine.protocol import (
    Chat,
    Command,
    DryLoad,
    Event,
    Failed,
    Forget,
    ListDevices,
    Load,
    LoadProgress,
    Measure,
    Note,
    Shutdown,
    Tokenize,
    Tokens,
    Unload,
    Unloaded,
)

if TYPE_CHECKING:
    from parley.engine.worker.kv import KVCache
    from parley.engine.worker.log import EngineLog
    from parley.engine.worker.model import Model
    from parley.engine.worker.tokenizer import Tokenizer

#: Seconds without a job after which a conversation's state is written.
SAVE_AFTER = 1.0
#: Seconds between two reports of load progress.
PROGRESS_EVERY = 0.1
_LOADS = (Load, DryLoad)

log = logging.getLogger(__name__)


class Runner:
    """Owns the model. `put` and `stop` may be called from any thread, `run` is the worker.

    Attributes:
        busy: the job that runs, 0 for none.
        tokenizer: of the loaded model, None where none is; its `counts` may be used beside a job.
    """

    def __init__(self, emit: Callable[[Event], None]) -> None:
        self._emit = emit
        self._jobs: queue.Queue[Command] = queue.Queue()
        self._lock = threading.Lock()
        self._stops: set[int] = set()
        self._pending: set[int] = set()
        self.busy = 0
        self._log: EngineLog | None = None
        self._model: Model | None = None
        self.tokenizer: Tokenizer | None = None
        self._cache: KVCache | None = None
        self._idle_since = time.monotonic()
        self._left = False

    def put(self, command: Command) -> None:
        """Queue a job."""
        with self._lock:
            self._pending.add(command.job)
        self._jobs.put(command)

    def stop(self, job: int) -> None:
        """End a queued or running job early."""
        with self._lock:
            if job in self._pending:
                self._stops.add(job)

    def stop_all(self) -> None:
        """End everything early, for the end of the process."""
        with self._lock:
            self._stops |= self._pending

    def run(self) -> None:
        """Work until `Shutdown`, or until the model is unloaded: the process ends with it."""
        while True:
            try:
                command = self._jobs.get(timeout=self._wait())
            except queue.Empty:
                try:
                    self._idle()
                except Exception:  # the thread must live on for the next job
                    log.exception("What was to be done while idle failed")
                    self._idle_since = time.monotonic()
                if self._left:
                    return
                continue
            self.busy = command.job
            try:
                if isinstance(command, Shutdown):
                    self._unload()
                    return
                self._do(command)
                if self._left:
                    return
            finally:
                self.busy = 0
                self._idle_since = time.monotonic()
                with self._lock:
                    self._pending.discard(command.job)
                    self._stops.discard(command.job)

    def _stopped(self, job: int) -> bool:
        return job in self._stops

    def _do(self, command: Command) -> None:
        job = command.job
        try:
            if self._stopped(job):
                raise Cancelled
            if isinstance(command, Load):
                self._load(command)
            elif isinstance(command, Chat):
                self._chat(command)
            elif isinstance(command, Tokenize):
                self._tokenize(command)
            elif isinstance(command, Forget):
                if self._cache is not None:
                    self._cache.forget(command.conversation)
            elif isinstance(command, Unload):
                self._leave(job, "asked")
            elif isinstance(command, ListDevices | DryLoad | Measure):
                self._answer(command)
        except Cancelled:
            self._emit(
                Failed(job=job, code="cancelled", message="It was stopped.", hint="Start it again.")
            )
        except ParleyError as error:
            self._emit(
                Failed(
                    job=job,
                    code=error.code,
                    message=error.message,
                    safe=error.safe,
                    hint=error.hint,
                    # The log says why a load failed; it has no part in other refusals.
                    log=self._log.tail() if self._log and isinstance(command, _LOADS) else (),
                    details=error.details,
                )
            )
        except Exception as error:  # a bug: said as such, and the engine lives on
            log.exception("A job failed")
            self._emit(
                Failed(
                    job=job,
                    code="engine_bug",
                    message=f"The engine met an error of its own ({type(error).__name__}).",
                    safe="Your conversations are safe.",
                    hint="Try again; the log has what is needed for a report.",
                    log=tuple(traceback.format_exc().splitlines()[-12:]),
                )
            )

    def _load(self, command: Load) -> None:
        self._unload()
        _need_library()
        # Imported here, so that the process says hello before the library is read.
        from parley.engine.worker.kv import KVCache
        from parley.engine.worker.log import EngineLog
        from parley.engine.worker.model import load_model
        from parley.engine.worker.tokenizer import Tokenizer

        self._log = self._log or EngineLog()
        told = 0.0

        def progress(fraction: float) -> bool:
            nonlocal told
            now = time.monotonic()
            if now - told >= PROGRESS_EVERY:
                told = now
                self._emit(LoadProgress(job=command.job, fraction=fraction))
            return not self._stopped(command.job)

        model, loaded = load_model(
            command.job, Path(command.path), command.options, progress, self._log
        )
        self._model = model
        self.tokenizer = Tokenizer(model.vocab, model.meta("tokenizer.ggml.pre"))
        self._cache = KVCache(model, loaded.model_key, version("llama-cpp-python"))
        for code, text in model.notes:
            self._emit(Note(job=command.job, code=code, text=text))
        self._emit(loaded)

    def _answer(self, command: ListDevices | DryLoad | Measure) -> None:
        """Say what only the engine knows. The model that is loaded stays."""
        _need_library()
        from parley.engine.worker.log import EngineLog

        self._log = self._log or EngineLog()
        if isinstance(command, ListDevices):
            from parley.engine.worker.devices import list_devices

            self._emit(list_devices(command.job, command.rpc))
        elif isinstance(command, DryLoad):
            from parley.engine.worker.dry import dry_load

            self._emit(dry_load(command.job, Path(command.path), command.options, self._log))
        else:
            from parley.engine.worker.devices import add_servers
            from parley.engine.worker.measure import measure

            add_servers(command.rpc)
            self._emit(measure(command, lambda: self._stopped(command.job)))

    def _chat(self, command: Chat) -> None:
        model, tokenizer, cache = self._need()
        from parley.engine.worker.generate import Turn

        turn = Turn(
            command, model, tokenizer, cache, self._emit, lambda: self._stopped(command.job)
        )
        self._emit(turn.run())

    def _tokenize(self, command: Tokenize) -> None:
        model, tokenizer, _ = self._need()
        rendered = prompts.build(
            model.template(),
            command.messages,
            bos=tokenizer.bos_text,
            eos=tokenizer.eos_text,
            date=command.date,
        )
        self._emit(
            Tokens(
                job=command.job,
                tokens=tuple(tokenizer.encode(rendered.segments)),
                text="".join(segment.text for segment in rendered.segments),
                notes=tuple(note.text for note in rendered.notes),
            )
        )

    def _need(self) -> tuple[Model, Tokenizer, KVCache]:
        if self._model is None or self.tokenizer is None or self._cache is None:
            raise ParleyError(
                "no_model", "No model is loaded.", hint="Choose a model, then send again."
            )
        return self._model, self.tokenizer, self._cache

    def _unload(self) -> None:
        if self._cache is not None:
            self._cache.save(wait=True)
        if self.tokenizer is not None:
            self.tokenizer.close()
        if self._model is not None:
            self._model.free()
        self._model = self.tokenizer = self._cache = None

    def _leave(self, job: int, reason: str) -> None:
        self._unload()
        self._left = True
        self._emit(Unloaded(job=job, reason=reason))

    def _wait(self) -> float | None:
        """Seconds until there is something to do without being asked."""
        times = []
        if self._cache is not None and self._cache.due():
            times.append(SAVE_AFTER)
        if self._model is not None and self._model.options.idle_unload > 0:
            times.append(self._model.options.idle_unload)
        if not times:
            return None
        return max(0.0, min(times) - (time.monotonic() - self._idle_since))

    def _idle(self) -> None:
        idle = time.monotonic() - self._idle_since
        if self._cache is not None and idle >= SAVE_AFTER and self._cache.due():
            self._cache.save()
        model = self._model
        if model is not None and 0 < model.options.idle_unload <= idle:
            self._leave(0, "idle")


def _need_library() -> None:
    try:
        import llama_cpp  # noqa: F401
    except (ImportError, OSError, RuntimeError) as error:
        raise ParleyError(
            "engine_missing",
            f"The engine library cannot be used on this computer ({error}).",
            safe="Your conversations are safe.",
            hint="Run scripts/run.py again, which builds it for this computer.",
        ) from error
