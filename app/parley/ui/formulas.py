"""LaTeX formulas as pictures, made in a process of their own that is there only when needed."""

from __future__ import annotations

import atexit
import os
from collections import OrderedDict
from collections.abc import Sequence
from functools import partial

import msgspec
from PySide6.QtCore import (
    QByteArray,
    QObject,
    QProcess,
    QProcessEnvironment,
    QRectF,
    QTimer,
    Signal,
)
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from parley.chat.formula_process import LETTERS, Request, Typeset, start_command

#: Milliseconds: for one formula, for the process to start, and until it ends for want of work.
_LONGEST, _START, _IDLE = 2_000, 30_000, 20_000
#: Longer ones stay text; so many are kept, and so many drawings of one.
_LETTERS, _KEPT, _DRAWINGS = 4_000, 1_000, 4


class Formula:
    """One formula: its size for letters of one pixel, and its drawings."""

    def __init__(self, made: Typeset) -> None:
        self._svg = made.svg
        self.error = made.error
        self.width = made.width / LETTERS
        self.ascent = made.ascent / LETTERS
        self.descent = made.descent / LETTERS
        self._drawn: OrderedDict[tuple[str, float, float], QPixmap] = OrderedDict()

    def pixmap(self, size: float, colour: str, ratio: float) -> QPixmap:
        """Return it drawn for letters of `size` pixels in `colour`, for a screen of `ratio`."""
        key = (colour, round(size, 2), ratio)
        pixmap = self._drawn.get(key)
        if pixmap is None:
            pixmap = self._draw(size, colour, ratio)
            self._drawn[key] = pixmap
            if len(self._drawn) > _DRAWINGS:
                self._drawn.popitem(last=False)
        return pixmap

    def _draw(self, size: float, colour: str, ratio: float) -> QPixmap:
        svg = self._svg.replace("<svg ", f'<svg fill="{colour}" ', 1).replace(
            '"black"', f'"{colour}"'
        )
        width = max(1, round(self.width * size * ratio))
        height = max(1, round((self.ascent + self.descent) * size * ratio))
        pixmap = QPixmap(width, height)
        pixmap.fill("transparent")
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, width, height))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap


class Formulas(QObject):
    """Makes formulas and keeps them; `made` says that some that were asked for are there."""

    made = Signal()

    def __init__(self, parent: QObject | None = None, command: Sequence[str] = ()) -> None:
        super().__init__(parent)
        self._command = list(command)
        self._known: OrderedDict[Request, Formula] = OrderedDict()
        self._waiting: dict[Request, None] = {}
        self._asked: Request | None = None
        self._process: QProcess | None = None
        # Not a child: Qt says a warning for a process that is destroyed while it runs.
        self._running: list[QProcess] = []
        end = partial(_end, self._running)
        self.destroyed.connect(end)
        # A program may also end with its windows still there.
        atexit.register(end)
        self.destroyed.connect(partial(atexit.unregister, end))
        self._ready = False
        self._lines = b""
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.timeout.connect(self._give_up)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_IDLE)
        self._idle.timeout.connect(self.close)
        self._tell = QTimer(self)
        self._tell.setSingleShot(True)
        self._tell.setInterval(16)
        self._tell.timeout.connect(self.made)

    @property
    def idle(self) -> bool:
        """Whether everything that was asked for is made."""
        return self._asked is None and not self._waiting

    @property
    def running(self) -> bool:
        """Whether its process is there."""
        return self._process is not None

    def get(self, latex: str, *, display: bool) -> Formula | None:
        """Return a formula, or None until it is made; one with an `error` cannot be drawn."""
        if len(latex) > _LETTERS:
            return Formula(Typeset(error="It is too long."))
        latex = latex.encode("utf-8", "replace").decode()
        request = Request(latex, display)
        formula = self._known.get(request)
        if formula is not None:
            self._known.move_to_end(request)
        elif request != self._asked and request not in self._waiting:
            self._waiting[request] = None
            self._go_on()
        return formula

    def close(self) -> None:
        """End the process; what was asked for and is not made yet waits for the next one."""
        self._process = None
        self._limit.stop()
        self._idle.stop()
        self._ready, self._lines = False, b""
        if self._asked is not None:
            self._waiting = {self._asked: None, **self._waiting}
            self._asked = None
        _end(self._running)

    # -- inside ----------------------------------------------------------------------------------

    def _go_on(self) -> None:
        if self._asked is not None or not self._waiting:
            return
        if self._process is None:
            self._start()
        elif self._ready:
            self._asked = self._next()
            self._process.write(msgspec.json.encode(self._asked) + b"\n")
            self._idle.stop()
            self._limit.start(_LONGEST)

    def _next(self) -> Request:
        """Take the formula that was asked for first."""
        request = next(iter(self._waiting))
        del self._waiting[request]
        return request

    def _start(self) -> None:
        command, environ = start_command(os.environ)
        program, *arguments = self._command or command
        process = QProcess()
        environment = QProcessEnvironment()
        for name, value in environ.items():
            environment.insert(name, value)
        process.setProcessEnvironment(environment)
        process.setProgram(program)
        process.setArguments(arguments)
        process.setStandardErrorFile(QProcess.nullDevice())
        process.readyReadStandardOutput.connect(self._read)
        process.errorOccurred.connect(self._failed)
        process.finished.connect(self._failed)
        self._process = process
        self._running.append(process)
        self._limit.start(_START)
        process.start()

    def _read(self) -> None:
        if self._process is None:
            return
        self._lines += bytes(self._process.readAllStandardOutput().data())
        *lines, self._lines = self._lines.split(b"\n")
        for line in lines:
            if not self._ready:
                self._ready = True
                self._limit.stop()
            elif self._asked is not None:
                try:
                    made = msgspec.json.decode(line, type=Typeset)
                except msgspec.DecodeError:
                    self._failed()
                    return
                self._take(made)
        self._go_on()

    def _take(self, made: Typeset) -> None:
        if self._asked is not None:
            self._known[self._asked] = Formula(made)
            if len(self._known) > _KEPT:
                self._known.popitem(last=False)
        self._asked = None
        self._limit.stop()
        self._idle.start()
        if not self._tell.isActive():
            self._tell.start()

    def _give_up(self) -> None:
        """End a process that does not answer, and go on with the next formula."""
        self._failed()

    def _failed(self) -> None:
        if self._asked is not None:
            self._take(Typeset(error="It takes too long."))
        elif not self._ready:
            # It does not start: everything stays text.
            while self._waiting:
                self._asked = self._next()
                self._take(Typeset(error="Formulas cannot be shown."))
        self.close()
        self._go_on()


def _end(running: list[QProcess], *_: object) -> None:
    """End the processes in the list, which is empty then."""
    while running:
        process = running.pop()
        process.blockSignals(True)
        process.kill()
        process.waitForFinished(1_000)
        process.deleteLater()
