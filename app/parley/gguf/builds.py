"""From the files of a repository or a folder to the builds of a model: a split one is one build.

Files belong together by folder, name and number of parts. The same name in two folders is two
builds: repositories have held differently split sets like that. A size is the sum of all parts:
a first part can be a few megabytes of metadata.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import msgspec

from parley.gguf.names import FileName, normal_label, parse_name
from parley.gguf.shards import MOST_SHARDS


class BuildFiles(msgspec.Struct, frozen=True):
    """The files of one build.

    Attributes:
        name: what the first file's name says.
        files: paths as they were given, first part first.
        sizes: bytes of each of `files`, None where unknown.
        missing: paths of parts that the names promise and that are not there. Where they promise
            no number (`-split-b`), only gaps are known.
    """

    name: FileName
    files: tuple[str, ...]
    sizes: tuple[int | None, ...]
    missing: tuple[str, ...] = ()

    @property
    def first(self) -> str:
        """Path of the file that an engine is given."""
        return self.files[0]

    @property
    def folder(self) -> str:
        """Folder of the files, or an empty string."""
        return _folder(self.first)

    @property
    def label(self) -> str:
        """Quantisation as the name has it; empty where it has none."""
        return self.name.quantisation

    @property
    def complete(self) -> bool:
        """Whether all parts are there."""
        return not self.missing

    @property
    def size(self) -> int | None:
        """Bytes of all parts; None where a part is missing or its size unknown."""
        known = [size for size in self.sizes if size is not None]
        return sum(known) if self.complete and len(known) == len(self.files) else None


class Repository(msgspec.Struct, frozen=True):
    """What the files of a repository or folder are, each group in the order of its paths.

    Attributes:
        builds: models that an engine can be given.
        projectors: multimodal projectors.
        drafts: heads that guess ahead for a model.
        cut: models in pieces of bytes, to be joined before use.
        others: paths of everything else, importance data among it.
    """

    builds: tuple[BuildFiles, ...] = ()
    projectors: tuple[BuildFiles, ...] = ()
    drafts: tuple[BuildFiles, ...] = ()
    cut: tuple[BuildFiles, ...] = ()
    others: tuple[str, ...] = ()

    def labelled(self, label: str) -> tuple[BuildFiles, ...]:
        """Return the builds with this label, however it is written; more than one is possible.

        `Q4_K_XL` finds `UD-Q4_K_XL` where no build is called just so.
        """
        wanted = normal_label(label)
        found = tuple(each for each in self.builds if each.label == wanted)
        return found or tuple(each for each in self.builds if each.label == f"UD-{wanted}")

    def projector_for(self, build: BuildFiles) -> BuildFiles | None:
        """Return the projector to load with a build: the one nearest to 16 bits; None without one.

        One named after another model is taken only where all builds are of one model.
        """
        whole = [each for each in self.projectors if each.size]
        model = build.name.model.casefold()
        named = [each for each in whole if model and each.name.model.casefold() == model]
        fit = named or [each for each in whole if not each.name.model]
        if not fit and len({each.name.model for each in self.builds}) == 1:
            fit = whole
        usual = {each.label: each for each in reversed(fit)}
        for label in ("F16", "BF16", "Q8_0"):
            if label in usual:
                return usual[label]
        return max(fit, key=lambda each: each.size or 0, default=None)


def builds(files: Iterable[tuple[str, int | None]]) -> tuple[BuildFiles, ...]:
    """Return the models among files (path, bytes or None): `repository` without the rest."""
    return repository(files).builds


def repository(files: Iterable[tuple[str, int | None]]) -> Repository:
    """Return what the files of a repository or folder are: pairs of path and bytes or None.

    Paths may have either slash; the last pair counts where a path comes twice.
    """
    sizes = dict(files)
    names = {path: parse_name(path) for path in sizes}
    groups: dict[tuple[str, str], list[str]] = {}
    others = []
    for path in sorted(sizes, key=lambda each: (each.casefold(), each)):
        if names[path].kind in ("other", "imatrix"):
            others.append(path)
        else:
            groups.setdefault((names[path].kind, _blank(path, names[path])), []).append(path)
    kinds: dict[str, list[BuildFiles]] = {"model": [], "projector": [], "draft": [], "part": []}
    for (kind, _), paths in groups.items():
        kinds[kind].append(_build(paths, names, sizes))
    return Repository(
        builds=tuple(kinds["model"]),
        projectors=tuple(kinds["projector"]),
        drafts=tuple(kinds["draft"]),
        cut=tuple(kinds["part"]),
        others=tuple(others),
    )


def _build(
    paths: list[str], names: Mapping[str, FileName], sizes: Mapping[str, int | None]
) -> BuildFiles:
    there = {names[path].shard: path for path in paths}
    ordered = [there[number] for number in sorted(there)]
    first = names[ordered[0]]
    count = min(first.shards or max(there), MOST_SHARDS)
    lacking = [number for number in range(1, count + 1) if number not in there]
    return BuildFiles(
        name=first,
        files=tuple(ordered),
        sizes=tuple(sizes[path] for path in ordered),
        missing=tuple(_renumbered(ordered[0], first.shard, number) for number in lacking),
    )


#: The place of a part's number in a name.
_NUMBER = re.compile(
    r"(?P<digits>\d+)(?=[-_]?of[-_]?\d+(?:\.gguf)?$)"
    r"|(?:(?<=[-._])|(?<=part)|(?<=split))(?P<letters>[a-z]{1,2})$"
    r"|(?<=[-._a-z])(?P<last>\d{1,3})$",
    re.IGNORECASE,
)


def _blank(path: str, name: FileName) -> str:
    """Return what the parts of one build have in common."""
    if name.shards == 1 and name.kind != "part":
        return path
    return _NUMBER.sub("*", path, count=1)


def _renumbered(path: str, old: int, number: int) -> str:
    def written(found: re.Match[str]) -> str:
        text = found[0]
        if not found["letters"]:
            return f"{number:0{len(text)}d}"
        place = number - 1
        letters = [chr(ord("a") + place // 26), chr(ord("a") + place % 26)]
        return "".join(letters[-len(text) :])

    return path if old == number else _NUMBER.sub(written, path, count=1)


def _folder(path: str) -> str:
    return re.split(r"[/\\](?=[^/\\]*$)", path)[0] if re.search(r"[/\\]", path) else ""
