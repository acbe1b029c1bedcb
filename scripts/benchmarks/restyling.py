"""Another theme, offscreen, with the panel and the dialog of settings open.

Prints one JSON object: the seconds from the choice to the painted windows.
"""

from __future__ import annotations

import json
import os
import statistics
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

_CHANGES = 5


def main() -> None:
    """Open everything and change the theme to and fro."""
    app = start.application(resources_dir())
    with tempfile.TemporaryDirectory(prefix="parley-restyling-") as home:
        program = Application(Paths(Path(home)), resources_dir())
        program.change_settings(theme="light")
        window = MainWindow(program)
        window.resize(1200, 800)
        window.show()
        window.settings_pane.open()
        window.settings_pane.open_dialog()
        QTest.qWait(1000)  # The machine is looked at.
        seconds: list[float] = []
        for change in range(_CHANGES):
            started = time.perf_counter()
            window.commands.run("theme.light" if change % 2 else "theme.dark")
            app.processEvents()
            seconds.append(time.perf_counter() - started)
        print(json.dumps({"seconds": statistics.median(seconds), "widgets": len(app.allWidgets())}))
        window.close()
        program.close()
    sys.stdout.flush()


if __name__ == "__main__":
    main()
