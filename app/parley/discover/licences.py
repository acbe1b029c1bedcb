"""Which licences hold for what is to be downloaded, and whether one must be accepted first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from parley.hub.known import Holding, holding_licences, seems_llama

if TYPE_CHECKING:
    from parley.catalog import Catalog, Licence
    from parley.hub import Card, RepositoryFiles


class Licences(msgspec.Struct, frozen=True):
    """What holds for a repository.

    Attributes:
        holding: the one that is named first; empty where none is known.
        seems_llama: whether a licence of Llama may hold as well.
    """

    holding: tuple[Holding, ...]
    seems_llama: bool


def licences_of(catalog: Catalog, card: Card) -> Licences:
    """Return the licences that hold for the repository of `card`."""
    holding = holding_licences(catalog, card)
    return Licences(holding, seems_llama(card, holding))


def licences_by_name(catalog: Catalog, files: RepositoryFiles) -> Licences | None:
    """Return the licences that hold as far as names tell, where the card cannot be read.

    None where they tell of none.
    """
    model = catalog.match(files.repo)
    named = catalog.licence_named(files.license)
    found = (named, catalog.licence(model) if model is not None else None)
    holding = {each.id: Holding(each.name, each) for each in found if each is not None}
    return Licences(tuple(holding.values()), seems_llama=False) if holding else None


def must_be_accepted(licence: Licence) -> bool:
    """Return whether a person is to accept a licence before a download.

    Where nobody knows if its owner asks for that, it is asked for all the same.
    """
    return licence.acceptance is None or not licence.acceptance.says.startswith("No:")
