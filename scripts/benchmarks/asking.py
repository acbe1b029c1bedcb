"""One question asked in the real window, and the gaps of its event loop meanwhile."""

from __future__ import annotations

import time

from PySide6.QtCore import QEventLoop, Qt, QTimer

from parley.ui.main_window import MainWindow

_TICK = 0.005


def ask(window: MainWindow, text: str, *, watch: bool = True) -> list[float]:
    """Send `text`, wait for the end of the answer, and return the gaps, the smallest first.

    They are those between runs of a 5 ms timer while the answer came, beyond its 5 ms, in seconds.
    None without `watch`, which costs.
    """
    page = window.page
    loop = QEventLoop()
    page.progressed.connect(lambda: None if page.running else loop.quit())
    gaps: list[float] = []
    last = 0.0

    def tick() -> None:
        nonlocal last
        now = time.perf_counter()
        session = page.session
        if last and session is not None and session.state == "generating":
            gaps.append(now - last - _TICK)
        last = now

    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(tick)
    if watch:
        timer.start(int(_TICK * 1000))
    page.send(text)
    if page.running:
        loop.exec()
    timer.stop()
    return sorted(gaps)
