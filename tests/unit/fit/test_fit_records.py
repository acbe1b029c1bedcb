"""Predicted, verified and measured figures in a real database file."""

from __future__ import annotations

import contextlib
import sqlite3

import msgspec
import pytest

from parley.core.errors import ParleyError
from parley.engine.protocol import Buffer, Done, Loaded, LoadOptions
from parley.fit.records import Figures, FitRecords
from parley.fit.values import Allocation, Speed
from parley.hardware.values import Cpu, EngineBuild, Machine, Memory

HERE = Machine(
    Memory(16, 8),
    Cpu("Some processor", 8, 4, ("avx2",)),
    (),
    engine=EngineBuild("0.3.36", ("CPU",)),
)
KEY = "a" * 64
PREDICTED = Allocation((Buffer("CPU", "CPU", 100, 20, 3),), 4096, {"lora": 7})
VERIFIED = Allocation((Buffer("CPU", "CPU", 101, 21, 4),), 4096)
SPEED = Speed(200.0, 30.0, "calibrated")


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        self.now += 1
        return self.now


@pytest.fixture
def records(connection):
    return FitRecords(connection, HERE, clock=Clock())


def loaded(**changes):
    values = {
        "job": 1, "name": "m", "architecture": "llama", "description": "", "load_seconds": 1.5,
        "memory_bytes": 500, "device_bytes": {"CUDA0": 40}, "context": 4096,
        "context_trained": 8192, "weights_bytes": 100, "parameters": 10, "threads": 4,
        "model_key": "f", "prefill_chunk": 64, "has_template": True,
        "buffers": (Buffer("CPU", "CPU", 102, 22, 5),),
    }  # fmt: skip
    return Loaded(**(values | changes))


def done(**changes):
    values = {
        "job": 1, "finish_reason": "stop", "prompt_tokens": 200, "cached_tokens": 100,
        "generated_tokens": 101, "prefill_seconds": 0.5, "decode_seconds": 4.0,
        "first_token_seconds": 0.5, "seed": 1, "context_used": 300, "context": 4096,
    }  # fmt: skip
    return Done(**(values | changes))


def test_all_three_figures_stand_side_by_side(records):
    records.remember_prediction(KEY, LoadOptions(), PREDICTED, SPEED)
    records.remember_verified(KEY, LoadOptions(), VERIFIED)
    records.remember_load(KEY, LoadOptions(), loaded())
    records.remember_run(KEY, LoadOptions(), done())

    figures = records.figures(KEY, LoadOptions())
    assert figures.predicted == PREDICTED
    assert figures.verified == VERIFIED
    assert figures.measured == Allocation((Buffer("CPU", "CPU", 102, 22, 5),), 4096)
    assert figures.loaded.memory_bytes == 500
    assert figures.loaded.device_bytes == {"CUDA0": 40}
    assert figures.loaded.load_seconds == 1.5
    assert figures.speed_predicted == SPEED
    assert figures.speed_measured == Speed(200.0, 25.0, "measured")
    assert figures.runs == 1


def test_they_are_there_after_a_restart(records, database):
    records.remember_verified(KEY, LoadOptions(), VERIFIED)
    with contextlib.closing(database.connect()) as again:
        assert FitRecords(again, HERE).figures(KEY, LoadOptions()).verified == VERIFIED


def test_nothing_is_known_of_another_model_other_options_or_another_machine(records, connection):
    records.remember_prediction(KEY, LoadOptions(), PREDICTED, SPEED)
    newer = msgspec.structs.replace(HERE, engine=EngineBuild("0.3.37", ("CPU",)))
    other = msgspec.structs.replace(HERE, cpu=Cpu("Another", 8, 4, ()))

    assert records.figures("b" * 64, LoadOptions()) == Figures()
    assert records.figures(KEY, LoadOptions(context=8192)) == Figures()
    assert FitRecords(connection, newer).figures(KEY, LoadOptions()) == Figures()
    assert FitRecords(connection, other).figures(KEY, LoadOptions()) == Figures()
    assert records.figures(KEY, LoadOptions()).predicted == PREDICTED


def test_options_that_change_nothing_find_the_same_figures(records):
    records.remember_load(KEY, LoadOptions(seed=4, state_dir="/somewhere", threads=4), loaded())

    assert records.figures(KEY, LoadOptions(gpu_layers=0)).measured is not None


def test_the_latest_load_and_prediction_count(records):
    records.remember_prediction(KEY, LoadOptions(), VERIFIED, SPEED)
    records.remember_prediction(KEY, LoadOptions(), PREDICTED, Speed(1.0, 2.0, "assumed"))
    records.remember_load(KEY, LoadOptions(), loaded(memory_bytes=1))
    records.remember_load(KEY, LoadOptions(), loaded(memory_bytes=2))

    figures = records.figures(KEY, LoadOptions())
    assert figures.predicted == PREDICTED
    assert figures.speed_predicted == Speed(1.0, 2.0, "assumed")
    assert figures.loaded.memory_bytes == 2


def test_a_speed_from_measured_runs_does_not_pass_for_a_prediction(records):
    records.remember_prediction(KEY, LoadOptions(), PREDICTED, SPEED)
    records.remember_prediction(KEY, LoadOptions(), PREDICTED, Speed(9.0, 9.0, "measured"))

    assert records.figures(KEY, LoadOptions()).speed_predicted == SPEED


def test_an_engine_that_tells_no_buffers_still_has_its_size_kept(records):
    records.remember_load(KEY, LoadOptions(), loaded(buffers=()))

    figures = records.figures(KEY, LoadOptions())
    assert figures.measured is None
    assert figures.loaded.memory_bytes == 500


def test_one_slow_moment_does_not_move_the_speed(records):
    for seconds in (4.0, 4.1, 400.0):
        records.remember_run(KEY, LoadOptions(), done(decode_seconds=seconds))

    assert records.figures(KEY, LoadOptions()).speed_measured.decode == pytest.approx(100 / 4.1)


@pytest.mark.parametrize(
    ("changes", "prefill", "decode"),
    [
        ({"prompt_tokens": 163}, 0.0, 25.0),  # 63 evaluated
        ({"prompt_tokens": 164}, 128.0, 25.0),
        ({"generated_tokens": 15}, 200.0, 0.0),
        ({"generated_tokens": 16}, 200.0, 3.75),
        ({"prefill_seconds": 0.0}, 0.0, 25.0),
        ({"decode_seconds": 0.0}, 200.0, 0.0),
    ],
)
def test_runs_with_few_tokens_count_for_nothing(records, changes, prefill, decode):
    records.remember_run(KEY, LoadOptions(), done(**changes))

    measured = records.figures(KEY, LoadOptions()).speed_measured
    assert measured == Speed(prefill, decode, "measured")


def test_the_latest_run_is_that_of_the_options_that_ran_last(records):
    assert records.latest_run(KEY) is None
    records.remember_run(KEY, LoadOptions(context=512, seed=4), done(decode_seconds=2.0))
    records.remember_run(KEY, LoadOptions(context=1024), done())
    records.remember_prediction(KEY, LoadOptions(context=2048), PREDICTED, SPEED)
    records.remember_prediction(KEY, LoadOptions(context=512), PREDICTED, SPEED)

    found = records.latest_run(KEY)
    assert (found.options.context, found.options.threads) == (1024, 4)
    assert found.speed == Speed(200.0, 25.0, "measured")


def test_a_run_that_counts_for_neither_is_not_kept(records):
    records.remember_run(KEY, LoadOptions(), done(prompt_tokens=110, generated_tokens=3))
    records.remember_run(KEY, LoadOptions(), done(prompt_tokens=100, generated_tokens=0))

    assert records.figures(KEY, LoadOptions()) == Figures()


def test_short_questions_do_not_drive_out_what_a_long_one_showed(records, connection):
    records.remember_run(KEY, LoadOptions(), done(prompt_tokens=2100, prefill_seconds=4.0))
    for _ in range(60):
        records.remember_run(KEY, LoadOptions(), done(prompt_tokens=110))

    figures = records.figures(KEY, LoadOptions())
    assert figures.speed_measured == Speed(500.0, 25.0, "measured")
    assert connection.execute("SELECT count(*) FROM fit_runs").fetchone()[0] <= 21


def test_old_runs_make_way_for_new_ones(records):
    for seconds in [40.0] * 30 + [4.0] * 20:
        records.remember_run(KEY, LoadOptions(), done(decode_seconds=seconds))

    figures = records.figures(KEY, LoadOptions())
    assert figures.speed_measured.decode == 25.0
    assert figures.runs == 20


def test_the_oldest_fits_make_way_for_new_ones(connection):
    records = FitRecords(connection, HERE, clock=Clock(), keep=3)
    for number in range(3):
        records.remember_run(str(number), LoadOptions(), done())
    records.remember_verified("0", LoadOptions(), VERIFIED)  # used again
    records.remember_run("3", LoadOptions(), done())

    known = [key for key in "0123" if records.figures(key, LoadOptions()) != Figures()]
    assert known == ["0", "2", "3"]
    assert connection.execute("SELECT count(*) FROM fit_runs").fetchone() == (3,)


def test_a_fit_is_kept_even_when_the_clock_went_back(connection):
    FitRecords(connection, HERE, clock=lambda: 5000.0).remember_verified(
        "a", LoadOptions(), VERIFIED
    )
    earlier = FitRecords(connection, HERE, clock=lambda: 10.0, keep=1)
    earlier.remember_verified("b", LoadOptions(), VERIFIED)

    assert earlier.figures("b", LoadOptions()).verified == VERIFIED


def test_a_model_can_be_forgotten(records):
    records.remember_run(KEY, LoadOptions(), done())
    records.remember_run("other", LoadOptions(), done())
    records.forget(KEY)
    records.forget("never seen")

    assert records.figures(KEY, LoadOptions()) == Figures()
    assert records.figures("other", LoadOptions()) != Figures()


def test_the_window_and_the_command_line_write_at_the_same_time(records, database):
    with contextlib.closing(database.connect()) as second:
        other = FitRecords(second, HERE)
        for _ in range(5):
            records.remember_run(KEY, LoadOptions(), done())
            other.remember_run(KEY, LoadOptions(), done())

        assert records.figures(KEY, LoadOptions()).runs == 10
        assert other.figures(KEY, LoadOptions()).runs == 10


def test_a_database_kept_busy_by_another_program_is_said_and_nothing_is_half_written(
    records, connection, database
):
    connection.execute("PRAGMA busy_timeout = 0")
    with contextlib.closing(sqlite3.connect(database.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ParleyError) as caught:
            records.remember_run(KEY, LoadOptions(), done())
        other.rollback()

    assert caught.value.code == "database_busy"
    assert records.figures(KEY, LoadOptions()) == Figures()
    records.remember_run(KEY, LoadOptions(), done())
    assert records.figures(KEY, LoadOptions()).runs == 1


def test_what_another_version_wrote_differently_counts_as_unknown(records, connection):
    records.remember_verified(KEY, LoadOptions(), VERIFIED)
    records.remember_prediction(KEY, LoadOptions(), PREDICTED)
    with connection:
        connection.execute("""UPDATE fits SET verified = '{"buffers": 3}'""")

    assert records.figures(KEY, LoadOptions()) == Figures(predicted=PREDICTED)
