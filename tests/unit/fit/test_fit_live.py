"""A model looked at while its load options are chosen, on machines of all kinds."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from parley.core.errors import ParleyError
from parley.core.paths import Paths
from parley.engine.protocol import DryLoaded, LoadOptions
from parley.engine.query import EngineQuery
from parley.fit.live import Trial, Trials
from parley.fit.typical import assumed
from parley.fit.values import HOST, Wish
from parley.hardware import detect
from parley.hardware.values import Cpu, Device, EngineBuild, Machine, Memory

GIB = 1024**3


def machine(ram: int, *cards: int, unified: bool = False) -> Machine:
    """Return a computer with `ram` and `cards` in GiB, of which 2 and 1 are in use."""
    cpu = Device("CPU", "CPU", "cpu", ram * GIB, (ram - 2) * GIB, "A processor")
    devices = tuple(
        Device(f"CUDA{number}", "CUDA", "gpu", size * GIB, (size - 1) * GIB, "A card", unified)
        for number, size in enumerate(cards)
    )
    return Machine(
        Memory(ram * GIB, (ram - 2) * GIB),
        Cpu("A processor", 8, 8, ("avx2",)),
        (cpu, *devices),
        engine=EngineBuild("1", ("CUDA",)),
    )


class NoQuery:
    """An engine that is never asked."""

    def devices(self, rpc: tuple[str, ...] = ()) -> object:
        raise AssertionError

    def dry_load(self, path: Path, options: LoadOptions) -> DryLoaded:
        raise AssertionError


@contextlib.contextmanager
def no_records(_machine: Machine) -> Iterator[object]:
    raise ParleyError("database_gone", "There is no database.", hint="")
    yield


def trial(paths: Paths, model: Path, here: Machine) -> Trial:
    trials = Trials(
        paths,
        look=lambda: here,
        remembered=lambda: None,
        calibration=assumed,
        query=NoQuery(),  # type: ignore[arg-type]
        records=no_records,  # type: ignore[arg-type]
    )
    assert trials.known(str(model)) is None
    return trials.open(str(model))


def test_a_longer_context_takes_more_cache_and_leaves_less_free(
    paths: Paths, starter_model: Path
) -> None:
    found = trial(paths, starter_model, machine(16))
    short, long = (found.look(LoadOptions(context=count)) for count in (2048, 8192))
    assert short.verdict == long.verdict == "cpu"
    assert (short.context, long.context) == (2048, 8192)
    (before,), (after,) = short.places, long.places
    assert before.name == after.name == HOST
    assert after.cache == 4 * before.cache
    assert after.weights == before.weights > 0
    assert after.free < before.free
    for place in (before, after):
        parts = place.others + place.weights + place.beside + place.cache + place.compute
        assert parts + place.free == place.total == 16 * GIB
    assert long.speed is not None
    assert long.speed.decode > 0


@pytest.mark.parametrize(("layers", "verdict"), [(-1, "gpu"), (12, "split"), (0, "cpu")])
def test_where_the_layers_are_is_what_is_said(
    paths: Paths, starter_model: Path, layers: int, verdict: str
) -> None:
    found = trial(paths, starter_model, machine(16, 8))
    seen = found.look(LoadOptions(gpu_layers=layers))
    assert seen.verdict == verdict
    host, card = seen.places
    assert (host.name, card.name, card.description) == (HOST, "CUDA0", "A card")
    assert bool(card.weights) == (verdict != "cpu")
    assert seen.fits
    assert found.layers == 31


def test_what_does_not_fit_is_said_with_how_much_is_missing(
    paths: Paths, starter_model: Path
) -> None:
    seen = trial(paths, starter_model, machine(16, 1)).look(LoadOptions())
    assert seen.verdict == "too_big"
    assert not seen.fits
    assert seen.speed is None
    card = seen.places[1]
    assert card.over > 0
    assert card.free < 0


def test_a_chip_that_shares_main_memory_has_no_bar_of_its_own(
    paths: Paths, starter_model: Path
) -> None:
    seen = trial(paths, starter_model, machine(16, 12, unified=True)).look(LoadOptions())
    assert seen.verdict == "gpu"
    (host,) = seen.places
    assert host.weights > 0


def test_what_is_loaded_now_makes_room(paths: Paths, starter_model: Path) -> None:
    found = trial(paths, starter_model, machine(16, 8))
    now = found.look(LoadOptions())
    again = msgspec.structs.replace(found, loaded=now.allocation).look(LoadOptions())
    assert again.places[1].others < now.places[1].others


def test_the_plan_for_this_machine_is_one_that_fits(paths: Paths, starter_model: Path) -> None:
    found = trial(paths, starter_model, machine(16, 8))
    options = found.plan(Wish(context=4096)).options
    assert options.context == 4096
    assert found.look(options).verdict == "gpu"


def test_the_engine_bears_the_formula_out(paths: Paths, starter_model: Path) -> None:
    query = EngineQuery()
    with query:
        trials = Trials(
            paths,
            look=lambda: detect(paths, query),
            remembered=lambda: None,
            calibration=assumed,
            query=query,
            records=no_records,  # type: ignore[arg-type]
        )
        found = trials.open(str(starter_model))
        options = LoadOptions(context=4096, gpu_layers=0)
        said = found.look(options)
        verified = found.look(options, trials.verify(found, options))
    assert verified.verified
    assert not said.verified
    assert verified.allocation.total == pytest.approx(said.allocation.total, rel=0.01)


def test_a_file_that_is_no_model_is_refused(paths: Paths, tmp_path: Path) -> None:
    file = tmp_path / "model.gguf"
    file.write_bytes(b"nothing")
    with pytest.raises(ParleyError):
        trial(paths, file, machine(16))
