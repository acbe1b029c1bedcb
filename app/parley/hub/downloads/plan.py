"""What one download fetches: every shard of a build and the projector it needs, or why not.

What could not be used afterwards is refused before a byte is fetched.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from parley.core.errors import ParleyError
from parley.gguf import BuildFiles, Repository, repository, runnable
from parley.hub.downloads.places import check_apart
from parley.hub.downloads.values import DownloadPlan
from parley.hub.values import RepositoryFiles

_NOTHING = "Nothing was downloaded."
_SHOWN = 6


def content_of(files: RepositoryFiles) -> Repository:
    """Return what the files of a repository are."""
    return repository((file.path, file.size) for file in files.files)


def plan(
    files: RepositoryFiles,
    build: BuildFiles,
    *,
    endpoint: str,
    asked_revision: str = "main",
    projector: bool = True,
) -> DownloadPlan:
    """Return the download of a build.

    Args:
        files: the repository as the hub lists it.
        build: one of its builds.
        endpoint: address of the hub.
        asked_revision: branch, tag or commit that `files` was asked for with.
        projector: fetch the projector too that lets the model see or hear, where there is one.

    Raises:
        ParleyError: `download_incomplete`, `download_cut`, `download_not_runnable`,
            `download_name`.
    """
    if build.name.kind == "part":
        raise ParleyError(
            "download_cut",
            f"“{build.first}” is a piece of a model that was cut into bytes; no engine reads it.",
            safe=_NOTHING,
            hint="Take another build, or another repository of the same model.",
        )
    if build.missing:
        there, count = len(build.files), len(build.files) + len(build.missing)
        raise ParleyError(
            "download_incomplete",
            f"Only {there} of the {count} parts of “{build.first}” are in “{files.repo}”:"
            f" {_listed(build.missing)} {'is' if len(build.missing) == 1 else 'are'} missing.",
            safe=_NOTHING,
            hint="Take another build, or another repository of the same model.",
        )
    if runnable(build.label) is False:
        raise ParleyError(
            "download_not_runnable",
            f"The engine cannot run {build.label}, the quantisation of “{build.first}”.",
            safe=_NOTHING,
            hint="Take another build, for example Q4_K_M.",
        )
    beside = content_of(files).projector_for(build) if projector else None
    paths = [*(beside.files if beside else ()), *build.files[1:], build.first]
    check_apart(paths)
    return DownloadPlan(
        endpoint=endpoint,
        repo=files.repo,
        asked_revision=asked_revision,
        revision=files.revision,
        gated=files.gated,
        licence=files.license,
        label=build.label,
        files=tuple(files.file(path) for path in paths),
        listed_at=files.read_at,
    )


def build_called(files: RepositoryFiles, name: str) -> BuildFiles:
    """Return the build that `name` means: its quantisation, or the name of its first file.

    Raises:
        ParleyError: `download_no_build`, `download_ambiguous`.
    """
    content = content_of(files)
    wanted = name.strip().casefold()
    everything = (*content.builds, *content.cut)
    found = [each for each in everything if wanted in _names(each)]
    if not found:
        labelled = content.labelled(name)
        found = [each for each in labelled if each.complete] or list(labelled)
    if not found:
        cut = Repository(builds=content.cut).labelled(name)
        found = list(cut[:1])
    if len(found) == 1:
        return found[0]
    if found:
        raise ParleyError(
            "download_ambiguous",
            f"“{files.repo}” has {len(found)} builds called {name}:"
            f" {_listed([each.first for each in found])}.",
            safe=_NOTHING,
            hint="Name the file in place of the quantisation.",
        )
    raise no_build(files, name)


def no_build(files: RepositoryFiles, name: str = "") -> ParleyError:
    """Return the error for a repository without the build `name`, or without any."""
    content = content_of(files)
    labels = tuple(dict.fromkeys(each.label or each.first for each in content.builds))
    if labels:
        message = f"“{files.repo}” has no build called {name}."
        several = len(labels) > 1
        hint = (
            f"Its builds are {_listed(labels)}." if several else f"Its only build is {labels[0]}."
        )
    elif content.cut:
        message = f"The models in “{files.repo}” are cut into pieces of bytes."
        hint = "Take another repository of the same model."
    else:
        message = f"There is no GGUF model in “{files.repo}”."
        hint = "Look for a repository of the same model whose name ends in GGUF."
    return ParleyError("download_no_build", message, safe=_NOTHING, hint=hint)


def _names(build: BuildFiles) -> set[str]:
    path = PurePosixPath(build.first)
    return {each.casefold() for each in (str(path), path.name, path.stem)}


def _listed(names: tuple[str, ...] | list[str]) -> str:
    shown = ", ".join(names[:_SHOWN])
    return shown + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
