"""`parley pull` as a person runs it: real programs, a hub on this computer, and kill -9."""

from __future__ import annotations

import hashlib
import json
import random
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from helpers.local_hub import Content, LocalHub
from helpers.program import PATIENCE, Ended, ran, started
from helpers.small_models import model_bytes
from parley.core.database import Database
from parley.core.paths import Paths
from parley.hub import Hub
from parley.hub.downloads.store import DownloadStore
from parley.hub.downloads.values import Download
from parley.hub.transfer import part_path, received

MIB = 1024**2
REPO = "some/SmolLM2-GGUF"
KILLS = 30
TOKEN = "hf_abcdefghijklmnopqrstuvwxyz0123456789"


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalHub]:
    """A hub that programs find."""
    with LocalHub() as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.endpoint)
        yield hub


@pytest.fixture
def model(hub: LocalHub, starter_model: Path) -> str:
    """The starter model's repository on the hub; the name of its file."""
    hub.add(REPO, {starter_model.name: starter_model}, card={"license": "apache-2.0"})
    return starter_model.name


class Running:
    """A program that prints JSON lines, read as they come."""

    def __init__(self, home: Path, *argv: str) -> None:
        self.lines: list[dict[str, Any]] = []
        self._process = started(home, *argv)
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            # The last line of a killed program may be half.
            if line.endswith(b"\n"):
                self.lines.append(json.loads(line))

    @property
    def received(self) -> int:
        return max(
            (each["received"] for each in self.lines if each["type"] == "progress"), default=0
        )

    @property
    def runs(self) -> bool:
        return self._process.poll() is None

    def kill(self) -> None:
        self._process.kill()
        self.end()

    def interrupt(self) -> Ended:
        self._process.send_signal(signal.SIGINT)
        return self.end()

    def end(self) -> Ended:
        code = self._process.wait(PATIENCE)
        self._reader.join()
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        with self._process.stdout, self._process.stderr:
            return Ended(code, b"", self._process.stderr.read())


class Sent:
    """The bytes that the storage of a hub sent."""

    def __init__(self, hub: LocalHub) -> None:
        self._hub = hub

    @property
    def total(self) -> int:
        return sum(each.sent for each in self._hub.seen("storage"))

    def grew_by(self, count: int) -> Callable[[], bool]:
        """Return whether so many more bytes than now were sent."""
        before = self.total
        return lambda: self.total >= before + count


Start = Callable[..., Running]


@pytest.fixture
def start(parley_home: Path) -> Iterator[Start]:
    """Return what starts a program that reads from the hub; it ends with the test."""
    programs: list[Running] = []

    def begin(*argv: str) -> Running:
        programs.append(Running(parley_home, *argv))
        return programs[-1]

    yield begin
    for program in programs:
        if program.runs:
            program.kill()


def downloads(home: Path) -> tuple[Download, ...]:
    """Return the queue as it stands in the database."""
    store = DownloadStore(Database(Paths(home).database).connect(any_thread=True))
    try:
        return store.all()
    finally:
        store.close()


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def stored(home: Path, name: str) -> Path:
    return Paths(home).models / REPO / name


# -- the whole way ---------------------------------------------------------------------------------


def test_a_pulled_model_is_verified_and_answers(
    parley_home: Path, model: str, starter_model: Path
) -> None:
    pulled = ran(parley_home, "pull", "--json", REPO)
    assert pulled.code == 0, pulled
    done = pulled.lines[-1]
    assert done["type"] == "done"
    assert done["path"] == str(stored(parley_home, model))
    assert done["verified"] is True
    assert done["fetched"] == done["size"] == starter_model.stat().st_size
    assert sha256(stored(parley_home, model)) == done["sha256"] == sha256(starter_model)

    answer = ran(parley_home, "chat", "--model", REPO, "--json", "--max-tokens", "8", "Hello")
    assert answer.code == 0, answer
    assert answer.text.strip()


def test_the_same_command_again_asks_for_no_byte(
    parley_home: Path, hub: LocalHub, model: str
) -> None:
    assert ran(parley_home, "pull", REPO).code == 0
    before = len(hub.seen("storage"))
    again = ran(parley_home, "pull", REPO)

    assert again.code == 0
    assert "was here already, verified" in again.err
    assert len(hub.seen("storage")) == before


def test_a_model_needs_no_account_and_a_token_goes_nowhere_else(
    parley_home: Path, hub: LocalHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.tokens.add(TOKEN)
    hub.add(REPO, {"m-Q8_0.gguf": model_bytes()}, gated="manual", members=(TOKEN,))
    refused = ran(parley_home, "pull", "--json", f"{REPO}:Q8_0")
    assert refused.code == 1
    assert refused.lines[-1]["code"] == "hub_gated"
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    let_in = ran(parley_home, "pull", "--json", f"{REPO}:Q8_0")

    assert let_in.code == 0, let_in
    assert TOKEN not in let_in.out + let_in.err
    assert all("authorization" not in each.headers for each in hub.seen("storage"))
    for path in parley_home.rglob("*"):
        if path.is_file():
            assert TOKEN.encode() not in path.read_bytes(), path


# -- stopping and going on -------------------------------------------------------------------------


def test_ctrl_c_pauses_and_the_same_command_goes_on(
    parley_home: Path, hub: LocalHub, model: str, start: Start, wait_until: Callable[..., None]
) -> None:
    program = start("pull", "--json", "--limit=20M", REPO)
    wait_until(lambda: program.received > 10 * MIB, timeout=PATIENCE)
    ended = program.interrupt()

    assert ended.code == 130
    assert ended.err.startswith("Paused: ")
    assert "The same command goes on." in ended.err
    (kept,) = downloads(parley_home)
    assert (kept.state, kept.error) == ("paused", None)
    assert kept.received >= 10 * MIB
    assert not stored(parley_home, model).exists()

    again = ran(parley_home, "pull", "--json", REPO)
    assert again.code == 0, again
    assert again.lines[-1]["fetched"] <= kept.size - kept.received + 8 * MIB


@pytest.mark.slow
def test_kill_9_at_thirty_random_moments_ends_in_the_right_file(
    parley_home: Path,
    hub: LocalHub,
    model: str,
    starter_model: Path,
    start: Start,
    wait_until: Callable[..., None],
) -> None:
    chance = random.Random(20260731)
    size = starter_model.stat().st_size
    # Sent slowly, so that what the hub sent is what the program received, all but.
    slow = hub.fail("slow", f"*/{model}", where="storage", size=2 * MIB)
    sent = Sent(hub)
    file = Hub(Paths(parley_home).cache / "other", endpoint=hub.endpoint).files(REPO).file(model)
    place = stored(parley_home, model)
    kept, losses = 0, []
    for _ in range(KILLS):
        before = sent.total
        program = start("pull", "--json", REPO)
        wait_until(sent.grew_by(chance.randrange(1, 5 * MIB)), timeout=PATIENCE)
        assert program.runs, program.end()
        program.kill()
        assert not place.exists()
        now = received(place, file)
        losses.append(sent.total - before - (now - kept))
        kept = now
    slow.times = 0
    last = ran(parley_home, "pull", "--json", REPO)

    assert last.code == 0, last
    assert last.lines[-1]["verified"] is True
    assert sha256(place) == sha256(starter_model)
    # What was sent and not kept is fetched again.
    assert max(losses) <= 8 * MIB, losses
    assert last.lines[-1]["fetched"] <= size - kept + 8 * MIB
    assert not part_path(place).exists()


# -- two programs ----------------------------------------------------------------------------------


def test_two_programs_at_once_fetch_it_once(
    parley_home: Path, hub: LocalHub, model: str, starter_model: Path, start: Start
) -> None:
    programs = [start("pull", "--json", "--limit=40M", REPO) for _ in range(2)]
    ended = [program.end() for program in programs]

    assert [each.code for each in ended] == [0, 0], ended
    assert [program.lines[-1]["type"] for program in programs] == ["done", "done"]
    fetched = sorted(program.lines[-1]["fetched"] for program in programs)
    size = starter_model.stat().st_size
    assert fetched == [0, size]
    # Headers of the model are read as well, to tell how it runs.
    assert sum(each.sent for each in hub.seen("storage")) < size + 32 * MIB
    assert sha256(stored(parley_home, model)) == sha256(starter_model)


def test_another_terminal_pauses_and_cancels(
    parley_home: Path, hub: LocalHub, model: str, start: Start, wait_until: Callable[..., None]
) -> None:
    program = start("pull", "--json", "--limit=10M", REPO)
    wait_until(lambda: program.received > 5 * MIB, timeout=PATIENCE)
    wait_until(lambda: downloads(parley_home)[0].received > 0)
    listed = ran(parley_home, "downloads", "--json")
    (seen,) = json.loads(listed.out)["downloads"]
    assert seen["state"] == "running"
    assert seen["received"] > 0
    assert ran(parley_home, "downloads", "pause", "all").code == 0
    ended = program.end()
    assert ended.code == 1
    assert "paused from elsewhere" in ended.err

    program = start("pull", "--json", "--limit=10M", REPO)
    wait_until(lambda: program.received > seen["received"], timeout=PATIENCE)
    assert ran(parley_home, "downloads", "cancel", REPO).code == 0
    ended = program.end()
    assert ended.code == 1
    assert "cancelled from elsewhere" in ended.err
    assert downloads(parley_home) == ()
    assert list(Paths(parley_home).models.iterdir()) == []


def test_the_speed_limit_can_be_changed_from_another_terminal(
    parley_home: Path, hub: LocalHub, model: str, start: Start, wait_until: Callable[..., None]
) -> None:
    assert ran(parley_home, "downloads", "limit", "1M").code == 0
    program = start("pull", "--json", REPO)
    wait_until(lambda: program.received > MIB, timeout=PATIENCE)
    assert ran(parley_home, "downloads", "limit", "0").code == 0
    ended = program.end()

    assert ended.code == 0, ended
    # At a megabyte a second it would have taken a minute and a half.
    assert len([each for each in program.lines if each["type"] == "progress"]) < 60


def test_downloads_run_works_off_what_a_killed_program_left(
    parley_home: Path, hub: LocalHub, model: str, start: Start, wait_until: Callable[..., None]
) -> None:
    program = start("pull", "--json", "--limit=20M", REPO)
    wait_until(lambda: program.received > 5 * MIB, timeout=PATIENCE)
    program.kill()
    worked = ran(parley_home, "downloads", "run", "--json")

    assert worked.code == 0, worked
    assert worked.lines[-1]["type"] == "done"
    assert worked.lines[-1]["verified"] is True


# -- a hub that fails ------------------------------------------------------------------------------


def test_a_hub_that_has_trouble_for_a_while_is_waited_for(
    parley_home: Path, hub: LocalHub, model: str
) -> None:
    hub.fail("status", f"*/{model}", where="storage", status=503, times=3)
    pulled = ran(parley_home, "pull", "--json", f"{REPO}:Q4_1")

    assert pulled.code == 0, pulled
    assert pulled.lines[-1]["verified"] is True


def test_a_hub_that_gives_wrong_bytes_leaves_no_file(parley_home: Path, hub: LocalHub) -> None:
    hub.add(REPO, {"m-Q8_0.gguf": Content(model_bytes(), sha256="e" * 64)})
    pulled = ran(parley_home, "pull", "--json", f"{REPO}:Q8_0")

    assert pulled.code == 1
    assert pulled.lines[-1]["code"] == "download_wrong_hash"
    assert [each for each in Paths(parley_home).models.rglob("*") if each.is_file()] == []


def test_a_path_that_tries_to_escape_is_not_even_listed(parley_home: Path, hub: LocalHub) -> None:
    hub.add(REPO, {"../../evil-Q8_0.gguf": model_bytes(), "con-Q4_0.gguf": model_bytes(1)})
    escaped = ran(parley_home, "pull", "--json", f"{REPO}:Q8_0")

    assert escaped.code == 1
    assert escaped.lines[-1]["code"] == "download_no_build"
    assert not (parley_home / "evil-Q8_0.gguf").exists()
