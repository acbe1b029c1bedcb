"""A download in words, as the list, the status line and a screen reader say it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from parley.ui import words
from parley.ui.languages import translated
from parley.ui.picker.coming import Coming

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parley.discover.downloads import Item


def named(item: Item) -> str:
    """Return a model's name with its quantisation: `Llama 3.2 3B · Q4_K_M`."""
    return " · ".join(part for part in (item.title, item.download.plan.label) if part)


def state(item: Item) -> str:
    """Return what a download does, and how far it is, in one line."""
    translate = QCoreApplication.translate
    live = item.download.live
    if item.stage == "done":
        return translate("downloads", "{size} · finished").format(
            size=words.size(item.download.size)
        )
    amount = _amount(item)
    if item.stage == "stopping":
        return f"{amount} · " + translate("downloads", "stopping")
    if item.stage == "checking":
        return f"{amount} · " + translate("downloads", "checking that it arrived unchanged")
    if item.stage == "running":
        parts = [amount]
        if live is not None and live.bytes_per_second > 0:
            parts.append(per_second(live.bytes_per_second))
        if live is not None and live.seconds_left is not None:
            parts.append(translate("downloads", "{time} left").format(time=left(live.seconds_left)))
        return " · ".join(parts)
    if item.stage == "waiting":
        return f"{amount} · {_waiting(item)}"
    if item.stage == "failed":
        return f"{amount} · " + translate("downloads", "stopped")
    return f"{amount} · " + translate("downloads", "paused")


def problem(item: Item) -> str:
    """Return in a sentence why a download stands still; "" where all is well."""
    error = item.download.error
    if error is None or item.stage not in {"waiting", "paused", "failed"}:
        return ""
    return translated(error.message)


def trouble(item: Item) -> str:
    """Return why a download stands still, what is kept, and what to do; "" where all is well."""
    error = item.download.error
    if error is None or item.stage not in {"waiting", "paused", "failed"}:
        return ""
    return " ".join(translated(part) for part in (error.message, error.safe, error.hint) if part)


def in_short(item: Item) -> str:
    """Return a download in a few words, for the status line: `Llama 3.2 3B 62 %`."""
    translate = QCoreApplication.translate
    if item.stage == "failed":
        return translate("downloads", "{name} stopped").format(name=item.title)
    if item.stage == "paused":
        return translate("downloads", "{name} paused").format(name=item.title)
    return f"{item.title} {words.percent(item.fraction)}"


def together(items: Sequence[Item]) -> str:
    """Return all downloads that are not done in one line; "" where there are none."""
    open_ = [item for item in items if item.stage != "done"]
    if not open_:
        return ""
    moving = [item for item in open_ if item.stage in {"running", "checking"}]
    first = next(iter(moving or [item for item in open_ if item.goes_on] or open_))
    text = in_short(first)
    if len(open_) == 1:
        return text
    more = QCoreApplication.translate("downloads", "%n more", "", len(open_) - 1)
    return f"{text} · {more}"


def coming(items: Sequence[Item]) -> dict[str, Coming]:
    """Return how far models are, by what fetches them in small letters, for the list of models."""
    found: dict[str, Coming] = {}
    for item in items:
        if item.stage != "done":
            text = QCoreApplication.translate("downloads", "{percent} downloaded").format(
                percent=words.percent(item.fraction)
            )
            found[item.download.name.casefold()] = Coming(text, item.fraction)
    return found


def per_second(speed: float) -> str:
    """Return a speed in bytes: `5.3 MB/s`."""
    if 10**6 <= speed < 10**8:
        amount = QCoreApplication.translate("words", "{number} MB").format(
            number=words.number(speed / 10**6, 1)
        )
    else:
        amount = words.size(speed)
    return QCoreApplication.translate("downloads", "{amount}/s").format(amount=amount)


def left(seconds: float) -> str:
    """Return a time that is a guess, without false exactness: `40 s`, `12 min`, `3 h 20 min`."""
    translate = QCoreApplication.translate
    if seconds < 60:
        return translate("downloads", "{count} s").format(count=words.number(max(1, seconds)))
    minutes = round(seconds / 60)
    if minutes < 60:
        return translate("downloads", "{count} min").format(count=minutes)
    return translate("downloads", "{hours} h {minutes} min").format(
        hours=words.number(minutes // 60), minutes=minutes % 60
    )


def spoken(item: Item) -> str:
    """Return all of a row, for a screen reader."""
    return ", ".join(part for part in (named(item), state(item), trouble(item)) if part)


def _amount(item: Item) -> str:
    return QCoreApplication.translate("downloads", "{received} of {size}").format(
        received=words.size(item.download.received), size=words.size(item.download.size)
    )


def _waiting(item: Item) -> str:
    translate = QCoreApplication.translate
    download = item.download
    if download.state == "queued":
        return translate("downloads", "waits for its turn")
    if download.error is not None and download.error.code == "offline":
        return translate("downloads", "waits until Parley goes online")
    if download.retry_at is None:
        return translate("downloads", "waits")
    seconds = max(1.0, download.retry_at - time.time())
    return translate("downloads", "tries again in {time}").format(time=left(seconds))
