"""Which build is fetched: what was named, begun or is here; else what suits the machine."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.cli_run import catalog
from helpers.fetching import Query
from helpers.local_hub import LocalHub
from helpers.recorded_machine import listed
from helpers.scripted_engine import ScriptedEngine
from helpers.scripted_transfer import ScriptedTransfer, passing
from helpers.shelves import publish, shelf
from parley.application.parts import model_fitter
from parley.core.database import Database
from parley.core.errors import ParleyError
from parley.core.paths import Paths
from parley.discover.choosing import Chooser, Chosen
from parley.fit.fitting import Fitter
from parley.hub import Hub
from parley.hub.downloads import DownloadQueue
from parley.library import Library

NAME = "someone/Small-GGUF"
MODEL = "llama-3.2-1b"


class Choice:
    """A chooser over a hub on this computer, and a queue whose transfers the test leads."""

    def __init__(self, paths: Paths, local: LocalHub) -> None:
        self.paths = paths
        self.notes: list[str] = []
        self.asked = 0
        self.transfer = ScriptedTransfer()
        self.hub = Hub(paths.cache / "hub", endpoint=local.endpoint, wait=lambda _: None)
        self.queue = DownloadQueue(
            Database(paths.database), self.hub, paths.models, transfer=self.transfer
        )
        self.chooser = Chooser(
            self.hub,
            self.queue,
            paths.models,
            open_fitter=self._fitter,
            catalog=catalog,
            note=self.notes.append,
        )

    def __call__(self, target: str) -> Chosen:
        looked = self.chooser.look(target)
        self.chooser.check_access(looked)
        return self.chooser.decide(looked)

    @contextlib.contextmanager
    def _fitter(self, revision: str) -> Iterator[Fitter]:
        self.asked += 1
        with model_fitter(
            self.paths,
            lambda: self.hub,
            Library(self.paths),
            ScriptedEngine,
            lambda: Query(listed()),  # type: ignore[arg-type,return-value]
            revision,
        ) as fitter:
            yield fitter


@pytest.fixture
def hub() -> Iterator[LocalHub]:
    with LocalHub() as hub:
        yield hub


@pytest.fixture
def choose(paths: Paths, hub: LocalHub) -> Iterator[Choice]:
    choice = Choice(paths, hub)
    yield choice
    choice.queue.close()


def published(hub: LocalHub, folder: Path, *labels: str, **options: object) -> None:
    options.setdefault("card", {"license": "apache-2.0"})
    publish(hub, NAME, shelf(folder / "hub", MODEL, labels), **options)


def fetched(choose: Choice, chosen: Chosen, wait_until) -> None:
    added = choose.queue.add(chosen.plan)
    choose.queue.start()
    wait_until(lambda: choose.queue.get(added.id).state in {"done", "failed"})


def test_what_is_named_is_taken_and_said_to_run(choose, hub, tmp_path) -> None:
    published(hub, tmp_path, "Q4_K_M", "Q8_0")
    chosen = choose(f"{NAME}:q8_0")
    assert (chosen.plan.label, chosen.verdict, chosen.there) == ("Q8_0", "cpu", False)
    assert chosen.reasons
    assert chosen.card is not None
    assert [each.name for each in chosen.licences.holding] == ["Apache License 2.0"]
    assert choose(f"{NAME}:{MODEL}-Q4_K_M.gguf").plan.label == "Q4_K_M"


def test_without_a_name_the_machine_decides(choose, hub, tmp_path) -> None:
    published(hub, tmp_path, "Q4_K_M", "Q6_K", "Q8_0")
    chosen = choose(NAME)
    assert chosen.plan.label in {"Q4_K_M", "Q6_K", "Q8_0"}
    assert "of 3 builds" in chosen.reasons[0]


def test_what_was_begun_goes_on_and_the_machine_is_not_asked(
    choose, hub, tmp_path, wait_until
) -> None:
    published(hub, tmp_path, "Q4_0", "Q6_K", "Q8_0")
    choose.transfer.errors[f"{MODEL}-Q4_0.gguf"] = [passing("hub_gated")]
    fetched(choose, choose(f"{NAME}:Q4_0"), wait_until)
    choose.asked = 0
    chosen = choose(NAME)
    assert chosen.plan.label == "Q4_0"
    assert chosen.reasons == ("It goes on with Q4_0, which was begun before.",)
    assert choose.asked == 0


def test_what_is_here_asks_nobody(choose, hub, tmp_path, wait_until) -> None:
    published(hub, tmp_path, "Q8_0", gated="manual", members=("hf_nobody",))
    hub.repositories[NAME].gated = False
    fetched(choose, choose(f"{NAME}:Q8_0"), wait_until)
    hub.repositories[NAME].gated = "manual"
    choose.asked = 0
    assert choose(f"{NAME}:Q8_0").there
    assert (choose.asked, hub.seen("hub", "*/auth-check")) == (0, [])


def test_a_gated_repository_ends_with_the_hub_s_word(choose, hub, tmp_path) -> None:
    published(hub, tmp_path, "Q8_0", gated="manual", members=("hf_nobody",))
    with pytest.raises(ParleyError) as caught:
        choose(f"{NAME}:Q8_0")
    assert caught.value.code == "hub_gated"
    assert choose.asked == 0


def test_what_does_not_run_here_is_noted_and_given(choose, hub, tmp_path) -> None:
    publish(hub, NAME, shelf(tmp_path / "hub", "llama-3.3-70b", ("Q8_0",)))
    chosen = choose(f"{NAME}:Q8_0")
    assert chosen.verdict == "too_big"
    assert choose.notes[0].startswith("It will not run on this computer.")


def test_where_nothing_runs_a_name_is_asked_for(choose, hub, tmp_path) -> None:
    publish(hub, NAME, shelf(tmp_path / "hub", "llama-3.3-70b", ("Q6_K", "Q8_0")))
    with pytest.raises(ParleyError) as caught:
        choose(NAME)
    assert caught.value.code == "download_none_fits"
    assert f"{NAME}:Q" in caught.value.hint


def test_licences_that_cannot_be_read_keep_nobody_from_a_download(choose, hub, tmp_path) -> None:
    published(hub, tmp_path, "Q8_0")
    looked = choose.chooser.look(f"{NAME}:Q8_0")
    hub.fail("status", "/api/models/*/revision/*", status=500)
    chosen = choose.chooser.decide(looked)
    assert (chosen.plan.label, chosen.licences) == ("Q8_0", None)
    assert choose.notes
