"""What the windows are told of models, and the options that these are asked to be used with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from parley.core.errors import ParleyError
from parley.core.settings import Settings
from parley.core.words import size as size_words
from parley.engine.protocol import LoadOptions, Sampling
from parley.library import starter
from parley.ui.services import ModelCard, Opened

if TYPE_CHECKING:
    from parley.catalog import Catalog
    from parley.chat.sampling_guide import Advice
    from parley.library.importing import ImportResult

_Options = TypeVar("_Options", LoadOptions, Sampling)

#: The model that comes with Parley, whose file need not be read for it.
STARTER_CARD = ModelCard(
    "SmolLM2 135M",
    "Small, quick and offline. Expect simple answers.",
    starter.LICENCE,
    "Q4_1",
    use="small",
)


def card_of(path: str, catalog: Catalog) -> ModelCard:
    """Return what a model file says of itself. Raises `ParleyError`, as `of_file`."""
    from parley.chat.picking import of_file

    found = of_file(Path(path), catalog)
    return ModelCard(
        name=found.name,
        about=found.about or _about(found.parameters, found.size),
        licence=found.licence,
        quantisation=found.quantisation,
        family=found.family,
        use=found.use,
    )


def opened(
    came: ImportResult, paths: Sequence[str], *, read_card: Callable[[str], ModelCard]
) -> Opened:
    """Return what came of opening `paths`. Raises `ParleyError`, as `read_card`."""
    refused = "".join(
        f" “{each.path.name}” was not taken. {each.error.message}" for each in came.refused[:1]
    )
    if len(came.refused) > 1:
        refused += f" Nor were {len(came.refused) - 1} more."
    if len(came.models) == 1:
        only = str(came.models[0].model.path)
        return Opened(only, read_card(only), refused.strip())
    where = f" in {paths[0]}" if len(paths) == 1 else ""
    return Opened("", said=f"{len(came.models)} models{where} can be used from now on.{refused}")


def load_options(settings: Settings, own: dict[str, Any]) -> LoadOptions:
    """Return how a model is loaded: as `own` says, then as `settings` say.

    Raises `ParleyError` (`settings_invalid`) for an option that is none.
    """
    named = {**settings.load, **own}
    options = _options(named, LoadOptions, "load")
    if "idle_unload" not in named:
        options = msgspec.structs.replace(options, idle_unload=settings.idle_unload)
    return options


def sampling(settings: Settings, own: dict[str, Any], advised: Advice) -> Sampling:
    """Return how answers are drawn: as `own` says, then as `settings` say, then as `advised`.

    Raises `ParleyError` (`settings_invalid`) for an option that is none.
    """
    from parley.chat.sampling_guide import layered

    return _options(layered(advised, settings.sampling, own), Sampling, "sampling")


def _options(named: dict[str, Any], kind: type[_Options], what: str) -> _Options:
    try:
        return msgspec.convert(named, kind)
    except msgspec.ValidationError as error:
        raise ParleyError(
            "settings_invalid",
            f"The {what} options in the settings cannot be used ({error}).",
            safe="Your conversations are untouched.",
            hint="Correct or remove them in the settings file, then start Parley again.",
        ) from error


def _about(parameters: int, size: int) -> str:
    if parameters >= 10**9:
        return f"{parameters / 1e9:.1f} billion weights, {size_words(size)}."
    return f"{parameters / 1e6:.0f} million weights, {size_words(size)}."
