"""`parley hardware`: the object for programs, and the table for people at any width."""

from __future__ import annotations

import io
import json

import pytest

from helpers.cli_run import Command, Ran, services
from helpers.recorded_machine import RecordedQuery, RecordedSystem, listed
from parley.cli import Services, main
from parley.cli.bars import CACHE, FREE, WEIGHTS, MemoryBar, Share, cells, drawn, legend
from parley.cli.machine import machine_view
from parley.core.paths import Paths
from parley.core.words import size
from parley.hardware import detect

GB = 10**9


class Hardware:
    """The command over a recorded engine, on this computer."""

    def __init__(self, paths: Paths, capsys: pytest.CaptureFixture[str]) -> None:
        self.query = RecordedQuery(listed())
        self._paths = paths
        self._capsys = capsys

    def __call__(self, *argv: str) -> Ran:
        code = main(["hardware", *argv], self._services)
        printed = self._capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    def _services(self) -> Services:
        return services(self._paths, make_query=lambda: self.query)


@pytest.fixture
def hardware(paths: Paths, capsys: pytest.CaptureFixture[str]) -> Hardware:
    """Return a callable: `hardware("--json")`."""
    return Hardware(paths, capsys)


def test_the_object_for_programs(hardware: Hardware) -> None:
    ran = hardware("--json")

    assert ran.code == 0
    (found,) = ran.lines
    assert {"total", "available", "limit"} <= found["memory"].keys()
    assert isinstance(found["memory"]["total"], int)
    cpu = {"name", "physical_cores", "performance_cores", "features", "bandwidth_bytes_per_second"}
    assert cpu <= found["cpu"].keys()
    assert "avx2" in found["cpu"]["features"]
    assert found["cpu"]["bandwidth_bytes_per_second"] == 50e9
    for device in found["devices"]:
        assert {"name", "backend", "kind", "total", "free"} <= device.keys()
    (processor,) = (device for device in found["devices"] if device["kind"] == "cpu")
    assert processor["total"] == found["memory"]["total"]
    assert found["engine"] == {"version": "0.3.36", "backends": ["CPU"]}
    assert isinstance(found["missing"], list)


def test_the_first_time_it_measures_and_says_so_beside_the_result(hardware: Hardware) -> None:
    first = hardware("--json")
    second = hardware("--json")

    assert "Measuring" in first.err
    assert second.err == ""
    assert hardware.query.measurements == 1
    assert first.lines[0]["cpu"] == second.lines[0]["cpu"]


def test_measuring_is_asked_for_or_not(hardware: Hardware) -> None:
    assert hardware("--no-measure", "--json").lines[0]["cpu"]["bandwidth_bytes_per_second"] is None
    assert hardware.query.measurements == 0
    hardware("--measure")
    hardware("--measure")
    assert hardware.query.measurements == 2


def test_without_an_engine_it_answers_all_the_same(hardware: Hardware) -> None:
    hardware.query = RecordedQuery(None)

    ran = hardware("--json")

    assert ran.code == 0
    (found,) = ran.lines
    assert found["engine"] == {"version": "", "backends": []}
    assert [device["kind"] for device in found["devices"]] == ["cpu"]
    assert found["missing"][0]["what"] == "The engine"
    assert "None that runs." in hardware().out


def test_a_pipe_gets_words_without_colour(hardware: Hardware) -> None:
    ran = hardware()

    assert ran.code == 0
    assert "\x1b" not in ran.out
    for word in ("Memory", "Processor", "free", "llama-cpp-python 0.3.36, for CPU"):
        assert word in ran.out


def test_wrong_usage(hardware: Hardware) -> None:
    assert hardware("--fast").code == 2


class Encoded(io.TextIOWrapper):
    """A standard output of some encoding."""

    def __init__(self, encoding: str) -> None:
        super().__init__(io.BytesIO(), encoding=encoding)


@pytest.fixture
def unicode_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard output is a pipe that takes every character."""
    monkeypatch.setattr("sys.stdout", Encoded("utf-8"))


def recorded(name: str, paths: Paths, width: int) -> str:
    machine = detect(
        paths, RecordedQuery.load(name), RecordedSystem.load(name), measure="new", look_further=True
    )
    return drawn(machine_view(machine), width=width)


@pytest.mark.parametrize("name", ["linux-two-rtx-3090", "windows-laptop-card-and-igpu"])
@pytest.mark.parametrize("width", [20, 40, 80, 200])
@pytest.mark.usefixtures("unicode_out")
def test_it_fits_every_width(name: str, width: int, paths: Paths) -> None:
    text = recorded(name, paths, width)

    assert max(len(line) for line in text.splitlines()) <= width
    assert "\ue000" not in text
    if width >= 40:
        assert not any(line.strip().startswith("GB") for line in text.splitlines())


@pytest.mark.usefixtures("unicode_out")
def test_devices_have_bars_and_what_lacks_has_a_hint(paths: Paths) -> None:
    laptop = recorded("windows-laptop-card-and-igpu", paths, 80)
    tower = recorded("linux-two-rtx-3090", paths, 80)
    apple = recorded("apple-m3-pro-36gb", paths, 80)
    container = recorded("linux-container-4gb", paths, 80)

    assert "CUDA0  NVIDIA GeForce RTX 4060 Laptop GPU  CUDA, graphics card" in laptop
    assert "Vulkan, integrated graphics, shares main memory" in " ".join(laptop.split())
    assert "of 8.6 GB" in laptop
    assert "2 × NVIDIA GeForce RTX 3090" in tower
    assert "scripts/run.py" in tower
    assert "MTL0  Apple M3 Pro  Metal, graphics, shares main memory" in apple
    assert "of 4.3 GB" in container
    assert "to 4.3 GB of the computer's 67.4 GB." in " ".join(container.split())


def test_a_console_without_block_elements_gets_plain_characters(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout", Encoded("cp1252"))

    text = recorded("windows-rtx-4060", paths, 60)

    text.encode("cp1252")
    assert "::::" in text
    assert "...." in text


def test_a_drivers_text_cannot_take_over_the_terminal(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout", Encoded("utf-8"))
    system = RecordedSystem({"files": {"/proc/cpuinfo": "model name : \x1b]0;x\x07[red]A[/red]\n"}})

    text = drawn(machine_view(detect(paths, RecordedQuery(listed()), system)), width=60)

    assert "\x1b" not in text
    assert "[red]A[/red]" in text


def bar(*sizes: int, capacity: int, width: int = 10) -> str:
    looks = (WEIGHTS, CACHE, FREE)
    shares = [Share(f"part {at}", size, looks[at]) for at, size in enumerate(sizes)]
    return drawn(MemoryBar(shares, capacity), width=width).rstrip("\n")


@pytest.mark.usefixtures("unicode_out")
def test_shares_are_drawn_in_proportion() -> None:
    assert bar(5 * GB, 2 * GB, 3 * GB, capacity=10 * GB) == "█████▓▓░░░"
    assert bar(5 * GB, capacity=10 * GB) == "█████"
    assert bar(0, 0, 0, capacity=0) == ""


@pytest.mark.usefixtures("unicode_out")
def test_a_small_share_is_seen() -> None:
    assert bar(1, 10 * GB - 1, capacity=10 * GB) == "█▓▓▓▓▓▓▓▓▓"


@pytest.mark.usefixtures("unicode_out")
def test_what_is_too_large_runs_over_the_end_of_memory() -> None:
    assert bar(15 * GB, 5 * GB, capacity=10 * GB) == "█████┃██▓▓"


@pytest.mark.parametrize("width", [1, 2, 3, 7, 48])
@pytest.mark.parametrize("sizes", [[1, 1, 1], [1, 0, 999], [500, 500], [0, 0], [333, 333, 334], []])
def test_cells_never_run_over(sizes: list[int], width: int) -> None:
    counts = cells(sizes, 1000, width)

    assert len(counts) == len(sizes)
    assert all(count >= 0 for count in counts)
    assert sum(counts) <= width
    assert all(size > 0 for size, count in zip(sizes, counts, strict=True) if count)
    if sum(sizes) == 1000:
        assert sum(counts) == width


@pytest.mark.usefixtures("unicode_out")
def test_a_legend_leaves_out_what_is_empty() -> None:
    words = legend(
        [Share("weights", 5 * GB, WEIGHTS), Share("cache", 0, CACHE), Share("free", GB, FREE)],
        plain=False,
    )

    assert drawn(words, width=80) == "█ weights 5.0 GB   ░ free 1.0 GB\n"


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 kB"), (312_400_000, "312 MB"), (5_123_000_000, "5.1 GB")]
)
def test_sizes_in_words(count: int, words: str) -> None:
    assert size(count) == words


def test_the_command_is_listed(command: Command) -> None:
    assert "hardware" in command("--help").out
    assert json.loads(command("hardware", "--nonsense", "--json").out)["code"] == "wrong_usage"
