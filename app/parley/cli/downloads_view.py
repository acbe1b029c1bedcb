"""The queue of downloads as a table for a person, and as objects for a program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from parley.cli.bars import safe
from parley.cli.pull_view import state_words
from parley.core.words import size
from parley.hub.downloads import Download


def downloads_view(found: Sequence[Download]) -> RenderableType:
    """Return the queue for a terminal; what stands still says why below the table."""
    if not found:
        return Text("There are no downloads.")
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bright_black")
    for name in ("number", "model", "received", "size", ""):
        right = name in {"number", "received", "size"}
        table.add_column(name, justify="right" if right else "left")
    for each in found:
        table.add_row(
            Text(str(each.id)),
            Text(safe(each.name), style="bold"),
            Text(size(each.received)),
            Text(size(each.size)),
            Text(_state(each)),
        )
    said = [Text(f"{each.id}: {safe(text)}") for each in found for text in _said(each)]
    return Group(table, *([Text(""), *said] if said else []))


def line(download: Download) -> str:
    """Return one download in one line."""
    of = f"{size(download.received)} of {size(download.size)}"
    return f"{safe(download.name)}: {_state(download)}, {of}"


def download_object(download: Download) -> dict[str, Any]:
    """Return a download as JSON has it; bytes are integers, times seconds."""
    plan, live, error = download.plan, download.live, download.error
    return {
        "id": download.id,
        "repo": plan.repo,
        "quantisation": plan.label,
        "revision": plan.revision,
        "licence": plan.licence,
        "endpoint": plan.endpoint,
        "state": download.state,
        "asked": download.asked,
        "received": download.received,
        "size": download.size,
        "bytes_per_second": round(live.bytes_per_second) if live else 0,
        "seconds_left": live.seconds_left if live else None,
        "stage": live.stage if live else "",
        "retry_at": download.retry_at,
        "error": None
        if error is None
        else {
            "code": error.code,
            "message": " ".join(part for part in (error.message, error.safe) if part),
            "hint": error.hint,
        },
        "notes": download.notes,
        "files": [{"path": file.path, "size": file.size} for file in plan.files],
    }


def _state(download: Download) -> str:
    if download.state == "running" and download.asked:
        return {"pause": "pausing", "cancel": "being cancelled"}[download.asked]
    return state_words(download)


def _said(download: Download) -> list[str]:
    error = [str(download.error.error)] if download.error is not None else []
    return [*error, *download.notes]
