"""`parley remove`: a model off this disk, after saying what that frees."""

from __future__ import annotations

import contextlib
import sys
from typing import Annotated

import typer

from parley.cli.output import Output, ResultOutput
from parley.cli.running import run_command
from parley.cli.services import Services
from parley.cli.streams import write_line, write_out
from parley.core.errors import ParleyError


def remove(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help="The whole name of a model, its path, or an imported folder."
        ),
    ],
    *,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    delete_file: Annotated[
        bool,
        typer.Option(
            "--delete-file",
            help="Delete the files of a model that was imported where it is, too.",
        ),
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Remove a model, and say what that frees.

    One that was imported where it is is only taken off the list.
    """

    def run(services: Services, output: Output) -> None:
        from parley.cli.library_objects import removal_object
        from parley.cli.library_view import removal_words
        from parley.cli.planning import print_json
        from parley.library.records import absolute

        library = services.library
        folder = None
        with contextlib.suppress(ParleyError):  # on a full disk, say; a model can still be removed
            folder = next((each for each in library.folders() if str(each) == absolute(name)), None)
        if folder is not None:
            count = library.forget_folder(folder)
            if json:
                print_json({"folder": str(folder), "models": count, "freed": 0})
            else:
                write_out(f"{folder} is no longer looked through; nothing was deleted.\n")
            return
        scan = library.scan()
        model = library.find(name, scan, whole=True)
        plan = library.removal(model, scan, delete_file=delete_file)
        if not json:
            write_out("".join(f"{line}\n" for line in removal_words(plan)))
        if plan.delete and not yes and not _agreed(json=json):
            write_line("Nothing was removed.")
            raise typer.Exit(1)
        library.remove(plan)
        if json:
            print_json(removal_object(plan))
        else:
            done = "was removed" if plan.delete else "is no longer listed"
            write_line(f"{plan.model.name} {done}.")

    run_command(context, ResultOutput(json=json), run)


def _agreed(*, json: bool) -> bool:
    """Ask whether files may be deleted. Enter is no.

    Raises:
        ParleyError: `needs_yes` where nobody can be asked.
    """
    asked = not json and all(
        stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr)
    )
    if not asked:
        raise ParleyError(
            "needs_yes",
            "Files would be deleted, and nobody can be asked.",
            safe="Nothing was removed.",
            hint="Add --yes to delete them.",
        )
    sys.stderr.write("Delete? [y/N] ")
    sys.stderr.flush()
    try:
        answer = input().strip().lower()
    except (EOFError, UnicodeDecodeError):
        return False
    return answer in {"y", "yes"}
