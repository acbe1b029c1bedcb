"""Garbage is collected on the window's thread only.

Python's collector runs in whichever thread happens to allocate. Where what it finds is an object of
Qt, it is destroyed there, and Qt ends the program for that.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

#: Milliseconds between two looks at whether there is enough to collect.
EVERY = 500


class Collector(QObject):
    """Stands in for Python's own collector from now until `close`; made on the window's thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        # What the start left behind stays until the end, and need not be looked through each time.
        gc.freeze()
        self._timer = QTimer(self)
        self._timer.timeout.connect(collect_due)
        self._timer.start(EVERY)

    def close(self) -> None:
        """Let Python collect by itself again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()


def collect_due() -> None:
    """Collect the oldest generation that has reached its threshold, as Python would."""
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation] > 0:
            gc.collect(generation)
            return
