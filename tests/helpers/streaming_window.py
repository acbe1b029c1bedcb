"""The program with its real window, offscreen; it streams into a conversation until it is killed.

Run as `python -m helpers.streaming_window HOME`. For each line that it reads the program begins, in
a process of its own: a fork, because to import everything takes longer than the rest of the start.
It writes lines of JSON. The first is the number of that process. The second is what it shows of the
conversation that was there: ids, states and texts. Each line after it is what it shows of the
answer that comes at 200 tokens a second: the time (`time.monotonic`), the message's id, its text.
When the process was killed comes `null`, behind what may be half a line.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer

import parley.fit.recorder  # noqa: F401  (the first answer loads it)
from helpers.scripted_engine import ScriptedEngine
from parley.application import Application, resources_dir
from parley.core.paths import Paths
from parley.ui import start
from parley.ui.main_window import MainWindow

_TOKEN_MS, _LOOK_MS = 5, 20


def serve(home: Path) -> None:
    """Begin the program for each line of stdin, one at a time."""
    for _ in sys.stdin:
        # Nothing of Qt has begun here and there is one thread, so a fork is as good as a start.
        process = os.fork()
        if not process:
            main(home)
            os._exit(1)
        os.waitpid(process, 0)
        print("\nnull", flush=True)


def main(home: Path) -> None:
    """Stream for ever."""
    print(os.getpid(), flush=True)
    engine = ScriptedEngine()
    program = Application(Paths(home), resources_dir(), make_engine=lambda: engine)
    app = start.application(program.resources)
    window = MainWindow(program)
    window.show()
    transcript = window.page.transcript
    if talks := program.store.conversations():
        window.open_conversation(talks[0].id)
    app.processEvents()
    found = [
        [view.message.id, view.message.status, view.message.content, view.text.toPlainText()]
        for view in transcript.views
        if view.message.role == "assistant"
    ]
    print(json.dumps(found), flush=True)
    engine.will_answer(*(f"word{number} " for number in range(20_000)))
    window.page.send("Go on")

    def look() -> None:
        view = transcript.views[-1]
        shown = view.text.toPlainText()
        if view.message.role == "assistant" and shown:
            print(json.dumps([time.monotonic(), view.message.id, shown]), flush=True)

    steps, looks = QTimer(), QTimer()
    steps.timeout.connect(engine.step)
    steps.start(_TOKEN_MS)
    looks.timeout.connect(look)
    looks.start(_LOOK_MS)
    app.exec()


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    serve(Path(sys.argv[1]))
