"""Formulas for pages: asked of the process that makes them, as SVG that holds nothing but lines."""

from __future__ import annotations

import html
import os
import queue
import re
import subprocess
import threading
from collections.abc import Sequence
from types import TracebackType
from typing import IO, Final, Self
from xml.etree import ElementTree

import msgspec

from parley.chat.formula_process import LETTERS, Request, Typeset, start_command

#: Seconds for one formula, and for the process to start.
_LONGEST, _START = 2.0, 30.0
#: Longer ones stay text; after so many that took too long, all others of this export do.
_LETTERS, _MOST_LOST = 4_000, 5
#: So many are kept, as some come again and again.
_KEPT: Final = 1_000
#: What a formula is drawn with: everything else that stands in the SVG is left out.
_SHAPES: Final = frozenset({"path", "rect", "line", "polygon", "polyline", "g"})
_PLACES: Final = frozenset({
    "d", "x", "y", "x1", "y1", "x2", "y2", "width", "height", "points", "transform",
    "fill", "stroke", "stroke-width",
})  # fmt: skip
_PLAIN: Final = re.compile(r"[\w\s.,#()+-]*", re.ASCII)
#: The library's name for the colour of the words around.
_INK: Final = "black"


class Typesetter:
    """Makes formulas during one export, inside a `with`; its process starts with the first."""

    def __init__(self, command: Sequence[str] = (), *, longest: float = _LONGEST) -> None:
        """Ask `command`; without one, the program itself as `formula_process` starts it.

        Args:
            longest: seconds for one formula.
        """
        self._command, self._longest = list(command), longest
        self._process: subprocess.Popen[bytes] | None = None
        self._reader: threading.Thread | None = None
        self._answers: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._known: dict[Request, str] = {}
        self._lost = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()

    def svg(self, latex: str, display: bool) -> str:
        """Return a formula as an `svg` element as large as the letters around; "" for none.

        There is none for what is no formula, takes longer than others, or needs too much memory.
        """
        if len(latex) > _LETTERS:
            return ""
        request = Request(latex.encode("utf-8", "replace").decode(), display)
        if request not in self._known:
            if len(self._known) >= _KEPT:
                self._known.clear()
            self._known[request] = _element(self._made(request), request.latex)
        return self._known[request]

    def close(self) -> None:
        """End the process. The next formula starts it again."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        if self._reader is not None:
            self._reader.join()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                # What the process never read is not written any more.
                try:
                    stream.close()
                except OSError:
                    continue

    # -- inside ----------------------------------------------------------------------------------

    def _made(self, request: Request) -> Typeset:
        if self._lost >= _MOST_LOST:
            return Typeset(error="Formulas cannot be shown.")
        try:
            process = self._started()
            assert process.stdin is not None
            process.stdin.write(msgspec.json.encode(request) + b"\n")
            process.stdin.flush()
            return msgspec.json.decode(self._answers.get(timeout=self._longest), type=Typeset)
        except (OSError, queue.Empty, msgspec.DecodeError):
            self._lost += 1
            self.close()
            return Typeset(error="It takes too long.")

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is not None:
            return self._process
        command, environment = start_command(os.environ)
        self._process = process = subprocess.Popen(
            self._command or command,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        assert process.stdout is not None
        self._answers = queue.SimpleQueue()
        self._reader = threading.Thread(
            target=_read, args=(process.stdout, self._answers), name="formulas", daemon=True
        )
        self._reader.start()
        try:
            began = self._answers.get(timeout=_START)
        except queue.Empty:
            began = b""
        if not began:
            self._lost = _MOST_LOST
            raise ChildProcessError("the process that makes formulas does not start")
        return process


def _read(source: IO[bytes], answers: queue.SimpleQueue[bytes]) -> None:
    for line in source:
        answers.put(line)
    # An end is no answer: who waits for one is told at once.
    answers.put(b"")


def _element(made: Typeset, latex: str) -> str:
    """Return what was made as an element that is named by its source; "" for none."""
    if made.error or not made.svg:
        return ""
    try:
        tree = ElementTree.fromstring(made.svg)  # noqa: S314
    except ElementTree.ParseError:
        return ""
    size = {"width": made.width, "height": made.ascent + made.descent}
    looks = "".join(f"{name}:{value / LETTERS:.3f}em;" for name, value in size.items())
    source = html.escape(" ".join(latex.split()))
    box = tree.get("viewBox", "")
    if not _PLAIN.fullmatch(box):
        return ""
    return (
        f'<svg role="img" aria-label="{source}" viewBox="{box}" fill="currentColor"'
        f' style="{looks}vertical-align:{-made.descent / LETTERS:.3f}em">'
        f"<title>{source}</title>{''.join(map(_shape, tree))}</svg>"
    )


def _shape(node: ElementTree.Element) -> str:
    """Return a line or a face, and those in it, with nothing but where it is."""
    name = node.tag.rpartition("}")[2]
    if name not in _SHAPES:
        return ""
    places = "".join(
        f' {key}="{"currentColor" if value == _INK else value}"'
        for key, value in node.attrib.items()
        if key in _PLACES and _PLAIN.fullmatch(value)
    )
    return f"<{name}{places}>{''.join(map(_shape, node))}</{name}>"
