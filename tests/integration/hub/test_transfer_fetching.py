"""A file arrives: in ranges, resumed, verified, reported, and never under its name before."""

from __future__ import annotations

import hashlib
import threading

import pytest

from helpers.local_hub import Content
from helpers.transfers import MIB, QUICK, made_up
from parley.core.errors import Cancelled, ParleyError
from parley.hub.transfer import SpeedLimit, discard, fetch, part_path, received
from parley.hub.transfer.values import Patience

TOKEN = "hf_abcdefghijklmnopqrstuvwxyz0123456789"


def test_a_real_model_arrives_with_its_hash(transfers, starter_model):
    file = transfers.serve(starter_model)

    fetched = transfers.fetch(connections=1)

    assert fetched.path == transfers.place
    assert (fetched.size, fetched.verified) == (starter_model.stat().st_size, True)
    assert fetched.fetched == fetched.size
    assert fetched.sha256 == file.sha256
    assert hashlib.sha256(transfers.place.read_bytes()).hexdigest() == file.sha256
    assert transfers.left == ["m.gguf"]


@pytest.mark.parametrize("size", [0, 1, 65_536, 8 * MIB, 8 * MIB + 1, 20 * MIB + 7])
@pytest.mark.parametrize("lfs", [True, False])
def test_any_size_arrives(transfers, size, lfs):
    data = made_up(size)
    transfers.serve(data, lfs=lfs)

    fetched = transfers.fetch()

    assert transfers.place.read_bytes() == data
    assert fetched.verified
    assert transfers.left == ["m.gguf"]


def test_until_the_end_only_a_part_is_there_with_its_whole_length(transfers, local_hub):
    data = made_up(3 * MIB)
    file = transfers.serve(data)
    seen = []

    def look(progress):
        seen.append((transfers.place.exists(), transfers.part.stat().st_size))

    local_hub.fail("slow", "*/m.gguf", where="storage", size=20 * MIB)
    transfers.fetch(on_progress=look)

    assert seen
    assert set(seen[:-1]) == {(False, file.size)}


def test_a_slow_server_is_asked_over_several_connections_for_blocks_in_order(transfers, local_hub):
    transfers.serve(made_up(40 * MIB))
    local_hub.fail("slow", "*/m.gguf", where="storage", size=16 * MIB)

    transfers.fetch(connections=3)

    starts = [start for start, _ in transfers.spans]
    assert max(each.connections for each in transfers.reports) == 3
    assert starts[:3] == [0, 8 * MIB, 16 * MIB]
    assert len(local_hub.seen("hub", "*/resolve/*")) == 1


def test_no_more_connections_than_asked_for(transfers, local_hub):
    transfers.serve(made_up(20 * MIB))
    local_hub.fail("slow", "*/m.gguf", where="storage", size=20 * MIB)

    transfers.fetch(connections=1)

    assert max(each.connections for each in transfers.reports) == 1


def test_the_rest_of_a_slow_connection_is_shared(transfers, local_hub):
    data = made_up(8 * MIB)
    transfers.serve(data)
    local_hub.fail("slow", "*/m.gguf", where="storage", times=1, size=MIB)

    transfers.fetch()

    assert transfers.place.read_bytes() == data
    assert len(transfers.spans) > 1


def test_progress_tells_how_far_it_is(transfers, local_hub):
    file = transfers.serve(made_up(4 * MIB))
    local_hub.fail("slow", "*/m.gguf", where="storage", size=6 * MIB)

    transfers.fetch(connections=1)

    received = [each.received for each in transfers.reports]
    assert received == sorted(received)
    assert len(received) > 2
    last = transfers.reports[-1]
    assert (last.stage, last.received, last.hashed) == ("checking", file.size, file.size)
    assert {each.size for each in transfers.reports} == {file.size}


def test_a_stop_keeps_what_came_and_the_next_run_goes_on(transfers, local_hub, wait_until):
    data = made_up(12 * MIB)
    file = transfers.serve(data)
    fault = local_hub.fail("slow", "*/m.gguf", where="storage", size=6 * MIB)
    running = transfers.begin()
    wait_until(lambda: transfers.received > 3 * MIB)

    running.stop.set()

    assert isinstance(running.end(), Cancelled)
    kept = transfers.received
    assert kept > 3 * MIB
    assert not transfers.place.exists()
    fault.times = 0
    fetched = transfers.fetch(connections=1)
    assert fetched.fetched == file.size - kept
    assert transfers.place.read_bytes() == data
    assert transfers.reports[-1].fetched == fetched.fetched


def test_a_stop_before_the_start_touches_nothing(transfers, local_hub):
    transfers.serve(b"x")
    before = len(local_hub.requests)
    stop = threading.Event()
    stop.set()

    with pytest.raises(Cancelled):
        transfers.fetch(stop=stop)

    assert not transfers.place.parent.exists()
    assert len(local_hub.requests) == before


def test_a_stop_ends_a_wait_for_an_answer(transfers, local_hub, wait_until):
    transfers.serve(b"x" * 1000)
    local_hub.fail("stall", "*/m.gguf")
    before = len(local_hub.requests)
    running = transfers.begin()
    wait_until(lambda: len(local_hub.requests) > before)

    running.stop.set()

    # Far less than the 20 s that the server may take.
    assert isinstance(running.end(5), Cancelled)


def test_a_stop_ends_a_pause_between_attempts(transfers, local_hub):
    transfers.serve(b"x" * 1000)
    local_hub.fail("status", "*/m.gguf", status=503, headers={"Retry-After": "4"})
    waiting = threading.Event()

    def wait(ended, seconds):
        waiting.set()
        assert ended.wait(30)

    running = transfers.begin(wait=wait)
    assert waiting.wait(20)

    running.stop.set()

    assert isinstance(running.end(5), Cancelled)


def test_a_file_that_is_there_already_needs_no_request(transfers, local_hub):
    data = made_up(3 * MIB)
    transfers.serve(data)
    transfers.place.parent.mkdir()
    transfers.place.write_bytes(data)
    part_path(transfers.place).write_bytes(b"an old part")
    before = len(local_hub.requests)

    fetched = transfers.fetch()

    assert (fetched.verified, fetched.fetched) == (True, 0)
    assert len(local_hub.requests) == before
    assert transfers.left == ["m.gguf"]


@pytest.mark.parametrize("there", [b"short", b"\0" * 3000])
def test_another_file_under_the_name_is_replaced_at_the_end(transfers, local_hub, there):
    data = made_up(3000)
    transfers.serve(data)
    transfers.place.parent.mkdir()
    transfers.place.write_bytes(there)
    local_hub.fail("status", "*/m.gguf", times=1, status=404)

    with pytest.raises(ParleyError):
        transfers.fetch()
    assert transfers.place.read_bytes() == there

    transfers.fetch()
    assert transfers.place.read_bytes() == data


def test_a_part_of_another_content_is_not_used(transfers, local_hub, wait_until):
    transfers.serve(made_up(6 * MIB))
    stop_in_the_middle(transfers, local_hub, wait_until, MIB)
    other = made_up(6 * MIB, seed=2)

    file = transfers.serve(other)

    assert received(transfers.place, file) == 0
    assert transfers.fetch(connections=1).fetched == file.size
    assert transfers.place.read_bytes() == other


def test_a_part_that_was_cut_short_is_not_used(transfers, local_hub, wait_until):
    data = made_up(6 * MIB)
    file = transfers.serve(data)
    stop_in_the_middle(transfers, local_hub, wait_until, MIB)
    with transfers.part.open("rb+") as stream:
        stream.truncate(5 * MIB)

    assert transfers.received == 0
    assert transfers.fetch(connections=1).fetched == file.size
    assert transfers.place.read_bytes() == data


def test_a_part_that_was_changed_is_fetched_anew(transfers, local_hub, wait_until):
    data = made_up(6 * MIB)
    file = transfers.serve(data)
    stop_in_the_middle(transfers, local_hub, wait_until, MIB)
    with transfers.part.open("rb+") as stream:
        stream.seek(100)
        stream.write(b"other bytes")

    fetched = transfers.fetch(connections=1)

    assert fetched.fetched == file.size
    assert transfers.place.read_bytes() == data


def test_a_part_that_is_whole_is_only_checked(transfers, local_hub, wait_until):
    data = made_up(2 * MIB)
    transfers.serve(data)
    running = transfers.begin(on_progress=fail_when_whole)
    assert isinstance(running.end(), ZeroDivisionError)
    before = len(local_hub.requests)

    fetched = transfers.fetch()

    assert fetched.fetched == 0
    assert len(local_hub.requests) == before
    assert transfers.place.read_bytes() == data


def fail_when_whole(progress):
    if progress.received == progress.size:
        raise ZeroDivisionError


def test_discarding_frees_what_the_part_takes(transfers, local_hub, wait_until):
    transfers.serve(made_up(6 * MIB))
    stop_in_the_middle(transfers, local_hub, wait_until, MIB)

    assert discard(transfers.place) >= MIB

    assert transfers.left == []
    assert transfers.received == 0
    assert discard(transfers.place) == 0


def test_what_a_killed_program_left_beside_a_file_is_discarded_too(transfers):
    transfers.serve(b"x")
    transfers.place.parent.mkdir()
    for suffix in (".part.lock", ".part.journal"):
        transfers.place.with_name(f"m.gguf{suffix}").touch()

    discard(transfers.place)

    assert transfers.left == []


def test_two_programs_never_write_one_part(transfers, local_hub, wait_until):
    transfers.serve(made_up(6 * MIB))
    local_hub.fail("slow", "*/m.gguf", where="storage", size=2 * MIB)
    running = transfers.begin()
    wait_until(lambda: transfers.received > 0)

    for second in (transfers.fetch, lambda: discard(transfers.place)):
        with pytest.raises(ParleyError, match="is being downloaded already") as caught:
            second()
        assert caught.value.code == "download_busy"

    running.stop.set()
    running.end()
    local_hub.faults.clear()
    assert transfers.fetch().verified


def test_a_limit_holds(transfers):
    transfers.serve(made_up(MIB))
    limit = SpeedLimit(4 * MIB)
    waited = []
    take = limit.take

    def taking(count, stop):
        waited.append(count)
        take(count, stop)

    limit.take = taking

    transfers.fetch(limit=limit)

    assert sum(waited) == MIB
    # A limit that is reached calls for no further connection.
    assert max(each.connections for each in transfers.reports) == 1


def test_a_limit_may_be_lifted_in_the_middle(transfers, wait_until):
    data = made_up(3 * MIB)
    transfers.serve(data)
    limit = SpeedLimit(64 * 1024)
    running = transfers.begin(limit=limit)
    wait_until(lambda: transfers.received > 0)
    assert running.result is None

    limit.rate = None

    assert running.end().verified
    assert transfers.place.read_bytes() == data


def test_a_slow_limit_is_not_taken_for_a_stall(transfers, local_hub, wait_until):
    transfers.serve(made_up(2 * MIB))
    patience = Patience(stall=0.05, drip=MIB, attempts=1)
    limit = SpeedLimit(256 * 1024)
    running = transfers.begin(limit=limit, patience=patience, connections=1)
    wait_until(lambda: transfers.received >= 256 * 1024)

    limit.rate = None

    assert running.end().verified
    assert transfers.pauses == []


def test_the_space_is_looked_at_first_and_all_the_time(transfers, local_hub):
    transfers.serve(made_up(4 * MIB))
    local_hub.fail("slow", "*/m.gguf", where="storage", size=8 * MIB)
    before = len(local_hub.requests)
    looks = []
    full = ParleyError("disk_full", "The disk is nearly full.", hint="Free some space.")

    def look():
        looks.append(len(local_hub.requests) - before)
        if len(looks) == 5:
            raise full

    with pytest.raises(ParleyError) as caught:
        transfers.fetch(check_space=look)

    assert caught.value is full
    assert looks[0] == 0
    assert looks[-1] > 0
    assert not transfers.place.exists()
    assert transfers.part.exists()


def test_a_token_goes_to_the_hub_alone(transfers, local_hub, tmp_path):
    local_hub.tokens.add(TOKEN)
    local_hub.add("some/Gated", {"m.gguf": made_up(MIB)}, gated="auto", members=(TOKEN,))
    hub = type(transfers.hub)(
        tmp_path / "other", transfers.network, endpoint=local_hub.endpoint, token=lambda: TOKEN
    )
    files = hub.files("some/Gated")

    fetched = fetch(hub, files, files.files[0], transfers.place, patience=QUICK)

    assert fetched.verified
    assert all("authorization" not in each.headers for each in local_hub.seen("storage"))
    assert all("authorization" in each.headers for each in local_hub.seen("hub", "*/resolve/*"))
    assert TOKEN.encode() not in b"".join(
        path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()
    )


def test_a_file_without_any_hash_is_not_called_verified(transfers, local_hub):
    data = made_up(5000)
    file = transfers.serve(Content(data, lfs=False))
    unnamed = type(file)(file.path, file.size, "", None)

    fetched = transfers.fetch(unnamed)

    assert not fetched.verified
    assert fetched.sha256 == hashlib.sha256(data).hexdigest()
    assert transfers.place.read_bytes() == data


def stop_in_the_middle(transfers, local_hub, wait_until, least):
    """Fetch until at least `least` bytes are there, and stop."""
    fault = local_hub.fail("slow", "*/m.gguf", where="storage", size=4 * MIB)
    running = transfers.begin()
    wait_until(lambda: transfers.received >= least)
    running.stop.set()
    assert isinstance(running.end(), Cancelled)
    fault.times = 0
