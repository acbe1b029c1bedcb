"""The devices that the engine can compute on, from its own backend registry."""

from __future__ import annotations

import contextlib
import ctypes
import socket
import struct
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any, Literal

from parley.core.errors import ParleyError
from parley.engine.endings import device_lost
from parley.engine.options import bad_option, check_rpc
from parley.engine.protocol import Device, DeviceList
from parley.engine.worker.library import Ggml, ggml

#: enum ggml_backend_dev_type; the fifth, `meta`, stands for several others and is none itself.
_KINDS: dict[int, Literal["cpu", "gpu", "igpu", "accel"]] = {
    0: "cpu",
    1: "gpu",
    2: "igpu",
    3: "accel",
}
#: Seconds that an RPC server gets to answer a greeting.
_PATIENCE = 5.0
#: The greeting of llama.cpp's RPC protocol, whose place in it is fixed: the command (14), the
#: length of what follows, 24 bytes of capabilities of the connection (ggml-rpc.cpp).
_HELLO = struct.pack("<BQ24x", 14, 24)
_ANSWER = 8 + 4 + 24


class _Feature(ctypes.Structure):
    _fields_ = (("name", ctypes.c_char_p), ("value", ctypes.c_char_p))


def list_devices(job: int, rpc: Sequence[str] = ()) -> DeviceList:
    """Return every device, with the RPC servers `rpc` counted in. Raises `ParleyError`."""
    add_servers(rpc)
    library = ggml()
    if library is None:
        return DeviceList(
            job=job, devices=(), engine=version("llama-cpp-python"), backends=(), features=()
        )
    registers = [
        library.ggml_backend_reg_get(index) for index in range(library.ggml_backend_reg_count())
    ]
    names = (_text(library.ggml_backend_reg_name(register)) for register in registers)
    return DeviceList(
        job=job,
        devices=tuple(
            device for handle in _handles(library) if (device := _device(library, handle))
        ),
        engine=version("llama-cpp-python"),
        # Each RPC server registers itself anew, as `RPC[host:port]`.
        backends=tuple(dict.fromkeys(name.partition("[")[0] for name in names)),
        features=_features(library),
    )


def add_servers(endpoints: Sequence[str]) -> None:
    """Register llama.cpp RPC servers as devices. One that is there already is left as it is.

    Raises `ParleyError`: `bad_option` for an address beyond this computer, `device_lost` where
    nobody answers, `rpc_missing` where this engine cannot use such servers.
    """
    check_rpc(endpoints)
    if not endpoints:
        return
    library = ggml()
    register = library.ggml_backend_reg_by_name(b"RPC") if library else None
    address = (
        library.ggml_backend_reg_get_proc_address(register, b"ggml_backend_rpc_add_server")
        if library and register
        else None
    )
    if library is None or not address:
        raise ParleyError(
            "rpc_missing",
            "This engine was built without the means to use an RPC server as a device.",
            hint="Leave the server out, or build the engine with GGML_RPC=ON.",
        )
    add = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_char_p)(address)
    for endpoint in endpoints:
        # The library ends the process when it cannot connect, so that is found out before.
        _greet(endpoint)
        server = add(endpoint.encode())
        if not server:
            raise device_lost(endpoint, "it offers no device")
        library.ggml_backend_register(server)


def _greet(endpoint: str) -> None:
    host, _, port = endpoint.rpartition(":")
    try:
        with socket.create_connection((host, int(port)), timeout=_PATIENCE) as connection:
            connection.sendall(_HELLO)
            answer = b""
            while len(answer) < _ANSWER and (more := connection.recv(_ANSWER - len(answer))):
                answer += more
    except TimeoutError:
        raise device_lost(endpoint, "it does not answer, or it serves another program") from None
    except OSError as error:
        raise device_lost(endpoint, (error.strerror or str(error)).lower()) from error
    if len(answer) < _ANSWER:
        raise device_lost(endpoint, "what answers there is no RPC server of this kind")


def find_devices(names: Sequence[str]) -> list[int]:
    """Return the engine's handles of the devices named, in that order.

    The processor alone stands for no device. Raises `ParleyError` (`bad_option`) that names the
    devices there are.
    """
    if tuple(names) == ("CPU",):
        return []
    library = ggml()
    known = {
        _text(library.ggml_backend_dev_name(handle)): handle
        for handle in (_handles(library) if library else ())
        if library and _KINDS.get(library.ggml_backend_dev_type(handle)) != "cpu"
    }
    for name in names:
        if name not in known:
            there = ", ".join(["CPU", *known])
            raise bad_option(
                "devices", f"names {name}, which is not there", f"Choose from: {there}."
            )
    return [known[name] for name in names]


def free_memory() -> dict[str, int]:
    """Return free bytes by device name, for every device but the processor."""
    library = ggml()
    if library is None:
        return {}
    devices = (_device(library, handle) for handle in _handles(library))
    return {device.name: device.free for device in devices if device and device.kind != "cpu"}


def _handles(library: Ggml) -> list[int]:
    return [library.ggml_backend_dev_get(i) for i in range(library.ggml_backend_dev_count())]


def _device(library: Ggml, handle: int) -> Device | None:
    kind = _KINDS.get(library.ggml_backend_dev_type(handle))
    if kind is None:
        return None
    free, total = ctypes.c_size_t(), ctypes.c_size_t()
    library.ggml_backend_dev_memory(handle, ctypes.byref(free), ctypes.byref(total))
    register = library.ggml_backend_dev_backend_reg(handle)
    return Device(
        name=_text(library.ggml_backend_dev_name(handle)),
        description=_text(library.ggml_backend_dev_description(handle)).strip(),
        backend=_text(library.ggml_backend_reg_name(register)),
        kind=kind,
        total=total.value,
        free=free.value,
    )


def _features(library: Ggml) -> tuple[str, ...]:
    """Return the names of the processor features that are on in this build."""
    register = library.ggml_backend_reg_by_name(b"CPU")
    address = register and library.ggml_backend_reg_get_proc_address(
        register, b"ggml_backend_get_features"
    )
    if not address:
        return ()
    get = ctypes.CFUNCTYPE(ctypes.POINTER(_Feature), ctypes.c_void_p)(address)
    found: list[str] = []
    features = get(register)
    for index in range(64):
        feature = features[index]
        if not feature.name:
            break
        # The value of a feature is `1`, or a number such as a vector's length.
        with contextlib.suppress(ValueError):
            if int(feature.value or b"0"):
                found.append(_text(feature.name))
    return tuple(found)


def _text(value: Any) -> str:
    return bytes(value or b"").decode("utf-8", "replace")
