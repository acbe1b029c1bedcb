"""In which sections a list shows conversations: pinned, by folder, by day, the archive. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Literal

import msgspec

from parley.chat.values import Folder, Listed

SectionKind = Literal["pinned", "folder", "today", "yesterday", "week", "month", "archive"]
_WEEK = 7


class Section(msgspec.Struct, frozen=True):
    """One section and what is in it, whether that is shown or not.

    Attributes:
        folder: the folder, for one of kind `folder`.
        month: the first day of the month, for one of kind `month`.
    """

    kind: SectionKind
    conversations: tuple[Listed, ...] = ()
    folder: Folder | None = None
    month: date | None = None


def sections(listed: Sequence[Listed], folders: Iterable[Folder], today: date) -> list[Section]:
    """Return the sections in their order, each conversation in one, in the order of `listed`.

    Folders are there without conversations as well, other sections only with some. `week` are the
    days of the last seven before yesterday.
    """
    folders = tuple(folders)
    pinned: list[Listed] = []
    archived: list[Listed] = []
    inside: dict[int, list[Listed]] = {folder.id: [] for folder in folders}
    dated: dict[tuple[SectionKind, date | None], list[Listed]] = {}
    bounds = _Bounds(today)
    for one in listed:
        if one.archived:
            archived.append(one)
        elif one.pinned:
            pinned.append(one)
        elif one.folder_id in inside:
            inside[one.folder_id].append(one)
        else:
            dated.setdefault(bounds.of(one.updated_at), []).append(one)
    found = [Section("pinned", tuple(pinned))] if pinned else []
    found += [Section("folder", tuple(inside[folder.id]), folder) for folder in folders]
    found += [Section(kind, tuple(those), month=month) for (kind, month), those in dated.items()]
    if archived:
        found.append(Section("archive", tuple(archived)))
    return found


class _Bounds:
    """Turns moments into sections. Most conversations fall into the month of the one before."""

    def __init__(self, today: date) -> None:
        self._today = _start(today)
        self._yesterday = _start(today - timedelta(days=1))
        self._week = _start(today - timedelta(days=_WEEK - 1))
        self._month: tuple[float, float, date] | None = None

    def of(self, moment: float) -> tuple[SectionKind, date | None]:
        """Return the kind of the section, and its month if it is one."""
        if moment >= self._today:
            return "today", None
        if moment >= self._yesterday:
            return "yesterday", None
        if moment >= self._week:
            return "week", None
        if self._month is None or not self._month[0] <= moment < self._month[1]:
            first = datetime.fromtimestamp(moment).astimezone().date().replace(day=1)
            following = (first + timedelta(days=32)).replace(day=1)
            self._month = _start(first), _start(following), first
        return "month", self._month[2]


def _start(day: date) -> float:
    """Return when a local day begins, in Unix seconds."""
    return datetime(day.year, day.month, day.day).timestamp()
