"""The rows of the sidebar as values, and the steps that lead from some rows to others. No Qt.

Each row has a key of its own, so that a row that moves is told from one that goes and one that
comes: what is selected, edited or under the mouse stays with its conversation.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Literal

import msgspec

from parley.chat.sections import Section, SectionKind
from parley.chat.values import Folder, Listed

RowKind = Literal["heading", "folder", "archive", "conversation"]
StepKind = Literal["remove", "insert", "move"]
#: Moves beyond which reading everything anew is cheaper.
MOST_MOVES = 64


class Row(msgspec.Struct, frozen=True):
    """One line of the list.

    Attributes:
        key: the same for the same thing, wherever it stands.
        section: kind of the section that it begins or stands in.
        folder: the folder that it is, or that it stands in.
        count: conversations in the section that it begins.
        open: whether those are shown.
        hidden: those, where they are not.
    """

    kind: RowKind
    key: str
    section: SectionKind
    conversation: Listed | None = None
    folder: Folder | None = None
    month: date | None = None
    count: int = 0
    open: bool = True
    hidden: tuple[Listed, ...] = ()


class Step(msgspec.Struct, frozen=True):
    """One change of the list, of rows `first` to `last`; `to` is where one row moves."""

    kind: StepKind
    first: int
    last: int
    to: int = -1


def rows_of(sections: Iterable[Section], *, archive_open: bool = False) -> list[Row]:
    """Return the lines that show `sections`."""
    rows: list[Row] = []
    for section in sections:
        kind, folder, month = section.kind, section.folder, section.month
        count, is_open, inside = len(section.conversations), True, section.conversations
        if folder is not None:
            is_open = not folder.folded
        elif kind == "archive":
            is_open = archive_open
        hidden = () if is_open else inside
        if folder is not None:
            key = key_of_folder(folder.id)
            rows.append(Row("folder", key, kind, None, folder, None, count, is_open, hidden))
        elif kind == "archive":
            rows.append(Row("archive", kind, kind, None, None, None, count, is_open, hidden))
        else:
            rows.append(Row("heading", f"heading {kind} {month}", kind, None, None, month, count))
        if is_open:
            rows += [
                Row("conversation", key_of(one.id), kind, one, folder)
                for one in section.conversations
            ]
    return rows


def key_of(conversation_id: int) -> str:
    """Return the key of a conversation's row."""
    return f"conversation {conversation_id}"


def key_of_folder(folder_id: int) -> str:
    """Return the key of a folder's row."""
    return f"folder {folder_id}"


def steps(before: Sequence[str], after: Sequence[str]) -> Iterator[Step] | None:
    """Return the steps that lead from the keys `before` to `after`, each on what the last left.

    None where that would take too many.
    """
    start = 0
    shorter = min(len(before), len(after))
    while start < shorter and before[start] == after[start]:
        start += 1
    end = 0
    while end < shorter - start and before[-1 - end] == after[-1 - end]:
        end += 1
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    places = {key: place for place, key in enumerate(new)}
    staying = [key for key in old if key in places]
    resting = _longest_rising([places[key] for key in staying])
    if len(staying) - len(resting) > MOST_MOVES:
        return None
    return _steps(start, list(old), new, {new[place] for place in resting})


def _steps(
    start: int, now: list[str], new: Sequence[str], resting: Collection[str]
) -> Iterator[Step]:
    wanted, there = set(new), set(now)
    last = len(now) - 1
    while last >= 0:
        first = last
        if now[last] in wanted:
            last -= 1
            continue
        while first > 0 and now[first - 1] not in wanted:
            first -= 1
        yield Step("remove", start + first, start + last)
        del now[first : last + 1]
        last = first - 1
    place = 0
    while place < len(new):
        key = new[place]
        if key not in there:
            last = place
            while last + 1 < len(new) and new[last + 1] not in there:
                last += 1
            yield Step("insert", start + place, start + last)
            now[place:place] = new[place : last + 1]
            place = last + 1
            continue
        while now[place] != key:
            # Who rests is never moved: either this one comes up, or what is in its way goes last.
            from_, to = (place, len(now) - 1) if key in resting else (now.index(key, place), place)
            yield Step("move", start + from_, start + from_, start + to)
            now.insert(to, now.pop(from_))
        place += 1


def _longest_rising(numbers: Sequence[int]) -> list[int]:
    """Return the longest rising run of `numbers`, gaps allowed: those need not move."""
    tails: list[int] = []
    at: list[int] = []
    back: list[int] = []
    for index, number in enumerate(numbers):
        place = bisect_left(tails, number)
        tails[place : place + 1] = [number]
        at[place : place + 1] = [index]
        back.append(at[place - 1] if place else -1)
    run: list[int] = []
    index = at[-1] if at else -1
    while index >= 0:
        run.append(numbers[index])
        index = back[index]
    run.reverse()
    return run
