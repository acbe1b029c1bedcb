"""A part on the disk: room, locks, marks, and its end."""

from __future__ import annotations

import contextlib
import errno
import os
import subprocess
import sys
import threading

import psutil
import pytest

from helpers.small_disk import small_disk
from helpers.transfers import heed
from parley.core.errors import ParleyError
from parley.hub.ranges import Ranges
from parley.hub.transfer import part_path
from parley.hub.transfer.journal import Content, boot_id, read
from parley.hub.transfer.part import Part, journal_path, kept_ranges, locked, remove

MIB = 1024**2
CONTENT = Content(4 * MIB, "abc", "abc")


@pytest.fixture
def place(tmp_path):
    """Return the final path of a file."""
    folder = tmp_path / "models"
    folder.mkdir()
    return folder / "m.gguf"


@pytest.fixture
def part(place):
    """Return a part that is written."""
    part = Part(place, CONTENT)
    yield part
    part.close()


def test_a_part_has_its_whole_length_and_room_from_the_start(place, part):
    status = part_path(place).stat()

    assert status.st_size == CONTENT.size
    if hasattr(status, "st_blocks"):
        # Some file systems reserve nothing; none says so of less than it has.
        assert status.st_blocks * 512 in {0, *range(CONTENT.size, CONTENT.size + MIB, 512)}


def test_what_was_written_is_there_for_the_next_run(place, part):
    part.write(MIB, b"x" * MIB)
    part.flush()
    part.close()

    again = Part(place, CONTENT)

    assert again.ranges == Ranges([(MIB, 2 * MIB)]) == kept_ranges(place, CONTENT)
    assert again.read(MIB, 10) == b"x" * 10
    again.close()


def test_a_sync_marks_what_was_written_until_then(place, part):
    part.write(0, b"x" * 1000)
    part.sync()
    part.write(2000, b"x" * 1000)
    part.flush()

    kept = read(journal_path(place), CONTENT, boot_id())

    assert kept.synced == Ranges([(0, 1000)])
    assert kept.ranges == Ranges([(0, 1000), (2000, 3000)])


def test_much_that_was_written_asks_for_a_sync(place):
    part = Part(place, Content(40 * MIB, "abc", None))
    for start in range(0, 40 * MIB, MIB):
        part.write(start, bytes(MIB))
    assert part.wants_sync.is_set()

    part.sync()

    assert not part.wants_sync.is_set()
    part.close()


def test_after_its_end_nothing_is_written_any_more(place, part):
    part.close()

    part.write(0, b"late")
    part.sync()
    part.flush()

    assert part.read(0, 4) == b""
    assert part_path(place).read_bytes()[:4] == bytes(4)


def test_a_whole_part_gets_its_name(place, part):
    part.write(0, b"y" * CONTENT.size)

    part.finish()

    assert place.read_bytes() == b"y" * CONTENT.size
    assert [path.name for path in place.parent.iterdir()] == ["m.gguf"]


def replaced(path):
    path.unlink()
    path.write_bytes(b"z" * CONTENT.size)


@pytest.mark.parametrize(
    "change", [replaced, lambda path: os.truncate(path, MIB), lambda path: path.unlink()]
)
def test_what_another_program_put_in_the_place_of_a_part_never_gets_the_name(place, part, change):
    part.write(0, b"y" * CONTENT.size)
    try:
        change(part_path(place))
    except PermissionError:
        assert os.name == "nt"  # which lets nobody touch what is open

    with contextlib.suppress(OSError):
        part.finish()

    assert not place.exists() or place.read_bytes() == b"y" * CONTENT.size


def test_removing_says_what_is_free_then(place, part):
    part.write(0, b"x" * CONTENT.size)
    part.close()

    assert remove(place) >= CONTENT.size
    assert list(place.parent.iterdir()) == []
    assert remove(place) == 0


def test_no_room_is_told_with_what_lacks(tmp_path, monkeypatch):
    with small_disk(tmp_path / "disk", 2 * MIB) as disk:
        heed(disk, monkeypatch)
        with pytest.raises(ParleyError) as caught:
            Part(disk.folder / "m.gguf", CONTENT)

        assert caught.value.code == "disk_full"
        assert caught.value.details["lacking"] in range(2 * MIB, 3 * MIB)
        assert list(disk.folder.iterdir()) == []


def test_a_disk_without_room_for_the_journal_is_left_as_it_was(tmp_path, monkeypatch):
    with small_disk(tmp_path / "disk", CONTENT.size) as disk:
        heed(disk, monkeypatch)

        with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
            Part(disk.folder / "m.gguf", CONTENT)

        assert list(disk.folder.iterdir()) == []
        assert open_files(disk.folder) == []


def open_files(folder):
    """Return what this process has open in a folder."""
    return [each.path for each in psutil.Process().open_files() if str(folder) in each.path]


def test_only_one_holds_the_lock(place):
    with locked(place):
        with pytest.raises(ParleyError, match="is being downloaded already"), locked(place):
            pass
        refused = []

        def other():
            try:
                with locked(place):
                    pass
            except ParleyError as error:
                refused.append(error.code)

        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
        assert refused == ["download_busy"]
    assert list(place.parent.iterdir()) == []
    with locked(place):
        pass


def test_the_lock_of_a_killed_program_is_free(place):
    hold = (
        "import sys, pathlib\n"
        "from parley.hub.transfer.part import locked\n"
        "with locked(pathlib.Path(sys.argv[1])):\n"
        "    print('held', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    program = subprocess.Popen(
        [sys.executable, "-c", hold, str(place)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    with program:
        assert program.stdout.readline().strip() == b"held"
        with pytest.raises(ParleyError), locked(place):
            pass
        program.kill()

    with locked(place):
        pass
