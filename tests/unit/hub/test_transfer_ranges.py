"""Sets of byte ranges, against sets of bytes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from parley.hub.ranges import Ranges

_SIZE = 40
_SPANS = st.lists(
    st.tuples(st.integers(0, _SIZE), st.integers(0, _SIZE)).map(lambda each: tuple(sorted(each))),
    max_size=12,
)


def as_bytes(spans):
    return {number for start, end in spans for number in range(start, end)}


@given(_SPANS)
def test_ranges_hold_what_was_added(spans):
    ranges = Ranges(spans)
    known = as_bytes(spans)

    assert as_bytes(ranges) == known
    assert ranges.total == len(known)
    assert ranges.frontier == next(n for n in range(_SIZE + 1) if n not in known)
    assert Ranges(ranges) == ranges


@given(_SPANS)
def test_ranges_neither_touch_nor_overlap_and_are_in_order(spans):
    flat = [number for span in Ranges(spans) for number in span]

    assert flat == sorted(set(flat))


@given(_SPANS, st.integers(0, _SIZE), st.integers(0, _SIZE))
def test_gaps_are_the_rest(spans, start, end):
    ranges = Ranges(spans)
    missing = set(range(start, end)) - as_bytes(spans)

    gaps = list(ranges.gaps(start, end))

    assert as_bytes(gaps) == missing
    assert gaps == list(Ranges(gaps))
    assert ranges.holds(start, end) == (not missing)


def test_nothing_has_no_frontier():
    assert Ranges().frontier == 0
    assert Ranges([(1, 5)]).frontier == 0
    assert list(Ranges().gaps(0, 3)) == [(0, 3)]
