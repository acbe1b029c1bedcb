"""What a context allocates, from the engine's log: for engines that cannot be read directly.

Of a real load the log tells the size of every buffer, to 0.01 MiB. Of a dry load it tells where
each layer is, how large the caches are, and the buffers of the computation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from parley.engine.protocol import Buffer
from parley.engine.worker.breakdown import device_of
from parley.engine.worker.library import ggml
from parley.gguf import Header

_MIB = 2**20
_BUFFER = re.compile(
    r"(?:^|\s)(?P<type>\S+)\s+(?P<what>model|KV|RS|compute) buffer size\s*=\s*(?P<size>[0-9.]+) MiB"
)
_COLUMNS = {"model": "weights", "KV": "context", "RS": "context", "compute": "compute"}
_LAYER = re.compile(r"layer\s+(?P<layer>\d+) assigned to device (?P<device>[^,\s]+)")
_CACHED = re.compile(r"layer\s+\d+: dev = (?P<device>\S+)")
_CACHE = re.compile(r"size =\s*(?P<size>[0-9.]+) MiB \(.*K \(")
_MOVED = re.compile(r"^tensor (?P<name>\S+) \(.* buffer type overridden to (?P<type>\S+)")
_BLOCK = re.compile(r"^blk\.(\d+)\.")

#: Lines of the log's lowest level that are needed here; there are thousands of others.
DETAILS = ("assigned to device", ": dev = ", "buffer type overridden to")


def logged(lines: Iterable[str]) -> tuple[Buffer, ...]:
    """Return the buffers of a real load from the lines of its log, to 0.01 MiB each."""
    sums: dict[str, Counter[str]] = {}
    for line in lines:
        if found := _BUFFER.search(line):
            column = _COLUMNS[found["what"]]
            sums.setdefault(found["type"], Counter())[column] += round(float(found["size"]) * _MIB)
    places = _places()
    return tuple(
        Buffer(type=name, device=places.get(name, "CPU"), **columns)
        for name, columns in sorted(sums.items())
        if columns.total()
    )


def foretold(lines: Iterable[str], header: Header) -> tuple[Buffer, ...]:
    """Return the buffers of a dry load from its log, `DETAILS` included, one for each device.

    `header` names the tensors of all shards. Weights are without padding; a cache counts the same
    for each of its layers.
    """
    layers: dict[int, str] = {}
    moved: dict[str, str] = {}
    caching: list[str] = []
    sums: dict[str, Counter[str]] = {"CPU": Counter()}
    places = _places()
    for line in lines:
        if found := _LAYER.search(line):
            layers[int(found["layer"])] = found["device"]
        elif found := _MOVED.search(line):
            moved[found["name"]] = places.get(found["type"], "CPU")
        elif found := _CACHED.search(line):
            caching.append(found["device"])
        elif found := _CACHE.search(line):
            for device in caching:
                share = float(found["size"]) * _MIB / len(caching)
                sums.setdefault(device, Counter())["context"] += round(share)
            caching = []
        elif (found := _BUFFER.search(line)) and found["what"] in {"RS", "compute"}:
            device = places.get(found["type"], "CPU")
            column = _COLUMNS[found["what"]]
            sums.setdefault(device, Counter())[column] += round(float(found["size"]) * _MIB)
    output = layers.get(max(layers, default=0), "CPU")
    tied = all(tensor.name != "output.weight" for tensor in header.tensors)
    for tensor in header.tensors:
        size = tensor.nbytes or 0
        block = _BLOCK.match(tensor.name)
        device = layers.get(int(block[1]), "CPU") if block else "CPU"
        if tensor.name.startswith("output"):
            device = output
        sums.setdefault(moved.get(tensor.name, device), Counter())["weights"] += size
        if tensor.name == "token_embd.weight" and tied and output != "CPU":
            # The output matrix is the embedding, of which that device needs a copy.
            sums.setdefault(output, Counter())["weights"] += size
    return tuple(
        Buffer(type=device, device=device, **columns)
        for device, columns in sorted(sums.items())
        if columns.total()
    )


def _places() -> dict[str, str]:
    """Return the devices of the devices' own buffer types; what is not in it is host memory."""
    library = ggml()
    if library is None:
        return {}
    found = {}
    for index in range(library.ggml_backend_dev_count()):
        kind = library.ggml_backend_dev_buffer_type(library.ggml_backend_dev_get(index))
        if kind:
            name = bytes(library.ggml_backend_buft_name(kind)).decode("utf-8", "replace")
            found[name] = found[f"{name}_Mapped"] = device_of(library, kind)
    return found
