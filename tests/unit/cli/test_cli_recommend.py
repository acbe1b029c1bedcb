"""`parley recommend`: a choice among builds, for one model and for a pair, said once."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from helpers.cli_run import Ran, services
from helpers.fit_machines import card, machine
from helpers.local_hub import LocalHub
from helpers.recorded_machine import RecordedQuery, listed
from helpers.shelves import LABELS, publish, shelf
from parley.cli import Services, main
from parley.cli.bars import drawn
from parley.cli.fit_view import pair_view, recommended_view
from parley.core.network import Network
from parley.core.paths import Paths
from parley.fit.fitting import Fitter
from parley.fit.sources import Sources
from parley.fit.typical import assumed
from parley.fit.values import Wish
from parley.hub import Hub

NAME = "someone/Small-GGUF"
CANDIDATE = {
    "quantisation", "files", "size", "verdict", "gpu_layers", "context", "max_context", "total",
    "tokens_per_second", "divergence",
}  # fmt: skip


class Recommend:
    """The command for a machine with other memory than this one's, with a hub on this computer."""

    def __init__(self, paths: Paths, hub: LocalHub, capsys: pytest.CaptureFixture[str]) -> None:
        self.network = Network()
        self._paths = paths
        self._hub = hub
        self._capsys = capsys

    def __call__(self, *argv: str, ram: str = "32G") -> Ran:
        self._capsys.readouterr()
        code = main(["recommend", *argv, f"--ram={ram}", "--no-verify"], self._services)
        printed = self._capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    def _services(self) -> Services:
        return services(
            self._paths,
            make_query=lambda: RecordedQuery(listed()),
            make_hub=lambda: Hub(
                self._paths.cache / "hub",
                self.network,
                endpoint=self._hub.endpoint,
                wait=lambda _: None,
            ),
        )


@pytest.fixture
def local_hub():
    with LocalHub() as hub:
        yield hub


@pytest.fixture
def run(paths: Paths, local_hub: LocalHub, capsys: pytest.CaptureFixture[str]) -> Recommend:
    """Return a callable: `run("owner/name", "--json")`."""
    return Recommend(paths, local_hub, capsys)


# -- for programs -------------------------------------------------------------------------------


def test_the_chosen_build_and_every_candidate(run: Recommend, tmp_path: Path) -> None:
    folder = shelf(tmp_path / "shelf", "llama-3.1-8b")

    ran = run(str(folder), "--json")

    assert (ran.code, ran.err) == (0, "")
    (found,) = ran.lines
    assert found.keys() == {"source", "chosen", "candidates", "reasons"}
    assert found["source"] == "shelf"
    chosen = found["chosen"]
    assert chosen["quantisation"] in LABELS
    assert chosen["files"] == [f"llama-3.1-8b-{chosen['quantisation']}.gguf"]
    assert "of 6 builds" in chosen["reasons"][0]
    assert {each["quantisation"] for each in found["candidates"]} == set(LABELS)
    for each in found["candidates"]:
        assert each.keys() == CANDIDATE
        assert each["verdict"] in ("gpu", "split", "cpu", "too_big")


def test_nothing_is_said_twice(run: Recommend, tmp_path: Path) -> None:
    folder = shelf(tmp_path / "shelf", "llama-3.1-8b")
    (folder / "damaged-Q2_K.gguf").write_bytes(b"no model")

    for more in ((), ("--ctx=131072",), ("--prefer=quality",)):
        for ram in ("8G", "64G"):
            (found,) = run(str(folder), *more, "--json", ram=ram).lines
            said = [*found["reasons"], *((found["chosen"] or {}).get("reasons") or ())]
            assert len(said) == len(set(said))
            assert "damaged-Q2_K.gguf" in found["reasons"][0]
            text = run(str(folder), *more, ram=ram).out
            lines = [line for line in text.splitlines() if line.strip()]
            assert len(lines) == len(set(lines))


def test_what_is_preferred_matters(run: Recommend, tmp_path: Path) -> None:
    folder = shelf(tmp_path / "shelf", "llama-3.2-1b")

    sizes = {
        prefer: run(str(folder), f"--prefer={prefer}", "--json").lines[0]["chosen"]["size"]
        for prefer in ("quality", "speed")
    }

    assert sizes["quality"] > sizes["speed"]


def test_a_repository_on_the_hub(run: Recommend, tmp_path: Path, local_hub: LocalHub) -> None:
    publish(local_hub, NAME, shelf(tmp_path / "published", "llama-3.1-8b"))

    (found,) = run(NAME, "--json").lines
    (one,) = run(f"{NAME}:Q4_0", "--json").lines

    assert found["source"] == NAME
    assert len(found["candidates"]) == 6
    assert [each["quantisation"] for each in one["candidates"]] == ["Q4_0"]


def test_while_offline_nothing_is_asked(
    run: Recommend, tmp_path: Path, local_hub: LocalHub
) -> None:
    publish(local_hub, NAME, shelf(tmp_path / "published", "llama-3.1-8b"))
    run.network.offline = True

    ran = run(NAME, "--json")

    assert (ran.code, ran.error["code"]) == (1, "offline")
    assert local_hub.requests == []


@pytest.mark.parametrize(
    ("name", "code"),
    [("someone/Closed-GGUF", "hub_gated"), ("someone/Nothing-GGUF", "hub_not_found")],
)
def test_what_the_hub_refuses(
    run: Recommend, tmp_path: Path, local_hub: LocalHub, name: str, code: str
) -> None:
    folder = shelf(tmp_path / "published", "llama-3.2-1b", ("Q4_0",))
    publish(local_hub, "someone/Closed-GGUF", folder, gated="manual")

    ran = run(name, "--json")

    assert (ran.code, ran.error["code"]) == (1, code)
    assert ran.error["hint"]


def test_where_none_runs_that_is_an_answer(run: Recommend, tmp_path: Path) -> None:
    folder = shelf(tmp_path / "shelf", "llama-3.3-70b")

    (found,) = run(str(folder), "--json", ram="16G").lines

    assert found["chosen"] is None
    assert "not even the smallest" in found["reasons"][0]
    assert {each["verdict"] for each in found["candidates"]} == {"too_big"}


def test_a_pair(run: Recommend, tmp_path: Path) -> None:
    first = shelf(tmp_path / "first", "llama-3.1-8b")
    second = shelf(tmp_path / "second", "mistral-7b-v0.3")

    (both,) = run(str(first), "--with", str(second), "--json", ram="64G").lines
    (one,) = run(str(first), "--with", str(second), "--json", ram="10G").lines

    assert both.keys() == {"source", "chosen", "candidates", "reasons", "with", "pair"}
    assert both["with"].keys() == {"source", "chosen", "candidates", "reasons"}
    assert both["pair"]["mode"] == "together"
    assert both["chosen"]["context"] == both["with"]["chosen"]["context"]
    assert one["pair"]["mode"] in ("in_turn", "impossible")
    assert one["pair"]["reasons"]


# -- for people ---------------------------------------------------------------------------------


class Encoded(io.TextIOWrapper):
    """A standard output of some encoding."""

    def __init__(self, encoding: str) -> None:
        super().__init__(io.BytesIO(), encoding=encoding)


@pytest.fixture
def unicode_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard output is a pipe that takes every character."""
    monkeypatch.setattr("sys.stdout", Encoded("utf-8"))


def fitter(paths: Paths, here) -> Fitter:
    return Fitter(Sources(paths, lambda: pytest.fail("no hub")), here, lambda: assumed(here))


TOWER = machine(32, card("CUDA0", 16, used=1), free=24)


@pytest.mark.usefixtures("unicode_out")
def test_a_table_of_builds_by_size_with_a_mark_at_the_chosen_one(
    paths: Paths, tmp_path: Path
) -> None:
    folder = shelf(tmp_path, "llama-3.1-8b")
    found = fitter(paths, TOWER).recommend(str(folder), Wish())

    text = drawn(recommended_view(found, TOWER), width=80)

    table = text[text.index("  build") :].splitlines()
    sizes = [float(line.split(" GB")[0].split()[-1]) for line in table[1:]]
    assert sizes == sorted(sizes)
    (marked,) = (line for line in table if "▸" in line)
    assert found.chosen.plan.build in marked
    assert "graphics card" in marked


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.usefixtures("unicode_out")
def test_both_views_fit_every_width(paths: Paths, tmp_path: Path, width: int) -> None:
    first = shelf(tmp_path / "first", "llama-3.1-8b")
    second = shelf(tmp_path / "second", "mistral-7b-v0.3")
    made = fitter(paths, TOWER)
    one = made.recommend(str(first), Wish())
    both = made.pair(str(first), str(second), Wish())

    for view in (recommended_view(one, TOWER), pair_view(both, TOWER)):
        text = drawn(view, width=width)
        assert max(len(line) for line in text.splitlines()) <= width
        assert "…" not in text
        assert "Q4_K_M" in text
        assert "\n\n\n" not in text


@pytest.mark.usefixtures("unicode_out")
def test_two_that_stay_loaded_share_their_bars(paths: Paths, tmp_path: Path) -> None:
    first = shelf(tmp_path / "first", "llama-3.1-8b", ("Q4_K_M",))
    second = shelf(tmp_path / "second", "mistral-7b-v0.3", ("Q4_K_M",))
    found = fitter(paths, TOWER).pair(str(first), str(second), Wish())

    text = drawn(pair_view(found, TOWER), width=100)

    assert text.splitlines()[:2] == [
        "llama-3.1-8b-Q4_K_M and mistral-7b-v0.3-Q4_K_M",
        "Both stay loaded",
    ]
    assert text.count("Main memory") == 1
    assert text.count("\n  CUDA0") == 1
    assert "█ llama-3.1-8b-Q4_K_M" in text
    assert "▓ mistral-7b-v0.3-Q4_K_M" in text
    assert text.count("Builds, each alone") == 2


@pytest.mark.usefixtures("unicode_out")
def test_two_that_take_turns_have_bars_of_their_own(paths: Paths, tmp_path: Path) -> None:
    here = machine(16, free=9)
    first = shelf(tmp_path / "first", "llama-3.1-8b", ("Q4_K_M",))
    second = shelf(tmp_path / "second", "mistral-7b-v0.3", ("Q4_K_M",))
    found = fitter(paths, here).pair(str(first), str(second), Wish())

    text = drawn(pair_view(found, here), width=100)

    assert "One after the other" in text
    assert text.count("Main memory") == 2


@pytest.mark.usefixtures("unicode_out")
def test_a_pair_that_is_impossible_says_why(paths: Paths, tmp_path: Path) -> None:
    here = machine(16)
    first = shelf(tmp_path / "first", "llama-3.2-1b", ("Q4_K_M",))
    second = shelf(tmp_path / "second", "llama-3.3-70b", ("Q4_K_M",))
    found = fitter(paths, here).pair(str(first), str(second), Wish())

    text = drawn(pair_view(found, here), width=100)

    assert "They cannot be compared here" in text
    assert "too big" in text


@pytest.mark.usefixtures("unicode_out")
def test_builds_of_several_models_are_told_apart(paths: Paths, tmp_path: Path) -> None:
    shelf(tmp_path, "llama-3.2-1b", ("Q4_K_M", "Q8_0"))
    shelf(tmp_path, "llama-3.2-3b", ("Q4_K_M",))
    found = fitter(paths, TOWER).recommend(str(tmp_path), Wish())

    text = drawn(recommended_view(found, TOWER), width=100)

    assert "llama-3.2-1b-Q4_K_M.gguf" in text
    assert "llama-3.2-3b-Q4_K_M.gguf" in text
    assert "2 different models" in " ".join(text.split())
