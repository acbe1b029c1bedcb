"""A window in which somebody types and sends nothing, until it is killed.

Run as `python -m helpers.typing_program TEXT [CONVERSATION]`, with PARLEY_HOME set.
"""

from __future__ import annotations

import sys

from PySide6.QtTest import QTest

from helpers.scripted_engine import ScriptedEngine
from parley.application import Application, resources_dir
from parley.core.paths import Paths
from parley.ui import start
from parley.ui.windows import Windows


def main(text: str, conversation_id: int | None) -> None:
    """Type for as long as it may."""
    app = start.application(resources_dir())
    program = Application(Paths.find(), resources_dir(), make_engine=ScriptedEngine)
    window = Windows(program).open(conversation_id)
    QTest.keyClicks(window.page.composer.edit, text)
    app.exec()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else None)
