"""Amounts and moments as people read them."""

from __future__ import annotations

import datetime

import pytest

from parley.core.words import day, on, short


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1.0k"),
        (12_345, "12.3k"),
        (999_499, "999k"),
        (999_500, "1.0M"),
        (135_000_000, "135M"),
        (8_030_261_312, "8.0B"),
        (405_000_000_000, "405B"),
    ],
)
def test_a_number_in_few_letters(count, text):
    assert short(count) == text


def test_a_moment_where_this_computer_is():
    moment = datetime.datetime(2026, 1, 31, 9, 5).astimezone().timestamp()

    assert day(moment) == "2026-01-31"
    assert on(moment) == "on 2026-01-31 at 09:05"
