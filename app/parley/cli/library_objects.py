"""What `parley list`, `import`, `remove` and `verify` print for programs. The keys are stable.

Sizes are bytes, times seconds since 1970 (UTC); what is not known is null or empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from parley.library import Model, ModelFile, Scan
    from parley.library.importing import ImportResult
    from parley.library.removing import Removal
    from parley.library.verifying import Verification


def list_object(scan: Scan) -> dict[str, Any]:
    """Return `{"models": […], "notes": […]}`; notes are sentences on what changed or is unread."""
    return {"models": [model_object(one) for one in scan.models], "notes": scan.notes}


def model_object(model: Model) -> dict[str, Any]:
    """Return all that is known of a model on this disk.

    Keys: `name`, `aliases`, `path` (what an engine is given), `origin` (`starter`, `downloaded`,
    `imported`, `folder`, `found`), `program` (whose it is, if `found`), `folder` (the imported
    folder it lies in), `kind` (`model`, `projector`, `draft`, `adapter`, `other`), `title` (its
    own name), `architecture`, `parameters`, `context`, `template`, `quantisation`, `size` (without
    projector), `state`, `files`, `missing` (names of parts), `problem` (`code`, `message`),
    `licence`, `repo`, `revision`, `added_at`, `used_at`, `memory`, `tokens_per_second`, `same_as`
    (path of one with the same content), `also` (other paths of the same file).
    """
    header = model.header
    measured = model.measured
    return {
        "name": model.name,
        "aliases": model.aliases,
        "path": str(model.path),
        "origin": model.origin,
        "program": model.program or None,
        "folder": str(model.folder) if model.folder else None,
        "kind": model.kind,
        "title": header.name if header else "",
        "architecture": header.architecture if header else "",
        "parameters": header.parameters if header else 0,
        "context": header.context if header else None,
        "template": header.template if header else False,
        "quantisation": model.quantisation,
        "size": model.size,
        "state": model.state,
        "files": [_file(file) for file in model.files],
        "missing": model.missing,
        "problem": {"code": header.problem_code, "message": header.problem}
        if header and header.problem
        else None,
        "licence": model.licence,
        "repo": model.repo,
        "revision": model.revision,
        "added_at": round(model.added_at, 3),
        "used_at": None if model.used_at is None else round(model.used_at, 3),
        "memory": (measured.memory_bytes or None) if measured else None,
        "tokens_per_second": {
            "prefill": round(measured.prefill, 2) or None if measured else None,
            "decode": round(measured.decode, 2) or None if measured else None,
        },
        "same_as": str(model.same_as) if model.same_as else None,
        "also": [str(path) for path in model.also],
    }


def import_object(result: ImportResult) -> dict[str, Any]:
    """Return `imported` (models with `outcome`, `source` and `note`) and `refused` (with why).

    `outcome` is `registered`, `moved` or `already`.
    """
    return {
        "imported": [
            {
                **model_object(one.model),
                "outcome": one.outcome,
                "source": str(one.source),
                "note": one.note,
            }
            for one in result.models
        ],
        "refused": [
            {
                "path": str(one.path),
                "code": one.error.code,
                "message": one.error.message,
                "hint": one.error.hint,
            }
            for one in result.refused
        ],
    }


def removal_object(plan: Removal) -> dict[str, Any]:
    """Return `model`, and paths that were `deleted`, bytes `freed`, `stays` and `leftovers`."""
    return {
        "model": model_object(plan.model),
        "deleted": [str(path) for path in plan.delete],
        "freed": plan.freed,
        "stays": plan.stays,
        "leftovers": [str(path) for path in plan.leftovers],
    }


def verify_object(results: Sequence[Verification]) -> dict[str, Any]:
    """Return `models`: `name`, `path`, `outcome`, `message` and `files` with their hashes.

    `outcome` is `right`, `wrong`, `recorded` (nothing to compare with; kept for the next time),
    `unusable` (nothing to compare with, and no engine can load it), `missing` or `unreadable`.
    """
    return {
        "models": [
            {
                "name": one.model.name,
                "path": str(one.model.path),
                "outcome": one.outcome,
                "message": one.words,
                "files": [
                    {
                        "path": str(file.path),
                        "outcome": file.outcome,
                        "sha256": file.sha256 or None,
                        "expected": file.expected or None,
                    }
                    for file in one.files
                ],
            }
            for one in results
        ]
    }


def _file(file: ModelFile) -> dict[str, Any]:
    return {
        "path": str(file.path),
        "size": file.size,
        "role": file.role,
        "sha256": file.sha256 or None,
        "computed": file.computed,
        "state": file.state,
        "checked_at": None if file.checked_at is None else round(file.checked_at, 3),
    }
