"""A window in which one answer streams after another, until it is killed.

Run as `python -m helpers.answering_window`, with PARLEY_HOME set. It prints a line of JSON after
each round of painting: the time, a message's id, and its text as it is on the screen.
"""

from __future__ import annotations

import itertools
import json
import time

from PySide6.QtCore import QTimer

from helpers.scripted_engine import ScriptedEngine
from parley.application import Application, resources_dir
from parley.core.paths import Paths
from parley.ui import start
from parley.ui.windows import Windows


def main() -> None:
    """Answer for as long as it may."""
    app = start.application(resources_dir())
    engine = ScriptedEngine()
    program = Application(Paths.find(), resources_dir(), make_engine=lambda: engine)
    program.change_settings(titles="words")
    page = Windows(program).open().page
    questions = itertools.count()

    def go_on() -> None:
        if not engine.step() and not page.running:
            number = next(questions)
            engine.will_answer(*(f"word{number}-{n} " for n in range(100)))
            page.send(f"question {number}")
        views = page.transcript.views
        if views:
            key = views[-1].message.id
            print(json.dumps([time.time(), key, views[-1].text.toPlainText()]), flush=True)

    timer = QTimer()
    timer.timeout.connect(go_on)
    timer.start(10)
    app.exec()


if __name__ == "__main__":
    main()
