"""A hub that stalls, cuts, lies or refuses in the middle of a download: it goes on, or says why."""

from __future__ import annotations

import socket

import psutil
import pytest

from helpers.local_hub import Content
from helpers.small_disk import small_disk
from helpers.transfers import MIB, QUICK, Transfers, heed, made_up
from parley.core.errors import ParleyError
from parley.hub import Hub
from parley.hub.transfer import Patience

DATA = made_up(3 * MIB)
#: For servers that say nothing.
HASTY = Patience(connect=5, stall=0.3, drip=16 * 1024, attempts=3, pause=0.01, watch=0.01)


@pytest.fixture
def served(transfers):
    """Return transfers of a file of 3 MiB."""
    transfers.serve(DATA)
    return transfers


def failure(transfers: Transfers, **options) -> ParleyError:
    """Return what a transfer ends with; nothing may be under the final name then."""
    with pytest.raises(ParleyError) as caught:
        transfers.fetch(**options)
    error = caught.value
    assert error.message.endswith(".")
    assert error.safe.endswith(".")
    assert error.hint.endswith(".")
    assert "Signature" not in str(error)
    assert not transfers.place.exists()
    return error


def half(transfers, local_hub) -> int:
    """Fetch half of the file; return the bytes that are there then."""
    local_hub.fail("cut", "*/m.gguf", where="storage", times=1, size=MIB + MIB // 2)
    local_hub.fail("status", "*/m.gguf", where="storage", status=404)
    assert failure(transfers, connections=1).code == "hub_storage"
    local_hub.faults.clear()
    local_hub.requests.clear()
    assert transfers.received == MIB + MIB // 2
    return transfers.received


# -- trouble that passes ----------------------------------------------------------------------


@pytest.mark.parametrize("where", ["hub", "storage"])
@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_trouble_that_passes_is_not_told(served, local_hub, where, status):
    local_hub.fail("status", "*/m.gguf", where=where, status=status, times=2)

    assert served.fetch().verified
    assert len(served.pauses) == 2
    assert served.place.read_bytes() == DATA


def test_a_busy_hub_is_left_alone_as_long_as_it_asks(served, local_hub):
    local_hub.fail("status", "*/m.gguf", status=429, headers={"Retry-After": "3"}, times=2)

    assert served.fetch().verified
    assert served.pauses == [3.0, 3.0]


def test_a_hub_that_wants_a_long_rest_is_not_waited_for(served, local_hub):
    local_hub.fail("status", "*/m.gguf", status=429, headers={"RateLimit": '"api";r=0;t=241'})

    error = failure(served)

    assert error.code == "hub_busy"
    assert error.details == {"retry_after": 241}
    assert served.pauses == []


def test_trouble_that_stays_is_told_and_what_came_is_kept(served, local_hub):
    kept = half(served, local_hub)
    local_hub.fail("status", "*/m.gguf", status=503)

    error = failure(served)

    assert error.code == "hub_failed"
    assert error.safe == "2 MB are kept."
    assert len(served.pauses) == QUICK.attempts - 1
    assert served.received == kept
    local_hub.faults.clear()
    assert served.fetch(connections=1).fetched == len(DATA) - kept


@pytest.mark.parametrize("kind", ["cut", "short", "drop"])
def test_a_connection_that_breaks_is_replaced_from_where_it_was(served, local_hub, kind):
    local_hub.fail(kind, "*/m.gguf", where="storage", times=2)

    fetched = served.fetch(connections=1)

    assert served.place.read_bytes() == DATA
    assert fetched.fetched == len(DATA)
    assert len(served.pauses) == (2 if kind == "drop" else 0)


def test_as_long_as_bytes_come_nothing_is_given_up(served, local_hub):
    local_hub.fail("cut", "*/m.gguf", where="storage", size=100_000)

    assert served.fetch().verified
    assert served.pauses == []
    assert len(local_hub.seen("storage")) > 20


def test_attempts_count_from_the_last_new_byte_on(served, local_hub):
    for _ in range(3):
        local_hub.fail("drop", "*/m.gguf", where="storage", times=QUICK.attempts - 1)
        local_hub.fail("cut", "*/m.gguf", where="storage", times=1, size=500_000)

    assert served.fetch().verified
    assert len(served.pauses) == 3 * (QUICK.attempts - 1)


def test_a_connection_that_always_breaks_is_given_up(served, local_hub):
    local_hub.fail("drop", "*/m.gguf", where="storage")

    assert failure(served).code == "hub_cut"
    assert len(served.pauses) == QUICK.attempts - 1


def test_pauses_grow(served, local_hub):
    local_hub.fail("drop", "*/m.gguf", where="storage", times=5)
    patience = Patience(attempts=6, pause=1.0)

    assert served.fetch(patience=patience).verified
    assert served.pauses == sorted(served.pauses)
    assert 0.5 <= served.pauses[0] <= 1
    assert 8 <= served.pauses[4] <= 16


def test_one_connection_that_fails_leaves_the_rest_to_the_others(transfers, local_hub):
    data = made_up(24 * MIB)
    transfers.serve(data)
    local_hub.fail("slow", "*/m.gguf", where="storage", times=2, size=8 * MIB)
    local_hub.fail("drop", "*/m.gguf", where="storage", times=1)

    fetched = transfers.fetch()

    assert transfers.place.read_bytes() == data
    assert fetched.verified
    assert transfers.pauses == []


# -- stalls -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["stall", "stall_body", "drip"])
def test_a_stall_is_noticed_and_the_connection_replaced(served, local_hub, kind):
    local_hub.fail(kind, "*/m.gguf", where="storage", times=1)

    fetched = served.fetch(patience=HASTY)

    assert served.place.read_bytes() == DATA
    assert fetched.fetched < len(DATA) + MIB


def test_a_hub_that_stays_silent_is_given_up(served, local_hub):
    local_hub.fail("stall", "*/m.gguf")

    assert failure(served, patience=HASTY).code == "hub_timeout"


def test_one_silent_connection_does_not_hold_up_the_end(transfers, local_hub):
    data = made_up(24 * MIB)
    transfers.serve(data)
    local_hub.fail("slow", "*/m.gguf", where="storage", times=1, size=16 * MIB)
    local_hub.fail("stall_body", "*/m.gguf", where="storage", times=1, size=MIB)
    patience = Patience(stall=3.0, pause=0.01)

    fetched = transfers.fetch(patience=patience)

    assert transfers.place.read_bytes() == data
    # Others took over what it had before its time was up.
    assert fetched.verified
    assert transfers.pauses == []


# -- addresses --------------------------------------------------------------------------------


def test_an_expired_address_is_asked_for_again_once_for_all(transfers, local_hub):
    data = made_up(40 * MIB)
    transfers.serve(data)
    local_hub.uses = 3
    local_hub.fail("slow", "*/m.gguf", where="storage", size=32 * MIB)

    transfers.fetch()

    assert transfers.place.read_bytes() == data
    refused = [each for each in local_hub.seen("storage") if each.status == 403]
    assert refused
    renewed = len(local_hub.seen("hub", "*/resolve/*")) - 1
    assert renewed <= len(local_hub.seen("storage")) / 3


def test_a_storage_that_refuses_a_fresh_address_is_told(served, local_hub):
    local_hub.fail("status", "*/m.gguf", where="storage", status=403)

    error = failure(served)

    assert error.code == "hub_storage"
    assert len(local_hub.seen("storage")) == 1


@pytest.mark.parametrize(
    ("status", "code", "expected"),
    [
        (401, "GatedRepo", "hub_gated"),
        (403, "", "hub_forbidden"),
        (404, "EntryNotFound", "hub_no_file"),
        (404, "RevisionNotFound", "hub_no_revision"),
    ],
)
def test_a_hub_that_refuses_is_told_at_once(served, local_hub, status, code, expected):
    kept = half(served, local_hub)
    headers = {"X-Error-Code": code} if code else {}
    local_hub.fail("status", "*/m.gguf", where="hub", status=status, headers=headers)

    error = failure(served)

    assert error.code == expected
    assert served.received == kept
    assert served.pauses == []


def test_a_redirect_out_of_the_web_is_not_followed(served, local_hub):
    local_hub.fail("redirect", "*/m.gguf", where="hub", to="file:///etc/passwd")

    assert failure(served).code == "hub_answer"


# -- servers that know no ranges ----------------------------------------------------------------


def test_a_server_without_ranges_serves_in_one_stream(transfers, local_hub):
    data = made_up(20 * MIB)
    transfers.serve(data)
    local_hub.fail("no_ranges", "*/m.gguf", where="storage")

    fetched = transfers.fetch()

    assert transfers.place.read_bytes() == data
    assert fetched.fetched == len(data)
    assert len(local_hub.seen("storage")) == 1


def test_without_ranges_what_is_there_stays_and_is_passed_over(served, local_hub):
    half(served, local_hub)
    local_hub.fail("no_ranges", "*/m.gguf", where="storage")

    assert served.fetch().verified
    assert served.place.read_bytes() == DATA
    assert max(each.connections for each in served.reports) <= 1


def test_a_stream_that_breaks_always_at_the_same_byte_is_given_up(served, local_hub):
    # A server that knows no ranges and gets no further: nothing new comes.
    local_hub.fail("no_ranges_cut", "*/m.gguf", where="storage", size=MIB)

    assert failure(served).code == "hub_cut"
    assert len(local_hub.seen("storage")) == QUICK.attempts + 1
    assert served.received == MIB


def test_a_second_server_without_ranges_is_left_out(transfers, local_hub):
    data = made_up(24 * MIB)
    transfers.serve(data)
    local_hub.fail("slow", "*/m.gguf", where="storage", times=1, size=16 * MIB)
    local_hub.fail("no_ranges", "*/m.gguf", where="storage", times=1)

    fetched = transfers.fetch()

    assert transfers.place.read_bytes() == data
    assert fetched.fetched < 1.5 * len(data)


# -- answers that are wrong ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "code", "words"),
    [
        ("html", "hub_answer", "a web page"),
        ("gzip", "hub_answer", "a compressed file"),
        ("wrong_range", "hub_answer", "another part"),
        ("wrong_size", "hub_wrong_size", "lists"),
    ],
)
@pytest.mark.parametrize("before", [0, 1])
def test_answers_that_are_no_part_of_the_file(served, local_hub, kind, code, words, before):
    kept = half(served, local_hub) if before else 0
    local_hub.fail(kind, "*/m.gguf", where="storage")

    error = failure(served)

    assert error.code == code
    assert words in error.message
    assert served.received == kept
    local_hub.faults.clear()
    assert served.fetch(connections=1).fetched == len(DATA) - kept
    assert served.place.read_bytes() == DATA


def test_bodies_that_are_longer_than_they_said_end_where_they_should(transfers, local_hub):
    data = made_up(20 * MIB)
    transfers.serve(data)
    local_hub.fail("long", "*/m.gguf", where="storage")

    assert transfers.fetch().verified
    assert transfers.place.read_bytes() == data


def test_a_body_whose_length_is_not_said_is_taken(served, local_hub):
    local_hub.fail("unsized", "*/m.gguf", where="storage")

    assert served.fetch().verified


def test_crumbs_are_given_up(served, local_hub):
    local_hub.fail("crumbs", "*/m.gguf", where="storage", size=10)

    error = failure(served)

    assert error.code == "hub_answer"
    assert len(local_hub.seen("storage")) < 10


def test_fewer_bytes_than_asked_for_are_put_together(served, local_hub):
    local_hub.fail("crumbs", "*/m.gguf", where="storage", size=MIB)

    assert served.fetch().verified
    assert len(local_hub.seen("storage")) >= 3
    assert served.pauses == []


# -- content that changes -----------------------------------------------------------------------


def test_a_hub_that_names_another_content_is_told(served, local_hub):
    local_hub.fail("wrong_etag", "*/m.gguf", where="hub")

    assert failure(served).code == "hub_changed"


def test_another_size_at_the_hub_is_told(served, local_hub):
    local_hub.fail("wrong_size", "*/m.gguf", where="hub")

    assert failure(served).code == "hub_wrong_size"


def test_a_file_that_became_shorter_is_told(served, local_hub):
    half(served, local_hub)
    headers = {"Content-Range": f"bytes */{MIB}"}
    local_hub.fail("status", "*/m.gguf", where="storage", status=416, headers=headers)

    error = failure(served)

    assert error.code == "hub_wrong_size"
    assert f"gives {MIB:,}" in error.message


def test_a_range_that_is_refused_although_the_size_is_right_is_told(served, local_hub):
    half(served, local_hub)
    local_hub.fail("status", "*/m.gguf", where="storage", status=416)

    assert failure(served).code == "hub_storage"


def test_a_file_that_changes_between_two_ranges_is_noticed(transfers, local_hub):
    transfers.serve(made_up(20 * MIB))
    local_hub.fail("slow", "*/m.gguf", where="storage", times=1, size=16 * MIB)
    local_hub.fail("changed", "*/m.gguf", where="storage")

    error = failure(transfers)

    assert error.code == "hub_changed"
    assert "another content" in error.message


def test_a_storage_of_several_servers_may_name_one_content_differently(transfers, local_hub):
    data = made_up(24 * MIB)
    transfers.serve(data)
    for number in range(3):
        local_hub.fail("slow", "*/m.gguf", where="storage", times=1, size=16 * MIB)
        local_hub.fail("etag", "*/m.gguf", where="storage", times=1, to=f"server-{number}")

    fetched = transfers.fetch()

    assert fetched.verified
    assert transfers.place.read_bytes() == data
    assert fetched.fetched < 1.2 * len(data)


# -- content that is wrong ----------------------------------------------------------------------


def test_a_wrong_content_is_fetched_once_more(served, local_hub):
    local_hub.fail("other", "*/m.gguf", where="storage", times=1)

    assert served.fetch().verified
    assert served.place.read_bytes() == DATA
    assert served.spans == [(0, len(DATA))] * 2


@pytest.mark.parametrize("lfs", [True, False])
def test_a_content_that_stays_wrong_is_never_used(transfers, local_hub, lfs):
    transfers.serve(Content(DATA, lfs=lfs))
    local_hub.fail("other", "*/m.gguf")

    error = failure(transfers)

    assert error.code == "download_wrong_hash"
    assert "removed" in error.safe
    assert transfers.left == []


# -- no connection ------------------------------------------------------------------------------


def test_nobody_listens(served, tmp_path):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    served.hub = Hub(tmp_path / "x", served.network, endpoint=f"http://127.0.0.1:{port}")

    assert failure(served).code == "hub_unreachable"
    assert served.pauses == []


def test_a_network_that_goes_away_in_the_middle_is_waited_for(transfers, local_hub, wait_until):
    transfers.serve(made_up(12 * MIB))
    local_hub.fail("slow", "*/m.gguf", where="storage", size=8 * MIB)
    running = transfers.begin()
    wait_until(lambda: transfers.received > MIB)

    local_hub.stop()

    error = running.end()
    assert isinstance(error, ParleyError)
    assert error.code in {"hub_unreachable", "hub_cut"}
    assert len(transfers.pauses) >= QUICK.attempts - 1
    assert transfers.received > MIB


def test_offline_sends_nothing(served, local_hub):
    before = len(local_hub.requests)
    served.network.offline = True

    error = failure(served)

    assert error.code == "offline"
    assert "download “m.gguf”" in error.message
    assert len(local_hub.requests) == before


def test_going_offline_in_the_middle_ends_it_and_keeps_what_came(transfers, local_hub, wait_until):
    data = made_up(12 * MIB)
    transfers.serve(data)
    fault = local_hub.fail("slow", "*/m.gguf", where="storage", size=4 * MIB)
    running = transfers.begin()
    wait_until(lambda: transfers.received > MIB)

    transfers.network.offline = True

    error = running.end()
    assert isinstance(error, ParleyError)
    assert error.code == "offline"
    assert "are kept" in error.safe
    kept = transfers.received
    assert kept > MIB
    transfers.network.offline = False
    fault.times = 0
    assert transfers.fetch(connections=1).fetched == len(data) - kept


# -- disks --------------------------------------------------------------------------------------


def test_a_disk_without_room_is_told_before_a_byte_is_fetched(
    transfers, local_hub, tmp_path, monkeypatch
):
    with small_disk(tmp_path / "disk", 4 * MIB) as disk:
        heed(disk, monkeypatch)
        transfers.place = disk.folder / "models" / "m.gguf"
        transfers.serve(made_up(6 * MIB))
        before = len(local_hub.requests)

        error = failure(transfers)

        assert error.code == "disk_full"
        assert "has no room for “m.gguf” (6 MB)" in error.message
        assert 2 * MIB <= error.details["lacking"] <= 3 * MIB
        assert len(local_hub.requests) == before
        assert transfers.left == []


def test_a_disk_that_has_room_for_the_file_and_nothing_else_is_told(
    transfers, local_hub, tmp_path, monkeypatch
):
    with small_disk(tmp_path / "disk", len(DATA)) as disk:
        heed(disk, monkeypatch)
        transfers.place = disk.folder / "models" / "m.gguf"
        transfers.serve(DATA)
        before = len(local_hub.requests)

        error = failure(transfers)

        assert error.code == "disk_full"
        assert error.hint == "Free 1 MB, then download it again."
        assert len(local_hub.requests) == before
        assert transfers.left == []


def test_a_disk_that_fills_up_in_the_middle_stops_it_with_what_came(
    transfers, tmp_path, monkeypatch
):
    data = made_up(6 * MIB)
    with small_disk(tmp_path / "disk", 8 * MIB, reserves=False) as disk:
        heed(disk, monkeypatch)
        transfers.place = disk.folder / "models" / "m.gguf"
        transfers.serve(data)
        other = disk.fill(3 * MIB)

        error = failure(transfers, connections=1)

        assert error.code == "disk_full"
        assert error.message == "The download stopped: the disk is full."
        assert "are kept" in error.safe
        assert 3 * MIB <= error.details["lacking"] < 5 * MIB
        kept = transfers.received
        assert kept > 2 * MIB
        other.unlink()
        assert transfers.fetch(connections=1).fetched == len(data) - kept
        assert transfers.place.read_bytes() == data


# -- starts that fail ---------------------------------------------------------------------------


def test_an_address_of_the_hub_that_is_none_leaves_nothing_open(served, tmp_path, monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", "not an address")
    served.hub = Hub(tmp_path / "x", served.network)

    assert failure(served).code == "hub_endpoint"

    folder = str(served.place.parent)
    assert [each for each in psutil.Process().open_files() if folder in each.path] == []


def test_a_folder_that_cannot_be_written_is_told(transfers, tmp_path):
    transfers.serve(DATA)
    (tmp_path / "models").write_bytes(b"a file where the folder should be")

    error = failure(transfers)

    assert error.code == "download_disk"
    assert "m.gguf" in error.message
