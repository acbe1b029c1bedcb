"""What loads and answers took is kept in a quiet moment, and nothing else happens for it."""

from __future__ import annotations

import contextlib
import threading

import pytest

from helpers.fit_machines import machine
from helpers.gguf_models import tiny
from parley.core.errors import ParleyError
from parley.engine.protocol import Buffer, Done, Loaded, LoadOptions
from parley.fit.identity import header_key
from parley.fit.recorder import Recorder
from parley.fit.records import FitRecords
from parley.fit.sparse import header_files

HERE = machine(16)
OPTIONS = LoadOptions(context=512, gpu_layers=0)


def loaded(size=1000):
    return Loaded(
        job=1, name="m", architecture="llama", description="", load_seconds=1.5,
        memory_bytes=size, device_bytes={}, context=512, context_trained=512,
        weights_bytes=100, parameters=10, threads=4, model_key="f", prefill_chunk=64,
        has_template=True, buffers=(Buffer("CPU", "CPU", 10, 20, 30),),
    )  # fmt: skip


def done(tokens_per_second=20.0):
    return Done(
        job=2, finish_reason="stop", prompt_tokens=100, cached_tokens=0, generated_tokens=41,
        prefill_seconds=1.0, decode_seconds=40 / tokens_per_second, first_token_seconds=1.0,
        seed=1, context_used=141, context=512,
    )  # fmt: skip


class Place:
    """Where records are kept, and how often this machine was looked at."""

    def __init__(self, database):
        self.database = database
        self.machines = 0
        self.writes = 0
        self.trouble = None
        self.opened = threading.Event()

    def machine(self):
        self.machines += 1
        return HERE

    @contextlib.contextmanager
    def records(self, here):
        if self.trouble is not None:
            raise self.trouble
        connection = self.database.connect()
        try:
            self.writes += 1
            yield FitRecords(connection, here)
        finally:
            connection.close()
            self.opened.set()

    def figures(self, path):
        with self.records(HERE) as records:
            return records.figures(header_key(header_files(path)), OPTIONS)


@pytest.fixture
def place(database):
    return Place(database)


@pytest.fixture
def recorders():
    """Return a list of recorders that are closed at the end of the test."""
    made = []
    yield made
    for each in made:
        each.close()


@pytest.fixture
def recorder(place, recorders):
    """Return a recorder that waits for its end."""
    recorders.append(Recorder(place.records, place.machine, quiet=600))
    return recorders[0]


@pytest.fixture
def model(tmp_path):
    return tiny(tmp_path / "tiny.gguf")


def test_a_load_and_its_answers_are_kept_with_the_prediction(recorder, place, model):
    recorder.loaded(str(model), OPTIONS, loaded())
    recorder.ran(done(20))
    recorder.ran(done(30))
    recorder.close()

    found = place.figures(model)
    assert found.measured.kv_cache == 20
    assert found.loaded.memory_bytes == 1000
    assert found.predicted.weights > 0
    assert found.speed_measured.decode == pytest.approx(25)
    assert found.runs == 2


def test_nothing_is_written_before_it_is_quiet(recorder, place, model):
    recorder.loaded(str(model), OPTIONS, loaded())
    recorder.ran(done())

    assert (place.machines, place.writes) == (0, 0)
    recorder.close()
    assert place.writes == 1


def test_in_a_quiet_moment_it_is_written_without_an_end(place, recorders, model, wait_until):
    recorder = Recorder(place.records, place.machine, quiet=0.01)
    recorders.append(recorder)

    recorder.loaded(str(model), OPTIONS, loaded())
    wait_until(place.opened.is_set)
    place.opened.clear()
    recorder.ran(done())
    wait_until(place.opened.is_set)

    assert place.figures(model).runs == 1
    assert place.machines == 1


def test_while_the_engine_works_nothing_is_written(place, recorders, model, wait_until):
    asked = threading.Semaphore(0)
    working = threading.Event()
    working.set()

    def busy():
        asked.release()
        return working.is_set()

    recorder = Recorder(place.records, place.machine, busy=busy, quiet=0.01)
    recorders.append(recorder)

    recorder.loaded(str(model), OPTIONS, loaded())
    for _ in range(3):
        assert asked.acquire(timeout=10)
    assert place.writes == 0
    working.clear()
    wait_until(place.opened.is_set)


def test_answers_belong_to_the_model_that_gave_them(recorder, place, model, tmp_path):
    other = tiny(tmp_path / "other.gguf", layers=3)
    recorder.loaded(str(model), OPTIONS, loaded())
    recorder.ran(done(20))
    recorder.loaded(str(other), OPTIONS, loaded())
    recorder.ran(done(30))
    recorder.ran(done(30))
    recorder.close()

    assert place.figures(model).runs == 1
    assert place.figures(other).runs == 2


def test_a_model_file_that_is_gone_costs_nothing(recorder, place, model):
    recorder.loaded(str(model), OPTIONS, loaded())
    model.unlink()
    recorder.close()

    assert (place.machines, place.writes) == (0, 0)


def test_a_model_file_that_is_gone_takes_no_other_with_it(recorder, place, model, tmp_path):
    recorder.loaded(str(tmp_path / "gone.gguf"), OPTIONS, loaded())
    recorder.loaded(str(model), OPTIONS, loaded())
    recorder.close()

    assert place.figures(model).loaded is not None


def test_a_database_that_refuses_is_given_up_on(recorder, place, model):
    place.trouble = ParleyError("database_locked", "It is locked.", hint="-")
    recorder.loaded(str(model), OPTIONS, loaded())
    recorder.ran(done())
    recorder.close()

    assert place.writes == 0


def test_a_fault_is_logged_and_later_figures_are_kept(
    place, recorders, model, expected_logs, wait_until
):
    expected_logs("could not be kept")
    failed = threading.Event()

    def broken_once():
        if not failed.is_set():
            failed.set()
            raise ZeroDivisionError
        return HERE

    recorder = Recorder(place.records, broken_once, quiet=0.01)
    recorders.append(recorder)

    recorder.loaded(str(model), OPTIONS, loaded())
    wait_until(failed.is_set)
    recorder.ran(done())
    wait_until(place.opened.is_set)

    assert place.figures(model).runs == 1


def test_without_a_load_there_is_nothing_to_keep(recorder, place):
    recorder.ran(done())
    recorder.close()

    assert (place.machines, place.writes) == (0, 0)


def test_the_thread_ends_with_it_also_when_nothing_was_noted(recorders, place):
    recorder = Recorder(place.records, place.machine)
    recorder.close()
    recorder.loaded("late", OPTIONS, loaded())

    assert not [each for each in threading.enumerate() if each.name == "fit-recorder"]


def test_the_models_on_this_disk_are_told_what_was_used(place, recorders, model):
    told = []
    place.trouble = ParleyError("database_busy", "Busy.", hint="Wait.")
    recorders.append(
        Recorder(place.records, place.machine, used=lambda *told_of: told.append(told_of))
    )

    recorders[0].loaded(str(model), OPTIONS, loaded())
    recorders[0].ran(done(20))
    recorders[0].ran(done(30))
    recorders[0].close()

    ((path, measured),) = told
    assert path == str(model)
    assert measured.memory_bytes == 1000
    assert (measured.prefill, measured.decode) == (100, pytest.approx(25))
