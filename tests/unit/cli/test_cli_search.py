"""`parley search`: what is listed for people and programs, and which models run on a machine."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from helpers.cli_run import Ran, services
from helpers.local_hub import LocalHub
from helpers.recorded_machine import RecordedQuery, listed
from helpers.shelves import headers_read, publish, shelf
from parley.cli import Services, main
from parley.cli.bars import drawn
from parley.cli.search_objects import Listed, Row
from parley.cli.search_view import search_view
from parley.core.errors import ParleyError
from parley.core.network import Network
from parley.core.paths import Paths
from parley.hub import Hub, HubModel

B = 10**9
MODEL = {
    "repo", "author", "family", "parameters", "architecture", "context", "license", "gated",
    "base_models", "quantisations", "downloads", "likes", "created_at", "modified_at", "installed",
}  # fmt: skip


class Search:
    """The command with a hub on this computer."""

    def __init__(self, paths: Paths, hub: LocalHub, capsys: pytest.CaptureFixture[str]) -> None:
        self.network = Network()
        self._paths = paths
        self._hub = hub
        self._capsys = capsys

    def __call__(self, *argv: str) -> Ran:
        self._capsys.readouterr()
        code = main(["search", *argv], self._services)
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
def run(paths: Paths, local_hub: LocalHub, capsys: pytest.CaptureFixture[str]) -> Search:
    """Return a callable: `run("llama", "--json")`."""
    return Search(paths, local_hub, capsys)


def put(hub: LocalHub, name: str, parameters: int | None = None, **facts: object) -> None:
    if parameters is not None:
        facts["gguf"] = {"total": parameters, "architecture": "llama", "context_length": 8192}
    gated = facts.pop("gated", False)
    card = {"license": facts.pop("license", "mit")}
    hub.add(name, {"m-Q4_K_M.gguf": b"x"}, card=card, facts=facts, gated=gated)


@pytest.fixture
def shop(local_hub: LocalHub) -> LocalHub:
    """Return a hub with some models."""
    put(local_hub, "ann/Llama-3.1-8B-GGUF", 8 * B, downloads=1_234_567, likes=10)
    put(local_hub, "ann/Llama-3.2-1B-GGUF", 1 * B, downloads=500, license="llama3.2", gated="auto")
    put(local_hub, "ben/Mistral-7B-GGUF", 7 * B, downloads=800, likes=90, license="apache-2.0")
    put(local_hub, "ben/Qwen3-GGUF", downloads=20)
    return local_hub


def repos(ran: Ran) -> list[str]:
    (found,) = ran.lines
    return [model["repo"].partition("/")[2].removesuffix("-GGUF") for model in found["models"]]


# -- for programs -----------------------------------------------------------------------------


def test_one_object_with_stable_keys(run: Search, shop: LocalHub, paths: Paths) -> None:
    folder = paths.models / "ann" / "Llama-3.1-8B-GGUF"
    folder.mkdir(parents=True)
    (folder / "m-Q4_K_M.gguf").write_bytes(b"x")
    (paths.models / "ben" / "Mistral-7B-GGUF").mkdir(parents=True)

    ran = run("--json")

    assert (ran.code, ran.err) == (0, "")
    (found,) = ran.lines
    assert found.keys() == {"models", "more", "unsized", "read_at", "cached"}
    assert (found["more"], found["unsized"], found["cached"]) == (False, 0, False)
    assert all(model.keys() == MODEL for model in found["models"])
    first = found["models"][0]
    assert first["repo"] == "ann/Llama-3.1-8B-GGUF"
    assert (first["parameters"], first["context"]) == (8 * B, 8192)
    assert first["quantisations"] == ["Q4_K_M"]
    assert [model["installed"] for model in found["models"]] == [True, False, False, False]
    last = found["models"][-1]
    assert (last["repo"], last["parameters"], last["context"]) == ("ben/Qwen3-GGUF", None, None)


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        (("llama", "3.2"), ["Llama-3.2-1B"]),
        (("--family", "Mistral"), ["Mistral-7B"]),
        (("--license", "Apache-2.0"), ["Mistral-7B"]),
        (("--author", "ben"), ["Mistral-7B", "Qwen3"]),
        (("--min-params", "7B"), ["Llama-3.1-8B", "Mistral-7B"]),
        (("--min-params", "6.5b", "--max-params", "7500M"), ["Mistral-7B"]),
        (("--max-params", "1000000000"), ["Llama-3.2-1B"]),
        (("--sort", "likes", "--limit", "1"), ["Mistral-7B"]),
        (("--sort", "date", "--family", "llama"), ["Llama-3.1-8B", "Llama-3.2-1B"]),
        (("no-such-model",), []),
    ],
)
def test_what_is_asked_for(
    run: Search, shop: LocalHub, argv: tuple[str, ...], expected: list[str]
) -> None:
    ran = run(*argv, "--json")

    assert ran.code == 0
    assert repos(ran) == expected


def test_as_many_as_wanted_and_whether_there_are_more(run: Search, local_hub: LocalHub) -> None:
    for number in range(250):
        put(local_hub, f"ann/Model-{number:03d}-GGUF", downloads=1000 - number)

    few, many, every = (run("--limit", limit, "--json") for limit in ("7", "230", "250"))

    assert [len(repos(ran)) for ran in (few, many, every)] == [7, 230, 250]
    assert repos(many) == [f"Model-{number:03d}" for number in range(230)]
    assert [ran.lines[0]["more"] for ran in (few, many, every)] == [True, True, False]


def test_a_failure_is_an_object_too(run: Search, shop: LocalHub) -> None:
    shop.lacks.add("search")

    ran = run("--json")

    assert ran.code == 1
    assert ran.error["code"] == "hub_missing"
    assert "search for models" in ran.err


def test_a_list_that_ends_early_says_so(run: Search, local_hub: LocalHub) -> None:
    local_hub.page = 10
    for number in range(30):
        put(local_hub, f"ann/Model-{number:02d}-GGUF")
    assert len(repos(run("--limit", "30", "--json"))) == 30
    original = local_hub.take_fault
    local_hub.fail("status", "/api/models", status=403)
    seen = len(local_hub.seen("hub", "/api/models*"))

    def after_two_pages(server: str, path: str) -> object:
        more = len(local_hub.seen("hub", "/api/models*")) - seen > 2
        return original(server, path) if more else None

    local_hub.take_fault = after_two_pages  # type: ignore[method-assign,assignment]

    ran = run("--limit", "30")

    assert ran.code == 0
    assert "Model-19" in ran.out
    assert "ends early" in ran.out


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("--min-params", "big"), "number of parameters"),
        (("--max-params", "-3B"), "number of parameters"),
        (("--ctx", "4096"), "need it"),
        (("--limit", "0"), "limit"),
        (("--sort", "size"), "sort"),
    ],
)
def test_wrong_usage(run: Search, shop: LocalHub, argv: tuple[str, ...], words: str) -> None:
    ran = run(*argv)

    assert ran.code == 2
    assert words in ran.err
    assert shop.requests == []


@pytest.mark.parametrize(
    "argv", [("--family", "llamas"), ("--min-params", "2", "--max-params", "1")]
)
def test_what_no_hub_can_be_asked(run: Search, shop: LocalHub, argv: tuple[str, ...]) -> None:
    ran = run(*argv, "--json")

    assert (ran.code, ran.error["code"]) == (1, "hub_query")
    assert shop.requests == []


# -- for people -------------------------------------------------------------------------------


def test_a_table(run: Search, shop: LocalHub) -> None:
    ran = run()

    assert (ran.code, ran.err) == (0, "")
    head, *rows = ran.out.splitlines()
    assert head.split() == ["model", "parameters", "context", "licence", "downloads", "updated"]
    assert rows[0].split() == [
        "ann/Llama-3.1-8B-GGUF", "8.0B", "8,192", "mit", "1.2M", "2026-01-02",
    ]  # fmt: skip
    assert "llama3.2 (gated)" in rows[2]


def test_nothing_found_and_what_was_left_out(run: Search, shop: LocalHub) -> None:
    assert run("no-such-model").out == "Nothing was found.\n"

    said = run("--max-params", "7B").out

    assert "1 model was left out: the hub does not say how many parameters it has." in said


def test_cached_is_said_with_its_time(run: Search, shop: LocalHub) -> None:
    before = run("llama").out
    run.network.offline = True

    ran = run("llama")

    assert ran.out == before
    assert ran.err.startswith("Note: The hub is out of reach. This is what it said on 20")
    (found,) = run("llama", "--json").lines
    assert found["cached"]
    assert run("mistral", "--json").error["code"] == "offline"


@pytest.mark.parametrize("width", [30, 60, 80, 200])
def test_a_table_of_any_width(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = tuple(
        Row(
            HubModel(
                f"owner/A-model-with-a-name-{number}-GGUF", "owner", 10**number, number, 0, 0,
                license="apache-2.0", parameters=7 * B, context=131_072,
            ),
            installed=number == 1,
        )
        for number in range(3)
    )  # fmt: skip
    found = Listed(rows, more=True, unsized=0, trouble=None, read_at=1, cached=False)

    text = drawn(search_view(found, fits=False), width=width)

    assert max(len(line) for line in text.splitlines()) <= width
    assert ("likes" in text) == (width == 200)
    assert "7.0B" in text


@pytest.mark.parametrize(
    ("sort", "shown"), [("likes", "7"), ("date", "2026-02-01"), ("downloads", "12")]
)
def test_what_a_list_is_sorted_by_is_shown_in_narrow_terminals_too(sort: str, shown: str) -> None:
    model = HubModel(
        "owner/A-model-with-a-long-name-GGUF", "owner", 12, 7, 0, 1_769_904_000,
        license="apache-2.0", parameters=8 * B, context=131_072,
    )  # fmt: skip
    found = Listed((Row(model),), more=False, unsized=0, trouble=None, read_at=1, cached=False)

    text = drawn(search_view(found, fits=False, sort=sort), width=70)

    assert text.splitlines()[1].endswith(shown)


def test_nothing_of_the_hub_takes_over_the_terminal() -> None:
    rows = (Row(HubModel("a/b", "a", license="mit\x1b[2J\nmore")),)
    error = ParleyError("x", "No\x1b[31m.\nNo.", hint="")
    found = Listed(rows, False, 0, None, 1, False, 3, 1, (("a/c", error),) * 5)

    text = drawn(search_view(found, fits=True), width=100)

    assert "\x1b" not in text
    assert "and 2 more." in text


def test_a_console_without_unicode(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    found = Listed((Row(HubModel("a/b", "a"), installed=True),), False, 0, None, 1, False)

    drawn(search_view(found, fits=False), width=80).encode("ascii")


# -- what runs here ---------------------------------------------------------------------------


@pytest.fixture
def models(local_hub: LocalHub, tmp_path: Path) -> LocalHub:
    """Return a hub with models of real shapes, the largest one first in the list."""
    for number, (model, parameters) in enumerate(
        [("llama-3.3-70b", 70 * B), ("llama-3.1-8b", 8 * B), ("llama-3.2-1b", 1 * B)]
    ):
        publish(
            local_hub,
            f"ann/{model}-GGUF",
            shelf(tmp_path / model, model, ("Q4_K_M", "Q8_0")),
            facts={
                "downloads": 900 - number,
                "gguf": {"total": parameters, "architecture": "llama", "context_length": 131072},
            },
        )
    return local_hub


def test_only_models_with_a_build_that_runs(run: Search, models: LocalHub) -> None:
    ran = run("--fits", "--ram", "8G", "--json")

    assert ran.code == 0
    (found,) = ran.lines
    assert found.keys() >= {"too_big", "not_checked"}
    assert found["too_big"] == 1
    assert found["not_checked"] == []
    assert repos(ran) == ["llama-3.1-8b", "llama-3.2-1b"]
    fits = found["models"][0]["fits"]
    assert fits["verdict"] == "cpu"
    assert fits["quantisation"] == "Q4_K_M"
    assert fits["files"] == ["llama-3.1-8b-Q4_K_M.gguf"]
    assert fits["size"] > 4 * B
    assert fits["tokens_per_second"]["decode"] > 0


def test_the_hopeless_cost_no_request(run: Search, models: LocalHub) -> None:
    run("--fits", "--ram", "8G", "--json")

    assert not any("70b" in name for name in headers_read(models))
    assert models.seen("hub", "*70b*") == []


def test_a_longer_context_leaves_less(run: Search, models: LocalHub) -> None:
    (short,) = run("--fits", "--ram", "8G", "--ctx", "2048", "--json").lines
    (long,) = run("--fits", "--ram", "8G", "--ctx", "131072", "--json").lines

    assert [each["fits"]["context"] for each in short["models"]] == [2048, 2048]
    assert [each["repo"] for each in long["models"]] == ["ann/llama-3.2-1b-GGUF"]
    assert long["models"][0]["fits"]["context"] == 131072
    assert (short["too_big"], long["too_big"]) == (1, 2)


def test_what_cannot_be_looked_at_is_said(run: Search, models: LocalHub, tmp_path: Path) -> None:
    publish(
        models, "meta/Gated-GGUF", shelf(tmp_path / "g", "llama-3.2-1b", ("Q8_0",)), gated="auto",
        facts={"downloads": 899},
    )  # fmt: skip
    put(models, "ben/Broken-GGUF", 1 * B, downloads=898)

    (found,) = run("--fits", "--ram", "8G", "--json").lines
    text = run("--fits", "--ram", "8G").out

    refused = {each["repo"]: each["code"] for each in found["not_checked"]}
    assert refused["meta/Gated-GGUF"] == "hub_gated"
    assert refused.keys() == {"meta/Gated-GGUF", "ben/Broken-GGUF"}
    assert len(found["models"]) == 2
    assert "2 models were not checked:" in text
    assert "1 model was left out: too big for this machine." in text
    assert "processor, Q4_K_M" in text


def test_no_more_is_looked_at_than_needed(run: Search, models: LocalHub, tmp_path: Path) -> None:
    for number in range(12):
        folder = shelf(tmp_path / str(number), "llama-3.2-1b", ("Q4_K_M",))
        publish(models, f"ben/Small-{number:02d}-GGUF", folder, facts={"downloads": 100 - number})

    (found,) = run("--fits", "--ram", "8G", "--limit", "1", "--json").lines

    assert [model["repo"] for model in found["models"]] == ["ann/llama-3.1-8b-GGUF"]
    assert found["more"]
    looked = {each.path.split("/")[4] for each in models.seen("hub", "/api/models/*/tree/*")}
    assert len(looked) <= 6


def test_none_runs_here(run: Search, models: LocalHub) -> None:
    ran = run("--fits", "--ram", "1G")

    assert ran.code == 0
    assert "None of them runs here." in ran.out


class Screen(io.StringIO):
    """Standard error that is a terminal."""

    def isatty(self) -> bool:
        return True


def test_how_far_it_is_is_shown_on_a_terminal_and_gone_at_the_end(
    run: Search, models: LocalHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = Screen()
    monkeypatch.setattr("sys.stderr", screen)

    run("--fits", "--ram", "8G", "--json")

    assert "Models looked at: 3, of which run here: 2" in screen.getvalue()
    assert screen.getvalue().endswith("\r\x1b[K")
