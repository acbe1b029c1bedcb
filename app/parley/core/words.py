"""Amounts as people read them, alike in the window, in the terminal and in reasons."""

from __future__ import annotations


def size(count: float) -> str:
    """Return `count` bytes in decimal units, as file managers show them: `312 MB`, `5.1 GB`."""
    if count >= 10**9:
        return f"{count / 10**9:.1f} GB"
    if count >= 10**6:
        return f"{count / 10**6:.0f} MB"
    return f"{max(count, 0) / 10**3:.0f} kB"
