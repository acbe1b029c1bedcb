"""`parley import`: models that are on this disk already, where they are or moved."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from parley.cli.output import Output, ResultOutput
from parley.cli.running import run_command
from parley.cli.services import Services
from parley.cli.streams import write_line, write_out


def import_models(
    context: typer.Context,
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH", help="Model files, or folders with models in them."),
    ],
    *,
    move: Annotated[
        bool,
        typer.Option("--move", help="Move them into the models folder, with all their parts."),
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Take models in that are on this disk.

    They stay where they are; a folder is looked through again each time.
    """

    def run(services: Services, output: Output) -> None:
        from parley.cli.progress import FileBars

        with FileBars("Moving" if move else "Comparing") as bars:
            result = services.library.import_(paths, move=move, on_progress=bars.bytes_read)
        if json:
            from parley.cli.library_objects import import_object
            from parley.cli.planning import print_json

            print_json(import_object(result))
        else:
            from parley.cli.library_view import imported_words

            write_out("".join(f"{imported_words(one)}\n" for one in result.models))
        for each in result.refused:
            write_line(f"parley: {each.path}: {each.error}")
        if result.refused:
            raise typer.Exit(1)

    run_command(context, ResultOutput(json=json), run)
