"""Where a folder comes that is dragged: between which two others, and where that is shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec
from PySide6.QtCore import QByteArray, QMimeData

from parley.ui.sidebar.rows import Row

FOLDER_MIME: Final = "application/x-parley-folder"


class Gap(msgspec.Struct, frozen=True):
    """A place between folders.

    Attributes:
        at: how many folders are above it.
        row: the row of the list that it is above.
    """

    at: int
    row: int


def gap_at(rows: Sequence[Row], place: int, *, lower: bool) -> Gap | None:
    """Return the gap that the row at `place`, or its `lower` half, stands for.

    A folder's upper half is the gap above it; the rest of it, and what is in it, is the one below.
    What is above or below all folders is the first gap or the last. None without folders.
    """
    heads = [number for number, row in enumerate(rows) if row.kind == "folder"]
    if not heads:
        return None
    end = next(
        (n for n in range(heads[-1] + 1, len(rows)) if rows[n].section != "folder"), len(rows)
    )
    above = sum(head < place for head in heads)
    at = above + (place in heads and lower)
    return Gap(at, heads[at] if at < len(heads) else end)


def data_of(folder_id: int) -> QMimeData:
    """Return what is dragged: a folder."""
    data = QMimeData()
    data.setData(FOLDER_MIME, QByteArray(str(folder_id).encode()))
    return data


def folder_in(data: QMimeData) -> int | None:
    """Return the folder that is dragged; None where it is something else."""
    word = bytes(data.data(FOLDER_MIME).data())
    return int(word) if word.isdigit() else None
