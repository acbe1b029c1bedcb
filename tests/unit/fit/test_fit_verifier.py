"""Asking an engine that is written down in the test: what is asked, kept, cleaned up and said."""

from __future__ import annotations

import os
import threading
import time

import msgspec
import pytest

from helpers.gguf_models import tiny
from parley.core.errors import ParleyError
from parley.engine import protocol
from parley.engine.protocol import Buffer, DeviceList, DryLoaded, LoadOptions, Lora
from parley.fit.sparse import HeaderFile, header_files
from parley.fit.values import Allocation
from parley.fit.verify import Verifier
from parley.gguf import GgufError, read
from parley.hardware.values import Cpu, Device, EngineBuild, Machine, Memory

CPU = protocol.Device("CPU", "Some processor", "CPU", "cpu", 16, 16)
CARD = protocol.Device("CUDA0", "A card", "CUDA", "gpu", 24, 18)
SECOND = protocol.Device("CUDA1", "Another card", "CUDA", "gpu", 12, 6)
BUFFERS = (Buffer("CPU", "CPU", 100, 20, 3),)


def machine(*devices, version="0.3.36"):
    found = tuple(
        Device(d.name, d.backend, d.kind, d.total, d.free, d.description) for d in (CPU, *devices)
    )
    cpu = Cpu("Some processor", 8, 4, ())
    return Machine(Memory(16, 8), cpu, found, engine=EngineBuild(version, ("CPU",)))


class Scripted:
    """An engine that notes what it is asked."""

    def __init__(self, *devices, engine="0.3.36", error=None):
        self.list = DeviceList(1, (CPU, *devices), engine, ("CPU",), ())
        self.error = error
        self.asked = []
        self.listed = 0
        self.gate = threading.Event()
        self.gate.set()
        self.entered = threading.Event()

    def devices(self, rpc=()):
        self.listed += 1
        return self.list

    def dry_load(self, path, options):
        assert path.stat().st_size == 0 or read(path).tensors
        self.asked.append((path, options))
        self.entered.set()
        assert self.gate.wait(20)
        if self.error:
            raise self.error
        return DryLoaded(1, BUFFERS, options.context, 2, 100, True)


@pytest.fixture
def files(tmp_path):
    return header_files(tiny(tmp_path / "My model.gguf"))


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


def answers(cache):
    return sorted(cache.glob("*.json"))


def left_over(cache):
    return [entry.name for entry in cache.iterdir() if entry.is_dir()]


def test_the_engines_answer_comes_back_and_nothing_is_left_lying(files, cache):
    engine = Scripted()
    found = Verifier(engine, cache).verify(files, LoadOptions(context=256))

    assert found == Allocation(BUFFERS, 256)
    assert not engine.asked[0][0].exists()
    assert left_over(cache) == []


def test_the_same_question_is_asked_once(files, cache):
    engine, again = Scripted(), Scripted()
    first = Verifier(engine, cache, here=machine())
    first.verify(files, LoadOptions(threads=3))
    first.verify(files, LoadOptions(seed=1))
    second = Verifier(again, cache, here=machine())

    assert second.verify(files, LoadOptions()) == Allocation(BUFFERS, 4096)
    assert len(engine.asked) == 1
    assert (again.asked, again.listed, engine.listed) == ([], 0, 0)


def test_an_answer_in_a_folder_that_is_only_read_is_an_answer(files, cache, monkeypatch):
    Verifier(Scripted(), cache).verify(files, LoadOptions())
    before = answers(cache)

    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr("os.utime", refuse)
    engine = Scripted()

    assert Verifier(engine, cache).verify(files, LoadOptions()) == Allocation(BUFFERS, 4096)
    assert engine.asked == []
    assert answers(cache) == before


@pytest.mark.parametrize("what", ["options", "model", "engine", "devices"])
def test_another_question_is_asked_anew(files, cache, tmp_path, what):
    Verifier(Scripted(), cache).verify(files, LoadOptions(gpu_layers=0))
    engine = Scripted(
        *([CARD] if what == "devices" else []), engine="0.4" if what == "engine" else "0.3.36"
    )
    if what == "model":
        files = header_files(tiny(tmp_path / "another.gguf", context=1024))
    options = LoadOptions(gpu_layers=0, context=99 if what == "options" else 4096)
    Verifier(engine, cache).verify(files, options)

    assert len(engine.asked) == 1
    assert len(answers(cache)) == 2


@pytest.mark.parametrize("content", [b"", b"{", b'{"buffers": 1}', b"\xff\xfe", b"null"])
def test_a_damaged_answer_is_thrown_away_and_asked_for_again(files, cache, content):
    engine = Scripted()
    verifier = Verifier(engine, cache)
    verifier.verify(files, LoadOptions())
    answers(cache)[0].write_bytes(content)

    assert verifier.verify(files, LoadOptions()) == Allocation(BUFFERS, 4096)
    assert verifier.verify(files, LoadOptions()) == Allocation(BUFFERS, 4096)
    assert len(engine.asked) == 2


def test_answers_not_used_for_longest_make_way(files, cache):
    engine = Scripted()
    verifier = Verifier(engine, cache, keep=3)
    for number, context in enumerate((100, 200, 300)):
        verifier.verify(files, LoadOptions(context=context))
        for path in answers(cache):
            if path.stat().st_mtime > 1000:
                os.utime(path, (number + 1, number + 1))
    verifier.verify(files, LoadOptions(context=100))  # used again
    verifier.verify(files, LoadOptions(context=400))
    assert len(answers(cache)) == 3

    before = len(engine.asked)
    verifier.verify(files, LoadOptions(context=100))
    assert len(engine.asked) == before
    verifier.verify(files, LoadOptions(context=200))
    assert len(engine.asked) == before + 1


def test_two_that_ask_the_same_at_once_start_one_engine(files, cache):
    engine = Scripted()
    engine.gate.clear()
    verifier = Verifier(engine, cache)
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(verifier.verify(files, LoadOptions())))
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    assert engine.entered.wait(20)
    engine.gate.set()
    for thread in threads:
        thread.join(20)

    assert found == [Allocation(BUFFERS, 4096)] * 3
    assert len(engine.asked) == 1


def test_the_engines_reason_is_said_with_the_models_own_name(files, cache):
    reason = ParleyError(
        "unsupported_architecture",
        "The engine does not know the architecture x of model.gguf.",
        safe="The file was not changed.",
        hint="Choose another model.",
        details={"a": 1},
    )
    engine = Scripted(error=reason)
    verifier = Verifier(engine, cache)
    for _ in range(2):
        with pytest.raises(ParleyError) as caught:
            verifier.verify(files, LoadOptions())
        assert caught.value.code == "unsupported_architecture"
        assert caught.value.message.endswith("x of My model.gguf.")
        assert caught.value.details == {"a": 1}

    assert len(engine.asked) == 2
    assert left_over(cache) == []
    assert answers(cache) == []


def test_a_bug_in_the_engines_caller_leaves_nothing_lying_either(files, cache):
    with pytest.raises(ZeroDivisionError):
        Verifier(Scripted(error=ZeroDivisionError()), cache).verify(files, LoadOptions())

    assert left_over(cache) == []


def test_what_a_killed_program_left_is_swept_up(files, cache):
    old, new = cache / "parley-dry-old", cache / "parley-dry-new"
    for folder in (old, new):
        folder.mkdir(parents=True)
        (folder / "model.gguf").write_bytes(b"x")
    os.utime(old, (time.time() - 7200,) * 2)
    Verifier(Scripted(), cache).verify(files, LoadOptions())

    assert left_over(cache) == ["parley-dry-new"]


def test_a_cache_that_cannot_be_written_costs_only_the_keeping(files, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "file").write_bytes(b"")
    engine = Scripted()
    verifier = Verifier(engine, tmp_path / "file" / "cache")

    for _ in range(2):
        assert verifier.verify(files, LoadOptions()) == Allocation(BUFFERS, 4096)
    assert len(engine.asked) == 2
    assert list(tmp_path.glob("parley-dry-*")) == []


def test_without_any_place_for_the_file_it_says_so(files, tmp_path, monkeypatch):
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "file" / "tmp"))

    with pytest.raises(ParleyError) as caught:
        Verifier(Scripted(), tmp_path / "file" / "cache").verify(files, LoadOptions())
    assert caught.value.code == "fit_no_folder"
    assert "calculated figures still hold" in caught.value.safe


def test_a_damaged_header_is_refused_before_the_engine_is_asked(files, cache):
    engine = Scripted()
    broken = HeaderFile("m.gguf", b"PK\x03\x04" + files[0].data[4:], files[0].size)
    with pytest.raises(GgufError) as caught:
        Verifier(engine, cache).verify([broken], LoadOptions())

    assert caught.value.code == "model_not_gguf"
    assert (engine.asked, engine.listed) == ([], 0)


def test_adapters_are_counted_beside_the_model_and_not_asked_about(files, cache, tmp_path):
    engine = Scripted()
    adapter = tiny(tmp_path / "adapter.gguf")
    options = LoadOptions(loras=(Lora(str(adapter)),))
    found = Verifier(engine, cache).verify(files, options)

    assert found.extra == {"lora": read(adapter).tensor_bytes}
    assert engine.asked[0][1].loras == ()
    assert Verifier(engine, cache).verify(files, LoadOptions()).extra == {}


def test_a_projector_is_added(files, cache):
    found = Verifier(Scripted(), cache).verify(files, LoadOptions(), projector=50)

    assert found.extra == {"projector": 50}
    assert found.total == 173


# -- devices -------------------------------------------------------------------------------------


def test_a_split_that_is_left_open_goes_by_free_memory(files, cache):
    engine = Scripted(CARD, SECOND)
    Verifier(engine, cache).verify(files, LoadOptions())

    asked = engine.asked[0][1]
    assert asked.devices == ("CUDA0", "CUDA1")
    assert asked.tensor_split == (0.75, 0.25)


def test_a_split_that_was_chosen_stays(files, cache):
    engine = Scripted(CARD, SECOND)
    options = LoadOptions(devices=("CUDA1", "CUDA0"), tensor_split=(1.0, 1.0))
    Verifier(engine, cache).verify(files, options)

    asked = engine.asked[0][1]
    assert (asked.devices, asked.tensor_split) == (("CUDA1", "CUDA0"), (1.0, 1.0))


def test_devices_that_tell_no_memory_share_alike(files, cache):
    silent = [msgspec.structs.replace(card, free=0, total=0) for card in (CARD, SECOND)]
    engine = Scripted(*silent)
    Verifier(engine, cache).verify(files, LoadOptions())

    assert engine.asked[0][1].tensor_split == (0.5, 0.5)


@pytest.mark.parametrize(
    ("options", "there"),
    [
        (LoadOptions(devices=("CUDA0",)), None),
        (LoadOptions(), machine(CARD)),
        (LoadOptions(gpu_layers=0), machine(CARD)),
        (LoadOptions(devices=("CUDA0", "CUDA1")), machine(CARD, SECOND)),
    ],
)
def test_devices_that_are_not_here_cannot_be_asked_about(files, cache, options, there):
    engine = Scripted()
    with pytest.raises(ParleyError) as caught:
        Verifier(engine, cache).verify(files, options, there)

    assert caught.value.code == "fit_devices_absent"
    assert "CUDA0" in caught.value.message
    assert engine.asked == []


def test_a_device_of_the_same_name_but_another_kind_is_another_device(files, cache):
    other = msgspec.structs.replace(CARD, backend="Vulkan")
    with pytest.raises(ParleyError, match="has no CUDA0"):
        Verifier(Scripted(other), cache).verify(files, LoadOptions(), machine(CARD))


def test_the_engines_own_name_of_a_backend_is_the_same_device(files, cache):
    apple = protocol.Device("MTL0", "Apple M3", "MTL", "gpu", 16, 16)
    engine = Scripted(apple)
    there = machine(msgspec.structs.replace(apple, backend="Metal"))
    Verifier(engine, cache).verify(files, LoadOptions(), there)

    assert engine.asked[0][1].devices == ("MTL0",)


def test_a_machine_without_a_card_is_not_asked_about_with_the_card_here(files, cache):
    engine = Scripted(CARD)
    Verifier(engine, cache).verify(files, LoadOptions(), machine())

    assert engine.asked[0][1].devices == ("CPU",)


def test_a_card_of_the_same_kind_with_other_memory_can_be_asked_about(files, cache):
    larger = msgspec.structs.replace(CARD, total=80, free=80)
    engine = Scripted(CARD)
    Verifier(engine, cache).verify(files, LoadOptions(), machine(larger))

    assert engine.asked[0][1].devices == ("CUDA0",)
