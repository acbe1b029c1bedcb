"""Each figure that Parley claims, beside a reference taken in the same run.

Prints a table, with `--json` one object; `--only NAME` (repeatable) runs a part, `--rounds N` sets
how often each pair is measured. The two of a pair are measured one right after the other, and the
median of the pairs' ratios counts, since absolute times on a shared machine mean little.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil

from benchmarks import download, fit, library, search
from benchmarks.figures import Figure, bounded, ratio
from parley.core.processors import performance_cores
from parley.engine.client import LocalEngine
from parley.engine.protocol import (
    TERMINAL,
    Done,
    Event,
    LoadOptions,
    Message,
    Prefill,
    Sampling,
    Token,
)
from parley.library.starter import starter_path

ROOT = Path(__file__).resolve().parents[2]
_STORY = "The lighthouse keeper counts ships, gulls and clouds, and writes each into a book. "
_LIMIT = 300.0


class Bench:
    """The measurements. Each returns its figures."""

    def __init__(self, model: Path, rounds: int) -> None:
        self._model = model
        self._rounds = rounds
        self._threads = performance_cores()

    def decode(self) -> list[Figure]:
        """Tokens a second streamed into the window against the engine's own loop."""
        tokens = 256
        ours: list[float] = []
        raw: list[float] = []
        for _ in range(self._rounds):
            raw.append(self._loop("decode", new=tokens, history=40)["tokens_per_second"])
            ours.append(self._window(tokens=tokens)["tokens_per_second"])
        return [ratio("decode, in the window", ours, raw, "tokens/s", at_least=0.97)]

    def second_turn(self) -> list[Figure]:
        """First token of a second turn against a prefill of its new tokens alone."""
        ours, raw = [], []
        question = Message("user", "And what does the keeper write on days of fog? Tell me all.")
        for _ in range(self._rounds):
            with _Engine(self._model, None) as engine:
                first = engine.chat((Message("user", _STORY * 40),), conversation="c", limit=24)
                history = (
                    Message("user", _STORY * 40),
                    Message("assistant", first.text),
                    question,
                )
                done = engine.chat(history, conversation="c", limit=2).done
                chunk = engine.chunk
            new = done.prompt_tokens - done.cached_tokens
            ours.append(done.first_token_seconds)
            raw.append(
                self._loop("prefill", new=new, history=done.cached_tokens, chunk=chunk)["seconds"]
            )
        return [ratio("second turn, first token", ours, raw, "s", at_most=1.2)]

    def reopen(self) -> list[Figure]:
        """First token after a restart, from the saved state, against the full prefill."""
        ours, full = [], []
        story = Message("user", _STORY * 130)
        for _ in range(max(self._rounds // 2, 2)):
            with tempfile.TemporaryDirectory() as folder:
                with _Engine(self._model, Path(folder)) as engine:
                    first = engine.chat((story,), conversation="c", limit=8)
                history = (story, Message("assistant", first.text), Message("user", "Go on."))
                with _Engine(self._model, Path(folder)) as engine:
                    done = engine.chat(history, conversation="c", limit=2).done
                with _Engine(self._model, None) as engine:
                    fresh = engine.chat(history, limit=2).done
            ours.append(done.first_token_seconds)
            full.append(fresh.first_token_seconds)
        figure = ratio("reopened conversation, first token", ours, full, "s", at_most=0.15)
        return [
            {**figure, "note": f"{done.prompt_tokens:,} tokens, {done.cached_tokens:,} restored"}
        ]

    def stop(self) -> list[Figure]:
        """From a stop to the end of the job, while generating and while reading a prompt."""
        generating, reading, slices = [], [], []
        with _Engine(self._model, None) as engine:
            for number in range(4 * self._rounds):
                generating.append(engine.stop_after(Token, (Message("user", "Tell a story."),)))
                text = f"{number} " + _STORY * 60
                reading.append(engine.stop_after(Prefill, (Message("user", text),)))
            seen = engine.chat((Message("user", "Now. " + _STORY * 60),), limit=1)
            times = [at for at, event in seen.timeline if isinstance(event, Prefill)]
            slices = [b - a for a, b in itertools.pairwise(times)]
        return [
            bounded("stop while generating, worst", max(generating), "s", 0.1, "≤ 0.1"),
            ratio(
                "stop while reading, worst against a slice",
                [max(reading)],
                [max(slices)],
                "s",
                at_most=1.0,
            ),
        ]

    def window(self) -> list[Figure]:
        """Time from process start to the first painted window, and memory when idle."""
        seconds, memory, interpreter = [], [], []
        command = [sys.executable, "-m", "parley", "--measure-start"]
        for _ in range(self._rounds + 1):
            with tempfile.TemporaryDirectory() as home:
                env = {"PARLEY_HOME": home, "QT_QPA_PLATFORM": "offscreen"}
                for _ in range(2):  # the second start finds its files
                    result = _run(command, env)
            seconds.append(result["window_seconds"])
            memory.append(result["rss_bytes"])
            started = time.perf_counter()
            subprocess.run(
                [sys.executable, "-c", "from PySide6.QtWidgets import QApplication"], check=True
            )
            interpreter.append(time.perf_counter() - started)
        value, reference = statistics.median(seconds), statistics.median(interpreter)
        idle = statistics.median(memory)
        return [
            {
                **bounded("window up, warm start", value, "s", 0.8, "≤ 0.8 s"),
                "reference": reference,
                "ratio": value / reference,
                "note": "reference: Python importing Qt alone",
            },
            bounded("memory of the idle window", idle, "bytes", 160e6, "≤ 160 MB"),
        ]

    def event_loop(self) -> list[Figure]:
        """Gaps of the window's event loop while streaming into 1,000 messages."""
        gaps = [self._window(tokens=200, messages=1000)["gap_p99"] for _ in range(self._rounds)]
        value = statistics.median(gaps)
        # The starter model's pace is that of the machine; this one is 200 tokens a second.
        paced = [
            self._transcript("streaming", messages=1000)["gap_p99"] for _ in range(self._rounds)
        ]
        table = [
            self._transcript("streaming", messages=10, rows=600)["gap_p99"]
            for _ in range(self._rounds)
        ]
        return [
            bounded("event loop gap, 1,000 messages, p99", value, "s", 0.017, "≤ 0.017"),
            bounded(
                "the same at 200 tokens/s, p99", statistics.median(paced), "s", 0.017, "≤ 0.017"
            ),
            bounded(
                "the same into 600 rows of a table", statistics.median(table), "s", 0.017, "≤ 0.017"
            ),
        ]

    def restyling(self) -> list[Figure]:
        """Another theme, with the panel and the dialog of settings open."""
        command = [sys.executable, str(ROOT / "scripts" / "benchmarks" / "restyling.py")]
        seconds = statistics.median(_run(command, {})["seconds"] for _ in range(self._rounds))
        return [bounded("another theme, settings open", seconds, "s", 0.3, "≤ 0.3")]

    def opening(self) -> list[Figure]:
        """Opening a conversation of 10,000 messages, and a step of the wheel in it."""
        runs = [self._transcript("opening", messages=10_000) for _ in range(self._rounds)]
        seconds = statistics.median(run["seconds"] for run in runs)
        step = statistics.median(run["step_p99"] for run in runs)
        return [
            bounded("open 10,000 messages", seconds, "s", 0.2, "≤ 0.2"),
            bounded("scroll a step in them, p99", step, "s", 0.033, "≤ 0.033"),
        ]

    def appending(self) -> list[Figure]:
        """A message at the end of 10,000, from the key to the end of its answer, against ten."""
        runs = [self._transcript("appending", messages=10_000) for _ in range(self._rounds)]
        ours, short = ([run[which] for run in runs] for which in ("long", "short"))
        return [ratio("a message at 10,000, against at 10", ours, short, "s", at_most=1.2)]

    def palette(self) -> list[Figure]:
        """A key in the command palette, over 5,000 conversations."""
        script = ROOT / "scripts" / "benchmarks" / "palette.py"
        command = [sys.executable, str(script), "--conversations", "5000"]
        keys = [_run(command, {})["key_p99"] for _ in range(self._rounds)]
        value = statistics.median(keys)
        return [bounded("a key in the palette, p99", value, "s", 0.016, "≤ 0.016")]

    def memory(self) -> list[Figure]:
        """Memory of models, predicted and verified, against the engine's own."""
        return fit.memory(self._model)

    def header(self) -> list[Figure]:
        """Time for a fit of a large model from its header."""
        return fit.header(self._rounds)

    def speed(self) -> list[Figure]:
        """Predicted against measured decoding."""
        return fit.speed(self._model, self._rounds)

    def listing(self) -> list[Figure]:
        """Time for the list of many models."""
        return library.listing(self._rounds)

    def download(self) -> list[Figure]:
        """A download, hashed, against a plain copy by the same HTTP client."""
        return download.download(self._rounds)

    def search(self) -> list[Figure]:
        """Time for a search of many messages, against reading them all."""
        return search.search(self._rounds)

    def _loop(self, loop: str, *, new: int, history: int, chunk: int = 512) -> dict[str, float]:
        numbers = {"threads": self._threads, "context": 4096, "history": history, "new": new}
        numbers["chunk"] = chunk
        flags = [part for name, n in numbers.items() for part in (f"--{name}", str(n))]
        script = ROOT / "scripts" / "benchmarks" / "engine_loop.py"
        return _run([sys.executable, str(script), loop, str(self._model), *flags], {})

    def _window(self, *, tokens: int, messages: int = 0) -> dict[str, float]:
        script = ROOT / "scripts" / "benchmarks" / "window.py"
        flags = ["--tokens", str(tokens), "--messages", str(messages)]
        flags += ["--gaps"] if messages else []
        return _run([sys.executable, str(script), str(self._model), *flags], {})

    def _transcript(self, what: str, *, messages: int, rows: int = 0) -> dict[str, float]:
        script = ROOT / "scripts" / "benchmarks" / "transcript.py"
        options = ["--messages", str(messages), "--rows", str(rows)]
        return _run([sys.executable, str(script), what, *options], {})


class NotMeasured(Exception):  # noqa: N818 - it is an outcome
    """A run did not come to its end."""


class _Seen:
    """One job's events with their times of arrival."""

    def __init__(self) -> None:
        self.timeline: list[tuple[float, Event]] = []
        self._news = threading.Condition()

    def __call__(self, event: Event) -> None:
        with self._news:
            self.timeline.append((time.perf_counter(), event))
            self._news.notify_all()

    def wait(self, *kinds: type) -> float:
        """Wait for an event of one of `kinds`; return when it came."""

        def found() -> list[float]:
            return [at for at, event in self.timeline if isinstance(event, kinds)]

        with self._news:
            if not self._news.wait_for(lambda: bool(found()), _LIMIT):
                raise NotMeasured(f"nothing came of {kinds} in {_LIMIT:g} s")
            return found()[0]

    @property
    def done(self) -> Done:
        """The job's figures."""
        self.wait(*TERMINAL)
        event = self.timeline[-1][1]
        if not isinstance(event, Done):
            raise NotMeasured(f"the engine failed: {event}")
        return event

    @property
    def text(self) -> str:
        """What the model wrote."""
        return "".join(event.text for _, event in self.timeline if isinstance(event, Token))


class _Engine:
    """A loaded engine for as long as a `with` lasts."""

    def __init__(self, model: Path, state_dir: Path | None) -> None:
        self._engine = LocalEngine(state_dir=state_dir)
        self._model = model

    def __enter__(self) -> _Engine:
        seen = _Seen()
        self._engine.load(str(self._model), LoadOptions(context=4096), seen)
        seen.wait(*TERMINAL)
        if self._engine.model is None:
            raise NotMeasured(f"the model was not loaded: {seen.timeline[-1][1]}")
        self.chunk = self._engine.model.prefill_chunk
        return self

    def __exit__(self, *_: object) -> None:
        self._engine.close()

    def chat(self, messages: tuple[Message, ...], *, limit: int, conversation: str = "") -> _Seen:
        """Ask and wait for the end."""
        seen = _Seen()
        sampling = Sampling(temperature=0, max_tokens=limit)
        self._engine.stream(messages, seen, sampling=sampling, conversation=conversation)
        _ = seen.done
        return seen

    def stop_after(self, kind: type, messages: tuple[Message, ...]) -> float:
        """Stop after the first event of a kind; return the seconds to the job's end."""
        seen = _Seen()
        job = self._engine.stream(messages, seen, sampling=Sampling(seed=1))
        seen.wait(kind, *TERMINAL)
        asked = time.perf_counter()
        self._engine.stop(job)
        return seen.wait(*TERMINAL) - asked


def _run(command: list[str], env: dict[str, str]) -> dict[str, float]:
    path = os.pathsep.join([str(ROOT / "app"), *filter(None, [os.environ.get("PYTHONPATH")])])
    answer = subprocess.run(
        command,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": path, **env},
        timeout=_LIMIT,
        check=False,
    )
    if answer.returncode != 0:
        raise NotMeasured(f"{' '.join(command)} failed:\n{answer.stderr}")
    result: dict[str, float] = json.loads(answer.stdout.strip().splitlines()[-1])
    return result


def _machine() -> dict[str, Any]:
    return {
        "system": platform.platform(),
        "processor": _processor(),
        "cores": performance_cores(),
        "memory_bytes": psutil.virtual_memory().total,
        "load_average": list(psutil.getloadavg()),
        "python": platform.python_version(),
        "engine": version("llama-cpp-python"),
    }


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor()


def _rows(figures: list[Figure]) -> Iterator[str]:
    def number(value: float | None, unit: str) -> str:
        if value is None:
            return ""
        if unit == "share":
            return f"{100 * value:.2f} %"
        return f"{value / 1e6:.0f} MB" if unit == "bytes" else f"{value:.3g} {unit}"

    yield f"{'figure':44} {'value':>15} {'reference':>15} {'ratio':>7}  target"
    for figure in figures:
        quotient = "" if figure["ratio"] is None else f"{figure['ratio']:.3f}"
        yield (
            f"{figure['name']:44} {number(figure['value'], figure['unit']):>15}"
            f" {number(figure['reference'], figure['unit']):>15} {quotient:>7}"
            f"  {figure['target']}  {'holds' if figure['holds'] else 'short'}"
        )


def main() -> int:
    """Measure and print. Returns 0 whether or not the figures hold, 1 if one is lacking."""
    names = (
        *("decode", "second_turn", "reopen", "stop", "window", "event_loop", "opening"),
        *(
            "appending",
            "palette",
            "restyling",
            "memory",
            "header",
            "speed",
            "listing",
            "download",
            "search",
        ),
    )
    parser = argparse.ArgumentParser(prog="bench.py", description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only", action="append", choices=names)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    model = starter_path()
    if model is None:
        raise SystemExit("The starter model is not there. Run scripts/run.py first.")
    bench = Bench(model, options.rounds)
    figures: list[Figure] = []
    failed = False
    for name in options.only or names:
        print(f"measuring: {name}", file=sys.stderr)
        measure: Callable[[], list[Figure]] = getattr(bench, name)
        try:
            figures += measure()
        except NotMeasured as error:
            failed = True
            print(f"not measured: {error}", file=sys.stderr)
    if options.json:
        print(json.dumps({"machine": _machine(), "figures": figures}))
    else:
        print("\n".join(_rows(figures)))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
