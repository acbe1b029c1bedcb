"""Where builds of a model come from: a file, a folder, a repository on the hub. Reads headers only.

A local folder stands for a repository: the same questions are answered for both.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

import msgspec

from parley.core.errors import ParleyError
from parley.core.paths import Paths
from parley.fit.sparse import HeaderFile, header_files
from parley.gguf import (
    BuildFiles,
    GgufError,
    NeedMore,
    Repository,
    parse,
    parse_name,
    repository,
    shard_paths,
)
from parley.hub import Hub, RepositoryFiles
from parley.library import resolve

Origin = Literal["file", "folder", "repository"]
#: Bytes of a file that is shorter than its tensors in which a header is looked for.
_MOST_HEADER = 128 * 1024**2
_PART = 4 * 1024**2


class Source(msgspec.Struct, frozen=True):
    """A place that holds builds of a model.

    Attributes:
        name: of the file, the folder or the repository, as people know it.
        origin: what kind of place it is.
        content: its files by what they are; paths relative to `folder` or inside the repository.
        label: the quantisation that was asked for; empty leaves the choice open.
        folder: of local files.
        remote: the repository's list of files.
    """

    name: str
    origin: Origin
    content: Repository
    label: str = ""
    folder: Path | None = None
    remote: RepositoryFiles | None = None

    @property
    def builds(self) -> tuple[BuildFiles, ...]:
        """The builds to choose from: those with the label, where one was asked for."""
        return self.content.labelled(self.label) if self.label else self.content.builds


class Headers(msgspec.Struct, frozen=True):
    """The headers of one build.

    `notes` are sentences about what is unusual with the files.
    """

    files: tuple[HeaderFile, ...]
    notes: tuple[str, ...] = ()


class Sources:
    """Finds models by what a person types. Calls may wait for the network.

    Args:
        paths: where the person's models are.
        hub: returns the hub; called when a repository is asked for.
        env: of this process.
    """

    def __init__(
        self, paths: Paths, hub: Callable[[], Hub], env: Mapping[str, str] = os.environ
    ) -> None:
        self._paths = paths
        self._hub = hub
        self._env = env

    def find(self, target: str) -> Source:
        """Return what `target` stands for: `PLACE` or `PLACE:QUANTISATION`.

        A place is a path of a file or folder, `starter` or the name of a model that is here, or
        `owner/name` on the hub. What is on this computer goes first.

        Raises:
            ParleyError: nothing is found, no build has the quantisation, and what the hub says.
        """
        target = target.strip()
        source = self._place(target, "")
        place, label = _split(target)
        if source is None and label:
            source = self._place(place, label)
        if source is None:
            source = self._remote(place, label)
        _check(source)
        return source

    def headers(self, source: Source, build: BuildFiles) -> Headers:
        """Return the headers of all files of a build.

        Raises:
            GgufError: a file is missing, or no model.
            ParleyError: what the hub says.
        """
        if source.remote is not None:
            files = [source.remote.file(path) for path in build.files]
            read = self._hub().headers(source.remote, files)
            return Headers(tuple(HeaderFile(one.file.path, one.data, one.size) for one in read))
        path = (source.folder or Path()) / build.first
        try:
            return Headers(header_files(path))
        except GgufError as error:
            if error.code != "model_truncated":
                raise
            whole = _without_weights(path)
            if whole is None:
                raise
            note = (
                f"“{path.name}” ends before its weights do; it was planned as if it were whole,"
                " and cannot be run as it is."
            )
            return Headers((whole,), (note,))

    def _place(self, place: str, label: str) -> Source | None:
        """Return what is on this computer under the name `place`, or None."""
        if not place:
            return None
        path = Path(place).expanduser()
        try:
            is_folder, exists = path.is_dir(), path.exists()
        except (OSError, ValueError):
            return None
        if is_folder:
            return _folder(path.absolute(), label)
        if exists:
            return _file(path.absolute(), label)
        try:
            return _file(resolve(place, self._paths, env=self._env), label)
        except ParleyError as error:
            # What was typed may be a repository's name, or end in a quantisation.
            if error.code != "model_ambiguous" and (_split(place)[1] or _like_repository(place)):
                return None
            raise

    def _remote(self, name: str, label: str) -> Source:
        files = self._hub().files(name)
        content = repository((file.path, file.size) for file in files.files)
        return Source(files.repo, "repository", content, label, remote=files)


def _split(target: str) -> tuple[str, str]:
    """Return a place and the quantisation after its last colon, if there is one."""
    place, _, label = target.rpartition(":")
    # The colon of a Windows drive is followed by a path.
    if not place or "/" in label or "\\" in label:
        return target, ""
    return place, label


def _like_repository(place: str) -> bool:
    owner, _, name = place.partition("/")
    return (
        bool(owner and name)
        and "/" not in name
        and not owner.startswith((".", "~"))
        and not name.lower().endswith(".gguf")
    )


def _folder(path: Path, label: str) -> Source:
    found: list[tuple[str, int | None]] = []
    for folder, _, files in os.walk(path):
        for name in files:
            file = Path(folder) / name
            try:
                size = file.stat().st_size
            except OSError:
                continue
            found.append((file.relative_to(path).as_posix(), size))
    return Source(path.name, "folder", repository(found), label, folder=path)


def _file(path: Path, label: str) -> Source:
    """Return one model file with its other shards, whatever its name looks like."""
    parts = shard_paths(path)
    if not all(part.is_file() for part in parts) and path.is_file():
        parts = (path,) if parse_name(path.name).shards == 1 else parts
    sizes = tuple(part.stat().st_size if part.is_file() else None for part in parts)
    name = parse_name(path.name)
    missing = tuple(part.name for part in parts if not part.is_file())
    build = BuildFiles(name, tuple(part.name for part in parts), sizes, missing)
    if label and build.label and label.upper() != build.label:
        raise ParleyError(
            "fit_no_build",
            f"“{path.name}” is one file, a {build.label}, and holds no {label}.",
            hint="Leave the quantisation out, or name a folder or a repository.",
        )
    return Source(path.name, "file", Repository(builds=(build,)), folder=path.parent)


def _check(source: Source) -> None:
    """Raise `ParleyError` where there is nothing to choose from."""
    if source.builds:
        return
    if not source.content.builds:
        cut = " Its models are cut into pieces that must be joined first." * bool(
            source.content.cut
        )
        raise ParleyError(
            "fit_no_build",
            f"There is no GGUF model in “{source.name}”.{cut}",
            hint="Look for a repository of the same model whose name ends in GGUF.",
        )
    there = dict.fromkeys(build.label or build.name.model for build in source.content.builds)
    raise ParleyError(
        "fit_no_build",
        f"“{source.name}” has no build called {source.label}.",
        hint=f"There are {', '.join(there)}.",
    )


def _without_weights(path: Path) -> HeaderFile | None:
    """Return the header of a file that ends after it; None where it does not reach that far."""
    data = b""
    with path.open("rb") as file:
        while len(data) < _MOST_HEADER:
            part = file.read(_PART)
            data += part
            try:
                header = parse(data)
            except NeedMore:
                if not part:
                    return None
            else:
                return HeaderFile(path.name, data, header.needed_bytes)
    return None
