"""How many tokens per second a model will read and write, from the bytes that each token touches.

Decoding is bound by reading weights: a token takes, on each device, its active weights divided by
the rate measured for their type, the KV cache read by attention, a fixed cost per layer, and a
transfer wherever the work goes on on another device. A prompt is bound by arithmetic: two
operations per active weight and token (Kaplan et al. 2020, arXiv:2001.08361, section 2.1).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec

from parley.engine.protocol import LoadOptions, Rate
from parley.fit import placement
from parley.fit.identity import default_devices
from parley.fit.rates import BITS, Calibration, DeviceSpeed, weights
from parley.fit.shape import Layer, Shape
from parley.fit.typical import cpu_speed, device_speed
from parley.fit.values import HOST, Allocation, Speed
from parley.hardware.values import Machine

#: Tokens in the context when a token is generated, and tokens of a prompt, that a speed is given
#: for: about what llama-bench takes by default (tg128, pp512), so that figures can be compared.
TYPICAL_FILL: Final = 128
TYPICAL_PROMPT: Final = 512
#: Seconds from one device to the next: a copy of one token's state, and waiting for both ends.
#: Rough; it is some percent of a token at most. A server is reached through a socket.
_HANDOVER: Final = 3e-5
_HANDOVER_REMOTE: Final = 2e-4
#: Bytes per second between devices: half of PCI Express 3.0 with 16 lanes (PCI-SIG: 15.75 GB/s).
_LINK: Final = 8e9
_F32: Final = 4
#: Tokens at once from which a card computes with weights that are in main memory, which are sent
#: to it (llama.cpp, `offload_op` of its backends for cards).
_OFFLOAD_FROM: Final = 32


class Observed(msgspec.Struct, frozen=True):
    """A measured run of a model here, and what had been predicted for it.

    `predicted` is None for a run of the very model and options that a prediction is wanted for;
    of another quantisation of the same model it is what `predict` says of that one.
    """

    measured: Speed
    predicted: Speed | None = None


def predict(
    shape: Shape,
    options: LoadOptions,
    allocation: Allocation,
    machine: Machine,
    calibration: Calibration,
    observed: Observed | None = None,
    *,
    fill: int = TYPICAL_FILL,
    prompt: int = TYPICAL_PROMPT,
) -> Speed:
    """Return the speed of a model loaded with `options` on `machine`.

    A device that `calibration` does not know counts with what is typical of it, and the answer is
    then `assumed`. What was measured of this model replaces the prediction; what was measured of
    another quantisation of it scales it.

    Args:
        fill: tokens in the context when a token is generated, at most half of the context.
        prompt: tokens of the prompt, at most as many.
    """
    most = max(allocation.context // 2, 1)
    work = _Work(shape, options, machine, calibration)
    predicted = Speed(
        prefill=1 / work.prefill_seconds(min(prompt, most)),
        decode=1 / work.decode_seconds(min(fill, most)),
        basis="calibrated" if work.calibrated else "assumed",
    )
    return predicted if observed is None else _corrected(predicted, observed)


def decode_seconds(
    shape: Shape, options: LoadOptions, machine: Machine, calibration: Calibration, fill: int
) -> float:
    """Return the seconds for one more token after `fill` of them, without what was observed."""
    return _Work(shape, options, machine, calibration).decode_seconds(fill)


def prefill_seconds(
    shape: Shape, options: LoadOptions, machine: Machine, calibration: Calibration, tokens: int
) -> float:
    """Return the seconds per token of a prompt of `tokens`, without what was observed."""
    return _Work(shape, options, machine, calibration).prefill_seconds(tokens)


def _corrected(predicted: Speed, observed: Observed) -> Speed:
    """Return a prediction in the light of a run. A figure of it that is 0 was not measured."""

    def better(name: str) -> float:
        said: float = getattr(predicted, name)
        seen: float = getattr(observed.measured, name)
        if seen <= 0:
            return said
        if observed.predicted is None:
            return seen
        before: float = getattr(observed.predicted, name)
        return said * seen / before if before > 0 else said

    basis = predicted.basis if observed.predicted is not None else "measured"
    return Speed(prefill=better("prefill"), decode=better("decode"), basis=basis)


class Part(msgspec.Struct, frozen=True):
    """Weights of one type that one device works with for each token, in bytes."""

    device: str
    type: str
    active: float
    held: float


class _Work:
    """What one token costs, and where."""

    def __init__(
        self, shape: Shape, options: LoadOptions, machine: Machine, calibration: Calibration
    ) -> None:
        self._shape = shape
        self._options = options
        self._machine = machine
        placed = placement.place(shape, options, machine)
        self.places, self.output_place = placed.layers, placed.output
        self._all_places = [*self.places, self.output_place]
        self._helper = _helper(options, machine)
        self._speeds = _speeds(machine, calibration, [*self._all_places, self._helper])
        self._rates: dict[tuple[str, str], Rate] = {}
        self._expert_places = [
            HOST if number < options.cpu_moe_layers else place
            for number, place in enumerate(self.places)
        ]
        self._layer_parts = [
            part for number in range(len(self.places)) for part in self._of(number)
        ]
        self._output_parts = self._output()
        # A shape that was only scaled to a file size keeps its types; its weights are as many.
        counted = sum(weights(name, nbytes) for name, nbytes in shape.types.items())
        self._count = shape.parameters / counted if counted and shape.parameters else 1.0

    @property
    def calibrated(self) -> bool:
        """Whether every device that takes part was measured."""
        used = {*self._all_places, *self._expert_places, self._helper} - {""}
        return all(self._speeds[name].basis == "calibrated" for name in used)

    def decode_seconds(self, fill: int) -> float:
        """Seconds for one more token after `fill` of them."""
        seconds = sum(
            part.active / self._rate(part.device, part.type).decode_bytes_per_second
            for part in (*self._layer_parts, *self._output_parts)
        )
        seconds += sum(self._speeds[place].layer_seconds for place in self._all_places)
        seconds += self._attention(fill) + self._handovers(1)
        return seconds

    def prefill_seconds(self, fill: int) -> float:
        """Seconds per token of a prompt of `fill` tokens."""
        at_once = max(min(self._options.ubatch or self._options.batch, fill), 1)
        seconds = 0.0
        for part in self._layer_parts:
            rate = self._rate(part.device, part.type)
            operations = 2 * weights(part.type, part.active) * self._count
            # Weights are read once for all tokens of a batch; of few tokens, that is what takes.
            reading = part.held / rate.decode_bytes_per_second / at_once
            own = max(operations / rate.prefill_flops, reading)
            if self._helper and part.device == HOST and at_once >= _OFFLOAD_FROM:
                helped = operations / self._rate(self._helper, part.type).prefill_flops
                own = min(own, helped + part.held / _LINK / at_once)
            seconds += own
        width = self._shape.embedding
        for place, layer in zip(self.places, self._shape.layers, strict=True):
            speed = self._speeds[place]
            seconds += speed.width_seconds * width + speed.layer_seconds / at_once
            operations = 2 * layer.heads * (layer.head_k + layer.head_v) * _seen(layer, fill // 2)
            seconds += operations / speed.attention_flops(layer.head_k)
        return seconds + self._handovers(at_once) / at_once

    def _rate(self, device: str, name: str) -> Rate:
        if (device, name) not in self._rates:
            self._rates[device, name] = self._speeds[device].rate(name)
        return self._rates[device, name]

    def _attention(self, fill: int) -> float:
        """Seconds for one token to look at `fill` tokens and at recurrent states."""
        seconds = 0.0
        for place, layer in zip(self.places, self._shape.layers, strict=True):
            seen = _seen(layer, fill)
            where = place if self._options.offload_kqv else HOST
            speed = self._speeds[where]
            read = 0.0
            for elements, kind in (
                (layer.cache_k, self._options.kv_type_k),
                (layer.cache_v, self._options.kv_type_v),
            ):
                nbytes = elements * seen * BITS[kind.upper()] / 8
                # Caches of every type are read as plain numbers or blocks are.
                read += nbytes / min(
                    self._rate(where, kind.upper()).decode_bytes_per_second,
                    speed.read_bytes_per_second,
                )
            computed = sum(
                speed.attention_seconds(size, seen) for size in (layer.head_k, layer.head_v)
            )
            read = max(read, layer.heads * computed)
            # A state is read and written.
            seconds += read + 2 * layer.recurrent / speed.read_bytes_per_second
        return seconds

    def _handovers(self, tokens: int) -> float:
        """Seconds for all changes of device, from the embedding on the host on."""
        seconds = 0.0
        before = HOST
        for place in self._all_places:
            if place != before:
                seconds += self._handover(before, place, tokens)
            before = place
        for place, experts in zip(self.places, self._expert_places, strict=True):
            if place != experts:  # there and back
                seconds += 2 * self._handover(place, experts, tokens)
        return seconds

    def _handover(self, one: str, other: str, tokens: int) -> float:
        remote = any(d.backend == "RPC" for d in self._machine.devices if d.name in {one, other})
        wait = _HANDOVER_REMOTE if remote else _HANDOVER
        return wait + tokens * self._shape.embedding * _F32 / _LINK

    def _of(self, number: int) -> Iterable[Part]:
        """Yield what one layer works with, by type."""
        layer = self._shape.layers[number]
        used = self._shape.experts_used / self._shape.experts if self._shape.experts else 1.0
        name = _commonest(self._shape)  # for a layer whose types are not told
        parts = [(part.type, part.nbytes, part.expert) for part in layer.matrices] or [
            (name, layer.weights - layer.experts, False),
            (name, layer.experts, True),
        ]
        for kind, nbytes, expert in parts:
            place = self._expert_places[number] if expert else self.places[number]
            yield Part(place, kind, nbytes * used if expert else nbytes, nbytes)

    def _output(self) -> list[Part]:
        shape = self._shape
        matrix = shape.input if shape.tied else shape.output
        size = shape.input_bytes if shape.tied else shape.output_bytes
        name = matrix.type if matrix is not None else _commonest(shape)
        nbytes = matrix.nbytes if matrix is not None else size
        return [Part(self.output_place, name, nbytes, nbytes)]


def _helper(options: LoadOptions, machine: Machine) -> str:
    """Return the card that computes prompts for layers in main memory too; empty for none."""
    devices = {d.name: d for d in machine.devices if d.kind == "gpu" and d.backend != "RPC"}
    named = options.devices or default_devices(machine.devices)
    return next((name for name in named if name in devices), "")


def _speeds(
    machine: Machine, calibration: Calibration, used: Iterable[str]
) -> dict[str, DeviceSpeed]:
    devices = {device.name: device for device in machine.devices}
    found = {HOST: calibration.of(HOST) or cpu_speed(machine.cpu)}
    for name in {*used} - {HOST, ""}:
        found[name] = calibration.of(name) or device_speed(devices[name], machine.cpu)
    return found


def _commonest(shape: Shape) -> str:
    return max(shape.types, key=lambda name: shape.types[name], default="Q8_0")


def _seen(layer: Layer, fill: int) -> int:
    """Tokens that a layer's attention looks at."""
    return min(fill, layer.window) if layer.window else fill
