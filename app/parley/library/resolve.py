"""From what a person types for a model to the file that is meant."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from parley.core.errors import ParleyError
from parley.core.paths import Paths
from parley.gguf.shards import shard
from parley.library import starter

STARTER: Final = "starter"
_SHOWN = 8


def resolve(name: str, paths: Paths, *, env: Mapping[str, str] | None = None) -> Path:
    """Return the model file that `name` stands for.

    `name` is `starter`, a path, or the name of a file below `paths.models`: in any case, with or
    without its extension, its folders or its shard number, or the unique beginning of one.

    Raises:
        ParleyError: `model_not_found`, `model_ambiguous`.
    """
    wanted = name.strip()
    if wanted.lower() == STARTER:
        return _starter(env)
    given = Path(wanted).expanduser() if wanted else None
    if given is not None and _is_file(given):
        return given.absolute()
    models = installed(paths.models)
    found = _matching(wanted, models) if wanted else []
    if len(found) == 1:
        return paths.models / found[0]
    if found:
        raise ParleyError(
            "model_ambiguous",
            f"“{name}” could be any of {len(found)} models: {_listed(found)}.",
            hint="Type more of the name.",
        )
    if given is not None and _exists(given):
        return given.absolute()  # a folder, say; reading it tells what is wrong
    looks_like_path = given is not None and (
        given.suffix.lower() == ".gguf" or any(sep in wanted for sep in (os.sep, os.altsep) if sep)
    )
    there = [STARTER] if starter.starter_path(env=env) else []
    there += [_label(path) for path in models]
    raise ParleyError(
        "model_not_found",
        f"There is no model file at “{given}”."
        if looks_like_path
        else f"There is no model called “{name}” on this computer.",
        hint=(
            f"Choose one that is there ({_listed(there)}) or give the path of a .gguf file."
            if there
            else f"Give the path of a .gguf file, or put one into {paths.models}."
        ),
    )


def installed(models: Path) -> list[Path]:
    """Return the model files below the folder `models`, relative to it and sorted.

    Of a split model only the first shard is listed. A folder that is missing holds none.
    """
    found = []
    for folder, _, files in os.walk(models):
        for file in files:
            if not file.lower().endswith(".gguf"):
                continue
            part = shard(file)
            if part is None or part[1] == 1:
                found.append((Path(folder) / file).relative_to(models))
    return sorted(found)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name too long, or with a null character
        return False


def _starter(env: Mapping[str, str] | None) -> Path:
    path = starter.starter_path(env=env)
    if path is None:
        raise ParleyError(
            "model_not_found",
            "The starter model is not part of this installation.",
            hint="Install Parley again, or choose another model file.",
        )
    return path


def _label(path: Path) -> str:
    """Return the name under which a model is shown: file name less extension and shard number."""
    part = shard(path.name)
    return part[0] if part else path.stem


def _names(path: Path) -> set[str]:
    folder = path.parent.as_posix()
    names = {_label(path), path.stem, path.name}
    if folder != ".":
        names |= {f"{folder}/{each}" for each in tuple(names)} | {folder}
    return {each.casefold() for each in names}


def _matching(wanted: str, models: Sequence[Path]) -> list[Path]:
    key = wanted.replace("\\", "/").casefold()
    exact = [path for path in models if key in _names(path)]
    if exact:
        return exact
    return [path for path in models if any(each.startswith(key) for each in _names(path))]


def _listed(items: Sequence[str | Path]) -> str:
    shown = [str(each) if isinstance(each, str) else each.as_posix() for each in items[:_SHOWN]]
    more = len(items) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")
