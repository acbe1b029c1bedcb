"""Writes conversations to files: one in a file, several in a folder, or all in one JSON file."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

import parley
from parley.chat.exchange.collecting import Collector, encoded
from parley.chat.exchange.format import FORMAT, VERSION, FileConversation
from parley.chat.exchange.html import html_of
from parley.chat.exchange.labels import ENGLISH, Labels
from parley.chat.exchange.markdown import markdown_of
from parley.chat.exchange.names import distinct, file_stem
from parley.chat.exchange.typesetting import Typesetter
from parley.chat.exchange.values import Exported, ExportFormat
from parley.core.errors import Cancelled, ParleyError
from parley.core.files import disk_full, free_name, is_full, replaced, write_atomically

SUFFIXES: Final[dict[ExportFormat, str]] = {"markdown": ".md", "html": ".html", "json": ".json"}

#: Told after each conversation: how many are done, and of how many.
OnProgress = Callable[[int, int], None]


class Exporter:
    """Exports from one database, over a connection of the thread that asks."""

    def __init__(
        self, connection: sqlite3.Connection, *, clock: Callable[[], float] = time.time
    ) -> None:
        """Use `connection`, whose schema is up to date; the caller closes it."""
        self._collector = Collector(connection)
        self._clock = clock

    def all_ids(self) -> list[int]:
        """Return all conversations, archived ones among them, in the order in which they began."""
        return self._collector.ids()

    def title(self, conversation_id: int) -> str:
        """Return what a conversation is called. Raises `ParleyError`."""
        return self._collector.conversation(conversation_id).title

    def to_file(
        self,
        ids: Sequence[int],
        form: ExportFormat,
        path: Path,
        *,
        labels: Labels = ENGLISH,
        on_progress: OnProgress = lambda _done, _of: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Exported:
        """Write conversations into one file: any number as JSON, one in the other formats.

        The file is there whole, or is what it was before. JSON has no `labels`.

        Raises:
            ParleyError: `export_failed`, `disk_full`, `conversation_gone`, and what the database
                refuses.
            Cancelled: `cancelled` said so.
        """
        with _said(path):
            if form == "json":
                with replaced(path, mode=0o644) as stream:
                    stream.write(self._head())
                    for number, key in enumerate(ids):
                        _go_on(cancelled)
                        stream.write(b",\n" if number else b"\n")
                        stream.write(encoded(self._collector.collect(key)))
                        on_progress(number + 1, len(ids))
                    stream.write(b"\n]}\n")
            else:
                (key,) = ids
                with Typesetter() as typesetter:
                    text = _as(form, self._collector.collect(key), labels, typesetter)
                write_atomically(path, text, mode=0o644)
                on_progress(1, 1)
        return Exported(path, len(ids), 1)

    def to_folder(
        self,
        ids: Sequence[int],
        form: ExportFormat,
        parent: Path,
        name: str,
        *,
        labels: Labels = ENGLISH,
        on_progress: OnProgress = lambda _done, _of: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Exported:
        """Write conversations into a new folder in `parent`, one file each.

        Raises:
            ParleyError: as `to_file`; what was written before stays.
            Cancelled: `cancelled` said so; what was written before stays.
        """
        with _said(parent):
            folder = free_name(parent, file_stem(name), "")
            folder.mkdir(mode=0o755)
        titles = [self._collector.conversation(key).title for key in ids]
        names = distinct(file_stem(title) for title in titles)
        with Typesetter() as typesetter:
            for number, (key, stem) in enumerate(zip(ids, names, strict=True)):
                _go_on(cancelled)
                path = folder / f"{stem}{SUFFIXES[form]}"
                with _said(path):
                    if form == "json":
                        self.to_file([key], form, path)
                    else:
                        text = _as(form, self._collector.collect(key), labels, typesetter)
                        write_atomically(path, text, mode=0o644)
                on_progress(number + 1, len(ids))
        return Exported(folder, len(ids), len(ids))

    def _head(self) -> bytes:
        head = {
            "format": FORMAT,
            "version": VERSION,
            "program": f"Parley {parley.__version__}",
            "exported_at": self._clock(),
            "folders": self._collector.file_folders(),
        }
        return msgspec.json.encode(head)[:-1] + b',"conversations":['


def _as(
    form: ExportFormat, conversation: FileConversation, labels: Labels, typesetter: Typesetter
) -> bytes:
    if form == "html":
        text = html_of(conversation, labels, typesetter.svg)
    else:
        text = markdown_of(conversation, labels)
    return text.encode("utf-8", "replace")


def _go_on(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise Cancelled


@contextmanager
def _said(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if is_full(error):
            raise disk_full(path) from error
        raise ParleyError(
            "export_failed",
            f"{path} could not be written ({error.strerror or type(error).__name__}).",
            safe="Your conversations are untouched.",
            hint="Choose another place, or make that one writable.",
        ) from error
