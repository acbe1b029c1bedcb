"""What is looked up before a download, what is accepted, and what a program does with the queue."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helpers.fetching import REPO, TOKEN, breeze, connected
from helpers.local_hub import LocalHub
from helpers.shelves import publish, shelf
from parley.application import Application
from parley.core.errors import Cancelled, ParleyError
from parley.core.paths import Paths
from parley.discover.downloads import Downloads, Item, bare_name, offers
from parley.discover.fetching import Closed, Prepared

LLAMA = "someone/Llama-3.2-1B-Instruct-GGUF"
Wait = Callable[..., None]


@pytest.fixture
def hub() -> Iterator[LocalHub]:
    with LocalHub() as hub:
        yield hub


@pytest.fixture
def program(paths: Paths, hub: LocalHub) -> Iterator[Application]:
    program = connected(paths, hub)
    yield program
    program.close()


def prepared(program: Application, target: str) -> Prepared:
    found = program.fetching.look_up(target)
    assert isinstance(found, Prepared)
    return found


def only(program: Application) -> Item:
    (item,) = program.fetching.downloads.all()
    return item


def test_all_that_must_be_known_is_looked_up_in_steps(
    program: Application, hub: LocalHub, tmp_path: Path
) -> None:
    model = breeze(hub, tmp_path / "hub")
    steps: list[str] = []
    found = program.fetching.look_up(f"{REPO}:F16", step=steps.append)
    assert isinstance(found, Prepared)
    assert steps == ["files", "access", "machine", "licence"]
    assert found.chosen.plan.size == model.stat().st_size
    assert found.chosen.verdict == "cpu"
    assert found.chosen.reasons
    assert [each.name for each in found.holding] == ["Apache License 2.0"]
    assert found.to_accept == ()
    assert found.host in hub.endpoint
    assert found.page == f"{hub.endpoint}/{REPO}"
    assert found.space is not None
    assert found.space > 0


def test_of_several_builds_the_one_that_suits_is_taken(
    program: Application, hub: LocalHub, tmp_path: Path
) -> None:
    publish(hub, LLAMA, shelf(tmp_path / "hub", labels=("Q4_K_M", "Q8_0")))
    chosen = prepared(program, LLAMA).chosen
    assert chosen.plan.label in {"Q4_K_M", "Q8_0"}
    assert chosen.verdict == "cpu"
    assert "of 2 builds" in chosen.reasons[0]


def test_a_build_that_does_not_run_here_is_said_to_and_can_be_had(
    program: Application, hub: LocalHub, tmp_path: Path
) -> None:
    publish(hub, "someone/Big-GGUF", shelf(tmp_path / "hub", "llama-3.3-70b", ("Q8_0",)))
    found = prepared(program, "someone/Big-GGUF:Q8_0")
    assert found.chosen.verdict == "too_big"
    assert any(each.startswith("It will not run on this computer.") for each in found.notes)


def test_looking_up_can_be_cancelled(program: Application, hub: LocalHub, tmp_path: Path) -> None:
    breeze(hub, tmp_path / "hub")
    stop = threading.Event()
    with pytest.raises(Cancelled):
        program.fetching.look_up(REPO, step=lambda _: stop.set(), stop=stop)
    assert hub.seen("hub", "*/auth-check") == []


def test_offline_nothing_is_asked(paths: Paths, hub: LocalHub) -> None:
    hub.endpoint = "http://hub.example"  # not this computer, which may be asked in any case
    program = connected(paths, hub)
    program.change_settings(offline=True)
    with pytest.raises(ParleyError) as caught:
        program.fetching.look_up(REPO)
    assert caught.value.code == "offline"
    assert program.fetching.downloads.all() == ()
    program.close()


def test_a_licence_that_wants_it_is_accepted_once_for_each_text(
    program: Application, hub: LocalHub, tmp_path: Path
) -> None:
    folder = shelf(tmp_path / "hub", labels=("Q4_0",))
    publish(hub, LLAMA, folder, card={"license": "llama3.2"})
    first = prepared(program, LLAMA)
    (wanted,) = first.to_accept
    assert wanted.acceptance.licence == "llama3.2"
    assert (wanted.text, wanted.acceptance.sha256) == ("", "")
    assert wanted.acceptance.link.startswith("https://")
    program.fetching.acceptances.add([wanted.acceptance])
    (kept,) = program.fetching.acceptances.all()
    assert kept.accepted_at > 1_700_000_000
    assert prepared(program, LLAMA).to_accept == ()

    (folder / "LICENSE").write_text("Be good.", encoding="utf-8")
    publish(hub, LLAMA, folder, card={"license": "llama3.2"})
    hub.repositories[LLAMA].files["LICENSE"]._sha256 = None
    (again,) = prepared(program, LLAMA).to_accept
    assert again.text == "Be good."
    assert len(again.acceptance.sha256) == 64


@pytest.mark.parametrize("repo", [LLAMA, "someone/Breeze-GGUF"])
def test_a_licence_is_to_be_accepted_though_the_card_cannot_be_read(
    program: Application, hub: LocalHub, tmp_path: Path, repo: str
) -> None:
    # A model that the catalogue knows, and one whose list names the licence.
    card = {} if repo == LLAMA else {"license": "llama3.2"}
    publish(hub, repo, shelf(tmp_path / "hub", labels=("Q4_0",)), card=card)

    def break_cards(step: str) -> None:
        if step == "machine":
            hub.fail("html", f"/api/models/{repo}*")

    found = program.fetching.look_up(repo, step=break_cards)
    assert isinstance(found, Prepared)
    assert found.chosen.card is None
    (wanted,) = found.to_accept
    assert wanted.acceptance.licence == "llama3.2"
    assert [each.licence for each in found.holding] != [None]


def test_a_gated_repository_says_what_opens_it(
    program: Application, hub: LocalHub, tmp_path: Path
) -> None:
    terms = {"license": "apache-2.0", "extra_gated_prompt": "Be good.", "extra_gated_eu": False}
    repository = breeze(hub, tmp_path / "hub", gated="manual", card=terms)
    assert repository.is_file()
    hub.tokens.add(TOKEN)
    closed = program.fetching.look_up(REPO)
    assert isinstance(closed, Closed)
    assert (closed.key, closed.error.code) == ("token", "hub_gated")
    assert closed.page == f"{hub.endpoint}/{REPO}"
    assert closed.tokens_page.endswith("/settings/tokens")
    program.fetching.sign_in(TOKEN)
    closed = program.fetching.look_up(REPO)
    assert isinstance(closed, Closed)
    assert closed.key == "terms"
    hub.repositories[REPO].members = (TOKEN,)
    assert prepared(program, REPO).chosen.plan.gated == "manual"
    with pytest.raises(ParleyError):
        program.fetching.sign_in("hf_no")


def test_a_download_is_told_of_until_it_is_in_the_library(
    program: Application, hub: LocalHub, tmp_path: Path, wait_until: Wait
) -> None:
    breeze(hub, tmp_path / "hub")
    told: list[Item] = []
    gone: list[int] = []
    program.fetching.downloads.listen(told.append, gone.append)
    program.fetching.begin(prepared(program, REPO))
    wait_until(lambda: told and told[-1].stage == "done")
    item = only(program)
    assert (item.title, item.fraction) == ("Breeze", 1.0)
    assert item.place.is_file()
    assert item.place in {model.path for model in program.library.glance()}
    assert prepared(program, REPO).chosen.there
    program.fetching.downloads.cancel(item.id)
    wait_until(lambda: gone == [item.id])
    assert item.place.is_file()


def test_what_an_earlier_run_left_goes_on_only_when_that_is_wanted(
    paths: Paths, hub: LocalHub, tmp_path: Path, wait_until: Wait
) -> None:
    breeze(hub, tmp_path / "hub", size=4_000_000)
    first = connected(paths, hub)
    assert not first.downloads_left()
    wanted = prepared(first, REPO)
    hub.fail("slow", "*", where="storage", size=400_000)
    first.fetching.begin(wanted)
    wait_until(lambda: only(first).download.received > 0)
    first.close()
    hub.faults.clear()
    asked = len(hub.seen())

    second = connected(paths, hub)
    assert second.downloads_left()
    item = only(second)
    assert (item.stage, item.goes_on) == ("paused", False)
    assert "resume" in offers(item)
    wait_until(second.fetching.downloads.queue._worker._thread.is_alive)  # type: ignore[union-attr]
    assert len(hub.seen()) == asked
    second.fetching.downloads.resume(item.id)
    wait_until(lambda: only(second).stage == "done")
    assert not second.downloads_left()
    second.close()


def test_pausing_ordering_and_cancelling(
    program: Application, hub: LocalHub, tmp_path: Path, wait_until: Wait
) -> None:
    wanted = []
    for name in ("One", "Two", "Three"):
        breeze(hub, tmp_path / name, size=4_000_000, repo=f"someone/{name}-GGUF")
        wanted.append(prepared(program, f"someone/{name}-GGUF"))
    hub.fail("slow", "*", where="storage", size=50_000)
    for each in wanted:
        program.fetching.begin(each)
    downloads = program.fetching.downloads

    def titles() -> list[str]:
        return [each.title for each in downloads.all()]

    assert titles() == ["One", "Two", "Three"]
    wait_until(lambda: downloads.all()[0].download.received > 0)
    one, two, three = downloads.all()
    assert (one.stage, two.stage) == ("running", "waiting")
    downloads.move(three.id, -1)
    assert titles() == ["One", "Three", "Two"]
    downloads.move(one.id, -1)
    assert titles() == ["One", "Three", "Two"]
    downloads.pause(one.id)
    wait_until(lambda: stage(downloads, one.id) == "paused")
    wait_until(lambda: stage(downloads, three.id) == "running")
    for item in (one, two, three):
        downloads.cancel(item.id)
    wait_until(lambda: downloads.all() == ())
    assert list(program.paths.models.rglob("*.part")) == []


def stage(downloads: Downloads, number: int) -> str:
    return next(each.stage for each in downloads.all() if each.id == number)


def test_names_without_what_only_says_their_format() -> None:
    assert bare_name("bartowski/Llama-3.2-3B-Instruct-GGUF") == "Llama 3.2 3B Instruct"
    assert bare_name("someone/GGUF") == "someone/GGUF"
