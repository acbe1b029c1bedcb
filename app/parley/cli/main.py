"""Entry of the command line: which commands there are, and how they end."""

from __future__ import annotations

from typing import Annotated

import typer

import parley
from parley.cli.chat import chat
from parley.cli.services import ServicesFactory
from parley.cli.streams import prepare_streams
from parley.cli.tokenize import tokenize


def _version(value: bool) -> None:
    if value:
        typer.echo(f"parley {parley.__version__}")
        raise typer.Exit


def _common(
    _version_shown: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Talk with open-weight models on your own computer. Without a command, opens the window."""


def build() -> typer.Typer:
    """Return the command line with all its commands."""
    app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
    app.callback()(_common)
    app.command()(chat)
    app.command()(tokenize)
    return app


def main(argv: list[str], services: ServicesFactory) -> int:
    """Run the command in `argv` (without the program's name) and return its exit code.

    0 done, 1 failed (a line on stderr says why and what to do), 2 wrong usage, 130 interrupted.
    """
    prepare_streams()
    try:
        build()(args=argv, prog_name="parley", obj=services)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except KeyboardInterrupt:
        return 130
    return 0
