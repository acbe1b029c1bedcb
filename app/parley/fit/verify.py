"""The engine's own answer to what a model would allocate, from its header alone, and kept.

A short-lived child loads the header as a sparse file without allocating anything, which takes
parts of a second whatever the model's size.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import msgspec

from parley.core.errors import ParleyError
from parley.core.files import write_atomically
from parley.engine import protocol
from parley.engine.protocol import DeviceList, DryLoaded, LoadOptions
from parley.fit.adapters import adapter_bytes
from parley.fit.identity import as_json, default_devices, key_of, memory_options
from parley.fit.sparse import HeaderFile, Trimmed, trim, write_sparse
from parley.fit.values import HOST, Allocation
from parley.hardware import values
from parley.hardware.devices import backend_name
from parley.hardware.values import Machine

# Raised when what is kept means something else than before.
_FORMAT = 1
_PREFIX = "parley-dry-"
# A dry load is over long before; what is older was left behind by a program that was killed.
_LEFT_BEHIND = 3600.0

_allocations = msgspec.json.Decoder(Allocation)


class DryLoader(Protocol):
    """The part of the engine that is asked."""

    def devices(self, rpc: tuple[str, ...] = ()) -> DeviceList:
        """Return the devices that the engine can use."""

    def dry_load(self, path: Path, options: LoadOptions) -> DryLoaded:
        """Return what a load would allocate."""


class _Seen(msgspec.Struct, frozen=True):
    """The engine here: its version and the devices it can use."""

    engine: str
    devices: tuple[protocol.Device | values.Device, ...]


class Verifier:
    """Asks the engine, one question at a time, and keeps the answers. Any thread may call it.

    Args:
        query: the engine, asked in a child that ends with the answer.
        cache: folder of the answers kept and of the files made for a question.
        here: this machine as it was found; without it, the engine is asked for its devices once.
        keep: most answers kept; those not used for longest go first.
    """

    def __init__(
        self, query: DryLoader, cache: Path, *, here: Machine | None = None, keep: int = 1000
    ) -> None:
        self._query = query
        self._folder = cache
        self._keep = keep
        self._seen: dict[tuple[str, ...], _Seen] = {}
        if here is not None and here.engine.version:
            self._seen[()] = _Seen(here.engine.version, here.devices)
        self._lock = threading.Lock()

    def verify(
        self,
        files: Sequence[HeaderFile],
        options: LoadOptions,
        machine: Machine | None = None,
        *,
        projector: int = 0,
    ) -> Allocation:
        """Return what the engine would allocate for a model, by buffer type.

        Args:
            files: the headers of all its files.
            options: how it would be loaded. Where they leave the split over several devices open,
                it is by free memory, as in a load.
            machine: the machine that the options are for; None is this one. Whether it has room is
                not asked: the same devices with more or less memory give the same answer.
            projector: bytes of a multimodal projector beside the model; they are only added.

        Raises:
            GgufError: a header is damaged or a shard is missing.
            ParleyError: `fit_devices_absent` if the options are for devices that this engine does
                not see; the engine refused the model or ended (its reason); or no sparse file could
                be made. Callers keep the calculated figures and say why they are not verified.
        """
        cut = trim(files)
        extra = _extra(options, projector)
        with self._lock:
            seen = self._here(options.rpc)
            chosen = _chosen(options, seen.devices, machine)
            path = self._folder / f"{_key(cut, chosen, seen)}.json"
            found = self._kept(path)
            if found is None:
                answer = self._ask(cut, chosen)
                found = Allocation(answer.buffers, answer.context)
                self._store(path, found)
        return msgspec.structs.replace(found, extra=extra) if extra else found

    def _here(self, rpc: tuple[str, ...]) -> _Seen:
        if rpc not in self._seen:
            listed = self._query.devices(rpc)
            self._seen[rpc] = _Seen(listed.engine, listed.devices)
        return self._seen[rpc]

    def _ask(self, cut: Sequence[Trimmed], options: LoadOptions) -> DryLoaded:
        trouble: Exception | None = None
        _sweep(self._folder)
        # The system's folder for temporary files is a second chance: another disk, often.
        for place in (self._folder, Path(tempfile.gettempdir())):
            try:
                place.mkdir(mode=0o700, parents=True, exist_ok=True)
                folder = tempfile.TemporaryDirectory(
                    prefix=_PREFIX, dir=place, ignore_cleanup_errors=True
                )
            except OSError as error:
                trouble = error
                continue
            with folder as name:
                try:
                    first = write_sparse(cut, Path(name))
                except ParleyError as error:
                    trouble = error
                    continue
                try:
                    return self._query.dry_load(first, options)
                except ParleyError as error:
                    raise _renamed(error, first, cut[0].file.name) from error
        if isinstance(trouble, ParleyError):
            raise trouble
        raise ParleyError(
            "fit_no_folder",
            "The engine could not be asked how much memory the model takes: no file for it could be"
            f" written to {self._folder}.",
            safe="The calculated figures still hold.",
            hint="Make that folder writable, or set PARLEY_HOME to one that is.",
        ) from trouble

    def _kept(self, path: Path) -> Allocation | None:
        try:
            found = _allocations.decode(path.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            with contextlib.suppress(OSError):
                path.unlink()
            return None
        with contextlib.suppress(OSError):
            os.utime(path)  # used just now
        return found

    def _store(self, path: Path, found: Allocation) -> None:
        """Keep an answer. Where that fails it is asked for again the next time."""
        with contextlib.suppress(OSError):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_atomically(path, msgspec.json.encode(found))
            _prune(self._folder, self._keep)


def _chosen(
    options: LoadOptions,
    seen: Sequence[protocol.Device | values.Device],
    machine: Machine | None,
) -> LoadOptions:
    """Return the options to ask with: every device and share named, the rest as memory wants it."""
    there = machine.devices if machine else seen
    usual = default_devices(there)
    chosen = memory_options(options, usual)
    if not usual and default_devices(seen):
        chosen = msgspec.structs.replace(chosen, devices=(HOST,))  # a machine without any of ours
    # The engine computes on devices that get no layers too, unless others are named.
    involved = [name for name in chosen.devices or usual if name != HOST]
    here = {device.name: backend_name(device.backend) for device in seen}
    wanted = {device.name: backend_name(device.backend) for device in there}
    absent = [name for name in involved if here.get(name, "") != wanted.get(name, here.get(name))]
    if absent:
        raise ParleyError(
            "fit_devices_absent",
            f"The engine here has no {' or '.join(absent)}, so it cannot be asked what a model"
            " takes there.",
            safe="The calculated figures still hold.",
            hint="Ask on the machine that has it, to have them verified.",
        )
    if len(involved) > 1 and chosen.gpu_layers and not chosen.tensor_split:
        free = {device.name: device.free for device in there}
        shares = _by_free([free.get(name, 0) for name in involved])
        return msgspec.structs.replace(chosen, tensor_split=shares)
    return chosen


def _by_free(free: Sequence[int]) -> tuple[float, ...]:
    """Return shares by free memory, as llama.cpp splits by itself, in hundredths.

    Free memory never is the same twice; a hundredth is one layer at most, and lets answers be kept.
    """
    total = sum(free)
    if total <= 0:
        return tuple(round(1 / len(free), 2) for _ in free)
    return tuple(round(bytes_ / total, 2) for bytes_ in free)


def _key(cut: Sequence[Trimmed], options: LoadOptions, seen: _Seen) -> str:
    """Return the name under which an answer is kept."""
    devices = [(device.name, device.backend, device.description) for device in seen.devices]
    parts = (_FORMAT, key_of(cut), as_json(options), seen.engine, devices)
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()


def _extra(options: LoadOptions, projector: int) -> dict[str, int]:
    """Return what comes beside the model; LoRA adapters are files on this computer."""
    beside = {"projector": projector, "lora": adapter_bytes(options.loras)}
    return {name: size for name, size in beside.items() if size}


def _renamed(error: ParleyError, path: Path, name: str) -> ParleyError:
    """Return the engine's reason with the model's own name in it."""

    def say(text: str) -> str:
        return text.replace(str(path), name).replace(path.name, name)

    return ParleyError(
        error.code,
        say(error.message),
        hint=say(error.hint),
        safe=say(error.safe),
        details=error.details,
    )


def _sweep(folder: Path) -> None:
    """Remove what killed programs left behind."""
    for left in folder.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > _LEFT_BEHIND:
                shutil.rmtree(left, ignore_errors=True)


def _prune(folder: Path, keep: int) -> None:
    """Remove the answers beyond `keep` that were not used for longest."""
    kept: list[tuple[int, Path]] = []
    for path in folder.glob("*.json"):
        with contextlib.suppress(OSError):  # another process removed it
            kept.append((path.stat().st_mtime_ns, path))
    for _, path in sorted(kept)[: max(0, len(kept) - keep)]:
        with contextlib.suppress(OSError):
            path.unlink()
