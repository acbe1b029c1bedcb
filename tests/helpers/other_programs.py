"""Folders of other programs, laid out as those programs do it on each system."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec

from helpers.small_models import put, sha256
from parley.library.elsewhere import Where

SYSTEMS = ("linux", "darwin", "win32")
COMMIT = "0123456789abcdef0123456789abcdef01234567"
OLDER = "ffffffffffffffffffffffffffffffffffffffff"


def where_on(system: str, home: Path, **env: str) -> Where:
    """Return the folders of a person on a system; the whole file system is below theirs."""
    home.mkdir(parents=True, exist_ok=True)
    if system == "win32":
        env = {
            "APPDATA": str(home / "AppData" / "Roaming"),
            "LOCALAPPDATA": str(home / "AppData" / "Local"),
        } | env
    return Where(home=home, env=env, system=system, root=home / "root")


def data_folder(where: Where) -> Path:
    """Return where a system has programs keep their data."""
    return {
        "linux": where.home / ".local" / "share",
        "darwin": where.home / "Library" / "Application Support",
        "win32": where.home / "AppData" / "Roaming",
    }[where.system]


class Ollama:
    """Ollama's store."""

    def __init__(self, models: Path) -> None:
        self.models = models

    def blob(self, content: bytes) -> str:
        """Store a layer and return its digest."""
        digest = sha256(content)
        put(self.models / "blobs" / f"sha256-{digest}", content)
        return f"sha256:{digest}"

    def add(
        self,
        name: str,
        model: bytes,
        *,
        projector: bytes | None = None,
        licence: str = "",
        host: str = "registry.ollama.ai",
        namespace: str = "library",
    ) -> Path:
        """Do what `ollama pull` leaves behind; return the model's blob."""
        base, _, tag = name.partition(":")
        layers = [("model", model), ("template", b"{{ .Prompt }}"), ("params", b'{"stop":["x"]}')]
        if projector is not None:
            layers.insert(1, ("projector", projector))
        if licence:
            layers.append(("license", licence.encode()))
        described = [
            {
                "mediaType": f"application/vnd.ollama.image.{kind}",
                "digest": self.blob(content),
                "size": len(content),
            }
            for kind, content in layers
        ]
        config = b'{"model_format":"gguf","model_family":"llama","file_type":"Q4_K_M"}'
        manifest = {
            "schemaVersion": 2,
            "mediaType": "application/vnd.docker.distribution.manifest.v2+json",
            "config": {
                "mediaType": "application/vnd.docker.container.image.v1+json",
                "digest": self.blob(config),
                "size": len(config),
            },
            "layers": described,
        }
        self.manifest(host, namespace, base, tag or "latest", json.dumps(manifest).encode())
        return self.models / "blobs" / f"sha256-{sha256(model)}"

    def manifest(self, host: str, namespace: str, model: str, tag: str, content: bytes) -> Path:
        """Write a manifest as it is given."""
        return put(self.models / "manifests" / host / namespace / model / tag, content)


class HubCache:
    """The hub's cache, as huggingface_hub fills it."""

    def __init__(self, cache: Path) -> None:
        self.cache = cache

    def add(
        self,
        repo: str,
        file: str,
        content: bytes,
        *,
        commit: str = COMMIT,
        main: bool = True,
        shared: bool = False,
        links: bool = True,
    ) -> Path:
        """Do what a download leaves behind; return the file in the snapshot.

        `shared` keeps the content in the store that repositories share (huggingface_hub 2), without
        `links` it lies in the snapshot, as on Windows.
        """
        folder = self.cache / f"models--{repo.replace('/', '--')}"
        place = folder / "snapshots" / commit / file
        if main:
            put(folder / "refs" / "main", commit.encode())
        if not links:
            return put(place, content)
        blob = folder / "blobs" / sha256(content)
        if shared:
            name = sha256(b"xet" + content)
            stored = put(self.cache / "blobs" / name[:2] / name, content)
            put(self.cache / "blobs" / ".huggingface-shared-blobs", b"1\n")
            blob.parent.mkdir(parents=True, exist_ok=True)
            blob.symlink_to(Path("..", "..", *stored.relative_to(self.cache).parts))
        else:
            put(blob, content)
        place.parent.mkdir(parents=True, exist_ok=True)
        up = (Path(file).parts.__len__() + 1) * [".."]
        place.symlink_to(Path(*up, "blobs", blob.name))
        return place


class Jan:
    """Jan's data folder."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def add(
        self,
        name: str,
        model: Path | bytes,
        *,
        projector: bytes | None = None,
        sha: str = "",
    ) -> Path:
        """Do what a download (bytes) or an import (a path) leaves behind; return the model."""
        folder = self.data / "llamacpp" / "models" / name
        text = f"name: {name}\nsize_bytes: 1\nembedding: false\n"
        if isinstance(model, bytes):
            path = put(folder / "model.gguf", model)
            text += f"model_path: llamacpp/models/{name}/model.gguf\n"
        else:
            path = model
            text += f"model_path: {model}\n"
        if projector is not None:
            put(folder / "mmproj.gguf", projector)
            text += f"mmproj_path: 'llamacpp/models/{name}/mmproj.gguf'\n"
        if sha:
            text += f'model_sha256: "{sha}"\n'
        put(folder / "model.yml", text.encode())
        return path


def llama_cpp_manifest(folder: Path, repo: str, file: str, digest: str) -> Path:
    """Write what llama.cpp kept beside a file of a repository."""
    content = {
        "ggufFile": {"rfilename": file, "size": 1, "lfs": {"sha256": digest, "size": 1}},
    }
    name = f"manifest={repo.replace('/', '=')}=latest.json"
    return put(folder / name, msgspec.json.encode(content))
