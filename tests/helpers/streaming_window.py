"""The program with its real window, offscreen; it streams into a conversation until it is killed.

Run as `python -m helpers.streaming_window HOME`. For each line that it reads the program begins, in
a process of its own: a fork, because to import everything takes longer than the rest of the start.
It writes lines of JSON. The first is the number of that process. The second is the conversation
that was there: of each message its id, state, text, what is written under it, and what of it is on
the screen, `null` where it is too far up. Then a message is sent, which is answered at 200 tokens a
second, and each line after it is what is on the screen of both: the time (`time.monotonic`), and of
each message its id, role and text. The first is from when it was sent. When the process was killed
comes `null`, behind what may be half a line.
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
from parley.ui.chat.message_words import figures
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
    shown = {view.message.id: view.text.toPlainText() for view in transcript.views}
    whole = window.page.branching.whole
    found = [
        [each.id, each.status, each.content, figures(whole(each)), shown.get(each.id)]
        for each in transcript.messages
    ]
    print(json.dumps(found), flush=True)
    engine.will_answer(*(f"word{number} " for number in range(20_000)))
    window.page.send("Go on")

    def look() -> None:
        seen = [
            [view.message.id, view.message.role, view.text.toPlainText()]
            for view in transcript.views[-2:]
        ]
        print(json.dumps([time.monotonic(), seen]), flush=True)

    look()
    steps, looks = QTimer(), QTimer()
    steps.timeout.connect(engine.step)
    steps.start(_TOKEN_MS)
    looks.timeout.connect(look)
    looks.start(_LOOK_MS)
    app.exec()


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    serve(Path(sys.argv[1]))
