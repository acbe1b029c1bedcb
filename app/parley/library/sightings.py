"""What lies in folders right now: files by one look at each, and the builds that they make."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Callable, Iterable, Mapping
from typing import Final

import msgspec

from parley.gguf import BuildFiles, Repository, parse_name, repository, shard
from parley.library.values import Kind, Origin

_log = logging.getLogger(__name__)

#: No folder of models goes deeper or has more folders; somebody's whole disk does.
_DEEPEST: Final = 12
_MOST_FOLDERS: Final = 20_000
#: Some file systems have longer numbers than a database; these bits tell files apart as well.
_MOST_INODE: Final = 2**63 - 1


class SeenFile(msgspec.Struct, frozen=True):
    """A file as the system describes it; `device` and `inode` say which one it is."""

    path: str
    size: int
    mtime_ns: int
    device: int
    inode: int
    links: int = 1


class Sighting(msgspec.Struct, frozen=True):
    """A build of a model where it lies.

    Attributes:
        path: where its first part is, or would be.
        files: its parts that are there; projector: the one that goes with it.
        name, aliases: what it is called there.
        relative: path below the place that was looked through, with slashes.
        program: whose place that is; folder: the imported folder that it is; each or "".
        sha256: hashes by path, where the place itself names its files by them.
        missing: names of parts that are not there.
    """

    path: str
    files: tuple[SeenFile, ...]
    origin: Origin
    name: str
    kind: Kind = "model"
    projector: SeenFile | None = None
    aliases: tuple[str, ...] = ()
    relative: str = ""
    program: str = ""
    folder: str = ""
    repo: str = ""
    revision: str = ""
    licence: str = ""
    sha256: Mapping[str, str] = {}
    missing: tuple[str, ...] = ()

    @property
    def all_files(self) -> tuple[SeenFile, ...]:
        """Its parts and its projector."""
        return self.files if self.projector is None else (*self.files, self.projector)


class Walked(msgspec.Struct, frozen=True):
    """What is below a folder.

    Attributes:
        files: model files by their path below it, with slashes.
        unreadable: folders that could not be looked into, and why.
        cut: whether it was too much to look through.
    """

    root: str
    files: dict[str, SeenFile]
    unreadable: tuple[tuple[str, str], ...] = ()
    cut: bool = False


def seen(path: str) -> SeenFile | None:
    """Return the regular file at `path`, links followed; None where there is none."""
    try:
        status = os.stat(path)  # noqa: PTH116 - as text, and thousands of times
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    return SeenFile(
        path,
        status.st_size,
        status.st_mtime_ns,
        status.st_dev,
        status.st_ino & _MOST_INODE,
        status.st_nlink,
    )


def walk(root: str, *, deepest: int = _DEEPEST) -> Walked:
    """Return the model files below a folder, so many folders deep; links are followed.

    Hidden ones are left out: such folders are waste bins with models that were deleted, such files
    some systems leave beside each other one. A folder that is missing holds none.
    """
    files: dict[str, SeenFile] = {}
    unreadable: list[tuple[str, str]] = []
    been: set[tuple[int, int]] = set()
    todo = [(root, "", 0)]
    while todo and len(been) < _MOST_FOLDERS:
        folder, prefix, depth = todo.pop()
        try:
            status = os.stat(folder)  # noqa: PTH116
            if status.st_ino and (status.st_dev, status.st_ino) in been:
                continue  # a link led back
            been.add((status.st_dev, status.st_ino or len(been)))
            entries = list(os.scandir(folder))
        except FileNotFoundError:
            continue
        except OSError as error:
            unreadable.append((folder, error.strerror or type(error).__name__))
            continue
        for entry in entries:
            name = entry.name
            if name[0] in ".$":
                continue
            if name[-5:].lower() == ".gguf":
                found = seen(entry.path)
                if found is not None:
                    files[prefix + name] = found
                    continue
            if depth < deepest and _is_folder(entry):
                todo.append((entry.path, f"{prefix}{name}/", depth + 1))
    return Walked(root, files, tuple(unreadable), cut=bool(todo))


def sighted(
    walked: Walked,
    *,
    origin: Origin,
    program: str = "",
    folder: str = "",
    repo_of: Callable[[str], str] = lambda _: "",
) -> list[Sighting]:
    """Return the builds among files that were walked over, in the order of their paths.

    A projector that goes with a build is part of it, any other stands for itself. `repo_of` says
    from a path which repository it is of.
    """
    content = repository((path, file.size) for path, file in walked.files.items())
    beside = _by_folder(content)
    found: list[tuple[BuildFiles, Kind, str | None]] = []
    taken: set[str] = set()
    for build in content.builds:
        projector = _projector(build, beside, repo_of)
        if projector is not None:
            taken.add(projector)
        found.append((build, "model", projector))
    found += [(each, "draft", None) for each in content.drafts]
    found += [(each, "projector", None) for each in content.projectors if each.first not in taken]
    for path in content.others:
        name = parse_name(path)
        if name.kind == "other":  # a vocabulary, an adapter, parts that no engine would find
            found.append((BuildFiles(name, (path,), (walked.files[path].size,)), "other", None))
    found.sort(key=lambda each: (each[0].first.casefold(), each[0].first))
    return [
        _sighting(walked, build, kind, projector, origin, program, folder, repo_of(build.first))
        for build, kind, projector in found
    ]


def shown_name(file_name: str) -> str:
    """Return under which name a file is shown: less its extension and shard number."""
    part = shard(file_name)
    if part:
        return part[0]
    return file_name[:-5] if file_name.lower().endswith(".gguf") else file_name


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _by_folder(content: Repository) -> dict[str, Repository]:
    """Return models and projectors apart by folder: they go together where they lie together."""
    builds: dict[str, list[BuildFiles]] = {}
    projectors: dict[str, list[BuildFiles]] = {}
    for build in content.builds:
        builds.setdefault(build.folder, []).append(build)
    for projector in content.projectors:
        projectors.setdefault(projector.folder, []).append(projector)
    return {
        folder: Repository(
            builds=tuple(builds.get(folder, ())), projectors=tuple(projectors[folder])
        )
        for folder in projectors
    }


def _projector(
    build: BuildFiles, beside: dict[str, Repository], repo_of: Callable[[str], str]
) -> str | None:
    """Return the path of the projector that goes with a build: beside it, or one folder up.

    Repositories keep the parts of one quantisation in a folder and the projectors above them.
    """
    folders = [build.folder]
    above = build.folder.rpartition("/")[0]
    repo = repo_of(build.first)
    if build.folder and repo and repo_of(f"{above}/any" if above else "any") == repo:
        folders.append(above)
    for folder in folders:
        there = beside.get(folder)
        found = there.projector_for(build) if there is not None else None
        if found is not None:
            return found.first
    return None


def _sighting(
    walked: Walked,
    build: BuildFiles,
    kind: Kind,
    projector: str | None,
    origin: Origin,
    program: str,
    folder: str,
    repo: str,
) -> Sighting:
    first = build.first if build.name.shard == 1 or not build.missing else build.missing[0]
    return Sighting(
        path=os.path.join(walked.root, *first.split("/")),  # noqa: PTH118 - text, as all here
        files=tuple(walked.files[path] for path in build.files),
        origin=origin,
        name=shown_name(first.rpartition("/")[2]),
        kind=kind,
        projector=walked.files[projector] if projector is not None else None,
        relative=first,
        program=program,
        folder=folder,
        repo=repo,
        missing=tuple(path.rpartition("/")[2] for path in build.missing),
    )


def unreadable_notes(walked: Iterable[Walked], whose: str) -> list[str]:
    """Return what to say of folders that could not be looked through."""
    notes = []
    for one in walked:
        notes += [
            f"{whose} {path} could not be read ({why}), so models in it are not listed."
            for path, why in one.unreadable
        ]
        if one.cut:
            notes.append(f"{whose} {one.root} holds too many folders; not all were looked through.")
    return notes
