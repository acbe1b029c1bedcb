"""`parley recommend`: which build of a model to take on a machine, for one model or for a pair."""

from __future__ import annotations

from typing import Annotated

import typer

from parley.cli import planning
from parley.cli.output import Output, ResultOutput
from parley.cli.running import run_command
from parley.cli.services import Services
from parley.cli.streams import write_out


def recommend(
    context: typer.Context,
    model: Annotated[
        str,
        typer.Argument(
            metavar="REPO", help="owner/name on the hub, or a folder with builds of a model."
        ),
    ],
    *,
    with_: Annotated[
        str | None,
        typer.Option("--with", metavar="REPO2", help="Another model, to be compared with it."),
    ] = None,
    ctx: planning.Ctx = None,
    prefer: planning.Prefer = "balance",
    kv: planning.Kv = None,
    ubatch: planning.Ubatch = None,
    flash: planning.Flash = "auto",
    images: planning.Images = False,
    ram: planning.Ram = None,
    device: planning.Devices = None,
    verify: planning.Verify = True,
    measure: planning.Measure = True,
    json: planning.AsJson = False,
) -> None:
    """Choose the build of a model that suits a machine, and say why.

    With --with, also whether two models can stay loaded side by side.
    """
    wish = planning.wish(ctx, kv, ubatch, flash, prefer)
    there = planning.stated(ram, device)

    def run(services: Services, output: Output) -> None:
        from parley.cli import fit_objects, fit_view
        from parley.cli.bars import drawn

        with planning.open_fitter(services, output, there, verify=verify, measure=measure) as (
            fitter,
            machine,
        ):
            if with_ is None:
                one = fitter.recommend(model, wish, images=images)
                found = fit_objects.recommended_object(one)
                view = fit_view.recommended_view(one, machine)
            else:
                both = fitter.pair(model, with_, wish, images=images)
                found = fit_objects.pair_object(both)
                view = fit_view.pair_view(both, machine)
        if json:
            planning.print_json(found)
        else:
            write_out(drawn(view))

    run_command(context, ResultOutput(json=json), run)
