"""The models that a conversation can have: those that are here, and what could be fetched.

Of a model that is not here, size and verdict follow from the catalogue's numbers; planning it
exactly takes a look at its files on the hub.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from parley.catalog import Catalog, family_of
from parley.catalog import Model as Known
from parley.core.errors import ParleyError
from parley.discover.glance import glance
from parley.discover.known import Use, identity, use_of
from parley.discover.known import known as known_as
from parley.fit.values import Verdict
from parley.gguf import check, quantisation
from parley.hardware.values import Machine
from parley.library import Model
from parley.library.resolve import refuse_unusable

Place = Literal["here", "elsewhere", "download"]


class Entry(msgspec.Struct, frozen=True):
    """A model in the list.

    Attributes:
        key: what `ConversationOptions.model` takes; for one to fetch, what `parley pull` takes.
        name: of the model, without its quantisation.
        family: as `catalog.family_of` has it; "" where it is unknown.
        place: in Parley's own folders, in another program's, or not here yet.
        parameters: number of weights; 0 where nobody knows.
        size: bytes, about where it is to be fetched; 0 where nobody knows.
        context: tokens it was trained with; None where nobody knows.
        licence: a short name; "" where nobody knows.
        about: what it is good for; "" where nobody says.
        program: whose it is, where it is elsewhere.
        problem: why it cannot be used, a sentence; "" for a sound one.
        verdict: how it would run here, as far as that is known without asking anybody.
        used_at: when it was last loaded, seconds since 1970; None if never.
        use: what it does well: simple tasks, conversation, code, or reasoning.
    """

    key: str
    name: str
    place: Place
    quantisation: str = ""
    family: str = ""
    parameters: int = 0
    size: int = 0
    context: int | None = None
    licence: str = ""
    about: str = ""
    program: str = ""
    problem: str = ""
    verdict: Verdict | None = None
    used_at: float | None = None
    use: Use = "chat"


def entries(
    models: Iterable[Model], catalog: Catalog, machine: Machine | None
) -> tuple[Entry, ...]:
    """Return what can be chosen, the model used last first, and then what can be fetched.

    Args:
        models: those of this disk.
        machine: this computer with what is free now; None where it was never looked at.
    """
    there = installed(models, catalog)
    return (*there, *to_download(catalog, there, machine))


def installed(models: Iterable[Model], catalog: Catalog) -> tuple[Entry, ...]:
    """Return the models of this disk that can chat, each once, the one used last first."""
    found = [
        _installed(model, catalog)
        for model in models
        if model.kind == "model" and model.same_as is None
    ]
    found.sort(key=lambda each: (-(each.used_at or 0.0), each.name.casefold(), each.size))
    return tuple(found)


def of_file(path: Path, catalog: Catalog) -> Entry:
    """Return the model in a file, by its header. May take a moment.

    Raises:
        ParleyError: the file is missing or is no model that can be used.
    """
    header = check(path)
    known = known_as(catalog, path.name, header.name)
    licence = catalog.licence(known) if known is not None else None
    name = header.name or path.stem
    return Entry(
        key=str(path),
        name=known.name if known is not None else name,
        place="here",
        quantisation=quantisation(header).label,
        family=known.family
        if known is not None
        else family_of(name, architecture=header.architecture),
        parameters=header.parameters,
        size=path.stat().st_size,
        context=header.context_trained,
        licence=licence.badge if licence is not None else header.text("general.license"),
        about=(known.good_for or "") if known is not None else "",
        use=use_of(known, header.parameters),
    )


def to_download(
    catalog: Catalog, there: Sequence[Entry], machine: Machine | None
) -> tuple[Entry, ...]:
    """Return the models of the catalogue that can be fetched and used, and are not `there`.

    Those that would run here come first, in the order of the catalogue.
    """
    known = {each.name for each in there}
    found = [
        entry
        for model in catalog.models
        if model.name not in known and (entry := _to_download(model, catalog, machine)) is not None
    ]
    return tuple(sorted(found, key=lambda each: each.verdict == "too_big"))


def matching(entries_: Iterable[Entry], words: str) -> list[Entry]:
    """Return the entries in which every word of `words` occurs, in their order."""
    wanted = words.casefold().split()
    return [
        each
        for each in entries_
        if all(
            word
            in " ".join(
                (each.name, each.quantisation, each.family, each.licence, each.about, each.key)
            ).casefold()
            for word in wanted
        )
    ]


def _installed(model: Model, catalog: Catalog) -> Entry:
    header = model.header
    found = identity(catalog, model)
    known = found.known
    licence = catalog.licence(known) if known is not None else None
    return Entry(
        key=found.key,
        name=found.name,
        place="elsewhere" if model.origin == "found" else "here",
        quantisation=model.quantisation,
        family=found.family,
        size=model.size,
        context=header.context if header is not None else None,
        licence=licence.badge if licence is not None else model.licence,
        about=(known.good_for or "") if known is not None else "",
        program=model.program,
        problem=_problem(model),
        used_at=model.used_at,
    )


def _to_download(model: Known, catalog: Catalog, machine: Machine | None) -> Entry | None:
    found = glance(model, machine) if model.engine.runs else None
    if found is None:
        return None
    licence = catalog.licence(model)
    return Entry(
        key=found.target,
        name=model.name,
        place="download",
        quantisation=found.quantisation,
        family=model.family,
        size=found.size,
        context=model.context,
        licence=licence.badge if licence is not None else "",
        about=model.good_for or "",
        verdict=found.verdict,
    )


def _problem(model: Model) -> str:
    try:
        refuse_unusable(model)
    except ParleyError as error:
        return error.message
    return model.header.problem if model.header is not None else ""
