"""One connection of a transfer: takes a block, fetches it, takes the next; and when it gives up."""

from __future__ import annotations

import logging
import math
import random
import threading
import time
from collections.abc import Callable, Iterator
from typing import Final, Protocol

from parley.core.errors import ParleyError
from parley.hub import errors
from parley.hub.requests import ATTEMPTS, Again
from parley.hub.streams import Stream
from parley.hub.transfer.digest import Digest
from parley.hub.transfer.limit import SpeedLimit
from parley.hub.transfer.part import Part
from parley.hub.transfer.source import Source
from parley.hub.transfer.values import Patience
from parley.hub.transfer.work import BLOCK, MIB, Claim, Work

_log = logging.getLogger(__name__)

#: Bytes per second from which a connection is helped neither by others nor by small blocks: more
#: than a line of a gigabit carries. Then processor time counts.
FAST: Final = 200 * 10**6
_FAST_BLOCK: Final = 1024 * MIB
_LARGEST_BLOCK: Final = 4 * BLOCK
#: Seconds that a block should last.
_LASTS: Final = 2.0
#: Bytes, and seconds, after which what came is written.
_PIECE: Final = 256 * 1024
_PAUSE: Final = 0.5
_MOST_BACKOFF: Final = 30.0


class Ended(Exception):  # noqa: N818 - the transfer is over, whatever the reason
    """The connection has nothing to do any more."""


class Owner(Protocol):
    """What a connection asks of the transfer that it belongs to."""

    ended: threading.Event
    work: Work
    part: Part
    digest: Digest
    source: Source
    patience: Patience
    limit: SpeedLimit | None
    pause: Callable[[threading.Event, float], object]

    @property
    def fetched(self) -> int:
        """Bytes that all connections brought."""

    def may_leave(self, connection: Connection) -> bool:
        """Whether others go on without this connection. Then it must end."""

    def be_only_one(self, connection: Connection) -> bool:
        """Whether this is the only connection; then it stays so: the server knows no ranges."""

    def left(self, connection: Connection) -> None:
        """Hear that a connection has ended."""


class Connection:
    """A thread that fetches.

    Attributes:
        fetched: bytes that came.
        failure: what ended it, if that ends the transfer.
        is_bringing: whether bytes are coming now.
    """

    def __init__(self, owner: Owner) -> None:
        self.fetched = 0
        self.failure: Exception | None = None
        self.is_bringing = False
        self._owner = owner
        self._stream: Stream | None = None
        self._new = 0  # bytes that this attempt brought and nobody had
        self._failed = 0  # attempts in a row without any
        self._small = 0  # attempts in a row with few
        # Nothing ends a request that waits for its answer but time, and nobody waits for that.
        self._thread = threading.Thread(target=self._main, name="parley-fetch", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def interrupt(self) -> None:
        """End what the connection waits for, as far as that is possible."""
        stream = self._stream
        if stream is not None:
            stream.interrupt()

    def join(self, seconds: float) -> None:
        """Wait for the end, no longer than so many seconds."""
        self._thread.join(seconds)

    def _main(self) -> None:
        try:
            self._take_and_fetch()
        except Ended:
            pass
        except Exception as error:
            self.failure = error
        finally:
            self.is_bringing = False
            self._owner.left(self)

    def _take_and_fetch(self) -> None:
        owner = self._owner
        block, fast = BLOCK, False
        while not owner.ended.is_set() and (claim := owner.work.take(block)) is not None:
            began, before = time.monotonic(), self.fetched
            self._new = 0
            try:
                self._fetch(claim, fast=fast)
                self._failed = self._small = 0
            except Again as again:
                self._try_again(again)
            except ParleyError as error:
                if error.code != "hub_unreachable" or not owner.fetched:
                    raise
                # It was in reach a moment ago: networks come back.
                self._try_again(Again(error))
            finally:
                self._stream = None
                owner.work.release(claim)
            speed = (self.fetched - before) / max(time.monotonic() - began, 1e-6)
            fast = speed >= FAST
            wanted = _FAST_BLOCK if fast else int(speed * _LASTS)
            block = max(BLOCK, wanted if fast else min(wanted, _LARGEST_BLOCK))

    def _try_again(self, again: Again) -> None:
        """Wait until the next attempt, leave it to the others, or raise what went wrong."""
        owner = self._owner
        self.is_bringing = False
        if owner.ended.is_set():
            raise Ended
        if self._new and not isinstance(again, _Crumbs):
            self._failed = 0
        else:
            self._failed += 1
            if owner.may_leave(self):
                _log.info("%s: a connection less", again.error.code)
                raise Ended from again
        self._small = 0 if self._new >= owner.patience.drip else self._small + 1
        if not self._small:
            _log.info("%s: going on at once", again.error.code)
            return
        most = owner.patience.attempts
        if again.most < ATTEMPTS:
            most = max(2, most // 2)  # each of these lasts long
        backoff = min(owner.patience.pause * 2 ** (self._small - 1), _MOST_BACKOFF)
        pause = backoff * (0.5 + random.random() / 2)  # noqa: S311 - not all come back at once
        if again.pause is not None:
            pause = max(again.pause, pause)
        if self._failed >= most or pause > owner.patience.most_pause:
            raise again.error from again
        _log.info("%s: trying again in %.1f s", again.error.code, pause)
        owner.pause(owner.ended, pause)

    def _fetch(self, claim: Claim, *, fast: bool) -> None:
        owner = self._owner
        with owner.source.open((claim.at, claim.end)) as stream:
            self._stream = stream
            if owner.ended.is_set():
                raise Ended
            if not stream.ranged and not owner.be_only_one(self):
                raise Again(errors.answer(owner.source.subject, "the whole file, not a part"))
            if not stream.ranged:
                owner.work.take_all(claim)
            self._receive(stream, claim, fast=fast and claim.end - claim.at > BLOCK)

    def _receive(self, stream: Stream, claim: Claim, *, fast: bool) -> None:
        """Take what comes until the claim's end, the answer's, or trouble."""
        owner = self._owner
        answer = _Answer(stream, owner.source.size)
        chunks = stream.chunks(fast=fast)
        waited, heard = 0.0, 0
        written = before = time.monotonic()
        try:
            while answer.at < claim.end and (chunk := next(chunks, None)) is not None:
                now = time.monotonic()
                if owner.ended.is_set():
                    raise Ended
                self.fetched += len(chunk)
                self.is_bringing = True
                claim.heard = now
                waited, heard = waited + now - before, heard + len(chunk)
                if heard >= owner.patience.drip:
                    waited, heard = 0.0, 0
                elif waited >= owner.patience.stall:
                    raise Again(errors.timeout(owner.source.subject))
                answer.add(chunk)
                if answer.held >= _PIECE or now - written >= _PAUSE:
                    self._write(answer, claim)
                    written = now
                if owner.limit is not None:
                    claim.heard = math.inf  # it is not the server that is quiet
                    owner.limit.take(len(chunk), owner.ended)
                    claim.heard = time.monotonic()
                before = time.monotonic()
        except OSError:
            raise  # writing failed, and would fail again
        except BaseException:
            self._write(answer, claim)
            raise
        self._write(answer, claim)
        self._check_end(answer, claim, chunks)

    def _write(self, answer: _Answer, claim: Claim) -> None:
        """Put what came where it belongs, without what is there already."""
        start, data = answer.take()
        for first, last in self._owner.work.gaps(start, start + len(data)):
            piece = data if last - first == len(data) else data[first - start : last - start]
            self._owner.part.write(first, piece)
            self._owner.work.wrote(claim, first, last)
            self._owner.digest.offer(first, piece)
            self._new += len(piece)

    def _check_end(self, answer: _Answer, claim: Claim, chunks: Iterator[bytes]) -> None:
        """Compare how much came with how much was said, and that with what was asked for."""
        subject = self._owner.source.subject
        if answer.at < min(answer.end, claim.end):
            raise Again(errors.cut(subject))
        if answer.at < claim.end:
            if self._new < self._owner.patience.drip:
                raise _Crumbs(errors.answer(subject, "a file in crumbs"))
            return
        # Reading to the end also frees the connection for the next block.
        if answer.at == answer.end and (answer.has_more or next(chunks, None) is not None):
            raise Again(errors.answer(subject, "more bytes than it said"))


class _Crumbs(Again):
    """An answer with so few bytes that going on like this would take for ever."""


class _Answer:
    """What came of one answer and is not written yet.

    Attributes:
        at: one after the last byte that came.
        end: one after the last that may come.
        held: bytes that are not written.
        has_more: whether more came than should.
    """

    def __init__(self, stream: Stream, size: int) -> None:
        self.at = stream.start
        self.end = size if stream.end is None else min(stream.end, size)
        self.held = 0
        self.has_more = False
        self._pieces: list[bytes] = []

    def add(self, chunk: bytes) -> None:
        """Take the next bytes."""
        if len(chunk) > self.end - self.at:
            chunk = chunk[: self.end - self.at]
            self.has_more = True
        self._pieces.append(chunk)
        self.held += len(chunk)
        self.at += len(chunk)

    def take(self) -> tuple[int, bytes]:
        """Return what is held and where it belongs, and hold it no longer."""
        data = self._pieces[0] if len(self._pieces) == 1 else b"".join(self._pieces)
        self._pieces = []
        self.held = 0
        return self.at - len(data), data
