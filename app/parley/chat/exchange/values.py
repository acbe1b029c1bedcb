"""What an export and an import come to, for whoever asked for them."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

ExportFormat = Literal["markdown", "html", "json"]
#: What wrote a file that is imported.
Source = Literal["Parley", "ChatGPT", "Open WebUI"]


class Exported(msgspec.Struct, frozen=True):
    """What was written.

    Attributes:
        place: the file, or the folder of several.
        conversations, files: how many.
    """

    place: Path
    conversations: int
    files: int


class LeftOut(msgspec.Struct, frozen=True):
    """Something in a file that was not taken, and why, as a sentence."""

    what: str
    why: str


class Imported(msgspec.Struct, frozen=True):
    """What came of a file.

    Attributes:
        source: what wrote it; None where there was nothing in it.
        ids: the conversations that are new, in the order of the file.
        there: how many were there already.
        changed: how many of those are there with other messages than the file has; what is there
            was left as it is.
        left_out: conversations that were not taken at all.
        lacking: what is missing in those that were taken, such as pictures, and how often.
    """

    source: Source | None
    ids: tuple[int, ...] = ()
    there: int = 0
    changed: int = 0
    left_out: tuple[LeftOut, ...] = ()
    lacking: dict[str, int] = {}


class NotTaken(Exception):  # noqa: N818 - it is told in a report
    """A conversation cannot be taken; its text says why, in a sentence."""
