"""How fast this machine is, found out in a few seconds and kept until something changes.

Short runs of the engine's own matrix products give what each tensor type costs. A short run of the
starter model gives what comes on top of them: starting a layer, attention, everything that is not
a matrix. No other model is needed for it.
"""

from __future__ import annotations

import datetime
import logging
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final, Protocol

import msgspec
import psutil

from parley.core.errors import ParleyError
from parley.core.files import disk_full, is_full, write_atomically
from parley.core.paths import Paths
from parley.engine.protocol import (
    TERMINAL,
    Done,
    Engine,
    Event,
    Failed,
    Loaded,
    LoadOptions,
    Measured,
    Message,
    Rate,
    Sampling,
)
from parley.fit.identity import machine_key
from parley.fit.rates import ATTENTION, BITS, Calibration, DeviceSpeed
from parley.fit.shape import Shape, shape
from parley.fit.speed import decode_seconds, prefill_seconds
from parley.fit.typical import assumed
from parley.fit.values import HOST
from parley.gguf import read
from parley.hardware.values import Machine

__all__ = ["Calibration", "Calibrator", "Measurer", "assumed"]

#: Tensor types that most published models are made of. Others are measured when they are asked for.
COMMON: Final = ("Q4_0", "Q4_K", "Q6_K", "Q8_0", "F16")
#: Seconds of computing for each type, all rounds together; bringing the weights there takes longer.
_SECONDS: Final = 0.3
#: Other programs disturb a measurement for a while, so it is taken at several moments.
_ROUNDS: Final = 2
#: Runs of the starter model with a short prompt, and the tokens of each; one with a long prompt.
_RUNS: Final = 4
_TOKENS: Final = 24
_SHORT: Final = "Write a long story about a lighthouse."
_LONG: Final = "The keeper counts ships, gulls and clouds, and writes each into a book. " * 15
_CONTEXT: Final = 1024
#: Other programs that use no more than this share of the processors do not disturb much.
_QUIET: Final = 0.2
#: Seconds after which no further run of the starter model is begun: the machine is busy then.
_ENOUGH: Final = 8.0
#: Seconds for any one answer of the engine.
_LIMIT: Final = 120.0
_NAME: Final = "calibration.json"

log = logging.getLogger(__name__)


class Measurer(Protocol):
    """Measures with the engine."""

    def measure(
        self,
        device: str = ...,
        types: Sequence[str] = ...,
        *,
        seconds: float = ...,
        rpc: Sequence[str] = ...,
    ) -> Measured:
        """Return how fast a device computes. Raises `ParleyError`."""


class Calibrator:
    """Measures this machine and keeps the result. Blocks: for use beside the window's thread.

    Args:
        paths: where the result is kept.
        query: measures matrix products.
        engine: makes an engine that runs the starter model.
        starter: the starter model, None if this installation has none.
        rpc: llama.cpp RPC servers among the machine's devices.
        busy: share of the processors, 0 to 1, that is in use now.
    """

    def __init__(
        self,
        paths: Paths,
        query: Measurer,
        engine: Callable[[], Engine],
        starter: Path | None,
        *,
        rpc: Sequence[str] = (),
        today: Callable[[], datetime.date] = datetime.date.today,
        busy: Callable[[], float] = lambda: psutil.cpu_percent(interval=0.2) / 100,
    ) -> None:
        self._path = paths.data / _NAME
        self._query = query
        self._engine = engine
        self._starter = starter
        self._rpc = tuple(rpc)
        self._today = today
        self._busy = busy
        self._moments: list[float] = []

    def kept(self, machine: Machine) -> Calibration | None:
        """Return what was measured before with this processor, these devices and this engine."""
        try:
            kept = msgspec.json.decode(self._path.read_bytes(), type=Calibration)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            return None
        now = (machine_key(machine), machine.engine.version, machine.cpu.performance_cores)
        return kept if (kept.machine, kept.engine, kept.threads) == now else None

    def usual(self, machine: Machine) -> Calibration:
        """Return what was measured before, or else what is typical; nothing is measured."""
        return self.kept(machine) or assumed(machine)

    def due(self, kept: Calibration) -> bool:
        """Return whether it was measured while other programs were busy, and now they are not."""
        return self.disturbed(kept) and self._busy() <= _QUIET

    @staticmethod
    def disturbed(found: Calibration) -> bool:
        """Return whether other programs were busy while it was measured: it may be too low."""
        return found.busy > _QUIET

    def ensure(self, machine: Machine, types: Sequence[str] = ()) -> Calibration:
        """Return the calibration of this machine with `types` in it; measure what is missing.

        What was measured while other programs were busy is measured again when they are not.
        Tensor types that this program does not know are left out. Raises `ParleyError` where the
        engine does not run.
        """
        kept = self.kept(machine)
        if kept is None or self.due(kept):
            return self.measure(machine, types)
        missing = [
            name
            for name in types
            if name in BITS
            and any(name not in {rate.type for rate in device.rates} for device in kept.devices)
        ]
        if not missing:
            return kept
        devices = []
        for device in kept.devices:
            measured = self._rates(device.device, missing)
            # A type that a device cannot multiply with is not measured again each time.
            found = {rate.type: rate for rate in (*map(device.rate, missing), *measured.rates)}
            rates = {**{rate.type: rate for rate in device.rates}, **found}
            devices.append(msgspec.structs.replace(device, rates=tuple(rates.values())))
        return self._keep(msgspec.structs.replace(kept, devices=tuple(devices)))

    def measure(self, machine: Machine, types: Sequence[str] = ()) -> Calibration:
        """Measure the processor and every device anew, the common types and `types`, and keep it.

        A device that cannot be measured is left out. Raises `ParleyError` where the processor
        cannot be measured.
        """
        self._moments = [self._busy()]
        model = None if self._starter is None else shape(read(self._starter))
        wanted = [*COMMON, *types, *(model.types if model is not None else ())]
        names = [name for name in dict.fromkeys(wanted) if name in BITS and name != "F32"]
        devices = [self._device(HOST, names, model, machine)]
        for device in machine.devices:
            if device.name == HOST or device.kind == "cpu":
                continue
            try:
                devices.append(self._device(device.name, names, model, machine))
            except ParleyError as error:
                log.warning("The speed of %s was not measured: %s", device.name, error)
        return self._keep(
            Calibration(
                devices=tuple(devices),
                date=self._today().isoformat(),
                engine=machine.engine.version,
                cpu=machine.cpu.name,
                threads=machine.cpu.performance_cores,
                machine=machine_key(machine),
                busy=max(self._moments),
            )
        )

    def _keep(self, calibration: Calibration) -> Calibration:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(self._path, msgspec.json.encode(calibration))
        except OSError as error:
            if is_full(error):
                raise disk_full(self._path) from error
            log.warning("The measured speed was not kept: %s", error)
        return calibration

    def _device(
        self, name: str, types: Sequence[str], model: Shape | None, machine: Machine
    ) -> DeviceSpeed:
        measured = self._rates(name, (*types, *ATTENTION))
        speed = DeviceSpeed(
            name,
            tuple(rate for rate in measured.rates if rate.type not in ATTENTION),
            measured.read_bytes_per_second,
            attention=tuple(rate for rate in measured.rates if rate.type in ATTENTION),
        )
        if model is None or self._starter is None:
            typical = assumed(machine).of(name)
            layer = typical.layer_seconds if typical is not None else 0.0
            return msgspec.structs.replace(speed, layer_seconds=layer)
        # The processor alone is a choice of devices as well: then no other takes part.
        rpc = () if name == HOST else self._rpc
        options = LoadOptions(context=_CONTEXT, devices=(name,), rpc=rpc, state_disk=0)
        runs = self._run(options)
        self._moments.append(self._busy())
        return fitted(speed, model, options, machine, runs)

    def _rates(self, device: str, types: Sequence[str]) -> Measured:
        """Return the best of some rounds for each type."""
        seconds = _SECONDS * len(types) / _ROUNDS
        rpc = () if device == HOST else self._rpc
        rounds = []
        for _ in range(_ROUNDS):
            rounds.append(self._query.measure(device, types, seconds=seconds, rpc=rpc))
            # While the engine rests, whatever is busy is another program, a second Parley too.
            self._moments.append(self._busy())
        best: dict[str, Rate] = {}
        for rate in (rate for measured in rounds for rate in measured.rates):
            before = best.get(rate.type, rate)
            best[rate.type] = Rate(
                rate.type,
                max(before.decode_bytes_per_second, rate.decode_bytes_per_second),
                max(before.prefill_flops, rate.prefill_flops),
            )
        if not best:
            raise ParleyError(
                "device_failed",
                f"The device {device} cannot compute with weights of these types.",
                hint="Leave this device out.",
            )
        return msgspec.structs.replace(
            rounds[0],
            rates=tuple(best.values()),
            read_bytes_per_second=max(measured.read_bytes_per_second for measured in rounds),
        )

    def _run(self, options: LoadOptions) -> tuple[Done, ...]:
        """Return the figures of short runs of the starter model, with short and long prompts."""
        engine = self._engine()
        try:
            loaded = _wait(partial(engine.load, str(self._starter), options))
            if isinstance(loaded, Failed):
                raise ParleyError(loaded.code, loaded.message, hint=loaded.hint, safe=loaded.safe)
            assert isinstance(loaded, Loaded)
            sampling = Sampling(temperature=0, max_tokens=_TOKENS)
            runs: list[Done] = []
            until = time.monotonic() + _ENOUGH
            for text in (_SHORT, _LONG, *[_SHORT] * (_RUNS - 1)):
                if runs and time.monotonic() > until:
                    break
                ask = (Message("user", f"{len(runs)}. {text}"),)
                done = _wait(partial(engine.stream, ask, sampling=sampling))
                if isinstance(done, Done):
                    runs.append(done)
            return tuple(runs)
        finally:
            engine.close()


def fitted(
    speed: DeviceSpeed,
    model: Shape,
    options: LoadOptions,
    machine: Machine,
    runs: Sequence[Done],
) -> DeviceSpeed:
    """Return `speed` with what runs of a model show beside its matrix products.

    Args:
        speed: measured rates alone.
        model: the model that ran with `options`, all of it on this device.
        runs: with different amounts of text before the answer.
    """
    known = Calibration((speed,))
    rests = [
        done.decode_seconds / written
        - decode_seconds(
            model, options, machine, known, done.context_used - done.generated_tokens // 2
        )
        for done in runs
        if (written := done.generated_tokens - 1) > 0 and done.decode_seconds > 0
    ]
    if not rests:
        return speed
    # Others' work only ever makes a run longer.
    rest = max(min(rests), 0.0)
    speed = msgspec.structs.replace(speed, layer_seconds=rest / (len(model.layers) + 1))
    prompts = [
        (done.prefill_seconds / fresh, fresh)
        for done in runs
        if (fresh := done.prompt_tokens - done.cached_tokens) >= 128 and done.prefill_seconds > 0
    ]
    if prompts:
        spent, fresh = min(prompts)
        expected = prefill_seconds(model, options, machine, Calibration((speed,)), fresh)
        rest = max(spent - expected, 0.0) / (len(model.layers) * model.embedding)
        speed = msgspec.structs.replace(speed, width_seconds=rest)
    return speed


def _wait(start: Callable[..., int]) -> Event:
    """Start a job and wait for its last event."""
    ended = threading.Event()
    last: list[Event] = []

    def heard(event: Event) -> None:
        if isinstance(event, TERMINAL):
            last.append(event)
            ended.set()

    start(on_event=heard)
    if not ended.wait(_LIMIT):
        raise ParleyError(
            "engine_hung",
            f"The engine gave no answer within {_LIMIT:g} seconds.",
            safe="Your conversations are safe.",
            hint="Try again when the computer is less busy.",
        )
    return last[0]
