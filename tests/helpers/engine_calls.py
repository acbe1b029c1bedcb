"""Calls to an engine as a test wants them: the events so far, and a bounded wait for the next."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from parley.engine.protocol import (
    TERMINAL,
    Done,
    Engine,
    Event,
    LoadOptions,
    Message,
    Token,
)

#: Seconds; far more than anything here takes on a busy machine.
LIMIT = 120.0


class Call:
    """Listens to one job."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._news = threading.Condition()

    def __call__(self, event: Event) -> None:
        with self._news:
            self.events.append(event)
            self._news.notify_all()

    def until(self, condition: Callable[[Event], bool]) -> Event:
        """Wait for an event that meets the condition, or the job's end, and return it."""

        def met() -> bool:
            return any(condition(e) or isinstance(e, TERMINAL) for e in self.events)

        with self._news:
            assert self._news.wait_for(met, LIMIT), f"nothing came after {self.events[-3:]}"
            return next(e for e in self.events if condition(e) or isinstance(e, TERMINAL))

    def wait(self) -> Event:
        """Wait for the job's end and return its last event."""
        return self.until(lambda event: isinstance(event, TERMINAL))

    @property
    def done(self) -> Done:
        """Wait for the job's end, which must be `Done`."""
        event = self.wait()
        assert isinstance(event, Done), event
        return event


def words(seen: Call) -> str:
    """Return the text that came so far."""
    return "".join(event.text for event in seen.events if isinstance(event, Token))


def call(method: Callable[..., int], *arguments: Any, **named: Any) -> Event:
    """Call a method of an engine and wait for its last event."""
    seen = Call()
    method(*arguments, seen, **named)
    return seen.wait()


def load(engine: Engine, path: Path, options: LoadOptions | None = None) -> Event:
    """Load a model and wait for it."""
    return call(engine.load, str(path), options or LoadOptions(context=2048))


def chat(engine: Engine, messages: tuple[Message, ...], **named: Any) -> Call:
    """Ask and wait for the end."""
    seen = Call()
    engine.stream(messages, seen, **named)
    seen.wait()
    return seen
