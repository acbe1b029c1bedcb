"""Which licences hold for what is to be downloaded, and whether one must be accepted first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from parley.hub.known import Holding, holding_licences, seems_llama

if TYPE_CHECKING:
    from parley.catalog import Catalog, Licence
    from parley.hub import Card


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


def must_be_accepted(licence: Licence) -> bool:
    """Return whether a person is to accept a licence before a download.

    Where nobody knows if its owner asks for that, it is asked for all the same.
    """
    return licence.acceptance is None or not licence.acceptance.says.startswith("No:")
