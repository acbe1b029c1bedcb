"""The transcript, offscreen: a long conversation opened, scrolled, appended to and streamed into.

Prints one JSON object; times are seconds. The gaps are those between runs of a 5 ms timer on the
window's thread, beyond its 5 ms, while an engine that is none tells 200 tokens a second.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import msgspec
from asking import ask
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from parley.application import Application, resources_dir
from parley.chat.turn import options_of
from parley.chat.values import Figures
from parley.core.paths import Paths
from parley.engine.protocol import (
    Done,
    EngineState,
    Event,
    Failed,
    Loaded,
    LoadOptions,
    Message,
    OnEvent,
    Prefill,
    Sampling,
    Token,
)
from parley.ui import start
from parley.ui.main_window import MainWindow

_RATE = 200
_TURNS = 30
_QUESTION = "What should I know about the mistral before I go there, and what should I pack?"
_ANSWER = (
    "The mistral is a **cold, dry wind** from the north-west. It blows down the Rhône valley and "
    "reaches its greatest force near the coast.\n\n- It can blow for days.\n- It clears the sky.\n"
    "\n```python\nfor day in journey:\n    pack(day.jacket)\n```\n\nHouses face *away* from it.\n"
)


#: Rows of a table in one token, where it begins.
_AT_ONCE = 5


def _words() -> Iterator[str]:
    return itertools.cycle(part + " " for part in _ANSWER.split(" "))


def _table(rows: int) -> Iterator[str]:
    """Yield a table without an end: some rows at a time at first, then word by word."""
    lines = (f"| {n} | The *mistral* blows for {n % 9} days | yes |\n" for n in itertools.count())
    yield "| Day | What happens | Cold |\n|---:|---|---|\n"
    for _ in range(rows // _AT_ONCE):
        yield "".join(itertools.islice(lines, _AT_ONCE))
    for line in lines:
        yield from (f"{word} " if word != "|\n" else word for word in line.split(" "))


class PacedEngine:
    """Answers with the same words at a steady pace; loads in no time."""

    def __init__(self) -> None:
        self.model: Loaded | None = None
        self.state: EngineState = "off"
        self._jobs = itertools.count(1)
        self._stops: set[int] = set()
        self._threads: list[threading.Thread] = []
        #: Of an answer: tokens of words, and rows of a table before them, which then goes on.
        self.tokens = self.rows = 0

    def load(self, path: str, options: LoadOptions, on_event: OnEvent) -> int:
        job = next(self._jobs)
        name = Path(path).stem
        self.model = Loaded(
            job=job, name=name, architecture="llama", description=name, load_seconds=0.0,
            memory_bytes=0, device_bytes={}, context=options.context, context_trained=8192,
            weights_bytes=0, parameters=0, threads=1, model_key=name, prefill_chunk=256,
            has_template=True,
        )  # fmt: skip
        self.state = "ready"
        return self._run(lambda: on_event(self.model), job)  # type: ignore[arg-type]

    def stream(self, messages: tuple[Message, ...], on_event: OnEvent, **_: object) -> int:
        job, count = next(self._jobs), self.tokens

        def tell() -> None:
            on_event(Prefill(job, 1, 1, 0))
            words = _table(self.rows) if self.rows else _words()
            begun = time.perf_counter()
            for number in range(count + self.rows // _AT_ONCE):
                pause = begun + number / _RATE - time.perf_counter()
                if pause > 0:
                    time.sleep(pause)
                on_event(Token(job, next(words)))
            taken = time.perf_counter() - begun
            on_event(Done(job, "stop", 20, 0, count, 0.0, taken, 0.1, 1, 20 + count, 4096))

        return self._run(tell, job)

    def tokenize(self, messages: tuple[Message, ...], on_event: OnEvent, **_: object) -> int:
        return self._refuse(on_event)

    def count(self, texts: tuple[str, ...], on_event: OnEvent) -> int:
        return self._refuse(on_event)

    def stop(self, job: int) -> None:
        self._stops.add(job)

    def forget(self, conversation: str) -> None:
        pass

    def unload(self) -> None:
        self.model = None

    def close(self) -> None:
        for thread in self._threads:
            thread.join()

    def subscribe(self, on_change: Callable[[EngineState, Loaded | None], None]) -> None:
        pass

    def _refuse(self, on_event: OnEvent) -> int:
        job = next(self._jobs)
        event: Event = Failed(job, "no_model", "Nothing is counted here.", "Go on.")
        return self._run(lambda: on_event(event), job)

    def _run(self, do: Callable[[], None], job: int) -> int:
        thread = threading.Thread(target=do, daemon=True)
        self._threads.append(thread)
        thread.start()
        return job


def main() -> None:
    """Measure `opening`, `appending`, or the gaps while `streaming`, with so many `--messages`."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["opening", "appending", "streaming"])
    parser.add_argument("--messages", type=int, required=True)
    parser.add_argument("--tokens", type=int, default=2000)
    parser.add_argument("--rows", type=int, default=0, help="stream into a table of so many")
    options = parser.parse_args()
    engine = PacedEngine()
    with tempfile.TemporaryDirectory() as home:
        program = Application(Paths(Path(home)), resources_dir(), make_engine=lambda: engine)
        talk = _fill(program, options.messages)
        app = start.application(program.resources)
        window = MainWindow(program)
        window.resize(1100, 800)
        window.show()
        app.processEvents()
        if options.what == "opening":
            result = _opening(window, app, talk)
        elif options.what == "appending":
            engine.tokens = 1
            result = _appending(window, app, program, talk)
        else:
            engine.tokens, engine.rows = options.tokens, options.rows
            result = _streaming(window, app, talk)
        print(json.dumps(result))
        window.close()
        program.close()
    sys.stdout.flush()


def _fill(program: Application, count: int) -> int:
    """Store a conversation as the window would have, with everything that is kept of an answer."""
    conversation = program.store.create(title="A long conversation")
    figures = Figures(12, 4, 100, 0.2, 3.0, 0.3, 7, 900, 4096)
    options = options_of(Sampling(), LoadOptions())
    for _ in range(count // 2):
        _, answer = program.store.begin_turn(
            conversation.id, _QUESTION, model="Small", quantisation="Q4_K_M", options=options
        )
        program.store.finish(
            msgspec.structs.replace(answer, content=_ANSWER, status="complete", figures=figures)
        )
    return conversation.id


def _opening(window: MainWindow, app: QApplication, talk: int) -> dict[str, float]:
    seconds = []
    for _ in range(5):
        window.open_conversation(None)
        app.processEvents()
        begun = time.perf_counter()
        window.open_conversation(talk)
        app.processEvents()
        seconds.append(time.perf_counter() - begun)
    steps = []
    bar = window.page.transcript.verticalScrollBar()
    for _ in range(300):
        begun = time.perf_counter()
        bar.setValue(bar.value() - 60)
        app.processEvents()
        steps.append(time.perf_counter() - begun)
    steps.sort()
    return {
        "seconds": sorted(seconds)[2],
        "worst": max(seconds),
        "step_p99": steps[int(len(steps) * 0.99)],
        "widgets": len(window.page.transcript.views),
    }


def _appending(
    window: MainWindow, app: QApplication, program: Application, talk: int
) -> dict[str, float]:
    """Measure a message, the first token of its answer and its end, in long and short by turns."""
    talks = {"long": [talk] * _TURNS, "short": [_fill(program, 10) for _ in range(_TURNS)]}
    for each in {talk, *talks["short"]}:
        program.store.set_policy(each, "trim_oldest")  # By default one would be asked what to do.
    seconds: dict[str, list[float]] = {"long": [], "short": []}
    for turn in range(_TURNS):
        for which, each in talks.items():
            window.open_conversation(each[turn])
            for _ in range(20):  # Widgets beyond the view are made one after the other.
                app.processEvents()
            begun = time.perf_counter()
            window.page.send(_QUESTION)
            while window.page.running:
                app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            app.processEvents()
            seconds[which].append(time.perf_counter() - begun)
    # The first of each loads the model, and makes what is made once.
    return {which: statistics.median(each[1:]) for which, each in seconds.items()}


def _streaming(window: MainWindow, app: QApplication, talk: int) -> dict[str, float]:
    window.open_conversation(talk)
    app.processEvents()
    gaps = ask(window, "Tell me everything about it.")
    figures = window.page.transcript.messages[-1].figures
    assert figures is not None
    return {
        "tokens_per_second": (figures.generated_tokens - 1) / figures.decode_seconds,
        "gap_p50": gaps[len(gaps) // 2],
        "gap_p99": gaps[int(len(gaps) * 0.99)],
        "gap_max": gaps[-1],
    }


if __name__ == "__main__":
    main()
