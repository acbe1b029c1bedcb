"""`parley show`: a repository on the hub before anything of it is downloaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from parley.cli import planning
from parley.cli.output import Output, ResultOutput
from parley.cli.running import run_command
from parley.cli.services import Services
from parley.cli.streams import shown, write_out
from parley.core.errors import ParleyError
from parley.core.words import on

if TYPE_CHECKING:
    from parley.discover.licences import Licences
    from parley.hub import Card


def show(
    context: typer.Context,
    repo: Annotated[str, typer.Argument(metavar="REPO", help="owner/name on the hub.")],
    *,
    readme: Annotated[bool, typer.Option("--readme", help="Print the README too.")] = False,
    terms: Annotated[
        bool, typer.Option("--terms", help="Print the licence and the owner's terms in full.")
    ] = False,
    json: planning.AsJson = False,
) -> None:
    """Show a repository's licence, who may read it, and its builds with their exact sizes."""

    def run(services: Services, output: Output) -> None:
        from parley.cli.show_objects import Shown, shown_object

        hub = services.make_hub()
        card = hub.card(repo)
        files = hub.files(card.model.repo)
        refused: ParleyError | None = None
        asked = bool(card.model.gated) and not files.cached
        if asked:
            try:
                hub.access(files)
            except ParleyError as error:
                refused = error
        text = None
        # Where nobody may read, asking again for each file would only say so again.
        if refused is None:
            try:
                text = hub.license_text(files)
            except ParleyError as error:
                output.notice(f"The licence in the repository could not be read. {error.message}")
        page = hub.readme(files) if readme else None
        readable = asked and refused is None
        found = Shown(
            card, files, _licences(services, card, output), text, refused, readable, readme=page
        )
        if json:
            planning.print_json(shown_object(found, terms=terms))
            return
        from parley.cli.bars import drawn
        from parley.cli.show_view import show_view

        if card.cached or files.cached:
            said = on(min(card.read_at, files.read_at))
            output.notice(f"The hub is out of reach. This is what it said {said}.")
        write_out(drawn(show_view(found)))
        if terms and card.terms is not None:
            _print("The owner's terms", card.terms.prompt)
        if terms and text is not None:
            _print(text.path, text.text)
        if page is not None:
            _print("README", page)

    run_command(context, ResultOutput(json=json), run)


def _licences(services: Services, card: Card, output: Output) -> Licences:
    """Return the licences that hold; a repository is shown without the catalogue as well."""
    from parley.discover.licences import Licences, licences_of
    from parley.hub.known import seems_llama

    try:
        return licences_of(services.make_catalog(), card)
    except ParleyError as error:
        output.notice(error.message)
        return Licences((), seems_llama(card, ()))


def _print(heading: str, text: str) -> None:
    """Print a text of the repository, which may not take over the terminal."""
    if text:
        write_out(shown(f"\n--- {heading} ---\n\n{text.strip()}\n"))
