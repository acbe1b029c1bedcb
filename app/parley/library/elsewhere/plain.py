"""Programs that keep models as plain files in a folder: LM Studio, GPT4All, llama.cpp."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import msgspec

from parley.library.elsewhere.where import Where, distinct, read_json, read_small, settings_of
from parley.library.sightings import SeenFile, Sighting, sighted, unreadable_notes, walk

LM_STUDIO: Final = "LM Studio"
GPT4ALL: Final = "GPT4All"
LLAMA_CPP: Final = "llama.cpp"
_MODEL_PATH: Final = re.compile(r"^modelPath=(.*)$", re.MULTILINE)
_ESCAPED: Final = re.compile(r"\\x([0-9a-fA-F]{1,4})|\\(.)")
#: GPT4All's own, for finding passages in documents; it cannot chat.
_NOT_MODELS: Final = {"nomic-embed-text-v1.5.f16.gguf"}


def lm_studio(where: Where, notes: list[str]) -> list[Sighting]:
    """Return LM Studio's models: `<publisher>/<repository>/<file>` below its models folder.

    Its home is where a pointer says, else `~/.cache/lm-studio` (before 0.3.6) or `~/.lmstudio`;
    the models folder can be chosen (lmstudio-ai/lmstudio-js, lms: findLMStudioHome, importCmd).
    """
    pointer = (read_small(where.home / ".lmstudio-home-pointer") or b"").decode("utf-8", "replace")
    homes = distinct(
        [
            where.folder(pointer),
            where.home / ".lmstudio",
            where.home / ".cache" / "lm-studio",
        ]
    )
    chosen = [
        where.folder(settings_of(home / "settings.json").get("downloadsFolder")) for home in homes
    ]
    folders = distinct([*chosen, *(home / "models" for home in homes)])
    return _in_folders(folders, LM_STUDIO, notes)


def gpt4all(where: Where, notes: list[str]) -> list[Sighting]:
    """Return GPT4All's models: files in its data folder or in the one chosen in its settings."""
    settings = where.data if where.system == "win32" else where.config
    text = read_small(settings / "nomic.ai" / "GPT4All.ini") or b""
    chosen = _MODEL_PATH.search(text.decode("utf-8", "replace"))
    folders = distinct(
        [
            where.folder(_unescaped(chosen[1])) if chosen else None,
            where.local_data / "nomic.ai" / "GPT4All",
            where.home / ".cache" / "gpt4all",  # its Python package
        ]
    )
    return [
        one
        for one in _in_folders(folders, GPT4ALL, notes, repositories=False)
        if not _file_name(one).startswith("incomplete") and _file_name(one) not in _NOT_MODELS
    ]


def llama_cpp(where: Where, notes: list[str]) -> list[Sighting]:
    """Return what llama.cpp fetched before it took the hub's layout: files side by side.

    They are called `<owner>_<repository>_<file>`; a manifest beside them says what they are.
    """
    found = []
    for folder in distinct([where.named("LLAMA_CACHE"), where.cache / "llama.cpp"]):
        walked = walk(str(folder), deepest=0)
        notes += unreadable_notes([walked], "llama.cpp's folder")
        builds = sighted(walked, origin="found", program=LLAMA_CPP)
        manifests = _manifests(folder, walked.files)
        found += [_described(one, manifests) for one in builds]
    return found


def _in_folders(
    folders: list[Path], program: str, notes: list[str], *, repositories: bool = True
) -> list[Sighting]:
    found = []
    for folder in folders:
        walked = walk(str(folder))
        notes += unreadable_notes([walked], f"{program}'s folder")
        found += sighted(
            walked,
            origin="found",
            program=program,
            repo_of=_repository if repositories else lambda _: "",
        )
    return found


def _repository(path: str) -> str:
    parts = path.split("/")
    return "/".join(parts[:2]) if len(parts) > 2 else ""


def _file_name(one: Sighting) -> str:
    return one.relative.rpartition("/")[2]


def _unescaped(text: str) -> str:
    """Return a value of Qt's settings file as text."""
    return _ESCAPED.sub(
        lambda found: chr(int(found[1], 16)) if found[1] else found[2], text.strip().strip('"')
    )


class _Lfs(msgspec.Struct, frozen=True):
    sha256: str = ""


class _File(msgspec.Struct, frozen=True):
    rfilename: str = ""
    lfs: _Lfs | None = None


class _Manifest(msgspec.Struct, frozen=True):
    model: _File | None = msgspec.field(name="ggufFile", default=None)
    projector: _File | None = msgspec.field(name="mmprojFile", default=None)


def _manifests(folder: Path, files: dict[str, SeenFile]) -> dict[str, tuple[str, str, str]]:
    """Return repository, name and SHA-256 of files by the name that they have in the folder."""
    found: dict[str, tuple[str, str, str]] = {}
    if not files:
        return found
    for path in sorted(folder.glob("manifest=*=*=*.json")):
        owner, name = path.name.split("=")[1:3]
        manifest = read_json(path, _Manifest)
        for file in (manifest.model, manifest.projector) if manifest else ():
            if file is None or not file.rfilename:
                continue
            flat = f"{owner}_{name}_{file.rfilename.replace('/', '_')}"
            digest = file.lfs.sha256.lower() if file.lfs else ""
            known = digest if re.fullmatch(r"[0-9a-f]{64}", digest) else ""
            found[flat] = f"{owner}/{name}", file.rfilename, known
    return found


def _described(one: Sighting, manifests: dict[str, tuple[str, str, str]]) -> Sighting:
    known = manifests.get(one.relative)
    if known is None:
        return one
    repo, name, _ = known
    hashes = {
        file.path: manifests[flat][2]
        for file in one.all_files
        if (flat := Path(file.path).name) in manifests and manifests[flat][2]
    }
    return msgspec.structs.replace(one, repo=repo, relative=f"{repo}/{name}", sha256=hashes)
