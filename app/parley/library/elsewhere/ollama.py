"""Ollama's models: manifests that name blobs by their SHA-256.

Layout: `manifests/<host>/<namespace>/<model>/<tag>`, JSON with layers, and `blobs/sha256-<hex>`
without an extension (ollama/ollama, manifest/ and types/model/name.go).
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from parley.library.elsewhere.where import Where, distinct, read_json, read_small
from parley.library.sightings import SeenFile, Sighting, seen

_log = logging.getLogger(__name__)

PROGRAM: Final = "Ollama"
_MODEL: Final = "application/vnd.ollama.image.model"
_PROJECTOR: Final = "application/vnd.ollama.image.projector"
_LICENCE: Final = "application/vnd.ollama.image.license"
_DIGEST: Final = re.compile(r"sha256[:-]([0-9a-fA-F]{64})")
_PART: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.:-]{0,349}")
_HOST: Final = "registry.ollama.ai"
#: Hosts whose names are those of repositories on Hugging Face.
_HUB: Final = {"hf.co", "huggingface.co"}
_MOST_MANIFESTS: Final = 5000


class _Layer(msgspec.Struct, frozen=True):
    media_type: str = msgspec.field(name="mediaType")
    digest: str = ""


class _Manifest(msgspec.Struct, frozen=True):
    layers: list[_Layer] = []

    def digest(self, media_type: str) -> str:
        """Return the digest of the last layer of a type, as Ollama takes it; "" without one."""
        found = [layer.digest for layer in self.layers if layer.media_type == media_type]
        return found[-1] if found else ""


def find(where: Where, notes: list[str]) -> list[Sighting]:
    """Return the models in all of Ollama's folders; one with several names is one model."""
    found: dict[str, Sighting] = {}
    for folder in _folders(where):
        blobs = Path(os.path.realpath(folder / "blobs"))
        for parts, manifest in _manifests(folder / "manifests", notes):
            one = _sighting(parts, manifest, blobs)
            if one is None:
                continue
            known = found.get(one.path)
            if known is None:
                found[one.path] = one
            else:
                names = (*known.aliases, one.name, *one.aliases)
                found[one.path] = msgspec.structs.replace(known, aliases=names)
    return list(found.values())


def _folders(where: Where) -> list[Path]:
    folders = [where.named("OLLAMA_MODELS"), where.home / ".ollama" / "models"]
    if where.system not in {"win32", "darwin"}:
        # Where it runs as a service: its own installer, distributions.
        folders += [
            where.root / "usr" / "share" / "ollama" / ".ollama" / "models",
            where.root / "var" / "lib" / "ollama" / ".ollama" / "models",
            where.root / "var" / "lib" / "ollama",
        ]
    return distinct(folders)


def _manifests(folder: Path, notes: list[str]) -> Iterator[tuple[tuple[str, ...], _Manifest]]:
    for count, parts in enumerate(_names(folder, (), notes)):
        if count == _MOST_MANIFESTS:
            notes.append(f"Ollama's folder {folder} holds too many models; some are not listed.")
            return
        manifest = read_json(folder.joinpath(*parts), _Manifest)
        if manifest is not None:
            yield parts, manifest


def _names(folder: Path, above: tuple[str, ...], notes: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield host, namespace, model and tag of each manifest."""
    try:
        names = sorted(entry.name for entry in os.scandir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        why = error.strerror or type(error).__name__
        notes.append(
            f"Ollama's folder {folder} could not be read ({why}), so its models are not listed."
            " Where Ollama runs as a service, its group may read them."
        )
        return
    for name in names:
        if _PART.fullmatch(name) is None:
            continue
        if len(above) == 3:
            yield (*above, name)
        else:
            yield from _names(folder / name, (*above, name), notes)


def _sighting(parts: tuple[str, ...], manifest: _Manifest, blobs: Path) -> Sighting | None:
    digest = manifest.digest(_MODEL)
    if not digest:
        return None  # of another format, or in the cloud
    name = _shown(parts)
    model = _blob(blobs, digest)
    if model is None:
        _log.info("%s in Ollama was left out: its blob is not in %s", name, blobs)
        return None
    projector = _blob(blobs, manifest.digest(_PROJECTOR))
    host, namespace, model_name, tag = parts
    files = (model,) if projector is None else (model, projector)
    return Sighting(
        path=model.path,
        files=(model,),
        origin="found",
        name=name,
        projector=projector,
        aliases=(name.removesuffix(":latest"),) if tag == "latest" else (),
        program=PROGRAM,
        repo=f"{namespace}/{model_name}" if host in _HUB else "",
        licence=_licence(blobs, manifest.digest(_LICENCE)),
        sha256={file.path: file.path[-64:].lower() for file in files},
    )


def _shown(parts: tuple[str, ...]) -> str:
    """Return a name as Ollama shows it: `llama3.2:3b`, `someone/model:tag`, `hf.co/…`."""
    host, namespace, model, tag = parts
    shown = f"{model}:{tag}"
    if host != _HOST or namespace != "library":
        shown = f"{namespace}/{shown}"
    return shown if host == _HOST else f"{host}/{shown}"


def _blob(blobs: Path, digest: str) -> SeenFile | None:
    """Return the file of a digest; None where it is not there or is a link out of the store."""
    found = _DIGEST.fullmatch(digest)
    if found is None:
        return None
    for name in (f"sha256-{found[1]}", f"sha256:{found[1]}"):  # before 0.1.32 with a colon
        path = str(blobs / name)
        file = seen(path)
        if file is not None:
            inside = Path(os.path.realpath(path)).is_relative_to(blobs)
            return file if inside else None
    return None


def _licence(blobs: Path, digest: str) -> str:
    """Return the first line of a licence, which is its title."""
    file = _blob(blobs, digest)
    text = read_small(Path(file.path)) if file is not None else None
    lines = (line.strip() for line in (text or b"").decode("utf-8", "replace").splitlines())
    title = next((line for line in lines if line), "")
    return "".join(letter for letter in title if letter.isprintable())[:80]
