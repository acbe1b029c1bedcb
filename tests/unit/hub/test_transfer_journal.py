"""What a journal says after kills, power cuts and damage: never more than there is."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.hub.ranges import Ranges
from parley.hub.transfer.journal import Content, Journal, Kept, boot_id, read

CONTENT = Content(size=100_000_000, etag="abc", sha256="abc")
NOTHING = Kept(Ranges(), Ranges())


@pytest.fixture
def path(tmp_path):
    """Return where the journal is."""
    return tmp_path / "m.gguf.part.journal"


def written(path, *, boot="one"):
    """Write a journal: the first range outlives a power cut, the second a kill; return both."""
    journal = Journal(path, CONTENT, boot, NOTHING)
    journal.add(0, 1000)
    journal.mark(journal.flush())
    journal.add(5000, 6000)
    journal.flush()
    journal.close()
    return Ranges([(0, 1000)]), Ranges([(0, 1000), (5000, 6000)])


def test_after_a_kill_all_that_was_written_counts(path):
    synced, ranges = written(path)

    kept = read(path, CONTENT, "one")

    assert (kept.ranges, kept.synced) == (ranges, synced)


def test_after_a_power_cut_only_what_reached_the_disk_counts(path):
    synced, _ = written(path)

    kept = read(path, CONTENT, "two")

    assert (kept.ranges, kept.synced) == (synced, synced)


def test_what_was_written_during_a_sync_is_not_said_to_be_on_the_disk(path):
    journal = Journal(path, CONTENT, "one", NOTHING)
    journal.add(0, 1000)
    before = journal.flush()
    journal.add(1000, 2000)
    journal.flush()
    journal.mark(before)
    journal.close()

    assert read(path, CONTENT, "two").ranges == Ranges([(0, 1000)])


def test_a_new_run_says_what_the_old_one_said(path):
    synced, ranges = written(path)

    Journal(path, CONTENT, "one", read(path, CONTENT, "one")).close()

    kept = read(path, CONTENT, "one")
    assert (kept.ranges, kept.synced) == (ranges, synced)
    assert read(path, CONTENT, "two").ranges == synced


@pytest.mark.parametrize(
    "content",
    [
        Content(CONTENT.size + 1, "abc", "abc"),
        Content(CONTENT.size, "abd", "abc"),
        Content(CONTENT.size, "abc", "abd"),
        Content(CONTENT.size, "abc", None),
    ],
)
def test_a_journal_of_another_content_says_nothing(path, content):
    written(path)

    assert read(path, content, "one") == NOTHING


def test_what_is_noted_is_written_down_before_half_a_mebibyte_more(path):
    journal = Journal(path, CONTENT, "one", NOTHING)
    for start in range(0, 40_000_000, 100_000):
        journal.add(start, start + 100_000)
        assert start + 100_000 - read(path, CONTENT, "one").ranges.total < 600_000
    journal.close()
    assert path.stat().st_size < 10_000


def test_after_its_end_a_journal_stays_as_it_is(path):
    journal = Journal(path, CONTENT, "one", NOTHING)
    journal.close()
    data = path.read_bytes()

    journal.add(0, 10_000_000)
    journal.mark(journal.flush())
    journal.close()

    assert path.read_bytes() == data


@pytest.mark.parametrize("data", [b"", b"\n", b"x", b"{}\n", b"\0" * 5000, b"\xff 00000000\n"])
def test_what_is_no_journal_says_nothing(path, data):
    path.write_bytes(data)

    assert read(path, CONTENT, "one") == NOTHING


@pytest.mark.parametrize(
    "line", [b"+ 1", b"+ 5 5", b"+ 9 5", b"+ 0 100000001", b"= x", b"- 1 2", b"+ -1 5", b"{}"]
)
def test_lines_that_make_no_sense_add_nothing(path, line):
    _, ranges = written(path)
    with path.open("ab") as stream:
        stream.write(b"%b %08x\n" % (line, zlib.crc32(line)))

    assert read(path, CONTENT, "one").ranges == ranges


def test_a_journal_that_is_not_there_says_nothing(path):
    assert read(path, CONTENT, "one") == NOTHING


@given(st.data())
def test_damage_never_makes_a_journal_say_more(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("journal") / "j"
    synced, ranges = written(path)
    whole = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(whole) - 1))
        match data.draw(st.sampled_from(["flip", "cut", "zeros", "insert"])):
            case "flip":
                whole[at] ^= data.draw(st.integers(1, 255))
            case "cut":
                del whole[max(at, 1) :]
            case "zeros":
                whole[at:] = bytes(len(whole) - at)
            case "insert":
                whole[at:at] = data.draw(st.binary(min_size=1, max_size=20))
    path.write_bytes(whole)

    for boot, truth in (("one", ranges), ("two", synced)):
        kept = read(path, CONTENT, boot)
        assert all(truth.holds(start, end) for start, end in kept.ranges)
        assert all(synced.holds(start, end) for start, end in kept.synced)


def test_a_boot_has_a_name_that_stays():
    assert boot_id() == boot_id() != ""
