"""`parley fit`: whether a model runs on a machine, and how well, before it is downloaded."""

from __future__ import annotations

from typing import Annotated

import typer

from parley.cli import planning
from parley.cli.output import Output, ResultOutput
from parley.cli.running import run_command
from parley.cli.services import Services
from parley.cli.streams import write_out


def fit(
    context: typer.Context,
    model: Annotated[
        str,
        typer.Argument(
            metavar="FILE_OR_REPO[:QUANT]",
            help="A .gguf file, a folder, starter, the name of a model that is here, or "
            "owner/name on the hub; with a quantisation behind a colon.",
        ),
    ],
    *,
    ctx: planning.Ctx = None,
    kv: planning.Kv = None,
    ubatch: planning.Ubatch = None,
    flash: planning.Flash = "auto",
    prefer: planning.Prefer = "balance",
    images: planning.Images = False,
    lora: planning.Loras = None,
    ram: planning.Ram = None,
    device: planning.Devices = None,
    verify: planning.Verify = True,
    measure: planning.Measure = True,
    json: planning.AsJson = False,
) -> None:
    """Tell whether a model runs, what memory it takes, and how fast it answers.

    Of several builds, the one that suits the machine and what is preferred.
    """
    wish = planning.wish(ctx, kv, ubatch, flash, prefer)
    there = planning.stated(ram, device)

    def run(services: Services, output: Output) -> None:
        with planning.open_fitter(services, output, there, verify=verify, measure=measure) as (
            fitter,
            machine,
        ):
            asked = planning.with_adapters(wish, lora)
            found = fitter.fit(model, asked, images=images)
        if json:
            from parley.cli.fit_objects import fit_object

            planning.print_json(fit_object(found))
            return
        from parley.cli.bars import drawn
        from parley.cli.fit_view import fit_view

        write_out(drawn(fit_view(found, machine)))

    run_command(context, ResultOutput(json=json), run)
