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


@pytest.fixture
def program(transfers):
    """Return a function that starts a program which fetches the file; those left are killed."""
    running = []

    def start():
        argv = [transfers.local.endpoint, REPOSITORY, str(transfers.place)]
        process = subprocess.Popen(
            [sys.executable, "-m", "helpers.fetching_program", *argv],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.communicate()


def kill_after(process, transfers, wait_until, bytes_sent):
    """Kill a program once the storage has sent so many bytes to it; return how many it was."""
    before = transfers.local.sent
    wait_until(
        lambda: transfers.local.sent - before >= bytes_sent or process.poll() is not None, 60
    )
    process.kill()
    process.wait()
    return transfers.local.sent - before


@pytest.mark.slow
def test_a_program_killed_at_any_moment_goes_on_where_it_was(
    transfers, local_hub, program, starter_model, wait_until
):
    file = transfers.serve(starter_model)
    local_hub.fail("slow", "*/m.gguf", where="storage", size=40 * MIB)
    chance = random.Random(4)
    for _ in range(12):
        had = transfers.received
        sent = kill_after(program(), transfers, wait_until, chance.randint(1, 14 * MIB))
        assert not transfers.place.exists()
        assert sent - (transfers.received - had) <= MOST_AGAIN
    local_hub.faults.clear()
    had = transfers.received
    assert had > 0

    out, _ = program().communicate(timeout=120)

    answer = json.loads(out)
    assert answer["verified"]
    # Connections that share a rest may fetch a little of it twice.
    assert file.size - had <= answer["fetched"] < file.size - had + 2 * MIB
    assert transfers.place.read_bytes() == starter_model.read_bytes()
    assert transfers.left == ["m.gguf"]


def test_after_a_power_cut_only_what_reached_the_disk_counts(
    transfers, local_hub, program, wait_until
):
    data = made_up(24 * MIB)
    file = transfers.serve(data)
    local_hub.fail("slow", "*/m.gguf", where="storage", size=12 * MIB)
    process = program()
    journal = journal_path(transfers.place)
    content = Content(file.size, file.etag, file.sha256)
    wait_until(lambda: read(journal, content, "").synced.total > MIB, 60)
    kill_after(process, transfers, wait_until, 2 * MIB)

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
