"""Waiting for downloads on the command line: what they tell is shown, and Ctrl+C pauses them."""

from __future__ import annotations

import queue
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Final

import typer

from parley.cli.planning import amount
from parley.cli.turn import Interrupted
from parley.core.errors import ParleyError

if TYPE_CHECKING:
    from parley.cli.pull_view import View
    from parley.hub.downloads import Download, DownloadQueue
    from parley.hub.transfer import Fetched

#: Seconds after which waiting looks up: on Windows a wait without an end cannot be interrupted.
_LOOK_UP: Final = 0.2
#: Seconds that downloads have to come to a halt.
_GRACE: Final = 15.0
#: The most bytes per second that can be set; more is no limit.
_MOST_RATE: Final = 10**12


class Told:
    """What a queue tells, from any thread, until somebody listens."""

    def __init__(self) -> None:
        self.changes: queue.SimpleQueue[Download | int] = queue.SimpleQueue()
        self.fetched: dict[int, int] = {}

    def changed(self, download: Download) -> None:
        """Take in a change."""
        self.changes.put(download)

    def removed(self, download_id: int) -> None:
        """Take in that a download is gone."""
        self.changes.put(download_id)

    def done(self, download: Download, files: Sequence[Fetched]) -> None:
        """Take in how many bytes came over the network for a download that is whole."""
        self.fetched[download.id] = sum(each.fetched for each in files)


def rate(text: str) -> int:
    """Return bytes per second, 0 for no limit. Raises `BadParameter`."""
    if text.strip().lower() in {"0", "none", "off"}:
        return 0
    try:
        found = amount(text.strip().removesuffix("/s"), "--limit")
    except typer.BadParameter:
        found = 0
    if not 1 <= found <= _MOST_RATE:
        raise typer.BadParameter(
            f"“{text}” is no speed, for example 5M for 5 MiB per second, or 0 for no limit.",
            param_hint="--limit",
        )
    return found


def follow(
    downloads: DownloadQueue, wanted: Sequence[Download], told: Told, view: View
) -> list[Download]:
    """Run downloads of the queue and show them until none goes on; return how they ended.

    Raises:
        Interrupted: Ctrl+C; they are paused, and what was received is kept.
        ReaderGone: nobody reads our output any more.
    """
    ended: dict[int, Download] = {}
    open_ = {each.id for each in wanted}
    with view:
        try:
            for each in wanted:
                _take(each, open_, ended, told, view)
            if open_:
                downloads.start(only=set(open_))
            while open_:
                try:
                    change = told.changes.get(timeout=_LOOK_UP)
                except queue.Empty:
                    continue
                if isinstance(change, int):
                    if change in open_:
                        open_.discard(change)
                        view.failed(_cancelled())
                elif change.id in open_:
                    _take(change, open_, ended, told, view)
        except KeyboardInterrupt:
            halt(downloads, open_, told)
            view.paused([each for each in downloads.all() if each.id in open_])
            raise Interrupted from None
    return list(ended.values())


def halt(downloads: DownloadQueue, ids: Collection[int], told: Told) -> None:
    """Pause downloads and wait until they have stopped."""
    for each in ids:
        try:
            downloads.pause(each)
        except ParleyError:
            continue  # it ended in this moment
    waiting = set(ids)
    while waiting:
        try:
            change = told.changes.get(timeout=_GRACE)
        except queue.Empty:
            return
        if isinstance(change, int):
            waiting.discard(change)
        elif change.state != "running":
            waiting.discard(change.id)


def waits_offline(download: Download) -> bool:
    """Whether a download waits for the end of offline mode, and for no time."""
    error = download.error
    return download.state == "waiting" and error is not None and error.code == "offline"


def _take(
    download: Download, open_: set[int], ended: dict[int, Download], told: Told, view: View
) -> None:
    """Show a download, and see whether it has ended."""
    view.progress(download)
    error = download.error
    if download.state == "done":
        view.done(download, told.fetched.get(download.id, 0))
    elif download.state in {"failed", "paused"} or waits_offline(download):
        view.failed(error.error if error is not None else _paused())
    else:
        return
    open_.discard(download.id)
    ended[download.id] = download


def _paused() -> ParleyError:
    return ParleyError(
        "download_paused",
        "The download was paused from elsewhere.",
        safe="What was received is kept.",
        hint="The same command goes on with it.",
    )


def _cancelled() -> ParleyError:
    return ParleyError(
        "download_gone",
        "The download was cancelled from elsewhere.",
        safe="Your models are as they were.",
        hint="The same command begins it anew.",
    )
