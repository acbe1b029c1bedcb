"""The process that typesets formulas: it answers each line, whatever is on it."""

from __future__ import annotations

import subprocess
import sys

import msgspec
import pytest

from parley.chat.formula_process import Request, Typeset, start_command, typeset


@pytest.mark.parametrize(
    "latex",
    [
        "x^2", "\\frac{a}{b}", "\\sum_{n=1}^\\infty \\frac{1}{n^2}",
        "\\text{if } x \\in \\mathbb{R}",
        "\\begin{pmatrix}a&b\\\\c&d\\end{pmatrix}",
        "\\begin{cases}1&x>0\\\\0&\\text{else}\\end{cases}",
        "\\begin{aligned}a&=b\\\\&=c\\end{aligned}", "\\operatorname{softmax}(x)_i",
    ],
)  # fmt: skip
def test_formulas_are_made(latex: str) -> None:
    made = typeset(Request(latex, True))
    assert made.svg.startswith("<svg")
    assert made.width > 0
    assert made.ascent > 0
    assert made.error == ""


@pytest.mark.parametrize(
    "latex", ["\\frac{", "{", "", "\\def\\a{\\a\\a}\\a", "a<b>c&d", "\x00", "\ud800"]
)
def test_what_is_wrong_is_said(latex: str) -> None:
    made = typeset(Request(latex))
    assert made.error
    assert made.svg == ""


def test_the_process_answers_line_by_line_and_ends_with_its_input() -> None:
    command, environment = start_command({})
    lines = b"".join(msgspec.json.encode(Request(each)) + b"\n" for each in ("x", "\\frac{"))
    ended = subprocess.run(
        command, input=lines, env=environment, capture_output=True, timeout=60, check=True
    )
    ready, first, second = ended.stdout.splitlines()
    assert msgspec.json.decode(ready) == {"ready": True}
    assert msgspec.json.decode(first, type=Typeset).svg
    assert msgspec.json.decode(second, type=Typeset).error
    assert command[0] == sys.executable
