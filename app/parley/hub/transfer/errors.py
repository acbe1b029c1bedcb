"""What can go wrong with a download on this computer, in words for the person it happens to."""

from __future__ import annotations

import math
from pathlib import Path

from parley.core import words
from parley.core.errors import ParleyError


def kept_words(kept: int) -> str:
    """Return what stays safe when a download ends early."""
    return f"{words.size(kept)} are kept." if kept >= 1000 else "Nothing is lost."


def kept(error: ParleyError, count: int) -> ParleyError:
    """Return `error` of a hub with what it means for a download that has `count` bytes."""
    return ParleyError(
        error.code,
        error.message,
        safe=kept_words(count),
        hint=error.hint,
        details=error.details,
    )


def no_room(name: str, size: int, lacking: int, count: int) -> ParleyError:
    """Return the error for a disk without room for a file of `size` bytes."""
    return ParleyError(
        "disk_full",
        f"The disk has no room for “{name}” ({words.size(size)}).",
        safe=kept_words(count),
        hint=f"Free {_at_least(lacking)}, then download it again.",
        details={"lacking": lacking},
    )


def disk_full(lacking: int, count: int) -> ParleyError:
    """Return the error for a disk that is full in the middle of a download."""
    return ParleyError(
        "disk_full",
        "The download stopped: the disk is full.",
        safe=kept_words(count),
        hint=f"Free {_at_least(lacking)}, then resume the download.",
        details={"lacking": lacking},
    )


def disk(place: Path, error: OSError, count: int) -> ParleyError:
    """Return the error for a file that cannot be written or read, other than for want of room."""
    reason = error.strerror or type(error).__name__
    return ParleyError(
        "download_disk",
        f"The download stopped: {place} cannot be written ({reason.lower()}).",
        safe=kept_words(count),
        hint="Check the folder and its disk, then resume the download.",
    )


def busy(name: str) -> ParleyError:
    """Return the error for a file that another program is downloading to the same place."""
    return ParleyError(
        "download_busy",
        f"“{name}” is being downloaded already, by another window or command of Parley.",
        safe="That download goes on.",
        hint="Wait for it, or stop it there first.",
    )


def wrong_hash(name: str, host: str) -> ParleyError:
    """Return the error for a content that came twice and was wrong both times."""
    return ParleyError(
        "download_wrong_hash",
        f"“{name}” came damaged twice: its hash is not the one that {host} lists.",
        safe="What came was removed, so that nobody uses it.",
        hint="Try again later or through another network; if it stays so, choose another file.",
    )


def _at_least(count: int) -> str:
    """Return an amount as `words.size` does, never less than it is."""
    unit = 10**8 if count >= 10**9 else 10**6 if count >= 10**6 else 10**3
    return words.size(math.ceil(max(count, 1) / unit) * unit)
