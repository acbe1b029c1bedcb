"""What types cannot say of a catalogue: that its references, names and sums are right.

Every problem is one sentence that names the entry, so that whoever edited the file finds it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from parley.catalog.arithmetic import counted
from parley.catalog.names import folded
from parley.catalog.values import (
    CARD,
    CatalogFile,
    Fact,
    GgufRepository,
    Licence,
    Model,
    Parameters,
)

#: As the hub allows them (huggingface_hub.utils.validate_repo_id), always with an owner.
_REPOSITORY: Final = re.compile(r"[\w-](?:[\w.-]*[\w-])?/[\w-](?:[\w.-]*[\w-])?", re.ASCII)
_ID: Final = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
_ARCHITECTURE: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
#: Fields of an entry that are not facts about the model but how it is filed.
_FILED: Final = frozenset({"id", "family", "series", "aliases", "gguf", "sources"})
#: How far published numbers, which are rounded, may be from what the architecture adds up to.
_ROUNDED: Final = 0.04
#: Share of the parameters that encoders for images and sound may have.
_ENCODERS: Final = 0.15
_COMMERCIAL: Final = frozenset({"yes", "conditions", "no"})


def problems(file: CatalogFile) -> list[str]:
    """Return what is wrong with a catalogue, in words; empty if nothing is."""
    found: list[str] = []
    if not _is_date(file.updated):
        found.append(f"“updated” is not a date: “{file.updated}”.")
    for id_, source in file.sources.items():
        if not source.title:
            found.append(f"The source “{id_}” has no title.")
        if source.url and not source.url.startswith("https://"):
            found.append(f"The source “{id_}” has an address that is not https: “{source.url}”.")
    found += _twice("licence", (licence.id for licence in file.licences))
    for licence in file.licences:
        found += _licence(licence, file)
    for id_, prompt in file.system_prompts.items():
        found += _sourced(f"The system prompt “{id_}”", prompt.sources, file)
    found += _twice("model", (model.id for model in file.models))
    for model in file.models:
        found += [f"{model.id}: {problem}" for problem in _model(model, file)]
    found += _names(file.models)
    return found


def _licence(licence: Licence, file: CatalogFile) -> Iterator[str]:
    where = f"The licence “{licence.id}”"
    if _ID.fullmatch(licence.id) is None:
        yield f"{where} has an id that is not one."
    if not licence.url.startswith("https://"):
        yield f"{where} has no address."
    for name in licence.__struct_fields__:
        fact = getattr(licence, name)
        if isinstance(fact, Fact):
            if not fact.says:
                yield f"{where} says nothing under “{name}”."
            yield from _sourced(f"{where}, “{name}”,", fact.sources, file)
    if licence.commercial is not None and licence.commercial.value not in _COMMERCIAL:
        yield f"{where} answers commercial use with neither yes, conditions nor no."
    if licence.osi is not None and not isinstance(licence.osi.value, bool):
        yield f"{where} does not say whether it is OSI-approved."
    for name in ("users", "revenue"):
        limit = getattr(licence, name)
        value = None if limit is None else limit.value
        if value is not None and (isinstance(value, bool | str) or value <= 0):
            yield f"{where} has a limit under “{name}” that is no number."


def _model(model: Model, file: CatalogFile) -> Iterator[str]:
    if _ID.fullmatch(model.id) is None:
        yield "its id is not one."
    if not (model.name and model.publisher and model.series):
        yield "name, series and publisher may not be empty."
    if model.released is not None and not _is_date(model.released):
        yield f"“{model.released}” is not a day."
    if model.licence is not None and all(each.id != model.licence for each in file.licences):
        yield f"there is no licence “{model.licence}”."
    if model.system_prompt is not None and model.system_prompt not in file.system_prompts:
        yield f"there is no system prompt “{model.system_prompt}”."
    if model.context is not None and model.context <= 0:
        yield f"a context of {model.context} tokens cannot be."
    if not model.inputs or not model.outputs:
        yield "inputs and outputs may not be empty."
    for name in (model.repository, *model.variants):
        if name is not None and _REPOSITORY.fullmatch(name) is None:
            yield f"“{name}” is not the name of a repository."
    yield from _weights(model)
    yield from _engine(model)
    yield from _numbers(model)
    yield from _fact_sources(model, file)
    for repository in model.gguf:
        yield from _repository(repository, file)


def _weights(model: Model) -> Iterator[str]:
    if model.open_weights:
        if model.repository is None:
            yield "weights are open, but no repository has them."
        if model.licence is None:
            yield "weights are open, but under no licence."
        return
    if model.repository or model.variants or model.gguf or model.access:
        yield "there are no open weights, but repositories."
    if model.engine.runs is not False:
        yield "there are no open weights, but the engine runs it."


def _engine(model: Model) -> Iterator[str]:
    engine = model.engine
    if engine.runs is not True and not engine.reason:
        yield "why the engine does not run it is not said."
    if engine.runs is True and engine.reason:
        yield "the engine runs it, but there is a reason why not."
    gguf = None if model.architecture is None else model.architecture.gguf
    if engine.runs is True and gguf is None:
        yield "the engine runs it, but its architecture is not named."
    if gguf is not None and _ARCHITECTURE.fullmatch(gguf) is None:
        yield f"“{gguf}” is not an architecture."
    if "text" in engine.projector or not set(engine.projector) <= set(model.inputs):
        yield "its projector is for inputs that it does not take."


def _numbers(model: Model) -> Iterator[str]:
    architecture = model.architecture
    if architecture is not None:
        for part in (architecture, architecture.latent, architecture.recurrent):
            if part is not None:
                yield from _positive(part)
        used, experts = architecture.experts_used, architecture.experts
        if used is not None and (experts is None or used > experts):
            yield f"{used} experts are used, but there are {experts or 'none'}."
    for sampling in model.sampling:
        yield from _sampling(msgspec.structs.asdict(sampling))
    if model.parameters is None:
        return
    total = model.parameters.total
    yield from _parameters(model.parameters)
    summed = None if architecture is None else counted(architecture)
    if summed is None or total <= 0:
        return
    encoders = 0.0 if model.inputs == ("text",) else _ENCODERS
    if not (1 - _ROUNDED - encoders) * total <= summed <= (1 + _ROUNDED) * total:
        yield f"its architecture adds up to {summed:,} parameters, not to {total:,}."


def _parameters(parameters: Parameters) -> Iterator[str]:
    total = parameters.total
    if total <= 0:
        yield f"{total} parameters cannot be."
    if parameters.active is not None and not 0 < parameters.active <= total:
        yield f"{parameters.active:,} of {total:,} parameters cannot be active."
    if parameters.exact is not None and abs(parameters.exact - total) > _ROUNDED * total:
        yield f"{total:,} is not {parameters.exact:,} rounded."


def _positive(part: msgspec.Struct) -> Iterator[str]:
    for name, value in msgspec.structs.asdict(part).items():
        if isinstance(value, int) and not isinstance(value, bool) and value <= 0:
            yield f"its architecture has “{name}” {value}."


def _sampling(values: dict[str, object]) -> Iterator[str]:
    for name in ("temperature", "top_p", "min_p", "repeat_penalty", "top_k", "max_tokens"):
        value = values[name]
        # `not (… >= 0)` is also true of what is not a number.
        if isinstance(value, int | float) and not value >= 0:
            yield f"it is sampled with “{name}” {value}."
    for name in ("top_p", "min_p"):
        value = values[name]
        if isinstance(value, int | float) and value > 1:
            yield f"it is sampled with “{name}” {value}."


def _fact_sources(model: Model, file: CatalogFile) -> Iterator[str]:
    facts = set(model.__struct_fields__) - _FILED
    for name in sorted(facts):
        value = getattr(model, name)
        known = value is not None and value not in ("", ())
        if known and name not in model.sources:
            yield f"“{name}” has no source."
        if not known and name in model.sources:
            yield f"“{name}” has sources, but is not known."
    for name, sources in model.sources.items():
        if name not in facts:
            yield f"there are sources for “{name}”, which is no fact."
        yield from _sourced(f"“{name}”", sources, file)
        if CARD in sources and model.repository is None:
            yield f"“{name}” is said to stand in the card of a repository that is not there."


def _repository(repository: GgufRepository, file: CatalogFile) -> Iterator[str]:
    name = repository.repository
    if _REPOSITORY.fullmatch(name) is None:
        yield f"“{name}” is not the name of a repository."
    yield from _sourced(f"“{name}”", repository.sources, file)
    if not repository.usable and not repository.note:
        yield f"why “{name}” cannot be used is not said."
    for path in (*repository.files, *repository.projectors):
        if not path or path.startswith("/") or ".." in path.split("/"):
            yield f"“{path}” is not a path in “{name}”."
    if sorted(set(repository.quantisations)) != list(repository.quantisations):
        yield f"the quantisations of “{name}” are not in order, each once."


def _sourced(what: str, sources: tuple[str, ...], file: CatalogFile) -> Iterator[str]:
    if not sources:
        yield f"{what} has no source."
    for id_ in sources:
        if id_ not in file.sources:
            yield f"{what} names a source that is not there: “{id_}”."


def _names(models: tuple[Model, ...]) -> Iterator[str]:
    """Yield names and repositories that could mean two models."""
    owners: dict[str, str] = {}
    repositories: dict[str, str] = {}
    for model in models:
        names = (model.id, model.name, *model.aliases, *model.repositories)
        for name in dict.fromkeys(folded(each) for each in names):
            if not name:
                yield f"{model.id}: one of its names has no letters."
            elif owners.setdefault(name, model.id) != model.id:
                yield f"“{name}” could be {owners[name]} or {model.id}."
        for repository in model.repositories:
            lowered = repository.lower()
            if lowered in repositories:
                yield f"“{repository}” stands under {repositories[lowered]} and {model.id}."
            repositories[lowered] = model.id


def _twice(what: str, ids: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for id_ in ids:
        if id_ in seen:
            yield f"There are two entries for the {what} “{id_}”."
        seen.add(id_)


def _is_date(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
