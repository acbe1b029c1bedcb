"""The queue at work: order, wishes, failures, space, and quitting, with a scripted transfer."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from helpers.local_hub import Content, LocalHub
from helpers.scripted_transfer import (
    ENDPOINT,
    ScriptedTransfer,
    content_of,
    passing,
    planned,
    remote,
)
from parley.core.database import Database
from parley.core.errors import ParleyError
from parley.core.network import Network
from parley.core.owner import Owner
from parley.hub import Hub, RemoteFile
from parley.hub.downloads import Download, DownloadQueue, build_called, plan
from parley.hub.transfer import part_path

MIB = 1024**2
GONE = Owner(pid=2**30, started=1.0)


class Usage(NamedTuple):
    total: int
    free: int


class Bench:
    """Queues over one home, a scripted transfer, and what they tell."""

    def __init__(self, database, paths, wait_until) -> None:
        self.transfer = ScriptedTransfer()
        self.models: Path = paths.models
        self.network = Network()
        self.now = time.time()
        self.usage = Usage(100 * 1024 * MIB, 50 * 1024 * MIB)
        self.limit = 0
        self.changes: list[Download] = []
        self.removed: list[int] = []
        self.done: list[tuple[Download, list[Path]]] = []
        self.hub = Hub(paths.cache / "hub", Network(), endpoint=ENDPOINT, wait=lambda _: None)
        self._database = database
        self._paths = paths
        self._wait_until: Callable[..., None] = wait_until
        self._queues: list[DownloadQueue] = []

    def queue(self, **options) -> DownloadQueue:
        made = DownloadQueue(
            options.pop("database", self._database),
            options.pop("hub", self.hub),
            self.models,
            **{
                "on_change": self.changes.append,
                "on_removed": self.removed.append,
                "on_done": lambda download, files: self.done.append(
                    (download, [each.path for each in files])
                ),
                "limit": lambda: self.limit,
                "network": self.network,
                "transfer": self.transfer,
                "usage": lambda _: self.usage,
                "clock": lambda: self.now,
                **options,
            },
        )
        self._queues.append(made)
        return made

    def close(self) -> None:
        for queue in self._queues:
            queue.close()

    def wait(self, condition, what="") -> None:
        self._wait_until(condition, what=what)

    def wait_for(self, queue: DownloadQueue, download: Download | int, state: str) -> Download:
        number = download if isinstance(download, int) else download.id
        self.wait(lambda: queue.get(number).state == state, f"{state}: {queue.get(number)}")
        return queue.get(number)

    def place(self, path: str) -> Path:
        return self.models / "some/Model-GGUF" / path


@pytest.fixture
def bench(database, paths, wait_until):
    bench = Bench(database, paths, wait_until)
    yield bench
    bench.close()


# -- the normal way --------------------------------------------------------------------------------


def test_all_files_of_a_download_in_order_and_what_is_told_at_the_end(bench):
    queue = bench.queue()
    queue.start()
    added = queue.add(planned("mmproj.gguf", "m-00002-of-00002.gguf", "m-00001-of-00002.gguf"))
    done = bench.wait_for(queue, added, "done")

    assert bench.transfer.calls == [
        "mmproj.gguf",
        "m-00002-of-00002.gguf",
        "m-00001-of-00002.gguf",
    ]
    assert done.received == done.size == 3000
    assert [each.verified for each in done.finished] == [True] * 3
    for file in done.plan.files:
        assert bench.place(file.path).read_bytes() == content_of(file)
    ((told, files),) = bench.done
    assert told.plan == done.plan
    assert files == [bench.place(file.path) for file in done.plan.files]
    assert bench.changes[-1].state == "done"


def test_one_download_after_the_other_in_the_order_of_the_queue(bench):
    queue = bench.queue()
    ids = [queue.add(planned(name)).id for name in ("a", "b", "c")]
    queue.move(ids[2], 0)
    queue.start()
    for number in ids:
        bench.wait_for(queue, number, "done")

    assert bench.transfer.calls == ["c", "a", "b"]
    assert bench.transfer.together == 1


def test_several_at_once_where_that_is_asked_for(bench):
    bench.transfer.held = {"a", "b", "c"}
    queue = bench.queue(at_once=2)
    for name in ("a", "b", "c"):
        queue.add(planned(name))
    queue.start()
    bench.wait(lambda: bench.transfer.is_half("a") and bench.transfer.is_half("b"))

    assert [each.state for each in queue.all()] == ["running", "running", "queued"]


def test_only_the_downloads_that_were_named_are_run(bench):
    queue = bench.queue()
    queue.add(planned("a"))
    wanted = queue.add(planned("b"))
    queue.start(only={wanted.id})
    bench.wait_for(queue, wanted, "done")

    assert bench.transfer.calls == ["b"]


def test_downloads_of_another_hub_are_left_alone(bench):
    queue = bench.queue()
    foreign = queue.add(planned("a", endpoint="http://127.0.0.1:8"))
    mine = queue.add(planned("b"))
    queue.start()
    bench.wait_for(queue, mine, "done")

    assert queue.get(foreign.id).state == "queued"


def test_how_far_it_is_while_it_runs(bench):
    bench.transfer.held = {"b"}
    queue = bench.queue()
    added = queue.add(planned("a", "b"))
    queue.start()
    bench.wait(lambda: queue.get(added.id).received == 1500)

    running = queue.get(added.id)
    assert running.live is not None
    assert (running.live.stage, running.live.file) == ("fetching", 2)
    # Another process sees it too, if a little later.
    other = bench.queue(owner=GONE, on_change=lambda _: None)
    bench.wait(lambda: other.get(added.id).received == 1500)
    assert other.get(added.id).live is not None
    told = [each.received for each in bench.changes if each.id == added.id]
    assert told == sorted(told)


def test_files_that_are_there_already_are_not_fetched_again(bench):
    queue = bench.queue()
    added = queue.add(planned("a"))
    queue.start()
    bench.wait_for(queue, added, "done")

    assert queue.add(planned("a")).state == "done"
    queue.clear()
    again = queue.add(planned("a"))
    bench.wait_for(queue, again, "done")
    assert bench.done[-1][1] == [bench.place("a")]
    bench.place("a").unlink()
    lost = queue.add(planned("a"))
    assert lost.state == "queued"
    bench.wait_for(queue, lost, "done")
    assert bench.place("a").exists()


def test_the_speed_limit_follows_what_is_asked_for(bench):
    limits = []
    original = bench.transfer.fetch

    def fetch(*arguments, limit, **options):
        limits.append(limit)
        return original(*arguments, limit=limit, **options)

    bench.transfer.fetch = fetch
    bench.transfer.held = {"a"}
    bench.limit = 5 * MIB
    queue = bench.queue()
    queue.add(planned("a"))
    queue.start()
    bench.wait(lambda: limits and limits[0].rate == 5 * MIB)
    bench.limit = 0
    bench.wait(lambda: limits[0].rate is None)


# -- what a person asks ----------------------------------------------------------------------------


def test_pause_and_resume(bench):
    bench.transfer.held = {"a"}
    queue = bench.queue()
    queue.start()
    added = queue.add(planned("a"))
    bench.wait(lambda: bench.transfer.is_half("a"))
    queue.pause(added.id)
    paused = bench.wait_for(queue, added, "paused")
    assert (paused.received, paused.error, paused.live) == (500, None, None)

    bench.transfer.release("a")
    queue.resume(added.id)
    bench.wait_for(queue, added, "done")


def test_a_paused_download_lets_the_next_one_run(bench):
    bench.transfer.held = {"a"}
    queue = bench.queue()
    queue.start()
    first, second = queue.add(planned("a")), queue.add(planned("b"))
    bench.wait(lambda: bench.transfer.is_half("a"))
    queue.pause(first.id)
    bench.wait_for(queue, second, "done")

    assert queue.get(first.id).state == "paused"


def test_a_pause_that_is_taken_back_at_once(bench):
    bench.transfer.held = {"a"}
    queue = bench.queue()
    queue.start()
    added = queue.add(planned("a"))
    bench.wait(lambda: bench.transfer.is_half("a"))
    queue.pause(added.id)
    queue.resume(added.id)
    bench.transfer.release("a")

    bench.wait_for(queue, added, "done")


def test_another_process_pauses_and_cancels(bench):
    bench.transfer.held = {"a", "b"}
    queue = bench.queue()
    queue.start()
    first, second = queue.add(planned("a")), queue.add(planned("b"))
    bench.wait(lambda: bench.transfer.is_half("a"))
    other = bench.queue(owner=Owner(GONE.pid, 2.0))
    other.pause(first.id)
    bench.wait_for(queue, first, "paused")
    bench.wait(lambda: bench.transfer.is_half("b"))
    other.cancel(second.id)
    bench.wait(lambda: second.id in bench.removed)

    assert [each.id for each in other.all()] == [first.id]
    assert not part_path(bench.place("b")).exists()
    assert part_path(bench.place("a")).exists()


def test_cancelling_gives_back_the_room_and_leaves_no_folder(bench):
    bench.transfer.held = {"m-00001-of-00003.gguf"}
    queue = bench.queue()
    queue.start()
    shards = [f"m-0000{n}-of-00003.gguf" for n in (2, 3, 1)]
    added = queue.add(planned("mmproj-F16.gguf", *shards))
    bench.wait(lambda: bench.transfer.is_half(shards[-1]))
    assert bench.place(shards[0]).exists()
    queue.cancel(added.id)
    bench.wait(lambda: added.id in bench.removed)

    assert queue.all() == ()
    assert list(bench.models.iterdir()) == []


def test_cancelling_keeps_what_is_not_its_own(bench):
    plan_ = planned("mmproj-F16.gguf", "m-00002-of-00002.gguf", "m-00001-of-00002.gguf")
    bench.place("x").parent.mkdir(parents=True)
    bench.place("m-00002-of-00002.gguf").write_bytes(content_of(plan_.files[1]))
    bench.place("m-Q8_0.gguf").write_bytes(b"another model that needs the projector")
    bench.transfer.held = {"m-00001-of-00002.gguf"}
    queue = bench.queue()
    queue.start()
    added = queue.add(plan_)
    bench.wait(lambda: bench.transfer.is_half("m-00001-of-00002.gguf"))
    queue.cancel(added.id)
    bench.wait(lambda: added.id in bench.removed)

    assert sorted(each.name for each in bench.place("x").parent.iterdir()) == [
        "m-00002-of-00002.gguf",
        "m-Q8_0.gguf",
        "mmproj-F16.gguf",
    ]


def test_cancelling_keeps_what_another_download_has_too(bench):
    bench.transfer.held = {"a.gguf"}
    queue = bench.queue()
    queue.start()
    first = queue.add(planned("mmproj-F16.gguf", "a.gguf"))
    queue.add(planned("mmproj-F16.gguf", "b.gguf"))
    bench.wait(lambda: bench.transfer.is_half("a.gguf"))
    queue.cancel(first.id)
    bench.wait(lambda: first.id in bench.removed)

    assert bench.place("mmproj-F16.gguf").exists()


def test_cancelling_what_waits_or_is_done(bench):
    queue = bench.queue()
    waiting = queue.add(planned("a"))
    queue.cancel(waiting.id)
    done = queue.add(planned("b"))
    queue.start()
    bench.wait_for(queue, done, "done")
    queue.cancel(done.id)

    assert bench.removed == [waiting.id, done.id]
    assert bench.place("b").exists()
    with pytest.raises(ParleyError) as caught:
        queue.cancel(done.id)
    assert caught.value.code == "download_gone"


def test_two_downloads_whose_files_are_one_on_some_systems(bench):
    queue = bench.queue()
    first = queue.add(planned("M-Q8_0.gguf", "a.gguf"))
    with pytest.raises(ParleyError, match="differs from") as caught:
        queue.add(planned("m-Q8_0.gguf"))
    assert caught.value.code == "download_name"
    # The same repository in another spelling is the same download.
    assert queue.add(planned("M-Q8_0.gguf", "a.gguf", repo="SOME/Model-GGUF")).id == first.id


def test_a_name_that_leaves_the_folder_is_refused_before_anything(bench, tmp_path):
    (bench.models / "some").symlink_to(tmp_path, target_is_directory=True)
    queue = bench.queue()
    with pytest.raises(ParleyError, match="leads out of it"):
        queue.add(planned("m.gguf"))

    assert queue.all() == ()


# -- failures --------------------------------------------------------------------------------------


def test_a_failure_that_may_pass_is_tried_again_by_itself(bench):
    bench.transfer.errors["a"] = [passing("hub_unreachable")]
    queue = bench.queue()
    queue.start()
    added = queue.add(planned("a"))
    waiting = bench.wait_for(queue, added, "waiting")
    assert waiting.error.message == "The connection broke off."
    assert waiting.retry_at == bench.now + 5
    assert waiting.received == 500

    bench.now += 5
    done = bench.wait_for(queue, added, "done")
    assert done.error is None


def test_failures_without_a_new_byte_are_waited_for_longer_and_longer(bench):
    queue = bench.queue()
    bench.transfer.fetch = lambda *_, **__: (_ for _ in ()).throw(passing("hub_timeout"))
    queue.start()
    added = queue.add(planned("a"))
    for pause in (5, 10, 20):
        bench.wait(
            lambda pause=pause: queue.get(added.id).retry_at == bench.now + pause, f"{pause} s"
        )
        bench.now += pause


def test_a_failure_for_good_is_kept_with_its_words_and_can_be_tried_again(bench):
    bench.transfer.errors["a"] = [
        ParleyError("hub_gated", "Not for you.", safe="All is well.", hint="Ask for it.")
    ]
    queue = bench.queue()
    queue.start()
    added = queue.add(planned("a"))
    failed = bench.wait_for(queue, added, "failed")
    assert str(failed.error.error) == "Not for you. All is well. Ask for it."

    queue.resume(added.id)
    bench.wait_for(queue, added, "done")


def test_an_error_of_parley_itself_fails_and_is_logged_whole(bench, expected_logs):
    expected_logs("ended with an error that nobody foresaw")
    bench.transfer.errors["a"] = [ZeroDivisionError()]
    queue = bench.queue()
    queue.start()
    first, second = queue.add(planned("a")), queue.add(planned("b"))
    failed = bench.wait_for(queue, first, "failed")

    assert failed.error.code == "unexpected"
    bench.wait_for(queue, second, "done")


def test_a_library_that_cannot_take_it_leaves_a_note(bench):
    def refuse(download, files):
        raise ParleyError("database_busy", "It is busy.", hint="Try again.")

    queue = bench.queue(on_done=refuse)
    queue.start()
    done = bench.wait_for(queue, queue.add(planned("a")), "done")

    assert done.notes == ("It is not in the library yet. It is busy. Try again.",)


# -- offline ---------------------------------------------------------------------------------------


def test_offline_stops_what_runs_and_online_goes_on(bench):
    bench.transfer.held = {"a"}
    queue = bench.queue()
    queue.start()
    added = queue.add(planned("a"))
    bench.wait(lambda: bench.transfer.is_half("a"))
    bench.network.offline = True
    waiting = bench.wait_for(queue, added, "waiting")
    assert "offline" in waiting.error.message
    assert waiting.retry_at is None

    bench.transfer.release("a")
    bench.network.offline = False
    bench.wait_for(queue, added, "done")


def test_what_is_queued_while_offline_says_what_it_waits_for(bench):
    bench.network.offline = True
    queue = bench.queue()
    queue.start()
    added = queue.add(planned("a"))
    assert "offline" in bench.wait_for(queue, added, "waiting").error.message
    assert bench.transfer.calls == []

    bench.network.offline = False
    bench.wait_for(queue, added, "done")


# -- space -----------------------------------------------------------------------------------------


def large(path: str, size: int) -> RemoteFile:
    return RemoteFile(path, size, path, "0" * 64)


def test_what_does_not_fit_beside_the_queue_is_refused_before_a_byte(bench):
    bench.usage = Usage(1000 * MIB, 300 * MIB)
    queue = bench.queue()
    queue.add(planned(large("a", 150 * MIB)))
    with pytest.raises(ParleyError) as caught:
        queue.add(planned(large("b", 100 * MIB)))

    error = caught.value
    assert error.code == "download_no_room"
    assert error.details == {"missing": 50 * MIB}
    assert "the 1 other in the queue" in error.message
    assert len(queue.all()) == 1
    queue.add(planned(large("c", 50 * MIB)))


def test_a_disk_that_becomes_full_pauses_with_words(bench):
    bench.transfer.held = {"a"}
    bench.usage = Usage(100_000, 50_000)
    queue = bench.queue()
    queue.start()
    added = queue.add(planned(remote("a", 20_000)))
    bench.wait(lambda: bench.transfer.is_half("a"))
    bench.usage = Usage(100_000, 10_000)
    paused = bench.wait_for(queue, added, "paused")
    assert paused.error.code == "disk_full"
    assert paused.error.message == "The download stopped: the disk is full."
    assert paused.error.safe == "10 kB are kept."
    with pytest.raises(ParleyError, match="no room"):
        queue.resume(added.id)
    assert queue.get(added.id).state == "paused"

    bench.usage = Usage(100_000, 50_000)
    bench.transfer.release("a")
    queue.resume(added.id)
    bench.wait_for(queue, added, "done")


def test_a_disk_that_says_it_is_full_pauses_with_the_same_words(bench):
    bench.transfer.errors["a"] = [
        ParleyError("disk_full", "The disk is full: there is no room.", hint="Free some space.")
    ]
    queue = bench.queue()
    queue.start()
    paused = bench.wait_for(queue, queue.add(planned(remote("a", 20_000))), "paused")

    assert paused.error.message == "The download stopped: the disk is full."


def test_a_queue_whose_turn_comes_on_a_full_disk_pauses_and_the_next_goes_on(bench):
    queue = bench.queue()
    big = queue.add(planned(large("a", 40_000 * MIB)))
    small = queue.add(planned("b"))
    bench.usage = Usage(100 * 1024 * MIB, 30 * 1024 * MIB)
    queue.start()

    assert bench.wait_for(queue, big, "paused").error.message == (
        "The download did not start: the disk is full."
    )
    bench.wait_for(queue, small, "done")


class Watched(Database):
    """A database whose connection a test can lay a hand on."""

    def connect(self, **options):
        self.made = super().connect(**options)
        return self.made


def test_how_a_download_ended_is_said_even_if_it_cannot_be_written_yet(bench, paths):
    bench.transfer.held = {"a"}
    database = Watched(paths.database)
    queue = bench.queue(database=database)
    queue.start()
    added = queue.add(planned(remote("a", 20_000)))
    bench.wait(lambda: bench.transfer.is_half("a"))
    database.made.execute("PRAGMA query_only = ON")  # as a disk without a free byte
    bench.usage = Usage(100 * 1024 * MIB, 0)
    bench.wait(lambda: bench.changes[-1].state == "paused")
    assert bench.changes[-1].error.message == "The download stopped: the disk is full."
    assert queue.get(added.id).state == "running"

    database.made.execute("PRAGMA query_only = OFF")
    assert bench.wait_for(queue, added, "paused").error.code == "disk_full"


# -- quitting and crashing ---------------------------------------------------------------------


def test_quitting_leaves_what_runs_to_the_next_start(bench):
    bench.transfer.held = {"a"}
    queue = bench.queue()
    queue.start()
    added = queue.add(planned("a"))
    bench.wait(lambda: bench.transfer.is_half("a"))
    queue.close()

    bench.transfer.release("a")
    later = bench.queue()
    found = later.get(added.id)
    assert (found.state, found.received) == ("queued", 500)
    later.start()
    bench.wait_for(later, added, "done")


def killed(bench, database, path: str, asked: str = "") -> int:
    """Leave a download half way, as a killed process does; return its id."""
    added = bench.queue(owner=GONE).add(planned(path))
    part = part_path(bench.place(path))
    part.parent.mkdir(parents=True)
    part.write_bytes(content_of(remote(path))[:500])
    with contextlib.closing(database.connect()) as connection, connection:
        connection.execute(
            "UPDATE downloads SET state = 'running', asked = ?, owner_pid = ?, owner_started = ?",
            (asked, GONE.pid, GONE.started),
        )
    return added.id


def test_a_download_of_a_killed_process_goes_on(bench, database):
    number = killed(bench, database, "a")
    queue = bench.queue()
    assert queue.get(number).state == "queued"
    queue.start()

    bench.wait_for(queue, number, "done")


def test_a_cancel_that_a_killed_process_began_is_finished(bench, database):
    number = killed(bench, database, "a", asked="cancel")
    bench.queue()

    assert bench.removed == [number]
    assert list(bench.models.iterdir()) == []


def test_two_queues_never_run_the_same_download(bench):
    bench.transfer.held = {"a"}
    first = bench.queue()
    second = bench.queue(owner=Owner.this())
    added = first.add(planned("a"))
    first.start()
    second.start()
    bench.wait(lambda: bench.transfer.is_half("a"))
    bench.transfer.release("a")
    bench.wait_for(second, added, "done")

    assert bench.transfer.calls == ["a"]


def test_a_model_is_not_loadable_before_its_last_file_is_checked(bench):
    shards = [f"m-0000{n}-of-00003.gguf" for n in (2, 3, 1)]
    bench.transfer.held = set(shards)
    queue = bench.queue()
    queue.start()
    added = queue.add(planned(*shards))
    for shard in shards:
        bench.wait(lambda shard=shard: bench.transfer.is_half(shard))
        assert not bench.place(shards[-1]).exists()
        bench.transfer.release(shard)
    bench.wait_for(queue, added, "done")


def test_a_split_model_of_another_version_is_not_mixed_up(bench):
    shards = [f"m-0000{n}-of-00002.gguf" for n in (2, 1)]
    old = planned(*[remote(each, version="old") for each in shards])
    bench.place("x").parent.mkdir(parents=True)
    for file in old.files:
        bench.place(file.path).write_bytes(content_of(file))
    queue = bench.queue()
    queue.start()
    added = queue.add(planned(*shards))
    failed = bench.wait_for(queue, added, "failed")
    assert failed.error.code == "download_other_version"
    for file in old.files:
        assert bench.place(file.path).read_bytes() == content_of(file)

    bench.place(shards[1]).unlink()
    queue.resume(added.id)
    bench.wait_for(queue, added, "done")


def test_a_split_model_that_is_whole_already_is_only_checked(bench):
    shards = [f"m-0000{n}-of-00002.gguf" for n in (2, 1)]
    whole = planned(*shards)
    bench.place("x").parent.mkdir(parents=True)
    for file in whole.files:
        bench.place(file.path).write_bytes(content_of(file))
    queue = bench.queue()
    queue.start()
    done = bench.wait_for(queue, queue.add(whole), "done")

    assert [each.fetched for each in done.finished] == [0, 0]


# -- a hub that changes ------------------------------------------------------------------------


class Published:
    """A repository on the local hub, and plans of it."""

    def __init__(self, bench: Bench, local: LocalHub) -> None:
        self.local = local
        self.hub = Hub(bench.models / "../cache/h", endpoint=local.endpoint, wait=lambda _: None)
        self._bench = bench

    def publish(self, **versions: str) -> None:
        files = {f"{name}.gguf": content_of(remote(f"{name}.gguf", version=version))
                 for name, version in versions.items()}  # fmt: skip
        self.local.add("some/Model-GGUF", {path: Content(data) for path, data in files.items()})

    def plan(self, name: str = "m-Q8_0.gguf"):
        listed = self.hub.files("some/Model-GGUF")
        made = plan(listed, build_called(listed, name), endpoint=self.hub.endpoint)
        self._bench.now = made.listed_at + 1.0
        return made


@pytest.fixture
def published(bench):
    with LocalHub() as local:
        yield Published(bench, local)


def test_content_that_changed_while_it_stood_still_starts_over_and_is_said(bench, published):
    published.publish(**{"m-Q8_0": "old"})
    bench.transfer.held = {"m-Q8_0.gguf"}
    queue = bench.queue(hub=published.hub)
    added = queue.add(published.plan())
    queue.start()
    bench.wait(lambda: bench.transfer.is_half("m-Q8_0.gguf"))
    queue.pause(added.id)
    bench.wait_for(queue, added, "paused")
    published.publish(**{"m-Q8_0": "new"})
    bench.now += 3600
    bench.transfer.release("m-Q8_0.gguf")
    queue.resume(added.id)
    done = bench.wait_for(queue, added, "done")

    assert done.plan.revision == published.hub.files("some/Model-GGUF").revision
    assert "was changed on the hub" in done.notes[0]
    assert bench.transfer.discarded == [bench.place("m-Q8_0.gguf")]
    assert bench.transfer.files[0].sha256 != bench.transfer.files[1].sha256


def test_a_new_commit_with_the_same_content_goes_on_where_it_was(bench, published):
    published.publish(**{"m-Q8_0": "old"})
    bench.transfer.errors["m-Q8_0.gguf"] = [passing()]
    queue = bench.queue(hub=published.hub)
    added = queue.add(published.plan())
    queue.start()
    bench.wait_for(queue, added, "waiting")
    published.publish(**{"m-Q8_0": "old", "README": "new"})
    bench.now += 3600
    done = bench.wait_for(queue, added, "done")

    assert done.notes == ()
    assert bench.transfer.discarded == []
    assert len(set(bench.transfer.revisions)) == 2
    assert done.plan.revision == bench.transfer.revisions[-1]


def test_a_history_that_was_rewritten_is_gone_on_with_at_its_new_commit(bench, published):
    published.publish(**{"m-Q8_0": "old"})
    bench.transfer.errors["m-Q8_0.gguf"] = [passing("hub_no_revision")]
    queue = bench.queue(hub=published.hub)
    added = queue.add(published.plan())
    published.publish(**{"m-Q8_0": "old", "README": "new"})
    queue.start()
    done = bench.wait_for(queue, added, "done")

    assert bench.transfer.discarded == []
    assert done.notes == ()


def test_content_that_changes_while_it_is_fetched_starts_over_and_is_said(bench, published):
    published.publish(**{"m-Q8_0": "old"})
    bench.transfer.errors["m-Q8_0.gguf"] = [passing("hub_changed")]
    queue = bench.queue(hub=published.hub)
    added = queue.add(published.plan())
    published.publish(**{"m-Q8_0": "new"})
    queue.start()
    done = bench.wait_for(queue, added, "done")

    assert "was changed on the hub" in done.notes[0]
    assert len(bench.transfer.calls) == 2


@pytest.mark.parametrize("code", ["hub_changed", "hub_wrong_size"])
def test_what_is_served_otherwise_than_listed_is_tried_afresh_once(bench, published, code):
    published.publish(**{"m-Q8_0": "old"})
    bench.transfer.errors["m-Q8_0.gguf"] = [passing(code), passing(code)]
    queue = bench.queue(hub=published.hub)
    added = queue.add(published.plan())
    queue.start()
    failed = bench.wait_for(queue, added, "failed")

    assert failed.error.code == code
    assert len(bench.transfer.calls) == 2
    assert bench.transfer.discarded == [bench.place("m-Q8_0.gguf")]


def test_a_file_that_is_no_longer_listed_is_still_fetched_at_its_commit(bench, published):
    published.publish(**{"m-Q8_0": "old"})
    queue = bench.queue(hub=published.hub)
    added = queue.add(published.plan())
    published.publish(**{"other-Q8_0": "old"})
    bench.now += 3600
    queue.start()
    done = bench.wait_for(queue, added, "done")

    assert done.plan.revision == added.plan.revision


@pytest.mark.parametrize("code", ["hub_no_file", "hub_no_revision"])
def test_a_file_that_its_owner_took_away_ends_in_words(bench, published, code):
    published.publish(**{"m-Q8_0": "old"})
    bench.transfer.errors["m-Q8_0.gguf"] = [passing(code)]
    queue = bench.queue(hub=published.hub)
    added = queue.add(published.plan())
    published.publish(**{"other-Q8_0": "old"})
    queue.start()
    failed = bench.wait_for(queue, added, "failed")

    assert failed.error.code == "download_withdrawn"
    assert "“m-Q8_0.gguf” is no longer in “some/Model-GGUF”" in failed.error.message
    assert "cancel this download" in failed.error.hint


def test_a_repository_that_was_taken_away_ends_in_words_that_say_what_is_kept(bench, published):
    published.publish(**{"m-Q8_0": "old"})
    bench.transfer.errors["m-Q8_0.gguf"] = [passing("hub_no_file")]
    queue = bench.queue(hub=published.hub)
    added = queue.add(published.plan())
    published.local.repositories.clear()
    queue.start()
    failed = bench.wait_for(queue, added, "failed")

    assert failed.error.code == "hub_not_found"
    assert failed.error.safe == "Nothing is lost."


def test_a_hub_that_is_gone_does_not_keep_a_download_from_trying(bench, published):
    published.publish(**{"m-Q8_0": "old"})
    queue = bench.queue(hub=published.hub)
    added = queue.add(published.plan())
    published.local.stop()
    bench.now += 3600
    queue.start()

    bench.wait_for(queue, added, "done")


def test_nothing_is_left_running_when_the_queue_is_closed(bench):
    bench.transfer.held = {"a"}
    queue = bench.queue()
    queue.start()
    queue.add(planned("a"))
    bench.wait(lambda: bench.transfer.is_half("a"))
    queue.close()

    assert not [each for each in threading.enumerate() if each.name.startswith("parley-download")]
