"""A machine is measured once, again when it changed, and what runs show is found again."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.fit_machines import card, machine, shape_of
from parley.core.errors import ParleyError
from parley.core.paths import Paths
from parley.engine.protocol import Done, Event, Failed, Loaded, LoadOptions, Measured, Rate
from parley.fit.calibration import COMMON, Calibrator, fitted
from parley.fit.rates import Calibration, DeviceSpeed
from parley.fit.speed import decode_seconds, prefill_seconds
from parley.hardware.values import EngineBuild, Machine

HERE = msgspec.structs.replace(machine(16), engine=EngineBuild("1.0", ("CPU",)))


def run(
    fill: int, decode: float, *, prompt: float = 0.0, cached: int = 0, tokens: int = 25
) -> Done:
    """Return the figures of an answer: seconds per generated token, and per token of the prompt."""
    return Done(
        job=1,
        finish_reason="length",
        prompt_tokens=fill,
        cached_tokens=cached,
        generated_tokens=tokens,
        prefill_seconds=prompt * (fill - cached),
        decode_seconds=decode * (tokens - 1),
        first_token_seconds=0.1,
        seed=1,
        context_used=fill + tokens,
        context=1024,
    )


class Query:
    """Measures as it is told to."""

    def __init__(self, broken: str = "") -> None:
        self.asked: list[tuple[str, tuple[str, ...]]] = []
        self.broken = broken

    def measure(
        self,
        device: str = "CPU",
        types: Sequence[str] = (),
        *,
        seconds: float = 1.0,
        rpc: Sequence[str] = (),
    ) -> Measured:
        self.asked.append((device, tuple(types)))
        if device == self.broken:
            raise ParleyError("device_failed", "It does not start.", hint="Leave it out.")
        # Every second time something disturbs.
        speed = 1e10 / (1 + len(self.asked) % 2)
        rates = tuple(Rate(name, speed, 1e12) for name in types if name != "Q1_0")
        return Measured(job=1, device=device, rates=rates, read_bytes_per_second=2e10, threads=8)


class Starter:
    """An engine that loads the starter model and says how fast it was."""

    def __init__(self, failing: bool = False) -> None:
        self.options: list[LoadOptions] = []
        self.open = 0
        self.failing = failing

    def __call__(self) -> Any:
        self.open += 1
        return self

    def load(self, path: str, options: LoadOptions, on_event: Callable[[Event], None]) -> int:
        assert Path(path).is_file()
        self.options.append(options)
        if self.failing:
            on_event(Failed(job=1, code="load_failed", message="No.", hint="Try again."))
            return 1
        numbers = dict.fromkeys(
            ("load_seconds", "memory_bytes", "context", "context_trained", "weights_bytes"), 1
        )
        on_event(
            Loaded(
                job=1,
                name="",
                architecture="llama",
                description="",
                device_bytes={},
                parameters=1,
                threads=8,
                model_key="",
                prefill_chunk=512,
                has_template=True,
                **numbers,
            )
        )
        return 1

    def stream(self, messages: Any, on_event: Callable[[Event], None], **_: Any) -> int:
        fill = 500 if len(messages[0].content) > 500 else 40
        on_event(run(fill, 0.02 + fill * 1e-5, prompt=0.001))
        return 2

    def close(self) -> None:
        self.open -= 1


class Bench:
    """A calibrator with what it asks for."""

    def __init__(self, paths: Paths, starter: Path | None, **named: Any) -> None:
        self.query = Query(named.get("broken", ""))
        self.engine = Starter(named.get("failing", False))
        self.busy = 0.0
        self.calibrator = Calibrator(
            paths,
            self.query,
            self.engine,
            starter,
            today=lambda: datetime.date(2026, 2, 3),
            busy=lambda: self.busy,
        )


def test_it_is_measured_once_and_kept(paths: Paths, starter_model: Path) -> None:
    bench = Bench(paths, starter_model)
    assert bench.calibrator.kept(HERE) is None
    first = bench.calibrator.ensure(HERE)
    asked = len(bench.query.asked)
    again = Bench(paths, starter_model)
    assert again.calibrator.ensure(HERE) == first == again.calibrator.kept(HERE)
    assert asked
    assert not again.query.asked
    assert bench.engine.open == 0
    assert (first.date, first.engine, first.cpu, first.threads) == (
        "2026-02-03",
        "1.0",
        "Processor",
        8,
    )
    processor = first.of("CPU")
    assert processor is not None
    # The common types, and those of the starter model, each at its undisturbed speed.
    assert {*COMMON, "Q4_1"} <= {rate.type for rate in processor.rates}
    assert {rate.decode_bytes_per_second for rate in processor.rates} == {1e10}
    assert processor.layer_seconds > 0
    assert bench.engine.options[0].devices == ("CPU",)


@pytest.mark.parametrize(
    "changed",
    [
        msgspec.structs.replace(HERE, engine=EngineBuild("1.1", ("CPU",))),
        msgspec.structs.replace(HERE, cpu=msgspec.structs.replace(HERE.cpu, name="Another")),
        msgspec.structs.replace(HERE, cpu=msgspec.structs.replace(HERE.cpu, performance_cores=4)),
        msgspec.structs.replace(HERE, devices=(*HERE.devices, card("CUDA0", 24))),
    ],
    ids=["engine", "processor", "threads", "card"],
)
def test_a_changed_machine_is_measured_again(
    paths: Paths, starter_model: Path, changed: Machine
) -> None:
    bench = Bench(paths, starter_model)
    bench.calibrator.ensure(HERE)
    before = len(bench.query.asked)
    found = bench.calibrator.ensure(changed)
    assert len(bench.query.asked) > before
    assert [device.device for device in found.devices] == [
        device.name for device in sorted(changed.devices, key=lambda device: device.name != "CPU")
    ]


def test_more_memory_changes_nothing(paths: Paths, starter_model: Path) -> None:
    bench = Bench(paths, starter_model)
    kept = bench.calibrator.ensure(HERE)
    more = msgspec.structs.replace(machine(64), engine=HERE.engine)
    assert bench.calibrator.kept(more) == kept


def test_a_type_that_is_missing_is_measured_alone(paths: Paths, starter_model: Path) -> None:
    bench = Bench(paths, starter_model)
    bench.calibrator.ensure(HERE)
    bench.query.asked.clear()
    found = bench.calibrator.ensure(HERE, ("Q4_K", "IQ3_S", "type 99"))
    assert {types for _, types in bench.query.asked} == {("IQ3_S",)}
    assert found.devices[0].layer_seconds > 0
    bench.query.asked.clear()
    assert bench.calibrator.ensure(HERE, ("IQ3_S",)) == found
    assert not bench.query.asked


def test_what_was_measured_beside_other_programs_is_measured_again_in_quiet(
    paths: Paths, starter_model: Path
) -> None:
    bench = Bench(paths, starter_model)
    bench.busy = 0.9
    loud = bench.calibrator.ensure(HERE)
    assert loud.busy == 0.9
    assert bench.calibrator.ensure(HERE) == loud
    bench.busy = 0.05
    assert bench.calibrator.ensure(HERE).busy == 0.05


def test_programs_that_begin_while_it_is_measured_count_as_well(
    paths: Paths, starter_model: Path
) -> None:
    bench = Bench(paths, starter_model)
    shares = [0.05, 0.1, 0.8]

    def busy() -> float:
        return shares.pop(0) if shares else 0.1

    disturbed = Calibrator(paths, bench.query, bench.engine, starter_model, busy=busy)
    found = disturbed.measure(HERE)
    assert disturbed.disturbed(found)
    assert found.busy == 0.8
    assert disturbed.due(found)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"devices": 3}', b"\xff\xfe", b'{"date": "\xff"}']
)
def test_a_damaged_file_counts_as_none(paths: Paths, starter_model: Path, content: bytes) -> None:
    (paths.data / "calibration.json").write_bytes(content)
    bench = Bench(paths, starter_model)
    assert bench.calibrator.kept(HERE) is None
    assert bench.calibrator.ensure(HERE) == bench.calibrator.kept(HERE)


def test_without_the_starter_model_the_matrices_are_measured_alone(paths: Paths) -> None:
    bench = Bench(paths, None)
    found = bench.calibrator.ensure(HERE)
    assert found.devices[0].rates
    assert found.devices[0].layer_seconds > 0
    assert not bench.engine.options


def test_a_card_that_fails_is_left_out(
    paths: Paths, starter_model: Path, expected_logs: Callable[[str], None]
) -> None:
    expected_logs("speed of CUDA0 was not measured")
    bench = Bench(paths, starter_model, broken="CUDA0")
    here = msgspec.structs.replace(HERE, devices=(card("CUDA0", 24), *HERE.devices))
    assert [device.device for device in bench.calibrator.ensure(here).devices] == ["CPU"]


def test_a_processor_that_fails_is_said(paths: Paths, starter_model: Path) -> None:
    for bench in (
        Bench(paths, starter_model, broken="CPU"),
        Bench(paths, starter_model, failing=True),
    ):
        with pytest.raises(ParleyError):
            bench.calibrator.ensure(HERE)
        assert bench.engine.open == 0
        assert bench.calibrator.kept(HERE) is None


@given(layer=st.floats(0, 1e-3), attention=st.booleans(), width=st.floats(0, 1e-6))
def test_what_runs_show_beside_the_matrices_is_found_again(
    layer: float, attention: bool, width: float
) -> None:
    model, options = shape_of("smollm2-135m"), LoadOptions(devices=("CPU",))
    rates = DeviceSpeed(
        "CPU",
        (Rate("Q8_0", 1e10, 1e11), Rate("F16", 2e10, 1e11)),
        4e10,
        attention=(Rate("ATTENTION_64", 3e9, 1e11),) if attention else (),
    )
    true = msgspec.structs.replace(rates, layer_seconds=layer, width_seconds=width)
    known = Calibration((true,))

    def decode(fill: int) -> float:
        return decode_seconds(model, options, HERE, known, fill)

    runs = [
        run(fill, decode(fill + 13), prompt=prefill_seconds(model, options, HERE, known, fill))
        for fill in (40, 800)
    ]
    found = fitted(rates, model, options, HERE, [*runs, run(40, 1.0), run(800, 2.0)])
    assert found.layer_seconds == pytest.approx(layer, abs=1e-9)
    assert found.width_seconds == pytest.approx(width, abs=1e-12)


def test_runs_without_an_answer_teach_nothing() -> None:
    model, options = shape_of("smollm2-135m"), LoadOptions()
    rates = DeviceSpeed("CPU", (Rate("Q8_0", 1e10, 1e11),), 4e10)
    assert fitted(rates, model, options, HERE, []) == rates
    assert fitted(rates, model, options, HERE, [run(40, 0.02, tokens=1)]) == rates


def test_runs_faster_than_the_matrices_leave_no_negative_cost() -> None:
    model, options = shape_of("smollm2-135m"), LoadOptions()
    rates = DeviceSpeed("CPU", (Rate("Q8_0", 1e10, 1e11),), 4e10)
    found = fitted(rates, model, options, HERE, [run(40, 1e-6), run(800, 1e-7, prompt=1e-9)])
    assert (found.layer_seconds, found.width_seconds) == (0, 0)
