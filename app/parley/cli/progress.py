"""Bars on standard error while files are read: only in a terminal, and gone at the end."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from parley.cli.streams import shown

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn, TaskID

    from parley.library import Progress as FileProgress

#: Headers fewer than this are read before a bar would be seen.
_FEW = 20


class FileBars:
    """Shows how far something is for as long as a `with` lasts.

    Args:
        what: words before the name of a file, for example `Verifying`.
    """

    def __init__(self, what: str) -> None:
        self._what = what
        self._bars: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> FileBars:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bars is not None:
            self._bars.stop()

    def bytes_read(self, progress: FileProgress) -> None:
        """Show how many bytes of files are read."""
        self._show(f"{self._what} {shown(progress.file)}", progress.done, progress.total)

    def headers_read(self, done: int, total: int) -> None:
        """Show how many headers are read, where there are many."""
        if total >= _FEW:
            self._show(f"{self._what}", done, total)

    def _show(self, words: str, done: int, total: int) -> None:
        if sys.stderr is None or not sys.stderr.isatty():
            return
        if self._bars is None:
            from rich.progress import TimeRemainingColumn

            self._bars = bars(TimeRemainingColumn(compact=True))
            self._bars.start()
        if self._task is None:
            self._task = self._bars.add_task(words, total=total)
        self._bars.update(self._task, description=words, completed=done, total=total)


def bars(*columns: ProgressColumn, redirect_stderr: bool = True) -> Progress:
    """Return bars for standard error, with `columns` behind those that all bars have.

    Args:
        redirect_stderr: lines that are written there meanwhile go above the bars, broken at the
            terminal's width.
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=None),
        TaskProgressColumn(),
        *columns,
        console=Console(stderr=True, highlight=False, markup=False, emoji=False),
        transient=True,
        expand=True,
        redirect_stdout=False,
        redirect_stderr=redirect_stderr,
    )
