"""Waiting for an engine's job on the command line, with Ctrl+C as the way to stop it."""

from __future__ import annotations

import queue
from collections.abc import Callable
from typing import Final

from parley.cli.output import Output
from parley.core.errors import ParleyError
from parley.engine.protocol import TERMINAL, Engine, Event, Failed, OnEvent

#: Seconds after which waiting looks up: on Windows a wait without an end cannot be interrupted.
_LOOK_UP: Final = 0.2
#: Seconds that a stopped job has for its end; the engine's own ladder is shorter.
_GRACE: Final = 15.0


class Interrupted(Exception):  # noqa: N818 - asked for
    """The person pressed Ctrl+C; the job was stopped."""


def run_job(engine: Engine, start: Callable[[OnEvent], int], output: Output) -> Event:
    """Start a job, show its events, and return the last one.

    Args:
        engine: where the job runs.
        start: starts it with the callback given, and returns its number.
        output: gets every event but a failure.

    Raises:
        ParleyError: the job failed.
        Interrupted: Ctrl+C; what came until then was shown.
        ReaderGone: nobody reads our output any more. The job was stopped.
    """
    events: queue.SimpleQueue[Event] = queue.SimpleQueue()
    job = start(events.put)
    try:
        event = _wait(events, output)
    except KeyboardInterrupt:
        engine.stop(job)
        _drain(events, output)
        raise Interrupted from None
    except BaseException:
        engine.stop(job)
        raise
    if isinstance(event, Failed):
        raise ParleyError(event.code, event.message, safe=event.safe, hint=event.hint)
    return event


def _wait(events: queue.SimpleQueue[Event], output: Output) -> Event:
    while True:
        try:
            event = events.get(timeout=_LOOK_UP)
        except queue.Empty:
            continue
        if not isinstance(event, Failed):
            output.event(event)
        if isinstance(event, TERMINAL):
            return event


def _drain(events: queue.SimpleQueue[Event], output: Output) -> None:
    """Show what still comes of a stopped job; a second Ctrl+C does not wait for it."""
    try:
        while True:
            event = events.get(timeout=_GRACE)
            if not isinstance(event, Failed):
                output.event(event)
            if isinstance(event, TERMINAL):
                return
    except (queue.Empty, KeyboardInterrupt):
        return
