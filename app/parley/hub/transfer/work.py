"""Who fetches which bytes of a file: blocks in file order, and the rest of slow connections.

In file order, so that hashing can follow closely, and because NTFS fills what lies before a write
with zeros.
"""

from __future__ import annotations

import threading
import time
from typing import Final

from parley.hub.ranges import Ranges, Span

MIB: Final = 1024**2
#: Bytes that a connection takes at once: one request each, so that its start hardly counts.
BLOCK: Final = 8 * MIB
#: A connection that has no more than twice this left is not relieved of half of it.
_LEAST: Final = MIB


class Claim:
    """Bytes that one connection fetches.

    Attributes:
        at: up to where they are written.
        end: one after the last; it comes nearer when another connection takes the rest over.
        heard: when bytes came last, by `time.monotonic()`.
    """

    __slots__ = ("at", "end", "heard")

    def __init__(self, at: int, end: int) -> None:
        self.at = at
        self.end = end
        self.heard = time.monotonic()


class Work:
    """What is there of a file, what is being fetched, and what is next. Used from any thread.

    Args:
        size: bytes of the file.
        have: those that are there already.
        quiet: seconds without a byte after which another connection takes over all that is left.
    """

    def __init__(self, size: int, have: Ranges, *, quiet: float) -> None:
        self._size = size
        self._have = have
        self._quiet = quiet
        self._claims: list[Claim] = []
        self._lock = threading.Lock()

    @property
    def received(self) -> int:
        """Bytes that are there."""
        return self._have.total

    @property
    def frontier(self) -> int:
        """Bytes from the start on without a gap."""
        with self._lock:
            return self._have.frontier

    @property
    def is_done(self) -> bool:
        """Whether all is there."""
        return self._have.total == self._size

    def has_more(self) -> bool:
        """Whether a further connection would find something to do."""
        with self._lock:
            return self._free() is not None or self._slowest() is not None

    def take(self, most: int) -> Claim | None:
        """Return what to fetch next, at most `most` bytes of it, or None if there is nothing."""
        with self._lock:
            if (gap := self._free()) is not None:
                claim = Claim(gap[0], min(gap[1], gap[0] + most))
            elif (slow := self._slowest()) is not None:
                claim = Claim(self._middle(slow), slow.end)
                slow.end = claim.at
            else:
                return None
            self._claims.append(claim)
            return claim

    def take_all(self, claim: Claim) -> None:
        """Make `claim` one for the whole file, which comes in one stream."""
        with self._lock:
            claim.at, claim.end = 0, self._size
            self._claims = [claim]

    def release(self, claim: Claim) -> None:
        """Give back what is left of `claim`."""
        with self._lock:
            if claim in self._claims:
                self._claims.remove(claim)

    def gaps(self, start: int, end: int) -> list[Span]:
        """Return what is missing between `start` and `end`."""
        with self._lock:
            return list(self._have.gaps(start, end))

    def wrote(self, claim: Claim, start: int, end: int) -> None:
        """Note that these bytes of `claim` are there, and those before them."""
        with self._lock:
            self._have.add(start, end)
            claim.at = max(claim.at, end)

    def samples(self, size: int) -> list[Span]:
        """Return ranges of `size` bytes or less that are there: of the start, and of the last."""
        with self._lock:
            spans = list(self._have)
        if not spans:
            return []
        (start, end), last = spans[0], spans[-1][1]
        first = (start, min(end, start + size))
        return list(dict.fromkeys([first, (max(spans[-1][0], last - size), last)]))

    def _free(self) -> Span | None:
        """Return the first range that is neither there nor being fetched."""
        taken = sorted((each.at, each.end) for each in self._claims if each.at < each.end)
        for start, end in self._have.gaps(0, self._size):
            at = start
            for first, last in taken:
                if last <= at or first >= end:
                    continue
                if first > at:
                    return at, first
                at = last
            if at < end:
                return at, end
        return None

    def _slowest(self) -> Claim | None:
        """Return the claim that another connection should share, or None."""
        now = time.monotonic()
        quiet = [each for each in self._claims if each.at < each.end and self._is_quiet(each, now)]
        if quiet:
            return quiet[0]
        longest = max(self._claims, key=lambda each: each.end - each.at, default=None)
        if longest is None or longest.end - longest.at < 2 * _LEAST:
            return None
        return longest

    def _middle(self, claim: Claim) -> int:
        if self._is_quiet(claim, time.monotonic()):
            return claim.at
        return (claim.at + claim.end) // 2

    def _is_quiet(self, claim: Claim, now: float) -> bool:
        return now - claim.heard > self._quiet
