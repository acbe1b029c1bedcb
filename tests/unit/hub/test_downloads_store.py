"""The queue in the database: shared by processes, and left whole by those that were killed."""

from __future__ import annotations

import sqlite3
import threading

import pytest

from helpers.scripted_transfer import passing, planned, remote
from parley.core.database import Database
from parley.core.errors import ParleyError
from parley.core.owner import Owner
from parley.hub.downloads.outcomes import Outcome, after_failure
from parley.hub.downloads.store import DownloadStore
from parley.hub.downloads.values import FinishedFile, Live

GONE = Owner(pid=2**30, started=1.0)


class Stores:
    """Stores over one database, as several processes have them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._made: list[DownloadStore] = []
        self.now = 1000.0

    def __call__(self, owner: Owner | None = None) -> DownloadStore:
        connection = self._database.connect(any_thread=True)
        store = DownloadStore(connection, owner=owner, clock=lambda: self.now)
        self._made.append(store)
        return store

    def close(self) -> None:
        for store in self._made:
            store.close()


@pytest.fixture
def stores(database: Database):
    stores = Stores(database)
    yield stores
    stores.close()


def anything(_: object) -> bool:
    return True


def finished(path: str) -> FinishedFile:
    return FinishedFile(path, "0" * 64, verified=True, fetched=10, modified=5)


def test_a_download_comes_back_as_it_was_put_in(stores):
    plan = planned("mmproj-F16.gguf", "m.gguf")
    added = stores().add(plan, found=["mmproj-F16.gguf"])

    (found,) = stores().all()
    assert found == added
    assert (found.plan, found.state, found.found) == (plan, "queued", ("mmproj-F16.gguf",))
    assert (found.created_at, found.size, found.name) == (1000.0, 2000, "some/Model-GGUF:Q4_K_M")


def test_the_same_files_twice_are_one_download(stores):
    store = stores()
    first = store.add(planned("m.gguf"))
    again = stores().add(planned("m.gguf", revision="f" * 40))

    assert again.id == first.id
    assert store.add(planned("m.gguf", endpoint="http://other")).id != first.id
    assert store.add(planned("other.gguf")).id not in {first.id}
    assert len(store.all()) == 3


def test_a_model_with_other_files_beside_it_is_the_same_download(stores):
    store = stores()
    both = store.add(planned("mmproj.gguf", "m.gguf"), found=["mmproj.gguf"])
    alone = store.add(planned("m.gguf"))
    again = store.add(planned("mmproj.gguf", "m.gguf"), found=["m.gguf", "mmproj.gguf"])

    assert (alone.id, alone.plan.paths) == (both.id, {"m.gguf"})
    assert (again.id, again.plan.paths) == (both.id, {"m.gguf", "mmproj.gguf"})
    assert again.notes == ()


def test_a_file_more_is_not_added_to_what_is_being_fetched(stores):
    store = stores()
    store.add(planned("m.gguf"))
    store.claim(anything)

    with pytest.raises(ParleyError) as caught:
        stores().add(planned("mmproj.gguf", "m.gguf"))
    assert caught.value.code == "download_other_version"


def test_a_file_less_of_what_is_being_fetched_joins_it(stores):
    store = stores()
    added = store.add(planned("mmproj.gguf", "m.gguf"))
    store.claim(anything)

    assert stores().add(planned("m.gguf")) == store.get(added.id)


def test_adding_a_file_to_what_is_done_keeps_the_others(stores):
    store = stores()
    added = store.add(planned("m.gguf"))
    store.claim(anything)
    store.finish_file(added.id, finished("m.gguf"))
    store.settle(added.id, Outcome("done"), 1000)

    assert store.add(planned("mmproj.gguf", "m.gguf")).finished == (finished("m.gguf"),)


@pytest.mark.parametrize("state", ["paused", "failed", "waiting"])
def test_adding_a_download_that_stands_still_lets_it_go_on(stores, state):
    store = stores()
    added = store.add(planned("m.gguf"))
    store.claim(anything)
    error = {"failed": passing("hub_gated"), "waiting": passing(), "paused": passing("disk_full")}
    store.settle(added.id, after_failure(error[state], 4, 1000.0), 123)
    assert store.get(added.id).state == state

    again = store.add(planned("m.gguf"))
    assert (again.id, again.state, again.error) == (added.id, "queued", None)
    assert (again.received, again.attempts, again.retry_at) == (123, 0, None)


def test_adding_what_changed_on_the_hub_starts_over_and_says_so(stores):
    store = stores()
    added = store.add(planned("a.gguf", "m.gguf"))
    store.claim(anything)
    store.finish_file(added.id, finished("a.gguf"))
    store.settle(added.id, Outcome("paused"), 1500)

    again = store.add(planned("a.gguf", remote("m.gguf", version="new")))
    assert again.id == added.id
    assert again.plan.main.oid.startswith("new:")
    assert [each.path for each in again.finished] == ["a.gguf"]
    assert "was changed on the hub" in again.notes[0]


def test_adding_other_content_while_the_same_files_are_fetched_is_refused(stores):
    store = stores()
    store.add(planned("m.gguf"))
    store.claim(anything)

    with pytest.raises(ParleyError) as caught:
        stores().add(planned(remote("m.gguf", version="new")))
    assert caught.value.code == "download_other_version"
    assert stores().add(planned("m.gguf")).state == "running"


def test_one_that_is_done_stays_done_while_its_files_are_there(stores):
    store = stores()
    added = store.add(planned("m.gguf"))
    store.claim(anything)
    store.finish_file(added.id, finished("m.gguf"))
    store.settle(added.id, Outcome("done"), 1000)

    assert store.add(planned("m.gguf")).state == "done"
    again = store.add(planned("m.gguf"), is_there=lambda _: False)
    assert (again.state, again.received, again.finished) == ("queued", 0, ())


# -- order -----------------------------------------------------------------------------------------


def names(store: DownloadStore) -> list[str]:
    return [each.plan.main.path for each in store.all()]


def test_the_order_can_be_changed(stores):
    store = stores()
    ids = {name: store.add(planned(name)).id for name in "abcd"}

    store.move(ids["d"], 0)
    assert names(store) == ["d", "a", "b", "c"]
    store.move(ids["d"], -1)
    assert names(store) == ["a", "b", "c", "d"]
    store.move(ids["a"], 2)
    assert names(store) == ["b", "c", "a", "d"]
    store.move(ids["b"], 99)
    assert names(store) == ["c", "a", "d", "b"]
    assert store.claim(anything).plan.main.path == "c"
    store.settle(ids["c"], Outcome("done"), 0)
    store.move(ids["b"], 0)
    assert names(store) == ["c", "b", "a", "d"]
    assert stores().add(planned("e")).position > store.get(ids["d"]).position


# -- two processes -------------------------------------------------------------------------------


def test_two_processes_never_run_the_same_one(stores):
    store = stores()
    for number in range(12):
        store.add(planned(f"{number}.gguf"))
    claims: list[int] = []
    start = threading.Barrier(4)

    def work(mine: DownloadStore) -> None:
        start.wait()
        while (claimed := mine.claim(anything)) is not None:
            claims.append(claimed.id)

    threads = [
        threading.Thread(target=work, args=(stores(Owner(pid, 1.0)),)) for pid in range(1, 5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(claims) == [each.id for each in store.all()]


def test_downloads_that_share_a_file_run_one_after_the_other(stores):
    store = stores()
    first = store.add(planned("mmproj.gguf", "a.gguf"))
    store.add(planned("mmproj.gguf", "b.gguf"))
    third = store.add(planned("c.gguf"))

    assert [store.claim(anything).id, store.claim(anything).id] == [first.id, third.id]
    assert store.claim(anything) is None
    store.settle(first.id, Outcome("done"), 0)
    assert store.claim(anything).plan.main.path == "b.gguf"


def test_what_a_killed_process_ran_is_queued_again(stores):
    dead = stores(GONE)
    for name in ("a", "b", "c"):
        dead.add(planned(name))
    a, b, c = (dead.claim(anything).id for _ in range(3))
    dead.progress(a, 400, Live(bytes_per_second=5.0))
    dead.pause(b)
    dead.begin_cancel(c)

    here = stores()
    here.recover()
    assert (here.get(a).state, here.get(a).received, here.get(a).live) == ("queued", 400, None)
    assert here.get(b).state == "paused"
    # To be removed: by whoever finds it.
    assert here.mine() == {c: "cancel"}
    assert dead.mine() == {}


def test_what_a_living_process_runs_is_left_to_it(stores):
    here = stores()
    added = here.add(planned("a"))
    here.claim(anything)
    stores(GONE).recover()

    assert here.mine() == {added.id: ""}


def test_wishes_reach_the_process_that_runs_it(stores):
    runs, other = stores(), stores(GONE)
    added = runs.add(planned("a"))
    runs.claim(anything)

    assert other.pause(added.id) == "asked"
    assert runs.mine() == {added.id: "pause"}
    other.resume(added.id)
    assert runs.mine() == {added.id: ""}
    assert other.begin_cancel(added.id) == "asked"
    assert other.pause(added.id) == "asked"
    assert runs.mine() == {added.id: "cancel"}
    # It stays with the process until its files are removed.
    assert runs.settle(added.id, Outcome("queued"), 5).state == "running"


@pytest.mark.parametrize(
    ("outcome", "state"),
    [("queued", "paused"), ("waiting", "paused"), ("failed", "failed"), ("done", "done")],
)
def test_a_pause_that_was_asked_for_counts_however_the_run_ends(stores, outcome, state):
    store = stores()
    added = store.add(planned("a"))
    store.claim(anything)
    store.pause(added.id)

    assert store.settle(added.id, Outcome(outcome, retry_at=None), 5).state == state


# -- waiting ---------------------------------------------------------------------------------------


def test_a_waiting_download_is_claimed_when_its_time_has_come_and_lets_others_go_first(stores):
    store = stores()
    first = store.add(planned("a"))
    second = store.add(planned("b"))
    store.claim(anything)
    store.settle(first.id, after_failure(passing(), 0, stores.now), 0)

    assert store.claim(anything).id == second.id
    assert store.claim(anything) is None
    stores.now += 5
    assert store.claim(anything).id == first.id


def test_a_clock_that_was_put_back_lets_nothing_wait_for_years(stores):
    store = stores()
    added = store.add(planned("m.gguf"))
    store.claim(anything)
    store.settle(added.id, after_failure(passing(retry_after=3600), 0, 1000.0), 10)
    stores.now = 999.0
    assert store.claim(anything) is not None

    store.settle(added.id, after_failure(passing(retry_after=3600), 0, 999.0), 10)
    assert store.claim(anything) is None


def test_a_waiting_download_can_be_paused_and_tried_at_once(stores):
    store = stores()
    added = store.add(planned("a"))
    store.claim(anything)
    store.settle(added.id, after_failure(passing(), 0, stores.now), 0)
    assert store.pause(added.id) == "done"
    assert (store.get(added.id).state, store.get(added.id).error) == ("paused", None)
    store.resume(added.id)
    assert store.claim(anything).id == added.id


def test_only_what_is_done_is_cleared(stores):
    store = stores()
    ids = [store.add(planned(name)).id for name in "ab"]
    store.claim(anything)
    store.settle(ids[0], Outcome("done"), 1000)

    assert store.clear() == (ids[0],)
    assert [each.id for each in store.all()] == [ids[1]]
    with pytest.raises(ParleyError, match="no longer in the queue"):
        store.get(ids[0])


@pytest.mark.parametrize(
    "damage",
    ["plan = '{}'", "plan = json_set(plan, '$.files', json('[]'))", "error = '7'", "live = '[]'"],
)
def test_a_damaged_row_is_left_alone_and_keeps_nothing_from_going_on(
    stores, connection, expected_logs, damage
):
    store = stores()
    bad, good = (store.add(planned(f"{name}.gguf")) for name in "ab")
    with connection:
        connection.execute(f"UPDATE downloads SET {damage} WHERE id = ?", (bad.id,))

    store = stores()
    expected_logs("cannot be read and are left alone: 1")
    assert [each.id for each in store.all()] == [good.id]
    with pytest.raises(ParleyError, match="no longer in the queue"):
        store.get(bad.id)
    with pytest.raises(ParleyError, match="no longer in the queue"):
        store.resume(bad.id)
    claimed = store.claim(anything)
    assert claimed is not None
    assert claimed.id == good.id


def test_what_the_table_cannot_hold_is_refused_by_it(connection: sqlite3.Connection):
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(
            "INSERT INTO downloads (plan, state, position, created_at, updated_at)"
            " VALUES ('{}', 'running', 1, 0, 0)"
        )
