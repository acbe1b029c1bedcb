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
    normal_label,
    parse,
    parse_name,
    quantisation,
    read,
    repository,
    shard_paths,
)
from parley.hub import Hub, RepositoryFiles
from parley.library import Library
from parley.library.resolve import STARTER

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

    `cut` says that a file ends before its weights do; empty where all are whole.
    """

    files: tuple[HeaderFile, ...]
    cut: str = ""


class Sources:
    """Finds models by what a person types. Calls may wait for the network.

    Args:
        paths: where the person's models are.
        hub: returns the hub; called when a repository is asked for.
        env: of this process.
        library: the models on this computer; None knows those in the models folder.
        revision: branch, tag or commit of repositories on the hub.
    """

    def __init__(
        self,
        paths: Paths,
        hub: Callable[[], Hub],
        env: Mapping[str, str] = os.environ,
        *,
        library: Library | None = None,
        revision: str = "main",
    ) -> None:
        self._paths = paths
        self._hub = hub
        self._revision = revision
        self._library = library or Library(paths, env=env, elsewhere=lambda: False)

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
        folder = source.folder or Path()
        try:
            return Headers(header_files(folder / build.first))
        except GgufError as error:
            if error.code != "model_truncated":
                raise
            found = [_as_if_whole(folder / path) for path in build.files]
            if any(each is None for each in found):
                raise
        cut = f"“{build.first}” ends before its weights do and cannot be run as it is."
        return Headers(tuple(each for each in found if each is not None), cut)

    def _place(self, place: str, label: str) -> Source | None:
        """Return what is on this computer under the name `place`, or None."""
        if not place:
            return None
        try:
            path = Path(place).expanduser()
            if place.lower() == STARTER:
                pass
            elif path.is_dir():
                return _folder(path.absolute(), label)
            elif path.exists():
                return _file(path.absolute(), label)
            elif (inside := self._paths.models / place).is_dir():
                return self._downloaded(inside, place, label)
            elif (
                not label and _split(place)[1] and inside.with_name(_split(inside.name)[0]).is_dir()
            ):
                return None  # the folder is looked at for the quantisation
        except (OSError, ValueError):  # a name that no file can have
            return None
        try:
            # The hub has more builds of a repository than another program fetched.
            elsewhere = False if _like_repository(place) else None
            return _file(self._library.resolve(place, elsewhere=elsewhere), label)
        except ParleyError as error:
            # What was typed may be a repository's name, or end in a quantisation.
            if error.code != "model_ambiguous" and (_split(place)[1] or _like_repository(place)):
                return None
            raise ParleyError(
                error.code,
                error.message,
                hint=f"{error.hint} A repository on the hub is named owner/name.",
            ) from error

    def _downloaded(self, folder: Path, place: str, label: str) -> Source | None:
        """Return a folder of models; of a repository that is on the hub only what was asked for.

        The hub has more builds to choose from than were downloaded.
        """
        source = _folder(folder, label)
        if not _like_repository(place) or (label and any(each.complete for each in source.builds)):
            return source
        return None

    def _remote(self, name: str, label: str) -> Source:
        try:
            files = self._hub().files(name, self._revision)
        except ParleyError:
            inside = self._paths.models / name
            if _like_repository(name) and inside.is_dir():
                return _folder(inside, label)
            raise
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
    """Return whether the hub is to judge a name: `owner/name`, or a pasted address."""
    if place.startswith(("http://", "https://")):
        return True
    owner, _, name = place.partition("/")
    return (
        bool(owner and name)
        and not {":", "\\", "/"} & {*owner, *name}
        and not owner.startswith((".", "~"))
        and not name.lower().endswith(".gguf")
    )


def _folder(path: Path, label: str) -> Source:
    """Return what is in a folder and below it."""
    found: list[tuple[str, int | None]] = []
    for folder, _, files in os.walk(path):
        for name in files:
            if ".gguf" not in name.lower():
                continue
            file = Path(folder) / name
            try:
                size = file.stat().st_size
            except OSError:
                continue
            found.append((file.relative_to(path).as_posix(), size))
    return Source(path.name or str(path), "folder", repository(found), label, folder=path)


def _file(path: Path, label: str) -> Source:
    """Return one model file with its other shards, whatever its name looks like."""
    parts = shard_paths(path)
    if not all(part.is_file() for part in parts) and path.is_file():
        parts = (path,) if parse_name(path.name).shards == 1 else parts
    sizes = tuple(part.stat().st_size if part.is_file() else None for part in parts)
    name = parse_name(path.name)
    missing = tuple(part.name for part in parts if not part.is_file())
    build = BuildFiles(name, tuple(part.name for part in parts), sizes, missing)
    if label:
        here = build.label or quantisation(read(path)).label
        if normal_label(label) not in (here, here.removeprefix("UD-")):
            raise ParleyError(
                "fit_no_build",
                f"“{path.name}” is one file, a {here}, and holds no {label}.",
                hint="Leave the quantisation out, or name a folder or a repository.",
            )
    content = Repository(builds=(build,), projectors=_projectors(path, build))
    return Source(path.name, "file", content, folder=path.parent)


def _projectors(path: Path, build: BuildFiles) -> tuple[BuildFiles, ...]:
    """Return the projectors beside a model file; none where they may be another model's."""
    try:
        files = [each for each in path.parent.iterdir() if each.suffix.lower() == ".gguf"]
        beside = repository((file.name, file.stat().st_size) for file in files)
    except OSError:
        return ()
    models = {each.name.model for each in (*beside.builds, build)}
    if len(models) == 1:
        return beside.projectors
    return tuple(each for each in beside.projectors if each.name.model == build.name.model)


def _check(source: Source) -> None:
    """Raise `ParleyError` where there is nothing to choose from."""
    if source.builds:
        return
    if source.content.builds:
        there = dict.fromkeys(build.label or build.name.model for build in source.content.builds)
        raise ParleyError(
            "fit_no_build",
            f"“{source.name}” has no build called {source.label}.",
            hint=f"Its builds are {', '.join(there)}.",
        )
    if source.content.cut:
        raise ParleyError(
            "fit_no_build",
            f"The models in “{source.name}” are cut into pieces of bytes.",
            hint="Take another repository of the same model, or join the pieces first.",
        )
    raise ParleyError(
        "fit_no_build",
        f"There is no GGUF model in “{source.name}”.",
        hint="Look for a repository of the same model whose name ends in GGUF."
        if source.remote is not None
        else "Name a folder that holds .gguf files.",
    )


def _as_if_whole(path: Path) -> HeaderFile | None:
    """Return the header of a file that may end after it; None if it does not reach that far."""
    data = b""
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            while len(data) < min(size, _MOST_HEADER):
                data += file.read(_PART)
                try:
                    header = parse(data)
                except NeedMore:
                    continue
                return HeaderFile(path.name, data, max(size, header.needed_bytes))
    except OSError:
        pass  # another shard, gone since
    return None
