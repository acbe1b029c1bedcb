"""Texts beside a message: what is long, what a file holds, and what is refused in a sentence."""

import os
from pathlib import Path

import pytest

from parley.chat import attachments
from parley.chat.attachments import Extent
from parley.chat.values import Attachment
from parley.core.errors import ParleyError

UMLAUTS = "Größe: 5 µm – naïve café\nZweite Zeile\n"


def test_a_paste_is_long_by_its_characters_or_its_lines() -> None:
    assert not attachments.is_long("a" * 2000, 2000)
    assert attachments.is_long("a" * 2001, 2000)
    assert attachments.is_long("line\n" * 40, 2000)
    assert not attachments.is_long("line\n" * 39, 2000)
    assert not attachments.is_long("a" * 100_000, 0)


def test_length_is_told_in_words_where_there_are_any() -> None:
    assert attachments.extent("three short words") == Extent(3, "words")
    assert attachments.extent("風" * 90) == Extent(90, "characters")
    assert attachments.extent("") == Extent(0, "words")


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"],
)
def test_text_is_read_whatever_it_is_encoded_in(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "notes.md"
    path.write_bytes(UMLAUTS.replace("\n", "\r\n").encode(encoding))
    assert attachments.read(path) == Attachment("notes.md", UMLAUTS)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\nalmost text", "a PDF document"),
        (b"\x89PNG\n" + bytes(range(256)), "an image"),
        (b"PK\x03\x04" + bytes(64), "a ZIP archive"),
        (bytes(range(256)) * 40, "does not hold text"),
        (b"\x7fELF\x02\x01\x01\x00" + bytes(500), "does not hold text"),
        (os.urandom(4096).replace(b"\x00", b"\x01"), "does not hold text"),
    ],
)
def test_what_is_no_text_is_refused_in_a_sentence(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "thing"
    path.write_bytes(data)
    with pytest.raises(ParleyError) as refusal:
        attachments.read(path)
    assert refusal.value.code == "attachment_binary"
    assert said in refusal.value.message
    assert refusal.value.safe


def test_large_empty_missing_and_endless_ones_are_refused(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(attachments.MOST_BYTES + 1)
    empty = tmp_path / "empty.txt"
    empty.write_text("  \n")
    fifo = tmp_path / "pipe"
    codes = {}
    places = [large, empty, tmp_path / "gone.txt", tmp_path]
    if hasattr(os, "mkfifo"):
        os.mkfifo(fifo)
        places.append(fifo)
    for path in places:
        with pytest.raises(ParleyError) as refusal:
            attachments.read(path)
        codes[path] = refusal.value.code
    assert codes[large] == "attachment_too_large"
    assert codes[empty] == "attachment_empty"
    assert codes[tmp_path / "gone.txt"] == "attachment_missing"
    assert codes[tmp_path] == "attachment_no_file"
    assert codes.get(fifo, "attachment_no_file") == "attachment_no_file"


def test_a_coloured_log_is_text_and_names_stay_apart(tmp_path: Path) -> None:
    log = tmp_path / "run.log"
    log.write_text("\x1b[31merror\x1b[0m: it failed\n" * 3)
    first = attachments.read(log)
    assert first.text.startswith("\x1b[31merror")
    second = Attachment("run.log (2)", "")
    assert attachments.free_name(first, (first,)) == "run.log (2)"
    assert attachments.free_name(first, (first, second)) == "run.log (3)"
    assert attachments.free_name(Attachment("other.log", ""), (first,)) == "other.log"


def test_a_name_cannot_forge_a_line(tmp_path: Path) -> None:
    path = tmp_path / "a\nb.txt"
    path.write_text("text")
    assert attachments.read(path).name == "a?b.txt"
