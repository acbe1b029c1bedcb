"""PySide6 must not lose references to a bool when it emits signals.

A release that does (6.12.0) ends the interpreter after some hundred signals:
"Fatal Python error: bool_dealloc". From Python 3.12 on a bool is immortal and its count constant.
"""

from __future__ import annotations

import gc
import sys

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

EMISSIONS = 3000


class Worker(QObject):
    number = Signal(int)
    text = Signal(str)
    truth = Signal(bool)
    thing = Signal(object)

    @Slot()
    def work(self) -> None:
        for count in range(EMISSIONS):
            self.number.emit(count)
            self.text.emit("text")
            self.truth.emit(count % 2 == 0)
            self.thing.emit((count,))


class Receiver(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.received = 0

    @Slot(int)
    def count(self, value: int) -> None:
        self.received += 1


def test_signals_from_a_thread_keep_the_reference_counts_of_bools(qtbot):
    thread = QThread()
    worker = Worker()
    receiver = Receiver()
    seen: list[object] = []
    worker.moveToThread(thread)
    thread.started.connect(worker.work)
    worker.number.connect(receiver.count)
    worker.text.connect(lambda text: seen.append((text,)))
    worker.truth.connect(lambda truth: seen.append(len(seen)))
    worker.thing.connect(lambda thing: seen.append((thing,)), Qt.ConnectionType.QueuedConnection)

    gc.collect()  # what earlier tests left holds bools too, and would go at some moment
    before = sys.getrefcount(True), sys.getrefcount(False)
    thread.start()
    # Some of the lambdas run in the worker's thread: it has to live until all of them were called.
    qtbot.waitUntil(
        lambda: receiver.received == EMISSIONS and len(seen) == 3 * EMISSIONS, timeout=60_000
    )
    thread.quit()
    assert thread.wait(10_000)
    after = sys.getrefcount(True), sys.getrefcount(False)

    # A leak drops one reference per emission; other parts of the interpreter move a few.
    assert abs(after[0] - before[0]) < EMISSIONS / 10
    assert abs(after[1] - before[1]) < EMISSIONS / 10
