"""`parley recommend`: which build of a model to take on a machine, for one model or for a pair."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from parley.cli import planning
from parley.cli.output import Output, ResultOutput
from parley.cli.running import run_command
from parley.cli.services import Services
from parley.cli.streams import write_out

_MACHINE = "The machine"


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
    ctx: Annotated[
        int | None,
        typer.Option(help="Context in tokens; 0 is as much as the model was trained with."),
    ] = None,
    prefer: Annotated[
        Literal["quality", "balance", "speed"],
        typer.Option(help="The best answers, the fastest, or between them."),
    ] = "balance",
    kv: Annotated[
        str | None, typer.Option(metavar="TYPE", help="Type of the KV cache: f16, q8_0, q4_0 …")
    ] = None,
    ubatch: Annotated[int | None, typer.Option(help="Tokens evaluated at once.")] = None,
    flash: Annotated[
        Literal["auto", "on", "off"] | None, typer.Option(help="Flash attention.")
    ] = None,
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
    """Choose the build of a model that suits a machine, and say why.

    With --with, also whether two models can stay loaded side by side.
    """
    wish = planning.wish(ctx, kv, ubatch, flash, prefer)
    memory = planning.amount(ram, "--ram") if ram is not None else None
    devices = planning.device_amounts(device or ())

    def run(services: Services, output: Output) -> None:
        with planning.open_fitter(
            services, output, ram=memory, devices=devices, verify=verify, measure=measure
        ) as (fitter, machine):
            from parley.cli import fit_objects, fit_view
            from parley.cli.bars import drawn

            if with_ is None:
                found = fitter.recommend(model, wish, images=images)
                if json:
                    planning.print_json(fit_objects.recommended_object(found))
                else:
                    write_out(drawn(fit_view.recommended_view(found, machine)))
                return
            both = fitter.pair(model, with_, wish, images=images)
            if json:
                planning.print_json(fit_objects.pair_object(both))
            else:
                write_out(drawn(fit_view.pair_view(both, machine)))

    run_command(context, ResultOutput(json=json), run)
