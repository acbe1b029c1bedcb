"""The command palette, offscreen, over many conversations: opened, and typed into.

Prints one JSON object; times are seconds, from a key to the painted results.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtTest import QTest

from parley.application import Application, resources_dir
from parley.core.paths import Paths
from parley.ui import start
from parley.ui.main_window import MainWindow

_WORDS = (
    *("trip", "marseille", "bread", "kneading", "names", "sailing", "boat", "letter", "landlord"),
    *("sky", "blue", "python", "script", "wind", "mistral", "llama", "garden", "recipe", "soup"),
)
_QUERIES = ("mistral", "trip to mars", "ltr lnd", "new chat", "zzz", "sky blue soup")


def main() -> None:
    """Open the palette over `--conversations` and type several queries."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--conversations", type=int, required=True)
    count = parser.parse_args().conversations
    drawn = random.Random(1)
    app = start.application(resources_dir())
    with tempfile.TemporaryDirectory(prefix="parley-palette-") as home:
        program = Application(Paths(Path(home)), resources_dir())
        for _ in range(count):
            program.store.create(title=" ".join(drawn.choices(_WORDS, k=6)))
        window = MainWindow(program)
        window.show()
        app.processEvents()
        started = time.perf_counter()
        window.commands.run("palette.open")
        window.finding.palette.repaint()
        opened = time.perf_counter() - started
        QTest.qWait(500)  # The models come.
        print(json.dumps({"open": opened, "key_p99": _typed(window)}))
        window.close()
        program.close()
    sys.stdout.flush()


def _typed(window: MainWindow) -> float:
    """Return the time that 99 of 100 keys take at most."""
    palette = window.finding.palette
    seconds: list[float] = []
    for query in _QUERIES:
        palette.edit.clear()
        for letter in query:
            started = time.perf_counter()
            QTest.keyClick(palette.edit, letter)
            palette.repaint()
            seconds.append(time.perf_counter() - started)
    return sorted(seconds)[int(0.99 * (len(seconds) - 1))]


if __name__ == "__main__":
    main()
