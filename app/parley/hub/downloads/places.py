"""Where a file of a repository goes on this disk: inside the models folder, or nowhere.

Names come from a hub and are not trusted. What one system cannot store is refused on all, so that a
folder of models can be moved between them.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from parley.core.errors import ParleyError
from parley.hub.names import is_safe_path
from parley.hub.transfer import part_path

#: Endings of a part and of the files that belong to it.
_PART_ENDINGS: Final = ("", ".journal", ".lock")
#: Bytes a name may have, so that the names of its part and journal still fit into 255.
_MOST_NAME: Final = 200
#: Letters of a whole path: Windows without long paths takes 259, and the part's name is longer.
_MOST_PATH: Final = 240 if os.name == "nt" else 3000
#: Devices that Windows finds in any folder and with any extension (Microsoft, "Naming Files").
_RESERVED: Final = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*|\s.*)?", re.IGNORECASE
)


def place_of(models: Path, repo: str, path: str, *, most_path: int = _MOST_PATH) -> Path:
    """Return where `path` of the repository `repo` goes: `models/owner/name/path`.

    Args:
        models: folder of the models; it may be a link itself.
        most_path: letters that the whole path may have.

    Raises:
        ParleyError: `download_name` for a name that cannot be stored, or that leaves the folder,
            also through a link in it.
    """
    parts = (*repo.split("/"), *path.split("/"))
    if not is_safe_path(path) or len(parts) < 3:
        raise _refused(path, "it is no path inside a repository")
    for part in parts:
        if _RESERVED.fullmatch(part):
            raise _refused(path, f"“{part}” is a name that Windows keeps for devices")
        if part[-1:] in {".", " "} or part[:1] == " ":
            raise _refused(path, f"“{part}” begins or ends in a way that some systems cut off")
        if len(part.encode()) > _MOST_NAME:
            raise _refused(path, "a name in it is too long")
    place = models.joinpath(*parts)
    if len(str(place)) > most_path:
        raise _refused(
            path,
            "the whole path would be too long here",
            hint="Set PARLEY_HOME to a folder with a shorter path, or choose another file.",
        )
    _stay_inside(models, place, path)
    if place.is_dir():
        raise _refused(
            path,
            "a folder with that name is there",
            hint=f"Rename or move {place}, or choose another file.",
        )
    return place


def check_apart(paths: Iterable[str]) -> None:
    """Raise `ParleyError` `download_name` where two names are one on some systems."""
    seen: dict[str, str] = {}
    for path in paths:
        other = seen.setdefault(_folded(path), path)
        if other != path:
            raise _refused(path, f"it differs from “{other}” only in how its letters are written")


def _stay_inside(models: Path, place: Path, path: str) -> None:
    """Refuse a place that a link or a folder of another spelling leads elsewhere."""
    root = models.resolve()
    try:
        leads_out = not place.parent.resolve().is_relative_to(root)
        part = part_path(place)
        parts = [part.with_name(f"{part.name}{ending}") for ending in _PART_ENDINGS]
        leads_out = leads_out or any(each.is_symlink() for each in parts)
    except (OSError, RuntimeError):  # a loop of links
        leads_out = True
    if leads_out:
        raise _refused(
            path,
            f"a link in {models} leads out of it",
            hint="Remove that link, or choose another file.",
        )
    try:
        beside = os.listdir(place.parent)  # noqa: PTH208 - names alone are wanted
    except OSError:
        return
    # Some systems give back a name in another normal form than the one it was written in.
    others = {name for name in beside if _normal(name) != _normal(place.name)}
    if os.path.lexists(place) and _folded(place.name) in {_folded(name) for name in others}:
        if any(_normal(name) == _normal(place.name) for name in beside):
            return  # a system that tells them apart
        raise _refused(
            path,
            "a file is there whose name differs only in how its letters are written",
            hint="Rename or move that file, or choose another one here.",
        )


def _normal(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _folded(path: str) -> str:
    """Return what is the same for names that some file system takes for one."""
    return _normal(_normal(path).casefold())


def _refused(
    path: str, why: str, *, hint: str = "Choose another file or repository."
) -> ParleyError:
    shown = path if len(path) <= 120 else f"{path[:119]}…"
    shown = "".join(letter if letter.isprintable() else "�" for letter in shown)
    return ParleyError(
        "download_name",
        f"“{shown}” cannot be stored: {why}.",
        safe="Nothing was downloaded.",
        hint=hint,
    )
