"""From a name to an answer: what is chosen, verified, recorded, and learned from earlier runs."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest

from helpers.fit_machines import GIB, card, machine
from helpers.gguf_bytes import gguf_bytes
from helpers.local_hub import LocalHub
from helpers.model_shapes import models, write
from helpers.shelves import headers_read, publish, shelf
from parley.core.errors import ParleyError
from parley.engine.protocol import Buffer, Done, Loaded, Lora
from parley.fit.fitting import Fitter
from parley.fit.identity import header_key
from parley.fit.records import FitRecords
from parley.fit.sources import Sources
from parley.fit.sparse import HeaderFile, header_files
from parley.fit.typical import assumed
from parley.fit.values import Allocation, Wish
from parley.hub import Hub

NAME = "someone/Small-GGUF"
LAPTOP = machine(16)
TOWER = machine(32, card("CUDA0", 12))


class Engine:
    """Stands for the engine's own figures: those of the formula, times a factor."""

    def __init__(self, factor=1.0, error=None):
        self.factor = factor
        self.error = error
        self.asked = []

    def verify(self, files, options, machine=None, *, projector=0):
        self.asked.append((files, options))
        if self.error is not None:
            raise self.error
        size = sum(file.size for file in files)
        each = Buffer("CPU", "CPU", int(size * self.factor), 0, 0)
        extra = {"projector": projector} if projector else {}
        return Allocation((each,), options.context, extra)


@pytest.fixture
def local_hub():
    with LocalHub() as hub:
        yield hub


@pytest.fixture
def fitter(paths, local_hub):
    """Return a function that makes a fitter for a machine."""

    def make(here=LAPTOP, **parts):
        sources = Sources(
            paths,
            lambda: Hub(paths.cache / "hub", endpoint=local_hub.endpoint, wait=lambda _: None),
        )
        return Fitter(sources, here, lambda: assumed(here), **parts)

    return make


@pytest.fixture
def records(connection):
    return FitRecords(connection, LAPTOP)


def done(tokens_per_second):
    return Done(
        job=1, finish_reason="stop", prompt_tokens=200, cached_tokens=0, generated_tokens=101,
        prefill_seconds=200 / (10 * tokens_per_second), decode_seconds=100 / tokens_per_second,
        first_token_seconds=1.0, seed=1, context_used=300, context=4096,
    )  # fmt: skip


def loaded(allocation):
    return Loaded(
        job=1, name="m", architecture="llama", description="", load_seconds=1.5,
        memory_bytes=500, device_bytes={}, context=allocation.context, context_trained=8192,
        weights_bytes=100, parameters=10, threads=4, model_key="f", prefill_chunk=64,
        has_template=True, buffers=allocation.buffers,
    )  # fmt: skip


# -- one model ----------------------------------------------------------------------------------


def test_one_file(fitter, tmp_path):
    path = write(tmp_path / "m-Q4_K_M.gguf", models()["llama-3.1-8b"])

    found = fitter().fit(str(path), Wish(context=8192))

    assert (found.plan.verdict, found.plan.build) == ("cpu", "Q4_K_M")
    assert found.plan.options.context == 8192
    assert (found.verified, found.unverified, found.choice) == (None, "", ())
    assert fitter(TOWER).fit(str(path), Wish()).plan.verdict == "gpu"


def test_of_several_builds_the_one_to_take_with_the_reason(fitter, tmp_path):
    folder = shelf(tmp_path, "llama-3.1-8b")

    found = fitter().fit(str(folder), Wish())
    best = fitter().recommend(str(folder), Wish())

    assert found.plan == best.chosen.plan
    assert "of 6 builds" in found.choice[0]
    assert found.reasons == (*found.choice, *found.plan.reasons)


def test_a_context_that_no_build_holds_is_shortened_in_both_answers(fitter, tmp_path):
    folder = shelf(tmp_path, "llama-3.1-8b")
    wish = Wish(context=131072)

    found = fitter(machine(8)).fit(str(folder), wish)

    assert found.plan.verdict == "cpu"
    assert found.plan.options.context < 131072
    assert found.plan == fitter(machine(8)).recommend(str(folder), wish).chosen.plan


def test_where_none_fits_the_smallest_is_explained(fitter, tmp_path):
    folder = shelf(tmp_path, "llama-3.3-70b")

    found = fitter().fit(str(folder), Wish())
    none = fitter().recommend(str(folder), Wish())

    assert (found.plan.verdict, found.plan.build) == ("too_big", "IQ4_XS")
    assert "not even the smallest" in found.reasons[0]
    assert none.chosen is None
    assert "not even the smallest" in none.reasons[0]
    assert {each.verdict for each in none.candidates} == {"too_big"}


def test_of_a_repository_the_first_and_the_chosen_header_are_read(fitter, tmp_path, local_hub):
    folder = shelf(tmp_path / "published", "llama-3.2-1b")
    publish(local_hub, NAME, folder)

    found = fitter().recommend(NAME, Wish(prefer="quality"))

    assert len(found.candidates) == 6
    assert found.chosen.plan.build == "Q8_0"
    assert headers_read(local_hub) == {"llama-3.2-1b-Q4_K_M.gguf", "llama-3.2-1b-Q8_0.gguf"}
    here = fitter().recommend(str(folder), Wish(prefer="quality")).chosen
    assert here.plan.allocation == found.chosen.plan.allocation
    assert here.offer.key == found.chosen.offer.key


def test_a_chosen_build_that_turns_out_damaged_is_replaced(fitter, tmp_path, local_hub):
    folder = shelf(tmp_path / "published", "llama-3.2-1b")
    with (folder / "llama-3.2-1b-Q8_0.gguf").open("r+b") as file:
        file.write(b"damaged!")
    publish(local_hub, NAME, folder)

    found = fitter().recommend(NAME, Wish(prefer="quality"))

    assert found.chosen.plan.build != "Q8_0"
    assert "llama-3.2-1b-Q8_0.gguf" in found.reasons[0]
    assert len(found.candidates) == 5


def test_images_add_the_projector_to_the_plan(fitter, tmp_path):
    folder = shelf(tmp_path, "llama-3.2-1b", ("Q4_K_M",))
    (folder / "mmproj-F16.gguf").write_bytes(bytes(123_456))

    plain = fitter().fit(str(folder), Wish()).plan.allocation
    seeing = fitter().fit(str(folder), Wish(), images=True).plan.allocation

    assert seeing.extra == {"projector": 123_456}
    assert seeing.total == plain.total + 123_456


def test_adapters_are_planned_and_loaded_with_the_model(fitter, tmp_path):
    path = str(write(tmp_path / "m-Q4_K_M.gguf", models()["llama-3.1-8b"]))
    adapter = tmp_path / "adapter.gguf"
    with adapter.open("wb") as file:
        file.truncate(2 * GIB)
    here = machine(16, free=9)

    plain = fitter(here).fit(path, Wish(context=8192)).plan
    wish = Wish(context=8192, loras=(Lora(str(adapter)),), adapters=2 * GIB)
    found = fitter(here).fit(path, wish).plan

    assert found.options.loras == (Lora(str(adapter)),)
    assert found.allocation.extra["lora"] == 2 * GIB
    assert (plain.verdict, found.verdict) == ("cpu", "too_big")


def test_an_architecture_that_nobody_knows_is_planned_with_more_care(fitter, tmp_path):
    known = write(tmp_path / "known-Q4_K_M.gguf", models()["llama-3.1-8b"])
    strange = models()["llama-3.1-8b"]._replace(architecture="strange")
    unknown = write(tmp_path / "strange-Q4_K_M.gguf", strange)
    size = fitter().fit(str(known), Wish(context=8192)).plan.allocation.total
    # Room for it with the usual margin, not with more.
    here = machine(64, free=(size * 1.05 + 6.4 * GIB + 300 * 1024**2) / GIB)

    assert fitter(here).fit(str(known), Wish(context=8192)).plan.options.kv_type_k == "f16"
    found = fitter(here).fit(str(unknown), Wish(context=8192))
    assert found.plan.options.kv_type_k != "f16" or found.plan.verdict == "too_big"


def test_a_file_that_does_not_say_what_it_is(fitter, tmp_path):
    (tmp_path / "m.gguf").write_bytes(gguf_bytes({}))

    with pytest.raises(ParleyError) as caught:
        fitter().fit(str(tmp_path / "m.gguf"), Wish())

    assert caught.value.hint


# -- the engine's own figures -------------------------------------------------------------------


def test_the_chosen_plan_is_verified(fitter, tmp_path):
    folder = shelf(tmp_path, "llama-3.2-1b")
    engine = Engine()

    found = fitter(verifier=engine).recommend(str(folder), Wish())

    ((files, options),) = engine.asked
    assert options == found.chosen.plan.options
    assert files[0].size == found.chosen.plan.size
    assert found.chosen.verified.weights == found.chosen.plan.size


def test_an_engine_that_cannot_say_leaves_the_calculated_figures(fitter, tmp_path):
    path = write(tmp_path / "m-Q4_K_M.gguf", models()["llama-3.2-1b"])
    engine = Engine(error=ParleyError("engine_crashed", "The engine ended.", hint="-"))

    found = fitter(verifier=engine).fit(str(path), Wish())

    assert found.verified is None
    assert found.unverified == "The engine ended."
    assert found.plan.verdict == "cpu"


def test_a_plan_that_the_engine_does_not_bear_out_is_made_again(fitter, tmp_path):
    path = write(tmp_path / "m-Q4_K_M.gguf", models()["llama-3.1-8b"])
    here = machine(32, free=16)
    before = fitter(here).fit(str(path), Wish()).plan
    # It says twice as much as there is room for what the formula planned.
    engine = Engine(factor=16 * GIB / path.stat().st_size)

    found = fitter(here, verifier=engine).fit(str(path), Wish())

    assert before.verdict == "cpu"
    assert 1 < len(engine.asked) <= 5
    assert found.plan.verdict == "too_big" or found.plan.options.context < before.options.context


# -- what is recorded ---------------------------------------------------------------------------


def test_prediction_verification_and_measurement_stand_together(fitter, records, tmp_path):
    path = write(tmp_path / "m-Q4_K_M.gguf", models()["llama-3.2-1b"])
    engine = Engine()
    first = fitter(verifier=engine, records=records).fit(str(path), Wish())
    key = header_key(header_files(path))
    real = Allocation((Buffer("CPU", "CPU", 10, 20, 30),), first.plan.options.context)

    records.remember_load(key, first.plan.options, loaded(real))
    records.remember_run(key, first.plan.options, done(42))
    found = fitter(verifier=engine, records=records).fit(str(path), Wish())

    assert first.figures.predicted == first.plan.allocation
    assert first.figures.verified == first.verified
    assert found.figures.measured == real
    assert found.figures.speed_predicted == first.plan.speed
    assert found.figures.speed_measured.decode == pytest.approx(42)
    assert found.plan.speed == found.figures.speed_measured


def test_runs_of_another_build_scale_the_prediction(fitter, records, tmp_path):
    folder = shelf(tmp_path, "llama-3.2-1b", ("Q4_K_M", "Q8_0"))
    one, other = (str(folder / f"llama-3.2-1b-{each}.gguf") for each in ("Q4_K_M", "Q8_0"))
    before = fitter(records=records).fit(one, Wish(context=4096))
    untouched = fitter(records=records).fit(other, Wish(context=4096)).plan.speed
    twice = done(2 * before.plan.speed.decode)

    records.remember_run(before.offer.key, before.plan.options, twice)
    made = {
        each.build: each.speed
        for each in fitter(records=records).recommend(str(folder), Wish(context=4096)).candidates
    }

    assert made["Q4_K_M"].basis == "measured"
    assert made["Q4_K_M"].decode == pytest.approx(2 * before.plan.speed.decode)
    assert made["Q8_0"].basis == "assumed"
    assert made["Q8_0"].decode == pytest.approx(2 * untouched.decode)
    # The same build with other options is scaled by its own run.
    longer = fitter(records=records).fit(one, Wish(context=8192)).plan.speed
    assert longer.decode == pytest.approx(2 * before.plan.speed.decode, rel=0.1)


def test_a_run_that_nobody_predicted_corrects_what_is_said_of_other_options(
    fitter, records, tmp_path
):
    path = write(tmp_path / "m-Q4_K_M.gguf", models()["llama-3.2-1b"])
    before = fitter().fit(str(path), Wish(context=8192)).plan.speed
    run = fitter().fit(str(path), Wish(context=2048)).plan

    # As a window does it: with options of its own, and no fit before.
    records.remember_run(header_key(header_files(path)), run.options, done(run.speed.decode / 2))
    found = fitter(records=records).fit(str(path), Wish(context=8192)).plan.speed

    assert found.decode == pytest.approx(before.decode / 2, rel=0.01)
    assert found.basis == before.basis


def test_a_corrected_prediction_that_came_true_stays_corrected(fitter, records, tmp_path):
    path = str(write(tmp_path / "m-Q4_K_M.gguf", models()["llama-3.2-1b"]))
    before = fitter().fit(path, Wish(context=8192)).plan.speed
    key = header_key(header_files(tmp_path / "m-Q4_K_M.gguf"))

    for context in (2048, 4096):
        plan = fitter(records=records).fit(path, Wish(context=context)).plan
        records.remember_run(key, plan.options, done(before.decode / 2))
    found = fitter(records=records).fit(path, Wish(context=8192)).plan.speed

    assert found.decode == pytest.approx(before.decode / 2, rel=0.05)


def test_runs_of_one_model_say_nothing_of_the_other_of_a_pair(fitter, records, tmp_path):
    small = shelf(tmp_path / "small", "llama-3.2-1b", ("Q4_K_M",))
    other = shelf(tmp_path / "other", "mistral-7b-v0.3", ("Q4_K_M",))
    here = fitter(records=records)
    before = here.pair(str(small), str(other), Wish(context=4096))
    slow = done(before.plan.first.speed.decode / 3)

    records.remember_run(before.first.chosen.offer.key, before.plan.first.options, slow)
    after = here.pair(str(small), str(other), Wish(context=4096))

    assert after.plan.first.speed.decode == pytest.approx(before.plan.first.speed.decode / 3)
    assert after.plan.second.speed == before.plan.second.speed


def test_nothing_is_recorded_of_another_machine(fitter, records, connection, tmp_path):
    path = write(tmp_path / "m-Q4_K_M.gguf", models()["llama-3.2-1b"])

    fitter(TOWER).fit(str(path), Wish())

    assert connection.execute("SELECT count(*) FROM fits").fetchone() == (0,)


def test_a_database_that_refuses_is_done_without(fitter, connection, tmp_path):
    path = write(tmp_path / "m-Q4_K_M.gguf", models()["llama-3.2-1b"])
    records = FitRecords(connection, LAPTOP)
    connection.execute("PRAGMA query_only = ON")

    found = fitter(records=records).fit(str(path), Wish())

    assert found.plan.verdict == "cpu"
    assert found.figures.predicted is None


# -- pairs --------------------------------------------------------------------------------------


def test_a_pair_has_both_plans_and_every_candidate(fitter, tmp_path, local_hub):
    here = shelf(tmp_path / "here", "llama-3.1-8b")
    publish(local_hub, NAME, shelf(tmp_path / "there", "mistral-7b-v0.3"))

    found = fitter(machine(64, card("CUDA0", 24))).pair(str(here), NAME, Wish())

    assert found.plan.mode == "together"
    assert found.first.chosen.plan == found.plan.first
    assert found.second.chosen.plan == found.plan.second
    assert len(found.first.candidates) == len(found.second.candidates) == 6
    assert found.second.chosen.offer.key


def test_a_pair_that_the_engine_does_not_bear_out_runs_in_turn(fitter, tmp_path):
    one = shelf(tmp_path / "one", "llama-3.1-8b", ("Q4_K_M",))
    other = shelf(tmp_path / "other", "mistral-7b-v0.3", ("Q4_K_M",))
    here = machine(32, free=17)
    planned = fitter(here).pair(str(one), str(other), Wish(context=4096))
    # Each still fits alone, but not beside the other.
    engine = Engine(factor=1.7)

    found = fitter(here, verifier=engine).pair(str(one), str(other), Wish(context=4096))

    assert planned.plan.mode == "together"
    assert found.plan.mode == "in_turn"
    assert found.first.chosen.plan == found.plan.first
    assert found.first.chosen.verified is not None
    assert found.second.chosen.verified is not None


def test_a_pair_that_the_engine_bears_out_is_asked_about_once(fitter, tmp_path):
    one = shelf(tmp_path / "one", "llama-3.1-8b", ("Q4_K_M",))
    other = shelf(tmp_path / "other", "mistral-7b-v0.3", ("Q4_K_M",))
    engine = Engine()

    found = fitter(machine(64), verifier=engine).pair(str(one), str(other), Wish(context=4096))

    assert found.plan.mode == "together"
    assert len(engine.asked) == 2


def test_a_pair_of_which_one_does_not_run(fitter, tmp_path):
    small = shelf(tmp_path / "small", "llama-3.2-1b", ("Q4_K_M",))
    huge = shelf(tmp_path / "huge", "llama-3.3-70b", ("Q4_K_M",))

    found = fitter().pair(str(small), str(huge), Wish())

    assert found.plan.mode == "impossible"
    assert found.first.chosen is not None
    assert found.second.chosen is None
    assert found.second.reasons


def test_what_is_loaded_now_gives_its_memory_back(fitter, tmp_path):
    path = write(tmp_path / "m-Q4_K_M.gguf", models()["llama-3.1-8b"])
    here = machine(16, free=4)
    held = Allocation((Buffer("CPU_REPACK", "CPU", 8 * GIB, 0, 0),), 4096)

    assert fitter(here).fit(str(path), Wish()).plan.verdict == "too_big"
    assert fitter(here, loaded=held).fit(str(path), Wish()).plan.verdict == "cpu"


def test_figures_can_be_sent(fitter, tmp_path):
    path = write(tmp_path / "m-Q4_K_M.gguf", models()["llama-3.2-1b"])
    found = fitter().fit(str(path), Wish())

    assert msgspec.json.decode(msgspec.json.encode(found.plan), type=type(found.plan)) == found.plan


@pytest.mark.parametrize("code", ["unsupported_architecture", "load_failed"])
def test_what_the_engine_refuses_is_not_said_to_run(fitter, tmp_path, code):
    class Refusing:
        def verify(self, *_: object, **__: object) -> Allocation:
            raise ParleyError(code, "The engine does not know it.", hint="Choose another.")

    folder = shelf(tmp_path, "llama-3.2-1b", ("Q4_K_M",))

    with pytest.raises(ParleyError) as caught:
        fitter(verifier=Refusing()).fit(str(folder), Wish())

    assert caught.value.code == code


def test_a_build_that_the_engine_refuses_is_left_out_among_others(fitter, tmp_path):
    class Refusing:
        def __init__(self) -> None:
            self.asked: list[str] = []

        def verify(self, files: Sequence[HeaderFile], *_: object, **__: object) -> Allocation:
            self.asked.append(files[0].name)
            if len(self.asked) == 1:
                raise ParleyError("load_failed", "The file is damaged.", hint="Get it again.")
            return Allocation((Buffer("CPU", "CPU", 1, 0, 0),), 4096)

    folder = shelf(tmp_path, "llama-3.2-1b", ("Q4_K_M", "Q6_K", "Q8_0"))
    engine = Refusing()
    found = fitter(verifier=engine).recommend(str(folder), Wish())

    assert found.chosen is not None
    assert found.chosen.plan.files != (engine.asked[0],)
    assert len(found.candidates) == 2
    assert any(engine.asked[0] in said and "damaged" in said for said in found.reasons)
