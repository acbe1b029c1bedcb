"""The catalogue as JSON objects for programs. Keys are stable; what is unknown is null."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from parley.catalog import Catalog, Licence, Model


def catalog_object(known: Catalog, models: Iterable[Model]) -> dict[str, Any]:
    """Return the list of models, each with what a list shows of it."""
    return {"updated": known.updated, "models": [_listed(known, model) for model in models]}


def model_object(known: Catalog, model: Model) -> dict[str, Any]:
    """Return one model with its licence and the sources of both."""
    licence = known.licence(model)
    used = [id_ for ids in model.sources.values() for id_ in ids]
    used += [id_ for each in model.gguf for id_ in each.sources]
    if licence is not None:
        used += _licence_sources(licence)
    return {
        "updated": known.updated,
        "model": _whole(model) | {"open_weights": model.open_weights},
        "licence": None if licence is None else _whole(licence),
        "system_prompt": known.system_prompt(model),
        "sources": {id_: _whole(known.source(id_, model)) for id_ in dict.fromkeys(used)},
    }


def licences_object(
    known: Catalog, a: tuple[Model, Licence], b: tuple[Model, Licence]
) -> dict[str, Any]:
    """Return the licences of two models, fact by fact."""
    from parley.catalog import compare_licences

    used = dict.fromkeys([*_licence_sources(a[1]), *_licence_sources(b[1])])
    return {
        "updated": known.updated,
        "a": {"model": a[0].id, "licence": a[1].id},
        "b": {"model": b[0].id, "licence": b[1].id},
        "facts": [msgspec.to_builtins(row) for row in compare_licences(a[1], b[1])],
        "sources": {id_: _whole(known.source(id_)) for id_ in used},
    }


def _listed(known: Catalog, model: Model) -> dict[str, Any]:
    parameters = model.parameters
    licence = known.licence(model)
    return {
        "id": model.id,
        "name": model.name,
        "family": model.family,
        "series": model.series,
        "publisher": model.publisher,
        "repository": model.repository,
        "open_weights": model.open_weights,
        "runs": model.engine.runs,
        "parameters": None if parameters is None else parameters.total,
        "active_parameters": None if parameters is None else parameters.active,
        "context": model.context,
        "inputs": model.inputs,
        "outputs": model.outputs,
        "licence": None if licence is None else licence.id,
        "commercial_use": None
        if licence is None or licence.commercial is None
        else licence.commercial.value,
        "good_for": model.good_for,
    }


def _licence_sources(licence: Licence) -> list[str]:
    from parley.catalog import FACTS

    facts = (getattr(licence, name) for name in FACTS)
    return [id_ for fact in facts if fact is not None for id_ in fact.sources]


def _whole(value: msgspec.Struct) -> dict[str, Any]:
    """Return all fields of a value, also those that have their default."""
    return {name: _every(getattr(value, name)) for name in value.__struct_fields__}


def _every(value: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        return _whole(value)
    if isinstance(value, tuple):
        return [_every(each) for each in value]
    if isinstance(value, dict):
        return {key: _every(each) for key, each in value.items()}
    return value
