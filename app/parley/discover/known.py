"""Which model of the catalogue something on this disk is, and what a model does well."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from parley.catalog import Catalog, Model, family_of
from parley.library import Model as Installed
from parley.library import starter
from parley.library.resolve import STARTER

#: Weights below which a model does simple tasks alone.
_SMALL: Final = 2_000_000_000

Use = Literal["small", "chat", "code", "reasoning"]


class Identity(msgspec.Struct, frozen=True):
    """Which model one on this disk is.

    Attributes:
        known: of the catalogue, that it is a build of; None for one that is not in it.
        key: as `ConversationOptions.model` takes it.
        name: of the model, without its quantisation.
        family: as `catalog.family_of` has it; "" where it is unknown.
    """

    known: Model | None
    key: str
    name: str
    family: str


def known(catalog: Catalog, *names: str) -> Model | None:
    """Return the model of the catalogue that one of these names stands for, or None."""
    found = (catalog.match(name) for name in names if name)
    return next((model for model in found if model is not None), None)


def identity(catalog: Catalog, model: Installed) -> Identity:
    """Return which model one on this disk is, by its repository, its file and its header."""
    header = model.header
    named = header.name if header is not None else ""
    if model.origin == "starter":
        named = starter.NAME
    found = known(catalog, model.repo, model.path.name, model.name, named)
    key = STARTER if model.origin == "starter" else str(model.path)
    if found is not None:
        return Identity(found, key, found.name, found.family)
    architecture = header.architecture if header is not None else ""
    family = family_of(model.repo or named or model.name, architecture=architecture)
    return Identity(None, key, named or model.name, family)


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
