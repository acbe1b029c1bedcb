"""Which model of the catalogue something on this disk is, and what a model does well."""

from __future__ import annotations

from typing import Final, Literal

from parley.catalog import Catalog, Model
from parley.library import Model as Installed
from parley.library import starter

#: Weights below which a model does simple tasks alone.
_SMALL: Final = 2_000_000_000

Use = Literal["small", "chat", "code", "reasoning"]


def known(catalog: Catalog, *names: str) -> Model | None:
    """Return the model of the catalogue that one of these names stands for, or None."""
    found = (catalog.match(name) for name in names if name)
    return next((model for model in found if model is not None), None)


def of_installed(catalog: Catalog, model: Installed) -> Model | None:
    """Return the model of the catalogue that a model on this disk is a build of, or None."""
    named = model.header.name if model.header is not None else ""
    if model.origin == "starter":
        named = starter.NAME
    return known(catalog, model.repo, model.path.name, model.name, named)


def use_of(model: Model | None, parameters: int = 0) -> Use:
    """Return what a model does well, by the catalogue and its number of weights."""
    if model is not None and model.parameters is not None:
        parameters = model.parameters.total
    if 0 < parameters < _SMALL:
        return "small"
    if model is None:
        return "chat"
    good_for = (model.good_for or "").lower()
    if "code" in good_for and "," not in good_for:
        return "code"
    if model.reasoning is not None and model.reasoning.thinks:
        return "reasoning"
    return "chat"
