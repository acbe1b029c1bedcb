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


def height(latex: str) -> float:
    made = typeset(Request(latex, True))
    assert not made.error
    return made.ascent + made.descent


@pytest.mark.parametrize(
    "rows",
    [
        "\\begin{aligned}x&=x\\\\x&=x\\end{aligned}", "\\begin{align}x\\\\x\\nonumber\\end{align}",
        "\\begin{gathered}x\\\\x\\end{gathered}", "\\begin{split}x\\\\x\\end{split}", "x\\\\x",
        "\\begin{alignat*}{2}x&=x\\\\x&=x\\end{alignat*}", "x\\\\x\\\\",
    ],
)  # fmt: skip
def test_rows_stand_clear_of_each_other(rows: str) -> None:
    assert height(rows) > 2 * height("x") + 50


def test_a_tag_stands_beside_its_formula() -> None:
    width = {each: typeset(Request(each, True)).width for each in ("x", "x\\tag{1}", "\\text{(1)}")}
    assert width["x\\tag{1}"] > width["x"] + width["\\text{(1)}"] + 100


def test_a_minus_before_a_term_has_no_space_of_one_between_two() -> None:
    width = {each: typeset(Request(each)).width for each in ("a=-1", "b", "a=b-1", ")-1", ")b-1")}
    width |= {each: typeset(Request(each)).width for each in ("|-1|-1", "|b-1|-1")}
    assert width["|-1|-1"] + width["b"] < width["|b-1|-1"] - 20
    assert width["a=-1"] + width["b"] < width["a=b-1"] - 20
    assert width[")-1"] + width["b"] > width[")b-1"] - 20


def test_words_that_the_font_of_formulas_lacks_are_not_drawn_as_boxes() -> None:
    assert typeset(Request("x = \\text{约束}")).error
    assert not typeset(Request("x = \\text{Größe}")).error


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
