"""How much of a disk Parley leaves to everyone else, whatever it stores there."""

from __future__ import annotations

from typing import Final

_GIB: Final = 1024**3


def reserve(total: int) -> int:
    """Return the bytes of a disk of `total` bytes that Parley leaves free.

    The larger of 2 GiB and a hundredth, which is what systems need for updates, logs and swapping;
    at most 16 GiB, and on small disks at most a tenth.
    """
    return min(max(2 * _GIB, total // 100), 16 * _GIB, total // 10)
