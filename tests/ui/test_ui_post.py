"""Bringing calls to the window's thread."""

from __future__ import annotations

import sys
import threading

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from parley.ui.post import Poster


def test_calls_run_on_the_windows_thread_in_order(app: QApplication, qtbot: QtBot) -> None:
    poster = Poster()
    ran: list[tuple[int, threading.Thread]] = []

    def work() -> None:
        for number in range(100):
            poster(lambda number=number: ran.append((number, threading.current_thread())))

    thread = threading.Thread(target=work)
    thread.start()
    qtbot.waitUntil(lambda: len(ran) == 100)
    thread.join()
    assert [number for number, _ in ran] == list(range(100))
    assert {where for _, where in ran} == {threading.main_thread()}


def test_nothing_runs_after_the_window_is_gone(app: QApplication) -> None:
    poster = Poster()
    ran: list[int] = []
    poster(lambda: ran.append(1))
    poster.close()
    poster(lambda: ran.append(2))
    app.processEvents()
    assert ran == []


class _Source(QObject):
    told = Signal(bool)


def test_signals_leave_the_counts_of_references_alone(app: QApplication) -> None:
    # PySide6 6.12.0 drops one at each emission, and the interpreter dies after some hundreds.
    source = _Source()
    heard: list[bool] = []
    source.told.connect(heard.append)
    before = (sys.getrefcount(True), sys.getrefcount(False))
    for number in range(4000):
        source.told.emit(number % 2 == 0)
    assert len(heard) == 4000
    heard.clear()
    after = (sys.getrefcount(True), sys.getrefcount(False))
    assert all(abs(a - b) < 100 for a, b in zip(before, after, strict=True))


def test_a_window_may_go_while_a_thread_calls(app: QApplication) -> None:
    for _ in range(300):
        poster = Poster()
        began, ended = threading.Event(), threading.Event()

        def call(poster: Poster = poster, began: threading.Event = began,
                 ended: threading.Event = ended) -> None:  # fmt: skip
            while not ended.is_set():
                poster(int)
                began.set()

        thread = threading.Thread(target=call)
        thread.start()
        began.wait()
        poster.close()
        shiboken6.delete(poster)
        ended.set()
        thread.join()
    app.processEvents()
