"""What becomes of a download after a failure, how fast it is, and what the disk has room for."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from helpers.scripted_transfer import passing, planned, remote
from parley.core.disk import reserve
from parley.core.errors import ParleyError
from parley.hub import RemoteFile
from parley.hub.downloads.outcomes import MOST_PAUSE, after_failure
from parley.hub.downloads.space import Space, no_room, rounded, stopped
from parley.hub.downloads.speed import WINDOW, Speedometer
from parley.hub.transfer import part_path

GIB = 1024**3


class Usage(NamedTuple):
    total: int
    free: int


# -- failures --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "code",
    ["hub_unreachable", "hub_timeout", "hub_cut", "hub_busy", "hub_failed", "hub_storage"],
)
def test_failures_that_may_pass_are_tried_again_by_themselves(code: str):
    outcome = after_failure(passing(code), 0, 1000.0)

    assert outcome.state == "waiting"
    assert outcome.retry_at == 1005.0
    assert outcome.error is not None
    assert outcome.error.code == code


def test_pauses_grow_up_to_ten_minutes():
    pauses = [(after_failure(passing(), attempts, 0.0).retry_at or 0) for attempts in range(30)]

    assert pauses[:4] == [5, 10, 20, 40]
    assert pauses == sorted(pauses)
    assert pauses[-1] == MOST_PAUSE == 600


@pytest.mark.parametrize(("asked", "waited"), [(3, 5), (90, 90), (10**9, 3600)])
def test_a_hub_that_asks_for_a_pause_gets_it_within_reason(asked: int, waited: int):
    assert after_failure(passing("hub_busy", retry_after=asked), 0, 0.0).retry_at == waited


@pytest.mark.parametrize(
    "code", ["hub_gated", "hub_token", "hub_not_found", "hub_answer", "download_wrong_hash"]
)
def test_other_failures_wait_for_a_person(code: str):
    outcome = after_failure(passing(code), 0, 0.0)

    assert (outcome.state, outcome.retry_at) == ("failed", None)


def test_a_full_disk_pauses():
    assert after_failure(passing("disk_full"), 0, 0.0).state == "paused"


def test_offline_waits_for_the_switch_and_not_for_a_time():
    assert after_failure(passing("offline"), 3, 0.0, offline=True).retry_at is None
    assert after_failure(passing("offline"), 0, 0.0).retry_at == 5.0


# -- speed -----------------------------------------------------------------------------------------


def test_the_speed_is_that_of_the_last_seconds():
    now = [0.0]
    meter = Speedometer(lambda: now[0])
    meter.add(0)
    for second in range(1, 11):
        now[0] = float(second)
        found = meter.add(second * 100)
    assert found == pytest.approx(100)
    for second in range(11, 31):
        now[0] = float(second)
        found = meter.add(1000 + (second - 10) * 1000)
    assert found == pytest.approx(1000)
    now[0] += WINDOW + 1
    assert meter.add(21_000) < 1000
    now[0] += WINDOW + 1
    assert meter.add(21_000) == 0


def test_the_speed_of_a_download_that_starts_over_is_not_negative():
    now = [0.0]
    meter = Speedometer(lambda: now[0])
    meter.add(1000)
    now[0] = 1.0
    assert meter.add(0) == 0
    now[0] = 2.0
    assert meter.add(50) == 50


# -- space -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total", "kept"),
    [
        (64 * 1024**2, 64 * 1024**2 // 10),
        (16 * GIB, 16 * GIB // 10),
        (100 * GIB, 2 * GIB),
        (500 * GIB, 5 * GIB),
        (8000 * GIB, 16 * GIB),
    ],
)
def test_what_is_left_to_the_system(total: int, kept: int):
    assert reserve(total) == kept


def test_what_queued_downloads_take_together_is_counted(tmp_path: Path):
    shared = RemoteFile("mmproj.gguf", GIB, "1")
    one = planned(shared, RemoteFile("a.gguf", 30 * GIB, "2"))
    two = planned(shared, RemoteFile("b.gguf", 40 * GIB, "3"))
    disk = Space(tmp_path, usage=lambda _: Usage(1000 * GIB, 50 * GIB))

    assert disk.missing(one) == 0
    # The projector that both have is stored once; a hundredth of the disk is left to the system.
    assert disk.missing(two, [one]) == (30 + 40 + 1 + 10 - 50) * GIB


def test_bytes_that_are_on_the_disk_already_are_not_counted_again(tmp_path: Path):
    plan = planned(remote("a.gguf", 1_000_000), remote("b.gguf", 500_000))
    disk = Space(tmp_path, usage=lambda _: Usage(10 * GIB, 2 * GIB))
    folder = tmp_path / plan.repo
    folder.mkdir(parents=True)

    assert disk.lacking(plan) == 1_500_000
    (folder / "b.gguf").write_bytes(bytes(500_000))
    assert disk.lacking(plan) == 1_000_000
    part = part_path(folder / "a.gguf")
    part.write_bytes(b"x" * 614_400)
    assert disk.lacking(plan) == pytest.approx(1_000_000 - 614_400, abs=8192)


def test_a_part_of_full_length_with_a_hole_in_it_still_needs_room(tmp_path: Path):
    plan = planned(remote("a.gguf", 8_000_000))
    part = part_path(tmp_path / plan.repo / "a.gguf")
    part.parent.mkdir(parents=True)
    with part.open("wb") as stream:
        stream.truncate(8_000_000)

    assert Space(tmp_path).lacking(plan) > 7_900_000


def test_a_download_that_takes_no_more_room_needs_none(tmp_path: Path):
    plan = planned("a.gguf")
    place = tmp_path / plan.repo / "a.gguf"
    place.parent.mkdir(parents=True)
    place.write_bytes(bytes(1000))

    assert Space(tmp_path, usage=lambda _: Usage(10 * GIB, 0)).missing(plan) == 0


def test_the_words_for_a_disk_that_is_full():
    def said(error: ParleyError) -> str:
        return str(error)

    assert said(stopped(3_100_000_000, 1_790_000_000)) == (
        "The download stopped: the disk is full. 3.1 GB are kept. Free 1.8 GB, then resume it."
    )
    assert said(stopped(0, 0)) == (
        "The download did not start: the disk is full. Nothing was downloaded."
        " Free some space, then resume it."
    )
    assert said(no_room(15 * 10**9, 45 * 10**9, 2)) == (
        "The disk has no room for this download and the 2 others in the queue: it takes 45.0 GB"
        " more. Nothing was downloaded. Free 15.0 GB, then try again."
    )


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "1 MB"), (999_999_999, "1.0 GB"), (1_800_000_001, "1.9 GB"), (12_000_000, "12 MB")],
)
def test_what_is_to_be_freed_is_never_said_too_low(count: int, words: str):
    assert rounded(count) == words
