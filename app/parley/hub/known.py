"""Which licences hold for a repository: its owner's word alone does not free anyone of the others.

Builds, fine-tunes and merges stay under the licence of each model that they were made from.
"""

from __future__ import annotations

import msgspec

from parley.catalog import UNIDENTIFIED, Catalog, Licence
from parley.hub.values import Card


class Holding(msgspec.Struct, frozen=True):
    """A licence that holds for a repository.

    Attributes:
        name: as people know it.
        licence: with its facts; None where the catalogue does not have it.
        models: names of the catalogue's models whose licence this is, which are in the repository
            or which it was made from; empty where only its card names the licence.
    """

    name: str
    licence: Licence | None
    models: tuple[str, ...] = ()


def holding_licences(known: Catalog, card: Card) -> tuple[Holding, ...]:
    """Return the licences that hold, the one that the card names first; empty if none is known."""
    models: dict[str, list[str]] = {}
    licences: dict[str, Licence] = {}
    for repository in (card.model.repo, *card.model.base_models):
        model = known.match(repository)  # mirrors and renamed repositories keep the name
        licence = None if model is None else known.licence(model)
        if model is not None and licence is not None:
            licences[licence.id] = licence
            models.setdefault(licence.id, []).append(model.name)
    named = (
        known.licence_named(card.license_id)
        or known.licence_named(card.license_name)
        or (known.licence_at(card.license_link) if card.license_id == "other" else None)
    )
    holding = [
        Holding(licences[id_].name, licences[id_], tuple(dict.fromkeys(names)))
        for id_, names in models.items()
        if named is None or id_ != named.id
    ]
    if named is not None:
        of = dict.fromkeys(models.get(named.id, ()))
        return (Holding(named.name, named, tuple(of)), *holding)
    if not card.license_id or (card.license_id == "other" and models.keys() & UNIDENTIFIED):
        return tuple(holding)  # nothing is named, or what has no identifier to be named by
    own_name = card.license_id if card.license_id != "other" else card.license_name
    return (Holding(own_name or card.license_id, None), *holding)


def seems_llama(card: Card, holding: tuple[Holding, ...]) -> bool:
    """Return whether a model seems to be made from Llama, and no licence of Llama is in `holding`.

    Models distilled into Llama are often published under the teacher's licence alone.
    """
    identifiers = {card.license_id, card.license_name}
    identifiers |= {each.licence.id for each in holding if each.licence is not None}
    return card.model.family == "llama" and not any(
        each.strip().lower().startswith(("llama", "meta-llama")) for each in identifiers
    )
