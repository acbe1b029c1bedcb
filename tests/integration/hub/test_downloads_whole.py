"""The queue with the real transfer, over loopback: whole models, full disks, hubs that change."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.local_hub import Content, LocalHub
from helpers.small_disk import small_disk
from helpers.small_models import model_bytes, part_bytes, projector_bytes
from parley.core.database import Database
from parley.core.errors import ParleyError
from parley.core.paths import Paths
from parley.gguf import GgufError, check
from parley.hub import Hub
from parley.hub.downloads import DownloadQueue, build_called, plan
from parley.library import Library

MIB = 1024**2
REPO = "some/Model-GGUF"


class Home:
    """A home whose queue fetches from the local hub."""

    def __init__(self, paths: Paths, local: LocalHub, wait_until: Callable[..., None]) -> None:
        self.local = local
        self.paths = paths
        self.models = paths.models
        self.fetched: list[Path] = []
        self._wait_until = wait_until
        self._queues: list[DownloadQueue] = []

    @property
    def hub(self) -> Hub:
        return Hub(self.paths.cache / "hub", endpoint=self.local.endpoint)

    def queue(self, **options) -> DownloadQueue:
        queue = DownloadQueue(
            Database(self.paths.database),
            self.hub,
            self.models,
            on_done=lambda _, files: self.fetched.extend(each.path for each in files),
            **options,
        )
        self._queues.append(queue)
        return queue

    def plan(self, name: str, **options):
        files = self.hub.files(REPO)
        build = build_called(files, name)
        return plan(files, build, endpoint=self.local.endpoint, **options)

    def wait(self, condition, what="") -> None:
        self._wait_until(condition, timeout=60.0, what=what)

    def ended(self, queue: DownloadQueue, number: int):
        self.wait(
            lambda: queue.get(number).state in {"done", "failed", "paused"}, f"{queue.get(number)}"
        )
        return queue.get(number)

    def stored(self, path: str) -> Path:
        return self.models / REPO / path

    def close(self) -> None:
        for queue in self._queues:
            queue.close()


@pytest.fixture
def home(paths, local_hub, wait_until):
    home = Home(paths, local_hub, wait_until)
    yield home
    home.close()


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def padded(content: bytes, size: int, seed: int = 0) -> bytes:
    """Return `content` made longer with bytes that do not compress to nothing."""
    block = hashlib.sha256(bytes([seed])).digest() * 2048
    return content + (block * (size // len(block) + 1))[: size - len(content)]


# -- whole models ------------------------------------------------------------------------------


def test_shards_and_projector_arrive_whole_and_the_model_can_be_used(home, local_hub):
    shards = {f"Q8_0/m-Q8_0-0000{n}-of-00003.gguf": part_bytes(n, 3) for n in (1, 2, 3)}
    local_hub.add(REPO, {**shards, "mmproj-F16.gguf": projector_bytes(), "README.md": b"hello"})
    queue = home.queue()
    queue.start()
    done = home.ended(queue, queue.add(home.plan("Q8_0")).id)

    assert (done.state, done.error) == ("done", None)
    assert len(home.fetched) == 4
    for file in done.plan.files:
        assert sha256(home.stored(file.path)) == file.sha256
    assert check(home.stored("Q8_0/m-Q8_0-00001-of-00003.gguf")).text("general.name") == "Split"
    assert [each.verified for each in done.finished] == [True] * 4


def test_a_model_in_parts_cannot_be_loaded_before_it_is_whole(home, local_hub):
    shards = {f"m-Q8_0-0000{n}-of-00003.gguf": part_bytes(n, 3) for n in (1, 2, 3)}
    local_hub.add(REPO, shards)
    first, *others = (home.stored(path) for path in shards)
    stall = local_hub.fail("stall_body", f"*/{first.name}", size=100)
    queue = home.queue()
    queue.start()
    added = queue.add(home.plan("Q8_0"))
    home.wait(lambda: all(other.exists() for other in others))
    home.wait(lambda: queue.get(added.id).live.file == 3)

    assert not first.exists()
    for other in others:
        with pytest.raises(GgufError) as caught:
            check(other)
        assert caught.value.code == "model_shard"
    with pytest.raises(ParleyError) as refused:
        Library(home.paths).resolve(REPO)
    assert refused.value.code in {"model_not_found", "model_incomplete"}

    stall.times = 0
    queue.pause(added.id)
    home.wait(lambda: queue.get(added.id).state == "paused")
    queue.resume(added.id)
    home.wait(lambda: queue.get(added.id).state == "done", f"{queue.get(added.id)}")
    assert Library(home.paths).resolve(REPO) == first


def test_a_wrong_hash_leaves_no_file(home, local_hub):
    local_hub.add(REPO, {"m-Q8_0.gguf": Content(model_bytes(), sha256="f" * 64)})
    queue = home.queue()
    queue.start()
    failed = home.ended(queue, queue.add(home.plan("Q8_0")).id)

    assert failed.state == "failed"
    assert failed.error.code == "download_wrong_hash"
    assert failed.received == 0
    assert [each.name for each in home.models.rglob("*") if each.is_file()] == []


def test_a_pause_keeps_what_came_and_another_start_goes_on(home, local_hub):
    content = padded(model_bytes(), 40 * MIB)
    local_hub.add(REPO, {"m-Q8_0.gguf": content})
    slow = local_hub.fail("slow", "*/m-Q8_0.gguf", where="storage", size=4 * MIB)
    queue = home.queue()
    queue.start()
    added = queue.add(home.plan("Q8_0"))
    home.wait(lambda: queue.get(added.id).received > 8 * MIB)
    queue.close()
    slow.times = 0

    later = home.queue()
    kept = later.get(added.id)
    assert kept.state == "queued"
    assert kept.received > 8 * MIB
    later.start()
    assert home.ended(later, added.id).state == "done"
    assert sha256(home.stored("m-Q8_0.gguf")) == hashlib.sha256(content).hexdigest()
    assert local_hub.sent < len(content) + 16 * MIB


def test_the_speed_limit_holds_and_can_be_lifted(home, local_hub):
    content = padded(model_bytes(), 24 * MIB)
    local_hub.add(REPO, {"m-Q8_0.gguf": content})
    limit = [MIB]
    queue = home.queue(limit=lambda: limit[0])
    queue.start()
    added = queue.add(home.plan("Q8_0"))
    home.wait(lambda: queue.get(added.id).received > MIB)
    live = queue.get(added.id).live
    assert live.bytes_per_second < 6 * MIB

    limit[0] = 0
    assert home.ended(queue, added.id).state == "done"


def test_content_that_changed_while_it_was_paused_starts_over_and_says_so(home, local_hub):
    old, new = (padded(model_bytes(), 8 * MIB, seed) for seed in (1, 2))
    local_hub.add(REPO, {"m-Q8_0.gguf": old})
    slow = local_hub.fail("slow", "*/m-Q8_0.gguf", where="storage", size=MIB)
    queue = home.queue()
    queue.start()
    added = queue.add(home.plan("Q8_0"))
    home.wait(lambda: queue.get(added.id).received > MIB)
    queue.pause(added.id)
    home.wait(lambda: queue.get(added.id).state == "paused")
    local_hub.add(REPO, {"m-Q8_0.gguf": new})
    slow.times = 0
    # As a person does who types the same command again.
    again = queue.add(home.plan("Q8_0"))
    done = home.ended(queue, again.id)

    assert again.id == added.id
    assert done.state == "done"
    assert "was changed on the hub" in done.notes[0]
    assert sha256(home.stored("m-Q8_0.gguf")) == hashlib.sha256(new).hexdigest()


def test_a_newer_version_takes_the_place_of_the_old_one_when_it_is_whole(home, local_hub):
    old, new = (padded(model_bytes(), 8 * MIB, seed) for seed in (1, 2))
    local_hub.add(REPO, {"m-Q8_0.gguf": old})
    queue = home.queue()
    queue.start()
    first = home.ended(queue, queue.add(home.plan("Q8_0")).id)
    local_hub.add(REPO, {"m-Q8_0.gguf": new})
    slow = local_hub.fail("slow", "*/m-Q8_0.gguf", where="storage", size=MIB)
    again = queue.add(home.plan("Q8_0"))
    home.wait(lambda: queue.get(again.id).received > MIB)
    assert again.id == first.id
    assert sha256(home.stored("m-Q8_0.gguf")) == hashlib.sha256(old).hexdigest()

    slow.times = 0
    queue.pause(again.id)
    home.wait(lambda: queue.get(again.id).state == "paused")
    queue.resume(again.id)
    home.wait(lambda: queue.get(again.id).state == "done")
    assert sha256(home.stored("m-Q8_0.gguf")) == hashlib.sha256(new).hexdigest()


def test_a_file_that_changes_between_two_ranges_starts_over_and_says_so(home, local_hub):
    old, new = (padded(model_bytes(), 24 * MIB, seed) for seed in (1, 2))
    local_hub.add(REPO, {"m-Q8_0.gguf": old})
    slow = local_hub.fail("slow", "*/m-Q8_0.gguf", where="storage", size=4 * MIB)
    queue = home.queue()
    queue.start()
    added = queue.add(home.plan("Q8_0"))
    home.wait(lambda: queue.get(added.id).received > MIB)
    local_hub.add(REPO, {"m-Q8_0.gguf": new})
    slow.times = 0
    done = home.ended(queue, added.id)

    assert done.state == "done", done
    assert "was changed on the hub" in done.notes[0]
    assert sha256(home.stored("m-Q8_0.gguf")) == hashlib.sha256(new).hexdigest()


# -- a small disk ------------------------------------------------------------------------------


@pytest.fixture
def disk(home, tmp_path):
    """A disk of 64 MiB for models, of which 6.4 are the system's."""
    with small_disk(tmp_path / "disk", 64 * MIB) as disk:
        home.models = disk.folder / "models"
        home.models.mkdir()
        yield disk
        home.close()
        home._queues.clear()


def test_what_does_not_fit_is_refused_before_a_byte(home, local_hub, disk):
    local_hub.add(REPO, {"m-Q8_0.gguf": Content(model_bytes(), size=60 * MIB)})
    queue = home.queue(usage=disk.usage)
    with pytest.raises(ParleyError) as caught:
        queue.add(home.plan("Q8_0"))

    assert caught.value.code == "download_no_room"
    assert caught.value.hint.startswith("Free ")
    assert not local_hub.seen(path="*/m-Q8_0.gguf")


def test_a_disk_that_fills_up_pauses_with_words_and_goes_on_when_there_is_room(
    home, local_hub, disk
):
    shards = {
        f"m-Q8_0-0000{n}-of-00002.gguf": padded(part_bytes(n, 2), 12 * MIB, n) for n in (1, 2)
    }
    local_hub.add(REPO, shards)
    slow = local_hub.fail("slow", "*/m-Q8_0-*", where="storage", size=4 * MIB)
    queue = home.queue(usage=disk.usage)
    queue.start()
    added = queue.add(home.plan("Q8_0"))
    home.wait(lambda: queue.get(added.id).received > 2 * MIB)
    other = disk.fill(leave=2 * MIB)
    paused = home.ended(queue, added.id)

    assert paused.state == "paused"
    assert paused.error.code == "disk_full"
    assert paused.error.message == "The download stopped: the disk is full."
    assert "are kept" in paused.error.safe
    assert paused.error.hint.startswith("Free 1")
    assert paused.received > 2 * MIB

    other.unlink()
    slow.times = 0
    queue.resume(added.id)
    done = home.ended(queue, added.id)
    assert done.state == "done"
    for file in done.plan.files:
        assert sha256(home.stored(file.path)) == file.sha256


def test_a_file_system_that_has_no_room_pauses_with_words(home, local_hub, disk):
    """Nobody looked before: the figures were wrong, as with a person's quota."""
    local_hub.add(REPO, {"m-Q8_0.gguf": Content(model_bytes(), size=70 * MIB)})
    lies = type("Usage", (), {"total": 10**12, "free": 10**11})
    queue = home.queue(usage=(lambda _: lies) if disk.real else disk.usage)
    queue.start()
    if not disk.real:
        with pytest.raises(ParleyError, match="no room"):
            queue.add(home.plan("Q8_0"))
        return
    paused = home.ended(queue, queue.add(home.plan("Q8_0")).id)

    assert paused.state == "paused"
    assert paused.error.code == "disk_full"
    assert paused.error.hint == "Free some space, then resume it."


def test_cancelling_frees_the_space(home, local_hub, disk):
    shards = {
        f"m-Q8_0-0000{n}-of-00002.gguf": padded(part_bytes(n, 2), 12 * MIB, n) for n in (1, 2)
    }
    local_hub.add(REPO, shards)
    before = disk.usage(home.models).free
    local_hub.fail("slow", "*-00001-of-*", where="storage", size=MIB)
    queue = home.queue(usage=disk.usage)
    queue.start()
    added = queue.add(home.plan("Q8_0"))
    home.wait(lambda: queue.get(added.id).received > 13 * MIB)
    assert disk.usage(home.models).free < before - 12 * MIB
    queue.cancel(added.id)
    home.wait(lambda: not queue.all())

    assert disk.usage(home.models).free >= before - 64 * 1024
    assert list(home.models.iterdir()) == []
