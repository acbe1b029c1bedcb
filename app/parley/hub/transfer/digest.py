"""The hash of a file while it arrives: a thread that follows the bytes without a gap."""

from __future__ import annotations

import errno
import hashlib
import re
import threading
from collections import deque
from collections.abc import Callable
from typing import Final

from parley.hub.values import RemoteFile

#: Bytes read back from the part at once.
_STEP: Final = 1024**2
#: Pieces that wait in memory to be hashed; a connection that is faster waits for its turn.
_MOST_WAITING: Final = 16
_GIT_NAME = re.compile(r"[0-9a-f]{40}")


class Sums:
    """The hashes of a file of `size` bytes that a hub may name, fed from its start to its end."""

    def __init__(self, file: RemoteFile) -> None:
        self._file = file
        self._sha256 = hashlib.sha256()
        self._git = None
        if file.sha256 is None and _GIT_NAME.fullmatch(file.oid):
            # What Git calls a blob; it is the only hash that the hub names of small files.
            self._git = hashlib.sha1(b"blob %d\0" % file.size, usedforsecurity=False)

    def update(self, data: bytes) -> None:
        """Take the next bytes."""
        self._sha256.update(data)
        if self._git is not None:
            self._git.update(data)

    @property
    def sha256(self) -> str:
        """The SHA-256 of what was taken, in hexadecimal."""
        return self._sha256.hexdigest()

    @property
    def agrees(self) -> bool | None:
        """Whether it is the content that the hub lists; None where the hub names no hash."""
        if self._file.sha256 is not None:
            return self.sha256 == self._file.sha256.lower()
        return None if self._git is None else self._git.hexdigest() == self._file.oid


class Digest:
    """A thread that hashes a file as it comes.

    What arrives in order is hashed from memory; the rest, such as what an earlier run left, is read
    back from the part.

    Args:
        file: what the hub lists.
        read: returns so many bytes of the part from an offset on.
        frontier: returns how many bytes from the start on are there without a gap.
        ended: set when the transfer is over.
        done: called by the thread at its end.
    """

    def __init__(
        self,
        file: RemoteFile,
        read: Callable[[int, int], bytes],
        frontier: Callable[[], int],
        ended: threading.Event,
        done: Callable[[], None],
    ) -> None:
        self.sums = Sums(file)
        #: Bytes hashed so far.
        self.hashed = 0
        #: What ended the thread early.
        self.failure: Exception | None = None
        self._size = file.size
        self._read = read
        self._frontier = frontier
        self._ended = ended
        self._done = done
        self._news = threading.Condition()
        self._waiting: deque[bytes] = deque()
        self._promised = 0  # up to where bytes are hashed, or wait to be
        self._thread = threading.Thread(target=self._main, name="parley-hash", daemon=True)

    @property
    def is_done(self) -> bool:
        """Whether all of the file is hashed."""
        return self.hashed == self._size

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def offer(self, start: int, data: bytes) -> None:
        """Say that these bytes are in the part now. Waits if they come faster than they hash."""
        with self._news:
            if start == self._promised and self._waiting:
                self._news.wait_for(
                    lambda: len(self._waiting) < _MOST_WAITING or self._ended.is_set()
                )
            if start == self._promised:
                self._waiting.append(data)
                self._promised += len(data)
            self._news.notify_all()

    def wake(self) -> None:
        """Look at `ended` and the frontier again."""
        with self._news:
            self._news.notify_all()

    def join(self) -> None:
        """Wait for the thread's end."""
        self._thread.join()

    def _main(self) -> None:
        try:
            while (piece := self._next()) is not None:
                self.sums.update(piece)
                self.hashed += len(piece)
        except Exception as error:
            self.failure = error
            self._let_go()
        self._done()

    def _next(self) -> bytes | None:
        with self._news:
            self._news.wait_for(
                lambda: (
                    self._waiting
                    or self._ended.is_set()
                    or self._promised == self._size
                    or self._frontier() > self._promised
                )
            )
            if self._ended.is_set():
                return None
            if self._waiting:
                piece = self._waiting.popleft()
                self._news.notify_all()
                return piece
            if self._promised == self._size:
                return None
            at = self._promised
            until = self._promised = min(at + _STEP, self._frontier())
        data = self._read(at, until - at)
        if len(data) < until - at:
            raise OSError(errno.EIO, "the part became shorter")
        return data

    def _let_go(self) -> None:
        """Let nobody wait for a thread that is no more."""
        with self._news:
            self._promised = -1
            self._waiting.clear()
            self._news.notify_all()
