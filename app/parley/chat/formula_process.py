"""The process that turns LaTeX formulas into SVG: `parley --formulas`.

It is a process of its own because a formula from a model may take for ever or all memory, and then
nothing but that formula is lost. A request is one JSON line `{"latex": …, "display": …}`, its
answer `{"svg": …, "ascent": …, …}` in pixels for letters of 100, or `{"error": …}`.
"""

from __future__ import annotations

import re
import sys
import warnings
from typing import IO, TYPE_CHECKING, Any
from xml.etree import ElementTree

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

#: Pixels of the letters that formulas are made with; they are vectors, scaled when drawn.
LETTERS = 100
#: Bytes of memory for this process, and of one formula's SVG.
_MEMORY, _LARGEST = 1 << 30, 1_000_000
_VIEW = re.compile(r'viewBox="(\S+) (\S+) (\S+) (\S+)"')
#: What the library draws over the formula, writes out as a name, or sets on one line.
_WRITTEN = (
    (re.compile(r"\\tag\*?\s*\{([^{}]*)\}"), r"\\qquad\\text{(\1)}"),
    (re.compile(r"\\(?:nonumber|notag)(?![a-zA-Z])|\\label\s*\{[^{}]*\}"), ""),
    (re.compile(r"\\(?:begin|end)\{equation\*?\}"), ""),
    (re.compile(r"\\(begin|end)\{(?:align|eqnarray)\*?\}"), r"\\\1{align*}"),
    (re.compile(r"\\(begin|end)\{align(?:ed)?at\*?\}(?:\{\d\})?"), r"\\\1{align*}"),
    (re.compile(r"\\(begin|end)\{(?:gather(?:ed)?|multline)\*?\}"), r"\\\1{matrix}"),
    (re.compile(r"\\(begin|end)\{dcases\}"), r"\\\1{cases}"),
)
#: An operator after one of these stands between two terms, after any other before one.
_CLOSING = frozenset(")]}⟩⌉⌋|‖!′″…⋯%∞°")
#: Each other one of these opens what the next one closes.
_BARS = frozenset("|‖")
_SIGNS = frozenset("−-+±∓")
#: Between the rows of aligned lines and of a matrix, and between the columns of that.
_LINES, _ROWS, _COLUMNS = "0.6em", "0.4em", "0.9em"


class Request(msgspec.Struct, frozen=True):
    """A formula to be typeset, on a line of its own if `display`."""

    latex: str
    display: bool = False


class Typeset(msgspec.Struct, frozen=True, omit_defaults=True):
    """A formula as SVG, with its size in pixels; or why it could not be made.

    `ascent` is above the baseline, `descent` below it.
    """

    svg: str = ""
    width: float = 0.0
    ascent: float = 0.0
    descent: float = 0.0
    error: str = ""


def start_command(environ: Mapping[str, str]) -> tuple[list[str], dict[str, str]]:
    """Return the command that starts this process, and its environment."""
    from parley.engine.child import engine_command, engine_environment

    return [*engine_command()[:-1], "--formulas"], engine_environment(environ)


def typeset(request: Request) -> Typeset:
    """Return the formula of `request` as SVG."""
    with warnings.catch_warnings():
        # It finds its font in a way that newer Pythons call old.
        warnings.simplefilter("ignore", DeprecationWarning)
        from ziamath.config import config
        from ziamath.tex import tex2mml
        from ziamath.zmath import Math

    config.svg2 = False
    latex = request.latex
    for pattern, instead in _WRITTEN:
        latex = pattern.sub(instead, latex)
    try:
        # What LaTeX is made into begins with a formula, so that it declares no entities.
        written = tex2mml(latex, inline=not request.display)
        tree = ElementTree.fromstring(written)  # noqa: S314
        _mend(tree)
        made = Math(tree, size=LETTERS)
        for sign in set("".join(tree.itertext())):
            if not sign.isspace() and not made.font.glyphindex(sign):
                return Typeset(error=f"Its font has no {sign!r}.")
        svg: str = made.svg()
    except Exception as error:
        return Typeset(error=f"{type(error).__name__}: {error}"[:200])
    view = _VIEW.search(svg)
    if view is None or len(svg) > _LARGEST:
        return Typeset(error="It is too large.")
    _, top, width, height = (float(each) for each in view.groups())
    return Typeset(svg, width, -top, height + top)


def _mend(tree: Element) -> None:
    """Give rows of a table room between them, signs the space of signs, and lines their ends."""
    for node in list(tree.iter()):
        tag = _tag(node)
        if tag == "mtable":
            lines = "columnspacing" in node.attrib
            node.set("rowspacing", _LINES if lines else _ROWS)
            node.attrib.setdefault("columnspacing", _COLUMNS)
            continue
        before: Element | None = None
        bars = 0
        for child in node:
            if (
                before is not None
                and _tag(child) == _tag(before) == "mo"
                and child.text in _SIGNS
                and (before.text not in _CLOSING or (before.text in _BARS and bars % 2))
                and "form" not in child.attrib
            ):
                child.set("form", "prefix")
            bars += child.text in _BARS
            if before is None or _tag(child) != "mspace":
                before = child
        if any(child.get("linebreak") == "newline" for child in node):
            _break_lines(node)


def _break_lines(row: Element) -> None:
    """Put the lines of a row below each other, those in which there is something."""
    lines: list[list[Element]] = [[]]
    for child in list(row):
        row.remove(child)
        if child.get("linebreak") == "newline":
            lines.append([])
        else:
            lines[-1].append(child)
    space = row.tag.removesuffix(_tag(row))
    table = ElementTree.SubElement(
        row, f"{space}mtable", {"rowspacing": _LINES, "columnalign": "left"}
    )
    for line in filter(None, lines):
        cell = ElementTree.SubElement(ElementTree.SubElement(table, f"{space}mtr"), f"{space}mtd")
        cell.extend(line)


def _tag(node: Element) -> str:
    return node.tag.rpartition("}")[2]


def main(source: IO[bytes] | None = None, target: IO[bytes] | None = None) -> int:
    """Answer each line of `source` with one in `target`, until there are no more."""
    source, target = source or sys.stdin.buffer, target or sys.stdout.buffer
    _bound_memory()
    decoder, encoder = msgspec.json.Decoder(Request), msgspec.json.Encoder()
    # What takes time at the first formula is done before it is said that formulas may come.
    typeset(Request("x"))
    _write(target, encoder.encode({"ready": True}))
    for line in source:
        _write(target, encoder.encode(typeset(decoder.decode(line))))
    return 0


def _write(target: IO[bytes], line: bytes) -> None:
    target.write(line + b"\n")
    target.flush()


def _bound_memory() -> None:
    """Have the system end what takes more memory, where it can."""
    resource: Any
    try:
        import resource
    except ImportError:
        return  # Windows: the time alone bounds it.
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
