"""The hub's own cache, which other programs fill: huggingface_hub, llama.cpp.

Layout: `models--<owner>--<name>/snapshots/<commit>/<file>`, a link to `blobs/<SHA-256>`, which may
itself be a link into a store that all repositories share. Where links cannot be made, the files
lie in the snapshots.
"""

from __future__ import annotations

import logging
import os
import re
from pathlib import Path
from typing import Final

import msgspec

from parley.library.elsewhere.where import Where, distinct, read_small
from parley.library.sightings import Sighting, Walked, sighted, unreadable_notes, walk

_log = logging.getLogger(__name__)

PROGRAM: Final = "Hugging Face cache"
_REPO: Final = re.compile(r"models--([A-Za-z0-9_](?:[\w.-]*\w)?)--([A-Za-z0-9_](?:[\w.-]*\w)?)")
_COMMIT: Final = re.compile(r"[0-9a-f]{40}")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


def find(where: Where, notes: list[str]) -> list[Sighting]:
    """Return the models in all folders that the hub's cache may be in."""
    named = [
        where.named("HF_HUB_CACHE"),
        where.named("HUGGINGFACE_HUB_CACHE"),
        _below(where.named("HF_HOME"), "hub"),
        where.unix_cache / "huggingface" / "hub",
        where.named("LLAMA_CACHE"),  # llama.cpp keeps the same layout there
    ]
    return [one for folder in distinct(named) for one in _in_cache(folder, notes)]


def _below(folder: Path | None, name: str) -> Path | None:
    return None if folder is None else folder / name


def _in_cache(cache: Path, notes: list[str]) -> list[Sighting]:
    try:
        names = sorted(entry.name for entry in os.scandir(cache))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        why = error.strerror or type(error).__name__
        notes.append(
            f"The folder {cache} could not be read ({why}), so models in it are not listed."
        )
        return []
    inside = os.path.realpath(cache)
    found: list[Sighting] = []
    for name in names:
        repo = _REPO.fullmatch(name)
        if repo is not None:
            found += _in_repository(cache / name, f"{repo[1]}/{repo[2]}", Path(inside), notes)
    return found


def _in_repository(folder: Path, repo: str, inside: Path, notes: list[str]) -> list[Sighting]:
    """Return the models of a repository; of a file in several commits, the one that is current."""
    found: list[Sighting] = []
    there: set[str] = set()
    for commit in _commits(folder):
        walked = walk(str(folder / "snapshots" / commit))
        notes += unreadable_notes([walked], "The folder")
        kept = {
            path: file
            for path, file in walked.files.items()
            if path not in there and Path(os.path.realpath(file.path)).is_relative_to(inside)
        }
        there |= walked.files.keys()
        builds = sighted(
            Walked(walked.root, kept), origin="found", program=PROGRAM, repo_of=lambda _: repo
        )
        found += [
            msgspec.structs.replace(
                one,
                relative=f"{repo}/{one.relative}",
                revision=commit,
                sha256=_hashes(one),
            )
            for one in builds
        ]
    return found


def _commits(folder: Path) -> list[str]:
    """Return the commits that are there, that of the main branch first, then the newest."""
    try:
        there = [
            (entry.stat().st_mtime, entry.name)
            for entry in os.scandir(folder / "snapshots")
            if _COMMIT.fullmatch(entry.name)
        ]
    except OSError:
        return []
    main = (read_small(folder / "refs" / "main") or b"").decode("ascii", "replace").strip()
    return [name for _, name in sorted(there, key=lambda each: (each[1] != main, -each[0]))]


def _hashes(one: Sighting) -> dict[str, str]:
    """Return the hashes that the links name: large files' blobs are called by their SHA-256."""
    found = {}
    for file in one.all_files:
        try:
            blob = os.readlink(file.path).replace("\\", "/").split("/")  # noqa: PTH115
        except OSError:
            continue
        if blob[-2:-1] == ["blobs"] and _SHA256.fullmatch(blob[-1]):
            found[file.path] = blob[-1]
    return found
