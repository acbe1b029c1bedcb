"""What `parley show` prints of a repository for programs. The keys are stable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from parley.cli.licences import holding_object
from parley.cli.search_objects import model_object
from parley.core.errors import ParleyError
from parley.discover.licences import Licences
from parley.gguf import BuildFiles, Repository, repository

if TYPE_CHECKING:
    from parley.hub import Card, LicenseText, RepositoryFiles


class Shown(msgspec.Struct, frozen=True):
    """A repository.

    Attributes:
        licences: those that hold, with what the catalogue knows of them.
        license_text: as it lies in the repository; None where there is none, or it was not read.
        refused: why the files may not be read now; None where they may, or nobody asked.
        readable: whether the hub said that the files of a gated repository may be read.
        readme: if it was asked for.
    """

    card: Card
    files: RepositoryFiles
    licences: Licences
    license_text: LicenseText | None
    refused: ParleyError | None
    readable: bool
    readme: str | None

    @property
    def content(self) -> Repository:
        """The files by what they are."""
        return repository((file.path, file.size) for file in self.files.files)


def shown_object(found: Shown, *, terms: bool) -> dict[str, Any]:
    """Return a repository; times in seconds since 1970, sizes in bytes.

    `license.text` and `terms.prompt` are there only where `terms` asks for them. `license.holding`
    has every licence that holds: the one that is named, and those of the models that it was made
    from; its `facts` are null where the catalogue does not have it. `license.seems_llama` says that
    a licence of Llama may hold as well. `access` is `open`, `granted`, `refused`, or `unknown`
    where the hub could not be asked; `refused` says why.
    """
    card, content, text = found.card, found.content, found.license_text
    hashes = {file.path: file.sha256 for file in found.files.files}
    named = {
        "id": card.license_id,
        "name": card.license_name,
        "link": card.license_link,
        "file": None if text is None else text.path,
        "sha256": None if text is None else text.sha256,
        "holding": [holding_object(each) for each in found.licences.holding],
        "seems_llama": found.licences.seems_llama,
    }
    asked = None if card.terms is None else msgspec.to_builtins(card.terms)
    if terms:
        named["text"] = None if text is None else text.text
    elif asked is not None:
        del asked["prompt"]
    return {
        **model_object(card.model),
        "revision": found.files.revision,
        "page": card.page,
        "description": card.description,
        "license": named,
        "terms": asked,
        "access": access(found),
        "refused": None if found.refused is None else _error(found.refused),
        "builds": [_build(each, hashes) for each in content.builds],
        "projectors": [_build(each, hashes) for each in content.projectors],
        "drafts": [_build(each, hashes) for each in content.drafts],
        "size": sum(file.size for file in found.files.files),
        "readme": found.readme,
        "read_at": min(card.read_at, found.files.read_at),
        "cached": card.cached or found.files.cached,
    }


def access(found: Shown) -> str:
    """Return whether the files may be read now, in a word."""
    if not found.card.model.gated:
        return "open"
    if found.readable:
        return "granted"
    refusals = {"hub_gated", "hub_scope", "hub_token", "hub_forbidden", "hub_not_found"}
    refused = found.refused
    return "refused" if refused is not None and refused.code in refusals else "unknown"


def _error(error: ParleyError) -> dict[str, str]:
    message = " ".join(part for part in (error.message, error.safe) if part)
    return {"code": error.code, "message": message, "hint": error.hint}


def _build(build: BuildFiles, hashes: dict[str, str | None]) -> dict[str, Any]:
    return {
        "quantisation": build.label,
        "model": build.name.model,
        "size": build.size,
        "files": [
            {"path": path, "size": size, "sha256": hashes.get(path)}
            for path, size in zip(build.files, build.sizes, strict=True)
        ],
        "missing": build.missing,
    }
