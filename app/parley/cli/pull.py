"""`parley pull`: a build of a model, whole and verified, from the hub to this disk."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from parley.cli.downloading import Told, follow, rate
from parley.cli.output import JsonOutput, Output, ResultOutput
from parley.cli.running import run_command
from parley.cli.services import Services
from parley.cli.streams import write_line

if TYPE_CHECKING:
    from parley.fit.fitting import Fitter


def pull(
    context: typer.Context,
    models: Annotated[
        list[str],
        typer.Argument(
            metavar="REPO[:QUANT]",
            help="owner/name on the hub; behind a colon a quantisation or the name of a file. "
            "Without one, the build that suits this computer.",
        ),
    ],
    *,
    revision: Annotated[
        str, typer.Option(metavar="NAME", help="Branch, tag or commit of the repository.")
    ] = "main",
    projector: Annotated[
        bool,
        typer.Option(
            "--projector/--no-projector", help="Fetch what lets the model see images too."
        ),
    ] = True,
    limit: Annotated[
        str | None,
        typer.Option(metavar="SPEED", help="Bytes per second, such as 5M or 500K; 0 for no limit."),
    ] = None,
    connections: Annotated[
        int | None, typer.Option(min=1, max=16, help="Connections to the hub for each file.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before it starts.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON lines.")] = False,
) -> None:
    """Download models. What was begun before goes on where it stopped."""
    speed = None if limit is None else rate(limit)
    ask = not json and all(
        stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr)
    )

    def run(services: Services, output: Output) -> None:
        from parley.cli.planning import Stated, open_fitter
        from parley.cli.pull_access import ensure_access
        from parley.cli.pull_view import JsonView, TextView, View
        from parley.discover.choosing import Chooser, Chosen

        @contextlib.contextmanager
        def fitter(revision: str) -> Iterator[Fitter]:
            with open_fitter(
                services, output, Stated(), verify=True, measure=False, revision=revision
            ) as (found, _):
                yield found

        folder = services.paths.models
        view: View = JsonView(output, folder) if json else TextView(output, folder)
        told = Told()
        with contextlib.closing(
            services.make_downloads(told, limit=speed, connections=connections)
        ) as queue:
            hub = services.make_hub()
            chooser = Chooser(
                hub,
                queue,
                folder,
                open_fitter=fitter,
                catalog=services.make_catalog,
                note=output.notice,
                revision=revision,
                projector=projector,
            )

            def choose(target: str) -> Chosen:
                looked = chooser.look(target)
                ensure_access(services, hub, chooser, looked, ask=ask)
                return chooser.decide(looked)

            chosen = [choose(each) for each in models]
            for each in chosen:
                view.planned(each)
            if ask and not yes and not all(each.there for each in chosen) and not _agreed():
                write_line("Nothing was downloaded.")
                raise typer.Exit(1)
            wanted = [queue.add(each.plan) for each in chosen]
            ended = follow(queue, wanted, told, view)
        if len(ended) < len({each.id for each in wanted}) or any(
            each.state != "done" for each in ended
        ):
            raise typer.Exit(1)

    run_command(context, JsonOutput() if json else ResultOutput(json=False), run)


def _agreed() -> bool:
    """Ask whether it may start. Enter is yes."""
    sys.stderr.write("Download? [Y/n] ")
    sys.stderr.flush()
    try:
        answer = input().strip().lower()
    except (EOFError, UnicodeDecodeError):
        return False
    return answer in {"", "y", "yes"}
