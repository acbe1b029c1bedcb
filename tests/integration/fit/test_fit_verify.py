"""The real engine, asked about models from their headers alone."""

from __future__ import annotations

import sys

import msgspec
import pytest

from helpers.engine_calls import load
from helpers.gguf_models import tiny
from helpers.model_shapes import models, write
from helpers.rpc_server import rpc_server
from parley.core.errors import ParleyError
from parley.engine.client import LocalEngine
from parley.engine.protocol import Loaded, LoadOptions
from parley.engine.query import EngineQuery
from parley.fit.identity import header_key
from parley.fit.sparse import HeaderFile, header_files
from parley.fit.verify import Verifier
from parley.gguf import read
from parley.hardware.values import Cpu, EngineBuild, Machine, Memory

MIB = 1024**2


class Counting(EngineQuery):
    """The real engine, with its questions counted and the files looked at while they are there."""

    def __init__(self):
        super().__init__()
        self.dry_loads = 0
        self.files = []

    def dry_load(self, path, options):
        self.dry_loads += 1
        self.files = [(part.name, part.stat()) for part in sorted(path.parent.iterdir())]
        return super().dry_load(path, options)


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


@pytest.fixture
def verifier(cache):
    return Verifier(EngineQuery(), cache)


def by_device(buffers):
    """Sum up by device: a real load names weights that are mapped from the file apart."""
    sums = {}
    for buffer in buffers:
        row = sums.setdefault(buffer.device, [0, 0, 0])
        row[:] = row[0] + buffer.weights, row[1] + buffer.context, row[2] + buffer.compute
    return sums


def lying(cache):
    return [entry for entry in cache.iterdir() if entry.is_dir()]


@pytest.mark.parametrize(
    "options",
    [
        LoadOptions(context=2048),
        LoadOptions(context=8192, kv_type_k="q8_0", kv_type_v="q8_0", ubatch=128, mmap=False),
        LoadOptions(context=512, flash_attention="off", repack=False),
    ],
    ids=["usual", "quantised-cache", "no-flash"],
)
def test_the_starter_models_header_says_what_a_load_allocates(verifier, starter_model, options):
    found = verifier.verify(header_files(starter_model), options)
    engine = LocalEngine()
    try:
        loaded = load(engine, starter_model, options)
    finally:
        engine.close()

    assert isinstance(loaded, Loaded), loaded
    assert found.context == loaded.context
    assert by_device(found.buffers) == by_device(loaded.buffers)
    assert found.total == sum(buffer.total for buffer in loaded.buffers)


def test_forty_gigabytes_of_llama_are_verified_and_take_no_room(cache, tmp_path):
    path = write(tmp_path / "Llama-3.3-70B-Q4_K_M.gguf", models()["llama-3.3-70b"], tokens=True)
    files = header_files(path)
    engine = Counting()
    verifier = Verifier(engine, cache)
    found = verifier.verify(files, LoadOptions(context=4096))

    assert found.weights == read(path).tensor_bytes
    assert found.weights > 40_000 * MIB
    assert found.kv_cache == 80 * 2 * 1024 * 2 * 4096  # layers, K and V, elements, f16, tokens
    assert found.on("CPU") == found.total
    ((name, status),) = engine.files
    assert (name, status.st_size) == ("model.gguf", path.stat().st_size)
    if sys.platform != "win32":
        assert status.st_blocks * 512 < 24 * MIB
    assert lying(cache) == []

    again = Counting()
    assert Verifier(again, cache).verify(files, LoadOptions(context=4096)) == found
    assert again.dry_loads == 0
    long = verifier.verify(files, LoadOptions(context=131072, kv_type_k="q8_0", kv_type_v="q8_0"))
    assert long.kv_cache == found.kv_cache * 32 * 34 // 64
    assert engine.dry_loads == 2


def test_a_model_in_several_files_is_verified_as_one(verifier, cache, tmp_path):
    import gguf

    writer = gguf.GGUFWriter(
        tmp_path / "x.gguf", "llama", split_max_tensors=8, small_first_shard=True
    )
    whole = tiny(tmp_path / "whole.gguf")
    _copy(gguf.GGUFReader(whole), writer)
    first = min(tmp_path.glob("x-00001-of-*.gguf"))
    files = header_files(first)

    assert len(files) > 2
    shuffled = [HeaderFile(f"{n}.bin", one.data, one.size) for n, one in enumerate(files)][::-1]
    found = verifier.verify(shuffled, LoadOptions(context=256))
    assert found == verifier.verify(header_files(whole), LoadOptions(context=256))
    assert header_key(shuffled) == header_key(files)
    assert lying(cache) == []


def _copy(reader, writer):
    for key, field in reader.fields.items():
        if key.startswith("GGUF.") or key == "general.architecture":
            continue
        kind = field.types[0]
        sub = field.types[-1] if len(field.types) > 1 else None
        writer.add_key_value(key, field.contents(), kind, sub)
    for tensor in reader.tensors:
        writer.add_tensor(tensor.name, tensor.data)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def test_an_unknown_architecture_is_refused_by_its_name(verifier, cache, tmp_path):
    path = tiny(tmp_path / "Newest model.gguf", architecture="not-yet-invented")
    with pytest.raises(ParleyError) as caught:
        verifier.verify(header_files(path), LoadOptions())

    assert caught.value.code == "unsupported_architecture"
    assert "not-yet-invented of Newest model.gguf" in caught.value.message
    assert list(cache.iterdir()) == []


def test_an_engine_that_crashes_leaves_nothing_lying(cache, tmp_path):
    script = "import sys, os; sys.stdin.readline(); os.abort()"
    crashing = EngineQuery([sys.executable, "-c", script])
    here = Machine(Memory(1, 1), Cpu("", 1, 1, ()), (), engine=EngineBuild("0", ()))
    verifier = Verifier(crashing, cache, here=here)
    with pytest.raises(ParleyError) as caught:
        verifier.verify(header_files(tiny(tmp_path / "tiny.gguf")), LoadOptions())

    assert caught.value.code == "engine_crashed"
    assert list(cache.iterdir()) == []


def test_options_that_no_engine_takes_are_refused_in_words(verifier, tmp_path):
    options = LoadOptions(kv_type_v="q8_0", flash_attention="off")
    with pytest.raises(ParleyError) as caught:
        verifier.verify(header_files(tiny(tmp_path / "tiny.gguf")), options)

    assert caught.value.code == "bad_option"


def test_each_device_gets_its_own_figures(verifier, starter_model):
    files = header_files(starter_model)
    with rpc_server() as server:
        (name,) = [
            device.name
            for device in EngineQuery().devices((server.endpoint,)).devices
            if device.backend == "RPC"
        ]
        # Weights mapped from the file would count with those of other devices between them.
        options = LoadOptions(
            context=2048, devices=(name,), rpc=(server.endpoint,), gpu_layers=16, mmap=False
        )
        half = verifier.verify(files, options)
        whole = verifier.verify(files, msgspec.structs.replace(options, gpu_layers=-1))
        engine = LocalEngine()
        try:
            loaded = load(engine, starter_model, options)
        finally:
            engine.close()
    alone = msgspec.structs.replace(options, gpu_layers=0, devices=("CPU",), rpc=())
    host = verifier.verify(files, alone)

    assert isinstance(loaded, Loaded), loaded
    assert half.buffers == loaded.buffers
    assert whole.on(name) > half.on(name) > 0
    assert half.on("CPU") > whole.on("CPU") > 0
    assert whole.kv_cache == half.kv_cache == host.kv_cache
    assert host.on("CPU") == host.total
    with pytest.raises(ParleyError, match="has no "):
        verifier.verify(files, LoadOptions(devices=(name,)))
