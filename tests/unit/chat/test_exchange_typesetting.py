"""Formulas in exported pages: drawn by the process that makes them, or left as their source."""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from helpers.chat import opened_store
from parley.chat.exchange import Exporter
from parley.chat.exchange.typesetting import Typesetter

READY = "import sys, time; print('{}', flush=True)\n"


def scripted(*lines: str) -> list[str]:
    return [sys.executable, "-c", READY + "\n".join(lines)]


def test_formulas_of_a_page_are_drawn_and_keep_their_source(tmp_path: Path) -> None:
    page = tmp_path / "talk.html"
    with opened_store(tmp_path / "parley.sqlite3") as (store, connection):
        talk = store.create(title="Roots").id
        store.add(talk, "user", "Show me a root")
        store.add(
            talk,
            "assistant",
            "Here: $\\sqrt{x}$ and\n\n$$\\frac{a}{b}$$\n\nand $\\frac{\\text{约}$.",
        )
        Exporter(connection).to_file([talk], "html", page)
    text = page.read_text("utf-8")
    assert text.count("<svg ") == 2
    assert '<svg role="img" aria-label="\\sqrt{x}"' in text
    assert '<p class="formula"><svg role="img" aria-label="\\frac{a}{b}"' in text
    assert 'fill="currentColor"' in text
    assert "<code>\\frac{\\text{约}</code>" in text
    assert '"black"' not in text


def test_display_formulas_are_set_larger_than_those_in_a_line() -> None:
    with Typesetter() as typesetter:
        line, own = (typesetter.svg("\\frac{a}{b}", each) for each in (False, True))
    assert line != own
    for each in (line, own):
        assert ET.fromstring(each).tag == "svg"


@pytest.mark.parametrize("answer", ["time.sleep(600)", "sys.exit()", "print('[1', flush=True)"])
def test_what_never_comes_is_left_out_and_what_fails_often_is_not_asked_again(
    answer: str, tmp_path: Path
) -> None:
    note = tmp_path / "asked"
    command = scripted(
        "for line in sys.stdin:", f"    open({str(note)!r}, 'a').write(line)", f"    {answer}"
    )
    with closing(Typesetter(command, longest=0.2)) as typesetter:
        assert [typesetter.svg(f"x_{n}", False) for n in range(20)] == [""] * 20
    assert note.read_text().count("\n") <= 5


def test_a_process_that_does_not_start_leaves_every_source() -> None:
    for command in ([sys.executable, "-c", ""], ["/there/is/no/such/program"]):
        with Typesetter(command) as typesetter:
            assert [typesetter.svg(each, False) for each in ("x", "y")] == ["", ""]


def test_nothing_but_lines_comes_into_a_page() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" onload="alert(1)">'
        "<script>alert(1)</script><image href='https://evil.example/x.png'/><style>*{}</style>"
        '<path d="M 0 0" onclick="alert(1)" fill="url(https://evil.example)" stroke="black"/>'
        '<g transform="scale(2)"><rect x="1"/><foreignObject><b>x</b></foreignObject></g></svg>'
    )
    made = msgspec.json.encode({"svg": svg, "width": 100, "ascent": 50, "descent": 50}).decode()
    command = scripted(f"for line in sys.stdin: print({made!r}, flush=True)")
    with Typesetter(command) as typesetter:
        element = typesetter.svg('"<b>\n', False)
    assert element == (
        '<svg role="img" aria-label="&quot;&lt;b&gt;" viewBox="0 0 1 1" fill="currentColor"'
        ' style="width:1.000em;height:1.000em;vertical-align:-0.500em">'
        '<title>&quot;&lt;b&gt;</title><path d="M 0 0" stroke="currentColor"></path>'
        '<g transform="scale(2)"><rect x="1"></rect></g></svg>'
    )
