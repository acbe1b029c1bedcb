"""How downloads look: a bar for a person, JSON lines for a program, one line for a pipe."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

import msgspec

from parley.cli.bars import safe
from parley.cli.licences import holding_object, licence_lines
from parley.cli.output import Output
from parley.cli.progress import bars
from parley.cli.streams import write_line, write_out
from parley.core.errors import ParleyError
from parley.core.launching import command
from parley.core.words import size
from parley.hub.downloads import Download

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from parley.discover.choosing import Chosen

#: Seconds between two lines of progress for a program.
_OFTEN: Final = 0.5
_ACCESS: Final = {
    "auto": "for people who accept its terms",
    "manual": "for people whom its owner lets in",
}


class View(Protocol):
    """Where downloads are shown. From `with` to its end, progress is drawn."""

    def __enter__(self) -> View: ...

    def __exit__(self, *_: object) -> None: ...

    def planned(self, chosen: Chosen) -> None:
        """Show what is to be fetched, under which licence, and why this."""

    def progress(self, download: Download) -> None:
        """Show how far a download is."""

    def done(self, download: Download, fetched: int) -> None:
        """Show that a download is whole; `fetched` bytes came over the network for it now."""

    def failed(self, error: ParleyError) -> None:
        """Show why a download does not go on."""

    def paused(self, downloads: Sequence[Download]) -> None:
        """Show that a person stopped downloads, and how to go on."""


class TextView:
    """For a person: facts on stdout; on stderr a bar in a terminal, and a line at the end.

    Args:
        models: folder that files go to.
    """

    def __init__(self, output: Output, models: Path) -> None:
        self._output = output
        self._models = models
        self._bars: Progress | None = None
        self._tasks: dict[int, TaskID] = {}
        self._said: dict[int, tuple[str, ...]] = {}
        self._waits: dict[int, str] = {}

    def __enter__(self) -> TextView:
        if sys.stderr is not None and sys.stderr.isatty():
            from rich.progress import TextColumn

            state = TextColumn("{task.fields[state]}", markup=False)
            self._bars = bars(state, redirect_stderr=False)
            self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bars is not None:
            self._bars.stop()
            self._bars = None

    def planned(self, chosen: Chosen) -> None:
        if chosen.there:
            return
        plan = chosen.plan
        name = f"{plan.repo}:{plan.label}" if plan.label else plan.repo
        parts = f" in {len(plan.files)} files" if len(plan.files) > 1 else ""
        access = f" It is {_ACCESS[plan.gated]}." if plan.gated in _ACCESS else ""
        lines = [f"{name}: {size(plan.size)}{parts}.{access}"]
        lines += [*chosen.reasons, *licence_lines(plan.repo, plan.licence, chosen.licences)]
        write_out("".join(f"{safe(line)}\n" for line in lines))
        if chosen.cached:
            self._output.notice("The hub is out of reach. Its list of files is from earlier.")

    def progress(self, download: Download) -> None:
        said = self._said.get(download.id, ())
        for text in download.notes[len(said) :]:
            with self._aside():
                self._output.notice(text)
        self._said[download.id] = download.notes
        self._say_waiting(download)
        if self._bars is None or download.state == "done":
            return
        state = f"{size(download.received)} of {size(download.size)}, {state_words(download)}"
        seen: dict[str, Any] = {
            "description": end_of(safe(download.name), self._bars.console.width - len(state) - 6),
            "total": download.size,
            "completed": download.received,
            "state": state,
        }
        if download.id in self._tasks:
            self._bars.update(self._tasks[download.id], **seen)
        else:
            self._tasks[download.id] = self._bars.add_task(**seen)

    def done(self, download: Download, fetched: int) -> None:
        if self._bars is not None and download.id in self._tasks:
            self._bars.remove_task(self._tasks.pop(download.id))
        how = "verified" if _verified(download) else "complete; the hub names no hash to verify it"
        was = "was here already" if not fetched else "is here"
        place = download.plan.place(self._models, download.plan.main)
        with self._aside():
            write_line(f"{safe(download.name)} {was}, {how}: {place}")
            if self._bars is not None:  # somebody looks on
                write_line(f"Talk with it: {command('chat', '--model', safe(download.name))}")

    def failed(self, error: ParleyError) -> None:
        with self._aside():
            self._output.failure(error)

    def paused(self, downloads: Sequence[Download]) -> None:
        with self._aside():
            write_line(paused_words(downloads))

    def _say_waiting(self, download: Download) -> None:
        """Say once why a download waits: what it waits for may take long, and a pipe has no bar."""
        error = download.error
        if download.state != "waiting" or error is None or download.retry_at is None:
            return
        if self._waits.get(download.id) == error.code:
            return
        self._waits[download.id] = error.code
        with self._aside():
            self._output.notice(
                f"{safe(download.name)} waits. {error.message} It is tried again and again;"
                " Ctrl+C pauses it."
            )

    @contextlib.contextmanager
    def _aside(self) -> Iterator[None]:
        """Take the bars away while a line is written."""
        if self._bars is None:
            yield
            return
        self._bars.stop()
        try:
            yield
        finally:
            self._bars.start()


class JsonView:
    """For a program: one JSON object per line on stdout."""

    def __init__(self, output: Output, models: Path) -> None:
        self._output = output
        self._models = models
        self._shown: dict[int, float] = {}
        self._said: dict[int, int] = {}

    def __enter__(self) -> JsonView:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def planned(self, chosen: Chosen) -> None:
        plan, found = chosen.plan, chosen.licences
        self._line(
            "plan",
            repo=plan.repo,
            revision=plan.revision,
            quantisation=plan.label,
            size=plan.size,
            licence=plan.licence,
            licences=None if found is None else [holding_object(each) for each in found.holding],
            seems_llama=None if found is None else found.seems_llama,
            gated=plan.gated,
            reasons=chosen.reasons,
            cached=chosen.cached,
            files=[
                {"path": file.path, "size": file.size, "sha256": file.sha256} for file in plan.files
            ],
        )

    def progress(self, download: Download) -> None:
        for text in download.notes[self._said.get(download.id, 0) :]:
            self._output.notice(text)
        self._said[download.id] = len(download.notes)
        now = time.monotonic()
        if download.state == "running" and now - self._shown.get(download.id, 0.0) < _OFTEN:
            return
        self._shown[download.id] = now
        live = download.live
        self._line(
            "progress",
            repo=download.plan.repo,
            quantisation=download.plan.label,
            state=download.state,
            stage=live.stage if live else "",
            received=download.received,
            total=download.size,
            bytes_per_second=round(live.bytes_per_second) if live else 0,
            seconds_left=live.seconds_left if live else None,
            retry_at=download.retry_at,
            error=download.error.code if download.error else None,
        )

    def done(self, download: Download, fetched: int) -> None:
        plan = download.plan
        hashes = {each.path: each for each in download.finished}
        self._line(
            "done",
            path=str(plan.place(self._models, plan.main)),
            repo=plan.repo,
            revision=plan.revision,
            quantisation=plan.label,
            licence=plan.licence,
            size=plan.size,
            sha256=hashes[plan.main.path].sha256,
            verified=_verified(download),
            fetched=fetched,
            files=[
                {
                    "path": str(plan.place(self._models, file)),
                    "size": file.size,
                    "sha256": hashes[file.path].sha256,
                    "verified": hashes[file.path].verified,
                }
                for file in plan.files
            ],
        )

    def failed(self, error: ParleyError) -> None:
        self._output.failure(error)

    def paused(self, downloads: Sequence[Download]) -> None:
        for download in downloads:
            self.progress(download)
        write_line(paused_words(downloads))

    def _line(self, kind: str, **values: Any) -> None:
        write_out(msgspec.json.encode({"type": kind, **values}).decode() + "\n")


def state_words(download: Download) -> str:
    """Return how a download stands, in few words: `12 MB/s, 3 min left`."""
    live = download.live
    if download.state == "waiting":
        if download.retry_at is None:
            return "waits: offline"
        return f"tries again in {duration(max(0.0, download.retry_at - time.time()))}"
    if download.state != "running" or live is None:
        return download.state
    if live.stage == "checking":
        return "checking"
    if live.bytes_per_second < 1:
        return "connecting" if live.connections == 0 else "no bytes come"
    speed = f"{size(live.bytes_per_second)}/s"
    left = live.seconds_left
    return speed if left is None else f"{speed}, {duration(left)} left"


def paused_words(downloads: Sequence[Download]) -> str:
    """Return what a person reads after Ctrl+C."""
    kept = sum(each.received for each in downloads)
    total = sum(each.size for each in downloads)
    return f"Paused: {size(kept)} of {size(total)} are kept. The same command goes on."


def duration(seconds: float) -> str:
    """Return a time as people say it: `7 s`, `3 min`, `1 h 20 min`."""
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours >= 48:
        return f"{hours // 24} days"
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def end_of(name: str, width: int) -> str:
    """Return a name in as many letters; its end tells it from others, and says which build."""
    width = max(width, 8)
    return name if len(name) <= width else f"…{name[1 - width :]}"


def _verified(download: Download) -> bool:
    return all(each.verified for each in download.finished)
