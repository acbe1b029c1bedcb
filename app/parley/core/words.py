"""Amounts as people read them, alike in the window, in the terminal and in reasons."""

from __future__ import annotations

import datetime


def size(count: float) -> str:
    """Return `count` bytes in decimal units, as file managers show them: `312 MB`, `5.1 GB`."""
    if count >= 10**9:
        return f"{count / 10**9:.1f} GB"
    if count >= 10**6:
        return f"{count / 10**6:.0f} MB"
    return f"{max(count, 0) / 10**3:.0f} kB"


def short(count: float) -> str:
    """Return a number of anything in few letters: `312`, `5.1k`, `135M`, `8.0B`."""
    for limit, unit in ((10**9, "B"), (10**6, "M"), (10**3, "k")):
        # From 999,500 on it is a million in this many digits.
        if count >= limit * 0.9995:
            scaled = count / limit
            return f"{scaled:.0f}{unit}" if scaled >= 99.95 else f"{scaled:.1f}{unit}"
    return f"{count:.0f}"


def day(when: float) -> str:
    """Return the day of a moment in seconds since 1970, where this computer is: `2026-01-31`."""
    return datetime.datetime.fromtimestamp(when).astimezone().date().isoformat()


def on(when: float) -> str:
    """Return a moment in seconds since 1970, where this computer is: `on 2026-01-31 at 09:05`."""
    moment = datetime.datetime.fromtimestamp(when).astimezone()
    return f"on {moment.date().isoformat()} at {moment:%H:%M}"
