"""`parley verify`: whether the files of models are what was published."""

from __future__ import annotations

from typing import Annotated

import typer

from parley.cli.output import Output, ResultOutput
from parley.cli.running import run_command
from parley.cli.services import Services
from parley.cli.streams import write_out


def verify(
    context: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME", help="Names of models that are here, or their paths."),
    ] = None,
    *,
    every: Annotated[
        bool, typer.Option("--all", help="All models but those of other programs.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Read the files of models and compare them with the hashes that were published.

    Where none is known, the hash is kept, and compared the next time.
    """
    if bool(names) == every:
        raise typer.BadParameter("Give names of models, or --all.", param_hint="NAME")

    def run(services: Services, output: Output) -> None:
        from parley.cli.library_objects import verify_object
        from parley.cli.library_view import verified_words
        from parley.cli.planning import print_json
        from parley.cli.progress import FileBars
        from parley.library.verifying import BAD

        library = services.library
        scan = library.scan()
        models = [library.find(name, scan) for name in names or ()]
        if every:
            models = [one for one in scan.models if one.origin != "found"]
        results = []
        for model in models:
            with FileBars("Verifying") as bars:
                result = library.verify(model, on_progress=bars.bytes_read)
            results.append(result)
            if not json:
                write_out(f"{verified_words(result)}\n")
        if json:
            print_json(verify_object(results))
        if any(one.outcome in BAD for one in results):
            raise typer.Exit(1)

    run_command(context, ResultOutput(json=json), run)
