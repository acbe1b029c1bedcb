"""What a terminal is shown of texts that others wrote."""

from __future__ import annotations

import pytest

from parley.cli.streams import shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain\tand\nsimple", "plain\tand\nsimple"),
        ("\x1b[31mred\x1b[0m and \x9b2J", "[31mred[0m and 2J"),
        ("title\x1b]0;gone\x07", "title]0;gone"),
        ("model\u202efug.exe\u2066x\u2069", "modelfug.exex"),
        # Marks that belong to texts written from right to left stay, as those texts do.
        ("שלום\u200f, عالم", "שלום\u200f, عالم"),
    ],
)
def test_only_what_cannot_take_the_terminal_over_is_shown(text: str, expected: str) -> None:
    assert shown(text) == expected
