"""The rows of the sidebar, and the steps that lead from some to others."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from parley.chat.sections import Section
from parley.chat.values import Folder, Listed
from parley.ui.sidebar.rows import MOST_MOVES, key_of, rows_of, steps

KEYS = st.lists(st.integers(0, 30).map(str), unique=True, max_size=30)


def followed(before: list[str], after: list[str]) -> list[str] | None:
    """Return what comes of `before` by the steps that lead to `after`."""
    now = list(before)
    found = steps(before, after)
    if found is None:
        return None
    for step in found:
        if step.kind == "remove":
            del now[step.first : step.last + 1]
        elif step.kind == "insert":
            now[step.first : step.first] = after[step.first : step.last + 1]
        else:
            assert step.to != step.first
            now.insert(step.to, now.pop(step.first))
    return now


def kinds(before: str, after: str) -> list[tuple[str, int, int, int]]:
    found = steps(list(before), list(after))
    assert found is not None
    return [(step.kind, step.first, step.last, step.to) for step in found]


@given(KEYS, KEYS)
def test_the_steps_lead_there(before: list[str], after: list[str]) -> None:
    assert followed(before, after) == after


@given(st.permutations([str(number) for number in range(20)]))
def test_any_order_is_reached(after: list[str]) -> None:
    assert followed([str(number) for number in range(20)], after) == after


def test_what_happens_is_one_step() -> None:
    assert kinds("abcdef", "abcdef") == []
    assert kinds("abcdef", "eabcdf") == [("move", 4, 4, 0)]
    assert kinds("abcdef", "bcdeaf") == [("move", 0, 0, 4)]
    assert kinds("abcdef", "abxcdef") == [("insert", 2, 2, -1)]
    assert kinds("abcdef", "xyabcdef") == [("insert", 0, 1, -1)]
    assert kinds("abcdef", "af") == [("remove", 1, 4, -1)]
    assert kinds("", "abc") == [("insert", 0, 2, -1)]
    assert kinds("abc", "") == [("remove", 0, 2, -1)]


def test_a_new_order_of_everything_is_read_anew() -> None:
    keys = [str(number) for number in range(2 * MOST_MOVES + 10)]
    assert steps(keys, keys[::-1]) is None


def test_folded_and_archived_rows_are_not_there() -> None:
    one, two, three = (Listed(number, f"number {number}", 0.0) for number in range(3))
    work, home = Folder(1, "Work", folded=True), Folder(2, "Home")
    found = [
        Section("folder", (one,), work),
        Section("folder", (), home),
        Section("month", (two,), month=date(2026, 4, 1)),
        Section("archive", (three,)),
    ]
    rows = rows_of(found)
    assert [(row.kind, row.count, row.open) for row in rows] == [
        ("folder", 1, False), ("folder", 0, True), ("heading", 1, True),
        ("conversation", 0, True), ("archive", 1, False),
    ]  # fmt: skip
    opened = rows_of([Section("folder", (one,), Folder(1, "Work")), found[3]], archive_open=True)
    assert [row.key for row in opened] == ["folder 1", key_of(0), "archive", key_of(2)]
    assert len({row.key for row in rows}) == len(rows)
