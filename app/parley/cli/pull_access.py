"""Access to a gated repository, asked for in the terminal: its terms, and then a token, once."""

from __future__ import annotations

import getpass
import sys
from typing import Final

from parley.cli.licences import licence_lines
from parley.cli.services import Services
from parley.cli.streams import shown, write_line, write_out
from parley.core.errors import ParleyError
from parley.discover.choosing import Chooser, Looked
from parley.discover.licences import licences_of
from parley.hub import Account, Card, Hub, RepositoryFiles

#: Lines of an owner's terms that are shown; the whole is on the repository's page.
_MOST_LINES: Final = 24


def ensure_access(
    services: Services, hub: Hub, chooser: Chooser, looked: Looked, *, ask: bool
) -> None:
    """Return if the files may be read; a token is asked for where that may help.

    Args:
        ask: a person is there to be asked for an access token.

    Raises:
        ParleyError: as `Chooser.check_access` and `_ask`.
    """
    try:
        chooser.check_access(looked)
    except ParleyError as error:
        account = services.make_account()
        if not ask or error.code not in {"hub_gated", "hub_token"}:
            raise
        if error.code == "hub_gated" and account.token() is not None:
            raise  # the account is known, and may not
        _ask(services, hub, account, looked.files)


def _ask(services: Services, hub: Hub, account: Account, files: RepositoryFiles) -> None:
    """Show what the owner asks, let the person type a token, and keep it if the hub takes it.

    Raises:
        ParleyError: the token is not one, or the account may not read the files.
    """
    card = hub.card(files.repo, files.revision)
    licences = licence_lines(
        files.repo, card.license_id, licences_of(services.make_catalog(), card)
    )
    write_out(f"{shown(_terms(files, card, licences))}\n")
    write_line(
        f"Accept the terms at {card.page} with your account. Then make an access token at"
        f" {account.tokens_page}; one that may only read is enough."
    )
    try:
        token = getpass.getpass("Access token (it is not shown): ", stream=sys.stderr)
    except EOFError:
        token = ""
    who = account.sign_in(token, hub)
    kept = {
        "keychain": " It is kept in the keychain.",
        "file": " It is kept in a file that only you can read.",
    }.get(account.place or "", f" {account.notice}")
    write_line(f"Signed in to {account.host} as {who.name}.{kept}")
    hub.access(files)


def _terms(files: RepositoryFiles, card: Card, licences: list[str]) -> str:
    lines = [f"The files of {files.repo} are only for people who accepted its terms.", *licences]
    terms = card.terms
    if terms is not None:
        if terms.excludes_eu:
            lines.append("People in the European Union are refused.")
        text = "\n".join(
            part.strip() for part in (terms.heading, terms.description, terms.prompt) if part
        )
        found = text.splitlines()
        lines += ["", *found[:_MOST_LINES]]
        if len(found) > _MOST_LINES:
            lines.append(f"… and {len(found) - _MOST_LINES} more lines at {card.page}")
    return "\n".join(lines)
