"""Predicted against measured speed of quantisations that the calibration has not seen.

The predictions know the starter model's own quantisation and products of made-up matrices; the
files that are measured are made here by the engine's quantiser and never seen before. Calibration,
prediction and measurement are taken anew in each round, one right after the other.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import threading
from functools import partial
from pathlib import Path
from typing import Any

import psutil

from parley.core.paths import Paths
from parley.engine.client import LocalEngine
from parley.engine.protocol import TERMINAL, Done, Event, LoadOptions, Message, Sampling
from parley.engine.query import EngineQuery
from parley.fit.calibration import Calibrator
from parley.fit.estimate import estimate
from parley.fit.shape import shape
from parley.fit.speed import predict
from parley.gguf import read
from parley.hardware.detection import detect
from parley.library.starter import starter_path

ROOT = Path(__file__).resolve().parents[2]
#: Quantisations that rows of 576 weights can be stored in, with llama.cpp's numbers of file types.
BUILDS = {"Q8_0": 7, "Q4_0": 2, "Q5_1": 9, "Q5_0": 8, "F16": 1, "IQ4_NL": 25, "Q4_K_M": 15}
USUAL = ("Q8_0", "Q4_0", "Q5_1", "F16", "IQ4_NL")
_TOKENS = 64
_RUNS = 2
_OPTIONS = LoadOptions(context=1024, devices=("CPU",))
_LIMIT = 300.0
Row = dict[str, Any]


def compare(
    model: Path, folder: Path, *, builds: tuple[str, ...] = USUAL, rounds: int = 3
) -> list[Row]:
    """Return a row for each build: predicted and measured tokens/s, and the error.

    `folder` keeps the quantisations of `model`. The error is that of the median of the rounds'
    ratios of predicted to measured decoding; 0.1 is ten percent too fast.
    """
    files = {name: _quantised(model, folder, name) for name in builds}
    shapes = {name: shape(read(path)) for name, path in files.items()}
    types = sorted({kind for each in shapes.values() for kind in each.types} - {"F32"})
    pairs: dict[str, list[tuple[float, float]]] = {name: [] for name in builds}
    prompts: dict[str, list[float]] = {name: [] for name in builds}
    with tempfile.TemporaryDirectory() as home:
        paths = Paths(Path(home))
        paths.ensure()
        query = EngineQuery()
        machine = detect(paths, query)
        calibrator = Calibrator(paths, query, LocalEngine, model)
        for _ in range(rounds):
            calibration = calibrator.measure(machine, types)
            for name, path in files.items():
                done = _measured(path)
                fill = done.context_used - done.generated_tokens // 2
                allocation = estimate(shapes[name], _OPTIONS, machine)
                said = predict(
                    shapes[name],
                    _OPTIONS,
                    allocation,
                    machine,
                    calibration,
                    fill=fill,
                    prompt=done.prompt_tokens,
                )
                decode = (done.generated_tokens - 1) / done.decode_seconds
                prefill = (done.prompt_tokens - done.cached_tokens) / done.prefill_seconds
                pairs[name].append((said.decode, decode))
                prompts[name].append(said.prefill / prefill)
    return [_row(name, files[name].stat().st_size, pairs[name], prompts[name]) for name in builds]


def _row(name: str, size: int, pairs: list[tuple[float, float]], prompts: list[float]) -> Row:
    ratio = statistics.median(said / seen for said, seen in pairs)
    return {
        "build": name,
        "bytes": size,
        "predicted": statistics.median(said for said, _ in pairs),
        "measured": statistics.median(seen for _, seen in pairs),
        "error": ratio - 1,
        "prefill_error": statistics.median(prompts) - 1,
    }


def _quantised(model: Path, folder: Path, name: str) -> Path:
    target = folder / f"{model.name.split('.')[0]}.{name}.gguf"
    if not target.exists():
        script = ROOT / "tests" / "helpers" / "quantised.py"
        part = target.with_suffix(".part")
        command = [sys.executable, str(script), str(model), str(part), str(BUILDS[name])]
        subprocess.run(command, check=True, timeout=_LIMIT)
        part.replace(target)
    return target


def _measured(path: Path) -> Done:
    """Return the figures of the faster of some runs of a model, as a window would have them."""
    engine = LocalEngine()
    try:
        last(partial(engine.load, str(path), _OPTIONS))
        sampling = Sampling(temperature=0, max_tokens=_TOKENS)
        runs = []
        for number in range(_RUNS):
            ask = (Message("user", f"{number}. " + "Write a long story about the sea. " * 10),)
            done = last(partial(engine.stream, ask, sampling=sampling))
            if not isinstance(done, Done) or done.generated_tokens < _TOKENS // 2:
                raise SystemExit(f"{path.name} gave no figures: {done}")
            runs.append(done)
        return min(runs, key=lambda done: done.decode_seconds / (done.generated_tokens - 1))
    finally:
        engine.close()


def last(start: Any) -> Event:
    """Start a job and return the event that ends it."""
    ended = threading.Event()
    seen: list[Event] = []

    def heard(event: Event) -> None:
        if isinstance(event, TERMINAL):
            seen.append(event)
            ended.set()

    start(on_event=heard)
    if not ended.wait(_LIMIT):
        raise SystemExit("The engine gave no answer.")
    return seen[0]


def main() -> int:
    """Compare and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="keeps the quantisations for the next time")
    parser.add_argument("--build", action="append", choices=tuple(BUILDS))
    options = parser.parse_args()
    model = starter_path()
    if model is None:
        raise SystemExit("The starter model is not there. Run scripts/run.py first.")
    with tempfile.TemporaryDirectory() as made:
        folder = options.folder or Path(made)
        builds = tuple(options.build or USUAL)
        rows = compare(model, folder, builds=builds, rounds=options.rounds)
    if options.json:
        print(json.dumps({"load_average": psutil.getloadavg(), "rows": rows}))
        return 0
    print(f"{'build':8} {'MB':>6} {'predicted':>10} {'measured':>10} {'error':>7} {'prompt':>7}")
    for row in rows:
        print(
            f"{row['build']:8} {row['bytes'] / 1e6:6.0f} {row['predicted']:10.1f}"
            f" {row['measured']:10.1f} {row['error']:+7.0%} {row['prefill_error']:+7.0%}"
        )
    print(f"load average: {psutil.getloadavg()[0]:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
