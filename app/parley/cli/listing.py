"""`parley list`: the models on this disk, Parley's and those of other programs."""

from __future__ import annotations

from typing import Annotated

import typer

from parley.cli.output import Output, ResultOutput
from parley.cli.running import run_command
from parley.cli.services import Services
from parley.cli.streams import write_out


def list_models(
    context: typer.Context,
    *,
    elsewhere: Annotated[
        bool | None,
        typer.Option(
            "--elsewhere/--no-elsewhere",
            help="Look into other programs' folders too, or not; else as the settings say.",
            show_default=False,
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """List the models on this disk, with what is known of them."""

    def run(services: Services, output: Output) -> None:
        from parley.cli.progress import FileBars

        with FileBars("Reading headers") as bars:
            scan = services.library.scan(elsewhere=elsewhere, on_progress=bars.headers_read)
        if json:
            from parley.cli.library_objects import list_object
            from parley.cli.planning import print_json

            print_json(list_object(scan))
            return
        from parley.cli.library_view import list_view

        for note in scan.notes:
            output.notice(note)
        write_out(list_view(scan))

    run_command(context, ResultOutput(json=json), run)
