"""`parley fit`: the object for programs, the table for people, and what is said of wrong words."""

from __future__ import annotations

import contextlib
import errno
import io
import json

import pytest

from helpers.cli_run import Command, Ran, services
from helpers.fit_machines import card, machine
from helpers.model_shapes import models, write
from helpers.recorded_machine import RecordedQuery, listed
from helpers.shelves import shelf
from parley.application.parts import fit_records
from parley.cli import Services, main
from parley.cli.bars import drawn
from parley.cli.fit_view import fit_view
from parley.cli.planning import print_json
from parley.core.errors import ParleyError
from parley.core.paths import Paths
from parley.engine.protocol import Buffer, DryLoaded, LoadOptions, Measured
from parley.fit.fitting import Fit, Fitter
from parley.fit.records import Figures, LoadFigures
from parley.fit.sources import Sources
from parley.fit.typical import assumed
from parley.fit.values import Allocation, Speed, Wish

#: The keys that programs may rely on.
KEYS = {
    "architecture", "weights", "kv_cache", "compute", "total", "verified", "verdict",
    "gpu_layers", "context", "max_context", "tokens_per_second", "reasons",
}  # fmt: skip


class Query(RecordedQuery):
    """A recorded engine that also says what a load would allocate."""

    def __init__(self) -> None:
        super().__init__(listed())
        self.dry_loads: list[LoadOptions] = []

    def measure(self, device: str = "CPU", types: tuple[str, ...] = (), **_: object) -> Measured:
        """As in `EngineQuery`."""
        return super().measure(device, types)

    def dry_load(self, path: object, options: LoadOptions) -> DryLoaded:
        """As in `EngineQuery`."""
        self.dry_loads.append(options)
        return DryLoaded(1, (Buffer("CPU", "CPU", 111, 22, 3),), options.context, 2, 111, True)


class FitCommand:
    """The commands over a recorded engine on this computer, and a database of its own."""

    def __init__(self, paths: Paths, capsys: pytest.CaptureFixture[str]) -> None:
        self.query = Query()
        self.paths = paths
        self._capsys = capsys

    def __call__(self, *argv: str) -> Ran:
        self._capsys.readouterr()
        code = main(list(argv), self._services)
        printed = self._capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    def _services(self) -> Services:
        return services(
            self.paths,
            make_query=lambda: self.query,
            records=lambda here: fit_records(self.paths, here),
        )


@pytest.fixture
def run(paths: Paths, capsys: pytest.CaptureFixture[str]) -> FitCommand:
    """Return a callable: `run("fit", "model.gguf")`."""
    return FitCommand(paths, capsys)


@pytest.fixture
def model(tmp_path) -> str:
    """Return the path of a model of eight billion weights, without them."""
    return str(write(tmp_path / "llama-3.1-8b-Q4_K_M.gguf", models()["llama-3.1-8b"]))


# -- for programs -------------------------------------------------------------------------------


def test_the_object_for_programs(run: FitCommand, model: str) -> None:
    ran = run("fit", model, "--ram", "64G", "--no-verify", "--json")

    assert (ran.code, ran.err) == (0, "")
    (found,) = ran.lines
    assert found.keys() >= KEYS
    assert found["architecture"] == "llama"
    assert found["verified"] is None
    assert (found["verdict"], found["gpu_layers"]) == ("cpu", 0)
    assert found["total"] == found["weights"] + found["kv_cache"] + found["compute"]
    assert found["tokens_per_second"].keys() >= {"prefill", "decode"}
    assert found["tokens_per_second"]["decode"] > 0
    assert 8192 <= found["context"] <= found["max_context"] <= 131072
    assert all(each.endswith(".") for each in found["reasons"])
    assert len(set(found["reasons"])) == len(found["reasons"])


def test_what_was_asked_for_is_obeyed(run: FitCommand, model: str) -> None:
    plain, saving = (
        run("fit", model, "--ram=64G", "--no-verify", "--ctx=16384", *more, "--json").lines[0]
        for more in (["--kv", "F16"], ["--kv", "q8_0", "--ubatch", "128", "--flash", "on"])
    )

    assert plain["context"] == saving["context"] == 16384
    assert saving["kv_cache"] < 0.6 * plain["kv_cache"]
    assert saving["compute"] < plain["compute"]
    assert saving["options"]["flash_attention"] == "on"
    trained = run("fit", model, "--ram=640G", "--no-verify", "--ctx=0", "--json").lines[0]
    assert trained["context"] == 131072


def test_a_described_machine(run: FitCommand, model: str) -> None:
    verdicts = {
        (ram, cards): run("fit", model, f"--ram={ram}", *cards, "--no-verify", "--json").lines[0]
        for ram, cards in (
            ("32G", ("--device=CUDA0=24GiB",)),
            ("32GB", ("--device=CUDA0=4.5G",)),
            ("34359738368", ()),
            ("4096M", ()),
        )
    }
    found = [each["verdict"] for each in verdicts.values()]

    assert found == ["gpu", "split", "cpu", "too_big"]
    gpu, split, _, none = verdicts.values()
    assert gpu["gpu_layers"] == 33
    assert 0 < split["gpu_layers"] < 33
    assert {each["device"] for each in gpu["buffers"]} == {"CPU", "CUDA0"}
    assert none["tokens_per_second"] == {"prefill": None, "decode": None, "basis": None}


def test_the_engine_is_asked_unless_it_is_not_to_be(run: FitCommand, model: str) -> None:
    assert run("fit", model, "--no-verify", "--no-measure", "--json").code == 0
    assert run.query.dry_loads == []

    (found,) = run("fit", model, "--no-measure", "--json").lines

    assert found["verified"] == {"weights": 111, "kv_cache": 22, "compute": 3, "total": 136}
    assert found["not_verified"] is None
    assert len(run.query.dry_loads) == 1


def test_what_cannot_be_verified_says_why(run: FitCommand, model: str) -> None:
    (found,) = run("fit", model, "--ram=32G", "--device=CUDA0=24G", "--json").lines

    assert found["verified"] is None
    assert "CUDA0" in found["not_verified"]


def test_nothing_is_measured_for_another_machine_or_when_not_asked(
    run: FitCommand, model: str
) -> None:
    for more in (("--no-measure",), ("--ram=32G",), ("--device=CUDA0=8G",)):
        ran = run("fit", model, "--no-verify", *more)
        assert (ran.code, ran.err) == (0, "")
    assert run.query.measurements == 0


def test_a_machine_that_cannot_be_measured_is_planned_for_all_the_same(
    run: FitCommand, model: str
) -> None:
    run.query.failure = ParleyError("engine_crashed", "The engine ended.", hint="-")

    ran = run("fit", model, "--no-verify", "--json")

    assert ran.code == 0
    assert "Measuring how fast this computer is" in ran.err
    assert "was not measured. The engine ended." in ran.err
    assert ran.lines[0]["tokens_per_second"]["basis"] == "assumed"


def test_nothing_is_measured_for_what_is_not_there_or_does_not_run(
    run: FitCommand, tmp_path
) -> None:
    huge = write(tmp_path / "huge-Q4_K_M.gguf", models()["llama-3.1-405b"])

    unknown = run("fit", "no-such-model")
    too_big = run("fit", str(huge), "--no-verify", "--json")

    assert (unknown.code, too_big.code) == (1, 0)
    assert too_big.lines[0]["verdict"] == "too_big"
    assert "Measuring" not in unknown.err + too_big.err
    assert run.query.measurements == 0


def test_what_is_planned_here_is_recorded_and_elsewhere_not(
    run: FitCommand, model: str, connection
) -> None:
    def count() -> int:
        return connection.execute("SELECT count(*) FROM fits").fetchone()[0]

    run("fit", model, "--ram=32G", "--no-verify", "--json")
    assert count() == 0
    run("fit", model, "--no-verify", "--no-measure", "--json")
    assert count() == 1


def test_a_damaged_database_does_not_keep_it_from_answering(
    run: FitCommand, model: str, expected_logs
) -> None:
    run.paths.database.write_bytes(b"no database" * 1000)

    ran = run("fit", model, "--no-verify", "--no-measure", "--json")

    assert ran.code == 0
    assert "Nothing is recorded of this." in ran.err
    assert ran.lines[0]["verdict"]


def test_without_an_engine_it_is_calculated(run: FitCommand, model: str) -> None:
    run.query._listed = None

    (found,) = run("fit", model, "--json").lines

    assert (found["verified"], found["verdict"] in ("cpu", "too_big")) == (None, True)
    assert run.query.dry_loads == []


def test_an_unknown_model_is_an_error_object(run: FitCommand) -> None:
    ran = run("fit", "no-such-model", "--no-measure", "--json")

    assert ran.code == 1
    assert ran.error["code"] == "model_not_found"
    assert "owner/name" in ran.error["hint"]
    assert ran.err.startswith("parley: ")


def test_a_name_that_is_no_text_is_still_an_object() -> None:
    found = {"files": ["no\udcfftext.gguf"], "extra": {"projector": 1}}
    written = io.StringIO()
    with contextlib.redirect_stdout(written):
        print_json(found)
    assert json.loads(written.getvalue())["files"] == ["no?text.gguf"]


class Full(io.StringIO):
    """A file on a disk without room."""

    def write(self, text: str) -> int:
        """Refuse, as the system does."""
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("json_too", [("--json",), ()])
def test_where_nothing_can_be_written_it_says_so(
    run: FitCommand, model: str, json_too: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout", Full())
    code = main(["fit", model, "--ram=64G", "--no-verify", *json_too], run._services)
    said = run._capsys.readouterr().err
    assert code == 1
    assert said.count("\n") == 1
    assert "No space left on device" in said


def test_without_standard_output_nothing_breaks(
    run: FitCommand, model: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout", None)
    assert main(["fit", model, "--ram=64G", "--no-verify"], run._services) == 0
    assert run._capsys.readouterr().err == ""


# -- wrong words --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--ctx", "12"), "12 is no number of tokens from 64"),
        (("--ctx", "-1"), "-1 is no number of tokens from 64"),
        (("--kv", "q3_k"), "“q3_k” is none of f32, f16"),
        (("--ubatch", "0"), "0 is no number of tokens from 1"),
        (("--flash", "maybe"), "maybe"),
        (("--kv", "q8_0", "--flash", "off"), "A quantised KV cache needs flash attention"),
        (("--prefer", "magic"), "magic"),
        (("--ram", "much"), "“much” is no amount of memory"),
        (("--ram", "-5G"), "“-5G” is no amount of memory"),
        (("--device", "CUDA0"), "“CUDA0” is not NAME=BYTES"),
        (("--device", "=8G"), "“=8G” is not NAME=BYTES"),
        (("--device", "CUDA0=8X"), "“8X” is no amount of memory"),
        (("--device", "CUDA0=8G", "--device", "CUDA0=8G"), "“CUDA0” is stated twice"),
    ],
)
def test_wrong_usage_is_one_sentence(run: FitCommand, words: tuple[str, ...], said: str) -> None:
    for command in ("fit", "recommend"):
        ran = run(command, "starter", *words, "--json")

        assert ran.code == 2
        assert ran.error["code"] == "wrong_usage"
        assert said in ran.error["message"]
        assert ran.error["message"].endswith(".")
        assert "--help" in ran.error["hint"]
    assert run.query.dry_loads == []


def test_a_name_of_no_device_is_refused(run: FitCommand, model: str) -> None:
    ran = run("fit", model, "--device", "42=8G", "--json")

    assert (ran.code, ran.error["code"]) == (1, "memory_invalid")


def test_the_commands_are_listed_and_explained(command: Command) -> None:
    assert "recommend" in command("--help").out
    for name in ("fit", "recommend"):
        told = command(name, "--help").out
        for option in ("--ctx", "--kv", "--ram", "--device", "--no-verify", "--no-measure"):
            assert option in told


# -- for people ---------------------------------------------------------------------------------


class Encoded(io.TextIOWrapper):
    """A standard output of some encoding."""

    def __init__(self, encoding: str) -> None:
        super().__init__(io.BytesIO(), encoding=encoding)


@pytest.fixture
def unicode_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard output is a pipe that takes every character."""
    monkeypatch.setattr("sys.stdout", Encoded("utf-8"))


TOWER = machine(32, card("CUDA0", 12, used=1), free=20)


def planned(paths: Paths, path: str, here=TOWER, wish: Wish | None = None) -> Fit:
    made = Fitter(Sources(paths, lambda: pytest.fail("no hub")), here, lambda: assumed(here))
    return made.fit(path, wish or Wish())


def words(text: str) -> str:
    """Return a text on one line, for what may be wrapped."""
    return " ".join(text.split())


def test_a_pipe_gets_words_without_colour(run: FitCommand, model: str) -> None:
    ran = run("fit", model, "--ram=64G", "--no-verify")

    assert ran.code == 0
    assert "\x1b" not in ran.out
    lines = ran.out.splitlines()
    assert lines[0] == "llama-3.1-8b-Q4_K_M · Q4_K_M · 4.9 GB"
    assert lines[1].startswith("Runs on the processor, about ")
    said = [line.strip() for line in lines if line.strip()]
    assert len(said) == len(set(said))
    assert ran.out.count("tokens/s") == 3  # in the verdict, for reading and for writing


@pytest.mark.parametrize("width", [20, 40, 80, 200])
@pytest.mark.usefixtures("unicode_out")
def test_it_fits_every_width(paths: Paths, model: str, width: int) -> None:
    found = planned(paths, model)
    half = Allocation((Buffer("CUDA0", "CUDA0", 5 * 10**9, 10**9, 10**8),), 8192)
    full = Fit(
        found.offer,
        found.plan,
        ("It is one.",),
        found.plan.allocation,
        "",
        Figures(loaded=LoadFigures(half, 1, {}, 1.0), speed_measured=Speed(1234, 56.7, "measured")),
    )

    text = drawn(fit_view(full, TOWER), width=width)

    assert max(len(line) for line in text.splitlines()) <= width
    assert "\ue000" not in text
    if width >= 40:
        for name in ("predicted", "verified", "measured", "KV cache", "tokens/s"):
            assert name in text
    if width == 80:
        assert "1,234 tokens/s" in text
        assert "57 tokens/s" in text


@pytest.mark.usefixtures("unicode_out")
def test_bars_for_main_memory_and_for_the_card(paths: Paths, model: str) -> None:
    text = drawn(fit_view(planned(paths, model), TOWER), width=80)

    assert "Runs on your graphics card, about" in text
    assert "Main memory" in text
    assert "CUDA0" in text
    assert "▄ in use 1.1 GB" in text
    assert "of 12.9 GB" in text
    assert "of 34.4 GB" in text
    assert "Context: " in text
    assert "The speed is what is typical of such a machine." in text


@pytest.mark.usefixtures("unicode_out")
def test_a_card_that_is_not_used_has_no_bar_and_a_shared_one_is_main_memory(
    paths: Paths, tmp_path
) -> None:
    apple = machine(32, metal=24)
    path = str(write(tmp_path / "m-Q4_K_M.gguf", models()["llama-3.2-1b"]))

    on_chip = drawn(fit_view(planned(paths, path, apple), apple), width=80)

    assert "Runs on your graphics card" in on_chip
    assert on_chip.count("░ free") == 1
    assert "MTL0" not in on_chip


@pytest.mark.usefixtures("unicode_out")
def test_what_is_too_big_runs_over_the_end_of_memory(paths: Paths, tmp_path) -> None:
    path = str(write(tmp_path / "m-Q4_K_M.gguf", models()["llama-3.3-70b"]))
    here = machine(16)

    text = drawn(fit_view(planned(paths, path, here), here), width=80)

    assert "Too big for this machine" in text
    assert "┃" in text
    assert "tokens/s" not in text
    assert "free" not in text.split("predicted")[0]
    assert "are free for a model here" in words(text)


@pytest.mark.usefixtures("unicode_out")
def test_a_split_says_what_is_where(paths: Paths, tmp_path) -> None:
    path = str(write(tmp_path / "m-Q4_K_M.gguf", models()["llama-3.3-70b"]))
    here = machine(64, card("CUDA0", 24))

    text = drawn(fit_view(planned(paths, path, here), here), width=80)

    assert "Runs, partly on the graphics card, about" in text
    assert "of 81 layers fit on the graphics card" in words(text)
    assert "slower than most people read" in words(text)


@pytest.mark.usefixtures("unicode_out")
def test_a_measured_speed_stands_beside_what_was_predicted(paths: Paths, model: str) -> None:
    found = planned(paths, model)
    seen = Speed(900, 70, "measured")
    measured = Fit(
        found.offer,
        type(found.plan)(**{**_fields(found.plan), "speed": seen}),
        figures=Figures(speed_predicted=found.plan.speed, speed_measured=seen),
    )

    text = drawn(fit_view(measured, TOWER), width=80)

    (row,) = (line.split() for line in text.splitlines() if line.strip().startswith("Writes"))
    assert row == ["Writes", f"{found.plan.speed.decode:.0f}", "tokens/s", "70", "tokens/s"]
    assert "The speed is what was measured here." in text


def _fields(value: object) -> dict[str, object]:
    return {name: getattr(value, name) for name in value.__struct_fields__}  # type: ignore[attr-defined]


@pytest.mark.usefixtures("unicode_out")
def test_a_projector_is_seen_in_bar_and_table(paths: Paths, tmp_path) -> None:
    folder = shelf(tmp_path, "llama-3.2-1b", ("Q4_K_M",))
    (folder / "mmproj-F16.gguf").write_bytes(bytes(2_000_000))
    here = machine(16)
    made = Fitter(Sources(paths, lambda: pytest.fail("no hub")), here, lambda: assumed(here))

    text = drawn(fit_view(made.fit(str(folder), Wish(), images=True), here), width=80)

    assert "projector 2 MB" in text
    assert "Projector" in text


def test_a_console_without_block_elements_gets_plain_characters(
    paths: Paths, model: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout", Encoded("cp1252"))

    text = drawn(fit_view(planned(paths, model), TOWER), width=80)

    text.encode("cp1252")
    assert "###" in text
    assert "===" in text


@pytest.mark.usefixtures("unicode_out")
def test_a_models_name_cannot_take_over_the_terminal(paths: Paths, tmp_path) -> None:
    name = b"\x1b]0;x\x07[red]A[/red]"
    path = write(tmp_path / f"{'n' * len(name)}.gguf", models()["llama-3.2-1b"])
    with path.open("r+b") as file:
        head = file.read(4096)
        file.seek(head.index(b"n" * len(name)))
        file.write(name)

    text = drawn(fit_view(planned(paths, str(path)), TOWER), width=80)

    assert "\x1b" not in text
    assert "[red]A[/red]" in text


def test_an_object_is_valid_json_on_one_line(run: FitCommand, model: str) -> None:
    ran = run("fit", model, "--ram=32G", "--no-verify", "--json")

    assert len(ran.out.splitlines()) == 1
    assert json.loads(ran.out)["files"] == ["llama-3.1-8b-Q4_K_M.gguf"]
