"""Giving back the room of a download that was cancelled, and nothing else."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from parley.core.errors import ParleyError
from parley.gguf import parse_name
from parley.hub.downloads.values import Download, DownloadPlan


def remove_files(
    models: Path,
    download: Download,
    others: Iterable[DownloadPlan],
    discard: Callable[[Path], int],
) -> None:
    """Remove what a download left that is of no use without the rest.

    Kept are files that were there before, that another download of the queue has too, and those of
    a model that is whole. A projector stays where another model may need it.

    Args:
        others: all other downloads of the queue.
        discard: removes the part of a file.
    """
    plan = download.plan
    shared = {key for other in others for key in other.keys}
    own = [file for file in plan.files if f"{plan.repo}/{file.path}".casefold() not in shared]
    folder = models / plan.repo
    whole = (folder / plan.main.path).exists()
    for file in own:
        try:
            place = plan.place(models, file)
        except ParleyError:  # a link was put there meanwhile: what it leads to is not ours
            continue
        discard(place)
        needed = parse_name(file.path).kind == "projector" and _has_models(folder)
        if not whole and not needed and file.path not in download.found:
            with contextlib.suppress(OSError):
                place.unlink(missing_ok=True)
        _prune(place.parent, models)


def _has_models(folder: Path) -> bool:
    """Whether a model that can be loaded is in a folder or below it."""
    for _, _, names in os.walk(folder):
        for name in names:
            parsed = parse_name(name)
            if parsed.kind == "model" and parsed.shard == 1:
                return True
    return False


def _prune(folder: Path, models: Path) -> None:
    """Remove folders that became empty, up to the models folder."""
    while folder != models and folder.is_relative_to(models):
        try:
            folder.rmdir()
        except OSError:  # it is not empty
            return
        folder = folder.parent
