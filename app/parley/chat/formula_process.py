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

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Pixels of the letters that formulas are made with; they are vectors, scaled when drawn.
LETTERS = 100
#: Bytes of memory for this process, and of one formula's SVG.
_MEMORY, _LARGEST = 1 << 30, 1_000_000
_VIEW = re.compile(r'viewBox="(\S+) (\S+) (\S+) (\S+)"')


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
        from ziamath.zmath import Latex

    config.svg2 = False
    try:
        made = Latex(request.latex, size=LETTERS, inline=not request.display)
        svg: str = made.svg()
    except Exception as error:
        return Typeset(error=f"{type(error).__name__}: {error}"[:200])
    view = _VIEW.search(svg)
    if view is None or len(svg) > _LARGEST:
        return Typeset(error="It is too large.")
    _, top, width, height = (float(each) for each in view.groups())
    return Typeset(svg, width, -top, height + top)


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
