"""Comparing files with the hashes they must have, and what is said where they have others."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from pathlib import Path

import pytest

from helpers.other_programs import Ollama
from helpers.small_models import model_bytes, put, sha256, split
from parley.core.database import Database
from parley.core.errors import Cancelled, ParleyError
from parley.core.launching import command
from parley.core.paths import Paths
from parley.library import DownloadedFile, Library, Model, Progress
from parley.library.elsewhere import Where
from parley.library.verifying import Verification


def only(library: Library) -> Model:
    (model,) = library.scan().models
    return model


def verify(library: Library) -> Verification:
    return library.verify(only(library))


def download(library: Library, *paths: Path, verified_at: float | None = None) -> None:
    library.add_download(
        repo="o/r",
        revision="c" * 40,
        licence="",
        files=[
            DownloadedFile(path, path.stat().st_size, sha256(path.read_bytes()), verified_at)
            for path in paths
        ],
    )


@pytest.fixture
def parts(library: Library, paths: Paths) -> list[Path]:
    """Return the parts of a downloaded model whose hashes nobody compared yet."""
    parts = split(paths.models / "o" / "r", "big-Q8_0", 3)
    download(library, *parts)
    return parts


def test_files_that_are_what_was_published(
    library: Library, parts: list[Path], clock: object
) -> None:
    assert only(library).state == "unchecked"
    seen: list[Progress] = []

    result = library.verify(only(library), on_progress=seen.append)

    assert (result.outcome, result.words) == ("right", "")
    size = sum(part.stat().st_size for part in parts)
    assert (seen[-1].done, seen[-1].total, seen[-1].file) == (size, size, parts[-1].name)
    model = only(library)
    assert (model.state, model.files[0].checked_at) == ("verified", 1000.0)


def test_a_damaged_part_is_named_with_what_to_do(library: Library, parts: list[Path]) -> None:
    status = parts[1].stat()
    content = bytearray(parts[1].read_bytes())
    content[-1] ^= 1
    parts[1].write_bytes(content)
    os.utime(parts[1], ns=(status.st_atime_ns, status.st_mtime_ns))
    assert only(library).state == "unchecked"

    result = verify(library)

    assert result.outcome == "wrong"
    assert [file.outcome for file in result.files] == ["right", "wrong", "right"]
    assert result.words == (
        "Damaged: big-Q8_0-00002-of-00003.gguf."
        f" Delete that and fetch it again with “{command('pull', 'o/r:Q8_0')}”."
    )
    assert only(library).state == "wrong"
    with pytest.raises(ParleyError) as caught:
        library.resolve("big")
    assert caught.value.code == "model_damaged"
    # Fetched again, it is as it should be.
    parts[1].write_bytes(bytes(content[:-1]) + bytes([content[-1] ^ 1]))
    download(library, *parts, verified_at=5.0)
    assert only(library).state == "verified"
    assert library.resolve("big") == parts[0]


def test_a_changed_file_that_is_right_is_right_again(library: Library, parts: list[Path]) -> None:
    verify(library)
    os.utime(parts[0], (5, 5))
    assert only(library).state == "changed"
    # Nobody knows what is in it now, so it is not used before it was read.
    with pytest.raises(ParleyError) as caught:
        library.resolve("big")
    assert caught.value.code == "model_changed"
    assert command("verify", "big") in caught.value.hint

    assert verify(library).outcome == "right"
    assert only(library).state == "verified"
    assert library.resolve("big") == parts[0]


def test_a_changed_file_whose_content_nobody_ever_knew_is_used(
    library: Library, paths: Paths
) -> None:
    path = put(paths.models / "m.gguf", model_bytes(1))
    library.scan()
    put(path, model_bytes(2))

    assert library.resolve("m") == path


def test_a_missing_part_is_said(library: Library, parts: list[Path]) -> None:
    parts[2].unlink()

    result = verify(library)

    assert result.outcome == "missing"
    assert "Not there: big-Q8_0-00003-of-00003.gguf." in result.words


def test_nothing_to_compare_with_keeps_the_hash_for_the_next_time(
    library: Library, paths: Paths
) -> None:
    path = put(paths.models / "m.gguf", model_bytes(1))

    first = verify(library)
    assert first.outcome == "recorded"
    assert "nothing to compare with" in first.words
    assert verify(library).outcome == "right"
    model = only(library)
    assert (model.state, model.files[0].computed) == ("verified", True)
    put(path, model_bytes(2))
    result = verify(library)
    assert result.outcome == "wrong"
    assert "If you replaced it yourself, import it again." in result.words
    # Nobody said what it should be, so it may be used.
    assert library.resolve("m") == path


def test_a_part_that_never_came_is_missing(library: Library, paths: Paths) -> None:
    split(paths.models, "big", 3)[1].unlink()

    result = verify(library)

    assert result.outcome == "missing"
    assert "Not there: big-00002-of-00003.gguf." in result.words


def test_a_file_that_no_engine_can_load_is_nothing_to_compare_with(
    library: Library, paths: Paths
) -> None:
    put(paths.models / "m.gguf", model_bytes()[:-100])

    for _ in range(2):
        result = verify(library)
        assert result.outcome == "unusable"
        assert "It cannot be used. The model file is incomplete" in result.words
    assert only(library).state == "unknown"


if sys.platform != "win32":

    def test_a_pipe_in_place_of_a_file_is_not_waited_for(
        library: Library, parts: list[Path]
    ) -> None:
        model = only(library)
        parts[0].unlink()
        os.mkfifo(parts[0])

        result = library.verify(model)

        assert result.files[0].outcome == "unreadable"


def test_what_came_of_it_is_told_where_it_cannot_be_remembered(
    impatient: Library, paths: Paths, database: Database
) -> None:
    put(paths.models / "m.gguf", model_bytes())
    model = only(impatient)
    with contextlib.closing(database.connect()) as other:
        other.execute("BEGIN IMMEDIATE")

        result = impatient.verify(model)

    assert result.files[0].sha256 == sha256(model_bytes())
    assert "could not be remembered" in result.words


def test_a_name_that_is_not_valid_text(library: Library, paths: Paths) -> None:
    Path(os.fsdecode(os.fsencode(paths.models) + b"/caf\xe9.gguf")).write_bytes(model_bytes())

    assert verify(library).outcome == "unusable"


def test_a_model_of_another_program_is_compared_with_its_name(
    library: Library, where: Where
) -> None:
    blob = Ollama(where.home / ".ollama" / "models").add("tiny", model_bytes(1))
    assert verify(library).outcome == "right"
    blob.write_bytes(model_bytes(2))

    result = verify(library)

    assert result.outcome == "wrong"
    assert "Fetch it again with Ollama." in result.words


def test_it_can_be_stopped(library: Library, parts: list[Path]) -> None:
    stop = threading.Event()

    with pytest.raises(Cancelled):
        library.verify(only(library), on_progress=lambda _: stop.set(), stop=stop)

    assert only(library).state == "unchecked"


def test_a_file_that_another_program_writes_to_is_not_judged(
    library: Library, parts: list[Path]
) -> None:
    def write(progress: Progress) -> None:
        with parts[0].open("ab") as file:
            file.write(b"more")

    result = library.verify(only(library), on_progress=write)

    assert result.files[0].outcome == "unreadable"
    assert "Not read to the end" in result.words
    assert only(library).state == "changed"
