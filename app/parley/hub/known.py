"""What the catalogue knows of a repository's licence: whoever publishes builds may name another."""

from __future__ import annotations

import msgspec

from parley.catalog import Catalog, Licence
from parley.hub.values import Card


class KnownLicence(msgspec.Struct, frozen=True):
    """A licence with its facts.

    Attributes:
        model: name of the model whose licence this is; "" where the card's identifier alone says
            so.
        differs: whether the card names another licence than that model has.
    """

    licence: Licence
    model: str = ""
    differs: bool = False


def known_licence(known: Catalog, card: Card) -> KnownLicence | None:
    """Return the licence of the model in a repository, or None where the catalogue has neither.

    The licence of the model itself counts: builds of it cannot be under a freer one.
    """
    named = known.licence_named(card.license_id) or known.licence_named(card.license_name)
    for repository in (card.model.repo, *card.model.base_models):
        model = known.by_repository(repository)
        licence = None if model is None else known.licence(model)
        if model is not None and licence is not None:
            named_other = bool(card.license_id) and card.license_id != "other"
            return KnownLicence(licence, model.name, named_other and named != licence)
    return None if named is None else KnownLicence(named)
