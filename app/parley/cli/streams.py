"""Standard streams: their encoding, what a terminal may be shown, and a reader that went away."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import re
import sys

from parley.core.errors import ParleyError

# All of C0 but tab and line feed, DEL, and C1: what could move the cursor, change colours or the
# window's title, or overwrite what is on the screen. Then what turns the direction of text around,
# with which a name can be made to look like another one.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class ReaderGone(Exception):  # noqa: N818 - `parley chat … | head` is no failure
    """Whoever read our output has ended."""


def prepare_streams() -> None:
    """Write UTF-8 to files and pipes on every system; a terminal keeps its own encoding."""
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if stream.isatty():
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding="utf-8", errors="replace")


def shown(text: str) -> str:
    """Return `text` without control characters: a model, a hub or a file could have put them."""
    return _CONTROL.sub("", text)


def write_out(text: str) -> None:
    """Write to stdout at once. Raises `ReaderGone`, and `ParleyError` where it takes nothing."""
    if sys.stdout is None:  # it was closed before this program began
        raise ReaderGone
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        # Windows says EINVAL for a pipe whose reader ended.
        if isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL):
            _discard_stdout()
            raise ReaderGone from error
        _discard_stdout()
        raise ParleyError(
            "output_failed",
            f"What was found could not be written out: {error.strerror or error}.",
            hint="Free some space on the disk that it goes to, or send it elsewhere.",
        ) from error


def write_line(text: str) -> None:
    """Write a line for the person to stderr; line ends in it become spaces."""
    with contextlib.suppress(OSError):  # nobody to tell
        sys.stderr.write(shown(" ".join(text.split("\n"))) + "\n")
        sys.stderr.flush()


def show_progress(text: str) -> None:
    """Show a line on stderr in place of the one before, if that is a terminal; "" removes it."""
    if sys.stderr is not None and sys.stderr.isatty():
        with contextlib.suppress(OSError):
            sys.stderr.write(f"\r\x1b[K{shown(text)}")
            sys.stderr.flush()


def _discard_stdout() -> None:
    """Point stdout at nothing, so that the interpreter's last flush does not complain."""
    with contextlib.suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)
