"""The machine is calibrated on the starter model, and other quantisations of it are judged so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.engine_calls import chat, load
from helpers.fit_machines import GIB, machine
from helpers.quantised import quantised
from helpers.rpc_server import rpc_server
from parley.core.paths import Paths
from parley.engine.client import LocalEngine
from parley.engine.protocol import Loaded, LoadOptions, Message, Sampling
from parley.engine.query import EngineQuery
from parley.fit.calibration import COMMON, Calibrator
from parley.fit.estimate import estimate
from parley.fit.rates import Calibration
from parley.fit.shape import Shape, shape
from parley.fit.speed import Observed, predict
from parley.fit.values import Speed
from parley.gguf import read
from parley.hardware.values import Device

BUILDS = ("Q8_0", "Q4_0", "Q5_1", "F16")
OPTIONS = LoadOptions(context=512, devices=("CPU",))
HERE = machine(16)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("quantised")


@pytest.fixture(scope="module")
def files(starter_model: Path, folder: Path) -> dict[str, Path]:
    """Return the starter model in other quantisations."""
    return {name: quantised(starter_model, name, folder) for name in BUILDS}


@pytest.fixture(scope="module")
def calibrator(starter_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Calibrator:
    paths = Paths(tmp_path_factory.mktemp("home"))
    paths.ensure()
    # As on a quiet machine: measuring again after a disturbance has tests of its own.
    return Calibrator(paths, EngineQuery(), LocalEngine, starter_model, busy=lambda: 0.0)


@pytest.fixture(scope="module")
def calibration(calibrator: Calibrator) -> Calibration:
    return calibrator.measure(HERE)


def said(model: Shape, calibration: Calibration, observed: Observed | None = None) -> Speed:
    allocation = estimate(model, OPTIONS, HERE)
    return predict(model, OPTIONS, allocation, HERE, calibration, observed)


def test_the_starter_model_calibrates_this_machine(
    calibration: Calibration, calibrator: Calibrator
) -> None:
    processor = calibration.of("CPU")
    assert processor is not None
    assert processor.basis == "calibrated"
    assert {*COMMON, "Q4_1"} <= {rate.type for rate in processor.rates}
    assert processor.read_bytes_per_second > 0
    assert calibration.date
    assert calibrator.kept(HERE) == calibration


def test_files_with_other_types_are_what_their_names_say(files: dict[str, Path]) -> None:
    for name, path in files.items():
        types = shape(read(path)).types
        assert max(types, key=lambda kind: types[kind]) == name


def test_each_quantisation_gets_a_prediction_of_its_own(
    files: dict[str, Path], calibrator: Calibrator, calibration: Calibration
) -> None:
    shapes = {name: shape(read(path)) for name, path in files.items()}
    wanted = {kind for model in shapes.values() for kind in model.types}
    full = calibrator.ensure(HERE, sorted(wanted))
    found = {name: said(model, full) for name, model in shapes.items()}
    assert len({round(speed.decode, 6) for speed in found.values()}) == len(BUILDS)
    assert all(speed.basis == "calibrated" for speed in found.values())
    assert all(speed.prefill > speed.decode > 0 for speed in found.values())
    # What was measured first stays as it was.
    before, after = calibration.of("CPU"), full.of("CPU")
    assert before is not None
    assert after is not None
    assert after.layer_seconds == before.layer_seconds
    assert set(before.rates) <= set(after.rates)


def test_a_run_of_one_quantisation_corrects_the_prediction_of_another(
    files: dict[str, Path], calibration: Calibration
) -> None:
    small, large = (shape(read(files[name])) for name in ("Q4_0", "F16"))
    engine = LocalEngine()
    try:
        assert isinstance(load(engine, files["Q4_0"], OPTIONS), Loaded)
        done = chat(
            engine,
            (Message("user", "Write a long story about a lighthouse."),),
            sampling=Sampling(temperature=0, max_tokens=24),
        ).done
    finally:
        engine.close()
    measured = Speed(0.0, (done.generated_tokens - 1) / done.decode_seconds, "measured")
    assert said(small, calibration, Observed(measured)).decode == measured.decode
    alone = said(large, calibration)
    scaled = said(large, calibration, Observed(measured, said(small, calibration)))
    off = measured.decode / said(small, calibration).decode
    assert scaled.decode == pytest.approx(alone.decode * off)
    assert scaled.prefill == alone.prefill


@pytest.fixture
def server() -> Iterator[str]:
    with rpc_server() as running:
        yield running.endpoint


def test_another_device_is_calibrated_beside_the_processor(
    starter_model: Path, server: str, paths: Paths
) -> None:
    found = EngineQuery().devices(rpc=(server,)).devices
    remote = next(device for device in found if device.kind == "gpu")
    listed = Device(remote.name, remote.backend, "gpu", 16 * GIB, 16 * GIB, remote.description)
    here = machine(16, listed)
    calibrator = Calibrator(paths, EngineQuery(), LocalEngine, starter_model, rpc=(server,))
    calibration = calibrator.measure(here)
    assert {device.device for device in calibration.devices} == {"CPU", remote.name}
    model = shape(read(starter_model))
    options = LoadOptions(devices=(remote.name,), rpc=(server,))
    speed = predict(model, options, estimate(model, options, here), here, calibration)
    assert speed.basis == "calibrated"
