"""What counts as the same model, the same options and the same machine."""

from __future__ import annotations

import msgspec
import pytest

from helpers.gguf_models import tiny
from parley.engine import protocol
from parley.engine.protocol import LoadOptions, Lora
from parley.fit.identity import (
    as_json,
    default_devices,
    header_key,
    machine_key,
    memory_options,
    run_options,
)
from parley.fit.sparse import HeaderFile, header_files
from parley.hardware.values import Cpu, Device, Machine, Memory

CPU = Device("CPU", "CPU", "cpu", 16, 8)
CARD = Device("CUDA0", "CUDA", "gpu", 24, 20, "A card")
SECOND = Device("CUDA1", "CUDA", "gpu", 12, 10, "Another card")
INTEGRATED = Device("Vulkan0", "Vulkan", "igpu", 8, 8, "Graphics", unified=True)


def machine(*devices, cores=4, memory=16):
    cpu = Cpu("Some processor", 8, cores, ("avx2",))
    return Machine(Memory(memory, memory // 2), cpu, (CPU, *devices))


def test_a_model_is_the_same_before_and_after_its_download(tmp_path):
    path = tiny(tmp_path / "tiny.gguf")
    whole = path.read_bytes()
    remote = HeaderFile("owner/name/other.gguf", whole[: len(whole) // 2], len(whole))

    assert header_key([remote]) == header_key(header_files(path))


def test_another_build_is_another_model(tmp_path):
    one = header_files(tiny(tmp_path / "model.gguf"))
    longer = header_files(tiny(tmp_path / "model.gguf", context=1024))
    padded = (HeaderFile(one[0].name, one[0].data, one[0].size + 32),)

    assert len({header_key(files) for files in (one, longer, padded)}) == 3


@pytest.mark.parametrize(
    "change",
    [
        {"threads": 3},
        {"seed": 1},
        {"chat_template": "x"},
        {"state_dir": "/x", "state_ram": 1, "state_disk": 1},
        {"idle_unload": 5.0, "prefill_chunk": 64, "mlock": True},
        {"ubatch": 512},
        {"loras": (Lora("a.gguf"),)},
        {"gpu_layers": 0},
        {"devices": ("CPU",)},
        {"offload_kqv": False},
    ],
)
def test_what_says_nothing_about_memory_makes_no_difference(change):
    assert memory_options(LoadOptions(**change), ()) == memory_options(LoadOptions(), ())


@pytest.mark.parametrize(
    "change",
    [
        {"context": 8192},
        {"batch": 256},
        {"ubatch": 128},
        {"flash_attention": "off"},
        {"kv_type_k": "q8_0"},
        {"kv_type_v": "q8_0"},
        {"mmap": False},
        {"repack": False},
        {"swa_full": False},
        {"cpu_moe_layers": 2},
        {"gpu_layers": 0},
        {"gpu_layers": 5},
        {"devices": ("CPU",)},
        {"devices": ("CUDA1", "CUDA0")},
        {"tensor_split": (3.0, 1.0)},
        {"offload_kqv": False},
    ],
)
def test_what_says_something_does(change):
    cards = ("CUDA0", "CUDA1")
    assert memory_options(LoadOptions(**change), cards) != memory_options(LoadOptions(), cards)


def test_a_split_stays_as_it_is():
    # 20 of 33 is a border between layers; 0.6061 is beyond it.
    cards = ("CUDA0", "CUDA1")
    one = memory_options(LoadOptions(tensor_split=(20.0, 13.0)), cards)

    assert one.tensor_split == (20.0, 13.0)
    assert one == memory_options(LoadOptions(tensor_split=(20.0, 13.0), devices=cards), cards)
    assert memory_options(LoadOptions(tensor_split=(0.0, 0.0)), cards).tensor_split == ()


def test_the_threads_that_are_usual_here_count_as_those_named():
    here = machine(cores=4)

    assert run_options(LoadOptions(), here) == run_options(LoadOptions(threads=4), here)
    assert run_options(LoadOptions(), here) != run_options(LoadOptions(threads=2), here)
    lora = LoadOptions(loras=(Lora("a.gguf"),))
    assert run_options(LoadOptions(), here) != run_options(lora, here)


def test_layers_for_servers_are_not_taken_for_layers_on_the_processor():
    here = machine()
    servers = LoadOptions(rpc=("127.0.0.1:50052",))
    none = msgspec.structs.replace(servers, gpu_layers=0)

    assert run_options(servers, here) != run_options(none, here)


def test_devices_are_those_that_the_engine_takes_by_itself():
    server = protocol.Device("RPC0", "a server", "RPC", "gpu", 1, 1)

    assert default_devices((CPU,)) == ()
    assert default_devices((CPU, INTEGRATED)) == ("Vulkan0",)
    assert default_devices((CPU, INTEGRATED, CARD, SECOND)) == ("CUDA0", "CUDA1")
    assert default_devices((INTEGRATED, server)) == ("RPC0", "Vulkan0")


def test_a_machine_is_known_by_what_computes():
    assert machine_key(machine(CARD)) == machine_key(machine(CARD, memory=64))
    assert machine_key(machine(CARD)) != machine_key(machine())
    assert machine_key(machine(CARD)) != machine_key(machine(SECOND))


def test_options_are_written_out_in_full():
    named = msgspec.json.decode(as_json(LoadOptions(loras=(Lora("a.gguf"),))))

    assert set(named) == set(LoadOptions.__struct_fields__)
    assert named["kv_type_k"] == "f16"
