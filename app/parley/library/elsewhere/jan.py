"""Jan's models: a `model.yml` for each, which names the file, also one that lies elsewhere.

Layout: `<data>/llamacpp/models/<id>/model.yml`, where an id may have slashes; `model_path` and
`mmproj_path` are absolute or below the data folder (janhq/jan, llamacpp-extension). Older versions
kept `<data>/models/<id>/*.gguf`.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from parley.gguf import shard_paths
from parley.library.elsewhere.where import Where, distinct, read_small, settings_of
from parley.library.sightings import SeenFile, Sighting, seen, sighted, unreadable_notes, walk

_log = logging.getLogger(__name__)

PROGRAM: Final = "Jan"
_DEEPEST: Final = 6
_MOST_MODELS: Final = 5000
_LINE: Final = re.compile(
    r"(?P<key>model_path|mmproj_path|name|model_sha256|mmproj_sha256):[ \t]+(?P<value>\S.*)"
)
_SHA256: Final = re.compile(r"[0-9a-fA-F]{64}")


def find(where: Where, notes: list[str]) -> list[Sighting]:
    """Return the models in all of Jan's data folders."""
    found = []
    for data in _folders(where):
        named = list(_named(data, where))
        found += named
        taken = {file.path for one in named for file in one.all_files}
        walked = walk(str(data / "models"))
        notes += unreadable_notes([walked], "Jan's folder")
        older = sighted(walked, origin="found", program=PROGRAM)
        found += [one for one in older if one.path not in taken]
    return found


def _folders(where: Where) -> list[Path]:
    places = [where.data / "Jan", where.data / "jan.ai.app", where.config / "Jan"]
    chosen = [
        where.folder(settings_of(place / "settings.json").get("data_folder")) for place in places
    ]
    return distinct(
        [
            where.named("JAN_DATA_FOLDER"),
            *chosen,
            *(place / "data" for place in (places[0], places[2])),
            where.home / "jan",
        ]
    )


def _named(data: Path, where: Where) -> Iterator[Sighting]:
    root = data / "llamacpp" / "models"
    for count, folder in enumerate(_with_manifest(root, 0)):
        if count >= _MOST_MODELS:
            return
        one = _sighting(data, folder, folder.relative_to(root).as_posix(), where)
        if one is not None:
            yield one


def _with_manifest(folder: Path, depth: int) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    if any(entry.name == "model.yml" for entry in entries):
        yield folder
    for entry in entries:
        if depth < _DEEPEST and entry.is_dir(follow_symlinks=False):
            yield from _with_manifest(Path(entry.path), depth + 1)


def _sighting(data: Path, folder: Path, name: str, where: Where) -> Sighting | None:
    text = read_small(folder / "model.yml")
    values = _values((text or b"").decode("utf-8", "replace"))
    model = _file(data, values.get("model_path", ""), where)
    if model is None:
        _log.info("%s in Jan was left out: its file is not there", name)
        return None
    parts = [seen(str(path)) for path in shard_paths(Path(model.path))]
    there = tuple(part for part in parts if part is not None)
    lacking = [
        path
        for path, part in zip(shard_paths(Path(model.path)), parts, strict=True)
        if part is None
    ]
    projector = _file(data, values.get("mmproj_path", ""), where)
    hashes = {}
    for file, key in ((model, "model_sha256"), (projector, "mmproj_sha256")):
        if file is not None and _SHA256.fullmatch(values.get(key, "")):
            hashes[file.path] = values[key].lower()
    called = values.get("name", name)
    return Sighting(
        path=model.path,
        files=there or (model,),
        origin="found",
        name=name,
        projector=projector,
        aliases=(called,) if called != name else (),
        program=PROGRAM,
        sha256=hashes,
        missing=tuple(path.name for path in lacking) if there else (),
    )


def _file(data: Path, text: str, where: Where) -> SeenFile | None:
    """Return the file that a path in a manifest names; one relative stays in the data folder."""
    if not text or "\0" in text:
        return None
    if where.system == "win32":
        text = text.replace("\\", "/")
    if Path(text).is_absolute():
        path = where.folder(text)
        return None if path is None else seen(str(path))
    file = seen(str(data / text))
    if file is None or ".." in Path(text).parts:
        return None
    return file


def _values(text: str) -> dict[str, str]:
    """Return what is needed of a manifest: lines `key: value` at its left edge.

    A whole reader of YAML is not needed for what Jan writes, and a large target for what others do.
    """
    values = {}
    for line in text.splitlines():
        found = _LINE.fullmatch(line.rstrip())
        if found is None:
            continue
        value = found["value"]
        if value.startswith('"'):
            try:
                value = msgspec.json.decode(value, type=str)
            except (msgspec.DecodeError, UnicodeDecodeError, UnicodeEncodeError):
                continue
        elif value.startswith("'"):
            value = value[1:].removesuffix("'").replace("''", "'")
        values[found["key"]] = value
    return values
