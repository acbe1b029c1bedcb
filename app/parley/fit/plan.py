"""How to run one build of a model on one machine: where its layers go, how long its context is.

All of it on graphics cards, else split with the processor, else the processor alone. Pure: it
knows memory only through the estimate and speed only through the function it is given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, Literal, cast, get_args

import msgspec

from parley.core.errors import ParleyError
from parley.engine.protocol import LoadOptions
from parley.fit import quality, words
from parley.fit.budget import ESTIMATE_MARGIN, Room, released, room
from parley.fit.estimate import estimate
from parley.fit.layout import STEP, Estimator, Layout, Placed
from parley.fit.shape import Shape
from parley.fit.values import Allocation, Plan, Speed, Verdict, Wish
from parley.hardware.values import Device, Machine

CacheType = Literal["f32", "f16", "bf16", "q8_0", "q5_1", "q5_0", "q4_1", "q4_0"]
#: Predicts tokens per second of a model that is loaded so; None is no prediction.
Predictor = Callable[[Shape, LoadOptions, Allocation], Speed]

#: Context where nobody asks for one: several pages of conversation; half of it before a model is
#: taken off the card for it (llama.cpp's own fitting goes down to the same 4,096).
CONTEXT: Final = 8192
_CONTEXT_LEAST: Final = 4096
#: It grows to at most this where memory is free anyway: while the model takes no more than these
#: shares of the room, the first on cards, whose memory little else wants, the other in main memory.
_CONTEXT_FREE: Final = 32768
_FREE_CARD: Final = 0.9
_FREE_HOST: Final = 0.6
#: Tokens evaluated at once; the compute buffers grow with it.
_UBATCH: Final = 512
_UBATCH_SMALL: Final = 128
#: A chip that shares main memory must not make answers slower than the processor alone by more.
_CHIP_SLOWER: Final = 0.9


class Build(msgspec.Struct, frozen=True):
    """One build of a model that can be chosen.

    Attributes:
        label: its quantisation as published, for example `Q4_K_M`.
        files: first shard first.
        size: bytes of the files.
        shape: from its own header, or from another build's with `resized`.
        projector: bytes of the projector file that is loaded with it; 0 for none.
        imatrix: whether it was made with an importance matrix; None if unknown.
        complete: whether all its shards are there.
    """

    label: str
    files: tuple[str, ...]
    size: int
    shape: Shape
    projector: int = 0
    imatrix: bool | None = None
    complete: bool = True

    @property
    def divergence(self) -> float | None:
        """Expected divergence from the unquantised model; None if unknown."""
        parameters = self.shape.parameters
        return quality.divergence(
            self.label,
            self.shape.active_parameters or parameters,
            8 * self.shape.weights / parameters if parameters else None,
            self.imatrix,
            architecture=self.shape.architecture,
        )


def plan(
    build: Build,
    machine: Machine,
    wish: Wish,
    speed: Predictor | None = None,
    *,
    loaded: Allocation | None = None,
    estimator: Estimator = estimate,
    margin: float = ESTIMATE_MARGIN,
) -> Plan:
    """Return how `build` runs on `machine`.

    Args:
        speed: predicts tokens per second; None leaves speed out.
        loaded: what the model takes that is loaded now and will be unloaded for this one.
        estimator: what a load takes; another one where the engine's own figures are at hand.
        margin: share that an estimate may be too low by.
    """
    machine = released(machine, loaded)
    space = room(machine, kept=wish.reserve, margin=margin)
    beside = {"projector": build.projector, "lora": wish.adapters}
    layout = Layout(build.shape, machine, space, estimator, beside)
    return _Planning(build, wish, speed, layout).plan()


class _Planning:
    """One call of `plan`."""

    def __init__(self, build: Build, wish: Wish, speed: Predictor | None, layout: Layout) -> None:
        self.build = build
        self.wish = wish
        self.speed = speed
        self.layout = layout
        self.space: Room = layout.room
        self.trained = build.shape.context_trained
        self.chip_slower = False

    def plan(self) -> Plan:
        for verdict, place in (
            ("gpu", self._on_gpu),
            ("split", self._on_both),
            ("cpu", self._on_cpu),
        ):
            placed = place()
            if placed is not None:
                return self._made(cast(Verdict, verdict), placed)
        return self._too_big()

    # -- where ------------------------------------------------------------------------------

    def _on_gpu(self) -> Placed | None:
        devices = self.layout.usable()
        if not devices:
            return None
        for options in self._tries(last_resort=False):
            placed = self.layout.gpu(options)
            if placed is not None:
                share = _FREE_HOST if devices[0].unified else _FREE_CARD
                grown = self._grown(placed, share)
                self.chip_slower = self._worse_than_cpu(grown)
                return None if self.chip_slower else grown
        return None

    def _on_both(self) -> Placed | None:
        for options in self._tries(last_resort=True, lean=True):
            placed = self.layout.split(options)
            if placed is not None:
                return placed
        return None

    def _on_cpu(self) -> Placed | None:
        for options in self._tries(last_resort=True):
            if self.space.counted(self.layout.least(options)) > self.space.host:
                continue
            placed = self.layout.cpu(options)
            if self.space.fits(placed.allocation):
                return self._grown(placed, _FREE_HOST)
        return None

    def _worse_than_cpu(self, placed: Placed) -> bool:
        """Return whether a chip that shares main memory would slow answers down."""
        devices = self.layout.usable()
        if self.speed is None or devices[0].kind != "igpu":
            return False
        alone = self.layout.cpu(placed.options)
        if not self.space.fits(alone.allocation):
            return False
        chip = self.speed(self.build.shape, placed.options, placed.allocation)
        processor = self.speed(self.build.shape, alone.options, alone.allocation)
        return chip.decode < processor.decode * _CHIP_SLOWER

    def _grown(self, placed: Placed, share: float) -> Placed:
        """Return `placed` with a longer context where nobody asked for one and memory is free."""
        first = placed.options
        usual = min(CONTEXT, self.trained or CONTEXT)
        if self.wish.context is not None or first.context < usual or _quantised(first):
            return placed
        free = self.space.part(share)
        context = first.context
        while context * 2 <= min(self.trained, _CONTEXT_FREE):
            context *= 2
        while context > first.context:
            options = msgspec.structs.replace(first, context=context)
            if free.counted(self.layout.least(options)) <= free.total:
                allocation = self.layout.take(options)
                if free.fits(allocation):
                    return Placed(options, allocation, placed.gpu_layers)
            context //= 2
        return placed

    # -- what to try, the best first ---------------------------------------------------------

    def _asked(self) -> int | None:
        """Return the context that was asked for, at most what the model was trained with."""
        asked = self.wish.context
        if asked is None:
            return None
        if asked == 0:
            return self.trained or CONTEXT
        return min(asked, self.trained) if self.trained else asked

    def _tries(self, *, last_resort: bool, lean: bool = False) -> Iterator[LoadOptions]:
        """Yield options from the best to the most saving.

        `last_resort` goes on to a cache in 4 bits, where a context was asked for. `lean` starts
        without whole caches for layers with a sliding window.
        """
        asked = self._asked()
        usual = min(CONTEXT, self.trained or CONTEXT)
        lengths = [asked] if asked is not None else [usual, min(_CONTEXT_LEAST, usual)]
        for turn, kind in enumerate(self._kinds(last_resort=last_resort and asked is not None)):
            # A quantised cache of the usual context is bigger than a plain one of half of it.
            for length in dict.fromkeys(lengths if turn == 0 else lengths[-1:]):
                for whole, small in self._savings(lean=lean):
                    yield self._options(length, kind, whole=whole, small=small)

    def _kinds(self, *, last_resort: bool) -> tuple[CacheType, ...]:
        if self.wish.kv_type is not None:
            return (_cache_type(self.wish.kv_type),)
        if self.wish.flash_attention == "off":
            # A quantised V cache needs flash attention.
            return ("f16",)
        return ("f16", "q8_0", "q4_0") if last_resort else ("f16", "q8_0")

    def _savings(self, *, lean: bool) -> Iterator[tuple[bool, bool]]:
        """Yield (whole caches for sliding windows, small ubatch)."""
        windows = any(layer.window for layer in self.build.shape.layers)
        if windows and not lean:
            yield (True, False)
        yield (not windows, False)
        if self.wish.ubatch is None:
            yield (not windows, True)

    def _options(self, context: int, kind: CacheType, *, whole: bool, small: bool) -> LoadOptions:
        ubatch = self.wish.ubatch if self.wish.ubatch is not None else _UBATCH
        if small:
            ubatch = _UBATCH_SMALL
        batch = max(_UBATCH, ubatch)
        plain_v = self.wish.flash_attention == "off"
        return LoadOptions(
            context=context,
            batch=batch,
            ubatch=ubatch if ubatch != batch else None,
            flash_attention=self.wish.flash_attention,
            kv_type_k=kind,
            kv_type_v="f16" if plain_v else kind,
            swa_full=whole,
            loras=self.wish.loras,
        )

    # -- what is said ------------------------------------------------------------------------

    def _made(self, verdict: Verdict, placed: Placed) -> Plan:
        options = placed.options
        most = max(self.trained, options.context)
        longest = max(self.layout.longest(options, most), options.context)
        predicted = self.speed(self.build.shape, options, placed.allocation) if self.speed else None
        divergence = self.build.divergence
        if divergence is not None:
            divergence += quality.kv_divergence(options.kv_type_k, options.kv_type_v)
        said = [*self._warnings(), *self._where(verdict, placed)]
        if self.wish.context and self.trained and self.wish.context > self.trained:
            said.append(words.beyond_training(self.wish.context, self.trained))
        more = longest < self.trained and self._saves_nothing(options)
        said.append(words.context(options.context, longest, more=more))
        if self.wish.kv_type is None and _quantised(options):
            said.append(words.cache(options, for_context=self.wish.context is not None))
        if any(layer.window for layer in self.build.shape.layers) and not options.swa_full:
            said.append(words.WINDOWS_ONLY)
        if self.wish.ubatch is None and options.ubatch == _UBATCH_SMALL:
            said.append(words.SMALL_STEPS)
        said.append(words.quality(self.build.label, divergence))
        if predicted is not None:
            said.append(words.speed(predicted))
        return Plan(
            build=self.build.label,
            files=self.build.files,
            size=self.build.size,
            verdict=verdict,
            options=options,
            gpu_layers=placed.gpu_layers,
            allocation=placed.allocation,
            max_context=longest,
            speed=predicted,
            divergence=divergence,
            reasons=tuple(said),
        )

    def _saves_nothing(self, options: LoadOptions) -> bool:
        """Return whether a longer context, if asked for, would get a cache that saves memory."""
        layers = self.build.shape.layers
        if any(layer.window for layer in layers) and options.swa_full:
            return True
        free = self.wish.kv_type is None and self.wish.flash_attention != "off"
        return free and not _quantised(options) and any(layer.cache_k for layer in layers)

    def _where(self, verdict: Verdict, placed: Placed) -> list[str]:
        used = self._devices(placed.options)
        if verdict == "gpu":
            free = sum(self.space.devices[device.name] for device in used)
            return [words.on_cards(placed.allocation, used, free)]
        if verdict == "split":
            return words.shared_out(
                placed.allocation,
                used,
                placed.options,
                len(self.build.shape.layers),
                placed.options.cpu_moe_layers,
            )
        why = words.CHIP_TOO_SLOW if self.chip_slower else ""
        if any(device.kind == "gpu" for device in self.layout.machine.accelerators):
            why = words.CARD_TOO_SMALL
        return [words.on_processor(placed.allocation, self.space.host, why=why)]

    def _warnings(self) -> list[str]:
        said = []
        if not quality.loadable(self.build.label):
            said.append(f"The engine cannot load {self.build.label} files, so it is not chosen.")
        if not self.build.complete:
            said.append("Parts of this build are missing, so it is not chosen.")
        return said

    def _devices(self, options: LoadOptions) -> tuple[Device, ...]:
        return tuple(d for d in self.layout.machine.accelerators if d.name in options.devices)

    def _too_big(self) -> Plan:
        options = next(self._tries(last_resort=False))
        lean = msgspec.structs.replace(
            options, swa_full=not any(layer.window for layer in self.build.shape.layers)
        )
        # What was asked for is what is shown; that even the least is too much is what is said.
        placed, least = self.layout.cpu(options), self.layout.cpu(lean).allocation
        # A chip that shares main memory adds none.
        cards = [d for d in self.layout.usable() if d.kind == "gpu" and not d.unified]
        usable = self.space.total if cards else self.space.host
        need = self.space.counted(least.total)
        shorter = self._shorter(lean)
        beside = least.total - least.weights
        file_size = int(usable / (1 + self.space.margin)) - beside
        said = [
            *self._warnings(),
            words.too_big(need, usable, context=lean.context, tight=need <= usable),
            words.would_fit(shorter, file_size),
        ]
        return Plan(
            build=self.build.label,
            files=self.build.files,
            size=self.build.size,
            verdict="too_big",
            options=placed.options,
            gpu_layers=0,
            allocation=placed.allocation,
            max_context=shorter,
            speed=None,
            divergence=self.build.divergence,
            reasons=tuple(said),
        )

    def _shorter(self, options: LoadOptions) -> int:
        """Return the longest context that would fit, with the most saving cache; 0 if none does."""
        if self.space.counted(self.build.shape.weights) > self.space.total:
            return 0
        kinds = self._kinds(last_resort=self.wish.context is not None)
        saving = msgspec.structs.replace(options, kv_type_k=kinds[-1], kv_type_v=options.kv_type_v)
        if self.wish.flash_attention != "off":
            saving = msgspec.structs.replace(saving, kv_type_v=kinds[-1])
        context = options.context // 2
        while context >= STEP:
            shorter = msgspec.structs.replace(saving, context=context // STEP * STEP)
            context //= 2
            if self.space.counted(self.layout.least(shorter)) > self.space.total:
                continue
            for place in (self.layout.gpu, self.layout.split, self.layout.cpu):
                placed = place(shorter)
                if placed is not None and self.space.fits(placed.allocation):
                    return self.layout.longest(placed.options, options.context)
        return 0


def _cache_type(name: str) -> CacheType:
    if name not in get_args(CacheType):
        raise ParleyError(
            "bad_option",
            f"There is no KV cache type {name}.",
            hint=f"Choose one of {words.listed(get_args(CacheType))}.",
        )
    return cast(CacheType, name)


def _quantised(options: LoadOptions) -> bool:
    return options.kv_type_k not in {"f32", "f16", "bf16"}
