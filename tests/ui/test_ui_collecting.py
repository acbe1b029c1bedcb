"""What Qt made is freed on the window's thread, whoever makes garbage."""

from __future__ import annotations

import gc
import threading

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from parley.ui.collecting import Collector, collect_due


class _Ring(QObject):
    """One that only the collector can free; it says on which thread that was."""

    def __init__(self, freed: list[threading.Thread]) -> None:
        super().__init__()
        self.itself = self
        self._freed = freed

    def __del__(self) -> None:
        self._freed.append(threading.current_thread())


@pytest.fixture
def collector(app: QApplication) -> Collector:
    """Return a collector that is at work."""
    gc.enable()
    return Collector(app)


def test_a_thread_that_makes_garbage_frees_nothing_of_qt(collector: Collector) -> None:
    freed: list[threading.Thread] = []
    _Ring(freed)

    def litter() -> None:
        for _ in range(20):
            rings: list[list[object]] = [[] for _ in range(2_000)]
            for ring in rings:
                ring.append(ring)

    thread = threading.Thread(target=litter)
    thread.start()
    thread.join()
    assert freed == []
    while not freed:
        before = gc.get_count()
        collect_due()
        if gc.get_count() == before:
            gc.collect()
    assert freed == [threading.main_thread()]
    collector.close()
    assert gc.isenabled()


def test_enough_garbage_is_collected_from_the_event_loop(
    collector: Collector, app: QApplication
) -> None:
    freed: list[threading.Thread] = []
    _Ring(freed)
    kept = [[] for _ in range(3_000)]  # type: ignore[var-annotated]
    while not freed:
        app.processEvents()
    assert freed == [threading.current_thread()]
    assert len(kept) == 3_000
    collector.close()
