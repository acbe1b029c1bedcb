"""The frame around a command: services, one engine, and every end turned into an exit code."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import typer

from parley.cli.output import Output
from parley.cli.services import Services, ServicesFactory
from parley.cli.streams import ReaderGone
from parley.cli.turn import Interrupted, run_job
from parley.core.errors import ParleyError
from parley.engine.protocol import Engine, LoadOptions
from parley.gguf import GgufError, Header, check

INTERRUPTED = 130


def run_command(
    context: typer.Context, output: Output, body: Callable[[Services, Output], None]
) -> None:
    """Run `body` with services and an output, and end with its exit code."""
    code = 0
    try:
        factory: ServicesFactory = context.obj
        services = factory()
        services.paths.ensure()
        for text in services.notices:
            output.notice(text)
        body(services, output)
    except ParleyError as error:
        with contextlib.suppress(ReaderGone, ParleyError):  # stderr has it by then
            output.failure(error)
        code = 1
    except (Interrupted, KeyboardInterrupt):
        code = INTERRUPTED
    except ReaderGone:
        pass  # whoever read has what it wanted
    raise typer.Exit(code)


def find_model(name: str, services: Services) -> tuple[Path, Header]:
    """Return the file of the model that `name` stands for, and its header, which is in order.

    Raises:
        ParleyError: as `Library.resolve`, and what `gguf.check` finds.
    """
    path = services.library.resolve(name)
    header = check(path)
    try:
        str(path).encode()
    except UnicodeEncodeError:
        raise GgufError(
            "model_unreadable",
            "The path of the model file is not valid text, so the engine cannot open it.",
            hint="Rename the file or its folder.",
        ) from None
    return path, header


@contextlib.contextmanager
def open_engine(services: Services) -> Iterator[Engine]:
    """Have an engine for the length of a `with`; it is closed however that ends."""
    engine = services.make_engine()
    try:
        yield engine
    finally:
        engine.close()


def load(engine: Engine, path: Path, options: LoadOptions, output: Output) -> None:
    """Load a model and show how far it is. Raises as `run_job` does."""
    run_job(engine, lambda on_event: engine.load(str(path), options, on_event), output)
