"""How long the window's thread was kept busy by one thing, while a test did several."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtWidgets import QApplication


def busiest(app: QApplication, *actions: Callable[[], object]) -> float:
    """Do `actions`, each with what it leads to at once; return the seconds that the longest took.

    It is the processor time of this thread, so that other programs on the machine change nothing;
    the best of three is what an action takes, since the first may load what is kept then.
    """
    longest = 0.0
    for action in actions:
        taken = []
        for _ in range(3):
            app.processEvents()
            began = time.thread_time()
            action()
            app.processEvents()
            taken.append(time.thread_time() - began)
        longest = max(longest, min(taken))
    return longest
