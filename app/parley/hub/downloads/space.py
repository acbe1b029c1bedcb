"""Room on the disk: what downloads will still take, and what is left to the system.

Checked before a download starts and watched while it runs, so that no disk is filled to its end.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

from parley.core.disk import reserve
from parley.core.errors import ParleyError
from parley.core.words import size as size_words
from parley.hub.downloads.values import DownloadPlan
from parley.hub.transfer import part_path
from parley.hub.values import RemoteFile


class Usage(Protocol):
    """Bytes of a disk, as `shutil.disk_usage` returns them."""

    @property
    def total(self) -> int:
        """Size of the disk."""

    @property
    def free(self) -> int:
        """What this person may still write."""


class Space:
    """The disk, or disks, that the models folder is on.

    Args:
        models: the folder.
        usage: returns size and free bytes of the disk that a path is on.
    """

    def __init__(self, models: Path, *, usage: Callable[[Path], Usage] = shutil.disk_usage) -> None:
        self._models = models
        self._usage = usage

    def lacking(self, plan: DownloadPlan) -> int:
        """Return the bytes that a download will still take from the disk."""
        return sum(self._lacking(plan, file) for file in plan.files)

    def missing(
        self, plan: DownloadPlan, others: Iterable[DownloadPlan] = (), *, full: bool = False
    ) -> int:
        """Return the bytes to be freed before `plan` fits beside `others`; 0 if it does now.

        One that takes no more room always fits, but where the disk is `full` in any case.
        """
        if not full and not self.lacking(plan):
            return 0
        folder, disk = self._disk(plan)
        needs = {
            self._models / plan.repo / file.path: self._lacking(plan, file) for file in plan.files
        }
        for other in others:
            if self._disk(other)[1] == disk:
                # A file that two downloads share is stored once.
                for file in other.files:
                    needs[self._models / other.repo / file.path] = self._lacking(other, file)
        usage = self._usage(folder)
        return max(0, sum(needs.values()) + reserve(usage.total) - usage.free)

    def _lacking(self, plan: DownloadPlan, file: RemoteFile) -> int:
        place = self._models / plan.repo / file.path
        try:
            part = part_path(place).stat()
        except OSError:
            try:
                there = place.stat().st_size
            except OSError:
                there = -1
            return 0 if there == file.size else file.size
        # A part may have its full length and yet not all of its bytes on the disk.
        blocks = getattr(part, "st_blocks", None)
        taken = part.st_size if blocks is None else blocks * 512
        return max(0, file.size - taken)

    def _disk(self, plan: DownloadPlan) -> tuple[Path, int]:
        """Return a folder on the disk that the files go to, and the disk's number."""
        folder = self._models / plan.repo
        while not folder.exists() and folder != folder.parent:
            folder = folder.parent
        return folder, folder.stat().st_dev


def no_room(missing: int, needed: int, others: int) -> ParleyError:
    """Return the error for a download that does not fit beside `others` in the queue."""
    beside = ""
    if others:
        beside = f" and the {others} other{'s' if others > 1 else ''} in the queue"
    return ParleyError(
        "download_no_room",
        f"The disk has no room for this download{beside}: it takes {size_words(needed)} more.",
        safe="Nothing was downloaded.",
        hint=f"Free {rounded(missing)}, then try again.",
        details={"missing": missing},
    )


def stopped(kept: int, missing: int) -> ParleyError:
    """Return the error for a disk that became full; `kept` bytes of the download are there."""
    begun = kept > 0
    return ParleyError(
        "disk_full",
        "The download stopped: the disk is full."
        if begun
        else "The download did not start: the disk is full.",
        safe=f"{size_words(kept)} are kept." if begun else "Nothing was downloaded.",
        hint=f"Free {rounded(missing)}, then resume it."
        if missing
        else "Free some space, then resume it.",
        details={"missing": missing},
    )


def rounded(count: int) -> str:
    """Return `count` bytes in words, never fewer than they are."""
    unit = 10**8 if count >= 10**9 else 10**6
    return size_words(-(-count // unit) * unit)
