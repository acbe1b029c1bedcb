"""Where a model's layers go: on which devices, how many on each, which experts in main memory.

Finds the most that fits by search over the estimate, in few calls of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import msgspec

from parley.engine.protocol import LoadOptions
from parley.fit.budget import Room
from parley.fit.shape import Shape
from parley.fit.values import HOST, Allocation
from parley.hardware.values import Device, Machine

#: What a load would take; `fit.estimate.estimate`, or something as good.
Estimator = Callable[[Shape, LoadOptions, Machine], Allocation]

#: Tries at moving layers between devices before a split counts as not fitting.
_MOVES: Final = 12
#: Context windows are multiples of this (llama.cpp pads its cache to that many tokens).
STEP: Final = 256


class Placed(msgspec.Struct, frozen=True):
    """Options with a place for every layer, and what they take."""

    options: LoadOptions
    allocation: Allocation
    gpu_layers: int = 0


class Layout:
    """Places one model on one machine within one room."""

    def __init__(
        self, shape: Shape, machine: Machine, room: Room, estimator: Estimator, projector: int = 0
    ) -> None:
        """`projector` bytes of main memory are counted beside the model."""
        self.shape = shape
        self.machine = machine
        self.room = room
        self._estimator = estimator
        self._projector = projector
        self._known: dict[LoadOptions, Allocation] = {}

    @property
    def slots(self) -> int:
        """Layers that can be on a device: the repeating ones, and the output as one more."""
        return len(self.shape.layers) + 1

    def take(self, options: LoadOptions) -> Allocation:
        """Return what a load with `options` takes, the projector included."""
        known = self._known.get(options)
        if known is None:
            known = self._estimator(self.shape, options, self.machine)
            if self._projector and "projector" not in known.extra:
                extra = {**known.extra, "projector": self._projector}
                known = msgspec.structs.replace(known, extra=extra)
            self._known[options] = known
        return known

    def usable(self) -> tuple[Device, ...]:
        """Return the devices worth giving layers to, the roomiest first.

        A graphics chip that shares main memory is left out beside a card of its own: it adds no
        memory, and its layers are read no faster than the processor reads them.
        """
        devices = [d for d in self.machine.accelerators if self.room.devices.get(d.name, 0) > 0]
        cards = [device for device in devices if device.kind == "gpu"]
        chosen = cards or devices[:1]
        return tuple(sorted(chosen, key=lambda device: -self.room.devices[device.name]))

    def cpu(self, base: LoadOptions) -> Placed:
        """Place everything in main memory."""
        options = _with(base, gpu_layers=0, devices=(), tensor_split=(), cpu_moe_layers=0)
        return Placed(options, self.take(options))

    def gpu(self, base: LoadOptions) -> Placed | None:
        """Place all layers on as few devices as hold them; None if all of them do not."""
        devices = self.usable()
        for count in range(1, len(devices) + 1):
            used = devices[:count]
            if self.shape.weights - self.shape.input_bytes > self._room_of(used):
                continue
            placed = self._shared(base, used, self.slots, 0)
            if placed is not None:
                return placed
        return None

    def split(self, base: LoadOptions) -> Placed | None:
        """Place as much as fits on all devices and the rest in main memory; None if no layer fits.

        Of a mixture of experts the experts go to main memory first: they are most of the bytes
        and the least of what is read for a token. Nothing is split with a chip that shares main
        memory and is no card: what does not fit there is not faster beside it.
        """
        devices = self.usable()
        if not devices or devices[0].kind != "gpu":
            return None
        if not self._could_fit():
            return None
        layers = len(self.shape.layers)
        if self.shape.expert_bytes:
            # Experts of the first `count` layers in main memory: the fewest that fit.
            found = _last(
                range(layers),
                lambda kept: self._shared(base, devices, self.slots, layers - kept),
            )
            if found is not None:
                return found
            return _last(
                range(1, self.slots), lambda count: self._shared(base, devices, count, layers)
            )
        return _last(range(1, self.slots), lambda count: self._shared(base, devices, count, 0))

    def longest(self, options: LoadOptions, most: int) -> int:
        """Return the longest context, at most `most` tokens, that fits with these options.

        A multiple of 256 tokens, or `most` itself; 0 if not even 256 tokens fit.
        """

        def need(context: int) -> float:
            """Return how full the fullest place is; up to 1 fits."""
            allocation = self.take(_with(options, context=context))
            return self._fullness(allocation)

        low, high = STEP, most
        if high <= low:
            return most if need(most) <= 1 else 0
        at_high = need(high)
        if at_high <= 1:
            return high
        at_low = need(low)
        if at_low > 1:
            return 0
        # Memory grows nearly in proportion, so a straight line between the ends finds the place.
        for turn in range(24):
            if high - low <= STEP:
                break
            share = (1 - at_low) / (at_high - at_low) if turn % 3 != 2 else 0.5
            middle = low + int((high - low) * share) // STEP * STEP
            middle = min(max(middle, low + STEP), (high - 1) // STEP * STEP)
            if middle <= low:
                break
            value = need(middle)
            if value <= 1:
                low, at_low = middle, value
            else:
                high, at_high = middle, value
        return low

    def _fullness(self, allocation: Allocation) -> float:
        room = self.room
        main = room.counted(allocation.on(HOST))
        fullest = 0.0
        for name in {buffer.device for buffer in allocation.buffers} - {HOST}:
            need = room.counted(allocation.on(name))
            if name in room.shared:
                main += need
            fullest = max(fullest, need / max(room.devices.get(name, 0), 1))
        return max(fullest, main / max(room.host, 1))

    def _room_of(self, devices: Sequence[Device]) -> int:
        return sum(self.room.devices[device.name] for device in devices)

    def _could_fit(self) -> bool:
        return self.room.counted(self.shape.weights) <= self.room.total

    def _shared(
        self, base: LoadOptions, devices: Sequence[Device], count: int, host_experts: int
    ) -> Placed | None:
        """Give `count` layers to `devices` so that each holds its part; None if none does."""
        options = _with(
            base,
            gpu_layers=count,
            devices=tuple(device.name for device in devices),
            tensor_split=(),
            cpu_moe_layers=host_experts,
        )
        if len(devices) == 1:
            allocation = self.take(options)
            return Placed(options, allocation, count) if self.room.fits(allocation) else None
        shares = _proportional(count, [self.room.devices[device.name] for device in devices])
        seen: set[tuple[int, ...]] = set()
        for _ in range(_MOVES):
            seen.add(tuple(shares))
            tried = _with(options, tensor_split=tuple(float(share) for share in shares))
            allocation = self.take(tried)
            over = self.room.over(allocation)
            if not over:
                return Placed(tried, allocation, count)
            worst = max(range(len(devices)), key=lambda place: over.get(devices[place].name, 0))
            excess = over.get(devices[worst].name, 0)
            if not excess:
                return None
            slack = [
                self.room.devices[device.name] - self.room.counted(allocation.on(device.name))
                for device in devices
            ]
            best = max(range(len(devices)), key=lambda place: slack[place])
            layer = self.room.counted(allocation.on(devices[worst].name)) // max(shares[worst], 1)
            moved = max(1, min(-(-excess // max(layer, 1)), shares[worst]))
            if slack[best] <= 0 or shares[worst] == 0:
                return None
            shares[worst] -= moved
            shares[best] += moved
            if tuple(shares) in seen:
                return None
        return None


def _with(options: LoadOptions, **changes: object) -> LoadOptions:
    return msgspec.structs.replace(options, **changes)


def _proportional(count: int, weights: Sequence[int]) -> list[int]:
    """Return `count` split in proportion to `weights`, largest remainders first."""
    total = sum(weights) or 1
    exact = [count * weight / total for weight in weights]
    shares = [int(value) for value in exact]
    order = sorted(range(len(weights)), key=lambda place: shares[place] - exact[place])
    for place in order[: count - sum(shares)]:
        shares[place] += 1
    return shares


def _last(numbers: range, attempt: Callable[[int], Placed | None]) -> Placed | None:
    """Return the attempt for the largest of `numbers` that succeeds, where fewer are easier."""
    low, high = numbers.start, numbers.stop - 1
    found: Placed | None = None
    while low <= high:
        middle = (low + high + 1) // 2
        placed = attempt(middle)
        if placed is None:
            high = middle - 1
        else:
            found, low = placed, middle + 1
    return found


def contexts(first: int, most: int) -> Iterator[int]:
    """Yield doubled contexts after `first` up to `most`."""
    context = first * 2
    while context <= most:
        yield context
        context *= 2
