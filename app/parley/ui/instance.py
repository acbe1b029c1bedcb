"""A second start of the program raises the first, instead of opening the same home twice.

Two processes on one home are safe all the same; where the first does not answer, a second opens.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec
from PySide6.QtCore import QLockFile, QStandardPaths, QUrl

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

    from parley.core.paths import Paths

#: Seconds to wait for the program that runs: it may be starting itself, or be gone.
_PATIENCE = 4.0
#: Bytes of one request at most; whoever sends more is no start of this program.
_MOST = 1 << 20
#: Most bytes that the address of a local socket may have, on the strictest system.
_LONGEST = 100


class Request(msgspec.Struct, frozen=True):
    """What a start of the program asks for.

    Attributes:
        what: bring a window to the front, open another one, or show the quick-ask window.
        files: absolute paths of files to open.
        token: with which the desktop lets the window that answers take the keyboard.
    """

    what: Literal["show", "window", "quick-ask"] = "show"
    files: tuple[str, ...] = ()
    token: str = ""


class Instance:
    """The lock on a home, and the line on which later starts are heard."""

    def __init__(self, paths: Paths) -> None:
        self._data = paths.data
        self._lock = QLockFile(str(paths.data / "window.lock"))
        # Held for as long as the process lives; that of a process that is gone is taken over.
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None

    def take(self) -> bool:
        """Be the program of this home. False where another process is."""
        try:
            self._data.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            return True  # It is said in a moment, with what to do about it.
        if self._lock.tryLock(0):
            return True
        # A folder that takes no lock is no reason not to start.
        return self._lock.error() != QLockFile.LockError.LockFailedError

    def hand_over(self, request: Request) -> bool:
        """Have the program that runs do what was asked. False where it does not answer."""
        from PySide6.QtNetwork import QLocalSocket

        _let_come_to_front()
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            socket = QLocalSocket()
            socket.connectToServer(self._address())
            if socket.waitForConnected(500):
                socket.write(msgspec.json.encode(request) + b"\n")
                heard = socket.waitForReadyRead(int(1000 * _PATIENCE))
                return heard and bytes(socket.readAll().data()).startswith(b"ok")
            if self._lock.tryLock(100):
                return False  # It has just ended, and this process has its place.
        return False

    def listen(self, heard: Callable[[Request], None]) -> None:
        """Call `heard` for every later start, until this is closed."""
        from PySide6.QtNetwork import QLocalServer

        if not self._lock.isLocked():
            return
        server = QLocalServer()
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self._address())  # left by a process that was killed
        server.newConnection.connect(lambda: _answer(server, heard))
        server.listen(self._address())
        self._server = server

    def close(self) -> None:
        """Let another process be the program of this home."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.unlock()

    def _address(self) -> str:
        """Return where to listen: beside the data, or where the name is short enough."""
        named = "parley-" + hashlib.sha256(os.fsencode(self._data)).hexdigest()[:16]
        if sys.platform == "win32":
            return f"{named}-{os.environ.get('USERNAME', '')}"
        place = self._data / "window.socket"
        if len(os.fsencode(place)) <= _LONGEST:
            return str(place)
        location = QStandardPaths.StandardLocation.RuntimeLocation
        runtime = QStandardPaths.writableLocation(location) or tempfile.gettempdir()
        return str(Path(runtime) / named)


def request_of(arguments: Sequence[str]) -> Request:
    """Return what the arguments of a start ask of the windows; the rest of them are files."""
    what: Literal["show", "window", "quick-ask"] = "show"
    rest = list(arguments)
    if rest[:1] == ["--new-window"]:
        what, rest = "window", rest[1:]
    elif rest[:1] == ["--quick-ask"]:
        what, rest = "quick-ask", rest[1:]
    files = (QUrl(each).toLocalFile() if each.startswith("file:") else each for each in rest)
    token = os.environ.get("XDG_ACTIVATION_TOKEN") or os.environ.get("DESKTOP_STARTUP_ID") or ""
    return Request(what, tuple(str(Path(each).absolute()) for each in files), token)


def _answer(server: QLocalServer, heard: Callable[[Request], None]) -> None:
    """Hear everyone who has connected."""
    while (socket := server.nextPendingConnection()) is not None:
        socket.readyRead.connect(lambda socket=socket: _read(socket, heard))
        socket.disconnected.connect(socket.deleteLater)
        if socket.canReadLine():
            _read(socket, heard)


def _read(socket: QLocalSocket, heard: Callable[[Request], None]) -> None:
    if not socket.canReadLine():
        if socket.bytesAvailable() > _MOST:
            socket.abort()
        return
    line = socket.readLine(_MOST).data()
    try:
        request = msgspec.json.decode(line, type=Request)
    except msgspec.DecodeError:
        socket.abort()
        return
    socket.write(b"ok\n")
    socket.flush()
    if request.token:
        # Qt reads it from here when a window asks for the keyboard, and forgets it then.
        os.environ["XDG_ACTIVATION_TOKEN"] = request.token
    heard(request)


def _let_come_to_front() -> None:
    """Allow the program that runs to take the keyboard, where the system asks for that."""
    if sys.platform == "win32":
        import ctypes

        any_process = -1  # ASFW_ANY
        ctypes.windll.user32.AllowSetForegroundWindow(any_process)
