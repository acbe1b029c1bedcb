"""A bar of memory in the terminal: shares of a whole, told apart by pattern as well as by colour.

It fits narrow windows, writes no colour to pipes, and has plain characters for consoles without
block elements.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.style import Style
from rich.text import Text

from parley.cli.streams import shown
from parley.core.words import size

NARROWEST = 8
#: The mark where memory ends, in a bar of something that is larger than it.
_END, _END_PLAIN = "┃", "|"
#: Stands for a space where no line may end; Rich breaks lines at every kind of real one.
_JOINT = "\ue000"


class Look(msgspec.Struct, frozen=True):
    """How one kind of share is drawn: a character, the same without block elements, a colour."""

    mark: str
    plain: str
    style: str = ""


#: Kinds of share, for every bar of the program.
WEIGHTS = Look("█", "#", "blue")
CACHE = Look("▓", "=", "cyan")
COMPUTE = Look("▒", "+", "magenta")
OTHERS = Look("▄", ":", "yellow")
FREE = Look("░", ".", "bright_black")


class Share(msgspec.Struct, frozen=True):
    """A part of a bar: what it is, in bytes, and how it looks."""

    label: str
    size: int
    look: Look


class MemoryBar:
    """One bar over the whole width it is given.

    Args:
        shares: from left to right.
        capacity: bytes that there are. A bar of more than that is as long as its shares, with a
            mark where memory ends.
        width: cells, at most; None takes all there are.
    """

    def __init__(self, shares: Sequence[Share], capacity: int, *, width: int | None = None) -> None:
        self._shares = [share for share in shares if share.size > 0]
        self._capacity = max(capacity, 0)
        self._width = width

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw it."""
        width = min(self._width or options.max_width, options.max_width)
        yield self._drawn(width, plain=options.ascii_only)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """Say how narrow and how wide it can be."""
        widest = min(self._width or options.max_width, options.max_width)
        return Measurement(min(NARROWEST, widest), widest)

    def _drawn(self, width: int, *, plain: bool) -> Text:
        text = Text(no_wrap=True)
        whole = max(sum(share.size for share in self._shares), self._capacity)
        if not whole:
            return text
        for share, count in zip(
            self._shares, cells([share.size for share in self._shares], whole, width), strict=True
        ):
            mark = share.look.plain if plain else share.look.mark
            text.append(mark * count, Style.parse(share.look.style))
        if whole > self._capacity:
            end = min(width - 1, width * self._capacity // whole)
            rest = text[end + 1 :]
            text = text[:end]
            text.append(_END_PLAIN if plain else _END, Style(bold=True, color="red"))
            text.append_text(rest)
        return text


def cells(sizes: Sequence[int], whole: int, width: int) -> list[int]:
    """Return how many of `width` cells each size gets of a whole.

    A size that is not zero gets a cell where there are enough; together they get as many as
    their sum is worth.
    """
    if whole <= 0 or width <= 0 or not sizes:
        return [0] * len(sizes)
    filled = min(width, round(width * sum(sizes) / whole))
    filled = max(filled, min(width, sum(size > 0 for size in sizes)))
    exact = [width * size / whole for size in sizes]
    counts = [max(int(share), 1 if size else 0) for share, size in zip(exact, sizes, strict=True)]
    while sum(counts) < filled:
        index = max(range(len(sizes)), key=lambda at: exact[at] - counts[at])
        counts[index] += 1
    while sum(counts) > filled:
        large = [at for at in range(len(sizes)) if counts[at] > 1] or [
            at for at in range(len(sizes)) if counts[at]
        ]
        index = min(large, key=lambda at: exact[at] - counts[at])
        counts[index] -= 1
    return counts


def legend(shares: Iterable[Share], *, plain: bool) -> Text:
    """Return the names of the shares with their marks and sizes, on one line that may wrap."""
    text = Text()
    for share in shares:
        if share.size <= 0:
            continue
        if text:
            text.append("   ")
        text.append(share.look.plain if plain else share.look.mark, Style.parse(share.look.style))
        text.append(joined(f" {share.label} {size(share.size)}"))
    return text


def joined(words: str) -> str:
    """Return words that stay on one line of `drawn`, however narrow it is."""
    return words.replace(" ", _JOINT)


def drawn(*parts: Any, width: int | None = None) -> str:
    """Return Rich's parts as text for standard output: with colour only for a terminal.

    `width` in cells is that of the terminal unless a test says otherwise.
    """
    page = _Page()
    console = Console(file=page, width=width, highlight=False, markup=False, emoji=False)
    if console.legacy_windows:  # takes colours by calls of its own, not in the text
        console = Console(
            file=page,
            width=console.width,
            highlight=False,
            markup=False,
            emoji=False,
            legacy_windows=False,
            force_terminal=False,
        )
    for part in parts:
        console.print(part)
    lines = page.getvalue().replace(_JOINT, " ").splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


class _Page(io.StringIO):
    """Text for standard output that is not written there yet."""

    @property
    def encoding(self) -> str:  # type: ignore[override]  # read-only there as well
        """The encoding of standard output; empty where there is none."""
        return getattr(sys.stdout, "encoding", None) or ""

    def isatty(self) -> bool:
        """Whether standard output is a terminal."""
        return sys.stdout is not None and sys.stdout.isatty()


def safe(text: str) -> str:
    """Return a text of a driver or a file as one line that cannot take over the terminal."""
    return shown(" ".join(text.split()))


def plain_output() -> bool:
    """Whether standard output has no block elements: its encoding is not a Unicode one."""
    # There may be no standard output at all.
    encoding = getattr(sys.stdout, "encoding", None) or ""
    return not encoding.lower().startswith("utf")
