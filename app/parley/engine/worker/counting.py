"""Tokens of a text that is being written, counted while the worker computes something else."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from parley.engine import endings
from parley.engine.protocol import Count, Counted, Event, Failed

if TYPE_CHECKING:
    from parley.engine.worker.tokenizer import Tokenizer

log = logging.getLogger(__name__)


class Counter:
    """Answers `Count` on a thread of its own, which begins with the first.

    Args:
        tokenizer: returns that of the loaded model, None where none is.
    """

    def __init__(
        self, emit: Callable[[Event], None], tokenizer: Callable[[], Tokenizer | None]
    ) -> None:
        self._emit = emit
        self._tokenizer = tokenizer
        self._asked: queue.SimpleQueue[Count] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def put(self, command: Count) -> None:
        """Queue a text. Called from the reader thread alone."""
        self._asked.put(command)
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="counter", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        while True:
            command = self._asked.get()
            try:
                self._emit(self._answer(command))
            except Exception:  # the thread must live on for the next text
                log.exception("A text could not be counted")
                self._emit(
                    Failed(
                        job=command.job,
                        code="engine_bug",
                        message="The tokens could not be counted.",
                        hint="Go on; only their number is not known.",
                    )
                )

    def _answer(self, command: Count) -> Event:
        tokenizer = self._tokenizer()
        counts = tokenizer.counts(command.texts) if tokenizer is not None else None
        if counts is None:
            return endings.no_model(command.job)
        return Counted(job=command.job, counts=counts)
