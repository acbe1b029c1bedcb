"""What makes two fits the same: the model's header, the options that matter, the machine."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec

from parley.engine import protocol
from parley.engine.protocol import LoadOptions
from parley.fit.sparse import HeaderFile, Trimmed, trim
from parley.fit.values import HOST
from parley.hardware import values
from parley.hardware.values import Machine


def header_key(files: Sequence[HeaderFile]) -> str:
    """Return a SHA-256 digest (64 hexadecimal digits) of a model's headers and file sizes.

    It is the same before a download and after it, whatever the files are called. Builds differ in
    it, since a header lists every tensor's type; two fine-tunes of the same shape with the same
    metadata do not, and they need the same memory and run at the same speed.

    Raises:
        GgufError, ParleyError: as `sparse.trim`.
    """
    return key_of(trim(files))


def key_of(cut: Sequence[Trimmed]) -> str:
    """Return the `header_key` of files that are trimmed already."""
    digest = hashlib.sha256()
    for one in cut:
        digest.update(one.file.size.to_bytes(8, "little"))
        digest.update(len(one.file.data).to_bytes(8, "little"))
        digest.update(one.file.data)
    return digest.hexdigest()


def machine_key(machine: Machine) -> str:
    """Return a digest of what speed depends on: the processor and the devices.

    Memory is left out: a machine that got more of it computes as before.
    """
    devices = [(d.name, d.backend, d.description) for d in machine.devices if d.kind != "cpu"]
    cpu = machine.cpu
    parts = (cpu.name, cpu.physical_cores, cpu.performance_cores, cpu.features, devices)
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()


def default_devices(devices: Sequence[protocol.Device | values.Device]) -> tuple[str, ...]:
    """Return the devices that get layers where none are named, as llama.cpp chooses them.

    RPC servers come first, then graphics cards, integrated ones only where there is no other
    (llama.cpp, `llama_prepare_model_devices`).
    """
    servers = [d.name for d in devices if d.kind == "gpu" and d.backend == "RPC"]
    cards = [d.name for d in devices if d.kind == "gpu" and d.backend != "RPC"]
    return (*servers, *(cards or (d.name for d in devices if d.kind == "igpu")))


def memory_options(options: LoadOptions, available: tuple[str, ...] | None) -> LoadOptions:
    """Return `options` with all that says nothing about memory set to one and the same value.

    `available` are the names of the devices that get layers where `options` names none; None if
    they are not known. LoRA adapters are left out; they are counted beside the model.
    """
    devices = options.devices or tuple(available or ())
    if devices == (HOST,) and available == ():
        devices = ()  # naming the processor keeps the others out of it, and there are none
    able = devices != (HOST,) and (bool(devices) or available is None)
    on_device = able and options.gpu_layers != 0
    # As it is: in other proportions, by however little, a layer at the border changes its device.
    split = options.tensor_split if any(options.tensor_split) else ()
    default = LoadOptions()
    return msgspec.structs.replace(
        options,
        ubatch=min(options.ubatch or options.batch, options.batch),
        gpu_layers=options.gpu_layers if on_device else 0,
        devices=devices if on_device or options.devices else (),
        tensor_split=split if on_device and len(devices) != 1 else (),
        offload_kqv=options.offload_kqv or not able,
        threads=None,
        prefill_chunk=None,
        loras=(),
        mlock=False,
        seed=None,
        chat_template=None,
        state_dir="",
        state_ram=default.state_ram,
        state_disk=default.state_disk,
        idle_unload=default.idle_unload,
    )


def run_options(options: LoadOptions, machine: Machine) -> LoadOptions:
    """Return `options` with all that says nothing about memory or speed set to the same value."""
    # Which devices servers bring is not known before they are asked.
    available = None if options.rpc else default_devices(machine.devices)
    return msgspec.structs.replace(
        memory_options(options, available),
        threads=options.threads or machine.cpu.performance_cores,
        loras=options.loras,
    )


def as_json(options: LoadOptions) -> str:
    """Return `options` as JSON with every value named, also those that are defaults today."""
    return msgspec.json.encode(msgspec.structs.asdict(options), order="sorted").decode()
