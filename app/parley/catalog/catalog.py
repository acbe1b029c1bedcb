"""The catalogue at work: read, checked and looked into. It knows neither hub nor library."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec

from parley.catalog.checking import problems
from parley.catalog.names import folded
from parley.catalog.values import CARD, CatalogFile, Licence, Model, SamplingDefaults, Source
from parley.core.errors import ParleyError
from parley.core.launching import command

_SAFE: Final = "Your models and conversations are as they were."
_SHOWN: Final = 6


class Catalog:
    """The curated models with their licences. Values only: used from any thread.

    Attributes:
        updated: day on which the facts were looked at last, ISO 8601.
    """

    def __init__(self, file: CatalogFile) -> None:
        self.updated = file.updated
        self.models = file.models
        self.licences = file.licences
        self._file = file
        self._licences = {licence.id: licence for licence in file.licences}
        self._repositories: dict[str, Model] = {}
        self._names: dict[str, Model] = {}
        for model in file.models:
            for repository in model.repositories:
                self._repositories.setdefault(repository.lower(), model)
            for name in (model.id, model.name, *model.aliases, *model.repositories):
                self._names.setdefault(folded(name), model)

    @classmethod
    def load(cls, path: Path) -> Catalog:
        """Read a catalogue and check it whole.

        Raises:
            ParleyError: `catalog_missing`, `catalog_damaged`; the message says what is wrong.
        """
        try:
            data = path.read_bytes()
        except OSError as error:
            raise ParleyError(
                "catalog_missing",
                f"The catalogue of models cannot be read: {error.strerror or 'no such file'}.",
                safe=_SAFE,
                hint="Install Parley again.",
            ) from error
        return cls(decoded(data))

    def source(self, id_: str, model: Model | None = None) -> Source:
        """Return a source by its id; with a model, the card is that of its repository."""
        source = self._file.sources[id_]
        if id_ == CARD and model is not None and model.repository is not None:
            return msgspec.structs.replace(
                source,
                title=f"Model card of {model.repository}",
                url=f"https://huggingface.co/{model.repository}",
            )
        return source

    def by_repository(self, repository: str) -> Model | None:
        """Return whose repository `owner/name` this is, the publisher's or one with GGUF files."""
        return self._repositories.get(repository.strip().lower())

    def match(self, name: str) -> Model | None:
        """Return the model that a repository, a file or a header's name stands for, or None.

        Nothing is guessed: the whole name has to be that of a model.
        """
        return self.by_repository(name) or self._names.get(folded(name))

    def find(self, name: str) -> Model:
        """Return the model that a person means by `name`: any of its names, or a part of one.

        Raises:
            ParleyError: `catalog_unknown`, `catalog_ambiguous`.
        """
        exact = self.match(name)
        if exact is not None:
            return exact
        part = folded(name)
        found = [
            model
            for model in self.models
            if part and any(part in folded(each) for each in (model.id, model.name, *model.aliases))
        ]
        if len(found) == 1:
            return found[0]
        if found:
            raise ParleyError(
                "catalog_ambiguous",
                f"“{name}” could be any of {len(found)} models: {_listed(found)}.",
                hint="Type more of the name.",
            )
        import difflib

        near = difflib.get_close_matches(part, self._names, n=3, cutoff=0.6)
        models = list(dict.fromkeys(self._names[each].id for each in near))
        raise ParleyError(
            "catalog_unknown",
            f"There is no “{name}” in the catalogue.",
            hint=f"Did you mean {' or '.join(models)}?"
            if models
            else f"“{command('catalog')}” lists what there is.",
        )

    def of_family(self, family: str) -> tuple[Model, ...]:
        """Return the models of a family, in the order of the catalogue."""
        return tuple(model for model in self.models if model.family == family)

    def licence(self, model: Model) -> Licence | None:
        """Return the licence of a model; None if it is sold as a service only."""
        return None if model.licence is None else self._licences[model.licence]

    def licence_named(self, id_: str) -> Licence | None:
        """Return a licence by the hub's identifier, for example `llama3.1`, or None."""
        return self._licences.get(id_.strip().lower())

    def licence_at(self, url: str) -> Licence | None:
        """Return the licence whose text is at an address, or None."""
        return next((licence for licence in self.licences if licence.url == url), None)

    def sampling_for(self, name: str, *, thinking: bool = False) -> SamplingDefaults | None:
        """Return how its publisher wants a model sampled, or None if nobody says.

        Args:
            name: a repository, a file, or the name in a header.
            thinking: whether the answer is to begin with reasoning.
        """
        model = self.match(name)
        if model is None:
            return None
        mode = "thinking" if thinking else "direct"
        for wanted in (mode, "any"):
            for sampling in model.sampling:
                if sampling.mode == wanted:
                    return sampling
        return None

    def system_prompt(self, model: Model) -> str | None:
        """Return the system prompt that its publisher ships with a model, or None."""
        if model.system_prompt is None:
            return None
        return self._file.system_prompts[model.system_prompt].text


def decoded(data: bytes) -> CatalogFile:
    """Return the catalogue in `data`, checked. Raises `ParleyError` `catalog_damaged`."""
    try:
        file = msgspec.json.decode(data, type=CatalogFile)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _damaged([_in_words(error)]) from error
    found = problems(file)
    if found:
        raise _damaged(found)
    return file


def _damaged(found: list[str]) -> ParleyError:
    more = len(found) - 1
    others = f" (and {more} more)" if more else ""
    return ParleyError(
        "catalog_damaged",
        f"The catalogue of models is damaged: {found[0].rstrip('.')}{others}.",
        safe=_SAFE,
        hint="Install Parley again.",
        details={"problems": len(found)},
    )


def _in_words(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is not text in UTF-8"
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    what, _, where = str(error).partition(" - at ")
    place = where.strip("`").removeprefix("$.").removeprefix("$")
    if what[1:2].islower():  # not “JSON is malformed”
        what = what[:1].lower() + what[1:]
    return f"{place}: {what}" if place else what


def _listed(models: Iterable[Model]) -> str:
    names = [model.id for model in models]
    shown = ", ".join(names[:_SHOWN])
    return f"{shown}, …" if len(names) > _SHOWN else shown
