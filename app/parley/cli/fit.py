"""`parley fit`: whether a model runs on a machine, and how well, before it is downloaded."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from parley.cli import planning
from parley.cli.output import Output, ResultOutput
from parley.cli.running import run_command
from parley.cli.services import Services
from parley.cli.streams import write_out

_MACHINE = "The machine"


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
    ctx: Annotated[
        int | None,
        typer.Option(help="Context in tokens; 0 is as much as the model was trained with."),
    ] = None,
    kv: Annotated[
        str | None, typer.Option(metavar="TYPE", help="Type of the KV cache: f16, q8_0, q4_0 …")
    ] = None,
    ubatch: Annotated[int | None, typer.Option(help="Tokens evaluated at once.")] = None,
    flash: Annotated[
        Literal["auto", "on", "off"] | None, typer.Option(help="Flash attention.")
    ] = None,
    prefer: Annotated[
        Literal["quality", "balance", "speed"],
        typer.Option(help="Which build to take where there are several."),
    ] = "balance",
    images: Annotated[
        bool, typer.Option("--images", help="Count in the projector that lets it see images.")
    ] = False,
    ram: Annotated[
        str | None,
        typer.Option(
            metavar="BYTES", help="Plan for this much main memory.", rich_help_panel=_MACHINE
        ),
    ] = None,
    device: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=BYTES",
            help="Plan for a graphics card with this much memory, for example CUDA0=24G; "
            "may be repeated.",
            rich_help_panel=_MACHINE,
        ),
    ] = None,
    verify: Annotated[
        bool,
        typer.Option("--verify/--no-verify", help="Ask the engine too, or calculate only."),
    ] = True,
    measure: Annotated[
        bool,
        typer.Option(
            "--measure/--no-measure",
            help="Measure how fast this computer is, if that was not done yet.",
        ),
    ] = True,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Tell whether a model runs, what memory it takes, and how fast it answers."""
    wish = planning.wish(ctx, kv, ubatch, flash, prefer)
    memory = planning.amount(ram, "--ram") if ram is not None else None
    devices = planning.device_amounts(device or ())

    def run(services: Services, output: Output) -> None:
        with planning.open_fitter(
            services, output, ram=memory, devices=devices, verify=verify, measure=measure
        ) as (fitter, machine):
            found = fitter.fit(model, wish, images=images)
            if json:
                from parley.cli.fit_objects import fit_object

                planning.print_json(fit_object(found))
                return
            from parley.cli.bars import drawn
            from parley.cli.fit_view import fit_view

            write_out(drawn(fit_view(found, machine)))

    run_command(context, ResultOutput(json=json), run)
