"""`parley hardware`: what this computer has, and what the engine could use and does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from parley.cli.output import Output, ResultOutput
from parley.cli.running import run_command
from parley.cli.services import Services
from parley.cli.streams import write_out

if TYPE_CHECKING:
    from parley.hardware.detection import Measuring


def hardware(
    context: typer.Context,
    *,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    measure: Annotated[
        bool | None,
        typer.Option(
            "--measure/--no-measure",
            help="Measure main memory's bandwidth again, or not even the first time.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Show memory, processor and graphics cards, and which of them the engine can use."""
    measuring: Measuring = "new"
    if measure is not None:
        measuring = "again" if measure else "kept"

    def run(services: Services, output: Output) -> None:
        from parley.hardware import detect

        with services.make_query() as query:
            machine = detect(
                services.paths,
                query,
                measure=measuring,
                look_further=True,
                notice=output.notice,
            )
        if json:
            write_out(msgspec.json.encode(machine).decode() + "\n")
            return
        from parley.cli.bars import drawn
        from parley.cli.machine import machine_view

        write_out(drawn(machine_view(machine)))

    run_command(context, ResultOutput(json=json), run)
