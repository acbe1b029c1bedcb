"""Entry of the command line: which commands there are, and how they end."""

from __future__ import annotations

import contextlib
from typing import Annotated

import typer
from typer._click.exceptions import NoArgsIsHelpError, UsageError

import parley
from parley.cli.account import login, logout, whoami
from parley.cli.catalog import catalog
from parley.cli.chat import chat
from parley.cli.chats import chats
from parley.cli.downloads import downloads
from parley.cli.fit import fit
from parley.cli.hardware import hardware
from parley.cli.importing import import_models
from parley.cli.listing import list_models
from parley.cli.output import JsonOutput, Output, TextOutput
from parley.cli.pull import pull
from parley.cli.recommend import recommend
from parley.cli.removing import remove
from parley.cli.search import search
from parley.cli.services import ServicesFactory
from parley.cli.show import show
from parley.cli.streams import ReaderGone, prepare_streams, write_line
from parley.cli.tokenize import tokenize
from parley.cli.verifying import verify
from parley.core.errors import ParleyError

WRONG_USAGE = 2


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
    app.command()(hardware)
    app.command()(fit)
    app.command()(recommend)
    app.command("list")(list_models)
    app.command("import")(import_models)
    app.command()(remove)
    app.command()(verify)
    app.command()(catalog)
    app.command()(search)
    app.command()(pull)
    app.add_typer(chats())
    app.add_typer(downloads())
    app.command()(show)
    app.command()(login)
    app.command()(logout)
    app.command()(whoami)
    return app


def main(argv: list[str], services: ServicesFactory) -> int:
    """Run the command in `argv` (without the program's name) and return its exit code.

    0 done, 1 failed (a line on stderr says why and what to do), 2 wrong usage, 130 interrupted.
    """
    prepare_streams()
    try:
        code = build()(args=argv, prog_name="parley", obj=services, standalone_mode=False)
        return code if isinstance(code, int) else 0
    except NoArgsIsHelpError as error:
        error.show()
        return WRONG_USAGE
    except UsageError as error:
        _say_usage(error, as_json="--json" in argv)
        return WRONG_USAGE
    except KeyboardInterrupt:
        return 130


def _say_usage(error: UsageError, *, as_json: bool) -> None:
    """Say in one sentence what is wrong with the words of a command, and where to look."""
    command = error.ctx.command_path if error.ctx is not None else "parley"
    message = error.format_message().rstrip(".") + "."
    said = ParleyError("wrong_usage", message, hint=f"“{command} --help” shows what it takes.")
    if error.ctx is not None:
        write_line(error.ctx.get_usage())
    output: Output = JsonOutput() if as_json else TextOutput()
    with contextlib.suppress(ReaderGone):
        output.failure(said)
