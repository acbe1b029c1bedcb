"""What fits claim: memory against the engine's own, a fit's time, speed against measured speed."""

from __future__ import annotations

import itertools
import statistics
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import speed as speeds
from benchmarks.figures import Figure, bounded
from parley.core.paths import Paths
from parley.engine.client import LocalEngine
from parley.engine.protocol import Loaded, LoadOptions
from parley.engine.query import EngineQuery
from parley.fit.calibration import assumed
from parley.fit.estimate import estimate
from parley.fit.fitting import Fitter
from parley.fit.process import process_memory
from parley.fit.shape import shape
from parley.fit.sources import Sources
from parley.fit.sparse import header_files
from parley.fit.values import Allocation, Wish
from parley.fit.verify import Verifier
from parley.gguf import read
from parley.hardware import Machine, detect

ROOT = Path(__file__).resolve().parents[2]
#: Models whose headers are written for the comparison: dense, tied, sliding, experts, latent.
_MODELS = ("llama-3.1-8b", "mistral-7b-v0.3", "llama-3.2-3b", "gemma-3-12b", "mixtral-8x7b")
_CONTEXTS = (4096, 32768)
_CACHES = ("f16", "q8_0")


def memory(model: Path) -> list[Figure]:
    """The formula and the verified figure against the engine's own; then a process's memory."""
    formula: list[float] = []
    verified: list[float] = []
    shapes = _shapes()
    query = EngineQuery()
    with tempfile.TemporaryDirectory() as folder:
        here = _here(Path(folder), query)
        for name in _MODELS:
            path = Path(folder) / f"{name}.gguf"
            shapes.write(path, shapes.models()[name], "Q4_K_M", tokens=True)
            checked = Verifier(query, Path(folder) / "kept", here=here)
            for context, kind in itertools.product(_CONTEXTS, _CACHES):
                options = LoadOptions(
                    context=min(context, shapes.models()[name].context),
                    kv_type_k=kind,  # type: ignore[arg-type]
                    kv_type_v=kind,  # type: ignore[arg-type]
                )
                own = query.dry_load(path, options)
                truth = Allocation(own.buffers, own.context).total
                said = estimate(shape(read(path)), options, here).total
                asked = checked.verify(header_files(path), options).total
                formula.append(abs(said / truth - 1))
                verified.append(abs(asked / truth - 1))
            path.unlink()
        load = _load(model)
        build = shape(read(model))
        allocation = estimate(build, _OPTIONS, here)
        process = abs(process_memory(allocation, build, _OPTIONS) / load.memory_bytes - 1)
    count = f"{len(formula)} cases: {', '.join(_MODELS)}"
    return [
        _share("memory by the formula, worst", max(formula), 0.03, count),
        _share("memory verified, worst", max(verified), 0.001, count),
        _share("memory of the engine process, starter model", process, 0.05, ""),
    ]


def header(rounds: int) -> list[Figure]:
    """A fit of a 70-billion model from its header, in one process, the engine asked and not."""
    shapes = _shapes()
    query = EngineQuery()
    quick, asked = [], []
    with tempfile.TemporaryDirectory() as folder:
        paths = Paths(Path(folder) / "home")
        here = _here(Path(folder), query)
        path = Path(folder) / "Llama-3.3-70B-Instruct-Q4_K_M.gguf"
        shapes.write(path, shapes.models()["llama-3.3-70b"], "Q4_K_M", tokens=True)
        for number in range(rounds):
            for times, verifier in (
                (quick, None),
                (asked, Verifier(query, Path(folder) / f"kept{number}", here=here)),
            ):
                fitter = Fitter(
                    Sources(paths, _no_hub), here, lambda: assumed(here), verifier=verifier
                )
                started = time.perf_counter()
                fitter.fit(str(path), Wish())
                times.append(time.perf_counter() - started)
    return [
        _seconds("fit of a 70B header, calculated", statistics.median(quick)),
        _seconds("fit of a 70B header, engine asked", statistics.median(asked)),
    ]


def speed(model: Path, rounds: int) -> list[Figure]:
    """Predicted against measured decoding of quantisations that calibration has not seen."""
    with tempfile.TemporaryDirectory() as folder:
        rows = speeds.compare(model, Path(folder), rounds=rounds)
    worst = max(rows, key=lambda row: abs(row["error"]))
    each = ", ".join(f"{row['build']} {row['error']:+.0%}" for row in rows)
    return [_share("decode speed predicted, worst", abs(worst["error"]), 0.25, each)]


_OPTIONS = LoadOptions(context=4096, devices=("CPU",))


def _shapes() -> Any:
    """Return the helper that writes headers of real models' shapes."""
    tests = str(ROOT / "tests")
    if tests not in sys.path:
        sys.path.append(tests)
    from helpers import model_shapes

    return model_shapes


def _here(folder: Path, query: EngineQuery) -> Machine:
    paths = Paths(folder / "home")
    paths.ensure()
    return detect(paths, query)


def _no_hub() -> Any:
    raise AssertionError("The file is on the disk")


def _load(model: Path) -> Loaded:
    engine = LocalEngine()
    try:
        event = speeds.last(partial(engine.load, str(model), _OPTIONS))
        if not isinstance(event, Loaded):
            raise SystemExit(f"The starter model was not loaded: {event}")
        return event
    finally:
        engine.close()


def _share(name: str, value: float, most: float, note: str) -> Figure:
    return {**bounded(name, value, "share", most, f"≤ {100 * most:g} %"), "note": note}


def _seconds(name: str, value: float) -> Figure:
    return bounded(name, value, "s", 1.0, "≤ 1 s")
