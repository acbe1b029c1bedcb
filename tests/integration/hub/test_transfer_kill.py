"""The program is killed, or the power fails, in the middle of a download: little comes again."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import zlib

import pytest

from helpers.transfers import MIB, REPOSITORY, made_up
from parley.hub.transfer.journal import Content, read
from parley.hub.transfer.part import journal_path

#: Bytes that may come again for each kill, over all connections.
MOST_AGAIN = 8 * MIB
#: Bytes that four connections may have in hand when they are killed, and that nobody counted.
IN_HAND = 2 * MIB


class Program:
    """A program that fetches the file, again and again.

    Attributes:
        came: bytes that came in the last run, as it counted them itself.
    """

    def __init__(self, transfers, count):
        self.transfers = transfers
        self.process = None
        self._count = count

    def start(self):
        """Start it."""
        self._count.write_bytes(bytes(8))
        transfers = self.transfers
        argv = [transfers.local.endpoint, REPOSITORY, str(transfers.place), str(self._count)]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "helpers.fetching_program", *argv],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )

    @property
    def came(self):
        return int.from_bytes(self._count.read_bytes(), "little")

    def kill_after(self, count, wait_until):
        """Kill it once so many bytes came, or it is at its end."""
        wait_until(lambda: self.came >= count or self.process.poll() is not None, 60)
        self.kill()

    def kill(self):
        """Kill it."""
        if self.process is not None:
            with self.process as process:
                process.kill()


@pytest.fixture
def program(transfers, tmp_path):
    """Return a program that is not started; it is killed at the end."""
    program = Program(transfers, tmp_path / "count")
    yield program
    program.kill()


@pytest.mark.slow
def test_a_program_killed_at_any_moment_goes_on_where_it_was(
    transfers, local_hub, program, starter_model, wait_until
):
    file = transfers.serve(starter_model)
    local_hub.fail("slow", "*/m.gguf", where="storage", size=40 * MIB)
    chance = random.Random(4)
    for _ in range(12):
        had = transfers.received
        program.start()
        program.kill_after(chance.randint(1, 14 * MIB), wait_until)
        assert not transfers.place.exists()
        assert program.came - (transfers.received - had) <= MOST_AGAIN - IN_HAND
    local_hub.faults.clear()
    had = transfers.received
    assert had > 0

    program.start()
    out, _ = program.process.communicate(timeout=120)

    answer = json.loads(out)
    assert answer["verified"]
    # Connections that share a rest may fetch a little of it twice.
    assert file.size - had <= answer["fetched"] < file.size - had + 2 * MIB
    assert transfers.place.read_bytes() == starter_model.read_bytes()
    assert transfers.left == ["m.gguf"]


@pytest.mark.slow
def test_a_program_killed_at_full_speed_fetches_little_again(
    transfers, program, tmp_path, wait_until
):
    source = tmp_path / "source.gguf"
    with source.open("wb") as stream:
        for seed in range(32):
            stream.write(made_up(8 * MIB, seed))
    file = transfers.serve(source)
    chance = random.Random(4)
    kills = 0
    while kills < 18:
        had = transfers.received
        program.start()
        program.kill_after(chance.randint(1, file.size // 8), wait_until)
        if transfers.place.exists():
            transfers.place.unlink()  # it was faster than the kill
            continue
        kills += 1
        assert program.came - (transfers.received - had) <= MOST_AGAIN - IN_HAND

    program.start()
    out, _ = program.process.communicate(timeout=120)

    assert json.loads(out)["verified"]
    assert transfers.left == ["m.gguf"]


def test_after_a_power_cut_only_what_reached_the_disk_counts(
    transfers, local_hub, program, wait_until
):
    data = made_up(24 * MIB)
    file = transfers.serve(data)
    local_hub.fail("slow", "*/m.gguf", where="storage", size=12 * MIB)
    program.start()
    journal = journal_path(transfers.place)
    content = Content(file.size, file.etag, file.sha256)
    wait_until(lambda: read(journal, content, "").synced.total > MIB, 60)
    program.kill()

    start_the_computer_anew(journal)
    kept = read(journal, content, "").synced
    lose_all_but(kept, transfers.part, file.size)

    assert transfers.received == kept.total
    assert MIB < kept.total < file.size
    local_hub.faults.clear()
    assert transfers.fetch(connections=1).fetched == file.size - kept.total
    assert transfers.place.read_bytes() == data


def start_the_computer_anew(journal):
    """Make the journal one of an earlier start of the computer."""
    head, _, rest = journal.read_bytes().partition(b"\n")
    line = head.rpartition(b" ")[0]
    at = line.index(b'"boot":"') + 8
    line = line[:at] + (b"0" if line[at : at + 1] != b"0" else b"1") + line[at + 1 :]
    journal.write_bytes(b"%b %08x\n%b" % (line, zlib.crc32(line), rest))


def lose_all_but(kept, part, size):
    """Fill what is not in `kept` with zeros, as it may be after a power cut."""
    with part.open("rb+") as stream:
        for start, end in kept.gaps(0, size):
            stream.seek(start)
            stream.write(bytes(end - start))
