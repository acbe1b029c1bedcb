"""What a model took in a command is kept for later predictions: sizes and speeds, never text."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from pathlib import Path

from parley.cli.output import Output
from parley.cli.services import Services
from parley.core.errors import ParleyError
from parley.engine.protocol import Done, Event, Loaded, LoadOptions

log = logging.getLogger(__name__)


class WatchingOutput:
    """Passes everything on, and remembers how a load and the answers went."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self.loaded: Loaded | None = None
        self.answers: list[Done] = []

    def event(self, event: Event) -> None:
        """Show an event of the engine."""
        if isinstance(event, Loaded):
            self.loaded = event
        elif isinstance(event, Done):
            self.answers.append(event)
        self._output.event(event)

    def notice(self, text: str) -> None:
        """Show a sentence about this run."""
        self._output.notice(text)

    def failure(self, error: ParleyError) -> None:
        """Show why nothing came of it."""
        self._output.failure(error)


@contextlib.contextmanager
def recorded(
    services: Services, path: Path, options: LoadOptions, output: Output
) -> Iterator[WatchingOutput]:
    """Have an output for the length of a `with`; at its end, keep what the model took.

    Predictions only on a computer that was looked at before: a command does not wait for that.
    What cannot be kept is given up.
    """
    watched = WatchingOutput(output)
    try:
        yield watched
    finally:
        if watched.loaded is not None:
            _record(services, path, options, watched)


def _record(services: Services, path: Path, options: LoadOptions, watched: WatchingOutput) -> None:
    if watched.loaded is None:
        return
    from parley.fit.recorder import Session, measured, record
    from parley.fit.sparse import header_files
    from parley.hardware.remembered import remembered

    session = Session(str(path), options, watched.loaded, watched.answers)
    try:
        services.library.used(path, measured(session))
        machine = remembered(services.paths.cache)
        if machine is None:
            return
        with services.records(machine) as records:
            record(session, header_files(path), records, machine)
    except (ParleyError, OSError) as error:
        log.info("Figures of a model were not kept: %s", error)
