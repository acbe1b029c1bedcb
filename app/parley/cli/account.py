"""`parley login`, `logout` and `whoami`: the access token of the person's account at the hub.

A token is typed unseen or comes through a pipe, never as an argument: those are seen by everyone
on the computer, and stay in the shell's history.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from parley.cli.output import Output, ResultOutput
from parley.cli.planning import AsJson, print_json
from parley.cli.running import run_command
from parley.cli.services import Services
from parley.cli.streams import shown, write_line, write_out
from parley.core.errors import ParleyError
from parley.core.launching import command

if TYPE_CHECKING:
    from parley.hub import Who

#: Bytes of a pipe that are read for a token.
_MOST = 64 * 1024
_PLACES = {
    "environment": "from HF_TOKEN",
    "keychain": "from the keychain",
    "file": "from the file that you asked for",
    "memory": "for this run alone",
}


def login(
    context: typer.Context,
    *,
    file: Annotated[
        bool,
        typer.Option(
            "--file",
            help="Keep the token in a file that only you can read, instead of the keychain.",
        ),
    ] = False,
    json: AsJson = False,
) -> None:
    """Sign in to the hub with an access token, which is asked for or read from a pipe."""

    def run(services: Services, output: Output) -> None:
        account = services.make_account()
        if not file and account.where == "memory":
            raise _nowhere()
        token = _asked(account.tokens_page)
        who = account.sign_in(token, services.make_hub(), to_file=file)
        place = account.kept
        if place == "memory":
            raise _nowhere()
        if json:
            print_json({**_object(account.host, who), "stored": place})
            return
        where = f"in {services.paths.secrets}" if place == "file" else "in the keychain"
        write_out(f"Signed in to {account.host} as {_named(who)}. The token is kept {where}.\n")
        if who.role == "write":
            output.notice("This token may also change what you own. One that reads is enough.")
        if account.place == "environment":
            output.notice("HF_TOKEN is set, and goes before the token that is kept.")

    run_command(context, ResultOutput(json=json), run)


def logout(context: typer.Context, *, json: AsJson = False) -> None:
    """Forget the access token that was kept for the hub."""

    def run(services: Services, output: Output) -> None:
        account = services.make_account()
        there = account.sign_out()
        if json:
            print_json({"host": account.host, "signed_out": there})
            return
        if there:
            write_out(f"Signed out of {account.host}.\n")
            output.notice(
                "The token itself is still valid. Where nothing else uses it, remove it at"
                f" {account.tokens_page}."
            )
        else:
            write_out(f"You were not signed in to {account.host}.\n")
        if account.place == "environment":
            output.notice("HF_TOKEN is set, and is still used.")

    run_command(context, ResultOutput(json=json), run)


def whoami(context: typer.Context, *, json: AsJson = False) -> None:
    """Show whose access token Parley uses at the hub, and where it is kept."""

    def run(services: Services, output: Output) -> None:
        account = services.make_account()
        who = account.who(services.make_hub())
        place = account.place or ""
        if json:
            print_json({**_object(account.host, who), "from": place, "cached": who.cached})
            return
        token = f"token “{who.token}”" if who.token else "token"
        may = {"read": ", may read", "write": ", may read and write"}.get(who.role, "")
        text = f"{_named(who)} at {account.host}\n{token} {_PLACES.get(place, '')}{may}\n"
        write_out(shown(text))
        if who.cached:
            output.notice("The hub is out of reach. This is who signed in here.")

    run_command(context, ResultOutput(json=json), run)


def _asked(page: str) -> str:
    """Return what is typed unseen, or what comes through standard input."""
    if sys.stdin is None:
        return ""
    if not sys.stdin.isatty():
        data = sys.stdin.buffer.read(_MOST + 1)
        return data[:_MOST].decode("utf-8", "replace")
    import getpass

    write_line(f"Make an access token at {page}; one that may only read is enough.")
    try:
        return getpass.getpass("Access token (it is not shown): ", stream=sys.stderr)
    except EOFError:
        return ""


def _nowhere() -> ParleyError:
    return ParleyError(
        "no_keychain",
        "There is no keychain that takes the access token, so it would be forgotten at once.",
        safe="It was not kept anywhere.",
        hint=f"Unlock the keychain, or use “{command('login', '--file')}” to keep it in a file that"
        " only you can read, or set HF_TOKEN.",
    )


def _named(who: Who) -> str:
    full = f" ({who.full_name})" if who.full_name and who.full_name != who.name else ""
    return shown(f"{who.name}{full}")


def _object(host: str, who: Who) -> dict[str, Any]:
    return {
        "host": host,
        "name": who.name,
        "full_name": who.full_name,
        "kind": who.kind,
        "role": who.role,
        "token": who.token,
    }
