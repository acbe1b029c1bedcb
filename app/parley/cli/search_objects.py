"""What a search found, and what `parley search` prints of it for programs. The keys are stable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from parley.core.errors import ParleyError
from parley.core.paths import Paths

if TYPE_CHECKING:
    from parley.fit.values import Plan
    from parley.hub import HubModel


class Row(msgspec.Struct, frozen=True):
    """A model in a list: whether a build of it is here, and how one runs, if that was asked."""

    model: HubModel
    plan: Plan | None = None
    installed: bool = False


class Listed(msgspec.Struct, frozen=True):
    """What a search found.

    Attributes:
        rows: the models to show.
        more: whether there are, or may be, others.
        unsized: models left out because the hub does not say how many parameters they have.
        trouble: why the list ends early, if it does.
        read_at: when the hub said so, in seconds since 1970; 0 where it said nothing.
        cached: whether that was kept from an earlier time.
        looked: models that were judged; `too_big` of them run in no build, or not with the context
            that was asked for, and `unchecked` could not be judged, each for its reason.
    """

    rows: tuple[Row, ...]
    more: bool
    unsized: int
    trouble: ParleyError | None
    read_at: int
    cached: bool
    looked: int = 0
    too_big: int = 0
    unchecked: tuple[tuple[str, ParleyError], ...] = ()


def with_installed(found: Listed, paths: Paths) -> Listed:
    """Return `found` with the models marked that were downloaded to this computer."""
    rows = (
        msgspec.structs.replace(row, installed=_installed(paths, row.model.repo))
        for row in found.rows
    )
    return msgspec.structs.replace(found, rows=tuple(rows))


def _installed(paths: Paths, repo: str) -> bool:
    try:
        return any((paths.models / repo).rglob("*.gguf"))
    except OSError:
        return False


def search_object(found: Listed, *, fits: bool) -> dict[str, Any]:
    """Return a list of models; times in seconds since 1970, sizes in bytes.

    What the hub does not say is null, or empty. `fits`, `too_big` and `not_checked` are there only
    where it was asked what runs.
    """
    listed: dict[str, Any] = {
        "models": [_model(row, fits=fits) for row in found.rows],
        "more": found.more,
        "unsized": found.unsized,
        "read_at": found.read_at or None,
        "cached": found.cached,
    }
    if fits:
        listed["too_big"] = found.too_big
        listed["not_checked"] = [
            {"repo": repo, "code": error.code, "message": str(error)}
            for repo, error in found.unchecked
        ]
    return listed


def model_object(model: HubModel) -> dict[str, Any]:
    """Return what the hub says of a model."""
    return {
        "repo": model.repo,
        "author": model.author,
        "family": model.family,
        "parameters": model.parameters,
        "architecture": model.architecture,
        "context": model.context,
        "license": model.license,
        "gated": model.gated,
        "base_models": model.base_models,
        "quantisations": model.quantisations,
        "downloads": model.downloads,
        "likes": model.likes,
        "created_at": model.created_at,
        "modified_at": model.modified_at,
    }


def _model(row: Row, *, fits: bool) -> dict[str, Any]:
    found = {**model_object(row.model), "installed": row.installed}
    if fits and row.plan is not None:
        from parley.cli.fit_objects import speed_object

        found["fits"] = {
            "quantisation": row.plan.build,
            "files": row.plan.files,
            "size": row.plan.size,
            "verdict": row.plan.verdict,
            "context": row.plan.options.context,
            "tokens_per_second": speed_object(row.plan.speed),
        }
    return found
