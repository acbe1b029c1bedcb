"""A download, hashed, against a plain copy of the same file by the same HTTP client.

The server is a process of its own on loopback, which sends as fast as the system can. The plain
copy keeps nothing to resume from, compares no hash, and does not wait for the disk.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure, ratio
from parley.core.network import Network
from parley.hub import Hub, RepositoryFiles
from parley.hub.transfer import fetch

ROOT = Path(__file__).resolve().parents[2]
_REPOSITORY = "some/Model-GGUF"
_BYTES = 512 * 1024**2
_PIECE = 16 * 1024**2


def download(rounds: int) -> list[Figure]:
    """Return MB per second of downloads to the disk, against plain copies."""
    ours: list[float] = []
    plain: list[float] = []
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        source = folder / "model.gguf"
        with source.open("wb") as stream:
            for _ in range(_BYTES // _PIECE):
                stream.write(os.urandom(_PIECE))
        with _served(source) as endpoint:
            hub = Hub(folder / "cache", Network(), endpoint=endpoint)
            files = hub.files(_REPOSITORY)
            measures = {
                "plain": lambda: _copy(files, endpoint, folder),
                "ours": lambda: _fetch(hub, files, folder),
            }
            for number in range(rounds + 1):
                # By turns the first: on a virtual machine new memory costs whoever asks for it.
                order = sorted(measures, reverse=number % 2 == 0)
                speeds = {name: measures[name]() for name in order}
                if number:  # the first pair starts what the others find
                    plain.append(speeds["plain"])
                    ours.append(speeds["ours"])
    figure = ratio("download, hashed", ours, plain, "MB/s", at_least=0.9)
    return [{**figure, "note": f"{_BYTES / 1e6:.0f} MB over loopback"}]


@contextlib.contextmanager
def _served(source: Path) -> Iterator[str]:
    path = os.pathsep.join(str(ROOT / name) for name in ("app", "tests"))
    program = subprocess.Popen(
        [sys.executable, "-m", "helpers.hub_program", _REPOSITORY, str(source)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )
    with program:
        assert program.stdout is not None
        yield program.stdout.readline().strip()
        assert program.stdin is not None
        program.stdin.close()


def _copy(files: RepositoryFiles, endpoint: str, folder: Path) -> float:
    from huggingface_hub.utils import get_session

    target = folder / "plain.gguf"
    file = files.files[0]
    url = f"{endpoint}/{files.repo}/resolve/{files.revision}/{file.path}"
    began = time.perf_counter()
    with get_session().stream("GET", url) as response, target.open("wb") as stream:
        for chunk in response.iter_bytes():
            stream.write(chunk)
    seconds = time.perf_counter() - began
    assert target.stat().st_size == file.size
    target.unlink()
    return file.size / seconds / 1e6


def _fetch(hub: Hub, files: RepositoryFiles, folder: Path) -> float:
    file = files.files[0]
    began = time.perf_counter()
    fetched = fetch(hub, files, file, folder / "fetched.gguf")
    seconds = time.perf_counter() - began
    assert fetched.verified
    fetched.path.unlink()
    return file.size / seconds / 1e6
