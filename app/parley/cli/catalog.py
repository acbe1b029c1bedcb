"""`parley catalog`: the models Parley knows of, with their licences and where each fact stands."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from parley.cli import catalog_objects as objects
from parley.cli.output import Output, ResultOutput
from parley.cli.planning import print_json
from parley.cli.running import run_command
from parley.cli.services import Services
from parley.cli.streams import write_out
from parley.core.errors import ParleyError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from parley.catalog import Catalog, Licence, Model

Families = Literal["llama", "mistral", "qwen", "deepseek", "gemma", "phi"]


def catalog(
    context: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(help="A model: any of its names, a part of one, or a repository."),
    ] = None,
    *,
    family: Annotated[Families | None, typer.Option(help="List one family alone.")] = None,
    other: Annotated[
        str | None,
        typer.Option("--with", metavar="OTHER", help="Compare its licence with another model's."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """List the models Parley knows of, or show one with its licence and all sources."""
    if other is not None and name is None:
        raise typer.BadParameter("Name a model to compare with.", param_hint="--with")
    if family is not None and name is not None:
        raise typer.BadParameter("It is for the list, not for one model.", param_hint="--family")

    def run(services: Services, output: Output) -> None:
        known = services.make_catalog()
        if name is None:
            models = known.models if family is None else known.of_family(family)
            if json:
                print_json(objects.catalog_object(known, models))
            else:
                _draw(lambda view: view.catalog_view(known, models))
        elif other is None:
            model = known.find(name)
            if json:
                print_json(objects.model_object(known, model))
            else:
                _draw(lambda view: view.model_view(known, model))
        else:
            a, b = _licensed(known, name), _licensed(known, other)
            if json:
                print_json(objects.licences_object(known, a, b))
            else:
                _draw(lambda view: view.licences_view(known, a, b))

    run_command(context, ResultOutput(json=json), run)


def _licensed(known: Catalog, name: str) -> tuple[Model, Licence]:
    model = known.find(name)
    licence = known.licence(model)
    if licence is None:
        raise ParleyError(
            "catalog_no_licence",
            f"{model.name} has no licence to compare: it is sold as a service only.",
            hint="Name a model with open weights.",
        )
    return model, licence


def _draw(make: Callable[[ModuleType], RenderableType]) -> None:
    """Print what `make` returns of the view; Rich is imported only here."""
    from parley.cli import catalog_view
    from parley.cli.bars import drawn

    write_out(drawn(make(catalog_view)))
