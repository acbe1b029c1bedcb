"""The sections in which a list shows conversations."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from parley.chat.sections import Section, sections
from parley.chat.values import Folder, Listed

TODAY = date(2026, 5, 20)
NOON = datetime(2026, 5, 20, 12)


def one(key: int, days: float = 0, **more: object) -> Listed:
    """Return a conversation of `days` before noon today."""
    return Listed(key, f"number {key}", (NOON - timedelta(days=days)).timestamp(), **more)  # type: ignore[arg-type]


def shape(found: list[Section]) -> list[tuple[object, list[int]]]:
    return [
        (
            each.folder.name if each.folder else each.month or each.kind,
            [c.id for c in each.conversations],
        )
        for each in found
    ]


def test_pinned_folders_days_archive() -> None:
    listed = [
        one(1),
        one(2, pinned=True, folder_id=7),
        one(3, 0.4),
        one(4, 1),
        one(5, 2, folder_id=7),
        one(6, 3),
        one(7, 40),
        one(8, 41, archived=True, pinned=True),
        one(9, 300, folder_id=99),
    ]
    found = sections(listed, [Folder(8, "Empty"), Folder(7, "Work", folded=True)], TODAY)
    assert shape(found) == [
        ("pinned", [2]),
        ("Empty", []),
        ("Work", [5]),
        ("today", [1, 3]),
        ("yesterday", [4]),
        ("week", [6]),
        (date(2026, 4, 1), [7]),
        (date(2025, 7, 1), [9]),
        ("archive", [8]),
    ]


def test_a_day_begins_at_midnight_here() -> None:
    midnight = datetime(2026, 5, 20)
    moments = {
        0: "today", -1: "yesterday", -24 * 3600: "yesterday", -24 * 3600 - 1: "week",
        -6 * 24 * 3600: "week", -6 * 24 * 3600 - 1: "month",
    }  # fmt: skip
    for seconds, kind in moments.items():
        listed = [Listed(1, "", (midnight + timedelta(seconds=seconds)).timestamp())]
        assert [each.kind for each in sections(listed, [], TODAY)] == [kind]


def test_what_is_dated_ahead_is_of_today() -> None:
    assert shape(sections([one(1, -3)], [], TODAY)) == [("today", [1])]


def test_nothing_has_no_sections() -> None:
    assert sections([], [], TODAY) == []
