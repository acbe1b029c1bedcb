"""What a live hub says, where it is not what the catalogue says."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterable, Iterator
from typing import Final, Literal

import msgspec

from parley.catalog import UNIDENTIFIED, Architecture, Catalog, GgufRepository, Model
from parley.core.errors import ParleyError
from parley.gguf import Header
from parley.gguf import repository as grouped
from parley.gguf.builds import BuildFiles
from parley.hub import Hub, RepositoryFiles
from parley.hub.answers import OUT_OF_REACH

#: How far a sum of tensors may be from published numbers; encoders lie in files of their own.
_TOLERANCE: Final = 0.05
_ACCESS: Final = {"": "open", "auto": "auto", "manual": "manual"}
_SHARD: Final = r"\d{5}-of-\d{5}"


class Finding(msgspec.Struct, frozen=True):
    """One thing that the hub says.

    Attributes:
        kind: `difference` contradicts the catalogue; `news` is what it leaves open.
    """

    kind: Literal["difference", "news"]
    model: str
    repository: str
    text: str


_Sayer = Callable[[Literal["difference", "news"], str], Finding]


class HubOutOfReach(Exception):  # noqa: N818 - it ends the check, and is said
    """No hub answers: nothing can be checked."""


def check(
    catalog: Catalog,
    hub: Hub,
    models: Iterable[Model],
    *,
    headers: bool,
    progress: Callable[[str], None] = lambda _: None,
) -> Iterator[Finding]:
    """Yield what the hub says of the repositories of `models`.

    Args:
        headers: read the header of one build of each GGUF repository as well (some MiB each).
        progress: told the name of each repository before it is read.

    Raises:
        HubOutOfReach: with the reason in words.
    """
    for model in models:
        for name in (model.repository, *model.variants):
            if name is not None:
                progress(name)
                own = name == model.repository
                yield from _published(catalog, hub, model, name, own=own)
        for repository in model.gguf:
            progress(repository.repository)
            yield from _converted(hub, model, repository, headers=headers)


def _published(
    catalog: Catalog, hub: Hub, model: Model, name: str, *, own: bool
) -> Iterator[Finding]:
    say = _sayer(model, name)
    listed = yield from _listed(hub, name, say)
    if listed is None or not own:
        return
    yield from _access(listed, model.access, say)
    licence = catalog.licence(model)
    expected = "other" if licence is None or licence.id in UNIDENTIFIED else licence.id
    if listed.license and listed.license != expected:
        yield say("difference", f"the licence is “{listed.license}” there, “{expected}” here")


def _converted(
    hub: Hub, model: Model, repository: GgufRepository, *, headers: bool
) -> Iterator[Finding]:
    say = _sayer(model, repository.repository)
    listed = yield from _listed(hub, repository.repository, say)
    if listed is None:
        return
    if not repository.confirmed:
        yield say("news", "it exists, which the catalogue was not sure of")
    yield from _access(listed, repository.access, say)
    paths = [file.path for file in listed.files]
    files = grouped((file.path, file.size) for file in listed.files)
    for pattern in repository.files:
        expression = _expression(pattern)
        if not any(expression.fullmatch(path) for path in paths):
            yield say("difference", f"no file is called like “{pattern}”")
    there = {build.label.upper() for build in files.builds if build.label}
    gone = sorted(set(repository.quantisations) - there)
    new = sorted(there - set(repository.quantisations))
    if gone:
        yield say("difference", f"quantisations are gone: {', '.join(gone)}")
    if new:
        yield say("news", f"further quantisations: {', '.join(new)}")
    for projector in repository.projectors:
        if projector not in paths:
            yield say("difference", f"the projector “{projector}” is gone")
    if headers and files.builds:
        yield from _header(hub, model, listed, files.builds, say)


def _header(
    hub: Hub,
    model: Model,
    listed: RepositoryFiles,
    builds: tuple[BuildFiles, ...],
    say: _Sayer,
) -> Iterator[Finding]:
    """Compare the header of the build with the fewest parts; each part has its own tensors."""
    build = min(builds, key=lambda each: (len(each.files), sum(size or 0 for size in each.sizes)))
    try:
        parts = [hub.header(listed, listed.file(path)) for path in build.files]
    except ParleyError as error:
        _stop_if_out_of_reach(error)
        yield say("difference", f"the header of “{build.first}” cannot be read: {error.message}")
        return
    first, architecture = parts[0], model.architecture or Architecture()
    if architecture.gguf is not None and first.architecture != architecture.gguf:
        yield say(
            "difference",
            f"the architecture is “{first.architecture}” there, “{architecture.gguf}” here",
        )
        return
    for key, expected in _numbers(architecture):
        found = first.number(f"{first.architecture}.{key}")
        if found is not None and expected is not None and found != expected:
            yield say("difference", f"“{key}” is {found:,} there, {expected:,} here")
    yield from _parameters(model, parts, say)


def _parameters(
    model: Model,
    parts: list[Header],
    say: _Sayer,
) -> Iterator[Finding]:
    if model.parameters is None:
        return
    found = sum(part.parameters for part in parts)
    total = model.parameters.exact or model.parameters.total
    encoders = 0.0 if model.inputs == ("text",) else 0.15
    if not (1 - _TOLERANCE - encoders) * total <= found <= (1 + _TOLERANCE) * total:
        yield say("difference", f"it has {found:,} parameters there, {total:,} here")


def _numbers(architecture: Architecture) -> Iterator[tuple[str, int | None]]:
    yield "block_count", architecture.layers
    yield "embedding_length", architecture.width
    yield "attention.head_count", architecture.heads
    yield "attention.key_length", architecture.head_size
    yield "expert_count", architecture.experts
    yield "expert_used_count", architecture.experts_used


def _listed(hub: Hub, name: str, say: _Sayer) -> Generator[Finding, None, RepositoryFiles | None]:
    """Yield what is wrong with a repository as such, and return its files, or None."""
    try:
        listed = hub.files(name)
    except ParleyError as error:
        _stop_if_out_of_reach(error)
        yield say("difference", f"it cannot be read: {error.message}")
        return None
    if listed.cached:
        raise HubOutOfReach("The hub cannot be reached, only what was kept of it.")
    if listed.repo.lower() != name.lower():
        yield say("difference", f"it is called “{listed.repo}” now")
    return listed


def _access(
    listed: RepositoryFiles,
    expected: str | None,
    say: _Sayer,
) -> Iterator[Finding]:
    found = _ACCESS.get(listed.gated, listed.gated)
    if expected is None:
        yield say("news", f"its access is “{found}”")
    elif found != expected and not (expected == "gated" and found in {"auto", "manual"}):
        yield say("difference", f"its access is “{found}” there, “{expected}” here")


def _stop_if_out_of_reach(error: ParleyError) -> None:
    if error.code in OUT_OF_REACH or error.code == "offline":
        raise HubOutOfReach(error.message) from error


def _sayer(model: Model, repository: str) -> _Sayer:
    return lambda kind, text: Finding(kind, model.id, repository, text)


def _expression(pattern: str) -> re.Pattern[str]:
    """Return what a pattern of the catalogue means; `{quant}` is any label of a quantisation."""
    parts = re.split(r"(\{quant\}|\{shard\})", pattern)
    means = {"{quant}": r"[A-Za-z0-9_-]+", "{shard}": _SHARD}
    return re.compile("".join(means.get(part, re.escape(part)) for part in parts))
