"""Folders and repositories with builds of a model: headers of real shapes, holes for weights."""

from __future__ import annotations

from pathlib import Path

from helpers.local_hub import Content, LocalHub
from helpers.model_shapes import models, write

#: Builds that `model_shapes` can write.
LABELS = ("IQ4_XS", "Q4_0", "Q4_K_M", "Q6_K", "Q8_0", "F16")


def shelf(folder: Path, model: str = "llama-3.2-1b", labels: tuple[str, ...] = LABELS) -> Path:
    """Write builds of a model into `folder` and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for label in labels:
        write(folder / f"{model}-{label}.gguf", models()[model], label)
    return folder


def publish(hub: LocalHub, name: str, folder: Path, **options: object) -> None:
    """Put the files of a folder on the hub; nobody reads their weights for a hash."""
    files = {
        path.relative_to(folder).as_posix(): Content(path, sha256=f"{index:064x}")
        for index, path in enumerate(sorted(each for each in folder.rglob("*") if each.is_file()))
    }
    hub.add(name, files, **options)


def headers_read(hub: LocalHub) -> set[str]:
    """Return the model files of which the hub was asked for bytes."""
    return {each.path.rsplit("/", 1)[-1] for each in hub.seen("hub", "*/resolve/*")}
