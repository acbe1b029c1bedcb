"""Where a model's layers go: on which devices, how many on each, which experts in main memory.

Finds the most that fits by search over the estimate, in few calls of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import msgspec

from parley.engine.protocol import LoadOptions
from parley.fit.budget import Room
from parley.fit.cache import row_bytes
from parley.fit.shape import Layer, Shape
from parley.fit.values import HOST, Allocation
from parley.hardware.values import Device, Machine

#: What a load would take; `fit.estimate.estimate`, or something as good.
Estimator = Callable[[Shape, LoadOptions, Machine], Allocation]

#: Tries at moving layers between devices before a split counts as not fitting.
_MOVES: Final = 12
#: Tries at finding the longest context; halving alone would take 16 from ten million tokens.
_STEPS: Final = 64
#: Context windows are multiples of this (llama.cpp pads its cache to that many tokens).
STEP: Final = 256


class Placed(msgspec.Struct, frozen=True):
    """Options with a place for every layer, and what they take."""

    options: LoadOptions
    allocation: Allocation
    gpu_layers: int = 0


class _Attempt(msgspec.Struct, frozen=True):
    """One way to place layers: where it does not fit, by how much, else what is left."""

    placed: Placed | None
    device_over: int = 0
    host_over: int = 0
    slack: int = 0


class Layout:
    """Places one model on one machine within one room."""

    def __init__(
        self,
        shape: Shape,
        machine: Machine,
        room: Room,
        estimator: Estimator,
        beside: Mapping[str, int] | None = None,
    ) -> None:
        """Count what is `beside` the model in as well: `Allocation.extra`, in bytes."""
        self.shape = shape
        self.machine = machine
        self.room = room
        self._estimator = estimator
        self._beside = {name: size for name, size in (beside or {}).items() if size}
        self._known: dict[LoadOptions, Allocation] = {}
        self._least: dict[tuple[int, str, str, bool], int] = {}

    @property
    def slots(self) -> int:
        """Layers that can be on a device: the repeating ones, and the output as one more."""
        return len(self.shape.layers) + 1

    def take(self, options: LoadOptions) -> Allocation:
        """Return what a load with `options` takes, what is beside the model included."""
        known = self._known.get(options)
        if known is None:
            known = self._estimator(self.shape, options, self.machine)
            if self._beside and not known.extra:
                known = msgspec.structs.replace(known, extra=self._beside)
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
        """Place everything in main memory.

        Cards that are there are kept out of it by name: the engine would compute on them too.
        """
        alone = (HOST,) if self.machine.accelerators else ()
        options = _with(base, gpu_layers=0, devices=alone, tensor_split=(), cpu_moe_layers=0)
        return Placed(options, self.take(options))

    def gpu(self, base: LoadOptions) -> Placed | None:
        """Place all layers on as few devices as hold them; None if all of them do not."""
        devices = self.usable()
        least = self.room.counted(self.least(base) - self.shape.input_bytes)
        for count in range(1, len(devices) + 1):
            used = devices[:count]
            if least > self._room_of(used):
                continue
            placed = self._shared(base, used, self.slots, 0).placed
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
        if self.room.counted(self.least(base)) > self.room.total:
            return None
        layers = len(self.shape.layers)
        caches = [least_cache(layer, base) for layer in self.shape.layers]
        if not self.shape.expert_bytes:
            costs = [
                layer.weights + cache
                for layer, cache in zip(self.shape.layers, caches, strict=True)
            ]
            return self._fill(
                range(1, self.slots),
                costs,
                self._room_of(devices),
                lambda count: self._shared(base, devices, count, 0),
            )
        # Experts of the first layers in main memory, as few as possible.
        experts = [layer.experts for layer in self.shape.layers]
        rest = self.shape.weights - self.shape.input_bytes - sum(experts) + sum(caches)
        found = self._fill(
            range(layers),
            experts,
            self._room_of(devices) - rest,
            lambda kept: self._shared(base, devices, self.slots, layers - kept),
        )
        if found is not None:
            return found
        costs = [
            layer.weights - layer.experts + cache
            for layer, cache in zip(self.shape.layers, caches, strict=True)
        ]
        return self._fill(
            range(1, self.slots),
            costs,
            self._room_of(devices),
            lambda count: self._shared(base, devices, count, layers),
        )

    def least(self, options: LoadOptions) -> int:
        """Return bytes that weights and cache take at the least, whatever the rest is."""
        context = options.context or self.shape.context_trained
        known = self._least.get((context, options.kv_type_k, options.kv_type_v, options.swa_full))
        if known is None:
            known = sum(least_cache(layer, options) for layer in self.shape.layers)
            self._least[context, options.kv_type_k, options.kv_type_v, options.swa_full] = known
        return self.shape.weights + known

    def longest(self, options: LoadOptions, most: int) -> int:
        """Return the longest context, at most `most` tokens, that fits with these options.

        A multiple of 256 tokens, the context of `options` if that fits, or `most` itself; 0 if
        not even 256 tokens fit. Some longer one may fit as well, where the engine's allocator
        happens to leave smaller gaps.
        """

        def need(context: int) -> float:
            """Return how full the fullest place is; up to 1 fits."""
            return self._fullness(self.take(_with(options, context=context)))

        low, high = options.context, most
        at_low = need(low)
        if at_low > 1:
            low = STEP
            at_low = need(low)
            if at_low > 1:
                return 0
        if low >= high:
            return low
        at_high = need(high)
        if at_high <= 1:
            return high
        # Memory grows in pieces of straight lines: where the last two points lead is tried next.
        before, now = (high, at_high), (low, at_low)
        for turn in range(_STEPS):
            slope = (now[1] - before[1]) / (now[0] - before[0])
            halfway = turn % 4 == 3 or slope <= 0
            guess = (low + high) / 2 if halfway else now[0] + (1 - now[1]) / slope
            middle = int(min(max(guess, low), high)) // STEP * STEP
            if middle <= low:
                middle = (low // STEP + 1) * STEP
            if middle >= high:
                middle = (high - 1) // STEP * STEP
            if middle <= low:
                break
            before, now = now, (middle, need(middle))
            if now[1] <= 1:
                low = middle
            else:
                high = middle
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

    def _fill(
        self,
        numbers: range,
        costs: Sequence[int],
        room: int,
        attempt: Callable[[int], _Attempt],
    ) -> Placed | None:
        """Return the attempt for the largest of `numbers` that fits; larger puts more on devices.

        Too few do not fit main memory, too many do not fit the devices. `costs` are bytes of one
        more, of which about `room` are there.
        """
        average = max(self.room.counted(sum(costs)) // max(len(costs), 1), 1)
        smallest = self.room.counted(min(costs, default=0))
        low, high = numbers.start, numbers.stop - 1
        number = max(room, 0) // average
        found: Placed | None = None
        while low <= high:
            number = min(max(number, low), high)
            tried = attempt(number)
            if tried.placed is not None:
                found, low = tried.placed, number + 1
                if tried.slack < smallest:
                    break
                number += max(tried.slack // average, 1)
            elif tried.host_over and not tried.device_over:
                low = number + 1
                number += max(-(-tried.host_over // average), 1)
            elif tried.device_over and not tried.host_over:
                high = number - 1
                number -= max(-(-tried.device_over // average), 1)
            else:
                break
        return found

    def _shared(
        self, base: LoadOptions, devices: Sequence[Device], count: int, host_experts: int
    ) -> _Attempt:
        """Give `count` layers to `devices` so that each holds its part."""
        options = _with(
            base,
            gpu_layers=count,
            devices=tuple(device.name for device in devices),
            tensor_split=(),
            cpu_moe_layers=host_experts,
            # llama.cpp says so itself where tensors are placed one by one: experts that are read
            # into memory of their own compute faster than mapped ones.
            mmap=base.mmap and not host_experts,
        )
        single = len(devices) == 1
        shares = _proportional(count, [self.room.devices[device.name] for device in devices])
        seen: set[tuple[int, ...]] = set()
        attempt = _Attempt(None)
        for _ in range(_MOVES):
            seen.add(tuple(shares))
            split = () if single else tuple(float(share) for share in shares)
            tried = _with(options, tensor_split=split)
            allocation = self.take(tried)
            over = self.room.over(allocation)
            slack = [
                self.room.devices[device.name] - self.room.counted(allocation.on(device.name))
                for device in devices
            ]
            if not over:
                return _Attempt(Placed(tried, allocation, count), slack=sum(slack))
            host_over = over.pop(HOST, 0)
            attempt = _Attempt(None, device_over=sum(over.values()), host_over=host_over)
            places = range(len(devices))
            worst, best = (pick(places, key=slack.__getitem__) for pick in (min, max))
            if slack[worst] >= 0 or slack[best] <= 0 or shares[worst] == 0:
                return attempt
            layer = self.room.counted(allocation.on(devices[worst].name)) // shares[worst]
            moved = max(1, min(-(slack[worst] // max(layer, 1)), shares[worst]))
            shares[worst] -= moved
            shares[best] += moved
            if tuple(shares) in seen:
                return attempt
        return attempt


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


def least_cache(layer: Layer, options: LoadOptions) -> int:
    """Return the bytes that a layer caches at the least: without padding, windows at their size."""
    tokens = options.context
    if layer.window and not options.swa_full:
        tokens = min(tokens, layer.window)
    kept = row_bytes(options.kv_type_k, layer.cache_k) + row_bytes(options.kv_type_v, layer.cache_v)
    return tokens * kept + layer.recurrent
