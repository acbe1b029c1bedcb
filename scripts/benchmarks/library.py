"""The list of a folder of 500 models, the whole program included, against its first run."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.figures import Figure, bounded

ROOT = Path(__file__).resolve().parents[2]
_MODELS = 500


def listing(rounds: int) -> list[Figure]:
    """Return the seconds of `parley list` when all headers were read before."""
    if (tests := str(ROOT / "tests")) not in sys.path:
        sys.path.append(tests)
    from helpers.small_models import model_bytes, put

    with tempfile.TemporaryDirectory() as home:
        for number in range(_MODELS):
            folder = Path(home, "models", f"publisher{number % 25}", f"Model-{number}-GGUF")
            put(folder / f"Model-{number}-Q4_K_M.gguf", model_bytes(number))
        first = _seconds(home)
        later = [_seconds(home) for _ in range(rounds)]
    figure = bounded("list of 500 models, second time", statistics.median(later), "s", 0.5, "≤ 0.5")
    return [{**figure, "note": f"the first time, with all headers read: {first:.2f} s"}]


def _seconds(home: str) -> float:
    path = os.pathsep.join([str(ROOT / "app"), *filter(None, [os.environ.get("PYTHONPATH")])])
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "parley", "list"],
        env={**os.environ, "PARLEY_HOME": home, "PYTHONPATH": path},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - started
